"""When a visitor had better talk to a person: somebody is angry, or the guide had no answer twice running.

Who asks for a person in so many words is heard by assist itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from guide.skills.assist import NAME as ASSIST
from guide.skills.assist import Asked
from guide.skills.declining import NAME as DECLINING
from guide.types import Finding, Message

ANGRY = frozenset({"smalltalk.insult", f"{DECLINING}.abuse"})
"""What anger is heard as."""
_ELSEWHERE = f"{DECLINING}.elsewhere"
"""What is no matter of travel."""
OFFERS = frozenset({"assist.handoff", "assist.upset"})


def due(
    found: Sequence[Finding],
    messages: Sequence[Message],
    find: Callable[[Sequence[Message]], Finding],
    is_angry: bool = False,
) -> bool:
    """Whether a person is to be offered beside an answer; `find` finds the answer to earlier messages."""
    if any(each.skill == ASSIST for each in found):
        return False
    if is_angry or any(each.intent in ANGRY for each in found):
        return True
    if not all(map(failed, found)):
        return False
    earlier = before_last(messages)
    return bool(earlier) and failed(find(earlier))


def failed(finding: Finding) -> bool:
    """Whether the guide had no answer, other than one that it declined to give."""
    return not finding.answered and finding.skill != DECLINING


def own(found: Sequence[Finding]) -> Sequence[Finding]:
    """What was found on the question itself."""
    return [each for each in found if each.intent not in OFFERS] or found


def asked(found: Sequence[Finding], messages: Sequence[Message]) -> Asked:
    """What is asked of assist then, about the last question: an apology for no answer, or for what made angry."""
    is_told = all(each.answered and each.intent not in ANGRY for each in found)
    return Asked("upset" if is_told else "handoff", about=messages[-1].text)


def beside(found: tuple[Finding, ...], helped: Finding) -> tuple[Finding, ...]:
    """An answer with the offer. Who scolds the guide itself is not told that this is no matter of travel."""
    return (helped,) if all(each.intent == _ELSEWHERE for each in found) else (*found, helped)


def before_last(messages: Sequence[Message]) -> Sequence[Message]:
    """The conversation as it stood when the question before the last was put; empty when there was none."""
    own = [place for place, each in enumerate(messages) if each.role == "user"]
    return messages[: own[-2] + 1] if len(own) > 1 else ()
