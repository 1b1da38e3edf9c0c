"""What a register is: its columns as data, what may be asked of it, its rows.

The columns are those of NĐ 30/2020/NĐ-CP, Phụ lục IV: ten of what went out, ten of what came in, seven of its settling.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader

FEW: Final = 100
MANY: Final = 500
MOST: Final = 20_000
"""Rows of a page, of a long one, and of a workbook or of a status report."""

Value = Text | str | int | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its title, its width in letters; `fills` says that it takes the room that is left."""

    title: Text
    width: int
    fills: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a register: a year, or days within it; a kind of document ("" for all)."""

    year: int
    kind: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def begins(self) -> date:
        """Return the first day asked for."""
        return max(self.first or date.min, date(self.year, 1, 1))

    @property
    def ends(self) -> date:
        """Return the last day asked for."""
        return min(self.last or date.max, date(self.year, 12, 31))

    @property
    def is_whole_year(self) -> bool:
        """Say whether no days within the year were asked for."""
        return (self.begins, self.ends) == (date(self.year, 1, 1), date(self.year, 12, 31))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a register: its values in the order of the columns, what it opens inside the body, how it stands.

    `state`: "" plain, void, recalled, gap, late.
    """

    values: tuple[Value, ...]
    path: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A page of a register, and the key by which the next one is asked for."""

    lines: tuple[Line, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A register: its title, its columns, and what reads its rows."""

    name: str
    title: Text
    short: Text
    columns: tuple[Column, ...]
    read: Callable[[Reader, Asked, date, str, int], Rows] = field(repr=False)


OUT: Final = (
    Column(title=Text("Số, ký hiệu", "Number and symbol"), width=18),
    Column(title=Text("Ngày", "Date"), width=11),
    Column(title=Text("Tên loại và trích yếu", "Kind and subject"), width=52, fills=True),
    Column(title=Text("Người ký", "Signed by"), width=22),
    Column(title=Text("Nơi nhận", "Recipients"), width=34),
    Column(title=Text("Đơn vị nhận bản lưu", "Kept by"), width=18),
    Column(title=Text("Số lượng bản", "Copies"), width=9),
    Column(title=Text("Ngày chuyển", "Handed over"), width=11),
    Column(title=Text("Ký nhận", "Received"), width=14),
    Column(title=Text("Ghi chú", "Notes"), width=24),
)

IN: Final = (
    Column(title=Text("Ngày đến", "Came on"), width=11),
    Column(title=Text("Số đến", "No."), width=8),
    Column(title=Text("Tác giả", "From"), width=26),
    Column(title=Text("Số, ký hiệu", "Number and symbol"), width=18),
    Column(title=Text("Ngày văn bản", "Dated"), width=11),
    Column(title=Text("Tên loại và trích yếu", "Kind and subject"), width=52, fills=True),
    Column(title=Text("Đơn vị hoặc người nhận", "Given to"), width=26),
    Column(title=Text("Ngày chuyển", "Handed over"), width=11),
    Column(title=Text("Ký nhận", "Received"), width=14),
    Column(title=Text("Ghi chú", "Notes"), width=22),
)

SETTLING: Final = (
    Column(title=Text("Số đến", "No."), width=10),
    Column(
        title=Text("Tên loại, số, tác giả, trích yếu", "Kind, symbol, author, subject"),
        width=60,
        fills=True,
    ),
    Column(title=Text("Đơn vị hoặc người nhận", "Given to"), width=28),
    Column(title=Text("Thời hạn giải quyết", "Due"), width=12),
    Column(title=Text("Tiến độ giải quyết", "Progress"), width=30),
    Column(title=Text("Số, ký hiệu văn bản trả lời", "Answered by"), width=20),
    Column(title=Text("Ghi chú", "Notes"), width=22),
)

STATUS_IN: Final = (
    Column(title=Text("Đơn vị hoặc người nhận", "Given to"), width=40, fills=True),
    Column(title=Text("Văn bản đến", "Came in"), width=12),
    Column(title=Text("Xong đúng hạn", "Settled in time"), width=12),
    Column(title=Text("Xong muộn", "Settled late"), width=12),
    Column(title=Text("Đang xử lý, trong hạn", "Open, in time"), width=12),
    Column(title=Text("Quá hạn", "Late"), width=12),
    Column(title=Text("Chưa trình", "Not presented"), width=12),
    Column(title=Text("Có văn bản trả lời", "Answered"), width=12),
)

STATUS_OUT: Final = (
    Column(title=Text("Loại văn bản", "Kind"), width=40, fills=True),
    Column(title=Text("Số đã lấy", "Numbers taken"), width=12),
    Column(title=Text("Số đã hủy", "Void"), width=12),
    Column(title=Text("Đã thu hồi", "Recalled"), width=12),
    Column(title=Text("Có bản ký", "Signed paper here"), width=12),
    Column(title=Text("Chờ bản ký", "Signed paper awaited"), width=12),
    Column(title=Text("Công khai", "Open"), width=12),
    Column(title=Text("Trả lời văn bản đến", "Answers a paper"), width=12),
)
