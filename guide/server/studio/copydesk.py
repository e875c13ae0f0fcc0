"""The copy desk's room: choose places, see a draft at once, keep it, edit it, have it checked, take it along."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from starlette.responses import Response

from guide.editing import entries
from guide.editing.copydesk import export
from guide.editing.copydesk.checking import BOAST
from guide.editing.copydesk.desk import CopyDesk, vouchable
from guide.editing.copydesk.values import FORMS, LANGUAGES, MOST_ENTRIES, TONES, Block, Brief, Copy
from guide.editing.entries import Listed
from guide.errors import NotFound
from guide.server.refusals import Refusal
from guide.server.studio import copy_view
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.paging import page_of
from guide.server.studio.sent import number_of, see

HOME = "/studio/copy"
PAGE = 30
FOUND = 8
"""Places offered for a search."""
LONGEST = 4000
"""Characters of one block as it is typed."""
LONGEST_REASON = 200


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The room's routes."""
    room, sheets = CopyRoom(desk), Sheets(desk)
    return (
        Rule("GET", "/copy", "viewer", room.all),
        Rule("GET", "/copy/new", "editor", room.new),
        Rule("POST", "/copy", "editor", room.keep),
        Rule("GET", "/copy/{number}", "viewer", sheets.show),
        Rule("GET", "/copy/{number}/edit", "editor", sheets.edit),
        Rule("POST", "/copy/{number}", "editor", sheets.save),
        Rule("POST", "/copy/{number}/phrase", "editor", sheets.phrase),
        Rule("POST", "/copy/{number}/vouch", "editor", sheets.vouch),
        Rule("POST", "/copy/{number}/remove", "editor", sheets.remove),
        Rule("GET", "/copy/{number}/export/{kind}", "editor", sheets.take),
    )


class CopyRoom:
    """The list of texts, and the beginning of a new one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def _copies(self) -> CopyDesk:
        return self._desk.app.copydesk

    def all(self, visit: Visit) -> Response:
        """Every text, and how many of its facts changed since."""
        kept = page_of(self._copies.all(), visit, PAGE)
        changed = {each.id: len(self._copies.changed(self._copies.get(each.id))) for each in kept.shown}
        done = visit.request.query_params.get("done", "")
        return self._desk.render(visit, "copies.html", room="copy", kept=kept, changed=changed, done=done)

    def new(self, visit: Visit) -> Response:
        """Choose places and a manner; the draft stands beside as soon as there is a place."""
        asked = visit.request.query_params
        chosen = self._published(asked.getlist("e"))
        query = asked.get("q", "").strip()[: entries.LONGEST_QUERY]
        brief = _brief(asked, tuple(each.id for each in chosen))
        blocks = self._copies.draft(brief) if chosen else ()
        return self._desk.render(
            visit, "copy_new.html", room="copy", chosen=chosen, query=query, most=MOST_ENTRIES, brief=brief,
            found=[each for each in self._found(query) if each not in chosen] if query else [],
            blocks=copy_view.of_blocks(blocks, self._desk.today(""), self._desk.app.settings.review_months),
            again=_again(brief), offered=_OFFERED, unwritten=_unwritten(chosen, blocks),
        )  # fmt: skip

    def keep(self, visit: Visit) -> Response:
        """Keep a draft as a text of its own."""
        ids = tuple(visit.form.get("entries", "").split(","))
        chosen = self._published(ids)
        if not chosen:
            raise NotFound("none of these entries is published")
        made = self._copies.keep(_brief(visit.form, tuple(each.id for each in chosen)), visit.editor)
        return see(f"{HOME}/{made}", done="kept")

    def _published(self, ids: list[str] | tuple[str, ...]) -> list[Listed]:
        listed = self._desk.entries.listed()
        return [listed[each] for each in dict.fromkeys(ids) if each in listed][:MOST_ENTRIES]

    def _found(self, query: str) -> list[Listed]:
        """By name first, then what the guide's own search finds."""
        listed = self._desk.entries.listed()
        named, held = self._desk.app.look_up(query, FOUND)
        by_name = (each.id for each in entries.search(listed.values(), query))
        found = dict.fromkeys((*by_name, *named, *held))
        return [listed[each] for each in found if each in listed and listed[each].kind != "notice"][:FOUND]


class Sheets:
    """One text."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def _copies(self) -> CopyDesk:
        return self._desk.app.copydesk

    def show(self, visit: Visit) -> Response:
        """The text with the facts beside it, what stands against letting it out, and the ways out."""
        copy = self._copy(visit)
        return self._page(visit, copy, visit.request.query_params.get("done", ""))

    def edit(self, visit: Visit) -> Response:
        """The text in fields, one for each block."""
        return self._form(visit, self._copy(visit))

    def save(self, visit: Visit) -> Response:
        """Save what was typed; where somebody else was faster, show both."""
        kept = self._copy(visit)
        typed = _typed(visit.form, len(kept.blocks))
        base = number_of(visit.form.get("base", ""))
        wanted = replace(self._copies.revised(kept, typed), number=base)
        if visit.form.get("do") == "apart":
            return see(f"{HOME}/{self._copies.save_apart(wanted, visit.editor)}", done="kept")
        if base == kept.number and self._copies.save(wanted, visit.editor):
            return see(f"{HOME}/{kept.id}", done="saved")
        return self._form(visit, self._copies.get(kept.id), wanted, 409)

    def phrase(self, visit: Visit) -> Response:
        """Let the model phrase it."""
        copy = self._copy(visit)
        if self._copies.phrase(copy, visit.editor) is None:
            raise Refusal(400, "bad_request")
        return see(f"{HOME}/{copy.id}", done="phrasing")

    def vouch(self, visit: Visit) -> Response:
        """Answer for a line in spite of an objection: an editor for what is contradicted, a reviewer for a boast."""
        copy, key = self._copy(visit), visit.form.get("line", "")
        reason = " ".join(visit.form.get("reason", "").split())[:LONGEST_REASON]
        against = [each for each in self._copies.objections(copy) if each.line == key]
        if not against or not all(map(vouchable, against)):
            raise Refusal(400, "bad_request")
        if any(each.kind == BOAST for each in against) and not visit.may("reviewer"):
            raise Refusal(403, "role")
        if not reason:
            return self._page(visit, copy, "", "no_reason", 422)
        moved = not self._copies.vouch(copy, key, f"{visit.editor}: {reason}", visit.editor)
        return (
            self._page(visit, self._copies.get(copy.id), "", "moved", 409)
            if moved
            else see(_path(copy), done="vouched")
        )

    def remove(self, visit: Visit) -> Response:
        """Throw it away."""
        self._copies.remove(self._copy(visit).id)
        return see(HOME, done="removed")

    def take(self, visit: Visit) -> Response:
        """The text as a file. Raises Refusal 409 as long as something stands against it."""
        copy, kind = self._copy(visit), str(visit.request.path_params["kind"])
        if kind not in _KINDS:
            raise NotFound("no such form of export")
        if self._copies.objections(copy):
            return self._page(visit, copy, "", "held", 409)
        sheet = self._copies.sheet(copy)
        media, ending, made = _KINDS[kind]
        text = (
            made(sheet)
            if made
            else self._desk.document(visit, "copy_sheet.html", sheet=sheet, words_of=export.words_of)
        )
        name = f"{export.product(copy)}.{ending}"
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return Response(text, media_type=f"{media}; charset=utf-8", headers=headers)

    def _copy(self, visit: Visit) -> Copy:
        return self._copies.get(number_of(str(visit.request.path_params["number"])))

    def _page(self, visit: Visit, copy: Copy, done: str, problem: str = "", status: int = 200) -> Response:
        against, changed = self._copies.objections(copy), self._copies.changed(copy)
        today = self._desk.today("")
        job = self._copies.phrasing(copy.id)
        return self._desk.render(
            visit, "copy.html", status=status, room="copy", copy=copy, done=done, problem=problem,
            blocks=copy_view.of_copy(copy, against, changed, (today, self._desk.app.settings.review_months)),
            against=against, changed=changed, vouchable=vouchable, model=self._copies.model,
            job=job if job and not job.is_over else None, ended=job if job and job.is_over else None,
            listed=self._desk.entries.listed(), law=self._copies.advertising.source(self._desk.words(visit).lang),
            again=_again(copy.brief), kinds=tuple(_KINDS), boast=BOAST,
        )  # fmt: skip

    def _form(self, visit: Visit, kept: Copy, mine: Copy | None = None, status: int = 200) -> Response:
        return self._desk.render(
            visit, "copy_edit.html", status=status, room="copy", copy=kept, mine=mine, longest=LONGEST,
            typed=[export.words_of(each) for each in (mine or kept).blocks],
            theirs=[export.words_of(each) for each in kept.blocks],
        )  # fmt: skip


_OFFERED = {"forms": FORMS, "tones": TONES, "languages": LANGUAGES}
_KINDS: Mapping[str, tuple[str, str, Callable[[export.Sheet], str] | None]] = {
    "html": ("text/html", "html", None),
    "text": ("text/plain", "txt", export.plain),
    "markdown": ("text/markdown", "md", export.markdown),
}
"""Forms of export: the media type, the ending of the file, and what makes it; a page is made by a template."""


def _brief(asked: Mapping[str, str], ids: tuple[str, ...]) -> Brief:
    """What an address or a form asks for; what is none of the offers is the first of them."""
    form, tone, lang = (
        asked.get(name, "") if asked.get(name, "") in offered else offered[0]
        for name, offered in (("form", FORMS), ("tone", TONES), ("in", LANGUAGES))
    )
    return Brief(ids, form, tone, lang, number_of(asked.get("seed", "")))


def _unwritten(chosen: Sequence[Listed], blocks: Sequence[Block]) -> list[Listed]:
    """The places of which nothing is written in the language of the draft."""
    told = {block.entry for block in blocks if block.role == "body"}
    return [each for each in chosen if each.id not in told]


def _again(brief: Brief) -> str:
    """The address of the same brief in other words."""
    chosen = [("e", each) for each in brief.entries]
    asked = (("form", brief.form), ("tone", brief.tone), ("in", brief.lang), ("seed", str(brief.seed + 1)))
    return f"{HOME}/new?{urlencode([*chosen, *asked])}"


def _typed(form: Mapping[str, str], blocks: int) -> dict[int, str]:
    return {at: form[f"block-{at}"][:LONGEST] for at in range(blocks) if f"block-{at}" in form}


def _path(copy: Copy) -> str:
    return f"{HOME}/{copy.id}"
