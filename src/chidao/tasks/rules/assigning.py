"""Who answers for a task, and what a new task must say (PURE)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from chidao.instruments.charter import Principle, Regulation
from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text
from chidao.tasks.rules.deadlines import deadline_reasons

TITLE_LENGTH: Final = 500
SOURCE_LENGTH: Final = 300


def one_lead(regulation: Regulation | None) -> Principle | None:
    """Return the principle that each task has exactly one accountable agency and person, if it is in force."""
    return regulation.has_feature("one_lead") if regulation else None


def unaccounted_reasons(principle: Principle | None, accountable: int | None, what: Text) -> Iterator[Reason]:
    """Yield that nobody answers for a task, where the regulation demands that somebody does."""
    if principle and accountable is None:
        says = Text("Chưa có người chịu trách nhiệm: {what}.", "Nobody is accountable yet: {what}.").filled(what=what)
        yield Reason(code="nobody_accountable", says=says, clause=principle.clause, remedy=_NAME_SOMEONE)


def bound_reasons(
    regulation: Regulation | None, origin: str, lead: tuple[int, str], seated: Iterable[int]
) -> Iterator[Reason]:
    """Yield that a conclusion is given to an agency that nobody in the body binds, where the regulation asks for one.

    `lead` is the agency's id and name, `seated` the agencies that have a seat on the day.
    """
    principle = regulation.has_feature("conclusions_bind") if regulation else None
    if principle and origin == "conclusion" and lead[0] not in set(seated):
        says = Text(
            "{agency} không có người giữ ghế trong ban nên không ai chịu ràng buộc bởi kết luận.",
            "{agency} has nobody seated in the body, so the conclusion binds nobody there.",
        ).filled(agency=lead[1])
        yield Reason(
            code="nobody_bound", says=says, clause=principle.clause, field="lead_agency", remedy=_LEAD_OR_COORDINATE
        )


def person_reasons(
    person: str, agencies: Iterable[int], lead: tuple[int, str], *, field: str = "accountable"
) -> Iterator[Reason]:
    """Yield that a person is not of the lead agency (id and name), so cannot answer for its task."""
    if lead[0] not in set(agencies):
        says = Text("{person} không thuộc {agency}.", "{person} is not of {agency}.")
        yield Reason(
            code="not_of_lead_agency", says=says.filled(person=person, agency=lead[1]), field=field,
            remedy=_OWN_PERSON,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTask:
    """A task as a row of a list to be imported asks for it. `row` is the number the clerk sees; agencies are ids.

    `due_on` is None for a row without a deadline; `status_text` is what the list says of how it goes.
    """

    row: int
    title: str
    lead_agency_id: int
    coordinating_ids: tuple[int, ...] = ()
    due_on: date | None = None
    source_text: str = ""
    assigned_on: date | None = None
    note: str = ""
    status_text: str = ""


def assignment_reasons(
    title: str,
    lead: int | None,
    coordinating: Sequence[int],
    known_agencies: Iterable[int],
    *,
    source_text: str = "",
    title_field: str = "title",
    row: int | None = None,
) -> Iterator[Reason]:
    """Yield what is wrong with a task to be: no title, too long, unknown agencies, a lead that coordinates itself.

    A `lead` of None is one that was not found: `routing_reasons` says so.
    """
    for field, words, most in ((title_field, title, TITLE_LENGTH), ("source_text", source_text, SOURCE_LENGTH)):
        if len(words) > most:
            says = Text("Dài quá {most} ký tự.", "Longer than {most} characters.").filled(most=most)
            yield Reason(code="too_long", says=says, field=field, row=row)
    if not title.strip():
        yield Reason(code="required", says=_NO_TITLE, field=title_field, row=row)
    known = set(known_agencies)
    for field, agency in (("lead_agency", lead), *(("coordinating", each) for each in coordinating)):
        if agency is not None and agency not in known:
            says = Text("Không có cơ quan số {id}.", "There is no agency number {id}.").filled(id=agency)
            yield Reason(code="unknown_agency", says=says, field=field, row=row)
    if lead in coordinating:
        yield Reason(code="leads_and_coordinates", says=_LEADS_AND_COORDINATES, field="coordinating", row=row)


def routing_reasons(
    *, lead: int | None, field: str, routes: bool, held: bool, sub_group: int | None, runs: bool
) -> Iterator[Reason]:
    """Yield why work goes nowhere: fields are not routed or this one is nobody's, no such sub-group, nobody to lead."""
    if field and not routes:
        yield Reason(code="no_field_routing", says=_NOT_ROUTED, field="field", remedy=_NAME_LEAD)
    elif field and not held:
        says = Text("Lĩnh vực này chưa giao cho ai.", "Nobody is in charge of this field.")
        yield Reason(code="unknown_field", says=says, field="field", remedy=_NAME_LEAD)
    if sub_group is not None and not runs:
        says = Text("Nhóm này không hoạt động.", "This sub-group does not run.")
        yield Reason(code="unknown_sub_group", says=says, field="sub_group")
    if lead is None:
        says = Text("Cần chọn cơ quan chủ trì.", "Choose the lead agency.")
        yield Reason(code="required", says=says, field="lead_agency", remedy=_LEAD_OR_FIELD)


def import_reasons(
    rows: Sequence[PlannedTask], known_agencies: Iterable[int], already: Mapping[tuple[str, int, date | None], int],
    today: date,
) -> Iterator[Reason]:  # fmt: skip
    """Yield every bad row of an import, by the number the clerk sees.

    `already` maps title, lead agency and deadline of the tasks there are to their numbers: a file imported twice, or
    a row twice in a file, is found by them.
    """
    known, seen = set(known_agencies), dict(already)
    for row in rows:
        yield from assignment_reasons(
            row.title, row.lead_agency_id, row.coordinating_ids, known, source_text=row.source_text, row=row.row
        )
        yield from _day_reasons(row, today)
        key = (row.title, row.lead_agency_id, row.due_on)
        if key in seen:
            yield Reason(code="already_there", says=_already(seen[key]), field="title", row=row.row)
        seen.setdefault(key, 0)


def _day_reasons(row: PlannedTask, today: date) -> Iterator[Reason]:
    assigned_on = row.assigned_on or today
    if assigned_on > today:
        yield Reason(code="assigned_later", says=_ASSIGNED_LATER, field="assigned_on", row=row.row)
    # A list that gives no day of assignment may well hold tasks whose day is past.
    if row.assigned_on is not None:
        yield from (replace(reason, row=row.row) for reason in deadline_reasons(assigned_on, row.due_on, None))


def _already(number: int) -> Text:
    if not number:
        return Text("Trùng với một dòng ở trên.", "The same as a row above.")
    says = Text("Đã có trong hệ thống: nhiệm vụ {number}.", "Already in the system: task {number}.")
    return says.filled(number=number)


_NOT_ROUTED = Text(
    "Quy chế đang có hiệu lực không giao việc theo lĩnh vực.", "The regulation in force does not route work by field."
)
_NAME_LEAD = Text("Chọn cơ quan chủ trì.", "Name the lead agency.")
_LEAD_OR_FIELD = Text(
    "Chọn cơ quan, hoặc lĩnh vực đã có thành viên phụ trách, hoặc nhóm.",
    "Name an agency, a field that a member is in charge of, or a sub-group.",
)
_NO_TITLE = Text("Cần ghi nội dung nhiệm vụ.", "Say what the task is.")
_LEADS_AND_COORDINATES = Text(
    "Cơ quan chủ trì không đồng thời là cơ quan phối hợp.", "The lead agency cannot coordinate with itself."
)
_ASSIGNED_LATER = Text("Ngày giao ở sau hôm nay.", "The day of assignment is after today.")
_NAME_SOMEONE = Text("Cơ quan chủ trì cử người chịu trách nhiệm.", "The lead agency names the accountable person.")
_LEAD_OR_COORDINATE = Text(
    "Giao cơ quan có thành viên chủ trì, cơ quan này phối hợp; hoặc ghi nhận người giữ ghế của cơ quan này.",
    "Let an agency with a member lead and this one coordinate, or record who is seated for this agency.",
)
_OWN_PERSON = Text(
    "Chọn người giữ chức vụ hoặc giữ ghế của cơ quan chủ trì.",
    "Choose someone with a post or a seat of the lead agency.",
)
