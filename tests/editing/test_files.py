"""The knowledge folder: reading it whole, writing it back byte for byte, and never losing the rest to one bad file."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.editing import files
from guide.errors import KnowledgeError
from guide.types import City, Entry, Fact
from tests.strategies import entries

LAKE = """---
kind: attraction
names:
  zh-Hans: 湖
facts:
  hours: Mar-Nov 06:30-18:00
  price:
  - value: 30
    as_of: 2018-03-09
  phone: 0514
---

正文。
"""


def _put(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def _codes(folder: Path) -> list[tuple[str, int, str]]:
    return [(each.file, each.line, each.code) for each in files.read_folder(folder).problems]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(entries(), max_size=3, unique_by=lambda entry: entry.id), st.integers(1, 9))
def test_what_is_written_reads_back_and_writes_the_same_bytes(some: list[Entry], revision: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        revisions = {entry.id: revision for entry in some}
        files.write_folder(some, folder, revisions)
        first = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        loaded = files.read_folder(folder)
        assert loaded.problems == ()
        assert {entry.id: entry for entry in loaded.entries} == {entry.id: entry for entry in some}
        assert loaded.revisions == revisions
        files.write_folder(loaded.entries, folder, loaded.revisions)
        assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == first


def test_equal_entries_give_equal_bytes(tmp_path: Path) -> None:
    names = {"ja": "a", "en": "b", "zh-Hans": "c"}
    entry = Entry("lake", "attraction", "yangzhou", names=names, facts=(Fact("built", {"en": "x", "zh-Hans": "y"}),))
    turned = replace(entry, names=dict(reversed(names.items())), facts=(Fact("built", {"zh-Hans": "y", "en": "x"}),))
    assert entry == turned
    for place, each in (("one", entry), ("two", turned)):
        files.write_folder([each], tmp_path / place)
    assert (tmp_path / "one/yangzhou/lake.md").read_bytes() == (tmp_path / "two/yangzhou/lake.md").read_bytes()


def test_cities_are_read_and_written(tmp_path: Path) -> None:
    city = City("yangzhou", {"zh-Hans": "扬州", "en": "Yangzhou"}, (32.0, 119.0, 33.5, 120.0), "Asia/Shanghai", "CNY")
    city = replace(city, water=(("upper-bridge", "lower-bridge"), ("pier", "mill")))
    files.write_folder([], tmp_path, cities={"yangzhou": city})
    assert files.read_folder(tmp_path).cities == {"yangzhou": city}
    assert files.read_folder(tmp_path / "yangzhou").cities == {"yangzhou": city}


def test_yaml_does_not_turn_words_into_other_things(tmp_path: Path) -> None:
    _put(tmp_path, "c/a.md", LAKE.replace("zh-Hans: 湖", "zh-Hans: no") + "")
    entry = files.read_folder(tmp_path).entries[0]
    assert entry.names == {"zh-Hans": "no"}
    assert entry.facts == (
        Fact("hours", "Mar-Nov 06:30-18:00"), Fact("price", 30, as_of="2018-03-09"), Fact("phone", "0514"),
    )  # fmt: skip
    assert entry.texts == {"zh-Hans": "正文。"}
    assert (entry.id, entry.city) == ("a", "c")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_line_ending_and_a_byte_order_mark_are_read(tmp_path: Path, newline: str) -> None:
    _put(tmp_path, "c/a.md", "\ufeff" + LAKE.replace("\n", newline))
    assert files.read_folder(tmp_path).entries[0].texts == {"zh-Hans": "正文。"}


def test_translations_stand_beside_the_entry(tmp_path: Path) -> None:
    _put(tmp_path, "c/a.md", LAKE)
    _put(tmp_path, "c/a.en.md", "Prose.\n\n## More\n\nText.\n")
    _put(tmp_path, "c/a.ja.md", "---\nlang: ja\n---\n文。\n")
    loaded = files.read_folder(tmp_path)
    assert loaded.problems == ()
    assert loaded.entries[0].texts == {"zh-Hans": "正文。", "en": "Prose.\n\n## More\n\nText.", "ja": "文。"}


FAULTS = [
    ("c/a.md", "no front matter", "no-front-matter", 1),
    ("c/a.md", "---\nkind: a\n", "open-front-matter", 1),
    ("c/a.md", "---\nkind: a\nnames: {zh: [\n---\n", "not-yaml", 4),
    ("c/a.md", "---\nkind: a\nbuilt: x: y\n---\n", "not-yaml", 3),
    ("c/a.md", "---\nkind: a\n\x07\n---\n", "not-yaml", 3),
    ("c/a.md", "---\n- a\n---\n", "not-a-mapping", 2),
    ("c/a.md", "---\n---\n", "not-a-mapping", 2),
    ("c/a.md", "---\nkind: a\nfacts:\n  price: 1\n  phone: x\n  price: 2\n---\n", "duplicate-key", 6),
    ("c/a.md", "---\nkind: &k a\nid: *k\n---\n", "anchor", 2),
    ("c/a.md", "---\nkind: !!python/name:os.system a\n---\n", "odd-value", 2),
    ("c/a.md", "---\nkind: a\n? [b]\n: c\n---\n", "odd-key", 3),
    ("c/a.md", "---\nkind: a\ncolour: red\n---\n", "unknown-field", 3),
    ("c/a.md", "---\nkind: a\nfacts:\n  price:\n  - value: 1\n    colour: red\n---\n", "unknown-field", 6),
    ("c/a.md", "---\nkind: a\nfacts:\n  phone:\n---\n", "empty-value", 4),
    ("c/a.md", "---\nkind: a\nfacts: x\n---\n", "not-a-map", 3),
    ("c/a.md", "---\nkind: a\nnames: x\n---\n", "not-by-language", 3),
    ("c/a.md", "---\nkind: a\naliases: x\n---\n", "not-a-list", 3),
    ("c/a.md", "---\nkind: a\nsources: {s1: http://a}\n---\n", "not-a-source", 3),
    ("c/a.md", "---\nkind: a\nposition: {lat: 1}\n---\n", "not-a-place", 3),
    ("c/a.md", "---\nkind: a\nposition: {lat: 1, lon: east}\n---\n", "not-a-number", 3),
    ("c/a.md", "---\nkind: a\nrevision: new\n---\n", "not-a-number", 3),
    ("c/a.md", "---\nkind: a\nid: b\n---\n", "misplaced", 3),
    ("c/a.md", "---\nnames: {en: A}\n---\n", "no-kind", 2),
    ("c/A b.md", "---\nkind: a\n---\n", "bad-id", 2),
    ("c/con.md", "---\nkind: a\n---\n", "bad-id", 2),
    ("c/good.xx.md", "text", "unknown-language", 1),
    ("c/gone.en.md", "text", "stray-translation", 1),
    ("c/good.zh-Hans.md", "text", "stray-translation", 1),
    ("c/_city.yaml", "names: {en: C}\nbounds: {south: 1}\n", "not-a-place", 2),
    ("c/_city.yaml", "names: {en: C}\ncolour: red\n", "unknown-field", 2),
    ("c/_city.yaml", "names: {en: C}\nwater: lake\n", "not-lists", 2),
    ("c/_city.yaml", "names: {en: C}\nwater:\n- [a, b]\n- c\n", "not-lists", 4),
    ("d/good.md", "---\nkind: a\n---\n", "duplicate-id", 2),
    ("c/a.md", "---\nkind: a\nnames: " + "[" * 5000 + "]" * 5000 + "\n---\n", "odd-value", 3),
]


@pytest.mark.parametrize(
    ("name", "text", "code", "line"), FAULTS, ids=[f"{each[2]}-{n}" for n, each in enumerate(FAULTS)]
)
def test_a_bad_file_is_named_with_its_line_and_the_rest_loads(
    tmp_path: Path, name: str, text: str, code: str, line: int
) -> None:
    _put(tmp_path, "c/good.md", LAKE)
    _put(tmp_path, name, text)
    loaded = files.read_folder(tmp_path)
    assert [(each.file, each.line, each.code) for each in loaded.problems] == [(name, line, code)]
    assert [entry.id for entry in loaded.entries] == ["good"]
    assert loaded.problems[0].fix


def test_bytes_that_are_no_text_are_named_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    (tmp_path / "c/a.md").write_bytes("---\nkind: 景点\n---\n".encode("gb18030"))
    assert _codes(tmp_path) == [("c/a.md", 2, "not-utf8")]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    _put(tmp_path, "elsewhere/secret.md", LAKE)
    (tmp_path / "k/c").mkdir(parents=True)
    (tmp_path / "k/c/a.md").symlink_to(tmp_path / "elsewhere/secret.md")
    (tmp_path / "k/d").symlink_to(tmp_path / "elsewhere")
    assert _codes(tmp_path / "k") == [("c/a.md", 0, "outside"), ("d/secret.md", 0, "outside")]
    with pytest.raises(KnowledgeError, match="leaves the folder"):
        files.write_folder([Entry("a", "b", "d")], tmp_path / "k")
    files.write_folder([Entry("a", "b", "c")], tmp_path / "k")
    assert (tmp_path / "elsewhere/secret.md").read_text(encoding="utf-8") == LAKE


@pytest.mark.parametrize("bad", ["../x", "A", "a_b", "", "a--b", "con", "a.b", "湖", "a/b", "-a"])
def test_an_id_that_is_no_file_name_is_refused_before_anything_is_written(tmp_path: Path, bad: str) -> None:
    assert not files.is_id(bad)
    for entry in (Entry(bad, "b", "c"), Entry("a", "b", bad)):
        with pytest.raises(KnowledgeError, match="cannot be an id"):
            files.write_folder([Entry("fine", "b", "c"), entry], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no such folder"):
        files.read_folder(tmp_path / "nowhere")


def test_writing_again_takes_away_what_is_gone_of_an_entry_and_leaves_other_files(tmp_path: Path) -> None:
    entry = Entry("lake", "attraction", "c", texts={"zh-Hans": "文", "en": "Text"})
    files.write_folder([entry], tmp_path)
    _put(tmp_path, "c/mine.md", LAKE)
    _put(tmp_path, "README.md", "notes")
    files.write_folder([replace(entry, city="d", texts={"zh-Hans": "文"})], tmp_path)
    names = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*"))
    assert names == ["README.md", "c/mine.md", "d/lake.md"]


def test_marks_point_at_the_line_of_a_value(tmp_path: Path) -> None:
    _put(tmp_path, "c/a.md", LAKE)
    marks = files.read_folder(tmp_path).marks["a"]
    assert marks.place("facts", "price", 0, "as_of") == ("c/a.md", 9)
    assert marks.place("facts", "price", 0, "note") == ("c/a.md", 8)
    assert marks.place("tags") == ("c/a.md", 2)
