"""What runs in this project's name elsewhere: pinned, with no more rights than its work needs."""

import json
import re

import yaml

import audit
from copies import ROOT
from serving import serving

TEXTS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / ".github/workflows").glob("*.y*ml")}
JOBS = {(file, name): job for file in TEXTS for name, job in yaml.safe_load(TEXTS[file])["jobs"].items()}
STEPS = [step for job in JOBS.values() for step in job["steps"]]
READS = {"contents": "read"}
# What each job may do besides reading. One that asks for more is a decision to look at.
RIGHTS = {
    ("site.yml", "publish"): {"pages": "write", "id-token": "write"},
    ("site.yml", "attest"): {"id-token": "write", "attestations": "write"},
    ("site.yml", "release"): {"contents": "write"},
}


def test_every_action_is_named_by_a_full_commit_and_its_version_and_in_one_version():
    used = re.findall(r"\buses:\s*(.+)", "".join(TEXTS.values()))
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)] == []
    assert len({one.partition("@")[0] for one in used}) == len(set(used))


def test_a_job_has_just_the_rights_it_needs_and_what_may_write_runs_no_code_of_ours():
    assert all(yaml.safe_load(text)["permissions"] == {} for text in TEXTS.values())
    assert {name: job.get("permissions") for name, job in JOBS.items()} == dict.fromkeys(JOBS, READS) | RIGHTS
    for name in RIGHTS:
        does = str([(step.get("uses"), step.get("run")) for step in JOBS[name]["steps"]])
        assert not re.search(r"actions/checkout|python|pip|npm|\./", does), name


def test_no_step_leaves_credentials_behind_or_puts_words_from_outside_into_a_command():
    # A branch or a title may be named by anyone; ${{ }} would put that name into the command as it stands.
    assert [step for step in STEPS if "${{" in str(step.get("run"))] == []
    checkouts = [step for step in STEPS if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts and all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_every_job_ends_in_time_and_what_is_released_or_published_was_tested():
    assert all(0 < job["timeout-minutes"] <= 90 for job in JOBS.values())
    needs = {name: job["needs"] for (_, name), job in JOBS.items() if "needs" in job}
    assert needs == {"attest": "test", "release": "attest", "publish": "test"}
    runs = [step.get("run") for step in JOBS["site.yml", "test"]["steps"]]
    assert runs.index(".ci/run") < runs.index("python3 dev.py release")


def test_updates_are_proposed_for_all_that_is_pinned():
    updates = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text(encoding="utf-8"))["updates"]
    proposed = {(one["package-ecosystem"], one["directory"]) for one in updates}
    assert proposed == {("pip", "/"), ("npm", "/tests/npm"), ("github-actions", "/")}


def asked_of(weak=(), status=200, most=None):
    """(what the audit returns, what it asked) of a database here that knows a weakness of each in `weak`."""
    asked = []

    def answer(request):
        asked.extend(json.loads(request.rfile.read(int(request.headers["Content-Length"])))["queries"])
        results = [{"vulns": [{"id": "X-1"}]} if one["package"]["name"] in weak else {} for one in asked]
        return status, {}, json.dumps({"results": results[:most]}).encode()

    with serving(answer) as address:
        return audit.main(f"{address}/"), asked


def test_the_audit_of_every_locked_package_fails_until_a_weakness_is_accepted(capsys, monkeypatch):
    code, asked = asked_of(weak=("mkdocs",))
    told = {(one["package"]["ecosystem"], one["package"]["name"], one["version"]) for one in asked}
    locks = "".join(path.read_text() for path in ROOT.glob("requirements*.txt"))
    npm = json.loads((ROOT / "tests/npm/package.json").read_text())["devDependencies"]
    named = {("PyPI", *pair) for pair in re.findall(r"^(\S+?)==(\S+)", locks, re.M)}
    # A package under another name is told by its own.
    npm = {
        one.removeprefix("npm:") if one.startswith("npm:") else f"{name}@{one}" for name, one in npm.items()
    }
    assert named | {("npm", *one.rsplit("@", 1)) for one in npm} <= told
    said = r"^mkdocs [\d.]+ \(PyPI\): https://osv\.dev/vulnerability/X-1$"
    assert code == 1 and re.search(said, capsys.readouterr().out, re.M)
    monkeypatch.setitem(audit.ACCEPTED, "X-1", "It is in a part that nothing here uses.")
    assert asked_of(weak=("mkdocs",))[0] == 0 and "1 more accepted" in capsys.readouterr().out


def test_an_audit_without_an_answer_is_no_clean_audit(capsys):
    for fault in ({"status": 500}, {"most": 1}):
        assert asked_of(**fault)[0] == 1 and "no answer" in capsys.readouterr().err
