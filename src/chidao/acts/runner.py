"""The one door: authority, state, event, outbox and idempotency row in one transaction.

The outermost act owns the transaction. Effects inside it carry its place in the chain and its basis. A refusal is
written to a log of its own, since its transaction is rolled back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from django.db import DatabaseError, DataError, IntegrityError, router, transaction
from django.db.models import QuerySet

from chidao.acts.authority import Basis, Capacity, Matter, Question, Refusal, may, the_authority
from chidao.acts.kept import look_again, one_look
from chidao.acts.recorded import Recorded, digests, doing_now, recorded_models
from chidao.acts.registry import Act, act_named, plain_given
from chidao.kernel.errors import BadInput, ChidaoError, Conflict, Reason, Refused
from chidao.kernel.wording import Text
from chidao.ledger.chain import digest
from chidao.ledger.models import ChainHead, Event
from chidao.ledger.recording import (
    Entry,
    Message,
    RowMark,
    append,
    lock_head,
    one_writer,
    refuse,
    remember,
    remembered,
)
from chidao.ledger.verifying import Verified, verify

Row = TypeVar("Row", bound=Recorded)


class RecordNotWritten(DatabaseError):
    """The event could not be written, so the act has not happened: a fault of the installation, not of the caller."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One performance of an act, as a door asks for it.

    `by` is the legal actor; `operator` whoever records it for them, with `evidence` (SHA-256 of the signed papers).
    `at` is the instant of the act, `now` the instant it becomes known here; they differ when paper is recorded.
    `key` makes the call idempotent for whoever operates.
    """

    act: str
    given: Any
    by: Capacity
    now: datetime
    at: datetime | None = None
    operator: Capacity | None = None
    evidence: tuple[str, ...] = ()
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What came of an act: its place in the record, its basis, and the ids of what it made."""

    chain: str
    seq: int
    says: Text
    basis: Mapping[str, Any]
    outcome: Mapping[str, Any]
    repeated: bool = False

    def as_data(self) -> dict[str, object]:
        """Return the receipt as plain data."""
        return {
            "chain": self.chain,
            "seq": self.seq,
            "says": self.says.as_data(),
            "basis": self.basis,
            "outcome": self.outcome,
        }


@dataclass(slots=True, kw_only=True)
class Doing:
    """An act in progress: the only hands that write. `at` and `now` as in Call; `seq` is its place to be."""

    act: Act
    at: datetime
    now: datetime
    by: Capacity
    basis: Basis
    matter: Matter
    alias: str
    seq: int
    operator: Capacity | None = None
    evidence: tuple[str, ...] = ()
    touched: dict[type[Recorded], set[int]] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    effects: list[tuple[Doing, Any, Mapping[str, object]]] = field(default_factory=list)

    def add(self, row: Row) -> Row:
        """Insert a row."""
        row.save(using=self.alias, force_insert=True)
        self._touch(row)
        return row

    def add_all(self, rows: Iterable[Row]) -> list[Row]:
        """Insert rows of one table in a lot."""
        made = list(rows)
        if made:
            type(made[0]).objects.using(self.alias).bulk_create(made, batch_size=500)
        for row in made:
            self._touch(row)
        return made

    def change(self, row: Row, **values: object) -> Row:
        """Set the named columns of a row and save them."""
        for name, value in values.items():
            setattr(row, name, value)
        row.save(using=self.alias, update_fields=list(values))
        self._touch(row)
        return row

    def change_all(self, rows: Iterable[Row], **values: object) -> list[Row]:
        """Set the same columns of many rows of one table to the same values (one query a lot)."""
        changed = list(rows)
        for row in changed:
            for name, value in values.items():
                setattr(row, name, value)
            self._touch(row)
        if changed:
            # Rows refuse to be written in lots but here, where every one of them is put down in the record.
            everything: QuerySet[Any] = QuerySet(type(changed[0])).using(self.alias)
            for lot in _lots(sorted(row.pk for row in changed), 500):
                everything.filter(pk__in=lot).update(**values)
        return changed

    def remove(self, row: Recorded) -> None:
        """Delete a row (rare: almost everything ends by a date instead)."""
        self._touch(row)
        row.delete(using=self.alias)

    def locked(self, model: type[Row], **which: object) -> Row | None:
        """Load one row and lock it until the act is done."""
        found: Row | None = model.objects.using(self.alias).select_for_update().filter(**which).first()
        return found

    def post(self, topic: str, payload: Mapping[str, object], *, due_at: datetime | None = None) -> None:
        """Leave a message for the worker, to be sent once the act stands."""
        self.messages.append(Message(topic=topic, payload=payload, due_at=due_at or self.now))

    def effect(self, name: str, given: Any) -> Mapping[str, object]:
        """Do another act as part of this one: it has an event of its own, under this one's basis."""
        act = act_named(name)
        inner = replace(
            self,
            act=act,
            matter=act.about(given, self.at),
            seq=self.seq + 1 + len(self.effects),
            touched={},
            messages=[],
            effects=[],
        )
        outcome = act.do(inner, given)
        self.effects += [(inner, given, outcome), *inner.effects]
        return outcome

    def _touch(self, row: Recorded) -> None:
        self.touched.setdefault(type(row), set()).add(row.pk)


def perform(call: Call) -> Receipt:
    """Perform an act. Raises Refused, BadInput, Conflict or NotFound with every reason; then nothing has changed."""
    alias = router.db_for_write(Event)
    with one_writer(alias):
        try:
            return _performed(call, act_named(call.act), alias)
        except Refused as refusal:
            _log_refusal(call, refusal, alias)
            raise
        except IntegrityError as broken:
            raise Conflict(Reason(code="broken_link", says=_BROKEN_LINK, remedy=_LOOK_AGAIN)) from broken
        except (DataError, OverflowError) as unfit:
            raise BadInput(Reason(code="does_not_fit", says=_DOES_NOT_FIT)) from unfit
        finally:
            look_again()


def check_record(alias: str) -> Verified:
    """Verify every chain and every recorded row of a book."""

    def rows_now() -> Iterator[tuple[str, int, str]]:
        for model in recorded_models():
            for row, made in digests(model, alias=alias):
                yield model._meta.db_table, row, made

    return verify(rows_now, alias=alias)


def _performed(call: Call, act: Act, alias: str) -> Receipt:
    with transaction.atomic(using=alias), one_look():
        head = lock_head(call.by.body, alias)
        look_again()  # others may have written while this one waited in the queue
        scope, given = _scope(call), digest({"act": act.name, "given": plain_given(call.given), "by": call.by.seat})
        if call.key and (known := remembered(scope, call.key, alias)):
            return _again(known.digest == given, known.receipt)
        with _begun(call, act, head, alias) as doing:
            outcome = act.do(doing, call.given)
        try:
            events = append(head, _entries(doing, call.given, outcome), recorded_at=call.now, alias=alias)
        except DatabaseError as broken:
            raise RecordNotWritten(str(broken)) from broken
        receipt = _receipt(events[0])
        if call.key:
            remember(scope, call.key, given, events[0], receipt.as_data(), alias)
        return receipt


@contextmanager
def _begun(call: Call, act: Act, head: ChainHead, alias: str) -> Iterator[Doing]:
    at = call.at or call.now
    matter = act.about(call.given, at)
    doing = Doing(
        act=act,
        at=at,
        now=call.now,
        by=call.by,
        basis=_basis(call, act, matter, at),
        matter=matter,
        alias=alias,
        seq=head.seq + 1,
        operator=call.operator,
        evidence=call.evidence,
    )
    token = doing_now.set(doing)
    try:
        yield doing
    finally:
        doing_now.reset(token)


def _basis(call: Call, act: Act, matter: Matter, at: datetime) -> Basis:
    if at > call.now:
        raise Conflict(Reason(code="in_the_future", field="at", says=_FUTURE, remedy=_FUTURE_REMEDY))
    question = Question(capacity=call.by, act=act.name, matter=matter, at=at, known_at=call.now)
    basis = may(question)
    recorder = the_authority().may_record(call.operator, question) if call.operator else None
    reasons = [reason for verdict in (basis, recorder) if isinstance(verdict, Refusal) for reason in verdict.reasons]
    if isinstance(basis, Refusal) or isinstance(recorder, Refusal):
        raise Refused(*reasons)
    return replace(basis, recorded_by=recorder.clause) if recorder else basis


def _entries(doing: Doing, given: Any, outcome: Mapping[str, object]) -> list[Entry]:
    done = [(doing, given, outcome), *doing.effects]
    # Every event carries the digests of its rows as the whole act leaves them, read back from the database.
    marks = _marks({model for each, _, _ in done for model in each.touched}, done, doing.alias)
    return [_entry(each, given, made, marks) for each, given, made in done]


def _marks(
    models: set[type[Recorded]], done: list[tuple[Doing, Any, Mapping[str, object]]], alias: str
) -> dict[tuple[str, int], str]:
    found = {}
    for model in sorted(models, key=lambda each: each._meta.db_table):
        rows = {row for each, _, _ in done for row in each.touched.get(model, ())}
        for lot in _lots(sorted(rows), 500):
            found.update({(model._meta.db_table, row): made for row, made in digests(model, lot, alias=alias)})
    return found


def _lots(rows: list[int], size: int) -> Iterator[list[int]]:
    yield from (rows[start : start + size] for start in range(0, len(rows), size))


def _entry(doing: Doing, given: Any, outcome: Mapping[str, object], marks: Mapping[tuple[str, int], str]) -> Entry:
    said = dict(outcome)
    places = said.pop("say", {})
    corrects = said.pop("corrects_seq", None)
    rows: list[RowMark] = [
        (model._meta.db_table, row, marks.get((model._meta.db_table, row)))
        for model, touched in sorted(doing.touched.items(), key=lambda item: item[0]._meta.db_table)
        for row in sorted(touched)
    ]
    return Entry(
        act=doing.act.name,
        at=doing.at,
        actor=(doing.by.person, doing.by.seat, doing.by.says),
        operator=_who(doing.operator),
        evidence=doing.evidence,
        basis=doing.basis.as_data(),
        given=plain_given(given),
        outcome=said,
        says=doing.act.says.filled(what=doing.matter.says, **places if isinstance(places, dict) else {}),
        rows=rows,
        corrects_seq=corrects if isinstance(corrects, int) else None,
        messages=doing.messages,
    )


def _who(capacity: Capacity | None) -> tuple[int | None, int | None, Text] | None:
    return (capacity.person, capacity.seat, capacity.says) if capacity else None


def _scope(call: Call) -> str:
    return f"{call.act}:{(call.operator or call.by).person}"


def _again(same: bool, receipt: Mapping[str, Any]) -> Receipt:
    if not same:
        raise Conflict(Reason(code="key_reused", says=_KEY_REUSED, remedy=_KEY_REMEDY))
    return Receipt(
        chain=receipt["chain"],
        seq=receipt["seq"],
        says=Text.from_data(receipt["says"]),
        basis=receipt["basis"],
        outcome=receipt["outcome"],
        repeated=True,
    )


def _receipt(event: Event) -> Receipt:
    return Receipt(
        chain=event.chain, seq=event.seq, says=Text.from_data(event.says), basis=event.basis, outcome=event.outcome
    )


def _log_refusal(call: Call, refusal: ChidaoError, alias: str) -> None:
    entry = Entry(
        act=call.act,
        at=call.at or call.now,
        actor=(call.by.person, call.by.seat, call.by.says),
        operator=_who(call.operator),
        evidence=call.evidence,
        basis={},
        given=plain_given(call.given),
        outcome={},
        says=act_named(call.act).title,
        rows=(),
    )
    reasons = [reason.as_data() for reason in refusal.reasons]
    refuse(call.by.body, entry, reasons, at=call.now, alias=alias)


_FUTURE = Text("Thời điểm của việc ở sau hiện tại.", "The act is dated after now.")
_FUTURE_REMEDY = Text("Ghi đúng ngày giờ đã ký trên giấy.", "Give the day and hour on the signed paper.")
_KEY_REUSED = Text(
    "Mã gửi này đã dùng cho một việc có nội dung khác.", "This key was already used for an act with other content."
)
_KEY_REMEDY = Text("Mở lại biểu mẫu và gửi lại.", "Open the form again and send it.")
_BROKEN_LINK = Text(
    "Có mục được nhắc đến mà hệ thống không có, hoặc trùng với mục đã có.",
    "Something named is not there, or the same is there already.",
)
_LOOK_AGAIN = Text("Mở lại trang và chọn lại.", "Open the page again and choose again.")
_DOES_NOT_FIT = Text("Có nội dung dài hoặc lớn quá mức ghi được.", "Something is too long or too large to be kept.")
