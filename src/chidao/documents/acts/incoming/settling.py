"""Answering and settling an incoming paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.acts.incoming.subject import INCOMING, matter_of, open_paper
from chidao.documents.acts.papers import document_of
from chidao.documents.incoming.rules import SETTLINGS, Settling, against_answer, against_settling
from chidao.documents.models import Incoming, IncomingAnswer
from chidao.instruments.models import Provision
from chidao.kernel.errors import Conflict, raise_if_any
from chidao.people.acts import BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerIncoming:
    """A document of the body that answers an incoming paper."""

    body: str = asked(*BODY)
    incoming: int = asked(*INCOMING)
    document: int = asked("Văn bản trả lời", "Answer", "document")


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleIncoming:
    """An incoming paper with which nothing more is to be done, and how it ended."""

    body: str = asked(*BODY)
    incoming: int = asked(*INCOMING)
    how: str = asked("Kết quả", "Outcome", "choice", choices=SETTLINGS)
    words: str = asked("Lý do, ghi chú", "Why, or a note", default="")
    leave_tasks: bool = asked(
        "Kết thúc dù nhiệm vụ từ văn bản còn chưa xong", "Settle it though tasks from it are open", "yes", default=False
    )


def _about_answering(given: AnswerIncoming, at: datetime) -> Matter:
    return matter_of(given.body, given.incoming)


def _about_settling(given: SettleIncoming, at: datetime) -> Matter:
    return matter_of(given.body, given.incoming)


@act(
    "answer_incoming",
    ("Ghi nhận văn bản trả lời", "Link the answer to an incoming paper"),
    ("Văn bản {label} trả lời văn bản đến {what}", "Document {label} answers incoming paper {what}"),
    given=AnswerIncoming,
    about=_about_answering,
)
def answer_incoming(doing: Doing, given: AnswerIncoming) -> Mapping[str, object]:
    """Link a numbered document of the body as the answer; a paper may have several.

    Raises NotFound; Conflict for a settled paper, for a document without a number, void, dated before the paper, or
    linked already.
    """
    row = open_paper(doing, given.incoming)
    document = document_of(given.body, given.document)
    raise_if_any(
        Conflict,
        against_answer(
            voided=document.voided_at is not None,
            numbered=document.number is not None,
            linked=IncomingAnswer.objects.using(doing.alias).filter(incoming=row, document=document).exists(),
            before=row.dated_on is not None and document.dated_on < row.dated_on,
            label=document.label,
        ),
    )
    made = doing.add(IncomingAnswer(incoming=row, document=document, linked_at=doing.at))
    return {"incoming": row.pk, "answer": made.pk, "say": {"label": document.label}}


@act(
    "settle_incoming",
    ("Kết thúc xử lý văn bản đến", "Settle an incoming paper"),
    ("Kết thúc xử lý văn bản đến {what}: {how}", "Settled incoming paper {what}: {how}"),
    given=SettleIncoming,
    about=_about_settling,
)
def settle_incoming(doing: Doing, given: SettleIncoming) -> Mapping[str, object]:
    """Settle a paper: it was answered, became a task, is filed, or was returned.

    Raises Conflict where it is settled already, where it has no answer or no task to be settled by, where filing or
    returning it is not explained, or tasks from it are open and it is not said that they stay so.
    """
    row = open_paper(doing, given.incoming)
    raise_if_any(
        Conflict, against_settling(given.how, given.words, settling_of(row), leave_tasks=given.leave_tasks)
    )  # fmt: skip
    doing.change(row, settled_at=doing.at, settled_how=given.how, settled_words=given.words.strip()[:300])
    return {"incoming": row.pk, "say": {"how": SETTLINGS[given.how]}}


def settling_of(row: Incoming) -> Settling:
    """Return what stands when a paper is to be settled (two queries).

    Tasks are a storey above; the provision knows how many rest on it and how many of them are open.
    """
    counted = Provision.objects.filter(instrument=row.instrument_id).aggregate(
        made=Count("tasks"), undone=Count("tasks", filter=Q(tasks__closed=0))
    )
    return Settling(answers=row.answers.count(), tasks=counted["made"], open_tasks=counted["undone"])
