"""Who may read a column: whatever mix of classes is given, nothing but what is public leaves in any of the forms."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.opendata.classes import CLASSES, INTERNAL, PERSONAL, PUBLIC, UNDECIDED, Classes, by_column, folded, strictest
from guide.opendata.dumps import Shelf, Source, State
from guide.opendata.formats import FORMATS, feature
from guide.opendata.history import history
from guide.opendata.notices import notices
from guide.opendata.records import Scribe, Stand
from guide.opendata.register import Register, Row, plain
from guide.opendata.terms import Terms
from guide.pictures import Pictures
from guide.server.opendata.linked import describer
from guide.types import City, Entry, Fact, Position, Revision, Value
from guide.types import Source as Origin
from tests.opendata.test_dumps import clock, read

AT, TODAY = datetime(2026, 11, 21, 9, tzinfo=UTC), date(2026, 11, 21)
KNOWN = {"price": PUBLIC, "hours": PUBLIC, "phone": PUBLIC, "address": PUBLIC, "notice": PUBLIC, "area": PUBLIC,
         "remark": INTERNAL, "keeper_phone": PERSONAL}  # fmt: skip
OWN = ("园中猫咪", "Owner", "owner", "ＯＷＮＥＲ ", "Price", "Keeper_Phone", "price ", "a;b=c", "class:x")
NUMBERS = count()


def test_the_strictest_class_counts() -> None:
    assert strictest(PUBLIC, PERSONAL, INTERNAL) == PERSONAL and strictest(UNDECIDED, "nonsense") == UNDECIDED
    own = by_column({"Owner": PUBLIC, "ｏｗｎｅｒ ": PERSONAL, "cats": UNDECIDED})
    assert own == {"owner": PERSONAL}
    classes = Classes(KNOWN, {**own, "price": PERSONAL, "remark": PUBLIC})
    assert [classes.of(each) for each in ("OWNER", "price", "remark", "Remark", "cats", "hours", "Hours")] == [
        PERSONAL, PERSONAL, INTERNAL, INTERNAL, UNDECIDED, PUBLIC, UNDECIDED]  # fmt: skip


def test_an_undecided_column_is_closed_but_not_hidden() -> None:
    classes = Classes(KNOWN, {"owner": INTERNAL, "cats": PUBLIC})
    assert [each in classes.closed for each in ("dogs", "owner", "cats", "price")] == [True, True, False, False]
    assert [each in classes.hidden for each in ("dogs", "owner", "cats", "price")] == [False, True, False, False]


@st.composite
def held(draw: st.DrawFn) -> tuple[Entry, Entry]:
    """An entry before and after a change, each value a word that stands nowhere else."""
    fields = draw(st.lists(st.sampled_from((*KNOWN, *OWN)), min_size=1, max_size=8, unique=True))

    def facts() -> tuple[Fact, ...]:
        return tuple(Fact(field, _value(draw, field), note={"en": _mark(field)}, source=f"s{at}", checked_by="Zebulon")
                     for at, field in enumerate(fields))  # fmt: skip

    sources = {
        f"s{at}": Origin(_mark(field), f"https://{_mark(field)}.example", "A") for at, field in enumerate(fields)
    }
    before, after = (Entry("house", draw(st.sampled_from(("attraction", "museum", "notice"))), "x",
                           names={"en": "House"}, facts=facts(), sources=sources, position=Position(32, 119))
                     for _ in range(2))  # fmt: skip
    return before, after


def _mark(field: str) -> str:
    """A word by which what a field said is found again."""
    return f"m{field.encode().hex()}m{next(NUMBERS)}m"


def _value(draw: st.DrawFn, field: str) -> Value:
    if field == "notice":
        return draw(st.sampled_from(("advice", "crowded", _mark(field))))
    said: tuple[Value, ...] = (_mark(field), {"en": _mark(field)}, (_mark(field),))
    return draw(st.sampled_from(said))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(held(), st.dictionaries(st.sampled_from((*KNOWN, *OWN)), st.sampled_from((*CLASSES, UNDECIDED))))
def test_nothing_but_what_is_public_leaves(
    tmp_path: Path, entries: tuple[Entry, Entry], chosen: Mapping[str, str]
) -> None:
    classes = Classes(KNOWN, by_column(chosen))
    told = "".join(forms(tmp_path, entries, classes))
    public = {field for field in (*KNOWN, *OWN) if classes.of(field) == PUBLIC}
    assert not [field for field in (*KNOWN, *OWN) if field not in public and f"m{field.encode().hex()}m" in told]
    assert "Zebulon" not in told
    for each in entries[1].facts:
        assert each.field not in public or (each.note or {})["en"] in told, "what is public leaves"
    for field in OWN:
        named = [each for each, kind in chosen.items() if folded(each) == folded(field) and kind]
        assert (field in public) <= (bool(named) and {chosen[each] for each in named} == {PUBLIC})


def forms(folder: Path, entries: tuple[Entry, Entry], classes: Classes) -> list[str]:
    """Everything that is ever made of an entry for others: record, point, history, notices, linked data, the files."""
    before, after = entries
    stand = Stand(2, 2, AT)
    rows = {after.id: Row(after, stand, plain(after.id), "", True)}
    register, scribe = Register(2, rows, AT), Scribe(Terms(), classes.closed, rows, TODAY)
    steps = [Revision(after.id, number, None, number, "Zebulon", AT + timedelta(number), "Zebulon", each)
             for number, each in enumerate(entries, 1)]  # fmt: skip
    record = scribe.record(after, stand)
    describe = describer(Pictures(folder), lambda each: City(each), "https://x.example")
    shelf = Shelf(folder)
    dump = shelf.make(Source(register, scribe, describe, State(2, repr(classes), TODAY.isoformat())), clock)
    said = [each.record for each in notices(register, scribe)]
    told = [record, feature(record), history(steps, scribe), history(steps, scribe, "Owner"), said,
            describe(rows[after.id], register, scribe)]  # fmt: skip
    files = [read(shelf, dump, each.name) for each in FORMATS]
    return [json.dumps(each, ensure_ascii=False) for each in told] + files
