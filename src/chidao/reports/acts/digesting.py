"""Sending the digest that a person chose: an act of the program's own, once a person and period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason
from chidao.kernel.wording import Text, same
from chidao.people.models import Account, Person
from chidao.reports.digests import digest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SendDigest:
    """A person's digest of a day."""

    body: str = asked("Ban chỉ đạo", "Body", "body")
    person: int = asked("Người nhận", "To", "person")
    day: date = asked("Của ngày", "Of the day", "date")


def _about(given: SendDigest, at: datetime) -> Matter:
    person = Person.objects.filter(pk=given.person).first()
    if person is None:
        says = Text("Không có người này.", "There is no such person.")
        raise NotFound(Reason(code="no_person", says=says, field="person"))
    return Matter(body=given.body, says=same(person.name), subject_person=person.pk)


@act(
    "send_digest",
    ("Gửi bản tin thư điện tử", "Send the e-mail digest"),
    ("Gửi bản tin cho {what}: {count} việc", "Digest sent to {what}: {count} matters"),
    given=SendDigest,
    about=_about,
)
def send_digest(doing: Doing, given: SendDigest) -> Mapping[str, object]:
    """Leave a person's digest for the worker; one that has nothing to tell is recorded and not sent.

    BadInput for a day that is not today; Conflict for whoever has not chosen one, or has no address.
    """
    if given.day != local_day(doing.now):
        raise BadInput(Reason(code="not_today", says=_NOT_TODAY, field="day"))
    chosen = Account.objects.using(doing.alias).filter(person=given.person, is_active=True).exclude(digest="")
    if not chosen.exclude(person__email="").exists():
        raise Conflict(Reason(code="not_chosen", says=_NOT_CHOSEN, field="person"))
    found = digest_of(given.body, given.person, doing.now)
    if found.count:
        doing.post("digest", {"body": given.body, "persons": [given.person], "digest": found.as_data()})
    return {"person": given.person, "count": found.count, "say": {"count": str(found.count)}}


_NOT_TODAY = Text("Bản tin chỉ gửi cho ngày hôm nay.", "A digest is of today.")
_NOT_CHOSEN = Text(
    "Người này không chọn nhận bản tin, hoặc chưa có địa chỉ thư.", "This person chose no digest, or has no address."
)
