"""Registering an incoming paper: its number of arrival is taken here, one series a body and year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from chidao.acts.authority import Matter
from chidao.acts.corrections import Correctable, correctable
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.acts.incoming.subject import incoming_said, who
from chidao.documents.acts.numbering import keep_file, locked_series
from chidao.documents.acts.papers import document_of
from chidao.documents.incoming.rules import (
    SERIES,
    SOURCE,
    URGENCIES,
    WAYS,
    Arrival,
    Earlier,
    against_again,
    against_arrival,
    arrival_clause,
    instrument_kind,
    symbol_key,
    symbol_read,
)
from chidao.documents.models import Attachment, Incoming
from chidao.documents.uploads import CheckedFile, refuse_secret_marks
from chidao.instruments.models import Instrument, Provision
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, raise_if_any
from chidao.kernel.symbols import KINDS, LAW_KINDS
from chidao.kernel.vietnamese import fold, nfc
from chidao.kernel.wording import Text, same
from chidao.people.acts import BODY, agency_named

INCOMING_KINDS = {"CV": Text("Công văn", "official letter"), **KINDS, **LAW_KINDS}
"""The kinds of paper that come in; "" stands for any other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterIncoming:
    """A paper that came in, as the clerk reads it."""

    body: str = asked(*BODY)
    file: CheckedFile | None = asked("Tệp văn bản", "File of the paper", "file", default=None)
    attachments: tuple[CheckedFile, ...] = asked("Tệp kèm theo", "Files with it", "files", default=())
    symbol: str = asked("Số, ký hiệu", "Number and symbol", hint=Text("ví dụ 12/STTTT-VP", "for example 12/STTTT-VP"),
                        default="")  # fmt: skip
    dated_on: date | None = asked("Ngày văn bản", "Date of the paper", "date", default=None)
    author: str = asked("Cơ quan ban hành", "From", hint=Text("Tên như ghi trên văn bản.", "As the paper names it."),
                        default="")  # fmt: skip
    author_agency: int | None = asked(
        "Là cơ quan trong danh bạ", "Is an agency registered here", "agency", default=None
    )
    kind: str = asked("Loại", "Kind", "choice", choices=INCOMING_KINDS, default="")
    title: str = asked("Trích yếu", "Subject")
    due_on: date | None = asked("Thời hạn giải quyết", "To be dealt with by", "date",
                                hint=Text("Nếu văn bản nêu.", "If the paper says one."), default=None)  # fmt: skip
    urgency: str = asked("Độ khẩn", "Urgency", "choice", choices=URGENCIES, default="")
    way: str = asked("Đến bằng", "Came by", "choice", choices=WAYS, default="paper")
    arrived_at: datetime | None = asked("Thời điểm đến", "When it came", "instant",
                                        hint=Text("Để trống nếu là bây giờ.", "Leave empty if it is now."),
                                        default=None)  # fmt: skip
    pages: int | None = asked("Số trang", "Pages", "number", default=None)
    in_answer_to: int | None = asked("Trả lời văn bản của ban", "Answers the body's own paper", "document",
                                     default=None)  # fmt: skip
    note: str = asked("Ghi chú", "Note", default="")
    reference: str = asked("Mã gói tin liên thông", "Id of the exchanged message", "hidden", default="")
    another_copy: bool = asked("Vẫn vào sổ dù đã có", "Register all the same", "yes",
                               hint=Text("Khi đây là một bản khác, cần số đến riêng.",
                                         "When this is another copy that needs a number of its own."),
                               default=False)  # fmt: skip


def _about(given: RegisterIncoming, at: datetime) -> Matter:
    return Matter(body=given.body, says=same(f"{given.symbol} {given.title}".strip()[:200]))


@act(
    "register_incoming",
    ("Đăng ký văn bản đến", "Register an incoming paper"),
    ("Vào sổ văn bản đến số {number}: {what}", "Registered incoming paper no. {number}: {what}"),
    given=RegisterIncoming,
    about=_about,
)
def register_incoming(doing: Doing, given: RegisterIncoming) -> Mapping[str, object]:
    """Register a paper under the next number of arrival of the year in which it came; it is citable by tasks.

    Raises BadInput for what is not fit to be registered, among it a mark of secrecy; Conflict where the same symbol of
    the same author and year, the same file or the same exchanged message is registered already, unless this is said to
    be another copy; NotFound for a document that it is to answer and that is not there.
    """
    refuse_secret_marks(symbol=given.symbol, title=given.title, author=given.author, note=given.note)
    paper = _arrival(doing, given)
    raise_if_any(BadInput, against_arrival(paper, local_day(doing.now)))
    _answered(given)
    if not given.another_copy:
        raise_if_any(Conflict, against_again(list(_earlier(given, paper))))
    series = locked_series(doing, given.body, SERIES, "", paper.arrived_on.year)
    doing.change(series, last=series.last + 1)
    row = doing.add(_row(doing, given, paper, series.last))
    doing.add_all(Attachment(incoming=row, file=keep_file(doing, each), title=each.name) for each in given.attachments)
    provision = _as_instrument(doing, row)
    return {
        "incoming": row.pk,
        "number": row.number,
        "year": row.year,
        "provision": provision.pk,
        "say": {"number": f"{row.number:02d}"},
    }


def _arrival(doing: Doing, given: RegisterIncoming) -> Arrival:
    named = agency_named(given.author_agency, "author_agency").name if given.author_agency else ""
    return Arrival(
        author=nfc(given.author).strip() or named,
        symbol=nfc(given.symbol).strip(),
        title=nfc(given.title).strip(),
        dated_on=given.dated_on,
        arrived_on=local_day(given.arrived_at or doing.at),
        due_on=given.due_on,
        pages=given.pages,
    )


def _answered(given: RegisterIncoming) -> None:
    if given.in_answer_to:
        document_of(given.body, given.in_answer_to, "in_answer_to")


def _earlier(given: RegisterIncoming, paper: Arrival) -> Iterator[Earlier]:
    """Yield the latest paper that seems the same by each of its marks."""
    of_body: QuerySet[Incoming] = Incoming.objects.filter(body=given.body)
    key, year = symbol_key(paper.symbol, paper.author), (paper.dated_on or paper.arrived_on).year
    marks = {
        "symbol": Q(symbol_key=key) & (Q(dated_on__year=year) | Q(dated_on=None, year=year)) if key else None,
        "file": Q(file__sha256=given.file.sha256) if given.file else None,
        "reference": Q(reference=given.reference) if given.reference else None,
    }
    for by, mark in marks.items():
        found = of_body.filter(mark).order_by("-pk").first() if mark is not None else None
        if found:
            yield Earlier(number=found.number, year=found.year, symbol=found.symbol, by=by)


def _row(doing: Doing, given: RegisterIncoming, paper: Arrival, number: int) -> Incoming:
    row = Incoming(
        body=given.body,
        year=paper.arrived_on.year,
        number=number,
        arrived_at=given.arrived_at or doing.at,
        author=paper.author[:300],
        author_agency_id=given.author_agency,
        kind=given.kind,
        symbol=paper.symbol[:100],
        symbol_key=symbol_key(paper.symbol, paper.author),
        dated_on=given.dated_on,
        title=paper.title[:500],
        pages=given.pages,
        urgency=given.urgency,
        way=given.way,
        due_on=given.due_on,
        file=keep_file(doing, given.file) if given.file else None,
        note=given.note[:300],
        registered_by=who(doing),
        registered_at=doing.at,
        reference=given.reference,
        in_answer_to_id=given.in_answer_to,
    )
    row.folded = _folded(row)
    return row


def _as_instrument(doing: Doing, row: Incoming) -> Provision:
    """Make the instrument of a paper, with one provision by which tasks cite it."""
    read = symbol_read(row.symbol)
    instrument = doing.add(
        Instrument(
            body=row.body,
            kind=instrument_kind(row.kind),
            number=f"{read.number:02d}{read.suffix}" if read else "",
            symbol=(read.symbol if read else row.symbol)[:60],
            title=same(row.title).as_data(),
            issuer=row.author,
            signed=row.dated_on.isoformat() if row.dated_on else "",
            signed_on=row.dated_on,
            recorded_at=doing.now,
            source=SOURCE,
            access=row.access,
            folded=row.folded[:600],
        )
    )
    doing.change(row, instrument=instrument)
    named = INCOMING_KINDS[row.kind].vi if row.kind in INCOMING_KINDS else "Văn bản"
    return doing.add(
        Provision(
            instrument=instrument,
            ordinal=1,
            clause_id=arrival_clause(row.number, row.year),
            label=f"ĐẾN {row.number:02d}"[:20],
            cite=f"{named} {row.symbol or '(không số)'}, {row.author}"[:120],
            kind="duty",
            summary=same(row.title).as_data(),
        )
    )


def _folded(row: Incoming) -> str:
    return fold(f"{row.number}/{row.year} {row.symbol} {row.author} {row.title}")[:900]


def _said(row: Incoming) -> Text:
    return incoming_said(row.number, row.year, row.symbol)


def _follow(row: Incoming) -> Mapping[str, object]:
    return {"folded": _folded(row), "symbol_key": symbol_key(row.symbol, row.author)}


correctable(
    Text("văn bản đến", "incoming paper"),
    Correctable(
        name="incoming",
        model=Incoming,
        fields={
            "title": Text("trích yếu", "subject"),
            "symbol": Text("số, ký hiệu", "number and symbol"),
            "author": Text("cơ quan ban hành", "author"),
        },
        named=_said,
        follow=_follow,
    ),
)
