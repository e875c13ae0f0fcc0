"""One knowledge file as text: YAML front matter between two `---` lines, then Markdown; and where each value stands.

YAML's traps are closed. Only facts, positions and bounds hold numbers; everything else stays the words that were
written, so a date is no date object, `no` is no boolean and 0514 keeps its zero. A duplicate key, an anchor or a
tag of one's own is a fault. Writing quotes whatever another YAML reader would take for something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from guide.settings import LANGUAGES

try:
    from yaml import CSafeLoader as _SafeLoader
except ImportError:  # PyYAML built without libyaml: the same values, ten times slower
    from yaml import SafeLoader as _SafeLoader  # type: ignore[assignment]

Path: TypeAlias = tuple[str | int, ...]
"""Where a value stands in a document: ("facts", "price", 1, "value")."""

FENCE = "---"
_PLAIN = {"str", "int", "float", "bool", "null", "map", "seq"}
_TAG = "tag:yaml.org,2002:"
_DEEPEST = 12
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")


class Fault(ValueError):
    """A text that is no knowledge file. `line` counts from 1; `code` and `values` give the words."""

    def __init__(self, line: int, code: str, **values: object) -> None:
        self.line, self.code, self.values = line, code, values
        super().__init__(f"line {line}: {code} {values}")


@dataclass(frozen=True, slots=True)
class Parsed:
    """Front matter and body; `lines` maps the path of each value to its line in the file, counted from 1."""

    document: dict[str, Any] | None
    """None when the file has no front matter."""
    body: str = ""
    lines: Mapping[Path, int] = field(default_factory=dict)


def parse(text: str) -> Parsed:
    """Split and read a file. Raises Fault."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[0].rstrip() != FENCE:
        return Parsed(None, "\n".join(lines).strip())
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        raise Fault(1, "open-front-matter")
    places: dict[Path, int] = {}
    document = load("\n".join(lines[1:end]), places, first=2)
    return Parsed(document, "\n".join(lines[end + 1 :]).strip(), places)


def load(text: str, places: dict[Path, int], first: int = 1) -> dict[str, Any]:
    """A YAML mapping as plain values; fills `places` with the line of each, the text's own first line being `first`."""
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Fault(first + (mark.line if mark else 0), "not-yaml", reason=error.problem or error.context) from error
    except yaml.reader.ReaderError as error:
        line = first + text.count("\n", 0, error.position)
        raise Fault(line, "not-yaml", reason=error.reason) from error
    if not isinstance(node, yaml.MappingNode):
        raise Fault(first, "not-a-mapping")
    built = _Build(places, first).mapping(node, ())
    places[()] = first
    return built


def write(document: Mapping[str, Any], body: str = "") -> str:
    """The canonical text: same document, same bytes, whatever order its languages and sources were given in."""
    matter = dump(document)
    prose = f"\n{body.strip()}\n" if body.strip() else ""
    return f"{FENCE}\n{matter}{FENCE}\n{prose}"


def dump(document: Mapping[str, Any]) -> str:
    """Canonical YAML. One value stands on one line, so that a changed word is one changed line."""
    return yaml.dump(
        _ordered(document), Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=10**6
    )


class _Loader(_SafeLoader):
    """Resolves only what no reader of the file could take for words."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", list("-0123456789")),
    ("float", r"^-?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+][0-9]+)?$", list("-0123456789")),
):
    _Loader.add_implicit_resolver(f"{_TAG}{_tag}", re.compile(_pattern), _first)


class _Dumper(yaml.SafeDumper):
    """PyYAML's own dumper in Python, since libyaml breaks lines elsewhere and bytes would differ between machines."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _words(dumper: _Dumper, text: str) -> yaml.Node:
    # YAML takes three more characters for line ends; only an escape brings them back as they were.
    style = '"' if _LINE_ENDS.search(text) else "|" if "\n" in text else None
    return dumper.represent_scalar(f"{_TAG}str", text, style=style)


_Dumper.add_representer(str, _words)


class _Build:
    """Turns a node tree into plain values, noting where each stood."""

    def __init__(self, places: dict[Path, int], first: int) -> None:
        self._places, self._first, self._seen = places, first, set[int]()

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise Fault(self._line(key_node), "odd-key")
            key = str(key_node.value)
            if key in built:
                raise Fault(self._line(key_node), "duplicate-key", key=key)
            self._places[(*path, key)] = self._line(key_node)
            built[key] = self._value(value_node, (*path, key), figures=_holds_figures((*path, key)))
        return built

    def _value(self, node: yaml.Node, path: Path, figures: bool) -> Any:
        if id(node) in self._seen:
            raise Fault(self._line(node), "anchor")
        self._seen.add(id(node))
        if node.tag.removeprefix(_TAG) not in _PLAIN or len(path) > _DEEPEST:
            raise Fault(self._line(node), "odd-value", value=node.tag.removeprefix(_TAG))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return self._sequence(node, path, figures)
        return _scalar(node, figures)

    def _sequence(self, node: yaml.SequenceNode, path: Path, figures: bool) -> list[Any]:
        # A list without mappings is one value, a list of words; with one it is several facts, which may be figures.
        several = figures and any(isinstance(item, yaml.MappingNode) for item in node.value)
        built = []
        for n, item in enumerate(node.value):
            self._places[(*path, n)] = self._line(item)
            built.append(self._value(item, (*path, n), several))
        return built

    def _line(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + self._first


def _scalar(node: yaml.Node, figures: bool) -> Any:
    kind, text = node.tag.removeprefix(_TAG), str(node.value)
    if kind == "null":
        return None
    if not figures or kind == "str":
        return text
    if kind == "bool":
        return text.lower() == "true"
    return int(text) if kind == "int" else float(text)


def _holds_figures(path: Path) -> bool:
    if len(path) == 1:
        return path == ("revision",)
    if path[0] in ("position", "bounds"):
        return len(path) == 2
    one_fact = len(path) - (len(path) > 2 and isinstance(path[2], int))
    return path[0] == "facts" and (one_fact == 2 or (one_fact == 3 and path[-1] == "value"))


def _ordered(value: Any, key: str = "") -> Any:
    """Languages in the guide's order and sources by their number, since equal entries may name them in any order."""
    if isinstance(value, list):
        return [_ordered(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    order = _ORDERS.get(key)
    keys = sorted(value, key=order) if order else value
    return {each: _ordered(value[each], each) for each in keys}


def _by_language(tag: str) -> tuple[int, str]:
    return (LANGUAGES.index(tag) if tag in LANGUAGES else len(LANGUAGES)), tag


def _by_number(name: str) -> tuple[str, int, str]:
    letters = name.rstrip("0123456789")
    return letters, int(name[len(letters) :] or 0), name


_ORDERS: dict[str, Callable[[str], Any]] = {
    "names": _by_language, "value": _by_language, "label": _by_language, "note": _by_language, "sources": _by_number,
}  # fmt: skip
