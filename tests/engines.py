"""Three browser engines behind one small interface: a tab that opens, goes back, clicks, types and runs a
function.

Playwright drives Chromium and Firefox, and the WebDriver protocol drives WebKit.
Functions that a tab runs are written as JavaScript arrow functions.
"""

from contextlib import suppress

from playwright.sync_api import Error

from conftest import Watch
from serving import soon
from walk import TAKE, taking
from webkit import ELEMENT, DriverError, WebKit

PHONE = {"width": 390, "height": 844}
SECONDS = 20
# WebDriver's names for keys that type nothing.
KEYS = {
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Shift": "\ue008",
    "Escape": "\ue00c",
    "ArrowDown": "\ue015",
    "Space": " ",
}
# The one element that a reader could mean, since no other that fits is shown. WebDriver scrolls no further
# than to its first
# line, which the bar at the foot may cover; a reader scrolls on.
SHOWN = """selector => {
    const shown = [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
    if (shown.length !== 1) throw new Error(`${shown.length} elements are shown for ${selector}`);
    shown[0].scrollIntoView({block: "center"});
    return shown[0];
}"""


class Tab:
    """One reader's browser window in a profile of its own: what its kinds below add is the same for all.

    `requests`: every address that was asked for; `faults`: what the browser complained of,
        where it can be heard (not in WebKit).
    `run` gives what a function returns, or what its promise comes to. `click` is the mouse's, on the one
    shown element that fits.
    `press` presses and releases keys, each a character or a name of KEYS.
    """

    def address(self):
        return self.run("() => location.href")

    def wait(self, function, *arguments):
        """Wait until the function returns something true, and return that; pages may come and go
        meanwhile."""
        found = None

        def holds():
            nonlocal found
            with suppress(Error, DriverError):
                found = self.run(function, *arguments)
            return found

        assert soon(holds, SECONDS), f"{function} {arguments} still gives {found}"
        return found


class PlaywrightTab(Tab):
    def __init__(self, browser, origin, owned=False, **settings):
        self.browser, self.owned = browser, owned
        self.context = browser.new_context(viewport=PHONE, **settings)
        self.context.set_default_timeout(SECONDS * 1000)
        watch = Watch(self.context, origin)
        watch.allowed.append("http:")  # The situations look at `requests` themselves.
        self.requests, self.faults = watch.requests, watch.faults
        self.page = self.context.new_page()

    def open(self, address):
        self.page.goto(address)

    def reload(self):
        self.page.reload()

    # Playwright does not notice when Firefox shows a page that it kept alive, and waits for it in vain.
    def back(self):
        self.run("() => history.back()")

    def forward(self):
        self.run("() => history.forward()")

    def run(self, function, *arguments):
        return self.page.evaluate(f"given => ({function})(...given)", list(arguments))

    def click(self, selector):
        self.page.locator(selector).filter(visible=True).click()

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def close(self):
        self.context.close()
        if self.owned:
            self.browser.close()


class WebDriverTab(Tab):
    def __init__(self, session):
        self.session, self.requests, self.faults = session, session.requests, []
        session.call("POST", "/window/rect", PHONE)

    def open(self, address):
        self.session.call("POST", "/url", {"url": address})

    def reload(self):
        self.session.call("POST", "/refresh", {})

    def back(self):
        self.session.call("POST", "/back", {})

    def forward(self):
        self.session.call("POST", "/forward", {})

    def run(self, function, *arguments):
        return self.session.call(
            "POST", "/execute/sync", {"script": f"return ({function})(...arguments)", "args": arguments}
        )

    def click(self, selector):
        self.session.call("POST", f"/element/{self.run(SHOWN, selector)[ELEMENT]}/click", {})

    def press(self, *keys):
        strokes = [
            {"type": stroke, "value": KEYS.get(key, key)} for key in keys for stroke in ("keyDown", "keyUp")
        ]
        self.session.call(
            "POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]}
        )

    def close(self):
        self.session.close()


def take(tab, guide, *told):
    """Take the self-check that the tab shows, by script; the result's kind and levels. Arguments as for
    `walk.values`."""
    return tab.run(f"(...given) => ({TAKE})(given)", *taking(guide, *told))


class ChromiumEngine:
    def __init__(self, playwright, path, origin):
        # Playwright turns off the keeping of pages for Back, which readers have.
        kept = ["--disable-back-forward-cache"]
        self.browser, self.origin = (
            playwright.chromium.launch(executable_path=path, ignore_default_args=kept),
            origin,
        )

    def tab(self, javascript=True):
        return PlaywrightTab(self.browser, self.origin, java_script_enabled=javascript)

    def close(self):
        self.browser.close()


class FirefoxEngine:
    def __init__(self, playwright, path, origin):
        # Playwright's profile lets a file read other files, which a reader's does not.
        own = {"security.fileuri.strict_origin_policy": True}
        self.start = lambda **more: playwright.firefox.launch(
            channel="moz-firefox", executable_path=path, firefox_user_prefs={**own, **more}
        )
        self.browser, self.origin = self.start(), origin

    def tab(self, javascript=True):
        if javascript:
            return PlaywrightTab(self.browser, self.origin)
        return PlaywrightTab(self.start(**{"javascript.enabled": False}), self.origin, owned=True)

    def close(self):
        self.browser.close()


class WebKitEngine:
    def __init__(self):
        self.webkit = WebKit()

    def tab(self, javascript=True, popover=True):
        options = [] if javascript else ["--enable-javascript=false"]
        return WebDriverTab(
            self.webkit.session(*options, *([] if popover else ["--features=-PopoverAttribute"]))
        )

    def close(self):
        self.webkit.close()
