"""A text that was read, as an Akoma Ntoso 3.0 document (PURE)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final

from lxml import etree

from chidao.kernel.vietnamese import fold, slug
from chidao.reading.akoma.body import BodyWriter
from chidao.reading.akoma.inline import Ids, Mark, Words, element
from chidao.reading.akoma.marking import apart, head_marks, reference_marks, signing_marks
from chidao.reading.akoma.meta import MetaWriter
from chidao.reading.akoma.pieces import Piece, clip, pieces_of
from chidao.reading.akoma.terms import AKN, OWN, clean
from chidao.reading.stretches import REGULATION_KINDS
from chidao.reading.tree import Law, Part

_RESERVED: Final = (
    "chidao issuer parent authority place signed_for signer event_issued event_force period_force mod_force"
    " entry_into_force from_signing"
).split()


def akoma_of(law: Law, made_on: date | None = None) -> bytes:
    """Return the text as an Akoma Ntoso 3.0 document in UTF-8, valid against its schema.

    All of the text is in it, in the order in which it was given: preface, preamble with the legal bases, body,
    conclusions, and what is attached, each with its own numbering. `made_on` is the day of writing; without it the same
    text always gives the same bytes.
    """
    root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap={None: AKN, "chidao": OWN})
    _Writer(law).write(root, made_on.isoformat() if made_on else None)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


class _Writer:
    """Writes the parts one after the other: the first is the main document, the others are attached to it."""

    def __init__(self, law: Law) -> None:
        self.law, self.source = law, law.source
        self.ids = Ids()
        for name in _RESERVED:
            self.ids.given[name] += 1
        self.pieces = [pieces_of(law.source, part) for part in law.parts]
        starts = [0, *(law.source.normal_span(*part.span)[0] for part in law.parts[1:]), len(law.source.text)]
        self.bounds = list(pairwise(starts))
        for pieces, bounds in zip(self.pieces, self.bounds, strict=True):
            for piece in pieces:
                clip(piece, *bounds)
        self.bases = [law.source.normal_span(*base.span) for base in law.bases]
        self.words = Words(law.source, self._marks(), self.ids)

    def write(self, root: Any, made_on: str | None) -> None:
        """Write the whole document below its root."""
        document, part = self.law.document, self.law.parts[0]
        name = "news" if document.form == "news" else slug(document.kind or "") or "document"
        main = element(root, "act" if part.articles else "doc", name=name)
        meta = element(main, "meta")
        self._part(main, 0, "")
        metas = self._attachments(main)
        places = {mark.key: mark.eid for mark in self.words.marks if mark.key and mark.eid}
        writer = MetaWriter(self.law, made_on, places)  # type: ignore[arg-type]
        writer.main(meta)
        for attached, (index, component) in metas:
            writer.attached(attached, self.law.parts[index], component)

    # --- marks ---

    def _marks(self) -> list[Mark]:
        first = self._first(0)
        end = self.bounds[0][1]
        last = self.pieces[0][-1].end if self.pieces[0] else 0
        loose = [Mark(*base, "inline", {"name": "citation"}) for base in self.bases if base[0] >= first]
        effect = self.law.effect
        force = (
            [Mark(*self.source.normal_span(*effect.span), "inline", {"name": "effect"}, effect.span)] if effect else []
        )
        head = head_marks(self.law, 0, min([first, *(start for start, _ in self.bases)]))
        marks = [*head, *loose, *reference_marks(self.law), *force, *signing_marks(self.law, last, end)]
        return apart(marks)

    def _first(self, index: int) -> int:
        """Return where the first piece of a part starts; where it has none, the part itself."""
        return self.pieces[index][0].start if self.pieces[index] else self.bounds[index][0]

    # --- a part ---

    def _part(self, parent: Any, index: int, scope: str) -> None:
        start, end = self.bounds[index]
        pieces = self.pieces[index]
        first = self._first(index)
        last = pieces[-1].end if pieces else end
        bases = [base for base in self.bases if start <= base[0] < first]
        self._lines(parent, "preface", start, bases[0][0] if bases else first, scope)
        if bases:
            self._preamble(parent, bases, first, scope)
        self._body(parent, pieces, (first, last), scope)
        self._lines(parent, "conclusions", last, end, scope)

    def _lines(self, parent: Any, tag: str, start: int, end: int, scope: str) -> None:
        if self.words.has_words(start, end):
            block = element(parent, tag)
            self.words.paragraphs(block, start, end, scope or tag, by_line=True)

    def _preamble(self, parent: Any, bases: Sequence[tuple[int, int]], end: int, scope: str) -> None:
        preamble = element(parent, "preamble")
        citations = None
        for (start, until), following in zip(bases, [*(base[0] for base in bases[1:]), end], strict=True):
            if citations is None:
                citations = element(preamble, "citations", eId=self.ids.next(scope, "citations"))
            eid = self.ids.next(citations.get("eId"), "citation")
            last = min(until, following)
            self.words.fill(element(element(citations, "citation", eId=eid), "p"), start, last, eid)
            if self.words.has_words(until, following):
                formula = element(preamble, "formula", name="enactingFormula", eId=self.ids.next(scope, "formula"))
                self.words.paragraphs(formula, until, following, scope, by_line=True)
                citations = None

    def _body(self, parent: Any, pieces: Sequence[Piece], bounds: tuple[int, int], scope: str) -> None:
        body = element(parent, "body" if parent.tag.endswith("}act") else "mainBody")
        BodyWriter(self.words, self.ids, scope).write(body, pieces, *bounds)
        if not scope:
            self._say_part(body, self.law.parts[0])
        if not len(body):
            element(body, "p")

    def _say_part(self, body: Any, part: Part) -> None:
        """Say beside the body what the document's own facts do not say of it."""
        document = self.law.document
        role = "regulation" if fold(document.kind or "") in REGULATION_KINDS else "decision"
        said = {"role": (part.role, role), "kind": (part.kind, document.kind), "title": (part.title, document.title)}
        for name, (own, whole) in said.items():
            if own != (whole or ""):
                body.set(f"{{{OWN}}}{name}", clean(own))

    # --- attachments ---

    def _attachments(self, main: Any) -> list[tuple[Any, tuple[int, str]]]:
        metas: list[tuple[Any, tuple[int, str]]] = []
        block = element(main, "attachments") if len(self.law.parts) > 1 else None
        for index, part in enumerate(self.law.parts[1:], 1):
            eid = self.ids.of("", "attachment", str(index))
            document = element(element(block, "attachment", eId=eid), "doc", name=part.role)
            metas.append((element(document, "meta"), (index, _component(part, index))))
            self._part(document, index, eid)
        return metas


def _component(part: Part, index: int) -> str:
    return f"{part.role}_{index}"
