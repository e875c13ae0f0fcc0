"""One cell as facts: what can be typed is, what cannot stays word for word."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.editing import cells, headings, points, slugs
from guide.editing.files import is_id
from guide.editing.grid import Cell
from guide.editing.headings import Headings
from guide.shipped import folder
from guide.types import Position, Value

HEADINGS: Headings = headings.load(folder("prompts"))


def _values(heading: str, cell: Cell, kind: str = "attraction", lang: str = "zh-Hans") -> list[Value]:
    return [fact.value for fact in cells.facts(cell, HEADINGS.column(heading, kind), lang)]


def _labelled(heading: str, cell: Cell, kind: str = "attraction", lang: str = "en") -> list[tuple[str | None, Value]]:
    facts = cells.facts(cell, HEADINGS.column(heading, kind), lang)
    shown = [tuple((fact.label or {}).values()) for fact in facts]
    return [
        (next((each for each in labels if each in str(cell)), None), fact.value)
        for labels, fact in zip(shown, facts, strict=True)
    ]


@pytest.mark.parametrize(
    ("heading", "cell", "value"),
    [
        ("门票", "60", 60),
        ("门票", "0", 0),
        ("门票（元）", "60.50", 60.5),
        ("price", "1,354", 1354),
        ("price", "60.00", 60),
        ("price", "60元", "60元"),
        ("price", "免费", "免费"),
        ("price", "060", "060"),
        ("price", "-5", "-5"),
        ("price", "1e9", "1e9"),
        ("price", "旺季60元，淡季40元", "旺季60元，淡季40元"),
        ("price (USD)", "60", "60 USD"),
        ("price ($)", "60", "$60"),
        ("评分", "4.5", 4.5),
        ("评分", "4.5分", 4.5),
        ("平均分", "4.5", "4.5"),
        ("평점", "4.5점", 4.5),
        ("星级", "5星级", 5),
        ("rating", "8/10", "8/10"),
        ("电话", "0514-1234567", "0514-1234567"),
        ("电话", "110", "110"),
        ("邮编", "012345", "012345"),
        ("游玩时间", "2小时", "2小时"),
        ("游玩时间（分钟）", "90", 90),
        ("游玩时间（小时）", "2", "2小时"),
        ("duration", "2", "2"),
        ("开放时间", "07:30-17:30", "07:30-17:30"),
        ("开放时间", "Mo-Su 07:30-17:30; PH off", "Mo-Su 07:30-17:30; PH off"),
        ("地铁", "false", False),
        ("地铁", "是", "是"),
        ("wifi", "TRUE", True),
        ("地址", "=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("推荐菜", "干丝、狮子头（红烧、清炖）；烧饼", ("干丝", "狮子头（红烧、清炖）", "烧饼")),
        ("推荐菜", "甲（乙、丙", ("甲（乙", "丙")),
        ("推荐菜", "、", ("、",)),
        ("周边景点", "柳园 | 石桥", ("柳园", "石桥")),
        ("周边景点", ("柳园", "石桥"), ("柳园", "石桥")),
        ("没听说过的列", "60、70", "60、70"),
        ("没听说过的列", ("a", "b"), ("a", "b")),
        ("没听说过的列", ("a",), "a"),
    ],
)
def test_one_cell_one_value(heading: str, cell: Cell, value: Value) -> None:
    found = _values(heading, cell)
    assert found == [value]
    assert type(found[0]) is type(value)


def test_a_decimal_comma_is_one_only_where_it_is_written_so() -> None:
    assert _values("note", "4,5", lang="fr") == [4.5]
    assert _values("评分", "4,5") == ["4,5"]
    assert _values("prix", "4,500", lang="fr") == [4500]


@pytest.mark.parametrize(
    ("cell", "pairs"),
    [
        ({"single": "50", "double": "70 pounds"}, [("single", 50), ("double", "70 pounds")]),
        ("single: 50; double: 70 pounds", [("single", 50), ("double", "70 pounds")]),
        ("大床房：592元、标准间：免费", [("大床房", "592元"), ("标准间", "免费")]),
        ("adult 60; child 30", [("adult", 60), ("child", 30)]),
        ("成人60元；学生30元", [("成人", "60元"), ("学生", "30元")]),
        ("成人票30元，学生票、老人票15元。", [(None, "成人票30元，学生票、老人票15元。")]),
        ("东楼20元；东楼，西楼30元", [(None, "东楼20元；东楼，西楼30元")]),
        ("成人60元；学生30元。", [("成人", "60元"), ("学生", "30元")]),
        ("平日：20元，周六、周日：30元", [(None, "平日：20元，周六、周日：30元")]),
        ("adult: 60", [("adult", 60)]),
        ("adult 60", [(None, "adult 60")]),
        ("see: the website", [(None, "see: the website")]),
        ("http://x.example/fees", [(None, "http://x.example/fees")]),
        ("60; 70", [(None, "60; 70")]),
        (("60", "70"), [(None, 60), (None, 70)]),
        ("旺季60元，淡季40元。另见、内有说明10元。", [(None, "旺季60元，淡季40元。另见、内有说明10元。")]),
    ],
)
def test_a_table_of_prices_in_one_cell(cell: Cell, pairs: list[tuple[str | None, Value]]) -> None:
    assert _labelled("price", cell) == pairs


def test_a_heading_may_say_what_its_figures_are_for() -> None:
    for heading, label in (
        ("门票（学生）", "学生"),
        ("学生票", "学生"),
        ("门票（团队）", "团队"),
        ("门票（必填）", None),
    ):
        (fact,) = cells.facts("30", HEADINGS.column(heading, "museum"), "zh-Hans")
        assert ((fact.label or {}).get("zh-Hans"), fact.value) == (label, 30)


def test_labels_that_are_known_are_said_in_every_language() -> None:
    (fact,) = cells.facts("30", HEADINGS.column("学生票", "museum"), "en")
    assert fact.label
    assert (fact.label["en"], fact.label["zh-Hans"]) == ("student", "学生")
    (fact,) = cells.facts("标间: 300", HEADINGS.column("房价", "hotel"), "zh-Hans")
    assert fact.label
    assert (fact.label["en"], fact.label["zh-Hans"]) == ("standard room", "标间")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018", "2018"), ("2018-3", "2018-03"), ("2018-03-09", "2018-03-09"), ("2018/3/9", "2018-03-09"),
        ("2018年3月9日", "2018-03-09"), ("2018年3月", "2018-03"), ("2018年", "2018"), ("2018.03.09", "2018-03-09"),
        ("2018-03-09 14:30:00", "2018-03-09"), ("2018-13", None), ("2018-02-30", None), ("last year", None), ("", None),
        ("09/03/2018", None), ("0000", None), ("0900", "0900"), ("2018-00-05", None),
    ],
)  # fmt: skip
def test_days(text: str, day: str | None) -> None:
    assert cells.day(text) == day


@pytest.mark.parametrize(
    ("text", "order", "point"),
    [
        ("32.41,119.42", "", (32.41, 119.42)),
        ("119.42,32.41", "", (32.41, 119.42)),
        ("(32.41， 119.42)", "", (32.41, 119.42)),
        ("52.2, 0.12", "", (52.2, 0.12)),
        ("0.12,52.2", "lonlat", (52.2, 0.12)),
        ("52.2,0.12", "latlon", (52.2, 0.12)),
        ("119.42E, 32.41N", "", (32.41, 119.42)),
        ("33.5S 70.5W", "", (-33.5, -70.5)),
        ("北纬32.5°，东经119.25°", "", (32.5, 119.25)),
        ("32°30'0\"N 119°15'0\"E", "", (32.5, 119.25)),
        ("-33.5,-70.5", "", (-33.5, -70.5)),
    ],
)
def test_points(text: str, order: str, point: tuple[float, float]) -> None:
    assert points.position(text, order) == Position(*point)


@pytest.mark.parametrize(
    "text", ["", "32.41", "near 12, 34 Road", "95,195", "0,0", "1,2,3", "nan,nan", "119.42,119.42"]
)
def test_no_points(text: str) -> None:
    assert points.position(text) is None


@given(st.text(max_size=80), st.sampled_from([*HEADINGS.known(), "whatever"]))
@settings(max_examples=400, deadline=None)
def test_no_cell_raises_or_loses_its_words(text: str, heading: str) -> None:
    column = HEADINGS.column(heading, "attraction")
    if column.role not in (headings.FACT, headings.UNKNOWN) or not text.strip():
        return
    found = cells.facts(text.strip(), column, "en")
    said = "".join(_said(fact.value) + "".join((fact.label or {}).values()) for fact in found)
    assert found
    assert (
        _bare(text) <= _bare(said) or found[0].value == cells.number(text.strip()) or isinstance(found[0].value, bool)
    )


def _said(value: Value) -> str:
    if isinstance(value, Mapping):
        return "".join(value.values())
    return "".join(value) if isinstance(value, tuple) else str(value)


def _bare(text: str) -> set[str]:
    return set(text) - set("、;；|:：\n ") - {c for c in text if c.isspace()}


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
@settings(max_examples=300, deadline=None)
def test_every_made_id_can_be_a_file_name(name: str, city: str, kind: str) -> None:
    place = slugs.city_id(city)
    assert is_id(place)
    for made in (slugs.made_id(place, kind, name), slugs.entry_id(name, place, kind)):
        assert is_id(made)
    assert slugs.entry_id(name, place, kind) == slugs.entry_id(name, place, kind)


def test_long_words_on_all_sides_make_no_longer_id() -> None:
    long = "0" * 28 + "Ø¼𢩗¼"
    assert is_id(slugs.made_id(slugs.city_id(long), long, long))
    assert is_id(slugs.made_id("york", "hotel", " ".join(["abcdefgh"] * 10)))


def test_ids_that_people_would_expect() -> None:
    assert [slugs.city_id(each) for each in ("扬州", "扬州市", "揚州", "Yangzhou", "São Paulo")] == [
        "yangzhou", "yangzhou", "yangzhou", "yangzhou", "sao-paulo",
    ]  # fmt: skip
    assert slugs.made_id("york", "hotel", "Old Mill Inn") == "york-hotel-old-mill-inn"
    assert slugs.made_id("x", "hotel", "个园") != slugs.made_id("x", "hotel", "各园")
    assert slugs.entry_id("A_12", "x", "hotel") == "a-12"
    assert slugs.entry_id("7", "york", "hotel") == "york-hotel-7"
    assert slugs.entry_id("con", "york", "hotel") != "con"
    assert slugs.entry_id("景点 1", "x", "y") != slugs.entry_id("景点-1", "x", "y")
