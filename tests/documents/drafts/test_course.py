"""Drafts of a committee at work: written, asked about, submitted, agreed to step by step, issued exactly as frozen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection

from chidao.acts.runner import Call, perform
from chidao.documents.acts import IssueDocument
from chidao.documents.acts.drafts import (
    ApproveDraft,
    AskDraftOpinion,
    GiveDraftOpinion,
    ReturnDraft,
    SubmitDraft,
    WithdrawDraft,
)
from chidao.documents.composing import document_paper
from chidao.documents.drafts import desk
from chidao.documents.drafts.forms import blank
from chidao.documents.drafts.queries import draft_list, draft_page
from chidao.documents.models import (
    Delivery,
    Document,
    Draft,
    DraftLook,
    DraftNote,
    DraftOpinion,
    DraftVersion,
    Submission,
)
from chidao.documents.queries import document_page
from chidao.instruments.models import Link
from chidao.kernel.errors import BadInput, Conflict, NotFound, Refused
from chidao.ledger.models import Event, OutboxMessage
from chidao.mandates.acts.absences import RecordAbsence
from tests.clauses.at_work import CLERK, AtWork, at, founded
from tests.documents.drafts.at_desk import DAY, PLAN, agree, begun, submitted

pytestmark = pytest.mark.django_db
LATER = at(2022, 6, 7)


@pytest.fixture
def th(settings: Any) -> AtWork:
    return founded("TH", at(2022, 6, 1), settings)


def codes(error: pytest.ExceptionInfo[Any]) -> set[str]:
    return {reason.code for reason in error.value.reasons}


def issue(th: AtWork, submission: Submission, by: str = "chair", when: Any = DAY, **more: Any) -> Document:
    made = th.do(IssueDocument(body="TH", submission=submission.pk, **more), by, when).outcome
    found: Document = Document.objects.get(pk=made["document"])
    return found


# ---------------------------------------------------------------- the desk: no act, no event


def test_versions_are_kept_and_the_later_of_two_windows_is_told_who_was_quicker(th: AtWork) -> None:
    draft, before, clerk = begun(th), Event.objects.count(), th.by(CLERK, DAY)
    mine, theirs = Draft.objects.get(pk=draft.pk), Draft.objects.get(pk=draft.pk)
    desk.save_version(theirs, {**PLAN, "text": "1. Việc khác."}, version=1, by=th.by("group-lead", DAY), now=DAY)
    with pytest.raises(Conflict) as told:
        desk.save_version(mine, {**PLAN, "text": "1. Việc của tôi."}, version=1, by=clerk, now=DAY)
    assert DraftVersion.objects.get(draft=draft, number=2).by.name in str(told.value)
    fresh = Draft.objects.get(pk=draft.pk)
    desk.save_version(fresh, {**PLAN, "text": "1. Việc của tôi."}, version=2, by=clerk, now=DAY, note="Sau đó")
    desk.restore(fresh, 2, version=3, by=clerk, now=DAY)
    desk.save_version(fresh, {**PLAN, "text": "1. Việc khác."}, version=4, by=clerk, now=DAY)  # nothing changed
    rows = DraftVersion.objects.filter(draft=draft).order_by("number")
    assert [(each.number, each.way, each.content["text"]) for each in rows][1:] == [
        (2, "typed", "1. Việc khác."), (3, "typed", "1. Việc của tôi."), (4, "restored", "1. Việc khác."),
    ]  # fmt: skip
    assert Event.objects.count() == before


def test_a_draft_bears_no_mark_of_secrecy_and_has_a_form_that_is_known(th: AtWork) -> None:
    for form, text in (("plan", "MẬT\n1. Nội dung."), ("no-such-form", "1. Nội dung.")):
        with pytest.raises(BadInput):
            begun(th, form, text=text)
    draft = begun(th)
    with pytest.raises(BadInput):
        desk.comment(draft, "TUYỆT MẬT", version=1, by=th.by(CLERK, DAY), now=DAY)
    assert (Draft.objects.count(), DraftNote.objects.count()) == (1, 0)


def test_notes_looks_and_giving_up_are_kept(th: AtWork) -> None:
    draft, lead = begun(th), th.by("group-lead", DAY)
    note = desk.comment(draft, "Nêu rõ thời hạn", version=1, by=lead, now=DAY, place=2)
    desk.settle(draft, note.pk, by=th.by(CLERK, DAY), now=LATER)
    for when in (DAY, LATER):
        desk.look(draft, 1, by=lead, now=when)
    assert [(each.version, each.looked_at) for each in DraftLook.objects.filter(draft=draft)] == [(1, LATER)]
    found = draft_page(th.reader(CLERK, DAY), draft.pk)
    assert [(each.text, each.place, each.settled) for each in found.notes] == [("Nêu rõ thời hạn", 2, True)]
    submission = submitted(th, draft)
    with pytest.raises(Conflict):
        desk.give_up(draft, now=DAY)
    th.do(WithdrawDraft(body="TH", submission=submission.pk), CLERK, DAY)
    desk.give_up(draft, now=DAY)
    with pytest.raises(Conflict):
        desk.save_version(Draft.objects.get(pk=draft.pk), {**PLAN, "text": "1. Nữa."}, version=1, by=lead, now=DAY)


# ---------------------------------------------------------------- submitted, agreed, issued


def test_it_is_issued_exactly_as_it_was_frozen_after_everybody_agreed_in_order(th: AtWork) -> None:
    draft = begun(th)
    submission = submitted(th, draft, content=("group-lead",), form=CLERK, due_on=date(2022, 6, 10))
    desk.save_version(draft, {**PLAN, "text": "1. Đổi sau khi trình."}, version=1, by=th.by(CLERK, DAY), now=DAY)
    with pytest.raises(Conflict) as early:
        issue(th, submission)
    assert codes(early) == {"steps_open"}
    with pytest.raises(Refused):  # the form is the clerk's to check, the content is not
        agree(th, submission, CLERK)
    with pytest.raises(Refused) as another:
        agree(th, submission, "vice-chair-ubnd")
    assert codes(another) == {"step_of_another"}
    assert agree(th, submission, "group-lead", words="Nhất trí").basis["clause"] == "TH-inst-29"
    checked = agree(th, submission, CLERK)
    assert checked.outcome["breaches"] == 0
    document = issue(th, submission, agencies=(th.agency("so-y-te"),), duty="annual-plan", cycle="2022")
    assert (document.label, document.title) == ("01/KH-BCĐCĐS", PLAN["title"])
    assert document.content == DraftVersion.objects.get(draft=draft, number=1).content
    assert document.recipients == ["Sở Nội vụ", "Sở Y tế"]
    assert list(Delivery.objects.filter(document=document).values_list("agency", flat=True)) == [th.agency("so-y-te")]
    printed = document_paper(document_page(th.reader("chair", DAY), document.pk)).paper
    assert printed.subject == PLAN["title"]
    submission.refresh_from_db()
    assert (submission.state, submission.document) == ("issued", document)
    with pytest.raises(Conflict) as twice:
        issue(th, submission)
    assert "submission_ended" in codes(twice)
    with pytest.raises(Conflict) as done:
        desk.save_version(draft, {**PLAN, "text": "1. Sau khi ban hành."}, version=2, by=th.by(CLERK, DAY), now=DAY)
    assert codes(done) == {"draft_done"}
    told = {each.payload["path"] for each in OutboxMessage.objects.filter(topic="notice")}
    assert told >= {f"/TH/drafts/{draft.pk}/", f"/TH/documents/{document.pk}/"}


def test_what_is_said_beside_the_draft_and_content_changed_behind_the_door_are_refused(th: AtWork) -> None:
    submission = submitted(th, begun(th))
    with pytest.raises(BadInput) as beside:
        issue(th, submission, title="Kế hoạch khác", text=("Khác.",))
    assert {(each.code, each.field) for each in beside.value.reasons} == {
        ("from_the_draft", "title"), ("from_the_draft", "text"),
    }  # fmt: skip
    letter = submitted(th, begun(th, "letter", addressed=["Sở Y tế"]), decides="vice-chair-so")
    with pytest.raises(Refused) as other:  # may issue in general, yet it is not this seat's signature that was asked
        issue(th, letter)
    assert codes(other) == {"step_of_another"}
    _behind_the_door(submission)
    with pytest.raises(Conflict) as changed:
        issue(th, submission)
    assert codes(changed) == {"content_changed"}
    assert Document.objects.count() == 0


def _behind_the_door(submission: Submission) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE documents_submission SET title = %s WHERE id = %s", ["Tên bị đổi", submission.pk])


def test_whoever_stands_in_for_the_absent_decides_and_signs_for_them(th: AtWork) -> None:
    submission = submitted(th, begun(th))
    with pytest.raises(Refused):
        issue(th, submission, by="vice-chair-ubnd", when=LATER)
    away = RecordAbsence(body="TH", seat=th.seat("chair"), first_on=date(2022, 6, 7), last_on=date(2022, 6, 9))
    th.do(away, "chair", DAY)
    document = issue(th, submission, by="vice-chair-ubnd", when=LATER)
    submission.refresh_from_db()
    decided: Any = submission.steps.get(kind="sign").decided_by
    assert decided["seat"] == th.seat("vice-chair-ubnd")
    assert "thay" in decided["basis"]["vi"]
    assert document.signed_seat_id == th.seat("vice-chair-ubnd")


def test_the_clerk_records_the_signature_from_the_signed_paper(th: AtWork) -> None:
    submission = submitted(th, begun(th))
    given = IssueDocument(body="TH", submission=submission.pk, number=12)
    call = Call(
        act="issue_document", given=given, by=th.by("chair", DAY), operator=th.by(CLERK, LATER), at=DAY, now=LATER,
        evidence=("a" * 64,),
    )  # fmt: skip
    document = Document.objects.get(pk=perform(call).outcome["document"])
    assert (document.number, document.dated_on) == (12, date(2022, 6, 6))
    assert document.submission.state == "issued"


def test_returned_with_a_reason_it_is_written_on_and_submitted_again(th: AtWork) -> None:
    draft = begun(th)
    first = submitted(th, draft, content=("group-lead",))
    with pytest.raises(Conflict) as still:
        submitted(th, draft)
    assert codes(still) == {"already_submitted"}
    with pytest.raises(BadInput):
        th.do(ReturnDraft(body="TH", submission=first.pk, words=" "), "group-lead", DAY)
    th.do(ReturnDraft(body="TH", submission=first.pk, words="Thiếu nguồn lực."), "group-lead", DAY)
    told = OutboxMessage.objects.filter(topic="notice").latest("pk").payload
    assert told["persons"] == [th.by(CLERK, DAY).person]
    desk.save_version(draft, {**PLAN, "text": "1. Có nguồn lực."}, version=1, by=th.by(CLERK, DAY), now=DAY)
    with pytest.raises(Conflict) as old:
        th.do(SubmitDraft(body="TH", draft=draft.pk, version=1, decided_by=th.seat("chair")), CLERK, DAY)
    assert codes(old) == {"draft_changed"}
    second = submitted(th, draft)
    with pytest.raises(Refused) as not_mine:
        th.do(WithdrawDraft(body="TH", submission=second.pk), "group-lead", DAY)
    assert not_mine.value.reasons
    assert [each.state for each in draft_page(th.reader(CLERK, DAY), draft.pk).submissions] == ["agreed", "returned"]


def test_gaps_empty_seats_and_steps_without_power_are_all_named(th: AtWork) -> None:
    draft = desk.start(body="TH", form="plan", by=th.by(CLERK, DAY), now=DAY, content=blank("plan"))
    given = SubmitDraft(
        body="TH", draft=draft.pk, version=1, content_by=(th.seat("member-so-y-te"),), form_by=th.seat("group-lead"),
        decided_by=th.seat("group-lead"), due_on=date(2022, 6, 1),
    )  # fmt: skip
    with pytest.raises(BadInput) as wrong:
        th.do(given, CLERK, DAY)
    assert {"wanting", "left_open", "in_the_past", "step_without_power"} <= codes(wrong)
    fields = {each.field for each in wrong.value.reasons if each.code == "step_without_power"}
    assert fields == {"content_by", "form_by", "decided_by"}


# ---------------------------------------------------------------- who sees what, and opinions


def test_opinions_are_asked_of_agencies_and_persons_and_given_once(th: AtWork) -> None:
    draft, member = begun(th), "head-ubnd-sam-son"
    with pytest.raises(NotFound):
        draft_page(th.reader(member, DAY), draft.pk)
    person = th.by("member-so-noi-vu", DAY).person
    agency = th.seats[member].agency_id
    assert agency is not None
    asked = AskDraftOpinion(
        body="TH", draft=draft.pk, version=1, agencies=(agency,), persons=(person,), question="Mục 2?",
        due_on=date(2022, 6, 10),
    )  # fmt: skip
    made = th.do(asked, CLERK, DAY)
    desk.save_version(draft, {**PLAN, "text": "1. Bản sau."}, version=1, by=th.by(CLERK, DAY), now=DAY)
    seen = draft_page(th.reader(member, DAY), draft.pk)
    assert (seen.whole, [each.number for each in seen.versions], len(seen.opinions)) == (False, [1], 1)
    assert draft_list(th.reader(member, DAY), which="waiting")[0].asks_me
    of_agency, of_person = (int(each) for each in made.outcome["opinions"])
    with pytest.raises(BadInput):
        th.do(GiveDraftOpinion(body="TH", opinion_id=of_agency, opinion="changes"), member, DAY)
    with pytest.raises(Refused):
        th.do(GiveDraftOpinion(body="TH", opinion_id=of_person, opinion="agree"), member, DAY)
    given = GiveDraftOpinion(body="TH", opinion_id=of_agency, opinion="changes", words="Thêm dữ liệu y tế.")
    th.do(given, member, DAY)
    with pytest.raises(Conflict):
        th.do(given, member, DAY)
    row = DraftOpinion.objects.get(pk=of_agency)
    assert (row.opinion, row.words, row.content) == ("changes", "Thêm dữ liệu y tế.", row.content)
    with pytest.raises(Conflict):
        th.do(asked, CLERK, DAY)


def test_approving_is_of_the_papers_asked_for_and_the_new_one_ends_the_old(th: AtWork) -> None:
    plan = submitted(th, begun(th), paper="group_plan")
    with pytest.raises(Conflict) as no_number:
        issue(th, plan)
    assert codes(no_number) == {"other_decision"}
    with pytest.raises(BadInput):
        th.do(ApproveDraft(body="TH", submission=plan.pk, effective_from=date(2022, 6, 1)), "chair", DAY)
    made = th.do(ApproveDraft(body="TH", submission=plan.pk, words="Đồng ý"), "chair", DAY)
    assert len(made.outcome["provisions"]) == 3
    again = submitted(th, begun(th, text="1. Việc duy nhất."), paper="group_plan")
    th.do(ApproveDraft(body="TH", submission=again.pk), "chair", LATER)
    old, new = (Submission.objects.get(pk=each.pk).instrument for each in (plan, again))
    assert old is not None
    assert old.effective_until == date(2022, 6, 7)
    assert [each.target for each in Link.objects.filter(instrument=new)] == [old]
