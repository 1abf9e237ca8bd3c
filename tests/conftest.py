"""The guide, built once and served under a sub-path as a reader gets it, and a browser that watches it."""

import os
import shutil

import pytest
import yaml
from hypothesis import HealthCheck, settings
from playwright.sync_api import expect, sync_playwright

import browser as browsers
import copies
import small
from copies import ROOT, build
from dev import alone
from frames import Host
from guide.model.guide import load
from serving import folder, serving
from tools import EVERYTHING

SUB_PATH = "some/where"
SECONDS = 15
# What takes long, or needs more than a browser, and finds what seldom breaks: for `dev.py test --all`.
collect_ignore = [] if EVERYTHING else ["all"]

# The browser is shared by all examples, and a busy machine is slow at times: neither tells of the guide.
harmless = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
settings.register_profile("guide", deadline=None, suppress_health_check=harmless)
settings.load_profile("guide")
expect.set_options(timeout=SECONDS * 1000)


def pytest_configure(config):
    # At the end, each reason for which something was left out is told, such as a program that is not here.
    config.option.reportchars += "s"


@pytest.fixture(scope="session")
def guide():
    """The data that everything is laid out from."""
    return load(ROOT / "docs")


@pytest.fixture(scope="session")
def once(tmp_path_factory):
    """once(name, make): what `make` writes to the path that it is given, made by one worker for all."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def made(name, make):
        target, begun = shared / name, shared / f"begun-{name}"
        with alone(f"testing-{name}"):
            if not target.exists():
                make(begun)
                begun.rename(target)
        return target

    return made


@pytest.fixture(scope="session")
def server_root(tmp_path_factory):
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="session")
def in_english(tmp_path_factory):
    """A copy of the project in English alone. No test changes it."""
    return copies.copy(tmp_path_factory.mktemp("english"))


@pytest.fixture(scope="session")
def site(server_root, in_english, once):
    """The folder of the built site, in English alone."""
    return _built(server_root / SUB_PATH, in_english, once)


@pytest.fixture(scope="session")
def published(server_root, once):
    """The folder of the site in all languages that the project publishes."""
    return _built(server_root / "published", ROOT, once)


def _built(target, project, once):
    """The site of a project, built by one worker; each has a copy, beside which it puts pages of its own."""

    def make(folder):
        done = build(folder, project)
        assert done.returncode == 0, done.stdout

    return shutil.copytree(once(f"site-{target.name}", make), target)


@pytest.fixture(scope="session")
def languages():
    """The codes of the languages that the project publishes besides English."""
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    return settings["extra"]["languages"]


@pytest.fixture(scope="session")
def course(server_root, tmp_path_factory):
    """The folder of the site that is packed for course platforms, in English alone."""
    target = server_root / "course"
    project = copies.copy(tmp_path_factory.mktemp("course"), "course.yml")
    done = build(target, project, settings="course.yml")
    assert done.returncode == 0, done.stdout
    return target


@pytest.fixture(scope="session")
def origin(server_root, site):
    with serving(folder(server_root, missing=site / "404.html")) as address:
        yield address


@pytest.fixture(scope="session")
def url(origin):
    """The address of the guide, which lies under a sub-path."""
    return f"{origin}/{SUB_PATH}"


@pytest.fixture(scope="session")
def browser_path():
    # `dev.py test` has found it for all workers.
    return os.environ.get("BROWSER_PATH") or browsers.find()


@pytest.fixture(scope="session")
def playwright(browser_path):
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright, browser_path):
    with playwright.chromium.launch(executable_path=browser_path) as chromium:
        yield chromium


class Watch:
    """What a page did that no page of the guide may do."""

    def __init__(self, context, origin):
        self.faults, self.requests = [], []
        # The exit's address is added where it leaves: the one request elsewhere that a reader asks for.
        self.allowed = [origin, "data:", "blob:", "file:", "about:"]
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda told: self.faults.append(f"{told.page.url}: {told.error}"))

    def _request(self, request):
        self.requests.append(request.url)
        if not request.url.startswith(tuple(self.allowed)):
            self.faults.append(f"a request to {request.url}")

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.faults.append(f"{message.page and message.page.url}: {message.text}")


@pytest.fixture
def context_of(browser, origin):
    """Make a browser context with some settings; at the end it must have nothing to report."""
    made = []

    def make(**settings):
        context = browser.new_context(**settings)
        context.set_default_timeout(SECONDS * 1000)
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
def host(url):
    """Another site, which may show the self-check in a frame."""
    made = Host(url)
    with serving(made.answer, "localhost") as made.url:
        yield made


@pytest.fixture
def docs(tmp_path):
    """The folder of a small guide's words, to be changed at will."""
    return small.write(tmp_path / "docs")


@pytest.fixture
def project(tmp_path):
    """A copy of everything that a build needs, to be changed at will."""
    return copies.copy(tmp_path)
