"""Request bodies: read by count and against the clock, so that neither size nor slowness can hold the server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from guide.server.refusals import Refusal

MOST_BYTES = 2_000_000
"""Room for a thousand messages; a body with more is refused while it is still arriving."""
READ_SECONDS = 15
MOST_FIELDS = 200


FORM_DATA = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that a form sent. `name` is what its sender calls it, to be shown and never to be a path."""

    name: str
    content: bytes


async def read(request: Request, most: int = MOST_BYTES, seconds: float = READ_SECONDS) -> bytes:
    """The whole body. Raises Refusal 413 beyond `most` bytes and 408 when it takes longer than `seconds`."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > most:
        raise Refusal(413, "too_large", most=most // 1000)
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                size += len(part)
                if size > most:
                    raise Refusal(413, "too_large", most=most // 1000)
                parts.append(part)
    except TimeoutError as error:
        raise Refusal(408, "too_slow") from error
    except ClientDisconnect as error:
        raise Refusal(400, "bad_request") from error
    return b"".join(parts)


def as_json(body: bytes) -> dict[str, Any]:
    """A JSON object. Raises Refusal 400 for anything else, nesting without end included."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "invalid_json") from error
    if not isinstance(document, dict):
        raise Refusal(400, "invalid_json")
    return document


async def as_multipart(request: Request, body: bytes) -> tuple[list[tuple[str, str]], Sent | None]:
    """The fields of a form with a file (RFC 7578), and the file; None where none was chosen. Raises Refusal 400."""

    async def stream() -> AsyncGenerator[bytes, None]:
        yield body

    parser = MultiPartParser(request.headers, stream(), max_files=1, max_fields=MOST_FIELDS, max_part_size=len(body))
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise Refusal(400, "bad_request") from error
    fields: list[tuple[str, str]] = []
    sent: Sent | None = None
    for name, value in form.multi_items():
        if isinstance(value, str):
            fields.append((name, value))
        elif value.filename:
            sent = Sent(value.filename, await value.read())
    await form.close()
    return fields, sent


def as_form(body: bytes) -> list[tuple[str, str]]:
    """The fields of a plain HTML form, in order. Raises Refusal 400."""
    try:
        return parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise Refusal(400, "bad_request") from error
