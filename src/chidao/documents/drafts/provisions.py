"""What a paper lays down, rule by rule, so that tasks can cite it (PURE): its articles, else its numbered points, else
its rows and lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from chidao.documents.drafts.forms import is_decision
from chidao.documents.drafts.text import ROW, typed_parts

MOST: Final = 400
_ARTICLE: Final = re.compile(r"Điều\s+(\d+[a-zđ]?)\.")
_NUMBERED: Final = re.compile(r"(\d{1,3})[.)]\s")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a paper: its label in a chip ("Đ3"), its place in full ("Điều 3"), its words."""

    label: str
    cite: str
    text: str


def rules_in(content: Mapping[str, Any]) -> tuple[Rule, ...]:
    """Return the rules of a typed paper in reading order, those of what is issued with it after its own."""
    parts = typed_parts(str(content.get("text", "")), decides=is_decision(str(content["form"])))
    found = [*_rules(parts.lines, "")]
    for annex in parts.annexes:
        found += _rules(annex.lines, annex.label.capitalize())
    return tuple(found[:MOST])


def _rules(lines: Sequence[str], part: str) -> Iterator[Rule]:
    for mark, word, sign in ((_ARTICLE, "Điều", "Đ"), (_NUMBERED, "Mục", "M")):
        if any(mark.match(line) for line in lines):
            yield from (_rule(number, text, word, sign, part) for number, text in _under(lines, mark))
            return
    for place, text in enumerate(_plain(lines), 1):
        yield _rule(str(place), text, "Dòng", "D", part)


def _rule(number: str, text: str, word: str, sign: str, part: str) -> Rule:
    return Rule(f"{sign}{number}", f"{word} {number}, {part}" if part else f"{word} {number}", text)


def _under(lines: Sequence[str], mark: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Yield each marked line with what stands under it; what stands before the first belongs to none."""
    number, held = "", list[str]()
    for line in lines:
        found = mark.match(line)
        if found and number:
            yield number, "\n".join(held)
        if found:
            number, held = found[1], []
        held.append(_said(line))
    if number:
        yield number, "\n".join(held)


def _plain(lines: Sequence[str]) -> Iterator[str]:
    in_table = False
    for line in lines:
        is_head = line.startswith(ROW) and not in_table  # the first row of a table names its columns
        in_table = line.startswith(ROW)
        if line and not is_head:
            yield _said(line)


def _said(line: str) -> str:
    if not line.startswith(ROW):
        return line
    return " – ".join(cell.strip() for cell in line.strip(ROW).split(ROW) if cell.strip())
