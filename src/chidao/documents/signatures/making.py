"""Making a signature (PAdES, ETSI EN 319 142-1): its field and look are added to the file, nothing in it is changed."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from asn1crypto import x509
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NumberObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from chidao.documents.signatures.keys import certificate_of
from chidao.documents.signatures.places import Place
from chidao.documents.signatures.trust import USAGES, Trust
from chidao.kernel.errors import BadInput, Conflict, Reason
from chidao.kernel.wording import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a signature stands in the file: the field's name, what is read aloud of it, where, and the drawing."""

    field: str
    says: str
    place: Place
    drawn: bytes


def with_signature(pdf: bytes, signer: Signer, look: Look, trust: Trust, at: datetime) -> bytes:
    """Return the file with one more signature, at the level that the installation signs at.

    `at` is the real instant. Raises BadInput for a key that may not sign, Conflict where the time stamp authority does
    not answer or the certificate does not lead to a trusted root while a level asks for that; nothing is half done.
    """
    certificate_of(signer, at)
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        made = _PlainSigner(
            _metadata(look, trust),
            signer,
            timestamper=_stamper(trust),
            stamp_style=_style(look.drawn),
            new_field_spec=SigFieldSpec(
                look.field, on_page=look.place.page - 1, box=look.place.box, readable_field_name=look.says
            ),
        ).sign_pdf(writer)
    except TimestampRequestError as error:
        raise Conflict(
            Reason(code="no_time_stamp", says=_NO_TIME_STAMP.filled(url=trust.time_stamp), remedy=_TRY_LATER)
        ) from error
    except (PathError, ValidationError, SignatureValidationError) as error:
        raise Conflict(
            Reason(code="not_trusted", says=_NOT_TRUSTED.filled(level=trust.level), remedy=_ROOTS)
        ) from error
    except (SigningError, PdfError) as error:
        raise BadInput(Reason(code="not_signed", says=_NOT_SIGNED.filled(error=str(error)[:200]))) from error
    return bytes(made.getbuffer())


def ready_to_sign(pdf: bytes) -> bytes:
    """Return a printed file with an empty form in it, into which signatures are put; the same bytes on every run.

    A validator that compares what was signed with what was printed wants the form to be there before.
    """
    writer: IncrementalPdfFileWriter = _StillWriter(io.BytesIO(pdf))
    form = {pdf_name("/Fields"): ArrayObject(), pdf_name("/SigFlags"): NumberObject(3)}
    writer.root["/AcroForm"] = writer.add_object(DictionaryObject(form))
    writer.update_root()
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def first_page_size(pdf: bytes) -> tuple[float, float]:
    """Return width and height of the first page, in points. Raises BadInput for what is no PDF file."""
    try:
        node = PdfFileReader(io.BytesIO(pdf)).root["/Pages"]
        while "/MediaBox" not in node:
            node = node["/Kids"][0]
        left, bottom, right, top = (float(end) for end in node["/MediaBox"])
    except (PdfError, KeyError, IndexError, ValueError, TypeError) as error:
        raise BadInput(Reason(code="not_signed", says=_NOT_SIGNED.filled(error="PDF"))) from error
    return right - left, top - bottom


def free_field(pdf: bytes, name: str) -> str:
    """Return a name that no signature field of the file has yet."""
    taken = {each[0] for each in enumerate_sig_fields(PdfFileReader(io.BytesIO(pdf)))}
    return next(each for each in (name, *(f"{name}{number}" for number in range(2, 100))) if each not in taken)


def _metadata(look: Look, trust: Trust) -> PdfSignatureMetadata:
    lasting = trust.level in ("B-LT", "B-LTA")
    return PdfSignatureMetadata(
        field_name=look.field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=look.says,
        embed_validation_info=lasting,
        use_pades_lta=trust.level == "B-LTA",
        validation_context=_context(trust) if lasting else None,
        signer_key_usage=set(USAGES),
    )


def _context(trust: Trust) -> ValidationContext:
    return ValidationContext(
        trust_roots=[x509.Certificate.load(each) for each in trust.roots],
        other_certs=[x509.Certificate.load(each) for each in trust.others],
        crls=list(trust.crls),
        allow_fetching=trust.fetch,
        revocation_mode="soft-fail",
    )


def _stamper(trust: Trust) -> HTTPTimeStamper | None:
    if trust.level == "B-B":
        return None
    return HTTPTimeStamper(trust.time_stamp, timeout=trust.timeout)


def _style(drawn: bytes) -> StaticStampStyle:
    return StaticStampStyle(
        border_width=0,
        background=_Drawn(drawn),
        background_opacity=1.0,
        background_layout=SimpleBoxLayoutRule(
            x_align=AxisAlignment.ALIGN_MID,
            y_align=AxisAlignment.ALIGN_MID,
            margins=Margins.uniform(0),
            inner_content_scaling=InnerScaling.STRETCH_TO_FIT,
        ),
    )


class _StillWriter(IncrementalPdfFileWriter):
    """Adds to a file without a trace of when: no new date, no half of an identity drawn by lot."""

    def _update_meta(self) -> None:
        pass

    @classmethod
    def _handle_id(cls, prev: PdfFileReader) -> ArrayObject:
        first = prev.trailer["/ID"][0]
        return ArrayObject([first, first])


class _PlainSigner(PdfSigner):
    """Marks the file as having signatures of ETSI's form, and leaves its version: PDF 2.0 would make it no PDF/A-2."""

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:
        """Register the one extension that PAdES asks for."""
        pdf_out.register_extension(ESIC_EXTENSION_1)


class _Drawn(PdfContent):
    """The first page of a PDF file held in memory, as content of another."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        super().__init__()

    def render(self) -> bytes:
        """Bring the page into the file, and return the operator that shows it."""
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self.data)))
        self.resources.xobject["/Drawn"] = page
        left, bottom, right, top = (float(end) for end in page.get_object()["/BBox"])
        self.box = BoxConstraints(width=right - left, height=top - bottom)
        return b"/Drawn Do"


_NO_TIME_STAMP: Final = Text(
    "Không lấy được dấu thời gian từ {url}, nên chưa ký.", "No time stamp came from {url}, so nothing was signed."
)
_TRY_LATER: Final = Text(
    "Thử lại sau; nếu vẫn không được, báo người quản trị.", "Try again later; if it goes on, tell the administrator."
)
_NOT_TRUSTED: Final = Text(
    "Chứng thư số không dẫn tới tổ chức chứng thực mà hệ thống tin cậy, hoặc đã bị thu hồi, nên không ký được ở mức "
    "{level}.",
    "The certificate does not lead to an authority that the installation trusts, or is revoked, so it cannot sign at "
    "level {level}.",
)
_ROOTS: Final = Text(
    "Người quản trị thêm chứng thư gốc và danh sách thu hồi vào cấu hình ký số (docs/signing.md).",
    "The administrator adds the root and its revocation list to the settings of signing (docs/signing.md).",
)
_NOT_SIGNED: Final = Text("Không ký được tệp: {error}", "The file could not be signed: {error}")
