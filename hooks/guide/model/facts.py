"""The facts of a result that blocks wait for, and the proof that each block, and something of each part, can
be shown.

The script of the self-check makes the facts of one sheet (`factsOf`); this tells which there can be for any
sheet.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator

from guide.model.result import Block, Conditions, Part

NOTHING = "none"
# Facts that any result but the first kind can have, whatever its kind. The first kind, safety, is told apart
# by its voice alone.
OF_EVERY_KIND = {"same": ("yes", NOTHING), "open": ("one", NOTHING)}
# Facts of a result that names levels: whether one answer could change it, whether a part was left out,
# whether answers explain it.
OF_LEVELS = {"firm": ("yes", "no"), "early": ("yes", NOTHING), "why": ("yes",)}


class Facts:
    """Which values each fact can have, alone and together.

    kinds: id → {fact: values} as levels.yml tells them, `level` for any level; the first is looked for first.
    """

    def __init__(
        self,
        kinds: dict[str, dict[str, tuple[str, ...]]],
        levels: Iterable[str],
        wishes: Iterable[str],
        relationships: Iterable[str],
    ):
        self.kinds, self.levels = kinds, tuple(levels)
        self.wishes, self.relationships = tuple(wishes), tuple(relationships)
        self.first = next(iter(kinds))

    def known(self) -> dict[str, tuple[str, ...]]:
        """fact → every value that it can have in any result."""
        values: dict[str, dict[str, None]] = {}
        for kind in self.kinds:
            for fact, some in self._of(kind).items():
                values.setdefault(fact, {}).update(dict.fromkeys(some))
        return {fact: tuple(some) for fact, some in values.items()}

    def _of(self, kind: str) -> dict[str, tuple[str, ...]]:
        """fact → its values in a result of a kind."""
        told = {
            fact: tuple(
                itertools.chain.from_iterable(
                    self.levels if value == "level" else (value,) for value in values
                )
            )
            for fact, values in self.kinds[kind].items()
        }
        facts = {
            "kind": (kind,),
            "relationship": self.relationships,
            "wanted": (*self.levels, *self.wishes, NOTHING),
            **told,
        }
        if kind != self.first:
            facts |= OF_EVERY_KIND | (OF_LEVELS if "levels" in told else {})
        if "low" in facts:
            # The lower of two neighbors is never the last level.
            facts["low"] = self.levels[:-1]
        return facts

    def combinations(self, names: Iterable[str]) -> Iterator[dict[str, str]]:
        """Every set of values that the named facts can have together; a fact that a kind does not have is
        "none".
        """
        names = {*names, "kind"}
        for kind in self.kinds:
            facts = {
                fact: values
                for fact, values in self._of(kind).items()
                if fact in names or (fact == "wanted" and "fit" in names)
            }
            for values in itertools.product(*facts.values()):
                found = dict.fromkeys(names, NOTHING) | dict(zip(facts, values, strict=True))
                # How close it is to the wish can be told only where the wish is a level.
                if "fit" in facts and found["wanted"] not in self.levels:
                    if found["fit"] != facts["fit"][0]:
                        continue
                    found["fit"] = NOTHING
                yield found


def holds(condition: Conditions, facts: dict[str, str]) -> bool:
    """Whether a condition holds for a set of facts, as the script of the self-check decides it."""
    return all(facts.get(fact, NOTHING) in values for fact, values in condition.items())


def check(parts: tuple[Part, ...], facts: Facts, say: Callable[[tuple, str, str], None]) -> None:
    """Tell each block that no sheet can show, and each set of facts for which a part stands there with
    nothing in it.

    say(path, found, expected): `path` as in levels.yml, such as ("result", 3, "blocks", 0).
    """
    for i, part in enumerate(parts):
        # A fact with one value for each level is told by the block's own instances.
        names = {fact for block in part.blocks for fact in block.when} | {*part.when}
        names |= {fact for block in part.blocks for one in block.instances for fact in one.when}
        shown, empty = set(), None
        for found in facts.combinations(names):
            if not holds(part.when, found):
                continue
            fitting = [
                j
                for j, block in enumerate(part.blocks)
                if any(holds(one.when, found) for one in block.instances)
            ]
            if not fitting:
                empty = empty or found
            shown.update(fitting[:1] if part.choose else fitting)
        if empty:
            told = ", ".join(f"{fact} {value}" for fact, value in sorted(empty.items()))
            say(
                ("result", i),
                f"nothing to show for {told}",
                "a block for it, or conditions under which the part is not there",
            )
        for j, block in enumerate(part.blocks):
            if j not in shown and not (empty and part.choose):
                say(("result", i, "blocks", j), f"{_called(block)}, which no sheet can show", _expected(part))


def _called(block: Block) -> str:
    return f'the block "{block.id}"' if block.id else "a block"


def _expected(part: Part) -> str:
    earlier = ", and that no earlier block takes" if part.choose else ""
    return f"conditions that can hold together, and beside those of its part{earlier}"
