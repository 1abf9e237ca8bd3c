"""An Author of a real WordPress, who may write no HTML, shows the self-check, a card and a link in posts."""

from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

import copies
import frames
import wordpress
from conftest import SECONDS
from frames import InFrame, elsewhere, frame_of, leave_by_click, leave_by_shift
from guide.model.guide import load
from walk import reader
from wordpress import AUTHOR, PASSWORD, TRANSLATED

# What PHP or HTML could stumble over.
TITLE = r"""It's "a\b" & so on"""
POST = "(content) => wp.apiFetch({path: '/wp/v2/posts', method: 'POST', data: {content, status: 'publish'}})"
# The attributes of each frame, less the height that comes by script.
FRAMES = """(html) => {
    const page = html ? new DOMParser().parseFromString(html, "text/html") : document;
    const told = (frame) => Object.fromEntries([...frame.attributes].map(({name, value}) => [name, value]));
    return [...page.querySelectorAll("iframe")].map((frame) => ({...told(frame), style: undefined}));
}"""


@pytest.fixture(scope="module")
def host(origin, server_root, tmp_path_factory):
    """A WordPress with the plugin of a copy of the guide: its address `at`, the copy's `url` and `words`."""
    project, site, url = tmp_path_factory.mktemp("project"), server_root / "copy", f"{origin}/copy/"
    copies.change(copies.copy(project) / "mkdocs.yml", 'site_url: ""', f"site_url: {url}")
    copies.change(project / "docs/words.yml", "  title: Self-check\n", f"  title: |-\n    {TITLE}\n")
    done = copies.build(site, project)
    assert done.returncode == 0, done.stdout
    with wordpress.running(site / "hosting/five-levels.php", urlsplit(url).port) as at:
        yield SimpleNamespace(at=at, url=url, words=load(project / "docs").words)


@pytest.fixture(scope="module")
def posts(host, browser):
    """The addresses of two published posts: one written in the editor, and one sent to WordPress as text."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.set_default_timeout(4 * SECONDS * 1000)
        page = context.new_page()
        page.goto(f"{host.at}/wp-login.php")
        page.fill("#user_login", AUTHOR)
        page.fill("#user_pass", PASSWORD)
        page.click("#wp-submit")
        page.goto(f"{host.at}/wp-admin/post-new.php")
        page.wait_for_function("() => window.wp?.data?.select('core/editor')?.getCurrentPostId()")
        page.evaluate("wp.data.dispatch('core/preferences').set('core/edit-post', 'welcomeGuide', false)")
        page.get_by_role("textbox", name="Add title").fill("A post")
        for typed, name in (
            ("/five", TITLE + TRANSLATED),
            ("/five", host.words.shell.site + TRANSLATED),
            ("/embed", "Embed"),
        ):
            page.keyboard.press("Enter")
            page.locator('[data-type="core/paragraph"]:focus').wait_for()
            page.keyboard.type(typed)
            page.get_by_role("option").filter(has_text=name).first.click()
        page.locator(".wp-block-embed input:focus").fill(f"{host.url}get-help.html")
        page.keyboard.press("Enter")
        page.locator(".wp-block-embed iframe").wait_for()
        # While somebody writes, the guide is not asked for anything.
        assert [frame.url for frame in page.frames if frame.url.startswith(host.url)] == []
        page.get_by_role("button", name="Publish", exact=True).click()
        panel = page.locator(".editor-post-publish-panel")
        panel.get_by_role("button", name="Publish", exact=True).click()
        written = panel.locator(".post-publish-panel__postpublish-buttons a").first.get_attribute("href")
        sent = page.evaluate(POST, '<iframe src="/"></iframe>[five-levels-self-check] [five-levels-card]')
        return written, sent["link"]


def visit(page, host, post):
    """Open a post, and wait until its frame has the height it asked for, so that nothing moves any more."""
    page.watch.allowed.append(host.at)
    page.goto(post)
    page.wait_for_function("() => document.querySelector('iframe').style.height")


@pytest.mark.parametrize(("which", "leave"), [(0, leave_by_click), (1, leave_by_shift)])
def test_a_post_shows_the_self_check_to_its_result_and_the_exit_leaves_the_site(
    page, host, posts, guide, which, leave
):
    visit(page, host, posts[which])
    # The same as in any page, and nothing else that an Author wrote.
    (lines,) = page.evaluate(FRAMES, frames.LINES)
    assert page.evaluate(FRAMES) == [lines | {"src": host.url + frames.PAGE, "title": TITLE + TRANSLATED}]
    walk = InFrame(frame_of(page), guide)
    walk.take(*reader(guide, "level"))
    assert walk.kind() == "level"
    there = elsewhere(page, walk.page)
    walk.page.locator("h1").click()
    leave(page, walk.page)
    page.wait_for_url(there)


def test_a_card_and_a_pasted_address_open_the_guide_in_the_whole_window(page, host, posts):
    words = host.words
    visit(page, host, posts[0])
    pasted = page.locator(".wp-block-embed")
    expect(pasted).to_have_text(f"{words.shell.site}: {words.host.card}")
    expect(pasted.locator("iframe")).to_have_count(0)
    # By a key, since Chromium may give a click just after scrolling to the frame that was there before.
    pasted.locator("a").press("Enter")
    page.wait_for_url(f"{host.url}get-help.html")
    visit(page, host, posts[0])
    page.get_by_role("link", name=words.host.open).press("Enter")
    page.wait_for_url(f"{host.url}index.html")
    feed = page.request.get(f"{host.at}/?feed=rss2").text()
    assert "<iframe" not in feed and feed.count(f"{words.host.open}{TRANSLATED}</a>") == 4
