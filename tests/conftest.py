"""The guide, built once and served under a sub-path as a reader would get it, and a browser that watches it."""

import os
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import sync_playwright

import browser as browsers
import levels
from dev import GENERATOR

ROOT = Path(__file__).parent.parent
SUB_PATH = "some/where"

# The browser is shared by all examples, and a busy machine is slow at times: neither says anything about the guide.
settings.register_profile("guide", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
settings.load_profile("guide")


def build(target, project=ROOT):
    """Build a copy of the guide as its README says; the finished process, with all that was said in `stdout`."""
    command = [sys.executable, "-m", GENERATOR, "build", "--strict", "--site-dir", str(target)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@pytest.fixture(scope="session")
def guide():
    """The data that everything is laid out from."""
    return levels.load(ROOT / "docs")


@pytest.fixture(scope="session")
def server_root(tmp_path_factory):
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="session")
def site(server_root):
    """The folder of the built site."""
    target = server_root / SUB_PATH
    done = build(target)
    assert done.returncode == 0, done.stdout
    return target


class Handler(SimpleHTTPRequestHandler):
    """A plain static server that answers with 404.html where there is no file."""

    def send_error(self, code, message=None, explain=None):
        page = Path(self.directory) / SUB_PATH / "404.html"
        if code != 404 or not page.exists():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="session")
def origin(server_root, site):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(server_root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def url(origin):
    """The address of the guide, which lies under a sub-path."""
    return f"{origin}/{SUB_PATH}"


@pytest.fixture(scope="session")
def browser_path():
    return browsers.find()


@pytest.fixture(scope="session")
def playwright(browser_path):
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright, browser_path):
    chromium = playwright.chromium.launch(executable_path=browser_path)
    yield chromium
    chromium.close()


class Watch:
    """What a page did that no page of the guide may do."""

    def __init__(self, context, origin):
        self.faults, self.requests = [], []
        # Tests of the exit add its address: the one request elsewhere that a reader asks for.
        self.allowed = [origin, "data:", "blob:", "file:", "about:"]
        context.on("request", self._request)
        context.on("page", self._page)

    def _request(self, request):
        self.requests.append(request.url)
        if not request.url.startswith(tuple(self.allowed)):
            self.faults.append(f"a request to {request.url}")

    def _page(self, page):
        page.on("console", lambda message: message.type in ("error", "warning") and self.faults.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))


@pytest.fixture
def context_of(browser, origin):
    """Make a browser context with some settings; at the end it must have nothing to report."""
    made = []

    def make(**settings):
        context = browser.new_context(**settings)
        context.set_default_timeout(15_000)
        made.append((context, Watch(context, origin)))
        return made[-1]

    yield make
    for context, _ in made:
        context.close()
    assert not [fault for _, watch in made for fault in watch.faults]


@pytest.fixture
def page(context_of):
    """A page as on a phone."""
    context, watch = context_of(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.watch = watch
    return page


@pytest.fixture
def project(tmp_path):
    """A copy of everything that a build needs, to be changed at will."""
    for name in ("docs", "hooks", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path
