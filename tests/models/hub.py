"""A local stand-in for a model hub: enough of its HTTP interface to list and fetch one repository."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.models.servers import Handler, Server, serving

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Hub:
    """Serves a folder as `maker/tiny`. `break_at`: bytes after which a first fetch of weights breaks off."""

    folder: Path
    break_at: int | None = None
    licence: str | None = "apache-2.0"
    ranges: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)

    def answer(self, handler: Handler, body: dict[str, Any]) -> None:
        path = handler.path.split("?")[0]
        if re.fullmatch(r"/api/models/maker/tiny(/revision/[\w.]+)?", path):
            return self._info(handler, path)
        if re.match(rf"/api/models/maker/tiny/tree/{COMMIT}", path):
            return _json(handler, [{"type": "file", **each, "oid": "x"} for each in self._files("path")])
        match = re.fullmatch(rf"/maker/tiny/resolve/{COMMIT}/(.+)", path)
        if match and (self.folder / match[1]).is_file():
            return self._file(handler, self.folder / match[1])
        return handler.begin(404, "application/json", x_error_code="RepoNotFound", content_length="0")

    def _info(self, handler: Handler, path: str) -> None:
        if "/revision/" in path and path.rsplit("/", 1)[1] not in (COMMIT, "main", "v1"):
            return handler.begin(404, "application/json", x_error_code="RevisionNotFound", content_length="0")
        card = {"license": self.licence} if self.licence else {}
        about = {"id": "maker/tiny", "sha": COMMIT, "siblings": self._files("rfilename"), "cardData": card, "tags": []}
        return _json(handler, about)

    def _files(self, key: str) -> list[dict[str, object]]:
        names = sorted(each.relative_to(self.folder).as_posix() for each in self.folder.rglob("*") if each.is_file())
        return [{key: name, "size": (self.folder / name).stat().st_size} for name in names]

    def _file(self, handler: Handler, file: Path) -> None:
        data = file.read_bytes()
        asked = handler.headers.get("range")
        start = int(asked.split("=")[1].split("-")[0]) if asked else 0
        head = {
            "etag": f'"{hashlib.sha1(data).hexdigest()}"', "x_repo_commit": COMMIT, "accept_ranges": "bytes",
            "content_length": str(len(data) - start), "connection": "close",
        }  # fmt: skip
        if asked:
            self.ranges.append(asked)
            head["content_range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        handler.begin(206 if asked else 200, "application/octet-stream", **head)
        if handler.command == "HEAD":
            return
        self.fetched.append(file.name)
        if file.suffix == ".safetensors" and self.break_at is not None and not asked:
            handler.wfile.write(data[: self.break_at])
            self.break_at = None
        else:
            handler.wfile.write(data[start:])


@contextmanager
def hub(stand_in: Hub) -> Iterator[Server]:
    with serving(stand_in.answer) as server:
        yield server


def _json(handler: Handler, content: object) -> None:
    text = json.dumps(content)
    handler.begin(kind="application/json", content_length=str(len(text)), connection="close")
    handler.write(text)
