"""The self-check's questions as others would put them into a page: SurveyJS, and a plain form without any script."""

import html
import json
import shutil

import assets
import tools

SURVEYJS, PLAIN = "SurveyJS", "static form"
# As SurveyJS tells its users to load it; its fonts left out, since the guide has none either.
FILES = ("survey-core/survey-core.fontless.min.css", "survey-core/survey.core.min.js", "survey-js-ui/survey-js-ui.min.js")

HEAD = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
    '<link rel="icon" href="data:,">'
)
STYLE = "body{max-width:40rem;margin:auto;padding:1rem;font:1.1rem/1.6 serif}label{display:block}"


def build(folder, guide, page, article):
    """Write the questionnaires below `folder`; name -> the path of its page.

    guide: the Guide; page: the self-check's Page; article: what the guide shows in its place, for the plain form.
    """
    made = {PLAIN: _plain(folder, page, article)}
    if (tools.NPM / "node_modules" / "survey-js-ui").exists():
        made[SURVEYJS] = _surveyjs(folder, guide, page)
    assets.compress(folder)
    return made


def _plain(folder, page, article):
    text = f"{HEAD}<title>{html.escape(page.title)}</title><style>{STYLE}</style><main>{article}</main>"
    (folder / "plain.html").write_text(text, encoding="utf-8")
    return "plain.html"


def _surveyjs(folder, guide, page):
    for name in FILES:
        shutil.copy(tools.NPM / "node_modules" / name, folder)
    style, *scripts = (name.split("/")[1] for name in FILES)
    loaded = f'<link rel="stylesheet" href="{style}">' + "".join(f'<script src="{name}"></script>' for name in scripts)
    text = (
        f"{HEAD}<title>{html.escape(page.title)}</title>{loaded}<div id=survey></div>"
        f"<script>new Survey.Model({json.dumps(survey(guide))}).render(document.getElementById('survey'))</script>"
    )
    (folder / "surveyjs.html").write_text(text, encoding="utf-8")
    return "surveyjs.html"


def survey(guide):
    """The questions in the form that SurveyJS reads, a screen for each level as in the guide."""
    words = guide.words
    answers = [{"value": one.value, "text": one.text} for one in words.answers]
    screens = [(level.topic, [(one.id, one.text, answers) for one in level.statements]) for level in guide.levels]
    wishes = [{"value": level.id, "text": f"{level.name}. {level.summary}"} for level in guide.levels]
    wishes += [{"value": "apart", "text": words.check.wanted.apart}, {"value": "unsure", "text": words.check.wanted.unsure}]
    screens.append((words.check.wanted.title, [("wanted", words.check.wanted.stem, wishes)]))
    replies = [{"value": one.value, "text": one.text} for one in words.signal_answers]
    screens.append((words.check.signals.title, [(one.id, one.text, replies) for one in guide.data.signals]))

    def question(id_, text, choices):
        return {"type": "radiogroup", "name": id_, "title": text, "choices": choices}

    return {"pages": [{"title": title, "elements": [question(*line) for line in lines]} for title, lines in screens]}
