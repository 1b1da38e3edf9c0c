"""Going through a written regulation khoản by khoản, and gathering what is not understood with its place (PURE)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, ParamSpec, TypeVar

from chidao.instruments.writing.words import NotUnderstood
from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text
from chidao.reading.tree import Article, Clause, Law, Part, Span

T = TypeVar("T")
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence: its place ("Điều 5 khoản 2 điểm a"), its words without the sign that ends it, its span."""

    place: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Khoan:
    """A khoản: its place, its own words with the sign that ends them, and its points or dashes."""

    place: str
    words: str
    clause: Clause
    points: tuple[Said, ...]


@dataclass(slots=True)
class Walk:
    """The regulation's part of a text while it is read; what is not understood is gathered in `faults`."""

    law: Law
    part: Part
    faults: list[Reason] = field(default_factory=list)

    def articles(self, title: str) -> list[Article]:
        """Return the articles of a title."""
        return [article for article in self.part.articles if article.title == title]

    def khoans_under(self, title: str) -> Iterator[Khoan]:
        """Yield every khoản of the articles of a title."""
        for article in self.articles(title):
            yield from self.khoans(article)

    def khoans(self, article: Article) -> Iterator[Khoan]:
        """Yield the khoản of an article; words that stand outside of them are a fault."""
        if self.law.words(article.lead) or article.points or article.dashes:
            self.fault(f"Điều {article.label}", article.span, _OUTSIDE)
        for clause in article.clauses:
            place = f"Điều {article.label} khoản {clause.label}"
            ends = [*(each.span.end for each in clause.points), *(each.span.end for each in clause.dashes)]
            after = max(ends, default=clause.lead.end)
            if clause.clauses or self.law.words(Span(after, max(after, clause.span.end))):
                self.fault(place, clause.span, _OUTSIDE)
            yield Khoan(place, self.law.words(clause.lead), clause, tuple(self._points(place, clause)))

    def rows(self, part: Part) -> Iterator[tuple[str, list[Said]]]:
        """Yield (heading, rows) of an appendix: a numbered heading with a dash for each row."""
        for group in part.groups:
            for clause in group.clauses:
                heading = self.law.words(clause.lead).removesuffix(":")
                rows = [Said(part.title, unended(self.law.words(each.lead)), each.span) for each in clause.dashes]
                yield heading, rows

    def appendices(self, title: str) -> Iterator[Part]:
        """Yield the appendices of a title."""
        for part in self.law.parts:
            if part.role == "appendix" and part.title.upper() == title.upper():
                yield part

    def fault(self, place: str, span: Span, says: Text) -> None:
        """Take note of what is wrong at a place."""
        line = self.law.source.given.count("\n", 0, span.start) + 1
        said = _AT.filled(place=place, fault=says, words=self.law.words(span)[:160])
        self.faults.append(Reason(code="charter.not_understood", says=said, remedy=_REMEDY, field=place, line=line))

    def tried(self, place: str, span: Span, read: Callable[P, T], *args: P.args, **named: P.kwargs) -> T | None:
        """Return what reading gives, or None after taking note of why it could not be read."""
        try:
            return read(*args, **named)
        except NotUnderstood as error:
            self.fault(place, span, error.says)
            return None

    def _points(self, place: str, clause: Clause) -> Iterator[Said]:
        for point in clause.points:
            if point.dashes:
                self.fault(f"{place} điểm {point.label}", point.span, _OUTSIDE)
            yield Said(f"{place} điểm {point.label}", unended(self.law.words(point.lead)), point.span)
        for number, dash in enumerate(clause.dashes, 1):
            yield Said(f"{place} gạch {number}", unended(self.law.words(dash.lead)), dash.span)


def unended(words: str) -> str:
    """Return words without the sign that ends them in a list."""
    return words[:-1] if words.endswith((";", ".")) else words


_AT: Final = Text("{place}: {fault} “{words}”", "{place}: {fault} “{words}”")
_REMEDY: Final = Text(
    "Viết lại theo mẫu câu của các khoản, điểm bên cạnh.", "Write it in the form of the sentences beside it."
)
_OUTSIDE: Final = Text("Có lời nằm ngoài các khoản, điểm.", "There are words outside the khoản and points.")
