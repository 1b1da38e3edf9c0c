"""Who calls: an account signed in, a personal key, or (in a demonstration only) whoever picks a post."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.conf import settings

from chidao.acts.authority import Capacity
from chidao.kernel.errors import NotFound, Reason, Refused
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text
from chidao.mandates.queries import capacity_of, seats_of_person
from chidao.mandates.rules import Holding
from chidao.people.models import Person, PersonalKey

KEY_PREFIX = "chd_"


def new_key() -> tuple[str, str, str]:
    """Return a new personal key, the digest that is kept, and the hint by which its owner knows it."""
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    return key, key_digest(key), key[:10]


def key_digest(key: str) -> str:
    """Return the SHA-256 of a key: all that the record knows of it."""
    return hashlib.sha256(key.encode()).hexdigest()


def person_with_key(key: str, at: datetime, *, opens: str = "all") -> Person:
    """Return who a personal key belongs to. Raises Refused when it is unknown, revoked, past its day, or opens
    something else."""
    found = PersonalKey.objects.filter(sha256=key_digest(key), opens=opens)
    row = found.select_related("person__account").first()
    if row is None or row.revoked_at or row.expires_at <= at:
        raise Refused(Reason(code="bad_key", says=_BAD_KEY, remedy=_NEW_KEY))
    person: Person = row.person
    return person


def capacity_for(person: int, at: datetime, *, seat: int | None = None, body: str = "") -> Capacity:
    """Return the capacity a person acts in: the seat asked for, or the first of theirs. Raises NotFound."""
    mine = [each for each in seats_of_person(person, at) if not body or each.body == body]
    found = next((each for each in mine if seat is None or each.seat == seat), None)
    if found is None:
        raise NotFound(Reason(code="no_seat", says=_NO_SEAT, remedy=_ASK_CLERK))
    return found


def capacity_by_words(words: str, body: str, at: datetime, holdings: tuple[Holding, ...]) -> Capacity:
    """Return the capacity whose title matches the words; demonstrations only. Raises Refused or NotFound."""
    if not settings.CHIDAO_DEMO:
        raise Refused(Reason(code="demo_only", says=_DEMO_ONLY))
    wanted = fold(words)
    for each in holdings:
        found = wanted == fold(each.seat_title.vi) or wanted in fold(each.seat_title.vi).split(", ")
        if found and (capacity := capacity_of(body, each.person, each.seat, at)):
            return capacity
    says = Text("Không có ghế nào tên “{words}”.", "There is no seat called “{words}”.").filled(words=words)
    raise NotFound(Reason(code="no_seat", says=says))


_BAD_KEY = Text("Khóa cá nhân không đúng, đã thu hồi hoặc hết hạn.", "The personal key is wrong, revoked or expired.")
_NEW_KEY = Text("Xin cấp khóa mới.", "Ask for a new key.")
_NO_SEAT = Text("Người này không giữ ghế nào vào lúc này.", "This person holds no seat at this time.")
_ASK_CLERK = Text("Đề nghị cơ quan thường trực ghi nhận.", "Ask the standing body to record it.")
_DEMO_ONLY = Text(
    "Chọn chức vụ không cần mật khẩu chỉ có ở bản trình diễn.", "Picking a post is for demonstrations only."
)
