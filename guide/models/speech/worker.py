"""A program of its own that speaks with espeak-ng: a line of JSON in, a line of JSON and the sound out.

espeak-ng tells when each phoneme begins only to a program that calls its library, and that library has one state for
a whole process. So it runs beside the guide: two can speak at once, one that hangs is ended, and one that falls takes
nothing along. Request: {"parts": [[voice, text], ...], "pace": words per minute}. Answer: {"rate", "bytes", "events":
[[sample, IPA], ...]} and that many bytes of 16-bit sound, or {"error"}. A pause is an event without a name.
"""

from __future__ import annotations

import ctypes
import json
import sys
from ctypes.util import find_library
from typing import Any, BinaryIO

SYNCHRONOUS, PHONEMES, IPA, STAY = 2, 1, 2, 0x8000
"""espeak_Initialize: hand the sound back, tell of phonemes, by their IPA names, and do not end the process."""
ENDED, SENTENCE_END, PHONEME = 0, 5, 7
"""Kinds of events."""
UTF8 = 1
RATE = 1
"""The parameter of espeak_SetParameter for the pace."""


class _Id(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("string", ctypes.c_char * 8), ("name", ctypes.c_char_p))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int), ("unique", ctypes.c_uint), ("text_position", ctypes.c_int), ("length", ctypes.c_int),
        ("milliseconds", ctypes.c_int), ("sample", ctypes.c_int), ("user", ctypes.c_void_p), ("id", _Id),
    )  # fmt: skip


_HEAR = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


class Voice:
    """The library, loaded once. Raises OSError where it is not installed."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(find_library("espeak-ng") or "libespeak-ng.so.1")
        self._library.espeak_Info.restype = ctypes.c_char_p
        self._library.espeak_Synth.argtypes = (
            ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int, ctypes.c_uint, ctypes.c_uint,
            ctypes.c_void_p, ctypes.c_void_p,
        )  # fmt: skip
        self.rate = int(self._library.espeak_Initialize(SYNCHRONOUS, 0, None, PHONEMES | IPA | STAY))
        if self.rate <= 0:
            raise OSError("espeak-ng has no data")
        self.version = self._library.espeak_Info(None).decode()
        self._sound, self._events, self._before = bytearray(), list[list[Any]](), 0
        self._hear = _HEAR(self._take)  # kept: the library holds no reference to it
        self._library.espeak_SetSynthCallback(self._hear)

    def speak(self, parts: list[tuple[str, str]], pace: int) -> tuple[bytes, list[list[Any]]]:
        """(sound, events) of the parts one after the other. Raises ValueError for a voice that is not there."""
        self._sound, self._events = bytearray(), []
        self._library.espeak_SetParameter(RATE, pace, 0)
        for voice, text in parts:
            if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
                raise ValueError(f"espeak-ng has no voice {voice}")
            self._library.espeak_SetParameter(RATE, pace, 0)
            self._before = len(self._sound) // 2
            raw = text.replace("\0", " ").encode()
            self._library.espeak_Synth(raw, len(raw) + 1, 0, 1, 0, UTF8, None, None)
        return bytes(self._sound), self._events

    def _take(self, samples: int | None, count: int, events: Any) -> int:
        if samples and count > 0:
            self._sound += ctypes.string_at(samples, count * 2)
        position = 0
        while events[position].type != ENDED:
            event = events[position]
            if event.type in (PHONEME, SENTENCE_END):
                name = event.id.string.decode(errors="ignore") if event.type == PHONEME else ""
                self._events.append([self._before + event.sample, name])
            position += 1
        return 0


def serve(lines: BinaryIO, out: BinaryIO) -> None:
    """Answer each line until there are no more."""
    voice = Voice()
    _write(out, {"version": voice.version})
    for line in lines:
        asked = json.loads(line)
        try:
            sound, events = voice.speak(asked["parts"], asked["pace"])
        except ValueError as error:
            _write(out, {"error": str(error)})
            continue
        _write(out, {"rate": voice.rate, "bytes": len(sound), "events": events}, sound)


def _write(out: BinaryIO, head: dict[str, Any], sound: bytes = b"") -> None:
    out.write(json.dumps(head).encode() + b"\n" + sound)
    out.flush()


if __name__ == "__main__":
    try:
        serve(sys.stdin.buffer, sys.stdout.buffer)
    except OSError as error:
        _write(sys.stdout.buffer, {"error": str(error)})
