"""What docs/changes.yml holds."""

from dataclasses import dataclass
from uuid import UUID, uuid5

# The id of the feed, and what those of its entries are made from: a feed that moves keeps them, and so does a
# copy. They name no domain, since the guide has none.
FEED = UUID("4f1b7f0e-3a56-4b0c-9a39-6d4a2f0c8e51")


@dataclass(frozen=True)
class Change:
    """A change that those who keep copies have to know. `kind` is a key of the words of changes;
    `fingerprint` stands for all that the kind held after it.
    """

    date: str
    kind: str
    text: str
    fingerprint: str | None

    @property
    def id(self) -> str:
        """The address that is no place: a text can be corrected, and stays the same entry."""
        return uuid5(FEED, f"{self.date} {self.kind}").urn
