"""What axe finds on a page, by all of WCAG that a machine can tell, AAA included."""

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Off unless asked for: contrast of 7:1, and links that say where they lead.
RULES = ["color-contrast-enhanced", "identical-links-same-purpose", "target-size"]
# What passes is not worth the time that it takes to hand it over.
WANTED = {"rules": {name: {"enabled": True} for name in RULES}, "resultTypes": ["violations"]}


def axe(page, context=None, leave_out=()):
    """Fail with what axe has to say about a page, or a selector in it; `leave_out`: tags not asked for."""
    tags = [tag for tag in TAGS if tag not in leave_out]
    found = Axe().run(page, context=context, options={**WANTED, "runOnly": tags})
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
