"""The operator's word list: what it finds, that it is read anew, and what its log tells."""

from __future__ import annotations

import hashlib
import logging
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.errors import SettingsError
from guide.safety.wordlist import WordList

WORDS = "# of the operator\n坏词\nbad phrase\nass   # a short one\n\n違禁\nCAFÉ\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "words.txt"
    made.write_text(WORDS, encoding="utf-8")
    return made


@pytest.mark.parametrize("text, found", [
    ("这里有坏词。", ("坏词",)), ("坏 词", ("坏词",)), ("坏\u200b词", ("坏词",)), ("违禁", ("违禁",)),
    ("違禁", ("违禁",)),
    ("A BAD  PHRASE!", ("badphrase",)), ("ＢＡＤ ＰＨＲＡＳＥ", ("badphrase",)), ("cafe", ("cafe",)),
    ("the class", ()), ("kick ass", ("ass",)), ("ass,", ("ass",)), ("grass ass 坏词", ("ass", "坏词")),
    ("of the operator", ()), ("", ()), ("好词", ()), ("bad, phrase", ()),
])  # fmt: skip
def test_what_is_found(path: Path, text: str, found: tuple[str, ...]) -> None:
    assert WordList(path).found(text) == found


def test_without_a_file_nothing_is_listed() -> None:
    assert WordList().found("坏词 bad phrase") == ()


def test_it_is_read_anew_when_it_changes_and_kept_when_it_breaks(path: Path) -> None:
    words = WordList(path)
    assert words.found("新词") == ()
    path.write_text("新词\n", encoding="utf-8")
    assert words.found("新词 坏词") == ("新词",)
    path.write_bytes(b"\xff\xfe\x00broken")
    assert words.found("新词") == ("新词",)
    path.unlink()
    assert words.found("新词") == ("新词",)
    path.write_text("# nothing\n", encoding="utf-8")
    os.utime(path, (1, 1))
    assert words.found("新词") == ()


def test_each_load_is_logged_with_count_and_digest_and_no_word(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "guide.words"):
        words = WordList(path)
        words.announce()
        words.found("x")
        path.write_text("一\n二\n", encoding="utf-8")
        words.found("x")
    first, second = caplog.records
    assert first.__dict__["count"] == 5 and second.__dict__["count"] == 2
    assert first.__dict__["sha256"] == hashlib.sha256(WORDS.encode()).hexdigest()
    assert "坏词" not in caplog.text and str(path) == first.__dict__["file"]


def test_a_list_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="one word a line"):
        WordList(tmp_path / "missing.txt")


@given(st.text(max_size=200))
def test_any_text_can_be_searched_and_what_is_added_is_found(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "property.txt"
    if not path.exists():
        path.write_text("坏词\n", encoding="utf-8")
    words = WordList(path)
    assert words.found(f"{text}坏词") == ("坏词",)
