"""The second factor of signing in: one-time codes by the clock (RFC 6238), six digits, thirty seconds, each taken once.

Not an affair of the committee, so no act. The secret is sealed with the installation's key. Wrong codes count as wrong
passwords do and lock the account the same way. Whoever lost the device asks the clerk for a new one-time link: choosing
a password by it takes the second factor off.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import datetime
from typing import Final
from urllib.parse import quote

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from django.conf import settings
from django.db.models import Q

from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text
from chidao.people.accounts import note_failure
from chidao.people.models import Account

DIGITS: Final = 6
STEP_SECONDS: Final = 30
DRIFT: Final = 1
"""How many steps a phone's clock may be early or late (RFC 6238, section 5.2)."""
SECRET_BYTES: Final = 20
ISSUER: Final = "Chỉ Đạo"


def new_secret() -> bytes:
    """Return a new secret (RFC 4226, section 4: 160 bits)."""
    return secrets.token_bytes(SECRET_BYTES)


def sealed(secret: bytes) -> str:
    """Seal a secret with the installation's key."""
    return _box().encrypt(secret).decode()


def opened(kept: str) -> bytes | None:
    """Open a sealed secret; None where it was sealed with another key, or is none."""
    try:
        return _box().decrypt(kept.encode())
    except InvalidToken:
        return None


def readable(secret: bytes) -> str:
    """Return a secret as people type it: base32 in groups of four."""
    plain = base64.b32encode(secret).decode()
    return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def address(username: str, secret: bytes) -> str:
    """Return the address that a program of codes reads from the QR code."""
    label = quote(f"{ISSUER}:{username}")
    plain = base64.b32encode(secret).decode()
    return f"otpauth://totp/{label}?secret={plain}&issuer={quote(ISSUER)}&digits={DIGITS}&period={STEP_SECONDS}"


def enrol(account: Account, kept: str, code: str, real: datetime) -> None:
    """Let a sealed secret count from now on, once its first code is given back. Raises BadInput for another code."""
    secret = opened(kept)
    step = _step_of(secret, code, real) if secret else None
    if step is None:
        raise BadInput(Reason(code="wrong_code", says=WRONG_CODE, field="code", remedy=LOOK_AT_CLOCK))
    Account.objects.filter(pk=account.pk).update(second_factor=kept, second_factor_at=real, second_factor_step=step)


def take_code(account: Account, code: str, *, real: datetime, now: datetime) -> bool:
    """Take a code of an account's second factor; no code is taken twice, nor any while the account is locked.

    `real` is the instant by which the device counts, `now` the one that the account's locks are counted by.
    """
    row = Account.objects.filter(pk=account.pk, is_active=True).exclude(second_factor="").first()
    if row is None or (row.locked_until and row.locked_until > now):
        return False
    secret = opened(row.second_factor)
    step = _step_of(secret, code, real) if secret else None
    if step is not None and _taken(row, step):
        return True
    note_failure(row, now)
    return False


def clear(account: Account) -> None:
    """Take the second factor off an account."""
    Account.objects.filter(pk=account.pk).update(second_factor="", second_factor_at=None, second_factor_step=0)


def _taken(account: Account, step: int) -> bool:
    """Use a step up; whoever comes second with it finds it used."""
    unlocked = Account.objects.filter(Q(second_factor_step__lt=step), pk=account.pk)
    return bool(unlocked.update(second_factor_step=step, failed_sign_ins=0))


def _step_of(secret: bytes, code: str, real: datetime) -> int | None:
    plain = "".join(code.split())
    if len(plain) != DIGITS or not plain.isascii():
        return None
    now = int(real.timestamp()) // STEP_SECONDS
    counted = HOTP(secret, DIGITS, SHA1())  # noqa: S303 - RFC 6238's own digest, which every program of codes knows
    steps = range(now - DRIFT, now + DRIFT + 1)
    return next((step for step in steps if hmac.compare_digest(counted.generate(step), plain.encode())), None)


def _box() -> Fernet:
    made = HKDF(SHA256(), 32, salt=None, info=b"chidao second factor").derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(made))


WRONG_CODE: Final = Text(
    "Mã không đúng, đã dùng rồi, hoặc tài khoản đang tạm khóa.",
    "The code is wrong, used already, or the account is locked.",
)
LOOK_AT_CLOCK: Final = Text(
    "Gõ mã 6 chữ số đang hiện trên điện thoại; đồng hồ điện thoại phải đúng giờ.",
    "Type the six digits that the phone shows now; its clock must be right.",
)
