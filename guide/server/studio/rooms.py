"""The rooms of the studio as its navigation shows them: what belongs together stands together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guide.server.studio.auth import Visit


@dataclass(frozen=True, slots=True)
class Room:
    """One line of the navigation. Its name is the word `nav.<id>`; whoever lacks the role does not see it."""

    id: str
    path: str
    role: str = "viewer"


GROUPS: tuple[tuple[str, tuple[Room, ...]], ...] = (
    ("", (Room("home", ""),)),
    (
        "knowledge",
        (
            Room("entries", "/entries"),
            Room("drafts", "/drafts"),
            Room("recheck", "/recheck"),
            Room("saved", "/saved"),
            Room("bulk", "/bulk"),
            Room("copy", "/copy"),
            Room("codes", "/codes"),
        ),
    ),
    ("visitors", (Room("gaps", "/gaps"), Room("complaints", "/complaints"), Room("insight", "/insight"))),
    ("live", (Room("notices", "/notices"), Room("events", "/events"), Room("feeds", "/feeds"))),
    (
        "house",
        (
            Room("account", "/account"),
            Room("people", "/people", "administrator"),
            Room("open", "/open", "administrator"),
            Room("audit", "/audit", "administrator"),
        ),
    ),
)
"""Rooms by group; the name of a group is the word `nav.group.<id>`; the first has none."""


def shown(visit: Visit) -> Iterator[tuple[str, list[Room]]]:
    """The groups with the rooms this person may enter."""
    for group, rooms in GROUPS:
        if allowed := [room for room in rooms if visit.may(room.role)]:
            yield group, allowed
