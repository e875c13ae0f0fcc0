"""Pictures that editors send: decoded, turned upright, made small and encoded anew, so that nothing but pixels is kept.

What a camera wrote beside the pixels (position, time, owner) is gone. Drawings (SVG) are not taken: they can hold
scripts. The name says which entry it is of and what the pixels are, so an older revision keeps its own picture.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from hashlib import blake2b

from PIL import Image, ImageOps

from guide.pictures import LARGEST, SMALL_WIDTH

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_BYTES = 12_000_000
MOST_PIXELS = 60_000_000
LEAST_SIDE = 200
"""Pixels: less is no picture for a page."""
LONGEST_SIDE = 1600
_QUALITIES = (82, 70, 55, 40)


class Unusable(Exception):
    """A file that is no picture for visitors; `reason` is the word that says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture ready to be kept, as WebP."""

    content: bytes
    width: int
    height: int
    small: bytes = b""
    """The copy for lists and cards; empty where the picture is no wider itself."""

    def name(self, entry_id: str) -> str:
        """The file's name; it tells the size, so that a page knows it without opening the file."""
        digest = blake2b(self.content, digest_size=6).hexdigest()
        return f"{entry_id}-{digest}-{self.width}x{self.height}.webp"


def developed(content: bytes) -> Photograph:
    """The picture of a file. Raises Unusable: no_picture, too_small, too_large."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as sent:
            if sent.width * sent.height > MOST_PIXELS:
                raise Unusable("too_large")
            if min(sent.size) < LEAST_SIDE:
                raise Unusable("too_small")
            return _encoded(_upright(sent))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Unusable("no_picture") from error


def _upright(sent: Image.Image) -> Image.Image:
    turned = ImageOps.exif_transpose(sent)
    has_holes = "A" in turned.getbands() or "transparency" in turned.info
    made = turned.convert("RGBA" if has_holes else "RGB")
    made.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return made


def _encoded(made: Image.Image) -> Photograph:
    bare = Image.new(made.mode, made.size)
    bare.paste(made)
    for quality in _QUALITIES:
        content = _webp(bare, quality)
        if len(content) <= LARGEST:
            return Photograph(content, *bare.size, _smaller(bare))
    raise Unusable("too_large")


def _smaller(bare: Image.Image) -> bytes:
    if bare.width <= SMALL_WIDTH:
        return b""
    height = max(1, round(bare.height * SMALL_WIDTH / bare.width))
    return _webp(bare.resize((SMALL_WIDTH, height), Image.Resampling.LANCZOS), _QUALITIES[0])


def _webp(made: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    made.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()
