"""The parts of a report as a page shows them: figures that open their rows, the words beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from chidao.kernel.wording import Text
from chidao.reports.rules import Entry, Figure, Figures, Group, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFigure:
    """A figure with the address of its rows."""

    figure: Figure
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownGroup:
    """An agency's line."""

    title: Text
    figures: tuple[ShownFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a report. `compared` says that figures stand beside those of the period before."""

    key: str
    title: Text
    words: str
    compared: bool
    figures: tuple[ShownFigure, ...]
    heads: tuple[Text, ...]
    groups: tuple[ShownGroup, ...]
    entries: tuple[Entry, ...]

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to count, now or before."""
        any_figure = any(each.figure.value or each.figure.before for each in self.figures)
        return not (any_figure or self.groups or self.entries)


def parts_of(figures: Figures, url: Callable[[Figure], str], words: Mapping[str, str]) -> tuple[Part, ...]:
    """Return the parts of a report; `url` says where the rows of a figure are opened."""
    return tuple(_part(section, url, words.get(section.key, "")) for section in figures.sections)


def _part(section: Section, url: Callable[[Figure], str], words: str) -> Part:
    return Part(
        key=section.key,
        title=section.title,
        words=words,
        compared=any(each.before is not None for each in section.figures),
        figures=_figures(section.figures, url),
        heads=tuple(each.label for each in section.groups[0].figures) if section.groups else (),
        groups=tuple(_group(each, url) for each in section.groups),
        entries=section.entries,
    )


def _group(group: Group, url: Callable[[Figure], str]) -> ShownGroup:
    return ShownGroup(title=group.title, figures=_figures(group.figures, url))


def _figures(figures: Iterable[Figure], url: Callable[[Figure], str]) -> tuple[ShownFigure, ...]:
    return tuple(ShownFigure(figure=each, url=url(each)) for each in figures)
