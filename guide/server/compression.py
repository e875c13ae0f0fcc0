"""What is sent as text is sent packed: a file of the page once for ever, a page as it is made."""

from __future__ import annotations

import gzip
from functools import partial
from pathlib import Path, PurePosixPath

import brotli
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

PRIVATE = "/studio"
"""Pages with a form's secret beside words of the request: their packed length could give it away (BREACH)."""
TEXTS = frozenset({".css", ".js", ".svg", ".json", ".webmanifest"})
_UNPACKED = frozenset({"content-length", "etag", "last-modified", "accept-ranges"})
"""Headers that speak of the plain file. What never changes need not be asked for again, nor in ranges."""
_PACK = {"br": brotli.compress, "gzip": partial(gzip.compress, mtime=0)}
"""From the smallest."""
_LEAST = 1000
_LEVEL = 6


class Compression:
    """Pure ASGI middleware. Streams of events and what is packed already pass as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self._plain, self._packed = app, GZipMiddleware(app, _LEAST, _LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, packing what comes back."""
        is_private = scope["type"] != "http" or scope["path"].startswith(PRIVATE)
        await (self._plain if is_private else self._packed)(scope, receive, send)


class Packed:
    """Files packed as small as they get, by Brotli (RFC 7932) or gzip, kept for the life of the server."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}

    def of(self, name: str, plain: Response, accepted: str) -> Response:
        """A file as a client reads it that accepts these encodings; itself where packing saves nothing."""
        offered = {each.partition(";")[0].strip() for each in accepted.split(",")}
        coding = next((each for each in _PACK if each in offered), None)
        if PurePosixPath(name).suffix not in TEXTS or coding is None:
            return plain
        if (name, coding) not in self._kept:
            self._kept[name, coding] = _PACK[coding](_content(plain))
        headers = {key: value for key, value in plain.headers.items() if key not in _UNPACKED}
        return Response(self._kept[name, coding], headers={**headers, "content-encoding": coding})


def _content(plain: Response) -> bytes:
    return Path(plain.path).read_bytes() if isinstance(plain, FileResponse) else bytes(plain.body)
