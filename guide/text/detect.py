"""Which language a turn is in: script rules first, then langdetect with priors limited to the languages on offer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from langdetect import PROFILES_DIRECTORY, DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from guide.text.script import convert, has_han

_HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_SURE = 0.8
_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS = {
    "en": "the is are was what where how when which who whose why much many of to for and can could you your please does do did"
    " it its there hello hi thanks thank tell me about i we my our with from any open near want would like this that ok okay",
    "fr": "le la les des du un une est et ou où quel quelle quels quelles combien quand comment qui pour avec dans je nous vous"
    " merci bonjour son sa ses il elle y a au aux ce cette de d l s t votre mon ma puis-je oui peut pouvez",
    "de": "der die das den dem ist sind wo wie wann was wer warum welche welcher kostet ich wir sie und mit für im am zu zum"
    " danke hallo ein eine kann gibt es bitte von",
    "es": "el la los las un una es son dónde donde cuánto cuanto cuánta cuándo cuando qué que quién cómo como por para con de"
    " del y gracias hola hay puedo me su está cuesta",
}
_LATIN_LANGUAGES = ("en", "fr", "de", "es")


@lru_cache(4096)
def language(text: str, offered: tuple[str, ...], hint: str) -> str:
    """The language of one turn, one of `offered`; `hint` (page or previous turn) where the text does not tell."""
    letters = len(_LETTER.findall(text))
    if _HANGUL.search(text) and "ko" in offered:
        return "ko"
    if _KANA.search(text) and "ja" in offered:
        return "ja"
    if has_han(text) and _han_share(text) >= 0.2:
        return _chinese(text, offered, hint)
    if _CYRILLIC.search(text) and "ru" in offered:
        return "ru"
    if letters < 3 or not _LATIN.search(text):
        return hint
    return _latin(text, offered, hint)


def _han_share(text: str) -> float:
    """Chinese characters weigh more than letters: 去Geyuan怎么走 is Chinese."""
    han = sum(1 for c in text if has_han(c))
    return han / max(1, han + len(_LATIN.findall(text)) / 4)


def _chinese(text: str, offered: Sequence[str], hint: str) -> str:
    simplified, traditional = convert(text, "t2s") != text, convert(text, "s2t") != text
    if hint == "ja" and convert(text, "jp2t") != text and not traditional:
        return "ja"
    if simplified and not traditional and "zh-Hant" in offered:
        return "zh-Hant"
    if hint == "zh-Hant" and not traditional:
        return "zh-Hant"
    return "zh-Hans"


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {lang: frozenset(words.split()) for lang, words in _FUNCTION_WORDS.items()}


def _by_function_words(text: str, languages: Sequence[str]) -> str | None:
    """The language whose small words clearly lead; langdetect is at its worst on questions of five words."""
    words = [word.casefold() for word in _WORD.findall(text)]
    counts = sorted(
        ((sum(word in _function_words()[each] for word in words), each) for each in languages), reverse=True
    )
    if counts and counts[0][0] and (len(counts) == 1 or counts[0][0] > counts[1][0]):
        return counts[0][1]
    return None


@cache
def _factory() -> DetectorFactory:
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    return factory


def _latin(text: str, offered: Sequence[str], hint: str) -> str:
    languages = [each for each in _LATIN_LANGUAGES if each in offered]
    told = _by_function_words(text, languages)
    if told:
        return told
    detector = _factory().create()
    detector.seed = 0
    detector.set_prior_map({each: 2.0 if each in (hint, "en") else 1.0 for each in languages})
    detector.append(text)
    try:
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):
        return hint if hint in languages else "en"
    if best.prob < _SURE and (hint in languages or len(text) < 12):
        return hint if hint in languages else "en"
    return str(best.lang) if best.lang in languages else "en"
