"""Papers composed of what the record holds, with the norm on document formalities of their day, ready to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from chidao.documents.composing import LETTER, Printable, issued_by, norm_on
from chidao.documents.drafting import (
    Attendee,
    Gathering,
    LateTask,
    Letterhead,
    draft_attendance_sheet,
    draft_urging_letter,
)
from chidao.documents.drafting_reports import draft_report
from chidao.documents.rules import series_for
from chidao.documents.signing import signature_of
from chidao.instruments.queries import regulation, working_days
from chidao.kernel.days import VIET_NAM, local_day
from chidao.mandates.queries import name_on
from chidao.meetings.queries import Invited, MeetingPage
from chidao.tasks.queries import TaskRow
from chidao.web.here import Here


def urging_letter(here: Here, rows: Sequence[TaskRow], agencies: Sequence[str]) -> Printable:
    """Return an official letter that urges late tasks on, with room for its number. Raises BadInput for no tasks."""
    current = regulation(here.body, here.today)
    series = series_for(current, LETTER)
    signed = signature_of(current, here.me, on=here.today) if current else None
    issued = issued_by(here.body, here.today)
    head = Letterhead(
        issuer=issued.issuer,
        superior_body=issued.superior_body,
        place=issued.place,
        signature=tuple(line for line in signed.lines if line) if signed else (here.me.says.vi,),
        symbol=series.symbol if series else None,
        year=here.today.year,
        recipients=tuple(agencies),
    )
    late = [_late(row, here.today) for row in rows]
    report_by = working_days().add_working_days(here.today, 5)
    named = name_on(here.body, here.today)
    matter = f"các nhiệm vụ {named.name.vi} giao" if named else "các nhiệm vụ được giao"
    paper = draft_urging_letter(head, late, agencies=agencies, matter=matter, as_of=here.today, report_by=report_by)
    return Printable(paper, norm_on(here.today))


def attendance_sheet(here: Here, found: MeetingPage) -> Printable:
    """Return the sheet that those present at a meeting sign, everyone on its list with a row."""
    on = local_day(found.row.starts_at)
    issued = issued_by(here.body, on)
    head = Letterhead(
        issuer=issued.issuer, superior_body=issued.superior_body, place=issued.place, signature=(), dated_on=on
    )
    told = Gathering(
        name=found.row.title,
        chair=found.row.presiding.vi,
        starts_at=found.row.starts_at.astimezone(VIET_NAM),
        place=found.row.place,
    )
    return Printable(draft_attendance_sheet(head, told, map(_attendee, found.invited)), norm_on(on))


def report_draft(here: Here, content: Mapping[str, Any]) -> Printable:
    """Return a report that is not issued yet, with room for number, date and signature."""
    series = series_for(regulation(here.body, here.today), "BC")
    issued = issued_by(here.body, here.today)
    head = Letterhead(
        issuer=issued.issuer,
        superior_body=issued.superior_body,
        place=issued.place,
        signature=(),
        symbol=series.symbol if series else None,
        year=here.today.year,
    )
    return Printable(draft_report(head, content), norm_on(here.today))


def _attendee(invited: Invited) -> Attendee:
    # A person known by the post alone is not named twice.
    title = invited.seat_title.vi if invited.seat_title else ""
    return Attendee(post=title, name="" if invited.name in title else invited.name)


def _late(row: TaskRow, today: date) -> LateTask:
    return LateTask(
        title=row.title,
        lead=row.lead.name,
        source=row.source or "…",
        due_on=row.due_on or today,
        days_late=max(1, -row.lateness.working_days),
    )
