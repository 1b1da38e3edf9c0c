"""From a text to a running committee: what is read and answered by default founds a body whose record verifies."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, Final

import pytest

from chidao.acts.authority import Basis, Capacity, Matter, Question, may
from chidao.acts.registry import act_names
from chidao.acts.runner import check_record
from chidao.instruments.charter_amending import charter_file
from chidao.instruments.charter_format import read_charter
from chidao.instruments.models import Instrument, Provision
from chidao.instruments.writing.model import model_charter
from chidao.instruments.writing.regulation import write_regulation
from chidao.kernel.days import VIET_NAM
from chidao.kernel.errors import BadInput, Conflict, Refused
from chidao.kernel.wording import same
from chidao.ledger.models import Event
from chidao.mandates.models import Body
from chidao.mandates.queries import capacity_of, regulation, seats_in_force
from chidao.onboarding.access import may_found
from chidao.onboarding.adopting import adopt, first_account, recorder_of
from chidao.onboarding.drafts import discard, start, start_from_model, take, work_of
from chidao.onboarding.models import OnboardingDraft
from chidao.onboarding.reading import read_text, titles
from chidao.people.accounts import account_of_link
from chidao.people.models import Agency, Person
from chidao.reports.obligations import obligations
from tests.onboarding.texts import DECISION
from tests.reading.shared_texts import needs_texts, text_of

pytestmark = pytest.mark.django_db

NOW: Final = datetime(2026, 3, 2, 9, 0, tzinfo=VIET_NAM)
SHA: Final = "a" * 64
SEEDS: Final = ("000", "001", "002", "003", "004")


def started(text: str, **more: Any) -> OnboardingDraft:
    """Return a new draft of a text, with whatever has to be answered answered."""
    draft = start(owner="visitor:x", file_name="quyet-dinh.txt", sha256=SHA, text=text, now=NOW, **more)
    asked = {each.id: "2026-01-05" for each in work_of(draft).questions if each.missing and each.kind == "date"}
    return take(draft, {"do": "answer", "values": asked}, version=0, now=NOW) if asked else draft


def founded(text: str) -> str:
    """Found a body from a text, return its code."""
    draft = started(text)
    adopt(draft, version=draft.version, now=NOW)
    return draft.adopted_as


def runs(code: str) -> None:
    """Check that a body works: seats held, meetings due, and a record that verifies."""
    seats = seats_in_force(code, date(2026, 3, 2))
    assert any(each.holder for each in seats)
    assert recorder_of(code, NOW).seat
    due = obligations(code, date(2026, 3, 1), date(2027, 3, 31), date(2026, 3, 2))
    assert {"meeting"} <= {each.what for each in due}
    assert not check_record("default").findings


@needs_texts
@pytest.mark.parametrize("seed", SEEDS)
def test_each_seed_becomes_a_running_committee(seed: str) -> None:
    runs(founded(text_of(seed)))


@needs_texts
@pytest.mark.only("sqlite")
def test_all_seeds_become_bodies_of_one_installation() -> None:
    codes = [founded(text_of(seed)) for seed in SEEDS]
    assert len(set(codes)) == len(SEEDS)
    assert not check_record("default").findings


def test_a_text_becomes_a_running_committee() -> None:
    code = founded(DECISION)
    runs(code)
    seats = {each.key: each for each in seats_in_force(code, date(2026, 3, 2))}
    assert seats["chair"].holder == seats["chair"].post
    assert Person.objects.filter(automaton=True).count() == 1
    paper = Instrument.objects.get(body=code, source="original")
    assert (paper.label, paper.file_sha256) == ("318/QĐ-UBND", SHA)
    said = Provision.objects.exclude(official_text="")
    assert said.filter(official_text__contains="Sở Khoa học và Công nghệ là Cơ quan Thường trực").exists()


def test_who_holds_the_chair_may_call_the_first_meeting() -> None:
    code = founded(DECISION)
    chair = seated(code, "chair")
    matter = Matter(body=code, says=same("họp"), facets={"meeting": "regular", "unit": "committee"})
    question = Question(capacity=chair, act="convene_meeting", matter=matter, at=NOW, known_at=NOW)
    assert isinstance(may(question), Basis)


def seated(code: str, key: str) -> Capacity:
    """Return who sits in a seat."""
    seat = next(each for each in seats_in_force(code, date(2026, 3, 2)) if each.key == key)
    assert seat.person is not None
    found = capacity_of(code, seat.person, seat.id, NOW)
    assert found is not None
    return found


def later_text(dated: str = "ngày 01 tháng 3 năm 2026") -> str:
    """Return the text of some time later: another number and day, one member fewer."""
    text = re.sub(r"(?m)^(Bình Minh, )ngày .*$", rf"\g<1>{dated}", DECISION).replace("318/QĐ-UBND", "44/QĐ-UBND")
    text = re.sub(
        r"thay thế Quyết định số \d+/QĐ-UBND ngày [^.]* năm \d{4}", "thay thế Quyết định số 318/QĐ-UBND", text
    )
    text = re.sub(r"(?m)^\d+\. Ủy viên: Giám đốc Sở Công Thương\.\n", "", text)
    return text.replace("Sở Nông nghiệp và Môi trường", "Sở Nông nghiệp & Môi trường")


def test_a_later_text_of_the_body_keeps_the_seats_that_it_names_again() -> None:
    code = founded(DECISION)
    before = {each.key: each.id for each in seats_in_force(code, date(2026, 3, 2))}
    draft = started(later_text(), body=code)
    chair = Person.objects.get(pk=seated(code, "chair").person)
    receipt = adopt(draft, version=draft.version, now=NOW, person=chair)
    assert receipt.basis["kind"] != "foundation"
    after = {each.key: each.id for each in seats_in_force(code, date(2026, 3, 2))}
    gone = {key for key in before if before[key] != after.get(key)}
    assert {key for key in gone if key.startswith("member")} == {"member-so-cong-thuong"}
    assert after["chair"] == before["chair"]
    assert recorder_of(code, NOW).seat
    assert Agency.objects.filter(name__startswith="Sở Nông nghiệp").count() == 1
    assert not check_record("default").findings


@pytest.mark.only("sqlite")
def test_a_later_text_takes_effect_later() -> None:
    code = founded(DECISION)
    draft = started(later_text("ngày 01 tháng 3 năm 2019"), body=code)
    with pytest.raises(BadInput) as told:
        adopt(draft, version=draft.version, now=NOW, person=Person.objects.get(pk=seated(code, "chair").person))
    assert [reason.code for reason in told.value.reasons] == ["effect_too_early"]


def test_nobody_adopts_the_next_regulation_of_a_body_without_a_seat_in_it() -> None:
    code = founded(DECISION)
    draft = started(later_text(), body=code)
    with pytest.raises(Refused):
        adopt(draft, version=draft.version, now=NOW)
    member = Person.objects.get(pk=seated(code, "member-so-noi-vu").person)
    with pytest.raises(Refused):
        may_found(member, False, None, NOW, body=code)
    with pytest.raises(Refused):
        adopt(draft, version=draft.version, now=NOW, person=member)


def test_who_may_record_brings_in_what_the_head_signed_on_paper() -> None:
    code = founded(DECISION)
    clerk = Person.objects.get(pk=recorder_of(code, NOW).person)
    assert may_found(clerk, False, None, NOW, body=code)
    draft = started(later_text(), body=code)
    receipt = adopt(draft, version=draft.version, now=NOW, person=clerk)
    event = Event.objects.get(chain=code, seq=receipt.seq)
    assert (event.actor_seat, event.operator_person) == (seated(code, "chair").seat, clerk.pk)
    assert event.evidence == [SHA]


@pytest.mark.only("sqlite")
def test_what_stands_in_the_way_is_told_by_its_question() -> None:
    text = DECISION.replace("Quyết định này có hiệu lực kể từ ngày ký và thay thế", "Quyết định này thay thế")
    text = re.sub(r"(?m)^Bình Minh, ngày .*$", "Bình Minh, ngày      tháng 02 năm 2026", text)
    draft = start(owner="visitor:x", file_name="", sha256=SHA, text=text, now=NOW)
    with pytest.raises(BadInput) as told:
        adopt(draft, version=0, now=NOW)
    assert "paper.effective_on" in {reason.field for reason in told.value.reasons}
    assert not Body.objects.exists()


def test_a_draft_is_adopted_once() -> None:
    draft = started(DECISION)
    adopt(draft, version=draft.version, now=NOW)
    again = OnboardingDraft.objects.get(pk=draft.pk)
    with pytest.raises(Conflict):
        adopt(again, version=again.version, now=NOW)
    with pytest.raises(Conflict):
        discard(again)
    assert not work_of(again).can_undo


def test_who_is_to_record_gets_an_account_by_a_link() -> None:
    code = founded(DECISION)
    account = account_of_link(*first_account(code, "vanthu", NOW))
    assert account is not None
    assert account.person_id == recorder_of(code, NOW).person
    assert (
        account_of_link(*first_account(code, "vanthu", NOW)) == account
    )  # not used yet: another link, no second account
    account.set_password("một mật khẩu thật dài")
    account.save()
    with pytest.raises(Conflict):
        first_account(code, "vanthu", NOW)


def test_what_was_corrected_added_and_rejected_is_what_runs() -> None:
    draft = started(DECISION)
    for step in (
        {"do": "reject", "items": ["seats/member-so-y-te"]},
        {"do": "correct", "item": "seats/chair", "values": {"person": "Người Giữ Chức"}},
        {"do": "add", "section": "agencies", "values": {"name": "Sở Du lịch", "kind": "department"}},
        {"do": "add", "section": "seats", "values": {"role": "member", "holder": "Giám đốc Sở Du lịch",
                                                     "agency": "so-du-lich"}},
        {"do": "add", "section": "duties", "values": {"title.vi": "Đánh giá", "what": "review", "unit": "group",
                                                      "months": "6", "clause": ""}},
    ):  # fmt: skip
        draft = take(draft, step, version=draft.version, now=NOW)
    receipt = adopt(draft, version=draft.version, now=NOW)
    seats = {each.title.vi: each for each in seats_in_force(receipt.chain, date(2026, 3, 2))}
    assert not any("Sở Y tế" in title and "Ủy viên" in title for title in seats)
    added = next(seat for title, seat in seats.items() if "Sở Du lịch" in title and seat.role == "member")
    assert not added.in_source
    assert any(seat.holder == "Người Giữ Chức" for seat in seats.values())


MODEL: Final = {
    "name": "Ban Chỉ đạo chuyển đổi số tỉnh Bình Minh", "level": "tỉnh", "place": "Bình Minh", "number": "12",
    "symbol": "QĐ-UBND", "signed_on": "2026-01-05", "standing_body": "Sở Khoa học và Công nghệ",
    "members": "Sở Nội vụ\nSở Tài chính",
}  # fmt: skip


def test_the_model_regulation_becomes_a_running_committee() -> None:
    draft = start_from_model(owner="visitor:x", values=MODEL, now=NOW)
    work = work_of(draft)
    assert all(work.text[item.span.start : item.span.end].strip() for item in work.items if item.span)
    assert {item.confidence for item in work.items if item.section == "seats"} == {1}
    meeting = next(item.id for item in work.items if item.id.startswith("duties/") and item.entry["what"] == "meeting")
    draft = take(draft, {"do": "correct", "item": meeting, "values": {"months": "2"}}, version=0, now=NOW)
    adopt(draft, version=draft.version, now=NOW)
    runs(draft.adopted_as)
    assert not Provision.objects.exclude(official_text="").exists()  # nobody has signed the model's words


@pytest.mark.only("sqlite")
def test_what_does_not_fit_the_model_is_told_by_its_field() -> None:
    with pytest.raises(BadInput) as told:
        start_from_model(owner="visitor:x", values={**MODEL, "signed_on": "hôm qua"}, now=NOW)
    assert "signed_on" in {reason.field for reason in told.value.reasons}


@pytest.mark.only("sqlite")
def test_a_regulation_written_out_here_is_read_back_to_the_charter_it_was() -> None:
    data = model_charter(MODEL)
    charter = read_charter(charter_file(data), known_acts=act_names())
    text = str(write_regulation(charter, acts=titles(), with_codes=True))
    assert read_text(text).draft.charter == data
    runs(founded(text))
    # Where a sentence was changed to one that it does not write, it is read as any other text.
    assert read_text(text.replace("thứ tự 1;", "thứ tự nhất;")).draft.charter["id"] == "12-qd-ubnd"


def test_two_papers_of_a_body_without_a_number_stay_apart() -> None:
    text = DECISION.replace("318/QĐ-UBND", "     /QĐ-UBND")
    code = founded(text)
    later = later_text().replace("44/QĐ-UBND", "     /QĐ-UBND")
    draft = started(later, body=code)
    chair = Person.objects.get(pk=seated(code, "chair").person)
    adopt(draft, version=draft.version, now=NOW, person=chair)
    papers = list(Instrument.objects.filter(body=code, source="original").values_list("charter_id", flat=True))
    assert len(papers) == len(set(papers)) == 2
    current = regulation(code, date(2026, 3, 2))
    assert current is not None
    assert {charter.id for charter in current.charters} == {papers[1], f"{papers[1]}-inst"}
    assert not check_record("default").findings


@pytest.mark.only("sqlite")
def test_an_agency_said_to_be_a_known_one_lends_its_id() -> None:
    code = founded(DECISION)
    other = start(owner="visitor:x", file_name="", sha256=SHA, text=DECISION.replace("Bình Minh", "Hoàng Hôn"), now=NOW)
    item = next(each for each in work_of(other).items if each.entry.get("name") == "Sở Khoa học và Công nghệ")
    assert item.matched is None  # whether another body's agency is this one is for somebody to say
    assert [each.code for each in item.matches if each.likeness == 1] == [f"{code}/so-khoa-hoc-va-cong-nghe"]
    step = {"do": "match", "item": item.id, "code": item.matches[0].code}
    other = take(other, step, version=0, now=NOW)
    adopt(other, version=1, now=NOW)
    assert Agency.objects.filter(code=f"{other.adopted_as}/so-khoa-hoc-va-cong-nghe").count() == 1


@pytest.mark.only("sqlite")
def test_the_bodys_own_agency_is_known_until_somebody_says_no() -> None:
    code = founded(DECISION)
    draft = started(later_text(), body=code)
    item = next(each for each in work_of(draft).items if "Sở Nông nghiệp" in each.entry.get("name", ""))
    assert item.matched == f"{code}/so-nong-nghiep-va-moi-truong"
    draft = take(draft, {"do": "match", "item": item.id, "code": ""}, version=draft.version, now=NOW)
    assert next(each for each in work_of(draft).items if each.id == item.id).matched is None
