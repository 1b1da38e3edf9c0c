"""Retention, days on which dossiers fall due, and what stands against keeping them so (PURE).

Luật Lưu trữ 33/2024; NĐ 30/2020, Phụ lục V and VI; Thông tư 05/2025/TT-BNV. The numbers are `data/retention.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, Literal

from chidao.kernel.days import add_months
from chidao.kernel.errors import BadInput, Reason, raise_if_any
from chidao.kernel.wording import Text, same

PERMANENT: Final = "01"
"""The code of files that are kept for ever: only these go to the historical archive."""
OTHER: Final = "07"
OTHER_GROUP: Final = "other"
LAST_YEAR: Final = 9999

State = Literal["open", "closed", "current", "historical"]
Level = Literal["current", "historical"]
STATES: Final[Mapping[State, Text]] = {
    "open": Text("đang mở", "open"),
    "closed": Text("đã kết thúc", "closed"),
    "current": Text("ở lưu trữ hiện hành", "in the current archive"),
    "historical": Text("ở lưu trữ lịch sử", "in the historical archive"),
}
LEVELS: Final[Mapping[Level, Text]] = {
    "current": Text("Lưu trữ hiện hành", "The current archive"),
    "historical": Text("Lưu trữ lịch sử", "The historical archive"),
}
ABOUT: Final[Mapping[str, Text]] = {
    "meeting": Text("Một cuộc họp", "A meeting"),
    "task": Text("Một nhiệm vụ", "A task"),
    "topic": Text("Một vấn đề", "A matter"),
    "names": Text("Theo tên loại, trong một năm", "Papers of one name, of a year"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionCode:
    """How long: `years` after the year in which the work ended; None for ever, or as the note says (code 07)."""

    code: str
    years: int | None
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of files, and the code that is proposed for it."""

    id: str
    code: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """By when dossiers go where, in force within effective_from–effective_until (half-open), with its law."""

    cite: str
    certainty: str
    verified: bool
    effective_from: date
    effective_until: date | None
    current_months: int
    historical_months: int
    notice_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """The whole table. `unverified` names the sources of what nobody has checked yet."""

    codes: Mapping[str, RetentionCode]
    groups: Mapping[str, Group]
    periods: tuple[Periods, ...]
    unverified: tuple[str, ...]

    def proposed(self, group: str) -> str:
        """Return the code proposed for a group; for one that is not known that of other files."""
        found = self.groups.get(group) or self.groups[OTHER_GROUP]
        return found.code

    def periods_on(self, on: date) -> Periods:
        """Return the periods in force on a day; a day before all of them is answered by the oldest."""
        begun = [each for each in self.periods if each.effective_from <= on]
        return begun[-1] if begun else self.periods[0]

    def kept_until(self, code: str, ended_on: date) -> date | None:
        """Return the last day of a retention, the end of a year; None where it has no end of its own."""
        years = self.codes[code].years
        return None if years is None else date(min(ended_on.year + years, LAST_YEAR), 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceFacts:
    """What the rules need of one paper in a dossier. `signed`: its signed paper, signature or file is here."""

    label: Text
    what: str
    numbered: bool = True
    signed: bool = True
    voided: bool = False
    settled: bool = True
    taken_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFacts:
    """What the rules need of a dossier. `open_tasks` and `open_work` name what of its work is not done."""

    label: Text
    state: State
    retention: str
    pieces: tuple[PieceFacts, ...] = ()
    open_tasks: tuple[str, ...] = ()
    open_work: tuple[Text, ...] = ()
    note: str = ""

    @property
    def there(self) -> tuple[PieceFacts, ...]:
        """Return the pieces that lie in it now."""
        return tuple(each for each in self.pieces if not each.taken_out)


def retention_from(data: Any) -> Retention:
    """Read the table of a data file. Raises BadInput with every fault."""
    raise_if_any(BadInput, _faults(data))
    codes = [RetentionCode(**{**row, "title": Text(**row["title"])}) for row in data["codes"]["rows"]]
    groups = [Group(**{**row, "title": Text(**row["title"])}) for row in data["groups"]["rows"]]
    parts = [data["codes"], data["groups"], *data["periods"]]
    return Retention(
        codes={each.code: each for each in codes},
        groups={each.id: each for each in groups},
        periods=tuple(sorted((Periods(**row) for row in data["periods"]), key=lambda each: each.effective_from)),
        unverified=tuple(dict.fromkeys(part["cite"] for part in parts if not part["verified"])),
    )


def state_of(closed_on: date | None, level: str | None) -> State:
    """Return where a dossier stands, by the day it was closed and the archive that has it."""
    if level is not None:
        return "historical" if level == "historical" else "current"
    return "open" if closed_on is None else "closed"


def due_on(
    table: Retention, *, state: State, retention: str, ended_on: date | None, handed_on: date | None
) -> date | None:
    """Return by when a dossier is to be handed over next; None where it is not, or its work has not ended.

    To the current archive so many months after the work ended; a permanent one goes on to the historical archive.
    """
    if state in {"open", "closed"}:
        return add_months(ended_on, table.periods_on(ended_on).current_months) if ended_on else None
    if state == "current" and retention == PERMANENT and handed_on:
        return add_months(handed_on, table.periods_on(handed_on).historical_months)
    return None


def is_due_soon(table: Retention, due: date | None, today: date) -> bool:
    """Tell whether a day of hand-over is to be announced: within the days of notice, or passed."""
    return due is not None and due - timedelta(days=table.periods_on(today).notice_days) <= today


def next_number(last: int | None) -> int:
    """Return the number after the last one of a year; numbers begin at 1 and are not given again."""
    return (last or 0) + 1


def against_filing(dossier: DossierFacts, already: Sequence[Text], nothing: bool) -> Iterator[Reason]:
    """Yield what stands against putting pieces in: it is closed, they lie there already, none was named."""
    if dossier.state != "open":
        yield _closed(dossier)
    if nothing:
        yield _reason("nothing_to_file", _NOTHING, field="pieces", remedy=_CHOOSE)
    for label in already:
        yield _reason("filed_already", _ALREADY.filled(what=label), field="pieces")


def against_taking(dossier: DossierFacts, piece: PieceFacts) -> Iterator[Reason]:
    """Yield what stands against taking a piece out: the dossier is closed, or it was taken out before."""
    if dossier.state != "open":
        yield _closed(dossier)
    if piece.taken_out:
        yield _reason("taken_out_already", _OUT_ALREADY.filled(what=piece.label), field="item")


def against_closing(dossier: DossierFacts, lacking: str = "") -> Iterator[Reason]:
    """Yield every reason against closing. `lacking` says which signed papers are wanting and why: then they may."""
    if dossier.state != "open":
        yield _closed(dossier)
        return
    if not dossier.there:
        yield _reason("empty_dossier", _EMPTY, remedy=_FILE_FIRST)
    if dossier.retention == OTHER and not dossier.note.strip():
        yield _reason("retention_unsaid", _UNSAID, remedy=_SAY_RETENTION)
    for task in dossier.open_tasks:
        yield _reason("task_open", _TASK_OPEN.filled(task=task), remedy=_FINISH_TASK)
    for work in dossier.open_work:
        yield _reason("work_open", work)
    for piece in dossier.there:
        yield from _against_piece(piece, bool(lacking.strip()))


def against_handing(dossiers: Sequence[DossierFacts], level: Level) -> Iterator[Reason]:
    """Yield every reason against handing dossiers over to an archive."""
    if not dossiers:
        yield _reason("nothing_to_hand_over", _NO_DOSSIERS, field="dossiers", remedy=_CHOOSE_DOSSIERS)
    for each in dossiers:
        yield from _against_one(each, level)


def _against_one(dossier: DossierFacts, level: Level) -> Iterator[Reason]:
    wanted: State = "closed" if level == "current" else "current"
    if dossier.state != wanted:
        says, remedy = _WRONG_STATE[level]
        filled = says.filled(dossier=dossier.label, state=STATES[dossier.state])
        yield _reason("wrong_state", filled, field="dossiers", remedy=remedy if dossier.state == "open" else None)
    if level == "historical" and dossier.retention != PERMANENT:
        yield _reason("not_permanent", _NOT_PERMANENT.filled(dossier=dossier.label), field="dossiers")


def _against_piece(piece: PieceFacts, explained: bool) -> Iterator[Reason]:
    if piece.voided:
        yield _reason("voided_piece", _VOIDED.filled(what=piece.label), remedy=_TAKE_OUT)
    elif not piece.numbered:
        yield _reason("not_numbered", _NOT_NUMBERED.filled(what=piece.label), remedy=_TAKE_OUT)
    elif not piece.signed and not explained:
        yield _reason("not_signed", _NOT_SIGNED.filled(what=piece.label), remedy=_FILE_SIGNED)
    if not piece.settled:
        yield _reason("not_settled", _NOT_SETTLED.filled(what=piece.label), remedy=_SETTLE)


def _closed(dossier: DossierFacts) -> Reason:
    return _reason("dossier_closed", _CLOSED.filled(dossier=dossier.label, state=STATES[dossier.state]))


def _reason(code: str, says: Text, *, field: str | None = None, remedy: Text | None = None) -> Reason:
    return Reason(code=code, says=says, field=field, remedy=remedy)


def _faults(data: Any) -> Iterator[Reason]:
    """Yield what is wrong with a table: a part, a code or a period that is missing or has no sense."""
    if not isinstance(data, Mapping) or not {"codes", "groups", "periods"} <= set(data):
        yield _fault("codes, groups, periods")
        return
    codes, groups = _rows(data["codes"]), _rows(data["groups"])
    yield from (_fault("codes") for each in codes if not _is_code(each))
    known = {each.get("code") for each in codes}
    yield from (_fault(f"groups: {each.get('id')}") for each in groups if not _is_group(each, known))
    if OTHER_GROUP not in {each.get("id") for each in groups} or PERMANENT not in known:
        yield _fault("groups: other; codes: 01")
    if not _is_dated(data["periods"]):
        yield _fault("periods")


def _rows(part: object) -> list[Mapping[str, Any]]:
    """Return the rows of a part of the file; a part without its source or its rows has one row that is no row."""
    if not isinstance(part, Mapping) or not isinstance(part.get("rows"), list):
        return [{}]
    if not isinstance(part.get("verified"), bool) or not isinstance(part.get("cite"), str):
        return [{}]
    return [each if isinstance(each, Mapping) else {} for each in part["rows"]]


def _is_code(row: Mapping[str, Any]) -> bool:
    years = row.get("years", 0)
    known = isinstance(row.get("code"), str) and (years is None or (type(years) is int and 0 < years < 1000))
    return known and set(row) == {"code", "years", "title"} and _is_text(row["title"])


def _is_group(row: Mapping[str, Any], codes: Iterable[object]) -> bool:
    return set(row) == {"id", "code", "title"} and row["code"] in codes and _is_text(row["title"])


def _is_text(value: object) -> bool:
    return isinstance(value, Mapping) and set(value) == {"vi", "en"} and all(isinstance(v, str) for v in value.values())


def _is_dated(rows: object) -> bool:
    names = set(Periods.__dataclass_fields__)
    numbers = ("current_months", "historical_months", "notice_days")
    return (
        isinstance(rows, list)
        and bool(rows)
        and all(isinstance(row, Mapping) and set(row) == names for row in rows)
        and all(type(row[name]) is int and 0 < row[name] < 2400 for row in rows for name in numbers)
        and all(type(row["effective_from"]) is date and isinstance(row["verified"], bool) for row in rows)
    )


def _fault(where: str) -> Reason:
    return _reason("retention_table", _TABLE.filled(where=same(where)))


_TABLE: Final = Text(
    "Bảng thời hạn lưu trữ có chỗ không đúng: {where}.", "The table of retention is not in order: {where}."
)
_CLOSED: Final = Text(
    "Hồ sơ {dossier} {state}, không thay đổi được nữa.", "Dossier {dossier} is {state} and cannot be changed."
)
_NOTHING: Final = Text("Chưa chọn tài liệu nào.", "No paper was chosen.")
_CHOOSE: Final = Text("Chọn ít nhất một tài liệu hoặc tải lên một tệp.", "Choose a paper or send a file.")
_ALREADY: Final = Text("{what} đã nằm trong hồ sơ này.", "{what} lies in this dossier already.")
_OUT_ALREADY: Final = Text("{what} đã được đưa ra khỏi hồ sơ.", "{what} has been taken out already.")
_EMPTY: Final = Text("Hồ sơ chưa có tài liệu nào.", "There is nothing in the dossier.")
_FILE_FIRST: Final = Text("Đưa tài liệu vào hồ sơ trước.", "File the papers first.")
_UNSAID: Final = Text(
    "Thời hạn lưu trữ là “khác” mà chưa ghi là bao lâu.", "The retention is “other”, and it is not said how long."
)
_SAY_RETENTION: Final = Text(
    "Ghi thời hạn ở phần ghi chú khi mở hồ sơ.", "Say how long in the note when a dossier is opened."
)
_TASK_OPEN: Final = Text("Nhiệm vụ chưa được nghiệm thu: {task}.", "A task is not accepted yet: {task}.")
_FINISH_TASK: Final = Text("Nghiệm thu nhiệm vụ rồi kết thúc hồ sơ.", "Accept the task, then close the dossier.")
_VOIDED: Final = Text("{what} là số đã hủy.", "{what} is a void number.")
_TAKE_OUT: Final = Text("Đưa ra khỏi hồ sơ, ghi lý do.", "Take it out and say why.")
_NOT_NUMBERED: Final = Text("{what} chưa có số.", "{what} has no number.")
_NOT_SIGNED: Final = Text(
    "{what} chưa có bản đã ký, chữ ký số hoặc tệp.", "{what} has neither signed paper, signature nor file."
)
_FILE_SIGNED: Final = Text(
    "Lưu bản đã ký; nếu không còn thì ghi ở mục tài liệu thiếu.", "File the signed paper, or say why it is wanting."
)
_NOT_SETTLED: Final = Text("{what} chưa giải quyết xong.", "{what} is not settled yet.")
_SETTLE: Final = Text("Giải quyết văn bản đến trước.", "Settle the incoming paper first.")
_NO_DOSSIERS: Final = Text("Chưa chọn hồ sơ nào.", "No dossier was chosen.")
_CHOOSE_DOSSIERS: Final = Text("Chọn các hồ sơ đã kết thúc.", "Choose closed dossiers.")
_NOT_PERMANENT: Final = Text(
    "Hồ sơ {dossier} không có thời hạn vĩnh viễn nên không nộp vào lưu trữ lịch sử.",
    "Dossier {dossier} is not permanent and does not go to the historical archive.",
)
_CLOSE_FIRST: Final = Text("Kết thúc hồ sơ trước.", "Close the dossier first.")
_WRONG_STATE: Final[Mapping[Level, tuple[Text, Text]]] = {
    "current": (
        Text(
            "Hồ sơ {dossier} {state}; chỉ giao nộp hồ sơ đã kết thúc.",
            "Dossier {dossier} is {state}; only closed ones are handed over.",
        ),
        _CLOSE_FIRST,
    ),
    "historical": (
        Text(
            "Hồ sơ {dossier} {state}; vào lưu trữ lịch sử sau khi đã vào lưu trữ hiện hành.",
            "Dossier {dossier} is {state}; it goes to the historical archive from the current one.",
        ),
        _CLOSE_FIRST,
    ),
}  # fmt: skip
