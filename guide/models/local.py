"""A chat model in this process, through transformers.

Made for small machines: bfloat16 where the processor has it, a prompt of at most PROMPT tokens, greedy, one at a time.
The stable beginning of the prompt (the system message) is read once and its key-value cache copied for each answer.
"""

from __future__ import annotations

import copy
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from guide.errors import ModelUnavailable, SettingsError
from guide.models.pieces import without_thoughts
from guide.models.turns import Turns
from guide.types import Message

PROMPT = 700
"""Tokens of prompt read at most: two cores read about 250 a second of a model with 0.6 billion weights."""
DATA = "- "
"""Lines that begin so are data and may be dropped from a prompt that is too long, the last one first."""
_PREFIXES = 8
_WAITING = 2
_PATIENCE = 8.0
_FAULTS = (RuntimeError, ValueError, TypeError, LookupError, AttributeError, OSError, ArithmeticError, ImportError)
"""What transformers and torch raise for a broken model; out of memory is a RuntimeError."""


def load(name_or_path: str, systems: Sequence[str] = ()) -> LocalModel:
    """Load and warm up, reading each of the given system messages into the cache. Takes seconds.

    Raises SettingsError, with the fix, when the model is not on this machine: nothing is fetched while serving.
    """
    path = Path(name_or_path).expanduser()
    named = str(path) if path.is_dir() else name_or_path
    try:
        model = LocalModel(Path(named).name, *_open(named))
        model.warm(systems)
    except _FAULTS as error:
        fix = f"fetch it first (guide models pull {name_or_path}), correct the path, or leave GUIDE_LLM empty"
        raise SettingsError(f"GUIDE_LLM={name_or_path} cannot be loaded ({_first_line(error)}): {fix}") from error
    return model


def _open(name: str) -> tuple[Any, Any]:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    cuda = torch.cuda.is_available()
    dtype = torch.bfloat16 if cuda or _has_bfloat16(torch.cpu.get_capabilities()) else torch.float32
    tokenizer = AutoTokenizer.from_pretrained(name, local_files_only=True)
    if not tokenizer.chat_template:
        raise ValueError("it has no chat template; choose an instruct model")
    model: Any = AutoModelForCausalLM.from_pretrained(name, dtype=dtype, local_files_only=True)
    return tokenizer, model.to("cuda" if cuda else "cpu").eval()


def _has_bfloat16(processor: Mapping[str, Any]) -> bool:
    return any(processor.get(name) for name in ("avx512_bf16", "amx_bf16", "avx10_2", "bf16"))


@dataclass(frozen=True, slots=True)
class _Prefix:
    """Tokens that every prompt with one system message begins with, and the cache after reading them."""

    ids: list[int]
    cache: Any


class LocalModel:
    """A LanguageModel over a transformers model and its tokenizer."""

    def __init__(self, name: str, tokenizer: Any, model: Any) -> None:
        self.name = name
        self._tokenizer = tokenizer
        self._model = model
        self._stops = _stops(tokenizer, model)
        self._marks = _marks(tokenizer)
        self._turns = Turns(_WAITING, _PATIENCE)
        self._prefixes: OrderedDict[str, _Prefix] = OrderedDict()

    def warm(self, systems: Sequence[str]) -> None:
        """Read the system messages and make one token: the first visitor does not wait for either."""
        for system in systems or ("",):
            for _ in self.stream((Message("system", system), Message("user", "1")), 1):
                pass

    def stream(self, messages: Sequence[Message], max_tokens: int) -> Iterator[str]:
        """Text pieces as they are made; closing the iterator frees the model. Raises ModelUnavailable."""
        with self._turns.take():
            try:
                yield from without_thoughts(self._pieces(self._fitted(messages), max_tokens))
            except _FAULTS as error:
                raise ModelUnavailable(f"{self.name} failed: {_first_line(error)}") from error

    def _fitted(self, messages: Sequence[Message]) -> Sequence[Message]:
        """The messages in at most PROMPT tokens: data lines of the last one are dropped, the question never is."""
        while (excess := len(self._ids(messages)) - PROMPT) > 0:
            shorter = _without_data(messages[-1].text, lambda line: len(self._tokenizer.encode(line)), excess)
            if shorter is None:
                raise ModelUnavailable(f"the question alone is longer than {PROMPT} tokens; the templates answer")
            messages = (*messages[:-1], replace(messages[-1], text=shorter))
        return messages

    def _ids(self, messages: Sequence[Message]) -> list[int]:
        chat = [{"role": each.role, "content": self._plain(each.text)} for each in messages if each.text]
        text = self._tokenizer.apply_chat_template(
            chat, tokenize=False, add_generation_prompt=True, enable_thinking=False
        )
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False)
        return ids

    def _plain(self, text: str) -> str:
        """The text without the model's own control tokens: a question cannot end its message and begin another."""
        for mark in self._marks:
            text = text.replace(mark, " ")
        return text

    def _pieces(self, messages: Sequence[Message], max_tokens: int) -> Iterator[str]:
        made: list[int] = []
        sent = ""
        for token in self._tokens(messages, max_tokens):
            made.append(token)
            text = self._tokenizer.decode(made, skip_special_tokens=True)
            if text.endswith("\ufffd") or not text.startswith(sent):
                continue  # half a character: its other bytes are in the next token
            if text != sent:
                yield text[len(sent) :]
            sent = text

    def _tokens(self, messages: Sequence[Message], max_tokens: int) -> Iterator[int]:
        import torch

        ids = self._ids(messages)
        prefix = self._prefix(messages)
        cache = copy.deepcopy(prefix.cache)
        step = ids[len(prefix.ids) :]
        for _ in range(max_tokens):
            with torch.inference_mode():
                logits, cache = self._read(step, cache)
                token = int(logits.argmax())
            if token in self._stops:
                return
            yield token
            step = [token]

    def _read(self, ids: list[int], cache: Any) -> tuple[Any, Any]:
        import torch

        tokens = torch.tensor([ids], device=self._model.device)
        out = self._model(input_ids=tokens, past_key_values=cache, use_cache=True, logits_to_keep=1)
        return out.logits[0, -1], out.past_key_values

    def _prefix(self, messages: Sequence[Message]) -> _Prefix:
        system = messages[0].text if messages[0].role == "system" else ""
        if system not in self._prefixes:
            self._prefixes[system] = self._read_prefix(Message("system", system))
            if len(self._prefixes) > _PREFIXES:
                self._prefixes.popitem(last=False)
        self._prefixes.move_to_end(system)
        return self._prefixes[system]

    def _read_prefix(self, system: Message) -> _Prefix:
        """What the prompts of two unlike questions begin with, whatever the chat template does around them."""
        import torch

        one, other = (self._ids((system, Message("user", text))) for text in ("1", "?"))
        same = next(place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
        if not same:
            return _Prefix([], None)
        with torch.inference_mode():
            _, cache = self._read(one[:same], None)
        return _Prefix(one[:same], cache)


def _stops(tokenizer: Any, model: Any) -> frozenset[int]:
    ends = model.generation_config.eos_token_id
    listed = ends if isinstance(ends, list) else [ends]
    return frozenset(token for token in (*listed, tokenizer.eos_token_id) if token is not None)


def _marks(tokenizer: Any) -> tuple[str, ...]:
    added = tokenizer.added_tokens_decoder.values()
    return tuple(token.content for token in added if token.special and token.content.strip())


def _without_data(text: str, tokens: Any, excess: int) -> str | None:
    """The text without as many of its last data lines as hold `excess` tokens; None when there is no data left."""
    lines = text.split("\n")
    if not any(line.startswith(DATA) for line in lines):
        return None
    for place in range(len(lines) - 1, -1, -1):
        if excess > 0 and lines[place].startswith(DATA):
            excess -= tokens(lines.pop(place))
    return "\n".join(lines)


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
