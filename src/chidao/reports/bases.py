"""What is to be reviewed since a legal basis ended: instruments, and documents whose text cites what ended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from chidao.acts.authority import Matter
from chidao.acts.kept import as_recorded
from chidao.documents.models import Document
from chidao.documents.queries import hidden_documents
from chidao.instruments.bases import Resting, bases_to_review, same_paper
from chidao.instruments.models import BasisReview, Instrument, Link
from chidao.kernel.days import local_day
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader
from chidao.reports.waiting import Waiting, may_at_all, waiting

READ_AT_MOST: Final = 1000
"""How many documents are read for what they cite: the newest of those that stand."""
_BASIS: Final = re.compile(r"\s*căn cứ\b", re.IGNORECASE)
_SYMBOL: Final = re.compile(r"\d+(?:/\d{4})?/[^\W\d_][\w-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """A document in which what ended stands among the bases. It is put right by replacing or recalling it."""

    document: int
    label: str
    title: str
    dated_on: date
    basis: str
    through: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BasesToReview:
    """All that rests on what has ended, and how much of it nobody has looked at."""

    instruments: tuple[Resting, ...]
    documents: tuple[Citing, ...]

    @property
    def waiting(self) -> int:
        """Return how many instruments wait to be reviewed."""
        return sum(each.waits for each in self.instruments)


def to_review(reader: Reader, on: date) -> BasesToReview:
    """Return what a reader may see of what is to be reviewed on a day (six queries, however much there is)."""
    if reader.sees("regulation") not in {"all", "own_agency"}:
        return BasesToReview(instruments=(), documents=())
    found = bases_to_review(reader.body, on)
    cited = citing(reader.body, on) if found and reader.sees("documents") == "all" else ()
    hidden = set(hidden_documents(reader).values_list("pk", flat=True)) if cited else set()
    documents = tuple(each for each in cited if each.document not in hidden)
    return BasesToReview(instruments=found, documents=documents)


def citing(body: str, on: date) -> tuple[Citing, ...]:
    """Return the documents in force whose bases name what ended, or an instrument that rests on it."""
    read = (Instrument, Link, BasisReview, Document)
    return as_recorded(f"citing:{body}:{on}", lambda: tuple(_citing(body, on)), of=read)


def _citing(body: str, on: date) -> Iterator[Citing]:
    shaken = _shaken(bases_to_review(body, on))
    if not shaken:
        return
    standing = Document.objects.filter(body=body, voided_at=None, recalled_at=None, replaced_by=None)
    for row in standing.exclude(content={}).order_by("-dated_on", "-pk")[:READ_AT_MOST]:
        for cited, basis in _hits(_bases_in(row.content), shaken):
            yield Citing(
                document=row.pk, label=row.label, title=row.title, dated_on=row.dated_on, basis=basis,
                through="" if cited == basis else cited,
            )  # fmt: skip
            break


def _shaken(found: Iterable[Resting]) -> dict[str, str]:
    """Return what a document may cite that is shaken, each with the basis that ended."""
    shaken: dict[str, str] = {}
    for each in found:
        shaken.setdefault(each.ended.says, each.ended.says)
        if each.label and (each.review is None or each.review.outcome != "stands"):
            shaken.setdefault(each.label, each.ended.says)
    return shaken


def _hits(lines: Iterable[str], shaken: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        symbols, words = _SYMBOL.findall(line), fold(line)
        for cited, basis in shaken.items():
            if any(same_paper(symbol, cited) for symbol in symbols) or _named(cited, words):
                yield cited, basis


def _named(cited: str, words: str) -> bool:
    """A law is cited by its name, often without the year that stands behind it in brackets."""
    return "/" not in cited and fold(re.sub(r"\s*\([^)]*\)", "", cited)) in words


def _bases_in(content: Mapping[str, Any]) -> list[str]:
    given = [content.get(name) for name in ("bases", "paragraphs", "text")]
    lines = [line for each in given for line in ([each] if isinstance(each, str) else each or ())]
    split = [part for line in lines if isinstance(line, str) for part in line.splitlines()]
    return [line for line in split if _BASIS.match(line)] + [
        line for line in content.get("bases") or () if isinstance(line, str)
    ]


def waits_of_bases(reader: Reader, now: datetime) -> Iterator[Waiting]:
    """Yield one line for all instruments that wait to be reviewed; whether the reader may is asked by the caller."""
    on = local_day(now)
    given = may_at_all(reader, "review_basis", on)
    waits = [each for each in bases_to_review(reader.body, on) if each.waits] if given else []
    if waits:
        says = _TO_REVIEW.filled(n=len(waits), basis=waits[0].ended.says)
        matter = Matter(body=reader.body, says=says, facets={"instrument": waits[0].kind})
        yield waiting(
            "review_basis", "basis", waits[0].link, says, _ENDED, matter=matter, first=(("link", waits[0].link),),
            path="instruments/bases/",
        )  # fmt: skip


_TO_REVIEW: Final = Text("Rà soát căn cứ: {n} văn bản dựa trên {basis}…", "Legal bases: {n} papers rest on {basis}…")
_ENDED: Final = Text("Căn cứ không còn hiệu lực", "The basis is no longer in force")
