"""Keys that sign: one given for the moment (PKCS#12), or one that never leaves its token (PKCS#11). None is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from asn1crypto import x509
from pkcs11 import PKCS11Error
from pyhanko.config.pkcs11 import PKCS11SignatureConfig, TokenCriteria
from pyhanko.sign.general import SigningError
from pyhanko.sign.pkcs11 import PKCS11SigningContext
from pyhanko.sign.signers import Signer, SimpleSigner

from chidao.documents.signatures.stamps import said_at
from chidao.documents.signatures.trust import Token, Trust, pin_of
from chidao.kernel.errors import BadInput, Conflict, Reason
from chidao.kernel.wording import Text

LARGEST_KEY_FILE: Final = 64 * 1024


def key_from_file(data: bytes, passphrase: str, trust: Trust) -> Signer:
    """Open a PKCS#12 file. Raises BadInput for one that is none, has no key, or has another passphrase."""
    if not data or len(data) > LARGEST_KEY_FILE:
        raise BadInput(Reason(code="no_key_file", says=_NO_KEY_FILE, field="key_file"))
    try:
        signer: Signer = SimpleSigner.load_pkcs12_data(
            data, other_certs=[x509.Certificate.load(each) for each in trust.others], passphrase=passphrase.encode()
        )
    except (ValueError, AttributeError, TypeError) as error:
        raise BadInput(Reason(code="key_not_opened", says=_NOT_OPENED, field="passphrase")) from error
    return signer


@contextmanager
def key_in_token(token: Token) -> Iterator[Signer]:
    """Open a session with a token, for as long as it signs. Raises Conflict where the token does not answer."""
    pin = pin_of(token)
    told = PKCS11SignatureConfig(
        module_path=token.module, token_criteria=TokenCriteria(label=token.token), key_label=token.key,
        cert_label=token.certificate, raw_mechanism=token.raw,
    )  # fmt: skip
    try:
        with PKCS11SigningContext(told, user_pin=pin) as signer:
            yield signer
    except (SigningError, PKCS11Error) as error:
        says = _TOKEN_SILENT.filled(title=token.title, error=f"{type(error.__cause__ or error).__name__}")
        raise Conflict(Reason(code="token_silent", says=says, remedy=_TELL_ADMINISTRATOR)) from error


def certificate_of(signer: Signer, at: datetime) -> x509.Certificate:
    """Return the certificate that a key signs with. Raises BadInput for none, and for one that is not valid then."""
    found = signer.signing_cert
    if found is None:
        raise BadInput(Reason(code="no_certificate", says=_NO_CERTIFICATE, field="key_file"))
    first, last = found.not_valid_before, found.not_valid_after
    if not first <= at <= last:
        says = _NOT_VALID.filled(first=said_at(first), last=said_at(last))
        raise BadInput(Reason(code="certificate_expired", says=says, field="key_file", remedy=_RENEW))
    return found


_NO_KEY_FILE: Final = Text(
    "Chưa chọn tệp khóa .p12 hoặc .pfx, hoặc tệp quá lớn.", "No .p12 or .pfx key file was chosen, or it is too large."
)
_NOT_OPENED: Final = Text(
    "Không mở được tệp khóa: sai mật khẩu của tệp, hoặc không phải tệp .p12/.pfx có khóa riêng.",
    "The key file does not open: the passphrase is wrong, or it is no .p12/.pfx file with a private key.",
)
_TOKEN_SILENT: Final = Text(
    "Thiết bị ký “{title}” không trả lời hoặc không nhận mã PIN ({error}).",
    "The token “{title}” does not answer or does not take the PIN ({error}).",
)
_TELL_ADMINISTRATOR: Final = Text(
    "Chưa có gì được ghi. Báo người quản trị kiểm tra thiết bị, nhãn khóa và mã PIN.",
    "Nothing was recorded. Ask the administrator to look at the token, the key's label and the PIN.",
)
_NO_CERTIFICATE: Final = Text("Tệp khóa không có chứng thư số.", "The key comes without a certificate.")
_NOT_VALID: Final = Text(
    "Chứng thư số chỉ có giá trị từ {first} đến {last}.", "The certificate is only valid from {first} to {last}."
)
_RENEW: Final = Text(
    "Gia hạn chứng thư số, hoặc ký bằng chứng thư còn hạn.", "Renew it, or sign with one that is valid."
)
