"""Reading codes and messages; lists take a bounded number of queries, and only whoever sees all documents has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from chidao.documents.queries import hidden_documents
from chidao.exchange.models import Message, MessageStatus, OrganCode
from chidao.exchange.rules import ANSWERS, ASKED_BACK, ASKS
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader
from chidao.mandates.queries.succession import of_body
from chidao.people.models import Agency

PAGE: Final = 50
WAITING: Final = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """A message in a list. `about` is the document or the incoming paper it is about, as a label."""

    id: int
    direction: str
    kind: str
    reference: str
    organ: str
    organ_name: str
    document: int | None
    incoming: int | None
    title: str
    state: str
    made_at: datetime
    sha256: str
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A status said of a message."""

    code: str
    said_at: datetime
    staff: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage:
    """One message with its statuses, what it answers and what answered it."""

    row: MessageRow
    said: tuple[Said, ...]
    answers: MessageRow | None
    answered_by: tuple[MessageRow, ...]


def codes_of(body: str) -> list[OrganCode]:
    """Return the codes that a body knows: its own, then those of agencies, by name and day (one query)."""
    known = Q(body=body) | Q(agency__in=Agency.objects.filter(of_body(body)))
    return list(OrganCode.objects.filter(known).select_related("agency").order_by("agency__sort_key", "effective_from"))


def code_on(body: str, agency: int | None, on: date) -> OrganCode | None:
    """Return the code of the body itself (no agency) or of an agency on a day."""
    owner = {"agency": agency} if agency else {"body": body}
    rows = OrganCode.objects.filter(**owner, effective_from__lte=on)
    found: OrganCode | None = rows.exclude(effective_until__lte=on).order_by("-effective_from").first()
    return found


def agency_by_code(body: str, code: str, on: date) -> int | None:
    """Return the agency that is known by a code, of either form, on a day."""
    if not code:
        return None
    known = OrganCode.objects.filter(agency__in=Agency.objects.filter(of_body(body)), effective_from__lte=on)
    rows = known.filter(Q(code=code) | Q(older=code)).exclude(effective_until__lte=on)
    found: int | None = rows.values_list("agency_id", flat=True).first()
    return found


def own_codes(body: str) -> frozenset[str]:
    """Return every code, of either form, that the body has had."""
    rows = OrganCode.objects.filter(body=body).values_list("code", "older")
    return frozenset(code for row in rows for code in row if code)


def known_as(body: str, code: str) -> frozenset[str]:
    """Return every code by which whoever has this one is known: the national one and its older form (one query)."""
    agencies = Agency.objects.filter(of_body(body))
    rows = OrganCode.objects.filter(Q(code=code) | Q(older=code), agency__in=agencies).values_list("code", "older")
    return frozenset({code, *(each for row in rows for each in row)}) - {""}


def about(reference: str) -> Q:
    """Return what finds the messages about a document: its id, or an id of the same day and number, since some systems
    write the older code of the same agency in it."""
    parts = reference[:200].split(",", 1)
    tail = Q(reference__endswith=f",{parts[1]}") if len(parts) == 2 and parts[1].count(",") == 1 else Q()
    return Q(reference=reference[:200]) | tail if tail else Q(reference=reference[:200])


def said_of(messages: Iterable[Message]) -> dict[int, list[str]]:
    """Return the statuses said of each message, in order (one query)."""
    said: dict[int, list[str]] = {each.pk: [] for each in messages}
    rows = MessageStatus.objects.filter(message__in=list(said)).order_by("pk").values_list("message_id", "code")
    for message, code in rows:
        said[message].append(code)
    return said


def sees_messages(reader: Reader) -> bool:
    """Tell whether the reader has the list of messages: whoever sees all of the body's documents."""
    return reader.sees("documents") == "all"


def message_list(
    reader: Reader, *, direction: str = "", kind: str = "", state: str = "", words: str = "", before: int | None = None
) -> list[MessageRow]:
    """Return the newest messages, `PAGE` at most (one query). `state` is a code, or `waiting` for an answer of ours."""
    found = _seen(reader)
    if direction:
        found = found.filter(direction=direction)
    found = found.filter(kind=kind) if kind else found.exclude(kind="status") if not direction else found
    if state:
        found = found.filter(_WAITING) if state == WAITING else found.filter(state=state)
    if words:
        found = found.filter(Q(reference__icontains=words) | Q(organ_name__icontains=words) | Q(organ__iexact=words))
    if before:
        found = found.filter(pk__lt=before)
    return [_row(each) for each in found.order_by("-pk")[:PAGE]]


def waiting_messages(reader: Reader) -> int:
    """Return how many messages wait for an answer of the body's own (one query)."""
    return _seen(reader).filter(_WAITING).count()


def message_page(reader: Reader, message: int) -> MessagePage:
    """Return one message (three queries). Raises NotFound for one the reader may not see."""
    found = _seen(reader).select_related("answers__file", "answers__document", "answers__incoming")
    row = found.filter(pk=message).first()
    if row is None:
        raise NotFound(Reason(code="no_message", says=_NO_MESSAGE, field="message"))
    return MessagePage(
        row=_row(row),
        said=tuple(statuses_of([row.pk])),
        answers=_row(row.answers) if row.answers else None,
        answered_by=tuple(_row(each) for each in _seen(reader).filter(answers=row).order_by("pk")[:PAGE]),
    )


def statuses_of(messages: Sequence[int]) -> list[Said]:
    """Return what was said of messages, in order (one query)."""
    rows = MessageStatus.objects.filter(message__in=messages).order_by("pk")
    return [Said(code=each.code, said_at=each.said_at, staff=each.staff, words=each.words) for each in rows]


def messages_about(*, document: int | None = None, incoming: int | None = None) -> list[MessageRow]:
    """Return the messages about a document, or about an incoming paper, oldest first, `PAGE` at most (one query)."""
    which = {"document": document} if document else {"incoming": incoming}
    found = _messages().filter(**which).exclude(kind="status")
    return [_row(each) for each in found.order_by("pk")[:PAGE]]


def _seen(reader: Reader) -> QuerySet[Message]:
    found = _messages().filter(body=reader.body).exclude(document__in=hidden_documents(reader).values("pk"))
    return found if sees_messages(reader) else found.none()


def _messages() -> QuerySet[Message]:
    """Return messages with what they are about, and whether they were asked back and answered."""
    said = MessageStatus.objects.filter(message=OuterRef("pk"))
    rows: QuerySet[Message] = Message.objects.select_related("document", "incoming", "file")
    return rows.annotate(
        asked_back=Exists(said.filter(code=ASKED_BACK)), is_answered=Exists(said.filter(code__in=ANSWERS))
    )


_WAITING: Final = Q(direction="in", is_answered=False) & (Q(kind__in=ASKS) | Q(asked_back=True))


def _row(message: Message) -> MessageRow:
    about = message.document or message.incoming
    asked = message.kind in ASKS or getattr(message, "asked_back", False)
    answered = getattr(message, "is_answered", message.state in ANSWERS)
    return MessageRow(
        id=message.pk,
        direction=message.direction,
        kind=message.kind,
        reference=message.reference,
        organ=message.organ,
        organ_name=message.organ_name,
        document=message.document_id,
        incoming=message.incoming_id,
        title=about.title if about else "",
        state=message.state,
        made_at=message.made_at,
        sha256=message.file.sha256,
        waits=message.direction == "in" and asked and not answered,
    )


_NO_MESSAGE = Text("Không có gói tin này.", "There is no such message.")
