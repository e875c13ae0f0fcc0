"""Words in a language, else in any."""

from __future__ import annotations

from guide.text.worded import in_any


def test_the_language_asked_for_comes_first_then_the_first_written() -> None:
    name = {"zh-Hans": "个园", "en": "Ge Garden", "ja": ""}
    assert [in_any(name, lang) for lang in ("en", "zh-Hans", "ko", "ja")] == ["Ge Garden", "个园", "个园", "个园"]
    assert in_any({}, "en") == ""
