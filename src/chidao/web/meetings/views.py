"""Pages of meetings: the list with the turns missed, and one meeting from convening to tasks."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text, same
from chidao.meetings.queries import PAGE, MeetingRow, meeting_list, meeting_page
from chidao.meetings.rules import KINDS, STATES
from chidao.web.documents.printing import paper_file
from chidao.web.here import Here
from chidao.web.meetings import forms  # noqa: F401 - the forms of the acts are declared when it is loaded
from chidao.web.meetings.cycles import open_turns, turn_says
from chidao.web.meetings.one import meeting_context
from chidao.web.meetings.papers import attendance_sheet
from chidao.web.meetings.wishes import convening_offer
from chidao.web.pages import page, screen

TITLE = Text("Họp", "Meetings")
SHEET = Text("Danh sách ký dự họp", "Attendance sheet")
GREATEST_YEAR = 2199


@screen("meetings", ("Họp", "Meetings"), acts=("convene_meeting",), duties=("meeting",))
def meetings(request: HttpRequest, here: Here) -> HttpResponse:
    """List the meetings the reader may see, and the turns of regular meetings that were missed or are due."""
    words, year = request.GET.get("q", "").strip()[:200], _year(request)
    rows = meeting_list(here.eyes, year=year, words=words, before=_before(request))
    coming = [row for row in rows if row.starts_at > here.now and row.state != "cancelled"]
    context = {
        "coming": [_shown(here, row) for row in reversed(coming)],
        "past": [_shown(here, row) for row in rows if row not in coming],
        "turns": [] if words or year or "before" in request.GET else list(open_turns(here)),
        "convene": convening_offer(here),
        "years": _years(here, year),
        "q": words,
        "year": year,
        "is_filtered": bool(words or year),
        "older": f"{rows[-1].starts_at.isoformat()}_{rows[-1].id}" if len(rows) == PAGE else None,
    }
    return page(request, here, "meetings/list.html", TITLE, context)


@screen(
    "meeting",
    ("Một cuộc họp", "One meeting"),
    acts=(
        "propose_invitations", "approve_invitation_list", "reply_invitation", "reschedule_meeting", "cancel_meeting",
        "record_attendance", "close_meeting", "draft_conclusion", "issue_conclusion_notice", "assign_task",
        "dispose_conclusion_without_task", "correct_clerical_error",
    ),
    features=("convening_notice", "conclusions_bind"),
    duties=("meeting",),
)  # fmt: skip
def one_meeting(request: HttpRequest, here: Here, meeting_id: int) -> HttpResponse:
    """Show one meeting: its strip, who is invited and came, the conclusions and what has become of each."""
    found = meeting_page(here.eyes, meeting_id, here.now)
    return page(request, here, "meetings/one.html", same(found.row.title), meeting_context(here, found))


@screen("attendance_sheet", ("Danh sách ký dự họp", "Attendance sheet"))
def sheet(request: HttpRequest, here: Here, meeting_id: int, form: str) -> HttpResponse:
    """Give the sheet that those present sign, as .docx or .pdf to print."""
    found = meeting_page(here.eyes, meeting_id, here.now)
    return paper_file(attendance_sheet(here, found), form, f"{SHEET.vi} {found.row.title}")


def _shown(here: Here, row: MeetingRow) -> dict[str, object]:
    return {"row": row, "kind": KINDS[row.kind], "state": STATES[row.state], "turn": turn_says(here, row)}


def _years(here: Here, chosen: int | None) -> list[dict[str, object]]:
    first = min((each.on for each in (here.regulation,) if each), default=here.today).year
    known = sorted({here.today.year, here.today.year - 1, here.today.year - 2, first, *([chosen] if chosen else [])})
    return [{"year": year, "current": year == chosen} for year in reversed(known)]


def _year(request: HttpRequest) -> int | None:
    written = request.GET.get("year", "")
    return min(int(written), GREATEST_YEAR) if written.isascii() and written.isdigit() and int(written) else None


def _before(request: HttpRequest) -> tuple[datetime, int] | None:
    written, _, key = request.GET.get("before", "").partition("_")
    if not written:
        return None
    try:
        return datetime.fromisoformat(written), int(key)
    except ValueError as unreadable:
        says = Text("Địa chỉ trang không đúng; mở lại danh sách.", "No such page; open the list again.")
        raise BadInput(Reason(code="bad_key", says=says, field="before")) from unreadable
