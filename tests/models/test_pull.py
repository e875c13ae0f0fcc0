from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from guide.errors import ModelUnavailable, SettingsError
from guide.models import local
from guide.models.pull import Offer, look, pull, pulled
from guide.models.suggested import suggestions
from guide.prompts import Prompts
from guide.shipped import folder
from tests.models.hub import COMMIT, Hub, hub


@pytest.fixture
def repository(chat_folder: Path, tmp_path: Path) -> Path:
    """A real model beside what a repository also carries and nobody needs."""
    made = tmp_path / "repository"
    shutil.copytree(chat_folder, made)
    (made / "onnx").mkdir()
    (made / "onnx" / "model.onnx").write_bytes(b"o" * 10)
    (made / "pytorch_model.bin").write_bytes(b"p" * 10)
    (made / "modeling_tiny.py").write_text("raise SystemExit")
    (made / "README.md").write_text("# Tiny")
    return made


def test_a_pulled_model_loads(repository: Path, tmp_path: Path) -> None:
    shown: list[Offer] = []

    def agree(offer: Offer) -> bool:
        shown.append(offer)
        return True

    with hub(Hub(repository)) as server:
        got = pull("maker/tiny", tmp_path / "got", None, server.url, agree)
    assert got == tmp_path / "got" and local.load(str(got)).name == "got"
    assert shown[0].licence == "apache-2.0" and shown[0].revision == COMMIT and shown[0].size > 10_000
    assert pulled(got) == shown[0] and pulled(repository) is None
    names = {
        each.relative_to(got).as_posix() for each in got.rglob("*") if each.is_file() and ".cache" not in str(each)
    }
    assert "model.safetensors" in names and "README.md" in names
    assert not names & {"modeling_tiny.py", "pytorch_model.bin", "onnx/model.onnx"}


def test_nothing_is_fetched_before_agreement(repository: Path, tmp_path: Path) -> None:
    stand_in = Hub(repository)
    with hub(stand_in) as server:
        assert pull("maker/tiny", tmp_path / "got", None, server.url, lambda offer: False) is None
    assert not stand_in.fetched and not (tmp_path / "got").exists()


def test_a_broken_fetch_goes_on_where_it_stopped(repository: Path, tmp_path: Path) -> None:
    weights = repository / "model.safetensors"
    weights.write_bytes(bytes(range(256)) * (12 * 4096))
    stand_in = Hub(repository, break_at=11 << 20)
    with hub(stand_in) as server:
        pull("maker/tiny", tmp_path / "got", None, server.url)
    assert stand_in.ranges == [f"bytes={10 << 20}-"]  # the client writes in blocks of 10 MB
    assert (tmp_path / "got" / "model.safetensors").read_bytes() == weights.read_bytes()


def test_a_second_fetch_takes_only_what_is_missing(repository: Path, tmp_path: Path) -> None:
    stand_in = Hub(repository)
    with hub(stand_in) as server:
        pull("maker/tiny", tmp_path / "got", None, server.url)
        stand_in.fetched.clear()
        (tmp_path / "got" / "config.json").unlink()
        pull("maker/tiny", tmp_path / "got", None, server.url)
    assert stand_in.fetched == ["config.json"]


def test_revision_is_pinned(repository: Path) -> None:
    with hub(Hub(repository)) as server:
        assert look("maker/tiny", "v1", server.url).revision == COMMIT
        with pytest.raises(SettingsError, match="revision"):
            look("maker/tiny", "nope", server.url)


def test_licence_that_is_not_stated_is_unknown(repository: Path) -> None:
    with hub(Hub(repository, licence=None)) as server:
        assert look("maker/tiny", None, server.url).licence == "unknown"


def test_weights_of_the_old_kind_where_there_are_no_others(repository: Path) -> None:
    (repository / "model.safetensors").unlink()
    with hub(Hub(repository)) as server:
        assert "pytorch_model.bin" in look("maker/tiny", None, server.url).files
        (repository / "pytorch_model.bin").unlink()
        with pytest.raises(SettingsError, match="no weights"):
            look("maker/tiny", None, server.url)


@pytest.mark.parametrize("name", ["maker/unknown", "not a name", "a/b/c"])
def test_wrong_name_is_a_settings_error(repository: Path, name: str) -> None:
    with hub(Hub(repository)) as server, pytest.raises(SettingsError, match="models list"):
        look(name, None, server.url)


def test_hub_out_of_reach(repository: Path) -> None:
    with hub(Hub(repository)) as server:
        url = server.url
    with pytest.raises(ModelUnavailable, match="GUIDE_HUB"):
        look("maker/tiny", None, url)


def test_suggestions_cover_both_settings() -> None:
    listed = suggestions(Prompts(folder("prompts")).common("models"))
    assert {each.setting for each in listed} == {"GUIDE_LLM", "GUIDE_EMBEDDER"}
    assert all(each.why and each.machine and each.licence for each in listed)
