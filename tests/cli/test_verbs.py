"""Verbs an operator types, through the real command line on a real folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from guide.cli import cli
from guide.errors import NotAllowed, SettingsError
from guide.settings import load, save

PASSWORD = "a long enough one"
RUNNER = CliRunner()


def run(*words: str, typed: str = "") -> str:
    result = RUNNER.invoke(cli, words, input=typed, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_an_account_is_added_listed_and_disabled(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path / "data"))
    run("users", "add", "lin", "--role", "editor", "--password", PASSWORD, *data)
    assert run("users", "list", *data).split() == ["lin", "editor", "active"]
    run("users", "disable", "lin", *data)
    assert "disabled" in run("users", "list", *data)


def test_a_short_password_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="at least"):
        run("users", "add", "lin", "--password", "short", "--data", str(tmp_path))


def test_the_password_is_asked_for_and_not_shown(tmp_path: Path) -> None:
    printed = run("users", "add", "lin", "--data", str(tmp_path), typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert PASSWORD not in printed


def test_a_model_is_put_into_use_and_out_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("guide.toml").write_text('city = "yangzhou"\n', "utf-8")
    run("models", "use", "Qwen/Qwen3-0.6B")
    assert load({}).llm == "Qwen/Qwen3-0.6B"
    assert "in use: Qwen/Qwen3-0.6B" in run("models", "list", "--data", str(tmp_path / "data"))
    run("models", "use", "")
    assert (load({}).llm or "", load({}).city) == ("", "yangzhou")


def test_a_key_that_is_no_setting_is_not_saved(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="not a setting"):
        save("langage", "en", tmp_path / "guide.toml")
