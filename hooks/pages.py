"""What the Markdown pages say about themselves: markers, headings and links to sources.

Reads the pages and reports mistakes; knows nothing of MkDocs or HTML.
"""

import re
from pathlib import Path

from problems import BadData, Problem, shown

MARKER = re.compile(r"<!--\s*guide:\s*(.*?)\s*-->")
_SOURCE_LINK = re.compile(r"sources\.md#([^)\s\"]+)")
SOURCES_PAGE = "sources.md"

# Where each marker belongs. A level's page gets those it lacks at its end, under a heading from words.yml.
OF_A_LEVEL = ("statements", "opening", "prompts")
REQUIRED = {
    "levels/index.md": ("levels",),
    "reclaim/index.md": ("steps",),
    "self-check.md": ("self-check",),
    "scoring.md": ("constants",),
    "get-help.md": ("emergency", "helplines", "elsewhere"),
    SOURCES_PAGE: ("sources",),
}


def check(docs, guide, known_markers):
    """Check every page and return (cited, titles).

    cited: source id -> tuple of the pages that link to it, such as `levels/index.md`; titles: page -> its title.
    docs: Path of the words' folder; guide: the Guide; known_markers: names that the build can fill in.
    Raises BadData with every mistake.
    """
    problems, cited, titles = [], {source.id: [] for source in guide.sources}, {}
    for path in sorted(Path(docs).rglob("*.md")):
        page = path.relative_to(docs).as_posix()
        text = path.read_text(encoding="utf-8-sig")
        file = f"{docs.name}/{page}"
        titles[page] = guide.by_page[page].name if page in guide.by_page else _title(text, page)
        found = set()
        for number, line in enumerate(text.splitlines(), 1):
            for name in MARKER.findall(line):
                found.add(name)
                if name not in known_markers:
                    problems.append(Problem(file, number, "a marker", shown(name), f"one of {', '.join(sorted(known_markers))}"))
            for id_ in _SOURCE_LINK.findall(line):
                if id_ not in cited:
                    problems.append(Problem(file, number, "a link to a source", shown(id_), f"the id of an entry in {docs.name}/sources.yml"))
                elif page not in cited[id_]:
                    cited[id_].append(page)
        if page in guide.by_page and (heading := _own_heading(text)):
            problems.append(Problem(file, heading, "the page", "a first-level heading", f"none; the name comes from {docs.name}/levels.yml"))
        for name in REQUIRED.get(page, ()):
            if name not in found:
                problems.append(Problem(file, 1, "the page", f"no marker <!-- guide: {name} -->", "the marker, on a line of its own"))
    for id_, pages in cited.items():
        if not pages:
            problems.append(Problem(f"{docs.name}/sources.yml", 1, "sources", f"{shown(id_)}, which no page cites", f"a link to {SOURCES_PAGE}#{id_} on some page, or no such entry"))
    if problems:
        raise BadData(problems)
    return {id_: tuple(pages) for id_, pages in cited.items()}, titles


def _title(text, page):
    """The title in the page's front matter, else its first heading, else its file name."""
    for pattern in (r"\A---\n(?:.*\n)*?title:\s*(.+)\n", r"^# (.+)$"):
        if found := re.search(pattern, text, re.M):
            return found[1].strip("\"' ")
    return page


def _own_heading(text):
    """The line of the first first-level heading outside code, or None."""
    code = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(("```", "~~~")):
            code = not code
        if not code and line.startswith("# "):
            return number
    return None


def completed(markdown, headings):
    """A level page's Markdown with the markers that its author left out, each under its heading.

    headings: marker name -> heading, in the order in which they are to stand.
    """
    present = set(MARKER.findall(markdown))
    missing = [f"\n\n## {heading}\n\n<!-- guide: {name} -->" for name, heading in headings.items() if name not in present]
    return markdown + "".join(missing)
