"""The days on which each charter of a body binds, and the days of which no regulation's text is held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chidao.acts.kept import as_recorded
from chidao.instruments.charter import Charter, Regulation
from chidao.instruments.models import Instrument
from chidao.instruments.queries import InForce, charters_of
from chidao.kernel.wording import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A charter, and the days on which it binds: its own, and of the charter beside which it stands."""

    charter: Charter
    instrument: int
    effective_from: date
    effective_until: date | None

    def on(self, day: date) -> bool:
        """Say whether it binds on a day."""
        return self.effective_from <= day and (self.effective_until is None or day < self.effective_until)

    def within(self, first: date, last: date) -> tuple[date, date] | None:
        """Return the first and last of the days `first`–`last` on which it binds; None if it never does."""
        until = self.effective_until - timedelta(days=1) if self.effective_until else last
        found = max(first, self.effective_from), min(last, until)
        return found if found[0] <= found[1] else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Days, both ends counted, for which no regulation's text is held; `known` names one by its symbol."""

    first_on: date
    last_on: date
    known: str | None = None

    @property
    def says(self) -> Text:
        """Say what is not known of these days."""
        if self.known:
            return Text(
                f"Quy chế {self.known} có hiệu lực nhưng hệ thống không giữ văn bản.",
                f"Regulation {self.known} was in force; its text is not held.",
            )
        return Text("Hệ thống không giữ quy chế nào của thời gian này.", "No regulation of these days is held.")


def stretches(body: str) -> tuple[Stretch, ...]:
    """Return every charter that a body has adopted, oldest first, with the days on which it binds."""
    adopted = charters_of(body)
    return tuple(_stretch(each, _beside(each, adopted)) for each in adopted)


def regulation_of(found: Sequence[Stretch], day: date) -> Regulation:
    """Return what of these binds on a day, read as one."""
    return Regulation(day, tuple(each.charter for each in found if each.on(day)))


def gaps(body: str, first: date, last: date) -> Iterator[Gap]:
    """Yield the days of a period on which no original charter is in force (one query after an act, none between)."""
    originals = [each for each in charters_of(body) if each.charter.source == "original"]
    known = as_recorded(f"known by symbol:{body}", lambda: _without_text(body), of=(Instrument,))
    day = first
    for each in sorted(originals, key=lambda each: each.effective_from):
        if day < each.effective_from:
            yield from _gap(day, min(last, each.effective_from - timedelta(days=1)), known)
        day = max(day, each.effective_until or date.max)
    yield from _gap(day, last, known)


def _beside(each: InForce, adopted: Sequence[InForce]) -> list[InForce]:
    """Return what a charter stands beside, in all its versions: an amended text goes on under the same id."""
    return [other for other in adopted if other.charter.id == each.charter.complements] or [each]


def _stretch(each: InForce, beside: Sequence[InForce]) -> Stretch:
    last = max(beside, key=lambda version: version.effective_until or date.max)
    ends = [end for end in (each.effective_until, last.effective_until) if end]
    return Stretch(
        charter=each.charter,
        instrument=each.instrument,
        effective_from=max(each.effective_from, min(version.effective_from for version in beside)),
        effective_until=min(ends, default=None),
    )


def _gap(first: date, last: date, known: Iterable[Instrument]) -> Iterator[Gap]:
    if first > last:
        return
    named = [each for each in known if each.effective_from and each.effective_from <= first]
    standing = [each for each in named if each.effective_until is None or each.effective_until > first]
    yield Gap(first_on=first, last_on=last, known=standing[-1].label if standing else None)


def _without_text(body: str) -> list[Instrument]:
    """Return the body's regulations of which only the symbol is known, oldest first (one query)."""
    found = Instrument.objects.filter(body=body, kind="regulation", charter_id="").defer("charter")
    return list(found.order_by("effective_from", "pk"))
