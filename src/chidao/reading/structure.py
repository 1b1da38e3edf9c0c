"""Articles, clauses, points and dashes of one stretch of a text (PURE): a machine that takes it a line at a time.

Each line is looked at once, with the one before it and now and then a few after it, so that the time is in proportion
to the text's length however odd the text is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from chidao.reading.headings import heading_at
from chidao.reading.lines import PLACE_AT_END, Line
from chidao.reading.marked import Marked
from chidao.reading.marks import Mark
from chidao.reading.nodes import Node, NodeKind, clauses_of, dashes_of, lead_of, points_of, quote_span, span_of
from chidao.reading.numbering import FINE, Verdict, judge_article, judge_clause, judge_point
from chidao.reading.problems import problem
from chidao.reading.quotes import Block
from chidao.reading.stretches import Stretch, is_closing
from chidao.reading.titles import is_title
from chidao.reading.tree import Article, Heading, Problem, Quote

_REFERS: Final = re.compile(
    r"(?:Quyết định|Nghị định|Thông tư|Luật|Quy chế|Quy định|Bộ luật|Nghị quyết|Pháp lệnh|Điều lệ"
    r"|này|và|của|khoản|điểm)\b"
)
_COMES_TO_PLACE: Final = re.compile(rf"(?:{PLACE_AT_END}|\b(?:tại|và|của|theo))$")
_NAME: Final = re.compile(r"(?:[^\W\d_][^\W\d_]*\.?\s?){2,6}")
_CELL: Final = re.compile(r"[^\t|]*[^\t|\s]")
_LOOK_AHEAD: Final = 14
_FULL: Final = 0.55
_DIVISIONS: Final = frozenset({"part", "chapter", "section", "subsection"})


@dataclass(slots=True)
class Structure:
    """What was read of a stretch: its headings and articles, the faults found, and where its body begins and ends."""

    headings: list[Heading] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    first: int | None = None
    until: int | None = None


def structure_of(text: Marked, stretch: Stretch, quotes: Mapping[int, Block], passed: frozenset[int]) -> Structure:
    """Read the articles of a stretch; `quotes` are the blocks of quoted words by their first line."""
    return _Machine(text, stretch, quotes, passed).read()


class _Machine:
    """The state of the reading. In `free` reading (of quoted words) a list may begin with any number."""

    def __init__(
        self, text: Marked, stretch: Stretch, quotes: Mapping[int, Block], passed: frozenset[int], *, free: bool = False
    ) -> None:
        self.kinds_loose = frozenset({"point", "dash", "decimal"})
        self.text, self.stretch, self.quotes, self.passed, self.free = text, stretch, quotes, passed, free
        self.found = Structure()
        self.article: Node | None = None
        self.last_article: str | None = None
        self.path: list[Node] = []
        self.closed = False
        self.in_table = self.had_rows = self.begins_list = False
        self.after = 0
        self.clause_sign = ""

    # --- a line at a time ---

    def read(self) -> Structure:
        """Read the stretch."""
        self._read_lines()
        self._finish_article()
        return self.found

    def read_into(self, holder: Node) -> None:
        """Read clauses and points that stand under no article into a holder."""
        self.article, self.path = holder, [holder]
        self.after = self.stretch.first
        self._read_lines()

    def _read_lines(self) -> None:
        index = self.stretch.first
        while index < self.stretch.until:
            index = self._step(index)

    def _step(self, index: int) -> int:
        block = self.quotes.get(index)
        if block and self.article:
            return self._take_quote(block)
        if index in self.passed or block:
            return block.until if block else index + 1
        mark = self.text.marks[index]
        taken = self._take_marked(index, mark) if mark else None
        if taken is not None:
            return taken
        self._take_words(index)
        return index + 1

    def _take_marked(self, index: int, mark: Mark) -> int | None:
        """Take a line that opens something, and return the next line to look at; None where it is but words."""
        if mark.kind in _DIVISIONS:
            return self._take_heading(index, mark)
        if mark.kind == "article":
            return self._take_article(index, mark)
        if self.article is None or self.closed:
            return None
        if mark.kind in {"roman", "letter"}:
            return self._take_group(index, mark)
        taker = {
            "clause": self._take_clause, "decimal": self._take_decimal, "point": self._take_point,
            "subpoint": self._take_subpoint, "dash": self._take_dash, "bare": self._take_row, "person": self._take_row,
        }.get(mark.kind)  # fmt: skip
        return index + 1 if taker and taker(index, mark) else None

    # --- headings and articles ---

    def _take_heading(self, index: int, mark: Mark) -> int | None:
        if mark.quoted or self._is_mid_sentence(index):
            return None
        read = heading_at(self.text, index, mark, self.stretch.until)
        if read is None:
            return None
        self._finish_article()
        self.closed = False
        self.found.first = index if self.found.first is None else self.found.first
        heading, after = read
        self.found.headings.append(heading)
        self.after = after
        return after

    def _take_article(self, index: int, mark: Mark) -> int | None:
        apart = mark.quoted or self.stretch.role == "appendix"
        verdict = None if apart else self._judge_article(index, mark)
        if verdict is None:
            return None
        self._finish_article()
        line = self.text.all[index]
        self.found.first = index if self.found.first is None else self.found.first
        self.found.until = None
        self.article = Node("article", mark.label, line.start, line.start + mark.body, line.end)
        self.path, self.closed = [self.article], False
        self.in_table = self.had_rows = self.begins_list = False
        self._tell("article", mark, verdict, line)
        self.last_article = mark.label
        return self._take_title(index, mark)

    def _judge_article(self, index: int, mark: Mark) -> Verdict | None:
        words = self.text.body_of(index)
        if words[:1].islower() or self._is_mid_sentence(index):
            return None
        anew = self._begins_anew(index)
        if not mark.sign and words and (not anew or _REFERS.match(words) or not words[0].isupper()):
            return None
        verdict = judge_article(mark.label, self.last_article, anew=anew, has_words=bool(words))
        return None if verdict and verdict.fault and (mark.unclear or not mark.sign) else verdict

    def _take_title(self, index: int, mark: Mark) -> int:
        """Read the words after an article's number: a title, or the beginning of what it says."""
        article = self.path[0]
        first = index
        if mark.body >= len(self.text.all[index].text) and self._is_plain(index + 1):
            first = index + 1
            article.body = self.text.all[first].start
        last = first
        while self._is_plain(last + 1) and (self.text.lines.runs_on(last) or self._is_torn_title(last)):
            last += 1
        words = self.text.text[article.body : self.text.all[last].end]
        article.end = self.text.all[last].end
        title = is_title(" ".join(words.split()), self._comes_after(last + 1))
        if title:
            article.title = title
            article.body = article.lead_end = article.end
        self._close_after(last)
        self.after = last + 1
        return last + 1

    def _is_torn_title(self, index: int) -> bool:
        """Say whether a title broken by hand ends on the next line: that is short, unstopped, and items follow it."""
        line, following = self.text.all[index], self.text.all[index + 1]
        if not self.text.lines.width or line.is_ended or following.gap or following.is_ended:
            return False
        return len(following.text) < _FULL * self.text.lines.width and self._comes_after(index + 2) == "items"

    def _comes_after(self, index: int) -> str:
        """Say what comes after an article's first words: "items", "words" or "nothing"."""
        if index >= self.stretch.until or index in self.passed:
            return "nothing"
        mark = self.text.marks[index]
        if index in self.quotes or (mark and mark.kind in {"clause", "point", "dash", "decimal", "person"}):
            return "items"
        heads = mark is not None and (mark.kind == "article" or mark.kind in _DIVISIONS)
        return "nothing" if heads or is_closing(self.text.all[index].text) else "words"

    def _finish_article(self) -> None:
        article = self.article
        if article is None:
            return
        if article.title:
            article.lead_end = self._lead_end(article)
        text = self.text
        frozen = Article(
            article.label, article.title, span_of(text, article), lead_of(text, article), clauses_of(text, article),
            points_of(text, article), dashes_of(text, article), tuple(article.quotes),
        )  # fmt: skip
        self.found.articles.append(frozen)
        self.article, self.path = None, []

    def _lead_end(self, article: Node) -> int:
        return article.children[0].start if article.children else article.end

    # --- clauses, points, dashes ---

    def _take_group(self, index: int, mark: Mark) -> int | None:
        """Take "I. BAN CHỈ ĐẠO" over a list of people within an article: below it the numbers begin again."""
        following = self.text.marks[index + 1] if index + 1 < self.stretch.until else None
        begins_list = (
            following is not None and following.label == "1" and following.kind in {"clause", "person", "bare"}
        )
        if mark.quoted or not begins_list or not self._begins_anew(index):
            return None
        line = self.text.all[index]
        del self.path[1:]
        self.path[0].reach(line.end)
        span = self.text.span(line.start, line.end)
        self.found.headings.append(Heading("group", mark.label, self.text.body_of(index), span))
        self.begins_list = True
        return index + 1

    def _take_clause(self, index: int, mark: Mark) -> bool:
        if mark.quoted or self._is_mid_sentence(index):
            return False
        anew = self._begins_anew(index)
        self.begins_list = self.begins_list or (mark.label == "1" and anew and self._is_under_dash(index))
        last = self._last_clause()
        verdict = FINE if self.free and last is None else judge_clause(mark.label, last, anew=anew)
        words = self.text.body_of(index)
        if verdict is None or not self._may_be_clause(mark, verdict, words, last, anew=anew):
            return self._take_inner_number(index, mark, last, anew=anew)
        if verdict.fault is None and self._goes_on_inner_list(mark):
            return self._take_inner_number(index, mark, last, anew=anew)
        self._open("clause", index, mark, self.path[0])
        self.clause_sign = mark.sign
        self._tell("clause", mark, verdict, self.text.all[index])
        return True

    def _may_be_clause(self, mark: Mark, verdict: Verdict, words: str, last: str | None, *, anew: bool) -> bool:
        as_before = last is not None and mark.sign == self.clause_sign and not mark.unclear
        odd = mark.unclear or (mark.sign in {",", ":", "-", "–"} and not as_before)
        if odd and (verdict.fault or not anew or (mark.sign == "," and last is None)):
            return False
        return not (words[:1].islower() and (verdict.fault or not anew))

    def _is_under_dash(self, index: int) -> bool:
        """Say whether a list stands under "* Phó …:" in an article that is parted by such lines."""
        above, children = self.text.marks[index - 1], self.path[0].children
        parted = len(children) > 1 and children[0].kind == "dash"
        return parted and above is not None and above.kind == "dash" and self.text.all[index - 1].text.endswith(":")

    def _goes_on_inner_list(self, mark: Mark) -> bool:
        """Say whether a number goes on a list within a clause rather than the clauses: its line before ends in ";"."""
        inner = self.path[1].children[-1] if len(self.path) > 1 and self.path[1].children else None
        if inner is None or inner.kind != "decimal" or not inner.label.isdecimal():
            return False
        return mark.label == str(int(inner.label) + 1) and self.text.text[: inner.end].endswith(";")

    def _take_inner_number(self, index: int, mark: Mark, last: str | None, *, anew: bool) -> bool:
        """Take a number of a list that counts from 1 again within a clause."""
        if last is None or not anew or mark.unclear or len(self.path) < 2:
            return False
        holder = self.path[1]
        inner = self._last_of(holder, "decimal")
        if not (mark.label == "1" and inner is None) and not (
            inner and inner.isdecimal() and mark.label == str(int(inner) + 1)
        ):
            return False
        self._open("decimal", index, mark, holder)
        return True

    def _take_decimal(self, index: int, mark: Mark) -> bool:
        """Take "1.2": within clause 1, or as a clause of article 1 where clauses are numbered so."""
        if mark.quoted or self._is_mid_sentence(index):
            return False
        above = mark.label.rpartition(".")[0]
        holder = next((node for node in self.path if node.kind in {"clause", "decimal"} and node.label == above), None)
        if holder:
            self._open("decimal", index, mark, holder)
            return True
        if above == self.path[0].label and self._begins_anew(index):
            self._open("clause", index, mark, self.path[0])
            return True
        return False

    def _take_point(self, index: int, mark: Mark) -> bool:
        if mark.quoted or self._is_mid_sentence(index):
            return False
        holder = self._holder("clause", "decimal")
        last = self._last_of(holder, "point")
        sure = mark.sign == ")"
        free = self.free and last is None and sure
        verdict = FINE if free else judge_point(mark.label, last, anew=self._begins_anew(index), sure=sure)
        if verdict is None or (verdict.fault and self.text.body_of(index)[:1].islower() and mark.sign != ")"):
            return self._take_misread_one(index, mark)
        self._open("point", index, mark, holder)
        self._tell("point", mark, verdict, self.text.all[index])
        return True

    def _take_misread_one(self, index: int, mark: Mark) -> bool:
        """Take "l." or "i." for the clause 1 it surely is: no clause yet, a title above or a clause 2 ahead."""
        if mark.label not in {"l", "i"} or mark.sign != "." or self._last_of(self.path[0], "clause"):
            return False
        is_first = mark.label == "l" and index == self.after
        if not self._begins_anew(index) or not (is_first or self._has_ahead(index, "2")):
            return False
        one = Mark("clause", "1", ".", mark.body, unclear=True)
        self._open("clause", index, one, self.path[0])
        self._tell("clause", one, Verdict(), self.text.all[index])
        return True

    def _has_ahead(self, index: int, label: str) -> bool:
        for mark in self.text.marks[index + 1 : index + 60]:
            if mark and mark.kind in {"article", "clause"}:
                return mark.kind == "clause" and mark.label == label
        return False

    def _take_subpoint(self, index: int, mark: Mark) -> bool:
        if self._is_mid_sentence(index) or not self._begins_anew(index):
            return False
        self._open("dash", index, mark, self._holder("point", "clause", "decimal"))
        return True

    def _take_dash(self, index: int, mark: Mark) -> bool:
        words = self.text.body_of(index)
        if self.text.lines.width and words[:1].islower() and not self._begins_anew(index):
            return False
        innermost = self.path[-1]
        if mark.label == "+" and innermost.kind == "dash" and self.text.text[innermost.start] != "+":
            return False
        self._open("dash", index, mark, self._holder("point", "clause", "decimal"))
        return True

    def _take_row(self, index: int, mark: Mark) -> bool:
        """Take a person, or a row, numbered in a list of members as a clause, the other cells with it."""
        last = self._last_clause()
        if judge_clause(mark.label, last, anew=False) is None:
            return False
        if mark.kind == "bare" and not self._is_row_ahead(index, mark.label):
            return False
        if mark.kind == "person" and last and not self.had_rows:
            return False
        line = self.text.all[index]
        node = self._open("clause", index, mark, self.path[0])
        if mark.kind == "person":
            node.cells = _cells(line, mark.body)
        self.in_table = self.had_rows = True
        return True

    def _is_row_ahead(self, index: int, label: str) -> bool:
        """Say whether a number that stands alone opens a row: the next comes soon, or the one before opened one."""
        following = str(int(label) + 1)
        for mark in self.text.marks[index + 1 : index + _LOOK_AHEAD]:
            if mark and mark.kind == "article":
                break
            if mark and mark.kind == "bare":
                return mark.label == following
        return self.in_table

    # --- words and quotations ---

    def _take_words(self, index: int) -> None:
        line = self.text.all[index]
        if self.closed or self.article is None:
            return
        if is_closing(line.text) or (line.is_capitals and self._is_signature(index)):
            self._close(index)
            return
        if not line.is_rule:
            self._extend(index, line)
        self._close_after(index)

    def _extend(self, index: int, line: Line) -> None:
        """Let the open pieces reach over a line of words; a new paragraph after an item hangs loosely behind it."""
        innermost = self.path[-1]
        if self.in_table and innermost.kind == "clause" and self.text.text[innermost.body : innermost.body + 1] != "":
            self._add_cell(innermost.cells, index, line)
        loose = innermost.kind in self.kinds_loose and self._is_paragraph(index)
        for node in self.path:
            if not (loose and node is innermost):
                node.end = line.end
        if loose:
            innermost.tail = line.end

    def _add_cell(self, cells: list[tuple[int, int]], index: int, line: Line) -> None:
        """Add a cell that stands on a line, or the rest of the one above that was broken off."""
        own = _cells(line, 0)
        if cells and own and self.text.lines.follows_on(index):
            cells[-1] = (cells[-1][0], own.pop(0)[1])
        cells += own

    def _is_paragraph(self, index: int) -> bool:
        before, line = self.text.all[index - 1], self.text.all[index]
        if self.text.lines.runs_on(index - 1) or line.text[0].islower() or before.text.endswith((":", ";", ",")):
            return False
        return before.is_ended or bool(line.gap) or not self.text.lines.width

    def _take_quote(self, block: Block) -> int:
        inner = _quote_of(self.text, block)
        node = self.path[-1] if self.path[-1].kind in {"clause", "article"} else self.path[0]
        node.quotes.append(inner)
        until = self.text.all[block.until - 1].end
        for each in self.path:
            each.end = max(each.end, until)
        if not block.closed:
            self.found.problems.append(problem("quote_unclosed", quote_span(self.text, block)))
        self._close_after(block.until - 1)
        return block.until

    # --- closing ---

    def _close_after(self, index: int) -> None:
        if self.text.all[index].text.endswith(("./.", "/.")):
            self._close(index + 1)

    def _close(self, index: int) -> None:
        self.closed = True
        self.found.until = index

    def _is_signature(self, index: int) -> bool:
        """Say whether a line in capitals is a signer's post: a name comes soon after, and nothing numbered before."""
        for at in range(index + 1, min(index + 8, self.stretch.until)):
            mark, line = self.text.marks[at], self.text.all[at]
            if mark and mark.kind in {"article", "clause", "chapter", "section"}:
                return False
            if not line.is_capitals and not line.is_rule:
                words = line.text.split()
                return 2 <= len(words) <= 5 and line.text.istitle() and _NAME.fullmatch(line.text) is not None
        return False

    # --- helpers ---

    def _open(self, kind: NodeKind, index: int, mark: Mark, holder: Node) -> Node:
        line = self.text.all[index]
        node = Node(kind, mark.label, line.start, line.start + mark.body, line.end)
        while self.path[-1] is not holder:
            self.path.pop()
        holder.add(node)
        for each in self.path:
            each.end = line.end
        self.path.append(node)
        if kind == "clause":
            self.in_table = self.begins_list = False
        self._close_after(index)
        return node

    def _holder(self, *kinds: str) -> Node:
        return next((node for node in reversed(self.path) if node.kind in kinds), self.path[0])

    def _last_clause(self) -> str | None:
        """Return the label of the article's last clause; None where a list of people has just been headed."""
        return None if self.begins_list else self._last_of(self.path[0], "clause")

    def _last_of(self, holder: Node, kind: str) -> str | None:
        return next((child.label for child in reversed(holder.children) if child.kind == kind), None)

    def _is_plain(self, index: int) -> bool:
        if index >= self.stretch.until or index in self.quotes or index in self.passed:
            return False
        mark, line = self.text.marks[index], self.text.all[index]
        return (mark is None or (mark.kind in {"article", "subpoint"} and self._is_mid_sentence(index))) and not (
            is_closing(line.text) or line.is_rule
        )

    def _begins_anew(self, index: int) -> bool:
        if index in (0, self.stretch.first, self.after):
            return True
        line, before = self.text.all[index], self.text.all[index - 1]
        if line.gap or before.is_ended or before.is_capitals or before.is_rule:
            return not (before.leads_on and not line.gap)
        return not self.text.lines.width or not self.text.lines.runs_on(index - 1)

    def _is_mid_sentence(self, index: int) -> bool:
        """Say whether a line goes on a sentence that names a place: "…quy định tại" / "Điều 31."."""
        if index in (0, self.after):
            return False
        line, before = self.text.all[index], self.text.all[index - 1]
        if line.gap or before.is_capitals or before.is_ended:
            return False
        if self.text.lines.width and len(before.text) < _FULL * self.text.lines.width:
            return False
        if _COMES_TO_PLACE.search(before.text, max(0, len(before.text) - 20)):
            return True
        return before.leads_on and bool(self.text.lines.width)

    def _tell(self, kind: str, mark: Mark, verdict: Verdict, line: Line) -> None:
        span = self.text.span(line.start, line.start + max(mark.body, 1))
        if mark.unclear:
            self.found.problems.append(problem("label_unclear", span, label=mark.label))
        if verdict.fault:
            code = f"{kind}_{verdict.fault}"
            self.found.problems.append(problem(code, span, label=mark.label, missing=verdict.missing))


def read_group(text: Marked, stretch: Stretch, holder: Node, passed: frozenset[int]) -> list[Problem]:
    """Read numbered items of a stretch without articles into a holder; words after the last item are not the item's."""
    machine = _Machine(text, stretch, {}, passed)
    machine.kinds_loose |= {"clause"}
    machine.read_into(holder)
    return machine.found.problems


def _quote_of(text: Marked, block: Block) -> Quote:
    """Read what a quotation holds, by the same machine; faults in it are the quoted text's, and are not told."""
    lines = text.lines
    marks = [replace(mark, quoted=False) if mark else None for mark in text.marks[block.first : block.until]]
    inner = Marked(text.source, replace(lines, all=lines.all[block.first : block.until]), marks)
    machine = _Machine(inner, Stretch(0, len(marks), "decision"), {}, frozenset(), free=True)
    span = quote_span(text, block)
    if marks[0] and marks[0].kind == "article":
        return Quote(span, tuple(machine.read().articles), closed=block.closed)
    holder = Node("article", "", block.start, block.start, block.start)
    machine.read_into(holder)
    return Quote(span, (), clauses_of(text, holder), points_of(text, holder), closed=block.closed)


def _cells(line: Line, body: int) -> list[tuple[int, int]]:
    """Return where the cells of a row stand, parted by tabs or bars."""
    return [
        (line.start + body + found.start(), line.start + body + found.end())
        for found in _CELL.finditer(line.text[body:])
        if found.group().strip()
    ]
