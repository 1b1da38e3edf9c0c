"""The signature of a stranger's edXML file looked at, in the limited process only: bytes in, what it is worth out.

The certificate in the file is taken as it is: that the file was not changed is told, not who stands behind the key.
"""

from __future__ import annotations

import json
import sys
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml.exceptions import SignXMLException
from signxml.verifier import XMLVerifier

_CERTIFICATE: Final = "{http://www.w3.org/2000/09/xmldsig#}X509Certificate"
_HEAD: Final = "-----BEGIN CERTIFICATE-----\n"
_TAIL: Final = "\n-----END CERTIFICATE-----"


def looked_at(data: bytes) -> dict[str, str]:
    """Return `{"state", "subject", "issuer"}`: valid where the whole file is as it was signed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    root = etree.fromstring(data, parser)
    held = next(root.iter(_CERTIFICATE), None)
    if held is None:
        return {"state": "invalid", "subject": "", "issuer": ""}
    certificate = x509.load_pem_x509_certificate(f"{_HEAD}{(held.text or '').strip()}{_TAIL}".encode())
    said = {"subject": _named(certificate.subject), "issuer": _named(certificate.issuer)}
    pem = certificate.public_bytes(Encoding.PEM).decode()
    checked = XMLVerifier().verify(root, x509_cert=pem)
    found: Any = checked[0] if isinstance(checked, list) else checked
    whole = found.signed_xml is not None and etree.QName(found.signed_xml).localname == etree.QName(root).localname
    return {"state": "valid" if whole else "invalid", **said}


def _named(name: x509.Name) -> str:
    common = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(common[0].value) if common else name.rfc4514_string()


def main() -> None:
    """Read the file on the input, write what its signature is worth; what cannot be checked is not valid."""
    try:
        answer = looked_at(sys.stdin.buffer.read())
    except (SignXMLException, ValueError, TypeError, etree.LxmlError, MemoryError, RecursionError):
        answer = {"state": "invalid", "subject": "", "issuer": ""}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
