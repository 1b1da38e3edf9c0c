"""A report drafted and worked on: its figures composed from the record, the clerk's words beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q

from chidao.acts.authority import Matter
from chidao.acts.corrections import Correctable, correctable
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.acts.signing import in_force
from chidao.duties.rules import Cycle, cycle_named, data_window
from chidao.instruments.charter import Duty, Regulation
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.reports.acts.subject import (
    BODY,
    REPORT,
    about_report,
    locked_report,
    report_matter,
    report_said,
    searched,
    who,
)
from chidao.reports.composing import composed
from chidao.reports.models import Report
from chidao.reports.rules import (
    KINDS,
    Figures,
    Span,
    Wanted,
    against_drafting,
    against_words,
    duty_reported,
    lists_each,
    takes_cycle,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftReport:
    """A report to be composed: of a cycle of a duty, or on any days."""

    body: str = asked(*BODY)
    kind: str = asked("Loại báo cáo", "Kind of report", "choice", choices=KINDS)
    duty: str = asked(
        "Theo nghĩa vụ", "By the duty", "reporting_duty",
        hint=Text("Nghĩa vụ của quy chế định nơi nhận.", "The regulation's duty says who receives it."),
    )  # fmt: skip
    cycle: str = asked(
        "Kỳ", "Cycle", "reporting_cycle",
        hint=Text("Với báo cáo định kỳ và sơ kết, tổng kết.", "For periodic reports and reviews."), default="",
    )  # fmt: skip
    first_on: date | None = asked(
        "Từ ngày", "From", "date", hint=Text("Với báo cáo không theo kỳ.", "For a report on no cycle."), default=None
    )
    last_on: date | None = asked("Đến hết ngày", "Until the end of", "date", default=None)
    title: str = asked(
        "Trích yếu", "Subject", hint=Text("Để trống: theo nghĩa vụ và kỳ.", "Empty: after duty and cycle."), default=""
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionWords:
    """The words that stand in one part of a report; none take them out."""

    section: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviseReport:
    """Words by part, and whether the figures are composed anew."""

    body: str = asked(*BODY)
    report: int = asked(*REPORT)
    words: tuple[SectionWords, ...] = asked("Lời văn từng phần", "Words by part", "words", default=())
    refresh: bool = asked("Cập nhật số liệu đến lúc này", "Refresh the figures as of now", "yes", default=False)


@dataclass(frozen=True, slots=True)
class _Period:
    """The days a report is on, and the cycle that it keeps, if it keeps one."""

    first: date
    last: date
    cycle: Cycle | None = None


def _about(given: DraftReport, at: datetime) -> Matter:
    says = report_said(None, given.title.strip()) if given.title.strip() else KINDS.get(given.kind, _A_REPORT)
    return report_matter(given.body, says, given.kind, given.duty, at)


@act(
    "draft_report",
    ("Lập báo cáo", "Draft a report"),
    ("Lập {named}, số liệu tính đến {day}", "Drafted {named}, figures as of {day}"),
    given=DraftReport,
    about=_about,
)
def draft_report(doing: Doing, given: DraftReport) -> Mapping[str, object]:
    """Compose a report from the record as it is known now.

    BadInput: no such duty or cycle, days that are none; Conflict: the cycle has its report, or has not begun.
    """
    current = in_force(doing, given.body)
    duty = duty_reported(current, given.duty)
    wanted = Wanted(kind=given.kind, duty=given.duty, cycle=given.cycle, first_on=given.first_on, last_on=given.last_on)
    raise_if_any(BadInput, against_drafting(wanted, duty))
    assert duty is not None
    period = _period(current, duty, wanted)
    raise_if_any(Conflict, _against_beginning(doing, given, duty, period))
    title = (given.title.strip() or _title(duty, period))[:300]
    report = doing.add(
        Report(
            body=given.body,
            number=_next_number(doing, given.body),
            kind=given.kind,
            duty=duty.id,
            cycle=given.cycle,
            clause_id=duty.clause,
            title=title,
            first_on=period.first,
            last_on=period.last,
            drafted_by=who(doing),
            drafted_at=doing.at,
            folded=searched(title),
            **_figures(doing, given.body, current, duty, given.kind, (period.first, period.last)),
        )
    )
    named = report_said(report.number, title)
    return {"report": report.pk, "number": report.number, "say": {"named": named, "day": _day(doing.at)}}


@act(
    "revise_report",
    ("Sửa báo cáo", "Revise a report"),
    ("Sửa {what}{figures}", "Revised {what}{figures}"),
    given=ReviseReport,
    about=about_report,
)
def revise_report(doing: Doing, given: ReviseReport) -> Mapping[str, object]:
    """Put words to the parts named, and compose the figures anew if asked. Conflict: it is not a draft."""
    report = locked_report(doing, given, "revise")
    values: dict[str, object] = {}
    if given.refresh:
        values = _refreshed(doing, report)
    sections = [each.key for each in Figures.from_data(values.get("figures") or report.figures).sections]  # type: ignore[arg-type]
    sent = {each.section: each.text.strip() for each in given.words}
    raise_if_any(BadInput, against_words(sent, sections))
    words = {name: text for name, text in {**report.words, **sent}.items() if text}
    doing.change(report, words=words, **values)
    figures = Text(", số liệu tính đến {day}", ", figures as of {day}").filled(day=_day(doing.at))
    return {"report": report.pk, "say": {"figures": figures if given.refresh else Text("", "")}}


def _refreshed(doing: Doing, report: Report) -> dict[str, object]:
    current = in_force(doing, report.body)
    duty = duty_reported(current, report.duty)
    if duty is None:
        raise Conflict(Reason(code="no_duty", says=_DUTY_GONE))
    return _figures(doing, report.body, current, duty, report.kind, (report.first_on, report.last_on))


def _figures(
    doing: Doing, body: str, current: Regulation, duty: Duty, kind: str, days: tuple[date, date]
) -> dict[str, object]:
    compared = kind == "review" and current.has_feature("compared_review") is not None
    span = Span(first=days[0], last=days[1], as_of=doing.at)
    found = composed(body, span, compared=compared, listed=lists_each(duty))
    return {"figures": found.as_data(), "as_of": doing.at}


def _period(current: Regulation, duty: Duty, wanted: Wanted) -> _Period:
    if not takes_cycle(duty, wanted.kind):
        assert wanted.first_on is not None
        assert wanted.last_on is not None
        return _Period(wanted.first_on, wanted.last_on)
    cycle = cycle_named(duty, wanted.cycle)
    if cycle is None:
        raise BadInput(Reason(code="no_cycle", says=_NO_CYCLE.filled(cycle=wanted.cycle), field="cycle"))
    principle = current.has_feature("report_windows")
    first, last = data_window(duty, cycle, principle.settings if principle else None)
    return _Period(first, last, cycle)


def _against_beginning(doing: Doing, given: DraftReport, duty: Duty, period: _Period) -> Sequence[Reason]:
    found = []
    if period.first > local_day(doing.at):
        found.append(Reason(code="not_begun", says=_NOT_BEGUN, clause=duty.clause))
    standing = Q(document=None) | Q(document__voided_at=None)
    same = Report.objects.using(doing.alias).filter(standing, body=given.body, duty=duty.id, cycle=given.cycle)
    other = same.first() if given.cycle else None
    if other is not None:
        says = Text("Kỳ này đã có {report}.", "This cycle has {report} already.")
        named = report_said(other.number, other.title)
        found.append(Reason(code="cycle_reported", says=says.filled(report=named), clause=duty.clause, remedy=_OPEN_IT))
    return found


def _title(duty: Duty, period: _Period) -> str:
    if period.cycle:
        return f"{duty.title.vi}, {period.cycle.says.vi}"
    return f"{duty.title.vi}, từ {_written(period.first)} đến {_written(period.last)}"


def _next_number(doing: Doing, body: str) -> int:
    last: int | None = Report.objects.using(doing.alias).filter(body=body).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _day(at: datetime) -> str:
    return _written(local_day(at))


def _written(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


_A_REPORT = Text("báo cáo", "a report")
_NO_CYCLE = Text("Nghĩa vụ này không có kỳ “{cycle}”.", "The duty has no cycle “{cycle}”.")
_NOT_BEGUN = Text("Kỳ báo cáo chưa bắt đầu.", "The period has not begun.")
_OPEN_IT = Text("Mở báo cáo đó để làm tiếp.", "Open that report and go on with it.")
_DUTY_GONE = Text(
    "Quy chế đang có hiệu lực không còn nghĩa vụ báo cáo này; số liệu giữ như đã lập.",
    "The regulation in force no longer has this duty; the figures stay as composed.",
)


def _named(report: Report) -> Text:
    return report_said(report.number, report.title)


def _searched(report: Report) -> Mapping[str, object]:
    return {"folded": searched(report.title, report.document.label if report.document else "")}


correctable(
    Text("báo cáo", "report"),
    Correctable(
        name="report",
        model=Report,
        fields={"title": Text("trích yếu", "subject")},
        named=_named,
        follow=_searched,
    ),
)
