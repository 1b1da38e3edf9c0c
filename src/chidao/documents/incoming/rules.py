"""Papers that come in (PURE): how they stand, by when they are presented, what stands against an act on one.

Số đến, sổ đăng ký văn bản đến and theo dõi giải quyết văn bản đến: NĐ 30/2020/NĐ-CP, articles 20 to 24 and Phụ lục IV.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from chidao.kernel.days import Calendar
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.symbols import LAW_KINDS, DocumentSymbol, parse_symbol
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text

SERIES: Final = "ĐẾN"
"""The kind under which a body's numbers of arrival are counted, one series a year."""

SOURCE: Final = "incoming"
"""How an instrument says that it is a paper that came in: tasks cite it, the chain of instruments leaves it out."""

State = Literal["new", "presented", "directed", "settled"]
STATES: Final[dict[str, Text]] = {
    "new": Text("chưa trình", "not presented"),
    "presented": Text("chờ ý kiến", "awaits a direction"),
    "directed": Text("đang xử lý", "being dealt with"),
    "settled": Text("xong", "settled"),
}
WAYS: Final[dict[str, Text]] = {
    "paper": Text("bản giấy", "on paper"),
    "email": Text("thư điện tử", "by e-mail"),
    "exchange": Text("trục liên thông", "through the exchange"),
    "system": Text("trên hệ thống", "in the system"),
}
URGENCIES: Final[dict[str, Text]] = {
    "urgent": Text("khẩn", "urgent"),
    "very_urgent": Text("thượng khẩn", "very urgent"),
    "express": Text("hỏa tốc", "express"),
}
SETTLINGS: Final[dict[str, Text]] = {
    "answered": Text("đã trả lời", "answered"),
    "task": Text("đã giao nhiệm vụ", "made a task"),
    "filed": Text("lưu, không phải trả lời", "filed, no answer needed"),
    "returned": Text("trả lại nơi gửi", "returned to the sender"),
}

_NEEDS_WORDS: Final = frozenset({"filed", "returned"})
_BETWEEN: Final = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """The facts of a paper as they are registered."""

    author: str
    symbol: str
    title: str
    dated_on: date | None
    arrived_on: date
    due_on: date | None
    pages: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A paper registered before that seems the same: its number and year of arrival, its symbol, and why it seems so.

    `by`: symbol, file, reference.
    """

    number: int
    year: int
    symbol: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling:
    """What stands when a paper is to be settled: answers linked, tasks from it, those of them still open."""

    answers: int
    tasks: int
    open_tasks: int


def state_of(*, presented: bool, directed: bool, settled: bool) -> State:
    """Return how a paper stands; a direction counts though nobody recorded that it was presented."""
    if settled:
        return "settled"
    if directed:
        return "directed"
    return "presented" if presented else "new"


def present_by(arrived_on: date, calendar: Calendar) -> date:
    """Return the last day to present a paper: the day it came, the next working day at the latest (article 23)."""
    return calendar.next_working_day(arrived_on)


def symbol_read(symbol: str) -> DocumentSymbol | None:
    """Return a symbol as it reads, None for one that has another form (or none)."""
    try:
        return parse_symbol(symbol)
    except BadInput:
        return None


def symbol_key(symbol: str, author: str) -> str:
    """Return by what two registrations of one paper are known: symbol and author, marks and signs aside; "" without
    a symbol."""
    read = symbol_read(symbol)
    plain = _BETWEEN.sub("-", fold(str(read) if read else symbol)).strip("-")
    return f"{plain[:55]}|{_BETWEEN.sub('', fold(author))[:60]}" if plain else ""


def instrument_kind(kind: str) -> str:
    """Return as which kind of instrument a paper stands for tasks to cite. Never as a notice of the body's own."""
    if kind in LAW_KINDS:
        return "law"
    return "decision" if kind == "QĐ" else "letter"


def arrival_clause(number: int, year: int) -> str:
    """Return the id by which a paper that came in is cited: "DEN-12/2026"."""
    return f"DEN-{number:02d}/{year}"


def against_arrival(paper: Arrival, today: date) -> Iterator[Reason]:
    """Yield what stands against registering a paper, by field."""
    if not paper.author.strip():
        yield Reason(code="no_author", says=_NO_AUTHOR, field="author")
    if not paper.title.strip():
        yield Reason(code="no_title", says=_NO_TITLE, field="title")
    if paper.arrived_on > today:
        yield Reason(code="in_the_future", says=_ARRIVES_LATER, field="arrived_at")
    if paper.dated_on and paper.dated_on > paper.arrived_on:
        yield Reason(code="dated_after_arrival", says=_DATED_AFTER, field="dated_on")
    if paper.due_on and paper.due_on < paper.arrived_on:
        yield Reason(code="due_before_arrival", says=_DUE_BEFORE, field="due_on")
    if paper.pages is not None and paper.pages < 1:
        yield Reason(code="pages_from_one", says=_PAGES, field="pages")


def against_again(earlier: Sequence[Earlier]) -> Iterator[Reason]:
    """Yield that a paper is registered already, each naming the one before; another copy may be said to be one."""
    for each in earlier:
        says = _SAME[each.by].filled(number=each.number, year=each.year, symbol=each.symbol or "–")
        yield Reason(code=f"same_{each.by}", says=says, remedy=_ANOTHER_COPY, field=_FIELDS[each.by])


def against_directing(words: str, due_on: date | None, on: date) -> Iterator[Reason]:
    """Yield what stands against a direction as it is written."""
    if not words.strip():
        yield Reason(code="no_words", says=_NO_WORDS, field="words")
    if due_on and due_on < on:
        yield Reason(code="due_passed", says=_DUE_PASSED, field="due_on")


def against_settled(settled: bool, number: int) -> Iterator[Reason]:
    """Yield that a paper is settled and nothing more is done with it."""
    if settled:
        yield Reason(code="already_settled", says=_SETTLED.filled(number=number))


def against_answer(*, voided: bool, numbered: bool, linked: bool, before: bool, label: str) -> Iterator[Reason]:
    """Yield what stands against a document's answering a paper; `before` says that it is dated before the paper."""
    told = {
        "not_numbered": (not numbered, _NOT_NUMBERED),
        "voided": (voided, _VOIDED),
        "already_linked": (linked, _LINKED),
        "dated_before": (before, _BEFORE),
    }
    for code, (stands, says) in told.items():
        if stands:
            yield Reason(code=code, says=says.filled(label=label), field="document")


def against_settling(how: str, words: str, stands: Settling, *, leave_tasks: bool) -> Iterator[Reason]:
    """Yield what stands against settling a paper in a way."""
    if how == "answered" and not stands.answers:
        yield Reason(code="no_answer", says=_NO_ANSWER, remedy=_LINK_ANSWER, field="how")
    if how == "task" and not stands.tasks:
        yield Reason(code="no_task", says=_NO_TASK, remedy=_MAKE_TASK, field="how")
    if how in _NEEDS_WORDS and not words.strip():
        yield Reason(code="no_reason", says=_NO_REASON, field="words")
    if stands.open_tasks and not leave_tasks:
        says = _OPEN_TASKS.filled(n=stands.open_tasks)
        yield Reason(code="open_tasks", says=says, remedy=_LEAVE_TASKS, field="leave_tasks")


_FIELDS: Final = {"symbol": "symbol", "file": "file", "reference": "reference"}
_SAME: Final = {
    "symbol": Text(
        "Văn bản này đã vào sổ: số đến {number}/{year}, số ký hiệu {symbol}, cùng nơi gửi, cùng năm.",
        "This paper is registered already: no. {number}/{year}, symbol {symbol}, same author, same year.",
    ),
    "file": Text(
        "Tệp này đã vào sổ với số đến {number}/{year} ({symbol}).",
        "This file is registered already under no. {number}/{year} ({symbol}).",
    ),
    "reference": Text(
        "Gói tin liên thông này đã vào sổ với số đến {number}/{year} ({symbol}).",
        "This exchanged message is registered already under no. {number}/{year} ({symbol}).",
    ),
}
_ANOTHER_COPY: Final = Text(
    "Mở văn bản đã vào sổ; nếu đúng là một bản khác cần số riêng thì đánh dấu “Vẫn vào sổ”.",
    "Open the one registered; if this is another copy that needs a number of its own, tick “Register all the same”.",
)
_NO_AUTHOR: Final = Text("Ghi cơ quan, tổ chức ban hành văn bản.", "Say who the paper is from.")
_NO_TITLE: Final = Text("Ghi trích yếu nội dung.", "Say what the paper is about.")
_ARRIVES_LATER: Final = Text("Ngày đến ở sau hôm nay.", "The day of arrival is after today.")
_DATED_AFTER: Final = Text("Ngày văn bản ở sau ngày đến.", "The paper is dated after it arrived.")
_DUE_BEFORE: Final = Text("Thời hạn ở trước ngày đến.", "The deadline is before the day of arrival.")
_PAGES: Final = Text("Số trang từ 1 trở lên.", "Pages are counted from 1.")
_NO_WORDS: Final = Text("Ghi ý kiến xử lý.", "Say what is to be done.")
_DUE_PASSED: Final = Text("Thời hạn đã qua.", "The deadline has passed.")
_SETTLED: Final = Text("Văn bản đến số {number} đã xử lý xong.", "Incoming paper no. {number} is settled.")
_NOT_NUMBERED: Final = Text("Văn bản {label} chưa có số.", "Document {label} has no number yet.")
_VOIDED: Final = Text("Số {label} đã hủy.", "Number {label} is void.")
_LINKED: Final = Text("Văn bản {label} đã được ghi là trả lời.", "Document {label} is already linked as an answer.")
_BEFORE: Final = Text(
    "Văn bản {label} có ngày trước văn bản đến, không thể là trả lời.",
    "Document {label} is dated before the incoming paper and cannot answer it.",
)
_NO_ANSWER: Final = Text("Chưa ghi nhận văn bản trả lời nào.", "No answer is linked yet.")
_LINK_ANSWER: Final = Text("Ghi nhận văn bản trả lời trước.", "Link the answer first.")
_NO_TASK: Final = Text("Chưa có nhiệm vụ nào từ văn bản này.", "No task comes from this paper yet.")
_MAKE_TASK: Final = Text("Giao nhiệm vụ từ văn bản này trước.", "Assign a task from this paper first.")
_NO_REASON: Final = Text("Ghi lý do.", "Say why.")
_OPEN_TASKS: Final = Text("Còn {n} nhiệm vụ từ văn bản này chưa xong.", "Tasks from this paper are still open: {n}.")
_LEAVE_TASKS: Final = Text(
    "Đợi nhiệm vụ xong, hoặc nói rõ là kết thúc dù nhiệm vụ còn mở.",
    "Wait until they are done, or say that it is settled though they are open.",
)
