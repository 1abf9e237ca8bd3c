"""Programs that some tests need and a machine may lack: found, or named as left out, or, for `test --all`,
installed.

Plain tests run with what is there and say what they left out.
With GUIDE_TESTS=all, a program that is missing fails the test that needs it.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from glob import glob
from pathlib import Path

import pytest

import browser

EVERYTHING = os.environ.get("GUIDE_TESTS") == "all"
ROOT = Path(__file__).parent.parent
NPM = ROOT / "tests" / "npm"
APT_SECONDS = 1200
NPM_SECONDS = 600
PIP_SECONDS = 600

# Where a program may be, and the Debian package that brings it.
PROGRAMS = {
    "firefox": (("firefox-esr", "firefox"), "firefox-esr"),
    "nginx": (("nginx", "/usr/sbin/nginx"), "nginx"),
    "apache": (("apache2", "/usr/sbin/apache2", "httpd"), "apache2"),
    "lighttpd": (("lighttpd", "/usr/sbin/lighttpd"), "lighttpd"),
    "caddy": (("caddy",), "caddy"),
    "busybox": (("busybox",), "busybox"),
    "rclone": (("rclone",), "rclone"),
    "java": (("java",), "default-jre-headless"),
    "npm": (("npm",), "npm"),
    "webkit": (("WebKitWebDriver",), "webkit2gtk-driver"),
    "minibrowser": (tuple(glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")), "webkit2gtk-driver"),
    "xvfb": (("Xvfb",), "xvfb"),
    "faketime": (("faketime",), "faketime"),
    "unshare": (("unshare",), "util-linux"),
}


# What cannot share an environment with the site, by its lock.
ENVIRONMENTS = {"storage": "requirements-storage.txt", "next": "requirements-next.txt"}


def also(*more):
    """These, where everything was asked for; else nothing.

    For the parameters of a test that a plain run tries less of.
    """
    return more if EVERYTHING else ()


def find(name):
    """The path of a program of PROGRAMS, or None."""
    return next(filter(None, map(shutil.which, PROGRAMS[name][0])), None)


def need(name):
    """The path of a program of PROGRAMS; without it the test is skipped, or fails where everything was asked
    for.
    """
    path = find(name)
    if not path:
        _missing(f"{name} is not installed here (Debian: {PROGRAMS[name][1]})")
    return path


def need_module(folder):
    """The folder of an npm package that tests/npm/package.json names; without it as for `need`."""
    path = NPM / "node_modules" / folder
    if not path.exists():
        _missing(f"the npm package {folder} is not installed here (npm ci --ignore-scripts in tests/npm)")
    return path


def need_environment(name):
    """The folder of the programs of an environment of ENVIRONMENTS; without it as for `need`."""
    if not _is_made(name):
        _missing(
            f"the packages of {ENVIRONMENTS[name]} are not installed here "
            f"({sys.executable} tests/tools.py {name})"
        )
    return _folder(name) / "bin"


def _folder(name):
    return ROOT / ".cache" / name


def _stamp(name):
    return f"{hashlib.sha256((ROOT / ENVIRONMENTS[name]).read_bytes()).hexdigest()} {sys.version} {ROOT}"


def _is_made(name):
    stamp = _folder(name) / ".installed"
    return stamp.exists() and stamp.read_text() == _stamp(name)


def make_environment(name):
    """Install what the lock of an environment of ENVIRONMENTS names, unless it is there."""
    if _is_made(name):
        return
    venv = [sys.executable, "-m", "venv", "--clear", _folder(name)]
    pip = [
        _folder(name) / "bin" / "python",
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--no-input",
        "-q",
        "-r",
        ENVIRONMENTS[name],
    ]
    # Material brings MkDocs along; whether all goes well without it is what the tests of what may follow it
    # ask.
    less = (
        [_folder(name) / "bin" / "python", "-m", "pip", "uninstall", "-y", "-q", "mkdocs"]
        if name == "next"
        else None
    )
    if _run(venv, PIP_SECONDS) and _run(pip, PIP_SECONDS, cwd=ROOT) and (not less or _run(less, PIP_SECONDS)):
        (_folder(name) / ".installed").write_text(_stamp(name))


def _missing(message):
    if EVERYTHING:
        pytest.fail(message)
    pytest.skip(message)


def install():
    """Install what is missing, by apt-get, npm and pip; say what could not be, and let the tests that need it
    fail.
    """
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    packages = sorted({one for name in PROGRAMS if not find(name) for one in PROGRAMS[name][1].split()})
    if not glob("/usr/share/fonts/**/LiberationSerif-Regular.ttf", recursive=True):
        packages.append(browser.FONTS)
    if packages and shutil.which("apt-get"):
        # A package that brings a server must not start it.
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
        _run([*rights, "apt-get", "update", "-qq"], APT_SECONDS, env=quiet)
        _run(
            [*rights, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
            APT_SECONDS,
            env=quiet,
        )
    install_npm()
    for name in ENVIRONMENTS:
        make_environment(name)


def install_npm():
    """Install the npm packages that tests/npm/package-lock.json names, unless they are there; without npm,
    nothing.
    """
    lock = (NPM / "package-lock.json").read_bytes()
    stamp = NPM / "node_modules" / ".installed"
    if find("npm") and not (stamp.exists() and stamp.read_bytes() == lock):
        if _run(
            [find("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            NPM_SECONDS,
            cwd=NPM,
        ):
            stamp.write_bytes(lock)


def _run(command, seconds, **settings):
    print(" ".join(map(str, command)), file=sys.stderr, flush=True)
    try:
        done = subprocess.run(
            command,
            timeout=seconds,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **settings,
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        print(error, file=sys.stderr)
        return False
    if done.returncode:
        print(done.stdout[-2000:], file=sys.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    if sys.argv[1:]:
        make_environment(sys.argv[1])
    else:
        install()
