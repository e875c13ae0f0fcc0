"""What a client asked: an OpenAI chat request, checked by hand and made into messages and context.

Only what would change the answer is checked; unknown fields pass, because clients send many.
"""

from __future__ import annotations

import json
import math
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from guide.server.refusals import Refusal
from guide.settings import LANGUAGES, Settings
from guide.types import Context, Message

MODEL = "guide"
MOST_MESSAGES = 30
MOST_QUESTION = 2_000
MOST_REMEMBERED = 4_000
"""Characters kept of each earlier message; it only tells which places are in talk."""
MOST_CONVERSATION = 200

SPOKEN = ("user", "assistant")
IGNORED = ("system", "developer", "tool", "function")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on its way to the guide. `id` is random and is the journal's key."""

    id: str
    messages: tuple[Message, ...]
    context: Context
    stream: bool = False
    usage: bool = False


def new_id() -> str:
    """A completion id in OpenAI's manner, 128 bits of chance."""
    return f"chatcmpl-{secrets.token_hex(16)}"


def read(document: Mapping[str, Any], settings: Settings) -> Asked:
    """Check a chat request. Raises Refusal 4xx naming the field and the fix."""
    model = document.get("model", MODEL)
    if model != MODEL:
        raise Refusal(404, "model_not_found", param="model", model=str(model)[:80])
    options = document.get("stream_options")
    return Asked(
        id=new_id(),
        messages=messages(document.get("messages")),
        context=context(document.get("metadata"), settings),
        stream=document.get("stream") is True,
        usage=isinstance(options, Mapping) and options.get("include_usage") is True,
    )


def messages(raw: Any) -> tuple[Message, ...]:
    """The last spoken messages, ending with the visitor's question. Raises Refusal 400."""
    if not isinstance(raw, list) or not raw:
        raise Refusal(400, "no_messages", param="messages")
    spoken = [message for number, item in enumerate(raw) if (message := _message(number, item))]
    while spoken and spoken[-1].role != "user":
        spoken.pop()
    if not spoken:
        raise Refusal(400, "no_question", param="messages")
    question = question_text(spoken[-1].text)
    earlier = (Message(each.role, clean(each.text[:MOST_REMEMBERED])) for each in spoken[-MOST_MESSAGES:-1])
    return (*earlier, Message("user", question))


def question_text(raw: str) -> str:
    """A question fit to be asked: printable, neither empty nor endless. Raises Refusal 400."""
    if len(raw) > MOST_QUESTION:
        raise Refusal(400, "question_too_long", param="messages", most=MOST_QUESTION)
    question = clean(raw).strip()
    if not question:
        raise Refusal(400, "empty_question", param="messages")
    return question


def clean(text: str) -> str:
    """Without control characters and halves of surrogate pairs, which no file and no log could carry."""
    return _UNPRINTABLE.sub("", text)


def _message(number: int, item: Any) -> Message | None:
    where = f"messages[{number}]"
    if not isinstance(item, Mapping):
        raise Refusal(400, "bad_message", param=where)
    role = item.get("role")
    if role in IGNORED:
        return None
    if role not in SPOKEN:
        raise Refusal(400, "bad_role", param=f"{where}.role", role=str(role)[:40])
    return Message(role, _content(item.get("content"), f"{where}.content"))


def _content(raw: Any, where: str) -> str:
    if isinstance(raw, str):
        return raw
    if raw is None:
        return ""
    if not isinstance(raw, list) or not all(isinstance(part, Mapping) for part in raw):
        raise Refusal(400, "bad_content", param=where)
    texts = (part.get("text") for part in raw if part.get("type", "text") in ("text", "input_text"))
    return "\n".join(text for text in texts if isinstance(text, str))


def context(raw: Any, settings: Settings) -> Context:
    """The request's metadata; values may be objects or, as OpenAI has them, strings. Raises Refusal 400."""
    data = {} if raw is None else raw
    if not isinstance(data, Mapping):
        raise Refusal(400, "bad_metadata", param="metadata")
    lang = data.get("lang")
    return Context(
        now=_now(data.get("now"), settings),
        lang=lang if isinstance(lang, str) and lang in LANGUAGES else None,
        location=_location(data.get("location")),
        conversation=_conversation(data.get("conversation")),
        profile=_profile(data.get("profile")),
    )


def _now(raw: Any, settings: Settings) -> datetime:
    if raw is not None and settings.allow_now:
        try:
            return datetime.fromisoformat(raw)
        except (TypeError, ValueError) as error:
            raise Refusal(400, "bad_now", param="metadata.now") from error
    return settings.clock or datetime.now(UTC)


def _location(raw: Any) -> tuple[float, float] | None:
    if raw in (None, ""):
        return None
    try:
        parts = (raw["lat"], raw["lon"]) if isinstance(raw, Mapping) else raw.split(",")
        lat, lon = map(float, parts)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Refusal(400, "bad_location", param="metadata.location") from error
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        raise Refusal(400, "bad_location", param="metadata.location")
    return lat, lon


def _conversation(raw: Any) -> str | None:
    if raw in (None, ""):
        return None
    if not isinstance(raw, str) or len(raw) > MOST_CONVERSATION or clean(raw) != raw:
        raise Refusal(400, "bad_conversation", param="metadata.conversation", most=MOST_CONVERSATION)
    return raw


def _profile(raw: Any) -> Mapping[str, Any]:
    if raw in (None, ""):
        return {}
    if isinstance(raw, str):
        try:
            raw = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise Refusal(400, "bad_profile", param="metadata.profile") from error
    if not isinstance(raw, Mapping):
        raise Refusal(400, "bad_profile", param="metadata.profile")
    return raw
