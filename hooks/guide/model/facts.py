"""The facts of a result that blocks wait for, and the proof that each block, and something of each part, can
be shown.

The script of the self-check makes the facts of one sheet (`factsOf`); this tells which there can be for any
sheet.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator

from guide.model.result import Block, Conditions, Part

NOTHING = "none"
# Facts that any result but one that begins with support can have, whatever its kind.
OF_EVERY_KIND = {"same": ("yes", NOTHING), "open": ("one", NOTHING), "why": ("yes", NOTHING)}
# Kinds whose results begin with support, and say nothing of levels.
SUPPORT = ("safety", "care")
# What is told by another fact, so that the two always go together.
WIDE, NEIGHBORS = ("span", "wide"), ("apart", "neighbors")
# Only with these may a result ask to write, to tell or to thank.
SAFE_TO_ASK = {"care": "met", "balance": "even", "open": NOTHING}


class Facts:
    """Which values each fact can have, alone and together.

    kinds: id → {fact: values} as levels.yml tells them, `level` for any level and `pair` for any two.
    wide: from how many levels on a span is wide.
    """

    def __init__(
        self,
        kinds: dict[str, dict[str, tuple[str, ...]]],
        levels: Iterable[str],
        wishes: Iterable[str],
        relationships: Iterable[str],
        wide: int,
    ):
        self.kinds, self.levels = kinds, tuple(levels)
        self.wishes, self.relationships = tuple(wishes), tuple(relationships)
        pairs = list(itertools.combinations(range(len(self.levels)), 2))
        self.pairs = {f"{self.levels[low]}-to-{self.levels[high]}": (low, high) for low, high in pairs}
        # What a pair tells by its width.
        self.told = {
            "wide": {pair: self._whether(high - low + 1 >= wide) for pair, (low, high) in self.pairs.items()},
            "neighbors": {pair: self._whether(high - low == 1) for pair, (low, high) in self.pairs.items()},
        }

    @staticmethod
    def _whether(so: bool) -> str:
        return "yes" if so else NOTHING

    def known(self) -> dict[str, tuple[str, ...]]:
        """fact → every value that it can have in any result."""
        values: dict[str, dict[str, None]] = {}
        for kind in self.kinds:
            for fact, some in self._of(kind).items():
                values.setdefault(fact, {}).update(dict.fromkeys(some))
        return {fact: tuple(some) for fact, some in values.items()}

    def _of(self, kind: str) -> dict[str, tuple[str, ...]]:
        """fact → its values in a result of a kind."""
        any_of = {"level": self.levels, "pair": tuple(self.pairs)}
        told = {
            fact: tuple(itertools.chain.from_iterable(any_of.get(value, (value,)) for value in values))
            for fact, values in self.kinds[kind].items()
        }
        facts = {
            "kind": (kind,),
            "relationship": self.relationships,
            "wanted": (*self.levels, *self.wishes, NOTHING),
            **told,
        }
        facts |= {
            derived: ("yes", NOTHING) for fact, derived in (WIDE, NEIGHBORS) if fact in self.kinds[kind]
        }
        return facts if kind in SUPPORT else facts | OF_EVERY_KIND

    def agree(self, found: dict[str, str]) -> bool:
        """Whether facts that hang together can be these: a pair and its width, a wish and how it is met."""
        for fact, derived in (WIDE, NEIGHBORS):
            pair = found.get(fact)
            if pair and found.get(derived) not in (None, self.told[derived].get(pair, NOTHING)):
                return False
        if "fit" not in found or "fit" not in self.kinds[found["kind"]]:
            return True
        # What is not too wide has a fit if the wish is a level.
        fits = found["wanted"] in self.levels and found["wide"] == NOTHING
        return (found["fit"] != NOTHING) == fits

    def combinations(self, conditions: list[Conditions]) -> Iterator[dict[str, str]]:
        """Every set of values that the facts of some conditions can have together, as far as the conditions
        tell them apart: of values that all of them treat alike, one stands for all. A fact that a kind does
        not have is "none".
        """
        names = {fact for condition in conditions for fact in condition} | {"kind"}
        names |= {fact for fact, derived in (WIDE, NEIGHBORS) if derived in names}
        if "fit" in names:
            names |= {"wanted", *WIDE}
        for kind in self.kinds:
            facts = self._of(kind)
            if "fit" in facts:
                facts["fit"] = tuple(dict.fromkeys((*facts["fit"], NOTHING)))
            told = {
                fact: self._unlike(fact, values, conditions)
                for fact, values in facts.items()
                if fact in names
            }
            for values in itertools.product(*told.values()):
                found = dict.fromkeys(names, NOTHING) | dict(zip(told, values, strict=True))
                if self.agree(found):
                    yield found

    def _unlike(self, fact: str, values: Iterable[str], conditions: list[Conditions]) -> list[str]:
        """One of each sort of values that some condition, or another fact, tells apart."""
        derived = self.told.get(dict((WIDE, NEIGHBORS)).get(fact, ""), {})
        sorts = {}
        for value in values:
            in_conditions = tuple(value in one[fact] for one in conditions if fact in one)
            sorts.setdefault((in_conditions, value in self.levels, derived.get(value)), value)
        return list(sorts.values())


def holds(condition: Conditions, facts: dict[str, str]) -> bool:
    """Whether a condition holds for a set of facts, as the script of the self-check decides it."""
    return all(facts.get(fact, NOTHING) in values for fact, values in condition.items())


def check(parts: tuple[Part, ...], facts: Facts, say: Callable[[tuple, str, str], None]) -> None:
    """Tell each block that no sheet can show, each set of facts for which a part stands there with nothing in
    it, and each block that asks a reader to write where that may not be safe.

    say(path, found, expected): `path` as in levels.yml, such as ("result", 3, "blocks", 0).
    """
    for i, part in enumerate(parts):
        asks = {j for j, block in enumerate(part.blocks) if block.message or block.shows == "opening"}
        wanted = [_condition(block) for block in part.blocks]
        safe = [{fact: (value,)} for fact, value in SAFE_TO_ASK.items()] if asks else []
        shown, empty, unsafe = set(), None, {}
        for found in facts.combinations([part.when, *wanted, *safe]):
            if not holds(part.when, found):
                continue
            fitting = [j for j, condition in enumerate(wanted) if holds(condition, found)]
            if not fitting:
                empty = empty or found
            fitting = fitting[:1] if part.choose else fitting
            shown.update(fitting)
            for j in asks.intersection(fitting):
                missing = {fact for fact, value in SAFE_TO_ASK.items() if found[fact] != value}
                unsafe[j] = unsafe.get(j, set()) | missing
        if empty:
            told = ", ".join(f"{fact} {value}" for fact, value in sorted(empty.items()))
            say(
                ("result", i),
                f"nothing to show for {told}",
                "a block for it, or conditions under which the part is not there",
            )
        for j, block in enumerate(part.blocks):
            if block.instances and j not in shown and not (empty and part.choose):
                say(("result", i, "blocks", j), f"{_called(block)}, which no sheet can show", _expected(part))
            if unsafe.get(j):
                wanted = ", ".join(f"{fact}: [{SAFE_TO_ASK[fact]}]" for fact in sorted(unsafe[j]))
                say(
                    ("result", i, "blocks", j),
                    f"{_called(block)}, which asks to write or to tell where that may not be safe",
                    f"{wanted} under when; words to send are for people who are met with care",
                )


def _condition(block: Block) -> Conditions:
    """When a block, or any instance of it, is shown."""
    if not block.each:
        return block.when
    values = dict.fromkeys(value for one in block.instances for value in one.when[block.each])
    return {**block.when, block.each: tuple(values)}


def _called(block: Block) -> str:
    return f'the block "{block.id}"' if block.id else "a block"


def _expected(part: Part) -> str:
    earlier = ", and that no earlier block takes" if part.choose else ""
    return f"conditions that can hold together, and beside those of its part{earlier}"
