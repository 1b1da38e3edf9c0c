"""A dossier opened: about a meeting, a task, a matter, or for the papers of one name in a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Max

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.archive.acts.filing import add_pieces
from chidao.archive.models import Dossier
from chidao.archive.pieces import read_pieces
from chidao.archive.retention import retention
from chidao.archive.rules import ABOUT, OTHER_GROUP, Retention, next_number
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, NotFound, Reason, raise_if_any
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text, same
from chidao.mandates.models import Seat
from chidao.meetings.models import Meeting
from chidao.people.acts import BODY
from chidao.tasks.models import Task

ACCESS: Final = {
    "internal": Text("Nội bộ", "Internal"),
    "restricted": Text("Hạn chế: người giữ hồ sơ", "Restricted: whoever keeps it"),
}
GROUP_OF: Final = {"meeting": "meetings", "task": "tasks"}
"""The group of files that a dossier about a meeting or a task belongs to, where none is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDossier:
    """A new dossier, with the papers that go into it at once. Left empty, heading and retention are proposed."""

    body: str = asked(*BODY)
    title: str = asked(
        "Tiêu đề hồ sơ", "Heading", default="",
        hint=Text("Để trống: lấy tên cuộc họp hoặc nhiệm vụ.", "Left empty: the name of the meeting or task."),
    )  # fmt: skip
    about: str = asked("Hồ sơ về", "About", "choice", choices=ABOUT, default="topic")
    meeting: int | None = asked("Cuộc họp", "Meeting", "meeting", default=None)
    task: int | None = asked("Nhiệm vụ", "Task", "task", default=None)
    group: str = asked("Nhóm hồ sơ", "Group of files", "dossier_group", default="")
    retention: str = asked(
        "Thời hạn lưu trữ", "Retention", "retention", default="",
        hint=Text("Để trống: theo nhóm hồ sơ.", "Left empty: that of the group."),
    )  # fmt: skip
    year: int | None = asked("Năm của danh mục hồ sơ", "Year of the list", "number", default=None)
    keeper: int | None = asked("Người giữ hồ sơ", "Who keeps it", "seat", default=None)
    access: str = asked("Quyền xem", "Who may see it", "choice", choices=ACCESS, default="internal")
    note: str = asked("Ghi chú", "Note", default="")
    pieces: tuple[str, ...] = asked("Tài liệu", "Papers", "pieces", default=())


def _about(given: OpenDossier, at: datetime) -> Matter:
    return Matter(body=given.body, says=same(given.title.strip() or _proposed_title(given) or ABOUT["topic"].vi))


@act(
    "open_dossier",
    ("Mở hồ sơ", "Open a dossier"),
    ("Mở hồ sơ {number}: {what}", "Opened dossier {number}: {what}"),
    given=OpenDossier,
    about=_about,
)
def open_dossier(doing: Doing, given: OpenDossier) -> Mapping[str, object]:
    """Open a dossier under the next number of its year. Raises BadInput with every fault, NotFound for its work."""
    table = retention()
    raise_if_any(NotFound, _missing(given))
    raise_if_any(BadInput, _faults(given, table))
    pieces = read_pieces(given.body, given.pieces)
    opened, group = local_day(doing.at), given.group or GROUP_OF.get(given.about, OTHER_GROUP)
    year = given.year or opened.year
    title = given.title.strip() or _proposed_title(given)
    dossier = doing.add(
        Dossier(
            body=given.body, year=year, number=next_number(_last(given.body, year)), title=title[:500],
            about=given.about, group=group, meeting_id=given.meeting, task_id=given.task,
            retention=given.retention or table.proposed(group), keeper_id=given.keeper or doing.by.seat,
            access=given.access, opened_on=opened, note=given.note.strip()[:300], folded=fold(title)[:700],
        )
    )  # fmt: skip
    add_pieces(doing, dossier, pieces)
    return {"dossier": dossier.pk, "say": {"number": f"{dossier.number:02d}/{year}"}}


def _last(body: str, year: int) -> int | None:
    last: int | None = Dossier.objects.filter(body=body, year=year).aggregate(last=Max("number"))["last"]
    return last


def _proposed_title(given: OpenDossier) -> str:
    if given.about == "meeting" and given.meeting:
        return _title_of(Meeting, given.body, given.meeting)
    return _title_of(Task, given.body, given.task) if given.about == "task" and given.task else ""


def _title_of(model: type[Meeting | Task], body: str, key: int) -> str:
    found: str | None = model.objects.filter(body=body, pk=key).values_list("title", flat=True).first()
    return found or ""


def _missing(given: OpenDossier) -> Iterator[Reason]:
    if given.meeting and not Meeting.objects.filter(body=given.body, pk=given.meeting).exists():
        yield Reason(code="no_meeting", says=_NO_MEETING, field="meeting")
    if given.task and not Task.objects.filter(body=given.body, pk=given.task).exists():
        yield Reason(code="no_task", says=_NO_TASK, field="task")
    if given.keeper and not Seat.objects.filter(body__code=given.body, pk=given.keeper).exists():
        yield Reason(code="no_seat", says=_NO_SEAT, field="keeper")


def _faults(given: OpenDossier, table: Retention) -> Iterator[Reason]:
    work = {"meeting": given.meeting, "task": given.task}
    for name, says in (("meeting", _WHICH_MEETING), ("task", _WHICH_TASK)):
        if (given.about == name) is not bool(work[name]):
            yield Reason(code="which_work", says=says, field=name)
    if not (given.title.strip() or _proposed_title(given)):
        yield Reason(code="no_heading", says=_NO_HEADING, field="title")
    if given.group and given.group not in table.groups:
        yield Reason(code="no_group", says=_NO_GROUP, field="group")
    if given.retention and given.retention not in table.codes:
        yield Reason(code="no_retention", says=_NO_RETENTION, field="retention")
    if given.year is not None and not 1945 <= given.year <= 2199:
        yield Reason(code="no_year", says=_NO_YEAR, field="year")


_NO_MEETING = Text("Không có cuộc họp này.", "There is no such meeting.")
_NO_TASK = Text("Không có nhiệm vụ này.", "There is no such task.")
_NO_SEAT = Text("Không có ghế này.", "There is no such seat.")
_WHICH_MEETING = Text(
    "Hồ sơ về một cuộc họp thì chọn cuộc họp; hồ sơ khác thì để trống.",
    "A dossier about a meeting names it; another leaves it empty.",
)
_WHICH_TASK = Text(
    "Hồ sơ về một nhiệm vụ thì chọn nhiệm vụ; hồ sơ khác thì để trống.",
    "A dossier about a task names it; another leaves it empty.",
)
_NO_HEADING = Text("Hồ sơ chưa có tiêu đề.", "The dossier has no heading.")
_NO_GROUP = Text("Nhóm hồ sơ không có trong bảng thời hạn.", "The table of retention has no such group.")
_NO_RETENTION = Text("Mã thời hạn lưu trữ không có trong bảng.", "The table of retention has no such code.")
_NO_YEAR = Text("Năm không đúng.", "That is no year.")
