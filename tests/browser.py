"""A Chromium that works on this machine: found, or else installed. Prints its path.

A browser counts only once it has opened a page. A Chromium without a window of its own comes first: it is the
same engine, and takes a third of the processor's time for each new page.
"""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

# As wide as the serif fonts that readers have. Without it, a bare Debian shows a far wider one, and paper
# gets more pages.
FONTS = "fonts-liberation"
SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
SYSTEM_NAMES = "chromium chromium-browser google-chrome google-chrome-stable chrome microsoft-edge".split()
SYSTEM_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


def opens_a_page(path):
    """Whether the browser at `path` starts and shows a page."""
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, timeout=60_000)
            page = browser.new_page()
            page.set_content("<title>open</title>", timeout=30_000)
            return page.title() == "open"
    except Error:
        return False


def find():
    """The path of a Chromium that opens a page; ends with one line that says what to do where there is none.

    Tries BROWSER_PATH alone if it is set; else what is there, Playwright's download and apt-get, in this
    order; of what is there, first those without a window, then Playwright's own.
    """
    given = os.environ.get("BROWSER_PATH")
    if given:
        if opens_a_page(given):
            return given
        sys.exit(f"BROWSER_PATH is {given}, but no browser opens a page there. Correct it, or unset it.")
    for _ in _ways():
        for path in _present():
            if opens_a_page(path):
                return path
    sys.exit("No browser found. Install Chromium or Chrome, or set BROWSER_PATH to one, and try again.")


def _ways():
    """Bring a browser, each time in the next way; the first is to take what is there."""
    yield
    print("Downloading a browser (up to four minutes) ...", file=sys.stderr, flush=True)
    yield _try(240, sys.executable, "-m", "playwright", "install", SHELLS[0])
    if shutil.which("apt-get"):
        print("Asking Debian for its Chromium (up to ten minutes) ...", file=sys.stderr, flush=True)
        # Some releases have it with its window alone.
        yield apt_install(SHELLS[0], FONTS)
        yield apt_install(SYSTEM_NAMES[0], FONTS)


def apt_install(*packages):
    """Install packages of Debian; where one of them is unknown, the others all the same."""
    apt = [*([] if os.geteuid() == 0 else ["sudo", "-n"]), "apt-get", "-qq"]
    install = (*apt, "install", "-y", "--no-install-recommends")
    _try(600, *apt, "update")
    if not _try(1200, *install, *packages):
        for package in packages:
            _try(600, *install, package)


def _present():
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    # Playwright keeps each browser that it downloads in a folder of its own.
    shells = Path(own).parents[2].glob(f"chromium_headless_shell-*/*/{SHELLS[1]}*")
    known = [*map(shutil.which, SHELLS), own, *map(shutil.which, SYSTEM_NAMES), *SYSTEM_PLACES]
    candidates = [*map(str, shells), *known]
    return [path for path in dict.fromkeys(candidates) if path and Path(path).exists()]


def _try(seconds, *command):
    """Whether a command ends well in time."""
    quiet = dict.fromkeys(("stdout", "stderr", "stdin"), subprocess.DEVNULL)
    # A package that brings a server must not start it.
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    with suppress(subprocess.TimeoutExpired, OSError):
        return subprocess.run(command, timeout=seconds, env=settings, **quiet).returncode == 0
    return False


if __name__ == "__main__":
    print(find())
