"""The rows of the task list, written by a function: fifty rows are some four hundred small decisions, and a page should
take a few milliseconds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Final

from django.utils.safestring import SafeString

from chidao.kernel.wording import Text
from chidao.tasks.queries import TaskRow
from chidao.web.pictures import day_words
from chidao.web.tasks.listing import Line

Chip = Callable[[str], str]
"""Returns the chip of a clause by its id, "" for one that the body's regulations do not have."""

DEADLINE = Callable[[TaskRow], str]
STATE_CLASSES: Final = {"accepted": " kept", "proposed": " due"}
_SELECT = Text("Chọn nhiệm vụ {n}", "Select task {n}")
_NO_DAY = Text("không nêu", "none")
_GIVEN = Text("giao", "given")


def task_rows(
    lines: Iterable[Line], *, address: str, language: str, chip: Chip, deadline: DEADLINE, picked: bool
) -> SafeString:
    """Return the `<tr>`s of the list. `address` is that of the list; `picked` says whether rows can be picked."""
    rows = "".join(_row(line, address, language, chip, deadline, picked) for line in lines)
    return SafeString(rows)


def _row(line: Line, address: str, language: str, chip: Chip, deadline: DEADLINE, picked: bool) -> str:
    row = line.row
    title = escape(row.title)
    cells = (
        _pick(line, language) if picked else "",
        f'<td class="number">{row.number}</td>',
        f'<td class="clip"><a data-open href="{address}{row.id}/" title="{title}">{title}</a></td>',
        f'<td class="clip source extra">{_source(row, chip)}</td>',
        f'<td class="clip">{_lead(line, language)}</td>',
        f"<td>{deadline(row) if row.due_on else _soft(_NO_DAY.said_in(language))}</td>",
        f'<td class="nowrap">{_state(line, language)}</td>',
        f'<td class="clip soft extra">{_changed(line, language)}</td>',
    )
    return f"<tr>{''.join(cells)}</tr>"


def _lead(line: Line, language: str) -> str:
    lead = line.row.lead
    said = f'<span title="{escape(lead.name)}">{escape(lead.short)}</span>'
    if line.given_to is None or line.part is None:
        return said
    whole, short = escape(line.given_to.said_in(language)), escape(line.part.said_in(language))
    return f'{said} <abbr class="soft" title="{whole}">{short}</abbr>'


def _pick(line: Line, language: str) -> str:
    if not line.can_urge:
        return '<td class="pick"><label></label></td>'
    name = escape(_SELECT.said_in(language).format(n=line.row.number))
    box = f'<input type="checkbox" name="tasks" value="{line.row.id}" aria-label="{name}">'
    return f'<td class="pick"><label>{box}</label></td>'


def _source(row: TaskRow, chip: Chip) -> str:
    known = chip(row.clause) if row.clause else ""
    return known or f'<span title="{escape(row.source)}">{escape(row.source or "–")}</span>'


def _state(line: Line, language: str) -> str:
    state = line.row.state
    said = f'<span class="state{STATE_CLASSES.get(state, "")}">{escape(line.state.said_in(language))}</span>'
    return f"{said} {_soft(f'{line.row.percent}%')}" if state == "open" and line.row.percent else said


def _changed(line: Line, language: str) -> str:
    if line.last is None or line.row.last is None:
        return f"{day_words(line.row.assigned_on, language)} {_GIVEN.said_in(language)}"
    said = escape(line.last.said_in(language))
    return f'<span title="{said}">{day_words(line.row.last.at.date(), language)} {said}</span>'


def _soft(words: str) -> str:
    return f'<span class="soft">{words}</span>'
