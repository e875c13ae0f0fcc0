"""The composer that lets a model speak: the templates say what was asked, the model tells the rest, the check listens.

Nothing of a model reaches a visitor but whole sentences that passed `safety.answer`. Where it is silent for too long,
breaks or says nothing that holds, the templates say what is still unsaid.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any, Protocol

from guide.dialogue.cite import mark
from guide.dialogue.listening import Listening
from guide.errors import ModelUnavailable
from guide.ports import Composer, LanguageModel
from guide.safety.answer import Check
from guide.safety.lexicon import Lexicon
from guide.safety.names import Names
from guide.safety.sentences import sentences
from guide.text.script import convert, is_cjk, traditional
from guide.text.words import search_tokens
from guide.types import Finding, Message

TEMPLATE = "model"
TOKENS = 120
"""Most tokens of a model's part: a listener's patience, and twenty seconds of a small machine."""
DATA = 420
"""Tokens of data in a prompt, by estimate; with instructions and question, under the 700 a small model reads."""
_LINE = 200
_COVERED = 0.6
"""Share of a sentence's words that must have been said for it to count as said."""
_MARK = re.compile(r"\s?\[(\d+)\]")
_FENCES = str.maketrans("<>", "‹›", "\x00")
_ENDS = tuple("。！？!?.”』」\"')）]")


class Renderer(Protocol):
    """What of the prompts is needed: prompts/<lang>/<template>.jinja, filled."""

    def render(self, lang: str, template: str, **values: Any) -> str:
        """The text."""
        ...


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: until a first sentence that may be said, between two arrivals of text, and for all of it."""

    first: float = 8.0
    gap: float = 5.0
    whole: float = 30.0


@dataclass(frozen=True, slots=True)
class Rules:
    """What a model's sentences are held against: the words of each language and the names of the base as it is now."""

    lexicons: Mapping[str, Lexicon]
    names: Callable[[], Names]


@dataclass(frozen=True, slots=True)
class Parts:
    """The templates' sentences: what was asked, the prose that a model may tell instead, and the closing remarks."""

    head: tuple[str, ...]
    body: tuple[str, ...]
    tail: tuple[str, ...]


class SpokenComposer:
    """Wraps the templates and a model."""

    def __init__(
        self,
        templates: Composer,
        model: LanguageModel,
        prompts: Renderer,
        rules: Rules,
        patience: Patience = Patience(),
    ) -> None:
        self._templates, self._model, self._prompts = templates, model, prompts
        self._rules, self._patience = rules, patience

    @property
    def name(self) -> str:
        """The model, for the journal."""
        return self._model.name

    def compose(self, finding: Finding) -> Iterator[str]:
        """Sentences with their [n] marks; the asked value at once, then the model, the templates where it fails."""
        parts = self._parts(finding)
        yield from parts.head
        if parts.body:
            yield from self._told(finding, parts) if self._can_speak(finding) else parts.body
        yield from parts.tail

    def _can_speak(self, finding: Finding) -> bool:
        return finding.detail is None and finding.lang.split("-")[0] in self._rules.lexicons

    def _parts(self, finding: Finding) -> Parts:
        """Facts come first in the templates, then prose, then remarks: counted, because marks depend on the whole."""
        every = tuple(self._templates.compose(finding))
        bare = replace(finding, intent=None, stale_since=None, notices=())
        facts = sum(1 for _ in self._templates.compose(replace(bare, texts=())))
        prose = sum(1 for _ in self._templates.compose(bare)) - facts
        return Parts(every[:facts], every[facts : facts + prose], every[facts + prose :])

    def _told(self, finding: Finding, parts: Parts) -> Iterator[str]:
        """The prose in the model's words, else what it left unsaid in the templates'."""
        check = Check(finding, self._rules.names(), self._rules.lexicons, (*parts.head, *parts.body))
        said = list(parts.head)
        finished = True
        try:
            for sentence in self._spoken(finding, parts, lambda each: self._may_say(each, check, said)):
                said.append(sentence)
                yield mark_like(sentence, (*parts.body, *parts.head))
        except ModelUnavailable:
            finished = False
        if not finished or len(said) == len(parts.head):
            yield from unsaid(parts.body, said)

    def _may_say(self, sentence: str, check: Check, said: Sequence[str]) -> bool:
        return sentence.endswith(_ENDS) and not covered(sentence, said) and check.passes(sentence)

    def _spoken(self, finding: Finding, parts: Parts, may_say: Callable[[str], bool]) -> Iterator[str]:
        """The sentences of the model that may be said. Raises ModelUnavailable when it is too slow or breaks."""
        began = time.monotonic()
        heard = False

        def left() -> float:
            limit = self._patience.whole if heard else self._patience.first
            return min(self._patience.gap if heard else limit, began + limit - time.monotonic())

        stream = Listening(self._model.stream(self._messages(finding, parts), TOKENS), left)
        pieces = stream.pieces()
        with closing(pieces):
            for sentence in sentences(pieces):
                plain = _in_script(_MARK.sub("", sentence), finding.lang)
                if may_say(plain):
                    heard = True
                    yield plain

    def _messages(self, finding: Finding, parts: Parts) -> tuple[Message, ...]:
        lang = finding.lang
        question = fenced(finding.question)
        data = data_lines((*parts.body, *parts.head))
        said = fenced(" ".join(_MARK.sub("", each) for each in parts.head))[: 2 * _LINE]
        user = self._prompts.render(lang, TEMPLATE, part="user", question=question, data=data, said=said)
        return Message("system", *systems(self._prompts, (lang,))), Message("user", user.strip())


def systems(prompts: Renderer, languages: Sequence[str]) -> list[str]:
    """The stable beginning of the prompt in each language, for a model that can read it in advance."""
    return list(dict.fromkeys(prompts.render(lang, TEMPLATE, part="system").strip() for lang in languages))


def data_lines(texts: Sequence[str]) -> list[str]:
    """The finding as lines of data, most to the point first, as many as a small model reads."""
    lines: list[str] = []
    left = DATA
    for text in texts:
        for sentence in sentences([_MARK.sub("", text)]):
            line = fenced(sentence)[: _LINE * 2]
            left -= estimate(line)
            if left < 0:
                return lines
            lines.append(line)
    return lines


def fenced(text: str) -> str:
    """Text that cannot leave its fence: one line, no angle brackets, no control characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in text.translate(_FENCES)).split())


def estimate(text: str) -> int:
    """Tokens of a text, roughly and rather too many: a Chinese character is one, three letters are one."""
    wide = sum(map(is_cjk, text))
    return wide + (len(text) - wide + 2) // 3


def covered(sentence: str, said: Sequence[str]) -> bool:
    """Whether most of a sentence's words were said before."""
    words = set(search_tokens(_MARK.sub("", sentence)))
    known = {token for each in said for token in search_tokens(each)}
    return bool(words) and len(words & known) >= _COVERED * len(words)


def unsaid(texts: Sequence[str], said: Sequence[str]) -> Iterator[str]:
    """What of the templates' texts was not said yet, with its marks."""
    for text in texts:
        marks = list(dict.fromkeys(_MARK.findall(text)))
        rest = [each for each in sentences([_MARK.sub("", text)]) if not covered(each, said)]
        if rest:
            joined = ("" if is_cjk(rest[0][-1]) or rest[0].endswith("。") else " ").join(rest)
            yield _marked(joined, marks)


def mark_like(sentence: str, sources: Sequence[str]) -> str:
    """The sentence with the marks of the template sentence that shares most words with it."""
    words = set(search_tokens(sentence))
    best = max(sources, key=lambda each: len(words & set(search_tokens(_MARK.sub("", each)))), default="")
    return _marked(sentence, list(dict.fromkeys(_MARK.findall(best))))


def _marked(sentence: str, marks: Sequence[str]) -> str:
    for number in marks:
        sentence = mark(sentence, int(number))
    return sentence


def _in_script(sentence: str, lang: str) -> str:
    if not lang.startswith("zh"):
        return sentence
    return traditional(sentence) if lang == "zh-Hant" else convert(sentence, "t2s")
