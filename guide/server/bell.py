"""Long polls: whoever has what holds now is told the moment it changes, with one look for all who wait.

A look is some milliseconds of work; however many pages wait, there is one look for each of their languages and moment.
Waiting costs a page no thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from starlette.concurrency import run_in_threadpool

from guide.errors import GuideError
from guide.types import Lang

EVERY = 0.25
"""Seconds between two looks."""
MOST = 4000
"""Pages that wait at once; others are answered without waiting, and ask again later."""


class Told(Protocol):
    """What is told, with a mark by which its reader knows it."""

    @property
    def mark(self) -> str:
        """Another for everything else."""
        ...


@dataclass(slots=True)
class _Line:
    """Those who wait in one language, with the mark of what they have, and the task that looks for them."""

    waiting: dict[asyncio.Future[Told | None], str] = field(default_factory=dict)
    looking: asyncio.Task[None] | None = None


class Bell:
    """Waits in the event loop of the server. `look` is called in threads; `leaving` says that the server stops."""

    def __init__(self, look: Callable[[Lang], Told], every: float = EVERY, most: int = MOST) -> None:
        self._look, self._every, self._most = look, every, most
        self._lines: dict[Lang, _Line] = {}

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(len(line.waiting) for line in self._lines.values())

    async def other(self, lang: Lang, mark: str, seconds: float, leaving: Callable[[], bool]) -> Told | None:
        """What holds as soon as its mark is another; None where nothing changes in time, or nobody more may wait."""
        if self.waiting >= self._most:
            return None
        line = self._lines.setdefault(lang, _Line())
        future: asyncio.Future[Told | None] = asyncio.get_running_loop().create_future()
        line.waiting[future] = mark
        if line.looking is None or line.looking.done():
            line.looking = asyncio.create_task(self._watch(lang, line, leaving))
        try:
            return await asyncio.wait_for(future, seconds)
        except TimeoutError:
            return None
        finally:
            line.waiting.pop(future, None)

    async def _watch(self, lang: Lang, line: _Line, leaving: Callable[[], bool]) -> None:
        while line.waiting:
            if leaving():
                _end(line)
                return
            try:
                told = await run_in_threadpool(self._look, lang)
            except GuideError:
                told = None  # The base cannot be read: whoever waits goes on waiting.
            if told is not None:
                _ring(line, told)
            await asyncio.sleep(self._every)


def _ring(line: _Line, told: Told) -> None:
    for future, mark in list(line.waiting.items()):
        if mark != told.mark and not future.done():
            future.set_result(told)


def _end(line: _Line) -> None:
    for future in line.waiting:
        if not future.done():
            future.set_result(None)
