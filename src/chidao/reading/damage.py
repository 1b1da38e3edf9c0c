"""Whether a text can be read at all (PURE): empty, binary, in another coding of letters, or noise is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chidao.kernel.errors import BadInput, Reason, raise_if_any
from chidao.kernel.wording import Text

LONGEST: Final = 24_000_000
"""The most characters that are read: some 8,000 pages."""

_SAMPLE: Final = 200_000
_MOJIBAKE: Final = re.compile("á[º»¼½]|Ã[\u0080-\u00bf¡-¿]|Ä[\u0080-\u0091‘]|Æ[°¡]|áº|á»")
_OLD_CODE: Final = re.compile("[^\\W\\d_][®¬­µ¶·¸¹º»¼½¾Þ§¨©ª«×÷¦¤£¢][^\\W\\d_]?|[®§][^\\W\\d_]")
_LOST: Final = "\ufffd"


def refuse_unreadable(text: str) -> None:
    """Refuse a text that is too damaged to read. Raises BadInput with every reason."""
    raise_if_any(BadInput, _reasons(text))


def _reasons(text: str) -> Iterator[Reason]:
    if len(text) > LONGEST:
        yield _reason("too_long", _TOO_LONG)
        return
    sample = text if len(text) <= _SAMPLE else text[: _SAMPLE // 2] + text[-_SAMPLE // 2 :]
    signs = sum(not char.isspace() for char in sample)
    letters = sum(char.isalnum() for char in sample)
    if letters < 20:
        yield _reason("no_words", _NO_WORDS)
        return
    if (
        sample.count(_LOST) > 0.01 * signs
        or sum(char < " " and char not in "\t\n\r\f\v" for char in sample) > 0.02 * signs
    ):
        yield _reason("lost_letters", _LOST_LETTERS)
    elif len(_MOJIBAKE.findall(sample)) > 0.01 * letters or len(_OLD_CODE.findall(sample)) > 0.02 * letters:
        yield _reason("other_coding", _OTHER_CODING)
    elif letters < 0.55 * (signs - len(re.findall(r"[-._…=*—–·|]{3,}", sample)) * 3 - _filler(sample)):
        yield _reason("mostly_noise", _MOSTLY_NOISE)


def _filler(sample: str) -> int:
    """Return how many signs only fill lines: rules, dots to be written on."""
    return sum(len(found.group()) for found in re.finditer(r"[-._…=*—–·|]{3,}", sample))


def _reason(code: str, says: Text) -> Reason:
    return Reason(code=f"text.{code}", says=says, remedy=_REMEDY, field="text")


_TOO_LONG: Final = Text("Văn bản dài quá mức đọc được.", "The text is longer than can be read.")
_NO_WORDS: Final = Text(
    "Tệp không có chữ: có thể là ảnh quét chưa nhận dạng.",
    "There are no words in it: perhaps a scan that was not recognised.",
)
_LOST_LETTERS: Final = Text("Nhiều chữ đã mất khi sao chép.", "Many letters were lost in copying.")
_OTHER_CODING: Final = Text(
    "Chữ ở bảng mã khác (TCVN3, VNI…) hoặc bị đọc sai bảng mã.",
    "The letters are of another coding (TCVN3, VNI…) or were misread.",
)
_MOSTLY_NOISE: Final = Text("Phần lớn là ký hiệu, không đọc thành lời được.", "Most of it is signs that make no words.")
_REMEDY: Final = Text(
    "Lưu văn bản gốc thành .docx hoặc .txt mã Unicode, hoặc gõ lại phần bị hỏng.",
    "Save the original as .docx or as .txt in Unicode, or type the damaged part again.",
)
