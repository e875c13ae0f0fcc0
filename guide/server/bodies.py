"""Request bodies: read by count and against the clock, so that neither size nor slowness can hold the server."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from guide.server.refusals import Refusal

MOST_BYTES = 2_000_000
"""Room for a thousand messages; a body with more is refused while it is still arriving."""
READ_SECONDS = 15
MOST_FIELDS = 200


async def read(request: Request, most: int = MOST_BYTES) -> bytes:
    """The whole body. Raises Refusal 413 beyond `most` bytes and 408 when it arrives too slowly."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > most:
        raise Refusal(413, "too_large", most=most // 1000)
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(READ_SECONDS):
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


def as_form(body: bytes) -> list[tuple[str, str]]:
    """The fields of a plain HTML form, in order. Raises Refusal 400."""
    try:
        return parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise Refusal(400, "bad_request") from error
