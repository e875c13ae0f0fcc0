"""Korean particles after words that end in a consonant, a vowel, a figure, a bracket."""

from __future__ import annotations

import pytest

from guide.text.particles import with_particles

PAIRS = {"을(를)": ["을", "를"], "은(는)": ["은", "는"]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("병원을(를) 찾아요", "병원을 찾아요"),
        ("카페을(를) 찾아요", "카페를 찾아요"),
        ("“개원”은(는) 여기", "“개원”은 여기"),
        ("버스 3은(는) 여기, 버스 2은(는) 저기", "버스 3은 여기, 버스 2는 저기"),
        ("ATM을(를)", "ATM를"),
        ("을(를)", "를"),
        ("소반곡(정원)을(를)", "소반곡(정원)을"),
    ],
)
def test_the_fitting_form_is_taken(text: str, said: str) -> None:
    assert with_particles(text, PAIRS) == said


def test_other_languages_have_none() -> None:
    assert with_particles("a(b)", {}) == "a(b)"
