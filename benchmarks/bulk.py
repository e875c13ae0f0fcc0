"""A spreadsheet of 5,000 rows through the studio's own desk: how long to preview, to apply, to take back.

    python benchmarks/bulk.py [rows]

The base holds the knowledge that ships, with its embedder and its saved questions, which both
pass. The goals: previewed within 10 s, applied within 60 s.
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO, StringIO
from pathlib import Path

import xlsxwriter

from guide.app import App
from guide.editing.bulk import Bulk
from guide.editing.signed import Signed
from guide.settings import Settings
from guide.wiring import build

ROWS = 5_000
HEAD = (
    "id",
    "name",
    "english name",
    "kind",
    "city",
    "address",
    "phone",
    "hours",
    "cost per person",
    "text",
    "lon",
    "lat",
)


def lines(rows: int) -> Iterator[Sequence[str]]:
    """A row of headings and so many restaurants."""
    yield HEAD
    for n in range(rows):
        text = f"第{n}家餐馆，做淮扬菜，靠近运河上的第{n % 37}座桥，招牌是第{n % 91}道菜。"
        yield (
            f"restaurant-{n:05}", f"测试餐馆{n}号", f"Test Restaurant {n}", "restaurant", "yangzhou", f"文昌路{n}号",
            f"0514-8{n:07}", "Mo-Su 10:00-21:00", str(30 + n % 90), text,
            f"{119.4 + n / 1e5:.5f}", f"{32.4 + n / 1e5:.5f}",
        )  # fmt: skip


def as_csv(rows: int) -> bytes:
    """The table as CSV."""
    made = StringIO()
    csv.writer(made).writerows(lines(rows))
    return made.getvalue().encode()


def as_xlsx(rows: int) -> bytes:
    """The table as a workbook."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for number, line in enumerate(lines(rows)):
            page.write_row(number, 0, line)
    return made.getvalue()


def finished(desk: Bulk, key: str) -> str:
    """Wait for a piece of work."""
    while (job := desk.jobs.of(key)) and not job.is_over:
        time.sleep(0.02)
    return f"{job.stage} {job.fault}" if job else "not begun"


def done(desk: Bulk, key: str, begin: Callable[[], object]) -> str:
    """Begin a piece of work and wait for it."""
    begin()
    return finished(desk, key)


def measured(what: str, act: Callable[[], object]) -> None:
    """Print how long something takes."""
    start = time.perf_counter()
    result = act()
    print(f"| {what} | {time.perf_counter() - start:.1f} s | {result} |", flush=True)


def run(app: App, name: str, content: bytes) -> None:
    """Send, look over, apply and take back one file."""
    desk = app.bulk
    upload = desk.uploads.keep(name, content, "bench")
    measured(f"{name}: columns", lambda: f"{desk.survey(upload).rows} rows, {len(content) / 1e6:.1f} MB")
    seen = desk.preview
    measured(f"{name}: preview", lambda: f"{len(seen(upload).plan.new)} new, {len(seen(upload).problems)} problems")
    version, signed = seen(upload).seen, Signed("bench", name)
    measured(f"{name}: apply", lambda: done(desk, upload.token, lambda: desk.apply(upload, version, signed)))
    applied = desk.uploads.of(upload.token, "bench").version or 0
    measured(f"{name}: what undoing would do", lambda: f"{len(desk.undoing(applied).back)} back")
    measured(f"{name}: undo", lambda: done(desk, f"undo-{applied}", lambda: desk.undo(applied, signed)))
    measured(f"{name}: what is asked after both", lambda: app.aftermath.wait(600))


def main() -> None:
    """Print the table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        app = build(Settings(data=Path(folder)))
        app.questions.take_in_shipped("bench")
        print(f"| {rows} rows | time | result |\n|---|---|---|")
        run(app, "table.csv", as_csv(rows))
        run(app, "table.xlsx", as_xlsx(rows))
        app.close()


if __name__ == "__main__":
    main()
