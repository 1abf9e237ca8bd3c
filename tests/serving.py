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


# ---- Real servers: how each is started, and what it reads beside the file that the site brings for it.

# Those that just send what lies there, and those with a file of their own in the site's hosting/.
PLAIN = {
    "python": "{program} -m http.server {port} --bind 127.0.0.1 --directory {root}",
    "busybox": "{program} httpd -f -p 127.0.0.1:{port} -h {root}",
}
CONFIGURED = {
    "nginx": "{program} -e stderr -p {work} -c {work}/settings",
    "apache": "{program} -D FOREGROUND -f {work}/settings",
    "lighttpd": "{program} -D -f {work}/settings",
    "caddy": "{program} run --adapter caddyfile --config {work}/settings",
}
BROUGHT = {
    "nginx": "nginx.conf",
    "apache": "apache.htaccess",
    "lighttpd": "lighttpd.conf",
    "caddy": "Caddyfile",
}
SETTINGS = {
    # As many hosts have it, nginx lets files of another site expire late.
    "nginx": r"""
        daemon off; pid {work}/pid; error_log stderr;
        events {{}}
        http {{
            include /etc/nginx/mime.types; access_log off;
            client_body_temp_path {work}/1; proxy_temp_path {work}/2; fastcgi_temp_path {work}/3;
            uwsgi_temp_path {work}/4; scgi_temp_path {work}/5;
            server {{
                listen 127.0.0.1:{port}; root {work}/nothing; include {work}/guide.conf;
                location ~* \.(css|js|svg|png)$ {{ expires max; }}
            }}
        }}""",
    "apache": """{modules}
        ServerName 127.0.0.1
        ServerRoot {work}
        PidFile {work}/pid
        ErrorLog {work}/errors
        Listen 127.0.0.1:{port}
        TypesConfig /etc/mime.types
        DocumentRoot {root}
        <Directory {root}>
            Options Indexes FollowSymLinks
            AllowOverride FileInfo
            Require all granted
        </Directory>""",
    "lighttpd": """
        server.port = {port}
        server.bind = "127.0.0.1"
        server.document-root = "{work}/nothing"
        server.modules = ("mod_indexfile", "mod_access", "mod_alias", "mod_redirect", "mod_dirlisting")
        dir-listing.activate = "enable"
        include "{work}/guide.conf" """,
    "caddy": "{{\n admin off\n auto_https off\n}}\nimport {work}/guide.conf\n",
}
# What a host has to load: the last for Apache itself, the others for the guide's file.
APACHE_MODULES = ("mpm_event", "authz_core", "dir", "mime", "headers", "rewrite", "unixd")
APACHE_FOLDERS = ("/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/libexec/apache2")


@contextmanager
def running(name, site, path="/"):
    """Serve a copy of the site; gives the guide's address, with a slash at its end, and the folder it is in.

    name: of CONFIGURED or PLAIN; path: `/` or `/some/where/`.
    """
    with TemporaryDirectory() as work:
        # What is not the guide lies around it, as on a host that has more to show.
        root, port = Path(work, "root"), free_port()
        folder, address = root / path.strip("/"), f"http://127.0.0.1:{port}"
        shutil.copytree(site, folder)
        # A module of Apache without a file is built in.
        files = [Path(folder, f"mod_{name}.so") for name in APACHE_MODULES for folder in APACHE_FOLDERS]
        modules = (f"LoadModule {one.stem[4:]}_module {one}" for one in files if one.exists())
        told = {"work": work, "root": root, "port": port, "modules": "\n".join(modules)}
        if name in CONFIGURED:
            text = (folder / "hosting" / BROUGHT[name]).read_text(encoding="utf-8")
            # All that the file asks a host to set.
            text = text.replace("/srv/five-levels/", f"{folder}/").replace("/guide/", path)
            brought = folder / ".htaccess" if name == "apache" else Path(work, "guide.conf")
            brought.write_text(text.replace("guide.example.org", address), encoding="utf-8")
            Path(work, "settings").write_text(SETTINGS[name].format(**told), encoding="utf-8")
        # This Python may lie where only its owner can read it.
        rights = {} if name == "python" else without_rights(work)
        program = sys.executable if name == "python" else tools.need(name)
        command = [part.format(program=program, **told) for part in (CONFIGURED | PLAIN)[name].split()]
        with process(command, port, cwd=work, env={**os.environ, "HOME": work}, **rights):
            yield address + path, folder


def without_rights(work):
    """Settings of a process that may do no more than an ordinary user, who owns the folder."""
    if os.geteuid():
        return {}
    nobody = pwd.getpwnam("nobody")
    for path in (work, *Path(work).rglob("*")):
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


@contextmanager
def process(command, port, **settings):
    """Run a server's program, from when it listens at the port."""

    def answers():
        with socket.socket() as door:
            return server.poll() is not None or door.connect_ex(("127.0.0.1", port)) == 0

    with TemporaryFile() as said:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, **settings)
        try:
            if not soon(answers) or server.poll() is not None:
                said.seek(0)
                raise RuntimeError(f"The server did not start: {said.read()[-2000:].decode()}")
            yield
        finally:
            server.terminate()
            server.wait(10)
