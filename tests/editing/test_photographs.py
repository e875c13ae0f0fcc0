"""Pictures from editors: what is taken, what is left of them, and what they are called."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from guide.editing import photographs
from guide.editing.photographs import Unusable, developed
from guide.pictures import LARGEST, is_name


def sent(size: tuple[int, int] = (800, 400), kind: str = "JPEG", **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (90, 140, 90)).save(out, kind, **more)
    return out.getvalue()


def test_a_camera_says_nothing_of_where_it_was_and_the_picture_stands_upright() -> None:
    noted = Image.Exif()
    noted[0x0112] = 6
    noted[0x010F] = "secret camera"
    made = developed(sent(exif=noted.tobytes()))
    with Image.open(io.BytesIO(made.content)) as kept:
        assert kept.format == "WEBP" and kept.size == (400, 800) == (made.width, made.height)
        assert not kept.getexif() and "exif" not in kept.info and b"secret" not in made.content


@pytest.mark.parametrize("kind", photographs.FORMATS)
def test_it_is_made_small_and_named_by_what_it_shows(kind: str) -> None:
    made = developed(sent((3000, 1000), kind))
    assert (made.width, made.height) == (1600, 533) and len(made.content) <= LARGEST
    assert is_name(made.name("ge-garden")) and made.name("a") != developed(sent((300, 300))).name("a")


def test_a_copy_for_lists_is_made_of_a_wide_one_and_says_no_more_than_pixels() -> None:
    noted = Image.Exif()
    noted[0x010F] = "secret camera"
    made = developed(sent((1500, 1000), exif=noted.tobytes()))
    with Image.open(io.BytesIO(made.small)) as small:
        assert small.format == "WEBP" and small.size == (480, 320) and not small.getexif()
    assert len(made.small) < len(made.content) and developed(sent((480, 300))).small == b""


def test_holes_stay_holes() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(developed(out.getvalue()).content)) as kept:
        assert kept.mode == "RGBA"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no_picture"),
        (sent(kind="GIF"), "no_picture"),
        (sent()[:200], "no_picture"),
        (sent((300, 100)), "too_small"),
    ],
)
def test_what_is_no_picture_for_visitors_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(Unusable, match=reason):
        developed(content)


def test_a_bomb_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photographs, "MOST_PIXELS", 1000)
    with pytest.raises(Unusable, match="too_large"):
        developed(sent())


@given(st.binary(max_size=300), st.integers(0, 600))
def test_a_broken_file_never_does_more_than_be_refused(noise: bytes, at: int) -> None:
    whole = sent((200, 200), "PNG")
    try:
        assert developed(whole[:at] + noise + whole[at + len(noise) :]).width
    except Unusable:
        return
