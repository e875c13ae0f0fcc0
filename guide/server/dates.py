"""How old a fact is, in the visitor's words: "checked 3 May 2026", "as of 2018, not confirmed since"."""

from __future__ import annotations

from guide.server.locales import Words


def dated(words: Words, as_of: str | None, checked_on: str | None) -> str:
    """What a citation or a fact says about its age."""
    if checked_on:
        return words("date.checked", date=spoken(words, checked_on))
    if as_of:
        return words("date.as_of", date=spoken(words, as_of))
    return words("date.none")


def spoken(words: Words, date: str) -> str:
    """2018, 2018-03 or 2018-03-09 as people write it; anything else as it stands."""
    parts = date.split("-")
    if len(parts) > 3 or not all(part.isdecimal() for part in parts):
        return date
    if len(parts) > 1 and not 1 <= int(parts[1]) <= 12:
        return date
    month = words.data("date.months")[int(parts[1]) - 1] if len(parts) > 1 else ""
    day = int(parts[2]) if len(parts) > 2 else 0
    shape = ("date.year", "date.month", "date.day")[len(parts) - 1]
    return words(shape, year=parts[0], month=month, day=day)
