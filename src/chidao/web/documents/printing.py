"""A paper given out as a file: .docx to go on editing, .pdf to print, sign and archive."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import quote

from django.http import HttpResponse

from chidao.documents.composing import Printable
from chidao.documents.formalities import Formality
from chidao.documents.paper import Paper
from chidao.documents.pdf import pdf_document
from chidao.documents.word import word_document
from chidao.kernel.vietnamese import slug

FORMS: Final[Mapping[str, tuple[str, Callable[[Paper, Formality], bytes]]]] = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", word_document),
    "pdf": ("application/pdf", pdf_document),
}
"""The files that a paper is given out as: the media type, and what prints it."""


def paper_file(made: Printable, form: str, title: str) -> HttpResponse:
    """Return a paper as an attachment, named by its number and subject without marks.

    Raises BadInput for a sign that no font shows (`pdf_document`).
    """
    return file_response(FORMS[form][1](made.paper, made.norm), form, title)


def file_response(data: bytes, form: str, title: str) -> HttpResponse:
    """Return the bytes of a file as an attachment, named by its title without marks."""
    plain = slug(title)[:80] or "van-ban"
    response = HttpResponse(data, content_type=FORMS[form][0])
    name = f"{plain}.{form}"
    response["Content-Disposition"] = f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"
    return response
