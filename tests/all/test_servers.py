"""The same site behind real servers, each set up by the file that the site brings, at the root and under a
path; and from disk."""

import gzip
import re
import shutil
from html import unescape
from http.client import HTTPConnection
from itertools import product
from urllib.parse import urljoin, urlsplit

import pytest

import serving
from conftest import Watch
from guide.outputs import headers
from guide.outputs.compress import TEXT_FILES
from html_page import pages_of
from walk import Walk

PATHS = ("/", "/some/where/")
CONFIGURED = list(product(serving.CONFIGURED, PATHS))
PLAIN = list(product(serving.PLAIN, PATHS))
ONE_ROUND_TRIP, READING_PAGE = 14_600, 12_000
EMBED = f"{headers.SHARED}/self-check.html"


def on(*places):
    """Run a test on each of these hosts, named as `nginx /some/where/`; a server starts once for all tests
    that need it."""
    return pytest.mark.parametrize("host", places, indirect=True, scope="module", ids=" ".join)


class Answer:
    def __init__(self, response):
        self.status, self.body = response.status, response.read()
        self.headers = {name.lower(): ", ".join(response.headers.get_all(name)) for name in response.headers}
        self.size = sum(len(name) + len(value) + 4 for name, value in response.headers.items()) + len(
            "HTTP/1.1 200 OK\r\n\r\n"
        )

    def __getitem__(self, name):
        return self.headers.get(name.lower())


class Host:
    """One server that sends the guide."""

    def __init__(self, name, address, folder):
        self.name, self.address, self.folder = name, address, folder

    def get(self, address="", **headers):
        """Ask as a program that takes nothing compressed unless told, and follows no redirect."""
        return self.ask(urlsplit(self.address).path + address, **headers)

    def ask(self, path, **headers):
        asked = HTTPConnection(urlsplit(self.address).netloc, timeout=10)
        try:
            asked.request(
                "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
            )
            return Answer(asked.getresponse())
        finally:
            asked.close()


@pytest.fixture(scope="module")
def whole_site(site, tmp_path_factory):
    """The site, with something to be framed, something hidden and a folder without a page in it."""
    target = tmp_path_factory.mktemp("site") / "site"
    shutil.copytree(site, target)
    if not (target / EMBED).exists():
        (target / EMBED).parent.mkdir()
        for ending in ("", ".gz"):
            shutil.copy(target / f"self-check.html{ending}", target / f"{EMBED}{ending}")
    (target / ".hidden").write_text("hidden")
    (target / "bare").mkdir()
    (target / "bare" / "changing.txt").write_text("first")
    (target / "bare" / "changing.txt.gz").write_bytes(gzip.compress(b"first"))
    return target


@pytest.fixture(scope="module")
def host(request, whole_site):
    name, path = request.param
    if name == "disk":
        yield Host(name, f"{whole_site.as_uri()}/", whole_site)
    else:
        with serving.running(name, whole_site, path) as (address, folder):
            yield Host(name, address, folder)


@pytest.fixture(scope="module")
def pages(whole_site):
    return pages_of(whole_site)


@pytest.fixture(scope="module")
def files(whole_site):
    """The address of everything that a reader's browser may ask for."""
    sent = [
        path.relative_to(whole_site).as_posix()
        for path in sorted(whole_site.rglob("*"))
        if path.suffix in TEXT_FILES
    ]
    return [address for address in sent if not address.startswith("bare/")]


def policy_of(page):
    return unescape(re.search(r'"Content-Security-Policy" content="([^"]*)"', page.source)[1])


@on(*CONFIGURED, *PLAIN)
def test_every_file_arrives_whole_and_as_what_it_is(host, files):
    for address in files:
        answer = host.get(address)
        assert answer.status == 200, address
        assert answer.body == (host.folder / address).read_bytes(), address
        wanted = headers.TYPES["." + address.rsplit(".")[-1]].split(";")[0]
        assert (
            answer["Content-Type"].split(";")[0].replace("application/javascript", "text/javascript")
            == wanted
        ), address


@on(*CONFIGURED)
def test_text_is_named_as_utf_8(host):
    for address in ("index.html", "404.html", "assets/search.js"):
        assert host.get(address)["Content-Type"].lower().endswith("charset=utf-8"), address


@on(*CONFIGURED)
def test_every_file_brings_the_headers_that_the_guide_asks_for(host, files, pages):
    for address in files:
        answer = host.get(address, Accept_Encoding="gzip")
        policy = policy_of(pages[EMBED if address.startswith(f"{headers.SHARED}/") else "index.html"])
        wanted = headers.of(policy, address, "self-check.html")
        assert {name: answer[name] for name in wanted} == wanted, address
        assert bool(answer["X-Frame-Options"]) == ("X-Frame-Options" in wanted), address


@on(*CONFIGURED)
def test_the_policy_is_the_one_in_the_page_and_forbids_frames_but_for_the_embedded(host, pages):
    for address, page in pages.items():
        nobody = "" if address == EMBED else "; frame-ancestors 'none'"
        assert host.get(address)["Content-Security-Policy"] == policy_of(page) + nobody, address


@on(*CONFIGURED)
def test_what_lies_compressed_is_sent_as_it_is_to_those_who_take_it_alone(host, files):
    for address in files:
        packed, plain = host.get(address, Accept_Encoding="gzip, deflate, br"), host.get(address)
        assert packed["Content-Encoding"] == "gzip" and plain["Content-Encoding"] is None, address
        assert packed.body == (host.folder / f"{address}.gz").read_bytes(), address
        assert gzip.decompress(packed.body) == plain.body, address
        assert packed["Content-Type"] == plain["Content-Type"], address
        for answer in (packed, plain):
            assert "accept-encoding" in answer["Vary"].lower(), address


@on(*CONFIGURED)
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_file_that_is_still_the_same_is_not_sent_again_and_a_changed_one_is(host, encoding):
    address = "bare/changing.txt"
    first = host.get(address, Accept_Encoding=encoding)
    again = host.get(address, Accept_Encoding=encoding, If_None_Match=first["ETag"])
    assert (first.status, again.status, again.body) == (200, 304, b"")
    assert again["Cache-Control"] == headers.CACHE
    # Longer each time: a server may tell files apart by their length and the second of their change.
    changed = first.body if encoding == "identity" else gzip.decompress(first.body)
    (host.folder / address).write_bytes(changed + b" and more")
    (host.folder / f"{address}.gz").write_bytes(gzip.compress(changed + b" and more"))
    # lighttpd looks at a file again after a second or two.
    assert serving.soon(
        lambda: host.get(address, Accept_Encoding=encoding, If_None_Match=first["ETag"]).status == 200
    )


@on(*CONFIGURED)
def test_the_compressed_and_the_plain_form_have_tags_of_their_own(host):
    assert host.get("index.html")["ETag"] != host.get("index.html", Accept_Encoding="gzip")["ETag"]


@on(*CONFIGURED)
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize(
    "missing",
    ["nothing.html", "levels/nothing.html", "a/b/c/nothing", "nothing?x=y.html", ".hidden", "bare/"],
)
def test_what_is_not_there_or_not_for_readers_is_answered_by_the_page_that_says_so(host, missing, encoding):
    answer, page = host.get(missing, Accept_Encoding=encoding), host.get("404.html")
    body = gzip.decompress(answer.body) if answer["Content-Encoding"] == "gzip" else answer.body
    assert answer.status == 404
    assert body == page.body
    for name in ("Content-Type", *headers.of("", "404.html", "self-check.html")):
        assert answer[name] == page[name], name


@on(*CONFIGURED, *PLAIN)
def test_a_folder_shows_its_page_and_without_its_slash_leads_there(host, pages):
    folders = [address.removesuffix("index.html") for address in pages if address.endswith("index.html")]
    assert len(folders) > 1
    for folder in folders:
        assert host.get(folder).body == (host.folder / folder / "index.html").read_bytes(), folder
        there = urljoin(host.address, folder)
        if urlsplit(there).path != "/":
            answer = host.ask(urlsplit(there).path[:-1])
            assert answer.status in (301, 302, 307, 308), folder
            assert urljoin(there, answer["Location"]) == there, folder
            # Nor to another scheme or port, where something speaks https in front of it. Apache always names
            # both.
            if host.name in ("nginx", "lighttpd", "caddy"):
                assert answer["Location"].startswith("/"), folder


# Certificates are asked for at the root alone, and Caddy gets its own.
@on(*((name, path) for name, path in CONFIGURED if path == "/" and name != "caddy"))
def test_what_a_certificate_is_asked_for_by_is_sent(host):
    wanted = ".well-known/acme-challenge/token"
    (host.folder / wanted).parent.mkdir(parents=True)
    (host.folder / wanted).write_text("proof")
    assert host.get(wanted).body == b"proof"


# Apache shows its document root, and the guide is a folder in it.
@on(*(place for place in CONFIGURED if place != ("apache", PATHS[1])))
def test_nothing_from_beside_the_folder_is_sent(host):
    path = urlsplit(host.address).path
    beside = host.folder.parent / "beside.txt"
    beside.write_text("not for readers")
    for way in ("../", "%2e%2e/", "..%2f", "a/../../", "levels/%2e%2e/%2e%2e/"):
        assert b"not for readers" not in host.ask(f"{path}{way}beside.txt").body, way
    assert b"not for readers" not in host.ask(f"{path[:-1]}../beside.txt").body


@on(*CONFIGURED)
def test_the_headers_leave_room_for_a_page_in_the_first_round_trip(host):
    for address in ("", "self-check.html", EMBED):
        assert host.get(address, Accept_Encoding="gzip").size <= ONE_ROUND_TRIP - READING_PAGE, address


@on(*CONFIGURED, *PLAIN, ("disk", "/"))
def test_a_reader_reads_searches_and_takes_the_self_check_in_silence(host, browser, guide):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(15_000)
    watch = Watch(context, host.address)
    page = context.new_page()
    page.goto(f"{host.address}index.html")
    page.goto(f"{host.address}{guide.levels[-1].page.replace('.md', '.html')}")
    page.locator('[data-action="search"]').click()
    page.keyboard.type(guide.steps[0].name.split()[-1])
    page.locator("[data-search-results] a").first.click()
    assert page.locator("article h1").is_visible()
    walk = Walk(page, host.address.removesuffix("/"), guide)
    assert walk.take(2, wanted=guide.levels[-1].id).is_visible()
    assert walk.levels() == [guide.levels[-1].id]
    context.close()
    assert watch.faults == []


@on(*CONFIGURED)
def test_a_reader_who_meets_a_dead_link_comes_home_to_the_guide_and_not_to_the_host(host, browser):
    context = browser.new_context()
    watch = Watch(context, urljoin(host.address, "/"))
    page = context.new_page()
    assert page.goto(f"{host.address}reclaim/old/nothing.html").status == 404
    page.locator("article [data-home]").click()
    page.wait_for_url(f"{host.address}index.html")
    assert page.locator("article h1").is_visible()
    context.close()
    # On its way up, the page asks for the guide's sign where it is not; and the browser reports each answer
    # of 404.
    assert [fault for fault in watch.faults if "404" not in fault] == []


@on(*CONFIGURED)
def test_another_site_can_show_the_embedded_self_check_in_a_frame_and_no_other_page(
    host, browser, origin, server_root
):
    frames = (
        f'<iframe name="{name}" src="{host.address}{name}"></iframe>' for name in (EMBED, "self-check.html")
    )
    (server_root / "frames.html").write_text("".join(frames))
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{origin}/frames.html")
    assert page.frame(EMBED).locator("form[data-module]").count() == 1
    assert page.frame("self-check.html").locator("form[data-module]").count() == 0
    context.close()
