"""Looks at all feeds from one thread. A feed that fails is asked less and less often, and what it told grows stale.

Nothing waits for a feed: answers and pages read the board, which holds what was last told and when.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from guide.background import Rounds
from guide.errors import FeedDown, StorageError
from guide.feeds import specs
from guide.feeds.fetch import Fetcher
from guide.feeds.levels import Board
from guide.feeds.specs import Spec
from guide.ports import Level

LONGEST_WAIT = timedelta(hours=1)
_SPECS, _LEVELS = "feeds", "levels"
_IDLE = 60.0
"""Seconds after which the thread looks whether anything is due, where nothing woke it."""
_PATIENCE = 1.0
"""Seconds for which a look under way is waited for at the end."""
_LOGGER = logging.getLogger("guide.feeds")


class Values(Protocol):
    """Where small values are kept."""

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key."""
        ...

    def put(self, key: str, value: Any) -> None:
        """Keep a value."""
        ...


@dataclass(frozen=True, slots=True)
class State:
    """How a feed does. `reason` is why the last look failed; "" where it did not."""

    looked: datetime | None = None
    told: datetime | None = None
    """When it last told something, changed or not."""
    failures: int = 0
    reason: str = ""
    count: int = 0
    """Levels of places of ours."""
    due: datetime | None = None
    marks: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    """The document, to be read again at another hour where it has not changed."""


class Poller:
    """The feeds of a base, and the thread that looks at them. `is_entry` tells which places are ours."""

    def __init__(
        self, values: Values, board: Board, fetcher: Fetcher, clock: Callable[[], datetime],
        is_entry: Callable[[str], bool],
    ) -> None:  # fmt: skip
        self._values, self._board, self._fetcher = values, board, fetcher
        self._clock, self._is_entry = clock, is_entry
        self._states: dict[str, State] = {}
        self._rounds = Rounds("feeds", self._step, _PATIENCE)
        self._restore()

    def all(self) -> tuple[tuple[Spec, State], ...]:
        """Every feed and how it does, by name."""
        found = sorted(self._specs().values(), key=lambda each: each.name)
        return tuple((each, self._states.get(each.id, State())) for each in found)

    def put(self, spec: Spec) -> None:
        """Add or change a feed; it is looked at at once."""
        self._values.put(_SPECS, {**self._values.get(_SPECS, {}), spec.id: specs.to_json(spec)})
        self._states.pop(spec.id, None)
        self._rounds.wake()

    def remove(self, feed: str) -> None:
        """Take a feed away, and what it told."""
        for key in (_SPECS, _LEVELS):
            self._values.put(key, {name: each for name, each in self._values.get(key, {}).items() if name != feed})
        self._states.pop(feed, None)
        self._board.drop(feed)

    def preview(self, spec: Spec) -> tuple[tuple[Level, ...], tuple[Level, ...]]:
        """What a feed tells now, and which of it is of places of ours; nothing is kept. Raises FeedDown."""
        body = self._fetcher.get(spec.address).body or b""
        levels = specs.reader(spec).read(body, self._clock())
        return levels, specs.placed(spec, levels, self._is_entry)

    def look(self) -> None:
        """Look at every feed that is due."""
        now = self._clock()
        for spec, state in self.all():
            if state.due is None or state.due <= now:
                self._states[spec.id] = self._looked(spec, state, now)

    def start(self) -> None:
        """Begin to look, in the background; after `close` again, too."""
        self._rounds.start()

    def close(self) -> None:
        """Stop looking; a feed that is slow to answer is not waited for."""
        self._rounds.close()

    def _step(self) -> float:
        try:
            self.look()
        except StorageError:
            _LOGGER.warning("feeds cannot be kept now", exc_info=True)
        return self._pause()

    def _pause(self) -> float:
        """Seconds until the next feed is due."""
        now, due = self._clock(), [each.due for each in self._states.values() if each.due]
        return min(max((min(due) - now).total_seconds(), 1.0), _IDLE) if due else _IDLE

    def _looked(self, spec: Spec, state: State, now: datetime) -> State:
        every = timedelta(minutes=spec.every)
        try:
            document = self._fetcher.get(spec.address, state.marks)
            body = state.body if document.body is None else document.body
            levels = specs.reader(spec).read(body, now)
        except FeedDown as error:
            _LOGGER.warning("feed failed", extra={"feed": spec.id, "reason": error.reason})
            wait = min(every * 2 ** min(state.failures + 1, 10), max(LONGEST_WAIT, every))
            return replace(state, looked=now, failures=state.failures + 1, reason=error.reason, due=now + wait)
        ours = specs.placed(spec, levels, self._is_entry)
        self._keep(spec, ours)
        marks = state.marks if document.body is None else document.marks
        return State(now, now, 0, "", len(ours), now + every, marks, body)

    def _keep(self, spec: Spec, levels: tuple[Level, ...]) -> None:
        self._board.put(spec.id, spec.name, spec.lasts, levels)
        stored = {**self._values.get(_LEVELS, {}), spec.id: [specs.level_to_json(each) for each in levels]}
        self._values.put(_LEVELS, stored)

    def _restore(self) -> None:
        """What was last told, so that a restart forgets nothing that is still fresh."""
        stored = self._values.get(_LEVELS, {})
        for spec in self._specs().values():
            levels = tuple(map(specs.level_from_json, stored.get(spec.id, ())))
            self._board.put(spec.id, spec.name, spec.lasts, levels)

    def _specs(self) -> dict[str, Spec]:
        return {key: specs.from_json(each) for key, each in self._values.get(_SPECS, {}).items()}
