"""Who has which role (PURE): read from sentences, items of lists, tables, and from who signed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from chidao.reading.norms.bodies import Bodies, name_end
from chidao.reading.norms.holders import Holder, Holders
from chidao.reading.norms.mentions import UNIT_OF, Mention, mentions_in
from chidao.reading.norms.naming import in_title_case
from chidao.reading.norms.norm import Norm
from chidao.reading.norms.passages import MemberRow, Passage, Reading, Said
from chidao.reading.norms.places import Place
from chidao.reading.norms.set_aside import (
    ends_part,
    is_noted,
    note_at,
    stands_beside,
    without_notes,
    without_replaced,
)
from chidao.reading.norms.words import Words

_ONE_HOLDER: Final = frozenset({"chair", "standing_vice_chair", "lead", "secretary"})
_BEFORE_TITLE: Final = re.compile(r"(?:[,;:(]|\s[–—-]|[–—-]\s|[–—])\s*$")
_DASHED: Final = re.compile(r"\s[-–]\s*$")
_LONGEST_ITEM: Final = 420
_FAR: Final = 260


@dataclass(frozen=True, slots=True)
class _Found:
    """A holder found for a role."""

    role: str
    holder: Holder
    confidence: float
    unit: str | None = None


def roles_in(reading: Reading, bodies: Bodies) -> list[Norm]:
    """Return the roles of which the text says whose they are, each holder once, in the order of the text."""
    finder = _Finder(reading, bodies)
    norms = [*finder.in_words(), *finder.in_rows(), *finder.in_signature()]
    best: dict[tuple[str, ...], Norm] = {}
    for norm in norms:
        key = _key(norm, reading.words)
        if key not in best or _fullness(norm) > _fullness(best[key]):
            best[key] = norm
    return _without_repeats(sorted(best.values(), key=lambda norm: norm.span))


def _fullness(norm: Norm) -> tuple[bool, float]:
    """Return how good a norm is among those of one holder: first that it says the agency, then how sure it is."""
    return bool(norm.get("agency")), norm.confidence


def _key(norm: Norm, words: Words) -> tuple[str, ...]:
    who = norm.get("name") or norm.get("post") or norm.get("agency") or ""
    return norm.values["role"], norm.values["unit"], words.folded(str(who))


def _without_repeats(norms: list[Norm]) -> list[Norm]:
    """Leave out what says less of the one holder of a role than another place does: the post without the name."""
    named = {(norm.get("role"), norm.get("post")) for norm in norms if norm.get("name")}
    return [norm for norm in norms if norm.get("name") or (norm.get("role"), norm.get("post")) not in named]


def titles_in(reading: Reading, bodies: Bodies) -> list[Norm]:
    """Return each role that the text speaks of, where it does so first."""
    found: dict[tuple[str, str], Norm] = {}
    if not (bodies.committee or bodies.group):
        return []
    for passage in reading.passages:
        for mention in mentions_in(passage, reading.words):
            if not mention.is_role:
                continue
            role = "member" if mention.who == "group_member" else mention.who
            unit = UNIT_OF.get(mention.who, "committee")
            if (role, unit) not in found:
                values = {"role": role, "unit": unit, "body": bodies.of(unit), "title": mention.words}
                found[role, unit] = Norm("title", values, passage.span(mention.start, mention.end), 0.9, passage.place)
    return list(found.values())


class _Finder:
    """Goes through a text, keeping in mind under which title a list runs."""

    def __init__(self, reading: Reading, bodies: Bodies) -> None:
        self.words, self.reading, self.bodies = reading.words, reading, bodies
        self.heading: str | None = None
        self.heading_unit: str | None = None

    # -- running words ------------------------------------------------------------------------------------------------

    def in_words(self) -> Iterator[Norm]:
        for whole in self.reading.passages:
            passage = without_replaced(whole, self.words)
            mentions = mentions_in(passage, self.words)
            unit = self._unit_over(passage)
            for found in self._in_passage(passage, mentions):
                yield self._norm(whole, found, unit)

    def _in_passage(self, passage: Passage, mentions: tuple[Mention, ...]) -> Iterator[_Found]:
        roles = [mention for mention in mentions if mention.is_role]
        noted = [one for n, one in enumerate(roles) if is_noted(passage, one) or self._is_dashed(passage, roles, n)]
        roles = [mention for mention in roles if mention not in noted]
        holders = Holders(without_notes(passage, noted), self.words)
        heir = self.heading
        self._remember(passage, roles)
        if not roles:
            yield from self._inherited(passage, holders, heir)
        taken = 0
        found: list[_Found] = []
        for number, mention in enumerate(roles):
            until = self._until(passage, roles, number)
            also = self._also(passage, roles, number, found)
            found = also or [*self._before(passage, holders, mention, taken)]
            if not found:
                found = [*self._after(passage, holders, mention, until)]
                yield from self._and_before(passage, roles, number, found)
            taken = max([mention.end, *(one.holder.end for one in found)])
            yield from (self._as_noted(passage, one, noted) for one in found)
            yield from self._among(passage, holders, mention, until)
        if not roles:
            yield from (one for mention in noted for one in self._before(passage, holders, mention, 0))
        yield from self._of_body(passage, holders, mentions)

    def _also(self, passage: Passage, roles: list[Mention], number: int, last: list[_Found]) -> list[_Found]:
        """Return the holder of the title before, who by it is made something else: "A, T, làm U"."""
        if not number or len(last) != 1 or last[0].holder.end > roles[number - 1].start:
            return []
        become = self.words["becomes"].fullmatch(
            passage.folded[roles[number - 1].end : roles[number].start].lstrip(" ,")
        )
        return [replace(last[0], role=roles[number].who)] if become else []

    def _and_before(
        self, passage: Passage, roles: list[Mention], number: int, found: list[_Found]
    ) -> Iterator[_Found]:  # fmt: skip
        """Yield the holder of "T kiêm U: A" as that of T too, being already that of U."""
        between = passage.folded[roles[number - 1].end : roles[number].start] if number else ""
        if len(found) == 1 and self.words["at_once"].fullmatch(between):
            yield replace(found[0], role=roles[number - 1].who)

    @staticmethod
    def _is_dashed(passage: Passage, roles: list[Mention], number: int) -> bool:
        """Say whether the standing one among a list of deputies is told by a title after a dash: "A, B - T; C"."""
        mention = roles[number]
        listed = number and (roles[number - 1].who, mention.who) == ("vice_chair", "standing_vice_chair")
        between = passage.folded[roles[number - 1].end : mention.start] if listed else ""
        return ":" in between and _DASHED.search(between) is not None and ends_part(passage, mention)

    def _as_noted(self, passage: Passage, found: _Found, noted: list[Mention]) -> _Found:
        """Return a holder of a list under the role that stands in brackets or after a dash beside him: "X (T)"."""
        own = next((one.who for one in noted if stands_beside(passage, found.holder.end, one)), None)
        note = note_at(passage, found.holder.end)
        stands = note is not None and self.words["stands"].fullmatch(passage.folded[slice(*note)]) is not None
        if own is None and found.role == "vice_chair" and stands:
            own = "standing_vice_chair"
        return replace(found, role=own) if own else found

    def _until(self, passage: Passage, roles: list[Mention], number: int) -> int:
        """Return where what is said after a title ends: at the next title, or with the sentence."""
        mention = roles[number]
        end = next((last for first, last in passage.sentences() if first <= mention.start < last), len(passage.text))
        return min([end, *(other.start for other in roles[number + 1 :])])

    # "do A làm T", "A - T", "A, T giúp …": who stands before a title
    def _before(self, passage: Passage, holders: Holders, mention: Mention, taken: int) -> Iterator[_Found]:
        start = max(taken, next((a for a, b in passage.sentences() if a <= mention.start < b), 0))
        become = self.words["becomes"].search(passage.folded, start, mention.start)
        if become:
            made = self._made(passage, holders, start, become.start(), single=mention.who in _ONE_HOLDER)
            yield from (_Found(mention.who, holder, 0.95) for holder in made)
            return
        sign = _BEFORE_TITLE.search(passage.text, start, mention.start)
        if sign is None:
            yield from self._run_on(passage, holders, mention, start)
            return
        if self._ends_item(passage, mention):
            holder = holders.one(start, sign.start())
            if holder:
                yield _Found(mention.who, holder, 0.95)
                return
        if not sign.group().strip().endswith((":", ";")):
            holder = self._apposed(passage, holders, start, sign.start())
            if holder and (holder.name or (holder.agency and holder.post and self._goes_on_to_do(passage, mention))):
                yield _Found(mention.who, holder, 0.75)

    def _run_on(self, passage: Passage, holders: Holders, mention: Mention, start: int) -> Iterator[_Found]:
        """Read "đồng chí A, Chủ tịch UBND xã T;": no sign stands before the title."""
        at = max([start, *(found.end() for found in re.compile("[;:]").finditer(passage.text, start, mention.start))])
        holder = holders.one(at, mention.start) if passage.text[mention.start].isupper() else None
        if holder and holder.name and holder.post:
            yield _Found(mention.who, holder, 0.75)

    @staticmethod
    def _goes_on_to_do(passage: Passage, mention: Mention) -> bool:
        """Say whether a verb follows the title: then what stands before it is whose it is, and no other addressee."""
        return re.match(r"\s+[^\W\d_A-ZĐÀ-Ỹ]", passage.text[mention.end :]) is not None

    def _made(self, passage: Passage, holders: Holders, start: int, end: int, *, single: bool) -> list[Holder]:
        """Return who is made something: from the last "do", or from where it reads as nothing but holders."""
        by = [found.end() for found in self.words["by"].finditer(passage.folded, start, end)]
        begins = [*reversed(by), start, *self._after_verbs(passage, start, end)]
        rows = () if single else (holders.whole_row(at, end) for at in begins)
        row = next((found for found in rows if len(found) > 1), None)
        if row:
            return row
        places = [*reversed(by), *self._places(passage, start, end)]
        return next(([holder] for at in places if (holder := holders.one(at, end))), [])

    def _after_verbs(self, passage: Passage, start: int, end: int) -> Iterator[int]:
        for found in self.words["names_who"].finditer(passage.folded, max(start, end - 2 * _FAR), end):
            yield found.end()

    def _places(self, passage: Passage, start: int, end: int) -> Iterator[int]:
        """Yield where a holder may begin, the farthest first."""
        yield start
        yield from (found.end() for found in self.words["by"].finditer(passage.folded, start, end))
        yield from self._after_verbs(passage, max(start, end - _FAR), end)
        for sign in re.compile(r"[,;:]|\bva\b").finditer(passage.folded, max(start, end - _FAR), end):
            yield sign.end()

    def _apposed(self, passage: Passage, holders: Holders, start: int, end: int) -> Holder | None:
        for at in self._places(passage, start, end):
            holder = holders.one(at, end)
            if holder and not holder.every:
                return holder
        return None

    def _ends_item(self, passage: Passage, mention: Mention) -> bool:
        rest = passage.text[self._after_name(passage, mention) :]
        return len(passage.text) <= _LONGEST_ITEM and not re.sub(r"[\W_]|kiêm", "", self._without_titles(rest))

    def _without_titles(self, words: str) -> str:
        folded = self.words.folded(words)
        for name in ("standing_vice_chair", "vice_chair", "deputy_lead", "lead", "secretary", "member", "group"):
            folded = self.words[name].sub(" ", folded)
        return folded.replace("kiem", " ")

    # Who stands after a title: "T gồm A và B"
    def _after(self, passage: Passage, holders: Holders, mention: Mention, until: int) -> Iterator[_Found]:
        begin = self._after_name(passage, mention)
        turn = self.words["consists"].match(passage.folded[begin:until])
        if turn is None or ("dO" in turn.group().split() and mention.who not in _ONE_HOLDER):
            return
        at = begin + turn.end()
        stop = self.words["filled_by"].search(passage.folded, at, until) if "dO" in turn.group().split() else None
        end = stop.start() if stop else until
        if mention.who in _ONE_HOLDER:
            holder = holders.one(at, end) or holders.first(at, end)
            found = [holder] if holder else []
        else:
            found = [*holders.many(at, end), *self._going_on(passage, holders, at, end)]
        yield from (_Found(mention.who, holder, 0.9) for holder in found)

    @staticmethod
    def _going_on(passage: Passage, holders: Holders, at: int, end: int) -> Iterator[Holder]:
        """Yield those of the next sentences that are nothing but more people of a list that filled its own."""
        listed = holders.many(at, end)
        if len(listed) < 2 or not all(one.name for one in listed) or passage.text[listed[-1].end : end].strip(" .;"):
            return
        for first, last in passage.sentences():
            row = holders.whole_row(first, last) if first >= end else []
            if first >= end and not row:
                return
            yield from row

    def _after_name(self, passage: Said, mention: Mention) -> int:
        """Return where a title ends with the whole name of its body: "T Ban Chỉ đạo chuyển đổi số tỉnh"."""
        bodies = [*self.words["committee"].finditer(passage.folded, mention.start, mention.end)]
        if not bodies or bodies[-1].end() != mention.end:
            return mention.end
        return name_end(passage, self.words, bodies[-1].start(), mention.end)

    # "các thành viên …, trong đó Giám đốc Sở A chủ trì"
    def _among(self, passage: Passage, holders: Holders, mention: Mention, until: int) -> Iterator[_Found]:
        if mention.who not in {"member", "group_member"}:
            return
        among = self.words["among_them"].search(passage.folded, mention.end)
        leads = self.words["field_leads"].search(passage.folded, among.end()) if among else None
        if among and leads:
            holder = holders.one(among.end(), leads.start())
            if holder and holder.post:
                yield _Found(mention.who, holder, 0.7)

    # Of whom a body consists: "Tổ công tác gồm đại diện lãnh đạo các sở …"
    def _of_body(self, passage: Passage, holders: Holders, mentions: tuple[Mention, ...]) -> Iterator[_Found]:
        for mention in mentions:
            if mention.who not in {"working_group", "committee"}:
                continue
            turn = self.words["consists"].match(passage.folded[mention.end :])
            at = mention.end + (turn.end() if turn else 0)
            end = next((b for a, b in passage.sentences() if a <= mention.start < b), len(passage.text))
            inner = [other for other in mentions if other.is_role and at <= other.start < end]
            and_more = self.words["and_more"].match(passage.folded, inner[-1].end, end) if inner else None
            at = and_more.end() if and_more else at
            rank = self.words["rank"].match(passage.folded, _after_spaces(passage.folded, at))
            if rank is None or (inner and not and_more):
                continue
            role = "group_member" if mention.who == "working_group" else "member"
            yield from (_Found(role, holder, 0.85) for holder in holders.many(at, end))

    # a list under a title
    def _remember(self, passage: Passage, roles: list[Mention]) -> None:
        tail = roles[-1] if roles else None
        if tail and self._opens_list(passage, tail.end) and not passage.text.isupper():
            self.heading = tail.who
        elif roles or not self._is_item_of_list(passage):
            self.heading = None

    def _opens_list(self, passage: Said, after: int) -> bool:
        rest = passage.folded[after:].strip()
        return self.words["opens_list"].fullmatch(rest) is not None

    def _is_item_of_list(self, passage: Passage) -> bool:
        return len(passage.text) <= _LONGEST_ITEM

    def _inherited(self, passage: Passage, holders: Holders, heir: str | None) -> Iterator[_Found]:
        role = self._title_over(passage) or heir
        if role is None:
            return
        takes_part = self.words["takes_part"].search(passage.folded)
        end = takes_part.start() if takes_part else len(passage.text)
        holder = holders.one(0, end) if not self._is_several(holders, end) else None
        holder = holder or self._before_colon(passage, holders, end)
        if holder:
            yield self._as_noted(passage, _Found(role, holder, 0.85), [])
        else:
            many = holders.many(0, end)
            yield from (_Found(role, each, 0.8) for each in many if len(many) > 1)

    @staticmethod
    def _is_several(holders: Holders, end: int) -> bool:
        """Say whether an item names more than one: posts without names at several agencies."""
        many = holders.many(0, end)
        return len(many) > 1 and all(one.post and one.agency and not one.name for one in many)

    @staticmethod
    def _before_colon(passage: Passage, holders: Holders, end: int) -> Holder | None:
        """Return who stands before a colon, after which duties follow: "đồng chí A: phụ trách …"."""
        colon = passage.text.find(":", 0, end)
        rest = passage.text[colon + 1 : end].strip()
        holder = holders.one(0, colon) if colon > 0 and rest[:1].islower() else None
        return holder if holder and holder.post else None

    def _title_over(self, passage: Passage) -> str | None:
        for over in passage.over[:2]:
            said = Said(over, self.words.folded(over))
            roles = [mention for mention in mentions_in(said, self.words) if mention.is_role]
            if roles and self._opens_list(said, roles[-1].end) and roles[-1].start <= 60:
                return roles[-1].who
        return None

    # -- tables -------------------------------------------------------------------------------------------------------

    def in_rows(self) -> Iterator[Norm]:
        heading: str | None = None
        for row in self.reading.rows:
            role, cell = self._role_cell(row)
            others = [one for one in row.cells if one is not cell and one.text.strip()]
            if role and not others:
                heading = role
                continue
            role = role or heading
            holder = self._holder_of(row, others) if role else None
            if role and holder:
                unit = self._unit_of(" ".join(row.header))
                where = replace(row.cells[0], text=_from_to(row.cells, self.reading))
                yield self._norm(where, _Found(role, replace(holder, start=0, end=len(where.text)), 0.95), unit)

    def _role_cell(self, row: MemberRow) -> tuple[str | None, Passage | None]:
        for cell in reversed(row.cells):
            role = self._role_of_cell(cell)
            if role:
                return role, cell
        return None, None

    def _role_of_cell(self, cell: Passage) -> str | None:
        said = cell.folded.strip(" .;:,")
        short = self.words.lists["short_titles_folded"].get(said)
        if short:
            return str(short)
        mention = next((one for one in mentions_in(cell, self.words) if one.is_role), None)
        whole = mention and len(cell.folded.strip(" .;:,-–")) - (mention.end - mention.start) <= 3
        return mention.who if mention and (whole or not self._without_titles(cell.folded).strip(" .;:,-–()")) else None

    def _holder_of(self, row: MemberRow, cells: list[Passage]) -> Holder | None:
        text = ", ".join(cell.text.strip(" ,;") for cell in cells if not cell.text.strip().isdigit())
        said = Said(text, self.words.folded(text))
        holders = Holders(said, self.words)
        found = holders.one(0, len(text)) or holders.first(0, len(text))
        return self._by_columns(row, cells, found or Holder(0, 0))

    def _by_columns(self, row: MemberRow, cells: list[Passage], found: Holder) -> Holder | None:
        """Return a holder with what a column's head says that it is, where the words themselves did not show it."""
        heads = row.header[-len(row.cells) :] if len(row.header) >= len(row.cells) else ()
        for cell, head in zip(row.cells, map(self.words.folded, heads), strict=False):
            said = cell.said(0, len(cell.text)) if any(cell is one for one in cells) else ""
            if said and not found.name and self.words["name_column"].fullmatch(head):
                found = replace(found, name=in_title_case(said))
            elif said and not found.post and not found.agency and self.words["post_column"].match(head):
                found = replace(found, post=said)
        return found if found.name or found.post or found.agency else None

    # -- who signed ---------------------------------------------------------------------------------------------------

    def in_signature(self) -> Iterator[Norm]:
        signer = self.reading.law.document.signer
        if signer is None:
            return
        posts = [Said(post, self.words.folded(post)) for post in signer.posts]
        roles = [
            next((one.who for one in mentions_in(post, self.words) if one.is_role and one.start == 0), None)
            for post in posts
        ]
        role = next((role for role in roles if role), None)
        if role is None or signer.forms:
            return
        others = [post.text for post, has in zip(posts, roles, strict=True) if has is None]
        post = ", ".join(in_running_case(post, self.words) for post in others) or None
        said = Said(post or "", self.words.folded(post or ""))
        holder = Holders(said, self.words).one(0, len(said.text)) if post else None
        values = self._values(role, holder or Holder(0, 0, post=post), self._unit_of_role(role, None))
        place = Place("decision", (), beside=True)
        yield Norm("role", values | {"name": signer.name, "by": "post"}, signer.span, 0.9, place)

    # -- norms --------------------------------------------------------------------------------------------------------

    def _unit_over(self, passage: Passage) -> str | None:
        """Return the part of the body that a passage is about: what its own words or those above name last."""
        own = [one.who for one in mentions_in(passage, self.words) if one.who in {"working_group", "committee"}]
        if own:
            return "working_group" if own[0] == "working_group" else "committee"
        return self._unit_of(" ".join(passage.over)) if passage.over else None

    def _unit_of(self, words: str) -> str | None:
        said = self.words.folded(words)
        if self.words["group"].search(said):
            return "working_group"
        return "committee" if self.words["committee"].search(said) else None

    def _unit_of_role(self, role: str, unit: str | None) -> str:
        if role in UNIT_OF:
            return UNIT_OF[role]
        if role in {"secretary", "member"} and unit == "working_group":
            return unit
        return "committee"

    def _norm(self, passage: Passage, found: _Found, unit: str | None) -> Norm:
        own = UNIT_OF.get(found.role) or self._unit_of_role(found.role, unit)
        holder = found.holder
        values = self._values(found.role, holder, own)
        return Norm("role", values, passage.span(holder.start, holder.end), found.confidence, passage.place)

    def _values(self, role: str, holder: Holder, unit: str) -> dict[str, object]:
        by = "agency" if holder.rank or (holder.agency and not holder.post) else "post" if holder.post else "name"
        return {
            "role": "member" if role == "group_member" else role,
            "body": self.bodies.of(unit),
            "post": holder.post,
            "agency": holder.agency,
            "name": holder.name,
            "unit": unit,
            "by": by,
            "rank": holder.rank,
            "party_post": holder.party_post,
            "every": holder.every,
        }


def in_running_case(post: str, words: Words) -> str:
    """Return a post that is written in capitals as it is written in running words; "UBND" stays."""
    if not post.isupper():
        return post
    kept = set(words.lists["acronyms"].split())
    running = [word if word in kept else word.lower() for word in post.split()]
    said = " ".join(running)
    said = words["sector_list"].sub(lambda found: _titled(found.group(), words), said)
    return said[:1].upper() + said[1:]


def _titled(name: str, words: Words) -> str:
    known: dict[str, str] = {name.lower(): name for name in words.lists["sectors"]}
    return known.get(name, name)


def _after_spaces(folded: str, at: int) -> int:
    while at < len(folded) and folded[at] in " ,:":
        at += 1
    return at


def _from_to(cells: tuple[Passage, ...], reading: Reading) -> str:
    """Return the normal text from the first cell of a row to the end of its last."""
    last = cells[-1]
    return reading.law.source.text[cells[0].start : last.start + len(last.text)].replace("\n", " ")
