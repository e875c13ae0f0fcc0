"""Recordings that visitors send: a multipart form, read by hand within limits, and what its first bytes say it is."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from guide.errors import ModelUnavailable
from guide.models.speech import sound
from guide.server import bodies
from guide.server.refusals import Refusal

MOST_BYTES = 4_000_000
"""Bytes of a recording: two minutes of 16 kHz WAV, far more of anything compressed."""
MOST_SECONDS = 60
SLOW = 60.0
"""Seconds a recording may take to arrive over a weak network."""
_FORM = 100_000
"""Room for the form around a recording."""
_STARTS = (
    (0, b"\x1aE\xdf\xa3", "audio/webm"), (0, b"OggS", "audio/ogg"), (4, b"ftyp", "audio/mp4"),
    (0, b"fLaC", "audio/flac"), (0, b"ID3", "audio/mpeg"), (0, b"\xff\xf1", "audio/aac"), (0, b"\xff\xf9", "audio/aac"),
    (0, b"\xff\xfb", "audio/mpeg"), (0, b"\xff\xf3", "audio/mpeg"), (0, b"\xff\xf2", "audio/mpeg"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recording:
    """A file of sound, its media type by its first bytes, and the plain fields that came with it."""

    file: bytes
    kind: str
    fields: Mapping[str, str]


async def read(request: Request) -> Recording:
    """The recording of a multipart request. Raises Refusal 400, 408, 413 or 415."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise Refusal(415, "speech_form", param="file")
    body = await bodies.read(request, MOST_BYTES + _FORM, SLOW)
    file, fields = await _parts(request, body)
    if not file:
        raise Refusal(400, "speech_no_file", param="file")
    if len(file) > MOST_BYTES:
        raise Refusal(413, "too_large", most=MOST_BYTES // 1000)
    return Recording(file, _kind(file), fields)


async def _parts(request: Request, body: bytes) -> tuple[bytes, dict[str, str]]:
    async def stream() -> AsyncGenerator[bytes, None]:
        yield body
        yield b""

    try:
        form = await MultiPartParser(request.headers, stream(), max_files=1, max_fields=20).parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise Refusal(400, "bad_request") from error
    given = form.get("file")
    file = await given.read() if isinstance(given, UploadFile) else b""
    fields = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    await form.close()
    return file, fields


def _kind(file: bytes) -> str:
    """The media type. Raises Refusal 415 for what is no sound, 413 for a WAV file that is too long."""
    if file[:4] == b"RIFF":
        try:
            length = sound.seconds(file)
        except ModelUnavailable as error:
            raise Refusal(415, "speech_kind", param="file") from error
        if length > MOST_SECONDS:
            raise Refusal(413, "speech_too_long", param="file", most=MOST_SECONDS)
        return "audio/wav"
    for at, start, kind in _STARTS:
        if file[at : at + len(start)] == start:
            return kind
    raise Refusal(415, "speech_kind", param="file")
