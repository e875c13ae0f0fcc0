from __future__ import annotations

from functools import cache

import pytest

from guide.safety.figures import Figure, agrees
from guide.safety.lexicon import Lexicon
from guide.safety.numerals import digits, han_value
from guide.safety.readers import read
from guide.text.script import fold
from tests.safety.sentences import load_lexicons


@cache
def lexicon(lang: str) -> Lexicon:
    return load_lexicons()[lang]


def figures(lang: str, text: str) -> list[tuple[str, object]]:
    return [(figure.kind, figure.value) for figure in read(fold(text), lexicon(lang))]


@pytest.mark.parametrize(
    ("run", "value"),
    [
        ("一百二十", "120"),
        ("一百二", "120"), ("十二", "12"), ("二十", "20"), ("两千零八", "2008"), ("三万五", "35000"),
        ("二〇一八", "2018"), ("两三", "2-3"), ("百", None), ("一亿", "100000000"), ("一百零五", "105"),
    ],
)  # fmt: skip
def test_chinese_numerals(run: str, value: str | None) -> None:
    assert han_value(run) == value


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("zh", "一座桥，一起去，十分美，第一次", " 座桥, 去, 美, "),
        ("zh", "一个半小时，半小时，一到两小时", "1.5个小时,0.5小时,1到2小时"),
        ("zh", "三万五千人，3万，2.5万", "35000人,30000,25000"),
        ("en", "a hundred and twenty, twenty-five, a garden, an hour", "120, 25, a garden, 1 hour"),
        ("en", "half past eight, quarter to nine, nine thirty", "8:30, 8:45, 9:30"),
        ("en", "two thousand and eighteen, 1.2 million, one of them", "2018, 1200000,  them"),
        ("fr", "quarante-cinq yuans, quatre-vingt-dix, une tour", "45 yuans, 90, une tour"),
    ],
)
def test_numbers_in_words(lang: str, text: str, expected: str) -> None:
    assert digits(fold(text), lexicon(lang)).split() == fold(expected).split()


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("zh", "门票一百二十元", [("money", 120)]),
        ("zh", "30至60元", [("money", 30), ("money", 60)]),
        ("zh", "打八折，半价", [("share", 80), ("share", 50)]),
        ("zh", "50美元", [("foreign", 50)]),
        ("zh", "电话：0514-87357803", [("phone", "51487357803")]),
        ("zh", "2018年3月12日", [("date", (2018, 3, 12))]),
        ("zh", "3-11月", [("date", (None, 3, None)), ("date", (None, 11, None))]),
        ("zh", "玩一个半小时，走1.5公里", [("duration", 90), ("length", 1500)]),
        ("zh", "官网www.a-b.cn/x查询", [("url", "a-b.cn/x")]),
        ("zh", "下午五点半", [("time", 1050)]),
        ("en", "call +86 514 8735 7803", [("phone", "51487357803")]),
        ("en", "¥60, CNY 45 or thirty yuan", [("money", 60), ("money", 45), ("money", 30)]),
        ("en", "$60", [("foreign", 60)]),
        ("en", "12 March 2018; in May; it may be", [("date", (2018, 3, 12)), ("date", (None, 5, None))]),
        ("en", "2 hours 30 minutes", [("duration", 150)]),
        ("en", "noon, 5 p.m., 8 o'clock", [("time", 720), ("time", 1020), ("time", 480)]),
        ("en", "mail info@place.cn.", [("url", "info@place.cn")]),
        ("fr", "de 8h30 à 17 h", [("time", 510), ("time", 1020)]),
        ("ja", "午前8時30分から午後5時まで", [("time", 510), ("time", 1020)]),
        ("ko", "오후 5시 30분, 사십오 위안", [("time", 1050), ("money", 45)]),
    ],
)
def test_figures_are_read(lang: str, text: str, expected: list[tuple[str, object]]) -> None:
    assert figures(lang, text) == expected


@pytest.mark.parametrize(
    ("lang", "text", "roles"),
    [
        ("zh", "8:30-17:00，16:30停止入园", ["start", "end", "last"]),
        ("zh", "8点半开门，17点关门", ["start", "end"]),
        ("en", "between 8:30 and 17:00", ["start", "end"]),
        ("en", "opens at 8:30 and closes at 17:00", ["start", "end"]),
        ("en", "we met at 8:30", [None]),
    ],
)
def test_times_have_roles(lang: str, text: str, roles: list[str | None]) -> None:
    assert [figure.role for figure in read(fold(text), lexicon(lang)) if figure.kind == "time"] == roles


@pytest.mark.parametrize(
    ("said", "known", "yes"),
    [
        (Figure("duration", 90.0, 1.5), Figure("duration", 90.0, 90.0), True),
        (Figure("date", (None, 3, 12)), Figure("date", (2018, 3, 12)), True),
        (Figure("date", (2019, 3, 12)), Figure("date", (2018, 3, 12)), False),
        (Figure("plain", 1818.0, 1818.0), Figure("date", (1818, None, None)), True),
        (Figure("money", 45.0, 45.0), Figure("plain", 45.0, 45.0), True),
        (Figure("foreign", 45.0, 45.0), Figure("money", 45.0, 45.0), False),
        (Figure("length", 45.0, 45.0), Figure("money", 45.0, 45.0), False),
        (Figure("time", 300, 5.0, vague=True), Figure("time", 1020), True),
        (Figure("time", 300, 5.0), Figure("time", 1020), False),
        (Figure("time", 510, role="end"), Figure("time", 510, role="start"), False),
    ],
)
def test_agreement(said: Figure, known: Figure, yes: bool) -> None:
    assert agrees(said, known) is yes
