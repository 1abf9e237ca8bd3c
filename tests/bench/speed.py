"""How fast the guide is, beside other ways to publish the same words. Every figure is from one run, as a ratio.

    python3 dev.py measure                       measures everything and writes tests/bench/speed.md
    python3 dev.py measure --only weight,search  measures some parts; the others stay in the file as they were
    python3 dev.py measure --quick               fewer runs and smaller sizes, for a first look

Parts: weight, search, times, pages, self-check, build, load. Everything takes about twenty-five minutes on two idle cores.
Starlight, SurveyJS and Lighthouse take part where Node and the packages of tests/npm are; nginx serves where it is installed.
`python3 dev.py test --all` brings all of these.
"""

import argparse
import json
import os
import platform
import sys
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from playwright.sync_api import sync_playwright

import browser as browsers
import levels
import tools
from bench import build_time, lighthouse, load, peers, questionnaires, serve, staged, tables, usable, weigh
from bench.peers import BARE, GUIDE, STARLIGHT

REPORT = ROOT / "tests" / "bench" / "speed.md"
RUNS, QUICK_RUNS = 5, 1
# Sections more, and pairs of builds, as in build_time.SIZES.
QUICK_SIZES = {0: 3, 8: 1}


class Bench:
    """What the parts share: the staged words, the built sites with their servers, and a browser. Made when first asked for."""

    def __init__(self, stack, quick):
        self.quick, self.runs = quick, QUICK_RUNS if quick else RUNS
        self._stack = stack
        # Astro confuses a project with its packages where their paths have no folder in common.
        cache = ROOT / ".cache"
        cache.mkdir(exist_ok=True)
        self.folder = Path(stack.enter_context(TemporaryDirectory(dir=cache)))

    @cached_property
    def guide(self):
        return levels.load(ROOT / "docs")

    @cached_property
    def staged(self):
        return staged.pages_and_nav()

    @cached_property
    def sites(self):
        tell("building the sites")
        return peers.build(self.folder, self.staged)

    @cached_property
    def servers(self):
        return {name: self._stack.enter_context(serve.server(site)) for name, site in self.sites.items()}

    @cached_property
    def browser_path(self):
        return browsers.find()

    @cached_property
    def browser(self):
        # Looking for a browser drives one too, and two cannot be driven at once.
        path = self.browser_path
        playwright = self._stack.enter_context(sync_playwright())
        made = playwright.chromium.launch(executable_path=path)
        self._stack.callback(made.close)
        return made

    @cached_property
    def reading_page(self):
        """The heaviest page of a level: what a reader comes for."""
        pages = [peers.address(level.page) for level in self.guide.levels]
        return max(pages, key=lambda page: (self.sites[GUIDE] / f"{page}.gz").stat().st_size)

    @cached_property
    def self_checks(self):
        """name -> (server, path) of the self-check, the plain form and, where it is installed, SurveyJS."""
        folder = self.folder / "questionnaires"
        folder.mkdir()
        page = next(page for page in self.staged[0] if page.name == "self-check.md")
        made = questionnaires.build(folder, self.guide, page, peers.article_of(self.sites[GUIDE] / "self-check.html"))
        server = self._stack.enter_context(serve.server(folder))
        return {GUIDE: (self.servers[GUIDE], "self-check.html"), **{name: (server, path) for name, path in made.items()}}


def weight(bench):
    found = {name: weigh.first_load(bench.browser, server, bench.reading_page) for name, server in bench.servers.items()}
    own = found[GUIDE]
    rows = [
        (name, one.words, one.requests, f"{one.bytes:,}", tables.ratio(one.bytes, own.bytes), f"{one.script:,}")
        for name, one in found.items()
    ]
    about = f"`{bench.reading_page}`, compressed ahead, headers counted, in bytes. Sent by {bench.servers[GUIDE].name}."
    header = ("the same page as", "words", "requests", "bytes", "beside the guide", "script in it")
    return tables.Section("First load", about, header, tuple(rows))


def search(bench):
    query = max(bench.guide.levels[-1].name.split(), key=len)
    asked = [name for name in bench.sites if name in weigh.SEARCH]
    found = {name: weigh.first_search(bench.browser, bench.servers[name], bench.reading_page, name, query) for name in asked}
    own = found[GUIDE][2]
    rows = [
        (name, requests, f"{before:,}", f"{together:,}", tables.ratio(together, own))
        for name, (requests, before, together) in found.items()
    ]
    about = f"Up to the first list of hits for “{query}”. Only files that serve nothing but search are counted."
    header = ("site", "requests", "bytes before anyone searches", "bytes in all", "beside the guide")
    return tables.Section("Search, first use", about, header, tuple(rows))


def times(bench):
    urls = {name: f"{server.address}/{bench.reading_page}" for name, server in bench.servers.items()}
    found = lighthouse.medians(urls, bench.browser_path, bench.runs)
    bare = found[BARE]
    rows = []
    for name, one in found.items():
        scores = " / ".join(f"{score:g}" for score in one.scores)
        held = (f"{one.tasks:g}", f"{one.blocked:.0f}")
        rows.append((name, f"{one.paint:,.0f}", tables.ratio(one.paint, bare.paint), f"{one.shift:.3f}", *held, scores))
    text, missed = tables.goal("largest paint beside the bare page", found[GUIDE].paint / bare.paint, 1.15)
    lines = [
        f"Lighthouse {_npm('lighthouse')}, a phone with slow 4G (simulated); `{bench.reading_page}`.",
        f"Medians of {bench.runs} runs in turns.",
        "A long task holds the page up for over 50 ms; what is over that counts as blocked.",
    ]
    lines.append(f"Largest paint of the guide beside the bare page: {text}.")
    if STARLIGHT in found:
        text, more = tables.goal("largest paint beside Starlight", found[GUIDE].paint / found[STARLIGHT].paint, 0.7)
        lines.append(f"Beside Starlight: {text}.")
        missed += more
    text, more = tables.goal("long tasks beside the bare page's", found[GUIDE].tasks, bare.tasks)
    lines.append(f"Long tasks beside the bare page's: {text}.")
    missed += more
    measured = ("largest paint (ms)", "beside the bare page", "layout shift", "long tasks", "blocked (ms)")
    header = ("site", *measured, " / ".join(lighthouse.CATEGORIES))
    return tables.Section("Until the page is read", "\n".join(lines), header, tuple(rows), missed)


def pages(bench):
    site, server = bench.sites[GUIDE], bench.servers[GUIDE]
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    if bench.quick:
        names = ["index.html", bench.reading_page, "self-check.html", "404.html"]
    found = {}
    for name in names:
        tell(f"Lighthouse: {name}")
        found[name] = lighthouse.settled(f"{server.address}/{name}", bench.browser_path)
    full = [name for name, one in found.items() if set(one.scores) == {100}]
    alike = {}
    for name in found.keys() - full:
        alike.setdefault((found[name].scores, found[name].failed), []).append(name)
    rows = [
        (", ".join(sorted(those)) if len(those) < 4 else f"{len(those)} pages", " / ".join(map(str, scores)), ", ".join(failed))
        for (scores, failed), those in sorted(alike.items())
    ]
    about = f"{len(full)} of {len(found)} pages have 100 in every category ({', '.join(lighthouse.CATEGORIES)})."
    about += " The others:" if rows else ""
    missed = (f"{len(found) - len(full)} pages below 100 in Lighthouse",) if rows else ()
    return tables.Section("Lighthouse on every page", about, ("pages", "categories", "audits that cost points"), tuple(rows), missed)


def self_check(bench):
    loads = {name: weigh.first_load(bench.browser, server, path) for name, (server, path) in bench.self_checks.items()}
    addresses = {name: f"{server.address}/{path}" for name, (server, path) in bench.self_checks.items()}
    ready = usable.medians(bench.browser, addresses, bench.runs)
    form = ready[questionnaires.PLAIN]
    own = loads[GUIDE].bytes
    rows = [
        (name, one.requests, f"{one.bytes:,}", tables.ratio(one.bytes, own), f"{ready[name]:,.0f}", tables.ratio(ready[name], form))
        for name, one in loads.items()
    ]
    text, missed = tables.goal("self-check usable beside the static form", ready[GUIDE] / form, 1.2)
    about = (
        f"The same questions; a processor {usable.SLOWER} times as slow and slow 4G; medians of {bench.runs} in turns.\n"
        "Usable: what one begins with is seen, and no task holds the page up any more.\n"
        f"The guide beside the static form: {text}."
    )
    header = ("self-check as", "requests", "bytes", "beside the guide", "usable (ms)", "beside the static form")
    return tables.Section("The self-check", about, header, tuple(rows), missed)


def build(bench):
    sizes = QUICK_SIZES if bench.quick else build_time.SIZES
    found = []
    for copies, pairs in sizes.items():
        tell(f"building {pairs} times with {copies} sections more")
        found += build_time.measure(bench.staged, {copies: pairs})
    small, missed = found[0], ()
    rows = []
    for one, most in zip(found, build_time.MOST, strict=False):
        text, more = tables.goal(f"build of {one.pages} pages beside stock", one.ratio, most)
        missed += more
        grown = (f"{one.own / small.own:.1f} ×", f"{one.other / small.other:.1f} ×")
        rows.append((f"{one.pages:,}", f"{one.own:.2f}", f"{one.other:.2f}", text, *grown))
    about = (
        "Cold builds in turns, in seconds of processor time; medians, the ratio as the median of pairs.\n"
        "More pages are more sections of the guide's own menu."
    )
    if len(found) > 2:
        text, more = tables.goal("growth of the build", found[2].own / found[1].own, build_time.MOST_GROWTH)
        about += f"\nFrom {found[1].pages:,} to {found[2].pages:,} pages the guide takes {text} times as long."
        missed += more
    header = ("pages", "the guide", "stock Material", "guide beside stock", "guide beside its smallest", "stock beside its smallest")
    return tables.Section("Building", about, header, tuple(rows), missed)


def serving(bench):
    return load.section(bench.sites, bench.reading_page, bench.servers, bench.browser)


PARTS = {"weight": weight, "search": search, "times": times, "pages": pages, "self-check": self_check, "build": build, "load": serving}


def tell(text):
    print(f"{text} ...", file=sys.stderr, flush=True)


def _npm(name):
    return json.loads((tools.NPM / "node_modules" / name / "package.json").read_text(encoding="utf-8"))["version"]


OPENING = """# How fast the guide is

Made by `python3 dev.py measure`.
All sites have the same words, from the guide's own pages with everything filled in.
Times are good as ratios within one table only; requests and bytes are exact.
"""


def measured_with():
    """When, where and with what a part was measured."""
    parts = [f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material"))]
    there = [name for name in ("@astrojs/starlight", "survey-core", "lighthouse") if (tools.NPM / "node_modules" / name).exists()]
    parts += [f"{name} {_npm(name)}" for name in there]
    return f"Measured on {date.today()}, on a shared {platform.system()} machine with {os.cpu_count()} cores, with {', '.join(parts)}."


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(PARTS), help="parts to measure, with commas between")
    parser.add_argument("--quick", action="store_true", help="fewer runs and smaller sizes; prints, and writes nothing")
    options = parser.parse_args()
    wanted = options.only.split(",")
    if unknown := [name for name in wanted if name not in PARTS]:
        parser.error(f"--only: {', '.join(unknown)}. Expected: some of {','.join(PARTS)}.")
    missed = []
    with ExitStack() as stack:
        bench = Bench(stack, options.quick)
        for name in wanted:
            lacks = _lacks(name)
            if lacks:
                tell(f"{name} is left out, since {lacks} is not here")
                continue
            tell(name)
            section = PARTS[name](bench)
            section = replace(section, about=f"{section.about}\n{measured_with()}")
            print(section.text(), flush=True)
            missed += section.missed
            if not options.quick:
                tables.merged(REPORT, OPENING, [section])
    return f"Goals missed: {'; '.join(missed)}" if missed else 0


def _lacks(part):
    """What a part needs and the machine does not have, or None."""
    if part in ("times", "pages") and not lighthouse.available():
        return "Lighthouse (npm ci --ignore-scripts in tests/npm)"
    if part == "load" and not (tools.find("wrk") and tools.find("nginx")):
        return "wrk or nginx"
    return None


if __name__ == "__main__":
    sys.exit(main())
