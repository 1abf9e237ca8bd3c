"""What the site brings for hosts that read a file of headers, and what holds for every host's settings."""

import json
import re

import pytest

from copies import ROOT, build, change
from guide.outputs import compress, headers, hosts
from guide.pages.assets import Assets
from html_page import pages_of
from serving import BROUGHT

# What Cloudflare takes: longer lines and more rules are ignored.
LONGEST_LINE, MOST_RULES = 2000, 100
SELF_CHECK = "self-check.html"
ASSETS = Assets(ROOT / "overrides/components")


@pytest.fixture(scope="module")
def rules(site):
    """[(pattern, [(name, value)])] as they stand in _headers, which keeps within what Cloudflare takes."""
    found, lines = [], (site / "_headers").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("/"):
            found.append((line, []))
        elif not line.startswith("#"):
            found[-1][1].append(tuple(line.strip().split(": ", 1)))
    assert 1 < len(found) <= MOST_RULES and max(map(len, lines)) <= LONGEST_LINE
    return found


def sent(rules, address):
    """{name: values} of the headers of an address."""
    # In a pattern, `*` stands for anything and `:page` for one part of the path, at both hosts.
    some, found = {"*": ".*", ":page": "[^/]+"}, {}
    for pattern, lines in rules:
        whole = "".join(some.get(part, re.escape(part)) for part in re.split(r"(\*|:\w+)", pattern))
        for name, value in lines if re.fullmatch(whole, address) else ():
            found.setdefault(name, []).append(value)
    return found


def test_every_file_is_asked_to_be_sent_with_what_protects_a_reader():
    for address in ("index.html", "levels/index.html", "assets/search.js", SELF_CHECK):
        asked = headers.of("default-src 'none'", address, SELF_CHECK)
        assert asked["X-Content-Type-Options"] == "nosniff" and asked["X-Frame-Options"] == "DENY"
        assert asked["Referrer-Policy"] == "no-referrer"
        assert asked["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert asked["Cross-Origin-Opener-Policy"] == asked["Cross-Origin-Resource-Policy"] == "same-origin"
        refused = {f"{one}=()" for one in ("camera", "microphone", "geolocation")}
        assert refused <= set(asked["Permissions-Policy"].split(", "))
        # A browser asks again for every file, and keeps no copy of a self-check.
        assert asked["Cache-Control"] == ("no-store" if address == SELF_CHECK else "no-cache")


def test_netlify_and_cloudflare_send_every_page_with_the_headers_it_should_have(site, rules):
    for page in pages_of(site):
        policy = ASSETS.sent["frame" if page.startswith(f"{headers.SHARED}/") else "guide"]
        wanted = headers.of(policy, page, SELF_CHECK)
        cache = wanted.pop("Cache-Control")
        # Asked for as it is, without its ending or by its folder. Of two values, both or the last are sent.
        for address in {f"/{page}", f"/{page.removesuffix('.html')}", f"/{page.removesuffix('index.html')}"}:
            got = sent(rules, address)
            assert cache in got.pop("Cache-Control")[-1], address
            assert got == {name: [value] for name, value in wanted.items()}, address


def test_the_self_check_alone_may_be_framed_and_is_not_kept_either(site, rules):
    got = sent(rules, f"/{headers.SHARED}/{SELF_CHECK}")
    assert "frame-ancestors" not in str(got["Content-Security-Policy"]) and "X-Frame-Options" not in got
    assert "no-store" in got["Cache-Control"][-1]
    assert [path.name for path in (site / headers.SHARED).rglob("*.html")] == [SELF_CHECK]


def test_each_file_of_settings_holds_the_policy_of_the_pages(site):
    policy = ASSETS.sent["guide"]
    for file in (site / "_headers", *(site / "hosting" / name for name in BROUGHT.values())):
        text = file.read_text(encoding="utf-8")
        assert f"{policy}; frame-ancestors 'none'" in text, file.name
        assert not re.search(r"unsafe|\{[{%]", text), file.name


def test_github_pages_publishes_files_as_they_are_and_every_kind_of_text_has_a_type(site):
    assert (site / ".nojekyll").exists()
    assert compress.TEXT_FILES <= headers.TYPES.keys()


def test_a_pasted_address_becomes_a_link_where_the_guide_knows_its_full_address(
    site, project, tmp_path, guide
):
    address, words = "https://guide.test/some/", guide.words
    change(project / "mkdocs.yml", 'site_url: ""', f"site_url: {address[:-1]}")
    done = build(tmp_path / "built", project)
    assert done.returncode == 0, done.stdout
    for page, read in pages_of(tmp_path / "built").items():
        found = [
            one["href"] for one in read.elements_with("type") if one["type"] == "application/json+oembed"
        ]
        assert found == ([] if page == "404.html" else [address + hosts.OEMBED]), page
    told = json.loads((tmp_path / "built" / hosts.OEMBED).read_text(encoding="utf-8"))
    # No `html`, which could bring a frame that cannot be left.
    assert (told["type"], "html" in told, told["version"]) == ("link", False, "1.0")
    assert words.shell.site in told["title"] and words.host.card in told["title"]
    assert not (site / hosts.OEMBED).exists() and "oembed" not in pages_of(site)["index.html"].source
    for folder, own in ((tmp_path / "built", address), (site, hosts.EXAMPLE)):
        assert hosts.php(own) in (folder / hosts.FOLDER / "five-levels.php").read_text(encoding="utf-8")
