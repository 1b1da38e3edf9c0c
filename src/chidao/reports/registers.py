"""The registers of the body's papers as tables: what went out, what came in, how it is settled; two status reports.

Page, workbook and print show the same columns (`register_tables`). A number that was voided, recalled, given outside
or never used stands in the register as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Final

from django.db.models import QuerySet

from chidao.documents.incoming.queries import IncomingRow, rows_of_papers, seen_incoming
from chidao.documents.incoming.rules import SETTLINGS, STATES, URGENCIES, WAYS
from chidao.documents.models import Delivery, Document, Incoming, Series
from chidao.documents.queries import seen_documents
from chidao.instruments.charter import Regulation
from chidao.kernel.days import VIET_NAM, local_day
from chidao.kernel.symbols import KINDS, LAW_KINDS
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import Reader
from chidao.reports.register_tables import (
    IN,
    MOST,
    OUT,
    SETTLING,
    STATUS_IN,
    STATUS_OUT,
    Asked,
    Line,
    Register,
    Rows,
    Value,
)

# ---------------------------------------------------------------- what went out


def _outgoing(reader: Reader, asked: Asked, today: date, after: str, most: int) -> Rows:
    """Numbers in the order of their days, gaps where the numbers are that nobody took (six queries)."""
    entries = [each for each in _entries(reader, asked) if each.key_said > after][: most + 1]
    shown = entries[:most]
    found = {each.pk: each for each in _documents(reader, asked).filter(pk__in=[each.document for each in shown])}
    sent = _sent([each.document for each in shown if each.document])
    replaced = dict(Document.objects.filter(replaces__in=found).values_list("replaces", "pk"))
    lines = [
        _document_line(found[each.document], sent.get(each.document, ()), each.document in replaced)
        if each.document in found
        else _gap_line(each)
        for each in shown
    ]
    return Rows(lines=tuple(lines), next=shown[-1].key_said if len(entries) > most else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A place in the register: a document, or numbers (`first` to `last`) of a series that nobody took."""

    on: date
    symbol: str
    first: int
    last: int
    document: int | None

    @property
    def key_said(self) -> str:
        """Return by what places are put in order, and the next page is asked for."""
        return f"{self.on.isoformat()}~{self.symbol}~{self.last:010d}~{self.document or 0:010d}"


def _entries(reader: Reader, asked: Asked) -> list[_Entry]:
    """Return every place of the register without its words: numbers only, so that a year of them is light."""
    rows = _documents(reader, asked).values_list("symbol", "number", "dated_on", "pk")
    taken = [_Entry(on=on, symbol=symbol, first=n, last=n, document=pk) for symbol, n, on, pk in rows if n]
    gaps = _gaps(reader, asked) if reader.sees("documents") == "all" else ()
    return sorted([*taken, *gaps], key=lambda each: each.key_said)


def _documents(reader: Reader, asked: Asked) -> QuerySet[Document]:
    found = seen_documents(reader).exclude(number=None).filter(dated_on__range=(asked.begins, asked.ends))
    return found.filter(kind=asked.kind) if asked.kind else found


def _gaps(reader: Reader, asked: Asked) -> Iterator[_Entry]:
    """Yield the numbers of the year that no paper of the body bears, each on the day of the number before it."""
    series = Series.objects.filter(body=reader.body, year=asked.year, documents__isnull=False).distinct()
    rows = Document.objects.filter(series__in=series.filter(kind=asked.kind) if asked.kind else series)
    numbers = rows.order_by("series", "number").values_list("series", "number", "dated_on", "symbol")
    for _, group in groupby(numbers, key=lambda row: row[0]):
        before, on = 0, asked.begins
        for _, number, dated_on, symbol in group:
            if number > before + 1 and asked.begins <= dated_on <= asked.ends:
                yield _Entry(on=max(on, asked.begins), symbol=symbol, first=before + 1, last=number - 1, document=None)
            before, on = number, dated_on


def _sent(documents: Iterable[int]) -> dict[int | None, list[Delivery]]:
    rows = Delivery.objects.filter(document__in=list(documents)).order_by("sent_at", "pk")
    found: dict[int | None, list[Delivery]] = {}
    for each in rows:
        found.setdefault(each.document_id, []).append(each)
    return found


def _document_line(paper: Document, sent: Sequence[Delivery], is_replaced: bool) -> Line:
    values: tuple[Value, ...] = (
        paper.label,
        paper.dated_on,
        _kind_and(paper.kind, paper.title),
        paper.signer,
        "; ".join(paper.recipients),
        paper.kept_by,
        paper.copies,
        local_day(sent[0].sent_at) if sent else None,
        _received(sent),
        _joined(_outgoing_notes(paper, is_replaced)),
    )
    state = "void" if paper.voided_at else "recalled" if paper.recalled_at else ""
    return Line(values=values, path=f"documents/{paper.pk}/", state=state)


def _gap_line(gap: _Entry) -> Line:
    numbers = f"{gap.first:02d}" if gap.first == gap.last else f"{gap.first:02d}–{gap.last:02d}"
    return Line(values=(f"{numbers}/{gap.symbol}", *[None] * 8, _UNUSED), state="gap")


def _outgoing_notes(paper: Document, is_replaced: bool) -> Iterator[Text]:
    if paper.voided_at:
        yield _VOID.filled(why=paper.void_reason)
    if paper.recalled_at:
        yield _RECALLED.filled(day=_day(local_day(paper.recalled_at)), why=paper.recall_reason)
    if is_replaced:
        yield _REPLACED
    if paper.outside:
        yield _OUTSIDE


def _received(sent: Sequence[Delivery]) -> Value:
    """Say how many of those it went to have acknowledged it; nothing where it went to nobody here."""
    done = sum(each.acknowledged_at is not None for each in sent)
    return _RECEIVED.filled(n=done, of=len(sent)) if sent else None


# ---------------------------------------------------------------- what came in


def _incoming(reader: Reader, asked: Asked, today: date, after: str, most: int) -> Rows:
    return _arrivals(reader, asked, today, after, most, _incoming_line)


def _settling(reader: Reader, asked: Asked, today: date, after: str, most: int) -> Rows:
    return _arrivals(reader, asked, today, after, most, _settling_line)


def _arrivals(
    reader: Reader, asked: Asked, today: date, after: str, most: int, line: Callable[[IncomingRow], Line]
) -> Rows:
    """Papers that came in, by their number of arrival (six queries)."""
    found = _papers(reader, asked)
    if after.isascii() and after.isdigit() and len(after) < 10:
        found = found.filter(number__gt=int(after))
    papers = list(found.order_by("number")[: most + 1])
    rows = rows_of_papers(papers[:most], today)
    return Rows(lines=tuple(map(line, rows)), next=str(rows[-1].number) if len(papers) > most else None)


def _papers(reader: Reader, asked: Asked) -> QuerySet[Incoming]:
    begins = datetime.combine(asked.begins, time.min, tzinfo=VIET_NAM)
    ends = datetime.combine(asked.ends + timedelta(days=1), time.min, tzinfo=VIET_NAM)
    found = seen_incoming(reader).filter(year=asked.year, arrived_at__gte=begins, arrived_at__lt=ends)
    return found.filter(kind=asked.kind) if asked.kind else found


def _incoming_line(row: IncomingRow) -> Line:
    values: tuple[Value, ...] = (
        row.arrived_on,
        f"{row.number:02d}",
        row.author,
        row.symbol,
        row.dated_on,
        _kind_and(row.kind, row.title),
        _named(row.given_to),
        row.handed_on,
        _received_by(row),
        _joined(_incoming_notes(row)),
    )
    return Line(values=values, path=f"incoming/{row.id}/")


def _settling_line(row: IncomingRow) -> Line:
    about = " ".join(part for part in (row.symbol, f"({row.author})") if part)
    values: tuple[Value, ...] = (
        f"{row.number:02d}/{row.year}",
        _kind_and(row.kind, f"{about}: {row.title}"),
        _named(row.given_to),
        row.due_on,
        _progress(row),
        ", ".join(label for _, label in row.answers),
        _joined(_settling_notes(row)),
    )
    return Line(values=values, path=f"incoming/{row.id}/", state="late" if _is_late(row) else "")


def _incoming_notes(row: IncomingRow) -> Iterator[Text]:
    if row.urgency:
        yield URGENCIES.get(row.urgency, same(row.urgency))
    if row.way != "paper":
        yield WAYS.get(row.way, same(row.way))
    if row.note:
        yield same(row.note)


def _settling_notes(row: IncomingRow) -> Iterator[Text]:
    if row.settled_words:
        yield same(row.settled_words)
    if row.note:
        yield same(row.note)


def _received_by(row: IncomingRow) -> Value:
    return _RECEIVED.filled(n=row.received, of=row.handed) if row.handed else None


def _progress(row: IncomingRow) -> Text:
    if row.settled_on:
        said = SETTLINGS.get(row.settled_how, same(row.settled_how))
        return _SETTLED_ON.filled(how=said, day=_day(row.settled_on))
    says = STATES[row.state]
    if row.tasks:
        says = _WITH_TASKS.filled(state=says, done=row.tasks - row.open_tasks, of=row.tasks)
    return _LATE.filled(state=says, n=-(row.left or 0)) if _is_late(row) else says


def _is_late(row: IncomingRow) -> bool:
    return row.left is not None and row.left < 0


# ---------------------------------------------------------------- how things stand


def _status_out(reader: Reader, asked: Asked, today: date, after: str, most: int) -> Rows:
    """What went out in the period, by kind (two queries)."""
    rows = _documents(reader, asked).values_list(
        "pk", "kind", "voided_at", "recalled_at", "scan", "signed_paper_at", "outside", "access"
    )[:MOST]
    answered = set(_documents(reader, asked).filter(answers__isnull=False).values_list("pk", flat=True))
    counted: dict[str, list[int]] = {}
    for pk, kind, voided, recalled, scan, signed, outside, access in rows:
        marks = (
            True, bool(voided), bool(recalled), bool(scan or signed) and not voided,
            not (scan or signed or voided or outside), access == "open", pk in answered,
        )  # fmt: skip
        _count(counted, [kind, _ALL.vi], marks)
    return _totalled(counted, kind_title)


def _status_in(reader: Reader, asked: Asked, today: date, after: str, most: int) -> Rows:
    """What came in in the period, by whom it was given to: settled in time and late, open in time and late.

    A paper given to several stands with each of them, and once among them all.
    """
    counted: dict[str, list[int]] = {}
    for row in rows_of_papers(list(_papers(reader, asked).order_by("number")[:MOST]), today):
        late = _is_late(row) or bool(row.settled_on and row.due_on and row.settled_on > row.due_on)
        settled = row.state == "settled"
        marks = (True, settled and not late, settled and late, not settled and not late, not settled and late,
                 row.state == "new", bool(row.answers))  # fmt: skip
        _count(counted, [*([each.vi for each in row.given_to] or [_NOBODY.vi]), _ALL.vi], marks)
    return _totalled(counted, lambda name: _NOBODY if name == _NOBODY.vi else same(name))


def _count(counted: dict[str, list[int]], names: Iterable[str], marks: Sequence[bool]) -> None:
    for name in names:
        before = counted.get(name) or [0] * len(marks)
        counted[name] = [count + mark for count, mark in zip(before, marks, strict=True)]


def _totalled(counted: dict[str, list[int]], said: Callable[[str], Text]) -> Rows:
    """Return a row for each, and one for them all where there are several."""
    total = counted.pop(_ALL.vi, None)
    lines = [Line(values=(said(name), *counts)) for name, counts in sorted(counted.items())]
    if total and len(lines) > 1:
        lines.append(Line(values=(_ALL, *total), state="total"))
    return Rows(lines=tuple(lines))


# ---------------------------------------------------------------- words


def kind_title(kind: str) -> Text:
    """Return the name of a kind of document; the abbreviation itself for one that the norm does not name."""
    return {**LAW_KINDS, **KINDS}.get(kind, _LETTER if kind == "CV" else same(kind))


def kinds_in(current: Regulation | None, register: str) -> tuple[str, ...]:
    """Return the kinds by which a register may be narrowed: the body's own series, or any that may come in."""
    if register in {"out", "status-out"}:
        return tuple(dict.fromkeys(each.kind for each in current.series)) if current else ()
    return ("CV", *KINDS, *LAW_KINDS)


def _kind_and(kind: str, words: str) -> Text:
    if not kind:
        return same(words)
    named = kind_title(kind)
    return Text(f"{named.vi[:1].upper()}{named.vi[1:]}: {words}", f"{named.en[:1].upper()}{named.en[1:]}: {words}")


def _named(names: Iterable[Text]) -> Text | None:
    return _joined(names)


def _joined(parts: Iterable[Text]) -> Text | None:
    found = list(parts)
    return Text("; ".join(each.vi for each in found), "; ".join(each.en for each in found)) if found else None


def _day(on: date) -> str:
    return f"{on.day}/{on.month}/{on.year}"


_LETTER: Final = Text("công văn", "official letter")
_UNUSED: Final = Text("số chưa dùng", "never used")
_VOID: Final = Text("số đã hủy: {why}", "void: {why}")
_RECALLED: Final = Text("thu hồi ngày {day}: {why}", "recalled on {day}: {why}")
_REPLACED: Final = Text("đã được thay thế", "replaced")
_OUTSIDE: Final = Text("nhập với số lấy ngoài hệ thống", "number given outside the system")
_RECEIVED: Final = Text("{n}/{of} đã ký nhận", "{n} of {of} received")
_SETTLED_ON: Final = Text("{how}, {day}", "{how}, {day}")
_WITH_TASKS: Final = Text("{state}; nhiệm vụ xong {done}/{of}", "{state}; tasks done {done}/{of}")
_LATE: Final = Text("{state}; quá hạn {n} ngày làm việc", "{state}; {n} working days late")
_NOBODY: Final = Text("Chưa giao", "Given to nobody yet")
_ALL: Final = Text("Cộng", "All")

REGISTERS: Final[Mapping[str, Register]] = {
    each.name: each
    for each in (
        Register(
            name="out",
            title=Text("Sổ đăng ký văn bản đi", "Register of outgoing papers"),
            short=Text("văn bản đi", "outgoing"),
            columns=OUT,
            read=_outgoing,
        ),
        Register(
            name="in",
            title=Text("Sổ đăng ký văn bản đến", "Register of incoming papers"),
            short=Text("văn bản đến", "incoming"),
            columns=IN,
            read=_incoming,
        ),
        Register(
            name="settling",
            title=Text("Sổ theo dõi giải quyết văn bản đến", "Follow-up of incoming papers"),
            short=Text("theo dõi giải quyết", "follow-up"),
            columns=SETTLING,
            read=_settling,
        ),
        Register(
            name="status-in",
            title=Text("Tình hình giải quyết văn bản đến", "How incoming papers stand"),
            short=Text("tình hình văn bản đến", "incoming, how they stand"),
            columns=STATUS_IN,
            read=_status_in,
        ),
        Register(
            name="status-out",
            title=Text("Tình hình văn bản đi", "How outgoing papers stand"),
            short=Text("tình hình văn bản đi", "outgoing, how they stand"),
            columns=STATUS_OUT,
            read=_status_out,
        ),
    )
}
"""Every register, by its name in addresses."""
