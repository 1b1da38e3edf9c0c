"""The regulations of a body as their own texts give them: what binds when, a duty's turns, when they are due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import yaml

from tests.recount.apart.days import DAY, Worked, closing, month, shifted
from tests.recount.apart.record import Event

WINDOWED = {"report", "review", "agency_report"}
Duty = dict[str, Any]


@dataclass(eq=False)
class Paper:
    """A regulation, or what is installed beside it, with the days on which it binds."""

    text: dict[str, Any]
    begins: date
    ends: date | None = None

    @property
    def id(self) -> str:
        """Return its id."""
        return str(self.text["id"])

    def binds(self, day: date) -> bool:
        """Say whether it binds on a day."""
        return self.begins <= day and (self.ends is None or day < self.ends)

    def entries(self, section: str) -> list[dict[str, Any]]:
        """Return what stands in a section."""
        return list(self.text.get(section) or [])


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One turn of a duty: its key, the days of it on which the regulation binds, the days its data are about."""

    key: str
    first: date
    last: date
    owed: bool
    about_first: date
    about_last: date


@dataclass
class Law:
    """Every regulation that a body adopted, in the order in which it did."""

    worked: Worked
    papers: list[Paper] = field(default_factory=list)

    def adopt(self, event: Event) -> list[Paper]:
        """Take in what an event brought into force; what ran until then ends that day."""
        texts = [_read(event.given[name]) for name in ("charter", "installation") if event.given[name]]
        made = [Paper(text, date.fromisoformat(text["instrument"]["effective_on"])) for text in texts]
        for paper in self.papers:
            if paper.ends is None and paper.begins < made[0].begins:
                paper.ends = made[0].begins
        self.papers += made
        return made

    def entries(self, section: str, day: date) -> list[dict[str, Any]]:
        """Return what binds on a day of a section, over all papers."""
        return [entry for paper in self.papers if paper.binds(day) for entry in paper.entries(section)]

    def unit(self, name: str, day: date) -> str:
        """Return the kind of a unit on a day."""
        return next((str(each["kind"]) for each in self.entries("units", day) if each["id"] == name), "")

    def windows(self, day: date) -> dict[str, int] | None:
        """Return when data close and how long a report then takes, by what binds on a day."""
        of = (each for each in self.entries("principles", day) if each["feature"] == "report_windows")
        return next((each["settings"] for each in of), None)

    def may_send(self, day: date) -> set[str]:
        """Return the roles that may send an agency's report on a day."""
        powers = self.entries("powers", day)
        return {role for each in powers if "submit_agency_report" in each["acts"] for role in each["roles"]}

    def turns(self, paper: Paper, duty: Duty, first: date, last: date) -> Iterator[tuple[Turn, date]]:
        """Yield the turns of a duty that are due between two days, both counted, with the day on which each is."""
        if duty["months"]:
            day = max(paper.begins, first - 366 * DAY)
            while day <= last and paper.binds(day):
                turn = self._turn(paper, duty, day)
                due = self._due(duty, turn)
                if first <= due <= last:
                    yield turn, due
                day = whole_turn(duty["months"], duty.get("starts_in", 1), day)[1] + DAY

    def _turn(self, paper: Paper, duty: Duty, day: date) -> Turn:
        months, starts_in = duty["months"], duty.get("starts_in", 1)
        first, last = whole_turn(months, starts_in, day)
        owed = paper.ends is None or paper.ends > last
        ending = last if owed else (paper.ends or last) - DAY
        about = shifted(first, months - covered(duty)), last
        settings = self.windows(ending)
        if settings is not None and duty["what"] in WINDOWED:
            about = window(first, last, covered(duty), settings["closes_on"])
        return Turn(
            key=written(first, last, months),
            first=max(first, paper.begins),
            last=ending,
            owed=owed,
            about_first=about[0],
            about_last=about[1],
        )

    def _due(self, duty: Duty, turn: Turn) -> date:
        settings = self.windows(turn.last)
        if settings is None or duty["what"] not in WINDOWED:
            return turn.last
        due = self.worked.after(turn.about_last, settings["working_days"])
        return due if due >= turn.first else turn.last


@lru_cache(maxsize=16)
def _read(words: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(words)
    return found


def covered(duty: Duty) -> int:
    """Return how many months a duty's figures are about: a preliminary review's, held each year, are half of it."""
    half = duty["months"] == 12 and (duty.get("only") or {}).get("review") == ["preliminary"]
    return 6 if half else int(duty["months"])


def window(first: date, last: date, months: int, closes_on: int) -> tuple[date, date]:
    """Return the days that data are about where they close on a day of the last month."""
    ending = month(last.year, last.month)
    return closing(shifted(ending, -months), closes_on) + DAY, closing(ending, closes_on)


def whole_turn(months: int, starts_in: int, day: date) -> tuple[date, date]:
    """Return the first and last day of the turn in which a day falls; turns are counted on from the year 2000."""
    since = (day.year - 2000) * 12 + day.month - starts_in
    first = month(2000, starts_in + since - since % months)
    return first, shifted(first, months) - DAY


def written(first: date, last: date, months: int) -> str:
    """Return how a turn is named: 2021, 2021-Q2, 2021-05, 2021-03..04, 2021-11..2022-04."""
    if months == 12 and first.month == 1:
        return f"{first:%Y}"
    if months == 3 and first.month in {1, 4, 7, 10}:
        return f"{first:%Y}-Q{(first.month + 2) // 3}"
    if months == 1:
        return f"{first:%Y-%m}"
    return f"{first:%Y-%m}..{last:%m}" if first.year == last.year else f"{first:%Y-%m}..{last:%Y-%m}"
