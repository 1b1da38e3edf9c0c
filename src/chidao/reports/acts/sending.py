"""A report on its way out: submitted, returned, issued under number to exactly those whom its duty names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.acts import Composed, numbered_document
from chidao.documents.acts.signing import SEAL, in_force, signed_for
from chidao.documents.models import Delivery, Document
from chidao.instruments.charter import Duty, Regulation
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.mandates.queries import agencies_going_on, seats_in_force
from chidao.people.models import Agency
from chidao.people.queries import agency_name_on
from chidao.reports.acts.subject import BODY, REPORT, about_report, locked_report, report_said, searched, who
from chidao.reports.models import Report
from chidao.reports.rules import (
    Addressee,
    Figures,
    addressed_roles,
    against_nobody,
    against_stale,
    duty_reported,
    printed,
)

KIND = "BC"
"""The kind of document that every report is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitReport:
    """A draft handed in for issue."""

    body: str = asked(*BODY)
    report: int = asked(*REPORT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnReport:
    """A submitted report sent back to be worked on."""

    body: str = asked(*BODY)
    report: int = asked(*REPORT)
    reason: str = asked("Lý do trả lại", "Why it is returned", "long")


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueReport:
    """A submitted report, signed and sent. Who receives it is the duty's to say, not the issuer's."""

    body: str = asked(*BODY)
    report: int = asked(*REPORT)
    seal: str = asked(*SEAL, default="")
    number: int | None = asked(
        "Số ghi trên giấy", "Number on the paper", "number",
        hint=Text("Để trống để lấy số kế tiếp.", "Leave empty to take the next number."), default=None,
    )  # fmt: skip


@act(
    "submit_report",
    ("Trình báo cáo", "Submit a report"),
    ("Trình {what}", "Submitted {what}"),
    given=SubmitReport,
    about=about_report,
)
def submit_report(doing: Doing, given: SubmitReport) -> Mapping[str, object]:
    """Hand a draft in. Conflict: it is no draft, or its figures are from before the period's end, which has passed."""
    report = locked_report(doing, given, "submit")
    raise_if_any(Conflict, against_stale(report.last_on, report.as_of, doing.at))
    doing.change(report, submitted_by=who(doing), submitted_at=doing.at, returned_at=None, return_reason="")
    return {"report": report.pk}


@act(
    "return_report",
    ("Trả lại báo cáo", "Return a report"),
    ("Trả lại {what}: {reason}", "Returned {what}: {reason}"),
    given=ReturnReport,
    about=about_report,
)
def return_report(doing: Doing, given: ReturnReport) -> Mapping[str, object]:
    """Make a submitted report a draft again. BadInput: no reason; Conflict: it is not submitted."""
    reason = given.reason.strip()
    if not reason:
        raise BadInput(Reason(code="reason_needed", says=_REASON_NEEDED, field="reason"))
    report = locked_report(doing, given, "return")
    drafter = report.drafted_by["person"]
    doing.change(report, submitted_by=None, submitted_at=None, returned_at=doing.at, return_reason=reason[:500])
    says = Text("Bị trả lại để sửa: {report}. Lý do: {reason}", "Returned: {report}. Reason: {reason}")
    _tell(doing, report, says.filled(report=report_said(report.number, report.title), reason=reason), [drafter])
    return {"report": report.pk, "say": {"reason": reason.rstrip(".")}}


@act(
    "issue_report",
    ("Ban hành báo cáo", "Issue a report"),
    ("Ban hành {what}, số {label}, gửi {count} nơi nhận", "Issued {what} as {label}, sent to {count} addressees"),
    given=IssueReport,
    about=about_report,
)
def issue_report(doing: Doing, given: IssueReport) -> Mapping[str, object]:
    """Send a submitted report to exactly the addressees of its duty; from here on its figures never change.

    Refused: the seal of somebody else; Conflict: it is not submitted, nobody is there to receive it, the regulation
    gives reports no series, or the number is taken.
    """
    report = locked_report(doing, given, "issue")
    current = in_force(doing, given.body)
    duty = duty_reported(current, report.duty)
    if duty is None:
        raise Conflict(Reason(code="no_duty", says=_DUTY_GONE))
    addressees = tuple(_addressees(doing, given.body, current, duty))
    raise_if_any(Conflict, against_nobody(addressees, duty.clause))
    document = numbered_document(doing, _paper(doing, report, given.seal, addressees), number=given.number)
    doing.change(document, duty=report.duty, cycle=report.cycle)
    doing.change(
        report,
        issued_at=doing.at,
        document=document,
        recipients=[each.as_data() for each in addressees],
        folded=searched(report.title, document.label),
    )
    doing.add_all(_deliveries(doing, document, addressees))
    told = Text("Báo cáo mới: {label}, {title}", "A new report: {label}, {title}")
    persons, agencies = [each.person for each in addressees], [each.agency for each in addressees]
    _tell(doing, report, told.filled(label=document.label, title=report.title), persons, agencies)
    return {
        "report": report.pk,
        "document": document.pk,
        "recipients": len(addressees),
        "say": {"label": document.label, "count": len(addressees)},
    }


def _addressees(doing: Doing, body: str, current: Regulation, duty: Duty) -> Iterator[Addressee]:
    """Yield whoever sits that day in a seat of a role addressed, then the agencies outside, or who goes on for them."""
    roles, on = addressed_roles(current, duty), local_day(doing.at)
    for seat in seats_in_force(body, on, known_at=doing.now):
        if seat.role in roles and seat.person is not None:
            yield Addressee(says=seat.title.vi, role=seat.role, seat=seat.id, person=seat.person)
    codes = [f"{body}/{agency}" for agency in duty.to_agencies]
    named = Agency.objects.using(doing.alias).filter(code__in=codes).order_by("pk").values_list("pk", flat=True)
    for agency in agencies_going_on(named, on):
        yield Addressee(says=agency_name_on(agency, on), agency=agency)


def _paper(doing: Doing, report: Report, seal: str, addressees: Sequence[Addressee]) -> Composed:
    return Composed(
        body=report.body,
        kind=KIND,
        title=report.title,
        signed=signed_for(doing, report.body, seal),
        content={"report": report.number, **printed(report.title, Figures.from_data(report.figures), report.words)},
        recipients=tuple(dict.fromkeys(each.says for each in addressees)),
    )


def _deliveries(doing: Doing, document: Document, addressees: Iterable[Addressee]) -> Iterator[Delivery]:
    for each in addressees:
        yield Delivery(
            document=document, person_id=each.person, agency_id=each.agency, as_says=each.says[:300], sent_at=doing.at
        )


def _tell(
    doing: Doing, report: Report, says: Text, persons: Iterable[int | None], agencies: Iterable[int | None] = ()
) -> None:
    doing.post(
        "notice",
        {
            "body": report.body,
            "agencies": sorted({each for each in agencies if each}),
            "persons": sorted({each for each in persons if each}),
            "says": says.as_data(),
            "path": f"/{report.body}/reports/{report.pk}/",
        },
    )


_REASON_NEEDED = Text("Cần ghi lý do trả lại.", "Why it is returned must be said.")
_DUTY_GONE = Text(
    "Quy chế đang có hiệu lực không còn nghĩa vụ báo cáo này, nên không có nơi nhận.",
    "The regulation in force no longer has this duty, so there is nobody to whom it goes.",
)
