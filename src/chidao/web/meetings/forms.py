"""The forms of a meeting's acts, filled from the regulation and from what is there already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.http import Http404
from django.urls import reverse

from chidao.acts.authority import Basis, Refusal
from chidao.duties.rules import cycle_of
from chidao.instruments.charter import Principle
from chidao.instruments.queries import regulation, working_days
from chidao.instruments.vocabulary import FACETS
from chidao.kernel.days import VIET_NAM, local_day
from chidao.kernel.errors import NotFound
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import SeatView, seats_in_force
from chidao.meetings.models import Conclusion
from chidao.meetings.queries import MeetingPage, meeting_list, meeting_page
from chidao.meetings.rules import ATTENDANCES, regular_duty
from chidao.web.acting.choices import offers_choices
from chidao.web.acting.shapes import Crumb, Shape, number_in, shapes, with_fields
from chidao.web.acting.views import after, fills
from chidao.web.documents.forms import with_seal
from chidao.web.fields import Field, Option
from chidao.web.here import Here, agency_names
from chidao.web.meetings.wishes import convening_offers
from chidao.web.offers import Offer

LIST: Final = Text("Họp", "Meetings")
MORNING: Final = time(8, 0)
ON_MEETING: Final = (
    "propose_invitations", "approve_invitation_list", "reply_invitation", "reschedule_meeting", "cancel_meeting",
    "record_attendance", "close_meeting", "draft_conclusion", "issue_conclusion_notice",
)  # fmt: skip


# ---------------------------------------------------------------- where one goes afterwards


@after("issue_conclusion_notice")
def to_notice(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the notice: what is still to be done with it stands there, its signing, its sending, its dossier."""
    return reverse("document", args=[here.body, int(outcome["document"])])


@after("convene_meeting", *(name for name in ON_MEETING if name != "issue_conclusion_notice"))
def to_meeting(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the meeting that the act was about, at the place that has changed."""
    place = "#conclusions" if "conclusion" in outcome else ""
    return reverse("meeting", args=[here.body, int(outcome.get("meeting") or sent["meeting"])]) + place


@after("dispose_conclusion_without_task")
def to_meeting_of_conclusion(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the meeting whose conclusion it is."""
    found = meeting_of_conclusion(here, int(outcome["conclusion"]))
    return reverse("meeting", args=[here.body, found]) + "#conclusions"


# ---------------------------------------------------------------- convening


@fills("convene_meeting")
def propose_meeting(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Propose a meeting as the regulation has it: the first day after the notice period, the place of the last one."""
    unit, kind = str(first.get("unit") or "committee"), str(first.get("kind") or "ad_hoc")
    last = next((row for row in meeting_list(here.eyes) if row.unit == unit), None)
    starts_at = datetime.combine(_first_day(here), MORNING, VIET_NAM)
    return {
        "kind": kind,
        "unit": unit,
        "starts_at": starts_at.isoformat(timespec="minutes")[:16],
        "place": last.place if last else "",
        "title": _title(here, kind, unit, starts_at),
    }


@shapes("convene_meeting")
def convene_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show, beside each kind of meeting, by what right this seat may convene it, or why not."""
    unit, chosen = str(values.get("unit") or "committee"), str(values.get("kind") or "")
    rights = {kind: offer for offer, kind, _ in convening_offers(here, unit)}
    notes = {kind: _right(offer) for kind, offer in rights.items()}
    notice = _notice(here)
    kinds = tuple(Option(value=kind, label=label, note=notes[kind]) for kind, label in FACETS["meeting"].items())
    shown = with_fields(
        fields,
        kind={"kind": "radio", "options": kinds},
        starts_at={"hint": _notice_hint(here, notice), "clause": notice.clause if notice else None},
        agenda={"rows": 5},
        place={"suggests": tuple(dict.fromkeys(row.place for row in meeting_list(here.eyes)))},
        presiding={"options": _presiding(here)},
        urgent_reason={"clause": notice.clause if notice else None},
    )
    verdict = _verdict(rights.get(chosen))
    return Shape(fields=shown, crumbs=(_to_list(here),), context={"verdict": verdict} if verdict else {})


# ---------------------------------------------------------------- the list, the invitations


@fills("propose_invitations")
def propose_list(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Propose those on the list already, else every seat of the unit that meets."""
    found = _meeting(here, first)
    if found.invited:
        guests = [each.name for each in found.invited if each.seat is None]
        return {"seats": [each.seat for each in found.invited if each.seat], "guests": "\n".join(guests)}
    return {"seats": [seat.id for seat in _seats(here, found) if _unit_kind(here, seat) == found.row.unit]}


@shapes("propose_invitations")
def list_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show every seat in force on the day of the meeting, under its unit."""
    found = _meeting(here, values)
    chosen = values.get("seats")
    ticks = chosen if isinstance(chosen, list) else [chosen] if chosen else []
    seats = {"options": tuple(_seat_options(here, found)), "value": ticks, "hint": None, "required": True}
    return _shape(here, found, with_fields(fields, seats=seats, guests={"rows": 4}))


@shapes("approve_invitation_list")
def approval_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show the list that is approved."""
    found = _meeting(here, values)
    return _shape(here, found, fields, template="meetings/approve_form.html", invited=found.invited)


@shapes("reply_invitation")
def reply_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Ask for the answer of one's own seat, or of the seat whose paper is recorded."""
    found = _meeting(here, values)
    own = number_in(values, "seat") in here.eyes.seats
    invited = tuple(
        Option(value=str(each.seat), label=each.seat_title or same(each.name)) for each in found.invited if each.seat
    )
    seat: dict[str, object] = {"kind": "hidden"} if own else {"options": invited}
    reply = {"kind": "radio", "options": _without_empty(fields, "reply")}
    return _shape(here, found, with_fields(fields, seat=seat, reply=reply))


@shapes("reschedule_meeting", "cancel_meeting")
def change_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show which meeting is moved or cancelled, with the notice period beside a new time."""
    found, notice = _meeting(here, values), _notice(here)
    changes = {"hint": _notice_hint(here, notice), "clause": notice.clause if notice else None}
    return _shape(here, found, with_fields(fields, starts_at=changes))


# ---------------------------------------------------------------- the meeting itself


@shapes("record_attendance")
def attendance_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show one line for each of those invited, as marked before, or as they answered."""
    found = _meeting(here, values)
    shown = [each for each in fields if each.name != "attended"]
    rows = [_mark(place, each, values) for place, each in enumerate(found.invited)]
    return _shape(here, found, shown, template="meetings/attendance_form.html", rows=rows, marks=ATTENDANCES)


@fills("close_meeting")
def propose_end(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Propose that the meeting ended two hours after it began, if that is past."""
    found = _meeting(here, first)
    ended_at = found.row.starts_at.astimezone(VIET_NAM) + timedelta(hours=2)
    ended = {"ended_at": ended_at.isoformat()[:16]} if ended_at <= here.now else {}
    return {**_signed_by_presiding(found, first), **ended}


@fills("approve_invitation_list")
def propose_approver(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Propose whoever presides as the one who approved a list on paper."""
    return _signed_by_presiding(_meeting(here, first), first)


@fills("issue_conclusion_notice")
def propose_signer(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Propose whoever presides as the one who signed the notice on paper."""
    return _signed_by_presiding(_meeting(here, first), first)


@shapes("close_meeting")
def close_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show which meeting is closed."""
    return _shape(here, _meeting(here, values), fields)


@fills("draft_conclusion")
def propose_conclusion(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Show a conclusion as it reads, when one is to be changed."""
    wanted = number_in(first, "conclusion")
    found = next((each for each in _meeting(here, first).conclusions if each.id == wanted), None)
    if found is None:
        return {}
    return {
        "text": found.text,
        "lead_agency": found.lead_agency,
        "coordinating": [agency for agency, _ in found.coordinating],
        "due_on": found.due_on,
    }


@shapes("draft_conclusion")
def conclusion_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show the conclusions drafted so far above the one being typed."""
    found = _meeting(here, values)
    editing = number_in(values, "conclusion")
    shown = with_fields(
        fields,
        conclusion={"kind": "hidden"},
        text={"hint": _EMPTY_TAKES_OUT if editing else None, "required": not editing},
        due_on={"hint": _due_hint(here)},
    )
    others = [each for each in found.conclusions if each.id != editing]
    return _shape(here, found, shown, template="meetings/conclusion_form.html", others=others)


@shapes("issue_conclusion_notice")
def notice_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show what the notice will say and to whom it goes."""
    found = _meeting(here, values)
    sealed, going_to = with_seal(here, fields, values), list(_recipients(here, found))
    return _shape(
        here, found, sealed, template="meetings/notice_form.html", conclusions=found.conclusions, recipients=going_to
    )


@shapes("dispose_conclusion_without_task")
def no_task_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show the conclusion from which no task follows."""
    wanted = number_in(values, "conclusion") or 0
    meeting = meeting_of_conclusion(here, wanted)
    found = _meeting(here, {"meeting": meeting})
    text = next((each.text for each in found.conclusions if each.id == wanted), "")
    return _shape(here, found, with_fields(fields, reason={"suggests": _NO_TASK_REASONS}), lead=same(text))


# ---------------------------------------------------------------- choices


@offers_choices("meeting")
def meetings_to_choose(here: Here) -> Iterable[Option]:
    """The newest meetings."""
    for row in meeting_list(here.eyes):
        on = local_day(row.starts_at)
        yield Option(value=str(row.id), label=same(row.title), note=same(f"{on.day}/{on.month}/{on.year}"))


def meeting_of_conclusion(here: Here, conclusion: int) -> int:
    """Return the meeting to which a conclusion of the body belongs, 0 for none; only who may see it is shown more."""
    found = Conclusion.objects.filter(meeting__body=here.body, pk=conclusion).values_list("meeting_id", flat=True)
    return found.first() or 0


# ---------------------------------------------------------------- parts


def _meeting(here: Here, values: Mapping[str, object]) -> MeetingPage:
    """Return the meeting a form is about. A form without one can only be opened from a meeting's page."""
    try:
        return meeting_page(here.eyes, number_in(values, "meeting") or 0, here.now)
    except NotFound as missing:
        raise Http404(str(missing)) from missing


def _signed_by_presiding(found: MeetingPage, first: Mapping[str, object]) -> Mapping[str, object]:
    """Return the seat that presides, where a paper is recorded."""
    return {"legal_seat": found.presiding_seat} if first.get("record") and found.presiding_seat else {}


def _shape(
    here: Here,
    found: MeetingPage,
    fields: Sequence[Field],
    *,
    template: str = "acting/form.html",
    lead: Text | None = None,
    **context: object,
) -> Shape:
    crumb = Crumb(title=same(found.row.title), url=reverse("meeting", args=[here.body, found.row.id]))
    return Shape(
        fields=fields,
        template=template,
        lead=lead,
        crumbs=(_to_list(here), crumb),
        context={"meeting": found, **context},
    )


def _to_list(here: Here) -> Crumb:
    return Crumb(title=LIST, url=reverse("meetings", args=[here.body]))


def _notice(here: Here) -> Principle | None:
    return here.regulation.has_feature("convening_notice") if here.regulation else None


def _notice_days(notice: Principle | None) -> int:
    days = notice.settings.get("working_days") if notice else None
    return days if isinstance(days, int) else 0


def _first_day(here: Here) -> Any:
    return working_days().add_working_days(here.today, _notice_days(_notice(here)) or 1)


def _notice_hint(here: Here, notice: Principle | None) -> Text | None:
    if notice is None:
        return None
    first = _first_day(here)
    says = Text(
        "Báo trước ít nhất {days} ngày làm việc: sớm nhất là {first}. Sớm hơn thì ghi lý do họp gấp.",
        "At least {days} working days ahead: {first} at the earliest. Sooner needs a reason of urgency.",
    )
    return says.filled(days=_notice_days(notice), first=f"{first.day}/{first.month}/{first.year}")


def _title(here: Here, kind: str, unit: str, starts_at: datetime) -> str:
    """Return a title to begin from, in the language in which papers are written."""
    duty = regular_duty(regulation(here.body, local_day(starts_at)), unit) if kind == "regular" else None
    named = next((each.name.vi for each in here.regulation.units if each.kind == unit), "") if here.regulation else ""
    if duty is None:
        return ""
    return f"Họp định kỳ {cycle_of(duty, local_day(starts_at)).says.vi} của {named}"


def _right(offer: Offer) -> Text:
    if offer.basis:
        return offer.basis.says
    return _BY_PAPER if offer.allowed else _NOT_THIS_SEAT


def _verdict(offer: Offer | None) -> Basis | Refusal | None:
    """Say by what right the kind chosen may be convened, or every reason why not."""
    if offer is None or offer.recording:
        return None
    return offer.basis or Refusal(reasons=offer.reasons)


def _presiding(here: Here) -> tuple[Option, ...]:
    meets = {unit.id for unit in here.regulation.units if unit.kind in FACETS["unit"]} if here.regulation else set()
    seats = [seat for seat in seats_in_force(here.body, here.today, known_at=here.now) if seat.unit in meets]
    return tuple(Option(value=str(seat.id), label=seat.title) for seat in seats)


def _seats(here: Here, found: MeetingPage) -> list[SeatView]:
    return seats_in_force(here.body, local_day(found.row.starts_at), known_at=here.now)


def _unit_kind(here: Here, seat: SeatView) -> str:
    units = {unit.id: unit.kind for unit in here.regulation.units} if here.regulation else {}
    return units.get(seat.unit, "")


def _seat_options(here: Here, found: MeetingPage) -> Iterator[Option]:
    units = {unit.id: unit for unit in here.regulation.units} if here.regulation else {}
    for seat in sorted(_seats(here, found), key=lambda seat: _order(here, found, seat)):
        unit = units.get(seat.unit)
        if unit is None or unit.kind in {"system", "public"}:
            continue
        agency = agency_names().get(seat.agency or 0, "")
        words = seat.holder or seat.post or agency
        note = same(words) if words not in seat.title.vi else None
        yield Option(value=str(seat.id), label=seat.title, group=unit.name, note=note)


def _order(here: Here, found: MeetingPage, seat: SeatView) -> tuple[bool, str, int, int]:
    return (_unit_kind(here, seat) != found.row.unit, seat.unit, seat.rank, seat.id)


def _without_empty(fields: Sequence[Field], name: str) -> tuple[Option, ...]:
    return next((tuple(each for each in field.options if each.value) for field in fields if field.name == name), ())


def _mark(place: int, each: Any, values: Mapping[str, object]) -> dict[str, object]:
    """Return a line of the attendance: what was just sent, else what is recorded, else what was answered."""

    def sent(part: str, other: str) -> str:
        return str(values.get(f"attended-{place}-{part}", other))

    answered = {"accepted": "present", "declined": "excused"}.get(each.reply, "present")
    return {
        "place": place,
        "row": each,
        "attendance": sent("attendance", each.attendance or answered),
        "by": sent("by", each.attended_by),
        "note": sent("note", each.attendance_note or (each.reply_note if each.reply == "declined" else "")),
    }


def _recipients(here: Here, found: MeetingPage) -> Iterator[str]:
    """Yield to whom the notice goes without being asked: the members, then every agency a conclusion names."""
    units = here.regulation.units if here.regulation else ()
    names = [f"Thành viên {unit.name.vi}" for unit in units if unit.kind == found.row.unit]
    for each in found.conclusions:
        names += [name for name in (each.lead, *(named for _, named in each.coordinating)) if name]
    yield from dict.fromkeys(names)


def _due_hint(here: Here) -> Text | None:
    principle = here.regulation.has_feature("task_deadline") if here.regulation else None
    days = principle.settings.get("working_days") if principle else None
    if not isinstance(days, int):
        return None
    on = working_days().add_working_days(here.today, days)
    says = Text(
        "Để trống: {days} ngày làm việc từ ngày giao (giao hôm nay thì đến {on}).",
        "Empty: {days} working days from the assignment (given today: {on}).",
    )
    return says.filled(days=days, on=f"{on.day}/{on.month}/{on.year}")


_BY_PAPER = Text("ghi nhận từ bản giấy đã ký", "to be recorded from the signed paper")
_NOT_THIS_SEAT = Text("ghế này không triệu tập được", "not for this seat to convene")
_EMPTY_TAKES_OUT = Text("Xóa hết chữ để bỏ kết luận này.", "Empty it to take this conclusion out.")
_NO_TASK_REASONS = (
    "Kết luận chỉ ghi nhận, không có việc phải làm", "Đã giao tại văn bản khác", "Đã thực hiện xong trước khi ban hành",
)  # fmt: skip
