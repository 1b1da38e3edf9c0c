"""A document printed: from what was recorded of it to the components of its paper, with the norm of its day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from chidao.documents.drafting import (
    PLAIN,
    Conclusion,
    Gathering,
    Letterhead,
    draft_conclusion_notice,
    draft_document,
    draft_invitation,
)
from chidao.documents.drafting_reports import REPORT, draft_report
from chidao.documents.drafts.forms import FORMS, paper_of
from chidao.documents.formalities import Formality, formality_on, load_formalities
from chidao.documents.paper import BLANK, Paper, Paragraph
from chidao.documents.queries import DocumentPage
from chidao.kernel.symbols import KINDS
from chidao.kernel.wording import Text
from chidao.mandates.queries import name_on, seats_in_force

LETTER: Final = "CV"
ADDRESSED: Final = frozenset({LETTER, "TTr"})
"""The kinds that are addressed to somebody at their head ("Kính gửi")."""
# "thành phố X", "tỉnh X" in the name of the agency that the body belongs to: where its papers are dated from.
_PLACE: Final = re.compile(r"\b(?:thành phố|tỉnh)\s+(.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Printable:
    """A paper and the norm of its day: all that any rendering of it needs."""

    paper: Paper
    norm: Formality


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who issues the papers of a body on a day, under which agency, and from where they are dated."""

    issuer: str
    superior_body: str
    place: str


def document_paper(found: DocumentPage) -> Printable:
    """Return an issued document as it was composed; one entered from outside gets its frame only."""
    return Printable(_paper(found), norm_on(found.row.dated_on))


def _paper(found: DocumentPage) -> Paper:
    head = _head(found)
    content: Mapping[str, Any] = found.content
    form = content.get("form")
    if form == "invitation":
        return draft_invitation(
            head, gathering_of(content["meeting"]), invited=content.get("invited", ()), agenda=content.get("agenda", ())
        )
    if form == "conclusion_notice":
        conclusions = [_conclusion(each) for each in content.get("conclusions", ())]
        return draft_conclusion_notice(head, gathering_of(content["meeting"]), conclusions)
    if form == REPORT:
        return draft_report(head, content)
    if form == PLAIN:
        return _plain(found, head, content)
    if form in FORMS:
        return paper_of({**content, "title": found.row.title}, head)
    return _bare(found, head)


def _plain(found: DocumentPage, head: Letterhead, content: Mapping[str, Any]) -> Paper:
    named = KINDS.get(found.row.kind)
    addressed = tuple(content.get("addressed", ())) if found.row.kind in ADDRESSED else ()
    return draft_document(
        replace(head, recipients=tuple(each for each in head.recipients if each not in addressed)),
        kind_name=_capitalised(named) if named else None,
        subject=found.row.title,
        paragraphs=content.get("paragraphs", ()),
        addressees=addressed,
    )


def _head(found: DocumentPage) -> Letterhead:
    row = found.row
    issued = issued_by(found.body, row.dated_on)
    return Letterhead(
        issuer=issued.issuer,
        superior_body=issued.superior_body,
        place=issued.place,
        signature=tuple(line for line in found.signature_lines if line) or ((row.signer,) if row.signer else ()),
        number=row.number,
        symbol=row.symbol,
        dated_on=row.dated_on,
        recipients=found.recipients if found.content.get("form") != "invitation" else (),
    )


def issued_by(body: str, on: date) -> Issuer:
    """Return who issues the body's papers: under the agency of the seat at its head, dated from there."""
    named = name_on(body, on)
    first = next(iter(seats_in_force(body, on)), None)
    above = first.agency_name if first else ""
    place = _PLACE.search(above)
    return Issuer(
        issuer=named.name.vi if named else body, superior_body=above, place=place.group(1) if place else BLANK
    )


def gathering_of(told: Mapping[str, str]) -> Gathering:
    """Return a meeting as its papers speak of it, from what was kept of it."""
    return Gathering(
        name=told["name"], chair=told["chair"], starts_at=datetime.fromisoformat(told["starts_at"]), place=told["place"]
    )


def _conclusion(told: Mapping[str, Any]) -> Conclusion:
    return Conclusion(
        text=told["text"],
        lead=told.get("lead"),
        coordinating=tuple(told.get("coordinating") or ()),
        due_on=date.fromisoformat(told["due_on"]) if told.get("due_on") else None,
    )


def _bare(found: DocumentPage, head: Letterhead) -> Paper:
    named = KINDS.get(found.row.kind)
    return Paper(
        issuer=head.issuer,
        superior_body=head.superior_body,
        place=head.place,
        number=head.number,
        symbol=head.symbol,
        dated_on=head.dated_on,
        kind_name=_capitalised(named) if named else None,
        subject=found.row.title,
        body=(Paragraph(BLANK),),
        addressees=() if named else (BLANK,),
        signature=head.signature,
        recipients=head.recipients,
        filing=head.filing,
        closed=False,
    )


def _capitalised(words: Text) -> str:
    return words.vi[:1].upper() + words.vi[1:]


def norm_on(on: date) -> Formality:
    """Return the norm on the form of documents in force on a day."""
    return formality_on(_formalities(), on)


@cache
def _formalities() -> tuple[Formality, ...]:
    return load_formalities()
