"""The synchronous core run for an asynchronous server: threads, a bound on answers at once, time limits, journal."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from guide.errors import GuideError
from guide.server.asked import Asked
from guide.server.refusals import Refusal, of_error
from guide.server.served import Served
from guide.storage.journal_rows import Turn
from guide.text.redact import redact
from guide.types import Reply, Sentence

Piece = Sentence | Reply
Observe = Callable[[Reply, float], None]

_LOGGER = logging.getLogger("guide.server")


@dataclass(frozen=True, slots=True)
class Bounds:
    """`at_once` answers under way before the next is told to come back: beyond it waiting would only grow.

    `seconds` is for a core that hangs; the composers have shorter limits of their own.
    """

    at_once: int = 256
    threads: int = 32
    seconds: float = 90.0


class Answers:
    """Asks the guide, off the event loop."""

    def __init__(self, served: Served, observe: Observe, bounds: Bounds = Bounds()) -> None:
        self._served, self._observe, self._bounds = served, observe, bounds
        self._threads = ThreadPoolExecutor(bounds.threads, thread_name_prefix="answer")
        self.under_way = 0

    def close(self) -> None:
        """Let the threads end; the server has let the answers finish before."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def whole(self, asked: Asked) -> Reply:
        """The finished answer. Raises Refusal: 503 when too many are under way or it takes too long."""
        stop = threading.Event()
        future = self._submit(asked, stop, lambda piece: None)
        try:
            async with asyncio.timeout(self._bounds.seconds):
                reply = await asyncio.shield(future)
        except TimeoutError as error:
            raise Refusal(503, "slow", retry_after=5) from error
        except GuideError as error:
            raise of_error(error) from error
        finally:
            stop.set()
        if reply is None:
            raise Refusal(500, "internal")
        return reply

    def start(self, asked: Asked) -> Running:
        """Begin an answer that is read piece by piece. Raises Refusal 503 when too many are under way."""
        running = Running(self._bounds.seconds)
        running.follow(self._submit(asked, running.stop, running.tell))
        return running

    def _submit(
        self, asked: Asked, stop: threading.Event, tell: Callable[[Piece], None]
    ) -> asyncio.Future[Reply | None]:
        if self.under_way >= self._bounds.at_once:
            raise Refusal(503, "overloaded", retry_after=2)
        self.under_way += 1
        future = asyncio.get_running_loop().run_in_executor(self._threads, self._run, asked, stop, tell)
        future.add_done_callback(self._ended)
        return future

    def _ended(self, future: asyncio.Future[Reply | None]) -> None:
        self.under_way -= 1
        if not future.cancelled():
            future.exception()  # Marks it as seen: whoever still waits gets it, nobody else is to be told.

    def _run(self, asked: Asked, stop: threading.Event, tell: Callable[[Piece], None]) -> Reply | None:
        started = time.perf_counter()
        reply = None
        pieces = self._served.guide.answer(asked.messages, asked.context)
        for piece in pieces:
            if stop.is_set():
                break
            if isinstance(piece, Reply):
                reply = piece
                self._finish(asked, reply, time.perf_counter() - started)
            tell(piece)
        if isinstance(pieces, Generator):
            pieces.close()
        return reply

    def _finish(self, asked: Asked, reply: Reply, seconds: float) -> None:
        self._observe(reply, seconds)
        self._served.journal.record(self._turn(asked, reply, seconds))

    def _turn(self, asked: Asked, reply: Reply, seconds: float) -> Turn:
        made = turn(asked, reply, seconds, self._served.journal.pseudonym)
        return replace(made, city=self._city((*made.touched.about, *made.entries)))

    def _city(self, entries: Sequence[str]) -> str:
        """The city of the first place that was touched, else the one the guide is about."""
        known = self._served.index.current()
        found = next((entry for each in entries if (entry := known.entry(each))), None)
        home = self._served.city
        return found.city if found else home.id if home else ""


class Running:
    """An answer under way, read by one client. Closing it stops the core at its next sentence."""

    def __init__(self, seconds: float) -> None:
        self.stop = threading.Event()
        self._loop = asyncio.get_running_loop()
        self._deadline = self._loop.time() + seconds
        self._made: list[Piece] = []
        self._news = asyncio.Event()
        self._future: asyncio.Future[Reply | None] | None = None

    def tell(self, piece: Piece) -> None:
        """Hand over a piece, from the thread that made it."""
        self._loop.call_soon_threadsafe(self._arrived, piece)

    def follow(self, future: asyncio.Future[Reply | None]) -> None:
        """Learn of the end, or of the fault that ended it."""
        self._future = future
        future.add_done_callback(lambda _: self._news.set())

    async def pieces(self, patience: float) -> list[Piece]:
        """What was made since the last call; empty when `patience` seconds brought nothing.

        Raises Refusal: for what the core raised, and 503 past the time limit.
        """
        if self._loop.time() > self._deadline:
            raise Refusal(503, "slow", retry_after=5)
        try:
            async with asyncio.timeout(patience):
                await self._news.wait()
        except TimeoutError:
            return []
        self._news.clear()
        made, self._made = self._made, []
        return made or self._fault()

    def close(self) -> None:
        """Stop the core; nobody reads on."""
        self.stop.set()

    def _arrived(self, piece: Piece) -> None:
        self._made.append(piece)
        self._news.set()

    def _fault(self) -> list[Piece]:
        error = self._future.exception() if self._future is not None else None
        if isinstance(error, GuideError):
            raise of_error(error) from error
        _LOGGER.error("answer failed", exc_info=error)
        raise Refusal(500, "internal") from error


def turn(asked: Asked, reply: Reply, seconds: float, pseudonym: Callable[[str], str]) -> Turn:
    """The journal's record of one answer: nothing in it tells who asked."""
    conversation = asked.context.conversation
    return Turn(
        id=asked.id,
        at=datetime.now(UTC),
        conversation=pseudonym(conversation) if conversation else None,
        question=redact(asked.messages[-1].text),
        lang=reply.lang,
        skill=reply.skill,
        answered=reply.answered,
        composer=reply.composer,
        entries=tuple(dict.fromkeys(citation.entry for citation in reply.citations)),
        milliseconds=round(seconds * 1000, 1),
        touched=reply.touched,
        said="" if asked.context.location else redact(reply.text),
    )
