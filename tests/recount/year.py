"""A random year of a small committee, lived through real acts: what a seed drew is scheduled, and done day by day.

Acts that cannot be done when their hour comes are refused or conflict, as they would be; the year goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import Any, Final

from chidao.acts.authority import Capacity
from chidao.acts.registry import act_named
from chidao.acts.runner import Call, perform
from chidao.duties.acts.answering import Answer
from chidao.duties.acts.asking import AskedField
from chidao.duties.queries import Asked, lines_due
from chidao.duties.rules import cycle_of
from chidao.instruments.queries import regulation as regulation_on
from chidao.kernel.days import VIET_NAM, local_day
from chidao.kernel.errors import ChidaoError
from chidao.mandates.queries import agencies_going_on, capacity_in_seat, seats_in_force
from chidao.meetings.acts import Attended
from chidao.meetings.models import Conclusion, Invitation, Opinion
from chidao.tasks.models import Task
from tests.factories import Founded, founded_body
from tests.recount.regulation import BODY, Cadence, regulation

BEGINS: Final = date(2021, 1, 4)
CADENCES: Final = (
    Cadence(),
    Cadence(board=2, team=1, report=3, review=6, closes_on=14, working_days=2),
    Cadence(board=1, team=2, report=1, review=3, closes_on=31, working_days=5),
    Cadence(board=4, team=3, report=6, review=12, starts_in=3, closes_on=20, working_days=9),
)
KINDS: Final = (
    "meeting", "meeting", "meeting", "task", "task", "task", "task", "urging", "report", "report", "plan", "form",
    "demand", "sending", "sending", "sending", "absence", "matter",
)  # fmt: skip
DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
Step = Callable[[], None]


@dataclass
class Year:
    """The committee, its clock, and what is still to come. `refused` counts the acts that could not be done."""

    seed: int
    size: int
    random: Random = field(init=False)
    founded: Founded = field(init=False)
    now: datetime = field(init=False)
    done: int = 0
    refused: int = 0
    forms: list[int] = field(default_factory=list)
    coming: list[tuple[datetime, int, Step]] = field(default_factory=list)
    order: Any = field(default_factory=count)

    def __post_init__(self) -> None:
        """Found the body under a drawn cadence, and schedule what was drawn."""
        self.random = Random(self.seed)
        original, beside = regulation("RC1", BEGINS, self._one(CADENCES))
        self.now = datetime.combine(BEGINS, time(8), VIET_NAM)
        self.founded = founded_body(charter=original, beside=beside, code=BODY, now=self.now)
        self._schedule(self.random.randint(3, 20), self._form)
        for _ in range(self.size):
            self._schedule(self.random.randint(1, 370), getattr(self, f"_{self._one(KINDS)}"))
        if self.random.random() < 0.75:
            self._schedule(self.random.randint(60, 260), self._succession)
        if self.random.random() < 0.6:
            self._schedule(self.random.randint(100, 300), self._later_regulation)

    @property
    def today(self) -> date:
        """Return the day it is."""
        return local_day(self.now)

    def live(self, until: date) -> None:
        """Let everything happen that is due before a day."""
        while self.coming and local_day(self.coming[0][0]) < until:
            at, _, step = heappop(self.coming)
            self.now = max(at, self.now + timedelta(minutes=1))
            step()
        self.now = max(self.now, datetime.combine(until, time(7), VIET_NAM))

    # --- how things are done

    def _one(self, of: Any) -> Any:
        return self.random.choice(list(of))

    def _schedule(self, day: int, step: Step) -> None:
        at = datetime.combine(BEGINS + day * DAY, time(8), VIET_NAM)
        self._at(at + timedelta(minutes=self.random.randint(0, 540)), step)

    def _at(self, at: datetime, step: Step) -> None:
        heappush(self.coming, (at, next(self.order), step))

    def _later(self, days: float, step: Step) -> None:
        self._at(self.now + days * DAY, step)

    def _hour(self, day: date) -> datetime:
        return datetime.combine(day, time(14), VIET_NAM)

    def _sometimes(self, chance: float) -> bool:
        return self.random.random() < chance

    def _do(self, act: str, by: str | Capacity | None, /, *, at: datetime | None = None, **given: Any) -> Any:
        """Do an act, or not where it cannot be; one of another hour is recorded from paper by the secretary."""
        self.now += timedelta(seconds=1)
        who = by if isinstance(by, Capacity) else self._in(by or "secretary")
        if who is None:
            return None
        call = Call(act=act, given=act_named(act).given(body=BODY, **given), by=who, now=self.now)
        if at is not None:
            call = Call(act=act, given=call.given, by=who, now=self.now, at=at, operator=self._in("secretary"))
        try:
            made = perform(call).outcome
        except ChidaoError:
            self.refused += 1
            return None
        self.done += 1
        return made

    def _in(self, role: str, agency: int | None = None) -> Capacity | None:
        """Return who sits in a seat of a role today, of an agency if one is named."""
        seats = [each for each in seats_in_force(BODY, self.today) if each.role == role and each.person]
        seats = [each for each in seats if agency in {None, each.agency}]
        return capacity_in_seat(BODY, seats[0].id, self.now) if seats else None

    def _agencies(self) -> list[int]:
        seats = seats_in_force(BODY, self.today)
        return sorted({each.agency for each in seats if each.role == "fellow" and each.agency})

    def _paper_hour(self, chance: float, hours: int) -> datetime | None:
        """Return an earlier hour at which it was signed on paper, sometimes."""
        return self.now - hours * HOUR if self._sometimes(chance) else None

    # --- meetings

    def _meeting(self) -> None:
        unit, by = self._one((("committee", "head"), ("committee", "head"), ("group", "lead"), ("committee", "second")))
        kind = "ad_hoc" if by == "second" or self._sometimes(0.2) else "regular"
        starts_at = self._hour(self._last_of_cycle(unit)) if self._sometimes(0.2) else None
        starts_at = starts_at or self._hour(self.today + self.random.randint(1, 14) * DAY)
        made = self._do(
            "convene_meeting", by, at=self._paper_hour(0.15, 30), kind=kind, unit=unit, title="Phiên họp",
            starts_at=starts_at, place="Phòng 1", urgent_reason="Cần ngay",
        )  # fmt: skip
        if made is None:
            return
        meeting, fate = made["meeting"], self.random.random()
        self._later(0.02, lambda: self._invite(meeting, by))
        if fate < 0.12:
            self._later(self.random.random() * 8, lambda: self._do("cancel_meeting", by, meeting=meeting, reason="Bận"))
        elif fate < 0.3:
            moved = starts_at + self.random.randint(1, 45) * DAY
            self._at(starts_at - 5 * HOUR, lambda: self._move(meeting, by, moved))
        elif fate < 0.92:
            self._at(starts_at + 3 * HOUR, lambda: self._hold(meeting, by, starts_at))

    def _last_of_cycle(self, unit: str) -> date:
        """Return the last day of the cycle of today: a meeting on it is still in time."""
        current = regulation_on(BODY, self.today)
        assert current is not None
        kinds = {each.id: each.kind for each in current.units}
        duty = next(each for each in current.duties if each.what == "meeting" and kinds[each.unit] == unit)
        return cycle_of(duty, self.today).last_on

    def _invite(self, meeting: int, by: str) -> None:
        self._do("propose_invitations", None, meeting=meeting)
        self._do("approve_invitation_list", by, meeting=meeting)

    def _move(self, meeting: int, by: str, to: datetime) -> None:
        said: dict[str, Any] = {"reason": "Đổi", "urgent_reason": "Cần ngay"}
        if self._do("reschedule_meeting", by, meeting=meeting, starts_at=to, **said):
            self._at(to + 3 * HOUR, lambda: self._hold(meeting, by, to))

    def _hold(self, meeting: int, by: str, starts_at: datetime) -> None:
        rows = Invitation.objects.filter(meeting=meeting).order_by("ordinal").values_list("pk", flat=True)
        attended = tuple(Attended(invitation=row, attendance="present") for row in rows)
        self._do("record_attendance", None, meeting=meeting, attended=attended)
        if self._sometimes(0.2):
            late = starts_at + 3 * HOUR + timedelta(minutes=30)
            self._later(self.random.randint(1, 9), lambda: self._do("close_meeting", by, at=late, meeting=meeting))
        else:
            self._do("close_meeting", by, meeting=meeting)
        self._later(self.random.randint(1, 12), lambda: self._conclude(meeting, by))

    def _conclude(self, meeting: int, by: str) -> None:
        for number in range(self.random.randint(0, 3)):
            self._do("draft_conclusion", None, meeting=meeting, text=f"Kết luận {number}")
        made = self._do("issue_conclusion_notice", by, at=self._paper_hour(0.2, 20), meeting=meeting)
        if made is None:
            return
        for conclusion in Conclusion.objects.filter(meeting=meeting).order_by("ordinal"):
            self._later(self.random.random() * 20, self._settling(conclusion.pk, conclusion.provision_id))
        if self._sometimes(0.15):
            self._later(self.random.randint(1, 30), lambda: self._void(made["document"]))

    def _settling(self, conclusion: int, provision: int | None) -> Step:
        fate = self.random.random()
        if fate < 0.5:
            return lambda: self._given("assign_task", "secretary", title="Theo kết luận", provision=provision)
        if fate < 0.8:
            said = {"conclusion": conclusion, "reason": "Chỉ biểu dương"}
            return lambda: self._do("dispose_conclusion_without_task", None, at=self._paper_hour(0.2, 9), **said)
        return lambda: None

    def _void(self, document: int) -> None:
        self._do("void_number", None, document=document, reason="Nhầm")

    # --- tasks

    def _task(self) -> None:
        kind = self.random.random()
        if kind < 0.35:
            self._given("give_direction", "head", line="Làm ngay")
        else:
            source = {"source_text": "KH 9", "outside": kind > 0.8}
            self._given("assign_task", "head", at=self._paper_hour(0.15, 50), title="Theo kế hoạch", **source)

    def _given(self, act: str, by: str, **given: Any) -> None:
        due_on = None if self._sometimes(0.2) else self.today + self.random.randint(0, 90) * DAY
        made = self._do(act, by, lead_agency=self._one(self._agencies()), due_on=due_on, **given)
        if made is None:
            return
        task = int(made["task"])
        if self._sometimes(0.3):
            self._later(self.random.randint(1, 60), lambda: self._extend(task))
        if due_on and self._sometimes(0.3):
            self._at(self._hour(due_on + self._one((0, 0, 1)) * DAY), lambda: self._propose(task))
        elif self._sometimes(0.8):
            self._later(self.random.random() * 120, lambda: self._propose(task))

    def _extend(self, task: int) -> None:
        due_on = (Task.objects.get(pk=task).due_on or self.today) + self.random.randint(1, 40) * DAY
        self._do("extend_deadline", "head", task=task, due_on=due_on, reason="Chờ ý kiến")

    def _propose(self, task: int) -> None:
        fellow = self._in("fellow", Task.objects.get(pk=task).lead_agency_id)
        said = {"task": task, "result": "Xong", "no_evidence": "Bản giấy"}
        if fellow is None or self._do("propose_completion", fellow, at=self._paper_hour(0.1, 70), **said) is None:
            return
        fate = self.random.random()
        if fate < 0.2:
            self._later(self.random.randint(1, 6), lambda: self._return(task))
        elif fate < 0.8:
            self._later(self.random.randint(1, 12), lambda: self._do("accept_completion", "head", task=task))

    def _return(self, task: int) -> None:
        self._do("return_completion", "head", task=task, reason="Thiếu")
        self._later(self.random.randint(4, 40), lambda: self._propose(task))

    def _urging(self) -> None:
        self._do("urge_agency", "head", at=self._paper_hour(0.2, 30), agency=self._one(self._agencies()))
        if tasks := list(Task.objects.filter(body=BODY, closed=0).order_by("pk").values_list("pk", flat=True)):
            told = {"task": self._one(tasks), "whom": "Văn phòng Sở", "promised": "Sắp xong"}
            when = self.now - 40 * HOUR if self._sometimes(0.3) else None
            self._do("log_contact", None, contacted_at=when, **told)
            self._do("remind_task", None, task=self._one(tasks))

    # --- papers and reports

    def _report(self) -> None:
        current = regulation_on(BODY, self.today)
        assert current is not None
        duty = self._one([each for each in current.duties if each.what in {"report", "review"}])
        kind = "review" if duty.what == "review" else "periodic" if duty.months else "on_demand"
        back = self.random.choice((0, 0, 20, 45, 100))
        days: dict[str, Any] = {"cycle": cycle_of(duty, self.today - back * DAY).key} if duty.months else {
            "first_on": self.today - self.random.randint(10, 90) * DAY,
            "last_on": self.today - self.random.randint(-5, 9) * DAY,
        }  # fmt: skip
        made = self._do("draft_report", "lead", kind=kind, duty=duty.id, **days)
        if made and self._sometimes(0.85):
            by = "head" if duty.unit == "board" else "lead"
            self._later(self.random.random() * 25, lambda: self._issue(made["report"], by))

    def _issue(self, report: int, by: str) -> None:
        self._do("revise_report", "lead", report=report, refresh=True)
        self._do("submit_report", "lead", report=report)
        made = self._do("issue_report", by, report=report)
        if made and self._sometimes(0.15):
            self._later(self.random.randint(1, 20), lambda: self._void(made["document"]))

    def _plan(self) -> None:
        kind = self._one(("KH", "CTr"))
        if self._sometimes(0.3):
            dated_on = self.today - self.random.randint(0, 40) * DAY
            said = {"number": next(self.order) + 500, "symbol": f"{kind}-CŨ", "title": "Kế hoạch trước"}
            self._do("enter_outside_document", None, kind=kind, dated_on=dated_on, **said)
            return
        keeps = {"duty": "programme", "cycle": str(self.today.year + self._one((0, 0, 1)))}
        more = keeps if self._sometimes(0.6) else {}
        made = self._do("issue_document", "head", at=self._paper_hour(0.2, 45), kind=kind, title="Chương trình",
                        text=("Một",), **more)  # fmt: skip
        if made and self._sometimes(0.2):
            self._later(self.random.randint(1, 20), lambda: self._void(made["document"]))

    # --- agencies' reports

    def _form(self) -> None:
        if len(self.forms) > 4:
            return
        fields = (AskedField(label="Hồ sơ", kind="number", key="cases"),)
        months = self._one((1, 3, 3, 2, 6, 9, 12, 4, 0))
        replaces = self._one(self.forms) if self.forms and self._sometimes(0.5) else None
        made = self._do(
            "issue_report_form", None, title=f"Mẫu {len(self.forms)}", fields=fields, months=months,
            starts_in=self._one((1, 1, 2, 11)), closes_on=self._one((None, 0, 14, 25)),
            working_days=self._one((None, 1, 4, 11)), replaces=replaces,
        )  # fmt: skip
        if made:
            self.forms.append(int(made["form"]))

    def _demand(self) -> None:
        if self.forms:
            some = tuple(self.random.sample(self._agencies(), k=min(2, len(self._agencies()))))
            last_on = self.today - self.random.randint(-4, 10) * DAY
            due_on = max(self.today, last_on) + self.random.randint(3, 25) * DAY
            self._do("demand_report", "head", form=self._one(self.forms), title="Báo cáo nhanh", agencies=some,
                     first_on=last_on - 30 * DAY, last_on=last_on, due_on=due_on)  # fmt: skip

    def _sending(self) -> None:
        """Some of what is open is sent in: now, on its day, or the day after."""
        about = lines_due(BODY, self.today - 60 * DAY, self.today + 60 * DAY, self.today)
        waits = [(asked, line) for asked, lines in about for line in lines if line.state in {"due", "missing"}]
        for asked, line in self.random.sample(waits, k=min(4, len(waits))):
            day = max(self.today, self._one((self.today, asked.due_on, asked.due_on, asked.due_on + DAY)))
            self._at(max(self.now, self._hour(day)), self._sending_in(asked, line.agency.id))

    def _sending_in(self, asked: Asked, agency: int) -> Step:
        return lambda: self._send(asked, agency)

    def _send(self, asked: Asked, agency: int) -> None:
        """Whoever owes it sends it, or who goes on for them."""
        which: dict[str, Any] = {"demand": asked.demand.id} if asked.demand else {}
        if asked.turn:
            which = {"form": asked.form.id, "cycle": asked.turn.cycle.key}
        by = self._in("fellow", agencies_going_on([agency], self.today)[0])
        said = {"agency": agency, "answers": (Answer(key="cases", value="3"),)}
        made = self._do("submit_agency_report", by, at=self._paper_hour(0.15, 26), **which, **said)
        if made and self._sometimes(0.2):
            self._later(self.random.randint(1, 9), self._sending_back(made["report"]))

    def _sending_back(self, report: int) -> Step:
        return lambda: self._do("return_agency_report", None, report=report, reason="Thiếu số")

    # --- people, matters, agencies, regulations

    def _absence(self) -> None:
        head = self._in("head")
        assert head is not None
        away: dict[str, Any] = {"first_on": self.today, "last_on": self.today + self.random.randint(1, 15) * DAY}
        self._do("record_absence", None, seat=head.seat, reason="Đi công tác", **away)

    def _matter(self) -> None:
        by = self._one(("lead", "fellow"))
        said = {"kind": "regular", "title": "Việc", "content": "Trình"}
        made = self._do("submit_matter", by, at=self._paper_hour(0.2, 30), **said)
        if made is None:
            return
        matter = made["matter"]
        for role in ("second", "fellow", "fellow"):
            self._later(self.random.random() * 10, partial(self._opine, matter, role))
        if self._sometimes(0.7):
            self._later(self.random.random() * 25, lambda: self._decide(matter))

    def _decide(self, matter: int) -> None:
        self._do("decide_matter", "head", at=self._paper_hour(0.2, 12), matter=matter, decision="Đồng ý")

    def _opine(self, matter: int, role: str) -> None:
        by = self._in(role, self._one(self._agencies()) if role == "fellow" else None)
        if by is not None and not self._has_opinion(matter, by):
            self._do("give_opinion", by, matter=matter, seat=by.seat, stance="agrees")

    def _has_opinion(self, matter: int, by: Capacity) -> bool:
        return Opinion.objects.filter(seat=by.seat, matter=matter).exists()

    def _succession(self) -> None:
        """An agency merges into another, or two into a new one; the paper may come to hand some days late."""
        former = self.random.sample(self._agencies(), k=2)
        day = self.today - self.random.choice((0, 0, 12)) * DAY
        if self._sometimes(0.5):
            self._do("record_succession", None, kind="merge", former=(former[0],), successors=(former[1],),
                     effective_from=day)  # fmt: skip
            return
        new = self._do("register_agency", None, code="RC/new", name="Sở Đếm Mới", kind="department", short_name="SM")
        if new:
            self._do("record_succession", None, kind="merge", former=tuple(former), successors=(new["agency"],),
                     effective_from=day)  # fmt: skip

    def _later_regulation(self) -> None:
        original, beside = regulation("RC2", self.today, self._one(CADENCES))
        self._do("adopt_charter", "head", charter=original, installation=beside)
