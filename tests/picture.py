"""Draw the README's picture from the built guide: `python tests/picture.py` after `python3 dev.py build`.

Three phones side by side: the home page, a level in the dark scheme, and a result.
"""

import base64
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

import browser as browsers  # noqa: E402
import levels  # noqa: E402
from walk import Walk, by_level  # noqa: E402

PHONE = {"width": 390, "height": 780}


def shots(chromium, guide):
    """PNG bytes of the three phones."""
    site = (ROOT / "site").as_uri()
    for address, scheme in (("index.html", "light"), (guide.levels[2].page.replace(".md", ".html"), "dark")):
        page = chromium.new_page(viewport=PHONE, color_scheme=scheme)
        page.goto(f"{site}/{address}")
        yield page.screenshot()
    walk = Walk(chromium.new_page(viewport=PHONE, color_scheme="light"), site, guide)
    walk.take(by_level(guide, [2, 1, 1, -1, -2]), wanted=guide.levels[3].id)
    yield walk.page.screenshot()


def main():
    guide, path = levels.load(ROOT / "docs"), browsers.find()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path)
        images = "".join(f'<img src="data:image/png;base64,{base64.b64encode(one).decode()}">' for one in shots(chromium, guide))
        page = chromium.new_page(viewport={"width": 1290, "height": 840})
        page.set_content(f"<style>body{{display:flex;gap:30px;margin:30px;background:#e9ded3}}img{{width:390px;border-radius:24px}}</style>{images}")
        page.screenshot(path=ROOT / ".github" / "picture.png")


if __name__ == "__main__":
    main()
