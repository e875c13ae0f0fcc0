"""A model phrases: what holds against the facts is taken, all else stays as the templates said it."""

from __future__ import annotations

import time
from pathlib import Path

from guide.editing.copydesk.desk import CopyDesk
from guide.editing.copydesk.values import Brief, Copy
from guide.models import local, remote
from guide.ports import LanguageModel
from guide.storage.database import Database
from tests.editing.copydesk.places import desk
from tests.models import tiny
from tests.models.servers import Answer, Handler, serving

BRIEF = Brief(("tower",), "post", "warm", "zh-Hans")


def phrased(database: Database, model: LanguageModel) -> tuple[Copy, Copy]:
    """A text before and after the model."""
    made = desk(database, model)
    before = made.get(made.keep(BRIEF, "lin"))
    assert made.phrase(before, "lin") is not None
    _wait(made, before.id)
    made.close()
    return before, made.get(before.id)


def answered(database: Database, answer: Answer) -> tuple[Copy, Copy]:
    """A text before and after a remote model that answers so."""
    with serving(answer) as server:
        client = remote.connect(server.url, "m")
        found = phrased(database, client)
        client.close()
    return found


def _wait(made: CopyDesk, copy_id: int) -> None:
    for _ in range(600):
        job = made.phrasing(copy_id)
        if job and job.is_over:
            assert job.stage == "done"
            return
        time.sleep(0.05)
    raise AssertionError("the model is not done after 30 seconds")


def test_what_holds_is_taken_and_what_does_not_stays(database: Database) -> None:
    asked: list[dict[str, object]] = []

    def answer(handler: Handler, body: dict[str, object]) -> None:
        asked.append(body)
        handler.begin()
        handler.event("1. 柳影楼是1818年建的。\n2. 楼高25米，就立在水边。\n3. 春天，诗人常来这里聚会呢。\n")
        handler.event(None, "stop")

    before, after = answered(database, answer)
    texts = [line.text for _, line in after.lines()]
    assert "柳影楼是1818年建的。" in texts and "春天，诗人常来这里聚会呢。" in texts
    assert "楼高20米，临水而立。" in texts and not any("25" in text for text in texts)
    lines = {line.text: line for _, line in after.lines()}
    first = lines["柳影楼是1818年建的。"]
    assert first.origin == "model" and first.template == "柳影楼建于1818年。" and first.traces
    assert after.phrased_by == "m" and after.number == before.number + 1
    told = str(asked[0]["messages"])
    assert "亲切" in told and "<lines>" in told and "1. 柳影楼建于1818年。" in told


def test_no_boast_and_no_ramble_of_a_model_gets_in(database: Database) -> None:
    def answer(handler: Handler, body: dict[str, object]) -> None:
        handler.begin()
        handler.event(
            "1. 柳影楼建于1818年，全国最佳。\n2. 楼高20米，临水而立" + "，真的很好" * 20 + "。\n3. 明天下雨。\n"
        )
        handler.event(None, "stop")

    before, after = answered(database, answer)
    assert after == before


def test_a_real_model_that_talks_nonsense_changes_nothing(database: Database, tmp_path: Path) -> None:
    before, after = phrased(database, local.load(str(tiny.save(tmp_path / "tiny")), ()))
    assert after == before


def test_a_model_that_is_gone_changes_nothing(database: Database) -> None:
    client = remote.connect("http://127.0.0.1:9", "m")
    before, after = phrased(database, client)
    client.close()
    assert after == before
