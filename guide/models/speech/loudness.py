"""Where a sound is loud: its short-time energy, and the spans of speech between pauses."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FRAME = 0.010
"""Seconds of one frame."""
QUIET = 35.0
"""Decibels under the loudest frames at which nothing is said."""
PAUSE = 0.120
"""Seconds of quiet that make a pause; the closure of a stop is shorter."""


def decibels(sound: bytes, rate: int) -> NDArray[np.float64]:
    """Energy of each frame in decibels under the loud part (the 95th percentile) of the sound; 0 is loud."""
    samples = np.frombuffer(sound[: len(sound) // 2 * 2], dtype="<i2").astype(np.float64)
    size = max(1, round(rate * FRAME))
    count = len(samples) // size
    if count == 0:
        return np.zeros(0)
    energy = np.mean(samples[: count * size].reshape(count, size) ** 2, axis=1) + 1.0
    level = 10 * np.log10(energy)
    return np.asarray(level - np.percentile(level, 95))


def spans(sound: bytes, rate: int) -> list[tuple[float, float]]:
    """(begin, end) in milliseconds of what is said, pauses left out; none for silence."""
    samples = np.frombuffer(sound[: len(sound) // 2 * 2], dtype="<i2")
    if samples.size == 0 or int(np.abs(samples.astype(np.int32)).max()) < 200:
        return []
    loud = decibels(sound, rate) > -QUIET
    edges = np.flatnonzero(np.diff(np.concatenate(([0], loud.astype(np.int8), [0]))))
    found: list[tuple[float, float]] = []
    for begin, end in zip(edges[::2] * FRAME * 1000, edges[1::2] * FRAME * 1000, strict=True):
        if found and begin - found[-1][1] < PAUSE * 1000:
            found[-1] = (found[-1][0], float(end))
        else:
            found.append((float(begin), float(end)))
    return found
