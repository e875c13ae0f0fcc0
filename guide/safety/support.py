"""Whether what a clause claims is supported by what is known of its place, and by nothing better contradicted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guide.safety.claims import Clause, Sign
from guide.safety.figures import Figure, agrees

_SAME_MATTER = 0.5
"""Share of a clause's words that a denial must hold to be about the same matter."""


def fault(said: Clause, known: Sequence[Clause]) -> str | None:
    """The first kind of claim that is not supported: figure, day, free, open, allow or is; None when all are."""
    return next(_faults(said, known), None)


def _faults(said: Clause, known: Sequence[Clause]) -> Iterator[str]:
    if not all(_known_figure(figure, known) and _of_its_label(figure, said, known) for figure in said.figures):
        yield "figure"
    if said.weekdays and not _days_agree(said, known):
        yield "day"
    checks = {"free": _free, "open": _open, "allow": _allow, "is": _denial}
    for topic, sign in sorted(said.signs):
        if not checks[topic](said, (topic, sign), known):
            yield topic
    if not said.signs & {("is", -1), ("allow", -1)} and _denied_by(said, known):
        yield "is"


def _known_figure(figure: Figure, known: Sequence[Clause]) -> bool:
    return any(agrees(figure, other) for each in known for other in each.figures)


def _of_its_label(figure: Figure, said: Clause, known: Sequence[Clause]) -> bool:
    """The price of a ticket that is named is that ticket's, not another's."""
    labelled = [each for each in known if each.labels]
    named = [each for each in labelled if any(_named(label, said, labelled) for label in each.labels)]
    if not named or not _known_figure(figure, labelled):
        return True
    return _known_figure(figure, named)


def _named(label: frozenset[str], said: Clause, labelled: Sequence[Clause]) -> bool:
    """Whether the clause says a word by which this label differs from the others: student, not ticket."""
    others = frozenset[str]().union(*(other for each in labelled for other in each.labels if other != label))
    return any(len(word) > 1 for word in (label - others) & said.content)


def _days_agree(said: Clause, known: Sequence[Clause]) -> bool:
    closed = frozenset[int]().union(*(each.weekdays for each in known if ("open", -1) in each.signs))
    if ("open", -1) in said.signs:
        return True
    if said.signs & {("open", 1), ("allow", 1)} or any(figure.kind == "time" for figure in said.figures):
        excused = any(("open", 1) in each.signs and each.weekdays & closed and overlap(said, each) for each in known)
        return not said.weekdays & closed or excused
    return any(said.weekdays <= each.weekdays for each in known)


def _open(said: Clause, sign: Sign, known: Sequence[Clause]) -> bool:
    alike = [each for each in known if sign in each.signs]
    if sign[1] > 0:
        return bool(alike) and not any(_always(each) for each in known if ("open", -1) in each.signs)
    return any(
        said.weekdays <= each.weekdays if each.weekdays and said.weekdays else not each.weekdays and _about(said, each)
        for each in alike
    )


def _always(each: Clause) -> bool:
    """Closed without a day, a date or anything else that limits it."""
    return each.general and not each.weekdays and not each.figures


def _about(said: Clause, each: Clause) -> bool:
    return each.general or overlap(said, each) >= 1


def _free(said: Clause, sign: Sign, known: Sequence[Clause]) -> bool:
    """Supported by a clause without condition or about the same words, and no better contradicted."""
    opposite = (sign[0], -sign[1])
    support = max((_weight(said, each) for each in known if sign in each.signs), default=0)
    against = max((_weight(said, each) for each in known if opposite in each.signs), default=0)
    return support > 0 and support >= against


def _weight(said: Clause, each: Clause) -> float:
    return overlap(said, each) + (0.5 if each.general else 0)


def _allow(said: Clause, sign: Sign, known: Sequence[Clause]) -> bool:
    """A ban must be known; a permission must not be banned."""
    bans = [each for each in known if each.signs & {("allow", -1), ("is", -1)}]
    ban = max((overlap(said, each) for each in bans), default=0)
    if sign[1] < 0:
        return ban >= 1
    rest = [each for each in known if each not in bans]
    return ban == 0 or ban < max((overlap(said, each) for each in rest), default=0)


def _denial(said: Clause, sign: Sign, known: Sequence[Clause]) -> bool:
    denials = [each for each in known if each.signs & {("is", -1), ("allow", -1)}]
    needed = max(1, _words(said.content) * _SAME_MATTER / 2)
    return any(overlap(said, each) >= needed for each in denials)


def _denied_by(said: Clause, known: Sequence[Clause]) -> bool:
    """Whether what is said without a denial is known only with one."""
    denials = [each for each in known if ("is", -1) in each.signs and _same_matter(said, each)]
    denied = max((overlap(said, each) for each in denials), default=0)
    stated = max((overlap(said, each) for each in known if not each.signs & {("is", -1), ("allow", -1)}), default=0)
    whole = any(_words(said.content & each.content) >= _words(each.content) for each in denials)
    return denied > stated or whole and denied == stated


def _same_matter(said: Clause, each: Clause) -> bool:
    """All that the known clause is about is in what is said, or half of what is said is in the known clause."""
    if said.lang != each.lang or not said.content or not each.content:
        return False
    shared = _words(said.content & each.content)
    return shared >= _words(each.content) or shared >= _SAME_MATTER * _words(said.content)


def overlap(said: Clause, each: Clause) -> int:
    """How many words two clauses share, and figures: words only within one language."""
    words = _words(said.content & each.content) if said.lang == each.lang else 0
    return words + sum(any(agrees(figure, other) for other in each.figures) for figure in said.figures)


def _words(shared: frozenset[str]) -> int:
    """Words, and characters by the pair: one shared character is no shared word."""
    return sum(len(word) > 1 for word in shared) or sum(len(word) == 1 for word in shared) // 2
