"""Words that are there in some languages, for whoever needs them in one."""

from __future__ import annotations

from guide.types import Lang, Text


def in_any(text: Text, lang: Lang) -> str:
    """Words in a language as they are written, else in the first one they are written in; "" where there are none.

    What visitors read is better chosen: see dialogue.wording.in_language.
    """
    return text.get(lang) or next(iter(text.values()), "")
