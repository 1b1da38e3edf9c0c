"""Who has a role (PURE): a person's name, posts and agencies, read from how lists and sentences name them.

"đồng chí A B, Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh"; "Phó Giám đốc các Sở: X, Y"; "đại diện lãnh đạo Sở X". What
begins with none of a name, a post, a rank or an agency is nobody, and nothing is guessed of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from chidao.reading.norms.naming import AND, SEPARATOR, Names, in_title_case, skip_of

# How long the words may be that say more of a post: "phụ trách lĩnh vực …".
_NOTE: Final = 110
_SEMICOLON: Final = re.compile(r"[^;]+")
_INNER: Final = re.compile(r"(?:Phòng|Đội|Bộ phận|Ban |Trung tâm|Khoa|Tổ |Hạt|Đồn)\b")
# What is under a ministry, which may be named after it: "Cục trưởng Cục X, Bộ Y".
_OF_MINISTRY: Final = re.compile(r"(?:Tổng cục|Cục|Vụ|Quân chủng|Binh chủng|Học viện|Viện)\b", re.IGNORECASE)
_COLON: Final = re.compile(r"\s*:")
_DASHES: Final = frozenset("-–—")
_WHOLE: Final = frozenset({"post", "agency", "rank"})


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
    """A stretch between commas, and what it says; `goes_on` of a post that is held with the next ("Bộ trưởng, …")."""

    start: int
    end: int
    kind: Literal["name", "post", "party", "academic", "agency", "rank", "other"]
    holder: Holder
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class _ListHead:
    """What heads a list of agencies: the post or rank that is said of each, and what they are ("Sở")."""

    start: int
    end: int
    post: str | None
    rank: str | None
    sector: str


@dataclass(frozen=True)
class Holders(Names):
    """Reads holders in the words of one passage."""

    # -- whole holders ------------------------------------------------------------------------------------------------

    def one(self, start: int, end: int) -> Holder | None:
        """Return the one holder that a stretch names, whatever commas it has, or None where it is not wholly one."""
        start, end = self._bare(start, self._without_note(start, end))
        if self._list_head(start, end):
            return None
        segments = self._segments(start, end, within=True)
        if not segments or any(segment.kind == "other" for segment in segments):
            return None
        named = sum(segment.kind == "name" or bool(segment.holder.name) for segment in segments)
        if named > 1 or (not named and ";" in self.said.text[start:end]):
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

    # -- rows of holders ----------------------------------------------------------------------------------------------

    def whole_row(self, start: int, end: int) -> list[Holder]:
        """Return the holders of a stretch that names nothing but holders, each by name; [] where it is not so."""
        found = self.many(start, end)
        reaches = bool(found) and not self.said.text[found[-1].end : end].strip(" ,;:.–—-()")
        return found if reaches and all(one.name for one in found) else []

    def many(self, start: int, end: int) -> list[Holder]:
        """Return the holders of a list, up to the first words that name none."""
        start, end = self._bare(start, end)
        found: list[Holder] = []
        head: _ListHead | None = None
        pieces = [self._bare(*piece.span()) for piece in _SEMICOLON.finditer(self.said.text[:end], start)]
        for number, (first, last) in enumerate(pieces):
            head = self._list_head(first, last) or head
            of_list = head is not None and (head.start == first or not self._begins_person(first, last))
            here = self._headed(head, first, last) if head and of_list else self._piece(first, last)
            if not here and not (number and first >= last):
                break
            head = head if of_list else None
            found += here
        return found

    def _begins_person(self, start: int, end: int) -> bool:
        named = self._name_at(self._after_degree(start, end), end)
        return bool(named or self.words["post"].match(self.said.folded, start, end))

    def _piece(self, start: int, end: int) -> list[Holder]:
        """Return the holders between two semicolons: one with several posts, or a row with commas."""
        shared = self._shared_post(start, end)
        if shared:
            return shared
        segments = self._segments(start, self._without_note(start, end), within=True)
        whole = bool(segments) and all(segment.kind != "other" for segment in segments)
        named = sum(segment.kind == "name" or bool(segment.holder.name) for segment in segments)
        if whole and named == 1 and sum(segment.kind == "post" for segment in segments) < 4:
            merged = self._merged(segments)
            if merged and _begins_named(segments):
                return [merged]
        return self._row(start, end)

    def _row(self, start: int, end: int) -> list[Holder]:
        segments = self._segments(start, end, within=True)
        if any(segment.kind == "other" for segment in segments):
            segments = self._segments(start, end)
        named = any(segment.kind == "name" or segment.holder.name for segment in segments)
        groups: list[list[_Segment]] = []
        lone = sum(segment.kind == "agency" for segment in segments) == 1
        for segment in segments:
            if segment.kind == "other":
                break
            if not groups or self._begins_holder(segment, groups[-1], named=named, lone=lone):
                groups.append([])
            groups[-1].append(segment)
        return [holder for holder in map(self._merged, groups) if holder]

    @staticmethod
    def _begins_holder(segment: _Segment, group: list[_Segment], *, named: bool, lone: bool) -> bool:
        if named:
            return (segment.kind == "name" or bool(segment.holder.name)) and _has_name(group)
        if segment.kind not in _WHOLE or not any(one.kind in _WHOLE for one in group):
            return False
        if group[-1].kind == "post" and _is_of_ministry(group[-1].holder.agency, segment):
            return False
        inner = group[-1].kind == "post" and _is_inner(group[-1].holder.agency)
        return not (group[-1].goes_on and segment.kind == "post") and not (inner and segment.kind == "agency" and lone)

    def _shared_post(self, start: int, end: int) -> list[Holder]:
        """Read one post said of several people: "hai Phó Chủ tịch UBND tỉnh A và B", "các Phó Giám đốc: A, B"."""
        several = self.words["several"].match(self.said.folded, start, end)
        post = self.words["post"].match(self.said.folded, several.end(), end) if several else None
        if several is None or post is None:
            return []
        first = next((at for at in self._words_from(post.end(), end) if self._name_at(at, end)), None)
        if first is None:
            return []
        agency, whole = self._agency_of(several.end(), first)
        spans = [self._bare(*one) for part in self._parts(first, end) for one in self._ands(*part)]
        if not whole or not all(self._name_at(a, b) == b for a, b in spans):
            return []
        said = self.said.said(several.end(), first)
        return [Holder(a, b, name=in_title_case(self.said.said(a, b)), post=said, agency=agency) for a, b in spans]

    def _words_from(self, start: int, end: int) -> Iterator[int]:
        yield from (found.start() for found in re.compile(r"(?<=\s)[^\W\d_]+").finditer(self.said.text, start, end))

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
            rank_only = self.words["party_rank"].match(self.words.folded(whole.party_post)) is not None
            whole = replace(whole, post=None if rank_only and not whole.name else whole.party_post)
        return whole if whole.name or whole.post or whole.agency else None

    def _joined(self, posts: list[_Segment], segments: list[_Segment]) -> str | None:
        """Return posts as one: as they are written where nothing but them stands between."""
        posts = [one for one in posts if not any(_says_less(one, other) for other in posts)]
        if len(posts) < 2:
            return posts[0].holder.post if posts else None
        first, last = segments.index(posts[0]), segments.index(posts[-1])
        if last - first == len(posts) - 1 and not any(post.holder.name for post in posts):
            return self.said.said(posts[0].start, posts[-1].end)
        return ", ".join(post.holder.post or post.holder.agency or "" for post in posts)

    # -- a list under one heading -------------------------------------------------------------------------------------

    def _headed(self, head: _ListHead, start: int, end: int) -> list[Holder]:
        """Read "đại diện lãnh đạo các sở: A, B; C", "Giám đốc các Sở: …": the heading's words go with each agency."""
        found: list[Holder] = []
        rank = head.rank
        for first, last in self._items(head.end if head.start == start else start, end):
            holder = self._item(first, last, head.post, rank, head.sector)
            if holder is None:
                break
            rank = holder.rank
            found.append(holder)
        return found

    def _list_head(self, start: int, end: int) -> _ListHead | None:
        folded = self.said.folded
        post = self.words["list_post"].match(folded, start, end) or self.words["post"].match(folded, start, end)
        rank = None if post else self.words["rank"].match(folded, start, end)
        at = skip_of(folded, (post or rank).end(), end) if (post or rank) else start  # type: ignore[union-attr]
        listed = self.words["list_of"].match(folded, at, end) or (rank and _COLON.match(folded, at, end))
        if listed is None:
            listed = self.words["list_of_sectors"].match(folded, at, end)
            if listed is None or not self._sector_at(skip_of(folded, listed.end(), end)):
                return None
        if not (post or rank) and not listed.group().rstrip().endswith(":"):
            return None
        said_post = self.said.said(*post.span()) if post else None
        said_rank = self.said.said(*rank.span()) if rank else None
        return _ListHead(start, listed.end(), said_post, said_rank, self._sector_word(listed.group()))

    def _sector_word(self, listed: str) -> str:
        for folded, word in self.words.lists["sector_words"].items():
            if self.words.folded(folded) in listed:
                return str(word)
        return ""

    def _post_at(self, post: str | None, agency: str) -> str | None:
        """Return the post at one agency of a list: "Trưởng các phòng: X" has "Trưởng phòng X"."""
        if post is None:
            return None
        short = self.words["list_post"].match(self.words.folded(f"{post} {agency}")) is not None
        return f"{post} {agency[:1].lower() if short else agency[:1]}{agency[1:]}"

    def _items(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the items of a list of agencies; commas and "và" inside the name of a sector do not part."""
        for first, last in self._parts(start, end, dashes=False):
            for one, other in self._ands(first, last, sectors=True):
                bare = self._bare(one, other)
                if bare[0] < bare[1]:
                    yield bare

    def _item(self, start: int, end: int, post: str | None, rank: str | None, sector: str) -> Holder | None:
        folded = self.said.folded
        own_rank = self.words["rank"].match(folded, start, end)
        if own_rank:
            rank = self.said.said(*own_rank.span())
            start = skip_of(folded, own_rank.end(), end)
        known = self._sector_at(start)
        if known and known <= end and (sector in self.words.lists["of_all"] or not self._is_own(start, known)):
            tail = self._place_after(known, end)
            agency = " ".join(filter(None, [sector, self.said.said(start, tail)]))
            return Holder(start, tail, post=self._post_at(post, agency), agency=agency, rank=rank)
        last = self._agency_end(start, end)
        if last is None:
            return self._capital_item(start, end, post, rank, sector)
        agency = self.said.said(start, last)
        fits = post and (
            folded[start:].startswith(("sO", "phong", "cuc", "bO", "chi cuc", "trung tam", "vien")) or not sector
        )
        return Holder(start, last, post=self._post_at(post, agency) if fits else None, agency=agency, rank=rank)

    def _capital_item(self, start: int, end: int, post: str | None, rank: str | None, sector: str) -> Holder | None:
        words = self.said.text[start:end].split()
        if not (1 <= len(words) <= 9 and words[0][:1].isupper()) or not (sector or rank) or self._name_at(start, end):
            return None
        if self._stop_in(start, end) is not None:
            return None
        agency = " ".join(filter(None, [sector, self.said.said(start, end)]))
        return Holder(start, end, post=self._post_at(post, agency), agency=agency, rank=rank)

    def _is_own(self, start: int, end: int) -> bool:
        said = self.said.folded[start:end]
        return any(self.words.folded(name) == said for name in self.words.lists["own_names"])

    # -- segments -----------------------------------------------------------------------------------------------------

    def _segments(self, start: int, end: int, *, within: bool = False) -> list[_Segment]:
        """Read the segments; `within` one holder, a comma before what is nobody's beginning parts nothing."""
        found: list[_Segment] = []
        for first, last in self._parts(start, end, within=within):
            for one, other in self._ands(first, last):
                found += self._read(one, other)
                if found and found[-1].kind == "other":
                    return found
        return found

    def _parts(
        self, start: int, end: int, *, within: bool = False, dashes: bool = True
    ) -> Iterator[tuple[int, int]]:  # fmt: skip
        """Yield stretches between separators that are in no sector's name; without `dashes` a dash parts nothing."""
        cursor = start
        for sign in SEPARATOR.finditer(self.said.text, start, end):
            if any(first < sign.start() < last for first, last in self._sector_spans):
                continue
            if not dashes and sign.group().strip() in _DASHES:
                continue
            if within and ";" not in sign.group() and self._goes_on(cursor, sign, end):
                continue
            if sign.start() > cursor:
                yield cursor, sign.start()
            cursor = sign.end()
        if cursor < end:
            yield cursor, end

    def _goes_on(self, start: int, sign: re.Match[str], end: int) -> bool:
        """Say whether after a sign goes on what stands before it, since nobody begins there."""
        if sign.end() >= end:
            return False
        qualified = self.words["qualifies"].search(self.said.folded, start, sign.start())
        begins = self._starts_somebody if qualified else self._starts_part
        return not begins(sign.end(), end)

    def _ands(self, start: int, end: int, *, sectors: bool = False) -> Iterator[tuple[int, int]]:
        """Part at "và" where a name, a post, a rank or an agency follows."""
        cursor = start
        for sign in AND.finditer(self.said.folded, start, end):
            inside = any(first < sign.start() < last for first, last in self._sector_spans)
            is_rank = self.words["rank"].fullmatch(self.said.folded[cursor : sign.start()].strip()) is not None
            starts = self._starts_somebody(sign.end(), end) or (sectors and self._sector_at(sign.end()))
            if not inside and not is_rank and starts:
                if sign.start() > cursor:
                    yield cursor, sign.start()
                cursor = sign.end()
        yield cursor, end

    def _read(self, start: int, end: int) -> list[_Segment]:
        start, end = self._bare(start, end)
        if start >= end:
            return []
        return self._named(start, end) or self._posted(start, end)

    def _named(self, start: int, end: int) -> list[_Segment]:
        """Read a name, and what follows it without a comma."""
        at = self._after_degree(start, end)
        last = self._name_at(at, end)
        if last is None:
            return []
        name = _Segment(at, last, "name", Holder(start, last, name=in_title_case(self.said.said(at, last))))
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
        name = in_title_case(self.said.said(until, end)) if name_from is not None else None
        every = bool(self.words["every_agency"].search(self.said.folded, start, until))
        goes_on = (
            agency is None and self.words["joined_post"].fullmatch(self.said.folded[start:until].strip()) is not None
        )
        holder = Holder(
            start, end, name=name, post=self.said.said(start, until), agency=None if every else agency, every=every
        )
        return [_Segment(start, end, "post", holder, goes_on)]

    def _agency_of(self, start: int, end: int) -> tuple[str | None, bool]:
        """Return the agency of a post, and whether the post's words are a post to their end."""
        folded = self.said.folded
        post = self.words["post"].match(folded, start, end)
        if post is None:
            return None, False
        at = skip_of(folded, post.end(), end)
        rest = self.said.said(at, end)
        if not rest:
            return None, True
        stop = self._stop_in(at, end)
        if stop is not None:
            colon = self.said.text[at:stop].rstrip().endswith(":")
            if colon or end - stop > _NOTE or not self.words["qualifies"].match(folded, stop, end):
                return None, False
            end, rest = stop, self.said.said(at, stop)
        if not rest:
            return None, True
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
        at = skip_of(self.said.folded, rank.end(), end)
        said_rank = self.said.said(*rank.span())
        if self.words["every_agency"].match(self.said.folded, at, end) or at >= end:
            return [_Segment(start, end, "other", Holder(start, end))]
        last = self._agency_end(at, end)
        if last is None or last < end:
            return [_Segment(start, end, "other", Holder(start, end))]
        return [_Segment(start, end, "rank", Holder(start, end, agency=self.said.said(at, last), rank=said_rank))]


def _has_name(segments: list[_Segment]) -> bool:
    return any(segment.holder.name for segment in segments)


def _begins_named(segments: list[_Segment]) -> bool:
    """Say whether a row begins with a name or with a post that has one: then the posts after it are the same one's."""
    return segments[0].kind in {"name", "academic"} or bool(segments[0].holder.name)


def _is_inner(agency: str | None) -> bool:
    """Say whether an agency is part of another that may be named after it: "Phòng Nghiệp vụ, Cục X"."""
    return bool(agency) and _INNER.match(agency or "") is not None


def _is_of_ministry(agency: str | None, segment: _Segment) -> bool:
    """Say whether an agency after a post is the ministry that the post's own agency is under."""
    is_ministry = segment.kind == "agency" and (segment.holder.agency or "").startswith("Bộ ")
    return is_ministry and _OF_MINISTRY.match(agency or "") is not None


def _says_less(one: _Segment, other: _Segment) -> bool:
    """Say whether a post is the beginning of another: "Thủ tướng" of "Thủ tướng Chính phủ"."""
    said, whole = one.holder.post or "", other.holder.post or ""
    return bool(said) and len(said) < len(whole) and whole.startswith(said + " ")
