"""A real HTTP server on this machine that answers as it is told: documents, marks, redirects, silence, floods."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class Source:
    """What the server says next, and what it was asked."""

    body: bytes = b"{}"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    slow: float = 0.0
    asked: list[dict[str, str]] = field(default_factory=list)
    port: int = 0

    @property
    def address(self) -> str:
        """The address of the document, by a name that only a resolver of the test knows."""
        return f"http://feed.test:{self.port}/levels"


@contextmanager
def serving() -> Iterator[Source]:
    """A server for as long as the test runs."""
    source = Source()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            source.asked.append({key.lower(): each for key, each in self.headers.items()})
            time.sleep(source.slow)
            etag = source.headers.get("etag")
            fresh = etag is not None and self.headers.get("if-none-match") == etag
            self.send_response(304 if fresh else source.status)
            for name, value in source.headers.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):  # Whoever has read enough hangs up.
                self.wfile.write(b"" if fresh else source.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    source.port = server.server_port
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield source
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def here(host: str, port: int) -> list[str]:
    """Resolves every name to this machine."""
    return ["127.0.0.1"]
