"""The path of a committee told once, as data: whoever walks it chooses the door.

Among what a step gives, `=key` is a seat, `^code` an agency, `$name.part` what an earlier step made, and a `Paper` a
file. A step that is `refused` is tried and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

MEETS: Final = "2020-08-20 16:30"


@dataclass(frozen=True, slots=True)
class Paper:
    """A file: its name says what it is, and so do its bytes."""

    words: str

    def put(self, folder: Path) -> Path:
        """Write it into a folder."""
        made = folder / f"{self.words}.pdf"
        made.write_bytes(b"%PDF-1.4\n% " + self.words.encode() + b"\n%%EOF\n")
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What was done on paper: by which seat, when (empty: just now), and the scan of what was signed."""

    by: str
    scan: Paper
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act by whoever holds a seat; with `signed`, recorded by them from a paper that another has signed."""

    act: str
    seat: str
    given: Mapping[str, Any]
    name: str = ""
    signed: Signed | None = None
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Start:
    """What every door knows before the first step: seats and agencies by their keys in the charter, personal keys."""

    seats: Mapping[str, int]
    titles: Mapping[str, str]
    agencies: Mapping[str, int]
    keys: Mapping[str, str]


@dataclass(slots=True)
class Made:
    """What the steps have made so far, through one door."""

    start: Start
    folder: Path
    outcomes: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def meant(self, part: Any, paper: Callable[[Path], object] = lambda path: path) -> Any:
        """Return what a part of a step stands for; `paper` says how this door names a file."""
        if isinstance(part, Paper):
            return paper(part.put(self.folder))
        if isinstance(part, Mapping):
            return {name: self.meant(each, paper) for name, each in part.items()}
        if isinstance(part, tuple):
            return [self.meant(each, paper) for each in part]
        return self._named(part[0], part[1:]) if isinstance(part, str) and part.startswith(("=", "^", "$")) else part

    def _named(self, sign: str, words: str) -> Any:
        if sign != "$":
            return (self.start.seats if sign == "=" else self.start.agencies)[words]
        name, *parts = words.split(".")
        found: Any = self.outcomes[name]
        for part in parts:
            found = found[int(part)] if part.isdecimal() else found[part]
        return found


def posts(steps: Sequence[Step]) -> set[str]:
    """Return the seats from which something is done."""
    return {step.seat for step in steps if not step.refused}


def _attended(*marks: tuple[str, str, str]) -> Iterator[Mapping[str, str]]:
    for place, (attendance, by, note) in enumerate(marks):
        yield {"invitation": f"$list.invitations.{place}", "attendance": attendance, "by": by, "note": note}


TASK: Final = "Rà soát kinh phí duy trì các hệ thống dùng chung"
NO_TASK: Final = "Biểu dương các cơ quan đã kết nối trục liên thông"
AWAY: Final = "Trùng lịch họp của Chính phủ"
MEETING: Final = {
    "kind": "regular", "unit": "committee", "title": "Họp định kỳ quý III năm 2020 của Ban Chỉ đạo",
    "starts_at": "2020-08-20T14:00", "place": "Phòng họp số 1",
    "agenda": ("Kết quả hai quý đầu năm", "Kinh phí các hệ thống dùng chung"),
}  # fmt: skip

CONVENING: Final = (
    Step(act="convene_meeting", seat="member-so-y-te", given=MEETING, refused=True),
    Step(
        act="convene_meeting", seat="clerk", given=MEETING, name="meeting",
        signed=Signed(by="chair", at="2020-08-10T07:30", scan=Paper("Công văn triệu tập đã ký")),
    ),
    Step(
        act="propose_invitations", seat="group-lead", name="list",
        given={
            "meeting": "$meeting.meeting", "guests": ("Chuyên gia an toàn thông tin",),
            "seats": ("=chair", "=standing-vice-chair", "=member-so-noi-vu", "=member-so-tu-phap", "=member-so-y-te"),
        },
    ),
    Step(
        act="approve_invitation_list", seat="clerk", given={"meeting": "$meeting.meeting"},
        signed=Signed(by="chair", scan=Paper("Danh sách mời đã duyệt")),
    ),
    Step(
        act="reply_invitation", seat="member-so-noi-vu",
        given={
            "meeting": "$meeting.meeting", "seat": "=member-so-noi-vu", "reply": "declined",
            "reason": AWAY,
        },
    ),
)  # fmt: skip

WORKING: Final = (
    Step(
        act="record_attendance", seat="clerk",
        given={
            "meeting": "$meeting.meeting",
            "attended": tuple(
                _attended(
                    ("present", "", ""), ("present", "", ""), ("excused", "", AWAY),
                    ("substitute", "Phó Giám đốc Sở Tư pháp", ""), ("present", "", "đến lúc 14 giờ 30"),
                    ("present", "", ""),
                )
            ),
        },
    ),
    Step(
        act="close_meeting", seat="clerk", given={"meeting": "$meeting.meeting", "ended_at": "2020-08-20T16:15"},
        signed=Signed(by="chair", at="2020-08-20T16:20", scan=Paper("Biên bản họp đã ký")),
    ),
    Step(
        act="draft_conclusion", seat="clerk", name="first",
        given={
            "meeting": "$meeting.meeting", "text": TASK, "lead_agency": "^so-tai-chinh",
            "coordinating": ("^so-ke-hoach-dau-tu", "^so-noi-vu"), "due_on": "2020-09-30",
        },
    ),
    Step(
        act="draft_conclusion", seat="group-lead", name="second",
        given={"meeting": "$meeting.meeting", "text": NO_TASK},
    ),
    Step(
        act="issue_conclusion_notice", seat="clerk", name="notice",
        given={"meeting": "$meeting.meeting", "recipients": ("Lưu: Văn thư",)},
        signed=Signed(by="chair", at="2020-08-20T16:28", scan=Paper("Thông báo kết luận đã ký")),
    ),
    Step(
        act="assign_task", seat="clerk", name="task",
        given={
            "provision": "$notice.provisions.0", "title": TASK, "lead_agency": "^so-tai-chinh",
            "coordinating": ("^so-ke-hoach-dau-tu", "^so-noi-vu"), "due_on": "2020-09-30",
        },
    ),
    Step(
        act="dispose_conclusion_without_task", seat="clerk",
        given={"conclusion": "$second.conclusion", "reason": "Chỉ ghi nhận, không có việc phải làm"},
    ),
    Step(
        act="ask_coordination", seat="focal-so-tai-chinh",
        given={
            "task": "$task.task", "agencies": ("^so-ke-hoach-dau-tu",), "answer_due_on": "2020-09-04",
            "question": "Đề nghị cho biết kế hoạch vốn\nvà nguồn vốn dự kiến",
        },
    ),
    Step(
        act="answer_coordination", seat="focal-so-ke-hoach-dau-tu",
        given={"task": "$task.task", "answer": "Đã gửi kế hoạch vốn", "files": (Paper("Kế hoạch vốn năm 2021"),)},
    ),
    Step(
        act="report_progress", seat="focal-so-tai-chinh",
        given={
            "task": "$task.task", "text": "Đã tổng hợp số liệu của mười hai hệ thống", "percent": 60,
            "files": (Paper("Bảng tổng hợp"), Paper("Phụ lục số liệu")),
        },
    ),
    Step(
        act="propose_completion", seat="focal-so-tai-chinh",
        given={"task": "$task.task", "result": "Đã có báo cáo rà soát", "files": (Paper("Báo cáo rà soát"),)},
    ),
    Step(act="accept_completion", seat="focal-so-tai-chinh", given={"task": "$task.task"}, refused=True),
    Step(
        act="return_completion", seat="group-lead",
        given={"task": "$task.task", "reason": "Thiếu phương án cho năm 2021"},
    ),
    Step(
        act="propose_completion", seat="focal-so-tai-chinh",
        given={
            "task": "$task.task", "result": "Đã bổ sung phương án cho năm 2021",
            "no_evidence": "Phương án nằm trong chính báo cáo đã gửi",
        },
    ),
    Step(
        act="accept_completion", seat="standing-vice-chair",
        given={"task": "$task.task", "note": "Đạt yêu cầu"},
    ),
    Step(
        act="return_completion", seat="group-lead",
        given={"task": "$task.task", "reason": "Sau khi đã nghiệm thu thì không trả lại được"}, refused=True,
    ),
)  # fmt: skip
