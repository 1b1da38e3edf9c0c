"""What the first page says of each committee: its names, the regulation in force, what is open to everyone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from chidao.instruments.charter import InstrumentRef, Regulation
from chidao.instruments.queries import charters_of, regulation
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import Named, body_codes, name_on, names_of
from chidao.mandates.rules import scopes
from chidao.portal.queries import PublicRow, open_papers

SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerName:
    """A name that the body no longer has, and until when it had it."""

    name: Text
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee:
    """A committee as the public sees it. `regulation` is the label of its regulation in force, None if none is."""

    code: str
    name: Text
    formerly: tuple[FormerName, ...]
    regulation: str | None
    since: date | None
    """The day of effect that the text itself gives."""
    documents: tuple[PublicRow, ...]
    opened_by: str | None
    """The clause by which documents are open to everyone."""


def committees(on: date) -> list[Committee]:
    """Return the committees this installation holds, in order of founding (one query each, for what is open)."""
    return [_committee(code, on) for code in body_codes()]


def _committee(code: str, on: date) -> Committee:
    named = name_on(code, on)
    current = regulation(code, on)
    clause = open_clause(current, "documents")
    charter = next((each for each in charters_of(code) if each.on(on) and each.charter.source == "original"), None)
    return Committee(
        code=code,
        name=named.name if named else same(code),
        formerly=tuple(_former(code, named, on)),
        regulation=label_in_force(current),
        since=charter.effective_from if charter and charter.dated else None,
        documents=tuple(open_papers(code, most=SHOWN)) if clause else (),
        opened_by=clause,
    )


def _former(code: str, current: Named | None, on: date) -> Iterator[FormerName]:
    for each in names_of(code):
        if each != current and each.effective_until and each.effective_until <= on:
            yield FormerName(name=each.name, until=each.effective_until)


def label_in_force(current: Regulation | None) -> str | None:
    """Return "852/QĐ-BCĐ": the paper whose regulation is in force, by its title where its number is not known."""
    originals = [each.instrument for each in current.charters if each.source == "original"] if current else []
    return next((_label(each) for each in originals), None)


def _label(paper: InstrumentRef) -> str:
    return f"{paper.number}/{paper.symbol}" if paper.number else paper.symbol or paper.title.vi


def open_clause(current: Regulation | None, subject: str) -> str | None:
    """Return the clause that shows a subject to the public, if the regulation has one."""
    public = {unit.id for unit in current.units if unit.kind == "public"} if current else set()
    roles = {role.id for role in current.roles if role.unit in public} if current else set()
    shown = [each for each in current.sights if roles & set(each.roles) and subject in each.sees] if current else []
    return shown[0].clause if shown and any(subject in scopes(current, role) for role in roles) else None
