"""Who keeps the body going (PURE): its standing body, whose seal is used, where its money comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from chidao.reading.norms.bodies import Bodies
from chidao.reading.norms.holders import Holders
from chidao.reading.norms.mentions import Mention, chain_from, mentions_in, subject_of
from chidao.reading.norms.norm import Norm
from chidao.reading.norms.passages import Passage, Reading, Said
from chidao.reading.norms.words import Words

_FAR: Final = 170
# What may stand between two titles of a row: "và", or who the first one is ("T là Bộ trưởng … và các").
_JOINED: Final = re.compile(r"[\s,;]*(?:lA\s[^,;.:]{3,90}?\s)?(?:(?:va|hoac|cac)\s*)*")


def standing_bodies_in(reading: Reading, bodies: Bodies) -> list[Norm]:
    """Return the standing body of the committee and of its group, each agency once."""
    found: dict[tuple[str, tuple[str, ...]], Norm] = {}
    for passage in reading.passages:
        for norm in _standing(passage, reading.words, bodies):
            found.setdefault((reading.words.folded(norm.values["agency"]), tuple(norm.values["of"])), norm)
    return list(found.values())


def _standing(passage: Passage, words: Words, bodies: Bodies) -> Iterator[Norm]:
    if "thuong" not in passage.folded:
        return
    holders = Holders(passage, words)
    for name, sure in (("is_standing", 0.95), ("apposed_standing", 0.85)):
        for found in words[name].finditer(passage.folded):
            if name == "apposed_standing" or found.group("of") or bodies.committee or bodies.group:
                start = max(0, found.start() - _FAR)
                agency = holders.agency_before(found.start(), start)
                if agency:
                    yield _stands(passage, words, agency, found, sure)
    for found in words["standing_is"].finditer(passage.folded):
        agency = holders.agency_at(_after_signs(passage.text, found.end()), len(passage.text))
        if agency:
            yield _stands(passage, words, agency, found, 0.95)


def _stands(passage: Passage, words: Words, agency: tuple[int, int], found: re.Match[str], sure: float) -> Norm:
    first, last = min(agency[0], found.start()), max(agency[1], found.end())
    values = {"agency": passage.said(*agency), "of": _of_units(found.group("of"), words)}
    return Norm("standing_body", values, passage.span(first, last), sure, passage.place)


def _of_units(of: str | None, words: Words) -> list[str]:
    """Return of which parts: the committee where the text does not say."""
    if not of:
        return ["committee"]
    mentioned = [one.who for one in mentions_in(Said(of, of), words)]
    units: list[str] = [who for who in ("committee", "working_group") if who in mentioned]
    if re.search(r"\btO$", of) and "working_group" not in units:
        units.append("working_group")
    return units or ["committee"]


def _after_signs(text: str, at: int) -> int:
    while at < len(text) and not text[at].isalnum():
        at += 1
    return at


# -- seals ------------------------------------------------------------------------------------------------------------


def seals_in(reading: Reading) -> list[Norm]:
    """Return whose seal each role or body uses."""
    found: dict[tuple[str, str], Norm] = {}
    for passage in reading.passages:
        if "dAu" in passage.folded:
            for norm in _seals(passage, reading.words):
                whose = "" if norm.get("own_agency") else str(norm.values["seal"])
                found.setdefault((norm.values["who"], whose), norm)
    return list(found.values())


def _seals(passage: Passage, words: Words) -> Iterator[Norm]:
    mentions = mentions_in(passage, words)
    cursor = 0
    for found in words["uses_seal"].finditer(passage.folded):
        start = max([cursor, *(a for a, b in passage.sentences() if a <= found.start() < b)])
        users = _users(passage, mentions, words, start, found.start())
        seal = _seal(passage, words, found)
        own = words["own_agency"].match(passage.folded[slice(*found.span("seal"))]) is not None
        for who in users:
            values: dict[str, Any] = {"who": who, "seal": seal, "own_agency": own}
            yield Norm("seal", values, passage.span(start, found.end()), 0.95, passage.place)
        cursor = found.end()
    for found in words["own_seal"].finditer(passage.folded):
        if words["no_seal"].search(passage.folded, max(0, found.start() - 12), found.end()):
            continue
        for who in _users(passage, mentions, words, 0, found.start()):
            values = {"who": who, "seal": passage.said(*found.span()), "own": True}
            yield Norm("seal", values, passage.span(*found.span()), 0.85, passage.place)


def _seal(passage: Passage, words: Words, found: re.Match[str]) -> str:
    """Return whose seal it is: a whole agency or post where one is named there."""
    start, end = found.span("seal")
    holders = Holders(passage, words)
    post = words["post"].match(passage.folded, start)
    agency = holders.agency_at(_after_signs(passage.text, post.end()) if post else start, len(passage.text))
    return passage.said(start, agency[1] if agency else end)


def _users(passage: Passage, mentions: tuple[Mention, ...], words: Words, start: int, end: int) -> list[str]:
    """Return who uses a seal: who signs the paper sealed, or the row of roles that ends before the verb."""
    signed = words["signed_by"].search(passage.folded, start, end)
    if signed:
        chain = chain_from(passage, mentions, *signed.span("who"))
    else:
        within = tuple(one for one in mentions if start <= one.start and one.end <= end)
        chain = _last_row(passage, within) or subject_of(passage, mentions, start, end)
        if chain and chain[-1].end < end and not _is_subject_still(passage, chain[-1].end, end):
            chain = subject_of(passage, mentions, start, end)
    return list(dict.fromkeys(one.who for one in chain))


def _last_row(passage: Passage, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    row: list[Mention] = []
    for mention in reversed(mentions):
        between = passage.folded[mention.end : row[0].start] if row else ""
        if row and not _JOINED.fullmatch(between):
            break
        row.insert(0, mention)
    return tuple(row)


def _is_subject_still(passage: Passage, start: int, end: int) -> bool:
    """Say whether little stands between the roles and the verb: they are its subject, and no object before it."""
    return (
        re.fullmatch(
            r"[\s,]*(?:(?:dUoc|thi|khi|ky|van|ban|phai|khac|khi ky van ban|cUa)\s*)*", passage.folded[start:end]
        )
        is not None
    )


# -- money ------------------------------------------------------------------------------------------------------------


def funding_in(reading: Reading) -> list[Norm]:
    """Return where the money comes from, in the text's own words."""
    found: dict[str, Norm] = {}
    for passage in reading.passages:
        if "kinh phi" not in " ".join(passage.folded.split()):
            continue
        for start, end in passage.sentences():
            norm = _funding(passage, reading.words, start, end)
            if norm:
                found.setdefault(reading.words.folded(norm.values["value"]), norm)
    return list(found.values())


def _funding(passage: Passage, words: Words, start: int, end: int) -> Norm | None:
    given = words["money_given"].search(passage.folded, start, end)
    if given:
        values: dict[str, Any] = {"value": passage.said(*given.span("value")), "for": None}
        return Norm("funding", values, passage.span(*given.span()), 0.85, passage.place)
    money = words["money"].search(passage.folded, start, end)
    if money is None or money.start() - start > 60:
        return None
    source = words["money_from"].search(passage.folded, money.end(), end)
    if source is None or source.start() - money.end() > _FAR:
        return None
    value = passage.said(source.end(), end)
    if not words["money_source"].search(passage.folded, source.end(), end):
        return None
    values = {"value": value, "for": passage.said(money.start(), source.start())}
    payer = source.groupdict().get("by")
    if payer:
        values["by"] = passage.said(*source.span("by"))
    return Norm("funding", values, passage.span(money.start(), end), 0.9, passage.place)
