"""The archive's own papers: list of dossiers, index of dossiers, index of papers, minutes of a hand-over.

NĐ 30/2020, Phụ lục V: 5, 7 and 7 columns. Each is a paper of the model, so that it prints as .docx and PDF/A, and its
table is the same rows for a workbook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from chidao.archive.models import HandOver
from chidao.archive.queries import DossierPage, DossierRow
from chidao.archive.retention import retention
from chidao.archive.rules import LEVELS
from chidao.documents.composing import Printable, issued_by, norm_on
from chidao.documents.paper import Block, Column, Numbered, Paper, Paragraph, Table, long_date, padded, short_date
from chidao.kernel.wording import Text

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A table of the archive: its name, what it is of, its columns (title, share) and rows."""

    kind_name: str
    subject: str
    columns: tuple[tuple[Text, int], ...]
    rows: tuple[Cells, ...]


def list_of_dossiers(year: int, rows: Sequence[DossierRow]) -> Listing:
    """Return the list of dossiers of a year (5 columns), in the order of their numbers."""
    ordered = sorted(rows, key=lambda each: each.number)
    return Listing(
        kind_name="Danh mục hồ sơ",
        subject=f"Năm {year}",
        columns=_LIST,
        rows=tuple(
            (each.label, each.title, each.retention_title.vi, each.keeper.vi if each.keeper else "", each.note)
            for each in ordered
        ),
    )


def index_of_dossiers(rows: Sequence[Mapping[str, Any]], subject: str) -> Listing:
    """Return the index of dossiers handed over, or to be (7 columns), from rows as a hand-over keeps them."""
    return Listing(
        kind_name="Mục lục hồ sơ, tài liệu nộp lưu",
        subject=subject,
        columns=_DOSSIERS,
        rows=tuple(
            (
                padded(place), row["label"], row["title"], _span(row["first_on"], row["last_on"]), row["retention"],
                padded(row["count"]), row["note"],
            )
            for place, row in enumerate(rows, 1)
        ),
    )  # fmt: skip


def index_of_papers(found: DossierPage) -> Listing:
    """Return the index of the papers of one dossier (7 columns); what was taken out is not in it."""
    return Listing(
        kind_name="Mục lục văn bản, tài liệu",
        subject=f"Hồ sơ số {found.row.label}: {found.row.title}",
        columns=_PAPERS,
        rows=tuple(
            (
                padded(each.place), each.label, short_date(each.dated_on) if each.dated_on else "", each.title,
                each.author, "", "" if each.signed else "chưa có bản ký",
            )
            for each in found.items
        ),
    )  # fmt: skip


def listing_paper(body: str, on: date, listing: Listing) -> Printable:
    """Return a table of the archive as a paper: it bears no number, and no signature but by hand."""
    issued = issued_by(body, on)
    columns = tuple(Column(title.vi, share, centred=place == 0) for place, (title, share) in enumerate(listing.columns))
    body_blocks: tuple[Block, ...] = (Table(columns, listing.rows),)
    if not listing.rows:
        body_blocks = (Paragraph("Chưa có mục nào."),)
    return Printable(
        Paper(
            issuer=issued.issuer, superior_body=issued.superior_body, place=issued.place, dated_on=on,
            kind_name=listing.kind_name, subject=listing.subject, body=body_blocks, closed=False,
        ),
        norm_on(on),
    )  # fmt: skip


def minutes_paper(handover: HandOver) -> Printable:
    """Return the minutes of a hand-over: who gives, who receives, what, in what state; signed by both."""
    on, issued = handover.handed_on, issued_by(handover.body, handover.handed_on)
    number = f"Lần {handover.number:02d} năm {handover.year}" if handover.number else f"Năm {handover.year}"
    law = retention().periods_on(on).cite
    level = LEVELS["historical" if handover.level == "historical" else "current"]
    listing = index_of_dossiers(handover.contents, "")
    columns = tuple(Column(title.vi, share, centred=place == 0) for place, (title, share) in enumerate(_DOSSIERS))
    papers = sum(int(row["count"]) for row in handover.contents)
    first = min(date.fromisoformat(row["first_on"]) for row in handover.contents)
    last = max(date.fromisoformat(row["last_on"]) for row in handover.contents)
    package = handover.package
    packed = [Numbered("-", package.name, "Gói tin:"), Numbered("-", package.sha256, "SHA-256:")] if package else []
    blocks: tuple[Block, ...] = (
        Paragraph(f"Hôm nay, {long_date(on)}, chúng tôi gồm:"),
        Numbered("1.", handover.giver, "Bên giao:"),
        Numbered("2.", f"{handover.receiver} ({level.vi.lower()})", "Bên nhận:"),
        Paragraph("Thống nhất lập biên bản giao nhận hồ sơ, tài liệu với những nội dung sau:"),
        Numbered("1.", f"Hồ sơ của {issued.issuer}", "Tên khối tài liệu giao nộp:"),
        Numbered("2.", f"từ {short_date(first)} đến {short_date(last)}", "Thời gian của hồ sơ, tài liệu:"),
        Numbered("3.", f"{padded(len(handover.contents))} hồ sơ, {padded(papers)} tài liệu", "Số lượng:"),
        *packed,
        Numbered("4.", "đủ theo mục lục dưới đây, tệp điện tử còn nguyên vẹn", "Tình trạng:"),
        Table(columns, listing.rows),
        Paragraph("Biên bản này được lập thành 02 bản; bên giao giữ 01 bản, bên nhận giữ 01 bản"),
    )
    return Printable(
        Paper(
            issuer=issued.issuer, superior_body=issued.superior_body, place=issued.place, dated_on=on,
            kind_name="Biên bản giao nhận hồ sơ, tài liệu", subject=number,
            bases=(f"Căn cứ {law}", f"Căn cứ danh mục hồ sơ của {issued.issuer}"), body=blocks,
            signature=("ĐẠI DIỆN BÊN NHẬN",), co_signature=("ĐẠI DIỆN BÊN GIAO",),
        ),
        norm_on(on),
    )  # fmt: skip


def _span(first: str, last: str) -> str:
    one, other = date.fromisoformat(first), date.fromisoformat(last)
    return short_date(one) if one == other else f"{short_date(one)} – {short_date(other)}"


_LIST: Final = (
    (Text("Số và ký hiệu hồ sơ", "Number"), 14),
    (Text("Tiêu đề hồ sơ", "Heading"), 42),
    (Text("Thời hạn lưu trữ", "Retention"), 14),
    (Text("Người lập hồ sơ", "Kept by"), 18),
    (Text("Ghi chú", "Note"), 14),
)
_DOSSIERS: Final = (
    (Text("Số TT", "No."), 7),
    (Text("Số, ký hiệu hồ sơ", "Number"), 13),
    (Text("Tiêu đề hồ sơ", "Heading"), 30),
    (Text("Thời gian tài liệu", "Days of the papers"), 16),
    (Text("Thời hạn lưu trữ", "Retention"), 13),
    (Text("Số tài liệu", "Papers"), 11),
    (Text("Ghi chú", "Note"), 12),
)
_PAPERS: Final = (
    (Text("Số TT", "No."), 7),
    (Text("Số, ký hiệu văn bản", "Number and symbol"), 20),
    (Text("Ngày, tháng, năm văn bản", "Date"), 14),
    (Text("Tên loại và trích yếu nội dung văn bản", "Kind and subject"), 28),
    (Text("Tác giả văn bản", "Author"), 15),
    (Text("Tờ số, trang số", "Sheet, page"), 8),
    (Text("Ghi chú", "Note"), 9),
)
