"""What Lighthouse says of a page: its four categories, and its simulated times on a phone with slow 4G."""

import json
import os
import subprocess
from dataclasses import dataclass
from statistics import median

import tools

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
SECONDS = 120


@dataclass(frozen=True)
class Report:
    """`scores` of CATEGORIES in percent; `failed`: the audits that cost points; times in milliseconds.

    `tasks`: how many tasks hold the page up for over 50 milliseconds.
    """

    scores: tuple
    failed: tuple
    paint: float
    shift: float
    blocked: float
    tasks: float


def available():
    """Whether Node and Lighthouse are here."""
    return bool(tools.find("node")) and (tools.NPM / "node_modules" / "lighthouse").exists()


def look(url, browser_path, categories=CATEGORIES):
    """The Report of one page, by one run. Raises RuntimeError where Lighthouse gives none."""
    command = [
        tools.find("node"), tools.NPM / "node_modules" / "lighthouse" / "cli" / "index.js", url, "--quiet", "--output=json",
        f"--only-categories={','.join(categories)}", "--chrome-flags=--headless=new --no-sandbox", "--no-enable-error-reporting",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": browser_path}
    done = subprocess.run(command, env=environment, timeout=SECONDS, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise RuntimeError(f"Lighthouse failed on {url}: {done.stderr.strip()[-500:]}")
    found = json.loads(done.stdout)
    audits, failed = found["audits"], []
    for name in categories:
        refs = found["categories"][name]["auditRefs"]
        failed += [one["id"] for one in refs if one["weight"] and (audits[one["id"]]["score"] or 0) < 0.9 and _counts(audits[one["id"]])]
    return Report(
        tuple(round(100 * (found["categories"][name]["score"] or 0)) for name in categories),
        tuple(failed),
        audits.get("largest-contentful-paint", {}).get("numericValue", 0),
        audits.get("cumulative-layout-shift", {}).get("numericValue", 0),
        audits.get("total-blocking-time", {}).get("numericValue", 0),
        len(audits.get("long-tasks", {}).get("details", {}).get("items", [])),
    )


def _counts(audit):
    return audit["scoreDisplayMode"] not in ("notApplicable", "informative", "manual")


def settled(url, browser_path):
    """The Report of one page; of three runs the median where the first is slow, which a busy machine can be the reason for."""
    first = look(url, browser_path)
    return first if first.scores[0] == 100 else _median([first, *(look(url, browser_path) for _ in range(2))])


def medians(urls, browser_path, runs):
    """name -> Report with the medians of so many runs in turns, from name -> address."""
    made = {name: [] for name in urls}
    for turn in range(runs):
        for name in sorted(urls, reverse=turn % 2):
            made[name].append(look(urls[name], browser_path))
    return {name: _median(reports) for name, reports in made.items()}


def _median(reports):
    middle = {name: median(getattr(one, name) for one in reports) for name in ("paint", "shift", "blocked", "tasks")}
    scores = tuple(median(column) for column in zip(*(one.scores for one in reports), strict=True))
    often = sorted({name for one in reports for name in one.failed if sum(name in other.failed for other in reports) * 2 > len(reports)})
    return Report(scores, tuple(often), **middle)
