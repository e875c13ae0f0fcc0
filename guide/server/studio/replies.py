"""Templates of replies: read by whoever answers, written by reviewers."""

from __future__ import annotations

from starlette.responses import Response

from guide.desk.replies import LONGEST_NAME, LONGEST_TEXT, PLACEHOLDERS
from guide.server.refusals import Refusal
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.sent import number_of, see

LANGUAGES = ("zh-Hans", "zh-Hant", "en", "ja", "ko")
"""The languages in which visitors write from the pages."""


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The room's routes."""
    templates = Templates(desk)
    return (
        Rule("GET", "/reply-templates", "viewer", templates.all),
        Rule("POST", "/reply-templates", "reviewer", templates.change),
    )


class Templates:
    """The page of templates."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self, visit: Visit) -> Response:
        """Every template, each in a form of its own for those who may change it."""
        return self._page(visit, "")

    def change(self, visit: Visit) -> Response:
        """Write one, take one away, or begin with the samples."""
        form, replies = visit.form, self._desk.app.replies
        asked, which = form.get("do", ""), form.get("id", "")
        number = number_of(which)
        if asked == "begin":
            replies.begin(visit.editor)
        elif asked == "remove":
            replies.remove(number)
        elif asked == "save":
            wanted = form.get("lang", ""), form.get("name", ""), form.get("text", "")
            if wanted[0] not in LANGUAGES or not all(each.strip() for each in wanted):
                return self._page(visit, "lacking", 422)
            replies.save(visit.editor, wanted, number)
        else:
            raise Refusal(400, "bad_request")
        return see("/studio/reply-templates", done=asked)

    def _page(self, visit: Visit, problem: str, status: int = 200) -> Response:
        return self._desk.render(
            visit, "replies.html", status=status, room="complaints", templates=self._desk.app.replies.all(),
            languages_offered=LANGUAGES, placeholders=PLACEHOLDERS, problem=problem, longest=LONGEST_TEXT,
            longest_name=LONGEST_NAME, typed={name: visit.form.get(name, "") for name in ("lang", "name", "text")},
            done=visit.request.query_params.get("done", ""),
        )  # fmt: skip
