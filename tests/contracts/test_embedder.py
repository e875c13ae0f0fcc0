"""What every Embedder promises, whatever is behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from guide.models.embed import SentenceEmbedder, StaticEmbedder
from guide.models.fit import fit
from guide.ports import Embedder

TEXTS = ["one stone bridge", "一座石桥", "돌다리 하나", ""]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("contract") / "embedder"
    fit([(text, f"{text}: 5") for text in TEXTS[:3]], made, seed=1)
    return made


def _named(folder: Path) -> Embedder:
    return SentenceEmbedder.open(str(folder))


@pytest.fixture(params=[StaticEmbedder.open, _named], ids=["static", "named"])
def opener(request: pytest.FixtureRequest) -> Callable[[Path], Embedder]:
    chosen: Callable[[Path], Embedder] = request.param
    return chosen


@pytest.fixture
def embedder(opener: Callable[[Path], Embedder], folder: Path) -> Embedder:
    return opener(folder)


def test_shapes_and_types(embedder: Embedder) -> None:
    vectors = embedder.passages(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.dimension) and vectors.dtype == np.float32
    query = embedder.query(TEXTS[0])
    assert query.shape == (embedder.dimension,) and query.dtype == np.float32
    assert embedder.passages([]).shape == (0, embedder.dimension)


def test_unit_length(embedder: Embedder) -> None:
    np.testing.assert_allclose(np.linalg.norm(embedder.passages(TEXTS), axis=1), [1, 1, 1, 0], atol=1e-5)


def test_one_by_one_equals_together(embedder: Embedder) -> None:
    together = embedder.passages(TEXTS)
    for text, vector in zip(TEXTS, together, strict=True):
        np.testing.assert_allclose(embedder.passages([text])[0], vector, atol=1e-5)


def test_key_is_stable_and_plain(opener: Callable[[Path], Embedder], embedder: Embedder, folder: Path) -> None:
    assert embedder.key and embedder.key.isascii() and " " not in embedder.key
    assert opener(folder).key == embedder.key
