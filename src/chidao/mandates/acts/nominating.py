"""Who is sent into the group: nomination, the lead's answer, replacement on request with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.mandates.acts.group import (
    FROM,
    NEW_NAME,
    SEAT,
    about_group_seat,
    agency_of,
    day_says,
    person_for,
    place_of,
    seat_matter,
    stays_of,
    tell,
)
from chidao.mandates.acts.seating import seat_named
from chidao.mandates.models import Nomination, ReplacementRequest, Seat, Tenure
from chidao.mandates.queries import regulation
from chidao.mandates.rules import (
    answer_reasons,
    free_days_reasons,
    nomination_reasons,
    one_person_reasons,
    replacement,
    request_reasons,
    taking_reasons,
)
from chidao.people.acts import BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class NominateMember:
    """An agency proposes who sits in its seat of the group, and how many days a month are set free for the work."""

    body: str = asked(*BODY)
    seat: int = asked("Ghế trong tổ", "Seat in the group", "seat")
    person: int | None = asked("Người được cử", "Person", "person", default=None)
    name: str = asked(*NEW_NAME, default="")
    rank: str = asked("Chức vụ, cấp bậc", "Post and rank", default="")
    days_free: int = asked("Số ngày một tháng dành cho tổ", "Days a month set free", "number", default=0)
    note: str = asked("Ghi chú", "Note", "lines", default="")
    request: int | None = asked("Theo đề nghị thay", "On the request", "hidden", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerNomination:
    """The person is taken into the group from a day on, or not, and then why."""

    body: str = asked(*BODY)
    nomination: int = asked("Lần cử", "Nomination", "nomination")
    accepted: bool = asked("Tiếp nhận", "Accepted", "yes", default=True)
    reason: str = asked("Lý do không tiếp nhận", "Why not", "lines", default="")
    effective_from: date | None = asked(
        *FROM, default=None, hint=Text("Để trống: ngay hôm nay. Người đang giữ ghế thôi từ ngày này.",
                                       "Empty: today. Whoever sits there leaves that day."),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReplacement:
    """The lead asks an agency to send somebody else, and says why."""

    body: str = asked(*BODY)
    seat: int = asked(*SEAT)
    reason: str = asked("Lý do đề nghị thay", "Why", "lines")


@act(
    "nominate_member",
    ("Cử người vào tổ", "Nominate for the group"),
    ("Cử {who} vào ghế {what}", "{who} nominated for the seat {what}"),
    given=NominateMember,
    about=about_group_seat,
)
def nominate_member(doing: Doing, given: NominateMember) -> Mapping[str, object]:
    """Propose a person for a seat of the group. BadInput: who, how many days; Conflict: the seat, one that waits."""
    seat, on = seat_named(given.seat, given.body), local_day(doing.at)
    place = place_of(seat, regulation(given.body, on))
    raise_if_any(BadInput, [*one_person_reasons(given.person, given.name), *free_days_reasons(given.days_free)])
    waiting = Nomination.objects.filter(seat=seat, accepted=None).exists()
    raise_if_any(Conflict, nomination_reasons(place, on, waiting=waiting))
    request = _open_request(seat, given.request)
    person = person_for(doing, given.person, given.name)
    row = doing.add(
        Nomination(
            seat=seat,
            person=person,
            agency_id=agency_of(seat),
            rank=given.rank,
            days_free=given.days_free,
            note=given.note,
            request=request,
            nominated_by=doing.by.says.as_data(),
            nominated_at=doing.at,
        )
    )
    return {"nomination": row.pk, "person": person.pk, "request": request.pk if request else None,
            "say": {"who": person.name}}  # fmt: skip


def _about_nomination(given: AnswerNomination, at: datetime) -> Matter:
    return seat_matter(_nomination(given).seat, given.body, at)


def _nomination(given: AnswerNomination) -> Nomination:
    found: Nomination | None = (
        Nomination.objects.filter(pk=given.nomination, seat__body__code=given.body)
        .select_related("seat__post", "person")
        .first()
    )
    if found is None:
        says = Text("Không có lần cử người này.", "There is no such nomination.")
        raise NotFound(Reason(code="not_found", says=says, field="nomination"))
    return found


@act(
    "answer_nomination",
    ("Trả lời việc cử người", "Answer a nomination"),
    ("{answer} {who} vào ghế {what}{since}", "{who} {answer} for the seat {what}{since}"),
    given=AnswerNomination,
    about=_about_nomination,
)
def answer_nomination(doing: Doing, given: AnswerNomination) -> Mapping[str, object]:
    """Take the person in, so that whoever sat there leaves that day, or decline with a reason.

    BadInput: no reason; Conflict: answered already, the seat or its days.
    """
    nomination = _nomination(given)
    answered = nomination.accepted is not None
    refused = list(answer_reasons(answered=answered, accepted=given.accepted, reason=given.reason))
    raise_if_any(Conflict if answered else BadInput, refused)
    tenure = _taken(doing, nomination, given) if given.accepted else None
    doing.change(
        nomination, accepted=given.accepted, answer=given.reason, answered_at=doing.at, tenure=tenure
    )  # fmt: skip
    if tenure and nomination.request:
        doing.change(nomination.request, settled_at=doing.at)
    words = _ACCEPTED if tenure else _DECLINED
    says = words.filled(who=nomination.person.name, seat=Text.from_data(nomination.seat.title), why=given.reason)
    tell(doing, says, agencies=[nomination.agency_id], persons=[nomination.person_id])
    since = f", {day_says(tenure.effective_from)}" if tenure else ""
    answer = Text("Tiếp nhận", "accepted") if tenure else Text("Không tiếp nhận", "declined")
    return {
        "nomination": nomination.pk,
        "tenure": tenure.pk if tenure else None,
        "say": {"who": nomination.person.name, "answer": answer, "since": since},
    }


def _taken(doing: Doing, nomination: Nomination, given: AnswerNomination) -> Tenure:
    """End the running tenure of the seat and begin the new one."""
    seat, on = nomination.seat, given.effective_from or local_day(doing.at)
    place = place_of(seat, regulation(given.body, on))
    stays = stays_of(seat.pk)
    raise_if_any(Conflict, taking_reasons(place, stays, on, local_day(nomination.nominated_at)))
    for ended in Tenure.objects.filter(pk__in=replacement(stays, on).ended):
        doing.change(ended, effective_until=on)
    return doing.add(
        Tenure(
            seat=seat,
            person=nomination.person,
            instrument_id=seat.instrument_id,
            effective_from=on,
            effective_until=seat.effective_until,
            recorded_at=doing.now,
        )
    )


@act(
    "request_replacement",
    ("Đề nghị thay người", "Ask for a replacement"),
    ("Đề nghị thay người ở ghế {what}: {reason}", "Replacement asked for in the seat {what}: {reason}"),
    given=RequestReplacement,
    about=about_group_seat,
)
def request_replacement(doing: Doing, given: RequestReplacement) -> Mapping[str, object]:
    """Ask the seat's agency for somebody else. Conflict: nobody sits, asked already, no reason."""
    seat, on = seat_named(given.seat, given.body), local_day(doing.at)
    place = place_of(seat, regulation(given.body, on))
    running = next((each for each in stays_of(seat.pk) if each.runs(on)), None)
    asked_already = _open_request(seat, None) is not None
    held = running is not None or seat.by == "post"
    reasons = request_reasons(place, on, held=held, open_request=asked_already, reason=given.reason)
    raise_if_any(Conflict, reasons)
    row = doing.add(
        ReplacementRequest(
            seat=seat,
            tenure_id=running.id if running else None,
            reason=given.reason,
            requested_by=doing.by.says.as_data(),
            requested_at=doing.at,
        )
    )
    says = Text("Đề nghị cử người thay ở ghế {seat}: {why}", "Please replace the member in the seat {seat}: {why}")
    tell(doing, says.filled(seat=Text.from_data(seat.title), why=given.reason), agencies=[agency_of(seat)])
    return {"request": row.pk, "say": {"reason": given.reason}}


def _open_request(seat: Seat, wanted: int | None) -> ReplacementRequest | None:
    """Return the request that waits for a nomination. Raises NotFound for one named that does not."""
    found: ReplacementRequest | None = ReplacementRequest.objects.filter(seat=seat, settled_at=None).first()
    if wanted is not None and (found is None or found.pk != wanted):
        says = Text("Không có đề nghị thay đang chờ ở ghế này.", "No request waits for this seat.")
        raise NotFound(Reason(code="not_found", says=says, field="request"))
    return found


_ACCEPTED = Text("Tiếp nhận {who} vào ghế {seat}.", "{who} is taken into the seat {seat}.")
_DECLINED = Text("Không tiếp nhận {who} vào ghế {seat}: {why}", "{who} is not taken into the seat {seat}: {why}")
