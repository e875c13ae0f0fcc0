"""The saved questions out as a file, and a file of questions in, looked at before anything is saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from starlette.responses import Response, StreamingResponse

from guide.server.sheets import sheet
from guide.server.studio import saved_rows
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.saved_rows import CHANGED, COLUMNS, NEW, Row
from guide.server.studio.sent import see

BYTES = 2_000_000
"""Of one file."""
SHOWN = 100
NAME = "questions"
LANGS = ("en", "zh-Hans")
"""The studio's languages, in each of which a table may have its headings."""


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The routes; before those of the single questions."""
    room = SavedFile(desk)
    return (
        Rule("GET", f"/saved/{NAME}.jsonl", "editor", room.lines),
        Rule("GET", f"/saved/{NAME}.csv", "editor", room.table),
        Rule("GET", "/saved/file", "editor", room.ask),
        Rule("POST", "/saved/file", "editor", room.take, most=2 * BYTES),
    )


class SavedFile:
    """The handlers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def lines(self, visit: Visit) -> Response:
        """All questions, the oldest first, as `guide eval` reads them."""
        every = self._desk.app.questions.kept.all()[::-1]
        headers = {"content-disposition": f'attachment; filename="{NAME}.jsonl"'}
        lines = (saved_rows.written(each.asked) for each in every)
        return StreamingResponse(lines, media_type="application/x-ndjson", headers=headers)

    def table(self, visit: Visit) -> Response:
        """The same as a table, headed in the reader's language."""
        words, every = self._desk.words(visit), self._desk.app.questions.kept.all()[::-1]
        heads = [words(f"saved.column.{each}") for each in COLUMNS]
        return sheet(NAME, heads, (saved_rows.cells(each.asked) for each in every))

    def ask(self, visit: Visit) -> Response:
        """Where a file is chosen or pasted."""
        return self._page(visit, "")

    def take(self, visit: Visit) -> Response:
        """Look at a file, or save what it holds."""
        text = visit.form.get("text", "")
        if visit.file and visit.file.content.strip():
            text = saved_rows.decoded(visit.file.content[:BYTES])
        if not text.strip():
            return self._page(visit, "", fault="text")
        kept, listed = self._desk.app.questions.kept, self._desk.entries.listed()
        rows = list(saved_rows.placed(saved_rows.read(text, self._headings()), kept.all(), listed.__contains__))
        if visit.form.get("do") != "add":
            return self._page(visit, text, rows)
        new = [each.asked for each in rows if each.asked and each.doing == NEW]
        changed = {each.number: each.asked for each in rows if each.asked and each.doing == CHANGED}
        count = self._desk.app.questions.take_in(new, changed, visit.editor)
        return see("/studio/saved", done="file", new=str(count))

    def _headings(self) -> Mapping[str, str]:
        """What columns may be called."""
        spoken = [self._desk.words_in(lang) for lang in LANGS]
        return {each: each for each in COLUMNS} | {
            words(f"saved.column.{each}").casefold(): each for words in spoken for each in COLUMNS
        }

    def _page(self, visit: Visit, text: str, rows: Sequence[Row] | None = None, fault: str = "") -> Response:
        counts = Counter(each.doing for each in rows or ())
        wrong = [each for each in rows or () if each.fault]
        taken = [each for each in rows or () if each.doing in (NEW, CHANGED)]
        return self._desk.render(
            visit, "saved_file.html", status=422 if fault else 200, room="saved", text=text, seen=rows is not None,
            counts=counts, wrong=wrong[:SHOWN], wrongs=len(wrong), taken=taken[:SHOWN], count=len(taken), fault=fault,
        )  # fmt: skip
