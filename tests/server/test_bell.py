"""Long polls: told the moment something changes, one look for all, nobody held when the server stops."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from guide.errors import StorageError
from guide.server.bell import Bell


@dataclass(frozen=True)
class News:
    mark: str


@dataclass
class Board:
    mark: str = "a"
    looks: int = 0
    is_broken: bool = False

    def look(self, lang: str) -> News:
        self.looks += 1
        if self.is_broken:
            raise StorageError("disk gone")
        return News(f"{lang}-{self.mark}")


def never() -> bool:
    return False


def test_all_who_wait_are_told_by_one_look() -> None:
    board = Board()

    async def scene() -> list[object]:
        bell = Bell(board.look, every=0.01)
        waits = [asyncio.ensure_future(bell.other("en", "en-a", 5, never)) for _ in range(50)]
        await asyncio.sleep(0.05)
        assert bell.waiting == 50 and board.looks < 20
        board.mark = "b"
        told = await asyncio.gather(*waits)
        assert bell.waiting == 0
        return list(told)

    assert asyncio.run(scene()) == [News("en-b")] * 50


def test_without_news_the_wait_ends_and_the_looks_with_it() -> None:
    board = Board()

    async def scene() -> None:
        bell = Bell(board.look, every=0.01)
        assert await bell.other("en", "en-a", 0.05, never) is None
        await asyncio.sleep(0.03)
        looks = board.looks
        await asyncio.sleep(0.05)
        assert board.looks == looks

    asyncio.run(scene())


def test_a_base_that_cannot_be_read_tells_nothing_and_then_tells() -> None:
    board = Board(is_broken=True)

    async def scene() -> object:
        wait = asyncio.ensure_future(Bell(board.look, every=0.01).other("en", "en-a", 5, never))
        await asyncio.sleep(0.03)
        board.is_broken, board.mark = False, "c"
        return await wait

    assert asyncio.run(scene()) == News("en-c")


def test_a_server_that_stops_and_one_that_is_full_hold_nobody() -> None:
    async def scene() -> None:
        bell = Bell(Board().look, every=0.01, most=1)
        first = asyncio.ensure_future(bell.other("en", "en-a", 5, lambda: True))
        assert await asyncio.wait_for(first, 1) is None
        held = asyncio.ensure_future(bell.other("en", "en-a", 0.1, never))
        await asyncio.sleep(0.01)
        assert await asyncio.wait_for(bell.other("en", "en-a", 5, never), 1) is None
        await held

    asyncio.run(scene())
