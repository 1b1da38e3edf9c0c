"""A body's affairs, told again from the events of its record, one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tests.recount.apart.days import Worked, day_of
from tests.recount.apart.law import Law, Paper
from tests.recount.apart.record import Event, Record


@dataclass(eq=False, kw_only=True)
class Task:
    """A task: who led it since when, when it was due, done, accepted."""

    id: int
    origin: str
    given_on: date
    due_on: date | None
    provision: int | None
    led: list[tuple[date, int]]
    done_on: date | None = None
    accepted: bool = False
    extended: list[date] = field(default_factory=list)

    def led_on(self, day: date) -> int:
        """Return the agency that led it on a day."""
        return next((agency for since, agency in reversed(self.led) if since <= day), self.led[0][1])


@dataclass(eq=False, kw_only=True)
class Meeting:
    """A meeting: when it is, whether it was closed or cancelled, and what was concluded."""

    id: int
    unit: str
    cycle: str
    starts_at: datetime
    convened_on: date
    closed: bool = False
    cancelled_on: date | None = None
    conclusions: list[int] = field(default_factory=list)


@dataclass(eq=False, kw_only=True)
class Conclusion:
    """An issued conclusion, under the notice's document."""

    id: int
    provision: int
    issued_on: date
    document: int
    no_task: bool = False


@dataclass(eq=False, kw_only=True)
class Paperwork:
    """A document: its kind and date, which turn of which duty it keeps, whether its number was voided."""

    id: int
    kind: str
    dated_on: date
    duty: str = ""
    cycle: str = ""
    void: bool = False
    of_report: bool = False


@dataclass(eq=False, kw_only=True)
class Report:
    """A report of the body's own."""

    id: int
    duty: str
    cycle: str
    kind: str
    first: date
    last: date
    drafted_on: date
    issued_on: date | None = None
    document: int | None = None


@dataclass(eq=False, kw_only=True)
class Form:
    """What agencies fill in, how often, and when."""

    id: int
    months: int
    starts_in: int
    closes_on: int
    working_days: int
    clause: str
    begins: date
    ends: date | None = None


@dataclass(eq=False, kw_only=True)
class Demand:
    """A report demanded of agencies."""

    id: int
    form: int
    agencies: list[int]
    due_on: date
    demanded_on: date
    first: date
    last: date
    clause: str


@dataclass(eq=False, kw_only=True)
class Sent:
    """What an agency sent in, or its successor for it."""

    id: int
    form: int
    demand: int | None
    cycle: str
    owed_by: int
    on: date
    returned: bool = False


@dataclass(eq=False, kw_only=True)
class Seat:
    """A seat, whose post's or own agency it is of, and since when it is held."""

    id: int
    rule: dict[str, Any]
    agency: int | None
    post: int | None
    title: str
    begins: date
    ends: date | None = None
    held: list[tuple[int, date]] = field(default_factory=list)
    """Who holds it, since when; of a seat by post, whoever holds the post."""
    goes_on_from: Seat | None = None

    def stands(self, day: date) -> bool:
        """Say whether it is there on a day."""
        return self.begins <= day and (self.ends is None or day < self.ends)


@dataclass
class Affairs:
    """Everything the record tells, by its keys."""

    law: Law
    body: str = ""
    agencies: dict[str, int] = field(default_factory=dict)
    posts: dict[tuple[int, str], int] = field(default_factory=dict)
    appointed: dict[int, list[tuple[int, date]]] = field(default_factory=dict)
    seats: list[Seat] = field(default_factory=list)
    succeeded: dict[int, tuple[date, int | None]] = field(default_factory=dict)
    tasks: dict[int, Task] = field(default_factory=dict)
    meetings: dict[int, Meeting] = field(default_factory=dict)
    conclusions: dict[int, Conclusion] = field(default_factory=dict)
    documents: dict[int, Paperwork] = field(default_factory=dict)
    reports: dict[int, Report] = field(default_factory=dict)
    forms: dict[int, Form] = field(default_factory=dict)
    demands: dict[int, Demand] = field(default_factory=dict)
    sent: dict[int, Sent] = field(default_factory=dict)
    matters: dict[int, tuple[date, int | None]] = field(default_factory=dict)
    decided: dict[int, date] = field(default_factory=dict)
    opinions: dict[int, date] = field(default_factory=dict)
    urgings: list[tuple[int, str, date]] = field(default_factory=list)

    @classmethod
    def of(
        cls, record: Record, worked: Worked, *, known: datetime | None = None, until: datetime | None = None
    ) -> Affairs:
        """Tell the record again: as it was known at an instant, of what was done until another."""
        found = cls(Law(worked), record.body)
        for event in record.events:
            done = until is None or event.at <= until or event.act in DATED
            if done and (known is None or event.known <= known):
                tell = getattr(found, f"_{event.act}", None)
                if tell:
                    tell(event)
        return found

    def seats_on(self, day: date) -> list[Seat]:
        """Return the seats of a day."""
        return [seat for seat in self.seats if seat.stands(day)]

    def holder(self, seat: Seat, day: date) -> int | None:
        """Return who holds a seat on a day; a seat that goes on from another is held as that was."""
        by_post = seat.rule["by"] == "post" and seat.post is not None
        own = self.appointed.get(seat.post or 0, []) if by_post else seat.held
        held = next((person for person, since in own if since <= day), None)
        return held if held or seat.goes_on_from is None else self.holder(seat.goes_on_from, day)

    def heir(self, agency: int | None, day: date) -> int | None:
        """Return which agency goes on for one on a day: itself, while it is there."""
        while agency in self.succeeded and self.succeeded[agency][0] <= day:
            agency = self.succeeded[agency][1]
        return agency

    # --- regulations, seats, agencies

    def _found_body(self, event: Event) -> None:
        self._adopted(event)
        given = event.given
        if given["recorder"]:
            seat = next(each for each in self.seats if each.rule["id"] == given["recorder_seat"])
            person = event.made("people_person")[0]
            held = self.appointed.setdefault(seat.post, []) if seat.post else seat.held
            held.append((person, seat.begins))

    def _adopt_charter(self, event: Event) -> None:
        self._adopted(event)

    def _adopted(self, event: Event) -> None:
        papers = self.law.adopt(event)
        self._name_agencies(papers, event.made("people_agency"))
        new_posts = iter(event.made("people_post"))
        known = {seat.id for seat in self.seats}
        new_seats = iter(key for key in event.made("mandates_seat") if key not in known)
        running = {seat.rule["id"]: seat for seat in self.seats if seat.ends is None}
        begins = papers[0].begins
        titles = {role["id"]: role["title"] for paper in papers for role in paper.entries("roles")}
        for rule in (rule for paper in papers for rule in paper.entries("seats")):
            seat = self._seat(rule, titles[rule["role"]], begins, new_posts)
            former = running.pop(rule["id"], None)
            if (former and alike(former, seat)) or self._went_on(seat):
                continue
            if former:
                former.ends = begins
            seat.id = next(new_seats)
            self.seats.append(seat)
        for left in running.values():
            left.ends = begins

    def _name_agencies(self, papers: list[Paper], made: list[int]) -> None:
        new = iter(made)
        for rule in (rule for paper in papers for rule in paper.entries("agencies")):
            if rule["id"] not in self.agencies:
                self.agencies[rule["id"]] = next(new)

    def _seat(self, rule: dict[str, Any], title: dict[str, str], begins: date, new_posts: Any) -> Seat:
        agency = self.agencies[rule["agency"]] if rule.get("agency") else None
        post = None
        if rule["by"] == "post" and rule.get("holder") and agency:
            where = (agency, rule["holder"])
            post = self.posts.get(where) or next(new_posts)
            self.posts[where] = post
        words = f"{title['vi']}, {rule.get('holder') or rule.get('person') or rule.get('agency')}"
        return Seat(id=0, rule=rule, agency=agency, post=post, title=words, begins=begins)

    def _went_on(self, wanted: Seat) -> bool:
        """A seat that its agency's succession changed stays as that left it, whatever name a later text gives it."""
        day = self.succeeded.get(wanted.agency or 0, (None,))[0]
        ended = [each for each in self.seats if each.rule["id"] == wanted.rule["id"] and each.ends and each.ends == day]
        return any(alike(each, wanted) for each in ended)

    def _appoint_to_post(self, event: Event) -> None:
        since = date.fromisoformat(event.given["effective_from"])
        self.appointed.setdefault(event.given["post"], []).append((event.given["person"], since))

    def _confer_seat(self, event: Event) -> None:
        seat = next(each for each in self.seats if each.id == event.given["seat"])
        seat.held.append((event.given["person"], date.fromisoformat(event.given["effective_from"])))

    def _record_succession(self, event: Event) -> None:
        given, day = event.given, date.fromisoformat(event.given["effective_from"])
        heir = given["successors"][0] if given["successors"] else None
        for agency in given["former"]:
            if given["kind"] != "rename" and agency not in given["successors"]:
                self.succeeded[agency] = (day, heir)
        by_id = {seat.id: seat for seat in self.seats}
        for old, new in event.outcome["seats"]:
            before = by_id[old]
            if old != new:
                before.ends = day
                after = Seat(id=new, rule=before.rule, agency=before.agency, post=None, title="", begins=day)
                after.goes_on_from = before
                self.seats.append(after)
                before = after
            before.agency = self.succeeded.get(before.agency or 0, (day, before.agency))[1]
        for old in event.outcome["ended"]:
            by_id[old].ends = day

    # --- tasks

    def _assign_task(self, event: Event) -> None:
        given = event.given
        from_notice = any(given["provision"] == each.provision for each in self.conclusions.values())
        plain = "outside" if given["outside"] and given["provision"] is None else "instrument"
        self._give(event, "conclusion" if from_notice else plain)

    def _give_direction(self, event: Event) -> None:
        self._give(event, "direction")

    def _give(self, event: Event, origin: str) -> None:
        key, due = event.outcome["task"], event.outcome["due_on"]
        self.tasks[key] = Task(
            id=key,
            origin=origin,
            given_on=event.on,
            due_on=date.fromisoformat(due) if due else None,
            provision=event.given.get("provision"),
            led=[(date.min, event.given["lead_agency"])],
        )

    def _propose_completion(self, event: Event) -> None:
        self.tasks[event.given["task"]].done_on = event.on

    def _return_completion(self, event: Event) -> None:
        self.tasks[event.given["task"]].done_on = None

    def _accept_completion(self, event: Event) -> None:
        self.tasks[event.given["task"]].accepted = True

    def _extend_deadline(self, event: Event) -> None:
        task = self.tasks[event.given["task"]]
        task.due_on = date.fromisoformat(event.given["due_on"])
        task.extended.append(event.on)

    def _hand_over_tasks(self, event: Event) -> None:
        day = date.fromisoformat(event.given["effective_from"])
        heirs = {each["former"]: each["successor"] for each in event.given["moves"]}
        for key in event.outcome["tasks"]:
            task = self.tasks.get(key)
            if task:
                task.led.append((day, heirs[task.led[-1][1]]))

    def _urge_agency(self, event: Event) -> None:
        self.urgings += [(key, "urged", event.on) for key in event.made("tasks_update")]

    def _remind_task(self, event: Event) -> None:
        self.urgings.append((event.outcome["update"], "reminded", event.on))

    def _log_contact(self, event: Event) -> None:
        given = event.given["contacted_at"]
        on = day_of(datetime.fromisoformat(given)) if given else event.on
        self.urgings.append((event.outcome["update"], "contacted", on))

    # --- meetings

    def _convene_meeting(self, event: Event) -> None:
        key = event.outcome["meeting"]
        self.meetings[key] = Meeting(
            id=key,
            unit=event.given["unit"],
            cycle=event.outcome["cycle"],
            starts_at=datetime.fromisoformat(event.given["starts_at"]),
            convened_on=event.on,
        )

    def _reschedule_meeting(self, event: Event) -> None:
        self.meetings[event.given["meeting"]].starts_at = datetime.fromisoformat(event.given["starts_at"])

    def _cancel_meeting(self, event: Event) -> None:
        self.meetings[event.given["meeting"]].cancelled_on = event.on

    def _close_meeting(self, event: Event) -> None:
        self.meetings[event.given["meeting"]].closed = True

    def _draft_conclusion(self, event: Event) -> None:
        drafted, key = self.meetings[event.given["meeting"]].conclusions, event.outcome["conclusion"]
        if key is None:
            drafted.remove(event.given["conclusion"])
        elif key not in drafted:
            drafted.append(key)

    def _issue_conclusion_notice(self, event: Event) -> None:
        document = self._document(event, "TB")
        drafted = self.meetings[event.given["meeting"]].conclusions
        for key, provision in zip(drafted, event.outcome["provisions"], strict=True):
            self.conclusions[key] = Conclusion(id=key, provision=provision, issued_on=event.on, document=document.id)

    def _dispose_conclusion_without_task(self, event: Event) -> None:
        self.conclusions[event.given["conclusion"]].no_task = True

    # --- matters

    def _submit_matter(self, event: Event) -> None:
        self.matters[event.outcome["matter"]] = event.on, event.seat

    def _give_opinion(self, event: Event) -> None:
        self.opinions[event.outcome["opinion"]] = event.on

    def _decide_matter(self, event: Event) -> None:
        self.decided[event.given["matter"]] = event.on

    # --- papers and reports

    def _document(self, event: Event, kind: str, dated_on: date | None = None) -> Paperwork:
        key = event.outcome["document"]
        self.documents[key] = Paperwork(id=key, kind=kind, dated_on=dated_on or event.on)
        return self.documents[key]

    def _issue_document(self, event: Event) -> None:
        made = self._document(event, event.given["kind"])
        made.duty, made.cycle = event.given["duty"], event.given["cycle"]

    def _enter_outside_document(self, event: Event) -> None:
        self._document(event, event.given["kind"], date.fromisoformat(event.given["dated_on"]))

    def _void_number(self, event: Event) -> None:
        self.documents[event.given["document"]].void = True

    def _draft_report(self, event: Event) -> None:
        given, key = event.given, event.outcome["report"]
        first, last = (date.fromisoformat(given[name]) if given[name] else date.min for name in ("first_on", "last_on"))
        self.reports[key] = Report(
            id=key, duty=given["duty"], cycle=given["cycle"], kind=given["kind"], first=first, last=last,
            drafted_on=event.on,
        )  # fmt: skip

    def _issue_report(self, event: Event) -> None:
        report = self.reports[event.given["report"]]
        report.issued_on, report.document = event.on, event.outcome["document"]
        self._document(event, "BC").of_report = True

    # --- agencies' reports

    def _issue_report_form(self, event: Event) -> None:
        given, key = event.given, event.outcome["form"]
        settings = self.law.windows(event.on) or {}
        duties = [each for each in self.law.entries("duties", event.on) if each["what"] == "agency_report"]
        closes, days = given["closes_on"], given["working_days"]
        begins = date.fromisoformat(given["effective_from"]) if given["effective_from"] else event.on
        if given["replaces"]:
            self.forms[given["replaces"]].ends = begins
        self.forms[key] = Form(
            id=key,
            months=given["months"],
            starts_in=given["starts_in"],
            closes_on=settings.get("closes_on", 0) if closes is None else closes,
            working_days=max(1, settings.get("working_days", 1) if days is None else days),
            clause=duties[0]["clause"] if duties else event.basis["clause"],
            begins=begins,
        )

    def _demand_report(self, event: Event) -> None:
        given, key = event.given, event.outcome["demand"]
        first, last, due = (date.fromisoformat(given[name]) for name in ("first_on", "last_on", "due_on"))
        self.demands[key] = Demand(
            id=key, form=given["form"], agencies=list(dict.fromkeys(given["agencies"])), due_on=due,
            demanded_on=event.on, first=first, last=last, clause=event.basis["clause"],
        )  # fmt: skip

    def _submit_agency_report(self, event: Event) -> None:
        given, key = event.given, event.outcome["report"]
        form = self.demands[given["demand"]].form if given["demand"] else given["form"]
        cycle = "" if given["demand"] else given["cycle"]
        self.sent[key] = Sent(
            id=key, form=form, demand=given["demand"] or None, cycle=cycle, owed_by=given["agency"], on=event.on
        )

    def _return_agency_report(self, event: Event) -> None:
        self.sent[event.given["report"]].returned = True


DATED = {
    "found_body", "adopt_charter", "appoint_to_post", "confer_seat", "record_succession", "hand_over_tasks",
    "enter_outside_document", "log_contact",
}  # fmt: skip
"""Acts that tell of a day of their own, which may lie before that of the act."""


def alike(one: Seat, other: Seat) -> bool:
    """Say whether a later text has the same seat: of the same role, held in the same way by the same."""
    same_rule = all(one.rule.get(name) == other.rule.get(name) for name in ("role", "by"))
    return same_rule and (one.post, one.agency, one.title) == (other.post, other.agency, other.title)
