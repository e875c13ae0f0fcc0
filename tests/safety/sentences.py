"""Made-up places, true sentences about them in many wordings, and ways to make a true sentence false.

Shared by the property tests and benchmarks/sentence_check.py. Every pattern was written for this file.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from guide.prompts import Prompts
from guide.safety.lexicon import Lexicon, lexicons
from guide.safety.names import Names
from guide.settings import LANGUAGES
from guide.shipped import folder
from guide.types import Entry, Fact, Finding, FoundFact, FoundText
from tests.safety import wordings

NAMES = (
    ("柳影楼", "Willow Shade Tower"), ("鹤鸣池", "Crane Call Pond"), ("铜雀桥", "Copper Sparrow Bridge"),
    ("听雪园", "Garden of Listening Snow"), ("半亩书屋", "Half Acre Study"), ("云栖寺", "Cloudrest Temple"),
    ("十二桥公园", "Twelve Bridges Park"), ("墨香馆", "Ink Fragrance Museum"),
)  # fmt: skip
DAYS = tuple(range(7))


@dataclass(frozen=True, slots=True)
class Place:
    """The truth about one made-up place."""

    entry: Entry
    zh: str
    en: str
    price: int
    opens: int
    closes: int
    closed: int
    phone: str
    site: str
    minutes: int
    built: int
    height: int
    metres: int
    month: int
    dogs: bool
    cafe: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, where it came from and what was done to it."""

    text: str
    lang: str
    place: Place
    topic: str
    how: str = "true"


def load_lexicons() -> dict[str, Lexicon]:
    """The lexicons as the guide loads them."""
    return lexicons(Prompts(folder("prompts")).words, LANGUAGES)


@cache
def places(seed: int, count: int = 40) -> tuple[Place, ...]:
    """Made-up places; names repeat after eight, the facts do not."""
    chance = random.Random(seed)
    return tuple(_place(chance, number) for number in range(count))


def known_names() -> Names:
    """All eight names."""
    return Names(place.entry for place in places(1, len(NAMES)))


def finding(place: Place, lang: str) -> Finding:
    """What a skill would have found about a place when everything was asked."""
    entry = place.entry
    found = tuple(FoundFact(entry, field, entry.of(field)) for field in dict.fromkeys(f.field for f in entry.facts))
    texts = tuple(FoundText(entry, of, "", text) for of, text in entry.texts.items())
    return Finding("explain", lang, "?", found, texts, (entry,))


def true_sentences(seed: int, count: int) -> Iterator[Said]:
    """Paraphrases: every topic, pattern and way of writing numbers, in Chinese and English."""
    chance = random.Random(seed)
    for number in range(count):
        yield _true(chance, places(seed), ("zh", "en")[number % 2])


def false_sentences(seed: int, count: int) -> Iterator[Said]:
    """True sentences with one thing made false."""
    chance = random.Random(seed)
    makers = list(MUTATIONS.items())
    made = 0
    while made < count:
        base = _true(chance, places(seed), ("zh", "en")[chance.randrange(2)])
        how, make = makers[made % len(makers)]
        text = make(base, chance)
        if text and text != base.text:
            made += 1
            yield replace(base, text=text, how=how)


def _true(chance: random.Random, known: Sequence[Place], lang: str) -> Said:
    place = chance.choice(known)
    topic = chance.choice(wordings.topics(place))
    return Said(wordings.sentence(place, lang, topic, chance), lang, place, topic)


def _changed_number(said: Said, chance: random.Random) -> str | None:
    if said.topic not in wordings.NUMBERED:
        return None
    return wordings.sentence(wordings.with_wrong_number(said.place, said.topic, chance), said.lang, said.topic, chance)


def _swapped_name(said: Said, chance: random.Random) -> str | None:
    other = chance.choice([pair for pair in NAMES if pair[0] != said.place.zh])
    name, wrong = (said.place.zh, other[0]) if said.lang == "zh" else (said.place.en, other[1])
    return said.text.replace(name, wrong)


def _negated(said: Said, chance: random.Random) -> str | None:
    if said.topic in ("free", "paid", "open", "allowed", "forbidden", "has", "has_not"):
        return None  # those have their own opposites
    pairs = [(a, b) for a, b in wordings.NEGATIONS[said.lang] if a in said.text]
    if not pairs:
        return None
    before, after = chance.choice(pairs)
    return said.text.replace(before, after, 1)


def _opposite(said: Said, chance: random.Random) -> str | None:
    other = wordings.OPPOSITES.get(said.topic)
    return wordings.sentence(said.place, said.lang, other, chance) if other else None


def _swapped_hours(said: Said, chance: random.Random) -> str | None:
    if said.topic != "hours":
        return None
    place = said.place
    return wordings.sentence(replace(place, opens=place.closes, closes=place.opens), said.lang, "hours", chance)


def _wrong_day(said: Said, chance: random.Random) -> str | None:
    if said.topic != "closed_day":
        return None
    other = chance.choice([day for day in DAYS if day != said.place.closed])
    return wordings.sentence(replace(said.place, closed=other), said.lang, "closed_day", chance)


def _with_addition(said: Said, chance: random.Random) -> str:
    stop = "。" if said.lang == "zh" else "."
    return said.text.rstrip("。.") + chance.choice(wordings.ADDITIONS[said.lang]) + stop


def _other_language(said: Said, chance: random.Random) -> str:
    other = "en" if said.lang == "zh" else "zh"
    return wordings.sentence(said.place, other, said.topic, chance)


MUTATIONS: Mapping[str, Callable[[Said, random.Random], str | None]] = {
    "number": _changed_number,
    "name": _swapped_name,
    "negated": _negated,
    "opposite": _opposite,
    "hours swapped": _swapped_hours,
    "wrong day": _wrong_day,
    "addition": _with_addition,
    "language": _other_language,
}


def _place(chance: random.Random, number: int) -> Place:
    zh, en = NAMES[number % len(NAMES)]
    opens, closes = chance.choice((420, 450, 480, 510, 540, 570)), chance.choice((990, 1020, 1050, 1080, 1110))
    price, minutes = chance.choice((0, 20, 35, 45, 60, 75, 120, 135)), chance.choice((30, 45, 60, 90, 120, 150, 180))
    closed, built = chance.choice(DAYS), chance.randrange(1010, 1990)
    phone = f"0{chance.randrange(510, 519)}-{chance.randrange(80_000_000, 89_999_999)}"
    height, metres = chance.randrange(11, 49), chance.choice((300, 500, 800, 1200, 1500, 2500))
    blank = Entry(f"place-{number % len(NAMES)}", "attraction", "nowhere", names={"zh-Hans": zh, "en": en})
    place = Place(
        blank, zh, en, price, opens, closes, closed, phone, f"www.place{chance.randrange(100, 999)}.cn", minutes,
        built, height, metres, chance.randrange(1, 13), chance.random() < 0.5, chance.random() < 0.5,
    )  # fmt: skip
    return replace(place, entry=replace(blank, facts=tuple(_facts(place)), texts=_texts(place)))


def _facts(place: Place) -> Iterator[Fact]:
    day = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")[place.closed]
    yield Fact("price", place.price)
    yield Fact("hours", f"{wordings.clock(place.opens)}-{wordings.clock(place.closes)}; {day} off")
    yield Fact("phone", place.phone)
    yield Fact("website", place.site)
    yield Fact("duration", place.minutes)


def _texts(place: Place) -> dict[str, str]:
    zh_dogs = "可以带狗进入" if place.dogs else "禁止带狗进入"
    en_dogs = "Dogs are allowed on a lead" if place.dogs else "Dogs are not allowed"
    zh_cafe, en_cafe = ("设有茶室", "There is a tea room") if place.cafe else ("没有茶室", "There is no tea room")
    month = wordings.MONTHS[place.month - 1]
    return {
        "zh-Hans": f"{place.zh}建于{place.built}年，主楼高{place.height}米，离地铁站{place.metres}米。"
        f"{zh_dogs}。{zh_cafe}。{place.month}月的花最好看。",
        "en": f"{place.en} was built in {place.built}. Its main hall is {place.height} metres high, and the metro "
        f"station is {place.metres} metres away. {en_dogs}. {en_cafe}. The flowers are best in {month}.",
    }
