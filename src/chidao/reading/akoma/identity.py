"""How an instrument is named on the web of law (PURE): `/akn/vn/act/quyet-dinh/2020-03-25/852-qd-bcd`.

The address is made of what a citation says too (kind, day, number and symbol), so that whoever cites an instrument and
the instrument itself come to the same one. What is not known is not made up: "0001-01-01" for a day, "nn" for a number.
"""

from __future__ import annotations

from cobalt import FrbrUri

from chidao.kernel.citations import Citation
from chidao.kernel.partial_dates import PartialDate
from chidao.kernel.vietnamese import slug
from chidao.reading.akoma.terms import ELEMENTS, LANGUAGE, SHORT, UNKNOWN_DATE, id_number
from chidao.reading.tree import Document, Reference


def day_of(known: PartialDate | None) -> str:
    """Return the day in full, or the sign for one that is not known in full."""
    day = known.exact if known else None
    return day.isoformat() if day else UNKNOWN_DATE


def number_of(document: Document) -> str:
    """Return number and symbol as written, "852/QĐ-BCĐ"; the one that is missing is left out, its sign is kept."""
    if document.number is None and document.symbol is None:
        return ""
    return f"{document.number or ''}{document.separator}{document.symbol or ''}"


def address_of(document: Document, component: str = "main") -> FrbrUri:
    """Return the address of a document, or of what is attached to it."""
    number = slug(number_of(document)) if document.number else ""
    return _address(document.kind or "", day_of(document.dated_on), number, component)


def address_of_reference(reference: Reference) -> str:
    """Return the address of an instrument that is named in a text."""
    number = slug(str(reference.symbol)) if reference.symbol else slug(reference.name)
    return str(_address(reference.kind, day_of(reference.dated_on), number).uri())


def portion_of(citation: Citation) -> str:
    """Return a place in an instrument as its `eId` there: "art_3__para_2"; "" where only a name is cited."""
    steps = [(ELEMENTS.get(place.kind, place.kind), place.number) for place in citation.path]
    return "__".join(f"{SHORT[tag]}_{id_number(number)}" for tag, number in steps if tag in SHORT and number)


def _address(kind: str, day: str, number: str, component: str | None = None) -> FrbrUri:
    return FrbrUri(
        country="vn", locality=None, doctype="act", subtype=slug(kind).lstrip("0123456789-") or None, actor=None,
        date=day, number=number or "nn", work_component=component, language=LANGUAGE, expression_date=f"@{day}",
        format="akn",
    )  # fmt: skip
