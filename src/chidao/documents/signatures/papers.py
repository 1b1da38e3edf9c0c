"""The file of a document as it is signed: from what was printed, each signature after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from django.conf import settings
from django.db.models import Q

from chidao.documents.files import open_file
from chidao.documents.models import Document, Signature, SignatureImage
from chidao.documents.pdf import pdf_document
from chidao.documents.public_paper import own_paper
from chidao.documents.signatures.checking import check_file, find_signatures
from chidao.documents.signatures.found import SignatureFound, against_signed
from chidao.documents.signatures.making import Look, first_page_size, free_field, ready_to_sign
from chidao.documents.signatures.places import (
    Place,
    corner_place,
    picture_size,
    place_of,
    seal_place,
    signature_place,
    signer_room,
)
from chidao.documents.signatures.stamps import corner_stamp, picture_stamp, seal_stamp, signer_stamp
from chidao.documents.signatures.trust import Trust
from chidao.documents.uploads import LARGEST_FILE, CheckedFile
from chidao.kernel.errors import BadInput, Conflict, Reason, raise_if_any
from chidao.kernel.vietnamese import same_words
from chidao.kernel.wording import Text, same
from chidao.people.models import Agency

Kind = Literal["signer", "agency"]
SIGNER: Final[Kind] = "signer"
AGENCY: Final[Kind] = "agency"
_FIELDS: Final[dict[Kind, str]] = {SIGNER: "NguoiKy", AGENCY: "CoQuan"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What has become of a document, as far as signing it depends on it. `seal` is the one that goes with it."""

    label: Text
    composed: bool
    voided: bool
    recalled: bool
    on_paper: bool
    signed: bool
    sealed: bool
    seal: str


def standing_of(document: Document) -> Standing:
    """Return how a document stands (one query)."""
    kinds = set(Signature.objects.filter(document=document).values_list("kind", flat=True))
    return Standing(
        label=same(document.label),
        composed=bool(document.content.get("form")),
        voided=document.voided_at is not None,
        recalled=document.recalled_at is not None,
        on_paper=not kinds and document.scan_id is not None,
        signed=SIGNER in kinds,
        sealed=AGENCY in kinds,
        seal=document.seal,
    )


def against_signature(found: Standing, kind: Kind) -> Iterator[Reason]:
    """Yield what stands against one more signature: the signer's comes first, the agency's after, each once."""
    for stands, code, says in (
        (found.voided, "voided", _VOIDED),
        (found.recalled, "recalled", _RECALLED),
        (not found.composed, "not_composed", _NOT_COMPOSED),
        (found.on_paper, "signed_on_paper", _ON_PAPER),
        (found.signed if kind == SIGNER else found.sealed, "signed_already", _ALREADY),
        (kind == AGENCY and not found.signed, "signer_first", _SIGNER_FIRST),
    ):
        if stands:
            yield Reason(code=code, says=says.filled(label=found.label))


def file_to_sign(document: Document) -> bytes:
    """Return the file that the next signature goes on from: the last signed one, else the document as it is printed.

    Raises BadInput for a sign that no font here shows.
    """
    last = _last(document)
    if last is not None:
        with open_file(settings.CHIDAO_FILES, last.file.sha256) as kept:
            return kept.read()
    made = own_paper(document)
    return ready_to_sign(pdf_document(made.paper, made.norm))


def look_of(document: Document, pdf: bytes, kind: Kind, name: str, person: int, at: datetime) -> Look:
    """Return how the next signature will look: the picture kept for it in its place, or words that stand for it."""
    agency = agency_of_seal(document.seal)
    png = kept_picture(document.body, at.date(), agency=agency) if kind == AGENCY and agency else None
    png = kept_picture(document.body, at.date(), person=person) if kind == SIGNER else png
    place = _place(document, kind, png, pdf)
    if png is not None:
        drawn = picture_stamp(place, png)
    else:
        drawn = signer_stamp(place, name, at) if kind == SIGNER else seal_stamp(place, document.seal, at)
    return Look(field=free_field(pdf, _FIELDS[kind]), says=f"Chữ ký số: {name}", place=place, drawn=drawn)


def attachment_look(pdf: bytes, label: str, at: datetime) -> Look:
    """Return how the agency's signature looks on an attachment in a file of its own."""
    place = corner_place(*first_page_size(pdf))
    return Look(
        field=free_field(pdf, _FIELDS[AGENCY]), says=f"Chữ ký số của cơ quan: {label}", place=place,
        drawn=corner_stamp(place, label, at),
    )  # fmt: skip


def new_signature(document: Document, file: CheckedFile, trust: Trust) -> SignatureFound:
    """Return the one signature that a file adds to what the document's file was.

    Raises BadInput for a file that is another one, was changed, or was not signed once.
    """
    before = file_to_sign(document)
    with open_file(settings.CHIDAO_FILES, file.sha256) as kept:
        pdf = kept.read(LARGEST_FILE + 1)
    if not pdf.startswith(before):
        raise BadInput(Reason(code="other_file", says=_OTHER_FILE, field="file", remedy=_THIS_FILE))
    found = check_file(pdf, trust, since=len(before))
    raise_if_any(BadInput, against_signed(found, document.signatures.count()))
    return found.signatures[-1]


def kept_picture(body: str, on: date, **whose: int) -> bytes | None:
    """Return the picture kept for a person (`person=`) or an agency (`agency=`) on a day; None where none is."""
    lasting = Q(effective_until=None) | Q(effective_until__gt=on)
    rows = SignatureImage.objects.filter(lasting, body=body, effective_from__lte=on, **whose).select_related("file")
    row = rows.order_by("-effective_from", "-pk").first()
    if row is None:
        return None
    with open_file(settings.CHIDAO_FILES, row.file.sha256) as kept:
        return kept.read()


def agency_of_seal(seal: str) -> int | None:
    """Return the agency whose seal it is, by its name or its short name."""
    rows = Agency.objects.filter(effective_until=None).values_list("pk", "name", "short_name") if seal else ()
    return next((pk for pk, *names in rows if any(name and same_words(name, seal) for name in names)), None)


def _place(document: Document, kind: Kind, png: bytes | None, pdf: bytes) -> Place:
    size = picture_size(png) if png else None
    if kind == AGENCY:
        return seal_place(_signed_place(document, pdf), size)
    made = own_paper(document)
    room = signer_room(made.paper, made.norm)
    if room is None:
        raise Conflict(Reason(code="nobody_signs", says=_NOBODY))
    return signature_place(room, size)


def _signed_place(document: Document, pdf: bytes) -> Place:
    """Return where the signer's signature stands in the file; in the room for it, where it does not show."""
    found = find_signatures(pdf, Trust()).signatures[:1]  # it was looked at with care when it was taken
    if found and found[0].page and found[0].rect[2] > found[0].rect[0]:
        return place_of(found[0].page, found[0].rect)
    return _place(document, SIGNER, None, pdf)


def _last(document: Document) -> Signature | None:
    last: Signature | None = document.signatures.select_related("file").order_by("ordinal").last()
    return last


_VOIDED: Final = Text("Số {label} đã hủy.", "Number {label} is void.")
_RECALLED: Final = Text("Văn bản {label} đã thu hồi.", "Document {label} was recalled.")
_NOT_COMPOSED: Final = Text(
    "Văn bản {label} không soạn trong hệ thống nên không có tệp để ký số.",
    "Document {label} was not composed here, so there is no file to sign.",
)
_ON_PAPER: Final = Text(
    "Văn bản {label} đã ký trên giấy; một văn bản chỉ có một bản gốc.",
    "Document {label} was signed on paper; a document has one original.",
)
_ALREADY: Final = Text("Văn bản {label} đã có chữ ký số này.", "Document {label} has this signature already.")
_SIGNER_FIRST: Final = Text(
    "Người có thẩm quyền ký số văn bản {label} trước, cơ quan ký sau.",
    "The signer signs document {label} first, the agency after.",
)
_OTHER_FILE: Final = Text(
    "Tệp này không phải văn bản đã ban hành, hoặc đã bị thay đổi so với văn bản đó.",
    "This file is not the document as it was issued, or was changed since.",
)
_THIS_FILE: Final = Text(
    "Tải tệp ở trang ký số của văn bản này, ký đúng tệp đó rồi gửi lại.",
    "Download the file on this document's signing page, sign that very file and bring it back.",
)
_NOBODY: Final = Text("Văn bản này không có chỗ ký.", "Nobody signs this document.")
