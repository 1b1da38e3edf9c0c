"""Signing the file of a document at the door, before the act that records it: with a key file, or by a token.

The key and its passphrase are used and forgotten: they stand in no record, no log and no file.
"""

from __future__ import annotations

from datetime import datetime

from pyhanko.sign.signers import Signer

from chidao.documents.models import Document
from chidao.documents.signatures.keys import certificate_of, key_from_file, key_in_token
from chidao.documents.signatures.making import with_signature
from chidao.documents.signatures.papers import Kind, file_to_sign, look_of
from chidao.documents.signatures.trust import Token, Trust


def signed_with_file(
    document: Document, kind: Kind, key_file: bytes, passphrase: str, *, person: int, trust: Trust, at: datetime
) -> bytes:
    """Return the document's file with one more signature by a key given for the moment.

    `at` is the real instant; `person` whose picture is shown. Raises BadInput for the key, Conflict where a time stamp
    or trust is missing.
    """
    signer = key_from_file(key_file, passphrase, trust)
    return _signed(document, kind, signer, person=person, trust=trust, at=at)


def signed_with_token(
    document: Document, kind: Kind, token: Token, *, person: int, trust: Trust, at: datetime
) -> bytes:
    """Return the document's file with one more signature by a token. Raises Conflict where the token is silent."""
    with key_in_token(token) as signer:
        return _signed(document, kind, signer, person=person, trust=trust, at=at)


def _signed(document: Document, kind: Kind, signer: Signer, *, person: int, trust: Trust, at: datetime) -> bytes:
    certificate = certificate_of(signer, at)
    pdf = file_to_sign(document)
    name = str(certificate.subject.native.get("common_name") or certificate.subject.human_friendly)
    return with_signature(pdf, signer, look_of(document, pdf, kind, name, person, at), trust, at)
