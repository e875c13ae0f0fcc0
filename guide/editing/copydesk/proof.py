"""Sentences that did not come from the templates, held against what is known of the places of the text.

A sentence changed by hand is a person's own: it is kept whatever it says. Where the facts bear it out they are put
beside it; where they speak against it, that is said; else it stands as written by hand and not traced.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from guide.editing.copydesk import tracing
from guide.editing.copydesk.material import Material
from guide.editing.copydesk.values import ROWS, Block, Line, Telling, Trace
from guide.retrieval.passages import sentences
from guide.safety.answer import Check
from guide.safety.lexicon import Lexicon
from guide.safety.names import Names
from guide.text.words import search_tokens
from guide.types import Entry, Fact, Finding, FoundFact, FoundText, Lang

_UNREAD = ("title", "lead", "heading", "close", "tags")
"""Roles in which a few words without a claim are no fault."""
_BORNE_OUT = 0.6
"""Share of a sentence's words that one known sentence must hold to bear it out."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What sentences are held against: the words of each language, and the names of the base as it is now."""

    lexicons: Mapping[str, Lexicon]
    names: Callable[[], Names]


class Proof:
    """Reads sentences for one text: its places, in its language."""

    def __init__(self, entries: Sequence[Entry], lang: Lang, telling: Telling, evidence: Evidence) -> None:
        self._entries, self._lang, self._telling, self._evidence = entries, lang, telling, evidence
        self._materials = [Material(entry, lang, telling) for entry in entries]
        self._known = [line for each in self._materials for line in _known(each)]

    def revised(self, blocks: Sequence[Block], texts: Mapping[int, str]) -> tuple[Block, ...]:
        """The text with blocks typed anew, by their place: sentences that stayed keep their facts."""
        return tuple(
            Block(block.role, self._typed(block, texts[at]), block.entry) if at in texts else block
            for at, block in enumerate(blocks)
        )

    def judged(self, text: str, role: str) -> Line:
        """A sentence written by hand, with what bears it out or speaks against it."""
        traces = self._traces(text)
        if traces:
            return Line(text, traces, "hand")
        fault = self.check(self._entries, [line.text for line in self._known]).fault(text) if role != "tags" else None
        return Line(text, (), "hand", "" if fault in (None, "language") else str(fault))

    def check(self, entries: Sequence[Entry], said: Sequence[str] = ()) -> Check:
        """The guide's own check of sentences, over these places."""
        facts = tuple(
            FoundFact(entry, field, entry.of(field))
            for entry in entries
            for field in dict.fromkeys(fact.field for fact in entry.facts)
        )
        texts = tuple(FoundText(entry, lang, "", text) for entry in entries for lang, text in entry.texts.items())
        finding = Finding("copy", self._lang, "", facts, texts, tuple(entries))
        return Check(finding, self._evidence.names(), self._evidence.lexicons, said)

    def of_line(self, line: Line) -> Check:
        """The check of a sentence that stands for another: it may say what that one and its facts say, no more."""
        facts, texts = [], []
        for entry in self._about(line):
            marks = {(trace.field, trace.mark) for trace in line.traces}
            told = [each for each in entry.facts if (each.field, self._mark(each)) in marks]
            facts += [FoundFact(entry, each.field, (each,)) for each in told]
            texts.append(FoundText(entry, self._lang, "", line.text))
        finding = Finding("copy", self._lang, "", tuple(facts), tuple(texts), tuple(self._about(line)))
        return Check(finding, self._evidence.names(), self._evidence.lexicons, [line.text])

    def _about(self, line: Line) -> list[Entry]:
        ids = {trace.entry for trace in line.traces}
        return [each for each in self._entries if each.id in ids]

    def _mark(self, fact: Fact) -> str:
        return tracing.mark(fact, self._lang, self._telling)

    def _typed(self, block: Block, text: str) -> tuple[Line, ...]:
        kept = {line.text: line for line in block.lines}
        return tuple(kept.get(each) or self.judged(each, block.role) for each in split(text, block.role, tuple(kept)))

    def _traces(self, text: str) -> tuple[Trace, ...]:
        """The facts that bear a sentence out: it must agree with them, and say little beside them."""
        words = set(search_tokens(text))
        alike = max(self._known, key=lambda each: _share(words, each.text), default=None)
        if alike is None or _share(words, alike.text) < _BORNE_OUT:
            return ()
        return alike.traces if self.check(self._about(alike), [alike.text]).passes(text) else ()


def split(text: str, role: str, kept: Sequence[str] = ()) -> list[str]:
    """The sentences of a block as it was typed: rows by line, all else by full stop. `kept` are lines that were there
    before: where one of them stands it stays whole, however many sentences it is."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    return lines if role in ROWS else [each for line in lines for each in _sentences(line, kept)]


def _sentences(line: str, kept: Sequence[str]) -> Iterator[str]:
    while line := line.lstrip():
        whole = max((each for each in kept if line.startswith(each)), key=len, default="")
        taken = whole or sentences(line)[0]
        yield taken
        line = line[len(taken) :]


def _known(material: Material) -> list[Line]:
    """Everything a place has to say in a language, each with its facts."""
    written = [line for section in material.sections() for line in section]
    fields = dict.fromkeys(fact.field for fact in material.entry.facts if fact.field != "point")
    rows = [material.traced(found[0], found[1]) for field in fields if (found := material.row(field))]
    return [*written, *material.points(), *rows]


def _share(words: set[str], known: str) -> float:
    shared = words & set(search_tokens(known))
    return sum(map(len, shared)) / max(1, sum(map(len, words)))
