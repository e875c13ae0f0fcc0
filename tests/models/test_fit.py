from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from guide.models.embed import StaticEmbedder
from guide.models.fit import fit, train_tokenizer
from tests.models.conftest import pairs


def test_fit_finds_its_own_passages(static_folder: Path) -> None:
    embedder = StaticEmbedder.open(static_folder)
    passages = [passage for _, passage in pairs()]
    vectors = embedder.passages(passages)
    found = [passages[int(np.argmax(vectors @ embedder.query(query)))] for query, _ in pairs()]
    assert np.mean([one == other for one, other in zip(found, passages, strict=True)]) > 0.9


def test_same_seed_same_weights(static_folder: Path, tmp_path: Path) -> None:
    fit(pairs(), tmp_path / "again", seed=3)
    fit(pairs(), tmp_path / "other", seed=4)
    first = StaticEmbedder.open(static_folder).key
    assert StaticEmbedder.open(tmp_path / "again").key == first
    assert StaticEmbedder.open(tmp_path / "other").key != first


def test_nothing_half_is_left(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least one pair"):
        fit([], tmp_path / "none", seed=1)
    (tmp_path / ".done.part").mkdir()
    fit(pairs()[:4], tmp_path / "done", seed=1)
    assert [each.name for each in tmp_path.iterdir()] == ["done"]


def test_repeated_texts_are_fitted_too(tmp_path: Path) -> None:
    fit([("a", "b")] * 1500, tmp_path / "same", seed=1)
    assert StaticEmbedder.open(tmp_path / "same").dimension == 256


def test_tokenizer_keeps_numbers_apart() -> None:
    tokenizer = train_tokenizer([query for query, _ in pairs()])
    tokens = tokenizer.encode("票价45元").tokens
    assert tokenizer.normalizer.normalize_str("ＡB") == "ab"
    assert tokenizer.decode(tokenizer.encode("票价45元").ids) == "票价45元"
    assert "".join(tokens).count("4") == 1
