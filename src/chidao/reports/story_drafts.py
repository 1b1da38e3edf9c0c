"""The steps of a story that are no acts: drafts are written, saved anew, noted on and given up before anything is
submitted, and stand in no record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from chidao.acts.authority import Capacity
from chidao.documents.drafts import desk
from chidao.documents.models import Draft

Given = dict[str, Any]
Made = Mapping[str, Any]


def at_the_desk(step: str, body: str, given: Mapping[str, Any], by: Capacity, now: datetime) -> Made:
    """Do one of the `DESK` steps; return what later steps may name: the draft, and its version.

    Raises as the room of drafts does.
    """
    return DESK[step](body, dict(given), by, now)


def _start(body: str, given: Given, by: Capacity, now: datetime) -> Made:
    form, answers = given.pop("form"), given.pop("answers", None)
    return _made(desk.start(body=body, form=form, by=by, now=now, content=given, answers=answers))


def _save(body: str, given: Given, by: Capacity, now: datetime) -> Made:
    """Save the last version with some of its fields said otherwise; `why` is the note beside the version."""
    draft, why = _draft(body, given), given.pop("why", "")
    last = desk.newest(draft)
    content = {**(last.content if last else {}), **given}
    return _made(desk.save_version(draft, content, version=draft.version, by=by, now=now, note=why))


def _note(body: str, given: Given, by: Capacity, now: datetime) -> Made:
    draft = _draft(body, given)
    desk.comment(draft, given["text"], version=draft.version, by=by, now=now, place=given.get("place", 0))
    return _made(draft)


def _give_up(body: str, given: Given, by: Capacity, now: datetime) -> Made:
    draft = _draft(body, given)
    desk.give_up(draft, now=now)
    return _made(draft)


def _draft(body: str, given: Given) -> Draft:
    found: Draft = Draft.objects.get(body=body, pk=given.pop("draft"))
    return found


def _made(draft: Draft) -> Made:
    return {"draft": draft.pk, "version": draft.version}


DESK: Final[Mapping[str, Callable[[str, Given, Capacity, datetime], Made]]] = {
    "start_draft": _start,
    "save_draft": _save,
    "note_draft": _note,
    "give_up_draft": _give_up,
}
