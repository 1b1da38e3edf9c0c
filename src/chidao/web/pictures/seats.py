"""The seat chart: a body as seats around a table, by rank, on one day; empty and acting seats are marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from chidao.kernel.wording import Text
from chidao.web.pictures.days import day_words

SeatState = Literal["held", "acting", "empty"]

STATES: Final[dict[SeatState, Text]] = {
    "held": Text("có người giữ", "held"),
    "acting": Text("đang được thay", "acting holder"),
    "empty": Text("khuyết", "vacant"),
}
NAME: Final = Text("{body}, ngày {day}: {total} ghế; {told}.", "{body} on {day}: {total} seats; {told}.")
ON: Final = Text("ngày {day}", "on {day}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One seat: its title, who holds it (a post, a person), of which agency; `rank` 1 sits at the head.

    `note` says what the mark cannot: who acts for whom and until when, since when the seat is vacant.
    """

    title: Text
    rank: int
    state: SeatState = "held"
    holder: Text | None = None
    agency: Text | None = None
    note: Text | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatChart:
    """The seats of a body or a group on a day; ranks up to `head_rank` sit at the head, the others along the sides."""

    name: Text
    on: date
    seats: tuple[Seat, ...]
    head_rank: int = 3


def seat_chart(chart: SeatChart, language: str) -> SafeString:
    """Draw the chart as two ordered lists around a table, the head first."""
    ordered = sorted(chart.seats, key=lambda seat: seat.rank)
    head = [seat for seat in ordered if seat.rank <= chart.head_rank]
    sides = [seat for seat in ordered if seat.rank > chart.head_rank]
    return format_html(
        '<figure class="picture seats"><figcaption class="vh">{}</figcaption>{}'
        '<p class="table-top"><b>{}</b> <span>{}</span></p>{}{}</figure>',
        described(chart, language),
        _list("head-seats", head, language),
        chart.name.said_in(language),
        ON.said_in(language).format(day=day_words(chart.on, language)),
        _list("side-seats", sides, language),
        _legend(chart, language),
    )


def described(chart: SeatChart, language: str) -> str:
    """Return the chart's name and counts in one sentence."""
    counts = Counter(seat.state for seat in chart.seats)
    told = ", ".join(f"{counts[state]} {words.said_in(language)}" for state, words in STATES.items() if counts[state])
    return NAME.said_in(language).format(
        body=chart.name.said_in(language), day=day_words(chart.on, language), total=len(chart.seats), told=told or "–"
    )


def _list(kind: str, seats: Iterable[Seat], language: str) -> SafeString:
    items = format_html_join("", "{}", ((_seat(seat, language),) for seat in seats))
    return format_html('<ol class="{}">{}</ol>', kind, items) if items else SafeString("")


def _seat(seat: Seat, language: str) -> SafeString:
    title = seat.title.said_in(language)
    lines = [part.said_in(language) for part in (seat.holder, seat.agency) if part]
    return format_html(
        '<li class="seat {}"><b>{}</b>{}{}</li>',
        seat.state,
        format_html('<a href="{}">{}</a>', seat.url, title) if seat.url else title,
        format_html_join("", "<span>{}</span>", ((line,) for line in lines)),
        _state(seat, language),
    )


def _state(seat: Seat, language: str) -> SafeString:
    if seat.state == "held" and seat.note is None:
        return SafeString("")
    words = seat.note or STATES[seat.state]
    return format_html('<em class="seat-note">{}</em>', words.said_in(language))


def _legend(chart: SeatChart, language: str) -> SafeString:
    present = {seat.state for seat in chart.seats}
    items = ((state, words.said_in(language)) for state, words in STATES.items() if state in present)
    return format_html('<p class="legend">{}</p>', format_html_join(" ", '<span class="seat {}">{}</span>', items))
