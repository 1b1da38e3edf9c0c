"""An edXML file signed as a whole (xmldsig, enveloped in its header) with an agency's PKCS#12 key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from cryptography.hazmat.primitives.serialization import pkcs12
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureConstructionMethod, SignatureMethod
from signxml.signer import XMLSigner

from chidao.exchange.edxml.model import NAMESPACE
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text

DSIG: Final = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key with its certificate, and those that it was issued under."""

    key: Any
    certificates: tuple[Any, ...]


def key_of(data: bytes, password: str) -> SigningKey:
    """Return the key of a PKCS#12 file. Raises BadInput for another file, another password or no certificate."""
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, password.encode() or None)
    except ValueError as error:
        raise BadInput(Reason(code="key_not_opened", says=_NOT_OPENED)) from error
    if key is None or certificate is None:
        raise BadInput(Reason(code="key_not_opened", says=_NOT_OPENED))
    return SigningKey(key, (certificate, *others))


def signed_message(data: bytes, key: SigningKey) -> bytes:
    """Return the file of a message with its signature, at the end of the header."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    header = root.find(f".//{{{NAMESPACE}}}edXMLHeader")
    etree.SubElement(header, f"{{{DSIG}}}Signature", {"Id": "placeholder"}, nsmap={"ds": DSIG})
    signer = XMLSigner(
        method=SignatureConstructionMethod.enveloped,
        signature_algorithm=_METHODS.get(type(key.key).__name__, SignatureMethod.RSA_SHA256),
        digest_algorithm=DigestAlgorithm.SHA256,
    )
    signed = signer.sign(root, key=key.key, cert=list(key.certificates))
    written: bytes = etree.tostring(signed, xml_declaration=True, encoding="UTF-8")
    return written


_METHODS: Final = {"ECPrivateKey": SignatureMethod.ECDSA_SHA256}
_NOT_OPENED: Final = Text(
    "Không mở được tệp khóa PKCS#12: sai mật khẩu hoặc không có chứng thư.",
    "The PKCS#12 file cannot be opened: another password, or no certificate in it.",
)
