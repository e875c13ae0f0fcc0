"""The audit log for the administrator: a page to read, a file to keep."""

from __future__ import annotations

from starlette.responses import Response

from guide.server.locales import Words
from guide.server.sheets import sheet
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.sent import number_of
from guide.storage.audit import Sought

PAGE = 100
COLUMNS = ("at", "account", "action", "about", "outcome")
OUTCOMES = ("done", "refused", "failed")


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The room's routes."""
    log = Log(desk)
    return (
        Rule("GET", "/audit", "administrator", log.read),
        Rule("GET", "/audit.csv", "administrator", log.export),
    )


class Log:
    """Reading the log."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read(self, visit: Visit) -> Response:
        """A page of events, the latest first."""
        before, words = visit.request.query_params.get("before", ""), self._desk.words(visit)
        start = number_of(before, 17) or None
        sought = self._sought(visit)
        events = self._desk.app.audit.latest(PAGE + 1, start, sought)
        return self._desk.render(
            visit,
            "audit.html",
            room="audit",
            events=[(each, name(words, each.action)) for each in events[:PAGE]],
            older=events[PAGE - 1].id if len(events) > PAGE else None,
            sought=sought,
            action=visit.request.query_params.get("action", "").strip()[:64],
            actions=self._offered(words),
            outcomes=OUTCOMES,
        )

    def export(self, visit: Visit) -> Response:
        """Every event that is sought, the oldest first, as a file; what was done also in the reader's words."""
        words = self._desk.words(visit)
        rows = (
            [each.at.isoformat(), each.account, each.action, each.about, each.outcome, name(words, each.action)]
            for each in self._desk.app.audit.all(self._sought(visit))
        )
        return sheet("audit", (*COLUMNS, "words"), rows)

    def _offered(self, words: Words) -> dict[str, str]:
        """The actions to choose from, by what they are called: one for all that are called the same."""
        found = {name(words, each): each for each in self._steps()}
        return {found[each]: each for each in sorted(found)}

    def _steps(self) -> list[str]:
        return sorted({_kind(each) for each in self._desk.app.audit.actions()})

    def _sought(self, visit: Visit) -> Sought:
        account, action, outcome = (
            visit.request.query_params.get(each, "").strip()[:64] for each in ("account", "action", "outcome")
        )
        words = self._desk.words(visit)
        called = name(words, action)
        same = [each for each in self._steps() if name(words, each) == called] if action else []
        return Sought(account.casefold(), tuple(same) or tuple(filter(None, [action])), outcome)


def name(words: Words, action: str) -> str:
    """What was done, in words: of an action with a button ("POST /x publish"), else of the step, else of the kind."""
    step, method = " ".join(action.split(" ")[:2]), action.partition(" ")[0]
    found = next((key for each in (action, step, method) if (key := f"act.{each}") in words), None)
    return words(found) if found else action


def _kind(action: str) -> str:
    """The step without its button; of looking, only that it was looked."""
    return "GET" if action.startswith("GET ") else action
