#!/usr/bin/env python3
"""Build, show and test the guide. Needs only Python 3.11 or newer with its venv module.

    python3 dev.py              show the guide at 127.0.0.1 and follow every change
    python3 dev.py build        write it to site/
    python3 dev.py test [...]   build it and run every test; what follows goes to pytest

The packages come from the locked requirements files into .venv/, each checked against its hash.
"""
import sys

if sys.version_info < (3, 11):
    sys.exit("The guide needs Python 3.11 or newer; this is %d.%d. Install a newer one and try again." % sys.version_info[:2])

import hashlib
import importlib.util
import os
import shutil
import socket
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOG = VENV / "install.log"


def say(text):
    print(text, file=sys.stderr, flush=True)


def environment(lock):
    """Make .venv/ hold just what `lock` (a hashed requirements file) names, unless it does already."""
    stamp = VENV / "installed"
    wanted = f"{sys.version} {hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()} {ROOT}"
    known = stamp.read_text().splitlines() if stamp.exists() else []
    if wanted in known and subprocess.run([PYTHON, "-c", ""], capture_output=True).returncode == 0:
        return
    if not importlib.util.find_spec("venv") or not importlib.util.find_spec("ensurepip"):
        sys.exit("Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv. Then try again.")
    say(f"Installing the packages that {lock} names (the first time takes up to a minute) ...")
    try:
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"Could not make the environment in {VENV.name}/: {(getattr(error, 'stderr', b'') or str(error).encode()).decode().strip().splitlines()[-1]}")
    pip = [PYTHON, "-m", "pip", "install", "--require-hashes", "--no-input", "--disable-pip-version-check", "-r", lock]
    done = subprocess.run(pip, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    LOG.write_text(done.stdout)
    if done.returncode:
        cause = (
            "a package is not the one that was locked (its hash differs)" if "DO NOT MATCH THE HASHES" in done.stdout
            else f"{lock} does not name every package with its hash" if "Hashes are required" in done.stdout or "require-hashes" in done.stdout
            else "the packages could not be downloaded; is this machine online?"
        )
        sys.exit(f"Could not install from {lock}: {cause}. All that was said: {LOG.relative_to(ROOT)}")
    stamp.write_text(wanted)


def run(*command, **settings):
    """Run a command of the environment in the project's folder and return its exit code."""
    try:
        return subprocess.run([PYTHON, *command], cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **settings}).returncode
    except KeyboardInterrupt:
        return 130


def free_port():
    """The first port from 8000 that nobody listens on."""
    for port in [*range(8000, 8010), 0]:
        with socket.socket() as door:
            try:
                door.bind(("127.0.0.1", port))
                return door.getsockname()[1]
            except OSError:
                continue


def serve():
    environment("requirements.txt")
    port = free_port()
    say(f"The guide will be at http://127.0.0.1:{port}/ (Ctrl+C ends it) ...")
    return run("-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}")


def build():
    environment("requirements.txt")
    say("Building the guide into site/ ...")
    fresh = ROOT / ".cache" / "site"
    code = run("-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(fresh))
    if code == 0:
        shutil.rmtree(ROOT / "site", ignore_errors=True)
        shutil.move(fresh, ROOT / "site")
        say("Done: open site/index.html, or copy site/ to any web server.")
    return code


def test(*arguments):
    environment("requirements-test.txt")
    found = subprocess.run([PYTHON, "tests/browser.py"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if found.returncode:
        return found.returncode
    say("Building the guide and running the tests ...")
    return run("-m", "pytest", *arguments, BROWSER_PATH=found.stdout.strip())


if __name__ == "__main__":
    command, *rest = sys.argv[1:] or ["serve"]
    if command not in ("serve", "build", "test") or (rest and command != "test"):
        sys.exit(__doc__)
    sys.exit({"serve": serve, "build": build, "test": test}[command](*rest))
