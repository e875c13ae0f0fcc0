"""Numbers, hours and prices are the same in every language: of every fact of every entry that ships.

What code puts into words (amounts, hours, durations, marks, rules of days) must give the same figures in all nine.
What an editor wrote in Chinese and English is shown as it stands: other languages show the English, so they differ from
it in nothing, and the two must agree in money, clock times and phone numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from guide import shipped
from guide.dialogue.wording import Wording
from guide.editing import files
from guide.prompts import Prompts
from guide.safety.numerals import han_value
from guide.settings import LANGUAGES
from guide.types import NOTATIONS, Entry, Fact, FoundFact

PROMPTS = Prompts(shipped.folder("prompts"))
WORDING = Wording(PROMPTS)
ENTRIES = files.read_folder(shipped.folder("knowledge")).entries
_MONTHS = {
    lang: {name: n for n, name in enumerate(PROMPTS.words(lang, "months")["names"]) if name}
    for lang in ("en", "fr", "de", "es", "ru")
}
_OF_MONTH = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
_MONTHS["ru"] |= {name: n for n, name in enumerate(_OF_MONTH.split(), start=1)}
_HOUR_ALONE = {"fr": re.compile(r"(\d{1,2}) h\b(?! \d)"), "ja": re.compile(r"(\d{1,2})時(?![\d間])")}
_DECIMAL_COMMA = ("fr", "de", "es", "ru")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_MONEY = {
    "zh-Hans": re.compile(r"(\d+(?:\.\d+)?)元(?!月)"),
    "en": re.compile(r"(\d[\d,]*(?:\.\d+)?) yuan"),
}
_PAID = re.compile(r"(\d+(?:\.\d+)?)(?:元(?!月)| ?위안)")
_DOZEN, _SCORE = 12, 20
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?!\d)")
_HAN_FIGURE = re.compile("[〇零一二三四五六七八九十百千万两]{2,}")
_PHONE = re.compile(r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)")


def _facts() -> Iterator[tuple[Entry, Fact]]:
    for entry in ENTRIES:
        yield from ((entry, fact) for fact in entry.facts if fact.field not in NOTATIONS)


def _bare(fact: Fact) -> Fact:
    return replace(fact, label=None, note=None)


def _figures(said: str, lang: str, is_clock: bool = True) -> list[float]:
    """The figures of a sentence, in order of size: months by number and, in what code says, 18 h as 18 and 0."""
    words = said.replace(WORDING.say(lang, "hours.all_day"), "")
    months = _MONTHS["en"] | _MONTHS.get(lang, {})
    for name, number in sorted(months.items(), key=lambda each: -len(each[0])):
        words = re.sub(rf"\b{name}\b", f" {number} ", words)
    if lang in _DECIMAL_COMMA and is_clock:
        words = re.sub(r"(?<=\d),(?=\d)", ".", words)
    if is_clock and lang in _HOUR_ALONE:
        words = _HOUR_ALONE[lang].sub(r"\1 00", words)
    return sorted(map(float, _FIGURE.findall(words)))


def _said(entry: Entry, fact: Fact, lang: str) -> str:
    return WORDING.values(FoundFact(entry, fact.field, (fact,)), lang)


def test_there_is_something_to_compare() -> None:
    assert len(ENTRIES) > 400 and len(list(_facts())) > 3000


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "zh-Hans"])
def test_what_code_says_has_the_same_figures_in_every_language(lang: str) -> None:
    differing = [
        (entry.id, fact.field, _said(entry, _bare(fact), "zh-Hans"), _said(entry, _bare(fact), lang))
        for entry, fact in _facts()
        if not isinstance(fact.value, Mapping)
        and _figures(_said(entry, _bare(fact), lang), lang) != _figures(_said(entry, _bare(fact), "zh-Hans"), "zh-Hans")
    ]
    assert differing == []


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if not lang.startswith(("zh", "en"))])
def test_what_an_editor_wrote_has_the_same_figures_in_any_language(lang: str) -> None:
    """In its own words, by what the English or the Chinese is called in it, or in English: never with other figures."""
    differing = [
        (entry.id, fact.field, said, text)
        for entry, fact in _facts()
        for text, said in _editors_words(entry, fact, lang)
        if "en" in text and _is_strange(said, lang, text)
    ]
    assert differing == []


def _editors_words(entry: Entry, fact: Fact, lang: str) -> Iterator[tuple[Mapping[str, str], str]]:
    """What an editor wrote of a fact, each with how it is said in a language."""
    if isinstance(fact.value, Mapping):
        yield fact.value, _said(entry, _bare(fact), lang)
    yield from ((text, WORDING.in_words(text, lang)) for text in (fact.label, fact.note) if text)


def _is_strange(said: str, lang: str, text: Mapping[str, str]) -> bool:
    """Whether words have a figure that neither the English nor the Chinese has, or lack one that both have.

    Figures up to a dozen only count as money: a language may say the sixth month, or six, in words.
    """
    there, english, chinese = (
        {figure for figure in _figures(words, tongue, is_clock=False) if figure > _DOZEN}
        for words, tongue in ((said, lang), (text["en"], "en"), (text.get("zh-Hans", ""), "zh-Hans"))
    )
    paid = {float(each) for each in _PAID.findall(said)}
    known = _numbers(f"{text['en']} {text.get('zh-Hans', '')}")
    return not (english & chinese <= there <= english | chinese and paid <= known)


def test_traditional_differs_from_simplified_in_no_figure() -> None:
    differing = [
        (entry.id, fact.field)
        for entry, fact in _facts()
        if _figures(_said(entry, fact, "zh-Hant"), "zh-Hant") != _figures(_said(entry, fact, "zh-Hans"), "zh-Hans")
    ]
    assert differing == []


def _money(words: str, lang: str) -> set[float]:
    return {float(each.replace(",", "")) for each in _MONEY[lang].findall(words)}


def _numbers(words: str) -> set[float]:
    return {float(each) for each in _FIGURE.findall(re.sub(r"(?<=\d),(?=\d{3})", "", words))}


def _lacks(one: str, lang: str, other: str) -> bool:
    """Whether the other words of a fact lack an amount, a clock time or a phone number that stands in one."""
    times = {float(part) for each in _CLOCK.findall(one) for part in each.split(":") if float(part)}
    phones = set(_PHONE.findall(one)) - set(_PHONE.findall(other))
    return not (_money(one, lang) | times) <= _numbers(other) or bool(phones)


def test_chinese_and_english_words_of_a_fact_agree_in_money_times_and_phones() -> None:
    pairs = (
        (entry.id, fact.field, text["zh-Hans"], text["en"])
        for entry, fact in _facts()
        for text in (fact.value, fact.label, fact.note)
        if isinstance(text, Mapping) and {"zh-Hans", "en"} <= text.keys()
    )
    assert [each for each in pairs if _lacks(each[2], "zh-Hans", each[3]) or _lacks(each[3], "en", each[2])] == []


def _prose_figures(words: str) -> set[float]:
    """Figures of prose, of which those up to twenty may be words: 2万4000, 2만 4000 and 两万四千 are 24,000."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", _HAN_FIGURE.sub(lambda each: han_value(each[0]) or each[0], words))
    plain = re.sub("半个?(?:小时|钟头)|[Hh]alf an hour", "30分", plain)
    plain = re.sub(r"(\d+)(?:万|만) ?(\d{4})?", lambda each: str(int(each[1]) * 10_000 + int(each[2] or 0)), plain)
    return {float(each) for each in _FIGURE.findall(plain) if float(each) > _SCORE}


def test_prose_in_any_language_has_no_figures_but_those_of_the_chinese_and_the_english() -> None:
    differing = [
        (entry.id, lang, strange)
        for entry in ENTRIES
        for lang, text in entry.texts.items()
        if lang not in ("zh-Hans", "en")
        if (
            strange := _prose_figures(text) - _prose_figures(entry.texts["zh-Hans"]) - _prose_figures(entry.texts["en"])
        )
    ]
    assert differing == []
