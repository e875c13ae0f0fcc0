"""Entry to form and back: nothing is lost, and nobody confirms by accident."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from guide.editing import drafts, faults, reading
from guide.editing.drafts import Draft
from guide.editing.reading import Stamp
from guide.types import Entry, Fact, Link, Position, Source, Value

FIELDS = {
    "price": "money",
    "phone": "data",
    "parking": "text",
    "facilities": "list",
    "hours": "hours",
    "indoor": "flag",
}
TODAY = Stamp("lin", date(2026, 5, 3))
ENTRY = Entry(
    id="he-garden",
    kind="sight",
    city="yangzhou",
    names={"zh-Hans": "何园", "en": "He Garden", "fr": "Jardin He"},
    aliases=("寄啸山庄", "Jixiao"),
    facts=(
        Fact("price", 45, {"zh-Hans": "旺季"}, "Mar-May", source="s1", as_of="2026-03", confidence="high"),
        Fact("price", "学生半价", note={"zh-Hans": "凭证件"}, checked_on="2026-01-02", checked_by="mei"),
        Fact("phone", "0514-0000000", valid_from="2025-01-01", valid_until="2026"),
        Fact("parking", {"zh-Hans": "北门", "en": "North gate"}, checked_on="2026-01-02", checked_by="mei"),
        Fact("facilities", ("wc", "茶室")),
        Fact("facilities", "wifi、茶"),
        Fact("indoor", True),
        Fact("宠物", "不可入内"),
        Fact("面积", 14000),
    ),
    texts={"zh-Hans": "第一段。\n\n第二段。\n", "en": "One.\n\nTwo."},
    position=Position(32.385, 119.448, 30),
    tags=("garden",),
    links=(Link("person", "he-zhidao"), Link("near", "ge-garden")),
    sources={"s1": Source("官网", "https://example.org/a", "A"), "old": Source("Notice")},
    as_of="2025",
    confidence="medium",
)  # fmt: skip


def sent(draft: Draft, **changed: str) -> Draft:
    """The draft after a browser had it: line ends of forms, and cells the editor typed over."""
    form = {name: text.replace("\n", "\r\n") for name, text in drafts.to_form(draft).items()}
    return drafts.from_form({**form, **changed})


def read(draft: Draft, base: Entry = ENTRY) -> Entry:
    assert faults.of(draft, base.lang, {"he-zhidao", "ge-garden"}) == ()
    return reading.entry_of(draft, base, TODAY, FIELDS)


def draft_of(entry: Entry = ENTRY) -> Draft:
    return drafts.of(entry, FIELDS, ("zh-Hans", "en"))


def test_an_untouched_form_is_the_very_entry() -> None:
    assert read(sent(draft_of())) == ENTRY


def test_a_form_keeps_every_cell_even_when_it_cannot_be_read() -> None:
    draft = sent(draft_of(), **{"lat": "north", "facts.0.as_of": "last year", "sources.0.url": "javascript:alert(1)"})
    assert drafts.from_form(drafts.to_form(draft)) == draft
    assert {fault.place: fault.code for fault in faults.of(draft, "zh-Hans", {"he-zhidao", "ge-garden"})} == {
        "lat": "degrees", "facts.0.as_of": "date", "sources.0.url": "not_a_link",
    }  # fmt: skip


def test_a_changed_price_is_a_number_and_keeps_the_rest_of_its_row() -> None:
    assert read(sent(draft_of(), **{"facts.0.value": "50"})).facts[0] == replace(ENTRY.facts[0], value=50)
    assert read(sent(draft_of(), **{"facts.0.value": "37.5"})).facts[0].value == 37.5
    assert read(sent(draft_of(), **{"facts.0.value": "免费"})).facts[0].value == "免费"
    assert read(sent(draft_of(), **{"facts.2.value": "0514"})).facts[2].value == "0514", "a phone is no number"


def test_a_confirmation_falls_away_with_what_it_confirmed() -> None:
    changed = read(sent(draft_of(), **{"facts.3.value:en": "South gate"})).facts[3]
    assert (changed.value, changed.checked_on, changed.checked_by) == (
        {"zh-Hans": "北门", "en": "South gate"}, None, None,
    )  # fmt: skip
    dated = read(sent(draft_of(), **{"facts.3.as_of": "2026-02"})).facts[3]
    assert (dated.as_of, dated.checked_on, dated.checked_by) == ("2026-02", "2026-01-02", "mei")


def test_a_tick_confirms_today_in_the_editors_name() -> None:
    ticked = read(sent(draft_of(), **{"facts.0.confirmed": "yes", "facts.3.confirmed": "yes"}))
    assert [(each.checked_on, each.checked_by) for each in (ticked.facts[0], ticked.facts[3])] == [
        ("2026-05-03", "lin")
    ] * 2
    assert ticked.facts[3].value == ENTRY.facts[3].value


def test_a_form_cannot_forge_a_confirmation() -> None:
    forged = sent(draft_of(), **{"facts.0.checked_on": "2026-05-01", "facts.0.origin": "1", "facts.0.value": "9"})
    assert read(forged).facts[0].checked_on is None
    other_field = sent(draft_of(), **{"facts.0.origin": "3"})
    assert read(other_field).facts[0].checked_on is None


@pytest.mark.parametrize(("field", "typed", "value"), [
    ("price", {"value": "60"}, 60),
    ("parking", {"value:zh-Hans": "东门"}, "东门"),
    ("parking", {"value:en": "East gate"}, {"en": "East gate"}),
    ("facilities", {"value": "a\n\n b \na"}, ("a", "b")),
    ("indoor", {"value": "no"}, False),
    ("hours", {"value": "09:00-17:00"}, "09:00-17:00"),
    ("遛狗", {"value:zh-Hans": "可以", "value:en": "yes"}, {"zh-Hans": "可以", "en": "yes"}),
])  # fmt: skip
def test_a_new_row_is_read_by_the_type_of_its_field(field: str, typed: dict[str, str], value: Value) -> None:
    draft, at = drafts.with_fact(draft_of(), field, FIELDS, "zh-Hans")
    entry = read(sent(draft, **{f"facts.{at}.{cell}": text for cell, text in typed.items()}))
    assert Fact(field, value) in entry.facts
    assert len(entry.facts) == len(ENTRY.facts) + 1


def test_an_empty_row_is_dropped_and_a_half_filled_one_is_a_fault() -> None:
    draft = drafts.with_link(drafts.with_source(drafts.with_fact(draft_of(), "price", FIELDS, "zh-Hans")[0]))
    assert read(sent(draft)) == ENTRY
    half = sent(draft, **{"facts.2.as_of": "2026", "links.2.relation": "near", "sources.2.tier": "A"})
    found = {fault.place: fault.code for fault in faults.of(half, "zh-Hans", {"he-zhidao", "ge-garden"})}
    assert found == {"facts.2.value": "no_value", "links.2.target": "no_such_entry", "sources.2.title": "no_title"}


def test_rows_languages_and_sources_come_and_go() -> None:
    assert drafts.with_source(draft_of()).sources[-1]["key"] == "s2"
    assert drafts.without_row(draft_of(), "facts", 0).facts == draft_of().facts[1:]
    assert drafts.without_row(draft_of(), "facts", 99) == drafts.without_row(draft_of(), "names", 0) == draft_of()
    korean = sent(drafts.with_language(draft_of(), "ko"), **{"name:ko": "허위안"})
    assert read(korean).names == {**ENTRY.names, "ko": "허위안"}
    assert "ko" not in read(korean).texts


@pytest.mark.parametrize(("changed", "place", "code"), [
    ({"name:zh-Hans": " "}, "name:zh-Hans", "no_name"),
    ({"lon": ""}, "lon", "half_position"),
    ({"lat": "91"}, "lat", "degrees"),
    ({"lat": "nan"}, "lat", "degrees"),
    ({"precision": "about 30"}, "precision", "metres"),
    ({"as_of": "2025-02-30"}, "as_of", "date"),
    ({"confidence": "sure"}, "confidence", "choice"),
    ({"facts.0.value": "-3"}, "facts.0.value", "negative"),
    ({"facts.0.source": "s9"}, "facts.0.source", "no_such_source"),
    ({"facts.2.valid_until": "2024-12"}, "facts.2.valid_until", "ends_before_it_starts"),
    ({"facts.0.shape": "code"}, "facts.0.value", "no_field"),
    ({"facts.0.field": ""}, "facts.0.value", "no_field"),
    ({"sources.1.url": "https://"}, "sources.1.url", "not_a_link"),
    ({"sources.1.tier": "Z"}, "sources.1.tier", "choice"),
    ({"links.0.relation": ""}, "links.0.relation", "no_relation"),
    ({"text:en": "x" * 50_001}, "text:en", "too_long"),
])  # fmt: skip
def test_each_fault_names_its_cell(changed: dict[str, str], place: str, code: str) -> None:
    found = faults.of(sent(draft_of(), **changed), "zh-Hans", {"he-zhidao", "ge-garden"})
    assert [(fault.place, fault.code) for fault in found] == [(place, code)]


def test_other_form_names_are_left_out() -> None:
    draft = drafts.from_form(
        {"csrf": "x", "facts.x.value": "1", "facts.0.__class__": "1", "name:<b>": "x", "name:en": "A"}
    )
    assert draft == Draft({"name:en": "A"})
