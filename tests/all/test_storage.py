"""The recipe for object storage, as docs/host-it.md gives it, tried on storage that runs on this machine."""

import gzip
import os
import re
import shutil
import subprocess
import urllib.request
from types import SimpleNamespace

import pytest

import serving
import tools
from conftest import Watch
from copies import ROOT, files_of
from guide.outputs import headers
from walk import Walk

PAGE = (ROOT / "docs/host-it.md").read_text(encoding="utf-8").partition("\n## Object storage")[2]
COMMANDS = "\n".join(re.findall(r"```sh\n(.*?)```", PAGE, re.S))
BUCKET, FOLDER = re.search(r"storage:([\w-]+)/([\w-]+)", COMMANDS).groups()


@pytest.fixture(scope="module")
def storage(tmp_path_factory):
    """Object storage: its `address`, and the `folder` in which it keeps the guide."""
    folder, port = tmp_path_factory.mktemp("storage"), serving.free_port()
    (folder / BUCKET).mkdir()
    program = tools.need_environment("storage") / "rclone"
    with serving.process([program, "serve", "s3", folder, "--addr", f"127.0.0.1:{port}"], port):
        address = f"http://127.0.0.1:{port}/{BUCKET}/{FOLDER}"
        yield SimpleNamespace(address=address, folder=folder / BUCKET / FOLDER)


@pytest.fixture(scope="module")
def work(storage, site, tmp_path_factory):
    """A folder with the site, and in it a picture and an old page, once the recipe was followed there."""
    work = tmp_path_factory.mktemp("work")
    shutil.copytree(site, work / "site")
    (work / "site/assets/picture.png").write_bytes(b"no text")
    (work / "site/old.html").write_text("An old help line", encoding="utf-8")
    follow_the_recipe(storage, work)
    return work


def follow_the_recipe(storage, work):
    """Run the page's own commands in the folder, with this machine's storage for the one that they name."""
    assert tools.need("rclone")
    here = storage.address.removesuffix(f"/{BUCKET}/{FOLDER}")
    commands = COMMANDS.replace("https://storage.example.org", here).replace("=...", "=someone")
    how = {"env": {"PATH": os.environ["PATH"], "HOME": str(work)}, "capture_output": True, "text": True}
    done = subprocess.run(["bash", "-euc", commands], cwd=work, **how)
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_file_lies_there_compressed_with_its_type_and_caching_and_no_other(storage, work):
    # Not what is compressed beside, or meant for other hosts.
    others = re.compile(r"_headers|hosting/|\.|.*\.gz$")
    files = {name: data for name, data in files_of(work / "site").items() if not others.match(name)}
    assert files_of(storage.folder).keys() == files.keys()
    for address, data in files.items():
        with urllib.request.urlopen(f"{storage.address}/{address}", timeout=20) as answer:
            assert gzip.decompress(answer.read()) == data, address
        wanted = {"Content-Encoding": "gzip", "Content-Type": headers.TYPES[f".{address.rpartition('.')[2]}"]}
        wanted["Cache-Control"] = headers.of("", address, "self-check.html")["Cache-Control"]
        assert {name: answer.headers[name] for name in wanted} == wanted, address


def test_what_is_gone_from_the_site_is_gone_from_the_bucket(storage, work):
    before = files_of(storage.folder).keys()
    (work / "site/old.html").unlink()
    follow_the_recipe(storage, work)
    assert before - files_of(storage.folder).keys() == {"old.html"}


def test_a_reader_takes_the_self_check_from_the_bucket(storage, work, browser, guide):
    with browser.new_context() as context:
        watch = Watch(context, storage.address)
        assert Walk(context.new_page(), storage.address, guide).take(2).is_visible()
    assert watch.faults == []
