"""The questions a first screen offers where those of the moment do not fill it: about the best described places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nlargest

from guide.dialogue.starters import Starter
from guide.dialogue.wording import Wording
from guide.server.locales import Words
from guide.types import FEATURED, Entry, Lang

MOST = 6
RANKED = 60
INTRODUCTION = "intro"
FIELDS = ("price", "hours", INTRODUCTION, "dishes", "duration", "built", "nearby_sights", "season", "address", "phone")
"""In the order they are offered; a field no place has is passed over."""


def described(entries: Iterable[Entry], wording: Wording, words: Words) -> tuple[Starter, ...]:
    """Up to six questions, each about another place and, as far as it goes, another thing."""
    ranked = nlargest(RANKED, entries, key=lambda entry: _richness(entry, words.lang))
    return tuple(_chosen(ranked, wording, words))[:MOST]


def _chosen(ranked: list[Entry], wording: Wording, words: Words) -> Iterator[Starter]:
    left = list(ranked)
    for field in FIELDS * 2:  # A small base has few fields; then a second place answers the same one.
        entry = next((each for each in left if _answers(each, field, words.lang)), None)
        if entry is None:
            continue
        left.remove(entry)
        topic = words("chat.topic.intro") if field == INTRODUCTION else wording.label(words.lang, field)
        name = wording.name(entry, words.lang)
        yield Starter(topic, wording.say(words.lang, f"suggest.{field}", {"name": name}))


def _richness(entry: Entry, lang: Lang) -> tuple[bool, bool, bool, int]:
    """What people come for is first, then what was described with most care."""
    return lang in entry.names, FEATURED in entry.tags, lang in entry.texts, len(entry.facts)


def _answers(entry: Entry, field: str, lang: Lang) -> bool:
    return lang in entry.texts if field == INTRODUCTION else bool(entry.of(field))
