"""The duty calendar: a year in twelve columns, each duty a row, each cell opening its evidence."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from chidao.kernel.wording import Text
from chidao.web.pictures.days import day_words, month_words

DutyState = Literal["kept", "late", "missed", "due"]

MARKS: Final[dict[DutyState, str]] = {"kept": "✓", "late": "!", "missed": "✕", "due": "○"}
STATES: Final[dict[DutyState, Text]] = {
    "kept": Text("đúng hạn", "kept on time"),
    "late": Text("muộn", "late"),
    "missed": Text("bỏ lỡ", "missed"),
    "due": Text("sắp đến", "due"),
}
NAME: Final = Text("Nghĩa vụ năm {year}", "Duties of {year}")
DUTY: Final = Text("Nghĩa vụ", "Duty")
TODAY: Final = Text("hôm nay {day}", "today {day}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyCell:
    """One time a duty falls due: its month, its day where known, how it was kept; `url` opens the evidence."""

    month: int
    state: DutyState
    due_on: date | None = None
    says: Text | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """One duty through the year; `clause` is the id of the clause that lays it down."""

    title: Text
    cells: tuple[DutyCell, ...] = ()
    clause: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyYear:
    """The duties of one year as seen on the day `on` (none: no line for today)."""

    year: int
    rows: tuple[DutyRow, ...]
    on: date | None = None


def duty_calendar(year: DutyYear, language: str, *, chip: Callable[[str], SafeString] | None = None) -> SafeString:
    """Draw the year of duties as a table; `chip` makes the clause chip of a row."""
    return format_html(
        '<div class="picture year-picture"><table class="year"><caption class="vh">{}</caption>'
        '<thead><tr><th scope="col"><span class="vh">{}</span></th>{}</tr></thead><tbody>{}</tbody></table>{}</div>',
        described(year, language),
        DUTY.said_in(language),
        month_heads(language, year.on.month if year.on and year.on.year == year.year else None),
        format_html_join("", "{}", ((_row(row, year, language, chip),) for row in year.rows)),
        _legend(language),
    )


def described(year: DutyYear, language: str) -> str:
    """Return the picture's name and its counts in one sentence."""
    counts = Counter(cell.state for row in year.rows for cell in row.cells)
    told = ", ".join(f"{counts[state]} {words.said_in(language)}" for state, words in STATES.items() if counts[state])
    name = NAME.said_in(language).format(year=year.year)
    return f"{name}: {told}." if told else f"{name}."


def month_heads(language: str, current: int | None = None) -> SafeString:
    """Return the twelve column heads, the current month marked."""
    return format_html_join(
        "",
        '<th scope="col"{}><span aria-hidden="true">{}</span><span class="vh">{}</span></th>',
        (
            (SafeString(' class="current"' if month == current else ""), month, month_words(month, language))
            for month in range(1, 13)
        ),
    )


def _row(row: DutyRow, year: DutyYear, language: str, chip: Callable[[str], SafeString] | None) -> SafeString:
    title = row.title.said_in(language)
    return format_html(
        '<tr><th scope="row">{}{}</th>{}</tr>',
        format_html('<a href="{}">{}</a>', row.url, title) if row.url else title,
        format_html(" {}", chip(row.clause)) if chip and row.clause else "",
        format_html_join("", "{}", ((_month(row, month, year, language),) for month in range(1, 13))),
    )


def _month(row: DutyRow, month: int, year: DutyYear, language: str) -> SafeString:
    cells = [cell for cell in row.cells if cell.month == month]
    today = _today(year, month, language)
    marks = format_html_join("", "{}", ((_mark(cell, language),) for cell in cells))
    return format_html("<td{}>{}{}</td>", SafeString(' class="today"' if today else ""), today, marks)


def _mark(cell: DutyCell, language: str) -> SafeString:
    words = _cell_words(cell, language)
    is_dated = cell.state == "due" and cell.due_on is not None
    shown = str(cell.due_on.day) if is_dated and cell.due_on else MARKS[cell.state]
    inside = format_html('<span aria-hidden="true">{}</span><span class="vh">{}</span>', shown, words)
    if cell.url:
        return format_html('<a class="mark {}" href="{}" title="{}">{}</a>', cell.state, cell.url, words, inside)
    return format_html('<span class="mark {}" title="{}">{}</span>', cell.state, words, inside)


def _cell_words(cell: DutyCell, language: str) -> str:
    when = day_words(cell.due_on, language) if cell.due_on else month_words(cell.month, language)
    words = f"{STATES[cell.state].said_in(language)}, {when}"
    return f"{words}: {cell.says.said_in(language)}" if cell.says else words


def _today(year: DutyYear, month: int, language: str) -> SafeString:
    on = year.on
    if on is None or (on.year, on.month) != (year.year, month):
        return SafeString("")
    share = round((on.day - 1) / monthrange(on.year, on.month)[1] * 100)
    return format_html(
        '<svg class="today-line" aria-hidden="true"><title>{}</title><line x1="{}%" x2="{}%" y1="0" y2="100%"/></svg>',
        TODAY.said_in(language).format(day=day_words(on, language)),
        share,
        share,
    )


def _legend(language: str) -> SafeString:
    items = ((state, MARKS[state], words.said_in(language)) for state, words in STATES.items())
    return format_html(
        '<p class="legend">{}</p>',
        format_html_join(" ", '<span><i class="mark {}" aria-hidden="true">{}</i> {}</span>', items),
    )
