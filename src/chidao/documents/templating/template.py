"""Filling a committee's own template: what may be opened is looked at first, and filled in a process with limits."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Final

from chidao.documents.formalities import Formality
from chidao.documents.limited import TooHeavy, answer_of
from chidao.documents.paper import Paper
from chidao.documents.templating.fields import FIELDS, template_fields
from chidao.documents.uploads import MEGABYTE, check_upload
from chidao.kernel.errors import BadInput, Reason, raise_if_any
from chidao.kernel.wording import Text

PROCESS: Final = "chidao.documents.templating.process"
LARGEST: Final = 5 * MEGABYTE
SECONDS: Final = 20
MEMORY: Final = 1_000 * MEGABYTE
# What a filled paper would fetch from elsewhere, or carry along: pictures and templates outside, embedded files.
_OUTSIDE: Final = re.compile(rb'<Relationship\b[^>]*TargetMode="External"[^>]*>')
_LINK: Final = b"/hyperlink"
_CARRIED: Final = ("word/embeddings/", "word/afchunk", "word/attachedtoolbars")
_RELATIONS: Final = 1 * MEGABYTE


def filled_template(template: bytes, paper: Paper, formality: Formality) -> bytes:
    """Return a paper laid into a template, as the bytes of a .docx; the same in gives the same out.

    Raises BadInput: a field or a sign that the template may not use, one that does not exist, a template too heavy.
    """
    asked = {
        "template": base64.b64encode(template).decode(),
        "fields": template_fields(paper, formality),
        "rule_share": formality.rules["name"].chosen,
        "dated_on": paper.dated_on.isoformat() if paper.dated_on else "",
    }
    try:
        written = answer_of(PROCESS, data=json.dumps(asked).encode(), seconds=SECONDS, memory=MEMORY)
    except TooHeavy as error:
        raise BadInput(_reason("file_too_heavy", _REFUSALS["file_too_heavy"])) from error
    return _docx(written)


def check_template(data: bytes, paper: Paper, formality: Formality) -> None:
    """Check a template before it is laid down, filling it with a paper to see. Raises BadInput with what is wrong."""
    check_upload("mau.docx", data, largest=LARGEST)
    raise_if_any(BadInput, _reaches_out(data))
    filled_template(data, paper, formality)


def _reaches_out(data: bytes) -> Iterator[Reason]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        relations = [archive.open(name).read(_RELATIONS) for name in names if name.endswith(".rels")]
    outside = [found for each in relations for found in _OUTSIDE.findall(each) if _LINK not in found]
    if outside or any(name.lower().startswith(_CARRIED) for name in names):
        yield _reason("template_reaches_out", _REACHES_OUT)


def _docx(written: bytes) -> bytes:
    try:
        answer = json.loads(written)
    except ValueError as error:
        raise BadInput(_reason("file_damaged", _REFUSALS["file_damaged"])) from error
    if "refused" in answer:
        code = str(answer["refused"])
        raise BadInput(_reason(code, _REFUSALS[code].filled(where=answer["where"])))
    return base64.b64decode(answer["docx"])


def _reason(code: str, says: Text) -> Reason:
    return Reason(code=code, says=says, field="file", remedy=_REMEDY.filled(fields=", ".join(FIELDS)))


_REACHES_OUT: Final = Text(
    "Mẫu lấy hình hoặc mẫu khác từ ngoài tệp, hoặc nhúng tệp khác.",
    "The template fetches a picture or a template from outside, or has another file embedded.",
)
_REFUSALS: Final = {
    "template_unsafe": Text("Mẫu dùng biểu thức không được phép: {where}", "An expression is not allowed: {where}"),
    "template_field": Text("Mẫu dùng trường không có: {where}", "The template uses a field that is not there: {where}"),
    "template_syntax": Text("Biểu thức trong mẫu viết sai: {where}", "An expression is not well written: {where}"),
    "template_body": Text(
        "Trường {where} phải đứng một mình trong một đoạn.", "The field {where} must stand alone in a paragraph."
    ),
    "file_too_heavy": Text("Mẫu quá nặng để điền.", "The template is too heavy to fill."),
    "file_damaged": Text("Tệp hỏng hoặc không đúng loại.", "The file is damaged or of another kind."),
}
_REMEDY: Final = Text(
    "Bắt đầu từ mẫu khởi đầu rồi sửa; các trường có: {fields}.",
    "Begin with the template to start from and change it; the fields are: {fields}.",
)
