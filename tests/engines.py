"""Three browser engines behind one small interface: a tab that opens, goes back, clicks, types and runs.

Playwright drives Chromium and Firefox, but only a WebKit of its own making. The one that Debian brings is
driven by the W3C WebDriver protocol: a dozen plain requests, so no package is taken on for it.
"""

import json
import os
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from http.client import HTTPConnection
from subprocess import DEVNULL, PIPE, Popen
from urllib.parse import urlsplit

from playwright.sync_api import Error

import tools
from conftest import Watch
from serving import free_port, serving, soon
from walk import TAKE, values

PHONE = {"width": 390, "height": 844}
SECONDS = 20


class Tab:
    """One reader's browser window in a profile of its own.

    `requests`: every address asked for; `faults`: what the browser complained of (in WebKit nobody hears it).
    `run` gives what an arrow function of JavaScript returns, or its promise comes to; `click` is the mouse's,
    on the one shown element that fits; `press` presses and releases keys.
    """

    def wait(self, function, *arguments):
        """Wait until the function returns something true, and return that; pages may come and go."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            with suppress(Error):
                if found := self.run(function, *arguments):
                    return found
            time.sleep(0.05)
        raise AssertionError(f"{function} {arguments} does not come to hold")


def take(tab, guide, *told):
    """Take the self-check that the tab shows, by script; kind and levels. Arguments as for `walk.values`."""
    return tab.run(f"(told) => ({TAKE})([told])", values(guide, *told))


# ---- Chromium and Firefox


class PlaywrightTab(Tab):
    def __init__(self, browser, origin):
        self.context = browser.new_context(viewport=PHONE)
        self.context.set_default_timeout(SECONDS * 1000)
        watch = Watch(self.context, origin)
        watch.allowed.append("http:")  # The situations look at `requests` themselves.
        self.requests, self.faults = watch.requests, watch.faults
        self.page = self.context.new_page()
        self.open, self.close = self.page.goto, self.context.close

    # Playwright does not notice when Firefox shows a page that it kept alive, and waits for it in vain.
    def back(self):
        self.run("() => history.back()")

    def run(self, function, *arguments):
        return self.page.evaluate(f"given => ({function})(...given)", list(arguments))

    def click(self, selector):
        self.page.locator(selector).filter(visible=True).click()

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)


@contextmanager
def chromium(playwright, path, origin):
    """Gives a function that opens a tab."""
    # Playwright turns off the keeping of pages for Back, which readers have.
    kept = ["--disable-back-forward-cache"]
    with playwright.chromium.launch(executable_path=path, ignore_default_args=kept) as browser:
        yield lambda: PlaywrightTab(browser, origin)


@contextmanager
def firefox(playwright, path, origin):
    """Gives a function that opens a tab."""
    # Playwright's profile lets a file read other files, which a reader's does not.
    own = {"security.fileuri.strict_origin_policy": True}
    how = {"channel": "moz-firefox", "executable_path": path, "firefox_user_prefs": own}
    with playwright.firefox.launch(**how) as browser:
        yield lambda: PlaywrightTab(browser, origin)


# ---- WebKit

# WebDriver's names for keys that type nothing.
KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Shift": "\ue008", "Escape": "\ue00c"}
# WebDriver scrolls no further than to an element's first line, which the bar at the foot may cover.
SHOWN = """selector => {
    const shown = [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
    if (shown.length !== 1) throw new Error(`${shown.length} elements are shown for ${selector}`);
    shown[0].scrollIntoView({block: "center"});
    return shown[0];
}"""


def proxy(asked):
    """Answers of a proxy that notes every address asked for, and passes on those of this machine only."""

    def answer(request):
        secure = request.command == "CONNECT"
        asked.append(f"https://{request.path}" if secure else request.path)
        there = urlsplit(asked[-1])
        if secure or there.hostname != "127.0.0.1":
            return 502, {}, b""
        with closing(HTTPConnection(there.netloc)) as door:
            door.request("GET", there._replace(scheme="", netloc="").geturl(), headers=request.headers)
            found = door.getresponse()
            return found.status, dict(found.headers), found.read()

    return answer


class WebDriverTab(Tab):
    def __init__(self, engine, *options):
        self.engine, self.requests, self.faults = engine, [], []
        self.proxy = serving(proxy(self.requests))
        address = self.proxy.__enter__().removeprefix("http://")
        wanted = {
            "browserName": "MiniBrowser",
            "proxy": {"proxyType": "manual", "httpProxy": address, "sslProxy": address},
            "webkitgtk:browserOptions": {"binary": engine.browser, "args": ["--automation", *options]},
        }
        made = engine.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.path = f"/session/{made['sessionId']}"
        self._ask("/window/rect", **PHONE)

    def _ask(self, path, **body):
        return self.engine.call("POST", self.path + path, body)

    def open(self, address):
        self._ask("/url", url=address)

    def back(self):
        self._ask("/back")

    def run(self, function, *arguments):
        return self._ask("/execute/sync", script=f"return ({function})(...arguments)", args=arguments)

    def click(self, selector):
        (element,) = self.run(SHOWN, selector).values()
        self._ask(f"/element/{element}/click")

    def press(self, *keys):
        ways = ("keyDown", "keyUp")
        strokes = [{"type": way, "value": KEYS.get(key, key)} for key in keys for way in ways]
        self._ask("/actions", actions=[{"type": "key", "id": "keyboard", "actions": strokes}])

    def close(self):
        self.engine.call("DELETE", self.path)
        self.proxy.__exit__(None, None, None)


class WebKitEngine:
    """Skips the test, or fails where everything was asked for, without a driver and a screen."""

    def __init__(self):
        driver, xvfb, self.browser = map(tools.need, ("webkit", "xvfb", "minibrowser"))
        self.port = free_port()
        with ExitStack() as stack:

            def start(*command, **settings):
                program = stack.enter_context(Popen(command, stderr=DEVNULL, **settings))
                stack.callback(program.terminate)
                return program

            # Without -noreset the screen starts anew whenever its last browser leaves, and the next has none.
            screen = start(xvfb, "-displayfd", "1", "-noreset", stdout=PIPE)
            display = f":{screen.stdout.readline().decode().strip()}"
            start(driver, f"--port={self.port}", env={**os.environ, "DISPLAY": display})
            assert soon(self._answers, SECONDS), "WebKit's driver does not answer"
            self.close = stack.pop_all().close

    def _answers(self):
        with suppress(OSError):
            return self.call("GET", "/status")

    def call(self, method, path, body=None):
        """One request of the protocol; its value. Raises Error."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=3 * SECONDS)) as door:
            door.request(method, path, None if body is None else json.dumps(body))
            answer = door.getresponse()
            value = json.load(answer)["value"]
        if answer.status != 200:
            raise Error(f"{value['error']}: {value['message']}")
        return value

    def tab(self, popover=True):
        return WebDriverTab(self, *([] if popover else ["--features=-PopoverAttribute"]))
