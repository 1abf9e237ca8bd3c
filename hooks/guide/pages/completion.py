"""What an author leaves to the data: the navigation's levels and steps, the pages of places, and the ends of level and step pages.

Knows nothing of MkDocs; a build and a staged copy of the project both get it from here.
"""

import json

import checks
import fill
import pages


def navigation(nav, guide):
    """A navigation as mkdocs.yml has it, each overview followed by the pages of its levels or steps under their names."""
    return [_with_entries(item, guide) for item in nav]


def _with_entries(item, guide):
    if isinstance(item, dict):
        for title, children in item.items():
            for folder, entries in ((checks.LEVELS_FOLDER, guide.levels), (checks.STEPS_FOLDER, guide.steps)):
                if isinstance(children, list) and f"{folder}/{checks.OVERVIEW}.md" in children:
                    return {title: [*children, *({entry.name: entry.page} for entry in entries)]}
    return item


def place_page(place, guide):
    """The Markdown of a place with helplines, as an author would write it: front matter and a marker."""
    words = guide.words.helplines
    meta = {"title": fill.put(words.title, name=place.name), "description": fill.put(words.description, name=place.name)}
    # JSON is YAML, and quotes whatever a name may hold.
    return f"---\n{json.dumps(meta)}\n---\n\n<!-- guide: place -->\n"


def page(markdown, name, guide, titles):
    """A page's Markdown, front matter left out, with the parts that its author left to the data.

    name: the page's file, as `levels/index.md`; titles: page -> its title.
    """
    entry = guide.by_page.get(name)
    if not entry:
        return markdown
    words, of_a_level = guide.words.level.headings, entry in guide.levels
    headings = {part: words.get(part) for part in pages.OF_A_LEVEL} if of_a_level else {}
    overview = f"{checks.STEPS_FOLDER if of_a_level else checks.LEVELS_FOLDER}/{checks.OVERVIEW}.md"
    links = [(titles[one], f"../{one}") for one in (overview, pages.SELF_CHECK_PAGE)]
    return pages.completed(markdown, headings, words.next, links)
