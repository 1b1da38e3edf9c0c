"""Fields of work: which member answers for which, by the head's assignment or by the regulation itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.instruments.charter import FieldRule, Regulation
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text, same
from chidao.mandates.acts.group import FROM, UNTIL, day_says, tell
from chidao.mandates.acts.seating import seat_named
from chidao.mandates.models import Body, FieldAssignment, FieldPartner, Seat
from chidao.mandates.queries import facts
from chidao.mandates.rules import field_reasons, until_reasons
from chidao.people.acts import BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignField:
    """A member is in charge of a field from a day on, others working beside. A field already given goes over."""

    body: str = asked(*BODY)
    title: str = asked("Lĩnh vực", "Field of work")
    seat: int = asked("Thành viên phụ trách", "Member in charge", "seat")
    partners: tuple[int, ...] = asked("Thành viên phối hợp", "Working beside", "seats", default=())
    effective_from: date = asked(*FROM)
    effective_until: date | None = asked(*UNTIL, default=None)
    notice: str = asked("Thông báo phân công (số, ký hiệu)", "Notice of assignment (number)", default="")
    key: str = asked("Giao lại lĩnh vực", "Field given anew", "field", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndField:
    """A field is nobody's from a day on."""

    body: str = asked(*BODY)
    field: int = asked("Lĩnh vực", "Field of work", "field_assignment")
    effective_until: date = asked("Thôi từ ngày", "No longer from", "date")


def key_of(title: str) -> str:
    """Return the key of a new field: its words without marks."""
    return "-".join(fold(title).split())[:60].strip("-")


@act(
    "assign_field",
    ("Phân công lĩnh vực", "Assign a field of work"),
    ("Phân công {seat} phụ trách {what} từ {since}{notice}", "{seat} is in charge of {what} from {since}{notice}"),
    given=AssignField,
    about=lambda given, at: Matter(body=given.body, says=same(given.title), subject_seat=given.seat),
)
def assign_field(doing: Doing, given: AssignField) -> Mapping[str, object]:
    """Give a field to a seat. BadInput: no name, days; Conflict: given by the regulation, or from a later day on."""
    seat, on = seat_named(given.seat, given.body), given.effective_from
    key = given.key or key_of(given.title)
    running = FieldAssignment.objects.filter(body__code=given.body, key=key).exclude(effective_until__lte=on)
    known = running.order_by("-effective_from").first()
    raise_if_any(BadInput, until_reasons(on, given.effective_until))
    in_charter = known.clause_id if known and known.in_charter else None
    since = known.effective_from if known else None
    raise_if_any(Conflict, field_reasons(title=given.title, in_charter=in_charter, running_from=since, on=on))
    if known:
        doing.change(known, effective_until=on)
    row = doing.add(
        FieldAssignment(
            body_id=seat.body_id,
            key=key,
            title=same(given.title).as_data(),
            seat=seat,
            clause_id=doing.basis.clause,
            notice=given.notice,
            effective_from=on,
            effective_until=given.effective_until,
            recorded_at=doing.now,
        )
    )
    partners = [seat_named(each, given.body, "partners") for each in dict.fromkeys(given.partners) if each != seat.pk]
    doing.add_all(FieldPartner(field=row, seat=each) for each in partners)
    _tell(doing, row, [seat, *partners])
    notice = f" ({given.notice})" if given.notice else ""
    say = {"seat": Text.from_data(seat.title), "since": day_says(on), "notice": notice}
    return {"field": row.pk, "key": key, "say": say}


def _tell(doing: Doing, row: FieldAssignment, seats: list[Seat]) -> None:
    wanted = {each.pk for each in seats}
    held = [each for each in facts(doing.matter.body).holdings if each.seat in wanted]
    told = [each.person for each in held if each.stands(row.effective_from, doing.now)]
    says = Text("Phân công phụ trách, phối hợp lĩnh vực {field} từ {since}.", "Field of work {field} from {since}.")
    words = says.filled(field=Text.from_data(row.title), since=day_says(row.effective_from))
    tell(doing, words, persons=told, page="committee/fields/")


def _field(given: EndField) -> FieldAssignment:
    found: FieldAssignment | None = FieldAssignment.objects.filter(pk=given.field, body__code=given.body).first()
    if found is None:
        says = Text("Không có phân công lĩnh vực này.", "There is no such assignment.")
        raise NotFound(Reason(code="not_found", says=says, field="field"))
    return found


def _about_ending(given: EndField, at: datetime) -> Matter:
    row = _field(given)
    return Matter(body=given.body, says=Text.from_data(row.title), subject_seat=row.seat_id)


@act(
    "end_field",
    ("Thôi phân công lĩnh vực", "End a field assignment"),
    ("Thôi phân công {what} từ {since}", "The assignment of {what} ends from {since}"),
    given=EndField,
    about=_about_ending,
)
def end_field(doing: Doing, given: EndField) -> Mapping[str, object]:
    """End an assignment. Conflict: the regulation gives it, it ended, or the day is before it began."""
    row, until = _field(given), given.effective_until
    reasons = list(until_reasons(row.effective_from, until))
    title = Text.from_data(row.title).vi
    clause = row.clause_id if row.in_charter else None
    reasons += field_reasons(title=title, in_charter=clause, running_from=None, on=until)
    if row.effective_until is not None and row.effective_until <= until:
        says = Text("Phân công này đã thôi.", "This assignment has ended.")
        reasons.append(Reason(code="ended", says=says, field="field"))
    raise_if_any(Conflict, reasons)
    doing.change(row, effective_until=until)
    return {"field": row.pk, "say": {"since": day_says(until)}}


def assign_charter_fields(doing: Doing, body: Body, regulation: Regulation) -> None:
    """Give the fields that a regulation itself gives, once its seats are there; what it no longer gives ends, and so
    does what was given to a seat that is no more."""
    on = regulation.on
    seats = {each.key: each for each in Seat.objects.filter(body=body, effective_until=None)}
    kept = {each.pk for each in seats.values()}
    rules = {each.id: each for each in regulation.fields if each.lead in seats}
    for row in FieldAssignment.objects.filter(body=body, effective_until=None).prefetch_related("partners"):
        rule = rules.get(row.key)
        if row.in_charter and rule and _same(row, rule, seats):
            del rules[row.key]
        elif row.in_charter or rule or row.seat_id not in kept:
            _over(doing, row, on)
    for rule in rules.values():
        row = doing.add(
            FieldAssignment(
                body=body,
                key=rule.id,
                title=rule.title.as_data(),
                seat=seats[rule.lead],
                clause_id=rule.clause,
                in_charter=True,
                effective_from=on,
                recorded_at=doing.now,
            )
        )
        doing.add_all(FieldPartner(field=row, seat=seats[each]) for each in rule.partners if each in seats)


def _over(doing: Doing, row: FieldAssignment, on: date) -> None:
    """End an assignment on a day; one that began that day or later never was."""
    if row.effective_from < on:
        doing.change(row, effective_until=on)
        return
    for partner in row.partners.all():
        doing.remove(partner)
    doing.remove(row)


def _same(row: FieldAssignment, rule: FieldRule, seats: Mapping[str, Seat]) -> bool:
    partners = {seats[each].pk for each in rule.partners if each in seats}
    return (row.seat_id, Text.from_data(row.title), {each.seat_id for each in row.partners.all()}) == (
        seats[rule.lead].pk, rule.title, partners,
    )  # fmt: skip
