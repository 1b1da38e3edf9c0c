"""From what a door was told to the call that the runner performs: who acts, who records it for them, when, on what
evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from chidao.acts.authority import Capacity
from chidao.acts.registry import Act
from chidao.acts.runner import Call
from chidao.documents.files import is_intact
from chidao.door.given import out_of_bounds, read_given
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, NotFound, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.mandates.queries import capacity_from, facts

LONGEST_KEY: Final = 120


def given_in_body(act: Act, body: str, sent: Mapping[str, object]) -> Any:
    """Return the act's input for a body named apart from it. Raises BadInput with every field that is wrong."""
    raise_if_any(BadInput, _other_body(body, sent))
    return read_given(act, {**sent, "body": body})


def call_for(
    act: Act,
    given: Any,
    caller: Capacity,
    now: datetime,
    *,
    at: datetime | None = None,
    for_seat: int | None = None,
    evidence: tuple[str, ...] = (),
    key: str | None = None,
) -> Call:
    """Return the call: by the caller's own right, or recorded by them from the signed paper of another seat's holder.

    `at` is the instant of the act (now, if not given); `evidence` the SHA-256 of files kept here. Raises BadInput and
    NotFound.
    """
    raise_if_any(BadInput, [*_bad_instant(at), *_not_kept(evidence), *_bad_key(key)])
    by = caller if for_seat is None else holder_of(caller.body, for_seat, at or now, known_at=now)
    operator = None if for_seat is None else caller
    return Call(act=act.name, given=given, by=by, now=now, at=at, operator=operator, evidence=evidence, key=key or None)


def holder_of(body: str, seat: int, at: datetime, *, known_at: datetime) -> Capacity:
    """Return the capacity of whoever held a seat at an instant, as known at another. Raises NotFound."""
    on = local_day(at)
    held = next((each for each in facts(body).holdings if each.seat == seat and each.stands(on, known_at)), None)
    if held is None:
        raise NotFound(Reason(code="seat_empty", says=_SEAT_EMPTY.filled(seat=seat), field="on_behalf_of"))
    return capacity_from(body, held)


def _bad_instant(at: datetime | None) -> Iterator[Reason]:
    yield from out_of_bounds({"at": at})


def _other_body(body: str, sent: Mapping[str, object]) -> Iterator[Reason]:
    if sent.get("body", body) != body:
        yield Reason(code="other_body", says=_OTHER_BODY, field="body")


def _not_kept(evidence: tuple[str, ...]) -> Iterator[Reason]:
    for sha256 in evidence:
        if not is_intact(settings.CHIDAO_FILES, sha256):
            yield Reason(code="no_such_file", says=_NOT_KEPT.filled(sha256=sha256[:80]), field="evidence", remedy=_SEND)


def _bad_key(key: str | None) -> Iterator[Reason]:
    if key and (len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable()):
        yield Reason(code="bad_idempotency_key", says=_BAD_KEY.filled(most=LONGEST_KEY), field="idempotency_key")


_OTHER_BODY: Final = Text("Ban chỉ đạo khác với địa chỉ đang gọi.", "Another body than that of the address.")
_SEAT_EMPTY: Final = Text("Vào lúc đó ghế số {seat} không có người giữ.", "Nobody held seat {seat} at that time.")
_NOT_KEPT: Final = Text("Hệ thống không giữ tệp {sha256}.", "The file {sha256} is not kept here.")
_SEND: Final = Text("Gửi tệp trước, rồi dẫn mã băm của tệp.", "Send the file first, then name it by its digest.")
_BAD_KEY: Final = Text(
    "Mã chống gửi trùng dài tối đa {most} ký tự không dấu.", "An idempotency key has {most} plain characters at most."
)
