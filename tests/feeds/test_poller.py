"""Looking at feeds: levels with their time, back-off, staleness, and a restart that forgets nothing fresh."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from guide.feeds.fetch import Fetcher
from guide.feeds.levels import Board
from guide.feeds.poller import Poller
from guide.feeds.specs import Spec
from tests.clock import until
from tests.feeds.sources import Source, here, serving

START = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


@dataclass
class Desk:
    """A poller on a clock that goes when told."""

    source: Source
    now: datetime = START
    values: dict[str, Any] = field(default_factory=dict)
    board: Board = field(default_factory=Board)

    def get(self, key: str, default: Any = None) -> Any:
        return json.loads(self.values[key]) if key in self.values else default

    def put(self, key: str, value: Any) -> None:
        self.values[key] = json.dumps(value)

    def poller(self) -> Poller:
        return Poller(self, self.board, Fetcher(True, here), lambda: self.now, lambda place: place == "lake")

    def spec(self) -> Spec:
        return Spec(
            "f1", "湖区客流", self.source.address, items="parks", place="name", value="in", places={"塔": "tower"}
        )

    def say(self, **parks: int) -> None:
        self.source.body = json.dumps({"parks": [{"name": key, "in": each} for key, each in parks.items()]}).encode()


@pytest.fixture
def desk() -> Iterator[Desk]:
    with serving() as source:
        yield Desk(source)


def test_it_keeps_the_levels_of_our_places_for_as_long_as_they_are_fresh(desk: Desk) -> None:
    desk.say(lake=95, 塔=85, elsewhere=99)
    poller = desk.poller()
    poller.put(desk.spec())
    poller.look()
    assert desk.board.places(START) == {"lake", "tower"}
    ((fresh),) = desk.board.high("lake", START)
    assert (fresh.level.share, fresh.source, fresh.level.at) == (0.95, "湖区客流", START)
    assert not desk.board.places(START + timedelta(minutes=31))
    assert poller.all()[0][1].count == 2


def test_a_restart_remembers_what_is_fresh(desk: Desk) -> None:
    desk.say(lake=95)
    first = desk.poller()
    first.put(desk.spec())
    first.look()
    desk.board = Board()
    desk.poller()
    assert desk.board.places(START + timedelta(minutes=10)) == {"lake"}


def test_a_dead_feed_is_asked_less_and_less_and_what_it_told_grows_stale(desk: Desk) -> None:
    desk.say(lake=95)
    poller = desk.poller()
    poller.put(desk.spec())
    poller.look()
    desk.source.status = 500
    for _ in range(120):
        desk.now += timedelta(minutes=1)
        poller.look()
    state = poller.all()[0][1]
    assert state.reason == "status" and state.told == START and 3 <= state.failures <= 6
    assert not desk.board.places(desk.now)
    desk.source.status = 200
    desk.now += timedelta(hours=2)
    poller.look()
    assert poller.all()[0][1].failures == 0 and desk.board.places(desk.now) == {"lake"}


def test_what_has_not_changed_still_counts_as_told(desk: Desk) -> None:
    desk.say(lake=95)
    desk.source.headers = {"etag": '"1"'}
    poller = desk.poller()
    poller.put(desk.spec())
    for _ in range(2):
        poller.look()
        desk.now += timedelta(minutes=6)
    assert desk.source.asked[1]["if-none-match"] == '"1"'
    assert poller.all()[0][1].count == 1


def test_a_feed_that_is_removed_leaves_nothing(desk: Desk) -> None:
    desk.say(lake=95)
    poller = desk.poller()
    poller.put(desk.spec())
    poller.look()
    poller.remove("f1")
    assert not poller.all() and not desk.board.places(START) and desk.get("levels") == {}


def test_the_thread_looks_by_itself_and_ends(desk: Desk) -> None:
    desk.say(lake=95)
    poller = desk.poller()
    poller.put(desk.spec())
    poller.start()
    until(lambda: bool(desk.board.places(START)))
    poller.close()
    assert desk.board.places(START) == {"lake"}
