"""Spreadsheets into the base from the studio: read as their sender says, shown before anything changes, applied as one.

What was changed by somebody else after the preview was made is left alone and named: nothing is overwritten that the
sender has not seen. A batch that would spoil saved questions is not applied unless a reviewer says why it may be.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from threading import Lock

from guide import shipped
from guide.editing import batches, columns, headings, overview, takeout, translation_rows
from guide.editing.batches import Undoing
from guide.editing.columns import Survey
from guide.editing.entries import Entries
from guide.editing.headings import Headings
from guide.editing.jobs import Job, Jobs
from guide.editing.overview import PREVIEW_SECONDS, Known, Overview, Preview, Reach
from guide.editing.publish import SHIPPED
from guide.editing.signed import Signed
from guide.editing.translation_words import TableWords
from guide.editing.translations import Translations
from guide.editing.uploads import TRANSLATIONS, Upload, Uploads
from guide.errors import Conflict, NotFound
from guide.ports import Progress
from guide.prompts import Prompts
from guide.storage.revisions import Published, Revisions
from guide.types import City, Lang

_REMEMBERED = 4
_TRIES = 5
_ALL = Reach()


@dataclass(frozen=True, slots=True)
class House:
    """What a batch has to obey beside the rules of each entry: the translations, and the door all changes pass."""

    translations: Translations
    entries: Entries


class Bulk:
    """The desk of spreadsheets. Several threads may use one."""

    def __init__(self, revisions: Revisions, uploads: Uploads, known: Known, house: House) -> None:
        self._revisions, self._known, self.house = revisions, known, house
        self.uploads, self.jobs = uploads, Jobs()
        self._lock = Lock()
        self._made: list[tuple[tuple[Upload, Reach], Preview]] = []

    @cached_property
    def headings(self) -> Headings:
        """What the headings of tables mean."""
        return headings.load(shipped.folder("prompts"))

    @cached_property
    def words(self) -> TableWords:
        """What translation tables are headed with."""
        return TableWords(Prompts(shipped.folder("prompts")))

    @cached_property
    def _overview(self) -> Overview:
        return Overview(self._revisions, self._known, self.headings, self.house.translations)

    def take(self, name: str, content: bytes, account: str) -> Upload:
        """Put a file by; a translation table is known by its headings."""
        upload = self.uploads.keep(name, content, account)
        if translation_rows.is_table(self.uploads.path(upload), self.words):
            upload = replace(upload, sort=TRANSLATIONS)
            self.uploads.save(upload)
        return upload

    def survey(self, upload: Upload) -> Survey:
        """The columns of a file as their headings tell them."""
        kind = self.headings.kind(upload.kind) or upload.kind
        return columns.survey(self.uploads.path(upload), self.headings, kind)

    def preview(self, upload: Upload, reach: Reach = _ALL) -> Preview:
        """What applying a file would do now; made once for as long as neither the file nor the base changes."""
        asked = replace(upload, version=None, moved=(), handed="", note=""), reach
        with self._lock:
            version = self._revisions.content_version()
            for of, made in self._made:
                if of == asked and made.seen == version:
                    return made
            found = self._overview.of(asked[0], self.uploads.path(upload), reach, self.words)
            found = overview.gated(found, self.house.entries.gate, PREVIEW_SECONDS)
            self._made = [*self._made[1 - _REMEMBERED :], (asked, found)]
            return found

    def apply(self, upload: Upload, seen: int, signed: Signed, reach: Reach = _ALL) -> Job:
        """Begin to make a file live, as far as nobody changed the same entries since the preview `seen`."""
        return self.jobs.start(upload.token, partial(self._apply, upload, seen, signed, reach))

    def undoing(self, version: int) -> Undoing:
        """What undoing a batch would do now. Raises NotFound, for the knowledge that ships too."""
        found = batches.undoing(self._revisions, version)
        if found.made[0].author == SHIPPED:
            raise NotFound("what ships is not taken back as one")
        return found

    def together(self, most: int) -> list[Published]:
        """What was published together and can be taken back, the latest first."""
        return [each for each in self._revisions.together(most) if each.author != SHIPPED]

    def undo(self, version: int, signed: Signed) -> Job:
        """Begin to take a batch back, as far as it spoils no saved question, or `signed` says why it may."""
        return self.jobs.start(f"undo-{version}", partial(self._undo, version, signed))

    def close(self) -> None:
        """Wait for what is under way."""
        self.jobs.close()

    def workbook(self, lang: Lang) -> bytes:
        """Everything that is published as a workbook, its columns headed in an editor's language."""
        return takeout.workbook(self._revisions, self.headings, self.words.prompts, lang)

    def folder(self) -> bytes:
        """Everything that is published as a packed folder of files."""
        return takeout.folder(self._revisions, self._known)

    def _apply(self, upload: Upload, seen: int, signed: Signed, reach: Reach, progress: Progress) -> None:
        for left in reversed(range(_TRIES)):
            progress("reading", 0, 0)
            whole = self.preview(upload, reach)
            moved = {key for key, each in whole.plan.before.items() if each.version > seen}
            preview = overview.sparing(whole, moved)
            try:
                version = self._publish(preview, signed, progress)
            except Conflict:
                if not left:
                    raise
                continue
            lost = tuple(each for each in whole.touched if each in moved)
            self.uploads.save(replace(upload, version=version, moved=lost))
            return

    def _publish(self, preview: Preview, signed: Signed, progress: Progress) -> int:
        """The content_version it became; 0 where only translations were called right.

        Raises Held where saved questions would be spoilt: asked anew, for they or the base may have changed.
        """
        cities, changes = preview.cities, preview.plan.changes
        self._known.add_cities(City(key, names) for key, names in preview.read.cities.items() if key in cities)
        version = self.house.entries.publish_together(changes, signed, progress) if changes else 0
        agreed = [each.agreed for each in (*preview.folded.taken, *preview.folded.right)]
        self.house.translations.remember(agreed, signed.author, self.uploads.now(), version)
        return version

    def _undo(self, version: int, signed: Signed, progress: Progress) -> None:
        for left in reversed(range(_TRIES)):
            progress("reading", 0, 0)
            try:
                undoing = self.undoing(version)
                self.house.entries.publish_together(undoing.changes, signed, progress)
            except Conflict:
                if not left:
                    raise
                continue
            self.house.translations.forget(version, undoing.kept)
            return
