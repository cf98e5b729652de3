"""The built book, served as a host of static pages does: compressed, and with a while before each answer begins."""

import gzip
import subprocess
import sys
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from house import stages

ROOT = Path(__file__).resolve().parents[2]
STRICT = ("-W", "--keep-going", "-n")  # whether the book is right is for the check to say
TEXT = {".html", ".css", ".js", ".mjs", ".svg", ".json"}


def build(folder):
    """The pages of the book in ``folder``."""
    made = [*(option for option in stages.BUILD if option not in STRICT), "--path-output", str(folder)]
    done = subprocess.run([sys.executable, *made], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"the pages cannot be built: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return folder / "_build" / "html"


def addresses(pages):
    """Each page that has a figure."""
    found = (page for page in sorted(pages.rglob("*.html")) if "data-gdfig=" in page.read_text("utf8"))
    return [page.relative_to(pages).as_posix() for page in found]


class Host(SimpleHTTPRequestHandler):
    """Sends text gzipped, which the standard library's server does not, and writes nothing down."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        """A file of the book, or 404."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        text = path.suffix in TEXT
        content = gzip.compress(path.read_bytes()) if text else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(content)))
        if text:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Takes it quietly that a browser hangs up in the middle of a page."""

    def handle_error(self, request, client_address):
        """Say nothing of a connection that the other side has closed."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(pages):
    """The address under which the pages are served while this lasts."""
    server = Server(("127.0.0.1", 0), partial(Host, directory=pages))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
