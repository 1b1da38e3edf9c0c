"""Delivering a message of the outbox: a notice, a digest or a document goes by e-mail to whoever it is for.

Where the installation has a mail server and they have an address; on their desk everybody finds it anyway.
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection

from chidao.documents.acts.delivering import MAIL
from chidao.documents.models import Delivery
from chidao.documents.outgoing import Outgoing, file_of, live_delivery
from chidao.documents.receiving import NO_ADDRESS, NO_SERVER, NOT_SENT_ANY_MORE, receivers_of
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput
from chidao.kernel.wording import Text
from chidao.ledger.outbox import Claim
from chidao.mandates.queries import accountable_for
from chidao.people.models import Person
from chidao.reports.digests import Digest, html_words, plain_words, subject_of

NOTICE: Final = "notice"
DIGEST: Final = "digest"
NOT_KNOWN: Final = "không có cách gửi loại tin này"
_OPEN = Text("Mở: {address}", "Open: {address}")
_ACKNOWLEDGE = Text("Xác nhận đã nhận tại: {address}", "Acknowledge it at: {address}")
_ATTACHED = Text("Tệp kèm theo: {name}", "Attached: {name}")
_NOT_ATTACHED = Text("Văn bản xem trên hệ thống, không kèm tệp.", "It is read in the system; no file is attached.")


Letters = Sequence[EmailMessage] | None
"""What goes out for one message: none without an address; None for what is no longer to be sent."""


class DeliveryFailed(Exception):
    """The mail server cannot be reached or would not take it; it is tried again later."""


def deliver(held: Claim, now: datetime) -> str:
    """Deliver one message and return a note on what was special ("" if nothing). Raises DeliveryFailed."""
    if held.topic not in WRITTEN:
        return NOT_KNOWN
    if not settings.CHIDAO_SMTP:
        return NO_SERVER
    letters = WRITTEN[held.topic](held, now)
    if letters is None:
        return NOT_SENT_ANY_MORE
    if not letters:
        return NO_ADDRESS
    try:
        get_connection().send_messages(letters)
    except (OSError, smtplib.SMTPException) as error:
        raise DeliveryFailed(str(error)) from error
    return ""


def addressees(held: Claim, now: datetime) -> list[Person]:
    """Return the persons with an address whom a notice is for: those it names, and who answers for each agency."""
    body, on = str(held.payload.get("body", held.chain)), local_day(now)
    heads = (accountable_for(body, agency, on) for agency in _ids(held, "agencies"))
    wanted = {*_ids(held, "persons"), *(head.person for head in heads if head)}
    found = Person.objects.filter(pk__in=wanted, automaton=False).exclude(email="").select_related("account")
    return list(found.order_by("id"))


def _ids(held: Claim, name: str) -> Iterable[int]:
    return [int(each) for each in held.payload.get(name, ())]


def _notices(held: Claim, now: datetime) -> Letters:
    return [_notice(held, person) for person in addressees(held, now)]


def _digests(held: Claim, now: datetime) -> Letters:
    return [_digest(held, person) for person in addressees(held, now)]


def _documents(held: Claim, now: datetime) -> Letters:
    """Write to whom a document went, or to who answers for the agency, with its file; None once it is void."""
    delivery = live_delivery(int(held.payload["delivery"]))
    if delivery is None:
        return None
    wanted = receivers_of(str(held.payload["body"]), delivery, local_day(now))[:1]
    found = Person.objects.filter(pk__in=wanted, automaton=False).exclude(email="").select_related("account")
    attached = _attached(delivery) if found else None
    return [_document(held, person, attached) for person in found]


def _attached(delivery: Delivery) -> Outgoing | None:
    try:
        return file_of(delivery, settings.CHIDAO_FILES)
    except BadInput:  # a sign that no font shows: whoever opens the document is told which
        return None


def _document(held: Claim, person: Person, attached: Outgoing | None) -> EmailMessage:
    language, address = _language(person), _address(str(held.payload["path"]))
    says = Text.from_data(held.payload["says"]).said_in(language)
    file = _ATTACHED.filled(name=attached.name) if attached else _NOT_ATTACHED
    letter = EmailMessage(
        subject=_subject(says),
        body=f"{says}\n\n{file.said_in(language)}\n{_ACKNOWLEDGE.filled(address=address).said_in(language)}\n",
        from_email=settings.CHIDAO_MAIL_FROM,
        to=[person.email],
        headers=_headers(held, person),
    )
    if attached:
        letter.attach(attached.name, attached.data, attached.media_type)
    return letter


def _notice(held: Claim, person: Person) -> EmailMessage:
    language = _language(person)
    says = Text.from_data(held.payload["says"]).said_in(language)
    address = _address(str(held.payload.get("path", "/")))
    return EmailMessage(
        subject=_subject(says),
        body=f"{says}\n\n{_OPEN.filled(address=address).said_in(language)}\n",
        from_email=settings.CHIDAO_MAIL_FROM,
        to=[person.email],
        headers=_headers(held, person),
    )


def _digest(held: Claim, person: Person) -> EmailMessage:
    """Write a digest as it stood when it was composed: plain text, and beside it a simple page."""
    language, digest = _language(person), Digest.from_data(held.payload["digest"])
    letter = EmailMultiAlternatives(
        subject=_subject(subject_of(digest, language)),
        body=plain_words(digest, language, _base()),
        from_email=settings.CHIDAO_MAIL_FROM,
        to=[person.email],
        headers={**_headers(held, person), "Auto-Submitted": "auto-generated"},
    )
    letter.attach_alternative(html_words(digest, language, _base()), "text/html")
    return letter


def _headers(held: Claim, person: Person) -> dict[str, str]:
    # The same for every attempt, so that whoever gets a letter twice has it once.
    domain = settings.CHIDAO_MAIL_FROM.rpartition("@")[2]
    return {"Message-ID": f"<{held.chain}.{held.seq}.{held.id}.{person.pk}@{domain}>"}


def _language(person: Person) -> str:
    return str(getattr(getattr(person, "account", None), "language", "vi"))


def _subject(words: str) -> str:
    return " ".join(words.split())[:200]


def _address(path: str) -> str:
    return f"{_base()}{path}"


def _base() -> str:
    origins: list[str] = settings.CSRF_TRUSTED_ORIGINS
    return origins[0] if origins else ""


WRITTEN: Final[Mapping[str, Callable[[Claim, datetime], Letters]]] = {
    NOTICE: _notices, DIGEST: _digests, MAIL: _documents
}  # fmt: skip
