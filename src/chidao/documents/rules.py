"""Numbers of documents and who signs them (PURE). NĐ 30/2020, articles 15 and 12-13: one series a year, from 01."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from chidao.instruments.charter import Duty, Regulation, Series, Signature
from chidao.kernel.errors import Reason
from chidao.kernel.vietnamese import same_words
from chidao.kernel.wording import Text

POST: Final = "{post}"
"""Where the signer's post stands in the lines of a signature."""

FORMS: Final = ("TM", "KT", "TL", "TUQ", "Q")
"""The forms in which a signer signs for a body or another post (NĐ 30/2020, article 13)."""

BY_DOCUMENT: Final = frozenset({"plan"})
"""The kinds of duty that a document discharges. Reports and reviews are issued as such, to exactly their addressees."""

ACCESS: Final = {
    "internal": Text("nội bộ", "internal"),
    "restricted": Text("hạn chế", "restricted"),
}
"""The levels to which a document is set; it is opened to everyone by publishing it."""

# Cycles that don't divide a year are counted on from the month before this one, as the calendar of duties does.
_EPOCH: Final = 2000 * 12 - 1
_CYCLE: Final = re.compile(r"(\d{4})(?:-Q([1-4])|-(0[1-9]|1[0-2])(?:\.\.(?:(\d{4})-)?(0[1-9]|1[0-2]))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A number of a series, the day of its paper, and whether it was voided."""

    number: int
    dated_on: date
    voided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesFindings:
    """What is to be explained in a series: numbers nobody took, voided ones, and papers dated before a lower number."""

    missing: tuple[int, ...] = ()
    voided: tuple[int, ...] = ()
    backdated: tuple[int, ...] = ()

    @property
    def clean(self) -> bool:
        """Return whether there is nothing to explain but voids, which are recorded with their reason."""
        return not self.missing and not self.backdated


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who signs a document and under which seal, as the regulation has it; `clause` says where.

    `form` is that of the signature: "" by one's own title, TM, KT, TL, TUQ, Q (NĐ 30/2020, article 13).
    """

    signer: str
    lines: tuple[str, ...]
    form: str = ""
    seal: str = ""
    clause: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What has become of a numbered document, as far as a further act on it depends on it."""

    label: Text
    voided: bool = False
    filed: bool = False
    published: bool = False
    bears_tasks: bool = False
    restricted: bool = False
    recalled: bool = False
    numbered: bool = True


def check_series(taken: Sequence[Taken]) -> SeriesFindings:
    """Check the numbers of one series in one year: gaps below the highest, voids, papers out of the order of days."""
    ordered = sorted(taken, key=lambda each: each.number)
    numbers = {each.number for each in ordered}
    return SeriesFindings(
        missing=tuple(number for number in range(1, max(numbers, default=0)) if number not in numbers),
        voided=tuple(each.number for each in ordered if each.voided),
        backdated=tuple(_backdated(ordered)),
    )


def _backdated(ordered: Sequence[Taken]) -> Iterator[int]:
    latest = date.min
    for each in ordered:
        if each.dated_on < latest:
            yield each.number
        latest = max(latest, each.dated_on)


def series_for(regulation: Regulation | None, kind: str) -> Series | None:
    """Return the series in which the body numbers documents of a kind, if its regulation gives it one."""
    return next((entry for entry in regulation.series if entry.kind == kind), None) if regulation else None


def no_series(kind: str) -> Reason:
    """Return the reason against numbering a document of a kind that the regulation gives no series."""
    says = Text(
        "Quy chế đang có hiệu lực không lập sổ số cho loại văn bản {kind}.",
        "The regulation in force gives documents of kind {kind} no series of numbers.",
    )
    remedy = Text(
        "Bổ sung sổ số trong văn bản thiết lập, hoặc nhập văn bản với số đã lấy ở nơi khác.",
        "Add the series to the installation instrument, or enter the document with a number taken elsewhere.",
    )
    return Reason(code="no_series", says=says.filled(kind=kind), remedy=remedy, field="kind")


def number_taken(label: str) -> Reason:
    """Return the reason against giving a number that a paper of the series already has."""
    says = Text("Số {label} đã được cấp trong năm; số không dùng lại.", "Number {label} is taken; never reused.")
    remedy = Text("Kiểm tra số trên giấy, hoặc lấy số kế tiếp.", "Check the number on the paper, or take the next one.")
    return Reason(code="number_taken", says=says.filled(label=label), remedy=remedy, field="number")


def signed_by(
    regulation: Regulation, role: str, *, standing_in: bool, title: Text, agency: str = "", post: str = ""
) -> Signed:
    """Return the signature block and seal of a role, in its own right or standing in for another.

    `agency` is what the signer's agency is called on the day, whose seal it is where each uses their own agency's;
    `post` is the signer's post, which the block may name under the title. Where the regulation is silent, the title in
    the committee stands alone and no seal is named: whoever has no right to a seal signs by that title only.
    """
    found = _signature(regulation, role, standing_in)
    if found is None:
        return Signed(signer=title.vi, lines=(title.vi,))
    seal = agency if found.seal_of else found.seal or ""
    lines = tuple(_lines(found.lines, post))
    form = "KT" if standing_in else form_of(lines)
    return Signed(signer=title.vi, lines=lines, form=form, seal=seal, clause=found.clause)


def signed_by_delegation(
    regulation: Regulation, principal: str, own: Signed, *, title: Text, agency: str = ""
) -> Signed:
    """Return the block of a delegate over their own, in the name of the role that delegates in writing ("TUQ.").

    `title` is the principal's, `agency` what the principal's agency is called on the day. The seal is the one that goes
    with the principal's signature; where the regulation is silent on that, none is named.
    """
    entry = _signature(regulation, principal, standing_in=False)
    named = entry.lines[0] if entry and entry.lines and POST not in entry.lines[0] else title.vi.upper()
    seal = (agency if entry.seal_of else entry.seal or "") if entry else ""
    lines = (f"TUQ. {named}", *own.lines)
    return Signed(signer=own.signer, lines=lines, form="TUQ", seal=seal, clause=entry.clause if entry else None)


def form_of(lines: Sequence[str]) -> str:
    """Return the form of a signature by how its block begins: "KT. …", "TL. …", "TUQ. …", "TM. …", "Q. …"; else ""."""
    first = lines[0] if lines else ""
    return next((form for form in FORMS if first.startswith(f"{form}. ")), "")


def against_seal(signed: Signed, seal: str) -> Iterator[Reason]:
    """Yield what stands against putting a seal to a signature, with its clause; "" is the seal that goes with it."""
    if not seal.strip() or same_words(seal, signed.seal):
        return
    says, remedy = (_OTHER_SEAL, _RIGHT_SEAL) if signed.seal else (_NO_SEAL, _BARE_TITLE)
    told = {"signer": signed.signer, "seal": seal.strip(), "right": signed.seal}
    yield Reason(
        code="wrong_seal", says=says.filled(**told), clause=signed.clause, remedy=remedy.filled(**told), field="seal"
    )


def seals_of(regulation: Regulation, agencies: Sequence[str]) -> tuple[str, ...]:
    """Return every seal that goes with some signature of a regulation; `agencies` are those whose own it may be."""
    named = [each.seal for each in regulation.signatures if each.seal]
    own = agencies if any(each.seal_of for each in regulation.signatures) else ()
    return tuple(dict.fromkeys([*named, *own]))


def _lines(lines: Sequence[str], post: str) -> list[str]:
    """Fill in the signer's post; a line that has nothing else to say is left out where the post is not known."""
    told = [line.replace(POST, post.upper()) for line in lines if post or POST not in line]
    while told and not told[-1]:
        told.pop()
    return told


def _signature(regulation: Regulation, role: str, standing_in: bool) -> Signature | None:
    return next(
        (entry for entry in regulation.signatures if entry.role == role and entry.standing_in == standing_in), None
    )


def against_empty(paragraphs: Sequence[str]) -> Iterator[Reason]:
    """Yield what stands against issuing a document that says nothing."""
    if not paragraphs:
        yield Reason(code="nothing_said", says=_NOTHING_SAID, field="text")


def against_discharging(duties: Sequence[Duty], duty: str, cycle: str) -> Iterator[Reason]:
    """Yield what stands against a document's discharging a duty for a cycle; one that discharges none names neither."""
    found = next((each for each in duties if each.id == duty), None)
    if not duty:
        if cycle:
            yield Reason(code="cycle_of_nothing", says=_CYCLE_OF_NOTHING, field="duty")
    elif found is None or found.what not in BY_DOCUMENT:
        remedy = _AS_REPORT if found else None
        yield Reason(code="no_such_duty", says=_NO_SUCH_DUTY.filled(duty=duty), remedy=remedy, field="duty")
    elif found.months and not cycle_fits(found, cycle):
        yield Reason(
            code="no_such_cycle", says=_NO_SUCH_CYCLE.filled(cycle=cycle or "…", duty=found.title),
            clause=found.clause, field="cycle",
        )  # fmt: skip


def cycle_fits(duty: Duty, cycle: str) -> bool:
    """Say whether a key ("2020-Q1", "2022-03..04", "2022-05", "2022") names a cycle of a duty.

    It must be as long as the duty's cadence says, and begin where cycles counted from the duty's first month do.
    """
    span = _span(cycle)
    return span is not None and span[1] == duty.months and (span[0] - _EPOCH - duty.starts_in) % duty.months == 0


def _span(cycle: str) -> tuple[int, int] | None:
    """Return the first month of a cycle, counted from the year 0, and how many months it has."""
    match = _CYCLE.fullmatch(cycle)
    if match is None:
        return None
    year, quarter, month, end_year, end = (int(part) if part else 0 for part in match.groups())
    if quarter:
        return year * 12 + quarter * 3 - 3, 3
    first = year * 12 + (month or 1) - 1
    if not month:
        return first, 12
    return first, (end_year or year) * 12 + end - first if end else 1


def conclusion_clause(kind: str, number: int, year: int, ordinal: int) -> str:
    """Return the id by which a numbered conclusion is cited: "TB-12/2020.3"."""
    return f"{kind}-{number:02d}/{year}.{ordinal}"


def conclusion_cite(label: str, ordinal: int) -> str:
    """Return the full place of a numbered conclusion: "Kết luận 3, 12/TB-BCĐ"."""
    return f"Kết luận {ordinal}, {label}"


def against_voiding(document: Standing) -> Iterator[Reason]:
    """Yield what stands against voiding a number: a paper that has gone out is recalled by another paper instead."""
    if document.voided:
        yield _against("already_voided", _VOIDED, document)
    if document.recalled:
        yield _against("recalled", _RECALLED, document)
    if document.filed or document.published:
        yield _against("already_issued", _GONE_OUT, document, _RECALL)
    if document.bears_tasks:
        yield _against("bears_tasks", _BEARS_TASKS, document, _RECALL)


def against_filing(document: Standing) -> Iterator[Reason]:
    """Yield what stands against filing the signed paper of a document."""
    if document.voided:
        yield _against("already_voided", _VOIDED, document)
    if document.recalled:
        yield _against("recalled", _RECALLED, document)
    if document.filed:
        yield _against("already_filed", _FILED, document, _CORRECT)


def against_publishing(document: Standing) -> Iterator[Reason]:
    """Yield what stands against publishing a document."""
    if document.voided:
        yield _against("already_voided", _VOIDED, document)
    if document.recalled:
        yield _against("recalled", _RECALLED, document)
    if document.published:
        yield _against("already_open", _OPEN, document, _WITHDRAW_FIRST)
    if document.restricted:
        yield _against("restricted", _RESTRICTED, document, _INTERNAL_FIRST)
    if not document.numbered:
        yield _against("no_number", _NO_NUMBER, document)


def against_access(document: Standing, access: str, reason: str) -> Iterator[Reason]:
    """Yield what stands against setting who may read a document: internal, or restricted with its reason."""
    if access not in ACCESS:
        yield Reason(code="unknown_access", says=_UNKNOWN_ACCESS, remedy=_BY_PUBLISHING, field="access")
    elif document.published:
        yield _against("already_open", _OPEN, document, _WITHDRAW_FIRST)
    elif document.restricted == (access == "restricted"):
        yield _against("same_access", _SAME_ACCESS, document)
    elif access == "restricted" and not reason.strip():
        yield Reason(code="no_reason", says=_NO_REASON, field="reason")


def against_withdrawing(document: Standing, reason: str) -> Iterator[Reason]:
    """Yield what stands against withdrawing a publication."""
    if not document.published:
        yield _against("not_published", _NOT_PUBLISHED, document)
    if not reason.strip():
        yield Reason(code="no_reason", says=_NO_REASON, field="reason")


def _against(code: str, says: Text, document: Standing, remedy: Text | None = None) -> Reason:
    return Reason(code=code, says=says.filled(label=document.label), remedy=remedy)


_VOIDED = Text("Số {label} đã hủy.", "Number {label} is void.")
_GONE_OUT = Text("Văn bản {label} đã phát hành.", "Document {label} has been issued.")
_BEARS_TASKS = Text("Có nhiệm vụ đang căn cứ vào văn bản {label}.", "There are tasks that rest on document {label}.")
_RECALL = Text(
    "Thu hồi hoặc thay thế bằng một văn bản khác có số riêng.", "Recall or replace it by another numbered document."
)
_FILED = Text("Bản đã ký của văn bản {label} đã được lưu.", "The signed paper of document {label} is already filed.")
_CORRECT = Text("Nếu lưu nhầm, ghi một việc đính chính.", "If the wrong paper was filed, record a correction.")
_OPEN = Text("Văn bản {label} đã được công khai.", "Document {label} is already open.")
_WITHDRAW_FIRST = Text("Thôi công khai trước, kèm lý do.", "Withdraw the publication first, with the reason.")
_RECALLED = Text("Văn bản {label} đã thu hồi.", "Document {label} has been recalled.")
_RESTRICTED = Text("Văn bản {label} đang ở mức hạn chế.", "Document {label} is restricted.")
_INTERNAL_FIRST = Text("Đặt lại mức nội bộ trước khi công khai.", "Set it to internal before publishing it.")
_NO_NUMBER = Text("Văn bản chưa có số nên chưa công khai được.", "A document without a number is not published.")
_NOT_PUBLISHED = Text("Văn bản {label} chưa được công khai.", "Document {label} is not published.")
_NO_REASON = Text("Cần nêu lý do.", "A reason is needed.")
_UNKNOWN_ACCESS = Text("Chỉ đặt được mức nội bộ hoặc hạn chế.", "Only internal or restricted can be set.")
_BY_PUBLISHING = Text("Để mọi người đọc được, dùng việc công khai văn bản.", "Publish it to let everyone read it.")
_SAME_ACCESS = Text("Văn bản {label} đã ở mức này.", "Document {label} is at this level already.")
_OTHER_SEAL = Text(
    "Chữ ký của {signer} đi với dấu {right}, không phải dấu {seal}.",
    "The signature of {signer} goes with the seal of {right}, not of {seal}.",
)
_RIGHT_SEAL = Text("Dùng dấu {right}.", "Use the seal of {right}.")
_NO_SEAL = Text(
    "Quy chế không cho chữ ký của {signer} dùng con dấu nào; dấu {seal} không đi với chữ ký này.",
    "The regulation gives the signature of {signer} no seal; that of {seal} does not go with it.",
)
_BARE_TITLE = Text("Ký bằng chức danh, không đóng dấu.", "Sign by the title alone, without a seal.")
_NOTHING_SAID = Text("Văn bản chưa có nội dung.", "The document says nothing yet.")
_CYCLE_OF_NOTHING = Text("Có kỳ mà chưa chọn nghĩa vụ.", "There is a cycle, but no duty is chosen.")
_NO_SUCH_DUTY = Text(
    "Quy chế đang có hiệu lực không có nghĩa vụ “{duty}” thực hiện bằng văn bản.",
    "The regulation in force has no duty “{duty}” that a document discharges.",
)
_AS_REPORT = Text(
    "Lập báo cáo từ dữ liệu rồi ban hành: báo cáo đi đúng nơi nhận của nghĩa vụ.",
    "Draft the report from the record and issue it: it goes to exactly the duty's addressees.",
)
_NO_SUCH_CYCLE = Text("“{cycle}” không phải một kỳ của: {duty}.", "“{cycle}” is not a cycle of: {duty}.")
