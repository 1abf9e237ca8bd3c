"""Taking the self-check in a browser as a reader does, screen by screen."""

from playwright.sync_api import expect

# Put answers in, one for each fieldset that is shown, as the mouse would: a press on each input.
CHOOSE = """values => [...document.querySelectorAll('[data-screen] fieldset')].filter((one) => one.checkVisibility())
    .forEach((fieldset, i) => values[i] !== null && fieldset.querySelector(`input[value="${values[i]}"]`).click())"""


class Walk:
    """One reader in front of the self-check. Answers are given per fieldset, by value, or left open with None."""

    def __init__(self, page, url, guide):
        self.page, self.guide = page, guide
        page.goto(f"{url}/self-check.html")

    @property
    def screen(self):
        return self.page.locator("[data-screen]:visible")

    @property
    def result(self):
        return self.page.locator("[data-result]")

    def next(self):
        self._leave('[data-action="next"]:visible')

    def back(self):
        self._leave('[data-action="back"]:visible')

    def _leave(self, button):
        """Press a button that leads to another screen, and wait until it is there."""
        form = self.page.locator("form[data-at]")
        before = form.get_attribute("data-at")
        self.page.locator(button).click()
        expect(form).not_to_have_attribute("data-at", before)

    def at(self, screen):
        """Wait until this screen is shown."""
        expect(self.screen).to_have_attribute("data-screen", screen)

    def answer_screen(self, answers, signals, wanted):
        """Answer what is on the screen; arguments as for `value_for`."""
        asked = self.screen.locator("fieldset").evaluate_all("all => all.filter((one) => one.checkVisibility()).map((one) => ({...one.dataset}))")
        values = [value_for(one, answers, signals, wanted) for one in asked]
        self.page.evaluate(CHOOSE, [value if value is None else str(value) for value in values])

    def take(self, answers=1, signals="no", wanted=None):
        """From the start to the result."""
        steps = 0
        while self.result.is_hidden():
            self.answer_screen(answers, signals, wanted)
            self.next()
            steps += 1
            assert steps < 3 * len(self.guide.levels) + 20, "the result never came"
        return self.result

    def screens(self, answers, signals="no", wanted=None):
        """Stop at each screen before it is answered, and at the result; arguments as for `value_for`."""
        while True:
            yield
            if self.result.is_visible():
                return
            self.answer_screen(answers, signals, wanted)
            self.next()

    def kind(self):
        return self.result.get_attribute("data-kind")

    def levels(self):
        return self.result.get_attribute("data-levels").split()


def value_for(fieldset, answers, signals, wanted):
    """The answer to a fieldset, told by its data attributes, or None to leave it open.

    answers: a value for every statement, or a function of (level, side, id); signals: a value for each, or a dict of id -> value.
    """
    if "statement" in fieldset:
        return answers(fieldset["level"], fieldset["side"], fieldset["statement"]) if callable(answers) else answers
    if "signal" in fieldset:
        return signals.get(fieldset["signal"], "no") if isinstance(signals, dict) else signals
    return wanted if "wanted" in fieldset else None


def by_level(guide, values):
    """Answers that give every statement of a level the same value, the last value for all further levels."""
    ids = [level.id for level in guide.levels]
    return lambda level, side, statement: values[min(ids.index(level), len(values) - 1)]


def by_side(sharing, response):
    """Answers that differ only by side."""
    return lambda level, side, statement: sharing if side == "sharing" else response


# One reader for each kind of result: (answers as a function of the guide, kind).
READERS = {
    "level": lambda guide: by_level(guide, [2, 1, 1, -1, -2]),
    "between": lambda guide: by_level(guide, [2, 1, 0, 0, -2]),
    "mixed": lambda guide: by_level(guide, [2, -1, 1, 2, -1]),
    "one-sided": lambda guide: by_side(2, -2),
    "not-placed": lambda guide: by_level(guide, [-1]),
    "not-enough": lambda guide: lambda *_: None,
}
