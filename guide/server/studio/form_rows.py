"""The buttons of the editing form that add or take away a row: what the form holds after one was pressed."""

from __future__ import annotations

from collections.abc import Mapping

from guide.editing import drafts
from guide.editing.drafts import Draft
from guide.server.studio.form_view import Shown
from guide.settings import LANGUAGES

LONGEST_HEADING = 60


def altered(draft: Draft, do: str, form: Mapping[str, str], fields: Mapping[str, str], own: str) -> tuple[Draft, Shown]:
    """The draft after a button that adds or removes a row, and where the cursor goes. Other buttons change nothing."""
    verb, _, rest = do.partition(":")
    what, _, which = rest.partition(":")
    if verb == "remove" and which.isdecimal():
        return drafts.without_row(draft, what, int(which)), Shown(focus=what)
    if what == "links" and verb in ("find", "pick"):
        return _linked(draft, verb, which)
    if do == "add:source":
        return drafts.with_source(draft), Shown(focus=f"sources.{len(draft.sources)}.title")
    if do == "add:link":
        return drafts.with_link(draft), Shown(focus=f"links.{len(draft.links)}.relation")
    if do == "add:language" and form.get("new_lang") in LANGUAGES:
        return drafts.with_language(draft, form["new_lang"]), Shown(focus=f"name:{form['new_lang']}")
    if verb == "add" and what == "fact":
        field = which or form.get("new_field") or form.get("new_heading", "").strip()[:LONGEST_HEADING]
        if not field:
            return draft, Shown(notice="no_heading", focus="new_heading")
        longer, at = drafts.with_fact(draft, field, fields, own)
        cell = f"value:{own}" if longer.facts[at]["shape"] == "words" else "value"
        return longer, Shown(focus=f"facts.{at}.{cell}")
    return draft, Shown()


def opened(draft: Draft, field: str, fields: Mapping[str, str], own: str) -> tuple[Draft, str]:
    """The draft with a row for a known field, and its cell: the one there is, else an empty one."""
    if field not in fields:
        return draft, ""
    at = next((at for at, row in enumerate(draft.facts) if row.get("field") == field), None)
    if at is None:
        longer, shown = altered(draft, f"add:fact:{field}", {}, fields, own)
        return longer, shown.focus
    cell = next((name for name in draft.facts[at] if name == "value" or name == f"value:{own}"), "value")
    return draft, f"facts.{at}.{cell}"


def _linked(draft: Draft, verb: str, which: str) -> tuple[Draft, Shown]:
    """Look for the other end of a link, or put in the one that was picked."""
    at, _, target = which.partition(":")
    if verb == "pick":
        return drafts.with_target(draft, at, target), Shown(focus=f"links.{at}.relation")
    return draft, Shown(finding=int(at) if at.isdecimal() and len(at) < 6 else -1, focus=f"links.{at}.target")
