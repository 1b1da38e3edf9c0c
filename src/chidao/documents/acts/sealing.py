"""Signatures put to the file of a document, by its signer and by the agency; the images that go with them.

Keys are no part of an act: the file was signed before, here with a key given for the moment or by a token, or outside.
The act looks at the file, and records what it found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.conf import settings

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.acts.numbering import keep_file
from chidao.documents.acts.papers import document_of, locked_document
from chidao.documents.files import open_file
from chidao.documents.models import Document, Signature, SignatureImage
from chidao.documents.signatures.found import SignatureFound
from chidao.documents.signatures.papers import AGENCY, SIGNER, Kind, against_signature, new_signature, standing_of
from chidao.documents.signatures.places import is_transparent, png_pixels
from chidao.documents.signatures.trust import installed_trust
from chidao.documents.uploads import CheckedFile
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, Reason, Refused, raise_if_any
from chidao.kernel.wording import Text, same
from chidao.people.acts import BODY, agency_named, person_named

WAYS: Final = {
    "file": Text("Tệp khóa của người ký (.p12, .pfx)", "The signer's key file (.p12, .pfx)"),
    "token": Text("Thiết bị ký của hệ thống", "A token of the installation"),
    "outside": Text("Phần mềm ký số bên ngoài", "A signing tool outside"),
}
MOST_PIXELS: Final = 4000
LARGEST_PICTURE: Final = 2 * 1024 * 1024
SIGNED_FILE: Final = Text(
    "Tệp .pdf tải ở trang ký số của văn bản, đã thêm một chữ ký số.",
    "The .pdf file downloaded on the document's signing page, with one signature added.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignDocument:
    """The document's file with its signer's digital signature."""

    body: str = asked(*BODY)
    document: int = asked("Văn bản", "Document", "document")
    file: CheckedFile = asked("Tệp đã ký số", "The signed file", "file", hint=SIGNED_FILE)
    way: str = asked("Ký bằng", "Signed by", "choice", choices=WAYS, default="outside")


@dataclass(frozen=True, slots=True, kw_only=True)
class SealDocument:
    """The document's file with the agency's digital signature, after the signer's."""

    body: str = asked(*BODY)
    document: int = asked("Văn bản", "Document", "document")
    file: CheckedFile = asked("Tệp đã ký số", "The signed file", "file", hint=SIGNED_FILE)
    way: str = asked("Ký bằng", "Signed by", "choice", choices=WAYS, default="outside")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepSignatureImage:
    """The picture of a person's signature (blue) or of an agency's seal (red), on a ground that is seen through."""

    body: str = asked(*BODY)
    person: int | None = asked("Chữ ký của", "Signature of", "person", default=None)
    agency: int | None = asked("Dấu cơ quan", "Seal of", "agency", default=None)
    image: CheckedFile = asked(
        "Hình .png nền trong suốt", "A .png picture, its ground transparent", "file",
        hint=Text(
            "Chữ ký màu xanh; con dấu màu đỏ, đúng kích thước thật theo độ phân giải ghi trong tệp.",
            "A signature in blue; a seal in red, in its real size by the resolution that the file says.",
        ),
    )  # fmt: skip
    effective_from: date | None = asked(
        "Dùng từ ngày", "Used from", "date", default=None,
        hint=Text("Để trống nếu là hôm nay.", "Leave empty if it is today."),
    )  # fmt: skip


def _about(given: SignDocument | SealDocument, at: datetime) -> Matter:
    document = document_of(given.body, given.document)
    return document_to_sign(document)


def document_to_sign(document: Document) -> Matter:
    """Return a document as the matter of signing it: its own signer's, by the seat from which it was issued."""
    says, kind = same(document.label), {"document": document.kind}
    return Matter(body=document.body, says=says, facets=kind, subject_seat=document.signed_seat_id)


def _about_image(given: KeepSignatureImage, at: datetime) -> Matter:
    if (given.person is None) == (given.agency is None):
        raise BadInput(Reason(code="one_owner", says=_ONE_OWNER, field="person"))
    if given.agency is not None:
        return Matter(body=given.body, says=same(agency_named(given.agency).name))
    person = person_named(given.person or 0)
    return Matter(body=given.body, says=same(person.name), subject_person=person.pk)


@act(
    "sign_document",
    ("Ký số văn bản", "Sign a document"),
    ("Ký số văn bản {what}, chứng thư số của {subject}, mức {level}", "Signed {what} digitally: {subject}, {level}"),
    given=SignDocument,
    about=_about,
)
def sign_document(doing: Doing, given: SignDocument) -> Mapping[str, object]:
    """Record the signer's signature in the document's file.

    Raises BadInput for a file that does not go on from exactly what was issued, or whose certificate was not valid when
    it signed; Conflict for a voided, recalled or already signed document. Whether the certificate is trusted here is
    recorded as found.
    """
    document = locked_document(doing, given.body, given.document)
    raise_if_any(Conflict, against_signature(standing_of(document), SIGNER))
    return _signed(doing, document, given, SIGNER, doing.by.says.vi)


@act(
    "seal_document",
    ("Ký số của cơ quan", "Put the agency's signature to a document"),
    (
        "Ký số của cơ quan lên văn bản {what}, chứng thư số của {subject}, mức {level}",
        "The agency's signature put to {what}: {subject}, {level}",
    ),
    given=SealDocument,
    about=_about,
)
def seal_document(doing: Doing, given: SealDocument) -> Mapping[str, object]:
    """Record the agency's signature, after the signer's. Refused where the signature goes with no seal.

    Raises BadInput and Conflict as `sign_document` does.
    """
    document = locked_document(doing, given.body, given.document)
    if not document.seal:
        raise Refused(Reason(code="no_seal", says=_NO_SEAL.filled(signer=document.signer), remedy=_BARE_TITLE))
    raise_if_any(Conflict, against_signature(standing_of(document), AGENCY))
    return _signed(doing, document, given, AGENCY, document.seal)


@act(
    "keep_signature_image",
    ("Lưu hình chữ ký, con dấu", "Keep the image of a signature or seal"),
    ("Lưu hình chữ ký, con dấu: {what}", "Kept the image of the signature or seal of {what}"),
    given=KeepSignatureImage,
    about=_about_image,
)
def keep_signature_image(doing: Doing, given: KeepSignatureImage) -> Mapping[str, object]:
    """Keep a picture from a day on; the one before it ends there. Raises BadInput for one that cannot be used."""
    with open_file(settings.CHIDAO_FILES, given.image.sha256) as kept:
        raise_if_any(BadInput, _unfit(kept.read(LARGEST_PICTURE + 1)))
    first = given.effective_from or local_day(doing.at)
    whose = {"body": given.body, "person": given.person, "agency": given.agency}
    for before in SignatureImage.objects.using(doing.alias).filter(effective_until=None, **whose):
        doing.change(before, effective_until=max(first, before.effective_from))
    row = doing.add(
        SignatureImage(
            body=given.body, person_id=given.person, agency_id=given.agency, file=keep_file(doing, given.image),
            effective_from=first,
        )
    )  # fmt: skip
    return {"image": row.pk}


def _signed(
    doing: Doing, document: Document, given: SignDocument | SealDocument, kind: Kind, says: str
) -> Mapping[str, object]:
    if given.way not in WAYS:
        raise BadInput(Reason(code="no_such_way", says=_NO_SUCH_WAY, field="way"))
    found = new_signature(document, given.file, installed_trust())
    row = doing.add(_row(doing, document, given, kind, found, says))
    # The file with its signatures is the document's original from now on.
    doing.change(document, scan=row.file, signed_paper_at=row.signed_at)
    told = {"subject": found.subject, "level": found.level}
    return {"document": document.pk, "signature": row.pk, "trusted": found.trusted, "say": told}


def _row(
    doing: Doing,
    document: Document,
    given: SignDocument | SealDocument,
    kind: Kind,
    found: SignatureFound,
    says: str,
) -> Signature:
    return Signature(
        document=document,
        ordinal=document.signatures.count() + 1,
        kind=kind,
        file=keep_file(doing, given.file),
        person_id=doing.by.person,
        seat_id=doing.by.seat,
        as_says=says[:300],
        subject=found.subject,
        issuer=found.issuer,
        serial=found.serial,
        fingerprint=found.fingerprint,
        way=given.way,
        level=found.level,
        trusted=found.trusted,
        signed_at=found.signed_at or doing.at,
        stamped_at=found.stamped_at,
        recorded_at=doing.now,
    )


def _unfit(png: bytes) -> Iterator[Reason]:
    pixels = png_pixels(png)
    if pixels is None or len(png) > LARGEST_PICTURE or max(pixels) > MOST_PIXELS:
        yield Reason(code="no_picture", says=_NO_PICTURE.filled(most=MOST_PIXELS), field="image")
    elif not is_transparent(png):
        yield Reason(code="not_transparent", says=_NOT_TRANSPARENT, field="image", remedy=_TRANSPARENT)


_NO_SUCH_WAY: Final = Text("Không có cách ký này.", "There is no such way of signing.")
_NO_SEAL: Final = Text("Chữ ký của {signer} không đi với con dấu nào.", "The signature of {signer} goes with no seal.")
_BARE_TITLE: Final = Text(
    "Văn bản ký bằng chức danh thì chỉ có chữ ký số của người ký.",
    "A document signed by the title alone bears its signer's signature only.",
)
_ONE_OWNER: Final = Text(
    "Chọn một người, hoặc một cơ quan, có hình này.", "Choose one person, or one agency, whose picture it is."
)
_NO_PICTURE: Final = Text(
    "Không phải hình .png, hoặc lớn quá 2 MB hay {most} điểm ảnh mỗi chiều.",
    "It is no .png picture, or larger than 2 MB or {most} pixels a side.",
)
_NOT_TRANSPARENT: Final = Text("Nền của hình không trong suốt.", "The ground of the picture is not transparent.")
_TRANSPARENT: Final = Text(
    "Xóa nền trắng rồi lưu lại thành .png có nền trong suốt.", "Take the white out and save it with transparency."
)
