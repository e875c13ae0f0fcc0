"""Entries of any content, for property tests: whatever an editor or an import may have put in."""

from __future__ import annotations

import string
from typing import Any

from hypothesis import strategies as st

from guide.settings import LANGUAGES
from guide.types import Entry, Fact, Link, Position, Source

_ID = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True).filter(
    lambda text: text not in ("con", "prn", "aux", "nul")
)
_TRAPS = st.sampled_from(
    ["no", "on", "yes", "null", "~", "2018", "2018-03-09", "0514", "12345", "06:30", "1.10", "1e5", "-", "---", "# a",
     "a: b", "'", '"', "|", "{", "[a]", "&a", "*a", "!x", "%", "@", "<<", "=", " a", "a ", "é\n", "\t", "\x07", "🏮",
     "扬州", "\u2028", "\ufeffa", "true", ".5", "0x1f", "1_000", "+86 514"]
)  # fmt: skip
_WORDS = _TRAPS | st.text(st.characters(codec="utf-8"), max_size=12)
_NONEMPTY = _WORDS.filter(bool)
_BY_LANGUAGE = st.dictionaries(st.sampled_from(LANGUAGES), _WORDS, min_size=1, max_size=3)
_DATE = st.sampled_from(["2018", "2018-03", "2018-03-09"])
_FIGURE = st.integers(-(10**12), 10**12) | st.floats(allow_nan=False, allow_infinity=False) | st.booleans()
_VALUE = _WORDS | _FIGURE | st.lists(_WORDS, max_size=3).map(tuple) | _BY_LANGUAGE


def _prose() -> st.SearchStrategy[str]:
    plain = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=30) | _TRAPS
    return plain.map(lambda text: text.strip()).filter(bool)


def _fact(field: str) -> st.SearchStrategy[Fact]:
    nothing = st.none()
    return st.builds(
        Fact, st.just(field), _VALUE, label=nothing | _BY_LANGUAGE, when=nothing | st.just("Mar-May"),
        note=nothing | _BY_LANGUAGE, source=nothing | st.just("s1"), as_of=nothing | _DATE, checked_on=nothing | _DATE,
        checked_by=nothing | _WORDS, valid_from=nothing | _DATE, valid_until=nothing | _DATE,
        confidence=nothing | st.just("low"),
    )  # fmt: skip


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Any entry: facts of one field together, prose without blank space around it."""
    lang = draw(st.sampled_from(LANGUAGES))
    fields: list[str] = draw(st.lists(_NONEMPTY, unique=True, max_size=4))
    facts = [fact for field in fields for fact in draw(st.lists(_fact(field), min_size=1, max_size=3))]
    relations: dict[str, Any] = draw(st.dictionaries(_NONEMPTY, st.lists(_ID, min_size=1, max_size=2), max_size=2))
    point = st.builds(Position, st.floats(-90, 90), st.floats(-180, 180), st.integers(0, 5000))
    words_or_none = st.none() | _WORDS
    source = st.builds(Source, words_or_none, words_or_none, words_or_none)
    return Entry(
        id=draw(_ID), kind=draw(_NONEMPTY), city=draw(_ID), lang=lang, names=draw(_BY_LANGUAGE),
        aliases=tuple(draw(st.lists(_WORDS, max_size=3))),
        coined=tuple(draw(st.lists(st.sampled_from(LANGUAGES), max_size=2, unique=True))), facts=tuple(facts),
        texts=draw(st.dictionaries(st.sampled_from(LANGUAGES), _prose(), max_size=3)),
        position=draw(st.none() | point), tags=tuple(draw(st.lists(_WORDS, max_size=2))),
        links=tuple(Link(relation, target) for relation, targets in relations.items() for target in targets),
        sources=draw(st.dictionaries(st.text(string.ascii_lowercase + string.digits, min_size=1), source, max_size=3)),
        as_of=draw(st.none() | _DATE), confidence=draw(st.none() | st.just("high")),
    )  # fmt: skip
