"""Signing in: tries and lockouts, passwords, and when a desk was last looked at.

None of it is an affair of the committee, so none of it is an act; opening an account is (`people.acts.open_account`).
The rules are norms group I: one account a person, five wrong tries lock for a quarter of an hour, an account that
rested for 45 days has to be opened again by a link.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text
from chidao.people.models import Account

MOST_TRIES: Final = 5
LOCKED_FOR: Final = timedelta(minutes=15)
IDLE_DAYS: Final = 45
SHORTEST_PASSWORD: Final = 14
LONGEST_PASSWORD: Final = 200

Verdict = Literal["in", "wrong", "idle", "code"]
_tokens: Final = PasswordResetTokenGenerator()


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a try to sign in: "in" with the account, "wrong" (whatever was wrong), "idle" for 45 days,
    or "code" where the password was right and the second factor is still to come."""

    verdict: Verdict
    account: Account | None = None


def try_sign_in(username: str, password: str, now: datetime) -> Tried:
    """Try to sign in. What was wrong is never told apart: no such name, another password, locked, closed."""
    account = Account.objects.filter(username__iexact=username.strip()).select_related("person").first()
    if account is None or not account.is_active:
        make_password(password[:LONGEST_PASSWORD])  # as long as a try on a real account takes
        return Tried("wrong")
    if account.locked_until and account.locked_until > now:
        make_password(password[:LONGEST_PASSWORD])
        return Tried("wrong")
    if len(password) > LONGEST_PASSWORD or not account.check_password(password):
        note_failure(account, now)
        return Tried("wrong")
    if is_idle(account, now):
        return Tried("idle", account)
    if account.second_factor:
        return Tried("code", account)  # the count of failures stands until the code is right too
    note_sign_in(account, now)
    return Tried("in", account)


def is_idle(account: Account, now: datetime) -> bool:
    """Say whether an account has rested for too long to be let in by its old password."""
    return account.last_login is not None and now - account.last_login > timedelta(days=IDLE_DAYS)


def note_sign_in(account: Account, now: datetime) -> None:
    """Remember that somebody came in, and begin a new count of failures."""
    Account.objects.filter(pk=account.pk).update(failed_sign_ins=0, locked_until=None, last_login=now)


def link_parts(account: Account) -> tuple[str, str]:
    """Return the two parts of the address at which the owner chooses a password, once."""
    return urlsafe_base64_encode(force_bytes(account.pk)), _tokens.make_token(account)


def account_of_link(uid: str, token: str) -> Account | None:
    """Return whose link it is; None once it was used, has expired or was never given."""
    try:
        key = int(urlsafe_base64_decode(uid))
    except (ValueError, OverflowError):
        return None
    account: Account | None = Account.objects.filter(pk=key, is_active=True).select_related("person").first()
    return account if account and _tokens.check_token(account, token) else None


def choose_password(account: Account, password: str, again: str, now: datetime) -> None:
    """Set the password that the owner chose; unlocks, takes the second factor off, and uses the link up.

    Raises BadInput with every fault.
    """
    faults = [*_password_faults(account, password)]
    if password != again:
        faults.append(Reason(code="not_the_same", says=_NOT_THE_SAME, field="again"))
    if faults:
        raise BadInput(*faults)
    account.set_password(password)
    Account.objects.filter(pk=account.pk).update(
        password=account.password, failed_sign_ins=0, locked_until=None, last_login=now, must_change_password=False,
        second_factor="", second_factor_at=None, second_factor_step=0,
    )  # fmt: skip


def note_look(account: Account, now: datetime) -> None:
    """Remember when the desk was last looked at."""
    Account.objects.filter(pk=account.pk).update(looked_at=now)


def note_failure(account: Account, now: datetime) -> None:
    """Count a failure; so many of them lock the account for a while."""
    Account.objects.filter(pk=account.pk).update(failed_sign_ins=F("failed_sign_ins") + 1)
    # Counted in the database, so that tries made at once count too; the lock begins a new count.
    Account.objects.filter(pk=account.pk, failed_sign_ins__gte=MOST_TRIES).update(
        failed_sign_ins=0, locked_until=now + LOCKED_FOR
    )


def _password_faults(account: Account, password: str) -> list[Reason]:
    if len(password) > LONGEST_PASSWORD:
        says = Text("Mật khẩu dài quá {most} ký tự.", "Longer than {most} characters.").filled(most=LONGEST_PASSWORD)
        return [Reason(code="too_long", says=says, field="password")]
    try:
        validate_password(password, account)
    except ValidationError as error:
        codes = [fault.code or "" for fault in error.error_list]
        return [Reason(code=code or "weak", says=_WEAK.get(code, _WEAK[""]), field="password") for code in codes]
    return []


_WEAK: Final = {
    "password_too_short": Text(
        f"Mật khẩu cần ít nhất {SHORTEST_PASSWORD} ký tự.", f"A password needs at least {SHORTEST_PASSWORD} characters."
    ),
    "password_too_common": Text("Mật khẩu này quá phổ biến.", "This password is too common."),
    "password_too_similar": Text("Mật khẩu quá giống tên đăng nhập.", "The password is too like the sign-in name."),
    "": Text("Mật khẩu này quá yếu.", "This password is too weak."),
}
_NOT_THE_SAME: Final = Text("Hai lần gõ không giống nhau.", "The two are not the same.")
