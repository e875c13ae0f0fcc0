"""The voice: who reads aloud and who listens, as the settings name them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guide.knowledge_base import Base
from guide.models.speech.aloud import Aloud
from guide.models.speech.espeak import EspeakSpeaker
from guide.models.speech.remote import AudioServer, Choice, RemoteListener, RemoteSpeaker
from guide.models.speech.shelf import Shelf
from guide.models.speech.tongues import Tongues
from guide.models.speech.voice import Voice, Words
from guide.prompts import Prompts
from guide.settings import LANGUAGES

SPEECH = "speech"
"""Folder of clips in the data folder."""
CLIPS = 300_000_000
"""Bytes of clips kept: an hour and a half of speech."""


def voice(base: Base) -> Voice:
    """Who reads aloud and listens: the server the settings name, then espeak-ng where it is installed."""
    settings, own = base.settings, EspeakSpeaker(Tongues(readings(base.prompts)))
    aloud = Aloud(base.prompts.say, base.prompts.words)
    words, shelf = Words(base.prompts.say, aloud), Shelf(base.settings.data / SPEECH, CLIPS)
    if not settings.speech:
        return Voice((own,), None, words, shelf, settings.producer)
    server = AudioServer(settings.speech, settings.speech_key)
    speaks = Choice(settings.speech_languages or LANGUAGES, settings.speech_model, settings.speech_voice)
    hears = RemoteListener(server, settings.hearing_model) if settings.hearing_model else None
    return Voice((RemoteSpeaker(server, speaks, own), own), hears, words, shelf, settings.producer)


def readings(prompts: Prompts) -> dict[str, Mapping[str, Any]]:
    """The tables of what is read out otherwise than it is written, by language."""
    return {lang: prompts.words(lang, "readings") for lang in prompts.languages}
