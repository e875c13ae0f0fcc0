"""Speech over HTTP: clips with what the mouth does for the page, and the audio routes as OpenAI has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from guide.errors import ModelUnavailable, NotFound
from guide.models.speech.voice import Clip, Voice, Wanted
from guide.server import bodies, described, schemas
from guide.server.asked import clean
from guide.server.limits import Limits
from guide.server.refusals import Refusal
from guide.server.served import Served
from guide.settings import LANGUAGES
from guide.types import Lang

MOST_TEXT = 600
"""Characters of one clip: a long sentence, or a short answer."""
MOST_BYTES = 10_000
YEAR = 365 * 24 * 3600


def router(served: Served, limits: Limits) -> APIRouter:
    """POST and GET /api/speech, GET /api/speech/{key}.wav."""
    routes = APIRouter(prefix="/api", tags=["visitor"])
    booth = Booth(served.voice)
    body = described.body(schemas.SpeechAsked.model_json_schema())

    @routes.get("/speech", response_model=schemas.SpeechOffer)
    async def offer() -> Response:
        """The languages there is a voice for, and whether recordings are written down."""
        return JSONResponse(
            {"languages": list(served.voice.languages), "transcribes": served.voice.transcribes},
            headers={"cache-control": "no-store"},
        )

    @routes.post(
        "/speech", response_model=schemas.SpeechMade, responses=described.errors(400, 413, 429, 503),
        openapi_extra=body,
    )  # fmt: skip
    async def speak(request: Request) -> Response:
        """Speak a text: where the sound is, and what the mouth does meanwhile."""
        limits.speech(request)
        wanted = asked(bodies.as_json(await bodies.read(request, MOST_BYTES)))
        return JSONResponse(made(await run_in_threadpool(booth.clip, wanted)))

    @routes.get("/speech/{key}.wav", responses=described.errors(404), response_class=FileResponse)
    def sound(key: str) -> Response:
        """The sound of a clip; it never changes."""
        headers = {"cache-control": f"public, max-age={YEAR}, immutable"}
        return FileResponse(served.voice.stored(key), media_type="audio/wav", headers=headers)

    return routes


class Booth:
    """The voice, with its faults in the words of HTTP."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def clip(self, wanted: Wanted) -> Clip:
        """The clip of a text. Raises Refusal 503 for no voice or one that fails, 400 where nothing is to be said."""
        if wanted.lang not in self._voice.languages:
            raise Refusal(503, "speech_no_voice", param="lang", lang=wanted.lang)
        try:
            return self._voice.clip(wanted)
        except NotFound as error:
            raise Refusal(400, "speech_empty", param="text") from error
        except ModelUnavailable as error:
            raise Refusal(503, "speech_failed", retry_after=5) from error


def asked(given: Mapping[str, Any]) -> Wanted:
    """What is to be said. Raises Refusal 400."""
    notice = given.get("notice", False)
    if not isinstance(notice, bool):
        raise Refusal(400, "bad_choice", param="notice", name="notice", known="true, false")
    return Wanted(text_of(given, "text", MOST_TEXT), language_of(given), notice)


def text_of(given: Mapping[str, Any], name: str, most: int) -> str:
    """A text to be said. Raises Refusal 400 for none, an empty or a long one."""
    raw = given.get(name)
    if not isinstance(raw, str) or len(raw) > most:
        raise Refusal(400, "bad_text", param=name, name=name, most=most)
    text = clean(raw).strip()
    if not text:
        raise Refusal(400, "speech_empty", param=name)
    return text


def language_of(given: Mapping[str, Any]) -> Lang:
    """The language that is asked for. Raises Refusal 400 for one that is not on offer."""
    lang = given.get("lang")
    if lang not in LANGUAGES:
        raise Refusal(400, "bad_choice", param="lang", name="lang", known=", ".join(LANGUAGES))
    return str(lang)


def made(clip: Clip) -> dict[str, Any]:
    """A clip as data."""
    return {
        "audio": f"/api/speech/{clip.key}.wav",
        "milliseconds": clip.milliseconds,
        "visemes": [[at, shape] for at, shape in clip.track],
        "voice": clip.voice,
    }
