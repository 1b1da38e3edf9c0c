"""The plan of a succession: every person, post and seat goes on exactly once, or is named as needing a decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from chidao.kernel.wording import same
from chidao.mandates.rules.succession import (
    AgencyKnown,
    Ends,
    GoesOn,
    Handed,
    Held,
    Plan,
    Portion,
    PostKnown,
    PostRef,
    SeatKnown,
    Standing,
    Wanted,
    plan_succession,
    renamed_words,
)
from chidao.mandates.rules.succession_reasons import plan_reasons, succession_reasons
from chidao.tasks.rules.handing_over import Beside, OpenTask, hand_over_reasons, plan_hand_over

DAY: Final = date(2025, 3, 1)
BEFORE: Final = date(2020, 1, 1)
AGENCIES: Final = {n: AgencyKnown(id=n, name=f"Sở Số {n}", short_name=f"S{n}") for n in range(1, 6)}
ROLES: Final = ("member", "head", "focal")


def seat(id_: int, agency: int, role: str, *, post: int | None = None, title: str = "Ghế") -> SeatKnown:
    return SeatKnown(
        id=id_, role=role, unit="committee", title=same(f"{title}, Sở Số {agency}"), agency=agency, post=post,
        effective_from=BEFORE,
    )  # fmt: skip


def held(id_: int, of: int, person: int, first: date = BEFORE, until: date | None = None) -> Held:
    return Held(id=id_, of=of, person=person, effective_from=first, effective_until=until)


def director(agency: int, person: int | None = None) -> tuple[PostKnown, tuple[Held, ...]]:
    post = PostKnown(id=agency * 10, agency=agency, title=f"Giám đốc Sở Số {agency}")
    return post, (held(agency, post.id, person),) if person else ()


def merge(*former: int, into: int = 5, **more: object) -> Wanted:
    return replace(Wanted(kind="merge", former=former, successors=(into,), on=DAY), **more)  # type: ignore[arg-type]


# --- by example


def test_a_seat_goes_on_with_its_holder_through_the_mapped_post() -> None:
    post, who = director(1, 100)
    standing = Standing(agencies=AGENCIES, posts=(post,), appointments=who, seats=(seat(1, 1, "member", post=post.id),))
    plan = plan_succession(merge(1), standing)
    ref = PostRef(5, "Giám đốc Sở Số 5")
    assert plan.seats == (GoesOn(seat=1, agency=5, title=same("Ghế, Sở Số 5"), post=ref),)
    assert [(each.person, each.to) for each in plan.appointments] == [(100, ref)]
    assert plan.posts == (ref,)
    assert plan.same_holder == {1}
    assert not plan.lost


def test_what_the_successor_has_already_is_not_doubled_and_who_loses_is_named() -> None:
    (one, who), (five, other) = director(1, 100), director(5, 500)
    seats = (seat(1, 1, "member", post=one.id), seat(5, 5, "member", post=five.id), seat(2, 1, "head", post=one.id))
    standing = Standing(agencies=AGENCIES, posts=(one, five), appointments=(*who, *other), seats=seats)
    plan = plan_succession(merge(1), standing)
    assert plan.ends == (Ends(seat=1, heir=5),)
    assert [each.seat for each in plan.seats] == [2], "a seat of another role goes on, with the successor's director"
    assert [(each.person, each.taken_by) for each in plan.lost] == [(100, 500)] * 3
    assert plan.ended == (1,)
    assert not plan.appointments
    kept = plan_succession(merge(1, keep=frozenset({1})), standing)
    assert not kept.ends
    assert {each.seat for each in kept.seats} == {1, 2}


def test_a_vacant_post_of_the_successor_is_taken_by_whoever_comes() -> None:
    (one, who), (five, _) = director(1, 100), director(5)
    seats = (seat(1, 1, "member", post=one.id), seat(5, 5, "member", post=five.id))
    plan = plan_succession(merge(1), Standing(agencies=AGENCIES, posts=(one, five), appointments=who, seats=seats))
    assert plan.ends == (Ends(seat=1, heir=5),)
    assert not plan.lost, "the seat that they hold now is the successor's own"
    assert not plan.posts


def test_of_two_that_merge_the_first_named_goes_on() -> None:
    (one, who), (two, other) = director(1, 100), director(2, 200)
    seats = (seat(1, 1, "member", post=one.id), seat(2, 2, "member", post=two.id))
    standing = Standing(agencies=AGENCIES, posts=(one, two), appointments=(*who, *other), seats=seats)
    plan = plan_succession(merge(2, 1), standing)
    assert [each.seat for each in plan.seats] == [2]
    assert plan.ends == (Ends(seat=1, heir=2),)
    assert {each.person for each in plan.lost} == {100}


def test_a_successor_under_a_new_name_keeps_its_own_people_first() -> None:
    (one, who), (five, other) = director(1, 100), director(5, 500)
    seats = (seat(1, 1, "member", post=one.id), seat(5, 5, "member", post=five.id))
    standing = Standing(agencies=AGENCIES, posts=(one, five), appointments=(*who, *other), seats=seats)
    plan = plan_succession(merge(1, name="Sở Chung"), standing)
    ref = PostRef(5, "Giám đốc Sở Chung")
    assert plan.seats == (GoesOn(seat=5, agency=5, title=same("Ghế, Sở Chung"), post=ref),)
    assert [(each.person, each.to) for each in plan.appointments] == [(500, ref)]
    assert plan.ends == (Ends(seat=1, heir=5),)
    assert {each.person for each in plan.lost} == {100}


def test_a_renaming_changes_only_what_bears_the_name() -> None:
    post, who = director(1, 100)
    plain = replace(seat(2, 1, "focal"), title=same("Đầu mối"))
    seats = (seat(1, 1, "member", post=post.id), plain)
    standing = Standing(agencies=AGENCIES, posts=(post,), appointments=who, seats=seats, tenures=(held(9, 2, 101),))
    plan = plan_succession(Wanted(kind="rename", former=(1,), successors=(), on=DAY, name="Sở Mới"), standing)
    assert [(each.seat, each.title) for each in plan.seats] == [(1, same("Ghế, Sở Mới"))]
    assert [each.to for each in plan.appointments] == [PostRef(1, "Giám đốc Sở Mới")]
    assert not plan.lost
    assert not plan.tenures


def test_a_split_divides_seats_as_it_is_told_and_the_rest_goes_to_the_first() -> None:
    post, who = director(1, 100)
    seats = (seat(1, 1, "member", post=post.id), seat(2, 1, "focal"))
    standing = Standing(agencies=AGENCIES, posts=(post,), appointments=who, seats=seats, tenures=(held(9, 2, 101),))
    wanted = Wanted(
        kind="split", former=(1,), successors=(2, 3), on=DAY, portions=(Portion(successor=3, seats=(2,)),)
    )  # fmt: skip
    plan = plan_succession(wanted, standing)
    assert {each.seat: each.agency for each in plan.seats} == {1: 2, 2: 3}
    assert [each.id for each in plan.tenures] == [9]


def test_of_a_split_that_remains_only_what_is_named_moves() -> None:
    post, who = director(1, 100)
    seats = (seat(1, 1, "member", post=post.id), seat(2, 1, "focal"))
    standing = Standing(agencies=AGENCIES, posts=(post,), appointments=who, seats=seats)
    wanted = Wanted(
        kind="split", former=(1,), successors=(1, 3), on=DAY, portions=(Portion(successor=3, seats=(2,)),)
    )  # fmt: skip
    plan = plan_succession(wanted, standing)
    assert {each.seat: each.agency for each in plan.seats} == {2: 3}
    assert not plan.appointments
    assert wanted.ceased == ()


def test_a_dissolved_agency_leaves_everyone_named() -> None:
    post, who = director(1, 100)
    seats = (seat(1, 1, "member", post=post.id), seat(2, 1, "focal"))
    standing = Standing(agencies=AGENCIES, posts=(post,), appointments=who, seats=seats, tenures=(held(9, 2, 101),))
    plan = plan_succession(Wanted(kind="dissolve", former=(1,), successors=(), on=DAY), standing)
    assert {each.seat for each in plan.ends} == {1, 2}
    assert set(plan.undecided) == {100, 101}


def test_names_are_replaced_whole() -> None:
    before, after = AgencyKnown(id=1, name="Sở A", short_name="SA"), AgencyKnown(id=2, name="Sở B", short_name="SB")
    assert renamed_words("Giám đốc Sở A", before, after) == "Giám đốc Sở B"
    assert renamed_words("Giám đốc SA", before, after) == "Giám đốc SB"
    assert renamed_words("Giám đốc SAO", before, after) == "Giám đốc SAO"


def test_every_reason_against_is_told_at_once() -> None:
    wanted = Wanted(kind="split", former=(1, 9), successors=(2,), on=DAY, name="Tên")
    found = {each.code for each in succession_reasons(wanted, Standing(agencies=AGENCIES), DAY - timedelta(days=1))}
    assert found == {"split_shape", "no_name_here", "not_yet", "unknown_agency"}


def test_what_ended_or_changed_since_cannot_be_succeeded_again() -> None:
    known = {
        1: replace(AGENCIES[1], effective_until=DAY),
        5: replace(AGENCIES[5], last_change_on=DAY + timedelta(days=1)),
    }
    found = {each.code for each in succession_reasons(merge(1), Standing(agencies=known), DAY)}
    assert found == {"ceased", "changed_since"}


def test_a_post_is_not_torn_apart_and_nobody_elses_seat_is_kept() -> None:
    post, who = director(1, 100)
    seats = (seat(1, 1, "member", post=post.id), seat(2, 1, "head", post=post.id), seat(5, 5, "member"))
    standing = Standing(agencies=AGENCIES, posts=(post,), appointments=who, seats=seats)
    portions = (Portion(successor=2, seats=(1,)), Portion(successor=3, seats=(2,)))
    wanted = Wanted(kind="split", former=(1,), successors=(2, 3), on=DAY, portions=portions, keep=frozenset({5}))
    found = {each.code for each in plan_reasons(wanted, standing, plan_succession(wanted, standing))}
    assert found == {"post_torn", "not_of_former"}


# --- whatever stands


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    posts = [
        PostKnown(id=agency * 10 + n, agency=agency, title=f"{words} Sở Số {agency}")
        for agency in AGENCIES
        for n, words in enumerate(draw(st.sets(st.sampled_from(["Giám đốc", "Phó Giám đốc", "Chánh"]))))
    ]
    people = iter(range(100, 400))
    appointments = [held(n, post.id, next(people)) for n, post in enumerate(posts, start=1) if draw(st.integers(0, 3))]
    seats: list[SeatKnown] = []
    tenures: list[Held] = []
    for agency in AGENCIES:
        own = [post.id for post in posts if post.agency == agency]
        for role in draw(st.lists(st.sampled_from(ROLES), max_size=4)):
            number = len(seats) + 1
            post = draw(st.sampled_from([None, *own]))
            seats.append(seat(number, agency, role, post=post))
            if post is None and draw(st.booleans()):
                tenures.append(held(1000 + number, number, next(people)))
    return Standing(
        agencies=AGENCIES, posts=tuple(posts), appointments=tuple(appointments), seats=tuple(seats),
        tenures=tuple(tenures),
    )  # fmt: skip


@st.composite
def successions(draw: st.DrawFn) -> Wanted:
    kind = draw(st.sampled_from(["merge", "split", "rename", "dissolve"]))
    first, *others = draw(st.permutations(sorted(AGENCIES)))
    name = draw(st.sampled_from(["", "Sở Chung"]))
    if kind == "rename":
        return Wanted(kind="rename", former=(first,), successors=(), on=DAY, name="Sở Chung")
    if kind == "split":
        remains = (first,) if draw(st.booleans()) else ()
        return Wanted(kind="split", former=(first,), successors=(*remains, *others[:2]), on=DAY)
    former = tuple(others[: draw(st.integers(1, 3))])
    if kind == "merge":
        return Wanted(kind="merge", former=former, successors=(first,), on=DAY, name=name)
    return Wanted(kind="dissolve", former=former, successors=draw(st.sampled_from([(), (first,)])), on=DAY)


def holders_after(standing: Standing, plan: Plan) -> dict[tuple[str, object], list[int]]:
    """Recount who holds what after a plan, from the rows that it writes: by post, and by seat."""
    moved = {each.id: each.to for each in plan.appointments}
    gone = {*moved, *plan.ended}
    found: dict[tuple[str, object], list[int]] = {}
    for each in standing.appointments:
        post = standing.post[each.of]
        ref = moved[each.id] if each.id in moved else PostRef(post.agency, post.title)
        if each.id in moved or each.id not in gone:
            found.setdefault(("post", ref), []).append(each.person)
    left = set(plan.left)
    for each in standing.tenures:
        if each.id not in left:
            found.setdefault(("seat", each.of), []).append(each.person)
    ended, goes = {each.seat for each in plan.ends}, {each.seat: each for each in plan.seats}
    for one in standing.seats:
        if one.post is not None and one.id not in ended:
            post, on = standing.post[one.post], goes.get(one.id)
            ref = on.post if on and on.post else PostRef(post.agency, post.title)
            found[("seat", one.id)] = list(found.get(("post", ref), []))
    return found


@given(standings(), successions())
def test_nothing_is_lost_nothing_is_double(standing: Standing, wanted: Wanted) -> None:
    plan = plan_succession(wanted, standing)
    after = holders_after(standing, plan)
    formers = set(wanted.former)
    ended = {each.seat: each.heir for each in plan.ends}
    assert all(len(set(held)) == 1 for (kind, _), held in after.items() if kind == "post"), "one holder a post"
    changed = [each.seat for each in plan.seats] + list(ended)
    assert len(changed) == len(set(changed)), "a seat goes on or ends, once"
    for one in standing.seats:
        if one.agency in wanted.ceased:
            assert one.id in changed, "no seat stays with an agency that is no more"
    _everyone_goes_on_or_is_named(standing, plan, after, ended)
    _no_role_is_doubled(standing, wanted, plan)
    for held_ in standing.appointments:
        if standing.post[held_.of].agency in wanted.ceased:
            assert held_.id in {*plan.ended, *(each.id for each in plan.appointments)}
    untouched = {each.id for each in standing.seats if each.agency not in formers | {wanted.renamed}}
    assert not untouched & set(changed), "what is others' is left alone"


def _everyone_goes_on_or_is_named(
    standing: Standing, plan: Plan, after: dict[tuple[str, object], list[int]], ended: dict[int, int | None]
) -> None:
    for one in standing.seats:
        rows = standing.appointments if one.post is not None else standing.tenures
        before = {each.person for each in rows if each.of == (one.post if one.post is not None else one.id)}
        keeps = ended.get(one.id, one.id)
        now = set(after.get(("seat", keeps), [])) if keeps is not None else set()
        for person in before - now:
            named = [each.what for each in plan.undecided.get(person, ())]
            assert named.count(one.title) >= 1


def _no_role_is_doubled(standing: Standing, wanted: Wanted, plan: Plan) -> None:
    """The successor has no more seats of a role than the one that had most of them brought along."""
    goes, ended = {each.seat: each.agency for each in plan.seats}, {each.seat for each in plan.ends}

    def count(agency: int, role: str) -> int:
        return sum(each.agency == agency and each.role == role for each in standing.seats)

    for successor in wanted.successors:
        for role in ROLES:
            now = sum(
                goes.get(each.id, each.agency) == successor and each.role == role and each.id not in ended
                for each in standing.seats
            )
            assert now <= max(count(each, role) for each in {successor, *wanted.former})


@st.composite
def open_tasks(draw: st.DrawFn) -> list[OpenTask]:
    found, row = [], 1
    for number in range(1, draw(st.integers(1, 12)) + 1):
        lead, *others = draw(st.permutations(sorted(AGENCIES)))
        beside = []
        for agency in others[: draw(st.integers(0, 3))]:
            asked = draw(st.booleans())
            beside.append(Beside(row=row, agency=agency, asked=asked, answered=asked and draw(st.booleans())))
            row += 1
        found.append(
            OpenTask(
                id=number + 500, number=number, lead=lead, accountable=draw(st.sampled_from([None, 1, 2])),
                field=draw(st.sampled_from(["", "data"])), beside=tuple(beside),
            )
        )  # fmt: skip
    return found


@given(open_tasks(), successions())
def test_every_open_task_goes_on_exactly_once(tasks: list[OpenTask], wanted: Wanted) -> None:
    moves = wanted.handed
    plan = plan_hand_over(tasks, moves, {each: frozenset({1}) for each in AGENCIES}, {})
    owed = {each.code for each in hand_over_reasons(tasks, moves)}
    moved = {each.task: each for each in plan.leads}
    assert len(moved) == len(plan.leads)
    gone = set(wanted.ceased)
    for task in tasks:
        lead = moved[task.id].successor if task.id in moved else task.lead
        assert lead not in gone or owed == {"still_owed"}
        places = _places(task, plan)
        assert len(places) == len(set(places)), "no agency coordinates twice"
        assert lead not in places or _answered(task, lead), "who leads does not work beside"
        for each in task.beside:
            if each.agency in gone and not each.answered:
                assert each.agency not in places, "what is no more is not waited for"
            if each.answered:
                assert each.agency in places, "an answer stays with whoever gave it"
    assert all(each.accountable in {None, 1} for each in plan.leads), "who did not go on answers for nothing"


def _places(task: OpenTask, plan: object) -> list[int]:
    moves = {each.row: each for each in plan.beside}  # type: ignore[attr-defined]
    found = []
    for each in task.beside:
        move = moves.get(each.row)
        if move is None or move.stays:
            found.append(each.agency)
        if move is not None and move.successor is not None and not move.there:
            found.append(move.successor)
    return found


def _answered(task: OpenTask, agency: int) -> bool:
    return any(each.agency == agency and each.answered for each in task.beside)


def test_tasks_are_divided_by_number_then_by_field_then_the_rest() -> None:
    tasks = [OpenTask(id=n, number=n, lead=1, field="data" if n == 3 else "") for n in (1, 2, 3, 4)]
    portions = (Portion(successor=3, tasks=(2,)), Portion(successor=4, fields=("data",)))
    wanted = Wanted(kind="split", former=(1,), successors=(2, 3, 4), on=DAY, portions=portions)
    plan = plan_hand_over(tasks, wanted.handed, {}, {})
    assert {each.number: each.successor for each in plan.leads} == {1: 2, 2: 3, 3: 4, 4: 2}
    bad = hand_over_reasons(tasks, [Handed(former=1, successor=2, tasks=(99,))])
    assert "not_open_there" in {each.code for each in bad}
