"""Who has a role (PURE): a person's name, posts and agencies, read from how lists and sentences name them.

"đồng chí A B, Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh"; "Phó Giám đốc các Sở: X, Y"; "đại diện lãnh đạo Sở X". What
begins with none of a name, a post, a rank or an agency is nobody, and nothing is guessed of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, Literal

from chidao.reading.norms.passages import Said
from chidao.reading.norms.words import Words

_CAPITAL: Final = re.compile(r"[^\W\d_]+\.?")
_SPACES: Final = re.compile(r"\s+")
_SEPARATOR: Final = re.compile(r"\s*(?:[,;(]|\s[–—-]\s?|[–—]|(?<=\w)-\s|\s/\s)\s*")
_AND: Final = re.compile(r"\s+(?:va|cung|cung\s+voi)\s+")
_LOOSE: Final = ' \t,;:.–—-()/“”"*'
_FIRST: Final = re.compile(r"(?:cac|nhung|va|gom|dong chi|lA|mOt)\s+")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a role, as far as it is said. `by` is how the seat is held; `every` a post in all of many agencies."""

    start: int
    end: int
    name: str | None = None
    post: str | None = None
    agency: str | None = None
    party_post: str | None = None
    rank: str | None = None
    every: bool = False


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch between commas, and what it says."""

    start: int
    end: int
    kind: Literal["name", "post", "party", "academic", "agency", "rank", "other"]
    holder: Holder
    after_semicolon: bool = False


@dataclass(frozen=True)
class Holders:
    """Reads holders in the words of one passage."""

    said: Said
    words: Words
    _sectors: list[tuple[int, int]] = field(default_factory=list, compare=False)

    # -- whole holders ------------------------------------------------------------------------------------------------

    def one(self, start: int, end: int) -> Holder | None:
        """Return the one holder that a stretch names, whatever commas it has, or None where it is not wholly one."""
        start, end = self._bare(start, self._without_note(start, end))
        segments = self._segments(start, end, within=True)
        if not segments or any(segment.kind == "other" for segment in segments):
            return None
        if sum(segment.kind == "name" or bool(segment.holder.name) for segment in segments) > 1:
            return None
        return self._merged(segments)

    def _without_note(self, start: int, end: int) -> int:
        """Return the end without a note in brackets that ends the stretch: "… (phụ trách chuyển đổi số)"."""
        note = re.search(r"\([^()]*\)[\s.;,]*$", self.said.text[start:end])
        return start + note.start() if note and note.start() else end

    def first(self, start: int, end: int) -> Holder | None:
        """Return the holder that a stretch begins with, up to the first words that are none."""
        start, end = self._bare(start, end)
        known: list[_Segment] = []
        for segment in self._segments(start, end):
            if segment.kind == "other" or (known and segment.kind == "name" and _has_name(known)):
                break
            known.append(segment)
        return self._merged(known) if known else None

    def many(self, start: int, end: int) -> list[Holder]:
        """Return the holders of a list, up to the first words that name none."""
        start, end = self._bare(start, end)
        headed = self._headed_list(start, end)
        if headed is not None:
            return headed
        groups: list[list[_Segment]] = []
        segments = self._segments(start, end)
        named = any(segment.kind == "name" or segment.holder.name for segment in segments)
        parted = any(segment.after_semicolon for segment in segments)
        for segment in segments:
            if segment.kind == "other":
                break
            if not groups or self._begins_holder(segment, groups[-1], named=named, parted=parted):
                groups.append([])
            groups[-1].append(segment)
        return [holder for holder in map(self._merged, groups) if holder]

    @staticmethod
    def _begins_holder(segment: _Segment, group: list[_Segment], *, named: bool, parted: bool) -> bool:
        if segment.after_semicolon:
            return True
        if named:
            return (segment.kind == "name" or bool(segment.holder.name)) and _has_name(group)
        if parted:
            return False
        return segment.kind in {"post", "agency", "rank"} and any(
            one.kind in {"post", "agency", "rank"} for one in group
        )

    def _merged(self, segments: list[_Segment]) -> Holder | None:
        whole = Holder(segments[0].start, segments[-1].end)
        posts: list[_Segment] = []
        for segment in segments:
            said = segment.holder
            whole = replace(
                whole,
                name=whole.name or said.name,
                party_post=whole.party_post or said.party_post,
                rank=whole.rank or said.rank,
                every=whole.every or said.every,
                agency=said.agency if segment.kind == "agency" and posts else whole.agency or said.agency,
            )
            if said.post or (segment.kind == "agency" and posts):
                posts.append(segment)
        whole = replace(whole, post=self._joined(posts, segments))
        if not whole.post and whole.party_post and not whole.agency:
            whole = replace(whole, post=whole.party_post)
        return whole if whole.name or whole.post or whole.agency else None

    def _joined(self, posts: list[_Segment], segments: list[_Segment]) -> str | None:
        """Return posts as one: as they are written where nothing but them stands between."""
        if len(posts) < 2:
            return posts[0].holder.post if posts else None
        first, last = segments.index(posts[0]), segments.index(posts[-1])
        if last - first == len(posts) - 1 and not any(post.holder.name for post in posts):
            return self.said.said(posts[0].start, posts[-1].end)
        return ", ".join(post.holder.post or post.holder.agency or "" for post in posts)

    # -- a list under one heading -------------------------------------------------------------------------------------

    def _headed_list(self, start: int, end: int) -> list[Holder] | None:
        """Read "đại diện lãnh đạo các sở: A, B; C", "Giám đốc các Sở: …": the heading's words go with each agency."""
        head = self._list_head(start, end)
        if head is None:
            return None
        post, rank, sector, at = head
        found: list[Holder] = []
        for first, last in self._items(at, end):
            holder = self._item(first, last, post, rank, sector)
            if holder is None:
                break
            rank = holder.rank
            found.append(holder)
        return found

    def _list_head(self, start: int, end: int) -> tuple[str | None, str | None, str, int] | None:
        folded = self.said.folded
        post = self.words["post"].match(folded, start, end)
        rank = None if post else self.words["rank"].match(folded, start, end)
        at = _skip(folded, (post or rank).end(), end) if (post or rank) else start  # type: ignore[union-attr]
        listed = self.words["list_of"].match(folded, at, end)
        if listed is None:
            listed = self.words["list_of_sectors"].match(folded, at, end)
            if listed is None or not self._sector_at(_skip(folded, listed.end(), end)):
                return None
        if not (post or rank) and not listed.group().rstrip().endswith(":"):
            return None
        sector = self._sector_word(listed.group())
        said_post = self.said.said(*post.span()) if post else None
        rank_words = self.said.said(*rank.span()) if rank else None
        return said_post, rank_words, sector, listed.end()

    def _sector_word(self, listed: str) -> str:
        for folded, word in self.words.lists["sector_words"].items():
            if self.words.folded(folded) in listed:
                return str(word)
        return ""

    def _items(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the items of a list of agencies; commas and "và" inside the name of a sector do not part."""
        for first, last, _ in self._parts(start, end):
            for one, other in self._ands(first, last, sectors=True):
                bare = self._bare(one, other)
                if bare[0] < bare[1]:
                    yield bare

    def _item(self, start: int, end: int, post: str | None, rank: str | None, sector: str) -> Holder | None:
        folded = self.said.folded
        own_rank = self.words["rank"].match(folded, start, end)
        if own_rank:
            rank = self.said.said(*own_rank.span())
            start = _skip(folded, own_rank.end(), end)
        known = self._sector_at(start)
        if known and known <= end and not self._is_own(start, known):
            tail = self._place_after(known, end)
            agency = " ".join(filter(None, [sector, self.said.said(start, tail)]))
            return Holder(start, tail, post=f"{post} {agency}" if post else None, agency=agency, rank=rank)
        last = self._agency_end(start, end)
        if last is None:
            return self._capital_item(start, end, post, rank, sector)
        agency = self.said.said(start, last)
        fits = post and (
            folded[start:].startswith(("sO", "phong", "cuc", "bO", "chi cuc", "trung tam", "vien")) or not sector
        )
        return Holder(start, last, post=f"{post} {agency}" if fits else None, agency=agency, rank=rank)

    def _capital_item(self, start: int, end: int, post: str | None, rank: str | None, sector: str) -> Holder | None:
        words = self.said.text[start:end].split()
        if not (1 <= len(words) <= 9 and words[0][:1].isupper()) or not (sector or rank) or self._name_at(start, end):
            return None
        stop = self.words["ends_agency"].search(self.said.folded, start, end)
        if stop:
            return None
        agency = " ".join(filter(None, [sector, self.said.said(start, end)]))
        return Holder(start, end, post=f"{post} {agency}" if post else None, agency=agency, rank=rank)

    def _is_own(self, start: int, end: int) -> bool:
        said = self.said.folded[start:end]
        return any(self.words.folded(name) == said for name in self.words.lists["own_names"])

    # -- segments -----------------------------------------------------------------------------------------------------

    def _segments(self, start: int, end: int, *, within: bool = False) -> list[_Segment]:
        """Read the segments; `within` one holder, a comma before what is nobody's beginning parts nothing."""
        found: list[_Segment] = []
        for first, last, semicolon in self._parts(start, end, within=within):
            for number, (one, other) in enumerate(self._ands(first, last)):
                found += self._read(one, other, after_semicolon=semicolon and not number and bool(found))
                if found and found[-1].kind == "other":
                    return found
        return found

    def _parts(self, start: int, end: int, *, within: bool = False) -> Iterator[tuple[int, int, bool]]:
        """Yield stretches between separators that are in no sector's name, and whether a semicolon stands before."""
        cursor, semicolon = start, False
        for sign in _SEPARATOR.finditer(self.said.text, start, end):
            if any(first < sign.start() < last for first, last in self._sector_spans):
                continue
            if within and ";" not in sign.group() and sign.end() < end and not self._starts_part(sign.end(), end):
                continue
            if sign.start() > cursor:
                yield cursor, sign.start(), semicolon
                semicolon = False
            semicolon = semicolon or ";" in sign.group()
            cursor = sign.end()
        if cursor < end:
            yield cursor, end, semicolon

    def _ands(self, start: int, end: int, *, sectors: bool = False) -> Iterator[tuple[int, int]]:
        """Part at "và" where a name, a post, a rank or an agency follows."""
        cursor = start
        for sign in _AND.finditer(self.said.folded, start, end):
            inside = any(first < sign.start() < last for first, last in self._sector_spans)
            is_rank = self.words["rank"].fullmatch(self.said.folded[cursor : sign.start()].strip()) is not None
            starts = self._starts_somebody(sign.end(), end) or (sectors and self._sector_at(sign.end()))
            if not inside and not is_rank and starts:
                if sign.start() > cursor:
                    yield cursor, sign.start()
                cursor = sign.end()
        yield cursor, end

    def _starts_part(self, at: int, end: int) -> bool:
        """Say whether a post, a degree, a name or an agency begins at a place."""
        folded = self.said.folded
        return self._starts_somebody(at, end) or any(
            self.words[name].match(folded, at, end) for name in ("academic", "party_post", "ends_agency", "polite")
        )

    def _starts_somebody(self, at: int, end: int) -> bool:
        folded = self.said.folded
        if self._name_at(at, end):
            return True
        names = ("post", "agency", "rank", "polite", "every_agency", "committee", "group")
        starts = any(self.words[name].match(folded, at, end) for name in names)
        return starts and (self.said.text[at : at + 1].isupper() or not self.words["agency"].match(folded, at, end))

    def _read(self, start: int, end: int, *, after_semicolon: bool) -> list[_Segment]:
        start, end = self._bare(start, end)
        if start >= end:
            return []
        found = self._named(start, end) or self._posted(start, end)
        if found:
            found[0] = replace(found[0], after_semicolon=after_semicolon)
        return found

    def _named(self, start: int, end: int) -> list[_Segment]:
        """Read a name, and what follows it without a comma."""
        last = self._name_at(start, end)
        if last is None:
            return []
        name = _Segment(start, last, "name", Holder(start, last, name=_in_title_case(self.said.said(start, last))))
        rest = self._bare(last, end)
        return [name, *self._posted(*rest)] if rest[0] < rest[1] else [name]

    def _posted(self, start: int, end: int) -> list[_Segment]:
        folded = self.said.folded
        if self.words["academic"].match(folded, start, end) and not self.words["post"].match(folded, start, end):
            return [_Segment(start, end, "academic", Holder(start, end))]
        party = self.words["party_post"].match(folded, start, end)
        if party and not self._is_state_post(start, end):
            said = self.said.said(start, end)
            return [_Segment(start, end, "party", Holder(start, end, party_post=said))]
        if self.words["post"].match(folded, start, end):
            return self._post(start, end)
        rank = self.words["rank"].match(folded, start, end)
        if rank:
            return self._ranked(start, end, rank)
        last = self._agency_end(start, end)
        if last is None or last < end:
            return [_Segment(start, end, "other", Holder(start, end))]
        return [_Segment(start, end, "agency", Holder(start, end, agency=self.said.said(start, end)))]

    def _is_state_post(self, start: int, end: int) -> bool:
        return not re.search(
            r"uy\b|dang\b|trung uong|chinh tri|chi bo|bi thu|btv|bch|thuong vu", self.said.folded[start:end]
        )

    def _post(self, start: int, end: int) -> list[_Segment]:
        name_from = self._trailing_name(start, end)
        until = name_from if name_from is not None else end
        agency, whole = self._agency_of(start, until)
        if not whole:
            return [_Segment(start, end, "other", Holder(start, end))]
        name = _in_title_case(self.said.said(until, end)) if name_from is not None else None
        every = bool(self.words["every_agency"].search(self.said.folded, start, until))
        holder = Holder(
            start, end, name=name, post=self.said.said(start, until), agency=None if every else agency, every=every
        )
        return [_Segment(start, end, "post", holder)]

    def _agency_of(self, start: int, end: int) -> tuple[str | None, bool]:
        """Return the agency of a post, and whether the post's words are a post to their end."""
        folded = self.said.folded
        post = self.words["post"].match(folded, start, end)
        if post is None:
            return None, False
        at = _skip(folded, post.end(), end)
        rest = self.said.said(at, end)
        if not rest:
            return None, True
        stop = self._stop_in(at, end)
        if stop is not None:
            return None, False
        made = next(
            (
                word
                for said, word in self.words.lists["post_agencies"].items()
                if post.group().endswith(self.words.folded(said))
            ),
            None,
        )
        if made and not folded[at:end].startswith(self.words.folded(made)):
            return f"{made} {rest}", True
        return (rest, True) if self.words["agency"].match(folded, at, end) else (None, self._is_tail(at, end))

    def _is_tail(self, at: int, end: int) -> bool:
        """Say whether words after a post may belong to it: begun with a capital, or a place."""
        return self.said.text[at].isupper() or bool(
            self.words["of_place"].match(self.said.folded, at, end)
            or self.words["every_agency"].match(self.said.folded, at, end)
        )

    def _ranked(self, start: int, end: int, rank: re.Match[str]) -> list[_Segment]:
        at = _skip(self.said.folded, rank.end(), end)
        said_rank = self.said.said(*rank.span())
        if self.words["every_agency"].match(self.said.folded, at, end) or at >= end:
            return [_Segment(start, end, "other", Holder(start, end))]
        last = self._agency_end(at, end)
        if last is None or last < end:
            return [_Segment(start, end, "other", Holder(start, end))]
        return [_Segment(start, end, "rank", Holder(start, end, agency=self.said.said(at, last), rank=said_rank))]

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
            ):
                longer = self._head_of_longer(head.start(), start, end)
                return longer, last
        return None

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
            ):
                return head.start()
        return at

    def _agency_end(self, start: int, end: int) -> int | None:
        folded = self.said.folded
        head = self.words["agency"].match(folded, start, end)
        if head is None or not self.said.text[start : start + 1].isupper():
            return None
        known = self._sector_at(_skip(folded, head.end(), end))
        if known and known <= end:
            return self._place_after(known, end)
        stop = self._stop_in(head.end(), end)
        last = end if stop is None else stop
        signs = _SEPARATOR.finditer(self.said.text, head.end(), last)
        sign = next((one.start() for one in signs if not self._is_inner_dash(one, last)), last)
        point = re.search(r"[.:](?=\s|$)", self.said.text[head.end() : sign])
        sign = head.end() + point.start() if point else sign
        joined = next((one for one, other in self._and_ends(start, sign)), sign)
        return len(self.said.text[:joined].rstrip())

    def _is_inner_dash(self, sign: re.Match[str], end: int) -> bool:
        """Say whether a dash stands inside a name: "Tổng cục Hậu cần - Kỹ thuật"."""
        return sign.group().strip() in {"-", "–", "—"} and sign.end() < end and not self._starts_part(sign.end(), end)

    def _and_ends(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for sign in _AND.finditer(self.said.folded, start, end):
            if not any(a < sign.start() < b for a, b in self._sector_spans) and self._starts_somebody(sign.end(), end):
                yield sign.start(), sign.end()

    def _stop_in(self, start: int, end: int) -> int | None:
        for stop in self.words["ends_agency"].finditer(self.said.folded, start, end):
            if not any(first < stop.start() < last for first, last in self._sector_spans) and not self._is_capital(
                stop.start()
            ):
                return stop.start()
        return None

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
        return next((last for first, last in self._sector_spans if first == at), None)

    # -- names --------------------------------------------------------------------------------------------------------

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
        before = self.said.folded[start:at].split()
        if self._province_at(at):
            return True
        small = {"xa", "phuong", "huyen", "quan", "tran", "khu", "pho", "xa,"}
        words = self.said.folded[at:end].split()
        return bool(before) and before[-1] in small and not (len(words) > 2 and {"van", "thi"} & set(words[1:-1]))

    def _province_at(self, at: int) -> bool:
        return self.words["province"].match(self.said.folded, at) is not None

    def _bare(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch without signs, forms of address and joining words around it."""
        text, folded = self.said.text, self.said.folded
        while end > start and text[end - 1] in _LOOSE:
            end -= 1
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


_JOINING: Final = re.compile(r"(?:va|cung|gom|nhung)\s+")


def _has_name(segments: list[_Segment]) -> bool:
    return any(segment.holder.name for segment in segments)


def _skip(folded: str, at: int, end: int) -> int:
    """Return the place after spaces and a joining "của"."""
    found = re.compile(r"\s*(?:cua\s+|thuoc\s+|tai\s+)?").match(folded, at, end)
    return found.end() if found else at


def _in_title_case(name: str) -> str:
    return name.title() if name.isupper() else name
