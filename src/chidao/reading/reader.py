"""The reader (PURE): the text of a decision in, its tree out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from chidao.kernel.vietnamese import fold
from chidao.reading.agencies import begins_post, is_generic
from chidao.reading.damage import refuse_unreadable
from chidao.reading.groups import Loose, loose_parts_of
from chidao.reading.head import Head, head_of, is_base_line, is_decree_line
from chidao.reading.links import effect_in, links_in
from chidao.reading.marked import Marked, marked
from chidao.reading.news import Reported, headline_of, reported_in
from chidao.reading.problems import problem
from chidao.reading.quotes import Block, quoted_blocks
from chidao.reading.references import references_in
from chidao.reading.signing import Under, under_body
from chidao.reading.stretches import REGULATION_KINDS, Stretch, cut
from chidao.reading.structure import Structure, structure_of
from chidao.reading.tables import tables_of
from chidao.reading.tree import Base, Document, Law, Link, Part, Problem, Reference, Role

T = TypeVar("T")
_NOTHING_LOOSE: Final = Loose((), (), (), ())
_LONGEST_BASE: Final = 30
# "Căn cứ Luật … ;" / "Luật sửa đổi, bổ sung …": one basis may name several instruments, a line each.
_NAMES_MORE: Final = re.compile(
    r"(?:Luật|Bộ luật|Pháp lệnh|(?:Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị|Kết luận|Công văn)\s+số)\s"
)


@dataclass(frozen=True, slots=True)
class _Read:
    """A stretch with what was read of it."""

    stretch: Stretch
    structure: Structure
    loose: Loose


def read_law(text: str) -> Law:
    """Read a decision, a regulation, a plan or the news about one.

    The text is as it was extracted; nothing needs to be normalised before. Raises BadInput with the reason
    ("text.no_words", "text.other_coding"…) where it is too damaged to read.
    """
    refuse_unreadable(text)
    lines = marked(text)
    if not lines.all:
        refuse_unreadable("")
    quotes = quoted_blocks(lines)
    pieces = cut(lines, quotes)
    by_line = {block.first: block for block in quotes}
    structures = [structure_of(lines, stretch, by_line, pieces.passed) for stretch in pieces.stretches]
    first = structures[0].first
    main = pieces.stretches[0]
    head = head_of(lines, first if first is not None else main.until, main)
    reads = [
        _Read(stretch, structure, _loose(lines, stretch, structure, head, pieces.passed))
        for stretch, structure in zip(pieces.stretches, structures, strict=True)
    ]
    return _Assembly(lines, reads, head, quotes).law()


def _loose(lines: Marked, stretch: Stretch, structure: Structure, head: Head, passed: frozenset[int]) -> Loose:
    if structure.articles:
        return _NOTHING_LOOSE
    if stretch.first == 0:
        below = _below_title(head)
        return loose_parts_of(lines, stretch, below, passed)
    return loose_parts_of(lines, stretch, _below_heading(stretch), passed)


def _below_title(head: Head) -> int:
    return head.below if head.is_formal else 0


def _below_heading(stretch: Stretch) -> int:
    last = max(each for each in (stretch.note, stretch.heading, stretch.first) if each is not None)
    return min(last + 1, stretch.until)


class _Assembly:
    """What was read, put together."""

    def __init__(self, text: Marked, reads: Sequence[_Read], head: Head, quotes: Sequence[Block]) -> None:
        self.text, self.reads, self.head, self.quotes = text, reads, head, quotes
        self.main = reads[0]
        self.problems: list[Problem] = []

    def law(self) -> Law:
        """Return the tree."""
        is_news = not self.head.is_formal and not self.main.structure.articles
        reported = reported_in(self.text) if is_news else headline_of(self.text)
        under = self._under()
        document = self._document(reported if is_news else None, under)
        document = self._with_note(self._with_headline(document, reported))
        document = replace(document, issuer=_issuer_of(document.issuer, document.authority))
        self._tell_gaps(document)
        bases = self._bases()
        links = tuple(self._links(bases, document))
        whole = (read for read in self.reads if read.stretch.role != "appendix")
        faults = [each for read in whole for each in (*read.structure.problems, *read.loose.problems)]
        problems = tuple(sorted([*self.problems, *faults], key=lambda each: each.span))
        start = self.text.all[bases[-1][1]].start if bases else 0
        effect = effect_in(self.text, start, len(self.text.text), document.dated_on)
        parts = tuple(self._part(read) for read in self.reads)
        return Law(
            self.text.source,
            document,
            tuple(base for base, _ in bases),
            parts,
            links,
            effect,
            under.recipients,
            problems,
        )

    # --- parts ---

    def _part(self, read: _Read) -> Part:
        stretch, structure, loose = read.stretch, read.structure, read.loose
        span = self.text.span(self.text.all[stretch.first].start, self.text.all[stretch.until - 1].end)
        own_kind = (self.head.kind or "") if stretch.first == 0 else ""
        role: Role = "regulation" if self._is_bare_regulation(stretch) else stretch.role
        return Part(
            role, stretch.kind or own_kind, stretch.label, self._title(stretch),
            span, loose.headings or tuple(structure.headings), tuple(structure.articles),
            loose.groups, loose.paragraphs, tables_of(self.text, stretch) if not structure.articles else (),
        )  # fmt: skip

    def _is_bare_regulation(self, stretch: Stretch) -> bool:
        """Say whether the text is a regulation that stands without the decision that issued it."""
        return stretch.first == 0 and fold(self.head.kind or "") in REGULATION_KINDS

    def _title(self, stretch: Stretch) -> str:
        if stretch.heading is None:
            return self.head.title or ""
        end = stretch.note if stretch.note is not None else min(stretch.heading + 6, stretch.until)
        lines: list[str] = []
        for index in range(stretch.heading, end):
            line, mark = self.text.all[index], self.text.marks[index]
            if line.is_rule or (index > stretch.heading and mark) or (lines and line.gap > 1 and stretch.note is None):
                break
            words = line.text[mark.body :] if mark and mark.kind == "appendix" else line.text
            lines.append(words if index > stretch.heading else _without_kind(words, stretch.kind))
        return " ".join(" ".join(lines).split())

    # --- the document ---

    def _document(self, reported: Reported | None, under: Under) -> Document:
        head = self.head
        bodies = head.bodies
        if reported:
            return self._reported_document(reported)
        return Document(
            "formal", head.kind, head.number, head.symbol, head.separator, head.dated_on, head.place,
            bodies[-1] if bodies else None, bodies[-2] if len(bodies) > 1 else None, head.authority, head.title,
            under.signer,
        )  # fmt: skip

    def _reported_document(self, reported: Reported) -> Document:
        symbol = reported.symbol
        if reported.year_of_page:
            self._tell("date_from_page", reported.at, words=reported.year_of_page.as_text().vi)
        return Document(
            "news", reported.kind, reported.number, symbol.symbol if symbol else None,
            symbol.separator if symbol else "/", reported.dated_on, None, reported.issuer, None, None, reported.title,
            None,
        )  # fmt: skip

    def _with_headline(self, document: Document, headline: Reported | None) -> Document:
        """Fill in what only a first line says that names the document ("Thông báo 79/2022/TB-VPCP Kết luận …")."""
        symbol = headline.symbol if headline else None
        if headline is None or symbol is None or document.form == "news":
            return document
        if document.number is None and not self.head.number_seen and self._note() is None:
            kind = document.kind or headline.kind
            document = replace(
                document, number=headline.number, symbol=symbol.symbol, separator=symbol.separator, kind=kind
            )
        same = symbol.symbol == document.symbol
        return replace(document, title=document.title or headline.title) if same else document

    def _with_note(self, document: Document) -> Document:
        """Fill in what only the note "(Ban hành kèm theo Quyết định số …)" of an attached part says."""
        note = self._note()
        if note is None:
            return document
        reference, issuer = note
        document = self._with_note_number(document, reference)
        if document.dated_on is None and not self.head.date_seen:
            document = replace(document, dated_on=reference.dated_on)
        return replace(document, issuer=document.issuer or issuer)

    def _with_note_number(self, document: Document, reference: Reference) -> Document:
        """Fill in the number that a note gives; tell where it is another than the head's."""
        symbol = reference.symbol
        if symbol is None:
            return document
        if document.number is None and not self.head.number_seen:
            return replace(
                document, number=_digits_of(self.text, reference) or str(symbol.number), symbol=symbol.symbol,
                separator=symbol.separator, kind=document.kind or reference.kind,
            )  # fmt: skip
        noted = (f"{symbol.number}{symbol.suffix}", fold(symbol.symbol))
        if document.number and document.symbol and (document.number.lstrip("0"), fold(document.symbol)) != noted:
            one = f"{document.number}{document.separator}{document.symbol}"
            self.problems.append(problem("numbers_differ", reference.span, one=one, other=symbol))
        return document

    def _note(self) -> tuple[Reference, str | None] | None:
        for read in self.reads:
            at = read.stretch.note
            if at is None:
                continue
            start, end = self.text.all[at].start, self._note_end(at)
            for reference in references_in(self.text, start, end):
                after = self.text.text[self.text.source.normal_span(*reference.span)[1] : end]
                return reference, _after_of(after)
        return None

    def _note_end(self, at: int) -> int:
        for index in range(at, min(at + 7, len(self.text.all))):
            if self.text.all[index].text.endswith(")"):
                return self.text.all[index].end
        return self.text.all[at].end

    def _tell_gaps(self, document: Document) -> None:
        head = self.head
        self.problems += [each for each in head.problems if each.code.startswith(("number", "date"))]
        if document.form == "news":
            self._tell("summary_only")
        if document.number is None and not head.number_seen:
            self._tell("number_missing")
        elif document.number and document.symbol is None:
            self._tell("symbol_missing")
        if document.dated_on is None and not head.date_seen:
            self._tell("date_missing")
        elif document.dated_on and document.issued_on is None and document.form == "news":
            self._tell("date_partial", words=document.dated_on.as_text().vi)
        gaps = {
            "kind_missing": document.kind,
            "issuer_missing": document.issuer or document.authority,
            "title_missing": document.title,
        }
        for code, value in gaps.items():
            if not value:
                self._tell(code)
        if document.form == "formal":
            self._tell_signer(document)
        if not any(read.structure.articles for read in self.reads) and document.form == "formal":
            self._tell("no_articles")

    def _tell_signer(self, document: Document) -> None:
        if document.signer is None:
            self._tell("signer_missing", (len(self.text.text), len(self.text.text)))
            return
        if document.signer.name is None:
            self.problems.append(problem("signer_unnamed", document.signer.span))
        if not document.signer.posts:
            self.problems.append(problem("signer_postless", document.signer.span))

    def _tell(self, code: str, at: tuple[int, int] | None = None, **values: object) -> None:
        first = self.text.all[0]
        self.problems.append(problem(code, self.text.span(*(at or (first.start, first.end))), **values))

    # --- under the body ---

    def _under(self) -> Under:
        found = Under(None, ())
        for read in self.reads:
            if read.stretch.role == "appendix" and read.stretch.first > 0:
                continue
            under = under_body(self.text, self._end_of_body(read), read.stretch.until)
            found = Under(found.signer or under.signer, found.recipients or under.recipients)
        return found

    def _end_of_body(self, read: _Read) -> int:
        """Return the first line under the body of a stretch."""
        until = read.loose.until if read.structure.until is None else read.structure.until
        if until is not None:
            return until
        end = max((each.span.end for each in read.structure.articles), default=0)
        at = self.text.source.normal_span(end, end)[0]
        index = read.stretch.first
        while index < read.stretch.until and self.text.all[index].start < at:
            index += 1
        return index

    # --- bases and links ---

    def _bases(self) -> list[tuple[Base, int]]:
        """Return the legal bases, each with its last line: what it rests on, and recitals that name an instrument."""
        found: list[tuple[Base, int]] = []
        index, end = self.head.until, self._end_of_bases()
        while index < end:
            line = self.text.all[index]
            if not is_base_line(line.folded):
                index += 1
                continue
            last = self._last_of_base(index, end)
            start, until = line.start, self.text.all[last].end
            named = references_in(self.text, start, until, with_laws=True)
            cites = tuple(_each_once(named, str))
            rests = line.folded.lstrip(" -–*").startswith("can cu")
            if rests or (any(each.symbol for each in cites) and not line.folded.startswith("kinh gui")):
                found.append((Base(self.text.span(start, until), cites), last))
            index = last + 1
        return found

    def _end_of_bases(self) -> int:
        first = self.main.structure.first
        limit = min(first if first is not None else self.main.stretch.until, self.head.until + 90)
        for index in range(self.head.until, limit):
            if is_decree_line(self.text.all[index].folded) and index > self.head.until:
                return index
        return limit

    def _last_of_base(self, index: int, end: int) -> int:
        last = index
        while last + 1 < end and last - index < _LONGEST_BASE:
            line, following = self.text.all[last], self.text.all[last + 1]
            ended = line.text.endswith((";", ".", ":")) and not following.text[0].islower()
            names_more = line.text.endswith(";") and _NAMES_MORE.match(following.text) is not None
            if (
                (ended and not names_more)
                or is_base_line(following.folded)
                or following.is_capitals
                or self.text.marks[last + 1]
            ):
                break
            if (
                following.gap
                and not names_more
                and not self.text.lines.runs_on(last)
                and not following.text[0].islower()
            ):
                break
            last += 1
        return last

    def _links(self, bases: Sequence[tuple[Base, int]], document: Document) -> list[Link]:
        """Return the links of the text outside its bases, its quotations and its appendices, itself left out."""
        own = f"{document.number}{document.separator}{document.symbol}".casefold()
        start = self.text.all[bases[-1][1]].end if bases else 0
        found: list[Link] = []
        for read in self.reads:
            if read.stretch.role == "appendix" and read.stretch.first > 0:
                continue
            for first, last in self._outside_quotes(read.stretch, start):
                found += links_in(self.text, first, last)
        kept = [link for link in found if str(link.reference).casefold().lstrip("0") != own.lstrip("0")]
        return list(_each_once(kept, lambda link: (link.relation, str(link.reference), bool(link.reference.citations))))

    def _outside_quotes(self, stretch: Stretch, start: int) -> list[tuple[int, int]]:
        at = max(start, self.text.all[stretch.first].start)
        end = self.text.all[stretch.until - 1].end
        runs: list[tuple[int, int]] = []
        for block in self.quotes:
            if at <= block.start <= end:
                runs.append((at, block.start))
                at = block.end
        return [run for run in [*runs, (at, end)] if run[0] < run[1]]


def _issuer_of(body: str | None, authority: str | None) -> str | None:
    """Return who issues: the letterhead's body, or who decides where that is missing or lacks whose it is."""
    if body is None or authority is None:
        return body or authority
    bare = is_generic(body) and authority.startswith(body) and not begins_post(authority)
    return authority if bare else body


def _each_once(items: Iterable[T], key: Callable[[T], object]) -> Iterator[T]:
    """Yield the items whose key was not met before, in order."""
    met: set[object] = set()
    for item in items:
        if (name := key(item)) not in met:
            met.add(name)
            yield item


def _without_kind(words: str, kind: str) -> str:
    return words[len(kind) :].strip(" :.-") if fold(words).startswith(fold(kind)) else words


def _digits_of(text: Marked, reference: Reference) -> str:
    start, end = text.source.normal_span(*reference.span)
    words = text.text[start:end]
    at = next((index for index, char in enumerate(words) if char.isdigit()), None)
    return "" if at is None else words[at:].partition("/")[0].partition("-")[0].strip()


def _after_of(words: str) -> str | None:
    """Return the body named after "của" in a note, where one is."""
    plain = " ".join(words.split()).strip(" .)")
    found = plain.removeprefix("của ").strip() if plain.startswith("của ") else None
    return found if found and len(found) < 200 else None
