"""What every LanguageModel promises, whatever is behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from guide.models import local, remote
from guide.ports import LanguageModel
from guide.types import Message
from tests.models import tiny
from tests.models.servers import Handler, serving

ASK = (Message("system", "Answer shortly."), Message("user", "Where is the pond?"))


def _counts(handler: Handler, body: dict[str, Any]) -> None:
    handler.begin()
    for number in range(body["max_tokens"]):
        handler.event(f"{number} ")
    handler.write("data: [DONE]\n\n")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.save(tmp_path_factory.mktemp("contract") / "tiny")


@pytest.fixture(params=["local", "remote"])
def model(request: pytest.FixtureRequest, folder: Path) -> Iterator[LanguageModel]:
    if request.param == "local":
        yield local.load(str(folder))
        return
    with serving(_counts) as server:
        client = remote.connect(server.url, "counting")
        yield client
        client.close()


def test_streams_text(model: LanguageModel) -> None:
    pieces = list(model.stream(ASK, 12))
    assert pieces and all(isinstance(piece, str) and piece for piece in pieces)


def test_same_question_same_answer(model: LanguageModel) -> None:
    assert list(model.stream(ASK, 12)) == list(model.stream(ASK, 12))


def test_keeps_to_max_tokens(model: LanguageModel) -> None:
    assert len(list(model.stream(ASK, 3))) <= 3


def test_closing_leaves_it_usable(model: LanguageModel) -> None:
    stream = model.stream(ASK, 12)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert list(model.stream(ASK, 12))


def test_has_a_name(model: LanguageModel) -> None:
    assert model.name
