"""The instrument chain: decisions as a time line with what replaces what; what is not known is drawn as such.

On a wide page it is a drawing to scale; on a narrow one, and for who reads rather than looks, the same as a list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from chidao.kernel.wording import Text
from chidao.web.pictures.days import day_words

LinkKind = Literal["replaces", "amends", "rests_on"]

WIDTH: Final = 780
LEFT: Final = 52
RIGHT: Final = 12
ROW: Final = 54
LANE_HEAD: Final = 26
LETTER: Final = 7.4
SMALL_LETTER: Final = 6.6

KINDS: Final[dict[LinkKind, Text]] = {
    "replaces": Text("thay {earlier}", "replaces {earlier}"),
    "amends": Text("sửa đổi, bổ sung {earlier}", "amends {earlier}"),
    "rests_on": Text("căn cứ {earlier}", "rests on {earlier}"),
}
UNSURE: Final = Text("{says} (chưa rõ)", "{says} (not certain)")
NOT_NAMED: Final = Text("văn bản nào, nguồn không nói", "an instrument the source does not name")
NO_DATE: Final = Text("không rõ ngày", "date not known")
IN_FORCE: Final = Text("đang có hiệu lực", "in force")
UNTIL: Final = Text("đến {day}", "until {day}")
FROM: Final = Text("từ {day}", "from {day}")
NAME: Final = Text("Chuỗi văn bản", "Chain of instruments")
TOLD: Final = Text(
    "{total} văn bản; ngày {day} có hiệu lực: {symbols}.", "{total} instruments; in force on {day}: {symbols}."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainNode:
    """One instrument: in force from `starts_on` until `ends_on` (half-open; None: not known, or still in force).

    `date_words` says a date that is known only in part; `lane` gathers instruments of one line (index into the
    chain's lanes).
    """

    key: str
    symbol: str
    title: Text
    lane: int = 0
    starts_on: date | None = None
    ends_on: date | None = None
    date_words: Text | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """The later instrument bears on the earlier; `earlier` None: on one the source does not name."""

    later: str
    earlier: str | None = None
    kind: LinkKind = "replaces"
    is_known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Instruments and their links as seen on the day `on`."""

    nodes: tuple[ChainNode, ...]
    on: date
    links: tuple[ChainLink, ...] = ()
    lanes: tuple[Text, ...] = ()
    name: Text = NAME
    key: str = "chain"


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a node is drawn: its line's start, end and height, and its label's place."""

    node: ChainNode
    start: float
    end: float
    y: float
    label_x: float
    anchor: str


@dataclass(slots=True)
class _Plan:
    """The drawing under way: places of nodes, heads of lanes, the height reached."""

    spots: dict[str, _Spot] = field(default_factory=dict)
    heads: list[tuple[float, Text]] = field(default_factory=list)
    height: float = 4.0


def instrument_chain(chain: Chain, language: str) -> SafeString:
    """Draw the chain, to scale and as a list."""
    if not chain.nodes:
        return SafeString("")
    return format_html(
        '<figure class="picture chain"><figcaption class="vh">{}</figcaption>{}{}</figure>',
        described(chain, language),
        _drawing(chain, language),
        _listing(chain, language),
    )


def described(chain: Chain, language: str) -> str:
    """Return how many instruments there are and which are in force, in one sentence."""
    symbols = ", ".join(node.symbol for node in chain.nodes if is_in_force(node, chain.on)) or "–"
    return TOLD.said_in(language).format(total=len(chain.nodes), day=day_words(chain.on, language), symbols=symbols)


def is_in_force(node: ChainNode, on: date) -> bool:
    """Return whether the instrument is in force on the day; one without a known start is taken to have begun."""
    has_begun = node.starts_on is None or node.starts_on <= on
    return has_begun and (node.ends_on is None or on < node.ends_on)


# ---------------------------------------------------------------- the drawing


def _drawing(chain: Chain, language: str) -> SafeString:
    first, last = _span(chain)
    plan = _planned(chain, first, last, language)
    height = plan.height + 24
    return format_html(
        '<svg viewBox="0 0 {} {}" role="graphics-document" aria-labelledby="{}-t {}-d"><title id="{}-t">{}</title>'
        '<desc id="{}-d">{}</desc>{}{}{}{}{}</svg>',
        *(WIDTH, round(height), chain.key, chain.key, chain.key, chain.name.said_in(language)),
        *(chain.key, described(chain, language)),
        _axis(chain, first, last, height),
        format_html_join(
            "",
            '<path class="lane-line" d="M0 {}H{}"/><text class="lane" x="0" y="{}">{}</text>',
            ((y - 16, WIDTH if y > LANE_HEAD else 0, y, words.said_in(language)) for y, words in plan.heads),
        ),
        format_html_join("", "{}", ((_bar(spot, chain.on),) for spot in plan.spots.values())),
        format_html_join("", "{}", ((_link(link, plan.spots),) for link in chain.links if link.later in plan.spots)),
        format_html_join("", "{}", ((_node(spot, chain.on, language),) for spot in plan.spots.values())),
    )


def _span(chain: Chain) -> tuple[date, date]:
    days = [day for node in chain.nodes for day in (node.starts_on, node.ends_on) if day] + [chain.on]
    return date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1)


def _x(day: date, first: date, last: date) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / (last - first).days, 1)


def _planned(chain: Chain, first: date, last: date, language: str) -> _Plan:
    plan = _Plan()
    for number in sorted({node.lane for node in chain.nodes}):
        if number < len(chain.lanes):
            plan.heads.append((plan.height + 14, chain.lanes[number]))
            plan.height += LANE_HEAD
        nodes = [node for node in chain.nodes if node.lane == number]
        _place(plan, sorted(nodes, key=lambda node: node.starts_on or first), first, last, language)
    return plan


def _place(plan: _Plan, nodes: list[ChainNode], first: date, last: date, language: str) -> None:
    """Put each node on the first row of its lane where line and label are free."""
    taken: list[float] = []
    for node in nodes:
        start = _x(node.starts_on, first, last) if node.starts_on else float(LEFT)
        end = _x(node.ends_on, first, last) if node.ends_on else float(WIDTH)
        wide = _label_width(node, language)
        anchor, label_x = ("start", start) if start + wide <= WIDTH else ("end", float(WIDTH))
        left = min(start, label_x - wide if anchor == "end" else start)
        row = next((row for row, until in enumerate(taken) if until <= left), len(taken))
        reached = max(end, label_x + wide + 8 if anchor == "start" else end)
        taken[row : row + 1] = [reached]
        plan.spots[node.key] = _Spot(node, start, end, plan.height + row * ROW + 26, label_x, anchor)
    plan.height += len(taken) * ROW


def _label_width(node: ChainNode, language: str) -> float:
    return max(len(node.symbol) * LETTER, len(_start_words(node, language)) * SMALL_LETTER)


def _start_words(node: ChainNode, language: str) -> str:
    if node.date_words:
        return node.date_words.said_in(language)
    return day_words(node.starts_on, language) if node.starts_on else NO_DATE.said_in(language)


def _state(node: ChainNode, on: date) -> str:
    if is_in_force(node, on):
        return "in-force"
    return "ended" if node.ends_on and node.ends_on <= on else "to-come"


def _bar(spot: _Spot, on: date) -> SafeString:
    kind = _state(spot.node, on) if spot.node.starts_on else f"{_state(spot.node, on)} undated"
    return format_html('<path class="bar {}" d="M{} {}H{}"/>', kind, spot.start, spot.y, spot.end)


def _node(spot: _Spot, on: date, language: str) -> SafeString:
    node = spot.node
    drawn = format_html(
        '<title>{}</title><circle class="start {}{}" cx="{}" cy="{}" r="4.5"/>'
        '<text class="symbol" x="{}" y="{}" text-anchor="{}">{}</text>'
        '<text class="date" x="{}" y="{}" text-anchor="{}">{}</text>',
        *(node.title.said_in(language), _state(node, on), "" if node.starts_on else " unknown", spot.start, spot.y),
        *(spot.label_x, spot.y - 10, spot.anchor, node.symbol),
        *(spot.label_x, spot.y + 18, spot.anchor, _start_words(node, language)),
    )
    return format_html('<a href="{}">{}</a>', node.url, drawn) if node.url else format_html("<g>{}</g>", drawn)


def _link(link: ChainLink, spots: dict[str, _Spot]) -> SafeString:
    later = spots[link.later]
    earlier = spots.get(link.earlier or "")
    if earlier is None:
        return _stub(later)
    if earlier.y == later.y:
        return SafeString("") if link.is_known else _doubt(later)
    kind = f"link {link.kind}" if link.is_known else f"link {link.kind} unknown"
    begin = later.start if link.kind != "replaces" else earlier.end
    path = f"M{begin} {earlier.y}L{later.start} {earlier.y}L{later.start} {later.y}"
    mark = SafeString("") if link.is_known else _question(later.start + 10, (earlier.y + later.y) / 2 + 4)
    return format_html('<path class="{}" d="{}"/>{}', kind, path, mark)


def _doubt(later: _Spot) -> SafeString:
    """Break the line before a node that follows on the same row, and ask."""
    path = f"M{later.start - 34} {later.y}H{later.start - 5}"
    return format_html(
        '<path class="gap" d="{}"/><path class="link unknown" d="{}"/>{}',
        *(path, path, _question(later.start - 18, later.y - 8)),
    )


def _stub(later: _Spot) -> SafeString:
    path = f"M{later.start - 30} {later.y}H{later.start - 5}"
    return format_html('<path class="link unknown" d="{}"/>{}', path, _question(later.start - 38, later.y + 4))


def _question(x: float, y: float) -> SafeString:
    return format_html('<text class="question" x="{}" y="{}" text-anchor="middle">?</text>', round(x, 1), round(y, 1))


def _axis(chain: Chain, first: date, last: date, height: float) -> SafeString:
    years = range(first.year, last.year)
    step = 1 + len(years) // 13
    shown = [(year, _x(date(year, 1, 1), first, last)) for year in years[::step]]
    today = _x(chain.on, first, last)
    return format_html(
        '<g class="axis">{}<line class="now" x1="{}" x2="{}" y1="0" y2="{}"/></g>',
        format_html_join(
            "",
            '<line x1="{}" x2="{}" y1="0" y2="{}"/><text x="{}" y="{}">{}</text>',
            ((x, x, height - 18, x + 4, height - 4, year) for year, x in shown),
        ),
        *(today, today, height - 18),
    )


# ---------------------------------------------------------------- the list


def _listing(chain: Chain, language: str) -> SafeString:
    ordered = sorted(chain.nodes, key=lambda node: node.starts_on or date.min)
    items = format_html_join("", "{}", ((_item(node, chain, language),) for node in ordered))
    return format_html('<ol class="chain-list">{}</ol>', items)


def _item(node: ChainNode, chain: Chain, language: str) -> SafeString:
    return format_html(
        '<li class="{}"><b>{}</b> <span>{}</span><span class="basis">{}</span></li>',
        "in-force" if is_in_force(node, chain.on) else "ended",
        format_html('<a href="{}">{}</a>', node.url, node.symbol) if node.url else node.symbol,
        node.title.said_in(language),
        " · ".join(_facts(node, chain, language)),
    )


def _facts(node: ChainNode, chain: Chain, language: str) -> Iterator[str]:
    """Yield what is known of a node: from when, until when, what it bears on."""
    start = _start_words(node, language)
    yield FROM.said_in(language).format(day=start) if node.starts_on else start
    if is_in_force(node, chain.on):
        yield IN_FORCE.said_in(language)
    elif node.ends_on:
        yield UNTIL.said_in(language).format(day=day_words(node.ends_on, language))
    symbols = {one.key: one.symbol for one in chain.nodes}
    for link in chain.links:
        if link.later == node.key:
            yield _link_words(link, symbols, language)


def _link_words(link: ChainLink, symbols: dict[str, str], language: str) -> str:
    earlier = symbols.get(link.earlier or "")
    says = KINDS[link.kind].said_in(language).format(earlier=earlier or NOT_NAMED.said_in(language))
    return says if link.is_known and earlier else UNSURE.said_in(language).format(says=says)
