"""Spreadsheet files as rows: every encoding and delimiter an office program writes, and no file that brings it down."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.editing import tables, workbook
from guide.editing.grid import Cell, Row, clean, letters
from guide.errors import Problem

SHEET = "名称,地址,门票\n柳园,东门街1号,60\n石桥,南河下,免费\n"


def _read(path: Path, lang: str | None = None) -> tuple[list[Row], list[Problem]]:
    found = list(tables.read(path, lang))
    return [each for each in found if isinstance(each, Row)], [each for each in found if isinstance(each, Problem)]


def _written(folder: Path, content: bytes | str, name: str = "places.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _dicts(path: Path, lang: str | None = None) -> list[dict[str, Cell]]:
    rows, problems = _read(path, lang)
    assert not [each for each in problems if each.severity == "error"], problems
    return [dict(row.cells) for row in rows]


def _codes(path: Path) -> list[tuple[str, int]]:
    return [(each.code, each.line) for each in _read(path)[1]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_encoding_and_delimiter_reads_the_same(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = _written(tmp_path, SHEET.replace(",", delimiter).encode(encoding))
    assert _dicts(path) == [
        {"名称": "柳园", "地址": "东门街1号", "门票": "60"},
        {"名称": "石桥", "地址": "南河下", "门票": "免费"},
    ]


def test_old_encodings_of_other_lands(tmp_path: Path) -> None:
    korean = _written(tmp_path, "이름,주소\n버들정원,동문로 일번지\n".encode("cp949"))
    assert _dicts(korean, "ko") == [{"이름": "버들정원", "주소": "동문로 일번지"}]
    japanese = _written(tmp_path, "名前,住所\nやなぎの庭,東門通り\n".encode("cp932"))
    assert _dicts(japanese, "ja") == [{"名前": "やなぎの庭", "住所": "東門通り"}]
    french = _written(tmp_path, "nom;adresse\nMusée du thé;1 allée des Érables\n".encode("cp1252"))
    assert _dicts(french) == [{"nom": "Musée du thé", "adresse": "1 allée des Érables"}]
    assert _codes(french) == [("guessed-encoding", 0)]


def test_quoted_newlines_delimiters_and_lines(tmp_path: Path) -> None:
    path = _written(tmp_path, 'name;about;fee\r\nA;"two\r\nlines; one ""word""";5\r\nB;plain;\r\n')
    rows, problems = _read(path)
    assert not problems
    assert [(row.line, dict(row.cells)) for row in rows] == [
        (2, {"name": "A", "about": 'two\nlines; one "word"', "fee": "5"}),
        (4, {"name": "B", "about": "plain"}),
    ]


def test_a_quotation_mark_never_closed_costs_one_line(tmp_path: Path) -> None:
    path = _written(tmp_path, 'name,fee\nA,1\n"B,2\nC,3\nD,4\n')
    rows, problems = _read(path)
    assert [dict(row.cells) for row in rows] == [{"name": each, "fee": str(n)} for n, each in enumerate("ABCD", 1)]
    assert [(each.code, each.line) for each in problems] == [("open-quote", 3)]


def test_a_delimiter_named_by_the_file_and_titles_above_headings(tmp_path: Path) -> None:
    assert _dicts(_written(tmp_path, "sep=;\nname;a,b,c\nX;1\n")) == [{"name": "X", "a,b,c": "1"}]
    path = _written(tmp_path, "各处一览\n,\n名称,地址\n柳园,东门\n")
    assert _dicts(path) == [{"名称": "柳园", "地址": "东门"}]
    assert _codes(path) == [("above-headings", 1)]


def test_blank_headings_extra_cells_and_one_column(tmp_path: Path) -> None:
    path = _written(tmp_path, "name,,fee\nA,x,1,y\n")
    assert _dicts(path) == [{"name": "A", "B": "x", "fee": "1", "D": "y"}]
    assert _codes(path) == [("no-heading", 1), ("too-many-cells", 2)]
    assert _dicts(_written(tmp_path, "name\nA\nB\n")) == [{"name": "A"}, {"name": "B"}]
    assert _dicts(_written(tmp_path, "name\n" + "A\n" * 30)) == [{"name": "A"}] * 30


def test_two_columns_of_one_heading_are_both_kept(tmp_path: Path) -> None:
    rows, _ = _read(_written(tmp_path, "name,tel,tel\nA,1,2\n"))
    assert rows[0].cells == (("name", "A"), ("tel", "1"), ("tel", "2"))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "empty-file"),
        ("a.csv", b"\n\n  \n", "empty-table"),
        ("a.csv", bytes(range(256)) * 40, "not-a-table"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "not-a-table"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old-workbook"),
        ("a.xlsx", b"PK\x03\x04 cut short", "broken-workbook"),
        ("a.json", b'[{"name": "A"}, {"name": ', "broken-json"),
        ("a.json", b"[" * 100_000, "broken-json"),
        ("a.json", b"[1]", "not-a-record"),
        ("a.json", b"  ", "empty-file"),
        ("a.jsonl", b"{oops\n", "broken-json"),
    ],
)
def test_broken_files_are_one_problem_with_a_fix(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = _written(tmp_path, content, name)
    _, problems = _read(path)
    assert [each.code for each in problems] == [code]
    assert problems[0].file == str(path)
    assert problems[0].fix


def test_missing_folder_and_oversized_files(tmp_path: Path) -> None:
    assert _codes(tmp_path / "none.csv") == [("no-file", 0)]
    assert _codes(tmp_path) == [("no-file", 0)]
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as stream:
        stream.truncate(tables.LARGEST + 1)
    assert _codes(huge) == [("large-file", 0)]


def test_json_in_its_shapes(tmp_path: Path) -> None:
    records = [
        {"name": {"zh": "柳园", "en": "Willow Garden"}, "dishes": ["a", "b"], "fee": 60.0, "open": True, "note": None},
        {"name": "B", "deep": {"x": {"y": 1}}},
    ]
    expected = [
        {"name": {"zh": "柳园", "en": "Willow Garden"}, "dishes": ("a", "b"), "fee": "60", "open": "true"},
        {"name": "B", "deep": {"x": '{"y": 1}'}},
    ]
    assert _dicts(_written(tmp_path, json.dumps(records), "a.json")) == expected
    assert _dicts(_written(tmp_path, json.dumps({"rows": records}), "b.json")) == expected
    lines = "\n\n".join(json.dumps(each) for each in records)
    assert _dicts(_written(tmp_path, lines, "c.jsonl")) == expected
    assert _dicts(_written(tmp_path, lines, "d.json")) == expected
    assert _dicts(_written(tmp_path, json.dumps(records[1]), "e.json")) == expected[1:]


def test_json_rows_know_their_lines_and_outlive_a_broken_one(tmp_path: Path) -> None:
    rows, problems = _read(_written(tmp_path, '[\n{"name": "A"},\n\n{"name": "B"},\n{"name" "C"}]', "a.json"))
    assert [row.line for row in rows] == [2, 4]
    assert [(each.code, each.line) for each in problems] == [("broken-json", 5)]
    rows, problems = _read(_written(tmp_path, '{"name": "A"}\n{"name"\n{"name": "C"}\n', "a.jsonl"))
    assert [row.line for row in rows] == [1, 3]
    assert [(each.code, each.line) for each in problems] == [("broken-json", 2)]


def test_a_geojson_feature_is_its_properties_and_point(tmp_path: Path) -> None:
    feature = {"type": "Feature", "properties": {"name": "A"}, "geometry": {"type": "Point", "coordinates": [1.5, 2]}}
    path = _written(tmp_path, json.dumps({"type": "FeatureCollection", "features": [feature]}), "a.geojson")
    assert _dicts(path) == [{"name": "A", "lonlat": "1.5,2"}]


def _book(path: Path, *sheets: tuple[str, Sequence[Sequence[object]], Sequence[str]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, lines, merged in sheets:
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
        for block in merged:
            sheet.merge_cells(block)
    book.save(path)
    return path


def test_workbook_cells_read_as_a_visitor_would(tmp_path: Path) -> None:
    line = ["A", 60.0, 4.5, 13812345678.0, "0514-1", True, date(2026, 5, 1), datetime(2026, 5, 1, 9, 30), time(7, 30)]
    head = ["name", "fee", "score", "mobile", "tel", "wifi", "day", "moment", "opens"]
    path = _book(tmp_path / "a.xlsx", ("S", [head, line], []))
    assert list(_dicts(path)[0].values()) == [
        "A", "60", "4.5", "13812345678", "0514-1", "true", "2026-05-01", "2026-05-01 09:30", "07:30",
    ]  # fmt: skip


def test_merged_cells_count_in_each_of_their_places(tmp_path: Path) -> None:
    lines: list[list[object]] = [
        ["Places of the town", None, None, None],
        ["name", "tickets", None, "district"],
        [None, "adult", "student", None],
        ["A", 60, 30, "East"],
        ["B", 50, None, None],
        ["C", 40, 20, "West"],
    ]
    path = _book(tmp_path / "a.xlsx", ("S", lines, ["A1:D1", "A2:A3", "B2:C2", "D2:D3", "D4:D5"]))
    assert _dicts(path) == [
        {"name": "A", "tickets (adult)": "60", "tickets (student)": "30", "district": "East"},
        {"name": "B", "tickets (adult)": "50", "district": "East"},
        {"name": "C", "tickets (adult)": "40", "tickets (student)": "20", "district": "West"},
    ]
    rows, problems = _read(path)
    assert [row.line for row in rows] == [4, 5, 6]
    assert [(each.code, each.line) for each in problems] == [("above-headings", 1)]


def test_every_sheet_is_read_and_named(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", ("景点", [["名称", "x"], ["A", 1]], []), ("酒店", [["名称", "x"], ["B", 2]], []))
    rows, _ = _read(path)
    assert [(row.sheet, row.line) for row in rows] == [("景点", 2), ("酒店", 2)]
    assert rows[0].place("f").file == "f [景点]"


def test_a_formula_is_only_its_text(tmp_path: Path) -> None:
    words = ["=1+1", "+86 1", "-x", "@me", '=HYPERLINK("http://x")']
    text = io.StringIO()
    csv.writer(text).writerows([["name", "b", "c", "d", "e"], words])
    assert list(_dicts(_written(tmp_path, text.getvalue()))[0].values()) == words


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(80):
            part.write(b"0" * (1 << 20))
    assert _codes(path) == [("swollen-workbook", 0)]


def test_a_part_that_lies_about_its_size_is_a_broken_workbook(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", ("S", [["name", "x"], ["A", "b" * 5000]], []))
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    size = info.file_size.to_bytes(4, "little")
    content = bytearray(bytes(content).replace(size, (10).to_bytes(4, "little")))
    path.write_bytes(bytes(content))
    assert _codes(path) == [("broken-workbook", 0)]


def test_a_lone_cell_at_the_far_corner_is_refused_with_its_fix(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"], book.active["XFD1048576"] = "name", "x", "far"
    path = tmp_path / "far.xlsx"
    book.save(path)
    _, problems = _read(path)
    assert [each.code for each in problems] == ["far-cells"]
    assert "XFD" in problems[0].message


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert _codes(path) == [("not-a-workbook", 0)]


def test_a_large_file_passes_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("w", encoding="gb18030") as stream:
        stream.write("名称,简介\n")
        stream.writelines(f"园{n},{'亭台楼阁' * 20}\n" for n in range(20_000))
    tracemalloc.start()
    counted = sum(isinstance(each, Row) for each in tables.read(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert counted == 20_000
    assert peak < 8 << 20


def test_letters_of_columns() -> None:
    assert [letters(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_duration_cell_is_hours_and_minutes(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["name", "time"])
    book.active.append(["A", 1.5])
    book.active["B2"].number_format = "[h]:mm"
    book.save(tmp_path / "a.xlsx")
    assert _dicts(tmp_path / "a.xlsx") == [{"name": "A", "time": "36:00"}]
    assert workbook.words(None) == "None"


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)
_CELLS = _TEXT | st.sampled_from(['"', 'a"b', "a,b", "a;b\nc", "=1", "'", "é", "柳、园", "\t", "'\"", ";", "|"])


@given(
    st.lists(st.tuples(_CELLS, _CELLS, _CELLS), max_size=6),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(",;\t"),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_csv_writer_wrote_comes_back(
    tmp_path: Path, lines: list[tuple[str, str, str]], encoding: str, delimiter: str
) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([("name", "b", "c"), *lines])
    rows, problems = _read(_written(tmp_path, text.getvalue().encode(encoding)))
    told = [[clean(cell) for cell in line] for line in lines]
    expected = [{head: cell for head, cell in zip(("name", "b", "c"), line, strict=True) if cell} for line in told]
    assert [dict(row.cells) for row in rows] == [each for each in expected if each]
    assert not problems


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.json", "a.jsonl", "a.xlsx"]))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_raise(tmp_path: Path, content: bytes, name: str) -> None:
    for each in tables.read(_written(tmp_path, content, name)):
        assert isinstance(each, Row | Problem)
