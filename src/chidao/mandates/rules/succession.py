"""What becomes of seats, posts and people when agencies are merged, split up, renamed or dissolved (PURE).

One plan for all four: each former agency has a successor by default (itself, when it only takes another name; none,
when it is dissolved), and what is its own goes on there, ends where the successor has the same already, or is named
as needing a decision. Whoever previews a succession and whoever carries it out read the same plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, Literal

from chidao.kernel.wording import Text

Kind = Literal["merge", "split", "rename", "dissolve"]
KINDS: Final[dict[Kind, Text]] = {
    "merge": Text("sáp nhập", "merged"),
    "split": Text("chia, tách", "split up"),
    "rename": Text("đổi tên", "renamed"),
    "dissolve": Text("giải thể, kết thúc hoạt động", "dissolved"),
}
SHORTEST_SHORT: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """Which open tasks of a former agency go to a successor (None: to nobody): those listed by number, else those of
    the fields, else (both empty) whatever is left."""

    former: int
    successor: int | None
    tasks: tuple[int, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """What one successor of a split takes: tasks by number or by field of work, seats."""

    successor: int
    tasks: tuple[int, ...] = ()
    fields: tuple[str, ...] = ()
    seats: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A succession asked for. `name` is the new name of the agency that is renamed or takes in the others; `keep` are
    seats that go on although the successor has one of the same role."""

    kind: Kind
    former: tuple[int, ...]
    successors: tuple[int, ...]
    on: date
    keep: frozenset[int] = frozenset()
    name: str = ""
    short_name: str = ""
    portions: tuple[Portion, ...] = ()
    rest: int | None = None
    """Where what a split does not divide goes: else to the former agency where it remains, or the first named."""

    def routes(self) -> tuple[tuple[int, int | None], ...]:
        """Return where what each former agency has goes by default, whoever is renamed first."""
        if self.kind == "rename":
            return tuple((each, each) for each in self.former)
        remains = next((each for each in self.former if each in self.successors), None)
        first = self.rest or remains or next(iter(self.successors), None)
        renamed = ((first, first),) if self.name and first is not None else ()
        return (*renamed, *((each, first) for each in self.former))

    @property
    def renamed(self) -> int | None:
        """Return the agency that takes the new name."""
        if not self.name:
            return None
        return self.former[0] if self.kind == "rename" else next(iter(self.successors), None)

    @property
    def ceased(self) -> tuple[int, ...]:
        """Return the agencies that are no more."""
        return () if self.kind == "rename" else tuple(each for each in self.former if each not in self.successors)

    @property
    def handed(self) -> tuple[Handed, ...]:
        """Return how the open tasks are divided: the portions first, what is left to the first successor."""
        by_portion = [
            Handed(former=former, successor=each.successor, tasks=each.tasks, fields=each.fields)
            for former in self.former
            for each in self.portions
            if each.tasks or each.fields
        ]
        rest = [Handed(former=former, successor=to) for former, to in self.routes()]
        return tuple(each for each in (*by_portion, *rest) if each.former != each.successor or self.portions)

    def heir(self, agency: int | None) -> int | None:
        """Return who goes on by default for an agency: itself, unless it is no more."""
        return self.routes()[-1][1] if agency in self.ceased else agency


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyKnown:
    """An agency, its present name, and the day of the last name or succession that is known of it."""

    id: int
    name: str
    short_name: str = ""
    effective_until: date | None = None
    last_change_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostKnown:
    """A post of an agency."""

    id: int
    agency: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A person holds a post (an appointment) or a seat (a tenure) over [effective_from, effective_until)."""

    id: int
    of: int
    person: int
    effective_from: date
    effective_until: date | None = None

    def lasts(self, on: date) -> bool:
        """Say whether it lasts beyond the beginning of a day, or begins later."""
        return self.effective_until is None or self.effective_until > on

    def meets(self, other: Held) -> bool:
        """Say whether the two share a day."""
        ended = self.effective_until is not None and self.effective_until <= other.effective_from
        return not ended and (other.effective_until is None or self.effective_from < other.effective_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatKnown:
    """A seat; `agency` is its own or that of its post."""

    id: int
    role: str
    unit: str
    title: Text
    agency: int
    post: int | None
    effective_from: date
    effective_until: date | None = None

    def lasts(self, on: date) -> bool:
        """Say whether it is there on a day, or will be."""
        return self.effective_until is None or self.effective_until > on


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is there before: the agencies concerned with their posts, seats, and who holds them."""

    agencies: Mapping[int, AgencyKnown]
    posts: tuple[PostKnown, ...] = ()
    appointments: tuple[Held, ...] = ()
    seats: tuple[SeatKnown, ...] = ()
    tenures: tuple[Held, ...] = ()

    @cached_property
    def post(self) -> Mapping[int, PostKnown]:
        """Return the posts by id."""
        return {each.id: each for each in self.posts}

    @cached_property
    def seat(self) -> Mapping[int, SeatKnown]:
        """Return the seats by id."""
        return {each.id: each for each in self.seats}

    @cached_property
    def post_ids(self) -> Mapping[PostRef, int]:
        """Return the ids of the posts by agency and title."""
        return {PostRef(each.agency, each.title): each.id for each in self.posts}


@dataclass(frozen=True, slots=True, order=True)
class PostRef:
    """A post by its agency and title: it may not be there yet."""

    agency: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoesOn:
    """A seat that goes on with an agency, under a title, held through a post if it was."""

    seat: int
    agency: int
    title: Text
    post: PostRef | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """A seat that ends. `heir` is the seat of the same role that the successor has, itself perhaps going on."""

    seat: int
    heir: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An appointment that goes on in another post, or a tenure that goes on with its seat."""

    id: int
    person: int
    to: PostRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A person is without a post or a seat that they held; `taken_by` holds it at the successor."""

    person: int
    what: Text
    taken_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a succession does to seats, posts and people. `lost` is what somebody has to decide.

    `appointments` and `tenures` go on; `ended` and `left` are the ones (of posts, of seats) that only end.
    `same_holder` are the seats that go on with whoever held them.
    """

    seats: tuple[GoesOn, ...] = ()
    ends: tuple[Ends, ...] = ()
    appointments: tuple[Moved, ...] = ()
    ended: tuple[int, ...] = ()
    tenures: tuple[Moved, ...] = ()
    left: tuple[int, ...] = ()
    posts: tuple[PostRef, ...] = ()
    same_holder: frozenset[int] = frozenset()
    lost: tuple[Loss, ...] = ()

    @property
    def undecided(self) -> dict[int, tuple[Loss, ...]]:
        """Return what is lost, by person."""
        found: dict[int, tuple[Loss, ...]] = {}
        for each in self.lost:
            found[each.person] = (*found.get(each.person, ()), each)
        return found


def plan_succession(wanted: Wanted, standing: Standing) -> Plan:
    """Return what becomes of every seat, post and person of the former agencies. `succession_reasons` come first."""
    return _Planning(wanted, standing).plan()


def renamed_words(words: str, before: AgencyKnown, after: AgencyKnown) -> str:
    """Return words in which an agency's name (or else its short name) is replaced by another's."""
    if before.name in words:
        return words.replace(before.name, after.name)
    if len(before.short_name) < SHORTEST_SHORT:
        return words
    return re.sub(rf"(?<!\w){re.escape(before.short_name)}(?!\w)", after.short_name or after.name, words)


@dataclass
class _Planning:
    """The plan in the making: posts first, then who goes on in them, then seats, then who has lost something."""

    wanted: Wanted
    standing: Standing
    _at: dict[PostRef, list[Held]] = field(default_factory=dict)
    _to: dict[int, PostRef] = field(default_factory=dict)
    _taken: dict[tuple[int, str, str], tuple[int, int]] = field(default_factory=dict)
    _moved: list[Moved] = field(default_factory=list)
    _ended: list[int] = field(default_factory=list)
    _lost: list[Loss] = field(default_factory=list)

    def plan(self) -> Plan:
        for former, default in self.wanted.routes():
            self._map_posts(former, default)
        self._keep_who_holds()
        for former, _ in self.wanted.routes():
            self._appoint(former)
        seats = self._seats()
        goes = tuple(each for each in seats if isinstance(each, GoesOn))
        ends = tuple(each for each in seats if isinstance(each, Ends))
        changed = {each.seat for each in seats}
        of_changed = [each for each in self._running_tenures() if each.of in changed]
        on = {each.seat for each in goes}
        self._lost += self._seats_lost(goes, ends)
        refs = {each.post for each in goes if each.post} | {each.to for each in self._moved if each.to}
        return Plan(
            seats=goes,
            ends=ends,
            appointments=tuple(self._moved),
            ended=tuple(self._ended),
            tenures=tuple(Moved(id=each.id, person=each.person) for each in of_changed if each.of in on),
            left=tuple(each.id for each in of_changed if each.of not in on),
            posts=tuple(sorted(ref for ref in refs if ref not in self.standing.post_ids)),
            same_holder=frozenset(each.seat for each in goes if self._same_holder(each)),
            lost=tuple(self._lost),
        )

    # --- posts and who holds them

    def _after(self, agency: int) -> AgencyKnown:
        known = self.standing.agencies[agency]
        if agency != self.wanted.renamed:
            return known
        return AgencyKnown(id=agency, name=self.wanted.name, short_name=self.wanted.short_name or known.short_name)

    def _map_posts(self, former: int, default: int | None) -> None:
        before = self.standing.agencies[former]
        for post in (each for each in self.standing.posts if each.agency == former):
            to = self._portion_of(each.id for each in self._seats_of(former) if each.post == post.id) or default
            if to is not None:
                ref = PostRef(to, renamed_words(post.title, before, self._after(to)))
                if ref != PostRef(former, post.title):
                    self._to[post.id] = ref

    def _portion_of(self, seats: Iterable[int]) -> int | None:
        named = set(seats)
        return next((each.successor for each in self.wanted.portions if named & set(each.seats)), None)

    def _keep_who_holds(self) -> None:
        """Put down who goes on in a post as before: what is left of the others' must find room beside them."""
        for each in self.standing.appointments:
            post = self.standing.post[each.of]
            if each.lasts(self.wanted.on) and post.id not in self._to and not self._is_gone(post.agency):
                self._at.setdefault(PostRef(post.agency, post.title), []).append(each)

    def _is_gone(self, agency: int) -> bool:
        return agency in self.wanted.ceased

    def _appoint(self, former: int) -> None:
        posts = {each.id for each in self.standing.posts if each.agency == former}
        gone = self._is_gone(former)
        for held in self.standing.appointments:
            if held.of in posts and held.lasts(self.wanted.on) and (gone or held.of in self._to):
                self._appoint_one(held)

    def _appoint_one(self, held: Held) -> None:
        ref, title = self._to.get(held.of), self.standing.post[held.of].title
        others = [each for each in self._at.get(ref, []) if each.meets(self._from(held))] if ref else []
        if ref is not None and not others:
            self._moved.append(Moved(id=held.id, person=held.person, to=ref))
            self._at.setdefault(ref, []).append(self._from(held))
            return
        self._ended.append(held.id)
        if not any(each.person == held.person for each in others):
            taken_by = others[0].person if others else None
            self._lost.append(Loss(person=held.person, what=Text(title, title), taken_by=taken_by))

    def _from(self, held: Held) -> Held:
        begins = max(held.effective_from, self.wanted.on)
        return Held(
            id=held.id, of=held.of, person=held.person, effective_from=begins, effective_until=held.effective_until
        )

    # --- seats

    def _seats_of(self, agency: int) -> list[SeatKnown]:
        return [each for each in self.standing.seats if each.agency == agency and each.lasts(self.wanted.on)]

    def _seats(self) -> list[GoesOn | Ends]:
        for successor in self.wanted.successors:
            for seat in self._seats_of(successor):
                self._taken.setdefault((successor, seat.role, seat.unit), (successor, seat.id))
        found = []
        for former, default in self.wanted.routes():
            for seat in self._seats_of(former):
                change = self._seat(seat, former, default)
                if change:
                    found.append(change)
        return found

    def _seat(self, seat: SeatKnown, former: int, default: int | None) -> GoesOn | Ends | None:
        ref = self._to.get(seat.post) if seat.post is not None else None
        to = self._seat_goes_to(seat, ref, default)
        if to is None:
            return Ends(seat=seat.id, heir=None)
        title = self._title(seat, former, to, ref)
        if to == former and title == seat.title and ref is None:
            return None
        owner, heir = self._taken.setdefault((to, seat.role, seat.unit), (former, seat.id))
        if owner != former and seat.id not in self.wanted.keep:
            return Ends(seat=seat.id, heir=heir)
        return GoesOn(seat=seat.id, agency=to, title=title, post=ref)

    def _seat_goes_to(self, seat: SeatKnown, ref: PostRef | None, default: int | None) -> int | None:
        if ref is not None:
            return ref.agency
        if seat.post is not None and not self._is_gone(seat.agency):
            return seat.agency
        return self._portion_of([seat.id]) or default

    def _title(self, seat: SeatKnown, former: int, to: int, ref: PostRef | None) -> Text:
        post = self.standing.post[seat.post].title if seat.post is not None else ""
        before, after = self.standing.agencies[former], self._after(to)

        def said(words: str) -> str:
            if ref and post and post in words:
                return words.replace(post, ref.title)
            return renamed_words(words, before, after)

        return Text(said(seat.title.vi), said(seat.title.en))

    # --- who is without what they had

    def _running_tenures(self) -> list[Held]:
        return [each for each in self.standing.tenures if each.lasts(self.wanted.on)]

    def _same_holder(self, seat: GoesOn) -> bool:
        before = self._holders_before(seat.seat)
        return before <= self._holders_after(seat.seat, {seat.seat: seat}) if before else True

    def _seats_lost(self, goes: Iterable[GoesOn], ends: Iterable[Ends]) -> Iterator[Loss]:
        on = {each.seat: each for each in goes}
        keeps = {each.seat: each.heir for each in ends} | {seat: seat for seat in on}
        for seat, kept in keeps.items():
            after = self._holders_after(kept, on) if kept is not None else frozenset()
            for person in sorted(self._holders_before(seat) - after):
                taken_by = next(iter(sorted(after)), None)
                yield Loss(person=person, what=self.standing.seat[seat].title, taken_by=taken_by)

    def _holders_before(self, seat: int) -> frozenset[int]:
        """Return who held a seat, in its post or by tenure, when the day came."""
        known = self.standing.seat[seat]
        held = self.standing.appointments if known.post is not None else self.standing.tenures
        of = known.post if known.post is not None else seat
        return frozenset(each.person for each in held if each.of == of and each.lasts(self.wanted.on))

    def _holders_after(self, seat: int, on: Mapping[int, GoesOn]) -> frozenset[int]:
        known = self.standing.seat[seat]
        if known.post is None:
            return self._holders_before(seat)
        goes = on.get(seat)
        post = self.standing.post[known.post]
        ref = goes.post if goes and goes.post else PostRef(post.agency, post.title)
        return frozenset(each.person for each in self._at.get(ref, ()))
