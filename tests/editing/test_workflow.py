"""Drafts from writing to publishing, over a real database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from guide.editing.entries import Entries
from guide.editing.publish import Publisher
from guide.editing.scheduling import Scheduler
from guide.editing.workflow import MOVED_ON, Plan, Workflow
from guide.errors import Conflict, NotFound
from guide.storage.database import Database
from guide.storage.drafts import DRAFT, RETURNED, REVIEW, SCHEDULED, Drafts, Kept, Stale
from guide.storage.passages import Passages
from guide.storage.revisions import Revisions
from guide.types import Change
from tests.clock import Clock, until
from tests.storage.samples import NOW, entry, passages_of

GARDEN = entry("he-garden")
DEARER = entry("he-garden", price=50)


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


class Steps:
    """What is done at a step of a publication, within its transaction."""

    def __init__(self) -> None:
        self.at: dict[str, Callable[[], object]] = {}

    def __call__(self, step: str) -> None:
        self.at.get(step, int)()


class Killed(Exception):
    """The process ended here."""


@pytest.fixture
def steps() -> Steps:
    return Steps()


@pytest.fixture
def flow(database: Database, clock: Clock, steps: Steps) -> Workflow:
    revisions, passages = Revisions(database, steps), Passages(database)
    entries = Entries(revisions, Publisher(revisions, passages, lambda: None, passages_of, clock))
    entries.save(GARDEN, None, "lin", "first")
    return Workflow(entries, Drafts(database), clock)


def killed() -> None:
    raise Killed


def dearer(flow: Workflow) -> Kept:
    return flow.keep(Change("he-garden", DEARER, 1), "lin", "new price")


def test_a_draft_touches_nothing_that_is_published(flow: Workflow) -> None:
    kept = dearer(flow)
    assert flow.entries.current("he-garden").entry == GARDEN
    assert flow.find(kept.id) == kept and kept.entry == DEARER and kept.state == DRAFT


def test_review_return_and_review_again(flow: Workflow) -> None:
    sent = flow.send(dearer(flow), "please look at the price")
    assert (sent.state, sent.note) == (REVIEW, "please look at the price")
    back = flow.give_back(sent, "which source?")
    assert (back.state, back.answer) == (RETURNED, "which source?")
    again = flow.save(back, Change("he-garden", DEARER, 1), "new price, official site", "lin")
    assert again.state == DRAFT and flow.states() == {"he-garden": frozenset({DRAFT})}
    flow.publish(flow.send(again, ""), "wang")
    now = flow.entries.current("he-garden")
    assert (now.entry, now.author, now.comment) == (DEARER, "lin · wang", "new price, official site")
    assert flow.all() == []


def test_of_two_saves_of_one_draft_the_second_is_told(flow: Workflow) -> None:
    kept = dearer(flow)
    flow.save(kept, Change("he-garden", entry("he-garden", price=51), 1), "mine", "mei")
    with pytest.raises(Stale) as told:
        flow.save(kept, Change("he-garden", entry("he-garden", price=52), 1), "theirs", "lin")
    assert told.value.now and told.value.now.comment == "mine" and flow.writer(told.value.now) == "mei"
    assert flow.said(kept.id, kept.number) == DEARER
    with pytest.raises(Stale):
        flow.publish(kept, "wang")
    assert flow.entries.current("he-garden").entry == GARDEN


def test_a_draft_on_a_stale_base_is_not_published(flow: Workflow) -> None:
    kept = dearer(flow)
    flow.entries.save(entry("he-garden", text="新"), 1, "mei", "prose")
    with pytest.raises(Conflict):
        flow.publish(kept, "wang")
    with pytest.raises(Conflict):
        flow.plan(flow.find(kept.id), Plan(NOW + timedelta(hours=1)))
    assert flow.entries.current("he-garden").number == 2 and flow.find(kept.id).entry == DEARER


def test_what_is_scheduled_is_published_at_its_moment_and_ends_at_its_end(flow: Workflow, clock: Clock) -> None:
    plan = Plan(NOW + timedelta(hours=1), NOW + timedelta(hours=3))
    assert flow.plan(dearer(flow), plan).state == SCHEDULED
    assert flow.publish_due() == 0 and flow.next_due() == plan.publish_at
    clock.now += timedelta(hours=2)
    assert flow.publish_due() == 1
    assert flow.entries.current("he-garden").entry == DEARER and flow.next_due() == plan.end_at
    clock.now += timedelta(hours=2)
    assert flow.publish_due() == 1
    assert flow.entries.current("he-garden").entry is None and flow.all() == []


def test_a_plan_overtaken_by_another_revision_comes_back_with_the_reason(flow: Workflow, clock: Clock) -> None:
    kept = flow.plan(dearer(flow), Plan(NOW + timedelta(hours=1)))
    flow.entries.save(entry("he-garden", text="新"), 1, "mei", "prose")
    clock.now += timedelta(hours=2)
    flow.publish_due()
    found = flow.find(kept.id)
    assert (found.state, found.answer, found.entry) == (RETURNED, MOVED_ON, DEARER)
    assert flow.publish_due() == 0 and flow.next_due() is None


@pytest.mark.parametrize("step", ["checked", "revisions", "vectors"])
def test_a_process_that_ends_while_it_publishes_leaves_the_draft_or_what_it_became(
    flow: Workflow, clock: Clock, steps: Steps, step: str
) -> None:
    plan = Plan(NOW + timedelta(hours=1), NOW + timedelta(hours=3))
    kept = flow.plan(dearer(flow), plan)
    clock.now += timedelta(hours=2)
    steps.at = {step: killed}
    with pytest.raises(Killed):
        flow.publish_due()
    assert flow.entries.current("he-garden").number == 1 and flow.all() == [kept]
    steps.at = {"committed": killed}
    with pytest.raises(Killed):
        flow.publish_due()
    steps.at = {}
    (ends,) = flow.all()
    assert (ends.id, ends.entry, ends.base, ends.publish_at) == (kept.id, None, 2, plan.end_at)
    assert flow.entries.current("he-garden").entry == DEARER and flow.publish_due() == 0


def test_a_text_saved_while_an_older_one_of_its_draft_is_published_is_not_lost(
    flow: Workflow, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = Change("he-garden", entry("he-garden", price=55), 1)
    kept = flow.plan(dearer(flow), Plan(NOW + timedelta(hours=1)))
    clock.now += timedelta(hours=2)
    publish = flow.entries.publish_from_studio

    def overtaken(*given: Any) -> object:
        flow.save(flow.find(kept.id), newer, "newer", "mei")
        return publish(*given)

    monkeypatch.setattr(flow.entries, "publish_from_studio", overtaken)
    assert flow.publish_due() == 1
    (found,) = flow.all()
    assert (found.entry, found.state) == (newer.entry, DRAFT) and flow.entries.current("he-garden").entry == GARDEN


def test_publishing_from_the_form_settles_the_draft_unless_it_was_saved_meanwhile(flow: Workflow) -> None:
    opened = dearer(flow)
    newer = flow.save(opened, Change("he-garden", entry("he-garden", price=55), 1), "newer", "mei")
    change = Change("he-garden", DEARER, 1)
    flow.entries.publish_from_studio(change, "lin", "new price", beside=flow.settling(opened))
    assert flow.entries.current("he-garden").entry == DEARER and flow.all() == [newer]
    change = Change("he-garden", newer.entry, 2)
    flow.entries.publish_from_studio(change, "mei", "newer", beside=flow.settling(newer))
    assert flow.all() == []


def test_a_new_entry_begins_as_a_draft(flow: Workflow) -> None:
    kept = flow.keep(Change("wu-garden", entry("wu-garden"), None), "lin", "new")
    with pytest.raises(NotFound):
        flow.entries.current("wu-garden")
    flow.publish(kept, "lin")
    now = flow.entries.current("wu-garden")
    assert (now.number, now.author) == (1, "lin")


def test_the_thread_publishes_what_came_due_before_it_started_and_what_is_planned_while_it_waits(
    flow: Workflow, clock: Clock
) -> None:
    flow.plan(dearer(flow), Plan(NOW + timedelta(hours=1)))
    clock.now += timedelta(hours=2)
    scheduler = Scheduler(flow, clock)
    scheduler.start()
    try:
        until(lambda: flow.entries.current("he-garden").number == 2)
        later = replace(DEARER, aliases=("何园",))
        flow.plan(flow.keep(Change("he-garden", later, 2), "lin", "alias"), Plan(clock.now))
        until(lambda: flow.entries.current("he-garden").entry == later)
    finally:
        scheduler.close()
