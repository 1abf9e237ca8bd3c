"""The same words as four sites: this guide, a bare page, stock Material and Starlight."""

import html
import json
import os
import re
import subprocess

import assets
import tools
from bench import build_time, projects

GUIDE, BARE, STOCK, STARLIGHT = "this guide", "bare page", "stock Material", "Starlight"
ASTRO_SECONDS = 300

BARE_STYLE = "body{max-width:40rem;margin:auto;padding:1rem;font:1.1rem/1.6 serif}img,svg{max-width:100%}"
BARE_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="description" content="{description}">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
<nav><ul>{menu}</ul></nav>
<main>{article}</main>
"""


def build(folder, staged):
    """Build each site below `folder`, with compressed files; name -> its folder. Starlight only where Node and its packages are."""
    sites = {}
    for name, lay_out in ((GUIDE, projects.guide), (STOCK, projects.stock)):
        project = folder / f"{lay_out.__name__}-project"
        project.mkdir()
        sites[name] = folder / lay_out.__name__
        build_time.build(lay_out(project, staged), sites[name])
    articles = {page.name: article_of(sites[GUIDE] / address(page.name)) for page in staged[0]}
    sites[BARE] = _bare(folder / "bare", staged, articles)
    if tools.find("node") and (tools.NPM / "node_modules" / "@astrojs" / "starlight").exists():
        sites[STARLIGHT] = _starlight(folder / "starlight-project", staged, articles)
    for name, site in sites.items():
        if name != GUIDE:
            assets.compress(site)
    return sites


def address(name):
    """`levels/index.html` of `levels/index.md`."""
    return name.removesuffix(".md") + ".html"


def article_of(path):
    """The HTML inside a built page's article."""
    return re.search(r"<article\b[^>]*>(.*)</article>", path.read_text(encoding="utf-8"), re.S)[1]


def _bare(folder, staged, articles):
    listed = [page for page in staged[0] if page.name in projects.names(staged[1])]
    for page in staged[0]:
        path = folder / address(page.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        up = "../" * page.name.count("/")
        menu = "".join(f'<li><a href="{up}{address(one.name)}">{html.escape(one.title)}</a></li>' for one in listed)
        values = {"title": page.title, "description": page.description or page.title}
        values = {key: html.escape(value) for key, value in values.items()}
        path.write_text(BARE_PAGE.format(**values, style=BARE_STYLE, menu=menu, article=articles[page.name]), encoding="utf-8")
    return folder


def _starlight(folder, staged, articles):
    pages, nav = staged
    titles = {page.name: page.title for page in pages}
    docs = folder / "src" / "content" / "docs"
    for page in pages:
        path = docs / page.name
        path.parent.mkdir(parents=True, exist_ok=True)
        front = {"title": page.title, "description": page.description or page.title}
        lines = "\n".join(f"{key}: {json.dumps(value)}" for key, value in front.items())
        path.write_text(f"---\n{lines}\n---\n\n{_for_starlight(articles[page.name])}\n", encoding="utf-8")
    (folder / "public").mkdir()
    (folder / "public" / "favicon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    settings = {"title": "The same words", "sidebar": _sidebar(nav, titles)}
    (folder / "astro.config.mjs").write_text(
        'import starlight from "@astrojs/starlight";\n'
        f'export default {{ build: {{ format: "file" }}, integrations: [starlight({json.dumps(settings)})] }};\n',
        encoding="utf-8",
    )
    (folder / "src" / "content.config.ts").write_text(
        'import { defineCollection } from "astro:content";\n'
        'import { docsLoader } from "@astrojs/starlight/loaders";\n'
        'import { docsSchema } from "@astrojs/starlight/schema";\n'
        "export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };\n",
        encoding="utf-8",
    )
    # Astro bundles what a project says that it depends on, and Starlight works only bundled.
    package = {"type": "module", "private": True, "dependencies": {"astro": "*", "@astrojs/starlight": "*"}}
    (folder / "package.json").write_text(json.dumps(package), encoding="utf-8")
    (folder / "node_modules").symlink_to(tools.NPM / "node_modules")
    command = [tools.find("node"), "node_modules/astro/bin/astro.mjs", "build"]
    quiet = {**os.environ, "ASTRO_TELEMETRY_DISABLED": "1"}
    done = subprocess.run(
        command, cwd=folder, env=quiet, timeout=ASTRO_SECONDS, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        raise RuntimeError(f"Starlight could not be built: {done.stdout[-2000:]}")
    return folder / "dist"


def _for_starlight(article):
    """An article as Markdown: its headings as such, so that Starlight lists them, all else as HTML without empty lines."""
    article = re.sub(r"<h1\b.*?</h1>", "", article, flags=re.S)
    parts = re.split(r"<h([2-6])\b[^>]*>(.*?)</h\1>", article, flags=re.S)
    text = _unindented(parts[0])
    for level, title, rest in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        text += f"\n\n{'#' * int(level)} {' '.join(re.sub('<[^>]*>', '', title).split())}\n\n{_unindented(rest)}"
    return text


def _unindented(markup):
    return "\n".join(line.strip() for line in markup.splitlines() if line.strip())


def _sidebar(nav, titles):
    def link(name):
        return {"label": titles[name], "link": "/" + address(name)}

    return [
        {"label": next(iter(item)), "items": [link(name) for name in projects.names(item)]} if isinstance(item, dict) else link(item)
        for item in nav
    ]
