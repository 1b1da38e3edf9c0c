"""Questions about the regulation: the list, one with what it would change, notes to a clause, versions of a clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chidao.instruments.charter import Charter, Regulation
from chidao.instruments.charter_amending import Redline, redline
from chidao.instruments.models import RegulationQuestion
from chidao.instruments.queries import InForce, charters_of, parsed
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader
from chidao.reports.clauses import Driven, Line, driven


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A question as a list shows it; `granted` is None while it waits for the head."""

    id: int
    number: int
    kind: str
    clause: str
    question: str
    submitted_by: Text
    submitted_at: datetime
    granted: bool | None
    decision: str
    decided_by: Text | None
    decided_at: datetime | None
    instrument: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What follows from a clause before and after: lines that go, lines that come."""

    clause: str
    gone: tuple[Text, ...]
    new: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A clause as one version of the regulation has it; `until` is None while it is in force."""

    instrument: int
    label: str
    effective_from: date
    effective_until: date | None
    summary: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two versions of a regulation side by side: the words of each clause, and what follows from it."""

    words: tuple[Redline, ...]
    effects: tuple[Effect, ...]


def questions(reader: Reader) -> list[QuestionRow]:
    """Return every question of the body, those that wait first, newest first (one query)."""
    if reader.sees("regulation") != "all":
        return []
    rows = RegulationQuestion.objects.filter(body=reader.body).defer("proposal").order_by("-number")
    return sorted(map(_row, rows), key=lambda row: row.granted is not None)


def one_question(reader: Reader, pk: int) -> tuple[QuestionRow, Difference | None]:
    """Return a question, and for an amendment what it changes or changed. Raises NotFound."""
    found = RegulationQuestion.objects.filter(pk=pk, body=reader.body).first()
    if found is None or reader.sees("regulation") != "all":
        raise NotFound(Reason(code="not_found", says=Text("Không có đề nghị này.", "There is no such question.")))
    return _row(found), _difference_of(found)


def notes_to(reader: Reader, clause: str) -> list[QuestionRow]:
    """Return the answered questions of applying a clause: how it is to be understood (one query)."""
    if reader.sees("regulation") is None:
        return []
    rows = RegulationQuestion.objects.filter(body=reader.body, clause_id=clause, kind="application", granted=True)
    return [_row(row) for row in rows.defer("proposal").order_by("decided_at", "pk")]


def versions_of(body: str, clause: str) -> tuple[Version, ...]:
    """Return a clause as each version of the regulation has had it, oldest first."""
    return tuple(_versions(charters_of(body), clause))


def difference(body: str, before: Charter, after: Charter) -> Difference:
    """Return what two versions of a charter differ in, in words and in what follows from them."""
    beside = _beside(body, before)
    return Difference(
        words=redline(before, after),
        effects=tuple(_effects(_together(before, beside), _together(after, beside))),
    )


def _difference_of(found: RegulationQuestion) -> Difference | None:
    if not found.proposal:
        return None
    before = next((each.charter for each in charters_of(found.body) if each.instrument == found.about_id), None)
    return difference(found.body, before, parsed(bytes(found.proposal))) if before else None


def _beside(body: str, charter: Charter) -> list[Charter]:
    """Return the charters that stand with one: what is installed beside it, or what it stands beside."""
    others = {each.charter.id: each.charter for each in charters_of(body) if each.charter.id != charter.id}
    return [each for each in others.values() if charter.id == each.complements or each.id == charter.complements]


def _together(charter: Charter, beside: Sequence[Charter]) -> Regulation:
    whole = sorted((charter, *beside), key=lambda each: each.source != "original")
    return Regulation(date.max, tuple(whole))


def _effects(before: Regulation, after: Regulation) -> Iterator[Effect]:
    clauses = dict.fromkeys(each.id for each in (*before.clauses, *after.clauses))
    for clause in clauses:
        old, new = (list(_lines(driven(each, clause))) for each in (before, after))
        if old != new:
            gone = tuple(line for line in old if line not in new)
            yield Effect(clause=clause, gone=gone, new=tuple(line for line in new if line not in old))


def _lines(what: Driven) -> Iterator[Text]:
    for power in what.powers:
        who = Text(", ".join(role.vi for role in power.roles), ", ".join(role.en for role in power.roles))
        yield _POWER.filled(act=power.title, who=who, when=power.narrowed or Text("", ""))
    lots: Iterable[tuple[Line, ...]] = (
        what.stand_ins, what.limits, what.duties, what.recording, what.sights, what.papers, what.features
    )  # fmt: skip
    for lot in lots:
        for line in lot:
            yield _NOTED.filled(says=line.says, note=line.note) if line.note else line.says


def _versions(adopted: Iterable[InForce], clause: str) -> Iterator[Version]:
    for each in adopted:
        for one in each.charter.clauses:
            if one.id == clause:
                ref = each.charter.instrument
                yield Version(
                    instrument=each.instrument,
                    label=f"{ref.number}/{ref.symbol}" if ref.number and ref.symbol else (ref.symbol or ""),
                    effective_from=each.effective_from,
                    effective_until=each.effective_until,
                    summary=one.summary,
                )


def _row(row: RegulationQuestion) -> QuestionRow:
    return QuestionRow(
        id=row.pk,
        number=row.number,
        kind=row.kind,
        clause=row.clause_id,
        question=row.question,
        submitted_by=Text.from_data(row.submitted_by),
        submitted_at=row.submitted_at,
        granted=row.granted,
        decision=row.decision,
        decided_by=Text.from_data(row.decided_by) if row.decided_by else None,
        decided_at=row.decided_at,
        instrument=row.instrument_id,
    )


_POWER = Text("{act}: {who} {when}", "{act}: {who} {when}")
_NOTED = Text("{says} ({note})", "{says} ({note})")
