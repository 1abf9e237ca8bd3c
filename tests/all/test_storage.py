"""The recipe for object storage, as docs/host-it.md gives it, tried on storage that runs on this machine."""

import gzip
import os
import re
import shutil
import socket
import subprocess
import urllib.request

import pytest

import serving
import tools
from conftest import ROOT, Watch
from guide.outputs import headers
from walk import Walk

pytestmark = pytest.mark.skipif(
    not tools.EVERYTHING, reason="the recipe for object storage is tried by test --all alone"
)
PAGE = (ROOT / "docs/host-it.md").read_text(encoding="utf-8").partition("\n## Object storage")[2]
COMMANDS = "\n".join(re.findall(r"```sh\n(.*?)```", PAGE, re.S))
BUCKET, FOLDER = re.search(r"storage:([\w-]+)/([\w-]+)", COMMANDS).groups()


@pytest.fixture(scope="module")
def storage(tmp_path_factory):
    """(address of object storage, the folder in which it keeps what lies in the bucket)."""
    folder = tmp_path_factory.mktemp("storage")
    (folder / BUCKET).mkdir()
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    program = tools.need_environment("storage") / "rclone"
    with subprocess.Popen(
        [program, "serve", "s3", folder, "--addr", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL
    ) as server:
        try:
            assert serving.soon(lambda: answers(port))
            yield f"http://127.0.0.1:{port}", folder / BUCKET / FOLDER
        finally:
            server.terminate()


def answers(port):
    with socket.socket() as door:
        return door.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def copy(site, tmp_path_factory):
    """A folder with the built site in it, and in the site a picture and a page that is old."""
    work = tmp_path_factory.mktemp("work")
    shutil.copytree(site, work / "site")
    (work / "site/assets/picture.png").write_bytes(b"no text")
    (work / "site/old.html").write_text("An old help line", encoding="utf-8")
    return work


def follow_the_recipe(storage, work):
    """Run the page's own commands in the folder, with this machine's storage for the one that they name."""
    assert tools.need("rclone")
    commands = COMMANDS.replace("https://storage.example.org", storage[0]).replace("=...", "=someone")
    clean = {"PATH": os.environ["PATH"], "HOME": str(work)}
    done = subprocess.run(
        ["bash", "-euc", commands],
        cwd=work,
        env=clean,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def sent_files(site):
    """What belongs into a bucket, by address: not what is compressed beside, or meant for other hosts."""
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    return {
        one: path
        for one, path in files.items()
        if path.suffix != ".gz" and not one.startswith(("_headers", "hosting/", "."))
    }


def kept(storage):
    return {path.relative_to(storage[1]).as_posix() for path in storage[1].rglob("*") if path.is_file()}


def test_each_file_lies_there_compressed_with_its_type_and_caching(storage, copy):
    follow_the_recipe(storage, copy)
    files = sent_files(copy / "site")
    assert kept(storage) == files.keys()
    for address, path in files.items():
        with urllib.request.urlopen(f"{storage[0]}/{BUCKET}/{FOLDER}/{address}", timeout=20) as answer:
            assert gzip.decompress(answer.read()) == path.read_bytes(), address
        wanted = {"Content-Encoding": "gzip", "Content-Type": headers.TYPES[path.suffix]}
        wanted["Cache-Control"] = headers.of("", address, "self-check.html")["Cache-Control"]
        assert {name: answer.headers[name] for name in wanted} == wanted, address


def test_what_is_gone_from_the_site_is_gone_from_the_bucket(storage, copy):
    follow_the_recipe(storage, copy)
    (copy / "site/old.html").unlink()
    assert "old.html" in kept(storage)
    follow_the_recipe(storage, copy)
    assert kept(storage) == sent_files(copy / "site").keys()


def test_a_reader_takes_the_self_check_from_the_bucket(storage, copy, browser, guide):
    follow_the_recipe(storage, copy)
    context = browser.new_context()
    context.set_default_timeout(15_000)
    watch = Watch(context, storage[0])
    walk = Walk(context.new_page(), f"{storage[0]}/{BUCKET}/{FOLDER}", guide)
    assert walk.take(2).is_visible()
    context.close()
    assert watch.faults == []
