"""One gzip file of many parts that were packed apart, so that a change packs only its own part anew.

Each part is raw deflate (RFC 1951) that ends on a byte and looks back to nothing before it; parts behind one another
are one stream, and their checksums combine (as zlib's crc32_combine does). The file is a gzip of a single member
(RFC 1952), which browsers and every other program unpack.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

_LEVEL = 6
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""No name, no time: equal content makes an equal file."""
_END = b"\x03\x00"
_SHAPE = struct.Struct("<III")
_POLYNOMIAL = 0xEDB88320
_ONE = 1 << 31


@dataclass(frozen=True, slots=True)
class Part:
    """A packed stretch. `rows` is how many records it holds, `size` its bytes unpacked."""

    rows: int
    crc: int
    size: int
    data: bytes

    def write(self) -> bytes:
        """As a file keeps it."""
        return _SHAPE.pack(self.rows, self.crc, self.size) + self.data


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file: records, bytes packed and unpacked, checksum of the packed ones."""

    rows: int
    bytes: int
    size: int
    sha256: str


def pack(text: str, rows: int = 0) -> Part:
    """A stretch of text, packed."""
    raw = text.encode()
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    return Part(rows, zlib.crc32(raw), len(raw), packer.compress(raw) + packer.flush(zlib.Z_FULL_FLUSH))


def read(kept: bytes) -> Part:
    """A part as a file kept it. Raises struct.error for less than that."""
    rows, crc, size = _SHAPE.unpack_from(kept)
    return Part(rows, crc, size, kept[_SHAPE.size :])


def write(path: Path, parts: Iterable[Part]) -> Made:
    """The file of some parts."""
    crc = size = rows = packed = 0
    digest = sha256()
    with path.open("wb") as file:

        def put(data: bytes) -> None:
            nonlocal packed
            packed += file.write(data)
            digest.update(data)

        put(_HEAD)
        for part in parts:
            crc, size, rows = combined(crc, part.crc, part.size), size + part.size, rows + part.rows
            put(part.data)
        put(_END + struct.pack("<II", crc, size & 0xFFFFFFFF))
    return Made(rows, packed, size, digest.hexdigest())


def combined(first: int, second: int, size: int) -> int:
    """The checksum of two stretches behind one another; `size` is the length of the second."""
    return _product(_power(size), first) ^ second


def _product(left: int, right: int) -> int:
    """Of two polynomials over GF(2), modulo that of CRC-32; the highest bit is the lowest power."""
    found, bit = 0, _ONE
    while bit:
        if left & bit:
            found ^= right
        bit >>= 1
        right = right >> 1 ^ (_POLYNOMIAL if right & 1 else 0)
    return found


def _squares() -> tuple[int, ...]:
    made = [1 << 30]
    for _ in range(40):
        made.append(_product(made[-1], made[-1]))
    return tuple(made)


_SQUARES = _squares()
"""x to the power of 1, 2, 4, ..."""


def _power(size: int) -> int:
    """x to the power of as many bits as there are in some bytes."""
    found, bits, at = _ONE, size << 3, 0
    while bits:
        if bits & 1:
            found = _product(_SQUARES[at], found)
        bits, at = bits >> 1, at + 1
    return found
