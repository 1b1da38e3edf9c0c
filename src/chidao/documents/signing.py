"""Who signs a paper: the block and the seal of a capacity, by the regulation and under the names of the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chidao.acts.authority import Capacity
from chidao.acts.registry import acts, fields_of
from chidao.documents.rules import Signed, signed_by, signed_by_delegation
from chidao.instruments.charter import Regulation
from chidao.kernel.wording import Text
from chidao.mandates.models import Delegation, Seat
from chidao.people.models import Person
from chidao.people.queries import agency_name_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """What a signature says of its signer beside the role: the post, and what the signer's agency is called."""

    post: str = ""
    agency: str = ""


def delegated_signature_of(regulation: Regulation, capacity: Capacity, given: Delegation, *, on: date) -> Signed:
    """Return the block and seal of a delegate, in the name of the seat that delegated to them (at most six queries)."""
    own = signature_of(regulation, capacity, on=on)
    principal = given.seat
    agency = principal.agency_id or (principal.post.agency_id if principal.post else None)
    named = agency_name_on(agency, on) if agency else ""
    title = Text.from_data(principal.title)
    return signed_by_delegation(regulation, principal.role, own, title=title, agency=named)


def signature_of(regulation: Regulation, capacity: Capacity, *, on: date, standing_in: bool = False) -> Signed:
    """Return the signature block and seal of whoever acts in a seat, on a day (at most three queries)."""
    signer = signer_on(regulation, capacity, on)
    return signed_by(
        regulation, capacity.role or "", standing_in=standing_in, title=capacity.says, agency=signer.agency,
        post=signer.post,
    )  # fmt: skip


def signer_on(regulation: Regulation, capacity: Capacity, on: date) -> Signer:
    """Return the post and the agency's name with which a capacity signs on a day.

    The post is that of the seat; where the seat is no post's, the person's own in that agency; else what the
    regulation says of the seat.
    """
    seat = Seat.objects.filter(pk=capacity.seat or 0).select_related("post").first()
    if seat is None:
        return Signer()
    agency = seat.agency_id or (seat.post.agency_id if seat.post else None)
    post = seat.post.title if seat.post else _own_post(capacity.person, agency) or _said_of(regulation, seat.key)
    return Signer(post=post, agency=agency_name_on(agency, on) if agency else "")


def sealing_acts() -> frozenset[str]:
    """Return the acts that put a signature and a seal to a paper: those that ask which seal is used."""
    return frozenset(each.name for each in acts() if "seal" in fields_of(each.given))


def _own_post(person: int, agency: int | None) -> str:
    found = Person.objects.filter(pk=person, main_post__agency=agency or 0).values_list("main_post__title", flat=True)
    return found.first() or ""


def _said_of(regulation: Regulation, key: str) -> str:
    return next((each.holder for each in regulation.seats if each.id == key and each.holder), "")
