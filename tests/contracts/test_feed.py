"""What every reader of feeds keeps to, over a real server: levels in bounds and dated, or FeedDown and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.errors import FeedDown
from guide.feeds.calendars import CalendarReader
from guide.feeds.fetch import Fetcher
from guide.feeds.records import Mapped, RecordReader
from guide.ports import FeedReader
from tests.feeds.sources import Source, here, serving

NOW = datetime(2026, 11, 21, 6, 5, tzinfo=UTC)
EVENT = b"BEGIN:VEVENT\r\nUID:%d\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:20261101T140000\r\nDTEND:20261101T150000\r\n" \
        b"RRULE:FREQ=DAILY\r\nSUMMARY:%s\r\nEND:VEVENT\r\n"  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """One implementation, and a document that tells of the places lake and tower."""

    reader: FeedReader
    full: bytes
    empty: bytes


def calendar(*names: bytes) -> bytes:
    events = b"".join(EVENT % (at, name) for at, name in enumerate(names))
    return b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + events + b"END:VCALENDAR\r\n"


KINDS = {
    "json": Kind(
        RecordReader("crowding", Mapped("parks", "name", "in", "max", "at")),
        b'{"parks":[{"name":"lake","in":90,"max":100,"at":"2026-11-21T06:00:00Z"},'
        b'{"name":"tower","in":900,"max":300,"at":1795240800},{"in":3},{"name":"x","in":"?"}]}',
        b'{"parks":[]}',
    ),
    "calendar": Kind(CalendarReader("crowding", 0.9, UTC), calendar(b"lake", b"tower").replace(b"T14", b"T06")
                     .replace(b"T15", b"T07"), calendar()),
}  # fmt: skip


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    return KINDS[request.param]


@pytest.fixture
def source() -> Iterator[Source]:
    with serving() as made:
        yield made


def test_it_tells_the_levels_of_its_places(kind: Kind, source: Source) -> None:
    source.body = kind.full
    levels = kind.reader.read(Fetcher(True, here).get(source.address).body or b"", NOW)
    assert {each.place for each in levels} == {"lake", "tower"}
    assert all(each.kind == "crowding" and 0 <= each.share <= 1 for each in levels)
    assert all(each.at.tzinfo and each.at <= NOW for each in levels)


def test_nothing_is_a_feed_without_levels(kind: Kind) -> None:
    assert kind.reader.read(kind.empty, NOW) == ()


@pytest.mark.parametrize("body", [b"", b"<html>404</html>", b"[" * 100_000, b"\xff\xfe\x00", b"BEGIN:VCALENDAR\r\nX"])
def test_what_is_none_of_its_documents_is_refused(kind: Kind, body: bytes) -> None:
    with pytest.raises(FeedDown):
        kind.reader.read(body, NOW)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(noise=st.binary(max_size=80), at=st.integers(0, 400))
def test_no_document_breaks_it(kind: Kind, noise: bytes, at: int) -> None:
    try:
        levels = kind.reader.read(kind.full[:at] + noise + kind.full[at:], NOW)
    except FeedDown:
        return
    assert all(0 <= each.share <= 1 and each.at.tzinfo for each in levels)
