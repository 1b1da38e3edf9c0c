"""A quarter of a committee's work under 852/QĐ-BCĐ, told step by step, so that reports on it can be counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from chidao.meetings.acts import DisposeConclusionWithoutTask, GiveOpinion, SubmitMatter
from chidao.meetings.models import Conclusion
from chidao.reports.composing import compose
from chidao.reports.rules import Figures, Section
from chidao.tasks.acts import (
    AcceptCompletion,
    AssignTask,
    ExtendDeadline,
    GiveDirection,
    LogContact,
    ProposeCompletion,
    ReportResult,
    ReturnCompletion,
    UrgeAgency,
)
from tests.meetings.committee import BODY, CLERK, Committee, at

FIRST: Final = date(2020, 4, 1)
LAST: Final = date(2020, 6, 30)


@dataclass
class Quarter:
    """The second quarter of 2020. `told` is called after each step with its instant."""

    hp: Committee
    told: Callable[[datetime], None] = lambda at: None
    tasks: dict[str, int] = field(default_factory=dict)
    meeting: int = 0
    conclusions: list[int] = field(default_factory=list)

    def do(self, given: Any, by: str, when: datetime) -> Any:
        """Perform an act and tell of it."""
        outcome = self.hp.do(given, by, when).outcome
        self.told(when)
        return outcome

    def all_of_it(self) -> Quarter:
        """Live the quarter and some days after it."""
        self.work_given()
        self.meeting_held()
        self.work_done()
        return self

    def work_given(self) -> None:
        """A direction to one agency, a task and another to a second one."""
        lead, other = self.hp.agency("so-noi-vu"), self.hp.agency("so-tu-phap")
        line = GiveDirection(body=BODY, line="Bỏ giấy tờ trùng lặp", lead_agency=lead, due_on=date(2020, 4, 20))
        self.tasks["line"] = self.do(line, "chair", at(2020, 4, 1))["task"]
        paper = AssignTask(
            body=BODY, title="Ban hành quy chế dữ liệu", lead_agency=other, due_on=date(2020, 5, 15), source_text="KH 9"
        )
        self.tasks["paper"] = self.do(paper, "chair", at(2020, 4, 2))["task"]
        late = AssignTask(
            body=BODY, title="Đào tạo cán bộ", lead_agency=lead, due_on=date(2020, 6, 10), source_text="KH 9"
        )
        self.tasks["late"] = self.do(late, "chair", at(2020, 4, 3))["task"]
        self.do(self._propose("line"), "member-so-noi-vu", at(2020, 4, 20))
        told = ReportResult(body=BODY, task=self.tasks["line"], text="Đã bỏ 12 loại giấy tờ")
        self.do(told, "member-so-noi-vu", at(2020, 4, 21))
        self.do(AcceptCompletion(body=BODY, task=self.tasks["line"]), "chair", at(2020, 4, 22))
        extend = ExtendDeadline(body=BODY, task=self.tasks["paper"], due_on=date(2020, 6, 10), reason="Chờ ý kiến")
        self.do(extend, "chair", at(2020, 5, 10))

    def meeting_held(self) -> None:
        """The regular meeting with its notice: of two conclusions one is a task, of the other none follows."""
        self.meeting = self.hp.convene(when=at(2020, 5, 5), starts_at=at(2020, 5, 15, 8))
        self.hp.invite(self.meeting, at(2020, 5, 6))
        self.told(at(2020, 5, 6))
        self.hp.hold(self.meeting, at(2020, 5, 15, 11))
        self.told(at(2020, 5, 15, 11))
        self.hp.conclude(self.meeting, ("Lập danh mục dữ liệu", "Biểu dương các đơn vị"), at(2020, 5, 18))
        self.told(at(2020, 5, 18))
        rows = Conclusion.objects.filter(meeting=self.meeting).order_by("ordinal")
        self.conclusions = [row.pk for row in rows]
        given = AssignTask(
            body=BODY, title="Danh mục dữ liệu", lead_agency=self.hp.agency("so-noi-vu"),
            provision=rows[0].provision_id, due_on=date(2020, 7, 31),
        )  # fmt: skip
        self.tasks["concluded"] = self.do(given, CLERK, at(2020, 5, 19))["task"]
        none = DisposeConclusionWithoutTask(body=BODY, conclusion=self.conclusions[1], reason="Chỉ biểu dương")
        self.do(none, CLERK, at(2020, 5, 25))

    def work_done(self) -> None:
        """Urged, proposed late, returned, proposed again after the quarter; a matter with an opinion."""
        matter = self.do(
            SubmitMatter(body=BODY, kind="regular", title="Chuẩn kết nối", content="Trình"), "group-lead",
            at(2020, 6, 1),
        )["matter"]  # fmt: skip
        own = self.hp.seat("member-so-noi-vu")
        opinion = GiveOpinion(body=BODY, matter=matter, seat=own, stance="agrees")
        self.do(opinion, "member-so-noi-vu", at(2020, 6, 2))
        urged = UrgeAgency(body=BODY, agency=self.hp.agency("so-tu-phap"))
        self.do(urged, "vice-chair", at(2020, 6, 12))
        contact = LogContact(body=BODY, task=self.tasks["paper"], whom="Chánh Văn phòng Sở", promised="Cuối tuần xong")
        self.do(contact, "group-lead", at(2020, 6, 12, 15))
        self.do(self._propose("paper"), "member-so-tu-phap", at(2020, 6, 15))
        back = ReturnCompletion(body=BODY, task=self.tasks["paper"], reason="Thiếu phụ lục")
        self.do(back, "group-lead", at(2020, 6, 16))
        self.do(self._propose("paper"), "member-so-tu-phap", at(2020, 7, 3))

    def _propose(self, task: str) -> ProposeCompletion:
        return ProposeCompletion(body=BODY, task=self.tasks[task], result="Đã xong", no_evidence="Nộp bản giấy")


def values(sections: tuple[Section, ...], *keys: str) -> dict[str, int]:
    """Return figures by key: those named, or all but the agencies'."""
    found = {each.key: each.value for section in sections for each in section.figures}
    return {key: found[key] for key in keys} if keys else found


def counted(as_of: datetime, first: date = FIRST, last: date = LAST) -> tuple[Section, ...]:
    """Compose the quarter as of an instant."""
    return compose(BODY, first, last, as_of)


def figure_ids(sections: tuple[Section, ...], key: str) -> list[Any]:
    """Return the rows behind a figure."""
    at_hand = Figures(first_on=FIRST, last_on=LAST, as_of=at(2020, 7, 1), sections=sections)
    found = at_hand.figure(key)
    assert found is not None, key
    return list(found.ids)
