"""One guide with its pages, whole: what a generator of pages, or a copy for one without hooks, is given."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from guide.model.guide import Guide, load
from guide.pages import anchors
from guide.pages.assets import Assets
from guide.pages.made import MadePage, made
from guide.pages.templates import COMPONENTS, Templates, markers
from guide.reading import checks, folders, page_files
from guide.reading.page_files import PageFile
from guide.reading.problems import BadData

# Languages whose script runs from right to left.
RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}


@dataclass(frozen=True)
class Site:
    """`pages`: every page that an author wrote, by name; `templates` and `assets`, from `overrides`, lay them
    out.
    """

    guide: Guide
    pages: dict[str, PageFile]
    templates: Templates
    assets: Assets
    overrides: Path

    @classmethod
    def read(cls, docs: Path, overrides: Path) -> "Site":
        """Read and check everything. docs: the folder of the words; overrides: that of templates, style and
        scripts.

        Raises BadData with every mistake.
        """
        problems = folders.check(docs, overrides)
        try:
            site = cls._read(docs, overrides)
        except BadData as bad:
            problems += bad.problems
        if problems:
            raise BadData(problems)
        return site

    @classmethod
    def _read(cls, docs: Path, overrides: Path) -> "Site":
        guide = load(docs)
        known = page_files.Known(
            entries={page: entry.name for page, entry in guide.by_page.items()},
            levels=frozenset(level.page for level in guide.levels),
            sources=guide.source_lines,
            markers=frozenset(markers(overrides)),
            numbers=guide.numbers,
            made=frozenset(made(guide)),
        )
        pages = page_files.read(docs, known)
        templates = Templates(overrides, guide, pages)
        site = cls(guide, pages, templates, Assets(overrides / COMPONENTS), overrides)
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
                    made[title] = [*children, *({entry.name: entry.page} for entry in entries)]
        return made

    def names(self) -> tuple[str, ...]:
        """The name of every page: those that authors wrote, and those that the build makes from data."""
        return (*self.pages, *self.made)

    @cached_property
    def made(self) -> dict[str, MadePage]:
        """name -> MadePage of each page that no author writes."""
        return made(self.guide)

    def generated(self) -> dict[str, str]:
        """name -> text, with front matter, of each page that no author writes."""
        return {name: f"---\n{json.dumps(self.meta(name))}\n---\n" for name in self.made}

    def meta(self, name: str) -> dict[str, str | bool]:
        """What the templates know of a page beside its text: title, description, and its kind, which tells
        its style and script.
        """
        if page := self.made.get(name):
            return {"title": page.title, "description": page.description, "kind": page.kind}
        page, entry = self.pages[name], self.guide.by_page.get(name)
        description = entry.summary if entry else ""
        return {
            "description": description,
            **page.front,
            "title": page.title,
            "kind": page.kind,
        }

    def markdown(self, name: str) -> str:
        """A page's Markdown without front matter, with the head of its level or step, markers and numbers
        filled in.
        """
        if page := self.made.get(name):
            return _block(self.templates.part(page.template, name, page.given))
        markdown, numbers = self.pages[name].markdown, self.guide.numbers
        body = page_files.filled(
            markdown, lambda marker: _block(self.templates.marker(marker, name)), numbers
        )
        return _block(self.templates.head(name)) + body

    def shell(self, language: str, preview: bool = False) -> dict[str, object]:
        """What the templates of whole pages ask for, as plain values: config.extra.guide.

        language: as in mkdocs.yml; preview: whether an author looks at it with live reload.
        """
        return {
            "direction": "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr",
            "words": _plain(self.guide.words.shell),
            "styles": self.assets.styles,
            "scripts": self.assets.scripts,
            "policies": self.assets.policies(preview),
            "mark": self.templates.mark(),
            "rings": self.templates.small_mark(),
        }


def _block(html: str) -> str:
    """HTML as Markdown keeps it: an empty line around it, and none inside, where Markdown would go on."""
    return "\n" + re.sub(r"\n\s*\n", "\n", html.strip()) + "\n\n" if html else ""


def _plain(words: object) -> dict[str, str]:
    return dict(vars(words))
