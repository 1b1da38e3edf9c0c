"""From what a report says to the components of its paper (PURE): a named kind, form 1.4 of NĐ 30/2020, Phụ lục III."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from chidao.documents.drafting import Letterhead
from chidao.documents.paper import Block, Column, Heading, Paper, Paragraph, Table, on_one_line
from chidao.kernel.numerals import roman

REPORT: Final = "report"
"""The form of a document that is a report composed from the record."""
NAME: Final = "Báo cáo"


def draft_report(head: Letterhead, content: Mapping[str, Any]) -> Paper:
    """Draft a report: an opening, then each part with its words and its tables of figures.

    `content`: `subject`, `opening` (a sentence), `parts` of {title, words: lines, tables: {columns: (title, share,
    centred), rows}}. Raises BadInput for a text that cannot be printed.
    """
    parts: Sequence[Mapping[str, Any]] = content["parts"]
    blocks = [block for place, part in enumerate(parts, 1) for block in _part(place, part)]
    closing = f"Trên đây là báo cáo của {on_one_line(head.issuer).rstrip('.;')}"
    return Paper(
        issuer=head.issuer,
        superior_body=head.superior_body,
        place=head.place,
        number=head.number,
        symbol=head.symbol,
        dated_on=head.dated_on,
        year=head.year,
        kind_name=NAME,
        subject=on_one_line(content["subject"]),
        addressees=(),
        body=(Paragraph(content["opening"]), *blocks, Paragraph(closing)),
        signature=head.signature,
        signer_name=head.signer_name,
        recipients=head.recipients,
        filing=head.filing,
        urgency=head.urgency,
    )


def _part(place: int, part: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading(f"{roman(place)}. {on_one_line(part['title'])}")
    for line in part["words"]:
        yield Paragraph(line)
    for table in part["tables"]:
        yield _table(table)


def _table(table: Mapping[str, Any]) -> Table:
    columns = tuple(Column(title, share, centred=centred) for title, share, centred in table["columns"])
    return Table(columns, tuple(tuple(row) for row in table["rows"]))
