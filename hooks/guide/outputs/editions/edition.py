"""What all editions of one language tell of themselves, and how their templates are filled."""

import time
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.dates import format_date

from guide.pages.site import Site


@dataclass(frozen=True)
class Edition:
    """site: what it is made from; language: its code; moment: seconds since 1970 that date it;
    version: of the guide; site_url: where newer ones are, or nothing; exit: where the exit leads.
    """

    site: Site
    language: str
    moment: int
    version: str
    site_url: str
    exit: str

    @property
    def date(self) -> str:
        return time.strftime("%Y-%m-%d", time.gmtime(self.moment))

    @property
    def day(self) -> str:
        """The date as a reader of the language writes it: November 29, 2026."""
        moment = datetime.fromtimestamp(self.moment, UTC)
        return format_date(moment, "long", self.language.replace("-", "_"))

    @property
    def id(self) -> str:
        """The name by which programs know it: the same for the same version, language and day."""
        told = f"five-levels {self.version} {self.language} {self.date}"
        return uuid.uuid5(uuid.NAMESPACE_OID, told).urn

    @property
    def unread(self) -> bool:
        return self.site.unread

    def filled(self, name: str, given: dict[str, object], here: str = "") -> str:
        """What a template of overrides/editions/ makes."""
        shell = self.site.shell(self.language)
        return self.site.templates.edition(name, here, {"edition": self, "shell": shell, **given})

    def style(self, name: str) -> str:
        """The text of a style sheet of overrides/editions/."""
        return (self.site.overrides / "editions" / f"{name}.css").read_text(encoding="utf-8")

    def write(self, target: Path, name: str, given: dict[str, object]) -> None:
        target.write_text(self.filled(name, given), encoding="utf-8")
