"""Where an act is done from: its own form, or the list of the things it is about."""

from __future__ import annotations

import dataclasses
from typing import Final

from django.urls import reverse

from chidao.acts.registry import act_named, fields_of
from chidao.web.here import Here
from chidao.web.offers import act_url

ROOMS: Final = {
    "task": "tasks", "meeting": "meetings", "conclusion": "meetings", "matter": "matters", "document": "documents",
}  # fmt: skip
PAGES: Final = {
    "issue_personal_key": "keys", "revoke_personal_key": "keys", "submit_agency_report": "reports_owed",
    "return_agency_report": "report_forms", "answer_nomination": "group_people", "end_sub_group": "groups",
    "end_requisition": "group_calls", "end_focal_unit": "focal", "end_field": "fields",
}  # fmt: skip


def room_of(act: str) -> str:
    """Return the name of the list in which the things stand that an act needs; "" for an act that begins something."""
    given = act_named(act).given
    asked = fields_of(given)
    needed = (each.name for each in dataclasses.fields(given) if _is_needed(each))
    return next((ROOMS[asked[name].kind] for name in needed if asked[name].kind in ROOMS), "")


def place_of(here: Here, act: str) -> str:
    """Return the address from which an act is done."""
    room = PAGES.get(act) or room_of(act)
    return reverse(room, args=[here.body]) if room else act_url(here, act)


def _is_needed(field: dataclasses.Field[object]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
