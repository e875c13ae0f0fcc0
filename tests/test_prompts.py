"""The words of the guide: every sentence can be said in every language, every pattern can be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jinja2
import jinja2.meta
import pytest

from guide.dialogue.lexicon import Lexicon
from guide.errors import SettingsError
from guide.prompts import FALLBACK, Prompts
from guide.settings import LANGUAGES
from guide.shipped import folder
from guide.text.script import traditional

PROMPTS = Prompts(folder("prompts"))
SPOKEN = tuple(lang for lang in PROMPTS.languages if PROMPTS.speaks(lang))


def leaves(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from leaves(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


def sentences(lang: str) -> dict[str, str]:
    return dict(leaves(PROMPTS.words(lang, "sentences")))


def variables(template: str) -> set[str]:
    return jinja2.meta.find_undeclared_variables(jinja2.Environment(autoescape=False).parse(template))


def test_every_language_on_offer_is_spoken() -> None:
    assert {lang.split("-")[0] for lang in LANGUAGES} == set(SPOKEN)


@pytest.mark.parametrize("lang", SPOKEN)
def test_every_sentence_of_a_language_is_one_the_fallback_has(lang: str) -> None:
    known = sentences(FALLBACK).keys() | {f"fact.{field}" for field in PROMPTS.fields}
    assert sentences(lang).keys() <= known


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_can_be_said_in_every_language(lang: str) -> None:
    names = {name for each in SPOKEN for template in sentences(each).values() for name in variables(template)}
    given: dict[str, object] = {**dict.fromkeys(names, 3), "months": ["", "i", "ii", "iii", "iv"]}
    for key in sentences(FALLBACK):
        said = PROMPTS.say(lang, key, given)
        assert isinstance(said, str) and "{{" not in said and "{%" not in said, key


@pytest.mark.parametrize("lang", PROMPTS.languages)
def test_every_pattern_compiles_and_asks_for_known_fields(lang: str) -> None:
    ask = PROMPTS.words(lang, "ask")
    lexicon = Lexicon(ask, PROMPTS.words(lang, "talk"))
    asked = {field for key in ask.get("fields", {}) for field in key.split()}
    assert asked <= PROMPTS.fields.keys()
    for text in ("", "?", "个园 how much 얼마 combien", "\x1f\x1f"):
        assert lexicon.read(text, text).asks is not None


@pytest.mark.parametrize("lang", SPOKEN)
def test_no_pattern_matches_nothing(lang: str) -> None:
    """An empty alternative would make every message a greeting, a correction or an introduction."""
    reading = Lexicon(PROMPTS.words(lang, "ask"), PROMPTS.words(lang, "talk")).read("\x1f", "\x1f")
    flags = ("points_back", "wants_intro", "wants_more", "seeks", "corrects", "is_asking", "on_topic", "ties_person")
    assert not any(getattr(reading, flag) for flag in flags)
    assert not reading.asks and not reading.kinds and reading.ordinal is None and reading.smalltalk is None


@pytest.mark.parametrize("lang", SPOKEN)
def test_every_field_has_a_name_in_every_language(lang: str) -> None:
    assert PROMPTS.fields.keys() <= PROMPTS.words(lang, "fields").keys()


def test_traditional_characters_are_made_not_written() -> None:
    said = PROMPTS.say("zh-Hans", "smalltalk.thanks", {})
    assert PROMPTS.say("zh-Hant", "smalltalk.thanks", {}) == traditional(said) != said
    assert not (folder("prompts") / "zh-Hant").exists()


def test_a_language_without_sentences_speaks_the_fallback() -> None:
    assert PROMPTS.say("th", "smalltalk.thanks", {}) == PROMPTS.say("en", "smalltalk.thanks", {})
    assert not PROMPTS.speaks("th") and PROMPTS.words("th", "ask") == {}


def test_a_sentence_nobody_wrote_and_a_value_nobody_gave_are_mistakes() -> None:
    with pytest.raises(KeyError):
        PROMPTS.say("en", "smalltalk.nothing", {})
    with pytest.raises(jinja2.UndefinedError):
        PROMPTS.say("en", "date.year", {})


def test_a_broken_file_names_itself(tmp_path: Path) -> None:
    (tmp_path / "fields.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"fields\.yaml"):
        Prompts(tmp_path)
