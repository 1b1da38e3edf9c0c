"""Where names of people and of agencies begin and end in running words (PURE).

A name of a sector ("Văn hóa, Thể thao và Du lịch") holds commas and "và" that part nothing; a word that ends an agency
("là", "để") counts only as it is spelt, since without its marks it may be part of a name ("giao", "Tuyên giáo").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from chidao.reading.norms.passages import Said
from chidao.reading.norms.words import Words

_CAPITAL: Final = re.compile(r"[^\W\d_]+\.?")
_SPACES: Final = re.compile(r"\s+")
SEPARATOR: Final = re.compile(r"\s*(?:[,;(]|\s[–—-]\s?|[–—]|(?<=\w)-\s|\s/\s)\s*")
AND: Final = re.compile(r"\s+(?:va|cung|cung\s+voi)\s+")
_LOOSE: Final = ' \t,;:.…–—-()/“”"*'
_JOINING: Final = re.compile(r"(?:va|cung|gom|nhung)\s+")
_TRAILING: Final = re.compile(r"\s(?:va|cung)$")
# After which words a name is that of a place, and how many words a person's name has beside one of a town.
_PLACES: Final = frozenset({"xa", "phuong", "huyen", "quan", "tran", "khu", "pho", "xa,"})
_WHOLE_NAME: Final = 3
_MARKED: Final = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True)
class Names:
    """Finds names in the words of one passage."""

    said: Said
    words: Words

    # -- what begins at a place ---------------------------------------------------------------------------------------

    def _starts_part(self, at: int, end: int) -> bool:
        """Say whether a post, a degree, a name or an agency begins at a place."""
        folded = self.said.folded
        return self._starts_somebody(at, end) or any(
            self.words[name].match(folded, at, end) for name in ("academic", "party_post", "ends_agency", "polite")
        )

    def _starts_somebody(self, at: int, end: int) -> bool:
        folded = self.said.folded
        if self._name_at(self._after_degree(at, end), end):
            return True
        names = ("post", "agency", "rank", "polite", "every_agency", "committee", "group")
        if self.said.text[at : at + 1].isupper() or self.words["post"].match(folded, at, end):
            return any(self.words[name].match(folded, at, end) for name in names)
        starts = any(self.words[name].match(folded, at, end) for name in names)
        return starts and not self.words["agency"].match(folded, at, end)

    # -- agencies -----------------------------------------------------------------------------------------------------

    def agency_at(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the agency stands that a stretch begins with."""
        last = self._agency_end(start, end)
        return None if last is None else (start, last)

    def agency_before(self, end: int, start: int) -> tuple[int, int] | None:
        """Return where the agency stands that ends at a place, the nearest one that reaches it."""
        for head in reversed([*self.words["agency"].finditer(self.said.folded, start, end)]):
            last = self._agency_end(head.start(), end)
            if (
                self.said.text[head.start()].isupper()
                and last is not None
                and not self.said.text[last:end].strip(" ,(–-")
                and not self.words["post"].match(self.said.folded, head.start())
            ):
                longer = self._part_of(self._head_of_longer(head.start(), start, end), start)
                return None if self._is_of_post(longer, start) else (longer, last)
        return None

    def _is_of_post(self, at: int, start: int) -> bool:
        """Say whether a post stands right before an agency: then somebody is meant and not the agency."""
        before = len(self.said.folded[:at].rstrip())
        return any(post.end() == before for post in self.words["post"].finditer(self.said.folded, start, at))

    def _part_of(self, at: int, start: int) -> int:
        """Return where an agency begins that a dash parts from the one it is of: "Vụ X, Y và Z - Bộ A"."""
        before = self.said.text[start:at].rstrip()
        first = start + max(before.rfind(sign) for sign in ".;:!?") + 1
        first += len(self.said.text[first:at]) - len(self.said.text[first:at].lstrip())
        head = self.words["agency"].match(self.said.folded, first, at)
        is_whole = head is not None and self.said.text[first].isupper() and self._stop_in(first, at) is None
        is_whole = is_whole and not self.words["post"].match(self.said.folded, first)
        return first if is_whole and before.endswith(tuple("-–—")) else at

    def _head_of_longer(self, at: int, start: int, end: int) -> int:
        """Return where a longer agency begins that holds the one found: "Văn phòng UBND tỉnh" for "UBND tỉnh"."""
        for head in self.words["agency"].finditer(self.said.folded, max(start, at - 60), at):
            last = self._agency_end(head.start(), end)
            between = self.said.text[head.start() : at]
            if (
                self.said.text[head.start()].isupper()
                and last is not None
                and last > at
                and not re.search(r"[,;.:]", between)
                and not self.words["post"].match(self.said.folded, head.start())
            ):
                return head.start()
        return at

    def _agency_end(self, start: int, end: int) -> int | None:
        folded = self.said.folded
        head = self.words["agency"].match(folded, start, end)
        if head is None or not self.said.text[start : start + 1].isupper() or self._is_misspelt(head):
            return None
        known = self._sector_at(skip_of(folded, head.end(), end))
        if known and known <= end:
            return self._place_after(known, end)
        stop = self._stop_in(head.end(), end)
        last = end if stop is None else stop
        signs = SEPARATOR.finditer(self.said.text, head.end(), last)
        sign = next((one.start() for one in signs if not self._is_inner_dash(one, last)), last)
        point = re.search(r"[.:](?=\s|$)", self.said.text[head.end() : sign])
        sign = head.end() + point.start() if point else sign
        joined = next((one for one, other in self._and_ends(start, sign)), sign)
        return len(self.said.text[:joined].rstrip())

    def _is_inner_dash(self, sign: re.Match[str], end: int) -> bool:
        """Say whether a dash stands inside a name: "Tổng cục Hậu cần - Kỹ thuật"."""
        return sign.group().strip() in {"-", "–", "—"} and sign.end() < end and not self._starts_part(sign.end(), end)

    def _and_ends(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for sign in AND.finditer(self.said.folded, start, end):
            if not any(a < sign.start() < b for a, b in self._sector_spans) and self._starts_somebody(sign.end(), end):
                yield sign.start(), sign.end()

    def _stop_in(self, start: int, end: int) -> int | None:
        for stop in self.words["ends_agency"].finditer(self.said.folded, start, end):
            inside = any(first < stop.start() < last for first, last in self._sector_spans)
            if not inside and not self._is_capital(stop.start()) and self._is_as_spelt(stop):
                return stop.start()
        return None

    def _is_as_spelt(self, stop: re.Match[str]) -> bool:
        """Say whether a word that ends an agency is spelt as it should be, in a text that has marks."""
        if not _MARKED.search(self.said.text):
            return True
        return self.words["exact_ends_agency"].match(self._lowered, stop.start()) is not None

    def _is_misspelt(self, head: re.Match[str]) -> bool:
        """Say whether what could be an agency without its marks is another word."""
        words = [word for word in self.words.lists["as_spelt"] if self.words.folded(word) == head.group()]
        return bool(words) and _MARKED.search(self.said.text) is not None and (
            self._lowered[head.start() : head.end()] not in words
        )  # fmt: skip

    @cached_property
    def _lowered(self) -> str:
        lowered = self.said.text.lower()
        return lowered if len(lowered) == len(self.said.text) else self.said.text

    def _is_capital(self, at: int) -> bool:
        return self.said.text[at].isupper() and not self.said.text[at : at + 3].isupper()

    def _place_after(self, at: int, end: int) -> int:
        """Return where an agency's name ends with the place of it ("tỉnh", "thành phố X")."""
        folded, text = self.said.folded, self.said.text
        place = re.compile(r"\s+" + self.words["of_place"].pattern + r"\b").match(folded, at, end)
        if place is None:
            return at
        last = place.end()
        while (word := re.compile(r"\s+([^\W\d_]+)").match(text, last, end)) and word.group(1)[0].isupper():
            if (
                self._name_at(word.start(1), end)
                and text[last - 4 : last] == "tỉnh"
                and not self._province_at(word.start(1))
            ):
                break
            last = word.end()
        return last

    @cached_property
    def _sector_spans(self) -> list[tuple[int, int]]:
        return [found.span() for found in self.words["sector"].finditer(self.said.folded)]

    def _sector_at(self, at: int) -> int | None:
        """Return where the name of a sector that begins at a place ends."""
        return self._sector_ends.get(at)

    @cached_property
    def _sector_ends(self) -> dict[int, int]:
        return dict(self._sector_spans)

    # -- names --------------------------------------------------------------------------------------------------------

    def _after_degree(self, start: int, end: int) -> int:
        """Return the place after a degree or a military rank that stands right before a name: "Đại tướng …"."""
        degree = self.words["academic"].match(self.said.folded, start, end)
        space = _SPACES.match(self.said.text, degree.end(), end) if degree else None
        return space.end() if space and self._name_at(space.end(), end) else start

    def _name_at(self, start: int, end: int) -> int | None:
        """Return where the person's name ends that begins at a place, or None."""
        text, folded = self.said.text, self.said.folded
        if self.words["post"].match(folded, start, end) or self._sector_at(start):
            return None
        if self.words["academic"].match(folded, start, end):
            return None
        words: list[tuple[int, int]] = []
        at = start
        while len(words) < 6 and (found := _CAPITAL.match(text, at, end)) and found.group()[0].isupper():
            if len(words) >= 2 and self._is_office(at, end):
                break
            words.append(found.span())
            space = _SPACES.match(text, found.end(), end)
            at = space.end() if space else end
        return words[-1][1] if self._is_name([text[first:last] for first, last in words]) else None

    def _is_office(self, at: int, end: int) -> bool:
        """Say whether a post or an agency, exactly as it is spelt, begins at a place and goes on."""
        lowered = self.said.text[at:end].lower()
        found = self.words["exact_post"].match(lowered) or self.words["exact_agency"].match(lowered)
        return found is not None and (
            lowered[found.end() : found.end() + 2].strip()[:1].isalnum() or " " in found.group()
        )

    def _is_name(self, words: list[str]) -> bool:
        if not 2 <= len(words) <= 5:
            return False
        if self.said.text.isupper() and len(self.said.text.split()) > 5:
            return False
        capitals = [word for word in words if len(word) > 1 and word.isupper()]
        if capitals and len(capitals) < len([word for word in words if len(word) > 1]):
            return False
        return words[0].capitalize() in self.words.lists["surname_set"]

    def _trailing_name(self, start: int, end: int) -> int | None:
        """Return where the name begins that ends a post: "Phó Chủ tịch UBND tỉnh Nguyễn …"."""
        text = self.said.text
        for found in re.finditer(r"(?<=\s)[^\W\d_]+", text[start:end]):
            at = start + found.start()
            if self._name_at(at, end) == len(text[:end].rstrip()) and not self._is_place_name(start, at, end):
                return at
        return None

    def _is_place_name(self, start: int, at: int, end: int) -> bool:
        """Say whether what could be a person's name is that of a place or of an institution."""
        said = self.said.folded[start:at].rstrip()
        if self._province_at(at) or self.words["exact_named_after"].search(self._lowered[start:at].rstrip()):
            return True
        words, before = self.said.folded[at:end].split(), said.split()
        if self.words["before_town"].search(said):
            return len(words) < _WHOLE_NAME
        return bool(before) and before[-1] in _PLACES and not (len(words) > 2 and {"van", "thi"} & set(words[1:-1]))

    def _province_at(self, at: int) -> bool:
        return self.words["province"].match(self.said.folded, at) is not None

    def _bare(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch without signs, forms of address and joining words around it."""
        text, folded = self.said.text, self.said.folded
        end = self._bare_end(start, end)
        while start < end:
            if text[start] in _LOOSE:
                start += 1
            elif (found := self.words["polite"].match(folded, start, end)) or (
                found := _JOINING.match(folded, start, end)
            ):
                start = found.end()
            else:
                break
        return start, end

    def _bare_end(self, start: int, end: int) -> int:
        while end > start:
            joining = _TRAILING.search(self.said.folded, max(start, end - 6), end)
            if not joining and self.said.text[end - 1] not in _LOOSE:
                break
            end = joining.start() if joining else end - 1
        return end


def skip_of(folded: str, at: int, end: int) -> int:
    """Return the place after spaces and a joining "của"."""
    found = re.compile(r"\s*(?:cua\s+|thuoc\s+|tAi\s+)?").match(folded, at, end)
    return found.end() if found else at


def in_title_case(name: str) -> str:
    """Return a name that is in capitals as it is written in running words."""
    return name.title() if name.isupper() else name
