"""WebKit as Debian brings it, driven by the W3C WebDriver protocol, and a proxy that sees what it asks for.

Playwright drives only a WebKit of its own making. The protocol (www.w3.org/TR/webdriver2) is a dozen plain
requests
for what the tests do, so no package is taken on for it.
"""

import json
import os
import subprocess
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

import tools
from serving import free_port, serving, soon

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
SECONDS = 60
# Asked for by this process alone, whatever proxies the machine has.
DIRECT = build_opener(ProxyHandler({}))


class DriverError(Exception):
    """What the driver answered instead of doing as it was told."""


def proxy(asked):
    """Answers of a proxy that writes down every address asked for, and passes on those of this machine
    only."""

    def answer(request):
        if request.command == "CONNECT":
            asked.append(f"https://{request.path}")
            return 502, {}, b""
        asked.append(request.path)
        kept = {name: value for name, value in request.headers.items() if name != "Proxy-Connection"}
        try:
            found = DIRECT.open(Request(asked[-1], headers=kept))
        except HTTPError as error:
            found = error
        except URLError:
            return 502, {}, b""
        return found.status, {"Content-Type": found.headers["Content-Type"] or "text/html"}, found.read()

    return answer


class WebKit:
    """The driver and a screen for its browsers. Skips the test, or fails where everything was asked for,
    without them."""

    def __init__(self):
        driver, screen = tools.need("webkit"), tools.need("xvfb")
        self.browser = tools.need("minibrowser")
        self.processes = []
        try:
            display = self._start_screen(screen)
            self._start_driver(driver, display)
        except BaseException:
            self.close()
            raise

    def _start_screen(self, program):
        told, tell = os.pipe()
        # Without -noreset the screen starts anew whenever its last browser leaves, and the next one may find
        # none.
        command = [
            program,
            "-displayfd",
            str(tell),
            "-screen",
            "0",
            "1280x1024x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ]
        self.processes.append(subprocess.Popen(command, pass_fds=[tell], stderr=subprocess.DEVNULL))
        os.close(tell)
        with open(told) as number:
            return f":{number.readline().strip()}"

    def _start_driver(self, program, display):
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        settings = {**os.environ, "DISPLAY": display}
        self.processes.append(
            subprocess.Popen([program, f"--port={port}"], env=settings, stderr=subprocess.DEVNULL)
        )
        assert soon(self._answers, SECONDS), "WebKit's driver does not answer"

    def _answers(self):
        try:
            return self.call("GET", "/status")
        except URLError:
            return None

    def call(self, method, path, body=None):
        """One request of the protocol; its value. Raises DriverError."""
        data = None if body is None else json.dumps(body).encode()
        try:
            with DIRECT.open(Request(self.url + path, data, method=method), timeout=SECONDS) as answer:
                return json.load(answer)["value"]
        except HTTPError as error:
            value = json.load(error)["value"]
            raise DriverError(f"{value['error']}: {value['message']}") from None

    def session(self, *options):
        return Session(self, options)

    def close(self):
        for process in reversed(self.processes):
            process.terminate()
            process.wait(SECONDS)


class Session:
    """One browser with a profile of its own, and what it asked for (`requests`). Its console is out of the
    driver's reach."""

    def __init__(self, webkit, options):
        self.webkit, self.requests = webkit, []
        self.proxy = serving(proxy(self.requests))
        address = self.proxy.__enter__().removeprefix("http://")
        wanted = {
            "browserName": "MiniBrowser",
            "proxy": {"proxyType": "manual", "httpProxy": address, "sslProxy": address},
            "webkitgtk:browserOptions": {"binary": webkit.browser, "args": ["--automation", *options]},
        }
        made = webkit.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.path = f"/session/{made['sessionId']}"

    def call(self, method, path, body=None):
        return self.webkit.call(method, self.path + path, body)

    def close(self):
        self.call("DELETE", "")
        self.proxy.__exit__(None, None, None)
