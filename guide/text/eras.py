"""The year something was built, read from the words a source has for it: figures, dynasties and reigns.

A legend gives no year. Of several statements the earliest counts: what was founded in 601 and rebuilt in 1995 dates
from 601.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_STATEMENTS = re.compile(r"[；;。]|，(?=今|现|后)")
_BEFORE = re.compile(r"(?:公元)?前\s*(\d{1,4})|(\d{1,4})\s*(?:BC|B\.C\.)")
_YEAR = re.compile(r"(?<![\d.,])(\d{3,4})(?![\d.,]*\d)(?!\s*(?:多年|余年|米|平方|m\b|metres))")
_CENTURY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)[ -]century|(\d{1,2})世纪")
_LAST = 2100


@dataclass(frozen=True, slots=True)
class _Era:
    first: int
    last: int
    words: re.Pattern[str]


class Eras:
    """Reads years by the table of prompts/eras.yaml."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._eras = tuple(_era(row) for row in table.get("eras") or ())
        self._legend = re.compile(str(table.get("legend") or r"(?!)"))

    def year(self, text: str) -> int | None:
        """The earliest year a text states; before our era negative; None when it states none."""
        told = (each for each in _STATEMENTS.split(text) if not self._legend.search(each))
        return min((year for each in told for year in self._years(each)), default=None)

    def _years(self, statement: str) -> Iterator[int]:
        figures = [*_figures(statement)]
        if figures:
            yield from figures
            return
        found = [era for era in self._eras if era.words.search(statement)]
        yield from (era.first for era in found if not any(_within(other, era) for other in found))


def _era(row: Mapping[str, Any]) -> _Era:
    words = "|".join(rf"\b{re.escape(each)}\b" if each.isascii() else re.escape(each) for each in row["words"])
    return _Era(int(row["from"]), int(row["to"]), re.compile(words))


def _within(inner: _Era, outer: _Era) -> bool:
    return inner is not outer and outer.first <= inner.first and inner.last <= outer.last


def _figures(statement: str) -> Iterable[int]:
    before = [-int(match[1] or match[2]) for match in _BEFORE.finditer(statement)]
    rest = _BEFORE.sub(" ", statement)
    years = [int(match[1]) for match in _YEAR.finditer(rest) if int(match[1]) <= _LAST]
    centuries = [(int(match[1] or match[2]) - 1) * 100 + 1 for match in _CENTURY.finditer(rest)]
    return (*before, *(years or centuries))
