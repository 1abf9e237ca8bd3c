"""How many readers one machine serves: the guide beside the other sites, by nginx over loopback, pushed by wrk.

    python tests/bench/load.py        the same as python tests/bench/speed.py --only load
"""

import re
import subprocess
import sys
from pathlib import Path
from statistics import median

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2] / name) for name in ("hooks", "tests")]

import tools
from bench import peers, serve, tables, weigh

ROUNDS, SECONDS, CONNECTIONS = 5, 2, 16
# Asks for a list of files in turn, each as a browser would, and counts answers that are no success.
SCRIPT = """\
local paths, at = {{ {paths} }}, 0
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], {{ ["Accept-Encoding"] = "gzip" }})
end
"""


def section(sites, page, servers, browser):
    """The tables.Section of requests and page views a second.

    sites: name -> folder; page: what a reader opens; servers: name -> Server that notes what it sends, to learn a page's files from.
    """
    files = {name: weigh.files(browser, servers[name], page) for name in sites}
    found = {name: [] for name in sites}
    for turn in range(ROUNDS):
        for name in sorted(sites, reverse=turn % 2):
            with serve.server(sites[name], log=False) as server:
                found[name].append(push(server.address, files[name]))
    own = found[peers.GUIDE]
    rows = []
    for name, rates in found.items():
        views = [rate / len(files[name]) for rate in rates]
        beside = median(ours / len(files[peers.GUIDE]) / theirs for ours, theirs in zip(own, views, strict=True))
        row = (name, len(files[name]), f"{median(rates):,.0f}", f"{median(a / b for a, b in zip(own, rates, strict=True)):.2f} ×")
        rows.append((*row, f"{median(views):,.0f}", f"{beside:.2f} ×"))
    about = (
        f"nginx with one worker and compressed files, wrk with {CONNECTIONS} connections, on the same machine;\n"
        f"{ROUNDS} rounds of {SECONDS} seconds in turns, medians. A page view is every request of a first load of `{page}`."
    )
    header = ("site", "requests a view", "requests a second", "the guide beside it", "page views a second", "the guide beside it")
    return tables.Section("Under load", about, header, tuple(rows))


def push(address, paths):
    """Requests a second that a server answers, asked for these paths in turn. Raises RuntimeError if an answer is no success."""
    script = SCRIPT.format(paths=", ".join(f'"{path}"' for path in paths))
    command = [tools.find("wrk"), "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", "/dev/stdin", address]
    said = subprocess.run(command, input=script, stdout=subprocess.PIPE, text=True, check=True, timeout=SECONDS + 30).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"the server failed under load: {said}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


if __name__ == "__main__":
    from bench import speed

    sys.argv[1:] = ["--only", "load"]
    sys.exit(speed.main())
