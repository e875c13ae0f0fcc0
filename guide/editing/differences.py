"""What differs between two versions of an entry, part by part, and the joining of two edits of one base.

A part is what an editor chooses as a whole: all facts of one field, one language's prose or name, the aliases, the
position. Parts are named like `fact:price`, `text:en`, `name:ja`, `aliases`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from guide.types import Entry, Fact

Parts: TypeAlias = Mapping[str, Any]

_WHOLE = ("kind", "city", "lang", "aliases", "coined", "tags", "position", "links", "as_of", "confidence")
_BY_KEY = {"name": "names", "text": "texts", "source": "sources"}
KEPT = 0.3
"""Below this share of signs in common two lines are two texts, and are told whole: strewn remnants explain nothing."""
_TOKEN = re.compile(r"[A-Za-z0-9]+|[^\S\n]+|.|\n")


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that is not the same. None on a side: that version has no such part."""

    part: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Clash:
    """One part in which two edits of a base differ. `both`: each of them changed it, so only a person can choose."""

    part: str
    base: Any
    yours: Any
    theirs: Any

    @property
    def both(self) -> bool:
        """Whether both edits moved away from the base here."""
        return bool(self.yours != self.base and self.theirs != self.base)

    @property
    def natural(self) -> str | None:
        """The side that alone changed this part; None where both did."""
        return None if self.both else "yours" if self.theirs == self.base else "theirs"


def parts(entry: Entry | None) -> dict[str, Any]:
    """An entry taken apart, empty parts left out, in the order of the form."""
    if entry is None:
        return {}
    found: dict[str, Any] = {f"name:{lang}": name for lang, name in entry.names.items()}
    found |= {name: getattr(entry, name) for name in _WHOLE}
    found |= {f"fact:{name}": entry.of(name) for name in dict.fromkeys(fact.field for fact in entry.facts)}
    found |= {f"source:{key}": source for key, source in entry.sources.items()}
    found |= {f"text:{lang}": text for lang, text in entry.texts.items()}
    return {name: value for name, value in found.items() if value not in (None, (), "")}


def between(before: Entry | None, after: Entry | None) -> tuple[Difference, ...]:
    """The parts that differ, in the order of the newer version, lost ones last."""
    old, new = parts(before), parts(after)
    return tuple(
        Difference(name, old.get(name), new.get(name))
        for name in dict.fromkeys((*new, *old))
        if old.get(name) != new.get(name)
    )


def told(before: Entry | None, after: Entry | None) -> tuple[Difference, ...]:
    """What a person would call changed: a date that moved from the whole entry to each of its facts is no news."""
    return min(between(before, after), between(_dated(before), _dated(after)), key=len)


def _dated(entry: Entry | None) -> Entry | None:
    if entry is None:
        return None
    facts = tuple(replace(fact, as_of=fact.as_of or entry.as_of) for fact in entry.facts)
    return replace(entry, as_of=None, facts=facts)


def clashes(base: Entry | None, yours: Entry, theirs: Entry | None) -> tuple[Clash, ...]:
    """The parts in which two edits differ, those that need a person first."""
    origin = parts(base)
    found = [Clash(each.part, origin.get(each.part), each.after, each.before) for each in between(theirs, yours)]
    return tuple(sorted(found, key=lambda clash: not clash.both))


def joined(yours: Entry, theirs: Entry, chosen: Mapping[str, str]) -> Entry:
    """`theirs` with the parts chosen as "yours" put in. A source that a chosen fact names comes along with it."""
    mine, result = parts(yours), parts(theirs)
    for name, side in chosen.items():
        if side != "yours":
            continue
        if name in mine:
            result[name] = mine[name]
        else:
            result.pop(name, None)
    entry = _assembled(theirs, result)
    named = {fact.source for fact in entry.facts if fact.source} - set(entry.sources)
    missing = {key: source for key, source in yours.sources.items() if key in named}
    return replace(entry, sources={**entry.sources, **missing})


def marked(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Two texts as one run of ("same" | "gone" | "new", text) pieces: by character in Chinese, by word elsewhere.

    Lines are matched first, then what differs within them, so that long prose stays quick.
    """
    pieces: list[tuple[str, str]] = []
    for old, new in _runs(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        if old == new:
            pieces.append(("same", old))
            continue
        pieces += _within(old, new)
    return tuple((kind, text) for kind, text in pieces if text)


def _within(old: str, new: str) -> list[tuple[str, str]]:
    runs = list(_runs(_TOKEN.findall(old), _TOKEN.findall(new)))
    same = sum(len(some) for some, other in runs if some == other)
    if same < KEPT * min(len(old), len(new)):
        return [("gone", old), ("new", new)]
    return [piece for some, other in runs for piece in _piece(some, other)]


def _piece(old: str, new: str) -> tuple[tuple[str, str], ...]:
    return (("same", old),) if old == new else (("gone", old), ("new", new))


def _runs(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """Stretches of two token lists that belong together, joined again: equal pairs are what stayed."""
    for _, a, b, c, d in difflib.SequenceMatcher(None, old, new).get_opcodes():
        yield "".join(old[a:b]), "".join(new[c:d])


def _assembled(ground: Entry, found: Mapping[str, Any]) -> Entry:
    facts: Iterable[tuple[Fact, ...]] = (value for name, value in found.items() if name.startswith("fact:"))
    blank = Entry(ground.id, ground.kind, ground.city)
    whole: dict[str, Any] = {name: found.get(name, getattr(blank, name)) for name in _WHOLE}
    by_key: dict[str, Any] = {
        whole_name: {name.partition(":")[2]: value for name, value in found.items() if name.startswith(f"{start}:")}
        for start, whole_name in _BY_KEY.items()
    }
    return Entry(id=ground.id, facts=tuple(fact for some in facts for fact in some), **whole, **by_key)
