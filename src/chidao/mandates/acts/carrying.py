"""Carrying out the plan of a succession: what goes on with another agency ends that day and begins anew beside it.

What had not begun by that day is moved as it stands: there is nothing of it that the past could keep.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Q

from chidao.acts.recorded import Recorded
from chidao.acts.runner import Doing
from chidao.kernel.vietnamese import fold, sort_key
from chidao.kernel.wording import Text
from chidao.mandates.models import (
    Absence,
    Body,
    Delegation,
    FieldAssignment,
    FieldPartner,
    FocalPoint,
    MemberDuty,
    Nomination,
    ReplacementRequest,
    Requisition,
    Seat,
    SubGroupSeat,
    Tenure,
)
from chidao.mandates.rules.succession import Loss, Moved, Plan, PostRef, Wanted
from chidao.people.models import Agency, AgencyName, Appointment, Person, Post

Row = TypeVar("Row", bound=Recorded)


@dataclass
class Carrying:
    """A plan being carried out. `seats` are the new ids of seats that go on, `heirs` who takes over from those that
    end (None: nobody); `lost` grows by what the plan could not know: focal points and fields left with nobody."""

    doing: Doing
    body: Body
    wanted: Wanted
    plan: Plan
    posts: dict[PostRef, int]
    seats: dict[int, int] = field(default_factory=dict)
    heirs: dict[int, int | None] = field(default_factory=dict)
    lost: list[Loss] = field(default_factory=list)
    fields_left: list[Text] = field(default_factory=list)

    @property
    def on(self) -> date:
        """Return the day."""
        return self.wanted.on

    def carry_out(self) -> None:
        """Write everything that the plan says of agencies, posts, people and seats, and what hangs on the seats."""
        self._agencies()
        self._posts()
        self._appointments()
        self._seats()
        self._tenures()
        for each in (self._seat_parts, self._absences, self._delegations, self._requisitions, self._focal_points):
            each()
        self._fields()
        self._nominations()

    # --- agencies and posts

    def _agencies(self) -> None:
        for agency in Agency.objects.filter(pk__in=self.wanted.ceased):
            for name in AgencyName.objects.filter(agency=agency, effective_until=None):
                self.doing.change(name, effective_until=self.on)
            self.doing.change(agency, effective_until=self.on)
        heir = self.wanted.heir(self.wanted.ceased[0]) if self.wanted.ceased else None
        self.doing.change_all(Agency.objects.filter(parent__in=self.wanted.ceased), parent_id=heir)
        if self.wanted.renamed is not None:
            named = Agency.objects.get(pk=self.wanted.renamed)
            give_name(self.doing, named, self.wanted.name, self.wanted.short_name, self.on)

    def _posts(self) -> None:
        made = self.doing.add_all(
            Post(agency_id=ref.agency, title=ref.title, sort_key=sort_key(ref.title)) for ref in self.plan.posts
        )
        self.posts |= {PostRef(row.agency_id, row.title): row.pk for row in made}

    def _appointments(self) -> None:
        rows = Appointment.objects.in_bulk([*(each.id for each in self.plan.appointments), *self.plan.ended])
        people = Person.objects.in_bulk({each.person for each in self.plan.appointments})
        for moved in self.plan.appointments:
            row, post = rows[moved.id], self._post_of(moved)
            if people[moved.person].main_post_id == row.post_id:
                self.doing.change(people[moved.person], main_post_id=post)
            self._carried(row, post_id=post, recorded_at=self.doing.now)
        for ended in self.plan.ended:
            # An appointment that was to begin later is left for whoever decides about its person.
            if rows[ended].effective_from < self.on:
                self.doing.change(rows[ended], effective_until=self.on)

    def _post_of(self, moved: Moved) -> int:
        assert moved.to is not None
        return self.posts[moved.to]

    # --- seats and who sits in them

    def _seats(self) -> None:
        rows = Seat.objects.in_bulk([*(each.seat for each in self.plan.seats), *(each.seat for each in self.plan.ends)])
        for goes in self.plan.seats:
            row = rows[goes.seat]
            values: dict[str, object] = {"title": goes.title.as_data()}
            if row.agency_id is not None:
                values["agency_id"] = goes.agency
            if goes.post is not None:
                values["post_id"] = self.posts[goes.post]
            self.seats[goes.seat] = self._carried(row, **values).pk
        for ends in self.plan.ends:
            self.doing.change(rows[ends.seat], effective_until=self.on)
            self.heirs[ends.seat] = self.seats.get(ends.heir, ends.heir) if ends.heir is not None else None

    def _tenures(self) -> None:
        rows = Tenure.objects.in_bulk([*(each.id for each in self.plan.tenures), *self.plan.left])
        for moved in self.plan.tenures:
            row = rows[moved.id]
            if self.seats[row.seat_id] != row.seat_id:
                self._carried(row, seat_id=self.seats[row.seat_id], recorded_at=self.doing.now)
        for left in self.plan.left:
            self.doing.change(rows[left], effective_until=self.on)

    # --- what hangs on the seats

    def _seat_parts(self) -> None:
        for model in (SubGroupSeat, MemberDuty):
            for row in self._lasting(model, seat__in=self._affected()):
                if row.seat_id in self.seats:
                    self._carried(row, seat_id=self.seats[row.seat_id])
                else:
                    self._ended(row)

    def _absences(self) -> None:
        for row in self._lasting(Absence, seat__in=self._affected()):
            if row.seat_id in self.plan.same_holder:
                self._carried(row, seat_id=self.seats[row.seat_id])
            else:
                self._ended(row)

    def _delegations(self) -> None:
        for row in self._lasting(Delegation, seat__in=self._affected(), revoked_at=None):
            if row.seat_id in self.plan.same_holder:
                self._carried(row, seat_id=self.seats[row.seat_id])
            elif row.effective_from >= self.on:
                self.doing.change(row, revoked_at=self.doing.at)
            else:
                self._ended(row)

    def _requisitions(self) -> None:
        gone = self.wanted.ceased
        of = Q(seat__in=self._affected()) | Q(agency__in=gone) | Q(host__in=gone)
        for row in self._lasting(Requisition, of, body=self.body):
            host = self.wanted.heir(row.host_id)
            if host is None or row.seat_id in self.heirs:
                self._ended(row)
            else:
                seat = self.seats.get(row.seat_id, row.seat_id)
                self._carried(row, seat_id=seat, agency_id=self.wanted.heir(row.agency_id), host_id=host)

    def _focal_points(self) -> None:
        gone = self.wanted.ceased
        rows = self._lasting(FocalPoint, Q(agency__in=gone) | Q(named_by__in=self._affected()), body=self.body)
        taken = set(self._lasting(FocalPoint, agency__in=self.wanted.successors).values_list("agency_id", flat=True))
        for row in rows.order_by("pk"):
            agency = self.wanted.heir(row.agency_id)
            own = row.named_by_id not in self._affected() or row.named_by_id in self.plan.same_holder
            if agency is None or not own or (row.agency_id in gone and agency in taken):
                self._ended(row)
                self._lose_focal_point(row)
                continue
            self._carried(row, agency_id=agency, named_by_id=self.seats.get(row.named_by_id, row.named_by_id))

    def _lose_focal_point(self, row: FocalPoint) -> None:
        what = Text("đầu mối: {unit}", "focal point: {unit}").filled(unit=row.unit_name)
        self.lost.append(Loss(person=row.person_id, what=what))

    def _fields(self) -> None:
        affected = Q(seat__in=self._affected()) | Q(partners__seat__in=self._affected())
        rows = self._lasting(FieldAssignment, affected, body=self.body).distinct().order_by("pk")
        for row in rows.prefetch_related("partners"):
            before = [each.seat_id for each in row.partners.all()]
            lead = self._goes_to(row.seat_id)
            if lead is None:
                self._ended(row)
                self.fields_left.append(Text.from_data(row.title))
                continue
            new = self._carried(row, seat_id=lead)
            partners = dict.fromkeys(self._goes_to(each) for each in before)
            if new is row:
                self._drop_partners(row)
            self.doing.add_all(FieldPartner(field=new, seat_id=each) for each in partners if each not in {None, lead})

    def _drop_partners(self, row: FieldAssignment) -> None:
        for partner in row.partners.all():
            self.doing.remove(partner)

    def _goes_to(self, seat: int) -> int | None:
        """Return the seat to which the work of a seat goes: itself, as it goes on, or the one that takes over."""
        return self.heirs[seat] if seat in self.heirs else self.seats.get(seat, seat)

    def _nominations(self) -> None:
        for row in Nomination.objects.filter(seat__in=self._affected(), accepted=None):
            if row.seat_id in self.seats:
                heir = self.wanted.heir(row.agency_id)
                self.doing.change(row, seat_id=self.seats[row.seat_id], agency_id=heir)
            else:
                self.doing.change(row, accepted=False, answer=_SEAT_GONE.vi, answered_at=self.doing.at)
        for request in ReplacementRequest.objects.filter(seat__in=self._affected(), settled_at=None):
            if request.seat_id in self.seats:
                self.doing.change(request, seat_id=self.seats[request.seat_id])
            else:
                self.doing.change(request, settled_at=self.doing.at)

    # --- how rows go on and end

    def _affected(self) -> set[int]:
        """Return the seats that end or go on as another row; one moved as it stood keeps what hangs on it."""
        return set(self.heirs) | {old for old, new in self.seats.items() if old != new}

    def _lasting(self, model: type[Row], *which: Q, **named: object) -> Any:
        lasts = Q(effective_until__isnull=True) | Q(effective_until__gt=self.on)
        return model.objects.filter(lasts, *which, **named)

    def _carried(self, row: Row, **values: object) -> Row:
        begins: date = row.effective_from  # type: ignore[attr-defined]
        if begins >= self.on:
            return self.doing.change(row, **values)
        kept = {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields if not each.primary_key}
        self.doing.change(row, effective_until=self.on)
        return self.doing.add(type(row)(**(kept | values | {"effective_from": self.on})))

    def _ended(self, row: Recorded) -> None:
        begins: date = row.effective_from  # type: ignore[attr-defined]
        if begins >= self.on:
            self.doing.remove(row)
        else:
            self.doing.change(row, effective_until=self.on)


def give_name(doing: Doing, agency: Agency, name: str, short_name: str, on: date) -> None:
    """Let an agency be called otherwise from a day on."""
    for known in AgencyName.objects.filter(agency=agency, effective_until=None):
        doing.change(known, effective_until=on)
    doing.add(AgencyName(agency=agency, name=name, effective_from=on))
    short = short_name or agency.short_name
    doing.change(agency, name=name, short_name=short, folded=fold(f"{name} {short}"), sort_key=sort_key(name))


def people_named(losses: Iterable[Loss]) -> dict[int, str]:
    """Return the names of the people in what is lost."""
    found = [*losses]
    ids = {each.person for each in found} | {each.taken_by for each in found if each.taken_by}
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))


_SEAT_GONE = Text("Ghế không còn sau khi cơ quan được kế thừa.", "The seat is gone with its agency.")
