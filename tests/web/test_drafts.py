"""Pages of drafts, through a browser's stand-in: written, compared, noted, submitted, agreed, issued; who sees what."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chidao.acts.kept import forget_kept
from chidao.documents.acts import IssueDocument
from chidao.documents.acts.drafts import AskDraftOpinion
from chidao.documents.acts.incoming import RegisterIncoming
from chidao.documents.drafts import desk
from chidao.documents.models import (
    Document,
    Draft,
    DraftNote,
    DraftOpinion,
    DraftVersion,
    IncomingAnswer,
    Submission,
    SubmissionStep,
)
from chidao.door.clock import forget_story
from tests.clauses.at_work import CLERK, AtWork, at, founded
from tests.documents.drafts.at_desk import DAY, PLAN, agree, begun, submitted
from tests.meetings.committee import in_bulk

pytestmark = [pytest.mark.django_db, pytest.mark.only("sqlite")]
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE: Final = str(PLAN["title"])
MOST: Final = {"drafts/": 24, "drafts/{draft}/": 40}


class Room:
    """The committee with its browsers open."""

    def __init__(self, committee: AtWork, settings: Any) -> None:
        settings.CHIDAO_DEMO = True
        self.committee, self.clients = committee, dict[str, Client]()

    def client(self, seat: str) -> Client:
        forget_story()
        return self.clients.setdefault(seat, self.committee.client(seat))

    def get(self, path: str, seat: str = CLERK, *, status: int = 200) -> str:
        answer = self.client(seat).get(f"/TH/{path}")
        assert answer.status_code == status, (path, answer.status_code, answer.headers.get("Location"))
        return answer.content.decode(errors="replace")

    def post(self, path: str, seat: str = CLERK, *, status: int = 302, **sent: Any) -> Any:
        answer = self.client(seat).post(f"/TH/{path}", sent)
        assert answer.status_code == status, (path, answer.status_code, answer.content.decode()[:3000])
        return answer

    def queries(self, path: str, seat: str = CLERK) -> int:
        client = self.client(seat)
        forget_kept()
        with CaptureQueriesContext(connection) as made:
            assert client.get(f"/TH/{path}").status_code == 200
        return len(made)


@pytest.fixture
def room(settings: Any) -> Room:
    return Room(founded("TH", at(2022, 6, 1), settings), settings)


def test_a_draft_is_begun_saved_previewed_and_taken_back_from_word(room: Room) -> None:
    assert 'next" href="/TH/drafts/new/"' in room.get("drafts/")
    edit = room.post("drafts/new/", form="plan", title="Kế hoạch năm").url
    draft = Draft.objects.get()
    said: dict[str, Any] = {
        "title": "Kế hoạch năm",
        "text": "1. Rà soát.\n2. Đào tạo.",
        "recipients": "Sở Nội vụ\nSở Y tế",
    }
    room.post(edit.removeprefix("/TH/"), **said, version_now=1, do="save")
    # The second window still holds version 1: it is told who was quicker, and what was typed is still there.
    path = f"drafts/{draft.pk}/edit/"
    late = room.post(path, status=409, **{**said, "text": "1. Gõ sau."}, version_now=1, do="save").content.decode()
    assert "1. Gõ sau." in late
    assert 'name="version_now" value="2"' in late
    assert f"/TH/drafts/{draft.pk}/compare/?a=1&amp;b=2" in late
    wrong = room.post(path, status=422, **{**said, "text": "MẬT\n1. Gõ."}, version_now=2).content.decode()
    assert "bí mật nhà nước" in wrong
    preview = room.client(CLERK).post(f"/TH/{path}", {**said, "do": "preview"})
    assert preview.content.startswith(b"%PDF-")
    word = room.client(CLERK).get(f"/TH/drafts/{draft.pk}/2.docx").content
    sent = SimpleUploadedFile("ke hoach sua.docx", _changed(word, "Rà soát", "Rà soát toàn bộ"), DOCX)
    compared = room.post(f"drafts/{draft.pk}/word/", file=sent, version_now=2).url
    assert Draft.objects.get().version == 3
    assert DraftVersion.objects.get(number=3).content["text"] == "1. Rà soát toàn bộ.\n2. Đào tạo."
    assert "<ins>soát toàn bộ.</ins>" in room.get(compared.removeprefix("/TH/"))
    assert "<del>" in room.get(f"drafts/{draft.pk}/compare/?a=2&b=3&view=side")
    assert room.client(CLERK).get(f"/TH/drafts/{draft.pk}/3/source/").status_code == 200
    room.post(f"drafts/{draft.pk}/1/restore/", version_now=3)
    room.post(f"drafts/{draft.pk}/notes/", text="Nêu rõ hạn", place=1)
    shown = room.get(f"drafts/{draft.pk}/")
    for words in ("Nêu rõ hạn", "lấy lại bản cũ", "từ tệp Word", "Ai đã xem"):
        assert words in shown


def test_from_submitted_to_issued_each_sees_the_one_act_that_is_theirs(room: Room) -> None:
    draft = begun(room.committee)
    page = room.get(f"drafts/{draft.pk}/")
    assert f'next" href="/TH/act/submit_draft/?draft={draft.pk}&amp;version=1"' in page
    form = room.get(f"act/submit_draft/?draft={draft.pk}&version=1")
    seats = {name: str(room.committee.seat(key)) for name, key in (("lead", "group-lead"), ("head", "chair"))}
    assert re.search(rf'name="content_by" value="{seats["lead"]}"[^>]* checked', form)
    assert f'<option value="{seats["head"]}" selected' in form
    room.post(
        "act/submit_draft/", draft=draft.pk, version=1, content_by=[seats["lead"]], form_by=room.committee.seat(CLERK),
        decided_by=seats["head"], key="s1",
    )  # fmt: skip
    submission = Submission.objects.get()
    first = f"act/agree_draft/?submission={submission.pk}"
    assert f'next" href="/TH/{first}"' in room.get(f"drafts/{draft.pk}/", "group-lead")
    other = room.get(f"drafts/{draft.pk}/", "vice-chair-ubnd")
    assert first not in other
    assert "Bước này là của" in other
    assert TITLE in room.get("drafts/?which=waiting", "group-lead")
    assert TITLE in room.get("", "group-lead")
    room.post("act/agree_draft/", "group-lead", submission=submission.pk, words="Nhất trí", key="a1")
    assert "Bản in không có lỗi thể thức" in room.get(f"act/agree_draft/?submission={submission.pk}")
    room.post("act/agree_draft/", submission=submission.pk, key="a2")
    # On paper: the clerk is shown the way, and records the signature from the scan.
    by_paper = room.get(f"drafts/{draft.pk}/")
    way = f"/TH/act/issue_document/?submission={submission.pk}&amp;legal_seat={seats['head']}&amp;record=1"
    assert f'next" href="{way}"' in by_paper
    assert f'<option value="{seats["head"]}" selected' in room.get(way.removeprefix("/TH/").replace("&amp;", "&"))
    assert "Ghi nhận từ bản quét" in by_paper
    head = room.get(f"act/issue_document/?submission={submission.pk}", "chair")
    assert 'name="title"' not in head
    assert re.search(rf'value="{room.committee.agency("so-y-te")}"[^>]* checked', head)
    scan = SimpleUploadedFile("ban ky.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")
    made = room.post(
        "act/issue_document/", submission=submission.pk, record=1, legal_seat=seats["head"], scan=scan, key="i1",
        agencies=[room.committee.agency("so-y-te")],
    )  # fmt: skip
    document = Document.objects.get()
    assert made.url == f"/TH/documents/{document.pk}/"
    assert f'href="/TH/drafts/{draft.pk}/"' in room.get(f"documents/{document.pk}/")
    assert f'href="/TH/documents/{document.pk}/"' in room.get(f"drafts/{draft.pk}/")


def test_whoever_was_only_asked_sees_only_what_was_put_before_them(room: Room) -> None:
    committee, seat = room.committee, "head-ubnd-sam-son"
    draft = begun(committee)
    room.get(f"drafts/{draft.pk}/", seat, status=404)
    agency = committee.seats[seat].agency_id or 0
    committee.do(AskDraftOpinion(body="TH", draft=draft.pk, version=1, agencies=(agency,)), CLERK, DAY)
    opinion = DraftOpinion.objects.get()
    assert TITLE in room.get("", seat)  # the desk
    shown = room.get(f"drafts/{draft.pk}/", seat)
    assert f'next" href="/TH/act/give_draft_opinion/?opinion_id={opinion.pk}"' in shown
    assert "Ai đã xem" not in shown
    room.get(f"drafts/{draft.pk}/edit/", seat, status=404)
    room.get(f"drafts/{draft.pk}/9.pdf", seat, status=404)
    room.post(f"drafts/{draft.pk}/notes/", seat, text="Không phải việc của tôi")
    assert not DraftNote.objects.exists()
    asked = room.get(f"act/give_draft_opinion/?opinion_id={opinion.pk}", seat)
    assert "Rà soát dữ liệu của các sở" in asked
    room.post("act/give_draft_opinion/", seat, opinion_id=opinion.pk, opinion="changes", words="Thêm mốc", key="g1")
    assert "Thêm mốc" in room.get(f"drafts/{draft.pk}/")
    room.get("drafts/?before=nonsense", status=422)


def test_an_answer_to_an_incoming_paper_is_begun_from_it_and_linked_when_issued(room: Room) -> None:
    committee = room.committee
    given = RegisterIncoming(body="TH", title="Đề nghị báo cáo tiến độ", symbol="12/STTTT-VP", author="Sở Y tế")
    paper = committee.do(given, CLERK, DAY).outcome["incoming"]
    begin = room.get(f"drafts/new/?answers={paper}")
    assert "trả lời 12/STTTT-VP" in begin
    room.post("drafts/new/", form="letter", title="trả lời 12/STTTT-VP", answers=paper)
    draft = Draft.objects.get()
    said = {**PLAN, "addressed": ["Sở Y tế"], "text": "Ban đã nhận và xin trả lời."}
    desk.save_version(draft, said, version=1, by=committee.by(CLERK, DAY), now=DAY)
    submission = submitted(committee, draft, decides="group-lead")
    document = committee.do(IssueDocument(body="TH", submission=submission.pk), "group-lead", DAY).outcome["document"]
    assert IncomingAnswer.objects.filter(incoming=paper, document=document).count() == 1
    assert "act/answer_incoming/" not in room.get(f"drafts/{draft.pk}/")


def test_lists_ask_as_many_questions_at_three_hundred_drafts_as_at_three(room: Room) -> None:
    draft = begun(room.committee)
    submission = submitted(room.committee, draft, content=("group-lead",))
    agree(room.committee, submission, "group-lead")
    counted = {}
    for rows in (1, 3, 300):
        _grow(room.committee, submission, to=rows)
        counted[rows] = {path: room.queries(path.format(draft=draft.pk)) for path in ("drafts/", "drafts/{draft}/", "")}
    assert {path: made for path, made in counted[300].items() if made > counted[3][path] + 1} == {}
    assert {path: most for path, most in MOST.items() if counted[300][path] > most} == {}
    assert room.get("drafts/").count("data-open") == 50
    older = re.search(r'rel="next" href="([^"]+)"', room.get("drafts/"))
    assert older is not None
    assert "data-open" in room.get(f"drafts/{older[1]}".replace("&amp;", "&").replace("/TH/drafts/", ""))


def _grow(committee: AtWork, first: Submission, *, to: int) -> None:
    """Let there be so many drafts, each submitted, on each draft so many opinions and versions of the first."""
    many = to - Draft.objects.count()
    draft = first.draft
    with in_bulk():
        made = Draft.objects.bulk_create(_copy(draft, changed_at=DAY + timedelta(minutes=n)) for n in range(many))
        rows = Submission.objects.bulk_create(_copy(first, draft=each) for each in made)
        steps = list(SubmissionStep.objects.filter(submission=first))
        SubmissionStep.objects.bulk_create(_copy(step, submission=row) for row in rows for step in steps)
        person = committee.by("vice-chair-so", DAY).person
        asked = {"content": {}, "title": "x", "asked_by": {"says": {"vi": "a", "en": "a"}}, "asked_at": DAY}
        DraftOpinion.objects.bulk_create(
            DraftOpinion(draft=draft, body="TH", version=1, person_id=person, **asked) for _ in range(many)
        )
    begin = DraftVersion.objects.filter(draft=draft).count()
    version = DraftVersion.objects.filter(draft=draft).first()
    DraftVersion.objects.bulk_create(_copy(version, number=begin + n + 1) for n in range(many))


def _copy(row: Any, **changes: Any) -> Any:
    model: Callable[..., Any] = type(row)
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    made = model(**values)
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def _changed(word: bytes, was: str, becomes: str) -> bytes:
    paper = docx.Document(io.BytesIO(word))
    for paragraph in paper.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(was, becomes)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()
