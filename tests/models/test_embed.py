from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from guide.errors import SettingsError
from guide.models.embed import SentenceEmbedder, StaticEmbedder, is_static, load

TEXTS = [
    "",
    "  ",
    "Willow Tower price",
    "鹤池门票多少钱?",
    "한국어 질문",
    "😀🏯",
    "ＦＵＬＬ　ｗｉｄｔｈ",
    "\x00\x07",
    "a" * 9000,
]


def test_static_equals_sentence_transformers(static_folder: Path) -> None:
    ours = load(str(static_folder))
    theirs = SentenceTransformer(str(static_folder), device="cpu").encode(TEXTS, normalize_embeddings=True)
    assert isinstance(ours, StaticEmbedder)
    np.testing.assert_allclose(ours.passages(TEXTS), theirs, atol=1e-5)
    for text, vector in zip(TEXTS, theirs, strict=True):
        np.testing.assert_allclose(ours.query(text), vector, atol=1e-5)


@pytest.mark.parametrize("dtype", ["float32", "float16"])
def test_static_reads_what_sentence_transformers_saves(static_folder: Path, tmp_path: Path, dtype: str) -> None:
    model = SentenceTransformer(str(static_folder), device="cpu")
    model = model.half() if dtype == "float16" else model
    model.save(str(tmp_path / "saved"), create_model_card=False)
    tolerance = 1e-5 if dtype == "float32" else 2e-3
    theirs = model.encode(TEXTS[1:], normalize_embeddings=True)  # half precision makes NaN of the empty text
    np.testing.assert_allclose(load(str(tmp_path / "saved")).passages(TEXTS)[1:], theirs, atol=tolerance)


def test_vectors_have_length_one_or_zero(static_folder: Path) -> None:
    embedder = load(str(static_folder))
    lengths = np.linalg.norm(embedder.passages(TEXTS), axis=1)
    assert lengths[0] == 0
    np.testing.assert_allclose(lengths[2:], 1, atol=1e-6)
    assert embedder.passages([]).shape == (0, embedder.dimension)


def test_no_text_has_unknown_tokens(static_folder: Path) -> None:
    tokenizer = StaticEmbedder.open(static_folder).tokenizer
    for text in TEXTS[4:]:
        assert tokenizer.encode(text).ids
    assert tokenizer.decode(tokenizer.encode("瀛 ñ 😀").ids) == "瀛 ñ 😀"


def test_key_names_weights(static_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(static_folder, copy)
    assert load(str(copy)).key == load(str(static_folder)).key
    weights = copy / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x01")
    assert load(str(copy)).key != load(str(static_folder)).key


def test_queries_import_no_torch(static_folder: Path) -> None:
    code = (
        "import sys; from guide.models.embed import load; "
        f"load({str(static_folder)!r}).query('Crane Pond'); "
        "sys.exit(any(name in sys.modules for name in ('torch', 'transformers', 'sentence_transformers')))"
    )
    path = os.pathsep.join(filter(None, sys.path))
    assert subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": path}, check=False).returncode == 0


def test_any_sentence_transformers_model_by_path(static_folder: Path, tmp_path: Path) -> None:
    model = SentenceTransformer(str(static_folder), device="cpu", prompts={"query": "ask: ", "document": "read: "})
    model.save(str(tmp_path / "named"), create_model_card=False)
    embedder = SentenceEmbedder.open(str(tmp_path / "named"))
    assert embedder.key.startswith("named-") and embedder.dimension == 256
    plain = model.encode(["ask: Crane Pond", "read: Crane Pond"], normalize_embeddings=True)
    np.testing.assert_allclose(embedder.query("Crane Pond"), plain[0], atol=1e-5)
    np.testing.assert_allclose(embedder.passages(["Crane Pond"])[0], plain[1], atol=1e-5)


@pytest.mark.parametrize("name", ["/no/such/folder", "./nowhere", "~/nothing-here"])
def test_missing_path_is_a_settings_error(name: str) -> None:
    with pytest.raises(SettingsError, match="no such folder"):
        load(name)


def test_broken_folder_is_a_settings_error(static_folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(static_folder, broken)
    (broken / "tokenizer.json").write_text("{")
    assert is_static(broken)
    with pytest.raises(SettingsError, match="guide index"):
        load(str(broken))


def test_folder_that_is_no_model_is_a_settings_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="models pull"):
        load(str(tmp_path))
