"""What the site brings for hosts that read a file of headers, and what holds for every host's settings."""

import re
from html import unescape

import pytest

from guide.outputs import compress, headers
from html_page import pages_of

# What Cloudflare takes: longer lines and more rules are ignored.
LONGEST_LINE, MOST_RULES = 2000, 100
SELF_CHECK = "self-check.html"


@pytest.fixture(scope="module")
def rules(site):
    """[(pattern, [(name, value)])] as they stand in _headers."""
    found = []
    for line in (site / "_headers").read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            found.append((line, []))
        elif not line.startswith("#"):
            found[-1][1].append(tuple(line.strip().split(": ", 1)))
    return found


def matches(pattern, address):
    """`*` stands for anything and `:name` for one part of the path, at both hosts."""
    parts = re.split(r"(\*|:\w+)", pattern)
    return re.fullmatch(
        "".join({"*": ".*"}.get(part, "[^/]+" if part[:1] == ":" else re.escape(part)) for part in parts),
        address,
    )


def joined(values):
    return ", ".join(values)


def last(values):
    return values[-1]


def sent(rules, address, several):
    """The headers of an address. several: what a host makes of several values for one name."""
    found = {}
    for pattern, lines in rules:
        if matches(pattern, address):
            for name, value in lines:
                found.setdefault(name, []).append(value)
    return {name: several(values) for name, values in found.items()}


def addresses_of(page):
    """How a page can be asked for: as it is, without its ending, or by its folder."""
    return {f"/{page}", f"/{page.removesuffix('.html')}", f"/{page.removesuffix('index.html')}"}


def test_every_file_is_asked_to_be_sent_with_what_protects_a_reader():
    for address in ("index.html", "levels/index.html", "assets/search.js", SELF_CHECK):
        asked = headers.of("default-src 'none'", address, SELF_CHECK)
        assert asked["X-Content-Type-Options"] == "nosniff"
        assert asked["Referrer-Policy"] == "no-referrer"
        assert (
            asked["X-Frame-Options"] == "DENY"
            and asked["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
        )
        assert asked["Cross-Origin-Opener-Policy"] == asked["Cross-Origin-Resource-Policy"] == "same-origin"
        assert {f"{one}=()" for one in ("camera", "microphone", "geolocation")} <= set(
            asked["Permissions-Policy"].split(", ")
        )


def test_a_browser_asks_again_for_every_file_and_keeps_no_copy_of_a_self_check():
    kept = {
        address: headers.of("", address, SELF_CHECK)["Cache-Control"]
        for address in ("index.html", "assets/search.js", SELF_CHECK)
    }
    assert kept == {"index.html": "no-cache", "assets/search.js": "no-cache", SELF_CHECK: "no-store"}
    assert headers.of("", f"{headers.SHARED}/{SELF_CHECK}", SELF_CHECK)["Cache-Control"] == "no-store"


def test_netlify_and_cloudflare_send_every_page_with_the_headers_it_should_have(site, rules):
    for page, read in pages_of(site).items():
        policy = unescape(re.search(r'"Content-Security-Policy" content="([^"]*)"', read.source)[1])
        wanted = headers.of(policy, page, SELF_CHECK)
        cache = wanted.pop("Cache-Control")
        for address in addresses_of(page):
            for several in (joined, last):
                got = sent(rules, address, several)
                assert cache in got.pop("Cache-Control"), address
                assert got == wanted, address


def test_what_may_be_framed_gets_no_header_against_frames(rules):
    got = sent(rules, f"/{headers.SHARED}/{SELF_CHECK}", joined)
    assert "Content-Security-Policy" in got and "frame-ancestors" not in got["Content-Security-Policy"]
    assert "X-Frame-Options" not in got
    assert headers.CACHE_OF_THE_SELF_CHECK in got["Cache-Control"]


def test_the_file_of_headers_keeps_within_what_cloudflare_takes(site, rules):
    assert 1 < len(rules) <= MOST_RULES
    assert max(map(len, (site / "_headers").read_text(encoding="utf-8").splitlines())) <= LONGEST_LINE


def test_github_pages_is_told_to_publish_the_files_as_they_are(site):
    assert (site / ".nojekyll").exists()


def test_nothing_but_the_self_check_lies_in_the_folder_that_may_be_framed(site):
    assert {
        path.relative_to(site / headers.SHARED).as_posix() for path in (site / headers.SHARED).rglob("*.html")
    } <= {SELF_CHECK}


def test_each_file_of_settings_holds_the_policy_of_the_pages(site):
    source = (site / "index.html").read_text(encoding="utf-8")
    policy = unescape(re.search(r'"Content-Security-Policy" content="([^"]*)"', source)[1])
    files = [site / "_headers", *(site / "hosting").iterdir()]
    assert len(files) > 1
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert f"{policy}; frame-ancestors 'none'" in text and "{{" not in text, file.name
        assert not re.search(r"unsafe|[{]%", text), file.name


def test_every_kind_of_file_that_is_compressed_has_a_type():
    assert compress.TEXT_FILES <= headers.TYPES.keys()
