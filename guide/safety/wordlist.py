"""The operator's word list: words that neither a question, nor an answer, nor an import may hold.

A text file, one word or phrase a line, `#` begins a comment. It is read anew whenever it has changed, without a
restart; each load is logged with its count and digest, never with its words.
"""

from __future__ import annotations

import hashlib
import logging
import re
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import ahocorasick

from guide.errors import SettingsError
from guide.text.script import fold

_HIDDEN = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_WORD = re.compile(r"\w", re.ASCII)

_LOGGER = logging.getLogger("guide.words")


@dataclass(frozen=True, slots=True)
class _Loaded:
    stamp: tuple[int, int] | None
    automaton: ahocorasick.Automaton | None
    count: int = 0
    digest: str = ""


class WordList:
    """The words of one file. Without a file it holds none."""

    def __init__(self, path: Path | None = None) -> None:
        """Raises SettingsError when the file cannot be read: a guard that is asked for is there or the guide is not."""
        self._path, self._lock = path, Lock()
        self._loaded = _Loaded(None, None)
        if path is not None:
            self._loaded = _load(path)

    def found(self, text: str) -> tuple[str, ...]:
        """The listed words in a text, in the order they appear; case, width, script and blanks inside do not matter."""
        automaton = self._current()
        if automaton is None:
            return ()
        packed, starts = _packed(text)
        hits = (
            (end - len(word) + 1, word) for end, word in automaton.iter(packed) if _is_whole(word, packed, starts, end)
        )
        return tuple(dict.fromkeys(word for _, word in sorted(hits)))

    def announce(self) -> None:
        """Log which list is in force: count and digest. A server says so when it starts."""
        if self._path is not None:
            about = {"file": str(self._path), "count": self._loaded.count, "sha256": self._loaded.digest}
            _LOGGER.info("word list in force", extra=about)

    def _current(self) -> ahocorasick.Automaton | None:
        """The words as the file has them now; a file that went away or broke leaves the last ones in force."""
        if self._path is None:
            return None
        try:
            if _stamp(self._path) != self._loaded.stamp:
                with self._lock:
                    self._reload(self._path)
        except (OSError, SettingsError) as error:
            _LOGGER.warning("word list not readable, the last one stays: %s", error)
        return self._loaded.automaton

    def _reload(self, path: Path) -> None:
        if _stamp(path) != self._loaded.stamp:
            self._loaded = _load(path)
            self.announce()


def _load(path: Path) -> _Loaded:
    try:
        stamp, raw = _stamp(path), path.read_bytes()
        lines = raw.decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: the word list cannot be read ({error}); write UTF-8, one word a line") from error
    words = {_packed(line.partition("#")[0])[0] for line in lines} - {""}
    automaton = ahocorasick.Automaton()
    for word in words:
        automaton.add_word(word, word)
    if words:
        automaton.make_automaton()
    return _Loaded(stamp, automaton if words else None, len(words), hashlib.sha256(raw).hexdigest())


def _stamp(path: Path) -> tuple[int, int]:
    about = path.stat()
    return about.st_mtime_ns, about.st_size


def _packed(text: str) -> tuple[str, frozenset[int]]:
    """The folded text without blanks and invisible signs, and where in it a word begins after one."""
    parts = [part for part in _HIDDEN.split(fold(text)) if part]
    starts, length = set(), 0
    for part in parts:
        starts.add(length)
        length += len(part)
    return "".join(parts), frozenset((*starts, length))


def _is_whole(word: str, packed: str, starts: frozenset[int], end: int) -> bool:
    """Whether a word in Latin letters stands by itself: a listed "ass" is not in "class"."""
    begin, after = end - len(word) + 1, end + 1
    return _edge(packed, starts, begin) and _edge(packed, starts, after)


def _edge(packed: str, starts: frozenset[int], at: int) -> bool:
    if at in starts:
        return True
    return not (_WORD.match(packed[at - 1]) and _WORD.match(packed[at]))
