"""Drafts from templates: every line traced, nothing doubtful, nothing closed, the same for the same brief."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from guide.editing import files
from guide.editing.copydesk import drafting, route, tracing
from guide.editing.copydesk.checking import Advertising
from guide.editing.copydesk.drafting import House
from guide.editing.copydesk.material import Material, chosen
from guide.editing.copydesk.values import FORMS, LANGUAGES, TONES, Block, Brief, Line
from guide.shipped import folder
from guide.types import Entry, Fact, Position
from tests.editing.copydesk.places import POND, PROMPTS, TOWER, WORDING

ADVERTISING = Advertising(PROMPTS)
FILES = [folder("knowledge") / "yangzhou" / f"{each}.md" for each in ("slender-west-lake", "ge-garden", "he-garden")]


@pytest.fixture(scope="module")
def gardens() -> tuple[Entry, ...]:
    """Three places as they ship, in five languages."""
    found = {each.id: each for each in files.read_folder(folder("knowledge")).entries}
    return tuple(found[path.stem] for path in FILES)


def made(brief: Brief, *entries: Entry) -> tuple[Block, ...]:
    house = House(WORDING, {}, lambda text: not ADVERTISING.boasts(text, brief.lang))
    return drafting.draft(brief, entries, PROMPTS, house)


def lines(blocks: tuple[Block, ...]) -> list[Line]:
    return [line for block in blocks for line in block.lines]


def test_every_form_tone_and_language_is_traced_and_boasts_of_nothing(gardens: tuple[Entry, ...]) -> None:
    for form, tone, lang, count, seed in product(FORMS, TONES, LANGUAGES, (1, 3), (0, 1, 2)):
        brief = Brief(tuple(each.id for each in gardens[:count]), form, tone, lang, seed)
        drafted = lines(made(brief, *gardens[:count]))
        assert len(drafted) >= 4, brief
        for line in drafted:
            assert line.traces and line.text.strip(), (brief, line)
            assert "{{" not in line.text and "None" not in line.text and "(이)" not in line.text, (brief, line)
            assert not ADVERTISING.boasts(line.text, lang), (brief, line)


def test_the_same_brief_is_the_same_text_and_the_next_seed_another(gardens: tuple[Entry, ...]) -> None:
    brief = Brief(("slender-west-lake",), "post", "warm")
    assert made(brief, gardens[0]) == made(brief, gardens[0])
    other = made(replace(brief, seed=1), gardens[0])
    assert [line.text for line in lines(other)] != [line.text for line in lines(made(brief, gardens[0]))]


def test_a_closed_field_and_a_boast_of_the_entry_are_left_out() -> None:
    text = " ".join(line.text for line in lines(made(Brief(("tower",)), TOWER)))
    assert "1818" in text and "张三" not in text and "最佳" not in text


def test_a_note_that_a_row_leaves_out_is_kept_beside_it() -> None:
    row = next(line for line in lines(made(Brief(("tower",)), TOWER)) if "45" in line.text)
    assert "含茶一杯" not in row.text and row.traces[0].note == "含茶一杯" and row.traces[0].as_of == "2019"


def test_what_no_one_confirmed_is_said_with_its_date() -> None:
    small = next(block for block in made(Brief(("tower", "pond")), TOWER, POND) if block.role == "small")
    assert "2019年" in small.lines[0].text
    confirmed = replace(TOWER, facts=tuple(replace(each, checked_on="2026-04-20") for each in TOWER.facts))
    assert not [block for block in made(Brief(("tower",)), confirmed) if block.role == "small"]


def test_a_language_without_prose_gets_statements_else_rows_alone() -> None:
    roles = [block.role for block in made(Brief(("pond",), lang="ja"), POND)]
    assert "body" not in roles and "facts" in roles
    english = made(Brief(("tower",), lang="en"), replace(TOWER, texts={}))
    assert "It stands 20 metres above the water." in [line.text for line in lines(english)]


def test_a_leaflet_says_how_far_it_is_only_where_positions_are_known() -> None:
    blocks = made(Brief(("tower", "pond"), "leaflet"), TOWER, POND)
    steps = [line for block in blocks if block.role == "small" for line in block.lines if "步行" in line.text]
    assert len(steps) == 1 and {trace.field for trace in steps[0].traces} == {"position"}
    rough = replace(POND, position=Position(32.41, 119.43, 5000))
    assert "步行" not in str(made(Brief(("tower", "pond"), "leaflet"), TOWER, rough))


def test_the_sketch_stands_north_up_inside_its_box() -> None:
    stops = route.sketch([("a", Position(32.40, 119.42)), ("b", Position(32.41, 119.43)), ("c", None)])
    assert [each.number for each in stops] == [1, 2] and stops[0].y > stops[1].y and stops[0].x < stops[1].x
    assert all(0 <= each.x <= route.WIDTH and 0 <= each.y <= route.HEIGHT for each in stops)
    assert route.sketch([("a", Position(32.40, 119.42))]) == ()
    same = route.sketch([("a", Position(32.4, 119.4)), ("b", Position(32.4, 119.4))])
    assert {(each.x, each.y) for each in same} == {(300, 150)}


def test_surer_facts_are_printed_and_seasons_before_a_passers_note() -> None:
    adult = {"en": "adult"}
    season = [Fact("price", 100, adult, when="Mar-May"), Fact("price", 60, adult, when="Jun-Aug")]
    note = Fact("price", 98, adult, confidence="medium")
    weak = Fact("price", 120, {"en": "night"}, confidence="low")
    assert chosen([*season, note, weak]) == season
    assert chosen([weak]) == [weak]
    assert chosen([note, replace(note, value=95, checked_on="2026-05-01")])[0].value == 95


def test_a_short_row_still_says_the_whole_year() -> None:
    seasons = tuple(
        Fact("price", value, when=when)
        for value, when in ((100, "Mar-May,Sep-Nov"), (60, "Feb,Jun-Aug"), (30, "Jan,Dec"))
    )
    night = Fact("price", 110, {"zh-Hans": "夜游"})
    found = Material(replace(TOWER, facts=(*seasons, night)), "zh-Hans", WORDING).row("price", 1)
    assert found is not None and found[1] == seasons


def test_paragraphs_stand_in_the_order_they_were_written(gardens: tuple[Entry, ...]) -> None:
    text = gardens[0].texts["zh-Hans"]
    for seed in range(4):
        drafted = made(Brief(("slender-west-lake",), seed=seed), gardens[0])
        places = [text.index(block.lines[0].text) for block in drafted if block.role == "body"]
        assert places == sorted(places) and len(places) >= 2


def test_a_translation_that_is_added_changes_no_fact() -> None:
    built = TOWER.of("built")[0]
    more = replace(built, value={**built.value, "ja": "1818年"})  # type: ignore[dict-item]
    assert tracing.mark(built, "zh-Hans", WORDING) == tracing.mark(more, "zh-Hans", WORDING)
    trace = Material(TOWER, "zh-Hans", WORDING).traced("x", (built,)).traces[0]
    assert tracing.changed(trace, replace(TOWER, facts=(more,)), "zh-Hans", WORDING) == ""
    assert tracing.changed(trace, replace(TOWER, facts=()), "zh-Hans", WORDING) == "gone"
    assert tracing.changed(trace, None, "zh-Hans", WORDING) == "withdrawn"
    other = replace(built, value={**built.value, "zh-Hans": "明代"})  # type: ignore[dict-item]
    assert tracing.changed(trace, replace(TOWER, facts=(other,)), "zh-Hans", WORDING) == "changed"


def test_traditional_characters_are_traced_to_the_sentence_that_was_written() -> None:
    body = next(block for block in made(Brief(("tower",), lang="zh-Hant"), TOWER) if block.role == "body")
    assert body.lines[0].text == "柳影樓建於1818年。"
    assert all(tracing.changed(each, TOWER, "zh-Hant", WORDING) == "" for line in body.lines for each in line.traces)
