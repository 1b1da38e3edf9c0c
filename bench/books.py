"""Books for measuring, filled by real acts and nothing else: what is measured is what a committee would have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from django.core.management import call_command

from chidao.door.clock import now
from chidao.kernel.days import local_day
from chidao.tasks.rules import PlannedTask
from tests.factories import Founded, founded_body

LOT: Final = 5000
"""Rows of one import: more at once gains nothing and makes an event that nobody can read."""

LATE: Final = 50
"""Late tasks of the first agency, whatever the size of the book."""

VERBS: Final = "Hoàn thành Xây dựng Triển khai Rà soát Cập nhật Kết nối Công bố Đánh giá".split()
THINGS: Final = (
    "cổng dịch vụ công", "kho dữ liệu dùng chung", "hệ thống báo cáo", "kế hoạch đào tạo", "hạ tầng mạng",
    "danh mục thủ tục hành chính", "phương án an toàn thông tin", "cơ sở dữ liệu chuyên ngành", "quy trình nội bộ",
)  # fmt: skip


def today() -> date:
    """Return the day that the book lives on: the real one, as its pages read the real clock."""
    return local_day(now())


def found(*, agencies: int, tasks: int) -> tuple[Founded, list[int]]:
    """Found the tests' body, register agencies beside its own, import tasks over all; return it and the tasks' ids."""
    call_command("migrate", verbosity=0)
    founded = founded_body()
    founded.now = now()
    lead = [founded.agencies["alpha"], *(_agency(founded, number) for number in range(1, agencies))]
    made: list[int] = []
    for lot in _lots(list(_rows(lead, tasks))):
        made += [int(task) for task in founded.do("import_tasks", rows=tuple(lot), file="").outcome["tasks"]]
    return founded, made


def _agency(founded: Founded, number: int) -> int:
    fields = {"code": f"X{number}", "name": f"Sở số {number}", "kind": "department", "short_name": f"S{number}"}
    return int(founded.do("register_agency", **fields).outcome["agency"])


def _lots(rows: Sequence[PlannedTask]) -> Iterator[Sequence[PlannedTask]]:
    yield from (rows[start : start + LOT] for start in range(0, len(rows), LOT))


def _rows(agencies: Sequence[int], tasks: int) -> Iterator[PlannedTask]:
    """The first agency's first fifty are late, and a third of the others'; one in forty has no day."""
    day = today()
    for number in range(tasks):
        turn, place = divmod(number, len(agencies))
        late = turn < LATE if place == 0 else turn % 3 == 0
        yield PlannedTask(
            row=number + 1,
            title=f"{VERBS[number % len(VERBS)]} {THINGS[number % len(THINGS)]} đợt {number + 1}",
            lead_agency_id=agencies[place],
            coordinating_ids=(agencies[(place + 7) % len(agencies)],) if len(agencies) > 7 and turn % 4 == 0 else (),
            due_on=_due(day, number, late=late),
            source_text=f"Công văn số {number % 500 + 1}",
        )


def _due(day: date, number: int, *, late: bool) -> date | None:
    if late:
        return day - timedelta(days=1 + number % 200)
    return None if number % 40 == 1 else day + timedelta(days=number % 300)
