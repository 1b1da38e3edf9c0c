"""The desk of a standing body: everything that waits to be prepared, sent, recorded or filed, whoever's it is to sign.

It opens to the seats of the office where the regulation gives it one (feature standing_desk).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from chidao.instruments.charter import Principle, Regulation
from chidao.instruments.queries import working_days
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader
from chidao.meetings import queries as meetings
from chidao.reports.waiting import Waiting
from chidao.tasks.rules import lateness

Stage = Literal["prepare", "send", "record", "file"]

FEATURE: Final = "standing_desk"
STAGES: Final[dict[Stage, Text]] = {
    "prepare": Text("chuẩn bị", "to prepare"),
    "send": Text("gửi", "to send"),
    "record": Text("ghi nhận", "to record"),
    "file": Text("lưu", "to file"),
}
_STAGE_OF: Final[dict[str, Stage]] = {
    "approve_invitation_list": "send",
    "issue_conclusion_notice": "send",
    "issue_document": "send",
    "issue_report": "send",
    "publish_document": "send",
    "remind_task": "send",
    "urge_agency": "send",
    "record_attendance": "record",
    "close_meeting": "record",
    "answer_nomination": "record",
    "decide_matter": "record",
    "accept_completion": "record",
    "file_document": "file",
}
"""What is done with a thing once its act is: whatever is not here is still to be prepared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingDesk:
    """All that waits, and how much of it at each stage; `clause` is where the standing body is laid down."""

    clause: str
    waits: tuple[Waiting, ...]
    counts: tuple[tuple[Text, int], ...]


def standing_desk(
    reader: Reader, current: Regulation | None, waits: Sequence[Waiting], now: datetime
) -> StandingDesk | None:
    """Return the standing body's desk for a seat of the office: its own waits, and what it may record for others.

    None for a seat elsewhere, or where the regulation gives no such desk.
    """
    principle = _principle(reader, current)
    if principle is None:
        return None
    found = (*waits, *_to_record(reader, now))
    stages = [stage_of(each.act) for each in found]
    return StandingDesk(
        clause=principle.clause,
        waits=tuple(sorted(found, key=lambda each: (each.due_on or date.max, each.kind, each.id))),
        counts=tuple((title, stages.count(stage)) for stage, title in STAGES.items()),
    )


def stage_of(act: str) -> Stage:
    """Return what is still to be done with a thing whose next act this is."""
    return _STAGE_OF.get(act, "prepare")


def _principle(reader: Reader, current: Regulation | None) -> Principle | None:
    role = current.role(reader.capacity.role or "") if current else None
    offices = {unit.id for unit in current.units if unit.kind == "office"} if current else set()
    return current.has_feature(FEATURE) if current and role and role.unit in offices else None


def _to_record(reader: Reader, now: datetime) -> Iterator[Waiting]:
    today = local_day(now)
    for each in meetings.to_record(reader, now):
        yield Waiting(
            act=each.act,
            kind="meeting",
            id=each.meeting,
            title=each.matter.says,
            note=_FOR_OTHERS,
            due_on=each.due_on,
            left=lateness(each.due_on, None, today, working_days()).working_days if each.due_on else None,
            clause=each.clause,
            matter=each.matter,
        )


_FOR_OTHERS = Text(
    "Việc của người khác; ghi nhận khi bản giấy đã ký", "Somebody else's; recorded once the paper is signed"
)
