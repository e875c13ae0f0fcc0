"""Opening hours in words: what a visitor reads in each language, and that no time is lost or made up on the way."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide import shipped
from guide.dialogue.wording import Wording
from guide.prompts import Prompts
from guide.types import Entry, Fact, FoundFact
from guide.visiting.notation import DAYS, MONTHS

LANGUAGES = ("zh-Hans", "zh-Hant", "en", "fr", "ko", "de")


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording(Prompts(shipped.folder("prompts")))


def _said(wording: Wording, lang: str, *facts: Fact) -> str:
    return wording.values(FoundFact(Entry("lake", "attraction", "c"), facts[0].field, facts), lang)


@pytest.mark.parametrize(
    ("hours", "lang", "words"),
    [
        ("Mar-Dec 06:30-18:00; Jan-Feb 07:00-17:00", "zh-Hans", "3–12月6:30–18:00；1–2月7:00–17:00"),
        ("Mar-Dec 06:30-18:00; Jan-Feb 07:00-17:00", "en", "March–December 06:30–18:00; January–February 07:00–17:00"),
        ("Apr-Oct 06:30-18:00", "fr", "d'avril à octobre de 6 h 30 à 18 h"),
        ("Mar-Dec 06:30-18:00", "ko", "3~12월 06:30~18:00"),
        ("Tu-Su 09:00-17:00; Mo off", "zh-Hans", "周二至周日9:00–17:00，周一闭馆"),
        ("Tu-Su 09:00-17:00; Mo off", "zh-Hant", "週二至週日9:00–17:00，週一閉館"),
        ("Tu-Su 09:00-17:00; Mo off", "en", "Tuesday–Sunday 09:00–17:00, closed Monday"),
        ("Tu-Su 09:00-17:00; Mo off", "fr", "du mardi au dimanche de 9 h à 17 h, fermé le lundi"),
        ("Tu-Su 09:00-17:00; Mo off", "ko", "화~일요일 09:00~17:00, 월요일 휴무"),
        ("24/7", "zh-Hans", "全天"),
        ("24/7", "en", "24 hours a day"),
        ("8:00-11:30,13:30-17:00", "zh-Hans", "8:00–11:30、13:30–17:00"),
        ("Mo-Su 18:00-02:00", "zh-Hans", "每天18:00–次日2:00"),
        ("Nov-Feb 08:00+", "zh-Hans", "11月至次年2月8:00起"),
        ("Mar 15-Oct 15 Sa,Su 09:00-10:00", "zh-Hans", "3月15日至10月15日周六、周日9:00–10:00"),
        ("Dec 24 off; Jan-Dec 09:00-10:00", "en", "closed 24 December; 09:00–10:00"),
        ("09:00-17:00; 12:00-13:00 off", "zh-Hans", "9:00–17:00，12:00–13:00闭馆"),
        ("Mo[1] 09:00-12:00", "en", "Mo[1] 09:00-12:00"),
        ("8:00-17:00，周一闭馆", "en", "8:00-17:00，周一闭馆"),
    ],
)
def test_hours_in_words(wording: Wording, hours: str, lang: str, words: str) -> None:
    assert _said(wording, lang, Fact("hours", hours)) == words


@pytest.mark.parametrize(
    ("when", "lang", "words"),
    [
        ("Mar-May,Sep-Nov", "zh-Hans", "100元（3–5月、9–11月）"),
        ("Mar-May,Sep-Nov", "en", "100 yuan (March–May, September–November)"),
        ("Dec-Jan", "zh-Hans", "100元（12月至次年1月）"),
        ("Feb", "fr", "100 yuans (en février)"),
        ("Sa-Su", "ko", "100위안 (토~일요일)"),
        ("Jan-Dec", "en", "100 yuan"),
        ("旺季", "zh-Hans", "100元（旺季）"),
    ],
)
def test_seasons_in_words(wording: Wording, when: str, lang: str, words: str) -> None:
    assert _said(wording, lang, Fact("price", 100, when=when)) == words


def test_notation_in_another_field_is_quoted(wording: Wording) -> None:
    assert _said(wording, "en", Fact("transport", "24/7")) == "24/7"


_MINUTE = st.sampled_from(range(5, 1440, 5))
_TIMES = st.lists(_MINUTE, min_size=2, max_size=4, unique=True).map(sorted)
_MONTHS = st.none() | st.tuples(st.sampled_from(MONTHS), st.sampled_from(MONTHS))
_DAYS = st.none() | st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS))
_RULES = st.lists(st.tuples(_MONTHS, st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)), _TIMES), max_size=2)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _spans(minutes: list[int]) -> str:
    return ",".join(f"{_clock(first)}-{_clock(last)}" for first, last in zip(minutes[::2], minutes[1::2], strict=False))


def _rule(months: tuple[str, str] | None, days: tuple[str, str] | None, minutes: list[int]) -> str:
    return " ".join(filter(None, ("-".join(months or ()), "-".join(days or ()), _spans(minutes))))


def _clocks(text: str, lang: str) -> list[str]:
    pattern = r"(?<!\d)(\d{1,2}) h(?: (\d\d))?" if lang == "fr" else r"(?<!\d)(\d{1,2}):(\d\d)"
    return [f"{int(hour):02}:{minute or '00'}" for hour, minute in re.findall(pattern, text)]


@given(_MONTHS, _DAYS, _TIMES, _RULES, st.sampled_from(LANGUAGES))
def test_the_times_said_are_those_written(
    wording: Wording,
    months: tuple[str, str] | None,
    days: tuple[str, str] | None,
    minutes: list[int],
    more: list[tuple[tuple[str, str] | None, tuple[str, str], list[int]]],
    lang: str,
) -> None:
    hours = "; ".join([_rule(months, days, minutes), *(_rule(*rule) for rule in more)])
    said = _said(wording, lang, Fact("hours", hours))
    assert said != hours or not (months or days or more)
    assert _clocks(said, lang) == re.findall(r"\d\d:\d\d", hours)
    assert len(re.findall("[；;]", said)) == len(more)
