"""Papers composed of what the record holds, with the norm on document formalities of their day, ready to print."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from chidao.documents.acts import PLAIN
from chidao.documents.drafting import (
    Attendee,
    Conclusion,
    Gathering,
    LateTask,
    Letterhead,
    draft_attendance_sheet,
    draft_conclusion_notice,
    draft_document,
    draft_invitation,
    draft_urging_letter,
)
from chidao.documents.drafting_reports import REPORT, draft_report
from chidao.documents.formalities import Formality, formality_on, load_formalities
from chidao.documents.paper import BLANK, Paper, Paragraph
from chidao.documents.queries import DocumentPage
from chidao.documents.rules import series_for
from chidao.documents.signing import signature_of
from chidao.instruments.queries import regulation, working_days
from chidao.kernel.days import VIET_NAM, local_day
from chidao.kernel.symbols import KINDS
from chidao.kernel.wording import Text
from chidao.mandates.queries import name_on, seats_in_force
from chidao.meetings.queries import Invited, MeetingPage
from chidao.tasks.queries import TaskRow
from chidao.web.documents.printing import Printable
from chidao.web.here import Here

LETTER: Final = "CV"
ADDRESSED: Final = frozenset({LETTER, "TTr"})
"""The kinds that are addressed to somebody at their head ("Kính gửi")."""
# "thành phố X", "tỉnh X" in the name of the agency that the body belongs to: where its papers are dated from.
_PLACE: Final = re.compile(r"\b(?:thành phố|tỉnh)\s+(.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who issues the papers of a body on a day, under which agency, and from where they are dated."""

    issuer: str
    superior_body: str
    place: str


def document_paper(found: DocumentPage) -> Printable:
    """Return an issued document as it was composed; one entered from outside gets its frame only."""
    return Printable(_paper(found), _norm(found.row.dated_on))


def urging_letter(here: Here, rows: Sequence[TaskRow], agencies: Sequence[str]) -> Printable:
    """Return an official letter that urges late tasks on, with room for its number. Raises BadInput for no tasks."""
    current = regulation(here.body, here.today)
    series = series_for(current, LETTER)
    signed = signature_of(current, here.me, on=here.today) if current else None
    issued = _issued_by(here.body, here.today)
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
    return Printable(paper, _norm(here.today))


def attendance_sheet(here: Here, found: MeetingPage) -> Printable:
    """Return the sheet that those present at a meeting sign, everyone on its list with a row."""
    on = local_day(found.row.starts_at)
    issued = _issued_by(here.body, on)
    head = Letterhead(
        issuer=issued.issuer, superior_body=issued.superior_body, place=issued.place, signature=(), dated_on=on
    )
    told = Gathering(
        name=found.row.title,
        chair=found.row.presiding.vi,
        starts_at=found.row.starts_at.astimezone(VIET_NAM),
        place=found.row.place,
    )
    return Printable(draft_attendance_sheet(head, told, map(_attendee, found.invited)), _norm(on))


def report_draft(here: Here, content: Mapping[str, Any]) -> Printable:
    """Return a report that is not issued yet, with room for number, date and signature."""
    series = series_for(regulation(here.body, here.today), "BC")
    issued = _issued_by(here.body, here.today)
    head = Letterhead(
        issuer=issued.issuer,
        superior_body=issued.superior_body,
        place=issued.place,
        signature=(),
        symbol=series.symbol if series else None,
        year=here.today.year,
    )
    return Printable(draft_report(head, content), _norm(here.today))


def _paper(found: DocumentPage) -> Paper:
    head = _head(found)
    content: Mapping[str, Any] = found.content
    form = content.get("form")
    if form == "invitation":
        return draft_invitation(
            head, _gathering(content["meeting"]), invited=content.get("invited", ()), agenda=content.get("agenda", ())
        )
    if form == "conclusion_notice":
        conclusions = [_conclusion(each) for each in content.get("conclusions", ())]
        return draft_conclusion_notice(head, _gathering(content["meeting"]), conclusions)
    if form == REPORT:
        return draft_report(head, content)
    if form == PLAIN:
        return _plain(found, head, content)
    return _bare(found, head)


def _plain(found: DocumentPage, head: Letterhead, content: Mapping[str, Any]) -> Paper:
    named = KINDS.get(found.row.kind)
    addressed = tuple(content.get("addressed", ())) if found.row.kind in ADDRESSED else ()
    return draft_document(
        replace(head, recipients=tuple(each for each in head.recipients if each not in addressed)),
        kind_name=_capitalised(named) if named else None,
        subject=found.row.title,
        paragraphs=content.get("paragraphs", ()),
        addressees=addressed,
    )


def _head(found: DocumentPage) -> Letterhead:
    row = found.row
    issued = _issued_by(found.body, row.dated_on)
    return Letterhead(
        issuer=issued.issuer,
        superior_body=issued.superior_body,
        place=issued.place,
        signature=tuple(line for line in found.signature_lines if line) or ((row.signer,) if row.signer else ()),
        number=row.number,
        symbol=row.symbol,
        dated_on=row.dated_on,
        recipients=found.recipients if found.content.get("form") != "invitation" else (),
    )


def _issued_by(body: str, on: date) -> Issuer:
    """Return who issues the body's papers: under the agency of the seat at its head, dated from there."""
    named = name_on(body, on)
    first = next(iter(seats_in_force(body, on)), None)
    above = first.agency_name if first else ""
    place = _PLACE.search(above)
    return Issuer(
        issuer=named.name.vi if named else body, superior_body=above, place=place.group(1) if place else BLANK
    )


def _gathering(told: Mapping[str, str]) -> Gathering:
    return Gathering(
        name=told["name"], chair=told["chair"], starts_at=datetime.fromisoformat(told["starts_at"]), place=told["place"]
    )


def _attendee(invited: Invited) -> Attendee:
    # A person known by the post alone is not named twice.
    title = invited.seat_title.vi if invited.seat_title else ""
    return Attendee(post=title, name="" if invited.name in title else invited.name)


def _conclusion(told: Mapping[str, Any]) -> Conclusion:
    return Conclusion(
        text=told["text"],
        lead=told.get("lead"),
        coordinating=tuple(told.get("coordinating") or ()),
        due_on=date.fromisoformat(told["due_on"]) if told.get("due_on") else None,
    )


def _bare(found: DocumentPage, head: Letterhead) -> Paper:
    named = KINDS.get(found.row.kind)
    return Paper(
        issuer=head.issuer,
        superior_body=head.superior_body,
        place=head.place,
        number=head.number,
        symbol=head.symbol,
        dated_on=head.dated_on,
        kind_name=_capitalised(named) if named else None,
        subject=found.row.title,
        body=(Paragraph(BLANK),),
        addressees=() if named else (BLANK,),
        signature=head.signature,
        recipients=head.recipients,
        filing=head.filing,
        closed=False,
    )


def _late(row: TaskRow, today: date) -> LateTask:
    return LateTask(
        title=row.title,
        lead=row.lead.name,
        source=row.source or "…",
        due_on=row.due_on or today,
        days_late=max(1, -row.lateness.working_days),
    )


def _capitalised(words: Text) -> str:
    return words.vi[:1].upper() + words.vi[1:]


def _norm(on: date) -> Formality:
    return formality_on(_formalities(), on)


@cache
def _formalities() -> tuple[Formality, ...]:
    return load_formalities()
