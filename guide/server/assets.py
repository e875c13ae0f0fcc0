"""Scripts, styles and drawings under a path that changes with their content, so that they may be kept for ever."""

from __future__ import annotations

import hashlib
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from guide.server.compression import Packed

FOREVER = "public, max-age=31536000, immutable"
_EVERYWHERE = ("base", "views", "kept")
SHEETS = {
    name: (*_EVERYWHERE, *own)
    for name, own in {
        "chat": ("chat", "cards", "scene", "complaint", "figure", "voice"),
        "complaint": ("page", "complaint"),
        "data": ("page", "data"),
        "events": ("page", "events"),
        "map": ("page", "sketch", "map", "board"),
        "page": ("page",),
        "place": ("page", "place"),
        "plan": ("page", "plan"),
        "shelves": ("page", "shelves"),
        "studio": ("studio", "live", "happenings", "saved", "bulk", "letters", "studio-gaps", "copy", "home"),
    }.items()
}
"""The files of web/static/css that a page of this kind needs, in the order in which later ones win. They are sent as
one, since each request before the first paint costs a slow line more than its bytes do."""


class Assets(StaticFiles):
    """The static files, and a sheet of styles for each kind of page: `css/for-<kind>.css`."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder)
        self._packed = Packed()
        self._sheets = {f"css/for-{name}.css": _joined(folder, files) for name, files in SHEETS.items()}

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, cacheable, packed for whoever can unpack it."""
        accepted = Headers(scope=scope).get("accept-encoding", "")
        if path in self._sheets:
            response: Response = Response(self._sheets[path], media_type="text/css")
        else:
            response = await super().get_response(path, scope)
        if response.status_code != 200:
            return response
        response.headers.update({"cache-control": FOREVER, "vary": "accept-encoding"})
        return self._packed.of(path, response, accepted)


def digest(folder: Path) -> str:
    """Twelve digits that stand for the names and contents of all files of a folder."""
    seen = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            seen.update(path.relative_to(folder).as_posix().encode())
            seen.update(path.read_bytes())
    return seen.hexdigest()[:12]


def _joined(folder: Path, files: tuple[str, ...]) -> bytes:
    return b"".join((folder / f"css/{name}.css").read_bytes() for name in files)
