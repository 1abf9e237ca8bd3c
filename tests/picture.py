"""Draw the README's pictures from the built guide: `python tests/picture.py` after `python3 dev.py build`.

Three phones side by side: the home page, a level in the dark scheme, and a result.
Two wide screens: the home page, and a step in the dark scheme.
"""

import base64
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

import browser as browsers  # noqa: E402
from guide.model.guide import load  # noqa: E402
from walk import Walk, by_level  # noqa: E402

PHONE = {"width": 390, "height": 780}
SCREEN = {"width": 1280, "height": 800}
SITE = (ROOT / "site").as_uri()


def shot(chromium, address, scheme, size):
    """PNG bytes of a page, given by its Markdown file."""
    page = chromium.new_page(viewport=size, color_scheme=scheme)
    page.goto(f"{SITE}/{address.replace('.md', '.html')}")
    return page.screenshot()


def phones(chromium, guide):
    """PNG bytes of the three phones."""
    walk = Walk(chromium.new_page(viewport=PHONE, color_scheme="light"), SITE, guide)
    walk.take(by_level(guide, [2, 1, 1, -1, -2]), wanted=guide.levels[3].id)
    return [
        shot(chromium, "index.md", "light", PHONE),
        shot(chromium, guide.levels[2].page, "dark", PHONE),
        walk.page.screenshot(),
    ]


def screens(chromium, guide):
    """PNG bytes of the two wide screens."""
    return [shot(chromium, "index.md", "light", SCREEN), shot(chromium, guide.steps[4].page, "dark", SCREEN)]


def draw(chromium, images, width, name):
    """Lay pictures side by side, each `width` pixels wide, and write them to .github/."""
    height = round(
        width
        * (
            PHONE["height"] / PHONE["width"]
            if width == PHONE["width"]
            else SCREEN["height"] / SCREEN["width"]
        )
    )
    page = chromium.new_page(viewport={"width": (width + 30) * len(images) + 30, "height": height + 60})
    data = "".join(f'<img src="data:image/png;base64,{base64.b64encode(one).decode()}">' for one in images)
    page.set_content(
        f"<style>body{{display:flex;gap:30px;margin:30px;background:#e9ded3}}img{{width:{width}px;border-radius:24px}}</style>{data}"
    )
    page.screenshot(path=ROOT / ".github" / name)


def main():
    guide, path = load(ROOT / "docs"), browsers.find()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path)
        draw(chromium, phones(chromium, guide), PHONE["width"], "picture.png")
        draw(chromium, screens(chromium, guide), 800, "screens.png")


if __name__ == "__main__":
    main()
