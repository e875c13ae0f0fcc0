"""One message of the visitor, read for wishes."""

from __future__ import annotations

from dataclasses import dataclass

from guide.retrieval.entities import Mention
from guide.skills.wishes import Wish


@dataclass(frozen=True, slots=True)
class Said:
    """One message of the visitor, read for wishes."""

    kind: str = ""
    wishes: tuple[Wish, ...] = ()
    generic: tuple[Wish, ...] = ()
    """Values that are also the mere word for what is looked for, a hotel of the type hotel: a wish only where they are
    said against another of their field."""
    drops: frozenset[str] = frozenset()
    """Fields the visitor does not care about."""
    flags: frozenset[str] = frozenset()
    """Which of the small words it has: seek, another, cheaper ..."""
    head_last: bool = False
    """In this language what describes a thing stands before it."""
    modifies: bool = False
    """A wish stands before the kind it describes: 有游泳池的酒店, where 酒店有游泳池吗 asks about one."""
    spans: tuple[tuple[int, int], ...] = ()
    """Stretches of the plain text that are values: no place is meant by what lies in them."""
    names: tuple[Mention, ...] = ()
    """The mentions that are names here."""
    apart: tuple[str, ...] = ()
    """Entries that something else is wanted than: 除了瘦西湖."""
    offer_at: int = -1
    """Where a choice is last asked for."""
    untold: tuple[str, ...] = ()
    """Meanings that no entry of the kind says of itself, in the visitor's words."""
    more: str = ""
    """The words that compare with what was offered: cheaper, quieter."""
    opens: str = ""
    """The words with which it is wished that a place be open."""
    heads: tuple[tuple[int, int], ...] = ()
    """Stretches that only say what is looked for: "where should we go" asks for no address."""
