"""Sound as WAV files: 16-bit mono, with the hidden label of what a machine made."""

from __future__ import annotations

import struct

import numpy as np

from guide.errors import ModelUnavailable

_HEAD = struct.Struct("<4sI4s")
_CHUNK = struct.Struct("<4sI")
_FORMAT = struct.Struct("<HHIIHH")


def wav(sound: bytes, rate: int, comment: str) -> bytes:
    """A WAV file with a comment (LIST INFO ICMT) in front of the sound."""
    text = comment.encode() + b"\0"
    info = _chunk(b"LIST", b"INFO" + _chunk(b"ICMT", text))
    body = _chunk(b"fmt ", _FORMAT.pack(1, 1, rate, rate * 2, 2, 16)) + info + _chunk(b"data", sound)
    return _HEAD.pack(b"RIFF", 4 + len(body), b"WAVE") + body


def chunks(file: bytes) -> dict[bytes, bytes]:
    """The chunks of a WAV file by name. Raises ModelUnavailable for what is none.

    A file that was streamed has no true sizes: its last chunk goes to the end.
    """
    if len(file) < _HEAD.size or file[:4] != b"RIFF" or file[8:12] != b"WAVE":
        raise ModelUnavailable("the sound is no WAV file")
    found, at = dict[bytes, bytes](), _HEAD.size
    while at + _CHUNK.size <= len(file):
        name, size = _CHUNK.unpack_from(file, at)
        at += _CHUNK.size
        size = size or (len(file) - at if name == b"data" else 0)
        found.setdefault(name, file[at : at + size])
        at += size + size % 2
    return found


def read(file: bytes) -> tuple[bytes, int]:
    """(16-bit mono sound, samples a second) of a WAV file. Raises ModelUnavailable for any other."""
    found = chunks(file)
    if b"fmt " not in found or b"data" not in found or len(found[b"fmt "]) < _FORMAT.size:
        raise ModelUnavailable("the WAV file has no sound")
    kind, channels, rate, _, _, bits = _FORMAT.unpack_from(found[b"fmt "])
    if kind not in (1, 0xFFFE) or bits != 16 or not 8_000 <= rate <= 96_000 or channels not in (1, 2):
        raise ModelUnavailable("the WAV file is not 16-bit PCM in one or two channels")
    frames = np.frombuffer(found[b"data"][: len(found[b"data"]) // (2 * channels) * 2 * channels], dtype="<i2")
    mono = frames if channels == 1 else frames.reshape(-1, 2).mean(axis=1).astype("<i2")
    return mono.tobytes(), rate


def seconds(file: bytes) -> float:
    """How long a WAV file sounds, as it says itself. Raises ModelUnavailable for what is none."""
    found = chunks(file)
    if len(found.get(b"fmt ", b"")) < _FORMAT.size:
        raise ModelUnavailable("the WAV file has no format")
    per_second = _FORMAT.unpack_from(found[b"fmt "])[3]
    return len(found.get(b"data", b"")) / max(1, int(per_second))


def _chunk(name: bytes, content: bytes) -> bytes:
    return _CHUNK.pack(name, len(content)) + content + b"\0" * (len(content) % 2)
