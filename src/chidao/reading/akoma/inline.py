"""Words in an Akoma Ntoso document (PURE): paragraphs, where lines of the original broke, what is marked in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, Final

from lxml import etree

from chidao.reading.akoma.terms import AKN, SHORT, clean, id_number
from chidao.reading.normal import NormalText

_LINE: Final = re.compile(r"[^\n]+")
_ENDED: Final = re.compile(r"[.;:!?…][\"”’')\]]*$|[\"”][.;,]?$")
BLANKS: Final = " \t\n|"
"""What is not a word: spaces, and the bars that part cells."""

_WITH_ID: Final = {"ref", "location", "person", "role", "inline", "signature"}


@dataclass(slots=True)
class Mark:
    """Words that get an element of their own; `eid` is known once they are written."""

    start: int
    end: int
    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    key: object = None
    eid: str = ""


class Ids:
    """Gives every element an `eId` of its own: one that was given already gets "_2", "_3"… behind it."""

    def __init__(self) -> None:
        self.given: Counter[str] = Counter()

    def of(self, holder: str, element: str, label: str) -> str:
        """Return a new `eId` for an element with this label within a holder ("" for the document)."""
        wanted = f"{holder}__" * bool(holder) + f"{SHORT.get(element, element)}_{id_number(label)}"
        self.given[wanted] += 1
        count = self.given[wanted]
        return wanted if count == 1 else self.of(holder, element, f"{id_number(label)}_{count}")

    def next(self, holder: str, element: str) -> str:
        """Return a new `eId` for an element that is counted and not numbered."""
        counted = f"{holder}__#{element}"
        self.given[counted] += 1
        return self.of(holder, element, str(self.given[counted]))


def element(parent: Any, tag: str, **attributes: str) -> Any:
    """Add an element to another and return it."""
    return etree.SubElement(parent, f"{{{AKN}}}{tag}", {name: clean(value) for name, value in attributes.items()})


class Words:
    """Writes stretches of a text into elements."""

    def __init__(self, source: NormalText, marks: Iterable[Mark], ids: Ids) -> None:
        self.source, self.text, self.ids = source, source.text, ids
        self.marks = sorted(marks, key=lambda mark: (mark.start, -mark.end))
        self._starts = [mark.start for mark in self.marks]
        self._reach = list(accumulate((mark.end for mark in self.marks), max))

    def has_words(self, start: int, end: int) -> bool:
        """Say whether anything but blanks, and the bars that part cells, stands there."""
        return bool(self.text[start:end].strip(BLANKS))

    def paragraphs(self, parent: Any, start: int, end: int, holder: str, *, by_line: bool = False) -> None:
        """Write the words there as paragraphs; lines broken by hand stay one, `by_line` they do not."""
        for first, last in self._paragraphs(start, end, by_line=by_line):
            self.fill(element(parent, "p"), first, last, holder)

    def fill(self, parent: Any, start: int, end: int, holder: str) -> None:
        """Write the words there into an element, behind what it holds, with what is marked among them."""
        within = self.marks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        self._fill(parent, start, end, within, holder)

    def _fill(self, parent: Any, start: int, end: int, marks: Sequence[Mark], holder: str) -> None:
        at = start
        for index, mark in enumerate(marks):
            until = min(mark.end, end)
            if mark.start < at or not self.has_words(mark.start, until):
                continue
            self._add(parent, at, mark.start)
            inner = element(parent, mark.tag, **mark.attributes)
            eid = self.ids.next(holder, mark.tag)
            mark.eid = mark.eid or eid
            if mark.tag in _WITH_ID:
                inner.set("eId", eid)
            self._fill(inner, mark.start, until, [each for each in marks[index + 1 :] if each.end <= until], holder)
            at = until
        self._add(parent, at, end)

    def _add(self, parent: Any, start: int, end: int) -> None:
        for index, line in enumerate(re.split(r"[^\S\n]*\n\s*", self.text[start:end])):
            if index:
                element(parent, "eol")
            add_words(parent, clean(re.sub(r"\s+", " ", line)))

    def _paragraphs(self, start: int, end: int, *, by_line: bool) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for line in _LINE.finditer(self.text, start, end):
            words = line.group()
            first = line.start() + len(words) - len(words.lstrip())
            last = line.start() + len(words.rstrip())
            if last <= first:
                continue
            if found and self._runs_on(found[-1], first, by_line=by_line):
                found[-1] = (found[-1][0], last)
            else:
                found.append((first, last))
        return found

    def _runs_on(self, before: tuple[int, int], start: int, *, by_line: bool) -> bool:
        opened = bisect_left(self._starts, start) - 1
        if opened >= 0 and self._reach[opened] > start:
            return True
        return not by_line and not _ENDED.search(self.text, max(before[0], before[1] - 4), before[1])


def add_words(parent: Any, words: str) -> None:
    """Put words behind what an element holds."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words


def found_in(text: str, start: int, end: int, words: str) -> tuple[int, int] | None:
    """Return where words stand in a stretch of text, lines and spaces aside; the first place, None for none."""
    if not words.split():
        return None
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = re.compile(pattern, re.IGNORECASE).search(text, start, end)
    return found.span() if found else None
