"""Agencies as officials name them in a cell (PURE): full names, short names, several in one cell."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from chidao.kernel.vietnamese import fold

# Between agencies for sure, and perhaps: names of agencies have commas and "và" of their own.
_HARD: Final = re.compile(r"\s*[;\n/+]\s*")
_SOFT: Final = re.compile(r"\s*[,&]\s*|\s+và\s+", re.IGNORECASE)
_EDGES: Final = " .,;:-–*•"
# The most parts that one agency's name is made of, so that a long cell is read in time.
MOST_PARTS: Final = 6
MOST_SUGGESTIONS: Final = 3
LIKENESS: Final = 0.6


@dataclass(frozen=True, slots=True)
class NamedAgencies:
    """What a cell names: the ids of agencies known, once each, and the words that name none."""

    ids: tuple[int, ...]
    unknown: tuple[str, ...]


class AgencyNames:
    """The names and short names by which agencies are known, looked up without marks and case."""

    def __init__(self, names: Mapping[str, int]) -> None:
        self._ids = {_key(name): agency for name, agency in names.items()}
        self._spelt = {_key(name): name for name in names}

    def find(self, text: str) -> NamedAgencies:
        """Read a cell that names any number of agencies."""
        ids: dict[int, None] = {}
        unknown: list[str] = []
        for found in self._named(text):
            if isinstance(found, int):
                ids[found] = None
            else:
                unknown.append(found)
        return NamedAgencies(tuple(ids), tuple(unknown))

    def nearest(self, words: str) -> tuple[str, ...]:
        """Return the known names most like some words, the most alike first."""
        alike = difflib.get_close_matches(_key(words)[:200], self._spelt, n=MOST_SUGGESTIONS, cutoff=LIKENESS)
        return tuple(self._spelt[key] for key in alike)

    def _named(self, text: str) -> Iterator[int | str]:
        whole = self._ids.get(_key(text))
        if whole is not None:
            yield whole
            return
        for piece in _HARD.split(text):
            if piece.strip(_EDGES):
                yield from self._named_in_piece(piece.strip(_EDGES))

    def _named_in_piece(self, piece: str) -> Iterator[int | str]:
        """Read a piece as agencies joined by "," or "và"; one that names no agency at all is unknown as a whole."""
        found = list(self._longest_first(piece))
        yield from found if any(isinstance(each, int) for each in found) else [piece]

    def _longest_first(self, piece: str) -> Iterator[int | str]:
        cuts = [match.span() for match in _SOFT.finditer(piece)]
        starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(piece)]
        at = 0
        while at < len(starts):
            taken, agency = self._longest(piece, starts[at], ends[at : at + MOST_PARTS])
            if agency is not None:
                yield agency
            elif piece[starts[at] : ends[at]].strip(_EDGES):
                yield piece[starts[at] : ends[at]].strip(_EDGES)
            at += taken

    def _longest(self, piece: str, start: int, ends: list[int]) -> tuple[int, int | None]:
        for count in range(len(ends), 0, -1):
            agency = self._ids.get(_key(piece[start : ends[count - 1]]))
            if agency is not None:
                return count, agency
        return 1, None


def _key(name: str) -> str:
    return fold(name).replace("&", "va").strip(_EDGES)
