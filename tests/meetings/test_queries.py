"""What may be read of meetings, what waits for whom, and how many queries it takes at 1, 3 and 300 rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from chidao.acts.authority import Basis, Capacity, Question, Refusal, install_authority, the_authority
from chidao.acts.kept import one_look
from chidao.documents.acts import FileDocument, PublishDocument
from chidao.documents.models import Document, Series
from chidao.documents.queries import document_list, document_page, series_check
from chidao.instruments.models import Instrument, Provision
from chidao.kernel.errors import NotFound
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import Reader, reader_for
from chidao.meetings.acts import ProposeInvitations, SubmitMatter
from chidao.meetings.models import Conclusion, Invitation, Meeting, Opinion, SubmittedMatter
from chidao.meetings.queries import matter_list, matter_page, meeting_list, meeting_page, waiting_for
from chidao.portal.queries import open_papers
from chidao.tasks.models import Task
from tests.meetings.committee import BODY, CLERK, Committee, at, in_bulk, scan

CALLED = at(2020, 4, 1)
HELD = at(2020, 4, 15, 14)
NOW = at(2020, 5, 4)


class Permits:
    """An authority that allows everything: what is counted here is the reading, not the judging."""

    def answer(self, questions: Sequence[Question]) -> list[Basis | Refusal]:
        return [Basis(clause="", says=question.capacity.says, kind="seat") for question in questions]

    def may_record(self, operator: Capacity, question: Question) -> Basis | Refusal:
        return Basis(clause="", says=operator.says, kind="recording")


@pytest.fixture
def permissive() -> Iterator[None]:
    real = the_authority()
    install_authority(Permits())
    yield
    install_authority(real)


def many_meetings(hp20: Committee, count: int, *, ended: bool = False) -> list[Meeting]:
    chair = hp20.seat("chair")
    first = Meeting.objects.count()
    with in_bulk():
        return Meeting.objects.bulk_create(
            Meeting(
                body=BODY, number=first + place, unit="committee", kind="ad_hoc", title=f"Phiên {place}",
                starts_at=HELD + timedelta(minutes=place), place="P1", presiding_id=chair,
                presiding_says=same("Chủ trì").as_data(), convened_at=CALLED, list_proposed_at=CALLED,
                list_approved_at=CALLED, attendance_at=HELD if ended else None, ended_at=HELD if ended else None,
                folded=f"phien {place}",
            )
            for place in range(1, count + 1)
        )  # fmt: skip


def full_meeting(hp20: Committee, count: int) -> int:
    """A meeting with many invited, conclusions with agencies, and a task from each."""
    meeting = many_meetings(hp20, 1, ended=True)[0]
    seat, agency = hp20.seats["member-so-noi-vu"], hp20.agency("so-noi-vu")
    with in_bulk():
        paper = Instrument.objects.bulk_create(
            [Instrument(body=BODY, kind="notice", title=same("TB").as_data(), recorded_at=NOW, folded="")]
        )[0]
        provisions = Provision.objects.bulk_create(
            Provision(
                instrument=paper, ordinal=place, clause_id=f"TB-01/2020.{place}", label=f"KL{place}",
                cite=f"KL {place}", kind="duty", summary=same("x").as_data(),
            )
            for place in range(1, count + 1)
        )  # fmt: skip
        Invitation.objects.bulk_create(
            Invitation(meeting=meeting, seat=seat, ordinal=place) for place in range(1, count + 1)
        )
        Conclusion.objects.bulk_create(
            Conclusion(
                meeting=meeting, ordinal=place, text="Việc", lead_agency_id=agency, coordinating=[agency],
                provision=provisions[place - 1],
            )
            for place in range(1, count + 1)
        )  # fmt: skip
        Task.objects.bulk_create(
            Task(
                body=BODY, number=place, title="Việc", provision=provisions[place - 1], lead_agency_id=agency,
                assigned_by={}, assigned_on=NOW.date(), updated_at=NOW, folded="",
            )
            for place in range(1, count + 1, 2)
        )  # fmt: skip
    return meeting.pk


@pytest.mark.parametrize("count", [1, 3, 300])
def test_lists_take_as_many_queries_for_one_row_as_for_many(
    hp20: Committee, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reader = hp20.reader("chair", NOW)
    many_meetings(hp20, count)
    with django_assert_num_queries(1):
        assert len(meeting_list(reader)) == min(count, 50)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_meeting_page_takes_nine_queries_at_most(
    hp20: Committee, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reader = hp20.reader("chair", NOW)
    meeting = full_meeting(hp20, count)
    with django_assert_max_num_queries(9):
        page = meeting_page(reader, meeting, NOW)
    assert (len(page.invited), len(page.conclusions)) == (count, count)
    assert sum(bool(each.tasks) for each in page.conclusions) == (count + 1) // 2


@pytest.mark.parametrize("count", [1, 3, 300])
def test_what_waits_takes_a_bounded_number_of_queries(
    hp20: Committee, count: int, permissive: object, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reader = hp20.reader("chair", NOW)
    many_meetings(hp20, count, ended=True)
    full_meeting(hp20, count)
    with in_bulk():
        SubmittedMatter.objects.bulk_create(
            SubmittedMatter(
                body=BODY, number=place, kind="regular", title="V", content="N",
                submitted_by={"says": same("A").as_data()}, submitted_at=NOW, folded="v",
            )
            for place in range(count)
        )  # fmt: skip
    with django_assert_max_num_queries(9):
        found = waiting_for(reader, NOW)
    assert {each.act for each in found} >= {"draft_conclusion", "give_opinion", "decide_matter"}


@pytest.mark.parametrize("count", [1, 3, 300])
def test_documents_take_a_bounded_number_of_queries(
    hp20: Committee, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reader = hp20.reader("chair", NOW)
    with in_bulk():
        series = Series.objects.bulk_create([Series(body=BODY, kind="TB", symbol="TB-BCĐ", year=2020, last=count)])[0]
        Document.objects.bulk_create(
            Document(
                body=BODY, kind="TB", series=series, number=place, symbol="TB-BCĐ", title="T", dated_on=NOW.date(),
                folded="t", access="open",
            )
            for place in range(1, count + 1)
        )  # fmt: skip
    with one_look():
        newest = document_list(reader)[0].id
        with django_assert_num_queries(1):
            assert len(document_list(reader)) == min(count, 50)
        with django_assert_num_queries(1):
            open_papers(BODY)
        with django_assert_num_queries(2):
            assert series_check(BODY, 2020)[0].findings.clean
        with django_assert_num_queries(2):
            assert document_page(reader, newest).row.id == newest


def test_each_seat_is_told_what_waits_for_it(hp20: Committee) -> None:
    meeting = hp20.convene(when=CALLED, starts_at=HELD)

    def waits(key: str, when: datetime = CALLED) -> list[str]:
        return [each.act for each in waiting_for(hp20.reader(key, CALLED), when)]

    assert waits(CLERK) == ["propose_invitations"]
    assert waits("chair") == []
    hp20.do(ProposeInvitations(body=BODY, meeting=meeting), CLERK, CALLED)
    (approval,) = waiting_for(hp20.reader("chair", CALLED), CALLED)
    assert (approval.act, approval.id, approval.basis.clause) == ("approve_invitation_list", meeting, "HP20-7.1c")
    # Three working days ahead of the meeting, by the installation's convening notice.
    assert approval.due_on == at(2020, 4, 10).date()

    hp20.invite(meeting, CALLED)
    assert waits("member-so-noi-vu") == ["reply_invitation"]
    assert waits(CLERK) == ["file_document"]
    assert waits(CLERK, at(2020, 4, 15, 15)) == ["record_attendance", "file_document"]
    hp20.hold(meeting, at(2020, 4, 15, 17))
    after = at(2020, 4, 16)
    assert waits(CLERK, after) == ["draft_conclusion", "file_document"]
    made = hp20.conclude(meeting, ("Một", "Hai"), after)
    assert waits(CLERK, after).count("assign_task") == 2
    notice = int(made.outcome["document"])
    hp20.do(FileDocument(body=BODY, document=notice, scan=scan()), CLERK, after)
    assert waits(CLERK, after).count("file_document") == 1


def test_a_meeting_is_seen_by_those_invited_and_by_nobody_else(hp20: Committee) -> None:
    meeting = hp20.convene(when=CALLED, starts_at=HELD)
    hp20.do(ProposeInvitations(body=BODY, meeting=meeting, seats=(hp20.seat("chair"),)), CLERK, CALLED)
    narrow = {"meetings": "own"}
    chair, member = (hp20.by(key, CALLED) for key in ("chair", "member-so-noi-vu"))
    assert [row.id for row in meeting_list(Reader(capacity=chair, scopes=narrow))] == [meeting]
    assert meeting_list(Reader(capacity=member, scopes=narrow)) == []
    for scopes in ({}, {"meetings": "open"}, narrow, {"meetings": "own_agency"}):
        with pytest.raises(NotFound):
            meeting_page(Reader(capacity=member, scopes=scopes), meeting, NOW)


def test_the_public_sees_a_meeting_once_its_notice_is_open(hp20: Committee) -> None:
    meeting = hp20.convene(when=CALLED, starts_at=HELD)
    hp20.invite(meeting, CALLED)
    hp20.hold(meeting, at(2020, 4, 15, 17))
    notice = int(hp20.conclude(meeting, ("Một",), at(2020, 4, 16)).outcome["document"])
    nobody = Capacity(body=BODY, person=0, seat=None, says=Text("Người dân", "Public"), role="public")
    public = reader_for(nobody, NOW)
    assert document_list(public) == []
    assert open_papers(BODY) == []
    hp20.do(PublishDocument(body=BODY, document=notice), CLERK, at(2020, 4, 17))
    assert [row.id for row in document_list(public)] == [notice]
    assert [row.label for row in open_papers(BODY)] == ["01/TB-BCĐ"]
    assert Instrument.objects.get(document=notice).access == "open"


def test_words_find_meetings_without_marks_and_pages_go_on(hp20: Committee) -> None:
    reader = hp20.reader("chair", NOW)
    hp20.convene("ad_hoc", when=CALLED, starts_at=HELD, title="Họp về chuyển đổi số")
    assert [row.title for row in meeting_list(reader, words="chuyen doi so")] == ["Họp về chuyển đổi số"]
    assert meeting_list(reader, words="ngân sách") == []
    many_meetings(hp20, 60)
    first = meeting_list(reader, year=2020)
    rest = meeting_list(reader, year=2020, before=(first[-1].starts_at, first[-1].id))
    assert len({row.id for row in [*first, *rest]}) == 61


def test_opinions_are_not_shown_to_the_public(hp20: Committee) -> None:
    made = hp20.do(SubmitMatter(body=BODY, kind="regular", title="V", content="N"), "member-so-noi-vu", CALLED).outcome[
        "matter"
    ]
    with in_bulk():
        Opinion.objects.bulk_create(
            [Opinion(matter_id=made, seat_id=hp20.seat("vice-chair"), says_who=same("A").as_data(), stance="agrees",
                     text="", given_at=CALLED)]
        )  # fmt: skip
        SubmittedMatter(pk=made, access="open").save(update_fields=["access"])
    member = hp20.reader("member-so-noi-vu", CALLED)
    assert len(matter_page(member, int(made)).opinions) == 1
    public = Reader(capacity=member.capacity, scopes={"matters": "open"})
    assert matter_page(public, int(made)).opinions == ()
    assert matter_list(Reader(capacity=member.capacity)) == []
