"""A table looked over, handed to a reviewer or made live: nothing changes before somebody has seen what would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from guide.editing import tables
from guide.editing.cells import words as spoken
from guide.editing.grid import Row
from guide.editing.overview import Preview, Reach
from guide.editing.problems import words as problem_words
from guide.editing.signed import Signed
from guide.editing.uploads import RETURNED, TRANSLATIONS, WAITING, Upload
from guide.errors import Problem
from guide.server.refusals import Refusal
from guide.server.sheets import sheet
from guide.server.studio import asking
from guide.server.studio.auth import Visit
from guide.server.studio.bulk_view import Line, change_lines, conflict_lines, shares
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.entry_form import LONGEST_COMMENT
from guide.server.studio.paging import Page, page_of
from guide.server.studio.sent import number_of, see, send_back

HOME = "/studio/bulk"
PAGE = 30


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The routes of a table that was sent and whose columns are known."""
    room = Looking(desk)
    return (
        Rule("GET", "/bulk/{token}/preview", "editor", room.preview),
        Rule("GET", "/bulk/{token}/rows.csv", "editor", room.rows),
        Rule("POST", "/bulk/{token}/apply", "editor", room.apply),
        Rule("GET", "/bulk/{token}/progress", "editor", room.progress),
    )


def reach_of(visit: Visit) -> Reach:
    """The cities in which somebody may change something."""
    cities = visit.session.cities if visit.session else ()
    return Reach(frozenset(cities) if cities else None)


def said(desk: Desk, problems: Sequence[Problem], visit: Visit) -> list[dict[str, Any]]:
    """Problems in the editor's language, fields by the names of the form; where a fix names an option of the command
    line, the studio's own."""
    words = desk.words(visit)
    found = []
    for each in problems:
        field = f"field.{each.values.get('field', '')}"
        values = {**each.values, "field": words(field)} if field in words else each.values
        message, fix = problem_words(each.code, values, words.lang)
        own = f"bulk.fix.{each.code}"
        sheet_name = each.file.partition(" [")[2].removesuffix("]")
        found.append({
            "file": each.file, "line": each.line, "sheet": sheet_name, "message": message,
            "fix": words(own) if own in words else fix, "severity": each.severity,
        })  # fmt: skip
    return found


class Looking:
    """The handlers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def preview(self, visit: Visit) -> Response:
        """What would be new, changed, unchanged, in conflict or wrong."""
        return self._preview(visit)

    def rows(self, visit: Visit) -> Response:
        """The rows that cannot be applied, as they came, with what is wrong with each."""
        upload = self._upload(visit)
        wrong: dict[tuple[str, int], list[str]] = {}
        for each in said(self._desk, self._found(visit, upload).errors, visit):
            wrong.setdefault((each["file"], each["line"]), []).append(f"{each['message']}: {each['fix']}")
        path = self._desk.app.bulk.uploads.path(upload)
        kept = [each for each in tables.read(path) if isinstance(each, Row) and each.place(str(path)) in wrong]
        headings = list(dict.fromkeys(heading for row in kept for heading in (*row.headings, *dict(row.cells))))
        lines = (
            [spoken(dict(row.cells).get(heading, "")) for heading in headings] + [" ".join(wrong[row.place(str(path))])]
            for row in kept
        )
        return sheet("rows", [*headings, self._desk.words(visit)("bulk.wrong")], lines)

    def apply(self, visit: Visit) -> Response:
        """Begin to publish what the preview showed, or hand it on to somebody who may."""
        upload, comment = self._upload(visit), visit.form.get("comment", "").strip()[:LONGEST_COMMENT]
        if upload.version is not None:
            return send_back(f"{HOME}/{upload.token}/progress")
        do = visit.form.get("do", "")
        if do == "take_back" and upload.account == visit.editor:
            self._desk.app.bulk.uploads.save(replace(upload, handed=""))
            return see(f"{HOME}/{upload.token}/preview")
        if not comment:
            return self._preview(visit, "no_comment", 422)
        if do == "hand":
            self._desk.app.bulk.uploads.save(replace(upload, handed=WAITING, note=comment))
            return see(f"{HOME}/{upload.token}/preview")
        return self._return(visit, upload, comment) if do == "return" else self._publish(visit, upload, comment)

    def progress(self, visit: Visit) -> Response:
        """How far it is, then what became of it."""
        job = self._desk.app.bulk.jobs.of(str(visit.request.path_params["token"]))
        upload = self._upload(visit)
        if upload.version is None and job is None:
            return see(f"{HOME}/{upload.token}/preview")
        listed = self._desk.entries.listed()
        moved = [(each, listed[each].names if each in listed else {}) for each in upload.moved]
        return self._desk.render(
            visit, "bulk_progress.html", room="bulk", upload=upload, job=job, moved=moved,
            made=len(self._desk.app.revisions.of_version(upload.version)) if upload.version else 0,
        )  # fmt: skip

    def _return(self, visit: Visit, upload: Upload, comment: str) -> Response:
        if upload.handed != WAITING or not visit.may("reviewer"):
            raise Refusal(403, "not_allowed")
        self._desk.app.bulk.uploads.save(replace(upload, handed=RETURNED, note=comment))
        return see(HOME, done="returned")

    def _publish(self, visit: Visit, upload: Upload, comment: str) -> Response:
        found = self._found(visit, upload)
        if not self._publishes(visit, found):
            raise Refusal(403, "not_allowed")
        override = asking.override_all(visit, found.cities)
        if found.checked.reds and not override:
            return self._preview(visit, "held", 422)
        author = upload.account if upload.account == visit.editor else f"{upload.account} · {visit.editor}"
        seen = number_of(visit.form.get("seen", ""))
        self._desk.app.bulk.apply(upload, seen, Signed(author, comment, override), reach_of(visit))
        if found.checked.reds:
            asking.log_override(self._desk, visit, upload.name, override)
        return see(f"{HOME}/{upload.token}/progress")

    def _preview(self, visit: Visit, problem: str = "", status: int = 200) -> Response:
        upload = self._upload(visit)
        found = self._found(visit, upload)
        counted = shares(found, upload.sort == TRANSLATIONS)
        asked = visit.request.query_params.get("show", "")
        show = asked if asked in counted else next((each for each in counted if counted[each]), "problems")
        page = self._lines(found, show, visit)
        return self._desk.render(
            visit, "bulk_preview.html", status=status, room="bulk", upload=upload, found=found, counts=counted,
            show=show, page=page, problem=problem, errors=len(found.errors), changes=len(found.touched),
            is_table=upload.sort == TRANSLATIONS, part_of=self._part, publishes=self._publishes(visit, found),
            may_override=asking.may_override(visit, found.cities), comment=visit.form.get("comment", ""),
            source_names={
                key: name for each in page.shown if isinstance(each, Line) for key, name in each.sources.items()
            },
        )  # fmt: skip

    def _lines(self, found: Preview, show: str, visit: Visit) -> Page[Any]:
        """One page of a part of the preview; what differs is worked out for that page alone."""
        if show in ("taken", "clashes", "right"):
            return page_of(getattr(found.folded, show), visit, PAGE)
        if show == "problems":
            return page_of(said(self._desk, found.problems, visit), visit, PAGE)
        if show == "conflicts":
            return page_of(conflict_lines(found), visit, PAGE)
        if show == "unchanged":
            return page_of([found.plan.before[each] for each in found.plan.unchanged], visit, PAGE)
        page = page_of(found.plan.new if show == "new" else found.plan.changed, visit, PAGE)
        return Page(change_lines(found, page.shown), page.number, page.pages, page.total)

    def _part(self, part: str, lang: str) -> str:
        return self._desk.app.bulk.words.part(part, lang)

    def _publishes(self, visit: Visit, found: Preview) -> bool:
        """Whether this person may make live what a table changes; to hand it in is for every editor."""
        return all(self._desk.publishes(visit, city) for city in found.cities)

    def _found(self, visit: Visit, upload: Upload) -> Preview:
        return self._desk.app.bulk.preview(upload, reach_of(visit))

    def _upload(self, visit: Visit) -> Upload:
        token = str(visit.request.path_params["token"])
        return self._desk.app.bulk.uploads.of(token, visit.editor, visit.may("reviewer"))
