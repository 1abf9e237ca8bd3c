"""The same site behind real servers, each set up by the file that the site brings, at the root and under a
path."""

import gzip
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import product
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

import serving
from conftest import Watch
from copies import ROOT
from guide.outputs import headers
from guide.outputs.compress import TEXT_FILES
from guide.pages.assets import Assets
from html_page import pages_of
from walk import Walk

PATHS = ("/", "/some/where/")
CONFIGURED = list(product(serving.CONFIGURED, PATHS))
PLAIN = list(product(serving.PLAIN, PATHS))
# What a page leaves to the headers of the first round trip.
HEADERS = 14_600 - 12_000
ENCODINGS = ("identity", "gzip, deflate, br")
SELF_CHECK = "self-check.html"
EMBED = f"{headers.SHARED}/{SELF_CHECK}"
ASSETS = Assets(ROOT / "overrides/components")


def on(*places):
    """Run a test on each of these hosts; a server starts once for all tests that need it."""
    return pytest.mark.parametrize("host", places, indirect=True, scope="module", ids=" ".join)


@dataclass
class Host:
    """A server that sends the guide."""

    name: str
    address: str
    folder: Path

    def get(self, address, encoding=ENCODINGS[0], **more):
        """The answer for a file of the guide, or a path of the server; follows no redirect."""
        there = urlsplit(self.address)
        asked = HTTPConnection(there.netloc, timeout=10)
        path = address if address.startswith("/") else there.path + address
        asked.request("GET", path, headers={"Accept-Encoding": encoding, **more})
        answer = asked.getresponse()
        answer.body = answer.read()
        asked.close()
        return answer


def unpacked(answer):
    return gzip.decompress(answer.body) if answer.getheader("Content-Encoding") == "gzip" else answer.body


def put(path, data):
    """Write a file, and beside it the compressed form, as a build does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(data))


@pytest.fixture(scope="module")
def host(request, site):
    name, path = request.param
    with serving.running(name, site, path) as (address, folder):
        (folder / ".hidden").write_text("hidden")
        put(folder / "bare/changing.txt", b"first")
        yield Host(name, address, folder)


@pytest.fixture(scope="module")
def pages(site):
    return pages_of(site)


@pytest.fixture(scope="module")
def files(site):
    """The address of everything that a reader's browser may ask for."""
    return [path.relative_to(site).as_posix() for path in site.rglob("*") if path.suffix in TEXT_FILES]


@on(*CONFIGURED, *PLAIN)
def test_every_file_arrives_as_what_it_is_and_where_set_up_compressed_with_all_headers(host, files):
    for address in files:
        # Those who keep copies can read these whatever a server calls them.
        if host.name in serving.PLAIN and address in ("changes.xml", "version.json"):
            continue
        plain, packed = (host.get(address, encoding) for encoding in ENCODINGS)
        kind, _, charset = headers.TYPES[f".{address.rsplit('.')[-1]}"].partition("; ")
        told = plain.getheader("Content-Type").lower().replace("application/javascript", "text/javascript")
        assert plain.status == 200 and told.split(";")[0] == kind, address
        assert plain.body == (host.folder / address).read_bytes(), address
        if host.name in serving.PLAIN:
            continue
        shared = address.startswith(f"{headers.SHARED}/")
        wanted = headers.of(ASSETS.sent["frame" if shared else "guide"], address, SELF_CHECK)
        assert [one.getheader("Content-Encoding") for one in (plain, packed)] == [None, "gzip"], address
        assert packed.body == (host.folder / f"{address}.gz").read_bytes(), address
        assert unpacked(packed) == plain.body and charset in told, address
        assert packed.getheader("Content-Type") == plain.getheader("Content-Type"), address
        assert packed.getheader("ETag") != plain.getheader("ETag"), address
        for answer in (plain, packed):
            assert {name: answer.getheader(name) for name in wanted} == wanted, address
            assert (answer.getheader("X-Frame-Options") is None) == shared, address
            assert "accept-encoding" in answer.getheader("Vary").lower(), address
            assert sum(len(f"{name}: {value}\r\n") for name, value in answer.getheaders()) < HEADERS


@on(*CONFIGURED)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_file_that_is_still_the_same_is_not_sent_again_and_a_changed_one_is(host, encoding):
    address = "bare/changing.txt"
    first = host.get(address, encoding)

    def again():
        return host.get(address, encoding, **{"If-None-Match": first.getheader("ETag")})

    assert (first.status, again().status, again().body) == (200, 304, b"")
    assert again().getheader("Cache-Control") == headers.CACHE
    # Longer each time: a server may tell files apart by their length and the second of their change.
    put(host.folder / address, unpacked(first) + b" and more")
    # lighttpd looks at a file again after a second or two.
    assert serving.soon(lambda: again().status == 200)


@on(*CONFIGURED)
def test_what_is_not_there_or_not_for_readers_is_answered_by_the_page_that_says_so(host):
    page = host.get("404.html")
    missing = ("nothing.html", "levels/nothing.html", "a/b/c/nothing", "nothing?x=y.html", ".hidden", "bare/")
    for address, encoding in product(missing, ENCODINGS):
        answer = host.get(address, encoding)
        assert (answer.status, unpacked(answer)) == (404, page.body), address
        for name in ("Content-Type", *headers.of("", "404.html", SELF_CHECK)):
            assert answer.getheader(name) == page.getheader(name), (address, name)


@on(*CONFIGURED, *PLAIN)
def test_a_folder_shows_its_page_and_without_its_slash_leads_there(host, pages):
    folders = [address.removesuffix("index.html") for address in pages if address.endswith("index.html")]
    assert len(folders) > 1
    for folder in folders:
        assert host.get(folder).body == (host.folder / folder / "index.html").read_bytes(), folder
        there = urljoin(host.address, folder)
        if urlsplit(there).path != "/":
            answer = host.get(urlsplit(there).path[:-1])
            location = answer.getheader("Location")
            assert answer.status in (301, 302, 307, 308) and urljoin(there, location) == there, folder
            # No scheme or port, as something may speak https in front of it. Apache always names both.
            assert location.startswith("/") or host.name not in ("nginx", "lighttpd", "caddy"), folder


# Certificates are asked for at the root alone, and Caddy gets its own.
@on(*((name, path) for name, path in CONFIGURED if path == "/" and name != "caddy"))
def test_what_a_certificate_is_asked_for_by_is_sent(host):
    wanted = ".well-known/acme-challenge/token"
    put(host.folder / wanted, b"proof")
    assert host.get(wanted).body == b"proof"


# Apache shows its document root, and the guide is a folder in it.
@on(*(place for place in CONFIGURED if place != ("apache", PATHS[1])))
def test_nothing_from_beside_the_folder_is_sent(host):
    path = urlsplit(host.address).path
    (host.folder.parent / "beside.txt").write_text("not for readers")
    ways = (f"{path}{up}" for up in ("../", "%2e%2e/", "..%2f", "a/../../", "levels/%2e%2e/%2e%2e/"))
    for way in (*ways, f"{path[:-1]}../"):
        assert b"not for readers" not in host.get(f"{way}beside.txt").body, way


@on(*CONFIGURED, *PLAIN)
def test_a_reader_reads_searches_and_takes_the_self_check_in_silence(host, browser, guide):
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        watch = Watch(context, host.address)
        page = context.new_page()
        page.goto(f"{host.address}index.html")
        page.goto(f"{host.address}{guide.levels[-1].page.replace('.md', '.html')}")
        page.locator('[data-action="search"]').click()
        page.keyboard.type(guide.steps[0].name.split()[-1])
        page.locator("[data-search-results] a").first.click()
        page.locator("article h1").wait_for()
        walk = Walk(page, host.address.removesuffix("/"), guide)
        assert walk.take(2, wanted=guide.levels[-1].id).is_visible()
        assert walk.levels() == [guide.levels[-1].id]
    assert watch.faults == []


@on(*CONFIGURED)
def test_a_reader_who_meets_a_dead_link_comes_home_to_the_guide_and_not_to_the_host(host, browser):
    with browser.new_context() as context:
        watch = Watch(context, urljoin(host.address, "/"))
        page = context.new_page()
        assert page.goto(f"{host.address}reclaim/old/nothing.html").status == 404
        page.locator("article [data-home]").click()
        page.wait_for_url(f"{host.address}index.html")
        page.locator("article h1").wait_for()
    # On its way up, the page asks for the guide's sign where it is not; the browser reports each such answer.
    assert [fault for fault in watch.faults if "404" not in fault] == []


@on(*CONFIGURED)
def test_another_site_can_show_the_embedded_self_check_in_a_frame_and_no_other_page(
    host, browser, origin, server_root
):
    frames = (f'<iframe name="{name}" src="{host.address}{name}"></iframe>' for name in (EMBED, SELF_CHECK))
    (server_root / "frames.html").write_text("".join(frames))
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{origin}/frames.html")
        assert page.frame(EMBED).locator("form[data-module]").count() == 1
        assert page.frame(SELF_CHECK).locator("form[data-module]").count() == 0
