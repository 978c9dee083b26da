"""A page of each site as a reader's browser loads it: its weight, and what Lighthouse says of it."""

import gzip
import json
import os
import threading
from functools import lru_cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from . import corpus, tools

LOOK = Path(__file__).parent / "npm" / "look.mjs"
# Pictures and fonts are small already.
ZIPPED = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt", ".map"}


class Browser:
    """Chromium, driven by packages from npm."""

    def __init__(self, tools_folder):
        self.tools_folder = tools_folder
        self.modules = None
        self.chromium = None

    def install(self):
        """Installs the packages if they are missing, and finds Chromium."""
        self.modules = tools.from_npm(self.tools_folder)
        self.chromium = os.environ.get("CHROMIUM") or tools.program("chromium")

    def look(self, generator, folder, manifest):
        """The requests of the first view of a question's page, their bytes, and the scores of Lighthouse."""
        address = generator.address(0, manifest["slugs"][0]).removesuffix("index.html")
        sent = {}
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(generator.output(folder), sent))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            url = f"http://127.0.0.1:{server.server_address[1]}{corpus.BASE_PATH}{address}"
            # Node looks for packages beside the program.
            program = self.modules.parent / LOOK.name
            program.write_bytes(LOOK.read_bytes())
            said = tools.run([tools.program("node"), program, self.chromium, url], env=tools.clean_environment())
        finally:
            server.shutdown()
            server.server_close()
        seen = json.loads(said[said.index("{") :])
        # The server counts, because Chromium does not tell what a worker was sent.
        requests = {path: sent.get(path, 0) for path in seen["requests"]}
        failed = [path for path, size in requests.items() if size == 0]
        if failed:
            raise tools.Failure(f"a page of {generator.name} asks in vain for {', '.join(failed)}")
        return {"address": address, "bytes": sum(requests.values()), "requests": requests,
                "lighthouse": seen["lighthouse"]}


def _handler(site, sent):
    """What answers requests for the files of a site, and notes how many bytes it sent for each address."""

    class Handler(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            path = unquote(urlsplit(self.path).path)
            file = _file(site, path)
            found = file is not None
            body, zipped = _body(file) if found else (b"", False)
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", self.guess_type(str(file or "")))
            if zipped:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            sent[path] = len(body)

        def log_message(self, format, *args):
            """Says nothing."""

    return Handler


def _file(site, path):
    if not path.startswith(corpus.BASE_PATH) or ".." in path:
        return None
    inside = path.removeprefix(corpus.BASE_PATH)
    file = site / (inside + "index.html" if inside == "" or inside.endswith("/") else inside)
    return file if file.is_file() else None


@lru_cache(maxsize=64)
def _body(file):
    """The bytes of a file as a server sends them, and whether they are zipped."""
    zipped = file.suffix in ZIPPED
    body = file.read_bytes()
    return (gzip.compress(body, 6) if zipped else body), zipped
