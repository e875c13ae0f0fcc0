"""A guide with a model, wired as an operator would: a folder, a server, a server that is gone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from guide import wiring
from guide.app import App
from guide.settings import Settings
from guide.types import Context, Message, Reply
from tests.guides import NOW
from tests.models import tiny
from tests.models.servers import Handler, serving

QUESTION = "Tell me about Ge Garden"
TEMPLATES = "Ge Garden is a salt merchant's garden."
TRUE = "It was the garden of a salt merchant, built in 1818."
FALSE = "Tickets cost 3 yuan and the garden opened in 1999."


@contextmanager
def speaking(data: Path, llm: str) -> Iterator[App]:
    app = wiring.build(Settings(data=data, llm=llm, llm_model="small", clock=NOW))
    try:
        yield app
    finally:
        app.close()


def ask(app: App) -> Reply:
    *_, reply = app.guide.answer([Message("user", QUESTION)], Context(now=NOW))
    assert isinstance(reply, Reply)
    return reply


def test_a_model_of_noise_leaves_the_templates(tmp_path: Path) -> None:
    with speaking(tmp_path / "data", str(tiny.save(tmp_path / "noise"))) as app:
        reply = ask(app)
    assert app.model == "noise"
    assert TEMPLATES in reply.text
    assert reply.citations


def test_only_what_holds_of_a_server_is_said(tmp_path: Path) -> None:
    def answer(handler: Handler, body: dict[str, Any]) -> None:
        handler.begin()
        handler.event(f"{TRUE} {FALSE} ")
        handler.write("data: [DONE]\n\n")

    with serving(answer) as server, speaking(tmp_path / "data", server.url) as app:
        reply = ask(app)
        assert any(path.endswith("/chat/completions") for path, _ in server.asked)
    assert "1999" not in reply.text
    assert "3 yuan" not in reply.text
    assert "1818" in reply.text


def test_a_server_that_is_gone_costs_no_answer(tmp_path: Path) -> None:
    with speaking(tmp_path / "data", "http://127.0.0.1:9") as app:
        assert TEMPLATES in ask(app).text
