"""What may be done about a meeting, as wishes that one batch of questions answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from chidao.acts.authority import Matter
from chidao.instruments.vocabulary import FACETS
from chidao.kernel.wording import Text
from chidao.meetings.queries import ConclusionRow, MeetingPage
from chidao.meetings.rules import meeting_said
from chidao.tasks.rules import task_matter, task_says
from chidao.web.act_row import correction_wish
from chidao.web.here import Here
from chidao.web.offers import Offer, Wish, offer_list, wish

CONVENE: Final = Text("Triệu tập họp", "Convene a meeting")
MEETS: Final = ("committee", "group")
LIST_AGAIN: Final = Text("Đề xuất lại danh sách mời", "Propose the list anew")
ATTENDANCE_AGAIN: Final = Text("Sửa thành phần dự họp", "Correct attendance")
REPLY: Final = Text("Trả lời giấy mời", "Answer the invitation")
REPLY_AGAIN: Final = Text("Đổi câu trả lời", "Change the answer")
ADD_CONCLUSION: Final = Text("Thêm kết luận", "Add a conclusion")


def convening_offer(here: Here) -> Offer:
    """Return one button for every kind of meeting: of the first kind this seat may convene, else with every reason."""
    found = [offer for offer, _, _ in convening_offers(here)]
    return min(found, key=lambda offer: (not offer.allowed, offer.recording))


def convening_offers(here: Here, unit: str = "") -> list[tuple[Offer, str, str]]:
    """Return an offer for each kind of meeting of each unit that meets, with the kind and the unit."""
    pairs = [(kind, each) for each in ((unit,) if unit else _units(here)) for kind in FACETS["meeting"]]
    wishes = [wish("convene_meeting", _convening(here, kind, each), kind=kind, unit=each) for kind, each in pairs]
    return [(offer, kind, each) for offer, (kind, each) in zip(offer_list(here, wishes), pairs, strict=True)]


def meeting_matter(here: Here, found: MeetingPage, *, subject_seat: int | None = None) -> Matter:
    """Return a meeting as the matter of an act."""
    return Matter(
        body=here.body,
        says=meeting_said(found.row.kind, found.row.title),
        facets={"meeting": found.row.kind, "unit": found.row.unit},
        presiding=found.presiding_seat,
        subject_seat=subject_seat,
    )


def meeting_wishes(here: Here, found: MeetingPage, *, event: int | None = None) -> list[Wish]:
    """Return what the state of a meeting allows to be done; whether this seat may is asked of the authority."""
    about, meeting = meeting_matter(here, found), found.row.id
    wishes = [wish(name, about, title=title, meeting=meeting) for name, title in _by_state(here.now, found)]
    wishes += [
        wish("reply_invitation", meeting_matter(here, found, subject_seat=each.seat), meeting=meeting, seat=each.seat,
             title=REPLY_AGAIN if each.reply else REPLY)
        for each in found.invited
        if each.seat is not None and each.seat in here.eyes.seats and _may_reply(here.now, found)
    ]  # fmt: skip
    if event is not None:
        correction = correction_wish(here, about.says, table="meeting", row=meeting, was=found.row.title, event=event)
        wishes.append(correction)
    return wishes


def conclusion_wishes(here: Here, found: MeetingPage) -> list[tuple[int, Wish]]:
    """Return, of each conclusion not decided on yet, the wish to make it a task and the one to make it none."""
    about = meeting_matter(here, found)
    return [
        (conclusion.id, each)
        for conclusion in found.conclusions
        if conclusion.is_open
        for each in (_task_wish(here, conclusion), _no_task_wish(about, conclusion))
    ]


def drafting_wish(here: Here, found: MeetingPage) -> Wish:
    """Return the wish to draft a conclusion."""
    return wish("draft_conclusion", meeting_matter(here, found), meeting=found.row.id, title=ADD_CONCLUSION)


def _convening(here: Here, kind: str, unit: str) -> Matter:
    says = Text(f"cuộc họp {FACETS['meeting'][kind].vi}", f"a meeting ({FACETS['meeting'][kind].en})")
    return Matter(body=here.body, says=says, facets={"meeting": kind, "unit": unit})


def _units(here: Here) -> list[str]:
    known = {unit.kind for unit in here.regulation.units} if here.regulation else set()
    return [unit for unit in MEETS if unit in known] or ["committee"]


def _by_state(now: datetime, found: MeetingPage) -> Iterator[tuple[str, Text | None]]:
    done: Mapping[str, bool] = {step.key: step.state == "done" for step in found.steps}
    if found.row.state == "cancelled":
        return
    if not done["invitations"]:
        yield "propose_invitations", LIST_AGAIN if done["list"] else None
        if done["list"] and now < found.row.starts_at:
            yield "approve_invitation_list", None
    if done["invitations"] and now >= found.row.starts_at and not done["end"]:
        yield "record_attendance", ATTENDANCE_AGAIN if done["attendance"] else None
    if done["attendance"] and not done["end"]:
        yield "close_meeting", None
    if done["end"] and not done["notice"]:
        yield "draft_conclusion", ADD_CONCLUSION if found.conclusions else None
        if found.conclusions:
            yield "issue_conclusion_notice", None
    if not done["attendance"] and not done["end"]:
        yield "reschedule_meeting", None
        yield "cancel_meeting", None


def _may_reply(now: datetime, found: MeetingPage) -> bool:
    done = {step.key for step in found.steps if step.state == "done"}
    return "invitations" in done and "attendance" not in done and now < found.row.starts_at


def _task_wish(here: Here, conclusion: ConclusionRow) -> Wish:
    about = task_matter(
        here.body,
        task_says(None, conclusion.text),
        origin="conclusion",
        lead=conclusion.lead_agency or 0,
        coordinating=[agency for agency, _ in conclusion.coordinating],
    )
    return wish("assign_task", about, provision=conclusion.provision)


def _no_task_wish(about: Matter, conclusion: ConclusionRow) -> Wish:
    says = Text(f"kết luận số {conclusion.ordinal}", f"conclusion {conclusion.ordinal}")
    matter = Matter(
        body=about.body,
        says=says,
        facets={**about.facets, "origin": "conclusion"},
        presiding=about.presiding,
        lead_agency=conclusion.lead_agency,
        coordinating=frozenset(agency for agency, _ in conclusion.coordinating),
    )
    return wish("dispose_conclusion_without_task", matter, conclusion=conclusion.id)
