"""Rules on the signature and the recipients (PURE): NĐ 30/2020, Phụ lục I mục II.7, II.9 and IV."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from chidao.documents.checking.finding_foot import Signature
from chidao.documents.checking.judging import MISSING, Finding, Judge, measure
from chidao.documents.checking.pieces import Piece
from chidao.documents.checking.report import Breach
from chidao.documents.checking.rules_head import bears_number
from chidao.documents.checking.rules_title import list_rules
from chidao.kernel.wording import Text

_FILING: Final = re.compile(r"^-?\s*Lưu\s*:\s*VT\b")
_NUMBERED: Final = re.compile(r"\d")


def foot_rules(judge: Judge) -> Iterator[Finding]:
    """Check who signed and who receives."""
    yield from _presence(judge)
    signatures = judge.form.foot.signatures
    for signature in signatures:
        yield from _authority(judge, signature)
        yield from _signer(judge, signature)
    if signatures and len(signatures) == 1:
        yield from _place(judge, signatures[0])
    yield from _recipients(judge)


def _presence(judge: Judge) -> Iterator[Finding]:
    foot = judge.form.foot
    if not bears_number(judge):
        return
    if not any(signature.authority for signature in foot.signatures):
        if _is_numbered(judge):
            yield judge.breach("authority.missing", None, MISSING, Text("chức vụ người ký", "the signer's post"))
        else:
            says = Text("Bản thảo chưa lấy số, chưa có phần ký.", "A draft without a number, not signed yet.")
            yield judge.unknown("authority", None, says)
    if not foot.head:
        yield judge.breach("recipients_head.missing", None, MISSING, "Nơi nhận:")


def _is_numbered(judge: Judge) -> bool:
    number = judge.form.part("number")
    return not number or bool(_NUMBERED.search(number[0].said.partition("/")[0]))


def _authority(judge: Judge, signature: Signature) -> Iterator[Finding]:
    yield from judge.looks("authority", signature.authority)
    for at, piece in enumerate(signature.authority):
        yield from _form(judge, piece)
        last = at == len(signature.authority) - 1 and "\n" not in piece.text.strip()
        if last and piece.said.startswith(tuple(f"{form} " for form in judge.book.words("needs_post"))):
            wanted = Text("dòng dưới ghi chức vụ của người ký", "the signer's own post on the next line")
            yield judge.breach("authority.post", piece, piece.said, wanted)


def _form(judge: Judge, piece: Piece) -> Iterator[Breach]:
    said = f"{piece.said.upper()} "
    right = tuple(f"{form} " for form in judge.book.words("forms"))
    wrong = next((form for form in judge.book.words("wrong_forms") if re.match(rf"{re.escape(form)}[ .:]", said)), None)
    if wrong and not said.startswith(right):
        yield judge.breach("authority.form", piece, piece.said, "TM., KT., TL., TUQ., Q.")


def _signer(judge: Judge, signature: Signature) -> Iterator[Finding]:
    if signature.authority and not signature.signer:
        says = Text("Chưa có họ tên người ký.", "The signer's name is not there yet.")
        yield judge.unknown("signer", signature.authority[-1], says)
    for piece in signature.signer:
        yield from judge.looks("signer", [piece])
        title = next(
            (each for each in judge.book.words("titles") if re.match(rf"{re.escape(each)}(?:\.|\s)", piece.said)), None
        )
        if title:
            yield judge.breach("signer.titles", piece, piece.said, Text("chỉ họ và tên", "the name alone"))
        for above in signature.authority[-1:]:
            yield from judge.centred(
                "signer.centred", piece, above.centre_mm, Text("giữa, dưới chức vụ", "centred under the post")
            )


def _place(judge: Judge, signature: Signature) -> Iterator[Finding]:
    first = next(iter((*signature.authority, *signature.signer)))
    if first.centre_mm < judge.page_width(first) / 2:
        yield judge.breach("authority.place", first, Text("bên trái", "at the left"), Text("bên phải", "at the right"))
    for head in judge.form.foot.head:
        one, other = head.paragraph.spot, first.paragraph.spot
        apart = (
            head.index != first.index if one is None and other is None else bool(one and other and one.row != other.row)
        )
        if apart:
            yield judge.breach("recipients_head.level", head, Text("khác dòng", "on another line"), first.said)


def _recipients(judge: Judge) -> Iterator[Finding]:
    foot = judge.form.foot
    yield from judge.looks("recipients_head", foot.head)
    yield from judge.looks("recipients", foot.recipients)
    for head in foot.head:
        if not head.said.endswith(":"):
            yield judge.breach("recipients_head.colon", head, head.said, "Nơi nhận:")
        if head.start_mm > judge.book.off("left_mm"):
            yield judge.breach(
                "recipients_head.left", head, measure(head.start_mm, "mm"), Text("sát lề trái", "at the left margin")
            )
        if not foot.recipients:
            yield judge.breach("recipients.missing", head, MISSING, "- …;")
    yield from list_rules(judge, "recipients", foot.recipients)
    yield from _filing(judge, foot.recipients)


def _filing(judge: Judge, lines: Sequence[Piece]) -> Iterator[Breach]:
    if lines and not _FILING.match(lines[-1].said):
        yield judge.breach("recipients.filing", lines[-1], lines[-1].said, "- Lưu: VT, ….")
