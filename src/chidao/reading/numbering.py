"""Whether a number at the beginning of a line is one of the numbering there (PURE), and what is wrong with it if it is.

A line broken by hand may begin with "Điều 31." or "5. " in the middle of a sentence; a list within a point counts from
1 again. The number that is expected next is believed easily, another one only where the line surely begins anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from chidao.kernel.places import POINT_LETTERS
from chidao.kernel.vietnamese import ALPHABET

Fault: TypeAlias = Literal["twice", "skipped", "order"]

_FARTHEST_CLAUSE, _FARTHEST_ARTICLE, _FARTHEST_POINT = 4, 12, 3
_PARTED: Final = re.compile(r"(\d+)([a-zđ]*)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A number that is accepted, with its fault and, for one that was skipped, what is missing."""

    fault: Fault | None = None
    missing: str = ""


FINE: Final = Verdict()


def counted(label: str) -> tuple[int, str]:
    """Return the count and the letters of a label: (4, "a")."""
    found = _PARTED.fullmatch(label)
    return (int(found[1]), found[2]) if found else (0, label)


def judge_article(label: str, last: str | None, *, anew: bool, has_words: bool) -> Verdict | None:
    """Judge an article's number after `last`; `anew` says that the line surely begins anew."""
    (count, suffix), (before, suffix_before) = counted(label), counted(last or "0")
    if last is None:
        return FINE if count == 1 or anew else None
    if _is_next(count, suffix, before, suffix_before):
        return FINE
    if not (anew and has_words):
        return None
    if (count, suffix) == (before, suffix_before):
        return Verdict("twice")
    if count > before:
        return Verdict("skipped", _between(before, count)) if count - before <= _FARTHEST_ARTICLE else None
    return Verdict("order")


def judge_clause(label: str, last: str | None, *, anew: bool) -> Verdict | None:
    """Judge a clause's number after `last` within its article or list."""
    (count, suffix), (before, suffix_before) = counted(label), counted(last or "0")
    if _is_next(count, suffix, before, suffix_before):
        return FINE
    if not anew:
        return None
    if last is not None and (count, suffix) == (before, suffix_before):
        return Verdict("twice")
    if before < count <= before + _FARTHEST_CLAUSE:
        return Verdict("skipped", _between(before, count))
    return Verdict("order") if 1 < count < before else None


def judge_point(letter: str, last: str | None, *, anew: bool, sure: bool) -> Verdict | None:
    """Judge a point's letter after `last`; `sure` says that the sign after it is one that only points have."""
    if len(letter) > 1:
        return FINE if last and (len(last) > 1 or last in "vxyz") else None
    if letter in (_after(last) if last else "a"):
        return FINE
    if not (sure and anew):
        return None
    if last is None or letter == last:
        return Verdict("twice") if last else Verdict("skipped", "a") if letter in "bc" else None
    steps = _place(letter) - _place(last)
    if 0 < steps <= _FARTHEST_POINT:
        return Verdict("skipped", "–".join(dict.fromkeys((_after(last)[0], _before(letter)))))
    return Verdict("order") if steps < 0 and letter != "a" else None


def _is_next(count: int, suffix: str, before: int, suffix_before: str) -> bool:
    if count == before + 1:
        return suffix in {"", "a"}
    return count == before and len(suffix) > 0 and suffix > suffix_before


def _between(before: int, count: int) -> str:
    return str(before + 1) if count == before + 2 else f"{before + 1}–{count - 1}"


def _after(letter: str) -> str:
    """Return the letters that may come next: the next of the points' own, or of the whole alphabet (e → f)."""
    at = POINT_LETTERS.find(letter)
    own = POINT_LETTERS[at + 1 : at + 2] if at >= 0 else ""
    plain = (
        ALPHABET.replace("ă", "").replace("â", "").replace("ê", "").replace("ô", "").replace("ơ", "").replace("ư", "")
    )
    whole = plain[plain.find(letter) + 1 : plain.find(letter) + 2]
    return own + (whole if whole in "fjwz" or not own else "")


def _before(letter: str) -> str:
    at = POINT_LETTERS.find(letter)
    return POINT_LETTERS[at - 1] if at > 0 else letter


def _place(letter: str) -> int:
    at = POINT_LETTERS.find(letter)
    return at if at >= 0 else ALPHABET.find(letter)
