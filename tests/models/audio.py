"""A real local server with OpenAI's audio routes: it hums for each word, and writes down what it was told to hear."""

from __future__ import annotations

import json
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np

RATE = 24_000
WORD, GAP = 0.20, 0.30
"""Seconds of a hummed word, and of the silence behind it."""


def hum(text: str, rate: int = RATE) -> bytes:
    """16-bit sound: a hum and a silence for each word."""
    times = np.arange(round(rate * WORD)) / rate
    tone = (9000 * np.sin(2 * np.pi * 220 * times)).astype("<i2").tobytes()
    return (tone + bytes(2 * round(rate * GAP))) * len(text.split())


def wav(sound: bytes, rate: int = RATE, streamed: bool = False) -> bytes:
    """A bare WAV file; a streamed one does not know its size."""
    size = 0xFFFFFFFF if streamed else len(sound)
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, rate, rate * 2, 2, 16)
    return struct.pack("<4sI4s", b"RIFF", 0xFFFFFFFF, b"WAVE") + form + struct.pack("<4sI", b"data", size) + sound


@dataclass
class Audio:
    """What the server does, and what it was asked."""

    speak: Callable[[dict[str, Any]], tuple[int, bytes]] = lambda asked: (200, wav(hum(str(asked["input"]))))
    heard: bytes = b'{"text": " Where is the lamp house? "}'
    status: int = 200
    asked: list[dict[str, Any]] = field(default_factory=list)
    forms: list[bytes] = field(default_factory=list)
    url: str = ""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        audio, body = self.server.audio, self.rfile.read(int(self.headers["content-length"]))
        if self.path == "/v1/audio/speech":
            audio.asked.append(json.loads(body))
            self._answer(*audio.speak(audio.asked[-1]), "audio/wav")
        elif self.path == "/v1/audio/transcriptions":
            audio.forms.append(body)
            self._answer(audio.status, audio.heard, "application/json")
        else:
            self._answer(404, b"{}", "application/json")

    def _answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: test output stays readable."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, audio: Audio) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.audio = audio

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what some tests are about."""


@contextmanager
def serving(audio: Audio) -> Iterator[Audio]:
    server = _Server(audio)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    audio.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield audio
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
