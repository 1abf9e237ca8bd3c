"""A web server on this machine alone, which sends the compressed files that lie beside the pages: nginx, or else Python's."""

import socket
import subprocess
import threading
import time
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

import tools

NGINX = """\
daemon off; master_process off; pid nginx.pid; error_log error.log;
events {{ worker_connections 1024; }}
http {{
    types {{ text/html html; text/css css; text/javascript js; application/json json; image/svg+xml svg; image/png png; }}
    default_type application/octet-stream;
    client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
    log_format sent '$request_uri $bytes_sent';
    access_log {log}; sendfile on; tcp_nopush on; gzip_static on; keepalive_requests 100000000;
    server {{ listen 127.0.0.1:{port}; root "{root}"; }}
}}
"""


class Server:
    """A running server: its `address`, the `name` of its program, and what it sent."""

    def __init__(self, address, name, sent):
        self.address, self.name, self._sent, self._told = address, name, sent, 0

    def sent(self):
        """(path, bytes with headers) of every answer since this was last asked."""
        everything = self._sent()
        new, self._told = everything[self._told :], len(everything)
        return new


@contextmanager
def server(root, log=True):
    """Serve the folder `root` compressed; yields a Server. log: whether it is to note what it sends."""
    with (_nginx if tools.find("nginx") else _python)(root, log) as made:
        yield made


@contextmanager
def _nginx(root, log):
    with TemporaryDirectory() as name:
        folder, port = Path(name), _free_port()
        settings = NGINX.format(port=port, root=root, log="access.log sent" if log else "off")
        (folder / "nginx.conf").write_text(settings, encoding="utf-8")
        process = subprocess.Popen([tools.find("nginx"), "-p", folder, "-c", folder / "nginx.conf", "-e", "error.log"])
        try:
            made = Server(f"http://127.0.0.1:{port}", "nginx", lambda: _logged(folder / "access.log"))
            _wait_for(port)
            yield made
        finally:
            process.terminate()
            process.wait()


def _logged(log):
    if not log.exists():
        return []
    lines = log.read_text(encoding="utf-8").splitlines()
    return [(path, int(size)) for path, size in (line.rsplit(" ", 1) for line in lines)]


def _free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def _wait_for(port):
    for _ in range(100):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("nginx does not answer")


class _Compressed(SimpleHTTPRequestHandler):
    """Sends the .gz beside a file to whoever takes it, and notes what it sent."""

    protocol_version = "HTTP/1.1"
    sent = None

    def send_head(self):
        packed = Path(f"{self.translate_path(self.path)}.gz")
        if not packed.is_file() or "gzip" not in self.headers.get("Accept-Encoding", ""):
            return super().send_head()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(packed.with_suffix(""))))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(packed.stat().st_size))
        self.end_headers()
        return packed.open("rb")

    def send_header(self, keyword, value):
        if keyword == "Content-Length":
            self._length = int(value)
        super().send_header(keyword, value)

    def end_headers(self):
        size = len(b"".join(self._headers_buffer)) + 2 + getattr(self, "_length", 0)
        super().end_headers()
        self.sent.append((self.path, size))

    def log_message(self, *arguments):
        pass


@contextmanager
def _python(root, log):
    sent = []
    handler = type("Handler", (_Compressed,), {"sent": sent})
    made = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(root)))
    threading.Thread(target=made.serve_forever, daemon=True).start()
    try:
        yield Server(f"http://127.0.0.1:{made.server_port}", "Python's http.server", lambda: list(sent))
    finally:
        made.shutdown()
