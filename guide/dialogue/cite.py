"""Sources of what is said: numbered once, in the order they are first said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from guide.dialogue.addresses import page_of
from guide.dialogue.wording import SEVERAL, Wording
from guide.text.script import is_cjk
from guide.types import Citation, Entry, Fact, Finding, FoundFact, Source

LINKED_TIERS = ("A", "B")
_WEB = re.compile(r"https?://[^\s/]")
_LAST_MARK = re.compile(r"[。．.!！?？]+[”’」』）)\"]*\s*$")


class Citations:
    """The numbered sources of one finding. Composers ask for numbers, the reply lists what was used."""

    def __init__(self, finding: Finding, wording: Wording) -> None:
        self._finding, self._wording = finding, wording
        self._keys = list(dict.fromkeys(_keys(finding)))

    def number(self, entry: Entry, source: str | None) -> int:
        """The number of an entry's source."""
        return self._keys.index((entry.id, source)) + 1

    def of_fact(self, entry: Entry, fact: Fact) -> int:
        """The number under which a fact is cited."""
        return self.number(entry, fact.source)

    def of_facts(self, found: FoundFact) -> tuple[int, ...]:
        """The numbers of all sources that the facts of one field rest on."""
        return tuple(dict.fromkeys(self.of_fact(found.entry, fact) for fact in found.facts[:SEVERAL]))

    def of_text(self, entry: Entry) -> int:
        """The number under which an entry's prose is cited."""
        return self.number(entry, _prose_source(entry))

    def all(self) -> tuple[Citation, ...]:
        """The citations as the page lists them."""
        return tuple(self._citation(n, *key) for n, key in enumerate(self._keys, start=1))

    def _citation(self, n: int, entry_id: str, source_key: str | None) -> Citation:
        lang = self._finding.lang
        entry = next(entry for entry in _entries(self._finding) if entry.id == entry_id)
        facts = [
            fact
            for found in _told(self._finding)
            for fact in found.facts
            if found.entry.id == entry_id and fact.source == source_key
        ]
        source = entry.sources.get(source_key) if source_key else None
        fields = dict.fromkeys(fact.field for fact in facts)
        heading = self._wording.join(lang, (self._wording.label(lang, field) for field in fields))
        dates = [fact.as_of or entry.as_of for fact in facts]
        as_of = min((each for each in dates if each), default=entry.as_of)
        checked = [fact.checked_on for fact in facts]
        return Citation(
            n=n,
            entry=entry.id,
            title=self._wording.name(entry, lang),
            heading=heading,
            source=_title(source),
            as_of=as_of,
            checked_on=min((each for each in checked if each), default=None) if all(checked) else None,
            url=linked(source),
            page=page_of(entry),
        )


def mark(sentence: str, *numbers: int) -> str:
    """The sentence with its [n] before the closing mark."""
    if not numbers:
        return sentence
    match = _LAST_MARK.search(sentence)
    at = match.start() if match else len(sentence)
    space = " " if sentence.isascii() or not is_cjk(sentence[0]) and sentence[at - 1 : at].isascii() else ""
    marks = "".join(f"[{number}]" for number in numbers)
    return f"{sentence[:at]}{space}{marks}{sentence[at:].rstrip()}"


def _keys(finding: Finding) -> Iterator[tuple[str, str | None]]:
    for found in _told(finding):
        for fact in found.facts:
            yield found.entry.id, fact.source
    for text in finding.texts:
        yield text.entry.id, _prose_source(text.entry)


def _told(finding: Finding) -> Iterator[FoundFact]:
    """All facts of an answer, those of notices last."""
    yield from finding.facts
    yield from (notice.found for notice in finding.notices)


def _entries(finding: Finding) -> Iterator[Entry]:
    yield from (found.entry for found in _told(finding))
    yield from (text.entry for text in finding.texts)


def _prose_source(entry: Entry) -> str | None:
    """Prose rests on the entry's sources; the best of them stands for all."""
    ranked = sorted(entry.sources, key=lambda key: entry.sources[key].tier or "Z")
    return ranked[0] if ranked else None


def linked(source: Source | None) -> str | None:
    """The address of a source that may be linked: of a good tier, and of the web and nothing else."""
    if source is None or source.tier not in LINKED_TIERS:
        return None
    return source.url if _WEB.match(source.url or "") else None


def _title(source: Source | None) -> str | None:
    if source is None:
        return None
    return source.title or (urlsplit(source.url).hostname if source.url else None)
