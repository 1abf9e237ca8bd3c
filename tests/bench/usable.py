"""How long a page of questions takes until a reader can answer, on a slow phone with slow 4G."""

from statistics import median
from time import monotonic

# What stands there once a reader can begin. The guide shows one screen at a time as soon as its script is at work.
BEGIN = {"self-check.html": '[data-action="next"]', "plain.html": "input[type=radio]", "surveyjs.html": "input[type=radio]"}

SLOWER = 4
# Slow 4G as Lighthouse has it when it does not simulate.
SLOW_4G = {"offline": False, "latency": 562.5, "downloadThroughput": 1_474_560 / 8, "uploadThroughput": 675_840 / 8}
QUIET = 1000
TIMEOUT = 60_000

WATCH = """
(selector) => {
    window.seen = null;
    window.busy = 0;
    new PerformanceObserver((list) => {
        for (const task of list.getEntries()) window.busy = task.startTime + task.duration;
    }).observe({ type: "longtask", buffered: true });
    const look = () => {
        const found = document.querySelector(selector);
        if (found?.checkVisibility()) window.seen = performance.now();
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}
"""


def medians(browser, addresses, runs):
    """name -> milliseconds (median of so many runs in turns) from name -> address."""
    made = {name: [] for name in addresses}
    for turn in range(runs):
        for name in sorted(addresses, reverse=turn % 2):
            made[name].append(measure(browser, addresses[name]))
    return {name: median(times) for name, times in made.items()}


def measure(browser, address):
    """Milliseconds from the start until what one begins with is seen, and the tasks that hold the page up are over."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_4G)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.add_init_script(f"({WATCH})({BEGIN[address.rsplit('/', 1)[1]]!r})")
        page.goto(address, wait_until="load", timeout=TIMEOUT)
        # Asked from outside: a page's own policy forbids to evaluate a condition in it again and again.
        end = monotonic() + TIMEOUT / 1000
        while page.evaluate("window.seen") is None:
            if monotonic() > end:
                raise RuntimeError(f"{address}: nothing to begin with within {TIMEOUT / 1000:g} seconds.")
            page.wait_for_timeout(50)
        page.wait_for_timeout(QUIET)
        return page.evaluate("Math.max(window.seen, window.busy)")
    finally:
        context.close()
