"""Faults of the original and gaps of the reading, in words (PURE): told beside the tree, never mended in it."""

from __future__ import annotations

from typing import Final

from chidao.kernel.wording import Text
from chidao.reading.tree import Problem, Span

_SAYS: Final = {
    "article_twice": Text("Điều {label} có hai lần.", "Article {label} stands twice."),
    "article_skipped": Text("Trước Điều {label} thiếu Điều {missing}.", "Article {missing} is missing before {label}."),
    "article_order": Text("Điều {label} không theo thứ tự.", "Article {label} is out of order."),
    "clause_twice": Text("Khoản {label} có hai lần.", "Clause {label} stands twice."),
    "clause_skipped": Text("Trước khoản {label} thiếu khoản {missing}.", "Clause {missing} is missing before {label}."),
    "clause_order": Text("Khoản {label} không theo thứ tự.", "Clause {label} is out of order."),
    "point_twice": Text("Điểm {label} có hai lần.", "Point {label} stands twice."),
    "point_skipped": Text("Trước điểm {label} thiếu điểm {missing}.", "Point {missing} is missing before {label}."),
    "point_order": Text("Điểm {label} không theo thứ tự.", "Point {label} is out of order."),
    "chapter_twice": Text("Chương {label} có hai lần.", "Chapter {label} stands twice."),
    "chapter_skipped": Text(
        "Trước Chương {label} thiếu một chương.", "A chapter is missing before chapter {label}."
    ),
    "label_unclear": Text("Số “{label}” đọc từ ký tự không rõ.", "The number “{label}” is read from unclear signs."),
    "quote_unclosed": Text("Đoạn trích dẫn thiếu dấu đóng ngoặc kép.", "A quotation is never closed."),
    "number_missing": Text("Văn bản không ghi số.", "The text gives no number of its own."),
    "symbol_missing": Text("Chỉ biết số, không rõ ký hiệu.", "Only the number is told, not the symbol."),
    "number_blank": Text("Số văn bản để trống.", "The number is left blank."),
    "number_unreadable": Text("Không đọc được số văn bản “{words}”.", "The number “{words}” cannot be read."),
    "numbers_differ": Text(
        "Số ở đầu văn bản ({one}) khác số ở phần kèm theo ({other}).",
        "The number at the head ({one}) is not that of the attached part ({other}).",
    ),
    "date_missing": Text("Văn bản không ghi ngày ban hành.", "The text does not give the day it was issued."),
    "date_blank": Text("Ngày ban hành để trống.", "The day of issue is left blank."),
    "date_unreadable": Text("Không đọc được ngày “{words}”.", "The day “{words}” cannot be read."),
    "date_partial": Text("Ngày ban hành chỉ biết một phần: {words}.", "The day of issue is known in part: {words}."),
    "date_from_page": Text(
        "Năm ban hành lấy theo ngày đăng của trang: {words}.",
        "The year of issue is that of the page's own date: {words}.",
    ),
    "issuer_missing": Text("Không rõ cơ quan ban hành.", "Who issued it is not said."),
    "kind_missing": Text("Không rõ loại văn bản.", "What kind of document it is is not said."),
    "title_missing": Text("Không có trích yếu.", "There is no title."),
    "signer_missing": Text("Không có phần người ký.", "There is no signature."),
    "signer_unnamed": Text("Phần ký không ghi tên người ký.", "The signature bears no name."),
    "signer_postless": Text("Không đọc được chức vụ người ký.", "The post of the signer cannot be read."),
    "summary_only": Text(
        "Đây là tin về một văn bản, không phải văn bản đó.", "This is a report about a document, not the document."
    ),
    "no_articles": Text("Văn bản không chia theo điều.", "The text is not divided into articles."),
}  # fmt: skip

CODES: Final = frozenset(_SAYS)
"""The codes of all problems that the reader tells of."""


def problem(code: str, span: Span, **values: object) -> Problem:
    """Return a problem with its words filled in."""
    return Problem(code, _SAYS[code].filled(**values), span)
