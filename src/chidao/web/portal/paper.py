"""A paper as a page shows it: its components in reading order, as plain values of a template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chidao.documents.paper import RECIPIENTS_HEAD, Block, Centred, Heading, Numbered, Paper, Paragraph, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBlock:
    """One block: `kind` is text, heading, middle or table; `mark` and `title` stand before the text."""

    kind: str
    text: str = ""
    mark: str = ""
    title: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAnnex:
    """What was issued with the paper."""

    kind_name: str
    subject: str
    note: str
    blocks: tuple[ShownBlock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPaper:
    """A paper as it is read on a page; `blocks` are its bases and its body."""

    paper: Paper
    number: str
    dated: str
    addressees: tuple[str, ...]
    blocks: tuple[ShownBlock, ...]
    recipients: tuple[str, ...]
    recipients_head: str
    annexes: tuple[ShownAnnex, ...]


def shown_paper(paper: Paper) -> ShownPaper:
    """Return a paper as a page shows it."""
    bases = tuple(ShownBlock(kind="text", text=line) for line in paper.basis_lines())
    return ShownPaper(
        paper=paper,
        number=paper.number_line() or "",
        dated=paper.place_line(),
        addressees=paper.addressee_lines(),
        blocks=(*bases, *_blocks(paper.closed_body())),
        recipients=paper.recipient_lines(),
        recipients_head=RECIPIENTS_HEAD,
        annexes=tuple(
            ShownAnnex(kind_name=each.kind_name, subject=each.subject, note=each.note, blocks=tuple(_blocks(each.body)))
            for each in paper.annexes
        ),
    )


def _blocks(blocks: Sequence[Block]) -> Iterator[ShownBlock]:
    for block in blocks:
        match block:
            case Table():
                yield ShownBlock(kind="table", columns=tuple(each.title for each in block.columns), rows=block.rows)
            case Heading(text):
                yield ShownBlock(kind="heading", text=text)
            case Centred(text, capitals):
                yield ShownBlock(kind="middle", text=text.upper() if capitals else text)
            case Numbered(mark, text, title):
                yield ShownBlock(kind="text", mark=mark, title=title, text=text)
            case Paragraph(text):
                yield ShownBlock(kind="text", text=text)
