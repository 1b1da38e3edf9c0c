"""The heat map: agencies by months, each cell a number, a shape and a colour that opens its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from chidao.kernel.wording import Text
from chidao.web.pictures.calendar import month_heads
from chidao.web.pictures.days import month_words

HeatState = Literal["late", "open", "on-time", "none"]

SHAPES: Final[dict[HeatState, str]] = {"late": "▲", "open": "○", "on-time": "✓", "none": "·"}
WORDS: Final[dict[HeatState, Text]] = {
    "on-time": Text("{n} đúng hạn", "{n} on time"),
    "late": Text("{n} trễ hạn", "{n} late"),
    "open": Text("{n} đang làm", "{n} open"),
}
LEGEND: Final[dict[HeatState, Text]] = {
    "late": Text("có việc trễ hạn", "some late"),
    "open": Text("đang làm, chưa trễ", "open, none late"),
    "on-time": Text("xong đúng hạn", "all done on time"),
}
NOTHING: Final = Text("không có việc", "nothing")
AGENCY: Final = Text("Cơ quan", "Agency")
NAME: Final = Text(
    "Việc theo cơ quan và tháng, {year}: {agencies} cơ quan, {late} việc trễ hạn, {open} đang làm, {kept} đúng hạn.",
    "Tasks by agency and month, {year}: {agencies} agencies, {late} late, {open} open, {kept} on time.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """The tasks of one agency due in one month, counted; `url` opens exactly these rows."""

    month: int
    on_time: int = 0
    late: int = 0
    open: int = 0
    url: str | None = None

    @property
    def state(self) -> HeatState:
        """Return what the cell says first: anything late, else anything open, else all on time."""
        if self.late:
            return "late"
        if self.open:
            return "open"
        return "on-time" if self.on_time else "none"

    @property
    def level(self) -> int:
        """Return how strongly the cell is coloured, 1 to 3, by the number it shows."""
        return 1 + (self.shown > 1) + (self.shown > 4)

    @property
    def shown(self) -> int:
        """Return the number the cell shows, that of its state."""
        return {"late": self.late, "open": self.open, "on-time": self.on_time, "none": 0}[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """One agency through the year."""

    agency: Text
    cells: tuple[HeatCell, ...] = ()
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """Agencies by the months of one year."""

    year: int
    rows: tuple[HeatRow, ...]


def heat_map(heat: HeatMap, language: str) -> SafeString:
    """Draw the heat map as a table."""
    return format_html(
        '<div class="picture heat-picture"><table class="year heat"><caption class="vh">{}</caption>'
        '<thead><tr><th scope="col"><span class="vh">{}</span></th>{}</tr></thead><tbody>{}</tbody></table>{}</div>',
        described(heat, language),
        AGENCY.said_in(language),
        month_heads(language),
        format_html_join("", "{}", ((_row(row, language),) for row in heat.rows)),
        _legend(language),
    )


def described(heat: HeatMap, language: str) -> str:
    """Return the picture's name with its totals."""
    cells = [cell for row in heat.rows for cell in row.cells]
    return NAME.said_in(language).format(
        year=heat.year,
        agencies=len(heat.rows),
        late=sum(cell.late for cell in cells),
        open=sum(cell.open for cell in cells),
        kept=sum(cell.on_time for cell in cells),
    )


def _row(row: HeatRow, language: str) -> SafeString:
    by_month = {cell.month: cell for cell in row.cells}
    agency = row.agency.said_in(language)
    cells = ((_cell(by_month.get(month, HeatCell(month=month)), language),) for month in range(1, 13))
    return format_html(
        '<tr><th scope="row">{}</th>{}</tr>',
        format_html('<a href="{}">{}</a>', row.url, agency) if row.url else agency,
        format_html_join("", "<td>{}</td>", cells),
    )


def _cell(cell: HeatCell, language: str) -> SafeString:
    if cell.state == "none":
        return format_html('<span class="vh">{}</span>', NOTHING.said_in(language))
    words = _cell_words(cell, language)
    inside = format_html(
        '<span aria-hidden="true"><i>{}</i>{}</span><span class="vh">{}</span>', SHAPES[cell.state], cell.shown, words
    )
    kind = f"mark heat-{cell.state} level-{cell.level}"
    if cell.url:
        return format_html('<a class="{}" href="{}" title="{}">{}</a>', kind, cell.url, words, inside)
    return format_html('<span class="{}" title="{}">{}</span>', kind, words, inside)


def _cell_words(cell: HeatCell, language: str) -> str:
    counts: dict[HeatState, int] = {"on-time": cell.on_time, "late": cell.late, "open": cell.open}
    told = ", ".join(WORDS[state].said_in(language).format(n=n) for state, n in counts.items() if n)
    return f"{month_words(cell.month, language)}: {told}"


def _legend(language: str) -> SafeString:
    items = ((state, SHAPES[state], words.said_in(language)) for state, words in LEGEND.items())
    return format_html(
        '<p class="legend">{}</p>',
        format_html_join(" ", '<span><i class="mark heat-{} level-2" aria-hidden="true">{}</i> {}</span>', items),
    )
