"""Who may bring a committee into an installation.

In a demonstration anybody. Otherwise who already has the power to found a body in one that is here; and, as long as
the installation holds no body, whoever bears the link that its installer printed (`chidao setup-link`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.core.signing import BadSignature, Signer

from chidao.acts.authority import Basis, Capacity, Matter, Question, may, the_authority
from chidao.kernel.days import local_day
from chidao.kernel.errors import Conflict, Reason, Refused
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import body_codes, capacity_of, seats_in_force, seats_of_person
from chidao.people.models import Person

SETUP_DAYS: Final = 7
_signer: Final = Signer(salt="chidao.onboarding.setup")


def setup_token(now: datetime) -> str:
    """Return the signed part of a set-up link, good for seven days. Raises Conflict once there is a body."""
    if body_codes():
        raise Conflict(Reason(code="already_set_up", says=_SET_UP, remedy=_ASK))
    return _signer.sign_object({"until": (now + timedelta(days=SETUP_DAYS)).isoformat()})


def may_found(person: Person | None, demo: bool, token: str | None, now: datetime, *, body: str = "") -> bool:
    """Return True for whoever may work on a founding, or on the next regulation of `body`.

    Raises Refused with what would make it possible.
    """
    if demo or (token and not body and _opens(token, now)):
        return True
    if person and (adopting_in(body, person.pk, now) if body else capacity_to_found(person.pk, now)):
        return True
    if body:
        raise Refused(Reason(code="may_not_adopt", says=_NO_ADOPTING, remedy=_ASK))
    if body_codes():
        raise Refused(Reason(code="may_not_found", says=_NO_POWER, remedy=_ASK))
    raise Refused(Reason(code="no_setup_link", says=_LINK_ENDED if token else _NO_LINK, remedy=_PRINT))


def adopting_in(body: str, person: int, now: datetime) -> tuple[Capacity, Capacity | None] | None:
    """Return whose act it is when a person brings in the next regulation of a body, and who records it for them.

    A seat of the person's own that may adopt; else the seat that may, where one of the person's own may record what it
    did on paper; None where neither is so.
    """
    mine = [each for each in seats_of_person(person, now) if each.body == body]
    own = next((each for each in mine if isinstance(may(_adopting(each, now)), Basis)), None)
    if own:
        return own, None
    sitting = ((each.person, each.id) for each in seats_in_force(body, local_day(now)) if each.person and mine)
    for holder, seat in sitting:
        signer = capacity_of(body, holder, seat, now)
        if signer and isinstance(may(_adopting(signer, now)), Basis):
            question = _adopting(signer, now)
            records = (each for each in mine if isinstance(the_authority().may_record(each, question), Basis))
            return next(((signer, each) for each in records), None)
    return None


def _adopting(capacity: Capacity, now: datetime) -> Question:
    matter = Matter(body=capacity.body, says=same(capacity.body), facets={"instrument": "regulation"})
    return Question(capacity=capacity, act="adopt_charter", matter=matter, at=now, known_at=now)


def capacity_to_found(person: int, now: datetime) -> Capacity | None:
    """Return the seat by which a person may found a body: one whose own regulation gives it that power."""
    return next((each for each in seats_of_person(person, now) if _gives(each, now)), None)


def _gives(capacity: Capacity, now: datetime) -> bool:
    matter = Matter(body=capacity.body, says=same(capacity.body))
    question = Question(capacity=capacity, act="found_body", matter=matter, at=now, known_at=now)
    return isinstance(may(question), Basis)


def _opens(token: str, now: datetime) -> bool:
    try:
        until = datetime.fromisoformat(_signer.unsign_object(token)["until"])
    except (BadSignature, ValueError, KeyError, TypeError):
        return False
    return now < until and not body_codes()


_SET_UP: Final = Text("Hệ thống này đã có ban chỉ đạo.", "This installation has a body already.")
_NO_POWER: Final = Text(
    "Không ghế nào của bạn được lập ban chỉ đạo trong hệ thống này.",
    "None of your seats may found a body in this installation.",
)
_NO_ADOPTING: Final = Text(
    "Không ghế nào của bạn trong ban chỉ đạo này được ban hành hoặc ghi lại việc ban hành quy chế.",
    "None of your seats in this body may adopt a regulation, or record that one was adopted.",
)
_NO_LINK: Final = Text("Cần liên kết thiết lập của người cài đặt.", "The installer's set-up link is needed.")
_LINK_ENDED: Final = Text("Liên kết thiết lập không đúng hoặc đã hết hạn.", "The set-up link is wrong or has expired.")
_PRINT: Final = Text("Người cài đặt chạy: chidao setup-link", "Whoever installed it runs: chidao setup-link")
_ASK: Final = Text(
    "Đề nghị người giữ danh bạ của ban chỉ đạo đang có lập giúp.",
    "Ask who keeps the registers of the body here.",
)
