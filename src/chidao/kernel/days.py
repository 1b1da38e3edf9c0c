"""Working days in Viet Nam from dated data, and the Civil Code's rules for periods (2015, articles 145-148)."""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Final, Literal, cast, get_args
from zoneinfo import ZoneInfo

from chidao.kernel.errors import BadInput, Reason, raise_if_any
from chidao.kernel.wording import Text

DayKind = Literal["holiday", "substitute_rest", "swap_rest", "worked"]
DAY_KINDS: Final[tuple[DayKind, ...]] = get_args(DayKind)

VIET_NAM: Final = ZoneInfo("Asia/Ho_Chi_Minh")
SATURDAY_AND_SUNDAY: Final = frozenset({6, 7})

_ONE_DAY: Final = timedelta(days=1)
_WEEKLY_REST: Final = (
    Text("Nghỉ hằng tuần (thứ Hai)", "Weekly rest (Monday)"),
    Text("Nghỉ hằng tuần (thứ Ba)", "Weekly rest (Tuesday)"),
    Text("Nghỉ hằng tuần (thứ Tư)", "Weekly rest (Wednesday)"),
    Text("Nghỉ hằng tuần (thứ Năm)", "Weekly rest (Thursday)"),
    Text("Nghỉ hằng tuần (thứ Sáu)", "Weekly rest (Friday)"),
    Text("Nghỉ hằng tuần (thứ Bảy)", "Weekly rest (Saturday)"),
    Text("Nghỉ hằng tuần (Chủ nhật)", "Weekly rest (Sunday)"),
)

_TOO_LONG: Final = Text("Thời hạn quá dài.", "The period is too long.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayNote:
    """What is fixed for one day: rest (a holiday, in lieu of one, by a swap) or work on a day of weekly rest.

    `notice` names where it comes from; `verified` is False for what was computed ahead and may still change.
    """

    on: date
    kind: DayKind
    name: Text
    notice: str
    verified: bool


@dataclass(frozen=True, eq=False)
class Calendar:
    """Which days are worked: the weekly rest (ISO weekdays, 7 = Sunday) and the dated exceptions to it.

    Outside the years that it covers (`covers`) only the weekly rest is known. BadInput when no weekday is worked.
    """

    days: Mapping[date, DayNote]
    weekly_rest: frozenset[int] = SATURDAY_AND_SUNDAY

    def __post_init__(self) -> None:
        if not self.weekly_rest < frozenset(range(1, 8)):
            says = Text(
                "Ngày nghỉ hằng tuần phải là các số từ 1 đến 7 và còn ít nhất một ngày làm việc.",
                "Weekly rest must be numbers from 1 to 7 that leave at least one working day.",
            )
            raise BadInput(Reason(code="weekly_rest_impossible", says=says, field="weekly_rest"))

    def is_working_day(self, day: date) -> bool:
        """Return whether offices work on this day."""
        note = self.days.get(day)
        return day.isoweekday() not in self.weekly_rest if note is None else note.kind == "worked"

    def why_rest(self, day: date) -> Text | None:
        """Return why offices rest on this day; None when they work."""
        if self.is_working_day(day):
            return None
        note = self.days.get(day)
        return note.name if note else _WEEKLY_REST[day.weekday()]

    def covers(self, day: date) -> bool:
        """Return whether the data speaks of the year of this day at all."""
        return day.year in self._years

    def is_settled(self, start: date, end: date) -> bool:
        """Return whether every day from `start` to `end`, both counted, is covered and none still to be verified."""
        first, last = min(start, end), max(start, end)
        covered = all(year in self._years for year in range(first.year, last.year + 1))
        return covered and not any(first <= day <= last for day in self._unverified)

    def next_working_day(self, day: date) -> date:
        """Return the first working day after this day."""
        return self.working_day_from(day + _ONE_DAY)

    def previous_working_day(self, day: date) -> date:
        """Return the last working day before this day."""
        found = day - _ONE_DAY
        while not self.is_working_day(found):
            found -= _ONE_DAY
        return found

    def working_day_from(self, day: date) -> date:
        """Return this day when it is worked, else the first working day after it."""
        found = day
        while not self.is_working_day(found):
            found += _ONE_DAY
        return found

    def add_working_days(self, start: date, count: int) -> date:
        """Return the day `count` working days after `start`, or before it when negative; `start` is not counted.

        No working days at all is `start` itself, even when it is a day of rest.
        """
        step = self.next_working_day if count > 0 else self.previous_working_day
        found = start
        for _ in range(abs(count)):
            found = step(found)
        return found

    def working_days_between(self, start: date, end: date) -> int:
        """Return the working days after `start` up to and with `end`; when `end` comes first, the same, negative.

        From today to a deadline: 3 is "còn 3 ngày làm việc", -4 is "quá 4 ngày làm việc". Takes the same short time
        however far apart the two are.
        """
        return self._worked_through(end) - self._worked_through(start)

    def period_end(
        self,
        start: date,
        *,
        days: int | None = None,
        weeks: int | None = None,
        months: int | None = None,
        years: int | None = None,
    ) -> date:
        """Return the last day of a period that runs from the day (of the event) `start`, by the solar calendar.

        `start` is not counted (Civil Code 147); weeks, months and years end on the corresponding day, or on the last
        of a month that has none; a last day of rest moves to the next working day (148). It lasts until `ends_at`.
        BadInput unless exactly one length is given, at least 1 and not beyond the year 9999.
        """
        unit, count = _one_length(days=days, weeks=weeks, months=months, years=years)
        try:
            return self.working_day_from(_plus(start, unit, count))
        except (OverflowError, ValueError) as error:
            raise BadInput(Reason(code="period_too_long", says=_TOO_LONG, field=unit)) from error

    @cached_property
    def _years(self) -> frozenset[int]:
        return frozenset(day.year for day in self.days)

    @cached_property
    def _unverified(self) -> tuple[date, ...]:
        return tuple(note.on for note in self.days.values() if not note.verified)

    @cached_property
    def _rest_on_weekdays(self) -> tuple[date, ...]:
        return self._exceptions(worked=False)

    @cached_property
    def _work_on_rest_days(self) -> tuple[date, ...]:
        return self._exceptions(worked=True)

    def _exceptions(self, *, worked: bool) -> tuple[date, ...]:
        return tuple(
            sorted(
                day
                for day in self.days
                if (day.isoweekday() in self.weekly_rest) == worked and self.is_working_day(day) == worked
            )
        )

    def _worked_through(self, day: date) -> int:
        # Day 1 of the ordinals is a Monday, so whole weeks and the begun one give the weekly pattern.
        weeks, begun = divmod(day.toordinal(), 7)
        regular = weeks * (7 - len(self.weekly_rest)) + len(set(range(1, begun + 1)) - self.weekly_rest)
        return regular - bisect_right(self._rest_on_weekdays, day) + bisect_right(self._work_on_rest_days, day)


def calendar_from_rows(
    rows: Iterable[Mapping[str, object]], *, weekly_rest: frozenset[int] = SATURDAY_AND_SUNDAY
) -> Calendar:
    """Return the calendar that rows `{day, kind, name: {vi, en}, notice, verified}` describe.

    BadInput with every fault of every row (counted from 1): a part missing or unreadable, an unknown kind, a day twice.
    """
    notes: dict[date, DayNote] = {}
    reasons: list[Reason] = []
    for number, row in enumerate(rows, start=1):
        faults = list(_faults_of(row, notes))
        reasons += (Reason(code="calendar_row", says=says, field=field, row=number) for field, says in faults)
        if not faults:
            note = _note_from(row)
            notes[note.on] = note
    raise_if_any(BadInput, reasons)
    return Calendar(MappingProxyType(notes), weekly_rest)


def add_months(day: date, count: int) -> date:
    """Return the corresponding day `count` months later (earlier when negative), or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def ends_at(day: date) -> datetime:
    """Return the instant at which a day ends: 24:00 in Viet Nam, which is the next midnight (Civil Code 148)."""
    return datetime.combine(day + _ONE_DAY, time.min, tzinfo=VIET_NAM)


def local_day(instant: datetime) -> date:
    """Return the day in Viet Nam on which an instant falls; BadInput when it does not say its time zone."""
    if instant.utcoffset() is None:
        says = Text("Thời điểm thiếu múi giờ.", "The instant does not say its time zone.")
        raise BadInput(Reason(code="instant_without_zone", says=says))
    return instant.astimezone(VIET_NAM).date()


def _one_length(**lengths: int | None) -> tuple[str, int]:
    given = [(unit, count) for unit, count in lengths.items() if count is not None]
    if len(given) != 1 or given[0][1] < 1:
        says = Text(
            "Thời hạn phải tính bằng đúng một đơn vị (ngày, tuần, tháng hoặc năm) và ít nhất là 1.",
            "A period is given in exactly one unit (days, weeks, months or years) and is at least 1.",
        )
        raise BadInput(Reason(code="period_length", says=says))
    return given[0]


def _plus(start: date, unit: str, count: int) -> date:
    if unit == "months":
        return add_months(start, count)
    if unit == "years":
        return add_months(start, 12 * count)
    return start + timedelta(days=count * 7 if unit == "weeks" else count)


def _faults_of(row: Mapping[str, object], known: Mapping[date, DayNote]) -> Iterator[tuple[str, Text]]:
    if not _is_day(row.get("day")):
        yield "day", Text("Thiếu ngày hoặc ngày không đọc được.", "The day is missing or unreadable.")
    elif row["day"] in known:
        yield "day", Text("Ngày này đã có ở dòng khác.", "Another row has this day.")
    if row.get("kind") not in DAY_KINDS:
        yield "kind", Text("Loại ngày không có trong danh mục.", "The kind of day is not a known one.")
    if not _is_name(row.get("name")):
        yield "name", Text("Thiếu tên tiếng Việt hoặc tiếng Anh.", "The Vietnamese or the English name is missing.")
    if not (isinstance(row.get("notice"), str) and row["notice"]):
        yield "notice", Text("Thiếu căn cứ của ngày này.", "Where the day comes from is missing.")
    if not isinstance(row.get("verified"), bool):
        yield "verified", Text("Thiếu trạng thái kiểm chứng.", "Whether the day is verified is missing.")


def _is_day(value: object) -> bool:
    # An instant is a date to Python, but never equal to one: it would stand in the calendar and not be found.
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_name(value: object) -> bool:
    return isinstance(value, Mapping) and bool(value.get("vi") and value.get("en"))


def _note_from(row: Mapping[str, object]) -> DayNote:
    return DayNote(
        on=cast(date, row["day"]),
        kind=cast(DayKind, row["kind"]),
        name=Text.from_data(cast(Mapping[str, str], row["name"])),
        notice=str(row["notice"]),
        verified=row["verified"] is True,
    )
