"""Acts on single papers: a number voided, a paper from outside entered, the signed paper filed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from chidao.acts.authority import Matter
from chidao.acts.corrections import Correctable, correctable
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.acts.numbering import (
    document_folded,
    given_number,
    keep_file,
    locked_series,
    notice_instrument,
)
from chidao.documents.codes import document_code
from chidao.documents.models import Document, PublicCopy
from chidao.documents.rules import Standing, against_filing, against_voiding
from chidao.documents.uploads import CheckedFile
from chidao.instruments.models import Provision
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.symbols import KINDS
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import name_on

OFFICIAL_LETTER = "CV"
"""The series of official letters, whose symbol has no abbreviation of a kind."""

_KIND_CHOICES = {**KINDS, OFFICIAL_LETTER: Text("Công văn", "official letter")}


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidNumber:
    """A number that was taken and will not be used."""

    body: str = asked("Ban chỉ đạo", "Body", "body")
    document: int = asked("Văn bản", "Document", "document")
    reason: str = asked("Lý do hủy số", "Why the number is voided", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterOutsideDocument:
    """A paper of the body from before the system, or one that got its number by hand."""

    body: str = asked("Ban chỉ đạo", "Body", "body")
    kind: str = asked("Loại văn bản", "Kind of document", "choice", choices=_KIND_CHOICES)
    number: int = asked("Số", "Number", "number")
    symbol: str = asked(
        "Ký hiệu", "Symbol", hint=Text("Phần sau số, ví dụ TB-BCĐ.", "What follows the number, such as TB-BCĐ.")
    )
    dated_on: date = asked("Ngày văn bản", "Date of the document", "date")
    title: str = asked("Trích yếu", "Subject")
    signer: str = asked("Chức vụ người ký", "Post of the signer", default="")
    sealed_with: str = asked("Con dấu trên giấy", "Seal on the paper", default="")
    conclusions: tuple[str, ...] = asked(
        "Các kết luận",
        "Conclusions",
        "lines",
        hint=Text(
            "Với thông báo kết luận: mỗi dòng một kết luận, để nhiệm vụ dẫn chiếu được.",
            "For a conclusion notice: one conclusion a line, so that tasks can cite it.",
        ),
        default=(),
    )
    scan: CheckedFile | None = asked("Bản chụp", "Scan", "file", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDocument:
    """The signed paper of an issued document, scanned."""

    body: str = asked("Ban chỉ đạo", "Body", "body")
    document: int = asked("Văn bản", "Document", "document")
    scan: CheckedFile = asked("Bản chụp văn bản đã ký", "Scan of the signed paper", "file")
    signed_at: datetime | None = asked(
        "Thời điểm ký", "When it was signed", "instant", default=None,
        hint=Text("Để trống nếu là bây giờ.", "Leave empty if it is now."),
    )  # fmt: skip


def _about(given: VoidNumber | FileDocument, at: datetime) -> Matter:
    return matter_of(given.body, given.document)


def _about_outside(given: EnterOutsideDocument, at: datetime) -> Matter:
    return Matter(body=given.body, says=same(f"{given.number:02d}/{given.symbol}"))


@act(
    "void_number",
    ("Hủy số văn bản", "Void a number"),
    ("Hủy số văn bản {what}: {reason}", "Voided the number of document {what}: {reason}"),
    given=VoidNumber,
    about=_about,
)
def void_number(doing: Doing, given: VoidNumber) -> Mapping[str, object]:
    """Void a number that never went out; it stays in the series with its reason and is not given again.

    A notice's instrument ends with it, as if it had never begun. Raises Conflict for a paper that has gone out.
    """
    document = locked_document(doing, given.body, given.document)
    raise_if_any(Conflict, against_voiding(standing_of(document)))
    doing.change(document, voided_at=doing.at, void_reason=given.reason[:300])
    if document.instrument:
        doing.change(document.instrument, effective_until=document.instrument.effective_from)
    return {"document": document.pk, "say": {"reason": given.reason.rstrip(".")}}


@act(
    "enter_outside_document",
    ("Nhập văn bản có số từ trước", "Enter a document numbered outside"),
    (
        "Nhập văn bản {what}, ngày {day}, với số và ngày của chính văn bản",
        "Entered document {what} of {day} under its own number and date",
    ),
    given=EnterOutsideDocument,
    about=_about_outside,
)
def enter_outside_document(doing: Doing, given: EnterOutsideDocument) -> Mapping[str, object]:
    """Enter a paper with its own number and date; a number past the counter moves it, one that is taken is a Conflict.

    With its conclusions it becomes an instrument that tasks can cite.
    """
    raise_if_any(BadInput, _unfit(given, local_day(doing.at)))
    series = locked_series(doing, given.body, given.kind, given.symbol, given.dated_on.year)
    number = given_number(doing, series, given.number)
    document = doing.add(
        Document(
            body=given.body,
            kind=given.kind,
            series=series,
            number=number,
            symbol=given.symbol,
            title=given.title[:500],
            dated_on=given.dated_on,
            signer=given.signer[:300],
            seal=given.sealed_with[:200],
            scan=keep_file(doing, given.scan) if given.scan else None,
            signed_paper_at=doing.at if given.scan else None,
            outside=True,
            code=document_code(given.body, given.kind, given.symbol, given.dated_on.year, number),
            folded=document_folded(number, given.symbol, given.title),
        )
    )
    provisions = _as_instrument(doing, document, given.conclusions)
    day = f"{given.dated_on.day}/{given.dated_on.month}/{given.dated_on.year}"
    return {"document": document.pk, "provisions": [each.pk for each in provisions], "say": {"day": day}}


@act(
    "file_document",
    ("Lưu bản đã ký", "File the signed paper"),
    ("Lưu bản đã ký của văn bản {what}", "Filed the signed paper of document {what}"),
    given=FileDocument,
    about=_about,
)
def file_document(doing: Doing, given: FileDocument) -> Mapping[str, object]:
    """Attach the scan of the signed paper. Raises Conflict for a voided number or where one is already filed."""
    document = locked_document(doing, given.body, given.document)
    raise_if_any(Conflict, against_filing(standing_of(document)))
    scan = keep_file(doing, given.scan)
    doing.change(document, scan=scan, signed_paper_at=given.signed_at or doing.at)
    return {"document": document.pk, "file": scan.pk}


def _as_instrument(doing: Doing, document: Document, conclusions: tuple[str, ...]) -> list[Provision]:
    named = name_on(document.body, document.dated_on)
    told = [line.strip() for line in conclusions if line.strip()]
    return notice_instrument(doing, document, told, issuer=named.name.vi if named else "") if told else []


def _unfit(given: EnterOutsideDocument, today: date) -> list[Reason]:
    found = []
    if given.number < 1:
        found.append(Reason(code="number_from_one", says=_FROM_ONE, field="number"))
    if given.kind not in _KIND_CHOICES:
        found.append(Reason(code="unknown_kind", says=_UNKNOWN_KIND, field="kind"))
    if given.dated_on > today:
        found.append(Reason(code="in_the_future", says=_IN_FUTURE, field="dated_on"))
    return found


def document_of(body: str, document: int, field: str = "document") -> Document:
    """Return a document of a body. Raises NotFound, naming the field that said which."""
    found: Document | None = Document.objects.filter(body=body, pk=document).first()
    if found is None:
        raise NotFound(Reason(code="no_document", says=_NO_DOCUMENT, field=field))
    return found


def locked_document(doing: Doing, body: str, document: int, field: str = "document") -> Document:
    """Return a document of a body, locked until the act is done. Raises NotFound as `document_of`."""
    return doing.locked(Document, body=body, pk=document) or document_of(body, document, field)


def matter_of(body: str, document: int) -> Matter:
    """Return a document as the matter of an act. Raises NotFound."""
    return Matter(body=body, says=_said(document_of(body, document)))


def live_copy(document: Document) -> PublicCopy | None:
    """Return the copy of a document that everyone may read now."""
    found: PublicCopy | None = PublicCopy.objects.filter(document=document, withdrawn_at=None).first()
    return found


def standing_of(document: Document) -> Standing:
    """Return what has become of a document."""
    return Standing(
        label=same(document.label),
        voided=document.voided_at is not None,
        filed=document.scan_id is not None,
        published=live_copy(document) is not None,
        # Tasks are a storey above; the provision knows that something rests on it, not what.
        bears_tasks=Provision.objects.filter(instrument=document.instrument_id, tasks__isnull=False).exists()
        if document.instrument_id
        else False,
        restricted=document.access == "restricted",
        recalled=document.recalled_at is not None,
        numbered=document.code is not None,
    )


def _said(document: Document) -> Text:
    return same(document.label)


_NO_DOCUMENT = Text("Không có văn bản này.", "There is no such document.")
_FROM_ONE = Text("Số văn bản bắt đầu từ 01 mỗi năm.", "Numbers begin at 01 each year.")
_UNKNOWN_KIND = Text("Loại văn bản không có trong danh mục.", "The kind of document is not a known one.")
_IN_FUTURE = Text("Ngày văn bản ở sau hôm nay.", "The document is dated after today.")


def _searched(document: Document) -> Mapping[str, object]:
    return {"folded": document_folded(document.number, document.symbol, document.title)}


correctable(
    Text("văn bản", "document"),
    Correctable(
        name="document",
        model=Document,
        fields={"title": Text("trích yếu", "subject"), "signer": Text("chức vụ người ký", "post of the signer")},
        named=_said,
        follow=_searched,
    ),
)
