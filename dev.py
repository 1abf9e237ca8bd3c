#!/usr/bin/env python3
"""Build, show and test the guide. Needs only Python 3.11 or newer with its venv module.

    python3 dev.py              show the guide at 127.0.0.1 and follow every change
    python3 dev.py build        write it to site/
    python3 dev.py test [...]   build it and run the tests; what follows goes to pytest
    python3 dev.py test --all   first install what the rest of the tests need: more browsers, servers,
    checkers
    python3 dev.py measure [--quick]   measure how light and fast the guide is beside a bare page and stock
    Material
    python3 dev.py editions     build it with what readers can take along: an e-book, pages to print, and all
    of it on one page
    python3 dev.py release      build it with its editions and pack it into dist/, the same bytes for everyone
    who does so from this commit; the package for course platforms and the kit for studies, too
    python3 dev.py package      only that package: the guide as a course platform such as Moodle takes it
    python3 dev.py kit          only that kit: forms, codebook, rule, protocol, made-up data and an analysis
    python3 dev.py translate es begin the catalog of a language, or bring it up to date, and say what is open
    python3 dev.py stage OUT    write it to the folder OUT for a generator that runs no hooks

The packages come from the locked requirements files into .venv/, each checked against its hash.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "The guide needs Python 3.11 or newer; this is %d.%d. Install a newer one and try again."
        % sys.version_info[:2]
    )

import ctypes.util
import hashlib
import importlib.util
import os
import shutil
import socket
import subprocess
import time
import tomllib
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOG = VENV / "install.log"
SETTINGS = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "hooks")}
LOCKS = ("requirements.txt", "requirements-test.txt", "requirements-editions.txt")
# What lays out letters for paper, by the Debian package that brings it.
LIBRARIES = {"pango-1.0": "libpango-1.0-0", "pangoft2-1.0": "libpangoft2-1.0-0"}
EDITIONS = ".cache/editions-made"
# What builds the pages. ProperDocs takes this place with one word, "properdocs": MAINTENANCE.md tells when
# and how.
GENERATOR = "mkdocs"
# The first moment that a zip archive can tell: the date of what is built from no commit.
NO_COMMIT = "315532800"
# Each worker of the tests has a browser of its own, which takes about 300 MB.
MOST_WORKERS = 8


def say(text):
    print(text, file=sys.stderr, flush=True)


@contextmanager
def alone(task):
    """Let one command at a time do a task in this folder; the next waits for it.

    task: what it does, in one word.
    """
    try:
        (ROOT / ".cache").mkdir(exist_ok=True)
        door = (ROOT / ".cache" / f"{task}.lock").open("w")
    except OSError:
        # Where nothing can be written, the task itself tells so, if it has anything to write.
        yield
        return
    with door:
        if not _closed(door):
            say(f"Another command is {task} here; waiting for it to end ...")
            while not _closed(door):
                time.sleep(0.2)
        yield


def _closed(door):
    """Whether this process now holds the lock; the system takes it away with the process."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(door.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # On Windows this says that another process holds it, elsewhere that the disk knows no locks.
        return os.name != "nt"
    return True


def environment(lock):
    """Make .venv/ hold what `lock` names, a hashed requirements file, unless it does already."""
    with alone("installing"):
        _install(lock)


def _install(lock):
    stamp = VENV / "installed"
    # What the tests or the editions need includes what the site needs.
    locks = {
        name: f"{name} {hashlib.sha256((ROOT / name).read_bytes()).hexdigest()} {sys.version} {ROOT}"
        for name in LOCKS
    }
    known = stamp.read_text().split("\n") if stamp.exists() else []
    works = PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], capture_output=True).returncode == 0
    if works and locks[lock] in known:
        return
    if not importlib.util.find_spec("venv") or not importlib.util.find_spec("ensurepip"):
        sys.exit(
            "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv. "
            "Then try again."
        )
    if VENV.is_symlink():
        sys.exit(f"{VENV.name} is a link to another folder, which this would empty. Remove it and try again.")
    why = "changed" if any(one.startswith(f"{lock} ") for one in known) else "is new here"
    say(f"Installing the packages that {lock} names, since it {why} (up to a minute) ...")
    # What only grows stays as it is meanwhile, since another command may be using it.
    clear = [] if works and locks[LOCKS[0]] in known else ["--clear"]
    made = subprocess.run(
        [sys.executable, "-m", "venv", *clear, VENV],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if made.returncode:
        sys.exit(f"Could not make an environment in {VENV.name}/: {made.stdout.strip().splitlines()[-1]}")
    pip = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--no-input",
        "--disable-pip-version-check",
        "-r",
        lock,
    ]
    done = subprocess.run(pip, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    LOG.write_text(done.stdout)
    if done.returncode:
        sys.exit(
            f"Could not install from {lock}: {_cause(done.stdout, lock)}. "
            f"All that was said: {LOG.relative_to(ROOT)}"
        )
    kept = [] if clear else [one for one in known if one in locks.values()]
    stamp.write_text("\n".join(dict.fromkeys([*kept, locks[LOCKS[0]], locks[lock]])))


def _cause(said, lock):
    if "DO NOT MATCH THE HASHES" in said:
        return "a package is not the one that was locked (its hash differs)"
    if "require-hashes" in said or "Hashes are required" in said:
        return f"{lock} does not name every package with its hash"
    if "Invalid requirement" in said:
        return f"{lock} has a line that is no requirement"
    return "the packages could not be downloaded; is this machine online?"


def run(*command, **settings):
    """Run a command of the environment in the project's folder and return its exit code."""
    try:
        return subprocess.run([PYTHON, *command], cwd=ROOT, env={**SETTINGS, **settings}).returncode
    except KeyboardInterrupt:
        return 130


def git(*command):
    """What git says about the project's folder, or None where there is no git, or no commit."""
    try:
        done = subprocess.run(
            ["git", *command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def moment():
    """The seconds since 1970 that date what is built: SOURCE_DATE_EPOCH, else the commit's."""
    given = os.environ.get("SOURCE_DATE_EPOCH") or git("log", "-1", "--format=%ct") or NO_COMMIT
    if not given.isdecimal():
        sys.exit(f'SOURCE_DATE_EPOCH is "{given}". Expected: whole seconds since 1970.')
    return given


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
    environment(LOCKS[0])
    port = free_port()
    say(f"The guide will be at http://127.0.0.1:{port}/ (Ctrl+C ends it) ...")
    command = ["-m", GENERATOR, "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
    if os.name == "posix":
        # The preview takes this process's place, so that whatever ends one ends the other.
        os.chdir(ROOT)
        os.execve(PYTHON, [str(PYTHON), *command], SETTINGS)
    return run(*command)


def pages(settings, folder):
    """Build the site of a settings file into a folder below .cache/."""
    command = ["-m", GENERATOR, "build", "--strict", "-f", settings, "--site-dir", str(folder)]
    return run(*command, SOURCE_DATE_EPOCH=moment())


def build():
    environment(LOCKS[0])
    return put("mkdocs.yml")


def put(settings):
    """Build the site of a settings file in the place of the one built before."""
    say("Building the guide into site/ ...")
    fresh = ROOT / ".cache" / "site"
    with alone("building"):
        code = pages(settings, fresh)
        if code == 0:
            shutil.rmtree(ROOT / "site", ignore_errors=True)
            shutil.move(fresh, ROOT / "site")
    if code == 0:
        say("Done: open site/index.html, or copy site/ to any web server.")
    return code


def editions():
    environment(LOCKS[2])
    if missing := [name for library, name in LIBRARIES.items() if not ctypes.util.find_library(library)]:
        sys.exit(
            "Pages to print need Pango, which is not here. On Debian or Ubuntu: "
            f"apt-get install {' '.join(missing)}. Then try again."
        )
    plain = ROOT / ".cache" / "plain"
    say("Making an e-book, pages to print and all on one page (about two minutes) ...")
    with alone("building"):
        code = pages("mkdocs.yml", plain)
    make = ("-m", "guide.outputs.editions.make", ".", str(plain), EDITIONS, moment())
    return code or run(*make, SOURCE_DATE_EPOCH=moment()) or put("editions.yml")


def pack(folder, kind="", inside=None):
    """Pack a folder into dist/.

    kind: what its name ends with; inside: what stands before each path, if it is not the archive's name.
    """
    name = named()
    inside = f"{name}/" if inside is None else inside
    return run("-m", "guide.outputs.archive", folder, f"dist/{name}{kind}.zip", inside, name, moment())


def named():
    """How the names of a release begin."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    return f"five-levels-{version}"


def ready():
    """Whether all that ages was seen lately enough to be handed out; tells, too, what dates the archive."""
    code = run("-m", "guide.outputs.freshness", "docs", moment())
    if code == 0 and moment() == NO_COMMIT:
        say(
            "There is no commit to date the release by, so it bears the date 1980-01-01. "
            "SOURCE_DATE_EPOCH sets another one."
        )
    elif code == 0 and git("status", "--porcelain"):
        say("Some changes are not committed: from the commit alone, nobody can build the same archive.")
    return code


def course():
    say("Building the package for course platforms ...")
    folder = ROOT / ".cache" / "course"
    with alone("building"):
        return pages("course.yml", folder) or pack(folder, "-course", "")


def package():
    environment(LOCKS[0])
    return ready() or course()


def release():
    return editions() or ready() or pack("site") or course() or kit() or beside()


def beside():
    """Put the editions beside the archives of a release, too."""
    return run("-m", "guide.outputs.archive", "--beside", EDITIONS, "dist", named())


def kit():
    environment(LOCKS[0])
    say("Writing the kit for those who study the self-check ...")
    with alone("building"):
        shutil.rmtree(ROOT / ".cache" / "kit", ignore_errors=True)
        code = run("-m", "guide.outputs.kit.write", ".", ".cache/kit")
    return code or pack(".cache/kit", "-kit")


def stage(*out):
    if len(out) != 1:
        sys.exit("Name one folder to write to, as in: python3 dev.py stage staged")
    return build() or run("-m", "guide.outputs.stage", ".", os.path.abspath(out[0]))


def translate(*codes):
    if len(codes) != 1:
        sys.exit("Name one language by its code, as in: python3 dev.py translate es")
    environment(LOCKS[0])
    return run("-m", "guide.outputs.translate", "docs", *codes)


def test(*arguments):
    environment(LOCKS[1])
    settings = {}
    if "--all" in arguments:
        settings["GUIDE_TESTS"] = "all"
        run("tests/tools.py")
    found = subprocess.run([PYTHON, "tests/browser.py"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if found.returncode:
        return found.returncode
    settings["BROWSER_PATH"] = found.stdout.strip()
    say("Building the guide and running the tests, as many at once as there are processors ...")
    workers = str(min(max(2, os.cpu_count() or 2), MOST_WORKERS))
    # Whoever has nothing left takes tests from the others, so that the long ones do not end alone.
    spread = ["-n", workers, "--dist", "worksteal"]
    return run("-m", "pytest", *spread, *(one for one in arguments if one != "--all"), **settings)


def measure(*arguments):
    environment(LOCKS[1])
    return run("tests/bench/speed.py", *arguments)


COMMANDS = {
    "serve": serve,
    "build": build,
    "editions": editions,
    "test": test,
    "release": release,
    "package": package,
    "kit": kit,
    "stage": stage,
    "translate": translate,
    "measure": measure,
}

if __name__ == "__main__":
    command, *rest = sys.argv[1:] or ["serve"]
    if command not in COMMANDS or (rest and command not in ("test", "stage", "translate", "measure")):
        sys.exit(__doc__)
    sys.exit(COMMANDS[command](*rest))
