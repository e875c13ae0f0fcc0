"""Written forms kept between starts: the same as made anew, whatever the file is like."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from guide.retrieval import forms, surfaces
from guide.retrieval.forms import NameFile
from guide.retrieval.surfaces import Vocabulary
from tests.guides import ENTRIES, GE

VOCABULARY = Vocabulary(places=("扬州", "yangzhou"), endings=("店",), common=frozenset({"garden"}))
BY_ID = {entry.id: entry for entry in ENTRIES}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "names.jsonl"
    forms.write(path, VOCABULARY, ENTRIES, forms.made(ENTRIES, VOCABULARY))
    return path


def test_what_is_kept_is_what_is_made(file: Path) -> None:
    kept = forms.read(file, VOCABULARY)
    assert forms.made(ENTRIES, VOCABULARY, kept) == forms.made(ENTRIES, VOCABULARY)
    assert len(kept) == len(ENTRIES)


def test_what_is_kept_is_not_made_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = forms.read(file, VOCABULARY)
    named = [entry for entry in ENTRIES if kept[forms.print_of(entry)]]
    monkeypatch.setattr(surfaces, "of_entry", None)
    assert set(forms.made(named, VOCABULARY, kept)) == {entry.id for entry in named}


def test_an_entry_with_another_name_is_read_anew(file: Path) -> None:
    renamed = replace(GE, names={"zh-Hans": "竹园"})
    kept = forms.read(file, VOCABULARY)
    assert forms.made((renamed,), VOCABULARY, kept) == forms.made((renamed,), VOCABULARY)


def test_other_words_of_the_base_are_other_rules(file: Path) -> None:
    assert forms.read(file, replace(VOCABULARY, places=("苏州",))) == {}
    assert forms.read(file, VOCABULARY)


@pytest.mark.parametrize("damage", [b"", b"\x00\xff", b"[]\n", b'["a",1]\n', b"{}\n", b'["a","b"]\n', b'["a", "b", "c'])
def test_a_broken_file_is_as_good_as_none(file: Path, damage: bytes) -> None:
    first = file.read_bytes().partition(b"\n")[0]
    for content in (damage, first + b"\n" + damage):
        file.write_bytes(content)
        kept = forms.read(file, VOCABULARY)
        assert forms.made(ENTRIES, VOCABULARY, kept) == forms.made(ENTRIES, VOCABULARY)


def test_a_file_cut_anywhere_is_as_good_as_none(file: Path) -> None:
    whole = file.read_bytes()
    for size in range(0, len(whole), 97):
        file.write_bytes(whole[:size])
        kept = forms.read(file, VOCABULARY)
        assert forms.made(ENTRIES, VOCABULARY, kept) == forms.made(ENTRIES, VOCABULARY)


def test_the_file_is_written_when_names_are_not_in_it_and_only_then(tmp_path: Path) -> None:
    file = tmp_path / "names.jsonl"
    NameFile(tmp_path, VOCABULARY).linker(ENTRIES)
    os.utime(file, (1, 1))
    names = NameFile(tmp_path, VOCABULARY)
    linker = names.linker(ENTRIES)
    names.save(linker, ENTRIES)
    assert file.stat().st_mtime == 1
    renamed = replace(GE, names={"zh-Hans": "竹园"})
    fresh = linker.renamed((), forms.made((renamed,), VOCABULARY))
    names.save(fresh, {**BY_ID, GE.id: renamed}.values())
    assert file.stat().st_mtime > 1
    again = NameFile(tmp_path, VOCABULARY).linker(list({**BY_ID, GE.id: renamed}.values()))
    assert again.link("竹园") == fresh.link("竹园") and again.link("竹园")


def test_without_a_folder_there_is_no_file() -> None:
    names = NameFile(None, VOCABULARY)
    linker = names.linker(ENTRIES)
    names.save(linker, ENTRIES)
    assert linker.link("个园")
