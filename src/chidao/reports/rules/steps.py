"""A report's own way: drafted, submitted, issued; to whom it goes, what stands against a step (PURE)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from chidao.instruments.charter import Duty, Regulation
from chidao.instruments.vocabulary import FACETS
from chidao.kernel.days import local_day
from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text

ReportState = Literal["draft", "submitted", "issued", "void"]
ReportStep = Literal["revise", "submit", "return", "issue"]

YEARS: Final = range(1900, 2200)
REPORTED: Final = frozenset({"report", "review"})
"""The kinds of duty that a report of the body's own keeps."""

KINDS: Final = FACETS["report"]
STATES: Final[dict[ReportState, Text]] = {
    "draft": Text("đang soạn", "draft"),
    "submitted": Text("đã trình", "submitted"),
    "issued": Text("đã ban hành", "issued"),
    "void": Text("đã hủy số", "void"),
}
NEEDS: Final[dict[ReportStep, ReportState]] = {
    "revise": "draft",
    "submit": "draft",
    "return": "submitted",
    "issue": "submitted",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants to report on: a cycle of a duty, or any days."""

    kind: str
    duty: str
    cycle: str = ""
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """One of those to whom a report goes: whoever sits in a seat, or an agency outside the body's seats."""

    says: str
    role: str = ""
    seat: int | None = None
    person: int | None = None
    agency: int | None = None

    def as_data(self) -> dict[str, object]:
        """Return the addressee as plain data."""
        return {name: getattr(self, name) for name in ("role", "seat", "person", "agency", "says")}


def state_of(submitted_at: datetime | None, issued_at: datetime | None, voided_at: datetime | None) -> ReportState:
    """Return the state that follows from a report's dates; one whose number was voided has not gone out."""
    if voided_at is not None:
        return "void"
    return "issued" if issued_at else "submitted" if submitted_at else "draft"


def duty_reported(regulation: Regulation, duty: str) -> Duty | None:
    """Return the duty to report or to review with this id."""
    return next((each for each in regulation.duties if each.id == duty and each.what in REPORTED), None)


def facets_of(regulation: Regulation, duty: Duty | None, kind: str) -> dict[str, str]:
    """Return what a power to report may be narrowed by: the kind of report, whose it is, the kind of review."""
    found = {"report": kind}
    if duty is None:
        return found
    unit = next((each.kind for each in regulation.units if each.id == duty.unit), "")
    review = duty.only.get("review", ())
    return found | ({"unit": unit} if unit else {}) | ({"review": review[0]} if review else {})


def addressed_roles(regulation: Regulation, duty: Duty) -> tuple[str, ...]:
    """Return the roles to which a duty's report goes: those that the regulation names, else those of its own unit."""
    if duty.to or duty.to_agencies:
        return duty.to
    return tuple(role.id for role in regulation.roles if role.unit == duty.unit)


def takes_cycle(duty: Duty, kind: str) -> bool:
    """Say whether a report of a kind keeps a cycle of its duty; one on demand is on any days."""
    return duty.months > 0 and kind != "on_demand"


def lists_each(duty: Duty) -> bool:
    """Say whether a report lists every duty and solution with its evidence: one that answers to agencies outside."""
    return duty.what == "report" and bool(duty.to_agencies)


def against_drafting(wanted: Wanted, duty: Duty | None) -> Iterator[Reason]:
    """Yield what is wrong with what is wanted: no such duty, another kind of report, days that are none."""
    if wanted.kind not in KINDS:
        yield Reason(code="unknown_choice", says=_UNKNOWN_KIND, field="kind")
    if duty is None:
        yield Reason(code="no_duty", says=_NO_DUTY, field="duty", remedy=_CHOOSE_DUTY)
        return
    yield from _against_kind(wanted, duty)
    yield from _against_days(wanted, duty)


def against_days(first: date | None, last: date | None) -> Iterator[Reason]:
    """Yield what is wrong with the days of a report: one is missing, the last comes first, no committee had them."""
    if first is None or last is None:
        yield Reason(code="days_needed", says=_DAYS_NEEDED, field="first_on")
    elif last < first:
        yield Reason(code="days_crossed", says=_DAYS_CROSSED, field="last_on")
    elif first.year not in YEARS or last.year not in YEARS:
        yield Reason(code="days_far_off", says=_FAR_OFF, field="first_on")


def against_step(step: ReportStep, state: ReportState, says: Text) -> Iterator[Reason]:
    """Yield what stands against a step in the state that a report is in."""
    if state != NEEDS[step]:
        told = Text("{what}: {state}, không làm việc này được.", "{what}: {state}; this cannot be done now.")
        yield Reason(code=f"report_{state}", says=told.filled(what=says, state=STATES[state]), remedy=_REMEDIES[step])


def against_stale(last_on: date, as_of: datetime, now: datetime) -> Iterator[Reason]:
    """Yield the reason against handing in figures from before the period's end once it is over."""
    if local_day(as_of) <= last_on < local_day(now):
        says = Text(
            "Số liệu mới tính đến ngày {day}, kỳ báo cáo kết thúc sau đó.",
            "The figures stand as of {day}; the period ended after that.",
        )
        day = local_day(as_of)
        yield Reason(code="stale_figures", says=says.filled(day=f"{day.day}/{day.month}/{day.year}"), remedy=_REFRESH)


def against_words(words: Mapping[str, str], sections: Sequence[str]) -> Iterator[Reason]:
    """Yield a reason for words put to a section that the report does not have."""
    for section in words:
        if section not in sections:
            says = Text("Báo cáo không có phần “{part}”.", "The report has no part “{part}”.").filled(part=section)
            yield Reason(code="no_section", says=says, field="words")


def against_nobody(addressees: Sequence[Addressee], clause: str) -> Iterator[Reason]:
    """Yield the reason against issuing a report that nobody would receive."""
    if not addressees:
        yield Reason(code="no_addressee", says=_NOBODY, clause=clause, remedy=_SEAT_THEM)


def _against_kind(wanted: Wanted, duty: Duty) -> Iterator[Reason]:
    is_review = wanted.kind == "review"
    named = duty.only.get("report", ())
    fits = is_review == (duty.what == "review") and (not named or wanted.kind in named)
    if wanted.kind in KINDS and not fits:
        says = Text("“{duty}” không phải loại {kind}.", "“{duty}” is no {kind}.")
        filled = says.filled(duty=duty.title, kind=KINDS[wanted.kind])
        yield Reason(code="other_kind", says=filled, field="kind", clause=duty.clause)
    if wanted.kind == "periodic" and not duty.months:
        yield Reason(code="no_cadence", says=_NO_CADENCE, field="kind", clause=duty.clause)


def _against_days(wanted: Wanted, duty: Duty) -> Iterator[Reason]:
    if takes_cycle(duty, wanted.kind):
        if not wanted.cycle:
            yield Reason(code="cycle_needed", says=_CYCLE_NEEDED, field="cycle")
        return
    if wanted.cycle:
        yield Reason(code="no_cycle_here", says=_NO_CYCLE, field="cycle")
    yield from against_days(wanted.first_on, wanted.last_on)


_UNKNOWN_KIND = Text("Không có loại báo cáo này.", "There is no such kind of report.")
_NO_DUTY = Text(
    "Quy chế đang có hiệu lực không có nghĩa vụ báo cáo này.", "The regulation in force has no such duty to report."
)
_CHOOSE_DUTY = Text(
    "Chọn một nghĩa vụ báo cáo của quy chế: nơi nhận theo đúng nghĩa vụ đó.",
    "Choose a duty to report of the regulation: it says who receives it.",
)
_NO_CADENCE = Text("Nghĩa vụ này không có kỳ hạn.", "This duty has no cadence.")
_CYCLE_NEEDED = Text("Cần chọn kỳ báo cáo.", "The cycle must be named.")
_NO_CYCLE = Text("Báo cáo này theo ngày, không theo kỳ.", "This report is on days, not on a cycle.")
_DAYS_NEEDED = Text("Cần ghi ngày đầu và ngày cuối.", "The first and the last day must be given.")
_DAYS_CROSSED = Text("Ngày cuối trước ngày đầu.", "The last day comes before the first.")
_FAR_OFF = Text("Ngày phải trong khoảng 1900–2199.", "Days are from 1900 to 2199.")
_NOBODY = Text("Không ai giữ vai trò được nhận báo cáo này.", "Nobody holds a role to which this report goes.")
_SEAT_THEM = Text("Ghi nhận người giữ ghế trước.", "Record who holds the seats first.")
_REFRESH = Text("Cập nhật số liệu rồi trình.", "Refresh the figures, then submit.")
_REMEDIES: Final[dict[ReportStep, Text]] = {
    "revise": Text("Trả lại báo cáo đã trình để sửa tiếp.", "Return a submitted report to go on with it."),
    "submit": Text("Mở báo cáo để xem đã trình hay ban hành.", "Open the report to see how far it is."),
    "return": Text("Chỉ trả lại được báo cáo đã trình.", "Only a submitted report can be returned."),
    "issue": Text("Trình báo cáo trước khi ban hành.", "Submit the report before it is issued."),
}
