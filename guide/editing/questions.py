"""The saved questions as editors keep them: asked now, saved with what their answers must hold, run all together.

A run goes through them in a thread of its own, a few at a time, so that a page can show how far it is; one run at a
time. Every night one starts by itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta, tzinfo
from threading import Event, Lock, Thread

from guide.editing.asking import Stage, Told
from guide.errors import GuideError
from guide.storage.rows import chunks
from guide.storage.saved import Asked, Saved, SavedQuestions, Trial

AT_ONCE = 10
"""Questions between two looks at the progress."""
NIGHT = time(3, 30)
"""When the nightly run starts, by the clocks of the city: nobody asks much then."""

_log = logging.getLogger(__name__)


class Questions:
    """Asks and runs the saved questions. One for the whole process."""

    def __init__(
        self,
        kept: SavedQuestions,
        stage: Callable[[], Stage],
        shipped: Callable[[], Sequence[Asked]],
        clock: Callable[[], datetime],
    ) -> None:
        self.kept = kept
        self._stage, self._shipped, self._clock = stage, shipped, clock
        self._lock, self._closing = Lock(), Event()
        self._running: int | None = None
        self._threads: list[Thread] = []

    @property
    def running(self) -> int | None:
        """The number of the run that goes on now."""
        return self._running

    def ask(self, asked: Asked) -> Told:
        """What the guide answers now."""
        return self._stage().ask(asked)

    def add(self, asked: Asked, origin: str, author: str) -> Saved | None:
        """Save a question with its first trial; None where just that is saved already."""
        if not self.kept.add((asked,), origin, author, self._clock()):
            return None
        saved = self.kept.with_key(asked.key)
        return self.retry(saved) if saved else None

    def change(self, number: int, asked: Asked, author: str) -> bool:
        """Put new words and checks in place of the old, and try them; False where another question says just that."""
        if not self.kept.change(number, asked, author, self._clock()):
            return False
        saved = self.kept.get(number)
        if saved:
            self.retry(saved)
        return True

    def retry(self, saved: Saved) -> Saved:
        """Ask one question now and remember how it went."""
        trial, at = self._stage().ask(saved.asked).trial, self._clock()
        self.kept.tried({saved.id: trial}, at)
        return replace(saved, last=trial, tried=at)

    def follow(self, left: Sequence[Saved]) -> None:
        """Ask what there was no time for before a publication, and remember how it went, so that a red one is seen."""
        for each in left:
            if self._closing.is_set():
                return
            saved = self.kept.get(each.id)
            if saved:
                self.retry(saved)

    def take_in_shipped(self, author: str) -> int:
        """Save the questions that ship with the guide; returns how many were new."""
        return self.kept.add(self._shipped(), "shipped", author, self._clock())

    def take_in(self, new: Sequence[Asked], changed: Mapping[int, Asked], author: str) -> int:
        """Save what a file holds, and put its checks in place of older ones; returns how many were new or changed.

        They are asked in the next run: a file of a thousand is not waited for.
        """
        at = self._clock()
        done = [self.kept.change(number, each, author, at) for number, each in changed.items()]
        return self.kept.add(new, "hand", author, at) + sum(done)

    def start(self, kind: str, author: str) -> int:
        """Start a run and return its number; while one goes on, the number of that."""
        with self._lock:
            if self._running is not None:
                return self._running
            saved = self.kept.all()
            run = self._running = self.kept.begin(kind, author, self._clock(), len(saved))
        self._begin(lambda: self._go(run, saved), "saved questions")
        return run

    def watch_nights(self, zone: Callable[[], tzinfo]) -> None:
        """Start a run every night from now on, in a thread of its own."""
        self._begin(lambda: self._watch(zone), "nightly questions")

    def close(self) -> None:
        """Stop what runs, after the question it is at."""
        self._closing.set()
        for each in self._threads:
            each.join()

    def wait(self, seconds: float = 60.0) -> None:
        """Return when no run goes on, or after so many seconds."""
        for each in [each for each in self._threads if each.name == "saved questions"]:
            each.join(seconds)

    def _begin(self, work: Callable[[], None], name: str) -> None:
        thread = Thread(target=work, name=name, daemon=True)
        self._threads = [*(each for each in self._threads if each.is_alive()), thread]
        thread.start()

    def _go(self, run: int, saved: Sequence[Saved]) -> None:
        try:
            for some in chunks(saved, AT_ONCE):
                self.kept.record(run, dict(self._trials(some)), self._clock())
            if not self._closing.is_set():
                self.kept.end(run, self._clock())
        except GuideError as error:
            _log.warning("the run of the saved questions was cut off: %s", error)
        finally:
            self._running = None

    def _trials(self, saved: Sequence[Saved]) -> Iterator[tuple[int, Trial]]:
        """By the knowledge of the moment: what is published meanwhile counts."""
        for each in saved:
            if self._closing.is_set():
                return
            yield each.id, self._stage().ask(each.asked).trial

    def _watch(self, zone: Callable[[], tzinfo]) -> None:
        self._stage()  # Made once, so that the first editor who asks need not wait for it.
        while not self._closing.wait(until_night(self._clock(), zone()).total_seconds()):
            try:
                if self.kept.count():
                    self.start("night", "")
            except GuideError as error:
                _log.warning("tonight's run of the saved questions did not start: %s", error)


def until_night(now: datetime, zone: tzinfo) -> timedelta:
    """How long it is to the next nightly run; more than nothing."""
    here = now.astimezone(zone)
    tonight = datetime.combine(here.date(), NIGHT, zone)
    if tonight <= here:
        tonight = datetime.combine(here.date() + timedelta(days=1), NIGHT, zone)
    return tonight.astimezone(now.tzinfo) - now
