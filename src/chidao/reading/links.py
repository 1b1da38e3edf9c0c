"""What a text does to others, and when it takes effect (PURE): thay thế, bãi bỏ, hết hiệu lực, sửa đổi; hiệu lực."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from chidao.kernel.partial_dates import PartialDate
from chidao.reading.marked import Marked
from chidao.reading.marks import loosely
from chidao.reading.references import dated, references_in
from chidao.reading.tree import Effect, Link, Reference, Relation

_VERBS: Final = re.compile(
    rf"(?P<replaces>{loosely('thay thế')})|(?P<repeals>{loosely('bãi bỏ')}|{loosely('hủy bỏ')})"
    r"|(?P<amends>(?i:sửa\s+đổi(?:\s*,?\s*bổ\s+sung)?))"
)
_ENDS: Final = re.compile(r"(?i:(?:hết|chấm dứt|không còn)\s+(?:có\s+)?hiệu\s+lực)")
_BETWEEN: Final = re.compile(
    r"(?i:[\s,]*(?:(?:cho|các|những|toàn bộ|đối với|nội dung|tại|của|một số|số|điều|khoản|điểm"
    r"|chương|mục|và|văn bản|phụ lục)\b"
    r"|\b[a-zđ]\b|\d{1,3}[a-zđ]?\b|[IVX]{1,5}\b|[,\s])*)"
)
_AMENDED_BETWEEN: Final = re.compile(
    r"[\s,]*(?:(?:một số|nội dung|điều|khoản|điểm|của|các|tại|và|quy chế|quy định"
    r"|hoạt động|làm việc|được|ban hành|kèm theo|số)\b"
    r"|\b[a-zđ]\b|\d{1,3}[a-zđ]?\b|[,\s])*",
    re.IGNORECASE,
)
_PART: Final = re.compile(r"(?i:\b(?:một số|điều|khoản|điểm|chương|mục|phụ lục|cụm từ|nội dung)\b)")
_JOINED: Final = re.compile(r"(?i:[,;]|\bvà)\s*(?i:số\s*:?\s*)?$")
_LISTED: Final = re.compile(r"(?i:[^.\n]{0,120}(?:sau|sau đây|dưới đây)[^.\n:]{0,60}:\s*$)")
_OF_ANOTHER: Final = re.compile(r"(?i:(?:sửa đổi|bổ sung|thay thế|bãi bỏ)[^;]{0,60}$)")
_EFFECT: Final = re.compile(
    r"(?i:này\s[^.\n]{0,200}?có\s+hiệu\s+lực(?:\s+thi\s+hành|\s+thực\s+hiện)?,?\s+(?:kể\s+)?từ\s+(?P<when>ngày\s+ký|ngày\s+ban\s+hành|(?=ngày\s+\d)))"
)
_SENTENCE_ENDS: Final = re.compile(r"[.](?=\s+[A-ZĐ“])|\n(?=\s*\n)")
_SENTENCE: Final = 700


def links_in(text: Marked, start: int, end: int) -> Iterator[Link]:
    """Yield the links in a stretch of the normal text, its legal bases and quotations left out by the caller."""
    references = references_in(text, start, end)
    at = 0
    for verb in _VERBS.finditer(text.text, start, end):
        relation: Relation = "replaces" if verb["replaces"] else "repeals" if verb["repeals"] else "amends"
        if relation == "amends" and not _begins_paragraph(text.text, verb.start()):
            continue
        while at < len(references) and references[at].span.start < text.span(verb.end(), verb.end()).start:
            at += 1
        span = text.span(verb.start(), verb.end())
        if not _is_of_another(text, references, at, verb.start()):
            between = _AMENDED_BETWEEN if relation == "amends" else _BETWEEN
            chain = _chain(text, references[at : at + 12], verb.end(), between) or _listed(
                text, references[at : at + 60], verb.end()
            )
            if chain and not chain[0].citations and _is_in_part(text, verb.end(), chain[0]):
                relation = "amends"
            yield from (Link(relation, reference, span) for reference in chain)
    yield from _ended(text, references, start, end)


def _is_in_part(text: Marked, after: int, reference: Reference) -> bool:
    """Say whether a verb takes only some of an instrument: "bãi bỏ một số điều, khoản của Nghị định …"."""
    start, _ = text.source.normal_span(*reference.span)
    return _PART.search(text.text, after, max(after, start)) is not None


def _begins_paragraph(text: str, at: int) -> bool:
    """Say whether a verb stands where a paragraph says what it does: "Điều 1. Sửa đổi …", "… này sửa đổi …"."""
    before = text[max(0, at - 24) : at]
    return re.search(r"(?:^|\n|[.:)]\s|(?i:này|về việc|về|nay)\s)\W*$", before) is not None


def _is_of_another(text: Marked, references: Sequence[Reference], at: int, verb: int) -> bool:
    """Say whether what stands right before the verb is another instrument, which then is what does it."""
    if at == 0:
        return False
    before = text.source.normal_span(*references[at - 1].span)[1]
    between = text.text[before:verb]
    return (
        len(between) < 160
        and "." not in between
        and "\n" not in between
        and "này" not in between
        and not (_JOINED.search(between) or between.strip().startswith((";", "hết")))
    )


def _chain(text: Marked, references: Sequence[Reference], after: int, first: re.Pattern[str]) -> list[Reference]:
    """Return the references that a verb takes: the one right after it, and those joined to that by commas or "và"."""
    found: list[Reference] = []
    for reference in references:
        start, end = text.source.normal_span(*reference.span)
        between = text.text[after:start]
        if found:
            if len(between) > 400 or _SENTENCE_ENDS.search(between) or not _JOINED.search(between):
                break
        elif len(between) > 200 or not first.fullmatch(between):
            break
        found.append(reference)
        after = end
    return found


def _listed(text: Marked, references: Sequence[Reference], after: int) -> list[Reference]:
    """Return the references that begin the items of a list that a verb leads to: "Bãi bỏ các văn bản sau đây:"."""
    line_end = text.text.find("\n", after)
    if line_end < 0 or not _LISTED.fullmatch(text.text[after:line_end]):
        return []
    found: list[Reference] = []
    for reference in references:
        start, _ = text.source.normal_span(*reference.span)
        line_start = text.text.rfind("\n", 0, start) + 1
        lead = text.text[line_start:start].strip(" \t-+•*")
        if start - line_end > 4000 or (found and start - line_end > 600 * (len(found) + 1)):
            break
        if line_start > line_end and re.fullmatch(r"(?:[a-zđ0-9]{1,3}[.)/])?\s*", lead):
            found.append(reference)
    return found


def _ended(text: Marked, references: Sequence[Reference], start: int, end: int) -> Iterator[Link]:
    """Yield what a sentence says to be out of force: the instruments named before "hết hiệu lực"."""
    starts = [text.source.normal_span(*reference.span)[0] for reference in references]
    done = start
    for match in _ENDS.finditer(text.text, start, end):
        first = max(done, _sentence_start(text.text, match.start(), start))
        done = match.end()
        for index in range(bisect_left(starts, first), bisect_left(starts, match.start())):
            at = starts[index]
            if not _OF_ANOTHER.search(text.text[max(first, at - 80) : at]):
                yield Link("ends", references[index], text.span(match.start(), match.end()))


def _sentence_start(text: str, at: int, start: int) -> int:
    window = max(start, at - _SENTENCE)
    ends = [found.end() for found in _SENTENCE_ENDS.finditer(text, window, at)]
    return ends[-1] if ends else window


def effect_in(text: Marked, start: int, end: int, issued_on: PartialDate | None) -> Effect | None:
    """Return when the text says it takes effect, or None."""
    found = _EFFECT.search(text.text, start, end)
    if found is None:
        return None
    if found["when"]:
        known = issued_on if issued_on and issued_on.exact else None
        return Effect(text.span(found.start(), found.end()), known, from_signing=True)
    day = dated(text.text, found.end() - 0)
    return Effect(text.span(found.start(), day[1] if day else found.end()), day[0] if day else None, from_signing=False)
