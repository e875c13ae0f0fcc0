"""A text as the room shows it: every line with its facts, what is doubtful of them, and what stands against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from guide.editing.copydesk import tracing
from guide.editing.copydesk.checking import Objection
from guide.editing.copydesk.desk import Changed
from guide.editing.copydesk.values import NAME, Block, Copy, Line, Trace


@dataclass(frozen=True, slots=True)
class TraceView:
    """A fact, what is doubtful of it, and what became of it."""

    trace: Trace
    flags: tuple[str, ...]
    changed: Changed | None


@dataclass(frozen=True, slots=True)
class LineView:
    """A line with all that is shown beside it."""

    key: str
    line: Line
    traces: tuple[TraceView, ...]
    against: tuple[Objection, ...]

    @property
    def only_names(self) -> bool:
        """Whether it claims nothing: it names places."""
        return bool(self.traces) and all(each.trace.field == NAME for each in self.traces)

    @property
    def flags(self) -> tuple[str, ...]:
        """What is doubtful of its facts, each once."""
        return tuple(dict.fromkeys(flag for each in self.traces for flag in each.flags))

    @property
    def has_changed(self) -> bool:
        """Whether one of its facts is no longer what it was."""
        return any(each.changed for each in self.traces)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields it rests on, each once."""
        return tuple(dict.fromkeys(each.trace.field for each in self.traces))

    @property
    def dates(self) -> tuple[str, ...]:
        """The oldest date of its facts, where they have one."""
        dates = [each.trace.checked_on or each.trace.as_of for each in self.traces if each.trace.field != NAME]
        return tuple(sorted(filter(None, dates))[:1])


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block with its lines."""

    role: str
    entry: str
    lines: tuple[LineView, ...]


Today = tuple[date, int]
"""The day it is, and the months after which a fact is to be looked at again."""


def of_blocks(blocks: Sequence[Block], today: date, months: int) -> list[BlockView]:
    """A draft that is not kept yet."""
    return list(_blocks(blocks, (), (), (today, months)))


def of_copy(copy: Copy, against: Sequence[Objection], changed: Sequence[Changed], today: Today) -> list[BlockView]:
    """A kept text."""
    return list(_blocks(copy.blocks, against, changed, today))


def _blocks(
    blocks: Sequence[Block], against: Sequence[Objection], changed: Sequence[Changed], today: Today
) -> Iterator[BlockView]:
    for at, block in enumerate(blocks):
        lines = []
        for number, line in enumerate(block.lines):
            key = f"{at}-{number}"
            moved = {each.trace: each for each in changed if each.line == key}
            traces = tuple(TraceView(each, tracing.flags(each, *today), moved.get(each)) for each in line.traces)
            lines.append(LineView(key, line, traces, tuple(each for each in against if each.line == key)))
        yield BlockView(block.role, block.entry, tuple(lines))
