"""The self-check in a frame of another site: the site, the reader in it, and what both find there."""

import re

from copies import ROOT
from serving import html
from walk import Walk

PAGE, SCRIPT = "embed/self-check.html", "embed/embed.js"
# What the guide tells hosts to copy: two lines, what a fixed header needs, and one tag.
LINES, UNDER_A_HEADER, TAG = (
    block.split("```")[0] for block in (ROOT / "docs/embed-it.md").read_text("utf-8").split("```html\n")[1:4]
)
SANDBOX = re.search(r'sandbox="([^"]*)"', LINES)[1]
ON_ACTIVATION = "allow-scripts allow-top-navigation-by-user-activation"
LEAST = "allow-scripts"
# Longer than browsers remember that a reader did something in a page.
ACTIVATION_MS = 5500
LOWEST, HIGHEST = 320, 5000
HEAD = """<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><title>Host</title>"""
HEARD = """<script>var heard = [];
addEventListener('message', ({data}) => heard.push(JSON.stringify(data)))</script>"""
GIVEN = re.compile(r"min\((\d+)px, 90svh\)")


def limits_hold(given):
    found = GIVEN.fullmatch(given)
    return found is not None and LOWEST <= int(found[1]) <= HIGHEST


class Host:
    """Another site, on a name and port of its own. `pages`: the answer for each path."""

    def __init__(self, guide_url):
        self.guide_url, self.pages = guide_url, {}

    def answer(self, request):
        return self.pages.get(request.path, html(""))

    def script(self):
        return f'<script src="{self.guide_url}/{SCRIPT}"></script>'

    def frame(self, sandbox=SANDBOX, query="", page=PAGE):
        sandboxed = "" if sandbox is None else f'sandbox="{sandbox}"'
        shown = f'src="{self.guide_url}/{page}{query}" {sandboxed} width="100%" height="640"'
        return f'<iframe title="Guide" {shown}></iframe>'

    def put(self, path, body, policy=None):
        """Lay a page at a path, and return its address."""
        self.pages[path] = html(HEAD + body, **({"Content_Security_Policy": policy} if policy else {}))
        return self.url + path


def nested(host, outer, *inner):
    """A frame within a frame: the rights of the outer one, and what `Host.frame` is told of the inner one."""
    shown = host.frame(*inner)
    address = host.put("/inner", shown)
    rights = "" if outer is None else f'sandbox="{outer}"'
    return f'<iframe title="Outer" src="{address}" {rights} width="100%" height="700"></iframe>'


def wordpress(host, page):
    """What WordPress leaves of a frame that it found by itself."""
    shown = f'src="{host.guide_url}/{page}#?secret=abc" width="600" height="640"'
    return (
        f'<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted" {shown}></iframe>'
    )


# Whether a frame lets the reader leave the page around it -> what that frame is called -> the markup of it.
FRAMES = {
    True: {
        "plain": lambda host, page: host.frame(None, "", page),
        "ours": lambda host, page: host.frame(SANDBOX, "", page),
        "on activation": lambda host, page: host.frame(ON_ACTIVATION, "", page),
        "plain in plain": lambda host, page: nested(host, None, None, "", page),
        "plain in ours": lambda host, page: nested(host, SANDBOX, None, "", page),
    },
    False: {
        "least": lambda host, page: host.frame(LEAST, "", page),
        "same origin": lambda host, page: host.frame(f"{LEAST} allow-same-origin", "", page),
        "wordpress": wordpress,
        "ours in least": lambda host, page: nested(host, LEAST, SANDBOX, "", page),
    },
}


class InFrame(Walk):
    """A reader in front of the self-check inside a frame."""

    def __init__(self, frame, guide):
        self.page, self.guide = frame, guide
        frame.wait_for_selector("form[data-at]", state="attached")


def frame_of(page, address=PAGE):
    return next(frame for frame in page.frames if f"/{address}" in frame.url)


def elsewhere(page, frame, **answer):
    """The address that the exit of a page, or of a frame in it, leads to, made to answer."""
    address = frame.locator('[data-action="exit"]').get_attribute("href")
    page.watch.allowed.append(address)
    answer = answer or {"body": "<title>elsewhere</title>", "content_type": "text/html"}
    page.context.route(address, lambda route: route.fulfill(**answer))
    return address


def leave_by_click(page, frame):
    frame.locator('[data-action="exit"]').click()


def leave_by_shift(page, frame):
    for _ in range(3):
        page.keyboard.press("Shift")
