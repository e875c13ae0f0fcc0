"""One text of the copy desk in the making: what its sentences may name, and which may still be said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from guide.editing.copydesk import tracing
from guide.editing.copydesk.material import Material
from guide.editing.copydesk.values import Block, Brief, Line
from guide.editing.copydesk.voice import Voice
from guide.text.words import search_tokens

_ALIKE = 0.5
_NAMES = 3


@dataclass(frozen=True)
class Draft:
    """One text in the making."""

    brief: Brief
    materials: Sequence[Material]
    voice: Voice
    city: str
    stands: Callable[[str], bool]

    @cached_property
    def names(self) -> str:
        """The places, the first few by name."""
        names = [each.name for each in self.materials]
        if len(names) > _NAMES + 1:
            shown = self.voice.joined(names[:_NAMES])
            return self.voice.say("many", names=shown, count=len(names), rest=len(names) - _NAMES)
        return self.voice.joined(names)

    @property
    def about(self) -> dict[str, object]:
        """What every sentence around the facts may name."""
        return {
            "names": self.names,
            "name": self.materials[0].name,
            "last": self.materials[-1].name,
            "count": len(self.materials),
            "city": self.city,
        }

    def may_say(self, line: Line, before: Sequence[Line]) -> bool:
        """Whether a line may come after these: it boasts of nothing and says what they do not."""
        return self.stands(line.text) and not _is_said(line, before)

    def framed(self, slot: str, role: str) -> Block:
        """A sentence that claims nothing: it rests on the names it says."""
        text = self.voice.say(f"{slot}.{self.brief.form}", "", **self.about)
        said = tuple(each for each in self.materials if each.name in text) or self.materials[:1]
        traces = tuple(tracing.of_name(each.entry, self.brief.lang, each.telling) for each in said)
        return Block(role, (Line(text, traces),))


def _is_said(line: Line, before: Sequence[Line]) -> bool:
    """Whether most words of a line stand in another already."""
    words = set(search_tokens(line.text))
    return any(len(words & set(search_tokens(each.text))) >= _ALIKE * max(1, len(words)) for each in before)
