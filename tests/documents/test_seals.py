"""Which seal goes with whose signature: every seal tried against every role, in every committee, at its time."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chidao.acts.authority import Capacity
from chidao.acts.runner import Call, perform
from chidao.documents.acts import IssueDocument
from chidao.documents.models import Document
from chidao.documents.rules import against_seal, seals_of, signed_by
from chidao.instruments.charter import Regulation
from chidao.instruments.charter_rules import regulation_of
from chidao.kernel.errors import Refused
from chidao.kernel.wording import same
from chidao.mandates.acts.absences import RecordAbsence
from chidao.mandates.acts.succession import RenameAgency
from chidao.mandates.models import Seat
from chidao.meetings.acts import DraftConclusion, IssueConclusionNotice
from tests.clauses.at_work import AtWork, at, founded
from tests.instruments.charters import generated_charters, shipped

STTTT: Final = "Sở Thông tin và Truyền thông"
HP: Final = "UBND thành phố Hải Phòng"
OWN: Final = "own"
IN_HAI_PHONG: Final = {
    ("chair", False): HP, ("standing_vice_chair", False): HP, ("standing_vice_chair", True): HP,
    ("vice_chair", False): STTTT, ("group_lead", False): STTTT, ("group_deputy", True): STTTT,
}  # fmt: skip


def _province(seal: str, **clauses: str) -> dict[tuple[str, bool], tuple[str, str]]:
    """Return the seals of a province whose leaders use one seal, the others their own agency's."""
    leaders, lead = clauses["leaders"], clauses["lead"]
    return {
        ("chair", False): (seal, leaders),
        ("standing_vice_chair", False): (seal, leaders),
        ("standing_vice_chair", True): (seal, leaders),
        ("vice_chair", False): (OWN, leaders),
        ("member", False): (OWN, leaders),
        ("group_lead", False): (STTTT, lead),
        ("group_deputy", True): (STTTT, lead),
    }


EXPECTED: Final[dict[tuple[str, date], dict[tuple[str, bool], tuple[str, str]]]] = {
    ("HP20", date(2021, 5, 4)): {each: (seal, "HP20-inst-18") for each, seal in IN_HAI_PHONG.items()},
    ("HP22", date(2022, 6, 1)): {each: (seal, "HP22-inst-18") for each, seal in IN_HAI_PHONG.items()},
    ("TH", date(2022, 6, 1)): _province("UBND tỉnh Thanh Hóa", leaders="TH-8", lead="TH-inst-23"),
    ("TTH", date(2022, 6, 1)): _province("Chủ tịch UBND tỉnh Thừa Thiên Huế", leaders="TTH-13", lead="TTH-inst-23"),
    ("NA", date(2022, 6, 1)): {
        ("chair", False): ("UBND tỉnh Nghệ An", "NA-inst-23"),
        ("vice_chair", False): ("UBND tỉnh Nghệ An", "NA-inst-23"),
        ("vice_chair", True): ("UBND tỉnh Nghệ An", "NA-inst-23"),
        ("member", False): (OWN, "NA-inst-23"),
        ("group_lead", False): (STTTT, "NA-13"),
        ("group_deputy", True): (STTTT, "NA-inst-23"),
    },
}


@cache
def in_force(charter_id: str, on: date) -> Regulation:
    return regulation_of([shipped(charter_id), shipped(f"{charter_id}-inst")], on)


@pytest.mark.parametrize(("charter_id", "on"), EXPECTED)
def test_each_seal_with_each_role(charter_id: str, on: date) -> None:
    current, expected = in_force(charter_id, on), EXPECTED[charter_id, on]
    own = "Sở của người ký"
    seals = [*seals_of(current, [each.name for each in current.agencies]), own]
    for role in current.roles:
        for standing_in in (False, True):
            signed = signed_by(current, role.id, standing_in=standing_in, title=role.title, agency=own)
            right, clause = expected.get((role.id, standing_in), ("", None))
            right = own if right == OWN else right
            assert (signed.seal, signed.clause) == (right, clause), (role.id, standing_in)
            assert not list(against_seal(signed, ""))
            for seal in seals:
                found = list(against_seal(signed, seal))
                assert bool(found) is (seal != right), (role.id, standing_in, seal)
                assert all((each.code, each.clause) == ("wrong_seal", clause) for each in found)
                assert all(right in each.remedy.vi for each in found if each.remedy)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(generated_charters())
def test_under_any_regulation_the_seal_is_the_one_it_lays_down(charter: Any) -> None:
    current = Regulation(date(2026, 1, 1), (charter,))
    (entry,) = charter.signatures
    signed = signed_by(current, entry.role, standing_in=False, title=same("Người ký"))
    assert signed.seal == (entry.seal or "")
    assert not list(against_seal(signed, signed.seal))
    assert [each.clause for each in against_seal(signed, f"{signed.seal} khác")] == [entry.clause]


@given(st.text(min_size=1, max_size=20).filter(lambda post: bool(post.strip())))
def test_the_signers_post_stands_in_capitals_under_the_title(post: str) -> None:
    current = in_force("TH", date(2022, 6, 1))
    signed = signed_by(current, "vice_chair", standing_in=False, title=same("x"), agency="Sở A", post=post)
    assert signed.lines == ("PHÓ TRƯỞNG BAN", "", post.upper())
    assert signed_by(current, "vice_chair", standing_in=False, title=same("x")).lines == ("PHÓ TRƯỞNG BAN",)


def letter(body: str, seal: str = "", kind: str = "CV") -> IssueDocument:
    return IssueDocument(body=body, kind=kind, title="về tiến độ", text=("Đề nghị báo cáo.",), seal=seal)


@pytest.mark.django_db
@pytest.mark.parametrize("charter_id", ["HP20", "HP22", "TH", "TTH", "NA"])
def test_acts_refuse_what_is_another_roles(charter_id: str, settings: Any) -> None:
    committee, when = founded(charter_id, at(2022, 6, 1), settings), at(2022, 6, 6)
    seals = {
        key: committee.do(letter(committee.body), key, when).outcome["document"]
        for key in ("chair", "standing-vice-chair", "vice-chair-ubnd", "vice-chair", "vice-chair-so", "group-lead")
        if key in committee.seats
    }
    used = {key: Document.objects.get(pk=made).seal for key, made in seals.items()}
    assert len(set(used.values())) == 2
    for key, right in used.items():
        for seal in set(used.values()) - {right}:
            with pytest.raises(Refused) as refused:
                committee.do(letter(committee.body, seal), key, when)
            (reason,) = refused.value.reasons
            assert reason.code == "wrong_seal"
            assert reason.clause in {clause for _, clause in _clauses(charter_id).values()}
        committee.do(letter(committee.body, right.upper()), key, when)


def _clauses(charter_id: str) -> dict[tuple[str, bool], tuple[str, str]]:
    return next(found for (name, _), found in EXPECTED.items() if name == charter_id)


@pytest.mark.django_db
def test_ones_own_agency_seals_under_the_name_of_the_day(settings: Any) -> None:
    th = founded("TH", at(2022, 6, 1), settings)
    new, agency = "Sở Khoa học và Công nghệ mới", th.agency("so-thong-tin-truyen-thong")
    then, now = at(2022, 6, 30), at(2022, 7, 1)
    former = th.by("vice-chair-so", then)
    th.do(RenameAgency(body="TH", agency=agency, name=new, effective_from=now.date()), "clerk", now)
    th.seats |= {seat.key: seat for seat in Seat.objects.filter(effective_until=None)}
    for who, when, right, wrong in (
        (th.by("vice-chair-so", now), now, new, STTTT),
        (former, then, STTTT, new),  # told later, dated before: under the name of its own day
    ):
        assert _sealed(who, when, right) == right
        with pytest.raises(Refused) as refused:
            _sealed(who, when, wrong)
        assert [each.clause for each in refused.value.reasons] == ["TH-8"]


def _sealed(who: Capacity, when: datetime, seal: str) -> str:
    """Issue a letter of an instant, told of on 2 July, and return its seal."""
    call = Call(act="issue_document", given=letter(who.body, seal), by=who, at=when, now=at(2022, 7, 2))
    return Document.objects.get(pk=perform(call).outcome["document"]).seal


@pytest.mark.django_db
def test_who_stands_in_signs_for_the_head_under_the_heads_seal(settings: Any) -> None:
    th = founded("TH", at(2022, 6, 1), settings)
    away = RecordAbsence(body="TH", seat=th.seat("chair"), first_on=date(2022, 6, 6), last_on=date(2022, 6, 8))
    th.do(away, "clerk", at(2022, 6, 3))
    made = th.do(letter("TH", kind="KH"), "vice-chair-ubnd", at(2022, 6, 7)).outcome["document"]
    document = Document.objects.get(pk=made)
    assert document.signature_lines[:2] == ["KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN THƯỜNG TRỰC"]
    assert document.signature_lines[-1] == "PHÓ CHỦ TỊCH UBND TỈNH"
    assert document.seal == "UBND tỉnh Thanh Hóa"


@pytest.mark.django_db
def test_a_notice_of_conclusions_takes_the_seal_of_who_signs_it(settings: Any) -> None:
    na: AtWork = founded("NA", at(2022, 6, 1), settings)
    starts = at(2022, 6, 20, 9)
    meeting = na.convene(by="group-lead", when=at(2022, 6, 6), starts_at=starts, unit="group")
    na.invite(meeting, at(2022, 6, 6), by="group-lead")
    na.hold(meeting, at(2022, 6, 20, 11), by="group-lead")
    draft = DraftConclusion(body="NA", meeting=meeting, text="Khảo sát", lead_agency=na.agency("so-noi-vu"))
    na.do(draft, "clerk", at(2022, 6, 21))
    notice = IssueConclusionNotice(body="NA", meeting=meeting, seal="UBND tỉnh Nghệ An")
    with pytest.raises(Refused) as refused:
        na.do(notice, "group-lead", at(2022, 6, 22))
    assert [each.clause for each in refused.value.reasons] == ["NA-13"]
    made = na.do(IssueConclusionNotice(body="NA", meeting=meeting, seal=STTTT), "group-lead", at(2022, 6, 22))
    assert Document.objects.get(pk=made.outcome["document"]).seal == STTTT
