"""The pages that the build makes from data: of a place, a plan, a chapter of cases, its notes, and a deck."""

from dataclasses import dataclass

from guide.model.groups import Audience, Chapter, Deck, Plan
from guide.model.guide import Guide
from guide.model.places import Place
from guide.reading import slots


@dataclass(frozen=True)
class MadePage:
    """A page without a file of its own. `template` lays out `given`: what it names, by the names it uses.

    kind: as of a page that an author wrote, which tells its style and script.
    """

    title: str
    description: str
    kind: str
    template: str
    given: dict[str, Place | Audience | Plan | Chapter | Deck]


def made(guide: Guide) -> dict[str, MadePage]:
    """name -> MadePage of each page that no author writes, such as `help/chile.md`."""
    lines, words, pages = guide.words.helplines, guide.words.groups, {}

    def add(name: str, of: object, kind: str, template: str, told: dict, **given: object) -> None:
        texts = [slots.filled(text, told) for text in (of.title, of.description)]
        pages[name] = MadePage(*texts, kind, template, given)

    for place in guide.places:
        add(place.page, lines, "place", "helplines/_place", {"name": place.name}, place=place)
    for audience in guide.audiences:
        for plan in audience.plans:
            told = {"name": audience.name, "minutes": plan.minutes}
            add(plan.page, words.plan, "groups", "groups/_plan", told, audience=audience, plan=plan)
    for chapter in guide.chapters:
        told = {"name": chapter.name}
        add(chapter.page, words.cases, "groups", "groups/_cases", told, chapter=chapter)
        add(chapter.notes_page, words.notes, "groups", "groups/_notes", told, chapter=chapter)
    for deck in guide.decks:
        add(deck.page, words.cards, "cards", "groups/_deck", {"name": deck.name}, deck=deck)
    return pages
