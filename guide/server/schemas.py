"""The bodies of the HTTP interface, for /openapi.json. Requests are checked by hand; these say what goes in and out."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field


class StarterBody(BaseModel):
    """A question for a first screen."""

    slot: str = Field(description="open, choose, plan, season, food or story; empty for one about a place's facts.")
    topic: str
    question: str


class StartersBody(BaseModel):
    """Up to six questions, each of which the guide can answer."""

    lang: str
    starters: list[StarterBody]


class AlertBody(BaseModel):
    """An emergency. `key` changes with its words; `page` is the address of its place, empty for the whole city."""

    key: str
    text: str
    page: str


class AlertsBody(BaseModel):
    """The emergencies of this moment, mostly none."""

    lang: str
    notices: list[AlertBody]


class Feedback(BaseModel):
    """A visitor's word on one answer."""

    id: str = Field(description="The completion's id.")
    thumb: Literal["up", "down"]
    reason: str | None = Field(default=None, max_length=500)


class PlanDay(BaseModel):
    """One day of a plan that is asked for; times are minutes from midnight at the place."""

    date: str = Field(description="2026-11-22")
    begin: int = Field(ge=0, le=1440, examples=[540])
    end: int = Field(ge=0, le=1440, examples=[1080])


class PlanAsked(BaseModel):
    """A plan that is asked for; everything listed must hold."""

    city: str
    days: list[PlanDay] = Field(max_length=5)
    start: str | None = Field(default=None, description="Id of the entry where each day starts.")
    end: str | None = None
    party: list[dict[str, Any]] = Field(default=[{"life": "adult"}], description="People: age, life, height, traits.")
    pace: Literal["slow", "usual", "brisk"] = "usual"
    wishes: list[str] = Field(default=[], description="Meanings of prompts/concepts.yaml: garden, museum, night.")
    avoid: list[str] = []
    must: list[str] = Field(default=[], description="Ids of entries to be seen.")
    without: list[str] = []
    among: list[str] = Field(default=[], description="Ids of the only entries that may be planned beside must.")
    budget: int | None = Field(default=None, description="The most that tickets may cost, for everybody.")
    meals: list[Literal["breakfast", "lunch", "dinner"]] | None = None
    rain: bool = False
    step_free: bool = False
    in_order: bool = Field(default=False, description="`among` are the stops of a route: see them in its order.")


class PlanMade(BaseModel):
    """A plan, or in `conflict` why there is none; then the days are those of the first way out."""

    link: str
    calendar: str
    lang: str
    days: list[dict[str, Any]]
    total: str
    unpriced: list[str]
    note: str
    conflict: list[str]
    wishes_in_conflict: list[str]


class TalkLine(BaseModel):
    """One message of a conversation."""

    role: Literal["user", "assistant"]
    content: str


class ComplaintSent(BaseModel):
    """A complaint as a visitor sends it; only what happened is needed."""

    what: str = Field(min_length=4, max_length=2000, description="What happened.")
    category: str = "other"
    urgency: Literal["high", "normal"] = "normal"
    where: str = Field(default="", max_length=200)
    when: str = Field(default="", max_length=200)
    contact: str = Field(default="", max_length=200, description="How to answer; may stay empty.")
    entry: str = Field(default="", max_length=200, description="Id of the place it is about.")
    city: str = Field(default="", max_length=200, description="Id of the city it is for, where it is of no place.")
    sort: Literal["complaint", "handoff"] = Field(default="complaint", description="handoff: a person is to answer.")
    transcript: list[TalkLine] = Field(
        default=[], description="The conversation, only where the visitor chose to send it along; kept redacted."
    )


class ComplaintReceipt(BaseModel):
    """What the holder of a receipt may know."""

    receipt: str
    category: str
    status: Literal["received", "working", "closed"]
    reply: str = Field(description="What the editors answered; empty while they have not.")
    received_at: str
    changed_at: str


class SpeechAsked(BaseModel):
    """A text to be read aloud."""

    text: str = Field(min_length=1, max_length=600)
    lang: str = Field(description="A language of GET /api/speech: zh-Hans, en, ...")
    notice: bool = Field(default=False, description="Say first that a machine speaks: once in a conversation.")


class SpeechMade(BaseModel):
    """A clip: its sound never changes."""

    audio: str
    milliseconds: int
    visemes: list[tuple[int, str]] = Field(description="[milliseconds, shape of the mouth], from 0 to a last rest.")
    voice: str


class Transcript(BaseModel):
    """What a recording says."""

    text: str


class SpeechOffer(BaseModel):
    """What there is to speak and to listen with."""

    languages: list[str]
    transcribes: bool
