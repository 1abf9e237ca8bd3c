"""All that the tests serve: answers made up here, and the built site behind real web servers, each set up by
nothing but the file that the site brings for it. All run on ports of their own and end with their `with`."""

import mimetypes
import os
import pwd
import shutil
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from urllib.parse import unquote, urlsplit

import tools


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def soon(holds, seconds=20):
    """Whether something comes to hold before the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return False


# ---- Answers made up here.


@contextmanager
def serving(answer, name="127.0.0.1"):
    """Serve what `answer` makes of each request; gives the address, without a slash at its end.

    answer: makes (status, headers, body) of a request (its `path`, `command` and `headers`); a body is bytes,
        or several of them, each sent when it comes. name: this machine's in the address.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            status, headers, body = answer(self)
            self.send_response(status)
            if isinstance(body, bytes):
                headers, body = {**headers, "Content-Length": str(len(body))}, [body]
            for one, value in headers.items():
                self.send_header(one, value)
            self.end_headers()
            for part in body:
                self.wfile.write(part)

        do_POST = do_CONNECT = do_GET

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://{name}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def html(text, **headers):
    """The answer that is this page; names of headers are written with _ for -."""
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return 200, {"Content-Type": "text/html; charset=utf-8", **more}, text.encode()


def folder(root, missing):
    """What a plain static server answers: the files below `root`, and the page `missing` for no file."""

    def answer(request):
        asked = urlsplit(request.path)
        path = unquote(asked.path)
        file = root / path.lstrip("/")
        if file.is_dir() and not path.endswith("/"):
            return 301, {"Location": asked._replace(path=f"{path}/").geturl()}, b""
        file = file / "index.html" if file.is_dir() else file
        status, file = (200, file) if file.is_file() else (404, missing)
        return status, {"Content-Type": mimetypes.guess_type(file.name)[0] or "text/plain"}, file.read_bytes()

    return answer


# ---- Real servers.

# What the files say where a host has to set something.
FOLDER, PATH, NAME = "/srv/five-levels/", "/guide/", "guide.example.org"
# What a host has to load: the last for Apache itself, the others for the guide's file.
APACHE_MODULES = ("mpm_event", "authz_core", "dir", "mime", "headers", "rewrite", "unixd")
APACHE_FOLDERS = ("/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/libexec/apache2")


class Place:
    """Where a server finds the site, and what it listens to."""

    def __init__(self, work, path):
        """work: Path of a folder of the server's own; path: that of the guide's address."""
        self.work, self.path, self.port = work, path, free_port()
        self.address = f"127.0.0.1:{self.port}"
        # What is not the guide lies around it, as on a host that has more to show.
        self.root = work / "root"
        self.folder = self.root / path.strip("/")

    def snippet(self, name):
        """The file that the site brings for a server, with all set that it asks to be set."""
        text = (self.folder / "hosting" / name).read_text(encoding="utf-8")
        text = text.replace(FOLDER, f"{self.folder}/").replace(PATH, self.path)
        return text.replace(NAME, f"http://{self.address}")

    def settings(self, text, name="settings"):
        """Write a file beside the site and return its path."""
        target = self.work / name
        target.write_text(text, encoding="utf-8")
        return target


def python(place):
    where = ["--bind", "127.0.0.1", "--directory", place.root]
    return [sys.executable, "-m", "http.server", str(place.port), *where]


def busybox(place):
    return [tools.need("busybox"), "httpd", "-f", "-p", place.address, "-h", place.root]


def nginx(place):
    program = tools.need("nginx")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{kind}_temp_path {place.work}/{kind};" for kind in kinds)
    place.settings(place.snippet("nginx.conf"), "guide.conf")
    settings = place.settings(f"""
        daemon off; pid {place.work}/pid; error_log stderr;
        events {{}}
        http {{
            include /etc/nginx/mime.types; access_log off; {temporary}
            server {{ listen {place.address}; root {place.work}/nothing; include {place.work}/guide.conf;
                # As many hosts have it, for files of another site.
                location ~* \\.(css|js|svg|png)$ {{ expires max; }}
            }}
        }}
    """)
    return [program, "-e", "stderr", "-p", place.work, "-c", settings]


def apache(place):
    program = tools.need("apache")
    (place.folder / ".htaccess").write_text(place.snippet("apache.htaccess"), encoding="utf-8")
    modules = next(folder for folder in map(Path, APACHE_FOLDERS) if folder.exists())
    # A module without a file is built in.
    found = [name for name in APACHE_MODULES if (modules / f"mod_{name}.so").exists()]
    load = "\n".join(f"LoadModule {name}_module {modules}/mod_{name}.so" for name in found)
    settings = place.settings(f"""{load}
        ServerName 127.0.0.1
        ServerRoot {place.work}
        PidFile {place.work}/pid
        ErrorLog {place.work}/errors
        Listen {place.address}
        TypesConfig /etc/mime.types
        DocumentRoot {place.root}
        <Directory {place.root}>
            Options Indexes FollowSymLinks
            AllowOverride FileInfo
            Require all granted
        </Directory>
    """)
    return [program, "-D", "FOREGROUND", "-f", settings]


def lighttpd(place):
    program = tools.need("lighttpd")
    place.settings(place.snippet("lighttpd.conf"), "guide.conf")
    settings = place.settings(f"""
        server.port = {place.port}
        server.bind = "127.0.0.1"
        server.document-root = "{place.work}/nothing"
        server.modules = ("mod_indexfile", "mod_access", "mod_alias", "mod_redirect", "mod_dirlisting")
        dir-listing.activate = "enable"
        include "{place.work}/guide.conf"
    """)
    return [program, "-D", "-f", settings]


def caddy(place):
    settings = place.settings(f"{{\n admin off\n auto_https off\n}}\n{place.snippet('Caddyfile')}")
    return [tools.need("caddy"), "run", "--adapter", "caddyfile", "--config", settings]


# Those with a file of their own in the site's hosting/, and those that just send what lies there.
CONFIGURED = {"nginx": nginx, "apache": apache, "lighttpd": lighttpd, "caddy": caddy}
PLAIN = {"python": python, "busybox": busybox}


@contextmanager
def running(name, site, path="/"):
    """Serve a copy of the site; gives the guide's address, with a slash at its end, and the folder it is in.

    name: of CONFIGURED or PLAIN; path: `/` or `/some/where/`.
    """
    with TemporaryDirectory() as work:
        place = Place(Path(work), path)
        shutil.copytree(site, place.folder)
        command = (CONFIGURED | PLAIN)[name](place)
        # This Python may lie where only its owner can read it.
        rights = {} if name == "python" else _without_rights(place.work)
        settings = {"cwd": work, "env": {**os.environ, "HOME": work}, "stdin": subprocess.DEVNULL}
        with process(command, place.port, **settings, **rights):
            yield f"http://{place.address}{path}", place.folder


def _without_rights(work):
    """Settings of a process that may do no more than an ordinary user, who owns the folder."""
    if os.geteuid():
        return {}
    nobody = pwd.getpwnam("nobody")
    for path in (work, *work.rglob("*")):
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


@contextmanager
def process(command, port, **settings):
    """Run a server's program, from when it listens at the port."""

    def answers():
        with socket.socket() as door:
            return door.connect_ex(("127.0.0.1", port)) == 0

    with TemporaryFile() as said:
        server = subprocess.Popen(command, stdout=said, stderr=said, **settings)
        try:
            if not soon(lambda: server.poll() is not None or answers()) or server.poll() is not None:
                said.seek(0)
                raise RuntimeError(f"The server did not start: {said.read()[-2000:].decode()}")
            yield
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
