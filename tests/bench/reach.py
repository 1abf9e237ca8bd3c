"""What many readers move in a month, and what that costs, by arithmetic on the measured bytes of the built site.

    python tests/bench/reach.py        measures site/, prints the figures and writes them to tests/bench/reach.md

Build the site first.
"""

import html
import re
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "hooks"))

import headers

READERS = 1_000_000
SECONDS_A_MONTH = 30 * 24 * 3600
GB = 10**9
SELF_CHECK, SEARCH, NOT_FOUND = "self-check.html", "assets/search.js", "404.html"

# Assumptions, not measurements. What a server says before its own headers are added, as nginx does, and to open a connection.
SERVER_HEADERS = 277
HANDSHAKE = 4_000
# How much busier the busiest second is than the average one.
PEAK = 10


@dataclass(frozen=True)
class Measured:
    """Bytes, text compressed: an average page to read, the self-check, the search, the headers of one answer; and plain pages."""

    page: int
    self_check: int
    search: int
    headers: int
    plain_page: int
    plain_self_check: int
    plain_search: int


@dataclass(frozen=True)
class Reader:
    """A guess at what one reader does in a month: pages to read, and how often the search and the self-check are opened."""

    name: str
    pages: float
    searches: float
    self_checks: float


READER_KINDS = (Reader("a glance", 2, 0, 0.1), Reader("an evening", 6, 0.2, 0.5), Reader("a thorough reader", 20, 2, 2))


@dataclass(frozen=True)
class Price:
    """A guess at what a host asks, in dollars."""

    name: str
    a_gb: float
    ten_thousand_requests: float


# From hosts that count neither to list prices of large ones: look up those of your own host.
PRICES = (Price("low", 0, 0), Price("middle", 0.02, 0.005), Price("high", 0.12, 0.012))


def measured(site):
    """The Measured of a built site. site: its Path."""

    def size(path, compressed):
        return Path(f"{path}.gz" if compressed else path).stat().st_size

    pages = [path for path in site.rglob("*.html") if path.name not in (SELF_CHECK, NOT_FOUND)]
    index = (site / "index.html").read_text(encoding="utf-8")
    policy = html.unescape(re.search(r'"Content-Security-Policy" content="([^"]*)"', index)[1])
    ours = sum(len(f"{name}: {value}\r\n") for name, value in headers.of(policy, "index.html", SELF_CHECK).items())
    return Measured(
        page=round(fmean(size(path, True) for path in pages)),
        self_check=size(site / SELF_CHECK, True),
        search=size(site / SEARCH, True),
        headers=SERVER_HEADERS + ours,
        plain_page=round(fmean(size(path, False) for path in pages)),
        plain_self_check=size(site / SELF_CHECK, False),
        plain_search=size(site / SEARCH, False),
    )


def requests(reader):
    """How many files one reader asks for: each page is one."""
    return reader.pages + reader.searches + reader.self_checks


def bytes_moved(reader, sizes, compressed=True):
    """What is sent to one reader, with headers, each request on a connection of its own. Nothing is taken off for what a browser has kept."""
    page, check, search = (sizes.page, sizes.self_check, sizes.search) if compressed else (
        sizes.plain_page, sizes.plain_self_check, sizes.plain_search
    )
    content = reader.pages * page + reader.self_checks * check + reader.searches * search
    return content + requests(reader) * (sizes.headers + HANDSHAKE)


def cost(reader, sizes, price):
    """Dollars a month for all READERS of this kind."""
    moved = READERS * bytes_moved(reader, sizes) / GB * price.a_gb
    return moved + READERS * requests(reader) / 10_000 * price.ten_thousand_requests


def table(rows):
    head, *rest = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rest))


def report(sizes):
    """The whole of reach.md."""
    what = [["measured", "bytes"], *([name.replace("_", " "), f"{value:,}"] for name, value in asdict(sizes).items())]
    does = [["assumed reader", "pages", "searches", "self-checks", "requests", "bytes"]]
    moves = [["if a million are", "requests a month", "GB a month", "GB without compression", "requests a second", "in the busiest second"]]
    costs = [["if a million are", *(f"{price.name}, dollars a month" for price in PRICES)]]
    for one in READER_KINDS:
        moved, asked = bytes_moved(one, sizes), READERS * requests(one)
        does.append([one.name, f"{one.pages:g}", f"{one.searches:g}", f"{one.self_checks:g}", f"{requests(one):g}", f"{moved:,.0f}"])
        rate = asked / SECONDS_A_MONTH
        in_gb = [READERS * each / GB for each in (moved, bytes_moved(one, sizes, compressed=False))]
        moves.append([one.name, f"{asked:,.0f}", *(f"{each:,.1f}" for each in in_gb), f"{rate:.1f}", f"{PEAK * rate:.0f}"])
        costs.append([one.name, *(f"{cost(one, sizes, price):,.2f}" for price in PRICES)])
    asked_prices = [["assumed price", "a GB", "10,000 requests"]]
    asked_prices += [[price.name, f"{price.a_gb:g}", f"{price.ten_thousand_requests:g}"] for price in PRICES]
    return f"""# What a million readers a month move and cost

Made by `python tests/bench/reach.py` from the built site.
The bytes are measured; what readers do and what hosts ask is assumed.
Put in your own figures at the top of reach.py.

{table(what)}

- *Page* is the average of all pages to read; *search* is one file, asked for when a reader first opens the search.
- *Headers* are those of one answer: {SERVER_HEADERS} bytes of the server's own, and ours.
- Each request opens a connection of its own, the most that can be, which takes {HANDSHAKE:,} bytes more.
- Nothing is taken off for pages that a browser has kept.
- A GB is {GB:,} bytes, a month has 30 days, and the busiest second sees {PEAK} times the average.

{table(does)}

{table(moves)}

{table(asked_prices)}

{table(costs)}

The prices are guesses at a range, in dollars, and no offer of anyone.
What the storage itself costs is left out: the whole site is far below one hundredth of a GB.
"""


def main():
    site = ROOT / "site"
    if not (site / "index.html").exists():
        return "site/: there is no built site. Expected: one, made by python3 dev.py build."
    text = report(measured(site))
    print(text)
    (ROOT / "tests" / "bench" / "reach.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
