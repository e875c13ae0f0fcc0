"""A figure of a text, compared by meaning: 1.5 hours agrees with 90分钟, 5 pm with 17:00, March with 2018-03-12."""

from __future__ import annotations

from dataclasses import dataclass

DAY = 1440
"""Minutes."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `value` is in the kind's own unit (minutes, metres, digits), `raw` as it was written."""

    kind: str
    value: object
    raw: float | None = None
    counted: bool = False
    """Of a plain number: a thing that is counted follows it, as in five floors."""
    role: str | None = None
    """Of a time: start, end or last (entry)."""
    ranged: bool = False
    """Of a time: it is one end of a range, and no verb stands with it."""
    vague: bool = False
    """Of a time: morning or afternoon was not said."""
    start: int = 0
    end: int = 0


def agrees(said: Figure, known: Figure) -> bool:
    """Whether a figure that is said is one that is known."""
    if said.kind == known.kind:
        return _same(said, known)
    if said.kind == "time" and said.vague:
        return known.kind == "duration" and said.value == known.value or known.kind == "plain" and said.raw == known.raw
    if said.kind == "plain":
        return not said.counted and said.raw == known.raw or _only_component(known) == said.raw
    if known.kind == "plain" and said.kind not in ("url", "phone", "foreign", "time"):
        return said.raw == known.raw or _only_component(said) == known.raw
    return False


def _same(said: Figure, known: Figure) -> bool:
    if said.kind == "date":
        return all(part is None or part == other for part, other in zip(said.value, known.value, strict=True))  # type: ignore[call-overload]
    if said.kind == "time":
        return _same_time(said, known) and (not said.role or not known.role or said.role == known.role)
    return said.value == known.value


def _same_time(said: Figure, known: Figure) -> bool:
    shifted = (int(str(said.value)) + 720) % DAY
    return said.value == known.value or said.vague and shifted == known.value


def _only_component(figure: Figure) -> float | None:
    """The year of a bare year, the number of a house number read as a day."""
    if figure.kind != "date" or not isinstance(figure.value, tuple):
        return None
    parts = [part for part in figure.value if part is not None]
    return float(parts[0]) if len(parts) == 1 else None
