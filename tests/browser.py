"""A Chromium that works on this machine: found, or else installed. Prints its path.

A browser counts only once it has opened a page.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

# As wide as the serif fonts that readers have. Without it, a bare Debian shows a far wider one, and paper
# gets more pages.
FONTS = "fonts-liberation"
SYSTEM_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
)
SYSTEM_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
DOWNLOAD_SECONDS = 240
APT_SECONDS = 600


class NoBrowser(Exception):
    """No browser could be found or installed; the message says what to do, in one line."""


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
    """The path of a Chromium that opens a page.

    Tries BROWSER_PATH, Playwright's own browser, one on the system, Playwright's download and apt-get,
    in this order. Raises NoBrowser when BROWSER_PATH names one that does not work or all else fails.
    """
    given = os.environ.get("BROWSER_PATH")
    if given:
        if opens_a_page(given):
            return given
        raise NoBrowser(
            f"BROWSER_PATH is {given}, but no browser opens a page there. Correct it, or unset it."
        )
    for path in _present():
        if opens_a_page(path):
            return path
    for install in (_download, _apt_get):
        install()
        for path in _present():
            if opens_a_page(path):
                return path
    raise NoBrowser(
        "No browser found. Install Chromium or Chrome, or set BROWSER_PATH to one, and try again."
    )


def _present():
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    candidates = [own, *map(shutil.which, SYSTEM_NAMES), *SYSTEM_PLACES]
    return [path for path in dict.fromkeys(candidates) if path and Path(path).exists()]


def _download():
    _try(
        "Downloading a browser (up to four minutes) ...",
        [sys.executable, "-m", "playwright", "install", "chromium"],
        DOWNLOAD_SECONDS,
    )


def _apt_get():
    if not shutil.which("apt-get"):
        return
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if rights and not shutil.which("sudo"):
        return
    _try(
        "Asking Debian for its Chromium (up to ten minutes) ...",
        [*rights, "apt-get", "update", "-qq"],
        APT_SECONDS,
    )
    _try(
        None,
        [*rights, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", FONTS],
        APT_SECONDS,
    )


def _try(message, command, seconds):
    if message:
        print(message, file=sys.stderr, flush=True)
    try:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
        subprocess.run(
            command, timeout=seconds, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, **quiet
        )
    except (subprocess.TimeoutExpired, OSError):
        pass


if __name__ == "__main__":
    try:
        print(find())
    except NoBrowser as error:
        sys.exit(str(error))
