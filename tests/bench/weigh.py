"""What a browser fetches for a page, and for a first search: requests and bytes, headers counted. Exact."""

import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class _Compressed(SimpleHTTPRequestHandler):
    """Sends the .gz beside a file, and notes the path and the bytes of every answer in `sent`."""

    protocol_version = "HTTP/1.1"

    def send_head(self):
        packed = Path(f"{self.translate_path(self.path)}.gz")
        if not packed.is_file():
            return super().send_head()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(packed.with_suffix(""))))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(packed.stat().st_size))
        self.end_headers()
        return packed.open("rb")

    def send_header(self, keyword, value):
        if keyword == "Content-Length":
            self.length = int(value)
        super().send_header(keyword, value)

    def end_headers(self):
        self.sent.append((self.path, self.length + len(b"".join(self._headers_buffer)) + 2))
        super().end_headers()

    def log_message(self, *arguments):
        pass


@contextmanager
def server(root):
    """(address, sent) of a server on this machine alone that sends the folder `root` compressed."""
    handler = type("Handler", (_Compressed,), {"sent": [], "length": 0})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(root))) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_port}", handler.sent
        made.shutdown()


def first_load(browser, root, path, search=None, query=""):
    """[(path, bytes)] of all that a fresh browser fetches for a page of the site in the folder `root`.

    search: what a reader presses there to search and where they write, for all up to the first hits.
    """
    with server(root) as (address, sent), browser.new_page(viewport={"width": 1366, "height": 768}) as page:
        page.goto(f"{address}/{path}", wait_until="networkidle")
        if search:
            page.locator(search[0]).first.click()
            page.locator(search[1]).first.fill(query)
            page.wait_for_timeout(1500)
        return sent
