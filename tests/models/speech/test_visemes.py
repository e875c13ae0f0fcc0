"""The mouth: shapes of phonemes, tracks of events, and tracks laid on a sound that came without times."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from guide.models.speech import fitting, visemes
from guide.types import Speech
from tests.models import audio


@pytest.mark.parametrize(
    ("phoneme", "shapes"),
    [
        ("p", ["closed"]), ("ph", ["closed"]), ("f", ["bite"]), ("tɕh", ["teeth"]), ("ts.", ["pucker"]),
        ("s.", ["pucker"]),
        ("aʊ", ["open", "pucker"]), ("uo", ["pucker", "round"]), ("ŋ", ["back"]), ("o̞", ["round"]), ("iː", ["spread"]),
        ("dʒ", ["pucker"]), ("", []), ("(en)", ["spread", "tongue"]),
    ],
)  # fmt: skip
def test_shapes(phoneme: str, shapes: list[str]) -> None:
    assert list(visemes.shapes(phoneme)) == shapes


def test_lips_meet_before_the_release_and_behind_the_way_of_a_vowel() -> None:
    opening = visemes.track([(0, "a"), (200, "p"), (240, "a")], 400)
    assert opening == ((0, "open"), (155, "closed"), (240, "open"), (400, "rest"))
    ending = visemes.track([(0, "a"), (200, "p"), (300, "s"), (350, "")], 500)
    assert ending == ((0, "open"), (238, "closed"), (300, "teeth"), (350, "rest"), (500, "rest"))


def test_a_short_pause_does_not_rest() -> None:
    assert visemes.track([(0, "a"), (100, ""), (140, "s"), (200, ""), (400, "a")], 500) == (
        (0, "open"), (140, "teeth"), (200, "rest"), (400, "open"), (500, "rest"),
    )  # fmt: skip


@given(
    some.lists(some.tuples(some.floats(0, 5000), some.sampled_from(["a", "p", "m", "", "ts.", "aʊ", "b"])), max_size=30)
)  # fmt: skip
def test_a_track_ascends_from_nought_to_a_rest(events: list[tuple[float, str]]) -> None:
    made = visemes.track(sorted(events), 5000)
    moments = [at for at, _ in made]
    assert moments[0] == 0 and moments == sorted(set(moments)) and made[-1] == (5000, "rest")


def test_a_sound_without_times_moves_where_it_is_loud() -> None:
    sound = audio.hum("one two three")
    source = audio.hum("one")[: 2 * audio.RATE // 5]
    model = Speech(source, audio.RATE, ((0, "closed"), (66, "open"), (133, "spread"), (200, "rest")))
    track = fitting.fitted(sound, audio.RATE, model)
    rests = [at for at, shape in track if shape == "rest"]
    assert all(abs(at - wanted) <= 20 for at, wanted in zip(rests, (200, 700, 1200, 1500), strict=True))
    shapes = [(at // 100 * 100, shape) for at, shape in track if shape != "rest"]
    assert ("closed" in shapes[0][1]) and (500, "open") in shapes and (1000, "spread") in shapes


@pytest.mark.parametrize("sound", [b"", bytes(100), bytes(48_000), np.full(24_000, 30, "<i2").tobytes()])
def test_silence_keeps_the_mouth_shut(sound: bytes) -> None:
    model = Speech(audio.hum("one"), audio.RATE, ((0, "open"), (500, "rest")))
    assert {shape for _, shape in fitting.fitted(sound, audio.RATE, model)} == {"rest"}
    assert {shape for _, shape in fitting.fitted(audio.hum("one"), audio.RATE, None)} == {"open", "rest"}
