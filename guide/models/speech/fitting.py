"""A mouth for a sound that came without times: another voice's track of the same words, laid on where it is loud.

Time that is spoken maps to time that is spoken: the share of the words said so far is the same in both. A pause of the
sound is a rest, whatever the other voice did there.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from itertools import accumulate

from guide.models.speech import loudness, visemes
from guide.types import Speech, Track

Spans = Sequence[tuple[float, float]]
_LOUD, _HALF = -8.0, -20.0
"""Decibels from which a mouth without words opens wide, and half."""


def fitted(sound: bytes, rate: int, model: Speech | None) -> Track:
    """The track of a sound; without a model the mouth opens by loudness."""
    end = len(sound) / 2 / rate * 1000
    said = loudness.spans(sound, rate)
    if model is None or not said:
        return by_loudness(sound, rate)
    source = loudness.spans(model.sound, model.rate)
    if not source:
        return by_loudness(sound, rate)
    steps = [(_moved(at, source, said), shape) for at, shape in model.track if shape != visemes.REST]
    again = [(begin, _shape_at(begin, steps)) for begin, _ in said]
    rests = [(until, visemes.REST) for _, until in said]
    return visemes.closed_off(sorted([*again, *steps, *rests], key=lambda step: step[0]), end)


def _shape_at(moment: float, steps: Sequence[tuple[float, str]]) -> str:
    """What the mouth goes on with behind a pause."""
    return next((shape for at, shape in reversed(steps) if at <= moment), visemes.REST)


def by_loudness(sound: bytes, rate: int) -> Track:
    """Three openings by loudness, for a voice whose words have no phonemes here."""
    levels = loudness.decibels(sound, rate) if loudness.spans(sound, rate) else ()
    frame = loudness.FRAME * 1000
    steps = []
    for number in range(0, len(levels), 6):
        level = max(levels[number : number + 6])
        shape = "open" if level > _LOUD else "spread" if level > _HALF else visemes.REST
        steps.append((number * frame, shape))
    return visemes.closed_off(steps, len(sound) / 2 / rate * 1000)


def _moved(at: float, source: Spans, target: Spans) -> float:
    """A moment of the source in the target, by the share of what was said until then."""
    share = _said(at, source) / sum(end - begin for begin, end in source)
    ends = list(accumulate(end - begin for begin, end in target))
    wanted = min(share * ends[-1], ends[-1])
    number = min(bisect.bisect_right(ends, wanted), len(ends) - 1)
    return target[number][1] - (ends[number] - wanted)


def _said(at: float, spans: Spans) -> float:
    """Milliseconds of speech before a moment."""
    return sum(min(at, end) - begin for begin, end in spans if at > begin)
