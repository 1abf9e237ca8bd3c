"""Draw two pictures from the built guide: `python tests/picture.py` after `python3 dev.py build`.

For the README, three phones side by side: the home page, a level in the dark scheme, and a result.
For messages that show a link to a page, the rings alone.
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
SITE = (ROOT / "site").as_uri()
# As large as most messengers want it, and the rings where a square piece of it has them, too.
SHARED, RINGS = {"width": 1200, "height": 630}, ROOT / "docs/assets/rings.png"
GROUND = "body{margin:0;background:#fbf5ea}svg{width:100vw;height:100vh}"
STYLE = "body{display:flex;gap:30px;margin:30px;background:#e9ded3}img{width:390px;border-radius:24px}"


def rings(chromium, drawn):
    """The picture of the rings, as the bytes of a file. drawn: the rings as SVG."""
    page = chromium.new_page(viewport=SHARED)
    page.set_content(f"<style>{GROUND}</style>{drawn}")
    page.eval_on_selector("svg", "svg => svg.setAttribute('viewBox', '-60 -60 120 120')")
    return page.screenshot()


def main():
    guide, path = load(ROOT / "docs"), browsers.find()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path)
        schemes = ("light", "dark", "light")
        home, level, result = (chromium.new_page(viewport=PHONE, color_scheme=one) for one in schemes)
        home.goto(f"{SITE}/index.html")
        level.goto(f"{SITE}/{guide.levels[2].page.replace('.md', '.html')}")
        Walk(result, SITE, guide).take(by_level(guide, [2, 1, 1, -1, -2]), wanted=guide.levels[3].id)
        images = [base64.b64encode(page.screenshot()).decode() for page in (home, level, result)]
        page = chromium.new_page(viewport={"width": 420 * len(images) + 30, "height": PHONE["height"] + 60})
        shown = "".join(f'<img src="data:image/png;base64,{one}">' for one in images)
        page.set_content(f"<style>{STYLE}</style>{shown}")
        page.screenshot(path=ROOT / ".github/picture.png")
        RINGS.write_bytes(rings(chromium, (ROOT / "site/assets/rings.svg").read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
