"""Correcting a typing error is an act too: one typed field, the old value named, the event that wrote it cited.

Contexts say when they are loaded which of their fields may be corrected (`correctable`); everything else changes by
its own act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from chidao.acts.authority import Matter
from chidao.acts.recorded import Recorded
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.ledger.models import Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Correctable:
    """A table whose typed fields may be corrected.

    `fields` are its text columns with what people call them; `body` is the lookup that leads from a row to its body's
    code ("body", "meeting__body"); `named` says which row it is; `follow` returns the columns made from the corrected
    one (the search column), given the row with the correction in it.
    """

    name: str
    model: type[Recorded]
    fields: Mapping[str, Text]
    named: Callable[[Any], Text]
    body: str = "body"
    follow: Callable[[Any], Mapping[str, object]] | None = None


_TABLES: Final[dict[str, Correctable]] = {}
_CHOICES: Final[dict[str, Text]] = {}


def correctable(says: Text, table: Correctable) -> None:
    """Let the fields of a table be corrected. Raises ValueError when another table has the name."""
    known = _TABLES.get(table.name)
    if known and known.model is not table.model:
        raise ValueError(f"two tables are called {table.name}")
    _TABLES[table.name] = table
    _CHOICES[table.name] = says


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectClericalError:
    """One typed field of one row, as it reads and as it should read, and the event that wrote it."""

    body: str = asked("Ban chỉ đạo", "Body", "body")
    table: str = asked("Loại", "Kind", "choice", choices=_CHOICES)
    id: int = asked("Mã", "Id", "hidden")
    field: str = asked("Chỗ sai", "What is wrong", "hidden")
    was: str = asked("Đang ghi là", "Reads now", "long")
    becomes: str = asked("Sửa thành", "Should read", "long")
    event_seq: int = asked("Số của sự kiện đã ghi sai", "Number of the event with the error", "number")


def _about(given: CorrectClericalError, at: datetime) -> Matter:
    table = _table(given)
    return Matter(body=given.body, says=table.named(_row(table, given)))


@act(
    "correct_clerical_error",
    ("Sửa lỗi đánh máy", "Correct a typing error"),
    (
        "Sửa lỗi đánh máy ở {what}, {field}: “{was}” thành “{becomes}”",
        "Typing error corrected in {what}, {field}: “{was}” to “{becomes}”",
    ),
    given=CorrectClericalError,
    about=_about,
)
def correct_clerical_error(doing: Doing, given: CorrectClericalError) -> Mapping[str, object]:
    """Change the field. BadInput: not a field to correct, too long, not of that event; Conflict: it reads otherwise.

    The outcome's `corrects_seq` is the event that is corrected.
    """
    table = _table(given)
    raise_if_any(BadInput, [*_bad_field(table, given), *_bad_event(table, given, doing)])
    row = doing.locked(table.model, pk=given.id)
    assert row is not None  # the matter was made of it, in this transaction
    if getattr(row, given.field) != given.was:
        raise Conflict(_reads_otherwise(getattr(row, given.field)))
    setattr(row, given.field, given.becomes)
    doing.change(row, **{given.field: given.becomes}, **(table.follow(row) if table.follow else {}))
    return {
        "table": given.table,
        "id": given.id,
        "corrects_seq": given.event_seq,
        "say": {"field": table.fields[given.field], "was": given.was, "becomes": given.becomes},
    }


def _table(given: CorrectClericalError) -> Correctable:
    table = _TABLES.get(given.table)
    if table is None:
        says = Text("Không có loại “{table}”.", "There is no kind “{table}”.").filled(table=given.table)
        raise BadInput(Reason(code="not_correctable", says=says, field="table"))
    return table


def _row(table: Correctable, given: CorrectClericalError) -> Recorded:
    row: Recorded | None = table.model.objects.filter(**{table.body: given.body}, pk=given.id).first()
    if row is None:
        says = Text("Không có {table} này.", "There is no such {table}.").filled(table=_CHOICES[table.name])
        raise NotFound(Reason(code="not_found", says=says, field="id"))
    return row


def _bad_field(table: Correctable, given: CorrectClericalError) -> Iterator[Reason]:
    if given.field not in table.fields:
        yield Reason(code="not_correctable", says=_NOT_CORRECTABLE, field="field", remedy=_OWN_ACT)
        return
    column = table.model._meta.get_field(given.field)
    most = getattr(column, "max_length", None)
    if most and len(given.becomes) > most:
        says = Text("Dài quá {most} ký tự.", "Longer than {most} characters.").filled(most=most)
        yield Reason(code="too_long", says=says, field="becomes")
    if not given.becomes.strip() and not getattr(column, "blank", False):
        yield Reason(code="required", says=_NOT_EMPTY, field="becomes")
    if given.becomes == given.was:
        yield Reason(code="nothing_changes", says=_NOTHING_CHANGES, field="becomes")


def _bad_event(table: Correctable, given: CorrectClericalError, doing: Doing) -> Iterator[Reason]:
    traces = Trace.objects.using(doing.alias).filter(
        event__chain=given.body, event__seq=given.event_seq, table=table.model._meta.db_table, row=given.id
    )
    if not traces.exists():
        says = Text("Sự kiện số {seq} không ghi mục này.", "Event no. {seq} did not write this.")
        yield Reason(
            code="not_that_event", says=says.filled(seq=given.event_seq), field="event_seq", remedy=_FIND_EVENT
        )


def _reads_otherwise(now: object) -> Reason:
    says = Text("Hiện đang ghi là “{now}”.", "It now reads “{now}”.").filled(now=now)
    return Reason(code="reads_otherwise", says=says, field="was", remedy=_READ_AGAIN)


_NOT_CORRECTABLE = Text("Mục này không sửa theo lỗi đánh máy được.", "This is not corrected as a typing error.")
_OWN_ACT = Text(
    "Dùng việc riêng của mục đó (gia hạn, đổi người chịu trách nhiệm…).",
    "Use its own act (extend the deadline, name another person…).",
)
_NOT_EMPTY = Text("Không để trống mục này.", "This cannot be left empty.")
_NOTHING_CHANGES = Text("Nội dung sửa giống nội dung cũ.", "What it should read is what it reads.")
_FIND_EVENT = Text("Chọn sự kiện trong Sổ ghi của mục này.", "Choose the event in the record of this item.")
_READ_AGAIN = Text("Mở lại trang và sửa trên nội dung hiện tại.", "Open the page again and correct what it reads now.")
