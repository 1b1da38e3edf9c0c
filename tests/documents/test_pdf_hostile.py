"""Whatever is typed is printed as it is typed, or refused by name; and which font is printed in."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from chidao.documents.paper import Annex, Centred, Column, Heading, Numbered, Paper, Paragraph, Table, is_printable
from chidao.documents.pdf import paper_data, pdf_document
from chidao.documents.print_font import FALLBACK, VIETNAMESE, PrintFont, has_every_letter, print_font
from chidao.kernel.errors import BadInput
from tests.documents.poppler import Pdf
from tests.documents.test_word import NORM, NOTICE

MARKUP = (
    "= Tiêu đề",
    "#let x = 1 #import \"a.typ\": *",
    "*đậm* _nghiêng_ `mã` $x^2$ @nhãn <nhãn> \\ ~ -- --- ... // hết /* đây */",
    "#sys.inputs.paper #read(\"/etc/passwd\") #panic(\"x\")",
    "\"ngoặc\" 'đơn' [vuông] {nhọn} (tròn) ; , | & % ^ ! ?",
    "- gạch\n+ cộng\n/ thuật: ngữ",
    "</script><b>đậm</b>&amp; \\u{41} \\n \\\" ]} {\"kind\": \"x\"}",
)  # fmt: skip
BAD_SIGNS = ("\u0000", "\u0007", "\u001b[31m", "\r", "\t", "\ud800", "\uffff", "\u0378")


def filled(text: str) -> Paper:
    """A paper that says one text wherever a text may stand."""
    cell = Table((Column(text, 1), Column("A", 3)), ((text, text),))
    body = (Heading(text), Paragraph(text), Numbered("1.", text, text), Numbered("Điều 1.", "", text), cell)
    return replace(
        NOTICE,
        issuer=text, superior_body=text, place=text, symbol=text, subject=text, kind_name=text, addressees=(text, text),
        bases=(text,), body=(*body, Centred(text), Paragraph(text)), signature=(text,), signer_name=text,
        recipients=(text,), filing=text, annexes=(Annex(text, text, text, (Paragraph(text),)),),
    )  # fmt: skip


def read(paper: Paper, folder: Path) -> str:
    return "".join("".join(text.split()) for _, text in Pdf(pdf_document(paper, NORM), folder).elements())


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_text(text: str, tmp_path: Path) -> None:
    said = read(replace(NOTICE, body=(Paragraph(text), Heading(text)), closed=False), tmp_path)
    assert said.count("".join(text.split())) == 2
    assert pdf_document(filled(text), NORM).startswith(b"%PDF")


@pytest.mark.parametrize("sign", BAD_SIGNS)
def test_what_no_file_can_carry_never_becomes_a_paper(sign: str) -> None:
    with pytest.raises(BadInput):
        replace(NOTICE, body=(Paragraph(f"a{sign}b"),))


@pytest.mark.parametrize(
    ("sign", "code"), [("\U00013000", "U+13000"), ("\ue000", "U+E000"), ("\U0010fffd", "U+10FFFD")]
)
def test_a_sign_that_no_font_shows_is_named(sign: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        pdf_document(replace(NOTICE, subject=f"Việc {sign}"), NORM)
    (reason,) = refused.value.reasons
    assert reason.code == "no_glyph"
    assert code in reason.says.vi
    assert code in reason.says.en


@settings(max_examples=15, deadline=None)
@given(st.text(st.sampled_from(f"{VIETNAMESE} \n\u00a0/-.,;:()[]{{}}#$*_=+@<>\"'`~\\0123456789abcABC"), min_size=1))
def test_every_text_in_every_place_prints(text: str) -> None:
    assert pdf_document(filled(text), NORM).startswith(b"%PDF")


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=30).filter(is_printable))
def test_any_text_prints_or_is_refused_by_name(text: str) -> None:
    codes: set[str] = set()
    try:
        pdf_document(filled(text), NORM)
    except BadInput as refused:
        codes = {reason.code for reason in refused.reasons}
    assert codes <= {"no_glyph"}


def test_words_longer_than_their_line_stay_on_the_page(tmp_path: Path) -> None:
    word = "Khôngngắtđượcvìquádài" * 30
    cells = Table((Column("Rấthẹp" * 9, 1), Column("A", 9)), (("hẹp" * 30, f"https://a.test/{word}"),))
    paper = replace(
        NOTICE, body=(Paragraph(word), cells), subject=word, issuer=word, signature=(word,), recipients=(word,)
    )  # fmt: skip
    pdf = Pdf(pdf_document(paper, NORM), tmp_path)
    assert all(word.left >= 29.5 and word.right <= 196 for page in pdf.words() for word in page)
    assert "".join(pdf.raw().split()).count(word) >= 3


def test_a_symbol_never_breaks_and_is_found_as_it_is(tmp_path: Path) -> None:
    for fill in range(1, 40, 3):
        text = f"{'chữ ' * fill}Tờ trình số 118/TTr-SKHCN của Sở"
        pages = Pdf(pdf_document(replace(NOTICE, body=(Paragraph(text),)), NORM), tmp_path).pages()
        assert "118/TTr-SKHCN" in pages[0]


def test_signs_beyond_our_letters_come_from_another_font(tmp_path: Path) -> None:
    pdf = Pdf(pdf_document(replace(NOTICE, subject="☐ ≥ →"), NORM), tmp_path)
    assert all("yes" in row for row in pdf.fonts())
    assert "☐ ≥ →" in [text for _, text in pdf.elements()]


def test_many_at_once_print_each_its_own() -> None:
    papers = [replace(NOTICE, subject=f"Việc số {index}") for index in range(12)]
    alone = [pdf_document(paper, NORM) for paper in papers]
    together: dict[int, bytes] = {}

    def run(index: int) -> None:
        together[index] = pdf_document(papers[index], NORM)

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(papers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[index] for index in range(len(papers))] == alone


def test_the_font_here_has_every_vietnamese_letter() -> None:
    found = print_font()
    assert len(set(VIETNAMESE)) == 146
    if not found.is_metric:
        pytest.skip("no font as wide as Times New Roman on this machine (Debian: fonts-liberation2)")
    assert found.family in found.note().vi
    assert paper_data(NOTICE, NORM)["font"][0] == found.family


def test_a_family_that_lacks_letters_or_styles_is_passed_over(tmp_path: Path) -> None:
    assert not has_every_letter("Liberation Serif", tmp_path), "nothing is there"
    told = PrintFont(FALLBACK, False, typst.Fonts()).note()
    assert FALLBACK in told.vi
    assert "fonts-liberation2" in told.en


def test_the_typesetters_own_font_has_every_letter_too() -> None:
    source = f'#set document(title: "a", date: auto)\n#set text(font: "{FALLBACK}", fallback: false)\n{VIETNAMESE}'
    assert typst.compile(source.encode(), format="pdf", pdf_standards="a-2a", timestamp=0)
