"""Plays a story: each step becomes a real act, judged and recorded like anyone's. The same at each playing.

In what a step gives, a text that begins with a sign stands for something of the book: `$name.part` what an earlier step
made ("seq" is its place in the record), `^id` an agency of the charter, `=key` a seat in force, `+key` whoever holds
that seat, `~id` a charter's text; `document:$name.part` is a paper as dossiers name it. `{paper: words}` is a file that
is kept, `{digest: words}` its digest, `{basis: $name.part}` the link by which an instrument rests on another,
`{sent_to: key}` all that was sent to whoever holds that seat, or to their agency, and is not acknowledged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from django.db.models import Q

from chidao.acts.authority import Capacity
from chidao.acts.registry import Act, act_named
from chidao.acts.runner import Call, Receipt, perform
from chidao.data.charter_files import shipped_charter
from chidao.documents.files import store_file
from chidao.documents.receiving import unacknowledged
from chidao.instruments.bases import RESTS
from chidao.instruments.models import Link
from chidao.instruments.queries import regulation, working_days
from chidao.kernel.days import VIET_NAM, local_day
from chidao.kernel.errors import ChidaoError, Refused
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text
from chidao.mandates.models import Seat
from chidao.mandates.queries import Reader, SeatView, capacity_in_seat, seats_in_force
from chidao.mandates.rules import deputable, deputy_roles
from chidao.meetings.models import Invitation
from chidao.people.models import Agency, Person, Post
from chidao.reports.story_drafts import DESK, at_the_desk
from chidao.reports.story_reading import BadStory, Step, Story
from chidao.tasks.models import Task, Update
from chidao.tasks.rules import Remindable, Reminder, plan_reminders, reminder_days

Read = Callable[[Act, Mapping[str, object]], Any]
"""How a door turns what is given into an act's input (`door.given.read_given`)."""

_SIGNED: Final = re.compile(r"[$^=+~][\w./-]+")
_PIECE: Final = re.compile(r"(document|incoming|instrument):\$([\w./-]+)")
_NOT_SHOWN: Final = re.compile(r"[^ -~]|[()\\]")
_FOCAL_UNIT: Final = "Văn phòng"
_FOUNDER: Final = Text("Người cài đặt hệ thống", "Whoever installs the system")
SEAT_EVERYONE: Final = "seat_everyone"
"""A step that stands for many acts: a person known by the post only is seated in each vacant seat."""
_REGISTER: Final = "register_person"
_SEATING: Final = frozenset(
    {SEAT_EVERYONE, "adopt_charter", "appoint_to_post", "end_appointment", "confer_seat", "end_tenure"}
)


class StoryStopped(RuntimeError):
    """A step came out otherwise than the story says; the words name the step, its line and every reason."""


@dataclass(slots=True, kw_only=True)
class Player:
    """Tells a story into the open book. `made` keeps what named steps made; `done` and `refused` count the acts."""

    story: Story
    read: Read
    files: Path
    made: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    done: int = 0
    refused: int = 0
    reached: datetime | None = None
    _kept: dict[tuple[str, date], Capacity] = field(default_factory=dict)
    """Who acts in a seat, until someone is seated or leaves: the authority judges it anew at each act."""
    _seats: dict[tuple[str, date], int] = field(default_factory=dict)
    _agencies: dict[str, int] = field(default_factory=dict)

    def play(self, stop: str, said: Callable[[Step], None] = lambda step: None) -> None:
        """Go on to a stop of the story, calling `said` after each step. Raises StoryStopped, or KeyError."""
        until = self.story.stops[stop]
        for step in self.story.between(self.reached, until):
            self._remind_until(step.known_at)
            self._tell(step)
            said(step)
        self._remind_until(until)
        self.reached = until

    def _tell(self, step: Step) -> None:
        if step.act == SEAT_EVERYONE:
            for each in sorted(_seating(self.story.body, step), key=lambda part: part.act != _REGISTER):
                self._do(each)  # people first: who sits where is read anew after each seating only
        elif step.act in DESK:
            self._write(step)
        else:
            self._do(step)
        if step.act in _SEATING:
            self._kept.clear()
            self._seats.clear()

    def _do(self, step: Step) -> None:
        try:
            receipt = perform(self._call(step))
        except BadStory as fault:
            raise BadStory(f"{_named(step)}: {fault}") from fault
        except ChidaoError as error:
            if step.expect != "refused" or not isinstance(error, Refused):
                raise StoryStopped(f"{_named(step)}: {error}") from error
            self.refused += 1
        else:
            self._keep(step, receipt)

    def _write(self, step: Step) -> None:
        """Do what is no act: write on a draft, in the seat of whoever does."""
        given = {name: self._meant(value, local_day(step.at)) for name, value in step.given.items()}
        try:
            made = at_the_desk(step.act, self.story.body, given, self._capacity(step.by, step.at), step.known_at)
        except ChidaoError as error:
            raise StoryStopped(f"{_named(step)}: {error}") from error
        if step.name:
            self.made[step.name] = made

    def _keep(self, step: Step, receipt: Receipt) -> None:
        if step.expect == "refused":
            raise StoryStopped(f"{_named(step)}: was to be refused, and was done")
        self.done += 1
        if step.name:
            self.made[step.name] = {**receipt.outcome, "seq": receipt.seq}

    def _call(self, step: Step) -> Call:
        act = act_named(step.act)
        on = local_day(step.at)
        given = {name: self._meant(value, on) for name, value in step.given.items()}
        if isinstance(given.get("attended"), Mapping):
            given["attended"] = _attended(int(given["meeting"]), given["attended"])
        evidence = (self._digest(step.paper),) if step.paper else ()
        return Call(
            act=step.act,
            given=self.read(act, {"body": self.story.body, **given}),
            by=self._capacity(step.by, step.at),
            at=step.at,
            now=step.known_at,
            operator=self._capacity(step.recorded_by, step.known_at) if step.recorded_by else None,
            evidence=evidence,
        )

    def _capacity(self, seat: str, at: datetime) -> Capacity:
        if seat == "founder":
            return Capacity(body=self.story.body, person=0, seat=None, says=_FOUNDER)
        on = local_day(at)
        known = self._kept.get((seat, on))
        if known is None:
            known = capacity_in_seat(self.story.body, self._seat(seat, on), at)
            if known is None:
                raise BadStory(f"nobody holds the seat {seat} at {at}")
            self._kept[seat, on] = known
        return known

    def _seat(self, key: str, on: date) -> int:
        known = self._seats.get((key, on))
        if known is None:
            known = self._seats[key, on] = self._found_seat(key, on)
        return known

    def _found_seat(self, key: str, on: date) -> int:
        standing = Q(effective_until__isnull=True) | Q(effective_until__gt=on)
        rows = Seat.objects.filter(standing, body__code=self.story.body, key=key, effective_from__lte=on)
        found: int | None = rows.values_list("pk", flat=True).first()
        if found is None:
            raise BadStory(f"no seat {key} on {on}")
        return found

    def _meant(self, part: Any, on: date) -> Any:
        if isinstance(part, Mapping):
            return self._meant_by(part, on)
        if isinstance(part, list):
            return [self._meant(each, on) for each in part]
        if not isinstance(part, str):
            return part
        if piece := _PIECE.fullmatch(part):
            return f"{piece[1]}:{self._outcome(piece[2])}"
        return self._looked_up(part[0], part[1:], on) if _SIGNED.fullmatch(part) else part

    def _meant_by(self, part: Mapping[str, Any], on: date) -> object:
        match list(part):
            case ["paper"]:
                return self._file(part["paper"])
            case ["digest"]:
                return self._digest(part["digest"])
            case ["basis"]:
                return _basis_of(self._meant(part["basis"], on))
            case ["sent_to"]:
                reader = Reader(capacity=self._capacity(part["sent_to"], datetime.combine(on, time.max, VIET_NAM)))
                return [each.pk for each in unacknowledged(reader, on)]
            case _:
                return {name: self._meant(value, on) for name, value in part.items()}

    def _looked_up(self, sign: str, words: str, on: date) -> object:
        match sign:
            case "$":
                return self._outcome(words)
            case "^":
                return self._agency(words)
            case "=":
                return self._seat(words, on)
            case "+":
                return self._capacity(words, datetime.combine(on, time.max, VIET_NAM)).person
            case _:
                return shipped_charter(words).decode()

    def _file(self, paper: str) -> dict[str, object]:
        made = paper_of(paper)
        sha256 = store_file(self.files, made)
        return {"name": f"{paper}.pdf", "media_type": "application/pdf", "sha256": sha256, "size": len(made)}

    def _digest(self, words: str) -> str:
        return store_file(self.files, paper_of(words))

    def _outcome(self, words: str) -> object:
        name, *path = words.split(".")
        try:
            found: Any = self.made[name]
            for part in path:
                found = found[int(part)] if part.isdecimal() else found[part]
        except (KeyError, IndexError) as missing:
            raise BadStory(f"nothing made so far is called {words}") from missing
        return found

    def _agency(self, words: str) -> int:
        if words not in self._agencies:
            known = Agency.objects.filter(code__startswith=f"{self.story.body}/").values_list("code", "pk")
            self._agencies = {code.partition("/")[2]: key for code, key in known}
        return self._agencies[words]

    def _remind_until(self, moment: datetime) -> None:
        """Send the reminders of every working day since the last, at the hour of the story, as the program would."""
        if not self.story.reminders:
            return
        hour = time.fromisoformat(self.story.reminders["at"])
        day = local_day(self.reached) if self.reached else local_day(moment)
        while (at := datetime.combine(day, hour, VIET_NAM)) <= moment:
            if (self.reached is None or at > self.reached) and working_days().is_working_day(day):
                self._remind(at)
            day += timedelta(days=1)
        self.reached = moment

    def _remind(self, at: datetime) -> None:
        body, on = self.story.body, local_day(at)
        for reminder in _due_reminders(body, on):
            given = {"task": reminder.task, "step": reminder.step}
            by = self.story.reminders["by"]
            self._tell(Step(act="remind_task", by=by, at=at, known_at=at, given=given, place=f"reminders of {on}"))


def paper_of(words: str) -> bytes:
    """Return a one-page PDF that stands for a signed paper in a demonstration, and says that it is none."""
    lines = ["BAN TRINH DIEN - KHONG PHAI VAN BAN THAT", fold(words)]
    shown = " ".join(f"({_NOT_SHOWN.sub(' ', line)}) Tj 0 -24 Td" for line in lines)
    page = f"BT /F1 12 Tf 56 760 Td {shown} ET".encode("ascii")
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    return _pdf(parts)


def _pdf(parts: list[bytes]) -> bytes:
    made, starts = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        starts.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(parts) + 1
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + tail


def _named(step: Step) -> str:
    return f"{step.place}: {step.name or step.act} ({step.act}, {step.by}, {step.at:%Y-%m-%d %H:%M})"


def _seating(body: str, step: Step) -> Iterator[Step]:
    """Yield the acts that seat a person, known by the post only, in each seat that nobody holds.

    A seat whose powers are what a member delegates is filled by its agency, which names its focal unit. `vacant` names
    seats and roles left to later steps; `called` says by which post the holder of a seat is known.
    """
    vacant, called = frozenset(step.given.get("vacant", ())), step.given.get("called", {})
    unheld = (each for each in seats_in_force(body, local_day(step.at)) if each.person is None)
    seats = [each for each in unheld if vacant.isdisjoint((each.key, each.role))]
    namers = _namers(body, local_day(step.at))
    shared: Mapping[str, str] = step.given.get("same_person", {})
    first = step.given.get("effective_from", local_day(step.at).isoformat())
    people: dict[str, str] = {}
    appointed: set[int] = set()
    registered = _known_in(body)
    for seat in sorted(seats, key=lambda seat: (seat.key in shared, seat.rank, seat.id)):
        holder = shared.get(seat.key) or called.get(seat.key) or seat.post or seat.title.vi.rpartition(", ")[2]
        known = holder in people
        if not known:
            people[holder] = people[seat.key] = f"person-{seat.key}"
        person: object = registered.get(holder) or f"${people[holder]}.person"
        if not known and holder not in registered:
            given: Mapping[str, object] = {"name": holder, "automaton": seat.key in step.given.get("automata", ())}
            yield _part(step, _REGISTER, given, people[holder])
        who = {"person": person, "effective_from": first}
        if seat.agency and (namer := namers.get((seat.role, seat.agency))):
            yield replace(_part(step, "name_focal_unit", {**who, **_left_to(step, seat, body)}), by=namer)
        elif seat.by != "post":
            yield _part(step, "confer_seat", {"seat": seat.id, **who})
        elif (post := _post(seat)) not in appointed:
            appointed.add(post)
            yield _part(step, "appoint_to_post", {"post": post, **who})


def _known_in(body: str) -> dict[str, int]:
    """Return who holds a post or a seat of this body, by name; another body's "Director of …" is somebody else."""
    held = Q(appointments__post__agency__code__startswith=f"{body}/") | Q(tenures__seat__body__code=body)
    return dict(Person.objects.filter(held).values_list("name", "pk"))


def _namers(body: str, on: date) -> dict[tuple[str, int], str]:
    """Return who names the focal unit of each agency, by the role of focal persons: its highest seat that may."""
    current = regulation(body, on)
    powers = [power for power in current.powers if power.act == "name_focal_unit"] if current else []
    naming = {role for power in powers for role in power.roles}
    seats = sorted(seats_in_force(body, on), key=lambda seat: (-seat.rank, -seat.id))
    return {
        (role, seat.agency): seat.key
        for role in deputy_roles(current)
        for seat in seats
        if seat.role in naming and seat.agency is not None
    }


def _left_to(step: Step, seat: SeatView, body: str) -> dict[str, object]:
    """Return what a focal unit is named with: all that the regulation lets it do."""
    acts = sorted(deputable(regulation(body, local_day(step.at))))
    return {"agency": seat.agency, "unit_name": step.given.get("focal_unit", _FOCAL_UNIT), "acts": acts}


def _part(step: Step, act: str, given: Mapping[str, object], name: str = "") -> Step:
    return Step(act=act, by=step.by, at=step.at, known_at=step.known_at, given=given, place=step.place, name=name)


def _post(seat: SeatView) -> int:
    key: int = Post.objects.values_list("pk", flat=True).get(agency=seat.agency, title=seat.post)
    return key


def _attended(meeting: int, marks: Mapping[str, Any]) -> list[dict[str, object]]:
    """Return how each of those invited is marked: by the seat's key, else as "rest" says."""
    rows = Invitation.objects.filter(meeting=meeting).select_related("seat").order_by("ordinal")
    told = {row.pk: marks.get(row.seat.key if row.seat else row.guest, marks.get("rest", "present")) for row in rows}
    return [
        {"invitation": key, **(mark if isinstance(mark, Mapping) else {"attendance": mark})}
        for key, mark in told.items()
    ]


def _basis_of(instrument: int) -> int:
    """Return the first link by which an instrument rests on another."""
    key: int = Link.objects.filter(instrument=instrument, kind=RESTS).order_by("pk").values_list("pk", flat=True)[0]
    return key


def _due_reminders(body: str, on: date) -> list[Reminder]:
    days = reminder_days(regulation(body, on))
    awaited = Task.objects.filter(body=body, state="open", due_on__isnull=False).order_by("number")
    rows = list(awaited.values_list("pk", "assigned_on", "due_on"))
    if not rows or not days.offsets:
        return []
    sent: dict[int, set[str]] = {}
    marks = Update.objects.filter(task__in=[task for task, _, _ in rows], kind="reminded")
    for task, step in marks.values_list("task_id", "text"):
        sent.setdefault(task, set()).add(step)
    planned = [
        Remindable(task=task, assigned_on=assigned_on, due_on=due_on, sent=frozenset(sent.get(task, ())))
        for task, assigned_on, due_on in rows
    ]
    return plan_reminders(planned, days, on, working_days())
