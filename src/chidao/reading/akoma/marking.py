"""What is marked in the words of a text in Akoma Ntoso (PURE): its facts where it says them, references, signature."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chidao.kernel.partial_dates import PartialDate
from chidao.reading.akoma.identity import address_of_reference, day_of, number_of
from chidao.reading.akoma.inline import Mark, found_in
from chidao.reading.akoma.terms import OWN, clean
from chidao.reading.tree import Law, Reference

_DAYS: Final = ("ngày {d:02d} tháng {m:02d} năm {y}", "ngày {d} tháng {m} năm {y}", "ngày {d:02d} tháng {m} năm {y}",
                "ngày {d:02d}/{m:02d}/{y}", "ngày {d}/{m}/{y}")  # fmt: skip


def head_marks(law: Law, start: int, end: int) -> list[Mark]:
    """Return the marks of the facts that the head of the text says, in `start` to `end` of the normal text."""
    document, text = law.document, law.source.text
    named = [
        ("docNumber", number_of(document), {}),
        ("docType", document.kind, {}),
        ("docTitle", document.title, {}),
        ("docAuthority", document.issuer, {"refersTo": "#issuer"}),
        ("docProponent", document.parent, {"refersTo": "#parent"}),
        ("location", document.place, {"refersTo": "#place"}),
    ]
    marks = [
        Mark(*found, tag, attributes)
        for tag, words, attributes in named
        if words and (found := found_in(text, start, end, words))
    ]
    return apart([*marks, *_day_mark(text, start, end, document.dated_on)])


def _day_mark(text: str, start: int, end: int, known: PartialDate | None) -> Iterator[Mark]:
    day = known.exact if known else None
    for form in _DAYS if day else ():
        found = found_in(text, start, end, form.format(d=day.day, m=day.month, y=day.year)) if day else None
        if found:
            yield Mark(*found, "docDate", {"date": day_of(known)})
            return


def reference_attributes(reference: Reference) -> dict[str, str]:
    """Return the attributes that say which instrument is meant; what an address cannot say is in our own namespace."""
    known = {
        "kind": reference.kind,
        "symbol": str(reference.symbol) if reference.symbol else "",
        "name": reference.name,
        "places": "; ".join(str(place) for place in reference.citations),
        "dated": reference.dated_on.as_iso() if reference.dated_on else "",
    }
    own = {f"{{{OWN}}}{name}": clean(value) for name, value in known.items() if value}
    return {"href": address_of_reference(reference), **own}


def reference_marks(law: Law) -> list[Mark]:
    """Return the marks of the instruments that the legal bases and the links name, each with its reference as key."""
    references = [cite for base in law.bases for cite in base.cites] + [link.reference for link in law.links]
    return [
        Mark(*law.source.normal_span(*each.span), "ref", reference_attributes(each), key=each.span)
        for each in references
    ]


def signing_marks(law: Law, start: int, end: int) -> list[Mark]:
    """Return the marks of the signature, of who signed, and of the recipients."""
    text, signer = law.source.text, law.document.signer
    marks: list[Mark] = []
    if signer:
        first, last = law.source.normal_span(*signer.span)
        marks.append(Mark(first, last, "signature"))
        named = [("role", f"post_{count}", post) for count, post in enumerate(signer.posts, 1)]
        for tag, target, words in [*named, ("person", "signer", signer.name or "")]:
            if found := found_in(text, first, last, words):
                marks.append(Mark(*found, tag, {"refersTo": f"#{target}"}))
    at = start
    for count, recipient in enumerate(law.recipients, 1):
        if found := found_in(text, at, end, recipient):
            marks.append(Mark(*found, "inline", {"name": "recipient", "refersTo": f"#recipient_{count}"}))
            at = found[1]
    return apart(marks)


def apart(marks: list[Mark]) -> list[Mark]:
    """Return the marks that hold one another or stand apart; of two that cross or are one, the first."""
    kept: list[Mark] = []
    around: list[Mark] = []
    for mark in sorted(marks, key=lambda each: (each.start, -each.end)):
        while around and around[-1].end <= mark.start:
            around.pop()
        outer = around[-1] if around else None
        if mark.start < mark.end and not (outer and (outer.end < mark.end or _same(outer, mark))):
            kept.append(mark)
            around.append(mark)
    return kept


def _same(one: Mark, other: Mark) -> bool:
    return (one.start, one.end) == (other.start, other.end)
