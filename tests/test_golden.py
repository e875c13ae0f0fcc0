"""Questions as visitors ask them, put to the guide over the knowledge that ships.

`golden/known_gaps.txt` names what it still gets wrong, held to be exactly that: it can only become shorter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from guide import wiring
from guide.dialogue import evaluate
from guide.dialogue.evaluate import Verdict
from guide.settings import Settings
from tests.guides import NOW

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(GOLDEN.glob("*.jsonl"))
GAPS = GOLDEN / "known_gaps.txt"


@pytest.fixture(scope="module")
def verdicts(shipped: Settings) -> Mapping[str, Verdict]:
    """Every question asked once, by the file and id it has in the list of gaps."""
    opened = wiring.build(shipped)
    try:
        return {
            f"{file.stem}:{verdict.case.id}": verdict
            for file in FILES
            for verdict in evaluate.run(opened.guide, evaluate.read(file), NOW)
        }
    finally:
        opened.close()


def _gaps() -> set[str]:
    return {line.strip() for line in GAPS.read_text("utf-8").splitlines() if line.strip() and line[0] != "#"}


def _names() -> Iterator[str]:
    for file in FILES:
        yield from (f"{file.stem}:{case.id}" for case in evaluate.read(file))


def test_questions_have_names_of_their_own() -> None:
    assert [name for name, count in Counter(_names()).items() if count > 1] == []


def test_there_are_enough_questions() -> None:
    assert sum(1 for _ in _names()) >= 200


def test_no_question_is_answered_wrongly_but_the_known_gaps(verdicts: Mapping[str, Verdict]) -> None:
    broken = {name: each for name, each in verdicts.items() if each.outcome != "right" and name not in _gaps()}
    assert [f"{name} {each.outcome}: {each.case.question} -> {each.answer}" for name, each in broken.items()] == []


def test_known_gaps_that_closed_are_off_the_list(verdicts: Mapping[str, Verdict]) -> None:
    wrong = {name for name, each in verdicts.items() if each.outcome != "right"}
    assert sorted(_gaps() - wrong) == [], "answered rightly now: take these lines out of known_gaps.txt"
