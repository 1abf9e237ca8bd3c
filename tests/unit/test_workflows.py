"""What runs in this project's name elsewhere: pinned, with no more rights than its work needs."""

import json
import re
from itertools import chain

import pytest
import yaml

import audit
from copies import ROOT
from serving import serving

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.y*ml"))
# What each job may do besides reading. One that asks for more is a decision to look at.
RIGHTS = {
    ("site.yml", "publish"): {"pages": "write", "id-token": "write"},
    ("site.yml", "attest"): {"id-token": "write", "attestations": "write"},
    ("site.yml", "release"): {"contents": "write"},
}


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def jobs():
    return {(path.name, name): job for path in WORKFLOWS for name, job in read(path)["jobs"].items()}


def steps():
    return list(chain.from_iterable(job["steps"] for job in jobs().values()))


def test_every_action_is_named_by_a_full_commit_and_a_version_for_people_and_in_one_version():
    used = re.findall(r"\buses:\s*(.+)", "".join(path.read_text(encoding="utf-8") for path in WORKFLOWS))
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)] == []
    assert len({one.partition("@")[0] for one in used}) == len(set(used))


def test_a_workflow_has_no_rights_of_its_own_and_each_job_has_just_what_it_needs():
    assert all(read(path)["permissions"] == {} for path in WORKFLOWS)
    reads = {"contents": "read"}
    assert {name: job.get("permissions") for name, job in jobs().items()} == dict.fromkeys(
        jobs(), reads
    ) | RIGHTS


def test_what_may_write_runs_no_code_of_the_repository():
    for name in RIGHTS:
        job = jobs()[name]
        assert "actions/checkout" not in str([step.get("uses") for step in job["steps"]]), name
        assert not re.search(r"python|pip|npm|\./", str([step.get("run") for step in job["steps"]])), name


def test_no_step_leaves_credentials_behind_or_puts_words_from_outside_into_a_command():
    # A branch or a title may be named by anyone; ${{ }} would put that name into the command as it stands.
    assert [step for step in steps() if "${{" in str(step.get("run"))] == []
    checkouts = [step for step in steps() if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts and all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_every_job_ends_in_time_and_the_release_is_made_from_what_was_tested():
    assert all(0 < job["timeout-minutes"] <= 90 for job in jobs().values())
    site = read(ROOT / ".github/workflows/site.yml")["jobs"]
    assert ("test", "attest", "test") == tuple(
        site[name]["needs"] for name in ("attest", "release", "publish")
    )
    runs = [step.get("run") for step in site["test"]["steps"]]
    assert runs.index(".ci/run") < runs.index("python3 dev.py release")


def test_updates_are_proposed_for_all_that_is_pinned():
    proposed = {
        (one["package-ecosystem"], one["directory"])
        for one in read(ROOT / ".github/dependabot.yml")["updates"]
    }
    assert proposed == {("pip", "/"), ("npm", "/tests/npm"), ("github-actions", "/")}


# ---- The audit, against a database that stands here.


def asked_of(weak=(), status=200, most=None):
    """(what the audit returns, what it asked) of a database that knows a weakness of each in `weak`."""
    asked = []

    def answer(request):
        body = request.rfile.read(int(request.headers["Content-Length"]))
        asked.extend(json.loads(body)["queries"])
        named = [one["package"]["name"] for one in asked]
        named = [one["package"]["name"] for one in asked]
        results = [{"vulns": [{"id": "X-1"}]} if name in weak else {} for name in named]
        return status, {}, json.dumps({"results": results[:most]}).encode()

    with serving(answer) as address:
        return audit.main(database=f"{address}/"), asked


def test_the_audit_asks_about_every_locked_package():
    code, asked = asked_of()
    told = {(one["package"]["ecosystem"], one["package"]["name"], one["version"]) for one in asked}
    locks = "".join(path.read_text() for path in ROOT.glob("requirements*.txt"))
    npm = json.loads((ROOT / "tests/npm/package.json").read_text())["devDependencies"]
    named = {("PyPI", *pair) for pair in re.findall(r"^(\S+?)==(\S+)", locks, re.M)}
    assert code == 0 and named | {("npm", *pair) for pair in npm.items()} <= told


def test_a_known_weakness_is_told_and_fails_until_it_is_accepted(capsys, monkeypatch):
    assert asked_of(weak=("mkdocs",))[0] == 1
    said = capsys.readouterr().out
    assert re.search(r"^mkdocs [\d.]+ \(PyPI\): https://osv\.dev/vulnerability/X-1$", said, re.M)
    monkeypatch.setitem(audit.ACCEPTED, "X-1", "It is in a part that nothing here uses.")
    assert asked_of(weak=("mkdocs",))[0] == 0 and "1 more accepted" in capsys.readouterr().out


@pytest.mark.parametrize("fault", [{"status": 500}, {"most": 1}])
def test_an_audit_without_an_answer_is_no_clean_audit(capsys, fault):
    assert asked_of(**fault)[0] == 1
    assert "no answer" in capsys.readouterr().err
