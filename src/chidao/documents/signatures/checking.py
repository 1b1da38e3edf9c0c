"""What the signatures of a file are worth. A stranger's file is read in a process of its own with limits on it.

Run as a program it reads a question (JSON) on its input and writes what it found; it asks no network. Elsewhere only
`check_file` is called.
"""

from __future__ import annotations

import base64
import io
import json
import logging
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, SuspiciousModification
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from chidao.documents.limited import TooHeavy, answer_of
from chidao.documents.signatures.found import FileFound, SignatureFound, found_from
from chidao.documents.signatures.trust import USAGES, Trust

SECONDS: Final = 30
MEMORY: Final = 1024 * 1024 * 1024
# Added after a signature, these leave the paper as it was: what it is checked by, and further signatures.
HARMLESS: Final = ModificationLevel.FORM_FILLING


@lru_cache(maxsize=4)
def check_file(pdf: bytes, trust: Trust, *, since: int = 0) -> FileFound:
    """Return what the signatures of a file are worth (read in a limited process; answers are kept for a while).

    `since` is how many bytes of it are known: from there on, nothing but signatures may have been added.
    """
    asked = {
        "pdf": _said(pdf), "since": since,
        **{name: [_said(each) for each in getattr(trust, name)] for name in ("roots", "others", "crls")},
    }  # fmt: skip
    try:
        answer = answer_of(__name__, data=json.dumps(asked).encode(), seconds=SECONDS, memory=MEMORY)
        return found_from(json.loads(answer))
    except (TooHeavy, ValueError) as error:
        return FileFound(problem=type(error).__name__)


def find_signatures(pdf: bytes, trust: Trust, since: int = 0) -> FileFound:
    """Return what the signatures of a file are worth, in this very process: for files of our own making only."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        known = _revisions(pdf[:since]) if since else None
        return FileFound(
            signatures=tuple(_found(each, reader, trust) for each in reader.embedded_regular_signatures),
            altered=known is not None and not _only_signed(reader, known),
        )
    except (PdfError, SignatureValidationError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        return FileFound(problem=f"{type(error).__name__}: {error}"[:200])


def _only_signed(reader: PdfFileReader, known: int) -> bool:
    """Tell whether, since a number of revisions, only signatures and what they are checked by were added."""
    if reader.xrefs.total_revisions <= known:
        return True
    return _harmless(DEFAULT_DIFF_POLICY.review_file(reader, known - 1))


def _harmless(result: Any) -> bool:
    return not isinstance(result, SuspiciousModification) and result.modification_level <= HARMLESS


def _revisions(pdf: bytes) -> int:
    count: int = PdfFileReader(io.BytesIO(pdf), strict=False).xrefs.total_revisions
    return count


def _found(each: EmbeddedPdfSignature, reader: PdfFileReader, trust: Trust) -> SignatureFound:
    status = validate_pdf_signature(
        each,
        signer_validation_context=_context(trust, reader, None),
        ts_validation_context=_context(trust, reader, None),
        key_usage_settings=KeyUsageConstraints(key_usage=set(USAGES)),
    )
    certificate = each.signer_cert
    stamped = status.timestamp_validity.timestamp if status.timestamp_validity else None
    signed_at = status.signer_reported_dt or stamped
    return SignatureFound(
        field=each.fq_name,
        page=_page_of(each, reader),
        rect=_rect_of(each),
        subject=_name(certificate.subject),
        issuer=_name(certificate.issuer),
        serial=f"{certificate.serial_number:x}"[:80],
        fingerprint=certificate.sha256.hex(),
        level=_level(each, reader, stamped),
        intact=bool(status.intact and status.valid),
        covers=_covers(status.coverage),
        changed=status.coverage != SignatureCoverageLevel.ENTIRE_FILE and not _harmless(status.diff_result),
        trusted=_trusted(status, each, reader, trust, stamped),
        timely=_timely(certificate, stamped or signed_at),
        signed_at=signed_at,
        stamped_at=stamped,
    )


def _trusted(
    status: PdfSignatureStatus,
    each: EmbeddedPdfSignature,
    reader: PdfFileReader,
    trust: Trust,
    stamped: datetime | None,
) -> bool:
    """Tell whether the certificate is trusted: now, or when a trusted time stamp says that it signed."""
    stamp = status.timestamp_validity
    if status.trusted or stamped is None or stamp is None or not stamp.trusted:
        return bool(status.trusted)
    context = _context(trust, reader, stamped)
    usage = KeyUsageConstraints(key_usage=set(USAGES))
    again = validate_pdf_signature(each, signer_validation_context=context, key_usage_settings=usage)
    return bool(again.trusted)


def _context(trust: Trust, reader: PdfFileReader, at: datetime | None) -> ValidationContext:
    """Return by what a certificate is judged: the installation's roots and lists, and what the file brings along."""
    told: dict[str, Any] = {
        "trust_roots": [x509.Certificate.load(each) for each in trust.roots],
        "other_certs": [x509.Certificate.load(each) for each in trust.others],
        "crls": list(trust.crls),
        "allow_fetching": False,
        "revocation_mode": "soft-fail",
        **({"moment": at} if at else {}),
    }
    if "/DSS" not in reader.root:
        return ValidationContext(**told)
    brought = DocumentSecurityStore.read_dss(reader)
    lists = [each.get_object().data for each in brought.crls]
    answers = [each.get_object().data for each in brought.ocsps]
    told["other_certs"] += list(brought.load_certs())
    return ValidationContext(**{**told, "crls": [*told["crls"], *lists], "ocsps": answers})


def _level(each: EmbeddedPdfSignature, reader: PdfFileReader, stamped: datetime | None) -> str:
    """Return the level of a signature: by its time stamp, by what the file brings to check it, by a stamp on all."""
    if stamped is None:
        return "B-B"
    if "/DSS" not in reader.root:
        return "B-T"
    brought = DocumentSecurityStore.read_dss(reader)
    if not (brought.crls or brought.ocsps) or not brought.certs:
        return "B-T"
    later = [stamp for stamp in reader.embedded_timestamp_signatures if stamp.signed_revision > each.signed_revision]
    return "B-LTA" if later else "B-LT"


def _covers(level: SignatureCoverageLevel | None) -> str:
    if level == SignatureCoverageLevel.ENTIRE_FILE:
        return "file"
    return "revision" if level == SignatureCoverageLevel.ENTIRE_REVISION else "less"


def _timely(certificate: x509.Certificate, at: datetime | None) -> bool:
    return at is not None and certificate.not_valid_before <= at <= certificate.not_valid_after


def _rect_of(each: EmbeddedPdfSignature) -> tuple[float, float, float, float]:
    left, bottom, right, top = (float(end) for end in each.sig_field.get("/Rect", (0, 0, 0, 0)))
    return left, bottom, right, top


def _page_of(each: EmbeddedPdfSignature, reader: PdfFileReader) -> int:
    """Return the page on which a signature is shown, from 1; 0 where it is on none."""
    if "/P" not in each.sig_field:
        return 0
    wanted = each.sig_field.raw_get("/P")
    return next((number for number, page in enumerate(_pages(reader.root["/Pages"]), 1) if page == wanted), 0)


def _pages(node: Any) -> Iterator[Any]:
    """Yield where each page of a file stands, in order."""
    kids = node["/Kids"]
    for place in range(len(kids)):
        if "/Kids" in kids[place]:
            yield from _pages(kids[place])
        else:
            yield kids.raw_get(place)


def _name(name: x509.Name) -> str:
    """Write a distinguished name for people: "CN, O", whatever of it there is."""
    told = name.native
    parts = [told.get("common_name"), told.get("organizational_unit_name"), told.get("organization_name")]
    flat = [each for part in parts if part for each in (part if isinstance(part, list) else [part])]
    return ", ".join(dict.fromkeys(flat))[:300] or name.human_friendly[:300]


def _said(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(said: Sequence[str]) -> tuple[bytes, ...]:
    return tuple(base64.b64decode(each) for each in said)


def main() -> None:
    """Answer the question on standard input."""
    logging.disable(logging.CRITICAL)  # a stranger's file is no affair of the server's log
    asked = json.load(sys.stdin)
    trust = Trust(roots=_bytes(asked["roots"]), others=_bytes(asked["others"]), crls=_bytes(asked["crls"]))
    found = find_signatures(base64.b64decode(asked["pdf"]), trust, int(asked["since"]))
    json.dump(found.as_data(), sys.stdout)


if __name__ == "__main__":
    main()
