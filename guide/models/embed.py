"""Texts to unit vectors: the static embedder fitted on the knowledge, or any sentence-transformers model.

A static folder is read with tokenizers and numpy alone: importing torch would cost the server seconds and
hundreds of megabytes for what is a lookup and a mean. Both ways give the same vectors.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from guide.errors import SettingsError
from guide.ports import Embedder, Vectors

_BATCH = 1024
_DTYPES = {"F32": np.float32, "F16": np.float16, "I8": np.int8, "F64": np.float64, "I64": np.int64, "I32": np.int32}


def load(name_or_path: str) -> Embedder:
    """The embedder a setting names: a static folder, or a sentence-transformers model by folder or hub name.

    Raises SettingsError, with the fix, when there is no such model.
    """
    folder = Path(name_or_path).expanduser()
    if is_static(folder):
        return StaticEmbedder.open(folder)
    if not folder.is_dir() and _looks_like_path(name_or_path):
        raise SettingsError(f"GUIDE_EMBEDDER={name_or_path}: no such folder; correct the path or leave it empty")
    return SentenceEmbedder.open(str(folder) if folder.is_dir() else name_or_path)


def is_static(folder: Path) -> bool:
    """Whether the folder is a sentence-transformers model that is only a table of token vectors."""
    modules = folder / "modules.json"
    if not modules.is_file():
        return False
    kinds = [each["type"].rsplit(".", 1)[-1] for each in json.loads(modules.read_text("utf-8"))]
    return kinds[:1] == ["StaticEmbedding"] and set(kinds[1:]) <= {"Normalize"}


@dataclass(frozen=True, slots=True)
class StaticEmbedder:
    """A mean of token vectors, normalised; equal to sentence-transformers on the same folder within 1e-5."""

    key: str
    tokenizer: Tokenizer
    rows: NDArray[Any]
    """(tokens, dimension) as stored: float32, float16 or int8, mapped from the file."""
    scale: NDArray[np.float32] | None
    """What each row is multiplied by, where the file has it."""

    @classmethod
    def open(cls, folder: Path) -> StaticEmbedder:
        """Read a folder that `fit` or sentence-transformers saved. Raises SettingsError on one that is broken."""
        try:
            part = folder / json.loads((folder / "modules.json").read_text("utf-8"))[0]["path"]
            tokenizer = Tokenizer.from_str(json.dumps(json.loads((part / "tokenizer.json").read_text("utf-8"))))
            tensors = _tensors(part / "model.safetensors")
            key = f"static-{_digest(part / 'model.safetensors', part / 'tokenizer.json')}"
            rows = tensors.get("embedding.weight", tensors.get("embeddings"))
            if rows is None:
                raise KeyError("embedding.weight")
        except (OSError, LookupError, ValueError) as error:
            raise SettingsError(f"{folder} is not a readable embedder ({error}); make it anew: guide index") from error
        if "mapping" in tensors:
            rows = rows[tensors["mapping"]]
        tokenizer.no_padding()
        weights = tensors.get("weights")
        return cls(key, tokenizer, rows, None if weights is None else weights.astype(np.float32))

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        return int(self.rows.shape[1])

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension)."""
        batches = [self._encode(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
        return np.concatenate(batches) if batches else np.zeros((0, self.dimension), np.float32)

    def query(self, text: str) -> Vectors:
        """One vector of shape (dimension,)."""
        vector: Vectors = _unit(self._mean(self.tokenizer.encode(text, add_special_tokens=False).ids)[None])[0]
        return vector

    def _encode(self, texts: Sequence[str]) -> Vectors:
        encodings = self.tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return _unit(np.stack([self._mean(encoding.ids) for encoding in encodings]))

    def _mean(self, ids: list[int]) -> Vectors:
        if not ids:
            return np.zeros(self.dimension, np.float32)
        rows = self.rows[ids].astype(np.float32)
        if self.scale is not None:
            rows *= self.scale[ids, None]
        mean: Vectors = rows.mean(axis=0)
        return mean


class SentenceEmbedder:
    """Any sentence-transformers model, with the prompts it declares for queries and for passages."""

    def __init__(self, model: Any, key: str) -> None:
        self._model = model
        self.key = key
        self.dimension = int(model.get_embedding_dimension())

    @classmethod
    def open(cls, name: str) -> SentenceEmbedder:
        """Load by folder, or by hub name what was fetched before; takes seconds. Raises SettingsError."""
        from sentence_transformers import SentenceTransformer

        try:
            model = SentenceTransformer(name, local_files_only=True)
        except (OSError, ValueError) as error:
            fix = f"fetch it first (guide models pull {name}), or leave GUIDE_EMBEDDER empty"
            raise SettingsError(f"GUIDE_EMBEDDER={name} cannot be loaded: {fix}") from error
        return cls(model, f"{Path(name).name}-{_weights_digest(model)}")

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension), on every core."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        with _threads(os.cpu_count() or 1):
            return self._float32(self._model.encode_document(list(texts), normalize_embeddings=True))

    def query(self, text: str) -> Vectors:
        """One vector of shape (dimension,), on one core: visitors ask side by side."""
        with _threads(1):
            return self._float32(self._model.encode_query(text, normalize_embeddings=True))

    @staticmethod
    def _float32(vectors: Any) -> Vectors:
        return np.asarray(vectors, dtype=np.float32)


@contextmanager
def _threads(count: int) -> Iterator[None]:
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _unit(vectors: Vectors) -> Vectors:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = vectors / np.maximum(norms, np.float32(1e-12))
    return unit


def _tensors(file: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a safetensors file, mapped: 8 bytes of header length, a JSON header, then the data."""
    with file.open("rb") as stream:
        data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    return {name: _array(data, 8 + length, entry) for name, entry in header.items()}


def _array(data: mmap.mmap, start: int, entry: dict[str, Any]) -> NDArray[Any]:
    begin, _ = entry["data_offsets"]
    count = int(np.prod(entry["shape"], dtype=np.int64))
    flat: NDArray[Any] = np.frombuffer(data, dtype=_DTYPES[entry["dtype"]], count=count, offset=start + begin)
    return flat.reshape(entry["shape"])


def _digest(*files: Path) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _weights_digest(model: Any) -> str:
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().flatten().view(_bytes_type()).numpy())
    return digest.hexdigest()[:12]


def _bytes_type() -> Any:
    import torch

    return torch.uint8


def _looks_like_path(name: str) -> bool:
    return name.startswith((".", "~", "/")) or "\\" in name or name.count("/") > 1
