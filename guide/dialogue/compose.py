"""The composer of templates: says a finding at once, the asked value first. The floor under every model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from guide.dialogue import noticed
from guide.dialogue.ability import Say
from guide.dialogue.cite import Citations, mark
from guide.dialogue.telling import prose, statements, told
from guide.dialogue.wording import Wording
from guide.retrieval.surfaces import plain
from guide.skills.premise import CORRECTION
from guide.types import Entry, Finding, FoundFact, FoundText

_KNOWN = 3
_TELLING_NOTICES = frozenset({"notices", "recommend"})
"""Skills whose own sentences tell of notices."""


class TemplateComposer:
    """Sentences from prompts/<lang>/sentences.yaml."""

    name = "templates"

    def __init__(self, wording: Wording, tellers: Mapping[str, Say] | None = None) -> None:
        """`tellers` say the findings of abilities, by skill."""
        self._wording, self._tellers = wording, tellers or {}

    def compose(self, finding: Finding) -> Iterator[str]:
        """Sentences in order, each with its [n] marks."""
        citations = Citations(finding, self._wording)
        if teller := self._tellers.get(finding.skill):
            yield from teller(finding, self._wording, citations)
            yield from self._beside(finding, citations)
            return
        yield from self._facts(finding, citations)
        texts = (prose(self._placed(text, finding), citations) for text in finding.texts)
        yield from told(texts, finding.lang, self._wording)
        if finding.intent and finding.intent != CORRECTION:
            yield from self._intent(finding)
        yield from self._beside(finding, citations)

    def _beside(self, finding: Finding, citations: Citations) -> Iterator[str]:
        """What goes on at the places, and how old the facts are."""
        if finding.skill not in _TELLING_NOTICES:
            yield from noticed.say(finding, self._wording, citations)
        yield from self._caveat(finding)

    def _placed(self, text: FoundText, finding: Finding) -> FoundText:
        """The text with the name of its place before it, where neither the question nor the text says which it is."""
        said = plain(f"{finding.question} {text.text}")
        names = (plain(name) for name in (*text.entry.names.values(), *text.entry.aliases))
        if any(name in said for name in names):
            return text
        name = self._wording.name(text.entry, text.lang)
        return replace(text, text=self._wording.say(text.lang, "text.about", {"name": name, "text": text.text}))

    def _caveat(self, finding: Finding) -> Iterator[str]:
        if finding.stale_since and finding.facts:
            date = self._wording.date(finding.stale_since, finding.lang)
            yield self._wording.say(finding.lang, "caveat.since", {"date": date})

    def _facts(self, finding: Finding, citations: Citations) -> Iterator[str]:
        for found in finding.facts:
            if finding.intent == CORRECTION:
                yield self._corrected(found, finding, citations)
            elif found.field == "point":
                yield from told(statements(found, finding.lang, self._wording, citations), finding.lang, self._wording)
            elif found.facts:
                yield mark(self._wording.fact(found, finding.lang), *citations.of_facts(found))
            elif finding.intent != "unknown.fact":
                yield self._wording.lacked(found, finding.lang)

    def _corrected(self, found: FoundFact, finding: Finding, citations: Citations) -> str:
        known = {
            "name": self._wording.name(found.entry, finding.lang),
            "actual": self._wording.values(found, finding.lang),
        }
        sentence = self._wording.say(finding.lang, CORRECTION, {**finding.corrections, **known})
        return mark(sentence, *citations.of_facts(found))

    def _intent(self, finding: Finding) -> Iterator[str]:
        lang = finding.lang
        if finding.intent == "unknown.fact":
            yield from (self._wording.lacked(found, lang) for found in finding.facts if not found.facts)
            yield from self._whom_to_ask(finding)
        elif finding.intent in ("unknown.place", "unknown.question"):
            yield self._wording.say(lang, finding.intent)
            yield self._wording.say(lang, f"{finding.intent}_help")
        elif finding.intent in ("unknown.about", "unknown.no_more"):
            if not finding.facts or finding.intent == "unknown.no_more":
                yield self._wording.say(lang, finding.intent, {"name": self._wording.name(finding.entries[0], lang)})
        else:
            yield self._wording.say(lang, str(finding.intent), finding.corrections)

    def _whom_to_ask(self, finding: Finding) -> Iterator[str]:
        entry, lang = finding.entries[0], finding.lang
        phone = next((str(fact.value) for fact in entry.of("phone") if isinstance(fact.value, str)), None)
        if phone and all(found.field != "phone" for found in finding.facts):
            yield self._wording.say(lang, "unknown.fact_call", {"phone": phone})
        else:
            yield self._wording.say(lang, "unknown.fact_ask")
        labels = [self._wording.label(lang, field) for field in _askable(entry)][:_KNOWN]
        if labels:
            yield self._wording.say(lang, "unknown.knows", {"labels": self._wording.join(lang, labels)})


def _askable(entry: Entry) -> Iterator[str]:
    """Fields worth offering, in the entry's order."""
    offered = ("hours", "price", "address", "season", "duration", "dishes", "built", "nearby_sights")
    return (field for field in offered if entry.of(field))
