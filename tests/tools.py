"""Programs that some tests need and a machine may lack: found, or named as left out, or installed.

Plain tests run with what is there and say what they left out.
With GUIDE_TESTS=all, a program that is missing fails the test that needs it; `test --all` installs it first.
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
SECONDS = 600

# The Debian package that brings a program, and what it may be called.
PROGRAMS = {
    "chromium-shell": (browser.SHELLS[0], *browser.SHELLS),
    "chromium": ("chromium", *browser.SYSTEM_NAMES),
    "firefox": ("firefox-esr", "firefox-esr", "firefox"),
    "nginx": ("nginx", "nginx", "/usr/sbin/nginx"),
    "apache": ("apache2", "apache2", "/usr/sbin/apache2", "httpd"),
    "lighttpd": ("lighttpd", "lighttpd", "/usr/sbin/lighttpd"),
    "caddy": ("caddy", "caddy"),
    "busybox": ("busybox", "busybox"),
    "rclone": ("rclone", "rclone"),
    "java": ("default-jre-headless", "java"),
    "npm": ("npm", "npm"),
    "node": ("nodejs", "node", "nodejs"),
    "webkit": ("webkit2gtk-driver", "WebKitWebDriver"),
    "minibrowser": ("webkit2gtk-driver", *glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")),
    "xvfb": ("xvfb", "Xvfb"),
    "faketime": ("faketime", "faketime"),
    "php": ("php-cli", "php"),
    "mariadb": ("mariadb-server-core", "mariadbd", "/usr/sbin/mariadbd"),
    "mariadb-install-db": ("mariadb-server-core", "mariadb-install-db"),
    "wordpress": ("wordpress", "/usr/share/wordpress/index.php"),
    "wordpress-theme": (
        "wordpress-theme-twentytwentythree",
        "/usr/share/wordpress/wp-content/themes/twentytwentythree/style.css",
    ),
    "pango": ("libpango-1.0-0", *glob("/usr/lib/*/libpango-1.0.so.0")),
    "pangoft2": ("libpangoft2-1.0-0", *glob("/usr/lib/*/libpangoft2-1.0.so.0")),
    "lynx": ("lynx", "lynx"),
    "w3m": ("w3m", "w3m"),
    "hunspell": ("hunspell", "hunspell"),
    "hunspell-es": ("hunspell-es", "/usr/share/hunspell/es_ES.dic"),
}
# What cannot share an environment with the site, by its lock.
ENVIRONMENTS = {
    name: f"requirements-{name}.txt" for name in ("storage", "next", "player", "forms", "editions", "books")
}


def also(*more):
    """These, where everything was asked for; else nothing: for parameters that a plain run tries less of."""
    return more if EVERYTHING else ()


def find(name):
    """The path of a program of PROGRAMS, or None."""
    return next(filter(None, map(_path, PROGRAMS[name][1:])), None)


def _path(name):
    # Some packages bring what another program runs.
    return shutil.which(name) or (name if Path(name).is_absolute() and Path(name).exists() else None)


def need(name):
    """The path of a program of PROGRAMS; without it the test is skipped, or fails where all was asked for."""
    return find(name) or _missing(f"{name} is not installed here (Debian: {PROGRAMS[name][0]})")


def need_module(folder):
    """The folder of an npm package that tests/npm/package.json names; without it as for `need`."""
    path = NPM / "node_modules" / folder
    if not path.exists():
        _missing(f"the npm package {folder} is not installed here (npm ci --ignore-scripts in tests/npm)")
    return path


def need_environment(name):
    """The folder of the programs of an environment of ENVIRONMENTS; without it as for `need`."""
    if not _is_made(name):
        how = f"{sys.executable} tests/tools.py {name}"
        _missing(f"the packages of {ENVIRONMENTS[name]} are not installed here ({how})")
    return _stamp(name)[0].with_name("bin")


def _missing(message):
    if EVERYTHING:
        pytest.fail(message)
    pytest.skip(message)


def _stamp(name):
    """(the file that tells of what an environment was made, what it has to tell)."""
    lock = hashlib.sha256((ROOT / ENVIRONMENTS[name]).read_bytes()).hexdigest()
    return ROOT / ".cache" / name / ".installed", f"{lock} {sys.version} {ROOT}"


def _is_made(name):
    stamp, told = _stamp(name)
    return stamp.exists() and stamp.read_text() == told


def make_environment(name):
    """Install what the lock of an environment of ENVIRONMENTS names, unless it is there."""
    stamp, told = _stamp(name)
    pip = [stamp.with_name("bin") / "python", "-m", "pip"]
    steps = [
        [sys.executable, "-m", "venv", "--clear", stamp.parent],
        # A lock names all that is needed, so what it leaves out stays out.
        [*pip, "install", "--require-hashes", "--no-deps", "-q", "-r", ROOT / ENVIRONMENTS[name]],
    ]
    if name == "next":
        # Material brings MkDocs along; whether all goes well without it is what is asked there.
        steps.append([*pip, "uninstall", "-y", "-q", "mkdocs"])
    if not _is_made(name) and all(map(_run, steps)):
        stamp.write_text(told)


def install():
    """Install what is missing, by apt-get, npm and pip; the tests that need what could not be will fail."""
    packages = sorted({PROGRAMS[name][0] for name in PROGRAMS if not find(name)})
    if not glob("/usr/share/fonts/**/LiberationSerif-Regular.ttf", recursive=True):
        packages.append(browser.FONTS)
    if packages and shutil.which("apt-get"):
        print("Asking Debian for", *packages, file=sys.stderr, flush=True)
        browser.apt_install(*packages)
    lock, stamp = (NPM / "package-lock.json").read_bytes(), NPM / "node_modules" / ".installed"
    if find("npm") and not (stamp.exists() and stamp.read_bytes() == lock):
        quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        if _run([find("npm"), "ci", *quiet], cwd=NPM):
            stamp.write_bytes(lock)
    for name in ENVIRONMENTS:
        make_environment(name)


def _run(command, **settings):
    """Whether a command ends well, which is told before it runs."""
    print(*command, file=sys.stderr, flush=True)
    try:
        said = {"stdin": subprocess.DEVNULL, "stdout": sys.stderr}
        return subprocess.run(command, timeout=SECONDS, **said, **settings).returncode == 0
    except (subprocess.TimeoutExpired, OSError) as error:
        print(error, file=sys.stderr)
        return False


if __name__ == "__main__":
    if sys.argv[1:]:
        make_environment(sys.argv[1])
    else:
        install()
