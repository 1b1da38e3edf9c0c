"""What waits for a seat beside tasks and meetings: reports, nominations, questions, what it owes, papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from chidao.acts.authority import Basis, Matter, Question, the_authority
from chidao.acts.kept import as_recorded
from chidao.duties.acts.answering import report_matter as owed_matter
from chidao.duties.queries import Asked, owed_reports
from chidao.instruments.models import RegulationQuestion
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text, same
from chidao.mandates.acts.group import seat_matter
from chidao.mandates.models import Nomination, Seat
from chidao.mandates.queries import Reader
from chidao.people.models import Person, Post
from chidao.reports.acts.subject import report_matter, report_said
from chidao.reports.bases import waits_of_bases
from chidao.reports.models import Report
from chidao.reports.waiting import Waiting, left_until, waiting
from chidao.reports.waits_of_deliveries import waits_of_deliveries
from chidao.reports.waits_of_drafts import waits_of_drafts
from chidao.reports.waits_of_incoming import waits_of_incoming

OWED: Final = "submit_agency_report"
SOON: Final = 10
"""An agency's report stands on the desk from this many working days before it is due."""


def other_waits(reader: Reader, now: datetime) -> list[Waiting]:
    """Return what waits for a seat beside tasks and meetings: only what it may settle (a bounded number of queries)."""
    found = [*_reports(reader, now), *_nominations(reader, now), *_questions(reader), *_owed(reader, now)]
    found += [*waits_of_drafts(reader, now), *waits_of_incoming(reader, now), *waits_of_deliveries(reader, now)]
    found += waits_of_bases(reader, now)
    return list(_may_settle(reader, found, now))


def _may_settle(reader: Reader, found: Sequence[Waiting], now: datetime) -> Iterator[Waiting]:
    asked = [(each, each.matter) for each in found if each.matter is not None]
    answers = the_authority().answer(
        [Question(capacity=reader.capacity, act=each.act, matter=about, at=now, known_at=now) for each, about in asked]
    )
    for (each, _), answer in zip(asked, answers, strict=True):
        if isinstance(answer, Basis):
            yield replace(each, basis=answer, clause=answer.clause)


def _reports(reader: Reader, now: datetime) -> Iterator[Waiting]:
    for row in as_recorded(f"submitted:{reader.body}", lambda: _submitted(reader.body), of=(Report,)):
        says = report_said(row.number, row.title)
        yield waiting(
            "issue_report", "report", row.pk, says, _SUBMITTED,
            matter=report_matter(reader.body, says, row.kind, row.duty, now),
            first=(("report", row.pk),), path=f"reports/{row.pk}/",
        )  # fmt: skip


def _nominations(reader: Reader, now: datetime) -> Iterator[Waiting]:
    tables = (Nomination, Seat, Post, Person)
    for row in as_recorded(f"nominated:{reader.body}", lambda: _nominated(reader.body), of=tables):
        says = _NOMINATED.filled(who=row.person.name, seat=Text.from_data(row.seat.title))
        yield waiting(
            "answer_nomination", "nomination", row.pk, says, _UNANSWERED,
            matter=seat_matter(row.seat, reader.body, now), first=(("nomination", row.pk),),
            path="committee/groups/people/",
        )  # fmt: skip


def _questions(reader: Reader) -> Iterator[Waiting]:
    for row in as_recorded(f"questions:{reader.body}", lambda: _undecided(reader.body), of=(RegulationQuestion,)):
        says = same(row.question[:120])
        facets = {"question": row.kind, "instrument": "regulation"}
        yield waiting(
            "decide_regulation_question", "question", row.pk, says, _ASKED.filled(n=row.number),
            matter=Matter(body=reader.body, says=says, facets=facets), first=(("question", row.pk),),
            path=f"regulation/questions/{row.pk}/",
        )  # fmt: skip


def _owed(reader: Reader, now: datetime) -> Iterator[Waiting]:
    """Yield what the reader's agency owes, once its data have closed or its day is near."""
    for each in owed_reports(reader, local_day(now)):
        if each.state == "upcoming" and each.left > SOON:
            continue
        path = each.asked.path(reader.body).removeprefix(f"/{reader.body}/")
        wanted = waiting(
            OWED, "agency_report", each.agency.id, each.asked.title, same(each.agency.name),
            matter=owed_matter(reader.body, each.asked, each.agency.id), path=path,
            first=(*_asking(each.asked), ("agency", each.agency.id)),
        )  # fmt: skip
        yield replace(wanted, due_on=each.due_on, left=left_until(each.due_on, local_day(now)))


def _submitted(body: str) -> list[Report]:
    rows = Report.objects.filter(body=body, submitted_at__isnull=False, issued_at=None).order_by("pk")
    return list(rows.defer("figures", "words"))


def _nominated(body: str) -> list[Nomination]:
    rows = Nomination.objects.filter(seat__body__code=body, accepted=None).order_by("pk")
    return list(rows.select_related("seat__post", "person"))


def _undecided(body: str) -> list[RegulationQuestion]:
    rows = RegulationQuestion.objects.filter(body=body, decided_at=None).order_by("pk")
    return list(rows.defer("proposal"))


def _asking(asked: Asked) -> tuple[tuple[str, object], ...]:
    form, demand, cycle = asked.key
    return (("demand", demand),) if demand else (("form", form), ("cycle", cycle))


_SUBMITTED = Text("Báo cáo đã trình, chờ ban hành", "Submitted, to be issued")
_NOMINATED = Text("{who}: {seat}", "{who}: {seat}")
_UNANSWERED = Text("Cơ quan cử người, chờ trả lời", "Nominated, awaiting an answer")
_ASKED = Text("Vướng mắc, đề nghị sửa đổi số {n}", "Question or amendment no. {n}")
