"""Verbs an operator types, through the real command line on a real folder."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from guide.cli import cli
from guide.cli.terminal import open_base
from guide.editing.accounts import Door
from guide.errors import NotAllowed, NotFound, SettingsError
from guide.knowledge_base import now
from guide.settings import load, save
from tests import guides

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


def test_a_role_for_one_city_and_a_password_that_was_lost(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path / "data"))
    run("users", "add", "lin", "--city", "yangzhou", "--city", "nanjing", "--password", PASSWORD, *data)
    assert run("users", "list", *data).split() == ["lin", "editor", "active", "nanjing,yangzhou"]
    assert "new password" in run("users", "reset", "lin", "--second-factor", "--password", f"{PASSWORD} 2", *data)
    with open_base(tmp_path / "data") as base:
        assert Door(base.accounts, now).log_in("lin", f"{PASSWORD} 2", "")
        assert [each.action for each in base.audit.all()] == ["people.add", "people.reset", "people.factor"]
    with pytest.raises(NotFound):
        run("users", "reset", "wu", "--password", PASSWORD, *data)


def test_a_short_password_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="at least"):
        run("users", "add", "lin", "--password", "short", "--data", str(tmp_path))


def test_the_password_is_asked_for_and_not_shown(tmp_path: Path) -> None:
    printed = run("users", "add", "lin", "--data", str(tmp_path), typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert PASSWORD not in printed


def test_a_folder_is_backed_up_and_restored(tmp_path: Path) -> None:
    data, copy, file = (str(tmp_path / name) for name in ("data", "copy", "guide.tar.gz"))
    run("users", "add", "lin", "--password", PASSWORD, "--data", data)
    assert "guide.tar.gz" in run("backup", file, "--data", data)
    assert "guide serve" in run("restore", file, "--data", copy)
    assert "lin" in run("users", "list", "--data", copy)


def test_a_database_elsewhere_has_tools_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDE_DATABASE_URL", "postgresql+psycopg://localhost/guide")
    with pytest.raises(SettingsError, match="pg_dump"):
        run("backup", str(tmp_path / "x.tar.gz"), "--data", str(tmp_path))


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


def test_open_data_is_written_with_its_descriptions(
    tmp_path: Path, small_embedder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with guides.base(tmp_path / "base", small_embedder):
        pass
    monkeypatch.setenv("GUIDE_EMBEDDER", str(small_embedder))
    assert "edition" in run("data", "export", str(tmp_path / "out"), "--plain", "--data", str(tmp_path / "base"))
    listed = json.loads((tmp_path / "out/manifest.json").read_text("utf-8"))
    for each in listed["files"]:
        packed = (tmp_path / "out" / each["name"]).read_bytes()
        assert hashlib.sha256(packed).hexdigest() == each["sha256"]
        assert (tmp_path / "out" / each["name"].removesuffix(".gz")).read_bytes() == gzip.decompress(packed)
    assert (tmp_path / "out/dcat.jsonld").is_file() and (tmp_path / "out/croissant.json").is_file()


def test_the_digest_of_a_base_is_printed_in_a_language(tmp_path: Path) -> None:
    run("init", "--empty", "--data", str(tmp_path))
    printed = run("digest", "--lang", "en", "--data", str(tmp_path))
    assert "Re-check digest" in printed and "Made 20" in printed and "Due: 0 facts" in printed
    assert "核实简报" in run("digest", "--data", str(tmp_path))
