"""What runs on other people's machines in this project's name: pinned, with no more rights than its work needs."""

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import yaml

import audit
from conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.y*ml"))
# What each job may do besides nothing. A job that is not here, or that asks for more, is a decision to look at.
RIGHTS = {
    ("site.yml", "test"): {"contents": "read"},
    ("site.yml", "publish"): {"pages": "write", "id-token": "write"},
    ("site.yml", "attest"): {"id-token": "write", "attestations": "write"},
    ("site.yml", "release"): {"contents": "write"},
    ("audit.yml", "audit"): {"contents": "read"},
}


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def jobs():
    return {(path.name, name): job for path in WORKFLOWS for name, job in read(path)["jobs"].items()}


def test_every_action_is_named_by_a_full_commit_and_a_version_for_people():
    for path in WORKFLOWS:
        used = re.findall(r"\buses:\s*(.+)", path.read_text(encoding="utf-8"))
        assert used, path.name
        for one in used:
            assert re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one), f"{path.name}: {one}"


def test_one_version_of_an_action_is_used_everywhere():
    pins = set(re.findall(r"\buses:\s*(\S+)@(\S+)", "".join(path.read_text(encoding="utf-8") for path in WORKFLOWS)))
    assert len({action for action, _ in pins}) == len(pins)


def test_a_workflow_has_no_rights_of_its_own_and_each_job_has_just_what_it_needs():
    assert all(read(path)["permissions"] == {} for path in WORKFLOWS)
    assert {name: job.get("permissions") for name, job in jobs().items()} == RIGHTS


def test_what_may_write_runs_no_code_of_the_repository():
    for name, job in jobs().items():
        if "write" in job["permissions"].values():
            actions = [step["uses"].partition("@")[0] for step in job["steps"] if "uses" in step]
            assert "actions/checkout" not in actions, name
            assert not re.search(r"python|pip|npm|\./", str([step.get("run") for step in job["steps"]])), name


def test_the_code_that_is_checked_out_leaves_no_credentials_behind():
    steps = [step for job in jobs().values() for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
    assert steps and all(step["with"]["persist-credentials"] is False for step in steps)


def test_no_command_holds_words_from_outside():
    # A branch or a title may be named by anyone; ${{ }} would put that name into the command as it stands.
    assert not [step for job in jobs().values() for step in job["steps"] if "${{" in str(step.get("run"))]


def test_every_job_ends_in_time():
    assert all(0 < job["timeout-minutes"] <= 90 for job in jobs().values())


def test_the_release_is_made_from_what_was_tested():
    site = read(ROOT / ".github/workflows/site.yml")["jobs"]
    assert (site["attest"]["needs"], site["release"]["needs"], site["publish"]["needs"]) == ("test", "attest", "test")
    assert [step.get("run") for step in site["test"]["steps"]].index(".ci/run") < [step.get("run") for step in site["test"]["steps"]].index(
        "python3 dev.py release"
    )


def test_updates_are_proposed_for_all_that_is_pinned():
    proposed = {(one["package-ecosystem"], one["directory"]) for one in read(ROOT / ".github/dependabot.yml")["updates"]}
    assert proposed == {("pip", "/"), ("npm", "/tests/npm"), ("github-actions", "/")}


# ---- The audit, against a database that stands here.


@pytest.fixture
def database():
    """Answers like the database: knows one weakness of each package in `weak`, and `asked` is what it was asked last."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self):
            server.asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            results = [{"vulns": [{"id": "X-1"}]} if query["package"]["name"] in server.weak else {} for query in server.asked]
            self.send_response(server.status)
            self.end_headers()
            self.wfile.write(json.dumps({"results": results[: server.answers]}).encode())

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    server.weak, server.status, server.answers = (), 200, None
    server.address_text = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


def test_the_audit_asks_about_every_locked_package(database):
    assert audit.main(database=database.address_text) == 0
    asked = {(query["package"]["ecosystem"], query["package"]["name"], query["version"]) for query in database.asked}
    named = {("PyPI", *pair) for lock in ROOT.glob("requirements*.txt") for pair in re.findall(r"^(\S+?)==(\S+)", lock.read_text(), re.M)}
    npm = json.loads((ROOT / "tests/npm/package.json").read_text())["devDependencies"]
    assert named | {("npm", *pair) for pair in npm.items()} <= asked


def test_a_known_weakness_is_told_and_fails(database, capsys):
    database.weak = ("mkdocs",)
    assert audit.main(database=database.address_text) == 1
    assert re.search(r"^mkdocs [\d.]+ \(PyPI\): https://osv\.dev/vulnerability/X-1$", capsys.readouterr().out, re.M)


def test_a_weakness_that_was_looked_at_is_accepted(database, capsys, monkeypatch):
    monkeypatch.setitem(audit.ACCEPTED, "X-1", "It is in a part that nothing here uses.")
    database.weak = ("mkdocs",)
    assert audit.main(database=database.address_text) == 0
    assert "1 more accepted" in capsys.readouterr().out


@pytest.mark.parametrize("fault", [{"status": 500}, {"answers": 1}])
def test_an_audit_without_an_answer_is_no_clean_audit(database, capsys, fault):
    vars(database).update(fault)
    assert audit.main(database=database.address_text) == 1
    assert "no answer" in capsys.readouterr().err
