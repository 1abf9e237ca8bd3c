"""What a result shows: an ordered list of parts with blocks, each under its conditions."""

from dataclasses import dataclass

from guide.model.instrument import Level

# fact → the values of which a result has to have one.
Conditions = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Block:
    """Something that a result says when a sheet fits.

    each: the fact whose levels (or relationships) it names.
    instances: the block itself, or one for each value of `each`, with texts filled in, the value among its
    conditions, and the `level` it names.
    """

    when: Conditions
    id: str | None = None
    each: str | None = None
    on_screen_only: str | None = None
    heading: str | None = None
    text: str | None = None
    shows: str | None = None
    message: str | None = None
    welcome: str | None = None
    stop: str | None = None
    step: str | None = None
    page: str | None = None
    link: str | None = None
    level: Level | None = None
    instances: tuple["Block", ...] = ()


@dataclass(frozen=True)
class Part:
    """A part of a result with its heading. `choose` tells that only the first block that fits is shown.

    paper: how its blocks come onto the worksheet (heading, all, sure, end), or None.
    """

    id: str
    when: Conditions
    look: str | None
    paper: str | None
    heading: str | None
    choose: str | None
    foot: str | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Told:
    """What stands on paper under one finding: (heading, texts) of each instance, and texts for all."""

    kind: str
    findings: tuple[tuple[Block, tuple[Block, ...]], ...]
    texts: tuple[Block, ...]


def sure(condition: Conditions, known: Conditions) -> bool:
    """Whether a condition holds for every sheet that fits what is known."""
    return all(fact in known and set(known[fact]) <= set(values) for fact, values in condition.items())


def joined(*conditions: Conditions) -> Conditions:
    """Conditions that all have to hold, as one; a fact that two of them name keeps what both allow."""
    both: Conditions = {}
    for condition in conditions:
        for fact, values in condition.items():
            both[fact] = tuple(value for value in values if value in both.get(fact, values))
    return both


def on_paper(parts: tuple[Part, ...]) -> tuple[Told, ...]:
    """What the worksheet has to look up, finding by finding, in the order of the findings."""
    (headings,) = (part for part in parts if part.paper == "heading")
    return tuple(_told(finding, parts) for finding in headings.blocks if not finding.on_screen_only)


def _told(finding: Block, parts: tuple[Part, ...]) -> Told:
    def beside(known: Conditions, each: str | None) -> tuple[Block, ...]:
        return tuple(
            one
            for part in parts
            for block in part.blocks
            if block.text and block.each == each
            for one in block.instances
            if (part.paper == "sure" and sure(joined(part.when, one.when), known))
            or (part.paper == "all" and sure(part.when, known))
        )

    if not finding.each:
        texts = beside(finding.when, None)
        return Told(finding.when["kind"][0], ((finding, ()),), texts)
    findings = tuple((one, beside(one.when, finding.each)) for one in finding.instances)
    return Told(finding.when["kind"][0], findings, beside(finding.when, None))
