"""Fit the default embedder on a base's own texts: a sub-word tokenizer and one vector for each token.

The result is an ordinary sentence-transformers folder. Half a minute for 30,000 pairs on two cores, no download.
Weights are int8 rows with a float32 scale for each: the layout sentence-transformers reads for model2vec folders.
"""

from __future__ import annotations

import random
import shutil
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

from guide.ports import Progress, unseen

Pair = tuple[str, str]

VOCABULARY = 16_000
DIMENSION = 256
EPOCHS = 6
STEPS = 60
BATCH = 1024
LEARNING_RATE = 0.1


def fit(pairs: Sequence[Pair], folder: Path, seed: int, progress: Progress = unseen) -> None:
    """Train on (query-like text, passage) pairs and save to `folder`, which must not exist or be empty.

    Written aside and renamed: a killed fit leaves no half folder. The same pairs and seed give the same weights.
    Raises ValueError without pairs.
    """
    if not pairs:
        raise ValueError("an embedder needs at least one pair of texts")
    tokenizer = train_tokenizer([text for pair in pairs for text in pair])
    weights = _train(pairs, tokenizer, seed, progress)
    _save(tokenizer, weights, folder)


def train_tokenizer(texts: Sequence[str]) -> Tokenizer:
    """A byte-level tokenizer without unknown characters: any script falls apart into bytes, known ones into words."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"\p{N}+|\p{P}|\p{S}|\s+"), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        min_frequency=2,
        show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        max_token_length=24,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def _train(
    pairs: Sequence[Pair], tokenizer: Tokenizer, seed: int, progress: Progress
) -> np.ndarray[Any, np.dtype[np.float32]]:
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    torch.manual_seed(seed)
    table = StaticEmbedding(tokenizer, embedding_dim=DIMENSION)
    loss = MultipleNegativesRankingLoss(SentenceTransformer(modules=[table], device="cpu"))
    optimizer = torch.optim.Adam(table.parameters(), lr=LEARNING_RATE)
    seen, whole = 0, len(pairs) * _rounds(pairs)
    for batch in _batches(pairs, random.Random(seed)):
        seen += len(batch)
        progress("fitting", min(seen, whole), whole)
        queries, passages = zip(*batch, strict=True)
        value = loss([table.preprocess(list(queries)), table.preprocess(list(passages))], torch.empty(0))
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
    weights: np.ndarray[Any, np.dtype[np.float32]] = table.embedding.weight.detach().numpy()
    return weights


def _rounds(pairs: Sequence[Pair]) -> int:
    """Epochs; a small base goes round more often, so that its few batches still make some STEPS."""
    return max(EPOCHS, min(STEPS, STEPS * BATCH // len(pairs)))


def _batches(pairs: Sequence[Pair], chance: random.Random) -> Iterator[list[Pair]]:
    """Shuffled batches where no text stands twice: a repeated passage would be a wrong answer to its own question.

    What is left when only repeats remain is skipped until the next epoch: tiny batches teach little and cost as much.
    """
    for _ in range(_rounds(pairs)):
        waiting = deque(chance.sample(pairs, len(pairs)))
        yield _batch(waiting)
        while len(batch := _batch(waiting)) >= BATCH // 8:
            yield batch


def _batch(waiting: deque[Pair]) -> list[Pair]:
    batch: list[Pair] = []
    seen: set[str] = set()
    for _ in range(min(len(waiting), 2 * BATCH)):
        pair = waiting.popleft()
        if len(batch) == BATCH or not seen.isdisjoint(pair):
            waiting.append(pair)
            continue
        batch.append(pair)
        seen.update(pair)
    return batch


def _save(tokenizer: Tokenizer, weights: np.ndarray[Any, np.dtype[np.float32]], folder: Path) -> None:
    from safetensors.numpy import save_file
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    aside = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(aside, ignore_errors=True)
    aside.parent.mkdir(parents=True, exist_ok=True)
    table = StaticEmbedding(tokenizer, embedding_weights=weights)
    SentenceTransformer(modules=[table], device="cpu").save(str(aside), create_model_card=False)
    scale = np.maximum(np.abs(weights).max(axis=1), 1e-12).astype(np.float32) / 127
    rows = np.rint(weights / scale[:, None]).astype(np.int8)
    save_file({"embeddings": rows, "weights": scale}, str(aside / "model.safetensors"))
    (aside / "model.safetensors").chmod(0o644)  # safetensors writes for its owner alone
    aside.replace(folder)
