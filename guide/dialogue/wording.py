"""Facts as words of a language: amounts, lists, dates, names. Sentences themselves are in prompts/."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from guide.dialogue.occasions import Occasions
from guide.dialogue.timetable import Timetable
from guide.prompts import FALLBACK, Prompts
from guide.text.script import convert, fold, japanese, traditional
from guide.types import TOPIC, Entry, Fact, FoundFact, Lang, Text, Value
from guide.visiting import hours

LISTED = 4
SEVERAL = 6
"""Facts of one field said in one sentence: the seasons and tickets of one place, not a tariff sheet."""
_LONG = 90
"""Minutes from which nobody counts in minutes."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_END = re.compile(r"[\s。．.;；,，、]+$")
_OF_TOPIC = {"season": "season_of_city", "address": "address_of_topic", "price": "price_of_topic"}
"""A topic has no season and no gate and lies nowhere: it tells when to come, what it costs and where to go for it."""
_YES_NO = ("metro", "parking", "internet")


class Wording:
    """Says facts in a language, by the templates of prompts/."""

    def __init__(self, prompts: Prompts) -> None:
        self._prompts = prompts
        self._meanings = {fold(word): meaning for meaning, words in prompts.common("values").items() for word in words}

    def name(self, entry: Entry, lang: Lang) -> str:
        """The entry's name as a visitor of this language reads it."""
        return in_language(entry.names, lang) or entry.id

    def label(self, lang: Lang, field: str) -> str:
        """What a field is called; an unknown column is called what its heading says."""
        word = self._prompts.words(lang, "fields").get(field) or self._prompts.words("en", "fields").get(field, field)
        return traditional(word) if lang == "zh-Hant" else str(word)

    def fact(self, found: FoundFact, lang: Lang) -> str:
        """The sentence that says the facts of one field of one entry."""
        key = self._sentence_key(found)
        value = found.aspect if found.aspect and key in ("has", "is_near") else self.values(found, lang)
        values = {"name": self.name(found.entry, lang), "label": self.label(lang, found.field), "value": value}
        values["local"] = self._local(found, lang)
        if self._prompts.has(lang, f"fact.{key}_{found.entry.kind}"):
            key = f"{key}_{found.entry.kind}"
        elif not self._prompts.has(lang, f"fact.{key}"):
            key = found.field if self._prompts.has(lang, f"fact.{found.field}") else "default"
        return self.say(lang, f"fact.{key}", values)

    def _local(self, found: FoundFact, lang: Lang) -> str:
        """The words of the place itself, to show to a driver; "" for who reads them anyway."""
        texts = [fact.value for fact in found.facts[:SEVERAL] if isinstance(fact.value, Mapping)]
        words = [text["zh-Hans"] for text in texts if "zh-Hans" in text]
        return "" if lang.startswith("zh") else self.join("zh-Hans", words)

    def values(self, found: FoundFact, lang: Lang) -> str:
        """The values alone, as words."""
        kind = self._prompts.fields.get(found.field, "text")
        clause = self._prompts.say(lang, "clause", {})
        said = dict.fromkeys(_END.sub("", self._labelled(fact, kind, lang)) for fact in found.facts[:SEVERAL])
        return (clause if lang.startswith(("zh", "ja")) else f"{clause} ").join(said)

    def say(self, lang: Lang, key: str, values: Mapping[str, object] | None = None) -> str:
        """Any other sentence of prompts/<lang>/sentences.yaml."""
        return self._prompts.say(lang, key, values or {})

    def tells(self, ability: str, lang: Lang) -> bool:
        """Whether an ability can speak a language: it has sentences there, or needs none because it only quotes."""
        own, fallback = (self._prompts.words(each, f"sentences/{ability}") for each in (lang, FALLBACK))
        return bool(own) or not fallback

    def has(self, key: str) -> bool:
        """Whether there is such a sentence, in English at least."""
        return self._prompts.has("en", key)

    def script(self, text: str, lang: Lang) -> str:
        """Chinese text in the visitor's script."""
        return traditional(text) if lang == "zh-Hant" else convert(text, "t2s")

    def heard(self, words: str, lang: Lang) -> str:
        """Words of the visitor's as they were read, folded, in their own characters again."""
        return japanese(words) if lang == "ja" else words

    def in_words(self, text: Text, lang: Lang) -> str:
        """A text by language in the visitor's, by what its English is called in it, or the nearest there is."""
        if lang not in text and not lang.startswith("zh") and (term := self._terms(lang).get(text.get("en", ""))):
            return term
        return in_language(text, lang)

    def spoken(self, value: Value, lang: Lang) -> Lang:
        """The language in which a value is said to a visitor of another; theirs, where it is no text."""
        if not isinstance(value, Mapping) or self.in_words(value, lang) not in value.values():
            return lang
        return next(each for each, words in value.items() if words == self.in_words(value, lang))

    def join(self, lang: Lang, items: Iterable[str]) -> str:
        """Names in a row."""
        comma = self._prompts.say(lang, "join", {})
        return (comma if lang.startswith(("zh", "ja")) else f"{comma} ").join(items)

    def date(self, iso: str, lang: Lang) -> str:
        """2018, 2018-03 or 2018-03-09 as a visitor reads it; anything else as it stands."""
        parts = iso.split("-")
        if not all(part.isdigit() for part in parts) or len(parts) > 3:
            return iso
        names = self.months(lang)
        numbers = dict(zip(("year", "month", "day"), map(int, parts), strict=False))
        return self.say(lang, f"date.{('year', 'month', 'day')[len(parts) - 1]}", {"months": names, **numbers})

    def lacked(self, found: FoundFact, lang: Lang) -> str:
        """That nothing is known of a field of an entry."""
        is_paid_topic = found.field == "price" and found.entry.kind == TOPIC  # Nobody pays admission to a SIM card.
        label = self.label(lang, "price_range" if is_paid_topic else found.field)
        return self.say(lang, "unknown.fact", {"name": self.name(found.entry, lang), "label": label})

    def _sentence_key(self, found: FoundFact) -> str:
        first = found.facts[0].value if found.facts else ""
        if found.aspect and found.field.startswith("nearby"):
            return "is_near"
        if found.aspect and isinstance(first, tuple) and found.field != "people":
            return "has" if any(found.aspect in _items(fact) for fact in found.facts) else "has_not"
        meaning = self._meanings.get(fold(_END.sub("", str(first)))) if isinstance(first, str | int | bool) else None
        if found.field in _YES_NO and meaning:
            endings = {"affirmative": "yes", "negative": "no", "free": "free", "paid": "paid"}
            return f"{found.field}_{endings[meaning]}"
        if found.field in _OF_TOPIC and found.entry.kind == TOPIC:
            return _OF_TOPIC[found.field]
        if found.field == "price" and meaning == "free" and len(found.facts) == 1:
            return "free"
        return found.field

    def _labelled(self, fact: Fact, kind: str, lang: Lang) -> str:
        value = self._characters(fact, lang) or self._value(fact.value, kind, lang)
        if label := self.in_words(fact.label or {}, lang):
            value = self.say(lang, "value.labelled", {"label": label, "value": value})
        if fact.when and (when := self.season(fact.when, lang)):
            value = self.say(lang, "value.when", {"value": value, "when": when})
        if note := self.in_words(fact.note or {}, lang):
            value = self.say(lang, "value.note", {"value": value, "note": note})
        return value

    def _characters(self, fact: Fact, lang: Lang) -> str:
        """Names and years in the visitor's own form of the Chinese characters: prompts/<lang>/kanji.yaml; else ""."""
        if not isinstance(fact.value, Mapping) or lang in fact.value or "zh-Hans" not in fact.value:
            return ""
        if fact.value.get("en", "") in self._terms(lang):
            return ""
        return self._form(fact.value["zh-Hans"], fact.field, self._prompts.words(lang, "kanji"))

    def _form(self, chinese: str, field: str, kanji: Mapping[str, Any]) -> str:
        is_sentence = field in kanji.get("dated", ()) and re.search(kanji["sentence"], chinese)
        if is_sentence or field not in (*kanji.get("names", ()), *kanji.get("dated", ())):
            return ""
        words: Mapping[str, str] = kanji["words"]
        parts = re.split(f"({'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})", chinese)
        return "".join(words.get(part) or japanese(part) for part in parts if part)

    def _value(self, value: Value, kind: str, lang: Lang) -> str:
        if isinstance(value, Mapping):
            return self.in_words(value, lang)
        if isinstance(value, tuple):
            return self._list(value, lang)
        if kind == "hours" and isinstance(value, str) and (spans := hours.describe(value)):
            return self._timetable(lang).hours(spans)
        if kind == "money" and isinstance(value, int | float):
            return self.say(lang, "value.free" if not value else "value.money", {"amount": plain_number(value)})
        if kind == "duration" and isinstance(value, int | float):
            return self._duration(value, lang)
        if kind in ("latest", "rule"):
            return self.occasions(lang).value(value)
        if kind == "number" and (number := _NUMBER.search(str(value))):
            return number[0]
        return plain_number(value) if isinstance(value, float) else str(value)

    def _list(self, items: Sequence[str], lang: Lang) -> str:
        said = self.join(lang, items[:LISTED])
        return said if len(items) <= LISTED else self.say(lang, "etc", {"items": said, "count": len(items)})

    def _duration(self, minutes: float, lang: Lang) -> str:
        if minutes >= 60 and minutes % 30 == 0:
            return self.say(lang, "value.hours_and_half", {"hours": plain_number(minutes / 60)})
        if minutes >= _LONG and minutes == int(minutes):
            hours, left = divmod(int(minutes), 60)
            return self.say(lang, "value.hours_minutes", {"hours": str(hours), "minutes": str(left)})
        return self.say(lang, "value.minutes", {"minutes": plain_number(minutes)})

    def season(self, when: str, lang: Lang) -> str:
        """A selector of months and days as words: "Mar-May,Sep-Nov"."""
        span = hours.describe_selector(when)
        return self._timetable(lang).season(span) if span else when

    def _terms(self, lang: Lang) -> Mapping[str, str]:
        """Common words beside values, by their English: prompts/<lang>/terms.yaml."""
        return self._prompts.words(lang, "terms")

    def _timetable(self, lang: Lang) -> Timetable:
        return Timetable(partial(self.say, lang), partial(self.join, lang), self.months(lang))

    def occasions(self, lang: Lang) -> Occasions:
        """Says days and rules of days in a language."""
        return Occasions(partial(self.say, lang), partial(self.join, lang), self.months(lang))

    def months(self, lang: Lang) -> Sequence[str]:
        """The names of the months."""
        words = self._prompts.words(lang, "months") or self._prompts.words("en", "months")
        names: Sequence[str] = words["names"]
        return names


def plain_number(value: float) -> str:
    """60 for 60.0, 4.5 for 4.5."""
    return f"{value:g}" if abs(value) < 1_000_000 else str(int(value))


def in_language(text: Text, lang: Lang) -> str:
    """Words in a language: its own, the other Chinese script converted, English for Latin readers, else any."""
    if lang in text:
        return text[lang]
    if lang == "zh-Hant" and "zh-Hans" in text:
        return traditional(text["zh-Hans"])
    order = ("zh-Hans", "en") if lang.startswith("zh") else ("en", "zh-Hans")
    return next((text[each] for each in order if each in text), next(iter(text.values()), ""))


def _items(fact: Fact) -> tuple[str, ...]:
    return fact.value if isinstance(fact.value, tuple) else ()
