"""The working group: its list right on any day whatever happened, sub-groups as they were, delegation, fields."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chidao.acts.kept import forget_kept
from chidao.kernel.errors import BadInput, ChidaoError, Conflict
from chidao.kernel.wording import same
from chidao.mandates.acts.experts import AdmitExpert
from chidao.mandates.acts.fields import AssignField, EndField
from chidao.mandates.acts.focal import EndFocalUnit, NameFocalUnit
from chidao.mandates.acts.nominating import AnswerNomination, NominateMember, RequestReplacement
from chidao.mandates.acts.requisitioning import EndRequisition, RequisitionMember
from chidao.mandates.acts.sub_groups import AssignMemberDuty, EndSubGroup, OrganiseSubGroup
from chidao.mandates.models import FieldAssignment, Nomination, Tenure
from chidao.mandates.queries import (
    field_assignments,
    group_lists,
    nominations,
    replacement_requests,
    requisitions,
    seats_in_force,
    seats_of_person,
    sub_groups,
)
from chidao.mandates.rules import FieldHeld, Stay, regrouping, replacement, routed
from tests.meetings.committee import BODY, Committee, at, founded

START = date(2020, 3, 26)
SENT, OTHER, THIRD = "group-member-so-noi-vu", "group-member-so-tu-phap", "group-member-thong-tin"
MEMBER = {SENT: "member-so-noi-vu", OTHER: "member-so-tu-phap"}
DAY = at(2020, 5, 4)


@pytest.fixture
def hp20(db: None) -> Committee:
    return founded()


def codes(error: ChidaoError) -> set[str]:
    """Return the codes of the reasons."""
    return {reason.code for reason in error.reasons}


def conflict(committee: Committee, given: Any, by: str = "group-lead", kind: type[ChidaoError] = Conflict) -> set[str]:
    """Do what must not be possible and return why."""
    with pytest.raises(kind) as problem:
        committee.do(given, by, DAY)
    return codes(problem.value)


# --- the list on any day ----------------------------------------------------------------------------------------------

STEPS = st.lists(
    st.tuples(
        st.sampled_from([SENT, OTHER]),
        st.sampled_from(["accept", "accept", "decline", "ask"]),
        st.integers(0, 12),
        st.integers(0, 9),
    ),
    max_size=9,
)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
@pytest.mark.only("sqlite")
def test_the_list_of_any_day_is_exact(steps: list[tuple[str, str, int, int]]) -> None:
    """Against a model that knows only: whoever is taken in on a day sits from then until the next one does."""
    with transaction.atomic():
        committee, today = founded(), START
        joined: dict[str, dict[date, str]] = {SENT: {}, OTHER: {}}
        for number, (seat, what, gap, ahead) in enumerate(steps):
            today += timedelta(days=gap)
            _step(committee, seat, what, today, today + timedelta(days=ahead), f"Người {number}", joined)
        _agree(committee, joined, today + timedelta(days=15))
        transaction.set_rollback(True)
    forget_kept()


def _step(
    committee: Committee, seat: str, what: str, today: date, on: date, name: str, joined: dict[str, dict[date, str]]
) -> None:
    now = at(today.year, today.month, today.day)
    if what == "ask":
        held = any(day <= today for day in joined[seat])
        asked = RequestReplacement(body=BODY, seat=committee.seat(seat), reason="Không đáp ứng")
        _tried(committee, asked, now, may=held)
        return
    nominate = NominateMember(body=BODY, seat=committee.seat(seat), name=name)
    made = committee.do(nominate, MEMBER[seat], now).outcome["nomination"]
    accepted = what == "accept"
    answer = AnswerNomination(
        body=BODY, nomination=int(str(made)), accepted=accepted, reason="Chưa phù hợp", effective_from=on
    )
    taken_later = any(day >= on for day in joined[seat])
    done = _tried(committee, answer, now, may=not (accepted and taken_later))
    if done and accepted:
        joined[seat][on] = name
    elif not done:
        declined = AnswerNomination(body=BODY, nomination=int(str(made)), accepted=False, reason="Đã có người")
        committee.do(declined, "group-lead", now)


def _tried(committee: Committee, given: Any, now: Any, *, may: bool) -> bool:
    against: set[str] = set()
    try:
        committee.do(given, "group-lead", now)
    except Conflict as refused:
        against = codes(refused)
    assert not against or not may or against == {"request_open"}, against
    assert against or may
    return not against


def _agree(committee: Committee, joined: dict[str, dict[date, str]], last: date) -> None:
    reader, on = committee.reader("chair", DAY), START - timedelta(days=1)
    while on <= last:
        shown = {each.seat.key: each for group in group_lists(reader, on) for each in group.members}
        for seat, days in joined.items():
            sits = max((day for day in days if day <= on), default=None)
            assert shown[seat].seat.holder == (days[sits] if sits else None), (seat, on)
            assert shown[seat].since == sits
        on += timedelta(days=1)


# --- sending and replacing --------------------------------------------------------------------------------------------


def test_a_nomination_says_who_and_waits_for_one_answer(hp20: Committee) -> None:
    seat = hp20.seat(SENT)
    both = NominateMember(body=BODY, seat=seat, person=1, name="Cả hai", days_free=40)
    assert conflict(hp20, both, "member-so-noi-vu", BadInput) == {"one_person", "days_of_month"}
    made = hp20.do(NominateMember(body=BODY, seat=seat, name="Một người", days_free=8), "member-so-noi-vu", DAY)
    again = NominateMember(body=BODY, seat=seat, name="Người khác")
    assert conflict(hp20, again, "member-so-noi-vu") == {"nomination_waits"}
    nomination = int(str(made.outcome["nomination"]))
    silent = AnswerNomination(body=BODY, nomination=nomination, accepted=False)
    assert conflict(hp20, silent, kind=BadInput) == {"required"}
    early = AnswerNomination(body=BODY, nomination=nomination, effective_from=date(2020, 5, 1))
    assert conflict(hp20, early) == {"before_nomination"}
    hp20.do(AnswerNomination(body=BODY, nomination=nomination), "group-lead", DAY)
    assert conflict(hp20, AnswerNomination(body=BODY, nomination=nomination)) == {"answered"}
    row = Nomination.objects.get()
    assert row.tenure is not None
    assert row.tenure.effective_from == DAY.date()


def test_a_seat_by_post_is_not_sent_to_and_a_seat_outside_the_group_is_none_of_it(hp20: Committee) -> None:
    by_post = RequestReplacement(body=BODY, seat=hp20.seat(THIRD), reason="Bận")
    assert conflict(hp20, by_post) == {"seat_by_post"}
    outside = AssignMemberDuty(body=BODY, seat=hp20.seat("member-so-noi-vu"), text="Việc", effective_from=DAY.date())
    assert conflict(hp20, outside) == {"not_of_the_group"}
    vacant = RequestReplacement(body=BODY, seat=hp20.seat(SENT), reason="")
    assert conflict(hp20, vacant) == {"seat_vacant", "required"}


def test_the_request_is_settled_by_the_one_taken_in_and_says_how_long_it_took(hp20: Committee) -> None:
    first = hp20.do(NominateMember(body=BODY, seat=hp20.seat(SENT), name="Một"), "member-so-noi-vu", at(2020, 4, 1))
    hp20.do(AnswerNomination(body=BODY, nomination=first.outcome["nomination"]), "group-lead", at(2020, 4, 1))
    hp20.do(RequestReplacement(body=BODY, seat=hp20.seat(SENT), reason="Hay vắng"), "group-lead", DAY)
    second = hp20.do(NominateMember(body=BODY, seat=hp20.seat(SENT), name="Hai"), "member-so-noi-vu", at(2020, 5, 8))
    hp20.do(AnswerNomination(body=BODY, nomination=second.outcome["nomination"]), "group-lead", at(2020, 5, 11))
    request = replacement_requests(hp20.reader("chair", DAY), date(2020, 6, 1))[0]
    assert (request.settled_at is not None, request.waited) == (True, 5)
    shown = nominations(hp20.reader("member-so-noi-vu", DAY), date(2020, 6, 1))[0]
    assert (shown.person, shown.to_nominate, shown.to_answer) == ("Hai", 4, 1)


# --- sub-groups -------------------------------------------------------------------------------------------------------


def test_a_sub_group_is_what_it_was_on_any_day(hp20: Committee) -> None:
    seats = {key: hp20.seat(key) for key in (SENT, OTHER, THIRD)}
    group = _organised(hp20, "Nhóm 1", "Soạn thảo", (SENT, OTHER), SENT, date(2020, 5, 4))
    _organised(hp20, "Nhóm soạn thảo", "Soạn và rà soát", (OTHER, THIRD), OTHER, date(2020, 6, 1), group)
    hp20.do(EndSubGroup(body=BODY, sub_group=group, effective_until=date(2020, 7, 1)), "group-lead", at(2020, 6, 30))
    reader = hp20.reader("chair", DAY)
    assert sub_groups(reader, date(2020, 5, 3)) == sub_groups(reader, date(2020, 7, 1)) == []
    may, june = sub_groups(reader, date(2020, 5, 31))[0], sub_groups(reader, date(2020, 6, 30))[0]
    assert (may.name, may.duties) == ("Nhóm 1", "Soạn thảo")
    assert [(seat.id, head) for seat, head in may.seats] == [(seats[SENT], True), (seats[OTHER], False)]
    assert (june.name, june.number) == ("Nhóm soạn thảo", 1)
    assert [(seat.id, head) for seat, head in june.seats] == [(seats[OTHER], True), (seats[THIRD], False)]


def test_a_sub_group_wants_a_name_members_of_the_group_and_a_head_among_them(hp20: Committee) -> None:
    bad = OrganiseSubGroup(
        body=BODY, name=" ", seats=(hp20.seat("member-so-noi-vu"),), head=hp20.seat(SENT), effective_from=DAY.date()
    )
    assert conflict(hp20, bad, kind=BadInput) == {"required", "head_outside", "no_seat_then"}
    group = _organised(hp20, "Nhóm 1", "", (SENT,), SENT, date(2020, 6, 1))
    early = EndSubGroup(body=BODY, sub_group=group, effective_until=date(2020, 5, 20))
    assert conflict(hp20, early) >= {"sub_group_not_running"}


def _organised(
    committee: Committee, name: str, duties: str, seats: tuple[str, ...], head: str, on: date, group: int | None = None
) -> int:
    given = OrganiseSubGroup(
        body=BODY, name=name, duties=duties, seats=tuple(committee.seat(key) for key in seats),
        head=committee.seat(head), effective_from=on, sub_group=group,
    )  # fmt: skip
    return int(str(committee.do(given, "group-lead", DAY).outcome["sub_group"]))


@given(
    before=st.dictionaries(st.integers(1, 6), st.booleans(), max_size=6),
    after=st.sets(st.integers(1, 6), min_size=1),
    changes=st.data(),
)
def test_regrouping_ends_exactly_who_leaves_and_begins_exactly_who_comes(
    before: dict[int, bool], after: set[int], changes: st.DataObject
) -> None:
    head = changes.draw(st.sampled_from(sorted(after)))
    on = date(2020, 6, 1)
    stays = [
        Stay(id=10 + who, who=who, head=heads, effective_from=changes.draw(st.dates(date(2020, 5, 1), on)))
        for who, heads in before.items()
    ]
    made = regrouping(stays, after, head, on)
    gone = {*made.ended, *made.undone}
    left = {(each.who, each.head) for each in stays if each.id not in gone} | set(made.begun)
    assert left == {(who, who == head) for who in after}
    assert all(each.effective_from < on for each in stays if each.id in made.ended)
    assert replacement(stays, date(2020, 4, 1)).ended == ()


# --- called in, experts -----------------------------------------------------------------------------------------------


def test_a_requisition_counts_working_days_and_can_end_early(hp20: Committee) -> None:
    called = RequisitionMember(
        body=BODY, person=hp20.by("group-lead", DAY).person, host=hp20.agency("so-thong-tin-truyen-thong"),
        purpose="Soạn đề án", first_on=date(2020, 4, 27), last_on=date(2020, 5, 8),
    )  # fmt: skip
    made = hp20.do(called, "group-lead", at(2020, 4, 24))
    assert made.outcome["working_days"] == 8  # 30/4 and 1/5 are holidays
    assert conflict(hp20, called) == {"requisition_overlaps"}
    key = int(str(made.outcome["requisition"]))
    assert conflict(hp20, EndRequisition(body=BODY, requisition=key, last_on=date(2020, 5, 9))) == {"not_within"}
    hp20.do(EndRequisition(body=BODY, requisition=key, last_on=date(2020, 5, 5)), "group-lead", DAY)
    shown = requisitions(hp20.reader("chair", DAY), date(2020, 5, 4))[0]
    assert (shown.days, shown.days_so_far, shown.runs) == (5, 4, True)
    neither = RequisitionMember(
        body=BODY, host=hp20.agency("so-y-te"), purpose="", first_on=DAY.date(), last_on=date(2020, 5, 1)
    )
    assert conflict(hp20, neither, kind=BadInput) == {"seat_or_person", "required", "period_inverted"}


def test_an_expert_has_a_seat_with_an_end_below_whoever_admits(hp20: Committee) -> None:
    def expert(role: str) -> AdmitExpert:
        return AdmitExpert(
            body=BODY, name="Nhà khoa học", role=role, purpose="Phản biện", first_on=date(2020, 5, 4),
            last_on=date(2020, 5, 29),
        )  # fmt: skip

    assert conflict(hp20, expert("group_lead"), kind=BadInput) == {"not_below"}
    assert conflict(hp20, expert("chair"), kind=BadInput) == {"not_a_role_of_the_group"}
    person = int(str(hp20.do(expert("expert"), "group-lead", DAY).outcome["person"]))
    assert [each.role for each in seats_of_person(person, at(2020, 5, 29))] == ["expert"]
    assert seats_of_person(person, at(2020, 5, 30)) == []
    assert all(each.role != "expert" for each in seats_in_force(BODY, date(2020, 5, 30)))


# --- focal units ------------------------------------------------------------------------------------------------------


def test_a_focal_unit_gets_the_free_seat_and_leaves_it_at_the_end(hp20: Committee) -> None:
    agency = hp20.agency("so-noi-vu")

    def naming(name: str, *acts: str, on: date = date(2020, 5, 4)) -> NameFocalUnit:
        return NameFocalUnit(body=BODY, agency=agency, unit_name="Văn phòng", name=name, acts=acts, effective_from=on)

    wrong = naming("Ai đó", "convene_meeting")
    assert conflict(hp20, wrong, "member-so-noi-vu", BadInput) == {"not_deputable"}
    assert conflict(hp20, naming("Ai đó"), "member-so-noi-vu", BadInput) == {"required"}
    made = hp20.do(naming("Cán bộ", "report_progress"), "member-so-noi-vu", DAY).outcome
    seat = hp20.seat("focal-so-noi-vu")
    assert Tenure.objects.get(pk=made["tenure"]).seat_id == seat
    assert conflict(hp20, naming("Người khác", "report_progress"), "member-so-noi-vu") == {"focal_seat_held"}
    ended = EndFocalUnit(body=BODY, focal=int(str(made["focal"])), effective_until=date(2020, 6, 1))
    hp20.do(ended, "member-so-noi-vu", at(2020, 5, 29))
    assert Tenure.objects.get(pk=made["tenure"]).effective_until == date(2020, 6, 1)
    again = naming("Người khác", "report_progress", on=date(2020, 6, 1))
    hp20.do(again, "member-so-noi-vu", at(2020, 6, 1))
    held = [seat for seat in seats_in_force(BODY, date(2020, 6, 1)) if seat.key == "focal-so-noi-vu"]
    assert held[0].holder == "Người khác"


# --- fields -----------------------------------------------------------------------------------------------------------


def test_a_field_goes_over_on_its_day_and_the_past_keeps_its_holder(hp20: Committee) -> None:
    first = AssignField(
        body=BODY, title="Dữ liệu mở", seat=hp20.seat("member-so-noi-vu"), effective_from=date(2020, 5, 4)
    )
    key = str(hp20.do(first, "chair", DAY).outcome["key"])
    assert key == "du-lieu-mo"
    assert conflict(hp20, first, "chair") == {"field_given_later"}
    anew = AssignField(
        body=BODY, title="Dữ liệu mở", key=key, seat=hp20.seat("member-so-tu-phap"), effective_from=date(2020, 6, 1)
    )
    row = hp20.do(anew, "chair", DAY).outcome["field"]
    for on, holder in ((date(2020, 5, 31), "member-so-noi-vu"), (date(2020, 6, 1), "member-so-tu-phap")):
        shown = field_assignments(hp20.reader("chair", DAY), on)
        assert [each.seat.key for each in shown if each.seat] == [holder]
    hp20.do(EndField(body=BODY, field=int(str(row)), effective_until=date(2020, 7, 1)), "chair", DAY)
    assert field_assignments(hp20.reader("chair", DAY), date(2020, 7, 1)) == []
    assert FieldAssignment.objects.count() == 2


@pytest.mark.parametrize(
    ("lead", "head", "to"),
    [(1, 7, (1, (2,))), (None, 7, (5, (2, 6))), (None, None, (5, (2, 6)))],
)
def test_a_named_lead_leads_else_the_fields_member(lead: int | None, head: int | None, to: Any) -> None:
    held = FieldHeld(id=1, key="x", title=same("X"), agency=5, person=50, partners=(5, 6), clause="C")
    made = routed(lead, (2,), held, head)
    assert (made.lead, made.coordinating) == to
    assert routed(None, (), None, head).lead == head
