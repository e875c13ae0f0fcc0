"""What entries are called, turned round: which entries a written form names, and which forms a text holds or misspells.

Everything is kept in mappings that never change; `changed` makes the next ones, which share what no edit touched. What
is found depends on the entries and their names alone, not on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from guide.retrieval.copies import patched
from guide.retrieval.homophones import SoundIndex
from guide.retrieval.surfaces import PREFIX, SHORT, Surface, Vocabulary
from guide.retrieval.typos import TypoIndex
from guide.text.script import is_cjk

SHARED = 8
"""Branches of one chain share a short form; beyond this many it is a word, not a name."""
_HEADS = (2, 3)
"""Characters by whose beginning a form is looked for; one of fewer names nothing."""

Claim: TypeAlias = tuple[str, int]
"""An entry that bears a form, and how surely."""
Meaning: TypeAlias = tuple[tuple[str, ...], int]
"""The entries that a form names most surely, by id, and how surely."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of all entries. Immutable; `changed` makes the next."""

    vocabulary: Vocabulary = Vocabulary()
    of_entry: Mapping[str, tuple[Surface, ...]] = field(default_factory=dict)
    """The forms of each entry that has any."""
    bearers: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)
    """Who bears each form, by id."""
    sizes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Lengths of the forms that begin so; of forms that are gone, too."""
    typos: TypoIndex = TypoIndex()
    sounds: SoundIndex = SoundIndex()

    def changed(self, gone: Iterable[str], fresh: Mapping[str, tuple[Surface, ...]]) -> Names:
        """These names without those of some entries and with those of others."""
        moved = {*gone, *fresh}
        before = {each: self.of_entry[each] for each in moved if each in self.of_entry}
        after = {each: some for each, some in fresh.items() if some}
        if before == after:
            return self
        claims = self._claims(before, after)
        found = replace(
            self,
            of_entry=patched(self.of_entry, before, after),
            bearers=patched(self.bearers, claims, {text: some for text, some in claims.items() if some}),
            sizes=_sized(self.sizes, claims),
        )
        was = {text for text in claims if self._is_sure(text)}
        now = {text for text in claims if found._is_sure(text)}
        typos, sounds = self.typos.changed(was - now, now - was, self.vocabulary), self.sounds
        return replace(found, typos=typos, sounds=sounds.changed(was - now, now - was))

    def meant(self, text: str) -> Meaning | None:
        """Whom a form names; None where it names nobody by itself."""
        claims = self.bearers.get(text)
        if claims is None:
            return None
        top = max(strength for _, strength in claims)
        if top == PREFIX and len(claims) > 1 or top <= SHORT and len(claims) > SHARED:
            return None  # Only a short form of several entries.
        return tuple(entry_id for entry_id, strength in claims if strength == top), top

    def within(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Every stretch of a plain text that is a form, with its start and end."""
        for start in range(len(text) - min(_HEADS) + 1):
            for head in _HEADS:
                for size in self.sizes.get(text[start : start + head], ()) if start + head <= len(text) else ():
                    form = text[start : start + size]
                    if form in self.bearers and len(form) == size:
                        yield start, start + size, form

    def _claims(
        self, before: Mapping[str, tuple[Surface, ...]], after: Mapping[str, tuple[Surface, ...]]
    ) -> dict[str, tuple[Claim, ...]]:
        """Who bears each form that is touched, when the forms of some entries are replaced by others."""
        fresh: dict[str, list[Claim]] = {surface.text: [] for some in before.values() for surface in some}
        for entry_id, some in after.items():
            for text, claim in _surest(entry_id, some):
                fresh.setdefault(text, []).append(claim)
        return {
            text: tuple(sorted((*(each for each in self.bearers.get(text, ()) if each[0] not in before), *some)))
            for text, some in fresh.items()
        }

    def _is_sure(self, text: str) -> bool:
        """Whether a slip in a form is forgiven: not in pinyin, nor in a city's name and one character."""
        meant = self.meant(text)
        return meant is not None and meant[1] >= SHORT and not _is_city(text, self.vocabulary.places)


def _surest(entry_id: str, some: Iterable[Surface]) -> Iterator[tuple[str, Claim]]:
    """The forms of one entry, each once; its claims share their values, of which a base has millions."""
    strengths: dict[str, int] = {}
    for surface in some:
        strengths[surface.text] = max(strengths.get(surface.text, surface.strength), surface.strength)
    claims = {strength: (entry_id, strength) for strength in strengths.values()}
    return ((text, claims[strength]) for text, strength in strengths.items() if len(text) >= min(_HEADS))


def _sized(known: Mapping[str, tuple[int, ...]], forms: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    fresh: dict[str, set[int]] = {}
    for form in forms:
        head = form[: max(_HEADS)]
        if len(form) not in known.get(head, ()):
            fresh.setdefault(head, set(known.get(head, ()))).add(len(form))
    return {**known, **{head: tuple(sorted(some)) for head, some in fresh.items()}} if fresh else known


def _is_city(surface: str, cities: Iterable[str]) -> bool:
    """Whether a surface is a city's name and one character, 양저우역: 양저우에 is the city and a particle, no slip."""
    return is_cjk(surface[0]) and any(surface.startswith(city) and len(surface) - len(city) < 2 for city in cities)
