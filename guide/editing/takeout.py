"""Everything that is published, to be taken away: as a workbook, or as a packed folder of files."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from guide.editing import files, spreadsheets
from guide.editing.headings import Headings
from guide.editing.overview import Known
from guide.editing.spreadsheets import Titles
from guide.prompts import Prompts
from guide.storage.revisions import Revisions
from guide.types import Lang


def workbook(revisions: Revisions, headings: Headings, prompts: Prompts, lang: Lang) -> bytes:
    """A workbook, its columns headed in an editor's language."""
    columns = {**prompts.words("en", "headings")["columns"], **prompts.words(lang, "headings").get("columns", {})}
    roles = {role: str(names[0]) for role, names in columns.items()}
    titles = Titles(headings, roles, prompts.words(lang, "fields"))
    return spreadsheets.workbook(revisions.all_current(), titles)


def folder(revisions: Revisions, known: Known) -> bytes:
    """A packed folder of files, the one that `guide export` writes."""
    current = [(each.number, each.entry) for each in revisions.all_current() if each.entry]
    entries = [entry for _, entry in current]
    with TemporaryDirectory() as name:
        top = Path(name) / "knowledge"
        top.mkdir()
        numbers = {entry.id: number for number, entry in current}
        files.write_folder(entries, top, numbers, known.cities())
        known.give_pictures(entries, top)
        return packed(top)


def packed(folder: Path) -> bytes:
    """A folder as a zip file."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            archive.write(path, path.relative_to(folder.parent))
    return made.getvalue()
