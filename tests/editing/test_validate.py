"""Checking knowledge: every kind of fault is named with its file and line, and sound knowledge has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from guide import shipped
from guide.editing import problems, validate
from guide.prompts import Prompts
from guide.types import FEATURED, UNNAMED, City, Entry, Fact, Link, Position, Source
from tests.strategies import entries

FIELDS = Prompts(shipped.folder("prompts")).fields
CITY = City("c", {"zh-Hans": "城", "en": "City"}, (32.0, 119.0, 33.5, 120.0))
SOURCES = {"s1": Source("site", "https://example.org/a", "A")}
LAKE = Entry(
    "lake", "attraction", "c", names={"zh-Hans": "湖", "en": "Lake"}, aliases=("大湖",), sources=SOURCES,
    position=Position(32.4, 119.4, 50), as_of="2018", confidence="high", links=(Link("near", "hill"),),
    texts={"zh-Hans": "正文。", "en": "Prose."},
    facts=(
        Fact("hours", "Mar-Nov 08:00-17:00; Mo off", source="s1", checked_on="2026-05-03", checked_by="editor"),
        Fact("hours", "8:00-17:00，周一闭馆", source="s1"),
        Fact("price", 100, {"zh-Hans": "成人", "en": "adult"}, "Mar-May,Sep-Nov", source="s1", valid_from="2018"),
        Fact("dishes", ("包子", "面")),
    ),
)  # fmt: skip
HILL = Entry("hill", "attraction", "c", names={"zh-Hans": "山", "en": "Hill"})


def _codes(*some: Entry, cities: Sequence[City] = (CITY,)) -> list[str]:
    found = validate.check(some, {city.id: city for city in cities}, FIELDS)
    return [each.code for each in found]


def _fact(*facts: Fact) -> Entry:
    return replace(HILL, facts=facts, sources=SOURCES)


def test_sound_entries_have_no_faults() -> None:
    assert _codes(LAKE, HILL) == []


@pytest.mark.parametrize(
    ("fact", "codes"),
    [
        (Fact("观景台", "三处"), ["unknown-column"]),
        (Fact("adress", "x"), ["misspelt-field"]),
        (Fact("built", "明", as_of="2018-13"), ["bad-date"]),
        (Fact("built", "明", checked_on="yesterday"), ["bad-date"]),
        (Fact("built", "明", checked_on="2999-01-01"), ["future-date"]),
        (Fact("built", "明", checked_on="2999"), ["future-date"]),
        (Fact("built", "明", valid_from="2026-05", valid_until="2026-03-09"), ["ends-before"]),
        (Fact("built", "明", valid_from="2026", valid_until="2026-03"), []),
        (Fact("hours", "Mar-Nov 25:00-18:00", source="s1"), ["bad-hours"]),
        (Fact("concession_rules", "half: age 60-69 | student", source="s1"), []),
        (Fact("concession_rules", "60至69岁半价", source="s1"), ["bad-concession"]),
        (Fact("concession_rules", "free: anyone; at nowhere", source="s1"), ["dead-id"]),
        (Fact("concession_rules", "free: card nothing", source="s1"), ["dead-id"]),
        (Fact("concession_rules", "free: anyone"), ["no-source"]),
        (Fact("combined_ticket", "hill, nowhere", source="s1"), ["dead-id"]),
        (Fact("combined_ticket", "hill", source="s1"), ["bad-ids"]),
        (Fact("ticket_of", "", source="s1"), ["bad-ids"]),
        (Fact("booking_rule", "required: timed; ahead 1", source="s1"), []),
        (Fact("booking_rule", "book early", source="s1"), ["bad-booking"]),
        (Fact("hours", "Tu-Su 09:00-17:00; PH off", source="s1"), ["holiday-hours"]),
        (Fact("hours", {"zh-Hans": "全天", "en": "all day"}, source="s1"), []),
        (Fact("built", "明", when="旺季"), ["bad-when"]),
        (Fact("built", {"zh-Hans": "明"}), ["missing-translation"]),
        (Fact("built", {"en": "Ming"}), ["missing-translation"]),
        (Fact("built", {"zh-Hans": "明", "en": "Ming", "xx": "?"}), ["unknown-language"]),
        (Fact("built", "明", label={"zh-Hans": "东门"}), ["missing-translation"]),
        (Fact("built", "明", note={"zh-Hans": "约"}), ["missing-translation"]),
        (Fact("built", "明", confidence="sure"), ["bad-confidence"]),
        (Fact("built", "明", source="s2"), ["dead-source"]),
        (Fact("price", 30), ["no-source"]),
        (Fact("phone", "0514-1"), ["no-source"]),
        (Fact("hours", "24/7"), ["no-source"]),
        (Fact("面积", 3, source="s1"), ["unknown-column", "wrong-type"]),
        (Fact("price", -30, source="s1"), ["negative"]),
        (Fact("price", "-30", source="s1"), ["negative"]),
        (Fact("price", 0, source="s1"), []),
        (Fact("price", True, source="s1"), ["wrong-type"]),
        (Fact("price", float("nan"), source="s1"), ["wrong-type"]),
        (Fact("phone", 514, source="s1"), ["wrong-type"]),
        (Fact("hours", ("a", "b"), source="s1"), ["wrong-type"]),
        (Fact("metro", False), []),
    ],
)
def test_faults_of_a_fact(fact: Fact, codes: list[str]) -> None:
    assert _codes(_fact(fact)) == codes


@pytest.mark.parametrize(
    ("entry", "codes"),
    [
        (replace(HILL, names={"en": "Hill"}), ["no-name"]),
        (replace(HILL, names={"zh-Hans": "山"}), ["missing-name"]),
        (replace(HILL, names={**HILL.names, "xx": "?"}), ["unknown-language"]),
        (replace(HILL, names={"zh-Hans": "观", "en": "View", "zh-Hant": "觀"}), ["same-hant"]),
        (replace(HILL, names={"zh-Hans": "台", "en": "Terrace", "zh-Hant": "台"}), []),
        (replace(HILL, texts={"zh-Hans": "正文。"}), ["missing-prose"]),
        (replace(HILL, texts={"en": "Prose."}), ["missing-prose"]),
        (replace(HILL, coined=("en", "ja")), ["coined-nothing"]),
        (replace(HILL, as_of="March"), ["bad-date"]),
        (replace(HILL, confidence="sure"), ["bad-confidence"]),
        (replace(HILL, position=Position(119.4, 32.4)), ["bad-position"]),
        (replace(HILL, position=Position(31.4, 119.4)), ["outside-city"]),
        (replace(HILL, sources={"s": Source("x", "example.org", "D")}), ["bad-url", "bad-tier"]),
        (replace(HILL, links=(Link("near", "gone"), Link("likes", "lake"))), ["dead-link", "unknown-relation"]),
        (replace(HILL, links=(Link("near", "hill"),)), ["self-link"]),
    ],
)
def test_faults_of_an_entry(entry: Entry, codes: list[str]) -> None:
    assert _codes(LAKE, entry) == codes


def test_a_link_is_held_against_both_of_its_ends() -> None:
    poet = replace(HILL, id="poet", kind="person", names={"zh-Hans": "诗人", "en": "Poet"}, position=None)
    built = replace(HILL, links=(Link("builder", "poet"),))
    assert _codes(built, poet) == []
    assert _codes(replace(HILL, links=(Link("builder", "lake"),)), LAKE) == ["wrong-target"]
    assert _codes(replace(HILL, links=(Link("author", "poet"),)), poet) == ["wrong-bearer"]
    lies_in = replace(LAKE, links=(Link("part-of", "hill"),))
    assert _codes(replace(HILL, links=(Link("part-of", "lake"),)), lies_in) == ["returned-link", "returned-link"]
    near = replace(LAKE, links=(Link("near", "hill"),))
    assert _codes(replace(HILL, links=(Link("near", "lake"),)), near) == []


def test_names_that_cannot_be_told_apart() -> None:
    twin = replace(HILL, id="twin", names={"zh-Hans": "山", "en": "HILL"})
    assert _codes(HILL, twin) == ["duplicate-name", "duplicate-name"]
    assert _codes(HILL, replace(twin, kind="food")) == []
    assert _codes(HILL, replace(twin, city="d"), cities=(CITY, City("d"))) == []
    namesake = replace(HILL, id="namesake", names={"zh-Hans": "岭", "en": "Ridge"}, aliases=("大山", "山", "岭"))
    assert _codes(namesake, HILL) == ["duplicate-name"]


def test_an_id_twice_and_a_city_unknown_or_nowhere() -> None:
    assert _codes(LAKE, HILL, HILL) == ["duplicate-id"]
    assert _codes(HILL, replace(HILL, id="h2", names={"zh-Hans": "岭", "en": "Ridge"}), cities=()) == ["unknown-city"]
    assert _codes(HILL, cities=(replace(CITY, zone="Asia/Nowhere"),)) == ["bad-zone"]


def test_water_flows_past_places_that_are_there() -> None:
    assert _codes(HILL, cities=(replace(CITY, water=((HILL.id,),)),)) == []
    assert _codes(HILL, cities=(replace(CITY, water=((HILL.id, "nowhere"),)),)) == ["dead-id"]


def test_bounds_may_cross_the_date_line() -> None:
    fiji = replace(CITY, bounds=(-20.0, 177.0, -15.0, -178.0))
    assert _codes(replace(HILL, position=Position(-18.0, -179.0)), cities=(fiji,)) == []
    assert _codes(replace(HILL, position=Position(-18.0, 0.0)), cities=(fiji,)) == ["outside-city"]


def test_what_leaves_an_entry_usable_is_a_warning() -> None:
    some = (_fact(Fact("观景台", "x"), Fact("adress", "x"), Fact("built", {"en": "x"}), Fact("price", 3)),)
    assert {each.severity for each in validate.check(some, {"c": CITY}, FIELDS)} == {"warning"}


def test_a_city_asks_for_prose_and_for_more_of_what_it_is_visited_for() -> None:
    asking = replace(CITY, prose=("zh-Hans", "en"), featured_prose=("zh-Hans", "en", "ja"))
    told = replace(HILL, texts={"zh-Hans": "山。", "en": "A hill."})
    assert _codes(replace(HILL, texts={}), cities=(asking,)) == ["missing-prose", "missing-prose"]
    assert _codes(told, cities=(asking,)) == []
    assert _codes(replace(told, tags=(FEATURED,)), cities=(asking,)) == ["missing-prose"]
    assert _codes(replace(HILL, texts={}, tags=(UNNAMED,)), cities=(asking,)) == []


_CITY = "names: {zh-Hans: 城, en: City}\nbounds: {south: 32, west: 119, north: 33.5, east: 120}\n"
_FILE = """---
kind: attraction
names:
  zh-Hans: 湖
  en: Lake
position: {lat: 22.4, lon: 119.4}
sources:
  s1: {title: x, tier: Z}
links:
  near: [gone]
facts:
  hours:
  - value: 08:00-17:00
    source: s1
  - value: 08:00-25:00-17:00
    source: s2
  price: -30
  dishes:
  - a
  - b
  stars:
    value: 5
    source: s1
    checked_on: 2999
---
"""


def _write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_each_fault_has_its_line(tmp_path: Path) -> None:
    _write(tmp_path, "c/_city.yaml", _CITY)
    _write(tmp_path, "c/lake.md", _FILE)
    _write(tmp_path, "c/broken.md", "---\nkind: a\n")
    found = [(each.file, each.line, each.code) for each in validate.check_folder(tmp_path)]
    assert found == [
        ("c/broken.md", 1, "open-front-matter"),
        ("c/lake.md", 6, "outside-city"),
        ("c/lake.md", 8, "bad-tier"),
        ("c/lake.md", 10, "dead-link"),
        ("c/lake.md", 15, "bad-hours"),
        ("c/lake.md", 16, "dead-source"),
        ("c/lake.md", 17, "negative"),
        ("c/lake.md", 17, "no-source"),
        ("c/lake.md", 24, "future-date"),
    ]


def test_a_city_alone_may_link_to_its_neighbours(tmp_path: Path) -> None:
    for city in "cd":
        _write(tmp_path, f"{city}/_city.yaml", _CITY)
        _write(
            tmp_path, f"{city}/{city}1.md", "---\nkind: a\nnames: {zh-Hans: 湖, en: L}\nlinks: {near: [c1, d1]}\n---\n"
        )
    assert [(each.file, each.code) for each in validate.check_folder(tmp_path / "c")] == [("c/c1.md", "self-link")]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(entries(), entries())
def test_nothing_an_editor_writes_breaks_the_check(first: Entry, second: Entry) -> None:
    for problem in validate.check((first, second), {"c": CITY}, FIELDS):
        assert problem.message
        assert problem.fix


def test_both_languages_have_words_for_the_same_faults() -> None:
    tables = [
        yaml.safe_load((shipped.folder("prompts") / lang / "check.yaml").read_text("utf-8")) for lang in ("en", "zh")
    ]
    assert tables[0].keys() == tables[1].keys()
    for code, said in tables[0].items():
        names = {"severity"} if "severity" in said else set()
        assert tables[1][code].keys() == said.keys() - names


def test_problems_are_said_in_the_editors_language() -> None:
    (found,) = validate.check((_fact(Fact("price", -30, source="s1")),), {"c": CITY}, FIELDS)
    assert problems.words(found.code, found.values, "zh")[0] == "price 的 -30 小于零"
