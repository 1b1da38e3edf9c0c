"""Proposals as dense rows: grouped, in words, with how sure the reading is and what was decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text
from chidao.onboarding.rules.items import SURE
from chidao.onboarding.rules.state import Item, ItemState, Work
from chidao.web.fields import Field
from chidao.web.onboarding.forms import fields_of
from chidao.web.onboarding.law import Places, excerpt

DOUBTFUL: Final = 0.7
GROUPS: Final[Mapping[str, Text]] = {
    "paper": Text("Văn bản và ban chỉ đạo", "The paper and the body"),
    "people": Text("Người và cơ quan", "People and agencies"),
    "powers": Text("Thẩm quyền", "Powers"),
    "meetings": Text("Họp", "Meetings"),
    "reports": Text("Báo cáo, kế hoạch, sơ kết", "Reports, plans, reviews"),
    "seals": Text("Chữ ký và dấu", "Signatures and seals"),
    "other": Text("Khác", "Other"),
}
"""What rows are gathered under, in the order in which they are looked at."""

_GROUP_OF: Final[Mapping[str, str]] = {
    "body": "paper", "instrument": "paper", "units": "people", "roles": "people", "agencies": "people",
    "seats": "people", "counts": "people", "powers": "powers", "stand_ins": "powers", "limits": "powers",
    "signatures": "seals",
}  # fmt: skip
_BRIEF: Final = (("Điều ", "Đ"), (" khoản ", "."), (" điểm ", ""), (" gạch ", "-"))
SURENESS: Final = (("●", Text("rõ", "clear")), ("◐", Text("khá rõ", "fairly")), ("○", Text("chưa chắc", "unsure")))
STATES: Final[Mapping[ItemState, tuple[str, Text | None]]] = {
    "proposed": ("", None),
    "accepted": ("kept", Text("✓ nhận", "✓ accepted")),
    "corrected": ("kept", Text("✎ đã sửa", "✎ corrected")),
    "rejected": ("", Text("✕ bỏ", "✕ left out")),
}
FILTERS: Final[Mapping[str, Text]] = {
    "all": Text("Tất cả", "All"),
    "todo": Text("Chưa xem", "Not yet looked at"),
    "doubt": Text("Chưa chắc", "Unsure"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A proposal as a row; `clause` is brief, `span` as the browser counts it.

    `opened` holds what an open row shows beside.
    """

    item: Item
    clause: str
    url: str
    span: str
    sign: str
    sure: Text
    tone: str
    state: Text | None
    opened: Opened | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What an open row shows: the words it was read from, and its values to correct."""

    excerpt: str
    fields: Sequence[Field]
    errors: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks to see: a row open, a filter, the form of a section, a place of the text; what was typed."""

    at: str = ""
    show: str = "all"
    add: str = ""
    pos: int = 0
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: tuple[Reason, ...] = ()

    def address(self, at: str = "", **more: str) -> str:
        """Return the query that asks for a row under the same filter."""
        parts = {"at": at, "show": "" if self.show == "all" else self.show, **more}
        return "?" + "&".join(f"{name}={quote(value, safe='/')}" for name, value in parts.items() if value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rows under one head, and the sections of which one can be added there."""

    key: str
    title: Text
    rows: Sequence[Row]
    sections: Sequence[tuple[str, Text]] = ()


def is_shown(item: Item, show: str) -> bool:
    """Say whether a filter lets a proposal through."""
    if show == "todo":
        return item.state == "proposed"
    return show != "doubt" or (item.confidence < SURE and item.state != "rejected")


def sure_ones(items: Sequence[Item]) -> list[str]:
    """Return the ids of what was read clearly and nobody has looked at yet."""
    return [each.id for each in items if each.state == "proposed" and each.confidence >= SURE]


def rows_of(work: Work, asked: Asked, wanted: Callable[[Item], bool] | None = None) -> Iterator[Row]:
    """Yield the rows that the filter, or `wanted`, lets through."""
    places = Places.of(work.text)
    for item in work.items:
        if wanted(item) if wanted else item.id == asked.at or is_shown(item, asked.show):
            yield _row(item, work, asked, places)


def grouped(rows: Sequence[Row], sections: Sequence[tuple[str, Text]]) -> list[Group]:
    """Return rows under their heads; a head under which nothing is and nothing can be added is left out."""
    places = {key: [each for each in rows if group_of(each.item) == key] for key in GROUPS}
    added = {key: [each for each in sections if _place_of(each[0]) == key] for key in GROUPS}
    return [
        Group(key=key, title=title, rows=places[key], sections=added[key])
        for key, title in GROUPS.items()
        if places[key] or added[key]
    ]


def group_of(item: Item) -> str:
    """Return under which head a proposal stands."""
    if item.section == "duties":
        return "meetings" if item.entry.get("what") == "meeting" else "reports"
    return _GROUP_OF.get(item.section, "other")


def _place_of(section: str) -> str:
    return "reports" if section == "duties" else _GROUP_OF.get(section, "other")


def in_order(items: Sequence[Item]) -> list[Item]:
    """Return proposals in the order of their rows."""
    heads = list(GROUPS)
    return sorted(items, key=lambda each: heads.index(group_of(each)))


def briefly(clause: str | None) -> str:
    """Return the label of a place as a chip has it: "QĐ Đ1.4" for "QĐ Điều 1 khoản 4", "–" for none."""
    brief = clause or "–"
    for words, short in _BRIEF:
        brief = brief.replace(words, short)
    return brief


def _row(item: Item, work: Work, asked: Asked, places: Places) -> Row:
    sign, sure = SURENESS[0 if item.confidence >= SURE else 1 if item.confidence >= DOUBTFUL else 2]
    tone, state = STATES[item.state]
    return Row(
        item=item,
        clause=briefly(item.clause),
        url=asked.address(item.id),
        span=places.span(item.span),
        sign=sign,
        sure=sure,
        tone=tone,
        state=state,
        opened=_opened(item, work, asked) if item.id == asked.at else None,
    )


def _opened(item: Item, work: Work, asked: Asked) -> Opened:
    fields = fields_of(item.controls, asked.typed)
    return Opened(excerpt=excerpt(work.text, item.span), fields=fields, errors=asked.errors)
