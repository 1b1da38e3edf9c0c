"""The words of a file: .txt, .html, .docx, .pdf that holds text, and Akoma Ntoso 3.0 (.xml, .akn).

What parses a stranger's file runs in a process of its own, with limits on time, memory and what it may write; it gets
the bytes and gives back words, so that a file made to break a parser breaks only that process. A file that breaks it,
that unpacks to too much, that has a password or is of another kind is refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Final

from chidao.documents.limited import TooHeavy, answer_of
from chidao.documents.uploads import LARGEST_FILE, MEGABYTE, check_office_file, refuse_secret_marks
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text
from chidao.reading.akoma.plain import Element
from chidao.reading.akoma.reading import law_of
from chidao.reading.reader import read_law
from chidao.reading.tree import Law, Problem, Span

LONGEST_TEXT: Final = 24_000_000
"""The most characters that are taken out of a file."""

SECONDS: Final = 60
MEMORY: Final = 1_500 * MEGABYTE
_BEGINNINGS: Final = {".docx": b"PK\x03\x04", ".pdf": b"%PDF-"}
_KINDS: Final = {".txt": "text", ".md": "text", ".html": "html", ".htm": "html", ".docx": "docx", ".pdf": "pdf",
                 ".xml": "akoma", ".akn": "akoma"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Extracted:
    """The words of a file; `is_as_given` says that they are the file's own characters, nothing taken out.

    `law` is the tree of a file that says its own (Akoma Ntoso); None where the words are still to be read.
    """

    text: str
    is_as_given: bool
    law: Law | None = None


def law_in(found: Extracted) -> Law:
    """Return the tree of a file's words: the file's own, else as they are read. Raises BadInput as `read_law` does."""
    return found.law or read_law(found.text)


def words_of(name: str, data: bytes) -> Extracted:
    """Return the words of a file; its name says its kind.

    Raises BadInput: an empty file, too large, of a kind not taken, damaged, with a password, too heavy to take apart,
    or bearing a mark of secrecy.
    """
    ending = f".{name.rpartition('.')[2].lower()}"
    kind = _KINDS.get(ending)
    if kind is None:
        raise BadInput(_reason("kind_not_taken", _NOT_TAKEN))
    _check(ending, data)
    if kind == "text":
        found = Extracted(_decoded(data), is_as_given=True)
    elif kind == "akoma":
        law = _akoma_law(_extracted(kind, data))
        found = Extracted(law.source.given, is_as_given=False, law=law)
    else:
        found = Extracted(_extracted(kind, data), is_as_given=False)
    refuse_secret_marks(file=found.text)
    return found


def _check(ending: str, data: bytes) -> None:
    if not data.strip():
        raise BadInput(_reason("empty_file", _EMPTY))
    if len(data) > LARGEST_FILE:
        raise BadInput(_reason("file_too_large", _TOO_LARGE.filled(limit=LARGEST_FILE // MEGABYTE)))
    begins = _BEGINNINGS.get(ending)
    if begins and begins not in data[:1024]:
        raise BadInput(_reason("kind_disagrees", _DISAGREES.filled(ending=ending)))
    if ending == ".docx":
        check_office_file(data, main_part="word/document.xml")


def _decoded(data: bytes) -> str:
    """Return the characters of a text file: UTF-8, or UTF-16 that says so. Raises BadInput for another coding."""
    coding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"
    try:
        return data.decode(coding)
    except UnicodeDecodeError as error:
        raise BadInput(_reason("other_coding", _OTHER_CODING)) from error


def _extracted(kind: str, data: bytes) -> str:
    try:
        return _answer(answer_of("chidao.documents.parsing", kind, data=data, seconds=SECONDS, memory=MEMORY))
    except TooHeavy as error:
        raise BadInput(_reason("file_too_heavy", _TOO_HEAVY)) from error


def _akoma_law(answer: str) -> Law:
    """Return the tree of an Akoma Ntoso file; what it has against the schema is told as a problem."""
    said = json.loads(answer)
    law = law_of(Element.of(said["root"]))
    if not law.source.text.strip():
        raise BadInput(_reason("no_words", _NO_WORDS))
    if not said["faults"]:
        return law
    told = Problem("akoma_not_valid", _NOT_VALID.filled(faults=" · ".join(said["faults"])), Span(0, 0))
    return replace(law, problems=(*law.problems, told))


def _answer(written: bytes) -> str:
    try:
        answer = json.loads(written)
    except ValueError as error:
        raise BadInput(_reason("file_damaged", _DAMAGED)) from error
    if "refused" in answer:
        code = str(answer["refused"])
        raise BadInput(_reason(code, _REFUSALS.get(code, _DAMAGED)))
    return str(answer["text"])


def _reason(code: str, says: Text) -> Reason:
    return Reason(code=code, says=says, field="file", remedy=_REMEDY)


_NOT_TAKEN: Final = Text("Loại tệp này không đọc được.", "This kind of file cannot be read.")
_EMPTY: Final = Text("Tệp trống.", "The file is empty.")
_TOO_LARGE: Final = Text("Tệp lớn hơn mức {limit} MB.", "The file has more than {limit} MB.")
_DISAGREES: Final = Text(
    "Nội dung tệp không đúng với đuôi {ending}.", "What the file holds does not agree with {ending}."
)
_OTHER_CODING: Final = Text("Tệp chữ không ở mã UTF-8.", "The text file is not in UTF-8.")
_TOO_HEAVY: Final = Text("Tệp quá nặng để bóc chữ.", "The file is too heavy to take the words out of.")
_DAMAGED: Final = Text("Tệp hỏng hoặc không đúng loại.", "The file is damaged or of another kind.")
_LOCKED: Final = Text("Tệp đặt mật khẩu.", "The file has a password.")
_NO_WORDS: Final = Text(
    "Tệp không có chữ: có thể là ảnh quét chưa nhận dạng.", "There are no words in the file: perhaps a scan."
)
_ENTITIES: Final = Text(
    "Tệp XML khai báo kiểu tài liệu hoặc thực thể (DOCTYPE): không nhận.",
    "The XML file declares a document type or entities (DOCTYPE): not taken.",
)
_BROKEN: Final = Text("Tệp XML viết sai cú pháp.", "The XML file is not well-formed.")
_OTHER_XML: Final = Text("Tệp XML không phải Akoma Ntoso 3.0.", "The XML file is not Akoma Ntoso 3.0.")
_NOT_VALID: Final = Text(
    "Tệp không đúng lược đồ Akoma Ntoso 3.0 ở: {faults}",
    "The file is not valid against the Akoma Ntoso 3.0 schema: {faults}",
)
_REFUSALS: Final = {
    "xml_declares_entities": _ENTITIES, "xml_broken": _BROKEN, "akoma_other_kind": _OTHER_XML,
    "file_too_heavy": _TOO_HEAVY, "file_damaged": _DAMAGED, "file_locked": _LOCKED, "no_words": _NO_WORDS,
}  # fmt: skip
_REMEDY: Final = Text(
    "Mở tệp, bỏ mật khẩu nếu có, lưu thành .docx, .pdf có chữ hoặc .txt mã UTF-8 rồi chọn lại.",
    "Open the file, take off its password if it has one, save it as .docx, as .pdf with text or as .txt in UTF-8.",
)
