"""Ids out of words: the same words always give the same id, safe as a file name and in a URL."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from pypinyin import lazy_pinyin

from guide.editing.files import is_id
from guide.text.script import HAN, convert

_HAN_RUN = re.compile(f"[{HAN}]+")
_OTHER = re.compile(r"[^a-z0-9]+")
_UNREADABLE = re.compile(r"[^\W\d_a-z]", re.IGNORECASE)
_LONGEST = 60


def slug(words: str) -> str:
    """Lower-case letters, figures and hyphens: pinyin for Chinese, no accents, a hash for what cannot be written so."""
    plain = convert(unicodedata.normalize("NFKC", words), "t2s")
    spelled = _HAN_RUN.sub(lambda run: f" {''.join(lazy_pinyin(run[0]))} ", plain)
    bare = "".join(c for c in unicodedata.normalize("NFKD", spelled.casefold()) if not unicodedata.combining(c))
    written = _OTHER.sub("-", bare).strip("-")
    if len(written) <= _LONGEST and written and not _UNREADABLE.search(bare):
        return written
    return f"{written[:_LONGEST].strip('-')}-{digest(words)}".lstrip("-")


def digest(words: str) -> str:
    """Eight hexadecimal figures that stand for the words."""
    return hashlib.sha256(unicodedata.normalize("NFKC", words).encode()).hexdigest()[:8]


def entry_id(given: str, city: str, kind: str) -> str:
    """An editor's own id as a safe one, always the same. A bare number only counts rows, so city and kind go before it."""
    if given.isascii() and given.isdigit():
        return "-".join(filter(None, (city, kind, given)))
    plain = given.lower().replace("_", "-")
    return plain if is_id(plain) else f"{slug(given)[:_LONGEST].strip('-')}-{digest(given)}"


def city_id(name: str) -> str:
    """A city's id: 扬州, 扬州市 and Yangzhou are one."""
    folded = convert(unicodedata.normalize("NFKC", name).strip(), "t2s")
    short = folded.removesuffix("市")
    made = slug(short if len(short) > 1 else folded)
    return made if is_id(made) else f"{made}-{digest(name)}"
