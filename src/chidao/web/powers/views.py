"""Who may do and who may see under the regulation of a day; every act with what it asks and who has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse

from chidao.acts.registry import act_named
from chidao.instruments.charter import Role
from chidao.instruments.vocabulary import SCOPES, SUBJECTS
from chidao.kernel.wording import Text, listed, same
from chidao.reports.acts_page import act_pages
from chidao.reports.matrix import Cell, Matrix, matrix
from chidao.web.dates import day_shown
from chidao.web.here import Here
from chidao.web.pages import page, screen
from chidao.web.powers.places import place_of

ROOMS: Final = {
    "people": Text("Danh bạ", "Registers"),
    "instruments": Text("Văn bản quy phạm", "Instruments"),
    "mandates": Text("Ban và ghế", "Bodies and seats"),
    "documents": Text("Văn bản", "Documents"),
    "tasks": Text("Nhiệm vụ", "Tasks"),
    "meetings": Text("Họp và vấn đề trình", "Meetings and matters"),
    "acts": Text("Đính chính", "Corrections"),
}
MARKS: Final = {"yes": "●", "conditions": "◐", "no": ""}
WORDS: Final = {
    "yes": Text("được làm", "may"),
    "conditions": Text("được làm, có điều kiện", "may, under conditions"),
}
RECORDS: Final = Text("được ghi thay bản giấy", "may record it from paper")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellShown:
    """A cell of the table: a mark, a word for it, all that narrows it; whether the role may record the act from paper.

    `says` is None where there is nothing to say.
    """

    mark: str
    brief: Text
    says: Text | None
    verdict: str
    records: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRow:
    """One act with a cell for each role."""

    name: str
    title: Text
    cells: tuple[CellShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The acts of one room."""

    title: Text
    rows: tuple[ActRow, ...]


@screen("matrix", ("Ai được làm gì", "Who may do what"))
def matrix_page(request: HttpRequest, here: Here) -> HttpResponse:
    """Show acts by roles, and subjects by roles, under the regulation of a day."""
    on = day_shown(request, here)
    table = matrix(here.body, on)
    context = {"on": on, "roles": table.roles, "rooms": list(_rooms(table)), "sights": list(_sights(table))}
    return page(request, here, "powers/matrix.html", Text("Ai được làm gì", "Who may do what"), context)


@screen("acts", ("Các việc", "Acts"))
def acts_page(request: HttpRequest, here: Here) -> HttpResponse:
    """Describe every act: what it asks, what it says in the record, who has it by which clause."""
    pages = act_pages(here.today)
    grouped = [(title, [each for each in pages if each.room == room]) for room, title in ROOMS.items()]
    known = set(ROOMS)
    rest = [each for each in pages if each.room not in known]
    groups = [(title, found) for title, found in [*grouped, (Text("Khác", "Other"), rest)] if found]
    places = {each.name: place_of(here, each.name) for each in pages}
    context = {"groups": [(title, [(each, places[each.name]) for each in found]) for title, found in groups]}
    return page(request, here, "powers/acts.html", Text("Các việc", "Acts"), context)


def _rooms(table: Matrix) -> Iterator[Room]:
    for room, title in ROOMS.items():
        rows = tuple(_row(table, name) for name in table.acts if act_named(name).room == room)
        if rows and table.roles:
            yield Room(title=title, rows=rows)


def _row(table: Matrix, act: str) -> ActRow:
    cells = tuple(_cell(table.cells[role.id, act]) for role in table.roles)
    return ActRow(name=act, title=act_named(act).title, cells=cells)


def _cell(cell: Cell) -> CellShown:
    brief = [WORDS[cell.verdict]] if cell.verdict != "no" else []
    told = list(dict.fromkeys([*brief, *(ground.says() for ground in cell.grounds if ground.says().vi)]))
    if cell.clauses:
        told.append(same(", ".join(cell.clauses)))
    if cell.records_by:
        told.append(RECORDS)
        brief.append(RECORDS)
    return CellShown(
        mark=MARKS[cell.verdict],
        brief=listed(brief),
        says=listed(told) if told else None,
        verdict=cell.verdict,
        records=cell.records_by is not None,
    )


def _sights(table: Matrix) -> Iterator[tuple[Text, list[Text | None]]]:
    for subject, title in SUBJECTS.items():
        yield title, [_scope(table, role, subject) for role in table.roles]


def _scope(table: Matrix, role: Role, subject: str) -> Text | None:
    scope = table.sees[role.id].get(subject)
    return SCOPES[scope] if scope else None
