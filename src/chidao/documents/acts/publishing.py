"""Who may read a document: internal or restricted; open to everyone by a public copy; the publication withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.acts.numbering import keep_file
from chidao.documents.acts.papers import live_copy, locked_document, matter_of, standing_of
from chidao.documents.files import store_file
from chidao.documents.models import Document, PublicCopy, Signature, StoredFile
from chidao.documents.public_paper import copy_of, has_text, own_paper, public_paper, public_pdf, words_of
from chidao.documents.redacting import against_phrases, chosen_phrases, remaining, still_there
from chidao.documents.rules import ACCESS, against_access, against_publishing, against_withdrawing
from chidao.documents.uploads import CheckedFile, check_upload, refuse_secret_marks
from chidao.kernel.errors import BadInput, Conflict, Reason, raise_if_any
from chidao.kernel.vietnamese import slug
from chidao.kernel.wording import Text
from chidao.people.acts import BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishDocument:
    """A document of which everyone may read a copy from now on, whole or with personal data taken out."""

    body: str = asked(*BODY)
    document: int = asked("Văn bản", "Document", "document")
    redactions: tuple[str, ...] = asked(
        "Lược bỏ", "Taken out", "lines",
        hint=Text(
            "Dữ liệu cá nhân không công khai: mỗi dòng một cụm từ, chép đúng như trong văn bản.",
            "Personal data that is not published: one phrase a line, as it stands in the document.",
        ),
        default=(),
    )  # fmt: skip
    file: CheckedFile | None = asked(
        "Tệp công khai thay cho nội dung", "File to publish instead of the text", "file",
        hint=Text("Ví dụ bản chụp đã che dữ liệu cá nhân.", "Such as a scan with personal data blacked out."),
        default=None,
    )  # fmt: skip
    with_signed: bool = asked(
        "Kèm bản đã ký", "With the signed paper", "yes",
        hint=Text(
            "Tệp đã ký số, hoặc bản chụp đã lưu. Không kèm khi có lược bỏ.",
            "The file signed digitally, or the scan that was filed. Not together with anything taken out.",
        ),
        default=False,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDocumentAccess:
    """A document set to internal, or to restricted with the reason."""

    body: str = asked(*BODY)
    document: int = asked("Văn bản", "Document", "document")
    access: str = asked(
        "Mức tiếp cận", "Who may read it", "choice",
        hint=Text(
            "Hạn chế: chỉ người ký, nơi được gửi, bộ phận văn thư và người kiểm tra sổ ghi xem được.",
            "Restricted: seen by who signed, whom it was sent to, the desk and the auditor of the record only.",
        ),
        choices=ACCESS,
    )  # fmt: skip
    reason: str = asked("Lý do", "Reason", "text", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawPublication:
    """A publication withdrawn: its page goes on saying that there was one, and why it is gone."""

    body: str = asked(*BODY)
    document: int = asked("Văn bản", "Document", "document")
    reason: str = asked(
        "Lý do", "Reason", "text",
        hint=Text("Lý do này hiện trên trang công khai.", "This reason is shown on the public page."),
    )  # fmt: skip


def _about(given: PublishDocument | SetDocumentAccess | WithdrawPublication, at: datetime) -> Matter:
    return matter_of(given.body, given.document)


@act(
    "publish_document",
    ("Công khai văn bản", "Publish a document"),
    ("Công khai văn bản {what}{how_vi}", "Published document {what}{how_en}"),
    given=PublishDocument,
    about=_about,
)
def publish_document(doing: Doing, given: PublishDocument) -> Mapping[str, object]:
    """Publish a copy of a document: the whole, then it and the instrument it is are open; or with phrases taken out, or
    a file instead of the text, then the document itself stays internal.

    The copy is kept as composed and as printed. Raises Conflict where the document is void, recalled, restricted, has
    no number or is public already; BadInput for a phrase that is not in it or cannot be taken out, for a secrecy mark
    in it, and for the signed paper together with phrases.
    """
    document = locked_document(doing, given.body, given.document)
    raise_if_any(Conflict, against_publishing(standing_of(document)))
    phrases = chosen_phrases(given.redactions)
    signed = _signed_file(document) if given.with_signed else None
    raise_if_any(BadInput, _unfit(given, document, phrases, signed))
    copy = copy_of(document, phrases, with_text=given.file is None)
    _refuse_remains(document, copy, phrases)
    copy.published_at = doing.at
    copy.file = keep_file(doing, given.file) if given.file else signed
    copy.printed = _printed(doing, document, copy)
    doing.add(copy)
    if not phrases and given.file is None:
        _set_access(doing, document, "open")
    else:  # the event stands with the document too, where people look for what happened
        doing.change(document, access=document.access)
    return {"document": document.pk, "copy": copy.pk, "say": _how(copy.redacted)}


@act(
    "set_document_access",
    ("Đặt mức tiếp cận văn bản", "Set who may read a document"),
    ("Đặt mức tiếp cận văn bản {what}: {access_vi}{reason}", "Set document {what} to {access_en}{reason}"),
    given=SetDocumentAccess,
    about=_about,
)
def set_document_access(doing: Doing, given: SetDocumentAccess) -> Mapping[str, object]:
    """Set a document to internal or restricted. Raises Conflict for one that is public, or at that level already, and
    where a restriction has no reason.
    """
    document = locked_document(doing, given.body, given.document)
    raise_if_any(Conflict, against_access(standing_of(document), given.access, given.reason))
    doing.change(document, access=given.access)
    level, reason = ACCESS[given.access], given.reason.strip().rstrip(".")
    say = {"access_vi": level.vi, "access_en": level.en, "reason": f" ({reason})" if reason else ""}
    return {"document": document.pk, "say": say}


@act(
    "withdraw_publication",
    ("Thôi công khai văn bản", "Withdraw a publication"),
    ("Thôi công khai văn bản {what}: {reason}", "Withdrew the publication of document {what}: {reason}"),
    given=WithdrawPublication,
    about=_about,
)
def withdraw_publication(doing: Doing, given: WithdrawPublication) -> Mapping[str, object]:
    """Withdraw the public copy of a document, which becomes internal again. Raises Conflict where there is none."""
    document = locked_document(doing, given.body, given.document)
    raise_if_any(Conflict, against_withdrawing(standing_of(document), given.reason))
    copy = live_copy(document)
    assert copy is not None
    doing.change(copy, withdrawn_at=doing.at, withdrawn_reason=given.reason.strip()[:300])
    if document.access == "open":
        _set_access(doing, document, "internal")
    return {"document": document.pk, "say": {"reason": given.reason.strip().rstrip(".")}}


def _unfit(
    given: PublishDocument, document: Document, phrases: Sequence[str], signed: StoredFile | None
) -> list[Reason]:
    texts = [document.title, *document.recipients, *words_of(own_paper(document).paper)]
    refuse_secret_marks(document="\n".join(texts))
    found = list(against_phrases(phrases, texts))
    if given.with_signed and (phrases or given.file):
        found.append(Reason(code="signed_shows_all", says=_SIGNED_SHOWS_ALL, field="with_signed"))
    elif given.with_signed and signed is None:
        found.append(Reason(code="nothing_signed", says=_NOTHING_SIGNED, field="with_signed"))
    return found


def _refuse_remains(document: Document, copy: PublicCopy, phrases: Sequence[str]) -> None:
    """Raise BadInput where a phrase is left in what the public copy prints."""
    texts = [copy.title, document.signer, *copy.recipients, *words_of(public_paper(document, copy).paper)]
    raise_if_any(BadInput, still_there(remaining(texts, phrases)))


def _printed(doing: Doing, document: Document, copy: PublicCopy) -> StoredFile | None:
    data = public_pdf(document, copy) if has_text(copy.content) else None
    if data is None:
        return None
    store_file(settings.CHIDAO_FILES, data)
    return keep_file(doing, check_upload(f"{slug(document.label)}.pdf", data))


def _signed_file(document: Document) -> StoredFile | None:
    last = Signature.objects.filter(document=document).select_related("file").order_by("-ordinal").first()
    signed: StoredFile | None = last.file if last else document.scan
    return signed


def _set_access(doing: Doing, document: Document, access: str) -> None:
    doing.change(document, access=access)
    if document.instrument:
        doing.change(document.instrument, access=access)


def _how(places: int) -> dict[str, object]:
    if not places:
        return {"how_vi": "", "how_en": ""}
    return {"how_vi": f", lược bỏ {places} chỗ", "how_en": f" with {places} places taken out"}


_SIGNED_SHOWS_ALL = Text(
    "Bản đã ký vẫn còn nguyên những gì đã lược bỏ hoặc che.", "The signed paper still shows what was taken out."
)
_NOTHING_SIGNED = Text("Chưa có bản đã ký nào được lưu.", "No signed paper has been filed.")
