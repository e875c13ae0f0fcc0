"""A chat model behind an OpenAI-compatible server: llama-server, vLLM, Ollama or a hosted one.

The server is not trusted to answer, to stop or to speak the protocol: each wait has a limit and each fault is
ModelUnavailable.
A server that is down when the guide starts is used as soon as it is up.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpx2

from guide.errors import ModelUnavailable, SettingsError
from guide.models.pieces import without_thoughts
from guide.types import Message

_LINE = 65_536
"""Characters of one event at most: a token's event has a few hundred."""


@dataclass(frozen=True, slots=True)
class Waits:
    """Limits in seconds: to connect, between two arrivals of bytes, and for a whole answer."""

    connect: float = 3.0
    read: float = 8.0
    answer: float = 60.0


def connect(url: str, model: str | None = None, key: str | None = None, waits: Waits = Waits()) -> RemoteModel:
    """A model at the address, with or without /v1. Asks nothing yet; raises SettingsError for what is no address."""
    try:
        address = httpx2.URL(url)
    except httpx2.InvalidURL as error:
        raise SettingsError(f"GUIDE_LLM={url} is not an address: write http://host:port") from error
    if address.scheme not in ("http", "https") or not address.host:
        raise SettingsError(f"GUIDE_LLM={url} is not an address: write http://host:port")
    path = address.path.rstrip("/") or "/v1"
    headers = {"authorization": f"Bearer {key}"} if key else {}
    timeout = httpx2.Timeout(waits.read, connect=waits.connect, pool=waits.connect)
    client = httpx2.Client(
        base_url=address.copy_with(path=path + "/"),
        headers=headers,
        timeout=timeout,
        follow_redirects=False,
        trust_env=False,
    )
    return RemoteModel(client, model, waits.answer)


class RemoteModel:
    """A LanguageModel that asks a server. Redirects are refused: they carry question and key elsewhere."""

    def __init__(
        self,
        client: httpx2.Client,
        model: str | None,
        limit: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._model = model
        self._limit = limit
        self._clock = clock
        self._plain = False

    @property
    def name(self) -> str:
        """The model's name, or the server's until its first model is known."""
        return self._model or self._client.base_url.host

    def stream(self, messages: Sequence[Message], max_tokens: int) -> Iterator[str]:
        """Text pieces as they arrive; closing the iterator closes the connection. Raises ModelUnavailable."""
        try:
            yield from without_thoughts(self._pieces(messages, max_tokens))
        except (httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, OSError) as error:
            raise ModelUnavailable(f"{self._client.base_url}: {type(error).__name__} {error}".strip()) from error
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise ModelUnavailable(f"{self._client.base_url} does not speak the protocol: {error}") from error

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _pieces(self, messages: Sequence[Message], max_tokens: int) -> Iterator[str]:
        body = {
            "model": self._named(),
            "messages": [{"role": message.role, "content": message.text} for message in messages],
            "max_tokens": max_tokens,
            "temperature": 0,
            "stream": True,
        }
        deadline = self._clock() + self._limit
        if not self._plain:
            thinking_off = {"chat_template_kwargs": {"enable_thinking": False}}
            with self._client.stream("POST", "chat/completions", json={**body, **thinking_off}) as response:
                self._plain = response.status_code in (400, 422)  # a strict server: it knows no such argument
                if not self._plain:
                    yield from self._contents(response, deadline)
                    return
        with self._client.stream("POST", "chat/completions", json=body) as response:
            yield from self._contents(response, deadline)

    def _named(self) -> str:
        if self._model is None:
            response = self._client.get("models")
            self._accept(response)
            self._model = str(response.json()["data"][0]["id"])
        return self._model

    def _contents(self, response: httpx2.Response, deadline: float) -> Iterator[str]:
        self._accept(response)
        ended = False
        for line in self._lines(response, deadline):
            data = line.removeprefix("data:").strip()
            if not line.startswith("data:") or not data:
                continue
            if data == "[DONE]":
                return
            content, finished = _content(json.loads(data))
            ended = ended or finished
            if content:
                yield content
        if not ended:
            raise ModelUnavailable(f"{self._client.base_url} broke off in the middle of an answer")

    def _lines(self, response: httpx2.Response, deadline: float) -> Iterator[str]:
        """The lines of the body; neither an endless line nor an endless drip is waited for."""
        held = ""
        for text in response.iter_text():
            *lines, held = (held + text).split("\n")
            yield from lines
            if len(held) > _LINE or self._clock() > deadline:
                raise ModelUnavailable(f"{self._client.base_url} does not come to an end")
        yield held

    def _accept(self, response: httpx2.Response) -> None:
        if response.status_code != 200:
            raise ModelUnavailable(f"{self._client.base_url} answered {response.status_code}; see its log")


def _content(event: Any) -> tuple[str, bool]:
    """(text of one event, whether it says the answer is finished). A usage event has no choices."""
    if "error" in event:
        raise ModelUnavailable(f"the model server reports: {event['error']}")
    if not event["choices"]:
        return "", False
    choice = event["choices"][0]
    content = choice.get("delta", {}).get("content") or ""
    if not isinstance(content, str):
        raise TypeError("content is not text")
    text = content.encode("utf-8", "replace").decode()  # JSON can hold half a character
    return text, choice.get("finish_reason") is not None
