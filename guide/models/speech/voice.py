"""The guide's voice: texts made fit to be read out, spoken by the first speaker that can, kept by what they are."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np

from guide.errors import Busy, ModelUnavailable, NotFound
from guide.models.speech import sound
from guide.models.speech.shelf import Shelf
from guide.ports import Listener, Speaker
from guide.text import labels
from guide.text.script import convert, traditional
from guide.types import Lang, Speech, Track

VERSION = 1
"""Raised when the same words would sound or move otherwise: older clips are then made anew."""
AT_ONCE = 4
"""Texts spoken at the same time."""
PATIENCE = 6.0
"""Seconds a text waits for its turn."""
BREATH = 300
"""Milliseconds between the notice and what follows it."""
MORSE = "·— ··"
"""«AI» in Morse: the rhythm that tells listeners of any language that a machine made a sound (GB 45438-2025)."""
WARMING = ("zh-Hans", "ja")
"""Languages whose dictionaries take a while to load."""
_KEY = frozenset("0123456789abcdef")

Say = Callable[[Lang, str, Mapping[str, Any]], str]
Aloud = Callable[[str, Lang], str]
"""A text as it is read out in a language; "" where nothing of it is to be said."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A sound that was made: where it lies, how long it is, what the mouth does, who speaks."""

    key: str
    path: Path
    milliseconds: int
    track: Track
    voice: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be said. `notice` puts in front that a machine speaks, for the start of a conversation."""

    text: str
    lang: Lang
    notice: bool = False
    speed: float = 1.0
    alone: bool = False
    """The sound leaves the guide as a file: it ends with the rhythm of «AI»."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the voice needs from the templates: sentences, and texts as they are read out."""

    say: Say
    aloud: Aloud


@runtime_checkable
class Encoder(Protocol):
    """A speaker that also makes files of other formats."""

    def encoded(self, text: str, kind: str, speed: float = 1.0) -> bytes:
        """The file. Raises ModelUnavailable."""
        ...


class Voice:
    """Speaks and listens, with whatever there is."""

    def __init__(
        self, speakers: Sequence[Speaker], listener: Listener | None, words: Words, shelf: Shelf, producer: str = ""
    ) -> None:
        self._speakers, self._listener, self._words, self._shelf = speakers, listener, words, shelf
        self._producer = producer
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    @property
    def languages(self) -> tuple[Lang, ...]:
        """Languages with a voice."""
        return tuple(dict.fromkeys(lang for speaker in self._speakers for lang in speaker.languages))

    def close(self) -> None:
        """End what the speakers and the listener hold."""
        for each in (*self._speakers, self._listener):
            if each is not None:
                each.close()

    def warm(self) -> None:
        """Load what the first sentence would have to wait for; a voice that fails is told of when it is asked."""
        with suppress(ModelUnavailable):
            for speaker in self._speakers[-1:]:
                for lang in WARMING:
                    if lang in speaker.languages:
                        speaker.speak("1", lang)

    @property
    def transcribes(self) -> bool:
        """Whether it can listen."""
        return self._listener is not None

    def clip(self, wanted: Wanted) -> Clip:
        """The clip of a text, made if need be.

        Raises NotFound where nothing is to be said or nobody speaks the language, Busy when too many speak,
        ModelUnavailable when the voice fails, StorageError when the disk is full.
        """
        text = self._words.aloud(wanted.text, wanted.lang)
        able = [each for each in self._speakers if wanted.lang in each.languages]
        if not text or not able:
            raise NotFound("nothing to say" if able else f"no voice speaks {wanted.lang}")
        failed: ModelUnavailable | None = None
        for speaker in able:
            key = _key(speaker, wanted, text)
            if kept := self._kept(key):
                return kept
            try:
                return self._made(key, speaker, wanted, text)
            except ModelUnavailable as error:
                failed = error
        raise failed or ModelUnavailable("no voice")

    def encoded(self, wanted: Wanted, kind: str) -> bytes:
        """A file in another format than WAV, with the spoken notice in front.

        Raises NotFound where no speaker of the language makes such files, Busy, ModelUnavailable.
        """
        text = self._words.aloud(wanted.text, wanted.lang)
        able = (each for each in self._speakers if wanted.lang in each.languages and isinstance(each, Encoder))
        speaker = next(able, None)
        if speaker is None or not text:
            raise NotFound(f"no voice makes {kind}: ask for wav")
        notice = self._words.say(wanted.lang, "aloud.notice", {})
        with self._turn():
            return speaker.encoded(f"{notice} {text}", kind, wanted.speed)

    def stored(self, key: str) -> Path:
        """The file of a clip. Raises NotFound."""
        path = self._shelf.path(key)
        if len(key) != 32 or not _KEY.issuperset(key) or not path.is_file():
            raise NotFound("no such clip: ask for it anew")
        return path

    def hear(self, file: bytes, kind: str, lang: Lang | None) -> str:
        """What is said in a sound. Raises NotFound where nobody listens, Busy, ModelUnavailable."""
        if self._listener is None:
            raise NotFound("nothing listens: set GUIDE_SPEECH")
        with self._turn():
            heard = self._listener.hear(file, kind, lang)
        return traditional(heard) if lang == "zh-Hant" else convert(heard, "t2s") if lang == "zh-Hans" else heard

    def _kept(self, key: str) -> Clip | None:
        found = self._shelf.get(key)
        return Clip(key, self._shelf.path(key), *found) if found else None

    def _made(self, key: str, speaker: Speaker, wanted: Wanted, text: str) -> Clip:
        with self._turn():
            if kept := self._kept(key):  # somebody else asked for the same meanwhile
                return kept
            speech = speaker.speak(text, wanted.lang, wanted.speed)
            if wanted.notice:
                notice = self._words.say(wanted.lang, "aloud.notice", {})
                speech = joined(speaker.speak(notice, wanted.lang, wanted.speed), speech)
            if wanted.alone:
                speech = joined(speech, rhythm(speech.rate))
        file = sound.wav(speech.sound, speech.rate, labels.as_json(self._producer, key))
        about = {"milliseconds": speech.milliseconds, "visemes": speech.track, "voice": speaker.name}
        self._shelf.put(key, file, about)
        return Clip(key, self._shelf.path(key), speech.milliseconds, speech.track, speaker.name)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=PATIENCE):
            raise Busy("every voice is busy", retry_after=2)
        try:
            yield
        finally:
            self._turns.release()


def joined(first: Speech, then: Speech) -> Speech:
    """Two speeches of one rate with a breath between them. Raises ModelUnavailable for two rates."""
    if first.rate != then.rate:
        raise ModelUnavailable("the voice changes its rate from sentence to sentence")
    silence = bytes(2 * (first.rate * BREATH // 1000))
    begin = first.milliseconds + BREATH
    later = [(at + begin, shape) for at, shape in then.track]
    later = later[1:] if later[0][1] == first.track[-1][1] else later
    return Speech(first.sound + silence + then.sound, first.rate, (*first.track, *later))


def rhythm(rate: int) -> Speech:
    """«AI» in Morse as a soft tone of 700 Hz, 60 ms a dot; the mouth rests."""
    unit = rate * 60 // 1000
    units = {"·": (1, 1), "—": (3, 1), " ": (0, 2)}
    times = np.arange(3 * unit) / rate
    tone = (2500 * np.sin(2 * np.pi * 700 * times)).astype("<i2")
    parts = [tone[: on * unit].tobytes() + bytes(2 * off * unit) for on, off in (units[mark] for mark in MORSE)]
    sounding = b"".join(parts)
    return Speech(sounding, rate, ((0, "rest"), (len(sounding) * 500 // rate, "rest")))


def _key(speaker: Speaker, wanted: Wanted, text: str) -> str:
    said = "\x1f".join(
        (str(VERSION), speaker.name, wanted.lang, str(wanted.notice), str(wanted.alone), f"{wanted.speed:.2f}", text)
    )
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:32]
