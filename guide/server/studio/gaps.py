"""The gap desk: what visitors could not get, together with what asks for the same, most visitors first.

It decides about questions and sends on to the entry form; the writing itself is the form's. Whoever looks may have the
guide asked again; only editors decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rapidfuzz import fuzz
from starlette.responses import Response

from guide.editing import entries
from guide.editing.entries import Listed
from guide.insight.gap_desk import Opened, is_published
from guide.insight.gaps import AGAIN, OPEN, STATES, Cluster
from guide.server.refusals import Refusal
from guide.server.studio import gap_view
from guide.server.studio.answering import Pen
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.paging import page_of
from guide.server.studio.sent import see
from guide.storage.gap_decisions import ANSWERED, DISMISSED, ELSEWHERE, TO_ANSWER, Decision

PAGE = 25
WHY = ("unanswered", "disliked")
MOST_LIKE_IT = 8
_CONSIDERED = 500
"""Clusters, the most asked of them, among which those to merge with are looked for."""


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The room's routes."""
    gaps = Gaps(desk)
    return (
        Rule("GET", "/gaps", "viewer", gaps.all),
        Rule("GET", "/questions", "viewer", gaps.moved),
        Rule("GET", "/gaps/{key}", "viewer", gaps.one),
        Rule("POST", "/gaps/undo", "editor", gaps.undo),
        Rule("POST", "/gaps/{key}", "editor", gaps.decide),
    )


class Gaps:
    """The list, one cluster, and what may be decided about it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._pen = Pen(desk)

    def moved(self, visit: Visit) -> Response:
        """The older list of unanswered questions is this desk now."""
        return see("/studio/gaps")

    def all(self, visit: Visit) -> Response:
        """Clusters by state, reason and language, a page at a time."""
        asked = visit.request.query_params
        chosen: dict[str, Any] = {name: asked.get(name, "") for name in ("state", "why", "lang", "city")}
        chosen["state"] = chosen["state"] if chosen["state"] in STATES else OPEN
        every, listed = self._desk.app.gaps.clusters(), self._desk.entries.listed()
        every = [each for each in every if _is_of(each, chosen["city"], listed)]
        found = [each for each in every if _fits(each, chosen)]
        page = page_of(found, visit, PAGE)
        return self._desk.render(
            visit,
            "gaps.html",
            room="gaps",
            **chosen,
            states=[(each, sum(_state(one) == each for one in every)) for each in STATES],
            reasons=WHY,
            langs=sorted({lang for each in every for lang in each.langs}),
            page=page,
            worded=self._desk.app.gaps.worded(page.shown),
            listed=listed,
            cities_in_use=sorted({each.city for each in listed.values()}),
            visitors=len(frozenset[str]().union(*(each.people for each in found))),
            done=asked.get("done", ""),
            batch=asked.get("batch", ""),
        )

    def one(self, visit: Visit) -> Response:
        """One cluster: its wordings, what was retrieved, what to do, and what the guide says now."""
        opened = self._opened(visit)
        return self._page(visit, opened)

    def decide(self, visit: Visit) -> Response:
        """Do what a button says. Raises Refusal 400 for one that is none, 403 for a place of another's city."""
        opened = self._opened(visit)
        self._require(visit, {opened.cluster.entry})
        acts = {
            "write": self._write,
            "again": self._again,
            "dismiss": self._dismiss,
            "elsewhere": self._elsewhere,
            "merge": self._merge,
        }
        act = acts.get(visit.form.get("do", ""))
        if act is None:
            raise Refusal(400, "bad_request")
        return act(visit, opened)

    def undo(self, visit: Visit) -> Response:
        """Take one decision back. Raises Refusal 403 for one about a place of another's city."""
        batch, listed = visit.form.get("batch", ""), self._desk.entries.listed()
        cities = self._desk.app.gaps.cities_of(batch, lambda entry: listed[entry].city if entry in listed else "")
        if closed := sorted(each for each in cities if not visit.may_change(each)):
            raise Refusal(403, "other_city", city=closed[0])
        self._desk.app.gaps.undo(batch)
        return see("/studio/gaps", done="undone")

    def _write(self, visit: Visit, opened: Opened) -> Response:
        entry = visit.form.get("entry", "")
        listed = self._desk.entries.listed().get(entry)
        if listed is None:
            return self._page(visit, opened, "no_entry")
        self._require(visit, {entry})
        return self._pen.write(visit, opened, listed)

    def _again(self, visit: Visit, opened: Opened) -> Response:
        again, was = gap_view.again(self._desk, opened.cluster), opened.cluster.decision
        if again and all(each.is_answered for each in again):
            where = (was.target, was.number) if was and was.kind in TO_ANSWER else (opened.cluster.entry, 0)
            self._desk.app.gaps.decide(opened.cluster.units, self._decision(visit, ANSWERED, *where))
        return see(f"/studio/gaps/{opened.cluster.key}", again="1")

    def _dismiss(self, visit: Visit, opened: Opened) -> Response:
        batch = self._desk.app.gaps.decide(opened.cluster.units, self._decision(visit, DISMISSED))
        return see("/studio/gaps", done=DISMISSED, batch=batch)

    def _elsewhere(self, visit: Visit, opened: Opened) -> Response:
        listed = self._desk.entries.listed()
        found = _named(listed, visit.form.get("named", ""))
        if found is None:
            return self._page(visit, opened, "no_such_entry")
        decision = self._decision(visit, ELSEWHERE, found.id, found.number)
        batch = self._desk.app.gaps.decide(opened.cluster.units, decision)
        return see("/studio/gaps", done=ELSEWHERE, batch=batch)

    def _merge(self, visit: Visit, opened: Opened) -> Response:
        other = self._desk.app.gaps.find(visit.form.get("other", ""))
        if other.units & opened.cluster.units:
            raise Refusal(400, "bad_request")
        batch = self._desk.app.gaps.merge(opened.cluster, other, visit.editor, self._desk.now())
        return see(f"/studio/gaps/{other.key}", done="merged", batch=batch)

    def _decision(self, visit: Visit, kind: str, target: str = "", number: int = 0) -> Decision:
        return Decision(kind, visit.editor, self._desk.now(), target, number)

    def _opened(self, visit: Visit) -> Opened:
        gaps = self._desk.app.gaps
        return gaps.open(gaps.find(str(visit.request.path_params["key"])))

    def _require(self, visit: Visit, some: Iterable[str]) -> None:
        """Let only those decide whose role holds for the city of the entry."""
        listed = self._desk.entries.listed()
        for each in some:
            if each in listed and not visit.may_change(listed[each].city):
                raise Refusal(403, "other_city", city=listed[each].city)

    def _page(self, visit: Visit, opened: Opened, problem: str = "") -> Response:
        asked = visit.request.query_params
        listed = self._desk.entries.listed()
        published = _moved_on(opened.cluster, listed)
        like_it = _like(opened.cluster, self._desk.app.gaps.clusters())
        return self._desk.render(
            visit,
            "gap.html",
            status=422 if problem else 200,
            room="gaps",
            opened=opened,
            cluster=opened.cluster,
            again=gap_view.again(self._desk, opened.cluster) if asked.get("again") or published else (),
            published=published,
            listed=listed,
            candidates=_candidates(opened, listed),
            like_it=like_it,
            like_worded=self._desk.app.gaps.worded(like_it),
            merges=self._desk.app.gaps.merges(opened.cluster),
            problem=problem,
            done=asked.get("done", ""),
            batch=asked.get("batch", ""),
        )


def _state(cluster: Cluster) -> str:
    return OPEN if cluster.state == AGAIN else cluster.state


def _fits(cluster: Cluster, chosen: Mapping[str, str]) -> bool:
    why = {"": True, "unanswered": cluster.asked > cluster.disliked, "disliked": cluster.disliked > 0}
    lang = chosen["lang"]
    return _state(cluster) == chosen["state"] and why.get(chosen["why"], True) and (not lang or lang in cluster.langs)


def _is_of(cluster: Cluster, city: str, listed: Mapping[str, Listed]) -> bool:
    """Whether a cluster is about a place of a city; one about no place may be of any."""
    return not city or cluster.entry not in listed or listed[cluster.entry].city == city


def _moved_on(cluster: Cluster, listed: Mapping[str, Listed]) -> bool:
    """Whether the entry that is to answer was published since somebody began to write."""
    target = cluster.decision.target if cluster.decision else ""
    return target in listed and is_published(cluster.decision, listed[target].number)


def _candidates(opened: Opened, listed: Mapping[str, Listed]) -> list[Listed]:
    """Entries the answer may belong in: the one asked about, those the questions name, those that were retrieved."""
    named = (each.id for one in opened.wordings[:3] for each in entries.mentioned(listed.values(), one.text))
    held = (entry for entry, _ in opened.retrieved)
    return [listed[each] for each in dict.fromkeys((opened.cluster.entry, *named, *held)) if each in listed][:5]


def _like(cluster: Cluster, every: Iterable[Cluster]) -> list[Cluster]:
    """Clusters an editor may want to merge this one with: about the same place, then most alike in words."""
    others = [each for each in every if not each.units & cluster.units][:_CONSIDERED]
    scored = [
        ((each.entry == cluster.entry != "") * 60 + fuzz.ratio(each.lead[1], cluster.lead[1]), each) for each in others
    ]
    close = sorted((pair for pair in scored if pair[0] > 50), key=lambda pair: -pair[0])
    return [each for _, each in close[:MOST_LIKE_IT]]


def _named(listed: Mapping[str, Listed], text: str) -> Listed | None:
    """The entry an editor typed the name or the id of."""
    return listed.get(text.strip()) or next(iter(entries.search(listed.values(), text) if text.strip() else ()), None)
