"""What the page of one meeting shows, put together from what was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from chidao.instruments.queries import regulation
from chidao.instruments.vocabulary import FACETS
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text
from chidao.meetings.queries import ConclusionRow, Invited, MeetingPage
from chidao.meetings.rules import ATTENDANCES, KINDS, REPLIES, STATES, Step, regular_duty
from chidao.reports.record import EventLine, events_of_row
from chidao.tasks.rules import STATES as TASK_STATES
from chidao.web.act_row import act_row
from chidao.web.here import Here
from chidao.web.meetings.cycles import turn_says
from chidao.web.meetings.wishes import conclusion_wishes, drafting_wish, meeting_wishes
from chidao.web.offers import Offer, offer_list
from chidao.web.record.views import shown

ANCHORS = {
    "list": "#invited", "invitations": "#papers", "attendance": "#invited", "end": "", "conclusions": "#conclusions",
    "notice": "#papers", "tasks": "#conclusions",
}  # fmt: skip
SHOWN = 8
NEXT = Text("việc tiếp theo", "the next thing")
LATER = Text("chưa đến lượt", "not yet")
PURPOSES = {
    "invitation": Text("Giấy mời", "Invitation"),
    "notice": Text("Thông báo kết luận", "Conclusion notice"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StripStep:
    """A step of the strip as its piece shows it."""

    title: Text
    note: Text
    state: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A line of "why": in words, with its clause."""

    title: Text
    says: Text | None
    clause: str | None
    url: str = ""


def meeting_context(here: Here, found: MeetingPage) -> dict[str, object]:
    """Return everything the page of a meeting needs beyond its frame."""
    events = events_of_row(here.eyes, "meetings_meeting", found.row.id)
    wishes = meeting_wishes(here, found, event=events[-1].seq if events else None)
    pending = conclusion_wishes(here, found)
    offers = offer_list(here, [*wishes, *(each for _, each in pending), drafting_wish(here, found)])
    own, of_conclusions, drafting = offers[: len(wishes)], offers[len(wishes) : -1], offers[-1]
    by_conclusion = [(key, offer) for (key, _), offer in zip(pending, of_conclusions, strict=True)]
    next_act = found.next_act
    if next_act == "assign_task" and by_conclusion:
        own = [by_conclusion[0][1], *own]
    return {
        "meeting": found,
        "kind": KINDS[found.row.kind],
        "unit": FACETS["unit"][found.row.unit],
        "state": STATES[found.row.state],
        "on": local_day(found.row.starts_at),
        "turn": turn_says(here, found.row),
        "strip": [_strip_step(step) for step in found.steps],
        "acts": act_row(own, next_act),
        "invited": [_invited(each) for each in found.invited],
        "came": _counted(found),
        "conclusions": [_conclusion(each, by_conclusion, drafting) for each in found.conclusions],
        "drafting": drafting if _may_draft(found) else None,
        "papers": [{"row": each, "purpose": PURPOSES.get(each.purpose)} for each in (*found.documents, *found.papers)],
        "grounds": list(_grounds(here, found, events)),
        "events": [shown(here, line) for line in events[:SHOWN]],
    }


def _strip_step(step: Step) -> StripStep:
    note = LATER if step.state == "later" else NEXT
    if step.at:
        on = local_day(step.at)
        note = Text(f"{on.day}/{on.month}/{on.year}", f"{on:%-d %b %Y}")
    return StripStep(title=step.says, note=note, state=step.state, url=ANCHORS[step.key])


def _invited(each: Invited) -> dict[str, object]:
    return {
        "row": each,
        "title": each.seat_title,
        "same": each.seat_title is not None and each.name in each.seat_title.vi,
        "reply": REPLIES.get(each.reply),
        "attendance": ATTENDANCES.get(each.attendance),
    }


def _counted(found: MeetingPage) -> Text | None:
    marks = [each.attendance for each in found.invited]
    if not any(marks):
        return None
    words = Text(
        "{present} có mặt, {substitute} dự thay, {excused} vắng có lý do, {unexcused} vắng không lý do",
        "{present} present, {substitute} substitutes, {excused} excused, {unexcused} unexcused",
    )
    return words.filled(**{mark: marks.count(mark) for mark in ATTENDANCES})


def _conclusion(each: ConclusionRow, pending: list[tuple[int, Offer]], drafting: Offer) -> dict[str, object]:
    joiner = "&" if "?" in drafting.url else "?"
    return {
        "row": each,
        "tasks": [{"task": task, "state": TASK_STATES[task.state]} for task in each.tasks],  # type: ignore[index]
        "offers": [offer for key, offer in pending if key == each.id],
        "edit_url": f"{drafting.url}{joiner}conclusion={each.id}" if drafting.allowed and not each.provision else None,
    }


def _may_draft(found: MeetingPage) -> bool:
    return found.row.state != "cancelled" and not any(each.purpose == "notice" for each in found.documents)


def _grounds(here: Here, found: MeetingPage, events: list[EventLine]) -> Iterator[Ground]:
    convened = next((line for line in events if line.act == "convene_meeting"), None)
    if convened and convened.basis:
        url = reverse("event", args=[here.body, convened.seq])
        yield Ground(title=_CONVENED, says=convened.basis.says, clause=convened.basis.clause, url=url)
    on = local_day(found.row.starts_at)
    current = regulation(here.body, on)
    duty = regular_duty(current, found.row.unit) if found.row.cycle else None
    if duty:
        yield Ground(title=duty.title, says=turn_says(here, found.row), clause=duty.clause)
    notice = current.has_feature("convening_notice") if current else None
    if notice:
        days = notice.settings.get("working_days")
        yield Ground(title=_NOTICE.filled(days=days), says=None, clause=notice.clause)


_CONVENED = Text("Triệu tập", "Convened")
_NOTICE = Text("Mời trước {days} ngày làm việc", "Invitations {days} working days ahead")
