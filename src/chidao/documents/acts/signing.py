"""The legal actor's signature under a paper, with the seal that goes with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from chidao.acts.authority import Capacity
from chidao.acts.runner import Doing
from chidao.documents.rules import Signed, against_seal
from chidao.documents.signing import delegated_signature_of, signature_of
from chidao.instruments.charter import Regulation
from chidao.instruments.queries import regulation
from chidao.kernel.days import local_day
from chidao.kernel.errors import Conflict, Reason, Refused, raise_if_any
from chidao.kernel.wording import Text
from chidao.mandates.models import Delegation

SEAL: Final = ("Con dấu dùng", "Seal used", "seal")
"""How an act that signs asks for the seal: left empty, the one that goes with the signature."""


def signed_for(doing: Doing, body: str, seal: str = "") -> Signed:
    """Return the signature block of the legal actor, in the form of the right by which they act, and its seal.

    `seal` is the one said to be used, "" the right one. Raises Refused with the clause where another is named, and
    Conflict where no regulation is in force to say it.
    """
    current = in_force(doing, body)
    capacity = replace(doing.by, role=doing.basis.role or doing.by.role)
    signed = _signed(doing, current, capacity)
    raise_if_any(Refused, against_seal(signed, seal))
    return signed


def _signed(doing: Doing, current: Regulation, capacity: Capacity) -> Signed:
    """Return the block by the kind of right: one's own title, KT. for whom one stands in, TUQ. for who delegated."""
    on = local_day(doing.at)
    if doing.basis.kind != "delegation":
        return signature_of(current, capacity, on=on, standing_in=doing.basis.kind == "stand_in")
    given = Delegation.objects.select_related("seat__post", "seat__agency").get(pk=doing.basis.delegation)
    return delegated_signature_of(current, capacity, given, on=on)


def in_force(doing: Doing, body: str) -> Regulation:
    """Return the regulation in force on the day of the act. Raises Conflict where there is none."""
    current = regulation(body, local_day(doing.at))
    if current is None:
        raise Conflict(Reason(code="no_regulation", says=_NO_REGULATION))
    return current


_NO_REGULATION = Text(
    "Không có quy chế nào mà hệ thống giữ văn bản đang có hiệu lực vào ngày này.",
    "No regulation whose text the system holds is in force on this day.",
)
