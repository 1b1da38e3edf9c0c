"""Where one numbering ends and another begins (PURE): the text's own body, what is issued with it, appendices, lists.

A table of contents, before the text or after it, is left out: it says the headings twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from chidao.kernel.vietnamese import fold
from chidao.reading.agencies import begins_body, begins_post, is_motto
from chidao.reading.marked import Marked
from chidao.reading.marks import loosely
from chidao.reading.quotes import Block
from chidao.reading.tree import Role

REGULATION_KINDS: Final = {
    fold(name): name for name in ("Quy chế", "Quy định", "Điều lệ", "Nội quy", "Quy trình", "Quy tắc")
}
PLAN_KINDS: Final = {
    fold(name): name
    for name in ("Kế hoạch", "Chương trình", "Đề án", "Phương án", "Hướng dẫn", "Dự án", "Chiến lược", "Đề cương")
}
_LIST_KINDS: Final = {fold(name): name for name in ("Danh sách", "Danh mục", "Biểu mẫu", "Bảng phân công", "Biểu")}
_ISSUED_WITH: Final = re.compile(
    r"\W*(?:duoc )?(?:ban hanh )?(?:dinh )?kem theo\b|\W*ban hanh theo (?:quyet dinh|nghi quyet)|\(ban hanh$"
)
_CONTENTS: Final = re.compile(r"\W*muc luc\W*")
_CLOSES: Final = re.compile(
    rf"\W{{0,4}}(?:{loosely('nơi')}\s+(?:{loosely('nhận')}|{loosely('gửi')}|\w{{4,5}}\s+(?:TM|KT|TL|TUQ)\.)"
    r"|(?P<form>(?:T/UQ|T/M|K/T|T/L)(?=[\s.])|(?:TUQ|TM|KT|TL|Q)(?=\s?[./]))\s?[./]?\s?(?=[^\W\d_][^a-zđ])"
    r"|(?:T/M|TM\s?\.|KT\s?\.|TL\s?\.|TUQ\s?\.)$)",
)
_NOTE_WITHIN, _TITLE_WITHIN, _TITLE_LINES = 12, 16, 3
_TOLD: Final = re.compile(
    r"(?:[•*-]\s*)?(?:Số hiệu(?: văn bản)?|Số/ký hiệu|Loại văn bản|Nơi ban hành|Cơ quan ban hành|Ngày ban hành|Người ký"
    r"|Ngày (?:có )?hiệu lực|Ngày công báo|Số công báo|Tình trạng(?: hiệu lực)?|Lĩnh vực|Trích yếu)\s*:"
)
_NAMED: Final = re.compile(
    r"(?:Quyết định|Nghị quyết|Nghị định|Thông tư|Kế hoạch|Chỉ thị|Quy chế|Quy định)\s(?:số\s)?\d"
)
_TOLD_WITHIN: Final = 12
_DOTS: Final = re.compile(r"[.…_\s]{3,}\d{0,4}$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines `first` up to `until` with their own numbering; `heading` is the line that says the kind, if one does."""

    first: int
    until: int
    role: Role
    kind: str = ""
    label: str = ""
    heading: int | None = None
    note: int | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """The stretches of a text, in order, and the lines that are to be passed over."""

    stretches: tuple[Stretch, ...]
    passed: frozenset[int]


def cut(text: Marked, quotes: Sequence[Block]) -> Cut:
    """Cut a text into its stretches."""
    quoted = frozenset(index for block in quotes for index in range(block.first, block.until))
    passed = frozenset(_contents(text, quoted)) | frozenset(_page_end(text))
    found = _joined(list(_boundaries(text, quoted | passed)))
    if not found or found[0].first > 0:
        found.insert(0, Stretch(0, 0, "decision"))
    ends = [*(stretch.first for stretch in found[1:]), len(text.all)]
    return Cut(
        tuple(
            Stretch(each.first, end, each.role, each.kind, each.label, each.heading, each.note)
            for each, end in zip(found, ends, strict=True)
        ),
        passed,
    )


def _joined(found: Sequence[Stretch]) -> list[Stretch]:
    """Join "PHỤ LỤC 01" with what the line under it calls itself ("DANH SÁCH …", "QUY CHẾ …"): they are one part."""
    joined: list[Stretch] = []
    for each in found:
        above = joined[-1] if joined else None
        if above and above.kind == "Phụ lục" and _is_right_under(above, each):
            joined[-1] = replace(
                above, role=each.role, note=each.note, kind=above.kind if each.role == "appendix" else each.kind
            )
        else:
            joined.append(each)
    return joined


def _is_right_under(above: Stretch, each: Stretch) -> bool:
    return each.kind != "Phụ lục" and each.heading is not None and each.heading - (above.heading or 0) <= _TITLE_LINES


def is_closing(line: str) -> bool:
    """Say whether a line begins what stands under a text: the recipients, or the form in which somebody signs."""
    found = _CLOSES.match(line)
    return found is not None and (found["form"] is None or line.upper() == line or found["form"].isupper())


# --- boundaries -----------------------------------------------------------------------------------------------------


def _boundaries(text: Marked, apart: frozenset[int]) -> Iterator[Stretch]:
    begun = closed = in_capitals = False
    since = 0
    for index, line in enumerate(text.all):
        if index in apart:
            continue
        mark = text.marks[index]
        begun = begun or (mark is not None and mark.kind == "article")
        closed = closed or line.text.endswith("./.") or is_closing(line.text)
        found = (
            _attached(text, index, begun=begun, closed=closed)
            or _unnamed(text, index, since, begun=begun)
            or (_appendix(text, index, nested=in_capitals) if closed or begun else None)
        )
        if found is None or index < since:
            continue
        in_capitals = in_capitals or (found.kind == "Phụ lục" and line.text.startswith("PHỤ"))
        first = _letterhead_above(text, found.first, since)
        yield Stretch(first, 0, found.role, found.kind, found.label, found.heading, found.note)
        since, begun, closed = index + 1, False, found.role == "appendix"


def _attached(text: Marked, index: int, *, begun: bool, closed: bool) -> Stretch | None:
    """Return what is issued with the text and begins with the kind on this line, if that is so."""
    line = text.all[index]
    if len(line.text) > 160 or not (line.is_capitals or len(line.text) < 16):
        return None
    kind = _kind_at(line.folded, whole=not line.is_capitals)
    if kind is None or (begun and not closed and not line.is_capitals):
        return None
    note = _note_after(text, index)
    if note is None and not (closed and begun_soon(text, index)):
        return None
    if index > 0 and not (begun or closed) and note is None:
        return None
    role: Role = "regulation" if fold(kind) in REGULATION_KINDS or begun_soon(text, note or index) else "appendix"
    return Stretch(index, 0, role, kind, heading=index, note=note)


def _unnamed(text: Marked, index: int, since: int, *, begun: bool) -> Stretch | None:
    """Return what is issued with the text where the page lost its kind, but kept the note above an article 1."""
    line = text.all[index]
    noted = line.text.startswith("(") and _ISSUED_WITH.match(line.folded)
    if not noted or not begun or not begun_soon(text, index):
        return None
    first = index
    while first - 1 > since and text.all[first - 1].is_capitals and not is_closing(text.all[first - 1].text):
        first -= 1
    return Stretch(first, 0, "regulation", heading=first, note=index)


def _kind_at(folded: str, *, whole: bool) -> str | None:
    for kinds in (REGULATION_KINDS, PLAN_KINDS, _LIST_KINDS):
        for bare, name in kinds.items():
            if folded.strip(" .:*-") == bare or (not whole and folded.startswith(f"{bare} ")):
                return name
    return None


def _note_after(text: Marked, index: int) -> int | None:
    """Return the line of the note "(Ban hành kèm theo …)" under a heading, before any article."""
    for at in range(index + 1, min(index + _NOTE_WITHIN, len(text.all))):
        mark = text.marks[at]
        if _ISSUED_WITH.match(text.all[at].folded):
            return at
        if mark and mark.kind in {"article", "chapter", "clause"}:
            return None
    return None


def begun_soon(text: Marked, index: int) -> bool:
    """Say whether a numbering of articles begins anew soon after a line."""
    for at in range(index + 1, min(index + _TITLE_WITHIN, len(text.all))):
        mark = text.marks[at]
        if mark and mark.kind == "article":
            return mark.label == "1"
    return False


def _appendix(text: Marked, index: int, *, nested: bool) -> Stretch | None:
    line, mark = text.all[index], text.marks[index]
    if mark is None or mark.kind != "appendix" or mark.quoted or text.lines.follows_on(index):
        return None
    capitals = line.text.lstrip(" #*|").startswith(("PHỤ", "PHU"))
    rest = line.text[mark.body :]
    if (nested and not capitals) or (rest and not (rest[0].isupper() or rest[0] in "(:-")) or _DOTS.search(rest):
        return None
    if not capitals and (not mark.label or (index and not text.all[index - 1].is_ended and not line.gap)):
        return None
    note = _note_after(text, index)
    return Stretch(index, 0, "appendix", "Phụ lục", mark.label, index, note)


def _letterhead_above(text: Marked, index: int, since: int) -> int:
    """Return the first line of the letterhead that stands above a heading, or the heading's own line."""
    first = at = index
    while at > since and _is_letterhead(text, at - 1) and index - at < 14:
        at -= 1
        line = text.all[at]
        opens = is_motto(line) or line.is_rule or _is_torn_body(text, at)
        first = at if opens or (begins_body(line.text) and not begins_post(line.text)) else first
    return first


def _is_torn_body(text: Marked, index: int) -> bool:
    line, following = text.all[index], text.all[index + 1]
    return len(line.text.split()) < 3 and begins_body(f"{line.text} {following.text}") and not begins_post(line.text)


def _is_letterhead(text: Marked, index: int) -> bool:
    line = text.all[index]
    if is_motto(line) or line.is_rule:
        return True
    return line.is_capitals and text.marks[index] is None and not is_closing(line.text) and len(line.text) < 90


# --- what a portal says of the text under it ---


def _page_end(text: Marked) -> range:
    """Return the lines from where a portal tells of the text ("Số hiệu: … Người ký: …") below its last article."""
    last = max((index for index, mark in enumerate(text.marks) if mark and mark.kind == "article"), default=-1)
    if last < 0:
        return range(0)
    told = [index for index in range(last + 1, len(text.all)) if _TOLD.match(text.all[index].text)]
    first = next((one for one, third in zip(told, told[2:], strict=False) if third - one < _TOLD_WITHIN), None)
    if first is None:
        return range(0)
    while first - 1 > last and text.all[first].gap and _is_page_heading(text, first - 1):
        first -= 1
    return range(first, len(text.all))


def _is_page_heading(text: Marked, index: int) -> bool:
    line = text.all[index]
    bare = text.marks[index] is None and not line.is_ended and line.gap > 0
    return bare and (line.is_capitals or _NAMED.match(line.text) is not None)


# --- tables of contents ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Run:
    """Headings of articles numbered upward: the lines they stand on."""

    heads: tuple[int, ...]
    until: int


def _contents(text: Marked, quoted: frozenset[int]) -> Iterator[int]:
    """Yield the lines of tables of contents: headings that stand a second time with hardly a word under them."""
    runs = _runs(text, quoted)
    titles = [_titles(text, run) for run in runs]
    for number, run in enumerate(runs):
        for other in range(max(0, number - 2), min(len(runs), number + 3)):
            if other != number and _is_contents_of(text, run, runs[other], titles[number], titles[other]):
                yield from range(_contents_from(text, run), _contents_until(text, run, runs))
                break


def _runs(text: Marked, quoted: frozenset[int]) -> list[_Run]:
    heads = [
        index
        for index, mark in enumerate(text.marks)
        if mark
        and mark.kind == "article"
        and not mark.quoted
        and index not in quoted
        and not text.lines.follows_on(index)
    ]
    groups: list[list[int]] = []
    for index in heads:
        if not groups or (_number(text, index) <= _number(text, groups[-1][-1]) and _number(text, index) == 1):
            groups.append([])
        groups[-1].append(index)
    ends = [*(group[0] for group in groups[1:]), len(text.all)] if groups else []
    return [_Run(tuple(group), end) for group, end in zip(groups, ends, strict=True)]


def _number(text: Marked, index: int) -> int:
    mark = text.marks[index]
    return int(re.sub(r"\D", "", mark.label) or 0) if mark else 0


def _titles(text: Marked, run: _Run) -> dict[int, str]:
    return {_number(text, index): fold(_title_at(text, index))[:20] for index in run.heads}


def _title_at(text: Marked, index: int) -> str:
    """Return the words after an article's number, or the line below where none stand on its own."""
    words = text.body_of(index)
    return words if words or index + 1 >= len(text.all) else text.all[index + 1].text


def _is_contents_of(text: Marked, run: _Run, other: _Run, titles: dict[int, str], others: dict[int, str]) -> bool:
    shared = [number for number in titles if others.get(number) and titles[number]]
    if not shared or sum(_same(titles[number], others[number]) for number in shared) < 0.7 * len(shared):
        return False
    named = _CONTENTS.fullmatch(text.all[_contents_from(text, run)].folded) is not None
    return named or (len(shared) > 2 and 3 * _weight(text, run) < _weight(text, other))


def _same(one: str, other: str) -> bool:
    least = min(len(one), len(other), 14)
    return one[:least] == other[:least]


def _weight(text: Marked, run: _Run) -> float:
    """Return how many characters stand under a heading of a run, on the whole; the last heading's are not counted."""
    first, last = run.heads[0], run.heads[-1]
    return (text.all[last].start - text.all[first].start) / max(1, len(run.heads) - 1)


def _contents_from(text: Marked, run: _Run) -> int:
    first = run.heads[0]
    for index in range(first - 1, max(-1, first - 6), -1):
        mark = text.marks[index]
        if _CONTENTS.fullmatch(text.all[index].folded):
            return index
        if mark is None or mark.kind not in {"chapter", "part", "section"}:
            return index + 1
    return first


def _contents_until(text: Marked, run: _Run, runs: Sequence[_Run]) -> int:
    """Return where a table of contents ends: with the text, or with the last of its headings where the text follows."""
    if run.until == len(text.all) and run is runs[-1]:
        return run.until
    return run.heads[-1] + 1
