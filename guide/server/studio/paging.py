"""Long lists a page at a time, the page being what `?page=` names, or the nearest there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Generic, TypeVar

from guide.server.studio.auth import Visit
from guide.server.studio.sent import number_of

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """What is shown of a list: its items, which page that is, from 1, and how many pages and items there are."""

    shown: Sequence[Item]
    number: int
    pages: int
    total: int


def page_of(items: Sequence[Item], visit: Visit, size: int) -> Page[Item]:
    """The page of a list that an address asks for."""
    pages = max(1, ceil(len(items) / size))
    number = min(max(1, number_of(visit.request.query_params.get("page", ""))), pages)
    return Page(items[(number - 1) * size : number * size], number, pages, len(items))
