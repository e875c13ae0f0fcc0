"""Saved questions as a file: lines as `guide eval` reads them (JSONL), or rows as the form of a question has cells.

A row that cannot be read is told with its line, and all others are taken.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from guide.dialogue.evaluate import case_of
from guide.editing.files import is_id
from guide.editing.grid import clean
from guide.editing.tables import delimiter_of
from guide.rehearsal import asked_of
from guide.server.studio import saved_form
from guide.server.studio.saved_form import LONGEST_CHECKS, LONGEST_QUESTION, Cells
from guide.settings import LANGUAGES
from guide.storage.saved import Asked, Saved

COLUMNS = ("question", "lang", "must", "never", "cites", "declines", "history", "now", "location")
MOST = 5000
"""Rows of one file."""
_YES = frozenset({"1", "yes", "true", "x", "是", "对"})
_REASON = 160
"""Characters of a reason."""
NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was read: a question, or what is wrong with it (`saved.fault.<fault>`, about something)."""

    line: int
    asked: Asked | None = None
    fault: str = ""
    about: str = ""
    doing: str = ""
    number: int = 0
    """The saved question whose checks it changes."""


def written(asked: Asked) -> str:
    """A line of an eval file."""
    kept = {name: each for name, each in _document(asked).items() if each or name == "accept"}
    return json.dumps(kept, ensure_ascii=False) + "\n"


def _document(asked: Asked) -> dict[str, Any]:
    checks, at = asked.checks, asked.location
    return {
        "question": asked.question, "lang": asked.lang, "accept": checks.accept, "need": checks.need,
        "reject": checks.reject, "cites": checks.cites, "now": asked.now,
        "history": [{"role": role, "content": text} for role, text in asked.history],
        "location": f"{at[0]},{at[1]}" if at else "",
    }  # fmt: skip


def cells(asked: Asked) -> list[str]:
    """A row of a table, by COLUMNS."""
    shown, line = saved_form.of(asked), _document(asked)
    history = json.dumps(line["history"], ensure_ascii=False) if asked.history else ""
    return [shown.question, shown.lang, shown.must, shown.never, " ".join(shown.cites), "1" if shown.declines else "",
            history, asked.now, line["location"]]  # fmt: skip


def decoded(content: bytes) -> str:
    """The text of a file, in Unicode or as Chinese spreadsheet programs save it."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")


def read(text: str, headings: Mapping[str, str]) -> list[Row]:
    """The rows of a file. `headings` gives the column for what heads it, in small letters."""
    is_lines = text.lstrip("\ufeff \r\n\t").startswith("{")
    found: list[Row] = []
    for row in _lines(text) if is_lines else _table(text, headings):
        if len(found) == MOST:
            return [*found, Row(row.line, fault="many", about=str(MOST))]
        found.append(row)
    return found


def placed(rows: Iterable[Row], saved: Iterable[Saved], known: Callable[[str], bool]) -> Iterator[Row]:
    """What each row would do; one that says again what another says, or rests on what is not there, is a fault."""
    held, seen = {each.asked.key: each for each in saved}, dict[str, int]()
    for row in rows:
        if row.asked is None:
            yield row
            continue
        key, missing = row.asked.key, next((each for each in row.asked.checks.cites if not known(each)), "")
        if missing or key in seen:
            fault, about = ("entry", missing) if missing else ("twice", str(seen[key]))
            yield replace(row, asked=None, fault=fault, about=about[:_REASON])
            continue
        seen[key], old = row.line, held.get(key)
        yield replace(row, doing=_doing(row.asked, old), number=old.id if old else 0)


def _doing(asked: Asked, old: Saved | None) -> str:
    if old is None:
        return NEW
    return SAME if asked.checks == old.asked.checks or saved_form.of(asked) == saved_form.of(old.asked) else CHANGED


def _lines(text: str) -> Iterator[Row]:
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), start=1):
        if line.strip():
            yield _checked(number, partial(_of_text, line, number))


def _table(text: str, headings: Mapping[str, str]) -> Iterator[Row]:
    lines = text.lstrip("\ufeff").splitlines(keepends=True) or [""]
    reader = csv.reader(lines, delimiter=delimiter_of(lines[0]))
    try:
        columns = [headings.get(clean(each).casefold(), "") for each in next(reader, [])]
        if "question" not in columns:
            yield Row(1, fault="columns")
            return
        begun = reader.line_num
        for record in reader:
            line, begun = begun + 1, reader.line_num
            row = {name: clean(cell) for name, cell in zip(columns, record, strict=False) if name}
            if any(row.values()):
                yield _checked(line, partial(_row, row, line))
    except csv.Error as error:
        yield Row(reader.line_num, fault="shape", about=str(error)[:_REASON])


def _checked(line: int, make: Callable[[], Asked]) -> Row:
    try:
        asked = make()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return Row(line, fault="shape", about=str(error)[:_REASON])
    fault = _fault(asked)
    return Row(line, fault=fault) if fault else Row(line, asked)


def _fault(asked: Asked) -> str:
    shown = saved_form.of(asked)
    if not asked.question:
        return "question"
    if asked.lang and asked.lang not in LANGUAGES:
        return "lang"
    checks = (shown.must, shown.never, "".join(said for _, said in asked.history))
    is_long = len(asked.question) > LONGEST_QUESTION or any(len(each) > LONGEST_CHECKS for each in checks)
    return "long" if is_long else ""


def _of_text(line: str, number: int) -> Asked:
    return _told(json.loads(line), number)


def _told(raw: Any, number: int) -> Asked:
    """The question of a line, and the entries it must rest on, which eval files of others do not have."""
    if not isinstance(raw, dict):
        raise TypeError(f"{raw!r}")
    made, cites = asked_of(case_of(raw, number)), raw.get("cites", [])
    if not isinstance(cites, list) or not all(isinstance(each, str) and is_id(each) for each in cites):
        raise TypeError(f"cites {cites!r}")
    return replace(made, question=made.question.strip(), checks=replace(made.checks, cites=tuple(cites)))


def _row(row: Mapping[str, str], line: int) -> Asked:
    get = row.get
    shown = Cells(
        get("question", "").strip(), get("lang", ""), get("must", ""), get("never", ""),
        get("declines", "").casefold() in _YES, tuple(_ids(get("cites", ""))),
    )  # fmt: skip
    where = {"history": json.loads(get("history", "") or "[]"), "now": get("now", ""), "location": get("location", "")}
    told = _told({"question": shown.question, "lang": shown.lang, "accept": [], **where}, line)
    return replace(told, checks=saved_form.asked(shown).checks)


def _ids(text: str) -> Sequence[str]:
    found = text.replace(",", " ").replace("，", " ").replace("、", " ").split()
    if wrong := next((each for each in found if not is_id(each)), ""):
        raise ValueError(wrong)
    return tuple(dict.fromkeys(found))
