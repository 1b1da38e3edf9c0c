"""What a draft says, as a page shows it: its fields as facts, its text line by line, rows of a table together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from chidao.documents.drafts.forms import FORMS, lines_of
from chidao.documents.drafts.text import ROW
from chidao.kernel.wording import Text

LONGEST_CHOICE: Final = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A part of the text: one line, or the rows of a table, the first of them its head."""

    line: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownContent:
    """A content as a page shows it; `places` are its lines as notes name them, by number."""

    facts: tuple[tuple[Text, tuple[str, ...]], ...]
    parts: tuple[Shown, ...]
    places: tuple[tuple[int, str], ...]


def shown_content(content: Mapping[str, Any]) -> ShownContent | None:
    """Return a content as it is shown, None for one of no known form."""
    form = FORMS.get(str(content.get("form", "")))
    if form is None:
        return None
    lines = lines_of(content)
    left_out = {"text", "title", "filing", *form.said_fields()}
    fields = [each for each in form.fields if each.name not in left_out and content.get(each.name)]
    outside = sum(len(_listed(content.get(each.name))) for each in form.fields if each.name not in _in_text(form))
    return ShownContent(
        facts=tuple((each.label, _chosen(each.choices, content[each.name])) for each in fields),
        parts=tuple(_parts(lines[outside:])),
        places=tuple((n, line[:LONGEST_CHOICE]) for n, line in enumerate(lines, 1)),
    )


def _in_text(form: Any) -> set[str]:
    return {"text", *form.said_fields()}


def _chosen(choices: Mapping[str, Text], value: Any) -> tuple[str, ...]:
    return tuple(choices[each].vi if each in choices else each for each in _listed(value))


def _listed(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)] if value else []


def _parts(lines: Sequence[str]) -> Iterator[Shown]:
    for is_row, together in groupby(lines, key=lambda line: line.startswith(ROW)):
        group = list(together)
        if is_row:
            head, *rows = (tuple(cell.strip() for cell in line.strip(ROW).split(ROW)) for line in group)
            yield Shown(head=head, rows=tuple(rows))
        else:
            yield from (Shown(line=line) for line in group if line)
