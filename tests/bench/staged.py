"""The guide's own words as plain Markdown: every marker filled in, so that any generator can lay out the same text."""

import json
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.structure.files import get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page as MkDocsPage

from pages import MARKER

ROOT = Path(__file__).parents[2]
# Stand around what the build fills in, so that it can be told from Markdown.
_START, _END = "\x02", "\x03"


@dataclass(frozen=True)
class Page:
    """One page; `name` as `levels/index.md`."""

    name: str
    title: str
    description: str
    markdown: str

    def text(self):
        """The whole file, with its front matter."""
        front = {"title": self.title, "description": self.description}
        # JSON is YAML, and quotes whatever a title may hold.
        return "---\n" + "".join(f"{key}: {json.dumps(value)}\n" for key, value in front.items() if value) + f"---\n\n{self.markdown}\n"

    def within(self, folder):
        """The same page inside a folder, where its links lead to the pages beside it."""
        return replace(self, name=f"{folder}/{self.name}")


def pages_and_nav():
    """(pages, nav): every Page of the guide, and its menu as mkdocs.yml would write it, levels and steps included.

    Walks MkDocs' events up to the filled-in page, but fills the Markdown and not the HTML that it becomes.
    """
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    config = load_config(str(ROOT / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    files = get_files(config)
    files.add_files_from_theme(config.theme.get_env(), config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    get_navigation(files, config)
    return [_page(file, config, files) for file in files.documentation_pages()], config.nav


def _page(file, config, files):
    page = file.page or MkDocsPage(None, file, config)
    page.read_source(config)
    markdown = config.plugins.on_page_markdown(page.markdown, page=page, config=config, files=files)
    marked = _END + MARKER.sub(lambda found: _START + found[0] + _END, markdown)
    filled = _START + config.plugins.on_page_content(marked, page=page, config=config, files=files)
    # In one line of its own, HTML is left alone by every reader of Markdown.
    raw = re.sub(f"{_START}(.*?){_END}", lambda found: _in_one_line(found[1]), filled, flags=re.S)
    return Page(file.src_uri, str(page.title), page.meta.get("description", ""), raw.strip())


def _in_one_line(html):
    return f"<div>{' '.join(html.split())}</div>\n" if html.strip() else ""
