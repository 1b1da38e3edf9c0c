"""Citations (PURE): a place in an instrument, read from the ways people write it and printed in full or as a chip.

"điểm a khoản 2 Điều 4 Quy chế ban hành kèm theo 852/QĐ-BCĐ", "Điều 4 khoản 2 điểm a", "Đ4.2a" and "nhiệm vụ 2 gạch 1"
are all a path of places, a part of an instrument ("Quy chế"), and the instrument. Texts without articles are cited by
the order of their paragraphs ("đoạn 8") or by a name ("đoạn cuối").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from chidao.kernel.citation_tokens import KIND_BY_WORD, UNREAD, abbreviated, part_in_english, part_named, tokens_of
from chidao.kernel.errors import BadInput
from chidao.kernel.places import PLACE_KINDS, RANGE, Place, PlaceOrder, citation_reason, numbered_place, numbers_between
from chidao.kernel.symbols import DocumentSymbol, parse_symbol
from chidao.kernel.vietnamese import fold, nfc
from chidao.kernel.wording import Text

SortKey = tuple[int, str, str, tuple[PlaceOrder, ...]]

_LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in an instrument: the path outermost first, the part ("Quy chế"), and the instrument.

    `attached` says that the part was issued with the instrument (ban hành kèm theo) and is not the instrument itself.
    A citation inside a text that is known from where it stands has a path only. Raises BadInput when nothing is
    cited, or when something is attached to no instrument.
    """

    path: tuple[Place, ...] = ()
    part: str | None = None
    instrument: DocumentSymbol | None = None
    attached: bool = False

    def __post_init__(self) -> None:
        if not (self.path or self.part or self.instrument):
            raise BadInput(citation_reason("empty", _EMPTY))
        if self.attached and not (self.instrument and (self.path or self.part)):
            raise BadInput(citation_reason("attached", _ATTACHED))
        depths = [PLACE_KINDS[place.kind].depth for place in self.path]
        if any(outer >= inner for outer, inner in pairwise(depths)):
            raise BadInput(citation_reason("order", _ORDER))

    @classmethod
    def of(
        cls,
        *,
        article: str | int | None = None,
        clause: str | int | None = None,
        point: str | None = None,
        part: str | None = None,
        instrument: DocumentSymbol | None = None,
        attached: bool = False,
    ) -> Citation:
        """Make a citation of an article, a clause of it, a point of that; whichever are given."""
        numbers = {"article": article, "clause": clause, "point": point}
        path = tuple(Place(kind, str(number)) for kind, number in numbers.items() if number is not None)
        return cls(path, part, instrument, attached)

    @property
    def article(self) -> str | None:
        """Return the number of the article (Điều), if one is cited."""
        return self._number("article")

    @property
    def clause(self) -> str | None:
        """Return the number of the clause (khoản), if one is cited."""
        return self._number("clause")

    @property
    def point(self) -> str | None:
        """Return the letter of the point (điểm), if one is cited."""
        return self._number("point")

    def _number(self, kind: str) -> str | None:
        return next((place.number for place in self.path if place.kind == kind), None)

    def __str__(self) -> str:
        return self.full().vi

    def full(self) -> Text:
        """Return the citation in words: "khoản 1 Điều 7 Quy chế ban hành kèm theo 852/QĐ-BCĐ"; English beside it."""
        places, source = self._inward(), self._source()
        return Text(
            " ".join(filter(None, [places.vi, source.vi])),
            (" " if self.attached and not self.part else " of ").join(filter(None, [places.en, source.en])),
        )

    def outward(self) -> str:
        """Return the path outermost first, without the instrument: "Điều 4 khoản 2 điểm a"."""
        return " ".join(place.said().vi for place in self.path)

    def short(self) -> str:
        """Return the label of a chip, without the instrument: "Đ7.1", "Đ4.2a", "QĐ Đ2", "đoạn 8"."""
        own_text = self.part and not self.attached and not self.instrument
        return " ".join(filter(None, [abbreviated(self.part or "") if own_text else "", self._short_path()]))

    def _short_path(self) -> str:
        if not self.path:
            return str(self.instrument or abbreviated(self.part or ""))
        numbers = {place.kind: place.number or "" for place in self.path}
        point = numbers.get("point", "")
        fits = "article" in numbers and numbers.keys() <= {"article", "clause", "point"}
        if not fits or self._has_range() or (point and not point.isalpha()):
            return self._inward().vi
        clause = numbers.get("clause", "")
        inner = (f"({clause})" if clause and not clause.isdigit() else clause) + point
        return f"Đ{numbers['article']}.{inner}" if inner else f"Đ{numbers['article']}"

    def sort_key(self) -> SortKey:
        """Return a key in the order of the text: a decision's own articles before the regulation attached to it."""
        nearness = 2 if self.attached else 1 - bool(self.part)
        return (
            nearness,
            fold(str(self.instrument or "")),
            fold(self.part or ""),
            tuple(place.order() for place in self.path),
        )

    def expanded(self) -> tuple[Citation, ...]:
        """Return one citation for each place of a range: "đoạn 1-2" is đoạn 1 and đoạn 2."""
        for index, place in enumerate(self.path):
            if place.until:
                singles = (replace(place, number=number, until=None) for number in numbers_between(place))
                paths = ((*self.path[:index], single, *self.path[index + 1 :]) for single in singles)
                return tuple(one for path in paths for one in replace(self, path=path).expanded())
        return (self,)

    def _inward(self) -> Text:
        """Return the path as prose has it: a law text's from within, an informal list's from without."""
        said = [place.said() for place in (reversed(self.path) if self._is_formal() else self.path)]
        return Text(" ".join(place.vi for place in said), ", ".join(place.en for place in said))

    def _is_formal(self) -> bool:
        return any(PLACE_KINDS[place.kind].formal for place in self.path)

    def _has_range(self) -> bool:
        return any(place.until for place in self.path)

    def _source(self) -> Text:
        if self.instrument is None:
            return Text(self.part or "", f"the {part_in_english(self.part)}" if self.part else "")
        symbol = str(self.instrument)
        if self.attached:
            part = Text(f"{self.part} " if self.part else "", f"the {part_in_english(self.part)} " if self.part else "")
            return Text(f"{part.vi}ban hành kèm theo {symbol}", f"{part.en}issued with {symbol}")
        if self.part:
            return Text(f"{self.part} {symbol}", f"{part_in_english(self.part)} {symbol}")
        return Text(f"của {symbol}" if self.path else symbol, symbol)


def in_order(citations: Iterable[Citation]) -> list[Citation]:
    """Return the citations in the order of the text."""
    return sorted(citations, key=Citation.sort_key)


def parse_citation(text: str) -> Citation:
    """Read one citation; a range ("tổ chức 4-5") is one place.

    Raises BadInput with a code "citation.…": empty, long, unread (the words that make no sense), number, order,
    repeated, attached, ambiguous, range, many (use `parse_citations`).
    """
    found = _parsed(text)
    if len(found) != 1:
        raise BadInput(citation_reason("many", _MANY))
    return found[0]


def parse_citations(text: str) -> tuple[Citation, ...]:
    """Read a list: "khoản 1, 2 Điều 5", "điểm a và điểm c khoản 1, khoản 3 Điều 4", "khoản 1-3 Điều 5; Điều 7".

    Ranges become their places. Raises BadInput as `parse_citation` does.
    """
    return tuple(single for citation in _parsed(text) for single in citation.expanded())


# --- reading ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Step:
    """A place as read: whether it repeats the kind before it by a bare number, and what joins it to the one before."""

    place: Place
    joined: str = ""
    bare: bool = False

    @property
    def depth(self) -> int:
        return PLACE_KINDS[self.place.kind].depth


def _parsed(text: str) -> list[Citation]:
    plain = " ".join(nfc(text, plain_spaces=True).split()).strip(" .,;")
    if not plain:
        raise BadInput(citation_reason("empty", _EMPTY))
    if len(plain) > _LONGEST:
        raise BadInput(citation_reason("long", _LONG))
    return [citation for segment in plain.split(";") if segment.strip() for citation in _segment(segment.strip())]


def _segment(text: str) -> list[Citation]:
    """Read the places that share one source."""
    tokens = list(tokens_of(text))
    part, instrument, attached = _source_of(tokens)
    paths = _paths(_steps(tokens)) or [()]
    return [Citation(path, part, instrument, attached) for path in paths]


def _source_of(tokens: list[re.Match[str]]) -> tuple[str | None, DocumentSymbol | None, bool]:
    part: str | None = None
    instruments: list[DocumentSymbol] = []
    attached = False
    for token in tokens:
        attached = attached or token["issued_with"] is not None
        named = part_named(token)
        if named and part and not attached:
            raise BadInput(citation_reason("ambiguous", _TWO_SOURCES))
        part = part if attached else named or part
        instruments += [parse_symbol(token["symbol"].rstrip("."))] if token["symbol"] else []
    if len(instruments) > 1:
        raise BadInput(citation_reason("ambiguous", _TWO_SOURCES))
    return part, (instruments[0] if instruments else None), attached


def _steps(tokens: list[re.Match[str]]) -> list[_Step]:
    steps: list[_Step] = []
    joined = ""
    for token in tokens:
        places = _places_in(token, steps[-1].place.kind if steps and joined else None)
        steps += [_Step(place, "" if index else joined, token["again"] is not None)
                  for index, place in enumerate(places)]  # fmt: skip
        joined = token["join"] or ("" if places else joined)
    return steps


def _places_in(token: re.Match[str], kind_before: str | None) -> list[Place]:
    if token["chip"]:
        clause = token["chip_clause"] or token["chip_inserted"]
        numbers = {"article": token["chip_article"], "clause": clause, "point": token["chip_point"]}
        return [numbered_place(kind, number) for kind, number in numbers.items() if number]
    if token["formal"]:
        kind = KIND_BY_WORD[fold(token["formal"])]
        if token["formal_again"] and KIND_BY_WORD[fold(token["formal_again"])] != kind:
            raise BadInput(citation_reason("range", RANGE))
        return [numbered_place(kind, token["formal_number"], token["formal_until"])]
    if token["informal"]:
        return [_informal_place(token)]
    if token["again"]:
        if kind_before is None:
            raise BadInput(citation_reason("unread", UNREAD.filled(rest=token["again"])))
        return [numbered_place(kind_before, token["again"], token["again_until"])]
    return []


def _informal_place(token: re.Match[str]) -> Place:
    kind = KIND_BY_WORD[fold(token["informal"])]
    number, until = token["informal_number"] or token["named_number"], token["informal_until"] or token["named_until"]
    name = " ".join(token["informal_name"].split()) if token["informal_name"] else None
    if number:
        return replace(numbered_place(kind, number, until), name=name)
    if not name and not PLACE_KINDS[kind].bare:
        raise BadInput(citation_reason("number", _NUMBERLESS.filled(word=PLACE_KINDS[kind].words)))
    return Place(kind, name=name)


# --- reading: paths -------------------------------------------------------------------------------------------------


def _paths(steps: list[_Step]) -> list[tuple[Place, ...]]:
    for before, step in pairwise(steps):
        if before.depth == step.depth and not step.joined:
            raise BadInput(citation_reason("repeated", _REPEATED))
    return _from_without(steps) if _outermost_first(steps) else _from_within(steps)


def _outermost_first(steps: list[_Step]) -> bool:
    """Say which way a list is written: by the places that nothing separates, else by the first two of unlike depth."""
    pairs = [(before, step) for before, step in pairwise(steps) if before.depth != step.depth]
    glued = {before.depth < step.depth for before, step in pairs if not step.joined}
    if len(glued) > 1:
        raise BadInput(citation_reason("order", _ORDER))
    return glued.pop() if glued else not pairs or pairs[0][0].depth < pairs[0][1].depth


def _from_without(steps: list[_Step]) -> list[tuple[Place, ...]]:
    paths: list[tuple[Place, ...]] = []
    path: list[_Step] = []
    for step in steps:
        if path and step.depth <= path[-1].depth:
            paths.append(tuple(one.place for one in path))
            path = [one for one in path if one.depth < step.depth]
        elif path:
            _refuse_across_and(step)
        path.append(step)
    return [*paths, tuple(one.place for one in path)] if path else paths


def _from_within(steps: list[_Step]) -> list[tuple[Place, ...]]:
    closed: list[list[_Step]] = []
    still_open: list[list[_Step]] = []
    for before, step in pairwise([None, *steps]):
        if step is None or before is None or step.depth > before.depth:
            closed, still_open = closed + still_open, [[step]] if step else []
        elif step.depth == before.depth:
            _refuse_bare_container(still_open, step)
            still_open.append([step])
        else:
            _refuse_across_and(step)
            still_open = [[*path, step] if path[-1].depth > step.depth else path for path in still_open]
    return [tuple(one.place for one in reversed(path)) for path in closed + still_open]


def _refuse_across_and(step: _Step) -> None:
    """Refuse "điểm a và khoản 2": the word joins places alike, and here it is not known what holds what."""
    if step.joined not in {"", ","}:
        raise BadInput(citation_reason("ambiguous", _ACROSS_AND))


def _refuse_bare_container(paths: list[list[_Step]], step: _Step) -> None:
    """Refuse "điểm a khoản 1, 2": whether point a is of clause 2 too is not said."""
    if step.bare and len(paths[-1]) > 1:
        raise BadInput(citation_reason("ambiguous", _BARE_CONTAINER))


# --- words ----------------------------------------------------------------------------------------------------------

_EMPTY: Final = Text("Chưa dẫn điều khoản nào.", "Nothing is cited.")
_LONG: Final = Text("Đoạn dẫn điều khoản quá dài.", "The citation is too long.")
_MANY: Final = Text("Ở đây chỉ dẫn một chỗ, không phải danh sách.", "One place is to be cited here, not a list.")
_NUMBERLESS: Final = Text("Sau “{word}” thiếu số hoặc tên.", "A number or a name is missing after “{word}”.")
_REPEATED: Final = Text(
    "Hai chỗ cùng cấp phải cách nhau bằng dấu phẩy hoặc “và”.", "Two places of one level need a comma or “và” between."
)
_ORDER: Final = Text(
    "Viết từ trong ra ngoài (điểm, khoản, Điều) hoặc từ ngoài vào trong, không lẫn hai cách.",
    "Write from the inside out (point, clause, article) or from the outside in, not both.",
)
_ATTACHED: Final = Text(
    "“Ban hành kèm theo” cần có số, ký hiệu văn bản và phần được ban hành.",
    "“Issued with” needs the number and symbol of the instrument, and what was issued with it.",
)
_TWO_SOURCES: Final = Text(
    "Dẫn hai văn bản trong một cụm: tách chúng bằng dấu chấm phẩy.", "Two instruments in one run: part them by “;”."
)
_ACROSS_AND: Final = Text(
    "“Và” đứng giữa hai cấp khác nhau: viết riêng từng chỗ, cách bằng dấu chấm phẩy.",
    "“Và” stands between two levels: write each place by itself, parted by “;”.",
)
_BARE_CONTAINER: Final = Text(
    "Không rõ điểm nêu trước có thuộc cả số sau không: viết lại từ “khoản” hoặc “Điều” trước số đó.",
    "Whether the inner place belongs to the later number too is not clear: repeat the word before that number.",
)
