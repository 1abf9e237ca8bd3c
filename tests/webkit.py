"""WebKit as Debian brings it, driven by the W3C WebDriver protocol, and a proxy that sees what it asks for.

Playwright drives only a WebKit of its own making. The protocol (www.w3.org/TR/webdriver2) is a dozen plain requests
for what the tests do, so no package is taken on for it.
"""

import json
import os
import socket
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

import tools

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
SECONDS = 60
# Asked for by this process alone, whatever proxies the machine has.
DIRECT = build_opener(ProxyHandler({}))


class DriverError(Exception):
    """What the driver answered instead of doing as it was told."""


class Proxy(BaseHTTPRequestHandler):
    """Writes down every address asked for, and passes on those of this machine only."""

    asked: list

    def do_GET(self):
        self.asked.append(self.path)
        try:
            with DIRECT.open(Request(self.path, headers={k: v for k, v in self.headers.items() if k != "Proxy-Connection"})) as answer:
                self._answer(answer.status, answer.headers["Content-Type"], answer.read())
        except HTTPError as error:
            self._answer(error.code, error.headers["Content-Type"], error.read())
        except URLError:
            self._answer(502, "text/plain", b"")

    def do_CONNECT(self):
        self.asked.append(f"https://{self.path}")
        self._answer(502, "text/plain", b"")

    do_POST = do_GET

    def _answer(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind or "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class WebKit:
    """The driver and a screen for its browsers. Skips the test, or fails where everything was asked for, without them."""

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
        # Without -noreset the screen starts anew whenever its last browser leaves, and the next one may find none.
        command = [program, "-displayfd", str(tell), "-screen", "0", "1280x1024x24", "-nolisten", "tcp", "-noreset"]
        self.processes.append(subprocess.Popen(command, pass_fds=[tell], stderr=subprocess.DEVNULL))
        os.close(tell)
        with open(told) as number:
            return f":{number.readline().strip()}"

    def _start_driver(self, program, display):
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            port = door.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        settings = {**os.environ, "DISPLAY": display}
        self.processes.append(subprocess.Popen([program, f"--port={port}"], env=settings, stderr=subprocess.DEVNULL))
        deadline = time.monotonic() + SECONDS
        while True:
            try:
                return self.call("GET", "/status")
            except URLError:
                assert time.monotonic() < deadline, "WebKit's driver does not answer"
                time.sleep(0.05)

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
    """One browser with a profile of its own, and what it asked for (`requests`). Its console is out of the driver's reach."""

    def __init__(self, webkit, options):
        self.webkit, self.requests = webkit, []
        self.proxy = ThreadingHTTPServer(("127.0.0.1", 0), type("Proxy", (Proxy,), {"asked": self.requests}))
        threading.Thread(target=self.proxy.serve_forever, daemon=True).start()
        address = f"127.0.0.1:{self.proxy.server_port}"
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
        self.proxy.shutdown()
        self.proxy.server_close()
