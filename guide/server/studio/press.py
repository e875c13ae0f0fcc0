"""The codes in the studio: what shall have one is chosen, and a sheet to print is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.responses import Response

from guide.editing import entries as shelf
from guide.editing import signs
from guide.editing.entries import Listed
from guide.editing.signs import ENTRY, Sign, code_of
from guide.errors import NotFound
from guide.server.addresses import site
from guide.server.codes import SHORT
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.sent import see
from guide.text.worded import in_any
from guide.types import Entry, Text

MOST_LISTED = 60
MOST_PARTS = 12
"""Entries found up to which their sections are offered too: reading them takes a moment each."""
MOST_PRINTED = 240
HOME, ABROAD = "zh-Hans", "en"
"""The two languages of a sign."""


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The room's routes."""
    press = Press(desk)
    return (
        Rule("GET", "/codes", "viewer", press.choose),
        Rule("POST", "/codes", "editor", press.add),
        Rule("GET", "/codes/sheet", "viewer", press.sheet),
        Rule("POST", "/codes/{code}/remove", "editor", press.remove),
    )


@dataclass(frozen=True, slots=True)
class Offered:
    """One entry with its code, and those of its sections."""

    listed: Listed
    code: str
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One code as it is printed: a name in two languages, and what of it is meant."""

    code: str
    name: str
    other: str
    part: str = ""
    is_question: bool = False


class Press:
    """The handlers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def choose(self, visit: Visit) -> Response:
        """Entries by name and kind, and the questions that have a code."""
        return self._choose(visit)

    def add(self, visit: Visit) -> Response:
        """Give a question a code."""
        try:
            self._desk.app.signs.add({HOME: visit.form.get("home", ""), ABROAD: visit.form.get("abroad", "")})
        except ValueError:
            return self._choose(visit, "empty")
        return see("/studio/codes", done="added")

    def remove(self, visit: Visit) -> Response:
        """Take the code of a question away."""
        self._desk.app.signs.remove(str(visit.request.path_params["code"]))
        return see("/studio/codes", done="removed")

    def sheet(self, visit: Visit) -> Response:
        """The chosen codes, twelve to a page, to print and cut."""
        wanted = dict.fromkeys(visit.request.query_params.getlist("code")[:MOST_PRINTED])
        cards = list(self._cards([each.lower() for each in wanted]))
        here = site(visit.request, self._desk.app.settings)
        return self._desk.render(
            visit, "sheet.html", room="codes", pages=[cards[at : at + 12] for at in range(0, len(cards), 12)],
            short=here.page(SHORT), is_public=bool(self._desk.app.settings.public_url),
        )  # fmt: skip

    def _choose(self, visit: Visit, problem: str = "") -> Response:
        asked = visit.request.query_params
        query, kind = (asked.get(name, "").strip() for name in ("q", "kind"))
        listed = self._desk.entries.listed().values()
        found = shelf.search(listed, query, kind) if query or kind else []
        offered = [self._offered(each, len(found) <= MOST_PARTS) for each in found[:MOST_LISTED]]
        return self._desk.render(
            visit, "codes.html", room="codes", query=query[: shelf.LONGEST_QUERY], kind=kind, offered=offered,
            kinds=sorted({each.kind for each in listed}), total=len(found), signs=self._desk.app.signs.all(),
            problem=problem, longest=signs.LONGEST, is_public=bool(self._desk.app.settings.public_url),
        )  # fmt: skip

    def _offered(self, listed: Listed, with_parts: bool) -> Offered:
        entry = self._entry(listed.id) if with_parts else None
        return Offered(listed, code_of(listed.id), signs.parts(entry) if entry else ())

    def _cards(self, codes: list[str]) -> Iterator[Card]:
        ids = {code_of(each): each for each in self._desk.entries.listed()}
        questions = {each.code: each for each in self._desk.app.signs.all()}
        for code in codes:
            if code in questions:
                yield _question(questions[code])
            elif entry := self._entry(ids.get(code[:ENTRY], "")):
                yield _card(entry, code)

    def _entry(self, entry_id: str) -> Entry | None:
        try:
            return self._desk.entries.current(entry_id).entry
        except NotFound:
            return None


def _card(entry: Entry, code: str) -> Card:
    name, other = _pair(entry.names)
    part = next((heading for own, heading in signs.parts(entry) if own == code), "")
    return Card(code, name, other, part)


def _question(sign: Sign) -> Card:
    name, other = _pair(sign.question)
    return Card(sign.code, name, other, is_question=True)


def _pair(text: Text) -> tuple[str, str]:
    """Words in the language of the place and in English, each once."""
    home = in_any(text, HOME)
    abroad = text.get(ABROAD, "")
    return home, abroad if abroad != home else ""
