"""The saved questions in the studio: a list with a trend, a form with the guide's own answer in it, and the runs."""

from __future__ import annotations

from collections import Counter

from starlette.responses import Response

from guide.editing.questions import Questions
from guide.errors import NotFound
from guide.server.studio import saved_form, trend
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.paging import page_of
from guide.server.studio.saved_form import Cells
from guide.server.studio.sent import number_of, see
from guide.settings import LANGUAGES
from guide.storage.saved import COUNTED, Run, Saved

PAGE = 50
MOST_RUNS = 30
MOST_PAST = 10
MOST_ASKED = 100
HOME = "/studio/saved"
DONE = ("added", "changed", "removed", "shipped", "file")


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The room's routes."""
    shelf, sheet = SavedShelf(desk), SavedSheet(desk)
    return (
        Rule("GET", "/saved", "viewer", shelf.list),
        Rule("GET", "/saved/journal", "viewer", shelf.journal),
        Rule("POST", "/saved/shipped", "editor", shelf.take_in),
        Rule("POST", "/saved/run", "editor", shelf.start),
        Rule("GET", "/saved/runs/{number}", "viewer", shelf.run),
        Rule("GET", "/saved/new", "editor", sheet.new),
        Rule("POST", "/saved/new", "editor", sheet.add),
        Rule("GET", "/saved/{number}", "viewer", sheet.show),
        Rule("POST", "/saved/{number}", "editor", sheet.change),
        Rule("POST", "/saved/{number}/remove", "editor", sheet.remove),
    )


class SavedShelf:
    """The list, the runs, and what could be saved."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def _questions(self) -> Questions:
        return self._desk.app.questions

    def list(self, visit: Visit) -> Response:
        """The questions, the red ones first, a page at a time."""
        asked = visit.request.query_params
        query, outcome = asked.get("q", "").strip()[: saved_form.LONGEST_QUESTION], asked.get("outcome", "")
        every, runs = self._questions.kept.all(), self._questions.kept.runs(MOST_RUNS)
        found = sorted((each for each in every if _fits(each, query, outcome)), key=_redness)
        finished = [each for each in runs if each.ended]
        return self._desk.render(
            visit, "saved.html", room="saved", page=page_of(found, visit, PAGE),
            counts=Counter(each.last.outcome for each in every), every=len(every), query=query, outcome=outcome,
            outcomes=COUNTED, runs=runs, running=self._questions.running,
            drawn=trend.drawn(finished[::-1]), done=_done(visit), new=number_of(asked.get("new", "")),
        )  # fmt: skip

    def journal(self, visit: Visit) -> Response:
        """What visitors ask most, to choose from."""
        known = {each.asked.question for each in self._questions.kept.all()}
        asked = [(each, each.question in known) for each in self._desk.app.journal.most_asked(MOST_ASKED)]
        return self._desk.render(visit, "saved_journal.html", room="saved", asked=asked)

    def take_in(self, visit: Visit) -> Response:
        """Save the questions that ship with the guide."""
        return see(HOME, done="shipped", new=str(self._questions.take_in_shipped(visit.editor)))

    def start(self, visit: Visit) -> Response:
        """Start a run, and go to see it."""
        return see(f"{HOME}/runs/{self._questions.start('hand', visit.editor)}")

    def run(self, visit: Visit) -> Response:
        """How far a run is, and how each question went, the red ones first."""
        run = self._run(number_of(str(visit.request.path_params["number"])))
        results = self._questions.kept.results(run.id)
        went = [(each, results[each.id]) for each in self._questions.kept.all() if each.id in results]
        went.sort(key=lambda pair: (_RANK[pair[1].outcome], pair[0].id))
        red = [pair for pair in went if pair[1].outcome != "right"]
        return self._desk.render(
            visit, "saved_run.html", room="saved", run=run, going=self._questions.running == run.id, red=red,
            right=len(went) - len(red),
        )  # fmt: skip

    def _run(self, wanted: int) -> Run:
        run = self._questions.kept.run(wanted)
        if run is None:
            raise NotFound("no such run")
        return run


class SavedSheet:
    """The form of one question."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def _questions(self) -> Questions:
        return self._desk.app.questions

    def new(self, visit: Visit) -> Response:
        """An empty form, or one with a question brought along from another room, asked at once."""
        cells = saved_form.typed(visit.request.query_params)
        return self._page(visit, cells, fresh=True)

    def add(self, visit: Visit) -> Response:
        """Ask the guide, or save the question."""
        cells = saved_form.typed(visit.form)
        if visit.form.get("do") != "save" or not cells.question:
            return self._page(visit, cells, fresh=visit.form.get("do") == "ask")
        if not self._questions.add(saved_form.asked(cells), cells.origin, visit.editor):
            return self._page(visit, cells, problem="taken", status=409)
        return see(HOME, done="added")

    def show(self, visit: Visit) -> Response:
        """A saved question: its checks, the answer now, and how it went before."""
        saved = self._saved(visit)
        return self._page(visit, saved_form.of(saved.asked, saved.origin), saved)

    def change(self, visit: Visit) -> Response:
        """Ask again with what was typed, or keep it."""
        saved, cells = self._saved(visit), saved_form.typed(visit.form)
        if visit.form.get("do") != "save" or not cells.question:
            return self._page(visit, cells, saved)
        if not self._questions.change(saved.id, saved_form.asked(cells, saved.asked), visit.editor):
            return self._page(visit, cells, saved, problem="taken", status=409)
        return see(f"{HOME}/{saved.id}", done="changed")

    def remove(self, visit: Visit) -> Response:
        """Take a question away."""
        self._questions.kept.remove(self._saved(visit).id)
        return see(HOME, done="removed")

    def _saved(self, visit: Visit) -> Saved:
        saved = self._questions.kept.get(number_of(str(visit.request.path_params["number"])))
        if saved is None:
            raise NotFound("no such question")
        return saved

    def _page(
        self, visit: Visit, cells: Cells, saved: Saved | None = None, *, fresh: bool = False, problem: str = "",
        status: int = 200,
    ) -> Response:  # fmt: skip
        """The form with the guide's answer. `fresh`: nothing is checked as yet, so the answer fills the checks."""
        asked = saved_form.asked(cells, saved.asked if saved else None)
        told = self._questions.ask(asked) if cells.question and visit.may("editor") else None
        if told and fresh:
            cells = saved_form.accepted(cells, told)
        listed = self._desk.entries.listed()
        offered = dict.fromkeys((*cells.cites, *(told.entries[:6] if told else ())))
        past = self._questions.kept.past(saved.id, MOST_PAST) if saved else []
        return self._desk.render(
            visit, "saved_form.html", status=status, room="saved", saved=saved, cells=cells, told=told,
            offered={each: listed[each].names if each in listed else {} for each in offered}, langs=LANGUAGES,
            past=past, problem=problem, done=_done(visit), longest=saved_form.LONGEST_QUESTION, fresh=fresh,
        )  # fmt: skip


_RANK = {"wrong": 0, "unanswered": 1, "": 2, "right": 3}


def _redness(saved: Saved) -> tuple[int, int]:
    return _RANK[saved.last.outcome], -saved.id


def _fits(saved: Saved, query: str, outcome: str) -> bool:
    return query.casefold() in saved.asked.question.casefold() and outcome in ("", saved.last.outcome)


def _done(visit: Visit) -> str:
    done = visit.request.query_params.get("done", "")
    return done if done in DONE else ""
