"""The guide in a bucket: uploaded by the very command, into object storage that runs on this machine, and read from there.

What cannot be tried here is how a provider's own website and content network answer; what they are told is looked at instead.
"""

import gzip
import json
import os
import shutil
import socket
import subprocess
import urllib.request
from types import SimpleNamespace

import pytest

import assets
import headers
import serving as servers
import tools
from conftest import ROOT, Watch
from walk import Walk

KEYS = {"AWS_ACCESS_KEY_ID": "someone", "AWS_SECRET_ACCESS_KEY": "a secret", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture(scope="module")
def storage(tmp_path_factory):
    """The address of object storage with a bucket, `guide`."""
    program = tools.need_environment("storage") / "moto_server"
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    log = tmp_path_factory.mktemp("storage") / "log"
    with log.open("wb") as said:
        server = subprocess.Popen([program, "-H", "127.0.0.1", "-p", str(port)], stdout=said, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        assert servers.soon(lambda: answers(port), 60), log.read_text()
        ask(f"{address}/guide", "PUT")
        # What a host does once, so that readers need no key.
        everyone = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::guide/*"}
        ask(f"{address}/guide?policy", "PUT", json.dumps({"Version": "2012-10-17", "Statement": [everyone]}).encode())
        yield address
    finally:
        server.terminate()
        server.wait(10)


def answers(port):
    with socket.socket() as door:
        return door.connect_ex(("127.0.0.1", port)) == 0


def ask(address, method="GET", body=None):
    """What storage says to someone without a key, such as a browser."""
    request = urllib.request.Request(address, body, {"Content-Type": "application/octet-stream"}, method=method)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return SimpleNamespace(body=answer.read(), headers=answer.headers)


@pytest.fixture
def upload(storage, tmp_path):
    """Run the command with the packages that its own lock names; its exit code and what it said."""
    python = tools.need_environment("upload") / "python"

    def run(*arguments, **environment):
        settings = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "AWS_EC2_METADATA_DISABLED": "true", **KEYS, **environment}
        done = subprocess.run([python, "hosting/upload.py", *arguments], cwd=ROOT, env=settings, capture_output=True, text=True)
        return done.returncode, (done.stdout + done.stderr).strip()

    return run


@pytest.fixture
def copy(site, tmp_path):
    """The built site, to be changed at will."""
    return shutil.copytree(site, tmp_path / "site")


def sent_files(site):
    """What belongs into a bucket, by address: all but what lies compressed beside and what is meant for other hosts."""
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    return {one: path for one, path in files.items() if path.suffix != ".gz" and not one.startswith(("_headers", "hosting/", "."))}


def test_every_file_lies_in_the_bucket_with_its_type_its_caching_and_compressed_where_it_is_text(upload, storage, copy):
    (copy / "assets" / "picture.png").write_bytes(b"no text")
    code, said = upload("guide/whole", "--endpoint", storage, "--site", str(copy))
    assert code == 0, said
    files = sent_files(copy)
    assert len(files) > 10
    for address, path in files.items():
        answer = ask(f"{storage}/guide/whole/{address}")
        packed = path.suffix in assets.TEXT_FILES
        assert answer.headers["Content-Encoding"] == ("gzip" if packed else None), address
        assert (gzip.decompress(answer.body) if packed else answer.body) == path.read_bytes(), address
        assert answer.headers["Content-Type"] == headers.TYPES[path.suffix], address
        assert answer.headers["Cache-Control"] == headers.of("", address, "self-check.html")["Cache-Control"], address


def keys(storage, prefix):
    listed = ask(f"{storage}/guide?list-type=2&prefix={prefix}").body.decode()
    return {part.split("</Key>")[0].removeprefix(prefix) for part in listed.split("<Key>")[1:]}


def test_what_is_meant_for_other_hosts_stays_out(upload, storage, site):
    assert upload("guide/clean", "--endpoint", storage, "--site", str(site))[0] == 0
    assert keys(storage, "clean/") == set(sent_files(site))


def test_a_page_that_is_gone_is_named_and_taken_away_when_asked_and_nothing_beside_the_path_is_touched(upload, storage, copy):
    ask(f"{storage}/guide/beside.txt", "PUT", b"of somebody else")
    there = ("guide/again", "--endpoint", storage, "--site", str(copy))
    assert upload(*there)[0] == 0
    (copy / "scoring.html").unlink()
    code, said = upload(*there)
    assert code == 0 and "again/scoring.html" in said and "scoring.html" in keys(storage, "again/")
    assert upload(*there, "--delete")[0] == 0
    assert keys(storage, "again/") == set(sent_files(copy))
    assert ask(f"{storage}/guide/beside.txt").body == b"of somebody else"


def test_no_page_is_there_before_the_files_that_it_asks_for(site):
    python = tools.need_environment("upload") / "python"
    code = "import sys, pathlib, upload; print(*(item.address for item in upload.items(pathlib.Path(sys.argv[1]))))"
    said = subprocess.run([python, "-c", code, str(site)], cwd=ROOT / "hosting", capture_output=True, text=True, check=True).stdout
    pages = [address.endswith(".html") for address in said.split()]
    assert {True, False} == set(pages) and pages == sorted(pages)


def test_the_buckets_own_website_is_told_of_the_first_and_the_not_found_page(upload, storage, site):
    ask(f"{storage}/web", "PUT")
    assert upload("web", "--endpoint", storage, "--site", str(site), "--website")[0] == 0
    told = ask(f"{storage}/web?website").body.decode()
    assert "<Suffix>index.html</Suffix>" in told and "<Key>404.html</Key>" in told


def test_a_reader_reads_searches_and_takes_the_self_check_from_the_bucket(upload, storage, site, browser, guide):
    code, said = upload("guide/read", "--endpoint", storage, "--site", str(site))
    assert code == 0, said
    context = browser.new_context()
    context.set_default_timeout(15_000)
    watch = Watch(context, storage)
    page = context.new_page()
    page.goto(f"{storage}/guide/read/index.html")
    page.locator('[data-action="search"]').click()
    page.keyboard.type(guide.steps[0].name.split()[-1])
    page.locator("[data-search-results] a").first.click()
    assert page.locator("article h1").is_visible()
    walk = Walk(page, f"{storage}/guide/read", guide)
    assert walk.take(2).is_visible()
    context.close()
    assert watch.faults == []


@pytest.mark.parametrize("arguments, environment, says", [
    (("guide", "--site", "nowhere"), {}, "python3 dev.py build"),
    (("no-such-bucket",), {}, "NoSuchBucket"),
    (("guide",), {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, "credentials"),
    (("guide/path", "--website"), {}, "without a path"),
])
def test_a_mistake_is_told_in_a_line_that_helps(upload, storage, site, arguments, environment, says):
    given = arguments if "--site" in arguments else (*arguments, "--site", str(site))
    code, said = upload(*given, "--endpoint", storage, **environment)
    assert code and says in said.splitlines()[-1] and "Traceback" not in said
