"""What a reader of the guide waits for, beside a bare page and stock Material with the same words.

    python3 dev.py measure           prints the tables and writes them into tests/bench/speed.md
    python3 dev.py measure --quick   fewer runs and smaller sizes; prints, and writes nothing

Takes about five minutes on two idle cores. Bytes and requests are exact; times compare only within one table.
"""

import platform
import re
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

# Where the modules lie when this runs as a program.
sys.path.extend(str(Path(__file__).parents[2] / room) for room in ("", "hooks", "tests"))

from playwright.sync_api import sync_playwright

import browser as browsers
from bench import projects
from guide.outputs import compress
from serving import folder, serving

REPORT = Path(__file__).with_name("speed.md")
# Below this heading stands what was measured once and is not measured any more.
ONCE = "## Beside other ways to publish"
PAGE = "levels/true-intimacy.html"
# What nginx sends before the page itself.
HEADERS = 277
RUNS, QUICK_RUNS = 7, 1
# How many sections of the same pages there are more, and how many pairs of builds are timed.
SIZES, QUICK_SIZES = {0: 7, 5: 3, 13: 1}, {0: 1, 5: 1}
GUIDE, STOCK, BARE = projects.GUIDE, projects.STOCK, "bare page"
# What a reader presses to search, and where they write.
SEARCH = {GUIDE: ('[data-action="search"]', "#query"), STOCK: [".md-search__input"] * 2}
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 1.6e6 / 8}
SLOWER = 4
LARGEST = """() => new Promise((tell) =>
    new PerformanceObserver((list) => tell(list.getEntries().at(-1).startTime))
        .observe({ type: "largest-contentful-paint", buffered: true }))"""
BARE_HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Bare</title>
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">
<style>svg{max-width:100%}</style>
"""


def sites(room, *words):
    """{name: folder} of the built sites, each with compressed files; the bare one has one page."""
    found = {name: room / "sites" / name for name in (GUIDE, STOCK, BARE)}
    for name, settings in projects.both(room, *words).items():
        projects.build(settings, found[name])
    article = re.search(r"<article\b[^>]*>(.*)</article>", (found[GUIDE] / PAGE).read_text("utf-8"), re.S)[1]
    (found[BARE] / PAGE).parent.mkdir(parents=True)
    (found[BARE] / PAGE).write_text(BARE_HEAD + article, encoding="utf-8")
    for name in (STOCK, BARE):
        compress.write(found[name])
    return found


def compressed(root, sent):
    """Answers with the .gz beside a file below `root`, and notes path and bytes of each answer in `sent`."""
    plain = folder(root, missing=root / PAGE)

    def answer(request):
        status, headers, body = plain(request)
        packed = Path(f"{root}{request.path}.gz")
        if packed.is_file():
            headers, body = {**headers, "Content-Encoding": "gzip"}, packed.read_bytes()
        sent.append((request.path, len(body) + HEADERS))
        return status, headers, body

    return answer


def first_load(browser, root, search=None):
    """[(path, bytes)] of all that a fresh browser fetches for the page, or also for a first search."""
    sent = []
    with serving(compressed(root, sent)) as address, browser.new_page() as page:
        page.goto(f"{address}/{PAGE}", wait_until="networkidle")
        if search:
            page.locator(search[0]).first.click()
            page.locator(search[1]).first.fill("emotional")
            page.wait_for_timeout(1500)
    return sent


def largest_paint(browser, root):
    """Milliseconds until the largest thing is painted on a phone with a slow network and a slow processor."""
    phone = {"width": 390, "height": 844}
    with serving(compressed(root, [])) as address, browser.new_page(viewport=phone) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(f"{address}/{PAGE}", wait_until="networkidle")
        return page.evaluate(LARGEST)


def table(title, about, header, rows):
    lines = [header, ["---"] * len(header), *rows]
    return f"## {title}\n\n{about}\n\n" + "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


def weights(browser, found):
    rows = []
    for name, site in found.items():
        sent = first_load(browser, site)
        then = first_load(browser, site, SEARCH[name]) if name in SEARCH else []
        search = (sum(size for path, size in some if "search" in path) for some in (sent, then))
        rows.append((name, len(sent), *map("{:,}".format, (sum(size for _, size in sent), *search))))
    about = f"Exact, with the headers that nginx sends: `{PAGE}`, and what serves nothing but search."
    header = "the same page as, requests, bytes, of them for search, for all of a first search"
    return table("Bytes", about, header.split(", "), rows)


def paints(browser, found, runs):
    times = {name: [] for name in found}
    for name in [name for turn in range(runs) for name in sorted(found, reverse=turn % 2)]:
        times[name].append(largest_paint(browser, found[name]))
    rows = [(name, *(f"{of(some):,.0f}" for of in (median, min, max))) for name, some in times.items()]
    about = f"`{PAGE}`, Chromium {browser.version}, 150 ms, 1.6 Mbit/s, a processor {SLOWER} times as slow."
    about += f"\nMedian, least and most of {runs} loads in turns, in milliseconds."
    return table("Largest paint", about, ("site", "median", "least", "most"), rows)


def builds(words, sizes):
    rows = []
    for sections, pairs in sizes.items():
        seconds = {GUIDE: [], STOCK: []}
        with TemporaryDirectory() as room:
            made = projects.both(Path(room), *words, sections)
            for name in [name for turn in range(pairs) for name in sorted(made, reverse=turn % 2)]:
                seconds[name].append(projects.build(made[name], Path(room) / "site"))
        # The median of the pairs' ratios is what other programs on the machine change least.
        ratios = (ours / theirs for ours, theirs in zip(*seconds.values()))
        times = (f"{median(some):.2f}" for some in (*seconds.values(), ratios))
        rows.append((f"{len(words[0]) * (1 + sections):,}", *times))
    about = "Cold builds in turns, in seconds of processor time; medians."
    return table("Building", about, ("pages", "the guide", STOCK, "one beside the other"), rows)


def main(quick):
    words = projects.words()
    # Looking for a browser drives one too, and two cannot be driven at once.
    path = browsers.find()
    with TemporaryDirectory() as room, sync_playwright() as playwright:
        found = sites(Path(room), *words)
        browser = playwright.chromium.launch(executable_path=path)
        parts = [weights(browser, found), paints(browser, found, QUICK_RUNS if quick else RUNS)]
    parts.append(builds(words, QUICK_SIZES if quick else SIZES))
    used = ", ".join(f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material"))
    opening = f"""# How light and fast the guide is

Made by `python3 dev.py measure` on {date.today()}, with Python {platform.python_version()}, {used}.
All sites have the same words.
Bytes are exact; times compare only within one table, and no test hangs on them.
"""
    print("\n".join(parts))
    if not quick:
        once = REPORT.read_text(encoding="utf-8").partition(ONCE)[2]
        REPORT.write_text("\n".join([opening, *parts, ONCE + once]), encoding="utf-8")


if __name__ == "__main__":
    main("--quick" in sys.argv[1:])
