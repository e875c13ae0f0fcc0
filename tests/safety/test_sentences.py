from __future__ import annotations

import pytest

from guide.safety.sentences import sentences

CASES = {
    "Open at 8.30 a.m. daily. It costs 4.5 yuan! See No. 10 Road. “Really?” he said. End": [
        "Open at 8.30 a.m. daily.", "It costs 4.5 yuan!", "See No. 10 Road.", "“Really?” he said.", "End",
    ],
    "个园很美。“真的？”是的！门票45.5元。第二": ["个园很美。", "“真的？”是的！", "门票45.5元。", "第二"],
    "- One thing.\n- **Two** things.\n1. Three.\n": ["One thing.", "Two things.", "Three."],
    "他说：“好。”然后走。": ["他说：“好。”然后走。"],
    "": [],
}  # fmt: skip


@pytest.mark.parametrize("text", CASES)
@pytest.mark.parametrize("size", [1, 3, 1000])
def test_cut_as_soon_as_whole_however_it_arrives(text: str, size: int) -> None:
    assert list(sentences(text[at : at + size] for at in range(0, len(text), size))) == CASES[text]


def test_a_sentence_is_given_before_the_stream_ends() -> None:
    stream = sentences(iter(["One is whole. ", "Two", " is not"]))
    assert next(stream) == "One is whole."
