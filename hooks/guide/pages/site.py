"""One guide with its pages, whole: what a generator of pages, or a copy for one without hooks, is given."""

import json
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from guide.model.guide import Guide, load
from guide.model.places import in_order
from guide.pages import anchors
from guide.pages.assets import Assets
from guide.pages.made import MadePage, made
from guide.pages.templates import COMPONENTS, Templates, markers
from guide.reading import checks, folders, page_files, slots
from guide.reading.page_files import PageFile
from guide.reading.problems import BadData

HELP_PAGE = "get-help.md"
# What a folder of editions holds, for the page that offers them.
LISTED = "editions.json"
# Languages whose script runs from right to left.
RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}


@dataclass(frozen=True)
class Site:
    """`pages`: every page that an author wrote, by name; `made`: every other; `templates` and `assets`, from
    `overrides`, lay them out; `kit`: the pages of the kit for those who study it, which are in no site;
    `course`: whether it is made for a course platform; `editions`: the folder of what it carries to
    take along.

    Of a site in another language, `english` is the one that it was made from, and `left` names the pages that
    stand there in English; `unread`: no native reader has looked through it.
    """

    guide: Guide
    pages: dict[str, PageFile]
    made: dict[str, MadePage]
    kit: dict[str, PageFile]
    templates: Templates
    assets: Assets
    overrides: Path
    course: bool = False
    unread: bool = False
    editions: Path | None = None
    english: "Site | None" = None
    left: frozenset[str] = frozenset()
    # What `markdown` gave, by page: a language is looked through before it is built.
    _written: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(
        cls,
        docs: Path,
        overrides: Path,
        course: bool = False,
        language: str = "",
        unread: bool = False,
        editions: Path | None = None,
    ) -> "Site":
        """Read and check everything. docs: the folder of the words; overrides: that of templates, style and
        scripts; course: whether the pages are for a course platform; language: the code of another language
        than English; unread: whether no native reader has looked through them; editions: the folder of those
        that were made in this language, if any were.

        Raises BadData with every mistake.
        """
        problems = folders.check(docs, overrides)
        try:
            site = cls._read(docs, overrides, course, language, unread, editions)
        except BadData as bad:
            problems += bad.problems
        if problems:
            raise BadData(problems)
        return site

    @classmethod
    def _read(
        cls,
        docs: Path,
        overrides: Path,
        course: bool,
        language: str,
        unread: bool,
        editions: Path | None,
    ) -> "Site":
        guide = load(docs)
        if language:
            guide = replace(guide, language=language, places=in_order(guide.places, language))
        made_pages = made(guide)
        known = page_files.Known(
            entries={page: entry.name for page, entry in guide.by_page.items()},
            levels=frozenset(level.page for level in guide.levels),
            sources=guide.source_lines,
            markers=frozenset(markers(overrides)),
            numbers=guide.numbers,
            made=frozenset(made_pages),
        )
        read = page_files.read(docs, known)
        kit = {name: page for name, page in read.items() if folders.in_kit(name)}
        pages = {name: page for name, page in read.items() if name not in kit}
        listed = editions and editions / LISTED
        there = listed and listed.is_file()
        carried = tuple(json.loads(listed.read_text(encoding="utf-8"))) if there else ()
        templates = Templates(overrides, guide, pages, course, unread, carried)
        assets = Assets(overrides / COMPONENTS)
        site = cls(
            guide,
            pages,
            made_pages,
            kit,
            templates,
            assets,
            overrides,
            course,
            unread,
            editions if carried else None,
        )
        if problems := [*anchors.problems(pages, site.markdown, docs.name)]:
            raise BadData(problems)
        return site

    def navigation(self, nav: list) -> list:
        """A navigation as mkdocs.yml has it, each overview followed by the pages of its levels or steps."""
        return [self._with_entries(item) for item in nav]

    def _with_entries(self, item: str | dict) -> str | dict:
        if not isinstance(item, dict):
            return item
        made = {}
        for title, children in item.items():
            made[title] = children
            for folder, entries in (
                (checks.LEVELS_FOLDER, self.guide.levels),
                (checks.STEPS_FOLDER, self.guide.steps),
            ):
                if isinstance(children, list) and f"{folder}/{checks.OVERVIEW}.md" in children:
                    pages = [entry.page for entry in entries]
                    made[title] = [*children, *({self.meta(page)["title"]: page} for page in pages)]
        return made

    def names(self) -> tuple[str, ...]:
        """The name of every page: those that authors wrote, and those that the build makes from data."""
        return (*self.pages, *self.made)

    def generated(self) -> dict[str, str]:
        """name -> text, with front matter, of each page that no author writes."""
        return {name: f"---\n{json.dumps(self.meta(name))}\n---\n" for name in self.made}

    def meta(self, name: str) -> dict[str, str | bool]:
        """What the templates know of a page beside its text: title, description, and its kind, which tells
        its style and script; of a page left in English its language, too.
        """
        if name in self.left:
            return self._meta_of_left(name)
        if page := self.made.get(name):
            known = {"title": page.title, "description": page.description, "kind": page.kind}
            return {**known, "language": "", "feed": "no"}
        page, entry = self.pages[name], self.guide.by_page.get(name)
        description = entry.summary if entry else ""
        return {
            "description": description,
            "feed": "no",
            **page.front,
            "title": page.title,
            "kind": page.kind,
            "language": "",
        }

    def markdown(self, name: str) -> str:
        """A page's Markdown without front matter, with the head of its level or step, markers and numbers
        filled in.
        """
        if name in self.left:
            if self._is_withheld(name):
                return _block(self.templates.withheld(name, self.meta(name)["title"]))
            return self.english.markdown(name)
        if name not in self._written:
            self._written[name] = self._markdown(name)
        return self._written[name]

    def _markdown(self, name: str) -> str:
        if page := self.made.get(name):
            return _block(self.templates.part(page.template, name, page.given))
        markdown, numbers = self.pages[name].markdown, self.guide.numbers
        body = page_files.filled(
            markdown, lambda marker: _block(self.templates.marker(marker, name)), numbers
        )
        return _block(self.templates.head(name)) + body

    def _meta_of_left(self, name: str) -> dict[str, str | bool]:
        meta, words = self.english.meta(name), self.guide.words.languages
        title = slots.filled(words.in_english, {"title": meta["title"]})
        in_place = {"kind": "reading"} if self._is_withheld(name) else {"language": "en"}
        return {**meta, "title": title, **in_place}

    def _is_withheld(self, name: str) -> bool:
        """Whether not even the English stands in the place of a page that is left: a self-check."""
        return self.english.meta(name)["kind"] == "self_check"

    def places_script(self) -> str:
        """assets/places.js, in the language of the page that asks for it."""
        return (self.english if HELP_PAGE in self.left else self).templates.places()

    def shell(
        self, language: str, preview: bool = False, twins: dict[str, list] | None = None
    ) -> dict[str, object]:
        """What the templates of whole pages ask for, as plain values: config.extra.guide.

        language: as in mkdocs.yml; preview: whether an author looks at it with live reload; twins: of each
        page, in other languages.
        """
        return {
            "unread": self.unread,
            "twins": twins or {},
            "direction": "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr",
            "words": {**vars(self.guide.words.shell), "languages": {**vars(self.guide.words.languages)}},
            "styles": self.assets.styles,
            "scripts": self.assets.scripts,
            "policies": self.assets.policies(preview),
            "mark": self.templates.mark(),
            "rings": self.templates.small_mark(),
            "changes": self.guide.words.changes.title,
        }


def _block(html: str) -> str:
    """HTML as Markdown keeps it: an empty line around it, and none inside, where Markdown would go on."""
    return "\n" + re.sub(r"\n\s*\n", "\n", html.strip()) + "\n\n" if html else ""
