"""The words of the guide: sentences, lexicons and model prompts, read from prompts/, rendered by strict templates.

prompts/fields.yaml lists the fields; prompts/<language>/*.yaml hold lexicons and sentences, *.jinja longer prompts.
zh-Hant is never written: it is rendered as zh and converted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import yaml

from guide.errors import SettingsError
from guide.text.particles import with_particles
from guide.text.script import traditional

FALLBACK = "en"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where it is there: ten times the speed, and start-up reads a dozen files."""


class Prompts:
    """One folder of prompts, read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folder), undefined=jinja2.StrictUndefined, trim_blocks=True,
            lstrip_blocks=True, keep_trailing_newline=False, autoescape=False,
        )  # fmt: skip
        self.fields: Mapping[str, str] = {
            field: about["type"] for field, about in _read(folder / "fields.yaml").items()
        }
        self.classes: Mapping[str, str] = {
            field: about.get("open", "public") for field, about in _read(folder / "fields.yaml").items()
        }
        self.closed: frozenset[str] = frozenset(each for each, kind in self.classes.items() if kind != "public")
        self._file = lru_cache(None)(self._read_file)
        self.languages: tuple[str, ...] = tuple(sorted(path.parent.name for path in folder.glob("*/talk.yaml")))
        self._compiled = lru_cache(4096)(self._templates.from_string)

    def words(self, lang: str, name: str) -> Mapping[str, Any]:
        """The lexicon prompts/<lang>/<name>.yaml, empty when the language has none."""
        return self._file(f"{_base(lang)}/{name}")

    def common(self, name: str) -> Mapping[str, Any]:
        """A lexicon that serves every language, prompts/<name>.yaml."""
        return self._file(name)

    def _read_file(self, name: str) -> Mapping[str, Any]:
        path = self._folder / f"{name}.yaml"
        return _read(path) if path.is_file() else {}

    def speaks(self, lang: str) -> bool:
        """Whether the guide has sentences of its own in this language."""
        return bool(self.words(lang, "sentences"))

    def say(self, lang: str, key: str, values: Mapping[str, Any]) -> str:
        """One sentence by its dotted key, in English where the language lacks it.

        Its first part is a file prompts/<lang>/sentences/<part>.yaml or a section of prompts/<lang>/sentences.yaml; a
        figure in the key is the place in a list of wordings.
        """
        for each in (lang, FALLBACK):
            template = self._sentence(each, key)
            if template is not None:
                said = self._compiled(template).render(values).strip()
                return _script(lang, with_particles(said, self.words(each, "particles")))
        raise KeyError(f"no sentence {key!r} in prompts/{FALLBACK}")

    def has(self, lang: str, key: str) -> bool:
        """Whether this very language has the sentence."""
        return self._sentence(lang, key) is not None

    def _sentence(self, lang: str, key: str) -> str | None:
        first, *rest = key.split(".")
        of_ability = self.words(lang, f"sentences/{first}") if rest else {}
        return _lookup(of_ability, rest) or _lookup(self.words(lang, "sentences"), (first, *rest))

    def render(self, lang: str, template: str, **values: Any) -> str:
        """A whole template file, prompts/<lang>/<template>.jinja, in English where the language lacks it."""
        names = [f"{_base(each)}/{template}.jinja" for each in (lang, FALLBACK)]
        return _script(lang, self._templates.select_template(names).render(values))


def _base(lang: str) -> str:
    return lang.split("-")[0]


def _script(lang: str, text: str) -> str:
    return traditional(text) if lang == "zh-Hant" else text


def _read(path: Path) -> dict[str, Any]:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _LOADER) or {}
    except yaml.YAMLError as error:
        raise SettingsError(f"{path} is not valid YAML: {error}") from error


def _lookup(tree: Any, keys: Iterable[str]) -> str | None:
    for key in keys:
        if isinstance(tree, list) and key.isdecimal():
            tree = tree[int(key)] if int(key) < len(tree) else None
        else:
            tree = tree.get(key) if isinstance(tree, Mapping) else None
    return tree if isinstance(tree, str) else None
