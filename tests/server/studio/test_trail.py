"""The audit log is completed at the start from the history, and tells what was published at its set moment."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guide.editing.trail import COMPLETED, DUE, Trail
from guide.editing.workflow import Plan
from guide.storage.audit import Event
from guide.storage.publications import Publications
from guide.types import Change
from tests.server import town
from tests.server.studio.editors import Editor
from tests.server.studio.workshop import Workshop

DEARER = replace(town.HOUSE, aliases=("x",))


@pytest.fixture
def trail(shop: Workshop) -> Trail:
    return Trail(shop.audit, Publications(shop.database), shop.accounts, shop.clock)


def logged(shop: Workshop) -> list[tuple[str, str, str]]:
    return [(each.account, each.action, each.about) for each in shop.audit.all()]


def test_what_went_live_without_its_line_gets_one_at_the_start(shop: Workshop, editor: Editor, trail: Trail) -> None:
    shop.clock.forward(minutes=1)
    shop.workflow.entries.save(DEARER, 1, "lin · editor", "cut off")
    before = logged(shop)
    shop.clock.forward(minutes=5)
    assert trail.complete() == 1 and trail.complete() == 0
    assert logged(shop) == [*before, ("editor", COMPLETED, "/entries/lamp-house")]
    assert list(shop.audit.all())[-1].at == shop.revisions.history("lamp-house")[-1].at


def test_what_was_logged_is_left_alone(shop: Workshop, editor: Editor, trail: Trail) -> None:
    assert editor.publish(**{"facts.0.value": "41"}).status_code == 303
    assert trail.complete() == 0


def test_what_another_did_right_after_does_not_hide_it(shop: Workshop, editor: Editor, trail: Trail) -> None:
    shop.clock.forward(minutes=1)
    shop.workflow.entries.save(DEARER, 1, "editor", "cut off")
    shop.audit.record(Event(shop.clock(), "reviewer", "POST /login", "", "done"))
    assert trail.complete() == 1


def test_what_the_command_line_published_is_no_ones_act_in_the_studio(
    shop: Workshop, editor: Editor, trail: Trail
) -> None:
    shop.clock.forward(minutes=1)
    shop.workflow.entries.save(DEARER, 1, "import", "a folder")
    assert trail.complete() == 0


def test_a_table_was_logged_when_its_work_began(shop: Workshop, editor: Editor, trail: Trail) -> None:
    shop.audit.record(Event(shop.clock(), "editor", "POST /bulk/{token}/apply", "", "done"))
    shop.clock.forward(minutes=2)
    changes = (Change("lamp-house", DEARER, 1), Change("moon-bridge", replace(town.BRIDGE, aliases=("y",)), 1))
    shop.publisher.publish(changes, "editor", "a table")
    assert trail.complete() == 0


def test_nobody_was_ever_in_the_studio(shop: Workshop, trail: Trail) -> None:
    assert trail.complete() == 0


def test_what_is_published_at_its_moment_is_logged(shop: Workshop, trail: Trail) -> None:
    shop.workflow.on_due = trail.due
    kept = shop.workflow.keep(Change("lamp-house", DEARER, 1), "editor", "later")
    shop.workflow.plan(kept, Plan(shop.clock()))
    assert shop.workflow.publish_due() == 1
    assert logged(shop)[-1] == ("editor", DUE, "/entries/lamp-house") and trail.complete() == 0
