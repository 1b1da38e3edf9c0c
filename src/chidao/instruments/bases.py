"""What instruments rest on, and which of it is no longer in force: what is to be reviewed, directly and through others.

A basis often is a paper of somebody else's that the system knows by its name only; so papers are matched by their
symbols where both have one, by their names otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Final

from chidao.acts.kept import as_recorded
from chidao.instruments.models import BasisReview, Instrument, Link
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput
from chidao.kernel.symbols import parse_symbol, same_symbol
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text

RESTS: Final = "based_on"
ENDING: Final = frozenset({"replaces", "repeals"})
STANDS: Final = "stands"
_SIGNS: Final = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A paper that is no longer in force: since which day (None if not known), and what ended it, if known.

    `known_at` is when the system was told; a review before that was of another state of affairs.
    """

    says: str
    instrument: int | None
    ended_on: date | None
    by: str
    by_instrument: int | None
    known_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What was found when a basis was looked at again: stands, to_amend, to_replace."""

    outcome: str
    words: str
    by: Text
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """An instrument in force that rests on what has ended: by which link, through which others, and its review."""

    link: int
    instrument: int
    label: str
    title: Text
    kind: str
    basis: str
    through: tuple[str, ...]
    ended: Ended
    review: Reviewed | None

    @property
    def waits(self) -> bool:
        """Say whether it was not looked at since its basis ended."""
        return self.review is None


def bases_to_review(body: str, on: date) -> tuple[Resting, ...]:
    """Return the instruments in force on a day that rest on something that has ended, what waits first (four queries).

    What rests on a paper of which a review said that it stands is not listed for that.
    """
    read = (Instrument, Link, BasisReview)
    return as_recorded(f"bases:{body}:{on}", lambda: _Rests.read(body, on).found(), of=read)


def same_paper(one: str, other: str) -> bool:
    """Say whether two ways of naming a paper mean the same one: by symbols, or letter for letter without marks."""
    try:
        return same_symbol(parse_symbol(one), parse_symbol(other))
    except BadInput:
        return _plain(one) == _plain(other)


def names_of_paper(row: Instrument) -> tuple[str, ...]:
    """Return by what an instrument may be cited: its symbol, its title, its title with its year in brackets."""
    title = Text.from_data(row.title).vi
    year = f"{title} ({row.signed[:4]})" if title and row.signed[:4].isdigit() else ""
    return tuple(each for each in (row.label, title, year) if each)


@dataclass(frozen=True)
class _Rests:
    """The instruments of a body with their links and the reviews of them, on a day."""

    rows: Mapping[int, Instrument]
    links: Sequence[Link]
    reviews: Mapping[int, Sequence[BasisReview]]
    on: date

    @classmethod
    def read(cls, body: str, on: date) -> _Rests:
        rows = {row.pk: row for row in Instrument.objects.filter(body=body).defer("charter")}
        links = list(Link.objects.filter(instrument__body=body).order_by("pk"))
        reviews: dict[int, list[BasisReview]] = {}
        for review in BasisReview.objects.filter(body=body).order_by("reviewed_at", "pk"):
            reviews.setdefault(review.link_id, []).append(review)
        return cls(rows=rows, links=links, reviews=reviews, on=on)

    def found(self) -> tuple[Resting, ...]:
        listed = [item for link in self.bases if (ended := self._ended(link)) for item in self._from(link, ended, ())]
        once = {(each.link, each.ended.says): each for each in reversed(listed)}
        return tuple(sorted(once.values(), key=lambda each: (not each.waits, len(each.through), each.link)))

    @cached_property
    def bases(self) -> list[Link]:
        """The links by which an instrument in force rests on something."""
        return [each for each in self.links if each.kind == RESTS and self._runs(self.rows[each.instrument_id])]

    @cached_property
    def _named(self) -> list[tuple[str, int]]:
        return [(name, row.pk) for row in self.rows.values() for name in names_of_paper(row)]

    def _runs(self, row: Instrument) -> bool:
        return row.effective_until is None or row.effective_until > self.on

    def _target(self, link: Link) -> int | None:
        """Return the instrument that a link means, though it was named before it was entered."""
        if link.target_id is not None:
            return int(link.target_id)
        return next((pk for name, pk in self._named if same_paper(name, link.target_text)), None)

    def _from(self, link: Link, ended: Ended, through: tuple[str, ...]) -> Iterator[Resting]:
        """Yield the instrument of a link, and what rests on it in turn unless a review said that it stands."""
        row = self.rows[link.instrument_id]
        review = self._review(link, ended)
        yield Resting(
            link=link.pk,
            instrument=row.pk,
            label=row.label,
            title=Text.from_data(row.title),
            kind=row.kind,
            basis=self._says(link),
            through=through,
            ended=ended,
            review=review,
        )
        if (review and review.outcome == STANDS) or len(through) >= len(self.rows):
            return
        name = row.label or Text.from_data(row.title).vi
        for other in self.bases:
            if self._target(other) == row.pk and name not in through and other.instrument_id != row.pk:
                yield from self._from(other, ended, (*through, name))

    def _ended(self, link: Link) -> Ended | None:
        target = self._target(link)
        row = self.rows.get(target) if target is not None else None
        ender = next((each for each in self._enders(target, link.target_text) if self._began(each)), None)
        if ender is None and (row is None or self._runs(row)):
            return None
        by = self.rows[ender.instrument_id] if ender else None
        return Ended(
            says=self._says(link),
            instrument=target,
            ended_on=row.effective_until if row and row.effective_until else by.effective_from if by else None,
            by=by.label or Text.from_data(by.title).vi if by else "",
            by_instrument=by.pk if by else None,
            known_at=by.recorded_at if by else None,
        )

    def _enders(self, target: int | None, text: str) -> Iterable[Link]:
        for each in self.links:
            if each.kind in ENDING:
                meant = self._target(each)
                if (meant is not None and meant == target) or (text and same_paper(each.target_text, text)):
                    yield each

    def _began(self, ender: Link) -> bool:
        """A paper of which no day of effect is known has ended what it says it ends, from a day not known."""
        began = self.rows[ender.instrument_id].effective_from
        return began is None or began <= self.on

    def _says(self, link: Link) -> str:
        target = self.rows.get(link.target_id) if link.target_id else None
        return link.target_text or (target.label if target else "")

    def _review(self, link: Link, ended: Ended) -> Reviewed | None:
        since = ended.ended_on
        for each in reversed(self.reviews.get(link.pk, ())):
            if since is not None and local_day(each.reviewed_at) < since:
                return None
            if ended.known_at is not None and each.reviewed_at < ended.known_at:
                return None
            says = Text.from_data(each.reviewed_by)
            return Reviewed(outcome=each.outcome, words=each.words, by=says, at=each.reviewed_at)
        return None


def _plain(words: str) -> str:
    return _SIGNS.sub(" ", fold(words)).strip()
