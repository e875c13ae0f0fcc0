"""How far the mouth is from the sound: the track of espeak-ng's voice against silences and closures of p, b and m.

    python -m benchmarks.mouth

30 sentences a language from the guide's own answers (spoken.json), read out as the server does. What the track is held
against is found in the sound alone, by energy, without a look at words or phonemes:

- a silence is 150 ms or more in which the energy stays 35 dB under the loud frames (their 95th percentile);
- a closure is a dip of the energy between 0.8 and 5 kHz by 9 dB or more under both neighbouring peaks, or under the one
  there is at the beginning and at the end of the sound: a closed mouth passes only what is low, the murmur of m and b
  as well as the silence of p. Bands, and the 9 dB of a consonantal landmark, after S. A. Liu, "Landmark detection for
  distinctive feature-based speech recognition", JASA 100 (1996).
  It lasts from the fall by 9 dB to the rise to within 9 dB (short-time energy of 20 ms, every 2.5 ms).

Each silence is matched with the nearest rest of the track, each `closed` of the track with the closure
that lies nearest; both edges count, and one without a partner within 150 ms counts 150 ms twice. A closure that
goes over into a silence has one edge: lips that shut in silence make no sound.
Many consonants make a dip, so some partner is mostly near: the column `shifted` tells the same figure for a track that
is 120 ms late, which is what the measure says of a wrong one.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from guide.models.speech.aloud import Aloud
from guide.models.speech.espeak import EspeakSpeaker
from guide.models.speech.tongues import Tongues
from guide.prompts import Prompts
from guide.shipped import folder
from guide.speaking import readings
from guide.types import Speech, Track

HOP, WINDOW = 0.0025, 0.020
LOW, HIGH = 800, 5000
FALL, QUIET, SILENCE, APART = 9.0, 35.0, 150.0, 150.0
"""Decibels, decibels, milliseconds, milliseconds."""
Span = tuple[float, float]


def levels(sound: NDArray[np.float64], rate: int, low: float, high: float) -> NDArray[np.float64]:
    """Decibels of a band, every HOP seconds; the frame stands for its middle."""
    size, hop = round(rate * WINDOW), rate * HOP
    padded = np.concatenate((np.zeros(size // 2), sound, np.zeros(size)))
    starts = (np.arange(int(len(sound) / hop)) * hop).astype(int)
    frames = padded[starts[:, None] + np.arange(size)] * np.hanning(size)
    power = np.abs(np.fft.rfft(frames, axis=1)) ** 2
    bins = np.fft.rfftfreq(size, 1 / rate)
    band = power[:, (bins >= low) & (bins <= high)].sum(axis=1)
    return np.asarray(10 * np.log10(band + 1.0))


def silences(sound: NDArray[np.float64], rate: int) -> list[Span]:
    """Where nothing is said."""
    level = levels(sound, rate, 60, rate / 2)
    quiet = level < np.percentile(level, 95) - QUIET
    edges = np.flatnonzero(np.diff(np.concatenate(([0], quiet.astype(int), [0])))) * HOP * 1000
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= SILENCE]


def closures(sound: NDArray[np.float64], rate: int) -> list[Span]:
    """Where the mouth lets nothing high through."""
    level = np.maximum(levels(sound, rate, LOW, HIGH), np.percentile(levels(sound, rate, LOW, HIGH), 95) - 50)
    found: list[Span] = []
    for begin, end in _valleys(level):
        bottom = level[begin:end].min()
        left, right = level[max(0, begin - 40) : begin].max(initial=bottom), level[end : end + 40].max(initial=bottom)
        opens, closes = right - bottom >= FALL, left - bottom >= FALL
        if (opens or begin > len(level) - 80) and (closes or end < 80) and (opens or closes):
            shut = _crossing(level, begin, -1, left - FALL) if closes else -SILENCE
            found.append((shut, _crossing(level, end, 1, right - FALL) if opens else len(level) * HOP * 1000 + SILENCE))
    return found


def _valleys(level: NDArray[np.float64]) -> list[tuple[int, int]]:
    """First and one past the last frame of each lowest stretch: no lower frame within 25 ms on either side."""
    reach = round(0.025 / HOP)
    floor = np.array([level[max(0, at - reach) : at + reach + 1].min() for at in range(len(level))])
    low = level <= floor + 0.01
    edges = np.flatnonzero(np.diff(np.concatenate(([0], low.astype(int), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _crossing(level: NDArray[np.float64], at: int, step: int, height: float) -> float:
    while 0 <= at < len(level) and level[at] < height:
        at += step
    return at * HOP * 1000


def spans(track: Track, shape: str) -> list[Span]:
    """Where the track has a shape."""
    ends = [*[at for at, _ in track[1:]], track[-1][0]]
    return [(at, end) for (at, each), end in zip(track, ends, strict=True) if each == shape and end > at]


def errors(wanted: list[Span], offered: list[Span], merging: bool = False) -> list[float]:
    """The distances of both edges of each wanted span from its partner; one edge where it merges with a silence."""
    found: list[float] = []
    for span in wanted:
        near = [each for each in offered if each[0] < span[1] + APART and each[1] > span[0] - APART]
        partners = [_distances(span, each, merging) for each in near]
        found += min(partners, key=lambda each: sum(each) / len(each), default=[APART, APART])
    return found


def _distances(span: Span, other: Span, merging: bool) -> list[float]:
    both = [min(APART, abs(other[at] - span[at])) for at in (0, 1)]
    return [min(both)] if merging and other[1] - other[0] >= SILENCE else both


def of(speech: Speech, late: float = 0.0) -> tuple[list[float], list[float]]:
    """(errors at silences, errors at closures) of one sentence."""
    sound = np.frombuffer(speech.sound, dtype="<i2").astype(np.float64)
    track: Track = tuple((round(at + late), shape) for at, shape in speech.track)
    rests = errors(silences(sound, speech.rate), spans((*track, (speech.milliseconds + 1, "rest")), "rest"))
    return rests, errors(spans(track, "closed"), closures(sound, speech.rate), merging=True)


def main() -> None:
    prompts = Prompts(folder("prompts"))
    aloud, speaker = Aloud(prompts.say, prompts.words), EspeakSpeaker(Tongues(readings(prompts)))
    texts = json.loads(Path(__file__).with_name("spoken.json").read_text(encoding="utf-8"))
    print("language  sentences  silences  closures  median ms  p95 ms  p95 at silences  p95 at closures  p95 shifted")
    for lang, sentences in texts.items():
        spoken = [speaker.speak(aloud(sentence, lang), lang) for sentence in sentences]
        rests, closed = ([each for one in map(of, spoken) for each in one[kind]] for kind in (0, 1))
        meetings = sum(len(spans(one.track, "closed")) for one in spoken)
        shifted = [each for one in spoken for kind in of(one, 120) for each in kind]
        both = rests + closed
        print(
            f"{lang:8} {len(sentences):10} {len(rests) // 2:9} {meetings:9} {np.median(both):10.0f}"
            f" {np.percentile(both, 95):7.0f} {np.percentile(rests, 95) if rests else 0:16.0f}"
            f" {np.percentile(closed, 95) if closed else 0:16.0f} {np.percentile(shifted, 95):12.0f}"
        )
    speaker.close()


if __name__ == "__main__":
    main()
