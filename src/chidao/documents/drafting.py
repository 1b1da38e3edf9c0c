"""From plain facts to the components of the committee's first papers (PURE). Forms: NĐ 30/2020, Phụ lục III.

Every name, post, symbol and place is an argument. The wording between them is the program's own; the clerk changes it
in the printed file as she likes. All functions raise BadInput where a text cannot be printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from chidao.documents.paper import (
    AS_ADDRESSED,
    BLANK,
    INVITATION_SALUTATION,
    Block,
    Column,
    Numbered,
    Paper,
    Paragraph,
    Table,
    Urgency,
    clock_time,
    long_date,
    on_one_line,
    padded,
    short_date,
    weekday_date,
)
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text

PLAIN: Final = "plain"
"""The form of a document whose paragraphs are its whole content."""
INVITATION: Final = "Giấy mời"
NOTICE: Final = "Thông báo"
ATTENDANCE_SHEET: Final = "Danh sách đại biểu dự họp"
# Room for a signature in a row.
SIGNING_ROW_MM: Final = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What the papers of one issuer have in common, and who signs this one.

    `issuer` and the lines of `signature` are spelt as in a sentence (capitals come in print); `filing` follows "Lưu:".
    `number` and `dated_on` are None while they are left to be written by hand, `year` then being printed if given.
    """

    issuer: str
    place: str
    signature: tuple[str, ...]
    superior_body: str = ""
    number: int | None = None
    symbol: str | None = None
    dated_on: date | None = None
    year: int | None = None
    signer_name: str | None = None
    recipients: tuple[str, ...] = ()
    filing: str = "VT"
    urgency: Urgency | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """A meeting as its papers speak of it. `name` goes on from "dự": "phiên họp quý III năm 2020 của …".

    `chair` is the post that presides; `starts_at` carries the local zone.
    """

    name: str
    chair: str
    starts_at: datetime
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """One numbered conclusion; a task when `lead` names the agency accountable for it."""

    text: str
    title: str = ""
    lead: str | None = None
    coordinating: tuple[str, ...] = ()
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LateTask:
    """A task past its deadline: `source` cites where it was given, `days_late` counts working days."""

    title: str
    lead: str
    source: str
    due_on: date
    days_late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """Who is expected at a meeting: a post, its agency, and a name where one is known."""

    post: str
    agency: str = ""
    name: str = ""


def draft_invitation(
    head: Letterhead,
    meeting: Gathering,
    *,
    invited: Sequence[str],
    agenda: Sequence[str],
    attendees: Sequence[str] = (),
    papers_note: str = "",
    reply_note: str = "",
) -> Paper:
    """Draft an invitation (form 1.7).

    `invited` are those it is sent to, `attendees` the circles that take part where these differ; `papers_note` says
    where the papers are or who prepares them, `reply_note` how and by when to answer.
    """
    items: list[tuple[str, Sequence[str]]] = [
        ("Nội dung:", agenda),
        ("Chủ trì:", [meeting.chair]),
        ("Thời gian:", [f"{clock_time(meeting.starts_at)}, {weekday_date(meeting.starts_at.date())}"]),
        ("Địa điểm:", [meeting.place]),
        ("Thành phần:", attendees),
        ("Tài liệu:", [papers_note] if papers_note else []),
    ]
    opening = Paragraph(f"{_inline(head.issuer)} trân trọng kính mời dự {_inline(meeting.name)}, cụ thể như sau:")
    closing = Paragraph(reply_note or "Đề nghị các đại biểu dự họp đúng thành phần và thời gian nêu trên")
    return _paper(
        head,
        kind_name=INVITATION,
        subject=_capitalised(f"dự {meeting.name}"),
        salutation=INVITATION_SALUTATION,
        addressees=tuple(invited),
        body=(opening, *_items(items), closing),
    )


def draft_conclusion_notice(
    head: Letterhead,
    meeting: Gathering,
    conclusions: Sequence[Conclusion],
    *,
    present: str = "",
    heard: str = "",
) -> Paper:
    """Draft the notice of a meeting's conclusions (form 1.4): each numbered, a task with its agencies and deadline.

    `present` says who attended, `heard` what was reported; both go on inside a sentence. BadInput without conclusions.
    """
    _need(conclusions, "conclusions", Text("Chưa có kết luận nào.", "There is no conclusion yet."))
    blocks = [block for index, each in enumerate(conclusions, 1) for block in _conclusion_blocks(index, each)]
    closing = f"{_inline(head.issuer)} thông báo để các cơ quan, đơn vị liên quan biết, thực hiện"
    return _paper(
        head,
        kind_name=NOTICE,
        subject=f"Kết luận của {_inline(meeting.chair)}\ntại {_inline(meeting.name)}",
        body=(Paragraph(_notice_opening(meeting, present, heard)), *blocks, Paragraph(closing)),
    )


def draft_urging_letter(
    head: Letterhead,
    tasks: Sequence[LateTask],
    *,
    agencies: Sequence[str],
    matter: str,
    as_of: date,
    report_by: date | None = None,
    report_to: str = "",
    bases: Sequence[str] = (),
) -> Paper:
    """Draft an official letter that urges late tasks on (form 1.5), the tasks in a table.

    `matter` goes on from "đôn đốc thực hiện"; `report_by` and `report_to` say when and to whom agencies answer.
    BadInput without tasks.
    """
    _need(tasks, "tasks", Text("Chưa chọn nhiệm vụ quá hạn nào.", "No late task has been chosen."))
    opening = (
        f"Qua theo dõi việc thực hiện {_inline(matter)}, tính đến hết {long_date(as_of)}, "
        f"có {padded(len(tasks))} nhiệm vụ đã quá thời hạn mà chưa được báo cáo hoàn thành, gồm:"
    )
    return _paper(
        head,
        kind_name=None,
        subject=f"đôn đốc thực hiện {_inline(matter)}",
        addressees=tuple(agencies),
        bases=tuple(bases),
        body=(Paragraph(opening), late_table(tasks), *_urging_requests(head, report_by, report_to)),
    )


def draft_document(
    head: Letterhead,
    *,
    kind_name: str | None,
    subject: str,
    paragraphs: Sequence[str],
    addressees: Sequence[str] = (),
) -> Paper:
    """Draft a document of a named kind (form 1.4), or an official letter where `kind_name` is None (form 1.5).

    Each paragraph is one of the body. A letter that names no addressee goes to its recipients, or leaves room to write
    one: it is not complete without (mục II.9). BadInput without any paragraph.
    """
    _need(paragraphs, "text", Text("Văn bản chưa có nội dung.", "The document says nothing yet."))
    addressed = tuple(addressees)
    if kind_name is None and not addressed:
        addressed, head = head.recipients or (BLANK,), replace(head, recipients=())
    return _paper(
        head,
        kind_name=kind_name,
        subject=_inline(subject),
        addressees=addressed,
        body=tuple(Paragraph(on_one_line(each)) for each in paragraphs),
    )


def draft_attendance_sheet(
    head: Letterhead, meeting: Gathering, attendees: Iterable[Attendee], *, blank_rows: int = 5
) -> Paper:
    """Draft the sheet that those present sign, with blank rows for those not expected. It bears no number."""
    expected = [(padded(index), each.name, _post_and_agency(each), "", "") for index, each in enumerate(attendees, 1)]
    blanks = [(padded(len(expected) + index), "", "", "", "") for index in range(1, blank_rows + 1)]
    where = Paragraph(
        f"Thời gian: {clock_time(meeting.starts_at)}, {weekday_date(meeting.starts_at.date())}\n"
        f"Địa điểm: {_inline(meeting.place)}\nChủ trì: {_inline(meeting.chair)}"
    )
    return Paper(
        issuer=head.issuer,
        superior_body=head.superior_body,
        place=head.place,
        dated_on=head.dated_on,
        kind_name=ATTENDANCE_SHEET,
        subject=_capitalised(meeting.name),
        body=(where, Table(_ATTENDANCE_COLUMNS, tuple(expected + blanks), SIGNING_ROW_MM)),
        closed=False,
    )


def late_table(tasks: Sequence[LateTask]) -> Table:
    """Return the table of late tasks: number, task, lead agency, source, deadline, working days late."""
    rows = ((padded(index), *_late_cells(task)) for index, task in enumerate(tasks, 1))
    return Table(_LATE_COLUMNS, tuple(rows))


_LATE_COLUMNS: Final = (
    Column("TT", 6, centred=True),
    Column("Nhiệm vụ", 32),
    Column("Cơ quan chủ trì", 18),
    Column("Văn bản giao", 22),
    Column("Thời hạn", 15, centred=True),
    Column("Số ngày làm việc quá hạn", 14, centred=True),
)
_ATTENDANCE_COLUMNS: Final = (
    Column("TT", 7, centred=True),
    Column("Họ và tên", 27),
    Column("Chức vụ, cơ quan", 34),
    Column("Ký tên", 18),
    Column("Ghi chú", 14),
)


def _need(items: Sequence[object], field: str, says: Text) -> None:
    if not items:
        raise BadInput(Reason(code="nothing_to_print", field=field, says=says))


def _paper(
    head: Letterhead,
    *,
    kind_name: str | None,
    subject: str,
    body: tuple[Block, ...],
    salutation: str = "Kính gửi",
    addressees: tuple[str, ...] = (),
    bases: tuple[str, ...] = (),
) -> Paper:
    return Paper(
        issuer=head.issuer,
        superior_body=head.superior_body,
        place=head.place,
        number=head.number,
        symbol=head.symbol,
        dated_on=head.dated_on,
        year=head.year,
        kind_name=kind_name,
        subject=subject,
        salutation=salutation,
        addressees=addressees,
        bases=bases,
        body=body,
        signature=head.signature,
        signer_name=head.signer_name,
        recipients=((AS_ADDRESSED,) if addressees else ()) + head.recipients,
        filing=head.filing,
        urgency=head.urgency,
    )


def _items(items: Sequence[tuple[str, Sequence[str]]]) -> tuple[Block, ...]:
    """Number the items that have something to say; several lines of one become its "-" lines."""
    told = [(title, [_capitalised(_inline(line)) for line in lines if line.strip()]) for title, lines in items]
    blocks: list[Block] = []
    for index, (title, lines) in enumerate(((title, lines) for title, lines in told if lines), 1):
        alone = lines[0] if len(lines) == 1 else ""
        blocks.append(Numbered(f"{index}.", _sentence(alone) if alone else "", title))
        blocks += [Numbered("-", _sentence(line)) for line in ([] if alone else lines)]
    return tuple(blocks)


def _notice_opening(meeting: Gathering, present: str, heard: str) -> str:
    day, place = long_date(meeting.starts_at.date()), _inline(meeting.place)
    sentences = [f"{_capitalised(day)}, tại {place}, {_inline(meeting.chair)} đã chủ trì {_inline(meeting.name)}."]
    if present:
        sentences.append(f"Tham dự có {_sentence(present)}")
    after = f"Sau khi nghe {_inline(heard)} và ý kiến của các đại biểu" if heard else "Sau khi nghe ý kiến các đại biểu"
    return " ".join([*sentences, f"{after}, {_inline(meeting.chair)} kết luận như sau:"])


def _conclusion_blocks(index: int, conclusion: Conclusion) -> list[Block]:
    title = _sentence(conclusion.title) if conclusion.title else ""
    blocks: list[Block] = [Numbered(f"{index}.", _sentences(conclusion.text), title)]
    if conclusion.lead:
        blocks.append(Paragraph(_assignment(conclusion)))
    return blocks


def _assignment(task: Conclusion) -> str:
    with_others = f", phối hợp với {_listed(task.coordinating)}" if task.coordinating else ""
    by = f"; hoàn thành chậm nhất {long_date(task.due_on)}" if task.due_on else ""
    return f"Giao {_inline(task.lead or '')} chủ trì{with_others} thực hiện{by}."


def _urging_requests(head: Letterhead, report_by: date | None, report_to: str) -> tuple[Block, ...]:
    to = f" về {_inline(report_to)}" if report_to else ""
    by = f" trước {long_date(report_by)}" if report_by else ""
    return (
        Paragraph(f"{_inline(head.issuer)} đề nghị các cơ quan, đơn vị được giao chủ trì:"),
        Numbered("1.", "Tập trung hoàn thành các nhiệm vụ nêu trên, gửi kèm tài liệu chứng minh kết quả."),
        Numbered(
            "2.",
            "Với nhiệm vụ chưa thể hoàn thành ngay, nêu rõ nguyên nhân, khó khăn, phần việc đã làm và đề nghị thời hạn "
            "mới để cấp có thẩm quyền xem xét.",
        ),
        Numbered("3.", f"Báo cáo bằng văn bản{to}{by} để tổng hợp"),
    )


def _late_cells(task: LateTask) -> tuple[str, str, str, str, str]:
    return (
        _inline(task.title),
        _inline(task.lead),
        _inline(task.source),
        short_date(task.due_on),
        padded(task.days_late),
    )


def _post_and_agency(attendee: Attendee) -> str:
    return ", ".join(part for part in (_inline(attendee.post), _inline(attendee.agency)) if part)


def _listed(names: Sequence[str]) -> str:
    """Join names as a sentence does; ";" where a name has a comma or "và" of its own."""
    plain = [_inline(name) for name in names]
    if len(plain) < 2:
        return "".join(plain)
    mark = ";" if any("," in name or " và " in name for name in plain) else ","
    return f"{f'{mark} '.join(plain[:-1])}{';' if mark == ';' else ''} và {plain[-1]}"


def _inline(text: str) -> str:
    """Return a text fit to stand inside a sentence: on one line, without its final stop."""
    return on_one_line(text).rstrip(".;")


def _sentence(text: str) -> str:
    stripped = on_one_line(text)
    return stripped if stripped.endswith((".", "!", "?", ":")) else f"{stripped.rstrip(';,')}."


def _sentences(text: str) -> str:
    return "\n".join(_capitalised(_sentence(line)) for line in text.splitlines() if line.strip())


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
