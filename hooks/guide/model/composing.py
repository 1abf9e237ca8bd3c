"""From the data of a result to its parts: plain conditions, and a block for each level that it can name."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from guide.model.facts import NEIGHBORS, NOTHING, WIDE, Facts
from guide.model.instrument import Level, Relationship
from guide.model.result import Block, Conditions, Part
from guide.reading import slots
from guide.reading.data_file import DataFile
from guide.reading.problems import nearest, one_of
from guide.reading.records import record

# The slots that the text of a block with `each` can hold.
OF_A_LEVEL = ("number", "name", "told", "meaning", "enough")
OF_TWO_LEVELS = ("number", "name", "told", "other_number", "other_name", "other_told")
OF_A_RELATIONSHIP = ("noun",)
RELATIONSHIP, PAIRS = "relationship", ("span", "apart")
HEADING, PICTURE = "heading", "picture"


def parts(
    file: DataFile, levels: tuple[Level, ...], relationships: tuple[Relationship, ...], facts: Facts
) -> tuple[Part, ...]:
    """The parts of a result, in the order of levels.yml, each block with its instances.

    Facts and values that no result has, and slots that nothing fills or that a text dropped, are noted in
    `file`.
    """
    maker = _Maker(file, levels, relationships, facts)
    made = tuple(maker.part(path, values) for path, values in file.listed("result"))
    headings = [i for i, part in enumerate(made) if part.paper == HEADING]
    if len(headings) != 1:
        path = ("result", headings[1]) if headings else ("result",)
        expected = "one, whose blocks are the findings that the worksheet looks up"
        file.say(path, f"{len(headings)} parts with paper: {HEADING}", expected)
    return made


class _Maker:
    def __init__(
        self, file: DataFile, levels: tuple[Level, ...], relationships: tuple[Relationship, ...], facts: Facts
    ):
        self.say: Callable = file.say
        self.file, self.levels, self.relationships, self.facts, self.known = (
            file,
            levels,
            relationships,
            facts,
            facts.known(),
        )

    def part(self, path: tuple, values: dict) -> Part:
        blocks = tuple(
            self._block((*path, *inner), block) for inner, block in self.file.listed("blocks", of=values)
        )
        part = record(Part, {**values, "when": self._when(path, values), "blocks": None})
        if part.look == PICTURE and not part.heading:
            self.say(
                path,
                "a part that folds, without a heading",
                "a heading, which stands there while it is closed",
            )
        for i, block in enumerate(blocks):
            if part.paper == HEADING and len(block.when.get("kind", ())) != 1:
                expected = "one kind in when.kind; a finding belongs to one kind of result"
                self.say((*path, "blocks", i), "a finding of no kind, or of several", expected)
        return replace(part, blocks=blocks)

    def _block(self, path: tuple, values: dict) -> Block:
        block = record(Block, {**values, "when": self._when(path, values), "level": None, "instances": None})
        return replace(block, instances=tuple(self._instances(path, block)))

    def _instances(self, path: tuple, block: Block) -> Iterator[Block]:
        known = {None: (), RELATIONSHIP: OF_A_RELATIONSHIP, **dict.fromkeys(PAIRS, OF_TWO_LEVELS)}.get(
            block.each, OF_A_LEVEL
        )
        for found, expected in slots.unknown(block.text or "", known):
            self.say((*path, "text"), found, expected)
        if not block.each:
            yield block
            return
        if not slots.held(block.text or "").intersection(known):
            self.say(
                (*path, "each"),
                f'"{block.each}", but no slot in the text',
                f"a text with {one_of(f'{{{slot}}}' for slot in known)}",
            )
        for value, level, filling in self._values(block.each):
            if not self._can_be(block, value):
                continue
            when = {**block.when, block.each: (value,)}
            yield replace(block, when=when, level=level, text=slots.filled(block.text or "", filling))

    def _values(self, each: str) -> Iterator[tuple[str, Level | None, dict[str, object]]]:
        """(value, the level it is, what fills the slots) of each value that a fact can have."""
        if each == RELATIONSHIP:
            yield from ((one.id, None, {"noun": one.noun}) for one in self.relationships)
            return
        fillings = [{name: getattr(level, name) for name in OF_A_LEVEL} for level in self.levels]
        if each not in PAIRS:
            yield from zip((level.id for level in self.levels), self.levels, fillings)
            return
        for pair, (low, high) in self.facts.pairs.items():
            other = {f"other_{name}": fillings[high][name] for name in ("number", "name", "told")}
            yield pair, None, fillings[low] | other

    def _can_be(self, block: Block, value: str) -> bool:
        """Whether a pair of levels is as wide as a block's conditions want it."""
        return all(
            self.facts.told[derived][value] in block.when[derived]
            for fact, derived in (WIDE, NEIGHBORS)
            if block.each == fact and derived in block.when
        )

    def _when(self, path: tuple, values: dict) -> Conditions:
        path = (*path, "when")
        told = {fact: tuple(some) for fact, some in (values.get("when") or {}).items() if some}
        for fact, some in told.items():
            known = self._values_of(fact)
            for i, value in enumerate(some):
                if value not in known:
                    self.say((*path, fact, i), f'"{value}"{nearest(value, known)}', one_of(known))
        return told

    def _values_of(self, fact: str) -> tuple[str, ...]:
        return (
            self.known.get(fact, ())
            if fact == "kind"
            else tuple(dict.fromkeys((*self.known.get(fact, ()), NOTHING)))
        )
