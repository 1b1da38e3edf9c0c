"""The regulation in force on a day written out in full, as a file: .docx, .pdf, .txt or Akoma Ntoso."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse

from chidao.acts.registry import acts
from chidao.documents.formalities import formality_on, load_formalities
from chidao.documents.pdf import pdf_document
from chidao.documents.regulation_paper import regulation_paper
from chidao.documents.word import word_document
from chidao.instruments.charter import Charter
from chidao.instruments.queries import regulation
from chidao.instruments.writing.regulation import WrittenRegulation, write_regulation
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text
from chidao.reading.akoma.writing import akoma_of
from chidao.reading.reader import read_law
from chidao.web.dates import day_shown
from chidao.web.here import Here
from chidao.web.pages import screen

NOTICE: Final = "Bản viết lại theo lời tóm lược của hệ thống, không thay cho nguyên văn đã ký"
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@screen("written", ("Quy chế viết thành văn bản", "The regulation written out"), features=("browse_regulation",))
def written(request: HttpRequest, here: Here, form: str) -> HttpResponse:
    """Give one of the charters in force on a day as a file; `paper` is its id, without it the regulation's own."""
    on = day_shown(request, here)
    charter, beside = _asked(here, on, request.GET.get("paper", ""))
    if form not in FORMS:
        raise NotFound(Reason(code="no_form", says=_NO_FORM))
    kind, made = FORMS[form]
    titles = {act.name: act.title for act in acts()}
    text = write_regulation(charter, acts=titles, beside=beside, with_codes="codes" in request.GET, notice=NOTICE)
    answer = HttpResponse(made(text, on), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{charter.id}.{form}"'
    return answer


def _asked(here: Here, on: date, paper: str) -> tuple[Charter, Charter | None]:
    """Return the charter asked for, and the one it complements where it is an installation instrument."""
    current = regulation(here.body, on)
    open_to = current and current.has_feature("browse_regulation") and here.eyes.sees("regulation") is not None
    held = current.charters if current and open_to else ()
    found = next((each for each in held if paper in {"", each.id}), None)
    if found is None:
        raise NotFound(Reason(code="no_charter", says=_NO_CHARTER))
    return found, next((each for each in held if each.id == found.complements), None)


def _docx(text: WrittenRegulation, on: date) -> bytes:
    return word_document(regulation_paper(text), formality_on(load_formalities(), on))


def _pdf(text: WrittenRegulation, on: date) -> bytes:
    return pdf_document(regulation_paper(text), formality_on(load_formalities(), on))


def _txt(text: WrittenRegulation, on: date) -> bytes:
    return f"{text}\n".encode()


def _xml(text: WrittenRegulation, on: date) -> bytes:
    return akoma_of(read_law(str(text)), on)


FORMS: Final[Mapping[str, tuple[str, Callable[[WrittenRegulation, date], bytes]]]] = {
    "docx": (WORD, _docx),
    "pdf": ("application/pdf", _pdf),
    "txt": ("text/plain; charset=utf-8", _txt),
    "xml": ("application/xml; charset=utf-8", _xml),
}

_NO_CHARTER: Final = Text("Ngày đó không có bản quy chế này.", "There is no such regulation on that day.")
_NO_FORM: Final = Text("Không có dạng tệp này.", "There is no file of that kind.")
