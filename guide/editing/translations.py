"""Which translations are behind: the text they were made from changed, and nobody said that they are still right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from guide.editing import units
from guide.editing.entries import Entries, Listed
from guide.editing.units import TEXT, Pair, Unit
from guide.storage.pairs import Agreed, Pairs
from guide.types import Entry, Lang, Revision

MISSING, STALE, OURS = "missing", "stale", "ours"
STATES = (MISSING, STALE, OURS)


@dataclass(frozen=True, slots=True)
class Behind:
    """A translation that is behind: what the own text was when it was made, and what it is now."""

    lang: Lang
    number: int
    """The revision the translation was last changed in."""
    before: str
    after: str


def behind(history: Sequence[Revision]) -> tuple[Behind, ...]:
    """The translations of the newest revision that are behind by history; `history` begins with the first."""
    now = history[-1].entry if history else None
    if now is None:
        return ()
    changed = _last_changes(history)
    own = changed.get(now.lang, 0)
    found = []
    for lang, text in now.texts.items():
        if lang != now.lang and text.strip() and changed[lang] < own:
            then = next(each.entry for each in history if each.number == changed[lang])
            found.append(Behind(lang, changed[lang], _text(then, now.lang), _text(now, now.lang)))
    return tuple(found)


def states(
    history: Sequence[Revision], found: Sequence[Unit], tongues: Pair, at: Callable[[Entry], Mapping[str, Unit]]
) -> dict[str, str]:
    """MISSING, STALE or OURS by part, of the units of the newest revision. `at` gives an older entry's units by part.

    A translation is behind when it was put in place beside another source text than today's.
    """
    told = {each.part: OURS if each.target.strip() else MISSING for each in found}
    waiting = {each.part: each for each in found if each.target.strip()}
    for revision in history[-2::-1]:
        if not waiting or revision.entry is None:
            break
        older = {**at(revision.entry), TEXT: units.whole(revision.entry, tongues)}
        for part, unit in list(waiting.items()):
            then = older.get(part)
            if then is None or then.target.strip() != unit.target.strip():
                del waiting[part]
            else:
                told[part] = OURS if then.source.strip() == unit.source.strip() else STALE
    return told


def _last_changes(history: Sequence[Revision]) -> Mapping[Lang, int]:
    """By language, the number of the revision that last changed its text. A withdrawal between changes nothing."""
    changed: dict[Lang, int] = {}
    before: Mapping[Lang, str] = {}
    for each in history:
        if each.entry is None:
            continue
        texts = each.entry.texts
        changed |= {lang: each.number for lang, text in texts.items() if before.get(lang, "").strip() != text.strip()}
        before = texts
    return changed


def _text(entry: Entry | None, lang: Lang) -> str:
    return entry.texts.get(lang, "") if entry else ""


class Translations:
    """What is behind, for every entry. An entry is read again only when it has a newer revision."""

    def __init__(self, entries: Entries, pairs: Pairs, types: Mapping[str, str]) -> None:
        self._entries, self.pairs, self.types = entries, pairs, types
        self._lock = Lock()
        self._known: dict[str, tuple[int, tuple[Lang, ...]]] = {}

    def stale(self, each: Listed) -> tuple[Lang, ...]:
        """The languages in which an entry's prose is behind. What has one revision is not."""
        if each.number < 2 or len(each.langs) < 2:
            return ()
        with self._lock:
            number, langs = self._known.get(each.id, (0, ()))
        if number != each.number:
            langs = tuple(found.lang for found in self.behind(self._entries.history(each.id)[::-1]))
            with self._lock:
                self._known[each.id] = each.number, langs
        return langs

    def behind(self, history: Sequence[Revision]) -> tuple[Behind, ...]:
        """The translations of an entry's prose that are behind, but for those that somebody called still right."""
        return tuple(each for each in behind(history) if self._is_behind(history, each.lang))

    def of(self, entry: Entry, pair: Pair, known: Collection[str]) -> tuple[Unit, ...]:
        """The units of an entry. `known` are the marks that somebody called right."""
        return units.units(entry, pair, self.types, known)

    def states(self, entry_id: str, found: Sequence[Unit], pair: Pair, known: Collection[str]) -> dict[str, str]:
        """MISSING, STALE or OURS by part, of the units of an entry as it is now."""
        return self._states(self._entries.history(entry_id)[::-1], found, pair, known)

    def _states(
        self, history: Sequence[Revision], found: Sequence[Unit], pair: Pair, known: Collection[str]
    ) -> dict[str, str]:
        told = states(history, found, pair, lambda entry: {each.part: each for each in self.of(entry, pair, known)})
        return {**told, **{each.part: OURS for each in found if each.target.strip() and each.mark in known}}

    def agree(self, seen: Revision, lang: Lang, account: str, at: datetime) -> bool:
        """Somebody says that the prose of a revision is right in a language; False where it has changed since."""
        now = self._entries.current(seen.entry_id)
        if now.entry is None or seen.entry is None:
            return False
        pair = Pair(now.entry.lang, lang)
        here, there = units.whole(now.entry, pair), units.whole(seen.entry, pair)
        if here.mark != there.mark or not here.target.strip():
            return False
        known = self.pairs.one(seen.entry_id, lang)
        told = {here.mark, *(each.mark for each in self._prose(now.entry, pair, known) if each.target.strip())}
        self.remember([Agreed(seen.entry_id, lang, each) for each in told], account, at)
        return True

    def remember(self, agreed: Collection[Agreed], account: str, at: datetime, version: int = 0) -> None:
        """Keep what somebody called right; with a batch, so that it goes when that is taken back."""
        self.pairs.add(agreed, account, at, version)
        self._look_again({each.entry_id for each in agreed})

    def forget(self, version: int, kept: Collection[str] = ()) -> None:
        """Take back what was called right with a batch, but for entries that are left as they are."""
        self._look_again(self.pairs.forget(version, kept))

    def _look_again(self, entry_ids: Collection[str]) -> None:
        with self._lock:
            for each in entry_ids:
                self._known.pop(each, None)

    def _is_behind(self, history: Sequence[Revision], lang: Lang) -> bool:
        now = history[-1].entry
        if now is None:
            return False
        pair, known = Pair(now.lang, lang), self.pairs.one(now.id, lang)
        if units.whole(now, pair).mark in known:
            return False
        return STALE in self._states(history, self._prose(now, pair, known), pair, known).values()

    def _prose(self, entry: Entry, pair: Pair, known: Collection[str]) -> list[Unit]:
        return [each for each in self.of(entry, pair, known) if units.is_prose(each.part)]
