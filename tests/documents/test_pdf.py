"""Papers as PDF, as poppler reads them: every part in its place and order, archived form, tags, fonts, same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader

import chidao.wsgi  # noqa: F401  (brings in every act)
from chidao.documents.paper import (
    MOTTO,
    NATIONAL_NAME,
    RECIPIENTS_HEAD,
    Annex,
    Block,
    Centred,
    Column,
    Numbered,
    Paper,
    Paragraph,
    Table,
    Urgency,
)
from chidao.documents.pdf import pdf_document
from chidao.documents.regulation_paper import regulation_paper
from chidao.kernel.symbols import KINDS
from tests.documents.poppler import MM, Pdf, Word
from tests.documents.test_checking_rendered import COMMITTEES, committee, heads, papers
from tests.documents.test_regulation_paper import text as written_regulation
from tests.documents.test_word import NORM, NOTICE, SIZES
from tests.instruments.charters import shipped

LETTER = replace(NOTICE, kind_name=None, symbol="BCĐ-TH", subject="đôn đốc", addressees=("Sở mẫu",))
SENTENCE = "Các cơ quan, đơn vị căn cứ chức năng, nhiệm vụ được giao tổ chức thực hiện. "
XMP = {"pdfaid": "http://www.aiim.org/pdfa/ns/id/", "pdfuaid": "http://www.aiim.org/pdfua/ns/id/"}
XMP_CLAIMS = ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")


def printed(paper: Paper, folder: Path) -> Pdf:
    return Pdf(pdf_document(paper, NORM), folder)


def told(block: Block) -> Iterator[str]:
    match block:
        case Table(columns, rows):
            yield from (column.title for column in columns)
            yield from (cell for row in rows for cell in row)
        case Numbered(mark, text, title):
            yield f"{mark} {title} {text}"
        case Centred(text, capitals):
            yield text.upper() if capitals else text
        case _:
            yield block.text


def expected(paper: Paper) -> Iterator[str]:
    """What a paper says, in the order in which it is read."""
    yield from (paper.superior_body.upper(), paper.issuer.upper(), NATIONAL_NAME, MOTTO, paper.number_line() or "")
    if paper.kind_name is None:
        yield paper.letter_subject()
    if paper.urgency:
        yield NORM.stamps_mm[paper.urgency].words
    yield paper.place_line() if paper.symbol or paper.kind_name is None else ""
    if paper.kind_name is not None:
        yield from (paper.kind_name.upper(), paper.subject)
    yield from (f"{paper.salutation}:" if paper.addressees else "", *paper.addressee_lines(), *paper.basis_lines())
    yield from (text for block in paper.closed_body() for text in told(block))
    yield from (RECIPIENTS_HEAD if paper.recipient_lines() else "", *paper.recipient_lines())
    yield from (*(line.upper() for line in paper.signature), paper.signer_name or "")
    for annex in paper.annexes:
        yield from (annex.kind_name if "ụ lụ" in annex.kind_name.lower() else annex.kind_name.upper(), annex.subject)
        yield from (annex.note, *(text for block in annex.body for text in told(block)))


def bare(texts: Iterator[str] | list[str]) -> str:
    """Texts one after another without spaces, which a line's end may take or give; appendices' capitals set aside."""
    return re.sub(r"\s+", "", "".join(texts)).replace("PHỤLỤC", "Phụlục")


def read(pdf: Pdf) -> str:
    return bare([text for _, text in pdf.elements()])


def xmp(data: bytes) -> etree._Element:
    found = re.search(rb"<\?xpacket begin.*?\?>(.*?)<\?xpacket end", data, re.DOTALL)
    assert found, "the metadata stands in the file uncompressed, as PDF/A asks"
    return etree.fromstring(found[1])


def where(words: list[Word], text: str) -> Word:
    return next(word for word in words if word.text == text)


@pytest.mark.parametrize("name", COMMITTEES)
def test_every_paper_of_a_committee_is_read_whole_and_in_order(name: str, tmp_path: Path) -> None:
    charter, beside = committee(name)
    symbols = {each.kind: each.symbol for each in (*charter.series, *beside.series)}
    first, *others = heads(name)
    # Every kind is printed below; here each committee has a third of them, so that together they have all.
    made = [*papers(first, symbols, symbols.keys() & KINDS.keys()).values()][[*COMMITTEES].index(name) % 3 :: 3]
    made += [papers(head, symbols)["notice"] for head in others[:2]]
    for paper in made:
        pdf = printed(paper, tmp_path)
        assert read(pdf) == bare(expected(paper))
        facts = pdf.facts()
        assert facts["Page size"].endswith("(A4)")
        assert (facts["Tagged"], facts["Title"]) == ("yes", paper.title())


def test_every_kind_of_document_prints(tmp_path: Path) -> None:
    for kind, paper in papers(heads("NA")[0], {}, KINDS).items():
        assert kind not in KINDS or read(printed(paper, tmp_path)) == bare(expected(paper))


@pytest.mark.parametrize("charter", ["HP20", "NA"])
def test_a_decision_with_its_regulation_prints_whole(charter: str, tmp_path: Path) -> None:
    paper = regulation_paper(written_regulation(shipped(charter)))
    pdf = printed(paper, tmp_path)
    assert read(pdf) == bare(expected(paper))
    tags = pdf.tags()
    assert tags.count("H1") == 1 + len(paper.annexes)
    assert (tags.count("H2"), tags.count("H3")) >= (3, 20), "chapters and articles are headings one can go to"


def test_it_is_made_for_the_archive_and_to_be_heard(tmp_path: Path) -> None:
    data = pdf_document(NOTICE, NORM)
    claims = [xmp(data).findtext(f".//{tag}", namespaces=XMP) for tag in XMP_CLAIMS]
    assert claims == ["2", "A", "1"]
    assert b"/S/GTS_PDFA1" in data.replace(b" ", b""), "colours are said by an output intent"
    assert str(PdfReader(io.BytesIO(data)).root_object["/Lang"]) == "vi-VN"
    facts = Pdf(data, tmp_path).facts()
    assert (facts["JavaScript"], facts["Form"], facts["Encrypted"], facts["PDF version"]) == ("no", "none", "no", "1.7")
    assert (facts["Title"], facts["Author"]) == (NOTICE.title(), NOTICE.issuer)


def test_every_font_is_in_the_file_and_as_wide_as_the_norms(tmp_path: Path) -> None:
    fonts = printed(NOTICE, tmp_path).fonts()
    assert len(fonts) == 4, "upright, bold, italic, bold italic, of one family: no letter comes from elsewhere"
    assert len({re.sub(r"^[A-Z]+\+|-.*$", "", row[0]) for row in fonts}) == 1
    assert all("yes yes yes" in " ".join(row) for row in fonts), "embedded, subset, its letters known"


@pytest.mark.parametrize("component", sorted(SIZES))
def test_the_look_of_each_component_keeps_the_norm(component: str, tmp_path: Path) -> None:
    shown = {
        "national_name": NATIONAL_NAME, "motto": MOTTO, "superior_body": "ỦY BAN NHÂN DÂN TỈNH MẪU",
        "issuer": "BAN CHỈ ĐẠO MẪU", "number": "Số: 05/TB-BCĐ", "place_date": "Nơi mẫu, ngày 05 tháng 02 năm 2020",
        "kind": "THÔNG BÁO", "subject": "Kết luận tại phiên họp mẫu", "letter_subject": "V/v đôn đốc",
        "basis": "Căn cứ Quyết định số 852/QĐ-BCĐ;", "body": "Đoạn một nhắc Tờ trình số 118/TTr-SKHCN.",
        "authority": "CHỨC VỤ KHÁC", "signer": "Họ Và Tên", "recipients_head": RECIPIENTS_HEAD,
        "recipients": "- Như trên;", "page_number": "2",
    }  # fmt: skip
    long = replace(NOTICE, body=(*NOTICE.body, *[Paragraph(SENTENCE * 4)] * 12))
    paper = LETTER if component == "letter_subject" else long
    piece = next(each for each in printed(paper, tmp_path).pieces() if each.text.strip() == shown[component])
    least, most, bold, italic, _ = SIZES[component]
    assert least <= piece.size <= most
    assert (piece.bold, piece.italic) == (bold, italic)


def test_nothing_stands_in_the_margins_but_the_page_number(tmp_path: Path) -> None:
    pages = printed(replace(NOTICE, body=(*NOTICE.body, Paragraph(SENTENCE * 60))), tmp_path).words()
    assert len(pages) > 1
    for place, page in enumerate(pages, 1):
        numbers = [word for word in page if word.bottom < 20]
        assert [word.text for word in numbers] == ([str(place)] if place > 1 else [])
        for number in numbers:
            assert (number.left + number.right) / 2 == pytest.approx(30 + 165 / 2, abs=0.5)
        for word in page:
            assert 29.9 <= word.left < word.right <= 195.2
            assert word.bottom <= 277.5


def test_the_parts_stand_where_the_norm_puts_them(tmp_path: Path) -> None:
    (page,) = printed(NOTICE, tmp_path).words()
    national, motto, issuer = where(page, "CỘNG"), where(page, "Độc"), where(page, "BAN")
    assert issuer.right < 30 + 165 * 0.42 < national.left
    assert national.bottom <= motto.top + 1
    title, subject = where(page, "THÔNG"), where(page, "Kết")
    assert national.top < title.top < subject.top
    recipients, post, name = where(page, "Nơi"), where(page, "CHỨC"), where(page, "Họ")
    assert recipients.left == pytest.approx(30, abs=1) or recipients.top < 60
    assert post.left > 30 + 165 * 0.46
    assert name.top - post.bottom > 20, "room for signature and seal"
    opening = where(page, "Đoạn")
    assert opening.left == pytest.approx(30 + 12.7, abs=0.3)


def test_the_rules_are_as_long_as_the_norm_says(tmp_path: Path) -> None:
    data = pdf_document(NOTICE, NORM)
    (page,) = Pdf(data, tmp_path).words()
    content = PdfReader(io.BytesIO(data)).pages[0].get_contents()
    assert content is not None
    drawn = re.findall(r"\b0 0 m ([\d.]+) 0 l\b", content.get_data().decode("latin-1"), re.MULTILINE)
    issuer, motto, subject = (float(length) * MM for length in drawn[:3])
    assert motto == pytest.approx(where(page, "phúc").right - where(page, "Độc").left, abs=0.3)
    ban, last = (word for word in page if 73 * MM < word.top < 74 * MM and word.text in {"BAN", "MẪU"})
    assert 1 / 3 <= issuer / (last.right - ban.left) <= 1 / 2
    assert 1 / 3 <= subject / (where(page, "mẫu").right - where(page, "Kết").left) <= 1 / 2


@pytest.mark.parametrize("urgency", ["urgent", "very_urgent", "immediate"])
def test_an_urgency_stamp_stands_under_the_number(urgency: Urgency, tmp_path: Path) -> None:
    (page,) = printed(replace(NOTICE, urgency=urgency), tmp_path).words()
    first = NORM.stamps_mm[urgency].words.split()[0]
    assert where(page, "Số:").bottom < where(page, first).top < where(page, "THÔNG").top


def test_the_head_of_a_long_table_stands_on_every_page(tmp_path: Path) -> None:
    rows = tuple((f"{index:03d}", SENTENCE) for index in range(120))
    table = Table((Column("Thứ tự", 1, centred=True), Column("Nhiệm vụ được giao", 6)), rows)
    pdf = printed(replace(NOTICE, body=(table,), closed=False), tmp_path)
    pages = pdf.pages()
    assert len(pages) > 4
    assert all("Nhiệm vụ được giao" in page for page in pages[:-1])
    assert (pdf.tags().count("THead"), pdf.tags().count("TH"), pdf.tags().count("TD")) == (1, 2, 240)
    seen = re.findall(r"^\s+(\d{3})\s", "\n".join(pages), re.MULTILINE)
    assert seen == [row[0] for row in rows]


def test_a_row_longer_than_a_page_loses_nothing(tmp_path: Path) -> None:
    words = " ".join(f"chữ{index}" for index in range(1500))
    table = Table((Column("Việc", 1), Column("Ghi chú", 1)), ((words, ""), ("xong", "hết")))
    pdf = printed(replace(NOTICE, body=(table,), closed=False), tmp_path)
    said = set(pdf.raw().split())
    assert {f"chữ{index}" for index in range(1500)} <= said
    assert all(word.bottom < 280 for page in pdf.words() for word in page)


def test_the_signature_is_not_alone_on_its_page(tmp_path: Path) -> None:
    for count in range(10, 16):
        body = (*[Paragraph(SENTENCE)] * count, Paragraph("Dòng cuối"))
        *_, last = printed(replace(NOTICE, body=body), tmp_path).pages()
        assert "cuối./." in last
        assert "Họ Và Tên" in last


def test_many_recipients_go_on_to_further_pages(tmp_path: Path) -> None:
    names = tuple(f"Cơ quan số {index}" for index in range(150))
    said = bare([printed(replace(NOTICE, recipients=names), tmp_path).raw()])
    assert all(bare([f"- {name};"]) in said for name in names)


def test_an_appendix_begins_a_page_and_counts_anew(tmp_path: Path) -> None:
    annexes = (
        Annex("Quy chế", "Làm việc", "(Kèm theo Quyết định)", tuple(Paragraph(SENTENCE * 30) for _ in range(2))),
        Annex("Phụ lục I", "Danh sách", "(Kèm theo Quyết định)", tuple(Paragraph(SENTENCE * 30) for _ in range(2))),
    )
    pages = printed(replace(NOTICE, annexes=annexes), tmp_path).pages()
    tops = [page.strip().splitlines()[0].strip() for page in pages]
    assert tops[1:] == ["2", "3", "Phụ lục I", "2"]
    assert "QUY CHẾ" in pages[1]


def test_the_same_paper_gives_the_same_bytes_and_another_does_not() -> None:
    first, again, other = (
        pdf_document(each, NORM) for each in (NOTICE, replace(NOTICE), replace(NOTICE, subject="Việc khác"))
    )
    assert first == again != other


def test_a_paper_not_dated_yet_prints_with_room_for_number_and_day(tmp_path: Path) -> None:
    paper = replace(NOTICE, number=None, dated_on=None, year=2020)
    pdf = printed(paper, tmp_path)
    assert pdf_document(paper, NORM) == pdf.path.read_bytes()
    (page,) = pdf.pages()
    assert re.search(r"Số:\s+/TB-BCĐ", page)
    assert re.search(r"Nơi mẫu, ngày\s+tháng\s+năm 2020", page)
