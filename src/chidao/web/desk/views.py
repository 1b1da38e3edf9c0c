"""The desk: what waits for me, by when, and why me; the next meeting; the year's duties; what just happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.acts.kept import as_recorded
from chidao.acts.registry import act_named, fields_of
from chidao.archive.models import Dossier
from chidao.archive.queries import due_soon
from chidao.documents.models import Document
from chidao.exchange.models import Message, MessageStatus
from chidao.exchange.queries import waiting_messages
from chidao.instruments.vocabulary import DUTY_KINDS
from chidao.kernel.days import VIET_NAM
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import seats_in_force
from chidao.meetings.models import Meeting
from chidao.meetings.queries import MeetingPage
from chidao.people.accounts import note_look
from chidao.people.models import Account
from chidao.reports.desk import DIRECTION, HeadView, head_view, in_force, leads, next_meeting, waiting_for
from chidao.reports.record import EventLine, latest, refusals_page
from chidao.reports.standing import standing_desk
from chidao.reports.waiting import Waiting
from chidao.tasks.models import Task
from chidao.web.acting.forms import fresh_key, shown_fields
from chidao.web.desk.duties import duties_of
from chidao.web.dossiers.words import left_words, shown_dossier
from chidao.web.here import Here
from chidao.web.offers import Offer, Wish, act_url, offer_list, wish
from chidao.web.pages import page, screen
from chidao.web.pictures.days import weekday_day_words
from chidao.web.record.views import Shown, shown

TITLE: Final = Text("Hôm nay, {day}", "Today, {day}")
FIRST_LOOK: Final = timedelta(days=7)
LOOKS_APART: Final = timedelta(minutes=5)
SHOWN: Final = 30
SHOWN_DOSSIERS: Final = 10
ALL_SHOWN: Final = 200
"""How much of what waits the standing body sees at once: all of it, within reason."""
ROOMS: Final = {"task": "tasks", "meeting": "meetings", "document": "documents", "matter": "matters"}


@screen(
    "desk",
    ("Bàn làm việc", "Desk"),
    acts=(
        "propose_completion", "name_accountable_person", "answer_coordination", "accept_completion", "reply_invitation",
        "propose_invitations", "approve_invitation_list", "record_attendance", "close_meeting", "assign_task",
        "issue_conclusion_notice", "file_document", "give_opinion", "decide_matter", "give_direction", "issue_report",
        "answer_nomination", "decide_regulation_question", "submit_agency_report", "acknowledge_delivery",
    ),
    features=("head_view", "part_time", "standing_desk"),
    duties=tuple(DUTY_KINDS),
)  # fmt: skip
def desk(request: HttpRequest, here: Here) -> HttpResponse:
    """Show what waits for the seat one acts from."""
    waits: Sequence[Waiting] = waiting_for(here.eyes, here.now)
    standing = standing_desk(here.eyes, here.regulation, waits, here.now)
    waits = standing.waits if standing else waits
    most = ALL_SHOWN if standing else SHOWN
    context = {
        "waits": _offered(here, waits[:most]),
        "standing": standing,
        "count": len(waits),
        "more_waits": len(waits) - most,
        "late": sum(each.is_late for each in waits),
        "meeting": _strip(here, next_meeting(here.eyes, here.now)),
        "duties": duties_of(here),
        "events": [_brief(here, line) for line in latest(here.eyes, besides=_programs(here))],
        "more_url": reverse("record", args=[here.body]),
        "refused": refusals_page(here.eyes, most=2).lines,
        "in_force": in_force(here.eyes, here.today),
        "due": _dossiers_due(here),
        "exchanged": _messages_waiting(here),
        **_for_who_leads(request, here),
    }
    day = Text(weekday_day_words(here.today, "vi"), weekday_day_words(here.today, "en"))
    return page(request, here, "desk/desk.html", TITLE.filled(day=day), context)


def _dossiers_due(here: Here) -> list[tuple[dict[str, object], Text]]:
    """Return the dossiers whose hand-over falls due within the days of notice, for who may hand them over."""
    handing = offer_list(here, [wish("hand_over_dossiers", Matter(body=here.body, says=same("")))])[0]
    if not handing.allowed or handing.recording:
        return []
    key = f"dossiers-due:{here.body}:{here.me.seat}:{here.today}"
    rows = as_recorded(key, lambda: due_soon(here.eyes, here.today), of=(Dossier, Meeting, Task))
    return [(shown_dossier(here, row), left_words(row)) for row in rows[:SHOWN_DOSSIERS]]


def _messages_waiting(here: Here) -> int:
    """Return how many exchanged messages wait for the body's answer, for who may send it."""
    sending = offer_list(here, [wish("send_status", Matter(body=here.body, says=same("")))])[0]
    if not sending.allowed or sending.recording:
        return 0
    key = f"messages-waiting:{here.body}:{here.me.seat}"
    return as_recorded(key, lambda: waiting_messages(here.eyes), of=(Message, MessageStatus, Document))


def _brief(here: Here, line: EventLine) -> Shown:
    """Beside the desk the basis alone says who: it names the role, whom it stands in for, and the clause."""
    return replace(shown(here, line), capacity=None if line.basis else line.capacity)


def _programs(here: Here) -> list[int]:
    """Return the seats of the program's own timers, whose daily reminders would crowd out what people did."""
    units = {unit.id for unit in here.regulation.units if unit.kind == "system"} if here.regulation else set()
    return [seat.id for seat in seats_in_force(here.body, here.today) if seat.unit in units]


def _for_who_leads(request: HttpRequest, here: Here) -> dict[str, object]:
    principle = leads(here.eyes, here.regulation)
    since = _since(request, here)
    if principle is None:
        return {}
    act = act_named(DIRECTION)
    wanted = {"line", "lead_agency", "due_on"}
    fields = [one for one in shown_fields(act, here, {}) if one.name in wanted]
    view: HeadView = head_view(here.eyes, principle, here.now, since)
    # The offer says whether the line may be sent at all; for which agency is judged when it is.
    offer = offer_list(here, [wish(DIRECTION, Matter(body=here.body, says=act.title, facets={"origin": "direction"}))])
    return {"head": view, "direction": fields, "direction_key": fresh_key(), "direction_offer": offer[0]}


def _offered(here: Here, waits: Sequence[Waiting]) -> list[tuple[Waiting, Offer, str]]:
    """Return each with its act as an offer: those not asked about yet are asked at once."""
    open_ones = [each for each in waits if each.basis is None and each.matter is not None]
    wishes = [
        Wish(act=each.act, matter=each.matter, first=tuple(_first(each).items())) for each in open_ones if each.matter
    ]
    asked = {id(each): offer for each, offer in zip(open_ones, offer_list(here, wishes), strict=True)}
    return [(each, asked.get(id(each)) or _granted(here, each), _address(here, each)) for each in waits]


def _granted(here: Here, each: Waiting) -> Offer:
    url = act_url(here, each.act, tuple(_first(each).items()))
    return Offer(name=each.act, title=act_named(each.act).title, url=url, allowed=True, basis=each.basis)


def _first(each: Waiting) -> dict[str, object]:
    """Return the field of the act's form that names the thing, with its id."""
    if each.first:
        return dict(each.first)
    fields = fields_of(act_named(each.act).given)
    return {name: each.id for name, asked in fields.items() if asked.kind == each.kind}


def _address(here: Here, each: Waiting) -> str:
    if each.path:
        return f"{reverse('desk', args=[here.body])}{each.path}"
    room = ROOMS.get(each.kind)
    if room:
        return f"{reverse(room, args=[here.body])}{each.id}/"
    return act_url(here, each.act, tuple(_first(each).items()))


def _strip(here: Here, meeting: MeetingPage | None) -> dict[str, object] | None:
    if meeting is None:
        return None
    steps = [{"title": step.says, "note": _note(step.at), "state": step.state} for step in meeting.steps]
    url = f"{reverse('meetings', args=[here.body])}{meeting.row.id}/"
    return {"row": meeting.row, "steps": steps, "url": url}


def _note(at: datetime | None) -> Text:
    if at is None:
        return same("")
    local = at.astimezone(VIET_NAM)
    return same(f"{local.day}/{local.month}, {local:%H:%M}" if local.hour else f"{local.day}/{local.month}")


def _since(request: HttpRequest, here: Here) -> datetime:
    """Return since when changes are new: the look before this session, a week back for who never looked."""
    account = request.user if isinstance(request.user, Account) else None
    kept = request.session.get("since")
    if kept is None:
        looked = account.looked_at if account else None
        kept = (looked or here.now - FIRST_LOOK).isoformat()
        request.session["since"] = kept
    if account and (account.looked_at is None or here.now - account.looked_at > LOOKS_APART):
        note_look(account, here.now)
    return datetime.fromisoformat(kept)
