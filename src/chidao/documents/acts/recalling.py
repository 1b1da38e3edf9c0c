"""A document that went out taken back, or replaced by another of equal form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.acts.papers import document_of, locked_document
from chidao.documents.models import Delivery, Document
from chidao.documents.taking_back import Out, against_recall, against_replacing
from chidao.instruments.models import Instrument, Link, Provision
from chidao.kernel.days import local_day
from chidao.kernel.errors import Conflict, raise_if_any
from chidao.kernel.wording import Text, same
from chidao.people.acts import BODY

AfterRecall = Callable[[Doing, Document, str], int]
AfterReplacement = Callable[[Doing, Document, Document, str], int]
_AFTER_RECALL: Final[list[AfterRecall]] = []
_AFTER_REPLACEMENT: Final[list[AfterReplacement]] = []


def follows_recall(follow: AfterRecall) -> AfterRecall:
    """Declare what a storey above does, within the same act, when a document is taken back."""
    _AFTER_RECALL.append(follow)
    return follow


def follows_replacement(follow: AfterReplacement) -> AfterReplacement:
    """Declare what a storey above does, within the same act, when a document is replaced."""
    _AFTER_REPLACEMENT.append(follow)
    return follow


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallDocument:
    """A document taken back from everyone whom it went to."""

    body: str = asked(*BODY)
    document: int = asked("Văn bản", "Document", "document")
    reason: str = asked("Lý do thu hồi", "Why it is recalled")
    despite_tasks: bool = asked(
        "Thu hồi dù còn nhiệm vụ căn cứ vào văn bản", "Recall it though open tasks rest on it", "yes", default=False
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceDocument:
    """A document that another one, of equal form, takes the place of."""

    body: str = asked(*BODY)
    document: int = asked("Văn bản được thay thế", "The document replaced", "document")
    by: int = asked(
        "Văn bản thay thế", "The replacing document", "document",
        hint=Text("Đã ban hành, cùng loại với văn bản được thay.", "Issued already, of the same kind."),
    )  # fmt: skip
    reason: str = asked("Lý do thay thế", "Why it is replaced")


def _about(given: RecallDocument | ReplaceDocument, at: datetime) -> Matter:
    return Matter(body=given.body, says=same(document_of(given.body, given.document).label))


@act(
    "recall_document",
    ("Thu hồi văn bản", "Recall a document"),
    ("Thu hồi văn bản {what}: {reason}", "Recalled document {what}: {reason}"),
    given=RecallDocument,
    about=_about,
)
def recall_document(doing: Doing, given: RecallDocument) -> Mapping[str, object]:
    """Take a document back: our copy is frozen, what it laid down ends, everyone whom it went to is told.

    Raises Conflict for one that is void, without a number or recalled already, and where open tasks rest on it unless
    it is to be recalled all the same.
    """
    document = locked_document(doing, given.body, given.document)
    raise_if_any(Conflict, against_recall(_out(document), despite_tasks=given.despite_tasks))
    reason = given.reason.strip()
    doing.change(document, recalled_at=doing.at, recall_reason=reason[:300])
    _end(doing, document.instrument, local_day(doing.at))
    asked_back = sum(follow(doing, document, reason) for follow in _AFTER_RECALL)
    told = _tell(doing, document, _RECALLED.filled(label=document.label, reason=reason))
    return {"document": document.pk, "told": told, "messages": asked_back, "say": {"reason": reason.rstrip(".")}}


@act(
    "replace_document",
    ("Thay thế văn bản", "Replace a document"),
    ("Thay thế văn bản {what} bằng {by}: {reason}", "Replaced document {what} by {by}: {reason}"),
    given=ReplaceDocument,
    about=_about,
)
def replace_document(doing: Doing, given: ReplaceDocument) -> Mapping[str, object]:
    """Let a document of equal form take the place of another, which ends; everyone whom the former went to is told.

    Raises NotFound; Conflict for a document of another kind (an error of form is corrected by an official letter), void
    or recalled, dated before the other, or in another replacement already.
    """
    former = locked_document(doing, given.body, given.document)
    new = locked_document(doing, given.body, given.by, "by")
    raise_if_any(Conflict, against_replacing(_out(former), _out(new), same=former.pk == new.pk))
    reason = given.reason.strip()
    doing.change(new, replaces=former)
    _end(doing, former.instrument, new.dated_on)
    if former.instrument and new.instrument:
        doing.add(Link(instrument=new.instrument, kind="replaces", target=former.instrument))
    sent = sum(follow(doing, former, new, reason) for follow in _AFTER_REPLACEMENT)
    words = _REPLACED.filled(label=former.label, by=new.label, title=new.title)
    told = _tell(doing, former, words, path=new.pk)
    say = {"by": new.label, "reason": reason.rstrip(".")}
    return {"document": former.pk, "by": new.pk, "told": told, "messages": sent, "say": say}


def _end(doing: Doing, instrument: Instrument | None, on: date) -> None:
    """End an instrument on a day, never before it began nor later than it ended."""
    if instrument is None:
        return
    day = max(on, instrument.effective_from or on)
    if instrument.effective_until is None or day < instrument.effective_until:
        doing.change(instrument, effective_until=day)


def _tell(doing: Doing, document: Document, says: Text, *, path: int | None = None) -> int:
    """Tell everyone whom a document went to; return how many they are."""
    sent = list(Delivery.objects.using(doing.alias).filter(document=document).order_by("pk"))
    agencies = dict.fromkeys(each.agency_id for each in sent if each.agency_id)
    persons = dict.fromkeys(each.person_id for each in sent if each.person_id)
    if sent:
        doing.post(
            "notice",
            {
                "body": document.body,
                "agencies": list(agencies),
                "persons": list(persons),
                "says": says.as_data(),
                "path": f"/{document.body}/documents/{path or document.pk}/",
            },
        )
    return len(sent)


def _out(document: Document) -> Out:
    later = document.replaced_by.first()
    return Out(
        label=document.label,
        kind=document.kind,
        dated_on=document.dated_on,
        numbered=document.number is not None,
        voided=document.voided_at is not None,
        recalled=document.recalled_at is not None,
        tasks=_open_tasks(document),
        replaced_by=later.label if later else "",
        replaces=document.replaces.label if document.replaces else "",
    )


def _open_tasks(document: Document) -> tuple[int, ...]:
    # Tasks are a storey above; their provision knows which of them rest on it.
    rows = Provision.objects.filter(instrument=document.instrument_id, tasks__closed=0).order_by("tasks__number")
    return tuple(rows.values_list("tasks__number", flat=True)) if document.instrument_id else ()


_RECALLED = Text("Văn bản {label} đã thu hồi: {reason}", "Document {label} is recalled: {reason}")
_REPLACED = Text("Văn bản {label} được thay bằng {by}, {title}", "Document {label} is replaced by {by}, {title}")
