"""When a document may be taken back, replaced or sent (PURE): recall is its own act; a content error is put right by
a document of equal form, an error of form by an official letter (NĐ 30/2020, article 18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text

MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Out:
    """A document that may have gone out, as far as taking it back depends on it.

    `tasks` are the numbers of open tasks that rest on it; `replaced_by` and `replaces` name documents.
    """

    label: str
    kind: str
    dated_on: date
    numbered: bool = True
    voided: bool = False
    recalled: bool = False
    tasks: Sequence[int] = ()
    replaced_by: str = ""
    replaces: str = ""


def against_recall(document: Out, *, despite_tasks: bool) -> Iterator[Reason]:
    """Yield what stands against taking a document back."""
    yield from _never_out(document)
    if document.recalled:
        yield _reason("already_recalled", _RECALLED, document)
    if document.tasks and not despite_tasks:
        named = ", ".join(f"#{each}" for each in document.tasks[:MOST_NAMED])
        more = "…" if len(document.tasks) > MOST_NAMED else ""
        says = _BEARS_TASKS.filled(label=document.label, tasks=f"{named}{more}")
        yield Reason(code="bears_tasks", says=says, remedy=_DESPITE, field="despite_tasks")


def against_replacing(former: Out, new: Out, *, same: bool) -> Iterator[Reason]:
    """Yield what stands against letting a document replace another; `same` says that they are one."""
    if same:
        yield _reason("replaces_itself", _ITSELF, former)
        return
    yield from _never_out(former)
    yield from _never_out(new, field="by")
    if new.recalled:
        yield _reason("already_recalled", _RECALLED, new, field="by")
    if former.replaced_by:
        yield _reason("already_replaced", _REPLACED, former, other=former.replaced_by)
    if new.replaces:
        yield _reason("replaces_another", _REPLACES, new, field="by", other=new.replaces)
    if former.kind != new.kind:
        yield _reason("other_form", _OTHER_FORM, new, remedy=_EQUAL_FORM, field="by")
    if new.dated_on < former.dated_on:
        yield _reason("dated_before", _BEFORE, new, field="by", other=former.label)


def against_sending(document: Out) -> Iterator[Reason]:
    """Yield what stands against sending a document to anyone."""
    yield from _never_out(document)
    if document.recalled:
        yield _reason("already_recalled", _RECALLED, document)


def _never_out(document: Out, field: str = "document") -> Iterator[Reason]:
    if document.voided:
        yield _reason("already_voided", _VOIDED, document, field=field)
    elif not document.numbered:
        yield _reason("not_numbered", _NOT_NUMBERED, document, field=field)


def _reason(
    code: str, says: Text, document: Out, *, remedy: Text | None = None, field: str = "document", other: str = ""
) -> Reason:
    return Reason(code=code, says=says.filled(label=document.label, other=other), remedy=remedy, field=field)


_VOIDED = Text("Số {label} đã hủy.", "Number {label} is void.")
_NOT_NUMBERED = Text("Văn bản {label} chưa có số.", "Document {label} has no number yet.")
_RECALLED = Text("Văn bản {label} đã thu hồi.", "Document {label} has been recalled.")
_BEARS_TASKS = Text(
    "Nhiệm vụ đang làm căn cứ vào văn bản {label}: {tasks}.", "Open tasks rest on document {label}: {tasks}."
)
_DESPITE = Text(
    "Xử lý các nhiệm vụ trước, hoặc chọn thu hồi dù còn nhiệm vụ.",
    "Deal with the tasks first, or choose to recall it all the same.",
)
_ITSELF = Text("Văn bản {label} không thể thay thế chính nó.", "Document {label} cannot replace itself.")
_REPLACED = Text("Văn bản {label} đã được thay bằng {other}.", "Document {label} has been replaced by {other}.")
_REPLACES = Text("Văn bản {label} đã thay thế {other}.", "Document {label} replaces {other} already.")
_OTHER_FORM = Text(
    "Văn bản {label} không cùng loại với văn bản được thay.", "Document {label} is not of the form of the other."
)
_EQUAL_FORM = Text(
    "Sai về nội dung: ban hành văn bản cùng loại để thay thế. Sai về thể thức: đính chính bằng công văn.",
    "An error of content: issue a document of the same kind. An error of form: correct it by an official letter.",
)
_BEFORE = Text("Văn bản {label} có ngày trước {other}.", "Document {label} is dated before {other}.")
