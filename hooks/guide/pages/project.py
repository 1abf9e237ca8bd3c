"""A whole project: the guide in English, and in each language that its settings publish."""

from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from guide.pages import languages
from guide.pages.languages import Language
from guide.pages.site import Site
from guide.reading import settings

SETTINGS = "mkdocs.yml"


class _Loader(yaml.SafeLoader):
    """Leaves out the values that only MkDocs can read, such as `!ENV`."""


_Loader.add_multi_constructor("", lambda *_: None)


@dataclass(frozen=True)
class Project:
    """`site`: the English pages; `others`: each other language that is published; `docs` and `overrides`: the
    folders of words and of templates; `settings`: those of its mkdocs.yml.
    """

    site: Site
    others: tuple[Language, ...]
    docs: Path
    overrides: Path
    settings: dict

    @classmethod
    def at(cls, folder: Path, codes: tuple[str, ...] | None = None) -> "Project":
        """Read and check the project in a folder. codes: of the languages to read, if not those to publish.

        Raises BadData with every mistake.
        """
        settings.check(folder / SETTINGS)
        told = yaml.load((folder / SETTINGS).read_text(encoding="utf-8"), _Loader)
        return cls.read(folder / SETTINGS, told, codes=codes)

    @classmethod
    def read(
        cls,
        file: Path,
        told: dict,
        words: str = "",
        custom: str | None = None,
        codes: tuple[str, ...] | None = None,
    ) -> "Project":
        """Read and check everything. file: where the settings stand; told: what they say; words, custom: the
        folders of words and of templates, where something else than `told` knows them; codes: as for `at`.

        Raises BadData with every mistake.
        """
        settings.check(file)
        docs = file.parent / (words or told.get("docs_dir", "docs"))
        overrides, extra = file.parent / (custom or told["theme"]["custom_dir"]), told.get("extra") or {}
        # Made before this build, by `dev.py editions`.
        editions = extra.get("editions") and file.parent / extra["editions"] / languages.SOURCE
        site = Site.read(docs, overrides, bool(extra.get("course")), editions=editions or None)
        wanted = languages.Wanted.of(extra)
        wanted = wanted if codes is None else replace(wanted, codes=codes)
        others = languages.read(site, docs, overrides, wanted)
        return cls(site, tuple(others), docs, overrides, told)

    @property
    def ready(self) -> dict[str, Site]:
        """code -> pages of English and of each language whose self-check and help are there."""
        return {languages.SOURCE: self.site} | {one.code: one.site for one in self.others if one.is_ready}

    @property
    def news(self) -> list[str]:
        """What an author may want to know of the words, though it stops no build."""
        copies = [
            f"The oldest copy of a helpline: {id_}, {month}." for month, id_ in self.site.guide.copies[:1]
        ]
        return [one for one in (*(one.told for one in self.others), self.site.guide.untried, *copies) if one]
