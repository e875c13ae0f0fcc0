"""A picture for an entry: sent in, described in each language, with whose work it is; it becomes a draft first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from starlette.responses import Response

from guide.editing import photographs
from guide.editing.photographs import Unusable
from guide.errors import NotFound
from guide.pictures import small_name
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.sent import see
from guide.types import PICTURE, Change, Entry, Fact, Lang, Revision, Source

ALWAYS = ("zh-Hans", "en")
"""Languages in which a picture is described."""
LICENCES = ("own", "permission", "CC0 1.0", "CC BY 4.0", "CC BY-SA 4.0", "public")
LONGEST = 300


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The routes."""
    room = Portrait(desk)
    path = "/entries/{entry_id}/picture"
    return (
        Rule("GET", path, "editor", room.ask),
        Rule("POST", path, "editor", room.take, most=photographs.MOST_BYTES),
    )


class Portrait:
    """The handlers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(self, visit: Visit) -> Response:
        """The form, with the picture there is."""
        return self._page(visit, self._base(visit), {})

    def take(self, visit: Visit) -> Response:
        """Keep the picture and a draft of the entry with it. Raises Refusal 403 for another's city."""
        base = self._base(visit)
        assert base.entry is not None
        self._desk.require_city(visit, base.entry_id, base.entry.city)
        wrong = self._wrong(visit, base.entry)
        if wrong:
            return self._page(visit, base, wrong)
        try:
            made = photographs.developed(visit.file.content if visit.file else b"")
        except Unusable as error:
            return self._page(visit, base, {"file": error.reason})
        name = made.name(base.entry_id)
        self._desk.app.pictures.keep(name, made.content)
        if made.small:
            self._desk.app.pictures.keep(small_name(name), made.small)
        change = Change(base.entry_id, self._with(visit, base.entry, name), base.number)
        kept = self._desk.workflow.keep(change, visit.editor, self._desk.words(visit)("portrait.comment"))
        return see(f"/studio/drafts/{kept.id}", done="kept")

    def _with(self, visit: Visit, entry: Entry, name: str) -> Entry:
        """The entry with this picture in place of the one it had, which its history keeps."""
        author, licence = visit.form["author"].strip()[:LONGEST], visit.form["licence"]
        words = self._desk.words_in(entry.lang)
        said = words(f"portrait.licence.{licence}") if f"portrait.licence.{licence}" in words else licence
        key = next(each for n in range(1, 1000) if (each := f"p{n}") not in entry.sources)
        title = words("portrait.source", author=author, licence=said)
        source = Source(title, visit.form.get("url", "").strip() or None)
        note = {lang: text for lang in self._langs(entry) if (text := visit.form.get(f"alt:{lang}", "").strip())}
        today = self._desk.today(entry.city).isoformat()
        fact = Fact(PICTURE, name, note=note, source=key, as_of=today)
        others = tuple(each for each in entry.facts if each.field != PICTURE)
        return replace(entry, facts=(*others, fact), sources={**entry.sources, key: source})

    def _wrong(self, visit: Visit, entry: Entry) -> dict[str, str]:
        form = visit.form
        missing = {f"alt:{each}": "no_alt" for each in self._langs(entry) if not form.get(f"alt:{each}", "").strip()}
        if not form.get("author", "").strip():
            missing["author"] = "no_author"
        if form.get("licence", "") not in LICENCES:
            missing["licence"] = "no_licence"
        address = form.get("url", "").strip()
        if address and not address.startswith(("http://", "https://")):
            missing["url"] = "no_url"
        if visit.file is None:
            missing["file"] = "no_file"
        listed = (name for name, text in form.items() if text and self._desk.app.word_list.found(text))
        return {**dict.fromkeys(listed, "listed"), **missing}

    def _langs(self, entry: Entry) -> tuple[Lang, ...]:
        """The languages the entry is told in, and the two of the studio."""
        return tuple(dict.fromkeys((*ALWAYS, *entry.texts)))

    def _base(self, visit: Visit) -> Revision:
        base = self._desk.entries.current(self._desk.entry_id(visit))
        if base.entry is None:
            raise NotFound(f"{base.entry_id} is withdrawn")
        return base

    def _page(self, visit: Visit, base: Revision, wrong: Mapping[str, str]) -> Response:
        entry = base.entry
        assert entry is not None
        return self._desk.render(
            visit, "portrait.html", status=422 if wrong else 200, room="entries", entry=entry, wrong=wrong,
            typed=visit.form, langs=self._langs(entry), licences=LICENCES, longest=LONGEST,
            now=self._desk.app.pictures.of(entry), most=photographs.MOST_BYTES // 1_000_000,
        )  # fmt: skip
