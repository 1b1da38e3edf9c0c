"""Words that stand beside what a sentence says of a role (PURE): notes in brackets, and those who are replaced.

They are put out of sight by spaces in their stead, so that every place in the words stays the place it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from chidao.reading.norms.mentions import Mention
from chidao.reading.norms.passages import Passage
from chidao.reading.norms.words import Words

_NOTE: Final = re.compile(r"\([^()]{1,160}\)")
_BESIDE: Final = 6
_OPEN: Final = re.compile(r"\s*\(([^()]{1,160})\)")


def without_replaced(passage: Passage, words: Words) -> Passage:
    """Return a passage without those whom others replace: "ông A làm T thay ông B, nguyên …"."""
    if "thay" not in passage.folded:
        return passage
    return _blanked(passage, words["replaced"])


def without_notes(passage: Passage, noted: Sequence[Mention]) -> Passage:
    """Return a passage without what stands in brackets, and without titles that are notes to a holder."""
    spans = [(mention.start, mention.end) for mention in noted]
    return _blanked(passage, _NOTE, spans) if spans or "(" in passage.text else passage


def _blanked(passage: Passage, pattern: re.Pattern[str], spans: Sequence[tuple[int, int]] = ()) -> Passage:
    text, folded = list(passage.text), list(passage.folded)
    for start, end in (*spans, *(found.span() for found in pattern.finditer(passage.folded))):
        text[start:end] = folded[start:end] = " " * (end - start)
    return replace(passage, text="".join(text), folded="".join(folded))


def is_noted(passage: Passage, mention: Mention) -> bool:
    """Say whether a title stands alone in brackets: "Phó Chủ tịch UBND tỉnh (T)"."""
    before, after = passage.text[: mention.start].rstrip(), passage.text[mention.end :].lstrip()
    return before.endswith("(") and (after.startswith(")") or passage.text[mention.end - 1] == ")")


def ends_part(passage: Passage, mention: Mention) -> bool:
    """Say whether a title ends a part of a list: a sign follows it, or nothing."""
    return passage.text[mention.end :].lstrip()[:1] in {"", ";", ",", "."}


def stands_beside(passage: Passage, end: int, mention: Mention) -> bool:
    """Say whether nothing but a dash or a bracket stands between the end of a holder and a title."""
    between = passage.text[end : mention.start]
    return mention.start >= end and not between.strip(" (–-") and len(between) <= _BESIDE


def note_at(passage: Passage, at: int) -> tuple[int, int] | None:
    """Return where the words of a note stand that follows a place, without its brackets."""
    found = _OPEN.match(passage.text, at)
    return found.span(1) if found else None
