"""Values that a message names, as against words that only look like one: names of places, and what all messages say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from guide.dialogue.conversation import Turn
from guide.retrieval.facets import Facet, Facets
from guide.retrieval.surfaces import plain
from guide.retrieval.values import NamedValue
from guide.skills.wishes import Wish

_BETWEEN = 12
"""Characters between two values of which either will do."""
_NAMED_ALIKE = frozenset({"area", "dishes", "hotel_type", "price_range"})
"""Fields whose values may be part of other words: North Indian, 有没有, a remark on a price."""
_HANGUL = re.compile("[가-힣]")
PART_COUNTS = frozenset({"facilities", "dishes"})
"""Lists of which an item that only contains the words is meant too: fried chicken wings are fried chicken."""


def free_of_names(named: Iterable[NamedValue], turn: Turn) -> Iterator[NamedValue]:
    """Values that are no part of a place's name."""
    for each in named:
        size = each.end - each.start
        covered = (m for m in turn.mentions if m.start < each.end and each.start < m.end)
        may_equal = any(facet.field in PART_COUNTS for facet in each.facets)
        if all(m.typo or m.end - m.start < size + may_equal for m in covered):
            yield each


def is_counted(word: str, patterns: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether a word only says what is looked for or what is counted: restaurant, hours, yuan."""
    names = (name for name in patterns if name.startswith(("kind.", "quantity.", "weak.", "cue.")))
    return patterns["generic"].fullmatch(word) is not None or any(patterns[name].fullmatch(word) for name in names)


def lists(words: str, patterns: Mapping[str, re.Pattern[str]]) -> tuple[str, ...]:
    """The lists whose items may be named in other words, by what is looked for."""
    eats, sleeps = (patterns[f"kind.{kind}"].search(words) is not None for kind in ("eat", "hotel"))
    return ("facilities",) if sleeps and not eats else ("dishes",) if eats or not sleeps else ("dishes", "facilities")


def overlap(one: NamedValue, other: NamedValue) -> bool:
    """Whether two values share words."""
    return one.start < other.end and other.start < one.end


def is_of(each: NamedValue, fields: frozenset[str]) -> bool:
    """Whether a value is one of these fields."""
    return any(facet.field in fields for facet in each.facets)


def covers(each: NamedValue, loose: NamedValue, words: str) -> bool:
    """Whether a value named in its very words says as much, there, as one in other words."""
    overlaps = each.start < loose.end and loose.start < each.end
    more = loose.end - loose.start > each.end - each.start
    return overlaps and not (more and words[each.start : each.end].count(" ") == 0)


def told(
    named: Iterable[NamedValue], turn: Turn, patterns: Mapping[str, re.Pattern[str]], empty: frozenset[str]
) -> Iterator[NamedValue]:
    """Without those that are part of other words: a dish may be called 有没有, and North Indian is no district."""
    others = [match.span() for match in patterns["not_value"].finditer(plain(turn.text))]
    for each in named:
        size = each.end - each.start
        said = plain(turn.text)[each.start : each.end]
        if all(word in empty for word in said.split(" ")) or not begins_word(said, turn.raw):
            continue
        inside = any(start <= each.start and each.end <= end and size < end - start for start, end in others)
        if not inside or any(facet.field not in _NAMED_ALIKE for facet in each.facets):
            yield each


def begins_word(said: str, raw: str) -> bool:
    """Whether a Korean value begins a word; plain text keeps no blanks beside Hangul, and 마을은 어디 holds no 은어."""
    if not _HANGUL.match(said):
        return True
    spaced = r"\W?".join(map(re.escape, said.replace(" ", "")))
    return re.search(rf"(?<![가-힣]){spaced}", raw) is not None


def is_generic(said: str, patterns: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether a value is only the word for what is looked for: a hotel of the type hotel."""
    return patterns["generic"].fullmatch(said) is not None


@lru_cache(2048)
def containing(facet: Facet, facets: Facets) -> frozenset[Facet]:
    """The facets of a field whose words contain those of one."""
    return frozenset(each for each in facets.entries if each.field == facet.field and facet.value in each.value)


def is_other_option(wish: Wish, before: Wish, between: str, patterns: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether either of two values will do: Indian or Chinese food."""
    word = patterns.get("either")
    same = wish.field == before.field and not wish.negated and not before.negated
    return same and len(between) <= _BETWEEN and word is not None and word.search(between) is not None


def either(one: Wish, other: Wish) -> Wish:
    """A wish that either of two values meets."""
    return replace(
        one, facets=one.facets | other.facets, whole=one.whole | other.whole, said=f"{one.said} / {other.said}"
    )


def is_one_of_many(before: str, patterns: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether a word is said of any such thing, a regular hotel, and not of the one in talk: the hotel."""
    return any(patterns["not_name"].search(words) for words in (before, before.rstrip().rpartition(" ")[0] + " "))


def no_asks(words: str, wishes: Iterable[Wish], patterns: Mapping[str, re.Pattern[str]]) -> Iterator[tuple[int, int]]:
    """Words that sound like a question and are a wish: a place "where I can play", for "2 hours"."""
    if "relative" in patterns:
        yield from (match.span() for match in patterns["relative"].finditer(words))
    for wish in wishes:
        figure = plain(wish.said) if wish.low is not None or wish.high is not None else ""
        if figure and (at := words.find(figure)) >= 0:
            yield at, at + len(figure)
