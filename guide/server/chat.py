"""The chat page: a shell that its script brings to life, and a plain form that works without."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from guide.server import asked as questions
from guide.server import bodies
from guide.server.answers import Answers
from guide.server.asked import MOST_QUESTION, Asked
from guide.server.completions import citation
from guide.server.dates import dated
from guide.server.limits import Limits
from guide.server.locales import Words
from guide.server.prose import Banner, Block, apart, blocks, unmarked
from guide.server.refusals import Refusal
from guide.server.served import Served
from guide.server.shell import Shell
from guide.types import Message, Reply


@dataclass(frozen=True, slots=True)
class Said:
    """One question and its answer as the page without a script shows them."""

    question: str
    text: str
    lang: str
    blocks: tuple[Block, ...]
    label: str
    sources: tuple[dict[str, Any], ...] = ()
    suggestions: tuple[str, ...] = ()
    cards: tuple[Mapping[str, Any], ...] = ()
    notices: tuple[Banner, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """What the plain form sends: the talk so far, in order, and the new question."""

    question: str
    conversation: str
    earlier: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """What the page shows: the turns so far, and the question that is not answered yet."""

    conversation: str
    said: tuple[Said, ...] = ()
    draft: str = ""
    refusal: Refusal | None = None


def router(served: Served, shell: Shell, answers: Answers, limits: Limits) -> APIRouter:
    """GET and POST /."""
    routes = APIRouter(include_in_schema=False)

    @routes.api_route("/", methods=["GET", "HEAD"])
    def open_page(request: Request) -> Response:
        draft = questions.clean(request.query_params.get("q", ""))[:MOST_QUESTION]
        return _page(shell, request, Talk(secrets.token_urlsafe(16), draft=draft))

    @routes.post("/")
    async def ask(request: Request) -> Response:
        form = _form(bodies.as_form(await bodies.read(request)))
        words = shell.words(request)
        earlier = tuple(_earlier(words, question, text) for question, text in form.earlier)
        try:
            limits.question(request, form.conversation)
            asked = _asked(form, words, served)
            reply = await answers.whole(asked)
        except Refusal as refusal:
            talk = Talk(form.conversation, earlier, form.question, refusal)
        else:
            talk = Talk(form.conversation, (*earlier, _said(words, asked, reply)))
        return await run_in_threadpool(_page, shell, request, talk)

    return routes


def _page(shell: Shell, request: Request, talk: Talk) -> Response:
    words, refusal = shell.words(request), talk.refusal
    response = shell.page(
        request,
        "chat.html",
        status=refusal.status if refusal else 200,
        talk=talk,
        said=talk.said,
        carried=_carried(talk),
        problem=refusal.problem(words)["error"] if refusal else None,
        most=MOST_QUESTION,
        starters=shell.starters(words) if not talk.said else (),
        is_mapped=shell.is_mapped(),
        phones=shell.phones(),
        script_words=words.under("js.", "date.", "sheet.", "chat.label", "chat.asked", "plan."),
    )
    response.headers.update(refusal.headers if refusal else {})
    return response


def _carried(talk: Talk) -> str:
    """The conversation as the draft of a complaint takes it along; nothing of it is stored by that."""
    pairs = ((("user", each.question), ("assistant", each.text)) for each in talk.said)
    return json.dumps([{"role": role, "content": text} for pair in pairs for role, text in pair], ensure_ascii=False)


def _form(fields: list[tuple[str, str]]) -> Form:
    values: dict[str, list[str]] = {"q": [""], "conversation": [""], "asked": [], "said": [], "press": []}
    for key, value in fields:
        if key in values:
            values[key].append(value)
    earlier = tuple(zip(values["asked"], values["said"], strict=False))
    question = values["press"][-1] if values["press"] else values["q"][-1]
    return Form(question, values["conversation"][-1][:100], earlier[-questions.MOST_MESSAGES // 2 :])


def _asked(form: Form, words: Words, served: Served) -> Asked:
    talk = [
        Message(role, text) for pair in form.earlier for role, text in zip(("user", "assistant"), pair, strict=True)
    ]
    spoken = [{"role": each.role, "content": each.text} for each in talk]
    metadata = {"lang": words.lang, "conversation": questions.clean(form.conversation)}
    messages = questions.messages([*spoken, {"role": "user", "content": form.question}])
    return Asked(questions.new_id(), messages, questions.context(metadata, served.settings))


def _earlier(words: Words, question: str, text: str) -> Said:
    return Said(question, text, words.lang, tuple(blocks(unmarked(text), frozenset())), words("chat.label"))


def _said(words: Words, asked: Asked, reply: Reply) -> Said:
    numbers = frozenset(each.n for each in reply.citations)
    text, notices = apart(reply.text, reply.notices, numbers)
    sources = tuple({**citation(each), "dated": dated(words, each.as_of, each.checked_on)} for each in reply.citations)
    return Said(
        question=asked.messages[-1].text,
        text=reply.text,
        lang=reply.lang,
        blocks=tuple(blocks(text, numbers)),
        label=reply.label,
        sources=sources,
        suggestions=reply.suggestions,
        cards=reply.cards,
        notices=notices,
    )
