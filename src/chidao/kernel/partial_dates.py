"""Dates known only in part: "năm 2018", "tháng 10/2018", "15/5, không rõ năm". What is not known is never guessed."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text

Order = Literal["before", "same", "after", "not known"]

_MONTHS_EN: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_YEAR_UNKNOWN: Final = Text("{known}, không rõ năm", "{known}, year unknown")
_UNREADABLE: Final = Text(
    "Không đọc được ngày “{given}”. Viết như 25/3/2020, tháng 10/2018, năm 2018 hoặc 15/5.",
    "Cannot read the date “{given}”. Write it as 25/3/2020, tháng 10/2018, năm 2018 or 15/5.",
)
_IMPOSSIBLE: Final = Text("Không có ngày như vậy: {given}.", "There is no such date: {given}.")

# A leap year, so that 29/2 of an unknown year is allowed.
_ANY_YEAR: Final = 2000

_Y, _M, _D = r"(?P<year>\d{4})", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
_SHAPES: Final = tuple(
    re.compile(shape, re.ASCII)
    for shape in (
        r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?",
        r"--(?P<month>\d{2})(-(?P<day>\d{2}))?",
        rf"(ngày )?{_D}([/.-]){_M}\3{_Y}",
        rf"(ngày )?{_D}/{_M}(, không rõ năm)?",
        rf"(tháng )?{_M}/{_Y}",
        rf"(ngày {_D} )?tháng {_M}(, không rõ năm| năm {_Y})?",
        rf"năm {_Y}",
    )
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which some of year, month and day are known.

    Known together may be: year; year and month; all three; month and day; month alone. BadInput for anything else and
    for days that do not exist. A date of which nothing is known is not a PartialDate but None.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not self._exists():
            given = "/".join("?" if part is None else str(part) for part in (self.day, self.month, self.year))
            raise BadInput(Reason(code="date_impossible", says=_IMPOSSIBLE.filled(given=given)))

    @classmethod
    def parse(cls, words: str, *, field: str | None = None) -> PartialDate:
        """Read "2018", "2018-10", "2020-03-25", "--05-15", "25/3/2020", "tháng 10/2018", "15/5" and their like.

        BadInput, naming `field`, when the words are not a date or the date does not exist.
        """
        text = " ".join(unicodedata.normalize("NFC", words).casefold().split())
        found = next((match for shape in _SHAPES if (match := shape.fullmatch(text))), None)
        if found is None:
            raise BadInput(Reason(code="date_unreadable", says=_UNREADABLE.filled(given=words), field=field))
        parts = {name: int(part) for name, part in found.groupdict().items() if part is not None}
        try:
            return cls(**parts)
        except BadInput as error:
            raise BadInput(Reason(code="date_impossible", says=_IMPOSSIBLE.filled(given=words), field=field)) from error

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """Return a date that is wholly known."""
        return cls(day.year, day.month, day.day)

    @property
    def exact(self) -> date | None:
        """Return the day itself when all of it is known."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    def earliest(self) -> date | None:
        """Return the first day this can be; None when the year is not known."""
        return None if self.year is None else date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date | None:
        """Return the last day this can be; None when the year is not known."""
        if self.year is None:
            return None
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def may_be(self, day: date) -> bool:
        """Return whether what is known allows this day."""
        known = ((self.year, day.year), (self.month, day.month), (self.day, day.day))
        return all(part is None or part == there for part, there in known)

    def compared_with(self, other: PartialDate) -> Order:
        """Return how the two stand in time, "not known" unless what is known settles it."""
        if self.surely_before(other):
            return "before"
        if other.surely_before(self):
            return "after"
        return "same" if self.exact is not None and self.exact == other.exact else "not known"

    def surely_before(self, other: PartialDate) -> bool:
        """Return whether this comes before the other, whatever the unknown parts are."""
        latest, earliest = self.latest(), other.earliest()
        return latest is not None and earliest is not None and latest < earliest

    def as_iso(self) -> str:
        """Return the form that is stored and that `parse` reads: "2020-03-25", "2018-10", "2018", "--05-15"."""
        year = "-" if self.year is None else f"{self.year:04d}"
        return year + "".join(f"-{part:02d}" for part in (self.month, self.day) if part is not None)

    def as_text(self) -> Text:
        """Return the date as people say it, with what is not known said."""
        if self.year is None:
            return _YEAR_UNKNOWN.filled(known=self._within_year())
        if self.month is None:
            return Text(f"năm {self.year}", str(self.year))
        known = self._within_year()
        return Text(f"{known.vi}/{self.year}", f"{known.en} {self.year}")

    def _within_year(self) -> Text:
        month = self.month or 1
        if self.day is None:
            return Text(f"tháng {month}", _MONTHS_EN[month - 1])
        return Text(f"{self.day}/{month}", f"{self.day} {_MONTHS_EN[month - 1]}")

    def _exists(self) -> bool:
        if self.month is None:
            return self.year is not None and self.day is None and 1 <= self.year <= 9999
        try:
            date(_ANY_YEAR if self.year is None else self.year, self.month, 1 if self.day is None else self.day)
        except ValueError:
            return False
        return True
