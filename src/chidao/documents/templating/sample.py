"""A template to start from: our own print of a form, with a field where each component stands."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from chidao.documents.drafting import Letterhead
from chidao.documents.drafts.forms import FORMS, blank, paper_of
from chidao.documents.formalities import Formality
from chidao.documents.paper import Paper
from chidao.documents.word import word_document
from chidao.documents.word_styles import steady_bytes

# A form made from the record is laid out as the typed form of its kind.
_AS: Final[Mapping[str, str]] = {
    "invitation": "invitation_paper", "conclusion_notice": "notice", "report": "report_paper",
}  # fmt: skip
_BY_COMPONENT: Final[Mapping[str, str]] = {
    "superior_body": "{{ superior_body }}",
    "issuer": "{{ issuer }}",
    "number": "{{ number }}",
    "place_date": "{{ place_date }}",
    "kind": "{{ kind }}",
    "letter_subject": "{{ letter_subject }}",
    "basis": "{{ bases }}",
    "body": "{{ body }}",
    "authority": "{{ signature }}",
    "signer": "{{ signer_name }}",
    "recipients": "{{ recipients }}",
}
_HEAD: Final = Letterhead(
    issuer="Cơ quan ban hành mẫu", superior_body="Cơ quan chủ quản mẫu", place="Nơi ban hành", symbol="KH-MAU",
    number=1, dated_on=date(2022, 1, 3), signature=("Chức vụ người ký",), recipients=("Nơi nhận mẫu",),
)  # fmt: skip


def sample_paper(form_id: str) -> Paper:
    """Return a paper of a form with a word at each place, to try a template with. Raises KeyError."""
    form = FORMS[_AS.get(form_id, form_id)]
    given: dict[str, Any] = {
        **blank(form.id), "title": "Trích yếu nội dung", "addressed": ["Nơi được gửi"], "competent": "Thẩm quyền",
        "text": "Căn cứ văn bản mẫu;\nĐiều 1. Nội dung mẫu.\n| TT | Cột |\n| 01 | Ô |\nNội dung.",
    }  # fmt: skip
    return paper_of({name: given[name] for name in blank(form.id)}, _HEAD)


def sample_template(form_id: str, formality: Formality) -> bytes:
    """Return a template of a form to start from, as the bytes of a .docx. Raises KeyError for a form not known."""
    paper = sample_paper(form_id)
    document = docx.Document(io.BytesIO(word_document(paper, formality)))
    names = {component.name: key for key, component in formality.components.items()}
    _Placing(document, names, formality).place(paper)
    return steady_bytes(document, None)


class _Placing:
    """Puts a field where each component stands first, and takes away what would stand there twice."""

    def __init__(self, document: Document, names: Mapping[str, str], formality: Formality) -> None:
        self.document, self.names, self.formality = document, names, formality
        self.done: set[str] = set()

    def place(self, paper: Paper) -> None:
        """Walk the paper once."""
        subjects = iter(["{{ subject }}", *(["{{ competent }}"] if paper.competent else [])])
        for paragraph in [Paragraph(each, self.document) for each in self.document.element.body.iter(qn("w:p"))]:
            name = self.names.get(paragraph.style.name if paragraph.style else "", "")
            if name == "subject":
                self.put(paragraph, name, next(subjects, ""))
            elif name == "addressees":
                self.address(paragraph)
            elif name == "authority" and "co" not in self.done and paper.co_signature:
                self.co_sign(paragraph)
            elif name in _BY_COMPONENT:
                self.put(paragraph, name, "" if name in self.done else _BY_COMPONENT[name])
                self.done.add(name)
            elif name == "heading":
                self.put(paragraph, name, "")
        for table in self.document.element.body.findall(qn("w:tbl")):
            if table.find(f".//{qn('w:tblBorders')}") is not None:
                table.getparent().remove(table)
        self.document.add_paragraph("{{ annexes }}", style=self.formality.components["body"].name)

    def put(self, paragraph: Paragraph, name: str, words: str) -> None:
        """Write a field in place of a paragraph's words, or take the paragraph away."""
        if not words:
            paragraph._p.getparent().remove(paragraph._p)
            return
        first, *others = paragraph.runs or [paragraph.add_run()]
        for run in others:
            run._r.getparent().remove(run._r)
        first.text, first.bold = words, None
        first.font.all_caps = True if self.formality.components[name].capitals else first.font.all_caps

    def address(self, paragraph: Paragraph) -> None:
        """Write the salutation with one addressee, and under it several."""
        lines = paragraph.insert_paragraph_before("{{ salutation }}: {{ addressee }}", style=paragraph.style)
        paragraph._p.addprevious(lines._p)
        self.put(paragraph, "addressees", "{{ addressees }}")

    def co_sign(self, paragraph: Paragraph) -> None:
        """Write who signs at the left."""
        self.put(paragraph, "authority", "{{ co_signature }}")
        self.done.add("co")
