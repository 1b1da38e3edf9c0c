"""How often a body meets and reports (PURE): a number of months for a meeting, a report, a review.

A frequency alone is no rule ("kế hoạch năm"): it counts where a body meets, reports or reviews by it in the same
sentence, and where the text says who does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from chidao.reading.norms.bodies import Bodies
from chidao.reading.norms.holders import Holders
from chidao.reading.norms.mentions import Mention, mentions_in, subject_of, whos_over
from chidao.reading.norms.norm import Norm
from chidao.reading.norms.passages import Passage, Reading, Said
from chidao.reading.norms.words import Words

_MONTHS: Final = {"thang": 1, "quY": 3, "nam": 12}
_FORMS: Final = ("series", "every_times", "times_per", "period", "each", "quarter_end")
# A report on nine months is no cycle of its own.
_CYCLES: Final = frozenset({1, 2, 3, 4, 6, 12})
_NEAR: Final = 90
# How far from a frequency a verb is looked for, notes in brackets between them; how much before it tells what it is.
_REACH: Final = 320
_LITTLE: Final = 80
_LEAD: Final = 220
_CAN_MEET: Final = frozenset(
    {
        "committee",
        "working_group",
        "standing_members",
        "standing_body",
        "office",
        "agencies",
        "member",
        "group_member",
        "secretary",
    }
)
_MEETS_AS: Final = {
    "chair": "committee", "vice_chair": "committee", "standing_vice_chair": "committee", "member": "committee",
    "lead": "working_group", "deputy_lead": "working_group", "group_member": "working_group",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Often:
    """A frequency: `times` times every `months` months (or every `weeks` weeks), as written at a place."""

    start: int
    end: int
    months: int | None
    times: int = 1
    weeks: int | None = None
    explicit: bool = False
    at_least: bool = False

    def values(self) -> dict[str, Any]:
        """Return the values of a norm: the months of one cycle, and more where there is more to say."""
        values: dict[str, Any] = {"months": self.months}
        if self.weeks:
            values["weeks"] = self.weeks
        if self.times != 1:
            values["times"] = self.times
        if self.at_least:
            values["at_least"] = True
        return values


def oftens_in(folded: str, words: Words) -> list[Often]:
    """Return the frequencies named in a text, in order; where two overlap, the one that says more."""
    found: list[Often] = []
    for form in _FORMS:
        for match in words[form].finditer(folded):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            found += _series(match, words) if form == "series" else _one(match, form, words)
    return sorted(found, key=lambda one: one.start)


def _series(match: re.Match[str], words: Words) -> list[Often]:
    explicit = words["regularly"].search(match.group()) is not None
    parts = list(words["series_part"].finditer(match.group("all")))
    months = [int(part.group("n") or 1) * _MONTHS[part.group("unit")] for part in parts]
    cycles = [one for one in dict.fromkeys(months) if one in _CYCLES]
    return [Often(match.start(), match.end(), one, explicit=explicit) for one in cycles]


def _one(match: re.Match[str], form: str, words: Words) -> list[Often]:
    groups = match.groupdict()
    unit = groups.get("unit") or groups.get("unit2") or ""
    n, times = words.number(groups.get("n")) or 1, words.number(groups.get("times")) or 1
    least = words["least"].search(match.group()) is not None
    explicit = (
        form in {"every_times", "times_per", "quarter_end"} or words["regularly"].match(match.group()) is not None
    )
    if unit == "tuAn":
        return [Often(match.start(), match.end(), None, times, weeks=n, explicit=explicit, at_least=least)]
    months = n * _MONTHS[unit]
    if not 0 < months <= 120 or times > 12:
        return []
    if months % times == 0:
        months, times = months // times, 1
    return [Often(match.start(), match.end(), months, times, explicit=explicit, at_least=least)]


def cadences_in(reading: Reading, bodies: Bodies) -> list[Norm]:
    """Return how often is met, reported and reviewed, each rule once."""
    finder = _Finder(reading, bodies)
    kept: dict[tuple[Any, ...], Norm] = {}
    for norm in finder.found():
        key = tuple(str(norm.get(name)) for name in ("of", "who", "months", "times", "agency", "review"))
        if key not in kept or norm.confidence > kept[key].confidence:
            kept[key] = norm
    return list(kept.values())


class _Finder:
    def __init__(self, reading: Reading, bodies: Bodies) -> None:
        self.reading, self.words, self.bodies = reading, reading.words, bodies
        self.subject: str | None = None

    def found(self) -> Iterator[Norm]:
        for passage in self.reading.passages:
            oftens = oftens_in(self._without_days(passage.folded), self.words)
            if not oftens and not self.words["reviews"].search(passage.folded):
                continue
            mentions = mentions_in(passage, self.words)
            for start, end in passage.sentences():
                inside = [one for one in oftens if start <= one.start < end]
                yield from self._in_sentence(passage, mentions, inside, start, end)

    def _without_days(self, folded: str) -> str:
        """Return the words without notes in brackets of the day by which something is due."""
        return self.words["by_day"].sub(lambda note: " " * len(note.group()), folded) if "(" in folded else folded

    def _in_sentence(
        self, passage: Passage, mentions: tuple[Mention, ...], oftens: list[Often], start: int, end: int
    ) -> Iterator[Norm]:
        for often in oftens:
            for kind, at, sure in self._what(passage, often, start, end):
                yield from self._norm(passage, mentions, often, kind, at, sure, (start, end))
        yield from self._reviews(passage, mentions, start, end)

    # -- what is done so often ----------------------------------------------------------------------------------------

    def _what(self, passage: Passage, often: Often, start: int, end: int) -> Iterator[tuple[str, int, float]]:
        """Yield what is done at a frequency: a meeting or a report, where its verb stands, how sure."""
        if self._is_attributive(passage, often, start):
            return
        nearest = sorted(self._verbs(passage, often, start, end), key=lambda one: one[2])
        if nearest:
            kind, at, distance = nearest[0]
            yield kind, at, 0.95 if distance <= 45 else 0.8

    def _verbs(self, passage: Passage, often: Often, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        for kind, name in (("meeting", "meets"), ("report", "reports")):
            first, last = max(start, often.start - _REACH), min(end, often.end + _REACH)
            for verb in self.words[name].finditer(passage.folded, first, last):
                is_none = self._is_no_meeting if kind == "meeting" else self._is_no_report
                if not _is_word(passage.folded, verb) or is_none(passage, verb, start):
                    continue
                distance = self._distance(passage, often, verb, kind)
                if distance is not None:
                    yield kind, verb.start(), distance

    def _distance(self, passage: Passage, often: Often, verb: re.Match[str], kind: str) -> int | None:
        """Return how far the verb stands from the frequency, None where what is between parts them."""
        if verb.start() >= often.start and verb.end() <= often.end:
            return 0
        first, last = (verb.end(), often.start) if verb.end() <= often.start else (often.end, verb.start())
        between = self._without_days(passage.folded[first:last])
        parts = self.words["parts_report" if kind == "report" else "parts_from"]
        if len(between.strip()) > _NEAR or re.search(r"[;.]", between) or parts.search(between):
            return None
        return len(between.strip())

    def _is_no_meeting(self, passage: Passage, verb: re.Match[str], start: int) -> bool:
        return self.words["no_meeting"].search(_before(passage, verb, start)) is not None

    def _is_no_report(self, passage: Passage, verb: re.Match[str], start: int) -> bool:
        """Say whether a report is only what somebody looks at: "xem xét báo cáo"."""
        return self.words["no_report"].search(_before(passage, verb, start)) is not None

    def _is_attributive(self, passage: Passage, often: Often, start: int) -> bool:
        """Say whether a frequency belongs to a noun: "kế hoạch hằng năm", "ngân sách hằng năm"."""
        before = passage.folded[max(start, often.start - _LITTLE) : often.start]
        return not often.explicit and self.words["attributive"].search(before) is not None

    # -- who ----------------------------------------------------------------------------------------------------------

    def _norm(
        self, passage: Passage, mentions: tuple[Mention, ...], often: Often, kind: str, at: int, sure: float,
        sentence: tuple[int, int],
    ) -> Iterator[Norm]:  # fmt: skip
        who, agency, known = self._who(passage, mentions, often, at, sentence, kind)
        if who is None:
            return
        values: dict[str, Any] = {"of": kind, "who": who, **often.values()}
        if agency:
            values["agency"] = agency
        if kind == "report":
            values |= addressees(passage, mentions, at, sentence[1], self.words)
        span = passage.span(min(at, often.start), max(often.end, at + 3))
        yield Norm("cadence", values, span, round(sure * known, 2), passage.place)

    def _who(
        self, passage: Passage, mentions: tuple[Mention, ...], often: Often, at: int, sentence: tuple[int, int],
        kind: str,
    ) -> tuple[str | None, str | None, float]:  # fmt: skip
        """Return who meets or reports, the agency where it is a named one, and how sure that is."""
        named = self._named_near(passage, mentions, at, sentence, kind)
        if named:
            return named, None, 1.0
        chain = subject_of(passage, mentions, *sentence)
        if chain and chain[0].start < at:
            return self._as_doer(chain[0].who, kind), None, 0.95
        agency, who = self._agency_of(passage, often, at, sentence)
        if agency is not None:
            return who, agency or None, 0.9
        over = [self._as_doer(who, kind) for who in whos_over(passage, self.words)]
        if over:
            return over[0], None, 0.9
        if kind == "meeting" and self.bodies.committee and self._is_own_meeting(passage):
            return "committee", None, 0.7
        return None, None, 0.0

    def _agency_of(
        self, passage: Passage, often: Often, at: int, sentence: tuple[int, int]
    ) -> tuple[str | None, str]:  # fmt: skip
        """Return the agency named between a frequency and its verb, at the sentence's beginning, or over it.

        "" for the body itself, called by its first word.
        """
        agency = self._agency_subject(passage, at, (often.end, at)) if often.end < at else None
        agency = agency or self._agency_subject(passage, at, sentence)
        if agency and self.words["bare_body"].fullmatch(self.words.folded(agency)):
            return "", "committee"
        return (agency, "agency") if agency else self._agency_over(passage)

    def _named_near(
        self, passage: Passage, mentions: tuple[Mention, ...], at: int, sentence: tuple[int, int], kind: str
    ) -> str | None:
        """Return who is named right before the verb, or right after a meeting ("cuộc họp của Tổ công tác")."""
        before = [one for one in mentions if sentence[0] <= one.start and one.end <= at]
        if before and at - before[-1].end <= 30 and not re.search(r"[;:,]", passage.folded[before[-1].end : at]):
            chain_first = self._first_of_chain(passage, before)
            return self._as_doer(chain_first.who, kind)
        after = [one for one in mentions if at < one.start < min(at + 28, sentence[1])]
        if kind == "meeting" and after and not re.search(r"[;:,.]|theo|trieu", passage.folded[at : after[0].start]):
            return self._as_doer(after[0].who, kind)
        return None

    @staticmethod
    def _first_of_chain(passage: Passage, before: list[Mention]) -> Mention:
        last = before[-1]
        for earlier in reversed(before[:-1]):
            between = passage.folded[earlier.end : last.start]
            if not re.fullmatch(r"[\s,]*(?:va|cua)?\s*", between):
                break
            last = earlier
        return last

    @staticmethod
    def _as_doer(who: str, kind: str) -> str:
        return _MEETS_AS.get(who, who) if kind == "meeting" else who

    def _agency_subject(self, passage: Passage, at: int, sentence: tuple[int, int]) -> str | None:
        """Return the agency that a stretch begins with."""
        holders = Holders(passage, self.words)
        start, _ = sentence
        while start < at and not passage.text[start].isalnum():
            start += 1
        found = holders.agency_at(start, at)
        return passage.said(*found) if found else None

    def _agency_over(self, passage: Passage) -> tuple[str | None, str]:
        """Return the agency that the lead over a passage begins with, and whether it is the standing body by it."""
        for over in passage.over[:2]:
            said = Said(over, self.words.folded(over))
            begun = Holders(said, self.words).agency_at(0, len(over))
            if begun and self.words["is_standing"].search(said.folded):
                return said.said(*begun), "standing_body"
            if begun and len(over) <= _LEAD:
                return said.said(*begun), "agency"
        return None, ""

    def _is_own_meeting(self, passage: Passage) -> bool:
        return any(self.words["meets"].search(self.words.folded(over)) for over in passage.over)

    # -- reviews ------------------------------------------------------------------------------------------------------

    def _reviews(self, passage: Passage, mentions: tuple[Mention, ...], start: int, end: int) -> Iterator[Norm]:
        for review, name, months in (("preliminary", "preliminary_review", 12), ("final", "final_review", 12)):
            for found in self.words[name].finditer(passage.folded, start, end):
                chain = subject_of(passage, mentions, start, end)
                whos = [one.who for one in chain if one.start < found.start()] or [*whos_over(passage, self.words)]
                if not whos:
                    continue
                values = {"of": "review", "who": self._as_doer(whos[0], "meeting"), "months": months, "review": review}
                yield Norm("cadence", values, passage.span(*found.span()), 0.8, passage.place)


def addressees(passage: Passage, mentions: tuple[Mention, ...], at: int, end: int, words: Words) -> dict[str, Any]:
    """Return to whom a report goes by the words after "báo cáo": roles and bodies in `to`, others in `to_agencies`."""
    verb = words["reports"].match(passage.folded, at)
    cursor = verb.end() if verb else at
    stop = words["reports_what"].search(passage.folded, cursor, end)
    reach = min(stop.start() if stop else end, cursor + 260)
    sent = words["sent_to"].search(passage.folded, cursor, end)
    ranges = [(cursor, reach), *([(sent.end(), min(end, sent.end() + 160))] if sent else [])]
    roles: list[str] = []
    agencies: list[str] = []
    for first, last in ranges:
        roles += [mention.who for mention in mentions if first <= mention.start < last]
        agencies += _agencies(passage, mentions, first, last, words)
    found: dict[str, Any] = {"to": list(dict.fromkeys(roles))}
    if agencies:
        found["to_agencies"] = list(dict.fromkeys(agencies))
    return found


def _agencies(passage: Passage, mentions: tuple[Mention, ...], start: int, end: int, words: Words) -> Iterator[str]:
    holders = Holders(passage, words)
    cursor = start
    for head in words["addressee"].finditer(passage.folded, start, end):
        inside = any(one.start <= head.start() < one.end for one in mentions)
        if head.start() < cursor or inside or not passage.text[head.start()].isupper():
            continue
        found = holders.agency_at(_agency_start(head), end)
        if found:
            yield passage.said(head.start(), found[1])
            cursor = found[1]


def _agency_start(head: re.Match[str]) -> int:
    return head.start("agency")


def _before(passage: Passage, verb: re.Match[str], start: int) -> str:
    """Return the few words of the sentence that stand before a verb."""
    return passage.folded[max(start, verb.start() - _LITTLE) : verb.start()]


def _is_word(folded: str, found: re.Match[str]) -> bool:
    before, after = folded[: found.start()][-1:], folded[found.end() : found.end() + 1]
    return not before.isalnum() and not after.isalnum()
