"""A whole file judged (PURE): its documents found, every rule asked, the findings in the order of the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chidao.documents.checking.book import Book
from chidao.documents.checking.finding import Form, find_forms
from chidao.documents.checking.judging import LONGEST_WORDS, Finding, Judge
from chidao.documents.checking.pieces import Piece, key_of
from chidao.documents.checking.report import Breach, Component, Place, Report, Unknown
from chidao.documents.checking.rules_appendix import appendix_rules
from chidao.documents.checking.rules_body import body_rules
from chidao.documents.checking.rules_foot import foot_rules
from chidao.documents.checking.rules_head import bears_number, head_rules
from chidao.documents.checking.rules_page import letter_rules, page_rules
from chidao.documents.checking.rules_title import title_rules
from chidao.documents.checking.rules_words import word_rules
from chidao.documents.checking.sheet import Sheet
from chidao.kernel.wording import Text, same


def check_sheet(sheet: Sheet, book: Book) -> Report:
    """Judge a file by one norm."""
    forms = find_forms(sheet, book)
    other = _other_norm(forms, sheet, book)
    if other is not None:
        return Report(book.id, (), (other,), ())
    appendices = sum(form.role == "appendix" for form in forms)
    found = [*page_rules(Judge(book, sheet, forms[0])), *_unasked(Judge(book, sheet, forms[0]))]
    for form in forms:
        found += _judged(Judge(book, sheet, form), appendices)
    breaches = sorted({each for each in found if isinstance(each, Breach)}, key=_order)
    unknown = dict.fromkeys(each for each in found if isinstance(each, Unknown))
    return Report(book.id, tuple(breaches), tuple(unknown), tuple(_components(forms, book)))


def _judged(judge: Judge, appendices: int) -> list[Finding]:
    named = {piece.index: name for name, piece in _named(judge.form)}
    rules = (head_rules, title_rules, body_rules, foot_rules, word_rules)
    found = [each for rule in rules for each in rule(judge)]
    return [*found, *letter_rules(judge, named), *appendix_rules(judge, appendices)]


def _order(breach: Breach) -> tuple[int, str, str]:
    return breach.place.paragraph or 0, breach.rule, breach.found.vi


def _other_norm(forms: Sequence[Form], sheet: Sheet, book: Book) -> Unknown | None:
    """Say why a file is not judged: the Party's documents have a norm of their own, and so have law texts."""
    head = [key_of(each.text) for each in sheet.paragraphs[:30]]
    if not forms or (key_of(book.words("party")) in head and not forms[0].part("national_name")):
        return Unknown(Place("main", "national_name"), _PARTY)
    kind = forms[0].part("kind")
    if kind and kind[0].key in {key_of(name) for name in book.words("other_kinds")}:
        return Unknown(Place("main", "kind", kind[0].index, kind[0].said), _LAW_TEXT)
    return None


def _unasked(judge: Judge) -> Iterator[Finding]:
    kind = judge.form.part("kind")
    if kind and not bears_number(judge):
        yield judge.unknown("kind", kind[0], _NO_KIND)


def _named(form: Form) -> Iterator[tuple[str, Piece]]:
    for name, pieces in form.parts.items():
        yield from ((name, piece) for piece in pieces)
    foot = form.foot
    yield from (("recipients_head", piece) for piece in foot.head)
    yield from (("recipients", piece) for piece in foot.recipients)
    for signature in foot.signatures:
        yield from (("authority", piece) for piece in signature.authority)
        yield from (("signer", piece) for piece in signature.signer)


def _components(forms: Sequence[Form], book: Book) -> Iterator[Component]:
    for form in forms:
        for name, piece in sorted(_named(form), key=lambda each: each[1].index):
            if piece.text.strip():
                said = book.looks[name].name if name in book.looks else same(name)
                yield Component(name, said, piece.index, piece.said[:LONGEST_WORDS])


_PARTY = Text(
    "Văn bản của Đảng hoặc tệp không có nội dung: thể thức theo quy định khác, không kiểm ở đây.",
    "A document of the Party, or an empty file: its form is governed elsewhere and not checked here.",
)
_LAW_TEXT = Text(
    "Văn bản quy phạm pháp luật có quy định riêng về thể thức, không kiểm ở đây.",
    "A law text has rules of its own on form; it is not checked here.",
)
_NO_KIND = Text(
    "Không phải tên loại văn bản hành chính: không xét việc thiếu số, ký hiệu, chữ ký, nơi nhận.",
    "Not a kind of administrative document: number, signature and recipients are not asked of it.",
)
