"""An Akoma Ntoso 3.0 document read into the tree of a text (PURE)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text
from chidao.reading.akoma.facts import FactReader
from chidao.reading.akoma.meta import SOURCE
from chidao.reading.akoma.nodes import NodeReader
from chidao.reading.akoma.plain import Element
from chidao.reading.akoma.rebuilding import Rebuilt
from chidao.reading.akoma.terms import LANGUAGE
from chidao.reading.normal import normalised
from chidao.reading.problems import problem
from chidao.reading.stretches import REGULATION_KINDS
from chidao.reading.tree import Document, Law, Part, Problem, Role, Span

_DOCUMENTS: Final = ("act", "bill", "doc", "statement", "documentCollection", "officialGazette", "portion")
_BODIES: Final = ("body", "mainBody", "portionBody", "collectionBody")
_ROLES: Final = {"decision", "regulation", "appendix"}


def law_of(root: Element) -> Law:
    """Return the tree of an `akomaNtoso` element; spans count in the text that is put together from it.

    Documents of this program give back the tree they were written from. Of others' documents it takes what is said:
    facts from the metadata and the marked words of the head, units, clauses and points from the body. Raises BadInput
    where there is no document with a body in it.
    """
    main = root.first(*_DOCUMENTS)
    if main is None or main.first(*_BODIES) is None:
        raise BadInput(Reason(code="akoma_no_body", says=_NO_BODY, field="file"))
    return _LawReader(main).law()


class _LawReader:
    """Reads one document with what is attached to it."""

    def __init__(self, main: Element) -> None:
        self.main = main
        identification = main.at("meta", "identification")
        self.is_own = bool(identification and identification.get("source") == SOURCE)
        language = main.at("meta", "identification", "FRBRExpression", "FRBRlanguage")
        is_vietnamese = bool(language and language.get("language") in {LANGUAGE, "vi"})
        self.rebuilt = Rebuilt(main, vietnamese=is_vietnamese and not self.is_own)
        self.facts = FactReader(main, self.rebuilt, is_own=self.is_own)

    def law(self) -> Law:
        """Return the tree."""
        document = self.facts.document()
        parts = (self._main_part(document), *(self._attached(each) for each in self._attachments()))
        return Law(
            normalised(self.rebuilt.text), document, self.facts.bases(), parts, self.facts.links(), self.facts.effect(),
            self.facts.recipients(), tuple(self._problems(document)),
        )  # fmt: skip

    # --- parts ---

    def _main_part(self, document: Document) -> Part:
        body = self.main.first(*_BODIES)
        assert body is not None
        is_regulation = fold(document.kind or "") in REGULATION_KINDS
        role = body.own("role") or ("regulation" if is_regulation else "decision")
        kind, title = body.own("kind"), body.own("title")
        kind = kind if kind is not None else document.kind or ""
        title = title if title is not None else document.title or ""
        first = self.rebuilt.places[self.main][0]
        attached = (each for each in self.main.elements if each.tag in {"attachments", "components"})
        until = min((self.rebuilt.places[each][0] for each in attached), default=len(self.rebuilt.starts))
        span = self.rebuilt.span_between(first, until)
        return self._part(body, role, (kind, "", title), span)

    def _attachments(self) -> Iterator[Element]:
        """Yield the documents that are attached, or held as components, in order."""
        for holder in self.main.every("attachment", "component", beside=_BODIES):
            document = holder.first(*_DOCUMENTS)
            if document is not None and document.first(*_BODIES) is not None:
                yield document

    def _attached(self, document: Element) -> Part:
        body = document.first(*_BODIES)
        assert body is not None
        facts = FactReader(document, self.rebuilt, is_own=self.is_own)
        said = facts.document()
        label = facts.work.first("FRBRnumber") if self.is_own else None
        role = document.get("name") or ""
        if not self.is_own or role not in _ROLES:
            role = "regulation" if fold(said.kind or "") in REGULATION_KINDS else "appendix"
        names = (said.kind or "", (label.get("value") or "") if label else "", said.title or "")
        return self._part(body, role, names, self.rebuilt.span(document))

    def _part(self, body: Element, role: str, names: tuple[str, str, str], span: Span) -> Part:
        read = NodeReader(self.rebuilt, is_own=self.is_own).body(body)
        return Part(
            cast("Role", role if role in _ROLES else "decision"), *names, span,
            read.headings, read.articles, read.groups, read.paragraphs, read.tables,
        )  # fmt: skip

    # --- problems ---

    def _problems(self, document: Document) -> Iterator[Problem]:
        """Yield what the document's notes tell of itself; for others' documents the facts they do not say."""
        nowhere = Span(0, 0)
        if self.is_own:
            notes = self.main.at("meta", "notes")
            for note in notes.elements if notes else ():
                said = [each.words for each in note.elements]
                yield Problem(note.get("class") or "", Text(said[0], said[-1]), nowhere)
            return
        gaps = {"number": document.number, "date": document.dated_on, "kind": document.kind, "title": document.title}
        for name, value in {**gaps, "issuer": document.issuer}.items():
            if value is None:
                yield problem(f"{name}_missing", nowhere)


_NO_BODY: Final = Text(
    "Tệp Akoma Ntoso không có văn bản nào có phần nội dung.", "No document with a body is in the Akoma Ntoso file."
)
