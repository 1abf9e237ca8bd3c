"""Taking the self-check in a browser, screen by screen and by script; few tests are about pressing."""

from playwright.sync_api import expect

# Of what is shown, choose the answers in `values` (name of the radios -> value), and go on; where that leads.
STEP = """(values) => {
    const shown = (what) => [...document.querySelectorAll(what)].filter((one) => one.checkVisibility());
    for (const input of shown("[data-screen] input")) if (values[input.name] === input.value) input.click();
    shown('[data-action="next"]')[0].click();
    return document.querySelector("form[data-at]").getAttribute("data-at");
}"""
# Answer and go on until there is a result: its kind and levels.
TAKE = f"""([values]) => {{
    const most = document.querySelectorAll("[data-screen]").length;
    for (let step = 0; ({STEP})(values) !== "result"; step++)
        if (step > most) throw new Error("the result never came");
    const {{kind, levels}} = document.querySelector("[data-result]").dataset;
    return {{kind, levels: levels.split(" ").filter(Boolean)}};
}}"""


class Walk:
    """One reader in front of the self-check; what is told is as for `values`."""

    def __init__(self, page, url, guide):
        self.page, self.guide = page, guide
        page.goto(f"{url}/self-check.html")

    @property
    def screen(self):
        return self.page.locator("[data-screen]:visible")

    @property
    def result(self):
        return self.page.locator("[data-result]")

    @property
    def place(self):
        """The screen that is shown, or `result`."""
        return self.page.locator("form[data-at]").get_attribute("data-at")

    def at(self, screen):
        """Wait until this screen is shown."""
        expect(self.screen).to_have_attribute("data-screen", screen)

    def next(self, **values):
        return self.page.evaluate(STEP, values)

    def take(self, *told, **wanted):
        """From the screen that is shown to the result."""
        self.page.evaluate(TAKE, [values(self.guide, *told, **wanted)])
        return self.result

    def screens(self, *told, **wanted):
        """Stop at each screen before it is answered, and at the result; gives its name."""
        while (place := self.place) != "result":
            yield place
            self.next(**values(self.guide, *told, **wanted))
        yield place

    def copied(self):
        """What the button that copies the result brings into a field of another page."""
        self.result.locator('[data-action="copy-result"]').press("Enter")
        expect(self.result.get_by_text(self.guide.words.check.result.copied)).to_be_visible()
        return pasted(self.page)

    def kind(self):
        return self.result.get_attribute("data-kind")

    def levels(self):
        return self.result.get_attribute("data-levels").split()


def pasted(page):
    """What was copied in a page, or in a frame, as another page gets it."""
    other = getattr(page, "page", page).context.new_page()
    other.set_content("<textarea></textarea>")
    other.locator("textarea").press("Control+V")
    text = other.locator("textarea").input_value()
    other.close()
    return text


def is_told_in_a_copy(walk, text):
    """Whether a copy says what the result shows and no more, without labels of buttons, and links with their
    addresses."""
    first, *lines = [line for line in text.replace("\t", "\n").split("\n") if line]
    shown, words = walk.result.inner_text(), walk.guide.words.check.result
    (notice,) = (part.blocks[0].text for part in walk.guide.result if part.id == "notice")
    labels = {one.strip() for one in walk.result.get_by_role("button").all_inner_texts()}
    links = walk.result.locator("p:not(.instead) > a:visible").evaluate_all(
        "all => all.map((one) => `${one.innerText} ${one.href}`)"
    )
    said = [line.partition(" http")[0] for line in lines]
    return (
        first == notice
        and lines[-1] == words.version.format(number=walk.guide.version)
        and [one for one in said if one not in shown or one in labels] == []
        and [one for one in links if one not in text] == []
        and len(said) > 20
    )


def values(guide, answers=1, signals="no", wanted=None):
    """Name of the radios -> value, without what is left open.

    answers: a value for every statement, or a function of (level, facet, id); signals: the same, or a dict.
    """
    told = {"wanted_closeness": wanted}
    for level in guide.levels:
        for one in level.statements:
            told[one.id] = answers(level.id, one.facet, one.id) if callable(answers) else answers
    for one in guide.signals:
        told[one.id] = signals.get(one.id, "no") if isinstance(signals, dict) else signals
    return {name: str(value) for name, value in told.items() if value is not None}


def statement_screens(guide):
    """The names of the screens with statements."""
    return [f"statements-{number}" for number, _ in enumerate(guide.statement_screens, 1)]


def by_level(guide, given):
    """Answers that give all that is told at a level the same value, the last value for all further levels;
    all of it is met with care."""
    ids = [level.id for level in guide.levels]
    return lambda level, facet, statement: (
        1 if facet == "care" else given[min(ids.index(level), len(given) - 1)]
    )


def by_facet(sharing, returning, care):
    """Answers that differ only by facet."""
    told = {"sharing": sharing, "returning": returning, "care": care}
    return lambda level, facet, statement: told[facet]


# One reader for each kind of result: answers as a function of the guide.
READERS = {
    "level": lambda guide: by_level(guide, [2, 1, 1, -1, -2]),
    "between": lambda guide: by_level(guide, [2, 1, 1, 0, -2]),
    "uneven": lambda guide: by_level(guide, [2, -1, 1, 2, -1]),
    "one-sided": lambda guide: by_facet(2, -2, 1),
    "care": lambda guide: by_facet(2, 2, -2),
    "not-placed": lambda guide: by_facet(-1, -1, None),
    "not-enough": lambda guide: by_facet(None, None, 1),
    "safety": lambda guide: 1,
}


def reader(guide, kind, wanted=None):
    """What the reader of a kind tells: the arguments of `values`."""
    return READERS[kind](guide), "yes" if kind == "safety" else "no", wanted
