"""Chinese text as pinyin with tones, for espeak-ng's Mandarin voice.

Its own reading of characters spells them in English or mistakes those with two readings; pypinyin reads by phrase.
"""

from __future__ import annotations

import re

from guide.models.speech import han_numbers

VOICE = "cmn-latn-pinyin"
_STOP = re.compile("[。！？!?；;…\n]+")
_PAUSE = re.compile('[，、：:,（）()—·\\s“”"「」『』《》〈〉【】\\-]+')
_SYLLABLE = re.compile("[a-zêü]+[1-5]")


def parts(text: str) -> list[tuple[str, str]]:
    """(voice, pinyin with tones) of a Chinese text, none where nothing is said."""
    from pypinyin import Style, lazy_pinyin

    said = han_numbers.read(text)
    syllables = lazy_pinyin(said, style=Style.TONE3, neutral_tone_with_five=True, tone_sandhi=True, v_to_u=True)
    given = " ".join(each if _SYLLABLE.fullmatch(each) else _marks(each) for each in syllables)
    return [(VOICE, given)] if _SYLLABLE.search(given) else []


def _marks(rest: str) -> str:
    """Punctuation as espeak-ng knows it; anything else is not said."""
    if _STOP.search(rest):
        return "."
    return "," if _PAUSE.search(rest) else ""
