"""Spreadsheets in the studio: sent, their columns named, looked over, applied as one and taken back as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from starlette.responses import Response

from guide.editing.columns import KEEP, LEAVE, ROLES, Choice, is_choice
from guide.editing.entries import TOGETHER_SECONDS
from guide.editing.gate import Checked, Held
from guide.editing.overview import PREVIEW_SECONDS
from guide.editing.points import DATUMS
from guide.editing.signed import Signed
from guide.editing.uploads import TRANSLATIONS, Upload
from guide.server.refusals import Refusal
from guide.server.studio import asking, bulk_preview
from guide.server.studio.auth import Visit
from guide.server.studio.bulk_view import batch_lines
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.entry_form import LONGEST_COMMENT
from guide.server.studio.paging import page_of
from guide.server.studio.sent import number_of, see
from guide.settings import LANGUAGES

HOME = "/studio/bulk"
LARGEST = 32_000_000
"""Bytes of one upload: some 50,000 rows. A larger table goes by `guide import`."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = 30
LISTED = 20
LONGEST_LABEL = 40


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The room's routes."""
    room = Tables(desk)
    return (
        Rule("GET", "/bulk", "viewer", room.home),
        Rule("POST", "/bulk", "editor", room.send, most=LARGEST),
        Rule("GET", "/bulk/tables.xlsx", "editor", room.workbook),
        Rule("GET", "/bulk/folder.zip", "editor", room.folder),
        Rule("GET", "/bulk/batches/{version}", "viewer", room.batch),
        Rule("POST", "/bulk/batches/{version}", "editor", room.undo),
        Rule("GET", "/bulk/{token}", "editor", room.columns),
        Rule("POST", "/bulk/{token}", "editor", room.choose),
        Rule("POST", "/bulk/{token}/remove", "editor", room.remove),
        *bulk_preview.rules(desk),
    )


class Tables:
    """The handlers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def home(self, visit: Visit) -> Response:
        """What can be sent, what waits, what was published together."""
        return self._home(visit)

    def send(self, visit: Visit) -> Response:
        """Take a file in."""
        if visit.file is None or not visit.file.content:
            return self._home(visit, "empty" if visit.file else "none", 422)
        upload = self._desk.app.bulk.take(visit.file.name, visit.file.content, visit.editor)
        return see(f"{HOME}/{upload.token}/preview" if upload.sort == TRANSLATIONS else f"{HOME}/{upload.token}")

    def columns(self, visit: Visit) -> Response:
        """Each column with what it is taken for, to be changed."""
        upload = self._upload(visit)
        survey = self._desk.app.bulk.survey(upload)
        listed = self._desk.entries.listed().values()
        return self._desk.render(
            visit, "bulk_columns.html", room="bulk", upload=upload, survey=survey, roles=ROLES, keep=KEEP, leave=LEAVE,
            errors=bulk_preview.said(self._desk, [e for e in survey.problems if e.severity == "error"], visit),
            fields=list(self._desk.app.fields), langs=LANGUAGES, datums=DATUMS, longest=LONGEST_LABEL,
            kinds=sorted({each.kind for each in listed} | {upload.kind} - {""}),
            cities_in_use=sorted({*self._desk.app.cities, *(each.city for each in listed)}),
        )  # fmt: skip

    def choose(self, visit: Visit) -> Response:
        """Remember what the columns are, and go on to look it over."""
        upload, form = self._upload(visit), visit.form
        found = self._desk.app.bulk.survey(upload).columns
        choices = {each.heading: self._choice(form, number) for number, each in enumerate(found)}
        kind, city = (form.get(name, "").strip()[:LONGEST_LABEL] for name in ("kind", "city"))
        lang = form.get("lang", "") if form.get("lang") in LANGUAGES else ""
        datum = form.get("datum", "") if form.get("datum") in DATUMS else upload.datum
        self._desk.app.bulk.uploads.save(
            replace(upload, kind=kind, city=city, lang=lang, datum=datum, choices=choices, handed="")
        )
        return see(f"{HOME}/{upload.token}/preview")

    def remove(self, visit: Visit) -> Response:
        """Throw a file away."""
        self._desk.app.bulk.uploads.remove(self._upload(visit))
        return see(HOME, done="removed")

    def workbook(self, visit: Visit) -> Response:
        """Everything as a workbook."""
        return _file("knowledge.xlsx", XLSX, self._desk.app.bulk.workbook(self._desk.words(visit).lang))

    def folder(self, visit: Visit) -> Response:
        """Everything as a packed folder of files."""
        return _file("knowledge.zip", "application/zip", self._desk.app.bulk.folder())

    def batch(self, visit: Visit) -> Response:
        """What was published together, and what undoing it would do."""
        return self._batch(visit)

    def undo(self, visit: Visit) -> Response:
        """Begin to take a batch back. Raises Refusal 403 where it changes a city in which somebody may not publish."""
        version, comment = self._version(visit), visit.form.get("comment", "").strip()[:LONGEST_COMMENT]
        undoing = self._desk.app.bulk.undoing(version)
        for city in undoing.cities:
            if not visit.may_change(city):
                raise Refusal(403, "other_city", city=city)
            if not self._desk.publishes(visit, city):
                raise Refusal(403, "not_allowed")
        if not comment:
            return self._batch(visit, "no_comment", 422)
        override = asking.override_all(visit, undoing.cities)
        if not override and (held := self._desk.entries.spoils(undoing.changes, PREVIEW_SECONDS)).reds:
            return self._batch(visit, "held", 422, held)
        self._desk.app.bulk.undo(version, Signed(visit.editor, comment, override))
        asking.log_override(self._desk, visit, str(version), override)
        return see(f"{HOME}/batches/{version}")

    def _home(self, visit: Visit, problem: str = "", status: int = 200) -> Response:
        waiting = self._desk.app.bulk.uploads.waiting(visit.editor) if visit.may("editor") else []
        return self._desk.render(
            visit, "bulk.html", status=status, room="bulk", problem=problem, waiting=waiting, most=LARGEST // 1_000_000,
            handed=self._desk.app.bulk.uploads.handed() if visit.may("reviewer") else [],
            batches=self._desk.app.bulk.together(LISTED), done=visit.request.query_params.get("done", ""),
        )  # fmt: skip

    def _batch(self, visit: Visit, problem: str = "", status: int = 200, held: Checked | None = None) -> Response:
        version = self._version(visit)
        job = self._desk.app.bulk.jobs.of(f"undo-{version}")
        undoing = self._desk.app.bulk.undoing(version)
        if job and job.fault == Held.code and undoing.changes and not held:
            held = self._desk.entries.spoils(undoing.changes, TOGETHER_SECONDS)
        page = page_of(batch_lines(undoing, self._desk.app.revisions.before_version(version)), visit, PAGE)
        return self._desk.render(
            visit, "bulk_batch.html", status=status, room="bulk", version=version, undoing=undoing, page=page,
            first=undoing.made[0], problem=problem, job=job, held=held, comment=visit.form.get("comment", ""),
            may_override=asking.may_override(visit, undoing.cities),
            publishes=all(self._desk.publishes(visit, each) for each in undoing.cities),
        )  # fmt: skip

    def _choice(self, form: Mapping[str, str], number: int) -> Choice:
        meaning, lang, label = (form.get(f"c.{number}.{part}", "").strip() for part in ("meaning", "lang", "label"))
        return Choice(
            meaning if is_choice(meaning, self._desk.app.fields) else "",
            lang if lang in LANGUAGES else "",
            label[:LONGEST_LABEL],
        )

    def _upload(self, visit: Visit) -> Upload:
        return self._desk.app.bulk.uploads.of(str(visit.request.path_params["token"]), visit.editor)

    def _version(self, visit: Visit) -> int:
        return number_of(str(visit.request.path_params["version"]))


def _file(name: str, media_type: str, content: bytes) -> Response:
    return Response(content, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})
