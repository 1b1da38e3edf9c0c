"""Who calls the API: the holder of a personal key, in one of the seats they hold, in the book they ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from chidao.acts.authority import Capacity
from chidao.door.books import in_book, open_book
from chidao.door.callers import capacity_for, person_with_key
from chidao.door.clock import now
from chidao.kernel.errors import ChidaoError, NotFound, Reason, Refused
from chidao.kernel.vietnamese import nfc
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader, body_codes, reader_for
from chidao.people.models import Person

View = Callable[..., Any]


class NotSignedIn(ChidaoError):
    """The call bears no personal key, or one that does not open."""

    status = 401

    @classmethod
    def kind(cls) -> str:
        """Return the stable name of this kind of error."""
        return "not_signed_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """The person whose key was shown, and the instant of the call."""

    person: Person
    now: datetime


class PersonalKey(HttpBearer):
    """`Authorization: Bearer chd_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """Return who calls. Raises NotSignedIn."""
        at = now()
        try:
            return Caller(person=person_with_key(token.strip(), at), now=at)
        except Refused as refusal:
            raise NotSignedIn(*refusal.reasons) from refusal


def caller_of(request: HttpRequest) -> Caller:
    """Return who calls; the key was checked before the operation began."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    return caller


def capacity_of_call(request: HttpRequest, body: str, seat: int | None = None) -> Capacity:
    """Return the capacity a call is made in: the seat asked for, or the caller's first in the body. Raises NotFound."""
    caller = caller_of(request)
    return capacity_for(caller.person.pk, caller.now, seat=seat, body=held_body(body))


def reader_of_call(request: HttpRequest, body: str, seat: int | None = None, *, subject: str) -> Reader:
    """Return who reads a subject. Raises Refused where the reader's role is shown nothing of it."""
    reader = reader_for(capacity_of_call(request, body, seat), caller_of(request).now)
    if reader.sees(subject) is None:
        raise Refused(Reason(code="not_shown", says=_NOT_SHOWN, remedy=_OTHER_SEAT))
    return reader


def held_body(body: str) -> str:
    """Return the code of a body that the installation holds. Raises NotFound for any other."""
    code = nfc(body)
    if code not in body_codes():
        says = Text("Hệ thống không giữ ban chỉ đạo này.", "This installation does not hold that body.")
        raise NotFound(Reason(code="no_such_body", says=says, field="body"))
    return code


def in_asked_book(view: View) -> View:
    """Work in the book that the header X-Chidao-Book names, if it names one."""

    @wraps(view)
    def asked(request: HttpRequest, *parts: Any, **named: Any) -> Any:
        with in_book(request.headers.get("X-Chidao-Book") or open_book()):
            return view(request, *parts, **named)

    return asked


_NOT_SHOWN = Text("Vai của ghế này không được xem phần này.", "The role of this seat is not shown this.")
_OTHER_SEAT = Text("Gọi với ghế khác nếu có (?seat=…).", "Call in another seat if you hold one (?seat=…).")
