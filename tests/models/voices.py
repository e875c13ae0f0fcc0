"""The voice that ships, for tests that listen to it."""

from __future__ import annotations

from functools import cache

from guide.models.speech.aloud import Aloud
from guide.models.speech.tongues import Tongues
from guide.models.speech.voice import Words
from guide.prompts import Prompts
from guide.shipped import folder
from guide.speaking import readings


@cache
def prompts() -> Prompts:
    return Prompts(folder("prompts"))


@cache
def tongues() -> Tongues:
    return Tongues(readings(prompts()))


def aloud() -> Aloud:
    return Aloud(prompts().say, prompts().words)


def words() -> Words:
    return Words(prompts().say, aloud())
