"""Ids out of words: the same words always give the same id, safe as a file name and in a URL."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from pypinyin import lazy_pinyin

from guide.editing.files import is_id
from guide.text.script import HAN, convert

_HAN_RUN = re.compile(f"[{HAN}]+")
_OTHER = re.compile(r"[^a-z0-9]+")
_UNREADABLE = re.compile(r"[^\W\d_a-z]", re.IGNORECASE)
_PLAIN = re.compile(r"[a-z0-9]+( [a-z0-9]+){0,9}")
_LONGEST, _SHORT = 60, 30


@lru_cache(1024)
def slug(words: str) -> str:
    """Lower-case letters, figures and hyphens: pinyin for Chinese, no accents, a hash for what cannot be written so."""
    bare = _bare(words)
    written = _OTHER.sub("-", bare).strip("-")
    if len(written) <= _LONGEST and written and not _UNREADABLE.search(bare):
        return written
    return f"{written[:_LONGEST].strip('-')}-{digest(words)}".lstrip("-")


def made_id(city: str, kind: str, name: str) -> str:
    """An id for an entry without one. 个园 and 各园 are both geyuan: a name its slug does not give back gets a hash."""
    if _PLAIN.fullmatch(name.casefold()):
        return _within(city, kind, slug(name))
    return _within(city, kind, f"{slug(name)[:_SHORT].strip('-')}-{digest(name)}".lstrip("-"))


def entry_id(given: str, city: str, kind: str) -> str:
    """An editor's own id as a safe one, always the same. A bare number counts rows, so city and kind go before it."""
    if given.isascii() and given.isdigit():
        return _within(city, kind, given[:_SHORT])
    plain = given.lower().replace("_", "-")
    return plain if is_id(plain) else f"{slug(given)[:_LONGEST].strip('-')}-{digest(given)}".lstrip("-")


def kind_id(word: str) -> str:
    """The id of a kind the guide does not know: the word itself where it cannot be spelled in Latin letters."""
    return slug(word) if not _UNREADABLE.search(_bare(word)) else word.strip().casefold()


def digest(words: str) -> str:
    """Eight hexadecimal figures that stand for the words."""
    return hashlib.sha256(unicodedata.normalize("NFKC", words).encode()).hexdigest()[:8]


@lru_cache(1024)
def city_id(name: str) -> str:
    """A city's id: 扬州, 扬州市 and Yangzhou are one."""
    folded = convert(unicodedata.normalize("NFKC", name).strip(), "t2s")
    short = folded.removesuffix("市")
    made = slug(short if len(short) > 1 else folded)
    return made if is_id(made) else f"{made}-{digest(name)}"


def _within(city: str, kind: str, last: str) -> str:
    made = "-".join(filter(None, (city[:_SHORT].strip("-"), slug(kind)[:_SHORT].strip("-") if kind else "", last)))
    return made if is_id(made) else f"{made[:_LONGEST].strip('-')}-{digest(made)}"


def _bare(words: str) -> str:
    """Small letters without accents, Chinese spelled out; other scripts stay."""
    plain = convert(unicodedata.normalize("NFKC", words), "t2s")
    spelled = _HAN_RUN.sub(lambda run: f" {''.join(lazy_pinyin(run[0]))} ", plain)
    return "".join(c for c in unicodedata.normalize("NFKD", spelled.casefold()) if not unicodedata.combining(c))
