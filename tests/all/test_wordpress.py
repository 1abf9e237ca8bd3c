"""An Author of a real WordPress, who may write no HTML, shows the self-check, a card and a link in posts."""

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

FOLDER = "for-wordpress"
# What PHP or HTML could stumble over.
TITLE = r"""It's "a\b" & so on"""
# Not the guide's first page, so that where a link leads can be told.
PASTED = "get-help.html"
POST = "(content) => wp.apiFetch({path: '/wp/v2/posts', method: 'POST', data: {content, status: 'publish'}})"
GIVEN = """(html) => {
    const page = html ? new DOMParser().parseFromString(html, "text/html") : document;
    return [...page.querySelectorAll("iframe")].map((frame) => {
        const given = Object.fromEntries([...frame.attributes].map(({name, value}) => [name, value]));
        // Its height comes by script.
        return {...given, style: undefined};
    });
}"""


@pytest.fixture(scope="module")
def copy(origin, server_root, tmp_path_factory):
    """A copy of the guide that knows its full address: (its words, that address)."""
    project, url = copies.copy(tmp_path_factory.mktemp("project")), f"{origin}/{FOLDER}/"
    copies.change(project / "mkdocs.yml", 'site_url: ""', f"site_url: {url}")
    copies.change(project / "docs/words.yml", "  title: Self-check\n", f"  title: |-\n    {TITLE}\n")
    done = copies.build(server_root / FOLDER, project)
    assert done.returncode == 0, done.stdout
    return load(project / "docs").words, url


@pytest.fixture(scope="module")
def at(copy, server_root):
    """The address of a WordPress with the plugin of that copy, as it was built."""
    plugin = server_root / FOLDER / "hosting/five-levels.php"
    with wordpress.running(plugin, urlsplit(copy[1]).port) as address:
        yield address


@pytest.fixture(scope="module")
def posts(copy, at, browser):
    """The addresses of two published posts: one written in the editor, and one sent to WordPress as text."""
    words, url = copy
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.set_default_timeout(4 * SECONDS * 1000)
        page = context.new_page()
        page.goto(f"{at}/wp-login.php")
        page.fill("#user_login", AUTHOR)
        page.fill("#user_pass", PASSWORD)
        page.click("#wp-submit")
        page.goto(f"{at}/wp-admin/post-new.php")
        page.wait_for_function("() => window.wp?.data?.select('core/editor')?.getCurrentPostId()")
        page.evaluate("wp.data.dispatch('core/preferences').set('core/edit-post', 'welcomeGuide', false)")
        page.get_by_role("textbox", name="Add title").fill("A post")
        page.keyboard.press("Enter")

        def put(typed, name=None):
            page.locator('[data-type="core/paragraph"]:focus').wait_for()
            page.keyboard.type(typed)
            if name:
                page.get_by_role("option").filter(has_text=name).first.click()

        put("/five", TITLE + TRANSLATED)
        page.keyboard.press("Enter")
        put("/five", words.shell.site)
        page.keyboard.press("Enter")
        put("/embed", "Embed")
        page.locator(".wp-block-embed input:focus").fill(url + PASTED)
        page.keyboard.press("Enter")
        page.locator(".wp-block-embed iframe").wait_for()
        # While somebody writes, the guide is not asked for anything.
        assert [frame.url for frame in page.frames if frame.url.startswith(url)] == []
        page.get_by_role("button", name="Publish", exact=True).click()
        panel = page.locator(".editor-post-publish-panel")
        panel.get_by_role("button", name="Publish", exact=True).click()
        written = panel.locator(".post-publish-panel__postpublish-buttons a").first.get_attribute("href")
        sent = page.evaluate(POST, '<iframe src="/"></iframe>[five-levels-self-check] [five-levels-card]')
        return written, sent["link"]


def visit(page, at, post):
    """Open a post, and wait until its frame has the height it asked for, so that nothing moves any more."""
    page.watch.allowed.append(at)
    page.goto(post)
    page.wait_for_function("() => document.querySelector('iframe').style.height")


@pytest.mark.parametrize(("which", "leave"), [(0, leave_by_click), (1, leave_by_shift)])
def test_the_self_check_in_a_post_comes_to_its_result_and_the_exit_leaves_the_site(
    page, copy, at, posts, guide, which, leave
):
    words, url = copy
    visit(page, at, posts[which])
    # The same as in any page, and nothing else that an Author wrote.
    (lines,) = page.evaluate(GIVEN, frames.LINES)
    assert page.evaluate(GIVEN) == [lines | {"src": url + frames.PAGE, "title": TITLE + TRANSLATED}]
    expect(page.locator(".five-levels strong")).to_have_text(words.shell.site + TRANSLATED)
    walk = InFrame(frame_of(page), guide)
    walk.take(*reader(guide, "level"))
    assert walk.kind() == "level"
    there = elsewhere(page, walk.page)
    walk.page.locator("h1").click()
    leave(page, walk.page)
    page.wait_for_url(there)


def test_a_card_and_a_pasted_address_open_the_guide_in_the_whole_window(page, copy, at, posts):
    words, url = copy
    visit(page, at, posts[0])
    pasted = page.locator(".wp-block-embed")
    expect(pasted).to_have_text(f"{words.shell.site}: {words.host.card}")
    expect(pasted.locator("iframe")).to_have_count(0)
    # By a key, since Chromium may give a click just after scrolling to the frame that was there before.
    pasted.locator("a").press("Enter")
    page.wait_for_url(url + PASTED)
    visit(page, at, posts[0])
    page.get_by_role("link", name=words.host.open).press("Enter")
    page.wait_for_url(f"{url}index.html")
    feed = page.request.get(f"{at}/?feed=rss2").text()
    assert "<iframe" not in feed and feed.count(f"{words.host.open}{TRANSLATED}</a>") == 4
