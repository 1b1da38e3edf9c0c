"""The compliance sheet: each clause of the regulations in force in a period, kept or not, with what there is to show.

Nothing in it is set by hand. Obligations, events, refusals and seats are counted as far as the reader may see them, so
that every number opens as many rows as it says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count

from chidao.duties.rules import Obligation, counted
from chidao.instruments.charter import Charter, Clause, Regulation
from chidao.kernel.days import local_day
from chidao.kernel.errors import Reason, Refused
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader, seats_in_force
from chidao.reports.clauses import bearers
from chidao.reports.obligations import obligations
from chidao.reports.record import in_days, seen_events, seen_refusals
from chidao.reports.rules.compliance import ClauseStanding, Shown, clause_standing
from chidao.reports.stretches import Gap, Stretch, gaps, regulation_of, stretches

FEATURE: Final = "compliance_sheet"
LONGEST: Final = timedelta(days=3660)
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
Days = tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActCount:
    """How many acts of one name were done."""

    act: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatCount:
    """The seats that a clause makes, and how many of them are held on the last day."""

    held: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseLine:
    """A clause over the period. `within` are acts that a limit of this clause let pass; `makes` whether it sets up
    units, roles, signatures or series; `shows` whether it says who may see what."""

    id: str
    label: str
    cite: str
    chapter: str
    kind: str
    who: Text
    summary: Text
    standing: ClauseStanding
    duties: tuple[Obligation, ...] = ()
    acts: int = 0
    refused: int = 0
    within: tuple[ActCount, ...] = ()
    seats: SeatCount | None = None
    features: tuple[str, ...] = ()
    makes: bool = False
    shows: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSheet:
    """One charter over the days of the period on which it binds; `whole` if these are all of them."""

    charter: str
    instrument: int
    title: Text
    number: str
    added: bool
    first_on: date
    last_on: date
    whole: bool
    lines: tuple[ClauseLine, ...]

    @property
    def tally(self) -> Mapping[ClauseStanding, int]:
        """Count the clauses that stand each way."""
        return Counter(line.standing for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The compliance sheet of a period, as a reader sees it on a day; `gaps` are days without a regulation's text."""

    first_on: date
    last_on: date
    today: date
    clause: str | None
    scope: str
    papers: tuple[PaperSheet, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    """What was counted over days: events by clause and by act, refusals by clause."""

    by_clause: Mapping[str, int]
    by_act: Mapping[str, int]
    refused: Mapping[str, int]


def days_asked(first: date | None, last: date | None, today: date) -> Days:
    """Return the days asked for in order, ten years at most; the year of today where none are given.

    Days that no committee of these can mean (before 1900, after 2199) are drawn to the nearest that one can.
    """
    day = first or last or today
    first, last = sorted((first or date(day.year, 1, 1), last or date(day.year, 12, 31)))
    first, last = (min(max(each, EARLIEST), LATEST) for each in (first, last))
    return first, min(last, first + LONGEST)


def compliance(reader: Reader, first: date, last: date, today: date) -> Sheet:
    """Return the sheet of the days `first`–`last`, both counted (a bounded number of queries, however much was done).

    Raises Refused where the reader is shown nothing of the record.
    """
    scope = reader.sees("record")
    if scope is None:
        raise Refused(Reason(code="not_shown", says=_NOT_SHOWN))
    held = stretches(reader.body)
    found = [(stretch, days) for stretch in held if (days := stretch.within(first, last))]
    counts = _counts(reader, [days for _, days in found], first, last)
    due = obligations(reader.body, first, last, today)
    days_of = [today, *(days[1] for _, days in reversed(found))]
    principle = next((each for day in days_of if (each := regulation_of(held, day).has_feature(FEATURE))), None)
    return Sheet(
        first_on=first,
        last_on=last,
        today=today,
        clause=principle.clause if principle else None,
        scope=scope,
        papers=tuple(
            _paper(reader.body, stretch, days, regulation_of(held, days[1]), counts[days], due, (first, last, today))
            for stretch, days in found
        ),
        gaps=tuple(gaps(reader.body, first, last)),
    )


def _paper(
    body: str,
    stretch: Stretch,
    days: Days,
    current: Regulation,
    counts: _Counts,
    due: Sequence[Obligation],
    asked: tuple[date, date, date],
) -> PaperSheet:
    charter, ref = stretch.charter, stretch.charter.instrument
    seats = _seats(body, min(days[1], asked[2])) if days[0] <= asked[2] else {}
    own = [each for each in due if each.charter == charter.id and _binds(stretch, each)]
    return PaperSheet(
        charter=charter.id,
        instrument=stretch.instrument,
        title=charter.name,
        number=f"{ref.number}/{ref.symbol}" if ref.number and ref.symbol else "",
        added=charter.source == "installation",
        first_on=days[0],
        last_on=days[1],
        whole=days == asked[:2],
        lines=tuple(_line(clause, charter, current, counts, own, seats.get(clause.id)) for clause in charter.clauses),
    )


def _binds(stretch: Stretch, each: Obligation) -> bool:
    """Say whether an obligation is of this stretch, where a charter was amended under the same name."""
    return stretch.on(each.cycle.last_on) or stretch.on(each.due_on)


def _line(
    clause: Clause,
    charter: Charter,
    current: Regulation,
    counts: _Counts,
    due: Sequence[Obligation],
    seats: SeatCount | None,
) -> ClauseLine:
    duties = tuple(each for each in due if each.clause == clause.id)
    features = tuple(each.feature for each in charter.principles if each.clause == clause.id)
    within = _within(clause.id, charter, counts.by_act)
    shown = Shown(
        duties=counted(duties),
        acts=counts.by_clause.get(clause.id, 0),
        refused=counts.refused.get(clause.id, 0),
        within=sum(each.n for each in within),
        seated=seats.held if seats else 0,
        works=bool(features),
        founds=_makes(clause.id, charter) or _shows(clause.id, charter),
    )
    return ClauseLine(
        id=clause.id,
        label=clause.label,
        cite=clause.cite,
        chapter=clause.chapter or "",
        kind=clause.kind,
        who=bearers(current, clause),
        summary=clause.summary,
        standing=clause_standing(clause.kind, shown),
        duties=duties,
        acts=shown.acts,
        refused=shown.refused,
        within=within,
        seats=seats,
        features=features,
        makes=_makes(clause.id, charter),
        shows=_shows(clause.id, charter),
    )


def _within(clause: str, charter: Charter, by_act: Mapping[str, int]) -> tuple[ActCount, ...]:
    limited = sorted({act for limit in charter.limits if limit.clause == clause for act in limit.acts})
    return tuple(ActCount(act=act, n=by_act[act]) for act in limited if by_act.get(act))


def _makes(clause: str, charter: Charter) -> bool:
    kinds: tuple[Iterable[Any], ...] = (
        charter.units, charter.roles, charter.agencies, charter.seats, charter.signatures, charter.series,
        charter.fields, charter.counts,
    )  # fmt: skip
    return any(each.clause == clause for kind in kinds for each in kind)


def _shows(clause: str, charter: Charter) -> bool:
    return any(each.clause == clause for each in charter.sights)


def _seats(body: str, on: date) -> Mapping[str, SeatCount]:
    held: dict[str, list[bool]] = {}
    for seat in seats_in_force(body, on):
        held.setdefault(seat.clause, []).append(seat.person is not None)
    return {clause: SeatCount(held=sum(each), of=len(each)) for clause, each in held.items()}


def _counts(reader: Reader, stretched: Sequence[Days], first: date, last: date) -> Mapping[Days, _Counts]:
    """Return what was done and refused on the days of each stretch (two queries)."""
    wanted = list(dict.fromkeys(stretched))
    if not wanted:
        return {}
    places = {f"n{place}": Count("pk", filter=in_days(*days)) for place, days in enumerate(wanted)}
    events = seen_events(reader).filter(in_days(first, last)).order_by()
    named = events.values("basis__clause", "basis__recorded_by", "act")
    grouped: list[Mapping[str, Any]] = list(named.annotate(**places))
    refusals = list(seen_refusals(reader).filter(in_days(first, last)).values_list("at", "reasons"))
    return {
        days: _Counts(
            by_clause=_by_clause(grouped, f"n{place}"),
            by_act=_summed((row["act"], row[f"n{place}"]) for row in grouped),
            refused=_refused(refusals, days),
        )
        for place, days in enumerate(wanted)
    }


def _by_clause(grouped: Sequence[Mapping[str, Any]], place: str) -> Mapping[str, int]:
    named = (({row["basis__clause"], row["basis__recorded_by"]} - {None, ""}, row[place]) for row in grouped)
    return _summed((clause, n) for clauses, n in named for clause in clauses)


def _summed(pairs: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for name, n in pairs:
        found[name] += n
    return found


def _refused(refusals: Sequence[tuple[Any, Sequence[Mapping[str, Any]]]], days: Days) -> Mapping[str, int]:
    cited = [
        {reason.get("clause") for reason in reasons} for at, reasons in refusals if days[0] <= local_day(at) <= days[1]
    ]
    return Counter(clause for clauses in cited for clause in clauses if clause)


_NOT_SHOWN = Text(
    "Bảng theo dõi dựa trên sổ ghi; quy chế không cho ghế này xem sổ ghi.",
    "The sheet rests on the record, which the regulation does not show to this seat.",
)
