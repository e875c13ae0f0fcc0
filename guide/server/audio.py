"""OpenAI's audio routes: POST /v1/audio/speech and /v1/audio/transcriptions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response

from guide.errors import ModelUnavailable, NotFound
from guide.models.speech.voice import Voice, Wanted
from guide.server import bodies, described, openai_schemas, recordings, schemas
from guide.server.limits import Limits
from guide.server.refusals import Refusal
from guide.server.served import Served
from guide.server.speech import MOST_BYTES, Booth, text_of
from guide.settings import LANGUAGES
from guide.text import detect
from guide.types import Lang

MOST_INPUT = 2_000
SPEEDS = (0.25, 4.0)
ENCODED = {"mp3": "audio/mpeg", "opus": "audio/ogg", "aac": "audio/aac", "flac": "audio/flac"}
WRITTEN = ("json", "text")
"""Forms a transcript is given in."""


def router(served: Served, limits: Limits) -> APIRouter:
    """The routes under /v1/audio."""
    desk, routes = Desk(served.voice, limits), APIRouter(prefix="/v1/audio", tags=["chat"])
    body = described.body(openai_schemas.SPEECH_REQUEST)
    form = described.body(openai_schemas.TRANSCRIPTION_REQUEST, "multipart/form-data")
    routes.add_api_route(
        "/speech", desk.speak, methods=["POST"], response_class=FileResponse, response_model=None,
        responses=described.errors(400, 413, 429, 503), openapi_extra=body,
    )  # fmt: skip
    routes.add_api_route(
        "/transcriptions", desk.write_down, methods=["POST"], response_model=schemas.Transcript,
        responses=described.errors(400, 408, 413, 415, 429, 501, 503), openapi_extra=form,
    )  # fmt: skip
    return routes


class Desk:
    """The handlers."""

    def __init__(self, voice: Voice, limits: Limits) -> None:
        self._voice, self._limits, self._booth = voice, limits, Booth(voice)

    async def speak(self, request: Request) -> Response:
        """Speak a text. WAV unless a format is named; it ends with the rhythm of «AI»."""
        self._limits.speech(request)
        given = bodies.as_json(await bodies.read(request, MOST_BYTES))
        wanted, kind = asked(given), given.get("response_format") or "wav"
        if kind == "wav":
            clip = await run_in_threadpool(self._booth.clip, wanted)
            return FileResponse(clip.path, media_type="audio/wav")
        if kind not in ENCODED:
            raise Refusal(400, "speech_format", param="response_format")
        return Response(await run_in_threadpool(_encoded, self._voice, wanted, kind), media_type=ENCODED[kind])

    async def write_down(self, request: Request) -> Response:
        """Write down what a recording says."""
        self._limits.speech(request)
        if not self._voice.transcribes:
            raise Refusal(501, "speech_no_listener")
        given = await recordings.read(request)
        form = given.fields.get("response_format", "json")
        if form not in WRITTEN:
            raise Refusal(400, "bad_choice", param="response_format", name="response_format", known=", ".join(WRITTEN))
        lang = _language(given.fields.get("language", ""))
        text = await run_in_threadpool(_heard, self._voice, given, lang)
        return PlainTextResponse(text) if form == "text" else JSONResponse({"text": text})


def asked(given: Mapping[str, Any]) -> Wanted:
    """What is to be said; its language by the text where `lang` does not say it. Raises Refusal 400."""
    text, speed, lang = text_of(given, "input", MOST_INPUT), given.get("speed", 1.0), given.get("lang")
    number = isinstance(speed, int | float) and not isinstance(speed, bool)
    if not number or not SPEEDS[0] <= speed <= SPEEDS[1]:  # NaN is not
        raise Refusal(400, "speech_speed", param="speed", least=SPEEDS[0], most=SPEEDS[1])
    spoken = lang if isinstance(lang, str) and lang in LANGUAGES else detect.language(text, LANGUAGES, "en")
    return Wanted(text, spoken, speed=float(speed), alone=True)


def _encoded(voice: Voice, wanted: Wanted, kind: str) -> bytes:
    try:
        return voice.encoded(wanted, kind)
    except NotFound as error:
        raise Refusal(400, "speech_format", param="response_format") from error
    except ModelUnavailable as error:
        raise Refusal(503, "speech_failed", retry_after=5) from error


def _heard(voice: Voice, given: recordings.Recording, lang: Lang | None) -> str:
    try:
        return voice.hear(given.file, given.kind, lang)
    except ModelUnavailable as error:
        raise Refusal(503, "speech_unheard", retry_after=5) from error


def _language(tag: str) -> Lang | None:
    """A language on offer: as the guide names it, or ISO 639-1 as OpenAI does."""
    plain = {lang.split("-")[0]: lang for lang in reversed(LANGUAGES)}
    return tag if tag in LANGUAGES else plain.get(tag.lower())
