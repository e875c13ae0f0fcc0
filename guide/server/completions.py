"""A reply in OpenAI's words: the completion object, its usage, and what the guide adds under `guide`.

Dictionaries are built by hand: this runs for every answer, and a model per value would cost more than the answer.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from typing import Any

from guide.server.asked import MODEL, Asked
from guide.types import Citation, Message, Reply

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def dumps(document: Any) -> bytes:
    """Compact JSON; half of a surrogate pair becomes a question mark."""
    return _encode(document).encode("utf-8", "replace")


def completion(asked: Asked, reply: Reply) -> dict[str, Any]:
    """A whole answer."""
    message = {"role": "assistant", "content": reply.text}
    return {
        "id": asked.id,
        "object": "chat.completion",
        "created": int(time.time()),
        "model": MODEL,
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}],
        "usage": usage(asked.messages, reply.text),
        "guide": extras(reply),
    }


def extras(reply: Reply) -> dict[str, Any]:
    """What `guide` carries beside the text."""
    return {
        "locale": reply.lang,
        "skill": reply.skill,
        "answered": reply.answered,
        "label": reply.label,
        "citations": [citation(each) for each in reply.citations],
        "cards": [dict(card) for card in reply.cards],
        "suggestions": list(reply.suggestions),
        "notices": [dict(notice) for notice in reply.notices],
    }


def citation(source: Citation) -> dict[str, Any]:
    """One citation as data."""
    return {
        "n": source.n,
        "entry": source.entry,
        "title": source.title,
        "heading": source.heading,
        "source": source.source,
        "as_of": source.as_of,
        "checked_on": source.checked_on,
        "url": source.url,
        "page": source.page,
    }


def usage(messages: Iterable[Message], answer: str) -> dict[str, int]:
    """Estimated tokens, three bytes each: a Han character is about one, an English word about two."""
    asked = sum(_tokens(message.text) for message in messages)
    said = _tokens(answer)
    return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}


def _tokens(text: str) -> int:
    return -(-len(text.encode("utf-8", "replace")) // 3)
