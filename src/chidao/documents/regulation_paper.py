"""A written regulation as the components of a paper: the decision, and what is issued with it (PURE). NĐ 30/2020."""

from __future__ import annotations

from datetime import date
from typing import Final

from chidao.documents.paper import Annex, Block, Centred, Numbered, Paper
from chidao.instruments.charter_rules import full_date
from chidao.instruments.writing.regulation import Line, WrittenRegulation

KIND_NAME: Final = "Quyết định"
DECIDES: Final = "Quyết định:"


def regulation_paper(written: WrittenRegulation) -> Paper:
    """Return a written regulation as a paper to be printed. Raises BadInput for what cannot be printed."""
    number, symbol = _number(written)
    signed = full_date(written.signed_on)
    return Paper(
        issuer=written.issuer,
        place=written.place,
        number=number,
        symbol=symbol,
        dated_on=signed,
        year=None if signed else _year(written.signed_on),
        kind_name=KIND_NAME,
        subject=written.subject,
        bases=tuple(f"Căn cứ {base}" for base in written.bases),
        body=(Centred(DECIDES, capitals=True), *map(_block, written.articles)),
        signature=(written.signer_post,) if written.signer_post else (),
        signer_name=written.signer_name or None,
        recipients=written.recipients[:-1],
        filing=written.recipients[-1].partition(": ")[2],
        annexes=tuple(
            Annex(each.kind, each.subject, each.note, tuple(map(_block, each.lines))) for each in written.attachments
        ),
    )


def _block(line: Line) -> Block:
    match line.kind:
        case "chapter":
            return Centred(line.mark)
        case "chapter_title":
            return Centred(line.text, capitals=True)
        case "article":
            return Numbered(line.mark, "", line.text)
    return Numbered(line.mark, line.text)


def _number(written: WrittenRegulation) -> tuple[int | None, str]:
    """Return the number to print, and the symbol after it; what follows a "/" in the number goes with the symbol."""
    head, _, rest = (written.number or "").partition("/")
    symbol = written.symbol or ""
    if not head.isdecimal():
        return None, "/".join(part for part in (written.number or "", symbol) if part)
    return int(head), f"{rest}/{symbol}" if rest else symbol


def _year(signed: str | None) -> int | None:
    return int(signed[:4]) if signed and signed[:4].isdecimal() else None


def dated_on(written: WrittenRegulation) -> date | None:
    """Return the day that its formality is chosen by, if it is wholly known."""
    return full_date(written.signed_on)
