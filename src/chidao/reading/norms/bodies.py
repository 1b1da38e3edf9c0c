"""What the body and its group are called, and how many members a text states (PURE)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from chidao.reading.norms.norm import Norm
from chidao.reading.norms.passages import Passage, Reading, Said
from chidao.reading.norms.words import Words

_MOST: Final = 170
# So much of a name is enough to know it again where it is written otherwise towards its end ("2021 - 2025").
_BEGINNING: Final = 40
# A comma before a small letter may stand inside a name: "… khoa học, công nghệ, đổi mới sáng tạo …".
_NAME_SIGN: Final = re.compile(r"[.;:|()“”\"]|\s[–-]\s|,|$")
_CLAUSE: Final = re.compile(
    r"\s+(?:các|và|nhằm|giao|kịp|tham|tổng|đôn|ông|bà|đồng\s+chí|đ/c|trong\s+đó)\s", re.IGNORECASE
)
_SUB: Final = re.compile(r"\btieu\s+$")
_DASHES: Final = frozenset("-–")


@dataclass(frozen=True, slots=True)
class Bodies:
    """The names of the committee and of its group, as far as the text says them."""

    committee: str | None = None
    former: str | None = None
    group: str | None = None

    def of(self, unit: str) -> str | None:
        """Return the name of a unit ("committee", "working_group")."""
        return self.group if unit == "working_group" else self.committee


def bodies_of(reading: Reading) -> Bodies:
    """Return what the body and its group are called; the fullest name of the title or of the first passages."""
    words = reading.words
    titles = [part.title for part in reading.law.parts if part.title] + [reading.law.document.title or ""]
    sources: list[Said] = [*(Said(title, words.folded(title)) for title in reversed(titles)), *reading.passages[:40]]
    for source in sources:
        renamed = _renamed(source, words)
        if renamed:
            return Bodies(renamed[1], renamed[0], _group(sources, words))
    names = [name for source in sources for name in full_names(source, words)]
    whole = [name for name in names if not words["short_for_body"].match(words.folded(name))]
    titled = [name for source in sources[: len(titles)] for name in full_names(source, words)]
    return Bodies(_in_mixed_case(whole or titled) or _bare_name(reading), None, _group(sources, words))


def _bare_name(reading: Reading) -> str | None:
    """Return what a text calls its body that never says the whole name of it: "Ban Chỉ đạo"; None of one named once."""
    said = [
        passage.said(*found.span())
        for passage in reading.passages
        for found in reading.words["bare_committee"].finditer(passage.folded)
    ]
    return said[0][:1].upper() + said[0][1:] if len(said) > 1 else None


def _in_mixed_case(names: list[str]) -> str | None:
    """Return the first name, as it is written where it is not in capitals."""
    if not names:
        return None
    first = names[0]
    if not first.isupper():
        return first
    return next(
        (name for name in names if not name.isupper() and name.lower().startswith(first.lower()[:_BEGINNING])), first
    )


def full_names(said: Said, words: Words) -> Iterator[str]:
    """Yield the names of committees in a text that say more than "Ban Chỉ đạo"."""
    replaced = words["puts_out"].search(said.folded)
    for found in words["committee"].finditer(said.folded, 0, replaced.start() if replaced else len(said.folded)):
        end = name_end(said, words, found.start(), found.end())
        apart = said.text[found.end() : found.end() + 1].isspace() and not _SUB.search(said.folded, 0, found.start())
        if end > found.end() + 1 and apart:
            name = said.said(found.start(), end)
            yield name[:1].upper() + name[1:]


def name_end(said: Said, words: Words, start: int, after: int) -> int:
    """Return where the name of a body ends that begins at `start`; the name of its place ends it, whatever commas."""
    limit = min(len(said.folded), start + _MOST)
    placed = words["name_with_place"].match(said.folded, after, limit)
    if placed and not words["ends_name"].search(said.folded, after, placed.end()):
        return placed.end()
    stop = words["ends_name"].search(said.folded, after, limit)
    signs = _NAME_SIGN.finditer(said.text, after, limit)
    within = [found.span() for found in words["sector"].finditer(said.folded, after, limit)]
    sign = next((one for one in signs if not _goes_on(said.text, one, limit, within)), None)
    ends = [limit, *(found.start() for found in (stop, sign) if found)]
    end = min(ends)
    return end if said.text[after:end].strip() else after


def _goes_on(text: str, sign: re.Match[str], limit: int, within: list[tuple[int, int]]) -> bool:
    """Say whether a name goes on after a comma or a dash: small letters follow it and no clause, or a year."""
    after = text[sign.end() : limit]
    following = after.lstrip()[:1]
    if sign.group() == ",":
        return (following.islower() or text[: sign.start()].isupper()) and not _CLAUSE.match(after)
    if sign.group().strip() not in _DASHES:
        return False
    years = following.isdigit() and text[sign.start() - 1].isdigit()
    return following.islower() or years or any(first < sign.start() < last for first, last in within)


def _renamed(said: Said, words: Words) -> tuple[str | None, str] | None:
    """Return the former and the new name where a text says that a body is renamed."""
    turned = words["names_now"].search(said.folded)
    if turned is None:
        return None
    into = words["into"].search(said.folded, turned.end())
    if into is None:
        return None
    new = words["committee"].match(said.folded, into.end())
    if new is None:
        return None
    name = said.said(new.start(), name_end(said, words, new.start(), new.end()))
    olds = [*words["committee"].finditer(said.folded, 0, into.start())]
    former = None
    if olds:
        end = min(into.start(), name_end(said, words, olds[-1].start(), olds[-1].end()))
        former = said.said(olds[-1].start(), end)
    return former, name


def _group(sources: list[Said], words: Words) -> str | None:
    names = [
        source.said(found.start(), found.end())
        for source in sources
        for found in words["group"].finditer(source.folded)
        if len(found.group().split()) > 1
    ]
    mixed = [name for name in names if not name.isupper()]
    mixed = [name for name in mixed if name[0].isupper()] or mixed
    return max(mixed[:6] or names[:6], key=len, default=None)


def bodies_said(reading: Reading, bodies: Bodies) -> Iterator[Norm]:
    """Yield the body with its name and former name."""
    if not bodies.committee or not reading.passages:
        return
    name = reading.words.folded(bodies.committee)
    for passage in reading.passages:
        at = max(passage.folded.find(name), passage.folded.find(name[:_BEGINNING]))
        if at >= 0:
            renamed = any(reading.words["names_now"].search(one.folded) for one in reading.passages)
            values = {"name": bodies.committee, "former_name": bodies.former, "group": bodies.group, "renamed": renamed}
            yield Norm("body", values, passage.span(at, at + len(bodies.committee)), 0.85, passage.place)
            return


def counts_in(reading: Reading) -> Iterator[Norm]:
    """Yield the numbers of members that the text states: "gồm 13 thành viên"."""
    for passage in reading.passages:
        for found in reading.words["count"].finditer(passage.folded):
            role, unit = _counted(passage, found, reading.words)
            values = {"stated": int(found.group("n")), "role": role, "unit": unit}
            yield Norm("count", values, passage.span(*found.span()), 0.85, passage.place)


def _counted(passage: Passage, found: re.Match[str], words: Words) -> tuple[str | None, str]:
    what = found.group("what")
    role = next(
        (role for role in ("deputy_lead", "standing_vice_chair", "vice_chair") if words[role].fullmatch(what)), None
    )
    before = passage.folded[max(0, found.start() - 160) : found.start()]
    grouped = [one.start() for one in words["group"].finditer(before)]
    whole = [one.start() for one in words["committee"].finditer(before)]
    nearer_group = bool(grouped) and (not whole or _outside(grouped[-1], whole, before, words))
    return role, "working_group" if role == "deputy_lead" or nearer_group else "committee"


def _outside(group: int, committees: list[int], before: str, words: Words) -> bool:
    """Say whether the group is named last: a committee named inside the group's own name does not count."""
    found = words["group"].match(before, group)
    return committees[-1] < (found.end() if found else group)
