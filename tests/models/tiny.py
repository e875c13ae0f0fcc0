"""A real chat model, very small and never trained: a Qwen3-shaped or Llama-shaped network with its own tokenizer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast, Qwen3Config, Qwen3ForCausalLM

TEMPLATE = """\
{%- for message in messages %}<|start|>{{ message.role }}
{{ message.content }}<|end|>
{% endfor %}
{%- if add_generation_prompt %}<|start|>assistant
{% if enable_thinking is defined and not enable_thinking %}<quiet>
{% endif %}{% endif %}"""

_SHAPE: dict[str, Any] = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 2048,
}


def save(folder: Path, shape: str = "qwen3", template: str | None = TEMPLATE) -> Path:
    """Make the model and save it as any published one is laid out."""
    tokenizer = _tokenizer(template)
    torch.manual_seed(7)
    ends = {"bos_token_id": None, "eos_token_id": tokenizer.eos_token_id, "pad_token_id": tokenizer.eos_token_id}
    model: Any
    if shape == "qwen3":
        model = Qwen3ForCausalLM(Qwen3Config(**_SHAPE, **ends, head_dim=8, vocab_size=len(tokenizer)))
    else:
        model = LlamaForCausalLM(LlamaConfig(**_SHAPE, **ends, vocab_size=len(tokenizer)))
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def _tokenizer(template: str | None) -> Any:
    bare = Tokenizer(models.BPE(vocab={piece: at for at, piece in enumerate(_alphabet())}, merges=[]))
    bare.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    bare.decoder = decoders.ByteLevel()
    make: Any = PreTrainedTokenizerFast
    tokenizer = make(tokenizer_object=bare, eos_token="<|end|>", additional_special_tokens=["<|start|>"])
    tokenizer.chat_template = template
    return tokenizer


def _alphabet() -> list[str]:
    return sorted(pre_tokenizers.ByteLevel.alphabet())
