"""Any other paper of the body under number: a decision, a programme, a plan, a notice, a submission, a letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.acts.drafts.signing import mark_issued, signed_submission
from chidao.documents.acts.drafts.subject import found_submission
from chidao.documents.acts.incoming import AnswerIncoming
from chidao.documents.acts.numbering import Composed, numbered_document
from chidao.documents.acts.signing import SEAL, in_force, signed_for
from chidao.documents.drafting import PLAIN
from chidao.documents.models import Delivery, Document, Submission
from chidao.documents.rules import against_discharging, against_empty
from chidao.instruments.charter import Duty
from chidao.instruments.vocabulary import FACETS
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.mandates.queries import seats_in_force
from chidao.people.acts import BODY, agency_named


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDocument:
    """A document of the body, signed and numbered."""

    body: str = asked(*BODY)
    submission: int | None = asked(
        "Dự thảo đã duyệt", "Agreed draft", "submission", default=None,
        hint=Text(
            "Ban hành đúng bản đã trình; loại, trích yếu, nội dung lấy từ đó.",
            "Exactly what was submitted is issued; kind, subject and text come from it.",
        ),
    )  # fmt: skip
    kind: str = asked("Loại văn bản", "Kind of document", "choice", choices=FACETS["document"], default="")
    title: str = asked("Trích yếu", "Subject", default="")
    text: tuple[str, ...] = asked(
        "Nội dung", "Text", "long", hint=Text("Mỗi dòng một đoạn.", "One paragraph a line."), default=()
    )
    recipients: tuple[str, ...] = asked(
        "Nơi nhận", "Recipients", "lines", hint=Text("Mỗi dòng một nơi nhận.", "One recipient a line."), default=()
    )
    agencies: tuple[int, ...] = asked("Gửi các cơ quan", "Sent to agencies", "agencies", default=())
    seal: str = asked(*SEAL, default="")
    duty: str = asked(
        "Thực hiện nghĩa vụ", "Discharges the duty", "duty",
        hint=Text("Với kế hoạch mà quy chế đòi hỏi.", "For a plan that the regulation asks for."),
        default="",
    )  # fmt: skip
    cycle: str = asked(
        "Của kỳ", "Of the cycle", hint=Text("Ví dụ 2022 hoặc 2022-Q1.", "For example 2022 or 2022-Q1."), default=""
    )
    number: int | None = asked(
        "Số ghi trên giấy", "Number on the paper", "number",
        hint=Text("Để trống để lấy số kế tiếp.", "Leave empty to take the next number."), default=None,
    )  # fmt: skip


def document_matter(body: str, kind: str, title: str) -> Matter:
    """Return a document to be issued as the matter of its act."""
    named = FACETS["document"].get(kind, Text(kind, kind))
    says = Text(f"{named.vi} “{title}”", f"{named.en} “{title}”")
    return Matter(body=body, says=says, facets={"document": kind})


def _about(given: IssueDocument, at: datetime) -> Matter:
    if given.submission is None:
        return document_matter(given.body, given.kind, given.title)
    submission = found_submission(given.body, given.submission)
    return document_matter(given.body, submission.kind, submission.title)


@act(
    "issue_document",
    ("Ban hành văn bản", "Issue a document"),
    ("Ban hành {what}, số {label}", "Issued {what} as {label}"),
    given=IssueDocument,
    about=_about,
)
def issue_document(doing: Doing, given: IssueDocument) -> Mapping[str, object]:
    """Issue a document under the next number of its kind, signed in the form of the right by which the actor acts.

    Of a submitted draft exactly what was frozen is issued, by the seat that was asked to sign or whoever stands in for
    it. It goes to the agencies named and, where it discharges a duty, to that duty's addressees. Raises BadInput where
    it says nothing, or names a duty or a cycle that the regulation does not have; Refused for the seal of somebody
    else, with the clause, and for another's signature; Conflict where the regulation gives the kind no series, the
    number is taken, or a draft is not agreed to by all who were asked before.
    """
    duties = in_force(doing, given.body).duties
    paragraphs = [line.strip() for line in given.text if line.strip()]
    unfit = _unlike_its_draft(given) if given.submission else _incomplete(given, paragraphs)
    raise_if_any(BadInput, [*unfit, *against_discharging(duties, given.duty, given.cycle)])
    submission = signed_submission(doing, given.body, given.submission) if given.submission else None
    made = _from_draft(doing, given, submission) if submission else _composed(doing, given, paragraphs)
    document = numbered_document(doing, made, number=given.number)
    if submission:
        mark_issued(doing, submission, document)
        _link_answer(doing, submission, document)
    if given.duty:
        doing.change(document, duty=given.duty, cycle=given.cycle)
    sent = doing.add_all(_deliveries(doing, given, document, _duty(duties, given.duty)))
    if sent:
        _tell(doing, document, sent)
    return {"document": document.pk, "say": {"label": document.label}}


def _link_answer(doing: Doing, submission: Submission, document: Document) -> None:
    """A draft begun to answer a paper that came in answers it by being issued, while that is still open."""
    paper = submission.draft.answers
    if paper is None or paper.settled_at or (paper.dated_on and document.dated_on < paper.dated_on):
        return
    doing.effect("answer_incoming", AnswerIncoming(body=document.body, incoming=paper.pk, document=document.pk))


def _incomplete(given: IssueDocument, paragraphs: list[str]) -> Iterator[Reason]:
    for name, value in (("kind", given.kind), ("title", given.title.strip())):
        if not value:
            yield Reason(code="missing", says=_MISSING, field=name)
    if given.kind and given.kind not in FACETS["document"]:
        yield Reason(code="unknown_kind", says=_UNKNOWN_KIND, field="kind")
    yield from against_empty(paragraphs)


def _unlike_its_draft(given: IssueDocument) -> Iterator[Reason]:
    """Yield what is said beside a submitted draft and would change what was agreed to."""
    for name in ("kind", "title", "text", "recipients"):
        if getattr(given, name):
            yield Reason(code="from_the_draft", says=_FROM_DRAFT, remedy=_LEAVE_EMPTY, field=name)


def _from_draft(doing: Doing, given: IssueDocument, submission: Submission) -> Composed:
    content = submission.content
    told = [str(each).strip() for name in ("addressed", "recipients") for each in content.get(name) or ()]
    named = [agency_named(each, "agencies").name for each in given.agencies]
    return Composed(
        body=given.body,
        kind=submission.kind,
        title=submission.title,
        signed=signed_for(doing, given.body, given.seal),
        content=content,
        recipients=tuple(dict.fromkeys(each for each in [*told, *named] if each)),
    )


def _composed(doing: Doing, given: IssueDocument, paragraphs: list[str]) -> Composed:
    named = [agency_named(each, "agencies").name for each in given.agencies]
    others = [line.strip() for line in given.recipients if line.strip()]
    return Composed(
        body=given.body,
        kind=given.kind,
        title=given.title.strip()[:500],
        signed=signed_for(doing, given.body, given.seal),
        content={"form": PLAIN, "paragraphs": paragraphs, "addressed": named},
        recipients=tuple(dict.fromkeys([*named, *others])),
    )


def _duty(duties: Iterable[Duty], named: str) -> Duty | None:
    return next((each for each in duties if each.id == named), None) if named else None


def _deliveries(doing: Doing, given: IssueDocument, document: Document, duty: Duty | None) -> Iterable[Delivery]:
    for agency in dict.fromkeys(given.agencies):
        yield Delivery(document=document, agency_id=agency, sent_at=doing.at)
    for seat in seats_in_force(given.body, local_day(doing.at), known_at=doing.now):
        if duty and seat.role in duty.to and seat.person is not None:
            yield Delivery(document=document, person_id=seat.person, as_says=seat.title.vi[:300], sent_at=doing.at)


def _tell(doing: Doing, document: Document, sent: Iterable[Delivery]) -> None:
    says = Text("Văn bản mới: {label}, {title}", "A new document: {label}, {title}")
    doing.post(
        "notice",
        {
            "body": document.body,
            "agencies": [each.agency_id for each in sent if each.agency_id],
            "persons": [each.person_id for each in sent if each.person_id],
            "says": says.filled(label=document.label, title=document.title).as_data(),
            "path": f"/{document.body}/documents/{document.pk}/",
        },
    )


_MISSING = Text("Chưa có nội dung ở ô này.", "This is wanting.")
_UNKNOWN_KIND = Text("Loại văn bản không có trong danh mục.", "The kind of document is not a known one.")
_FROM_DRAFT = Text("Điều này đã có trong dự thảo được duyệt.", "This is said by the draft that was agreed to.")
_LEAVE_EMPTY = Text("Để trống; muốn sửa thì trả lại dự thảo.", "Leave it empty; to change it, return the draft.")
