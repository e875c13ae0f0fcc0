"""Links in words: the facts that bear them out where the visitor's language has them, else the names by relation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from guide.dialogue.cite import Citations, mark
from guide.dialogue.telling import statements, told
from guide.dialogue.wording import Wording
from guide.skills.links import Linked, Shown
from guide.types import Finding


def say(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """The ties that answer, the asked names in the first sentence."""
    linked: Linked = finding.detail
    lang = finding.lang
    if not linked.more:
        yield wording.say(lang, "links.no_more", {"name": wording.name(linked.anchor, lang)})
    proofs = {id(each.proof.facts[0]): each.proof for each in linked.shown if each.told and each.proof}.values()
    pieces = (piece for found in proofs for piece in statements(found, lang, wording, citations))
    yield from told(pieces, lang, wording)
    listed = (each for each in linked.shown if not each.told)
    for relation, group in groupby(listed, key=lambda each: each.relation):
        yield _listed(linked, relation, tuple(group), finding, wording, citations)


def cards(finding: Finding, wording: Wording) -> tuple[Mapping[str, Any], ...]:
    """The tied entries, for the page to lead to."""
    linked: Linked = finding.detail
    items = [
        {"id": each.entry.id, "name": wording.name(each.entry, finding.lang), "relation": each.relation}
        for each in linked.shown
    ]
    return ({"kind": "links", "of": linked.anchor.id, "items": items},)


def suggest(finding: Finding, wording: Wording) -> tuple[str, ...]:
    """What might be asked of the first entry that was named."""
    linked: Linked = finding.detail
    first, lang = linked.shown[0].entry, finding.lang
    key = f"links.suggest.{first.kind if first.kind in ('person', 'work') else 'place'}"
    asked = [wording.say(lang, key, {"name": wording.name(first, lang)})] if linked.leads else []
    if linked.anchor.kind not in ("person", "work"):
        asked.append(wording.say(lang, "links.suggest.place", {"name": wording.name(linked.anchor, lang)}))
    return tuple(asked)


def _listed(
    linked: Linked, relation: str, group: Sequence[Shown], finding: Finding, wording: Wording, citations: Citations
) -> str:
    lang = finding.lang
    names = wording.join(lang, (wording.name(each.entry, lang) for each in group))
    numbers = dict.fromkeys(number for each in group if each.proof for number in citations.of_facts(each.proof))
    values = {"name": wording.name(linked.anchor, lang), "names": names, "kind": linked.anchor.kind}
    return mark(wording.say(lang, f"links.{_side(linked, relation)}.{relation}", values), *numbers)


def _side(linked: Linked, relation: str) -> str:
    """Whether the sentence starts from the entry that bears the relation or from the one it names."""
    borne = {(link.relation, link.target) for link in linked.anchor.links}
    return "out" if any((relation, each.entry.id) in borne for each in linked.shown) else "in"
