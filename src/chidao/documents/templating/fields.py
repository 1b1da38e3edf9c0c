"""What a template may use of a paper (PURE): texts, lists of lines, and the body, block by block."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from chidao.documents.drafting_reports import REPORT
from chidao.documents.drafts.registry import FORMS
from chidao.documents.formalities import Formality
from chidao.documents.paper import APPENDIX, ARTICLE, Annex, Block, Centred, Heading, Numbered, Paper, Paragraph, Table
from chidao.kernel.wording import Text

FieldKind = Literal["text", "lines", "blocks"]
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TemplateField:
    """A field of a template. Of `lines` and `blocks`, each becomes a paragraph where the field stands alone in one."""

    kind: FieldKind
    says: Text


FIELDS: Final[Mapping[str, TemplateField]] = {
    "superior_body": TemplateField("text", Text("Cơ quan chủ quản", "The body above the issuer")),
    "issuer": TemplateField("text", Text("Cơ quan ban hành", "The issuer")),
    "number": TemplateField("text", Text("Số và ký hiệu: “Số: 05/TB-…”", "Number and symbol: “Số: 05/TB-…”")),
    "place_date": TemplateField("text", Text("Địa danh, ngày tháng năm", "Place and date")),
    "kind": TemplateField("text", Text("Tên loại; trống với công văn", "Name of the kind; empty for a letter")),
    "subject": TemplateField("text", Text("Trích yếu", "Subject")),
    "letter_subject": TemplateField("lines", Text("“V/v …” của công văn", "“V/v …” of an official letter")),
    "urgency": TemplateField("lines", Text("Dấu mức độ khẩn, nếu có", "Urgency stamp, if any")),
    "salutation": TemplateField("text", Text("“Kính gửi” hoặc “Kính mời”", "“Kính gửi” or “Kính mời”")),
    "addressee": TemplateField("text", Text("Nơi được gửi khi chỉ có một", "Whom it addresses, where it is one")),
    "addressees": TemplateField(
        "lines", Text("Các nơi được gửi khi có nhiều", "Whom it addresses, where they are many")
    ),
    "competent": TemplateField("lines", Text("Thẩm quyền ban hành quyết định", "Who decides, over the bases")),
    "bases": TemplateField("lines", Text("Các căn cứ", "Legal bases")),
    "body": TemplateField("blocks", Text("Nội dung, cả bảng", "The body, its tables too")),
    "signature": TemplateField("lines", Text("Quyền hạn, chức vụ người ký", "Authority and post of the signer")),
    "signer_name": TemplateField("text", Text("Họ tên người ký, nếu có", "Name of the signer, if known")),
    "co_signature": TemplateField("lines", Text("Người ký bên trái (thư ký)", "Who signs at the left (secretary)")),
    "recipients": TemplateField("lines", Text("Nơi nhận, dòng cuối là “Lưu”", "Recipients, where it is filed last")),
    "annexes": TemplateField("blocks", Text("Phần ban hành kèm theo, phụ lục", "What is issued with it, appendices")),
}
"""Every field of a template, in the order of a paper."""

_COMPOSED: Final[Mapping[str, Text]] = {
    "invitation": Text("Giấy mời họp (lập từ cuộc họp)", "Invitation (made from a meeting)"),
    "conclusion_notice": Text("Thông báo kết luận (lập từ cuộc họp)", "Conclusion notice (made from a meeting)"),
    REPORT: Text("Báo cáo (lập từ hồ sơ)", "Report (made from the record)"),
}
TEMPLATED: Final[Mapping[str, Text]] = {**{each.id: each.title for each in FORMS.values()}, **_COMPOSED}
"""The forms over which a template may be laid."""


def template_fields(paper: Paper, formality: Formality) -> Data:
    """Return what a template is filled with: texts, lines and blocks as plain data."""
    addressed = paper.addressee_lines()
    is_letter = paper.kind_name is None
    return {
        "superior_body": paper.superior_body,
        "issuer": paper.issuer,
        "number": paper.number_line() or "",
        "place_date": paper.place_line(),
        "kind": paper.kind_name or "",
        "subject": "" if is_letter else paper.subject,
        "letter_subject": [paper.letter_subject()] if is_letter else [],
        "urgency": [formality.stamps_mm[paper.urgency].words] if paper.urgency else [],
        "salutation": paper.salutation if addressed else "",
        "addressee": addressed[0] if len(addressed) == 1 else "",
        "addressees": list(addressed) if len(addressed) > 1 else [],
        "competent": [paper.competent] if paper.competent else [],
        "bases": list(paper.basis_lines()),
        "body": list(map(_block, paper.closed_body())),
        "signature": list(paper.signature),
        "signer_name": paper.signer_name or "",
        "co_signature": list(paper.co_signature),
        "recipients": list(paper.recipient_lines()),
        "annexes": [block for annex in paper.annexes for block in _annex(annex)],
    }


def _annex(annex: Annex) -> Iterable[Data]:
    is_appendix = annex.kind_name.casefold().startswith(APPENDIX.casefold())
    label = f"{APPENDIX}{annex.kind_name[len(APPENDIX) :]}" if is_appendix else annex.kind_name.upper()
    yield {"is": "annex", "text": label}
    subject = annex.subject.upper() if is_appendix else annex.subject
    yield from [{"is": "centred", "text": subject}] if subject else []
    yield {"is": "note", "text": annex.note}
    yield from map(_block, annex.body)


def _block(block: Block) -> Data:
    match block:
        case Table():
            columns = [{"title": each.title, "share": each.share, "centred": each.centred} for each in block.columns]
            return {"is": "table", "columns": columns, "rows": [list(row) for row in block.rows]}
        case Centred(text, capitals):
            return {"is": "centred", "text": text.upper() if capitals else text}
        case Heading(text):
            return {"is": "text", "lead": text, "text": ""}
        case Numbered(mark, text, title):
            is_strong = bool(title) or mark.startswith(ARTICLE)
            lead = f"{mark} {title}".strip() if is_strong else ""
            return {"is": "text", "lead": lead, "text": text if is_strong else f"{mark} {text}"}
        case Paragraph(text):
            return {"is": "text", "lead": "", "text": text}
