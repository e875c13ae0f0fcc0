"""What is looked for after some turns of a conversation: the belief that each turn revises."""

from __future__ import annotations

from dataclasses import dataclass

from guide.skills.wishes import Wish

PRICE = frozenset({"price", "spend", "room_price", "price_range", "cheap", "moderate", "expensive", "upscale"})
"""What wishes for a price are about, by field or meaning."""
DIRECTIONS = frozenset({"near", "area", "north", "south", "east", "west", "centre"})
"""What wishes for a place to lie somewhere are about."""
DROPPED = {
    "price": PRICE, "area": DIRECTIONS, "stars": frozenset({"stars", "rating"}),
    "type": frozenset({"hotel_type", "category", "cuisine"}),
}  # fmt: skip
"""What is dropped with a word that says not to care about it."""


@dataclass(frozen=True, slots=True)
class Belief:
    """What is looked for after some turns."""

    kind: str = ""
    wishes: tuple[Wish, ...] = ()
    searching: bool = False
    """The last question looked for something."""
    offered: tuple[str, ...] = ()
    """What was offered for it, the latest first."""
    several: tuple[str, ...] = ()
    """Of what was offered, the latest that were more than one."""
    listed: tuple[str, ...] = ()
    """What the last reply named, of whatever kind."""
    without: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    """What the visitor wants something else than, by name."""
    recent: tuple[str, ...] = ()
    """Entries named by anybody, the latest first."""
    weighed: frozenset[str] = frozenset()
    """Fields of which the last reply named two values to choose from: a hotel or a guesthouse?"""
