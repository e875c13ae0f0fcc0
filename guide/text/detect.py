"""Which language a turn is in: script rules first, then langdetect with priors limited to the languages on offer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from langdetect import PROFILES_DIRECTORY, DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from guide.text.script import HAN, convert, has_han

_HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_HAN_RUN = re.compile(f"[{HAN}]+")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_TRADITIONAL = ("s2tw", "s2hk", "s2t")
"""Ways of writing traditional characters: what one of them leaves as it is has no simplified ones, 哪裡吃 or 哪裏吃."""
_SURE = 0.8
_SHORTEST = 4
"""Letters below which a word without a meaning of its own (KTV, ATM) leaves the language as it was."""
_WORD = re.compile(r"[^\W\d_]+")
_CHINESE_ONLY = re.compile("[吗嗎呢哪怎么麼谁誰]|多少|什")
"""Words that make a sentence Chinese, whatever names in other scripts stand in it."""
_CHINESE_GRAMMAR = re.compile(f"{_CHINESE_ONLY.pattern}|[的是在有了去几幾到和要]|附近|介绍|介紹")
_SPANISH_ONLY = re.compile("[¿¡ñÑ]")
_FUNCTION_WORDS = {
    "en": "a an or in on at by be been "
    "the is are was what where how when which who whose why much many of to for and can could you your "
    "please does do did it its there hello hi thanks thank tell me about i we my our with from any open "
    "near want would like next back skip again this that ok okay opening closed hours tickets price phone number best "
    "garden lake temple bridge parking street tower",
    "fr": "le la les des du un une est et ou où quel quelle quels quelles combien quand comment qui pour avec "
    "dans je nous vous merci bonjour son sa ses il elle y a au aux ce cette de votre mon ma puis "
    "oui peut pouvez on ça doit être très non horaires prix tarif adresse ouvert fermé gratuit "
    "que près voir sur se trouve parlez dites moi plus",
    "de": "der die das den dem ist sind wo wie wann was wer warum welche welcher kostet ich wir sie und mit für "
    "im am zu zum danke hallo ein eine kann gibt es bitte von eintritt geöffnet geschlossen",
    "es": "el la los las un una es son dónde donde cuánto cuanto cuánta cuándo cuando qué que quién cómo como "
    "por para con de del y gracias hola hay puedo me su está cuesta hora abre cierra precio gratis abierto cerrado",
}
_LATIN_LANGUAGES = ("en", "fr", "de", "es")
_FOREIGN_WORDS = {
    "it": "il lo gli di della delle del che è sono quanto quanta costa dove quando come apre chiude ora orari aperto "
    "biglietto vorrei grazie buongiorno buonasera qual quali si trova per una un la",
    "pt": "a o os as entrada do da dos das em no na é são quanto custa onde fica quando como abre fecha horas aberto "
    "bilhete ingresso obrigado obrigada bom dia qual quais para uma um não",
    "vi": "là gì ở đâu bao nhiêu mấy giờ mở cửa đóng vé có không tôi và của cho khi nào thế xin chào cảm ơn tiền",
    "id": "berapa jam buka tutup di mana apa yang dan untuk harga tiket dari ke ada saya terima kasih bagaimana",
}
"""Small words of languages that are not offered, so that they are not taken for a neighbour that is."""
_OTHER_SCRIPTS = re.compile(
    r"[\u0370-\u03ff\u0590-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u10a0-\u10ff\u1780-\u17ff]"
)
"""Greek, Hebrew, Arabic, the scripts of India, Thai, Lao, Burmese, Georgian, Khmer."""


@lru_cache(4096)
def language(text: str, offered: tuple[str, ...], hint: str) -> str:
    """The language of one turn, one of `offered`; `hint` (page or previous turn) where the text does not tell."""
    letters = len(_LETTER.findall(text))
    if is_foreign(text):
        return hint
    if _HANGUL.search(text) and "ko" in offered:
        return "ko"
    if "ja" in offered and _has_kana(text):
        return "ja"
    if has_han(text) and _han_share(text) >= 0.2 and not _only_names_are_chinese(text):
        return _chinese(text, offered, hint)
    if _CYRILLIC.search(text) and "ru" in offered:
        return "ru"
    if letters < 2 or not _LATIN.search(text):
        return hint
    return _latin(text, offered, hint)


def is_foreign(text: str) -> bool:
    """Whether a text is in a language that is not offered: another script, or small words of another language lead."""
    if len(_OTHER_SCRIPTS.findall(text)) > len(_LATIN.findall(text)):
        return True
    words = [word.casefold() for word in _WORD.findall(text)]
    ours = max(sum(word in small for word in words) for small in _function_words().values())
    theirs = max(sum(word in small for word in words) for small in _foreign_words().values())
    return theirs > 1 and theirs > ours


def _has_kana(text: str) -> bool:
    """Whether kana are more than the の that Chinese shops put in their names."""
    kana = set(_KANA.findall(text))
    return bool(kana) and not (kana == {"の"} and _CHINESE_ONLY.search(text))


def _only_names_are_chinese(text: str) -> bool:
    """Whether it is 'How do I get to 大明寺?': two small words of another language, and none of Chinese grammar."""
    words = {word.casefold() for word in _WORD.findall(_HAN_RUN.sub(" ", text))}
    return not _CHINESE_GRAMMAR.search(text) and any(len(words & small) > 1 for small in _function_words().values())


def _han_share(text: str) -> float:
    """Chinese characters weigh more than letters: 去Geyuan怎么走 is Chinese."""
    han = sum(1 for c in text if has_han(c))
    return han / max(1, han + len(_LATIN.findall(text)) / 4)


def _chinese(text: str, offered: Sequence[str], hint: str) -> str:
    """Which Chinese it is; in a Japanese talk, a few characters that Japanese also writes are Japanese."""
    has_traditional = convert(text, "t2s") != text
    has_simplified = all(convert(text, way) != text for way in _TRADITIONAL)
    if hint == "ja" and "ja" in offered and not has_simplified and not _CHINESE_ONLY.search(text):
        return "ja"
    if "zh-Hant" in offered and not has_simplified and (has_traditional or hint == "zh-Hant"):
        return "zh-Hant"
    return "zh-Hans"


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {lang: frozenset(words.split()) for lang, words in _FUNCTION_WORDS.items()}


@cache
def _foreign_words() -> dict[str, frozenset[str]]:
    return {lang: frozenset(words.split()) for lang, words in _FOREIGN_WORDS.items()}


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
    """langdetect with the profiles of the languages it is asked about: all 55 would take a third of a second."""
    factory = DetectorFactory()
    factory.load_json_profile([(Path(PROFILES_DIRECTORY) / lang).read_text("utf-8") for lang in _LATIN_LANGUAGES])
    return factory


def _latin(text: str, offered: Sequence[str], hint: str) -> str:
    languages = [each for each in _LATIN_LANGUAGES if each in offered]
    if "es" in languages and _SPANISH_ONLY.search(text):
        return "es"
    told = _by_function_words(text, languages)
    if told:
        return told
    if len(_LATIN.findall(text)) < _SHORTEST:
        return hint
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
