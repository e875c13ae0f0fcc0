"""Holds a model's sentence against the finding it was said from. What cannot be shown to agree is dropped.

A sentence passes when every name in it is in the finding; when each number, date, address of the web and phone belongs
to the one place it names; when free or paid, open or closed, allowed or not, and what it denies agree with the finding;
and when it is in the visitor's language. Words without any such claim are left to the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from guide.safety import support
from guide.safety.claims import Clause, clause, clauses, following
from guide.safety.evidence import Evidence, blank_names
from guide.safety.lexicon import Lexicon
from guide.safety.names import Mention, Names
from guide.text.detect import language
from guide.text.script import fold, has_han
from guide.types import Finding

_OFFERED = ("zh-Hans", "zh-Hant", "en", "ja", "ko", "fr", "de", "es")
_BROKEN = re.compile(r"[\x00-\x1f\ud800-\udfff]")
_MARKS = re.compile(r"\[\d+\]")
_FOREIGN = re.compile(r"[\u3040-\u30ff\uac00-\ud7a3\u0400-\u04ff]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_WORD = re.compile(r"[a-z]+")
_SMALL_WORDS = 0.3
_LATIN_WORDS = re.compile(r"[a-z]{2,}(?:[\s'-]+[a-z]{2,}){2,}")


class Check:
    """The check for one finding. `said` are the templates' sentences for it: true, and in the visitor's language."""

    def __init__(
        self,
        finding: Finding,
        known_names: Names,
        lexicons: Mapping[str, Lexicon],
        said: Sequence[str] = (),
    ) -> None:
        self._lang = finding.lang
        self._lexicon = lexicons.get(finding.lang.split("-")[0])
        self._names = known_names
        self._spaced = {lang: each for lang, each in lexicons.items() if each.spaced}
        self._evidence = Evidence(finding, known_names, lexicons, said) if self._lexicon else None

    def passes(self, sentence: str) -> bool:
        """Whether the sentence may be said."""
        return self.fault(sentence) is None

    def fault(self, sentence: str) -> str | None:
        """What is wrong with the sentence: language, name, figure, day, free, open, allow or is; None when nothing."""
        if self._evidence is None or self._lexicon is None or _BROKEN.search(sentence):
            return "language"
        bare = _MARKS.sub("", sentence)
        folded, mentions = fold(bare), self._names.said(bare)
        if not self._in_language(bare, folded, mentions):
            return "language"
        if not all(self._may_name(mention) for mention in mentions):
            return "name"
        return next(self._faults(folded, mentions, self._lexicon), None)

    def _faults(self, folded: str, mentions: Sequence[Mention], lexicon: Lexicon) -> Iterator[str]:
        assert self._evidence is not None
        blanked = blank_names(folded, mentions)
        place = {self._evidence.focus}
        before: Clause | None = None
        for start, text in clauses(blanked, lexicon):
            named = [each.entries for each in mentions if start <= each.start < start + len(text)]
            owners = frozenset[str]().union(*named) & self._evidence.places
            place = set(owners or self._evidence.hinted(text)) or place
            said = following(clause(text, lexicon), before)
            fault = None if said.waits else self._fault(said, place)
            if fault:
                yield fault
            before = said
        if before and before.waits and (fault := self._fault(before, place)):
            yield fault

    def _fault(self, said: Clause, places: set[str]) -> str | None:
        assert self._evidence is not None
        if said.figures and len(places) > 1:
            return "figure"
        known = [each for place in places for each in self._evidence.of(place)]
        return support.fault(said, known)

    def _may_name(self, mention: Mention) -> bool:
        assert self._evidence is not None
        return bool(mention.entries & self._evidence.places) or mention.name in self._evidence.texts

    def _in_language(self, sentence: str, folded: str, mentions: Sequence[Mention]) -> bool:
        assert self._evidence is not None
        short = self._lang.split("-")[0]
        rest = _without_quotes(blank_names(folded, mentions), self._evidence.texts)
        if short in ("zh", "ja"):
            kana = bool(_KANA.search(sentence))
            return not _LATIN_WORDS.search(rest) and kana == (short == "ja") and (kana or has_han(folded))
        if has_han(rest) or (short != "ko" and _FOREIGN.search(rest)):
            return False
        if short == "ko":
            return bool(_HANGUL.search(rest))
        return bool(_WORD.search(rest)) and self._sounds(rest, short)

    def _sounds(self, rest: str, short: str) -> bool:
        """By the detector, or by small words where a sentence is too short for it."""
        if language(rest, _OFFERED, self._lang).split("-")[0] == short:
            return True
        words = _WORD.findall(rest)
        shares = {lang: sum(word in each.own_words for word in words) for lang, each in self._spaced.items()}
        own = shares.pop(short)
        return own >= max(2, _SMALL_WORDS * len(words)) and own > max(shares.values(), default=0)


def _without_quotes(folded: str, known: str) -> str:
    """The text without what the finding itself holds in another language, like a title or an address."""
    runs = re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,}", folded)
    for run in runs:
        if run in known:
            folded = folded.replace(run, " ")
    return folded
