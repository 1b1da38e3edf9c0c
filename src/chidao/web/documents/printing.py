"""A paper given out as a file: .docx to go on editing, .pdf to print, sign and archive."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from django.http import HttpResponse

from chidao.documents.formalities import Formality
from chidao.documents.paper import Paper
from chidao.documents.pdf import pdf_document
from chidao.documents.word import word_document
from chidao.kernel.vietnamese import slug


@dataclass(frozen=True, slots=True)
class Printable:
    """A paper and the norm of its day: all that any rendering of it needs."""

    paper: Paper
    norm: Formality


FORMS: Final[Mapping[str, tuple[str, Callable[[Paper, Formality], bytes]]]] = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", word_document),
    "pdf": ("application/pdf", pdf_document),
}
"""The files that a paper is given out as: the media type, and what prints it."""


def paper_file(made: Printable, form: str, title: str) -> HttpResponse:
    """Return a paper as an attachment, named by its number and subject without marks.

    Raises BadInput for a sign that no font shows (`pdf_document`).
    """
    media_type, print_as = FORMS[form]
    plain = slug(title)[:80] or "van-ban"
    response = HttpResponse(print_as(made.paper, made.norm), content_type=media_type)
    name = f"{plain}.{form}"
    response["Content-Disposition"] = f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"
    return response
