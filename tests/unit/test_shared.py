"""What is told where a link to a page is passed on, and what those who keep copies can follow."""

import json
import re
import tomllib

import feedparser
import pytest
import yaml

import copies
from copies import ROOT
from html_page import pages_of

ADDRESS = "https://guide.example/some/where/"


@pytest.fixture(scope="module")
def hosted(tmp_path_factory):
    """The folder of the site as it is built where its address is known."""
    project = copies.copy(tmp_path_factory.mktemp("hosted"))
    copies.change(project / "mkdocs.yml", 'site_url: ""', f'site_url: "{ADDRESS[:-1]}"')
    done = copies.build(project / "site", project)
    assert done.returncode == 0, done.stdout
    return project / "site"


def previews(site):
    """What messages show of pages, each form once."""
    pages = (page for name, page in pages_of(site).items() if name != "404.html")
    return {
        tuple((one["property"], one["content"]) for one in page.elements_with("property")) for page in pages
    }


def test_a_message_shows_the_same_of_every_page(guide, site, hosted):
    words = guide.words.shell
    shown = {"title": words.site, "description": words.preview, "site_name": words.site, "type": "website"}
    told = tuple((f"og:{name}", text) for name, text in shown.items())
    assert {told} == previews(site)
    assert {(*told, ("og:image", f"{ADDRESS}assets/rings.png"))} == previews(hosted)
    assert (hosted / "assets/rings.png").exists()


def links(page, rel):
    return [one["href"] for one in page.elements_with("rel") if one["rel"] == rel]


def test_search_engines_know_a_page_by_one_address_where_that_of_the_site_is_known(site, hosted):
    assert [name for name, page in pages_of(site).items() if links(page, "canonical")] == []
    told = {name: links(page, "canonical") for name, page in pages_of(hosted).items()}
    # What stands in a frame is a page of its own, too.
    assert told == {name: [ADDRESS + name.removeprefix("embed/")] for name in told} | {"404.html": []}
    listed = re.findall("<loc>(.*?)</loc>", (hosted / "sitemap.xml").read_text(encoding="utf-8"))
    assert {one.rpartition(".")[2] for one in listed} == {"html"}


def test_programs_that_look_for_free_texts_find_license_language_and_price(guide, hosted):
    licenses, told = set(), []
    for page in pages_of(hosted).values():
        licenses.update(links(page, "license"))
        told += re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.source, re.S)
    (data,) = (json.loads(one) for one in {*told})
    assert len(told) > len(guide.levels) + len(guide.steps)
    wanted = {"@type": "LearningResource", "isAccessibleForFree": True, "inLanguage": "en"}
    wanted |= {"name": guide.words.shell.site, "url": ADDRESS, "license": licenses.pop()}
    assert wanted.items() <= data.items() and not licenses


def test_the_feed_is_whole_with_an_entry_for_each_change_wherever_it_lies(guide, site, hosted):
    for folder, address in ((site, ""), (hosted, ADDRESS)):
        told = feedparser.parse((folder / "changes.xml").read_bytes())
        assert ("atom10", False) == (told.version, told.bozo)
        assert all(told.feed[one] for one in ("id", "title", "updated_parsed", "author"))
        read = [(one.id, one.updated[:10], one.tags[0].term, one.content[0].value) for one in told.entries]
        assert [(one.id, one.date, one.kind, one.text) for one in guide.changes] == read
        ids = {told.feed.id, *(one.id for one in told.entries)}
        assert len(ids) == len(read) + 1 and all(one.startswith("urn:uuid:") for one in ids)
        ways = {one.rel: one.href for one in told.feed.links}
        assert (f"{address}changes.xml", f"{address}host-it.html") == (ways["self"], ways["alternate"])


def test_only_pages_for_hosts_lead_to_the_feed(site):
    pages = pages_of(site).items()
    led = {
        name: one["href"]
        for name, page in pages
        for one in page.elements_with("type")
        if "atom" in one["type"]
    }
    assert dict.fromkeys(("embed-it.html", "host-it.html"), "changes.xml") == led


def test_versions_are_told_to_hosts_and_citers_as_the_project_and_the_data_have_them(guide, site):
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    told = json.loads((site / "version.json").read_text(encoding="utf-8"))
    data = {"self-check": guide.version, "numbers": guide.looked_through, "changes": guide.changes[0].date}
    assert {"guide": version} | data == told
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert (version, guide.words.shell.site) == (cited["version"], cited["title"])
