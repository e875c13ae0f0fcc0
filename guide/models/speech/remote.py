"""A Speaker and a Listener behind a server with OpenAI's audio routes: sherpa-onnx, vLLM, speaches or a hosted one.

The server is trusted with nothing: each wait has a limit, each file a size, and each fault is ModelUnavailable.
It gives no times: the mouth follows espeak-ng's phonemes of the same text, fitted to where the sound is loud.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx2

from guide.errors import ModelUnavailable, SettingsError
from guide.models.speech import fitting, sound
from guide.ports import Speaker
from guide.types import Lang, Speech

MOST_SOUND = 30_000_000
"""Bytes of one answer at most: ten minutes of sound."""
MOST_WORDS = 4_000
"""Characters of one transcript at most."""
FORMATS = ("mp3", "opus", "aac", "flac")
"""Files that only such a server can make."""
_NAMES = {"audio/webm": "webm", "audio/ogg": "ogg", "audio/wav": "wav", "audio/mpeg": "mp3", "audio/mp4": "mp4",
          "audio/flac": "flac", "audio/aac": "aac"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waits:
    """Limits in seconds: to connect, between two arrivals of bytes, and for a whole answer."""

    connect: float = 3.0
    read: float = 20.0
    answer: float = 40.0


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked of the server: a model by name, a voice, and the languages it speaks."""

    languages: tuple[Lang, ...]
    model: str = "tts-1"
    voice: str = "alloy"


class AudioServer:
    """The connection to one server. Redirects are refused: they carry words and key elsewhere."""

    def __init__(self, url: str, key: str | None = None, waits: Waits = Waits()) -> None:
        """Connects to nothing yet; raises SettingsError for what is no address."""
        self._client, self._waits = _client(url, key, waits), waits

    @property
    def host(self) -> str:
        """The server's name, for the page that says who speaks."""
        return self._client.base_url.host

    def speech(self, asked: dict[str, str | float]) -> bytes:
        """The file that /audio/speech answers with."""
        with self._asking():
            return self._read(self._client.build_request("POST", "audio/speech", json=asked))

    def transcript(self, file: tuple[str, bytes, str], fields: dict[str, str]) -> str:
        """The text that /audio/transcriptions answers with."""
        with self._asking():
            request = self._client.build_request("POST", "audio/transcriptions", files={"file": file}, data=fields)
            text = httpx2.Response(200, content=self._read(request)).json()["text"]
            if not isinstance(text, str):
                raise TypeError("text is no text")
            return text.encode("utf-8", "replace").decode()[:MOST_WORDS].strip()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _read(self, request: httpx2.Request) -> bytes:
        deadline = time.monotonic() + self._waits.answer
        response = self._client.send(request, stream=True)
        try:
            if response.status_code != 200:
                raise ModelUnavailable(f"{self._client.base_url} answered {response.status_code}; see its log")
            held = bytearray()
            for piece in response.iter_bytes():
                held += piece
                if len(held) > MOST_SOUND or time.monotonic() > deadline:
                    raise ModelUnavailable(f"{self._client.base_url} does not come to an end")
            return bytes(held)
        finally:
            response.close()

    @contextmanager
    def _asking(self) -> Iterator[None]:
        try:
            yield
        except (httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, OSError) as error:
            raise ModelUnavailable(f"{self._client.base_url}: {type(error).__name__} {error}".strip()) from error
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise ModelUnavailable(f"{self._client.base_url} does not speak the protocol: {error}") from error


class RemoteSpeaker:
    """A Speaker that asks a server. `shadow` speaks the same text for the times of its phonemes."""

    def __init__(self, server: AudioServer, choice: Choice, shadow: Speaker | None = None) -> None:
        self._server, self._choice, self._shadow = server, choice, shadow

    @property
    def name(self) -> str:
        """Model and voice."""
        return f"{self._choice.model} {self._choice.voice}"

    @property
    def languages(self) -> tuple[Lang, ...]:
        """Those the settings name."""
        return self._choice.languages

    def speak(self, text: str, lang: Lang, speed: float = 1.0) -> Speech:
        """Speak. Raises ModelUnavailable."""
        if not any(each.isalnum() for each in text):
            return Speech(b"", 24_000, ((0, "rest"),))
        pcm, rate = sound.read(self.encoded(text, "wav", speed))
        return Speech(pcm, rate, fitting.fitted(pcm, rate, self._model_track(text, lang, speed)))

    def encoded(self, text: str, kind: str, speed: float = 1.0) -> bytes:
        """The server's own file of a text, in a format of OpenAI's list. Raises ModelUnavailable."""
        choice = self._choice
        asked: dict[str, str | float] = {"model": choice.model, "voice": choice.voice, "input": text}
        return self._server.speech({**asked, "response_format": kind, "speed": speed})

    def close(self) -> None:
        """Close the connections."""
        self._server.close()

    def _model_track(self, text: str, lang: Lang, speed: float) -> Speech | None:
        if self._shadow is None or lang not in self._shadow.languages:
            return None
        try:
            return self._shadow.speak(text, lang, speed)
        except ModelUnavailable:
            return None


class RemoteListener:
    """A Listener that asks a server."""

    def __init__(self, server: AudioServer, model: str = "whisper-1") -> None:
        self._server, self._model = server, model

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model

    def hear(self, sound: bytes, kind: str, lang: Lang | None = None) -> str:
        """Write down. Raises ModelUnavailable."""
        fields = {"model": self._model, "response_format": "json"}
        if lang:
            fields["language"] = lang.split("-")[0]
        return self._server.transcript((f"speech.{_NAMES.get(kind, 'bin')}", sound, kind), fields)

    def close(self) -> None:
        """Close the connections."""
        self._server.close()


def _client(url: str, key: str | None, waits: Waits) -> httpx2.Client:
    wrong = SettingsError(f"GUIDE_SPEECH={url} is not an address: write http://host:port")
    try:
        address = httpx2.URL(url)
    except httpx2.InvalidURL as error:
        raise wrong from error
    if address.scheme not in ("http", "https") or not address.host:
        raise wrong
    return httpx2.Client(
        base_url=address.copy_with(path=(address.path.rstrip("/") or "/v1") + "/"),
        headers={"authorization": f"Bearer {key}"} if key else {},
        timeout=httpx2.Timeout(waits.read, connect=waits.connect, pool=waits.connect),
        follow_redirects=False,
        trust_env=False,
    )
