"""From what was concluded to a notice under number, whose every conclusion is a task or, in so many words, none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.acts import SEAL, Composed, notice_instrument, numbered_document, signed_for
from chidao.documents.models import Delivery, Document
from chidao.instruments.models import Provision
from chidao.instruments.queries import regulation
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.mandates.queries import name_on
from chidao.meetings.acts.inviting import gathering, lowered
from chidao.meetings.acts.subject import about_meeting, locked_meeting, matter_of
from chidao.meetings.models import Conclusion, Meeting
from chidao.meetings.queries import facts_from
from chidao.meetings.rules import Drafted, NoticePlan, against_no_task, against_notice, meeting_said, notice_plan
from chidao.people.models import Agency
from chidao.tasks.models import Task

NOTICE = "TB"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueConclusionNotice:
    """The notice of a meeting's conclusions."""

    body: str = asked("Ban chỉ đạo", "Body", "body")
    meeting: int = asked("Cuộc họp", "Meeting", "meeting")
    title: str = asked(
        "Trích yếu", "Subject", hint=Text("Để trống để lấy theo cuộc họp.", "Empty: after the meeting."), default=""
    )
    recipients: tuple[str, ...] = asked(
        "Nơi nhận thêm", "Further recipients", "lines",
        hint=Text(
            "Thành viên và các cơ quan nêu trong kết luận đã có sẵn.",
            "Members and the agencies named in the conclusions are there already.",
        ),
        default=(),
    )  # fmt: skip
    seal: str = asked(*SEAL, default="")
    number: int | None = asked(
        "Số ghi trên giấy", "Number on the paper", "number",
        hint=Text("Để trống để lấy số kế tiếp.", "Leave empty to take the next number."), default=None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposeConclusionWithoutTask:
    """A conclusion from which no task follows."""

    body: str = asked("Ban chỉ đạo", "Body", "body")
    conclusion: int = asked("Kết luận", "Conclusion", "conclusion")
    reason: str = asked("Vì sao không giao nhiệm vụ", "Why no task follows")


def _about_conclusion(given: DisposeConclusionWithoutTask, at: datetime) -> Matter:
    conclusion = _conclusion(given)
    matter = matter_of(conclusion.meeting)
    told = meeting_said(conclusion.meeting.kind, conclusion.meeting.title)
    return Matter(
        body=given.body,
        says=Text(f"kết luận số {conclusion.ordinal} của {told.vi}", f"conclusion {conclusion.ordinal} of {told.en}"),
        facets={**matter.facets, "origin": "conclusion"},
        presiding=matter.presiding,
        lead_agency=conclusion.lead_agency_id,
        coordinating=frozenset(conclusion.coordinating),
    )


@act(
    "issue_conclusion_notice",
    ("Ban hành thông báo kết luận", "Issue the conclusion notice"),
    ("Ban hành thông báo số {label}, kết luận của {what}", "Issued notice {label}, the conclusions of {what}"),
    given=IssueConclusionNotice,
    about=about_meeting,
)
def issue_conclusion_notice(doing: Doing, given: IssueConclusionNotice) -> Mapping[str, object]:
    """Issue the notice under number. Each conclusion becomes a provision that tasks cite.

    It is signed in the form of the right by which the actor acts, under the seal that goes with it. Raises Conflict
    before the meeting is closed, without conclusions, or where the regulation gives notices no series; Refused, with
    the clause of the seals, for a seal of somebody else's.
    """
    meeting = locked_meeting(doing, given)
    rows = list(Conclusion.objects.using(doing.alias).filter(meeting=meeting).order_by("ordinal"))
    raise_if_any(Conflict, against_notice(facts_from(meeting, conclusions=len(rows))))
    plan = _plan(doing, meeting, rows, given.recipients)
    document = numbered_document(doing, _paper(doing, meeting, plan, given), number=given.number)
    texts = [each.text for each in plan.conclusions]
    provisions = notice_instrument(doing, document, texts, issuer=_issuer(meeting.body, doing.at))
    _number_conclusions(doing, rows, provisions)
    doing.add_all(_deliveries(doing, document, rows))
    doing.change(meeting, notice=document)
    return {
        "meeting": meeting.pk,
        "document": document.pk,
        "provisions": [each.pk for each in provisions],
        "say": {"label": document.label},
    }


@act(
    "dispose_conclusion_without_task",
    ("Không giao nhiệm vụ", "No task follows"),
    ("Không giao nhiệm vụ từ {what}: {reason}", "No task follows from {what}: {reason}"),
    given=DisposeConclusionWithoutTask,
    about=_about_conclusion,
)
def dispose_conclusion_without_task(doing: Doing, given: DisposeConclusionWithoutTask) -> Mapping[str, object]:
    """Say in so many words that no task follows from a conclusion, and why. Raises Conflict where there is one."""
    if not given.reason.strip():
        raise BadInput(Reason(code="reason_needed", says=_REASON_NEEDED, field="reason"))
    conclusion = _conclusion(given)
    provision = conclusion.provision_id
    raise_if_any(
        Conflict,
        against_no_task(
            issued=provision is not None,
            disposed=bool(conclusion.disposition),
            has_task=provision is not None and Task.objects.using(doing.alias).filter(provision=provision).exists(),
        ),
    )
    doing.change(conclusion, disposition="no_task", no_task_reason=given.reason.strip()[:300])
    return {"conclusion": conclusion.pk, "say": {"reason": given.reason.strip().rstrip(".")}}


def _conclusion(given: DisposeConclusionWithoutTask) -> Conclusion:
    found: Conclusion | None = (
        Conclusion.objects.select_related("meeting").filter(meeting__body=given.body, pk=given.conclusion).first()
    )
    if found is None:
        raise NotFound(Reason(code="no_conclusion", says=_NO_CONCLUSION, field="conclusion"))
    return found


def _plan(doing: Doing, meeting: Meeting, rows: Sequence[Conclusion], others: Sequence[str]) -> NoticePlan:
    named = {agency for row in rows for agency in (row.lead_agency_id, *row.coordinating) if agency}
    names = dict(Agency.objects.using(doing.alias).filter(pk__in=named).values_list("pk", "name"))
    added = [line.strip() for line in others if line.strip()]
    return notice_plan([_drafted(row, names) for row in rows], members=_members(meeting, doing.at), others=added)


def _drafted(row: Conclusion, names: Mapping[int, str]) -> Drafted:
    return Drafted(
        id=row.pk,
        ordinal=row.ordinal,
        text=row.text,
        lead=names.get(row.lead_agency_id) if row.lead_agency_id else None,
        coordinating=tuple(names[agency] for agency in row.coordinating if agency in names),
        due_on=row.due_on,
    )


def _paper(doing: Doing, meeting: Meeting, plan: NoticePlan, given: IssueConclusionNotice) -> Composed:
    told = gathering(meeting)
    return Composed(
        body=meeting.body,
        kind=NOTICE,
        title=(given.title.strip() or f"Kết luận của {told['chair']} tại {lowered(meeting.title)}")[:500],
        signed=signed_for(doing, meeting.body, given.seal),
        content={"form": "conclusion_notice", "meeting": told, "conclusions": plan.as_content()},
        recipients=plan.recipients,
    )


def _members(meeting: Meeting, at: datetime) -> list[str]:
    current = regulation(meeting.body, local_day(at))
    units = [entry.name.vi for entry in current.units if entry.kind == meeting.unit] if current else []
    return [f"Thành viên {unit}" for unit in units]


def _issuer(body: str, at: datetime) -> str:
    named = name_on(body, local_day(at))
    return named.name.vi if named else ""


def _number_conclusions(doing: Doing, rows: Sequence[Conclusion], provisions: Sequence[Provision]) -> None:
    for row, provision in zip(rows, provisions, strict=True):
        doing.change(row, provision=provision)


def _deliveries(doing: Doing, document: Document, rows: Sequence[Conclusion]) -> Iterable[Delivery]:
    named = [agency for row in rows for agency in (row.lead_agency_id, *row.coordinating) if agency]
    for agency in dict.fromkeys(named):
        yield Delivery(document=document, agency_id=agency, sent_at=doing.at)


_NO_CONCLUSION = Text("Không có kết luận này.", "There is no such conclusion.")
_REASON_NEEDED = Text("Cần ghi lý do không giao nhiệm vụ.", "Why no task follows must be said.")
