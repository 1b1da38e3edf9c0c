"""The tree as plain data, in the fixed shape of `chidao law read --json` (PURE)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chidao.reading.tree import (
    Article,
    Base,
    Clause,
    Dash,
    Document,
    Effect,
    Group,
    Heading,
    Law,
    Link,
    Part,
    Point,
    Problem,
    Quote,
    Reference,
    Signer,
    Table,
)  # fmt: skip

Data = dict[str, Any]


def as_json(law: Law, norms: Sequence[Data] = ()) -> Data:
    """Return the tree as data for JSON; every span is `[from, to]` in characters of the text as given."""
    return {
        "document": _document(law.document),
        "bases": [_base(law, base) for base in law.bases],
        "parts": [_part(law, part) for part in law.parts],
        "replaces": list(law.replaces),
        "recipients": list(law.recipients),
        "norms": list(norms),
        "problems": [_problem(each) for each in law.problems],
        "links": [_link(link) for link in law.links],
        "effect": _effect(law.effect),
    }


def _document(document: Document) -> Data:
    known = document.dated_on
    return {
        "kind": document.kind,
        "number": document.number,
        "symbol": document.symbol,
        "separator": document.separator,
        "issued_on": document.issued_on,
        "issued_on_known": known.as_iso() if known else None,
        "place": document.place,
        "issuer": document.issuer,
        "parent": document.parent,
        "authority": document.authority,
        "title": document.title,
        "form": document.form,
        "signer": _signer(document.signer) if document.signer else {"form": None, "post": None, "name": None},
    }


def _signer(signer: Signer) -> Data:
    return {
        "form": signer.forms[-1] if signer.forms else None,
        "forms": list(signer.forms),
        "for": signer.for_whom or None,
        "post": signer.posts[0] if signer.posts else None,
        "posts": list(signer.posts),
        "name": signer.name,
        "span": list(signer.span),
    }


def _base(law: Law, base: Base) -> Data:
    return {
        "text": law.words(base.span),
        "cites": [str(cite) for cite in base.cites],
        "references": [_reference(cite) for cite in base.cites],
        "span": list(base.span),
    }


def _reference(reference: Reference) -> Data:
    return {
        "kind": reference.kind,
        "name": reference.name,
        "symbol": str(reference.symbol) if reference.symbol else None,
        "dated_on": reference.dated_on.as_iso() if reference.dated_on else None,
        "places": [place.outward() for place in reference.citations],
        "span": list(reference.span),
    }


def _part(law: Law, part: Part) -> Data:
    return {
        "role": part.role,
        "kind": part.kind or None,
        "label": part.label or None,
        "title": part.title or None,
        "span": list(part.span),
        "chapters": [_heading(each) for each in part.chapters],
        "headings": [{"kind": each.kind, **_heading(each)} for each in part.headings],
        "articles": [_article(each) for each in part.articles],
        "groups": [_group(each) for each in part.groups],
        "paragraphs": [{"number": each.number, "span": list(each.span)} for each in part.paragraphs],
        "tables": [_table(law, each) for each in part.tables],
    }


def _heading(heading: Heading) -> Data:
    return {"label": heading.label, "title": heading.title, "span": list(heading.span)}


def _article(article: Article) -> Data:
    return {
        "label": article.label,
        "title": article.title,
        "span": list(article.span),
        "points": [_point(each) for each in article.points],
        "clauses": [_clause(each) for each in article.clauses],
        "dashes": [_dash(each) for each in article.dashes],
        "quotes": [_quote(each) for each in article.quotes],
    }


def _clause(clause: Clause) -> Data:
    data: Data = {
        "label": clause.label,
        "span": list(clause.span),
        "points": [_point(each) for each in clause.points],
        "dashes": [_dash(each) for each in clause.dashes],
    }
    if clause.clauses:
        data["clauses"] = [_clause(each) for each in clause.clauses]
    if clause.quotes:
        data["quotes"] = [_quote(each) for each in clause.quotes]
    if clause.cells:
        data["cells"] = [list(cell) for cell in clause.cells]
    return data


def _point(point: Point) -> Data:
    return {"label": point.label, "span": list(point.span), "dashes": [_dash(each) for each in point.dashes]}


def _dash(dash: Dash) -> Data:
    return {"span": list(dash.span)}


def _quote(quote: Quote) -> Data:
    return {
        "span": list(quote.span),
        "closed": quote.closed,
        "articles": [_article(each) for each in quote.articles],
        "clauses": [_clause(each) for each in quote.clauses],
        "points": [_point(each) for each in quote.points],
    }


def _group(group: Group) -> Data:
    return {
        "label": group.label or None,
        "title": group.title or None,
        "span": list(group.span),
        "clauses": [_clause(each) for each in group.clauses],
        "points": [_point(each) for each in group.points],
        "dashes": [_dash(each) for each in group.dashes],
    }


def _table(law: Law, table: Table) -> Data:
    return {
        "header": list(table.header),
        "rows": [
            {"label": row.label, "cells": [law.words(cell) for cell in row.cells], "span": list(row.span)}
            for row in table.rows
        ],
        "span": list(table.span),
    }


def _link(link: Link) -> Data:
    return {"relation": link.relation, "to": _reference(link.reference), "span": list(link.span)}


def _effect(effect: Effect | None) -> Data | None:
    if effect is None:
        return None
    on = effect.on.as_iso() if effect.on else None
    return {"on": on, "from_signing": effect.from_signing, "span": list(effect.span)}


def _problem(found: Problem) -> Data:
    return {"what": found.code, "says": found.says.as_data(), "span": list(found.span)}
