"""Numbers of documents and who signs them (PURE). NĐ 30/2020, articles 15 and 12-13: one series a year, from 01."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from chidao.instruments.charter import Regulation, Series, Signature
from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text


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
    """Who signs a document and under which seal, as the regulation has it; `clause` says where."""

    signer: str
    lines: tuple[str, ...]
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


def signed_by(regulation: Regulation, role: str, *, standing_in: bool, title: Text) -> Signed:
    """Return the signature block and seal of a role, in its own right or standing in for another.

    Where the regulation is silent, the title in the committee stands alone and no seal is named: whoever has no right
    to a seal signs by that title only.
    """
    found = _signature(regulation, role, standing_in)
    if found is None:
        return Signed(signer=title.vi, lines=(title.vi,))
    return Signed(signer=title.vi, lines=found.lines, seal=found.seal or "", clause=found.clause)


def _signature(regulation: Regulation, role: str, standing_in: bool) -> Signature | None:
    return next(
        (entry for entry in regulation.signatures if entry.role == role and entry.standing_in == standing_in), None
    )


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
    if document.filed or document.published:
        yield _against("already_issued", _GONE_OUT, document, _RECALL)
    if document.bears_tasks:
        yield _against("bears_tasks", _BEARS_TASKS, document, _RECALL)


def against_filing(document: Standing) -> Iterator[Reason]:
    """Yield what stands against filing the signed paper of a document."""
    if document.voided:
        yield _against("already_voided", _VOIDED, document)
    if document.filed:
        yield _against("already_filed", _FILED, document, _CORRECT)


def against_publishing(document: Standing) -> Iterator[Reason]:
    """Yield what stands against opening a document to the public."""
    if document.voided:
        yield _against("already_voided", _VOIDED, document)
    if document.published:
        yield _against("already_open", _OPEN, document)


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
