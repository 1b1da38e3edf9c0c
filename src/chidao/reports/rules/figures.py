"""What a report says: sections of figures, each with the rows behind it, as values and as the data that is frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from chidao.kernel.wording import Text

Id = int | str
"""The id of a row; of a cycle that left no row behind, "duty:cycle"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number and the rows that it counts: `ids` of things of one `kind` (meeting, conclusion, task, update, matter,
    opinion, document, report, agency_report, cycle). `before` is the same of the period before, None if not compared.
    """

    key: str
    label: Text
    unit: Text
    kind: str
    ids: tuple[Id, ...]
    before: int | None = None

    @property
    def value(self) -> int:
        """Return the number: how many rows stand behind it."""
        return len(self.ids)

    @property
    def change(self) -> int | None:
        """Return by how much it differs from the period before."""
        return None if self.before is None else self.value - self.before

    def as_data(self) -> dict[str, Any]:
        """Return the figure as plain data."""
        return {
            "key": self.key,
            "label": self.label.as_data(),
            "unit": self.unit.as_data(),
            "kind": self.kind,
            "ids": list(self.ids),
            "value": self.value,
            "before": self.before,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Figure:
        """Read what `as_data` wrote."""
        return cls(
            key=data["key"],
            label=Text.from_data(data["label"]),
            unit=Text.from_data(data["unit"]),
            kind=data["kind"],
            ids=tuple(data["ids"]),
            before=data["before"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A line of a table: the figures of one agency."""

    key: str
    title: Text
    figures: tuple[Figure, ...]

    def as_data(self) -> dict[str, Any]:
        """Return the line as plain data."""
        return {"key": self.key, "title": self.title.as_data(), "figures": [each.as_data() for each in self.figures]}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Group:
        """Read what `as_data` wrote."""
        figures = tuple(Figure.from_data(each) for each in data["figures"])
        return cls(key=data["key"], title=Text.from_data(data["title"]), figures=figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One duty or solution of a report that lists each: the task as it stood, its result and what shows it."""

    task: int
    number: int
    title: str
    agency: str
    due_on: date | None
    done_on: date | None
    state: str
    result: str = ""
    evidence: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Return the entry as plain data."""
        return {
            "task": self.task,
            "number": self.number,
            "title": self.title,
            "agency": self.agency,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "done_on": self.done_on.isoformat() if self.done_on else None,
            "state": self.state,
            "result": self.result,
            "evidence": list(self.evidence),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Entry:
        """Read what `as_data` wrote."""
        plain = {name: data[name] for name in ("task", "number", "title", "agency", "state", "result")}
        due_on, done_on = (date.fromisoformat(data[name]) if data[name] else None for name in ("due_on", "done_on"))
        return cls(**plain, due_on=due_on, done_on=done_on, evidence=tuple(data["evidence"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a report: figures, or a table of them by agency, or duties listed one by one."""

    key: str
    title: Text
    figures: tuple[Figure, ...] = ()
    groups: tuple[Group, ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def all_figures(self) -> Iterator[Figure]:
        """Yield every figure, those of the table too."""
        yield from self.figures
        for group in self.groups:
            yield from group.figures

    def as_data(self) -> dict[str, Any]:
        """Return the section as plain data."""
        return {
            "key": self.key,
            "title": self.title.as_data(),
            "figures": [each.as_data() for each in self.figures],
            "groups": [each.as_data() for each in self.groups],
            "entries": [each.as_data() for each in self.entries],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Section:
        """Read what `as_data` wrote."""
        return cls(
            key=data["key"],
            title=Text.from_data(data["title"]),
            figures=tuple(Figure.from_data(each) for each in data["figures"]),
            groups=tuple(Group.from_data(each) for each in data["groups"]),
            entries=tuple(Entry.from_data(each) for each in data["entries"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything that was counted for the days `first_on`–`last_on`, both counted, as it was known at `as_of`."""

    first_on: date
    last_on: date
    as_of: datetime
    sections: tuple[Section, ...]
    before: tuple[date, date] | None = None
    """The days of the period that it is compared with."""

    def figure(self, key: str) -> Figure | None:
        """Return the figure of a key."""
        return next((each for section in self.sections for each in section.all_figures if each.key == key), None)

    def as_data(self) -> dict[str, Any]:
        """Return everything as plain data, as a report keeps it."""
        return {
            "first_on": self.first_on.isoformat(),
            "last_on": self.last_on.isoformat(),
            "as_of": self.as_of.isoformat(),
            "before": [day.isoformat() for day in self.before] if self.before else None,
            "sections": [each.as_data() for each in self.sections],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Figures:
        """Read what `as_data` wrote."""
        return cls(
            first_on=date.fromisoformat(data["first_on"]),
            last_on=date.fromisoformat(data["last_on"]),
            as_of=datetime.fromisoformat(data["as_of"]),
            before=_days(data["before"]),
            sections=tuple(Section.from_data(each) for each in data["sections"]),
        )


def _days(written: Sequence[str] | None) -> tuple[date, date] | None:
    return (date.fromisoformat(written[0]), date.fromisoformat(written[1])) if written else None
