"""Which encoding a text file is in: Unicode with or without a mark, or the old encoding of a spreadsheet's land."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

UNSURE = "cp1252"
"""Western European; it decodes almost anything, so it is the last guess and said to be one."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_OLD = {"ko": "cp949", "ja": "cp932"}
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\xfe]")
_SAMPLE = 64 * 1024
_CHUNK = 1 << 20
_ENOUGH = 200
_CONTROLS = "\0\x01\x02\x03\x05\x06\x0e\x0f\x10"
"""Characters that tell a program or a picture from a text that happens to decode."""


def of(path: Path, lang: str | None = None) -> str | None:
    """The encoding of a file, or None when it is no text. `lang` ko or ja allows the old encodings of those."""
    with path.open("rb") as stream:
        head = stream.read(_SAMPLE)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name if _decodes(path, name) else None
    if b"\0" in head:
        return _unmarked_utf16(path, head)
    old = [_OLD[lang]] if lang in _OLD else []
    chinese = ["gb18030"] if _looks_chinese(path) else []
    return next((name for name in ("utf-8", *old, *chinese, UNSURE) if _decodes(path, name)), None)


def _unmarked_utf16(path: Path, head: bytes) -> str | None:
    """Letters, figures and commas have a zero byte on one side only."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    clear = max(even, odd) * 20 > len(head) and min(even, odd) == 0
    return name if clear and _decodes(path, name) else None


def _looks_chinese(path: Path) -> bool:
    """Nearly all second bytes of Chinese in GB18030 are above 0xA0; of accented Latin read as such, nearly none."""
    pairs: list[bytes] = []
    with path.open("rb") as stream:
        while len(pairs) < _ENOUGH and (chunk := stream.read(_SAMPLE)):
            pairs += _PAIR.findall(chunk)
    return sum(pair[1] > 0xA0 for pair in pairs) * 2 > len(pairs)


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                text = decoder.decode(chunk)
                if any(mark in text for mark in _CONTROLS):
                    return False
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
