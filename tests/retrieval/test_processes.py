"""Other processes publish while a guide answers, and may be killed at any step of it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import guides
from tests.retrieval.indexes import opened, seen

STEPS = ("checked", "revisions", "passages", "vectors", "committed")
_PUBLISHES = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from guide.knowledge_base import Base
from guide.storage.revisions import Revisions
from guide.types import Change, Fact
from tests import guides

folder, embedder, price, deadly = sys.argv[1:]

def checkpoint(step):
    if step == deadly:
        os.kill(os.getpid(), signal.SIGKILL)

base = Base(guides.settings(Path(folder), Path(embedder)))
base.revisions = Revisions(base.database, checkpoint)
old = base.revisions.current("ge-garden")
new = replace(old.entry, facts=(Fact("price", int(price)),), texts={"zh-Hans": f"今年换了第{price}块牌子。"})
base.publish([Change("ge-garden", new, old.number)], "importer", "")
base.close()
"""


def publish_elsewhere(folder: Path, embedder: Path, price: int, deadly: str = "") -> int:
    """Change one entry from another process; its exit status, negative when it was killed at a step."""
    command = [sys.executable, "-c", _PUBLISHES, folder, embedder, str(price), deadly]
    root = Path(guides.__file__).parent.parent
    return subprocess.run([str(each) for each in command], cwd=root, check=False).returncode


def test_another_process_publishes_and_the_next_answer_has_it(tmp_path: Path, small_embedder: Path) -> None:
    data = tmp_path / "data"
    with guides.guide(data, small_embedder) as talk:
        assert "45元" in talk.ask("个园门票多少钱？").text
        assert publish_elsewhere(data, small_embedder, 46) == 0
        assert "46元" in talk.ask("个园门票多少钱？").text
        assert "第46块牌子" in talk.ask("个园的牌子").text


@pytest.mark.parametrize("step", STEPS)
def test_an_importer_killed_at_a_step_leaves_all_or_nothing(tmp_path: Path, small_embedder: Path, step: str) -> None:
    data = tmp_path / "data"
    with guides.guide(data, small_embedder) as talk:
        before = talk.app.index.current()
        assert publish_elsewhere(data, small_embedder, 46, step) == -signal.SIGKILL
        done = step == "committed"
        assert ("46元" if done else "45元") in talk.ask("个园门票多少钱？").text
        assert (talk.app.index.current() is before) is not done
        assert publish_elsewhere(data, small_embedder, 47) == 0
        assert "47元" in talk.ask("个园门票多少钱？").text
        assert seen(talk.app.index.current()) == seen(opened(talk.app.base).current())
