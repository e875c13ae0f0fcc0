"""Places on a sheet: nothing overlaps, nothing leaves it, and the important ones find room first."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.server.atlas.captions import trail
from guide.server.atlas.chart import NARROW, WIDE
from guide.server.atlas.layout import LEAST_TARGET, draw
from guide.server.atlas.pin import pin
from guide.server.atlas.placing import Box, Room, about, ems, folded
from guide.server.atlas.sketch import Arrow, Format, Mark, Place, Sketch, Vignette

NAMES = st.sampled_from(["湖", "瘦西湖白塔", "扬州中国雕版印刷博物馆", "Ge Garden", "Lu Family Salt Merchant House"])
AT = st.tuples(st.floats(32.3, 32.5), st.floats(119.3, 119.5))
DENSE = st.tuples(st.floats(32.39, 32.42), st.floats(119.42, 119.45))
FORMATS = st.sampled_from([NARROW, WIDE])


@st.composite
def _places(draw_: st.DrawFn) -> list[Place]:
    many = draw_(st.integers(1, 30))
    return [
        Place(
            f"place-{number}", draw_(NAMES), draw_(st.sampled_from(["attraction", "museum", "venue", "other"])),
            draw_(st.one_of(DENSE, AT)), draw_(st.sampled_from([None, None, "drawing.svg"])), draw_(st.booleans()),
        )
        for number in range(many)
    ]  # fmt: skip


def sketch_of(places: list[Place], form: Format) -> Sketch:
    return draw(places, {place.id: "12 km" for place in places}, [[(each.id, each.at) for each in places[:4]]], form)


@settings(max_examples=40, deadline=None)
@given(_places(), FORMATS)
def test_nothing_overlaps_and_nothing_leaves_the_sheet(places: list[Place], form: Format) -> None:
    sketch = sketch_of(places, form)
    boxes = [each.box for each in sketch.vignettes] + [each.box for each in sketch.arrows]
    boxes += [each.box for each in sketch.marks if each.box] + list(sketch.furniture.boxes[1:])
    assert all(box.within(form.bounds) for box in boxes)
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]
    for mark in sketch.marks:
        assert sketch.sheet.holds(mark.point, 9)
        assert not [box for box in boxes if about(mark.point, 8, 8).overlaps(box)]


@settings(max_examples=40, deadline=None)
@given(_places(), FORMATS)
def test_every_place_has_at_most_one_sign_and_dots_can_be_tapped(places: list[Place], form: Format) -> None:
    sketch = sketch_of(places, form)
    signs: list[Vignette | Arrow | Mark] = [*sketch.vignettes, *sketch.arrows, *sketch.marks]
    ids = [each.place.id for each in signs]
    assert len(ids) == len(set(ids)) and set(ids) <= {place.id for place in places}
    assert len(sketch.vignettes) <= form.pictures and len(sketch.arrows) <= form.arrows
    assert all(mark.target >= LEAST_TARGET for mark in sketch.marks)


@settings(max_examples=40, deadline=None)
@given(_places(), FORMATS, AT)
def test_a_pin_shows_any_place_on_the_sheet(places: list[Place], form: Format, at: tuple[float, float]) -> None:
    sketch = sketch_of(places, form)
    for place in (*places, Place("elsewhere", "Elsewhere", "other", at)):
        shown = pin(sketch, place)
        assert shown.ring.within(Box(-9, -9, form.width + 9, form.height + 9))
        assert shown.plate is None or shown.plate.within(Box(0, 0, form.width, form.height))


def test_the_same_places_give_the_same_sheet() -> None:
    places = [Place(f"p{n}", "Ge Garden", "museum", (32.4, 119.43), "a.svg") for n in range(6)]
    assert sketch_of(places, WIDE) == sketch_of(places, WIDE)


def test_one_place_alone_is_a_map_too() -> None:
    sketch = sketch_of([Place("only", "湖", "attraction", (32.4, 119.43))], NARROW)
    (mark,) = sketch.marks
    assert mark.caption and mark.point == (195, 320) and sketch.furniture.kilometres == 0.2


def test_a_name_takes_two_lines_only_between_words() -> None:
    assert folded("Lu Family Salt Merchant House", 9) == ("Lu Family Salt", "Merchant House")
    assert folded("扬州中国雕版印刷博物馆", 9) == ("扬州中国雕版印刷博物馆",)
    assert folded("Ge Garden", 9) == ("Ge Garden",)
    assert ems("湖") == 1 and ems("il") < ems("om") and ems("e\u0301") == ems("e")


@pytest.mark.parametrize(
    ("start", "end", "crosses"),
    [((0, 5), (20, 5), True), ((0, 0), (20, 0), False), ((0, 30), (30, 0), False), ((12, 0), (12, 20), True),
     ((0, 5), (8, 5), False), ((12, 5), (14, 6), True), ((5, 0), (5, 20), False)],
)  # fmt: skip
def test_a_line_crosses_a_box(start: tuple[float, float], end: tuple[float, float], crosses: bool) -> None:
    assert Box(10, 2, 16, 10).crosses(start, end) is crosses


def test_a_box_at_the_edge_is_still_inside() -> None:
    assert Box(0, 629.9 - 30.3, 10, 629.9 - 30.3 + 30.3 + 1e-9).within(Box(0, 0, 10, 629.9))
    assert not Box(0, 0, 10, 10.1).within(Box(0, 0, 10, 10))


def test_room_is_given_away_once() -> None:
    room = Room(Box(0, 0, 100, 100))
    first = room.first([Box(-5, 0, 20, 20), Box(0, 0, 20, 20)])
    assert first == Box(0, 0, 20, 20) and room.first([Box(10, 10, 30, 30)]) is None
    assert room.first([Box(20, 0, 40, 20)]) and not room.fits(trail((0, 0), (100, 100))[1])
