"""A Speaker that needs no download: espeak-ng (a Debian package), in processes of its own.

Clear, quick and robotic: a sentence takes some ten milliseconds. Each phoneme comes with the sample it begins at.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from guide.errors import ModelUnavailable
from guide.models.speech import visemes
from guide.models.speech.tongues import LANGUAGES, Tongues
from guide.types import Lang, Speech

WORKER = Path(__file__).with_name("worker.py")
PACE = 160
"""Words a minute at speed 1."""


@dataclass(frozen=True, slots=True)
class Waits:
    """Limits in seconds: for a free worker, and for one that speaks."""

    free: float = 5.0
    spoken: float = 8.0


class EspeakSpeaker:
    """Speaks with up to `most` workers at once; they start when they are first needed."""

    def __init__(self, tongues: Tongues, most: int = 2, waits: Waits = Waits(), command: Sequence[str] = ()) -> None:
        self._tongues, self._command = tongues, tuple(command) or (sys.executable, "-I", str(WORKER))
        self._waits = waits
        self._workers: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._closed = False
        for _ in range(most):
            self._workers.put(None)

    @property
    def name(self) -> str:
        """espeak-ng and its version."""
        return f"espeak-ng {self._version}".strip()

    @property
    def languages(self) -> tuple[Lang, ...]:
        """Those with a voice, or none where espeak-ng is not installed."""
        return LANGUAGES if self._version else ()

    def speak(self, text: str, lang: Lang, speed: float = 1.0) -> Speech:
        """Speak. Raises ModelUnavailable for a language it has no voice for, and when espeak-ng fails or hangs."""
        if lang not in self.languages:
            raise ModelUnavailable(f"espeak-ng does not speak {lang}: is it installed?")
        parts = self._tongues.parts(text, lang)
        with self._worker() as worker:
            head, sound = worker.ask({"parts": parts, "pace": round(PACE * speed)}, self._waits.spoken)
        per = 1000 / head["rate"]
        events = [(sample * per, name) for sample, name in head["events"]]
        return Speech(sound, head["rate"], visemes.track(events, len(sound) / 2 * per))

    def close(self) -> None:
        """End the workers."""
        self._closed = True
        while not self._workers.empty():
            if worker := self._workers.get():
                worker.end()

    @cached_property
    def _version(self) -> str:
        """Of the library, looked up when it is first needed; "" where it is not installed."""
        try:
            with self._worker() as worker:
                return worker.version
        except ModelUnavailable:
            return ""

    @contextmanager
    def _worker(self) -> Iterator[_Worker]:
        """A worker for one sentence; one that failed is ended, and the next sentence gets a new one."""
        try:
            worker = self._workers.get(timeout=self._waits.free)
        except queue.Empty:
            raise ModelUnavailable("every voice is busy") from None
        kept: _Worker | None = None
        try:
            worker = worker or _Worker(self._command, self._waits.spoken)
            yield worker
            kept = worker
        finally:
            if worker and (self._closed or not kept):
                worker.end()
            self._workers.put(None if self._closed else kept)


class _Worker:
    """One process. Everything that goes wrong with it is ModelUnavailable."""

    def __init__(self, command: Sequence[str], wait: float) -> None:
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError as error:
            raise ModelUnavailable(f"{command[0]} cannot be started: {error.strerror}") from error
        self._end = weakref.finalize(self, _ended, self._process)  # A process must not outlive who asks it.
        try:
            self.version = str(self._answer(wait)[0]["version"])
        except ModelUnavailable:
            self.end()
            raise

    def ask(self, request: dict[str, Any], wait: float) -> tuple[dict[str, Any], bytes]:
        """(head, sound) of one request."""
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
        except OSError as error:
            raise ModelUnavailable(f"espeak-ng fell: {error}") from error
        return self._answer(wait)

    def end(self) -> None:
        """End the process and wait for it."""
        self._end()

    def _answer(self, wait: float) -> tuple[dict[str, Any], bytes]:
        assert self._process.stdout
        clock = threading.Timer(wait, self._process.kill)  # a read has no limit of its own: the end of the pipe ends it
        clock.start()
        try:
            head = json.loads(self._process.stdout.readline() or b'{"error": "it fell or took too long"}')
            sound = self._process.stdout.read(head.get("bytes", 0))
        finally:
            clock.cancel()
        if "error" in head or len(sound) < head.get("bytes", 0):
            raise ModelUnavailable(f"espeak-ng: {head.get('error', 'it fell in the middle of a sentence')}")
        return head, sound


def _ended(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with suppress(OSError):
                pipe.close()
