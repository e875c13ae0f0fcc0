"""Tables for translators, taken away here; they come back through the tables' room. And: this one is still right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from starlette.responses import Response

from guide.editing import translation_tables
from guide.editing.translation_tables import CHOICES, WANTED, Asked, TranslationTables
from guide.editing.translations import STATES
from guide.editing.units import Pair
from guide.server.refusals import Refusal
from guide.server.sheets import sheet
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.form_view import DERIVED
from guide.server.studio.sent import number_of, see, send_back
from guide.settings import LANGUAGES

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TONGUES = tuple(each for each in LANGUAGES if each not in DERIVED)
MOST = ("20", "100", "500")
"""How many entries a table may be limited to."""
FIRST = 8
"""Rows that are shown before the table is taken away."""
_SOURCE, _TARGET = "zh-Hans", "en"


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The room's routes."""
    room = TranslationRoom(desk)
    return (
        Rule("GET", "/bulk/translations", "viewer", room.choose),
        Rule("GET", "/bulk/translations/table", "editor", room.table),
        Rule("POST", "/entries/{entry_id}/translations", "editor", room.agree),
    )


class TranslationRoom:
    """The handlers."""

    def __init__(self, desk: Desk) -> None:
        self._desk, app = desk, desk.app
        self._tables = TranslationTables(app.revisions, desk.entries, app.translations, app.gaps.entries_asked)

    def choose(self, visit: Visit) -> Response:
        """Which languages and entries, how many texts that is, and the first of them."""
        asked = _asked(visit.request.query_params)
        lines = list(self._tables.lines(asked))
        listed = self._desk.entries.listed().values()
        return self._desk.render(
            visit, "translations.html", room="bulk", asked=asked, tongues=TONGUES, choices=CHOICES, most=MOST,
            kinds=sorted({each.kind for each in listed}), cities_in_use=sorted({each.city for each in listed}),
            first=lines[:FIRST], total=len(lines), entries=len({each.entry.id for each in lines}),
            counts=Counter(each.state for each in lines), states=STATES,
            characters=sum(len(each.unit.source) for each in lines), part_of=self._desk.app.bulk.words.part,
            still_right=self._desk.app.bulk.words.still_right(self._desk.words(visit).lang),
            query={name: str(text) for name, text in visit.request.query_params.items() if name in _NAMES and text},
        )  # fmt: skip

    def table(self, visit: Visit) -> Response:
        """The table, as a workbook or as CSV."""
        query = visit.request.query_params
        asked, lang, words = _asked(query), self._desk.words(visit).lang, self._desk.app.bulk.words
        lines = self._tables.lines(asked)
        rows = translation_tables.cells(lines, asked.pair, words, lang)
        name = f"translations-{asked.pair.source}-{asked.pair.target}"
        if query.get("form") == "csv":
            return sheet(name, words.columns(lang), rows)
        made = translation_tables.workbook(words.columns(lang), rows, name)
        headers = {"content-disposition": f'attachment; filename="{name}.xlsx"'}
        return Response(made, media_type=XLSX, headers=headers)

    def agree(self, visit: Visit) -> Response:
        """Say that the prose of an entry in a language is still right, as it was seen. Raises Refusal 403."""
        entry_id, lang = self._desk.entry_id(visit), visit.form.get("language", "")
        seen = self._desk.entries.revision(entry_id, number_of(visit.form.get("seen", "")))
        city = seen.entry.city if seen.entry else ""
        self._desk.require_city(visit, entry_id, city)
        if not self._desk.publishes(visit, city):
            raise Refusal(403, "not_allowed")
        page = f"/studio/entries/{entry_id}"
        if not self._desk.app.translations.agree(seen, lang, visit.editor, self._desk.now()):
            return send_back(page, done="moved")
        return see(page, done="agreed")


_NAMES = ("source", "target", "kind", "city", "state", "most")


def _asked(query: Mapping[str, str]) -> Asked:
    """What an address asks for; without a word what is wanted from Chinese into English."""
    source, target = query.get("source", _SOURCE), query.get("target", _TARGET)
    pair = Pair(source if source in TONGUES else _SOURCE, target if target in TONGUES else _TARGET)
    state = query.get("state", WANTED)
    return Asked(
        pair, query.get("kind", "")[:60], query.get("city", "")[:60], state if state in CHOICES else WANTED,
        number_of(query.get("most", "")),
    )  # fmt: skip
