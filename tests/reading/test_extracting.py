"""Words taken out of files, in a process with limits; hostile files are refused cleanly."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from pathlib import Path
from typing import Any

import docx
import pytest

from chidao.cli.main import main
from chidao.documents.extracting import words_of
from chidao.documents.parsing import html_words
from chidao.kernel.errors import BadInput
from chidao.reading.reader import read_law

LINES = (
    "Số: 12/QĐ-BCĐ", "QUYẾT ĐỊNH", "Về việc ban hành quy chế",
    "Điều 1. Ban hành kèm theo Quyết định này quy chế hoạt động.",
    "Điều 2. Chế độ họp", "1. Họp định kỳ theo kế hoạch.", "2. Họp đột xuất khi cần.",
)  # fmt: skip


def word_file(fill: Any = None) -> bytes:
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    if fill:
        fill(document)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def pdf_file(words: str, *, locked: bool = False) -> bytes:
    """Return a PDF of one page with the words on a line each, made by hand."""
    shown = b"".join(f"({line}) Tj 0 -20 Td ".encode("latin-1") for line in words.split("\n"))
    stream = b"BT /F1 12 Tf 72 720 Td " + shown + b"ET"
    return pdf_of(stream, b"", locked=locked)


def pdf_of(stream: bytes, extra: bytes, *, locked: bool = False) -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< " + extra + b" /Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Filter /Standard /V 1 /R 2 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> /P -4 >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    key = b" /Encrypt 6 0 R /ID [<00> <00>]" if locked else b""
    return body + table + b"trailer << /Size 7 /Root 1 0 R" + key + b" >>\nstartxref\n%d\n%%%%EOF" % len(body)


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(BadInput) as refused:
        words_of(name, data)
    return refused.value.reasons[0].code


def test_a_word_file_is_read() -> None:
    law = read_law(words_of("quyet dinh.docx", word_file()).text)
    assert [article.label for article in law.parts[0].articles] == ["1", "2"]
    assert [clause.label for clause in law.parts[0].articles[1].clauses] == ["1", "2"]
    assert law.document.number == "12"


def test_numbers_that_word_writes_are_written_out() -> None:
    def numbered(document: Any) -> None:
        for words in ("Họp thường kỳ.", "Họp mở rộng."):
            document.add_paragraph(words, style="List Number")

    assert "1. Họp thường kỳ.\n2. Họp mở rộng." in words_of("a.docx", word_file(numbered)).text


def test_a_table_of_members_is_a_row_a_line_and_a_layout_is_its_cells() -> None:
    def tables(document: Any) -> None:
        layout = document.add_table(rows=1, cols=2)
        layout.cell(0, 0).text, layout.cell(0, 1).text = "Nơi nhận:\n- Lưu: VT.", "TM. BAN CHỈ ĐẠO"
        members = document.add_table(rows=2, cols=3)
        for index, words in enumerate(("STT", "Họ và tên", "Chức vụ", "1", "Ông A", "Giám đốc")):
            members.cell(index // 3, index % 3).text = words

    words = words_of("a.docx", word_file(tables)).text
    assert "- Lưu: VT.\n\nTM. BAN CHỈ ĐẠO" in words
    assert "STT\tHọ và tên\tChức vụ\n1\tÔng A\tGiám đốc" in words


def test_a_page_is_read() -> None:
    page = "<html><head><title>x</title><script>Điều 9. Không</script></head><body>" + "".join(
        f"<p>{line.replace('ế', '&#7871;')}</p>" for line in LINES
    )
    law = read_law(words_of("a.html", page.encode()).text)
    assert [article.label for article in law.parts[0].articles] == ["1", "2"]


def test_a_pdf_is_read() -> None:
    assert words_of("a.pdf", pdf_file("Dieu 1. Ban hanh quy che\nDieu 2. Hieu luc")).text.split("\n")[:2] == [
        "Dieu 1. Ban hanh quy che", "Dieu 2. Hieu luc",
    ]  # fmt: skip


def test_text_is_as_given() -> None:
    text = "\r\n".join(LINES)
    found = words_of("a.txt", text.encode())
    assert (found.text, found.is_as_given) == (text, True)


def test_files_that_are_none_are_refused() -> None:
    assert refusal("a.txt", b"") == "empty_file"
    assert refusal("a.docx", b"") == "empty_file"
    assert refusal("a.exe", b"MZ") == "kind_not_taken"
    assert refusal("a.pdf", b"hello") == "kind_disagrees"
    assert refusal("a.docx", b"PK\x03\x04 broken") == "file_damaged"
    assert refusal("a.txt", b"\xff\xd0 Quy\xd5t \xae\xdenh") == "other_coding"
    assert refusal("a.pdf", b"%PDF-1.7\n" + b"\x00" * 500) in {"file_damaged", "no_words"}


def test_a_zip_bomb_is_refused() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        with archive.open("word/document.xml", "w") as part:
            for _ in range(220):
                part.write(b" " * 1024 * 1024)
    assert refusal("a.docx", kept.getvalue()) == "unpacks_too_large"


def test_entities_that_grow_are_refused() -> None:
    grown = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "{"x" * 1000}">{grown}]><w>&a9;</w>'
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file())) as good, zipfile.ZipFile(kept, "w") as archive:
        for part in good.namelist():
            archive.writestr(part, bomb.encode() if part == "word/document.xml" else good.read(part))
    assert refusal("a.docx", kept.getvalue()) == "xml_declares_entities"


def test_a_pdf_with_a_password_is_refused() -> None:
    assert refusal("a.pdf", pdf_file("Dieu 1. Ban hanh", locked=True)) == "file_locked"


def test_a_pdf_that_unpacks_to_too_much_is_refused() -> None:
    packed = zlib.compress(b"(a) Tj " * 30_000_000, 9)
    assert refusal("a.pdf", pdf_of(packed, b"/Filter /FlateDecode")) in {"file_too_heavy", "file_damaged", "no_words"}


def word_of(body: str, declared: str = "") -> bytes:
    """Return a Word file whose body is given in its own mark-up."""
    main_part = (
        f'<?xml version="1.0"?>{declared}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    )
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file())) as good, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in good.namelist():
            archive.writestr(part, main_part if part == "word/document.xml" else good.read(part))
    return kept.getvalue()


def in_word(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def in_cells(*cells: str) -> str:
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"


def test_words_in_controls_and_tracked_changes_are_kept_and_struck_ones_left_out() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{in_word('Điều 1. Trong ô điều khiển')}</w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>Điều 2. </w:t></w:r><w:ins><w:r><w:t>Thêm</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>Bớt</w:delText></w:r></w:del>"
        "<w:smartTag><w:r><w:t xml:space='preserve'> tại Bình Minh</w:t></w:r></w:smartTag></w:p>"
    )
    assert words_of("a.docx", word_of(body)).text == "Điều 1. Trong ô điều khiển\nĐiều 2. Thêm tại Bình Minh"


def test_tables_within_tables_are_read() -> None:
    inner = in_cells(in_word("1"), in_word("Ông A"), in_word("Trưởng ban"))
    found = words_of("a.docx", word_of(in_cells(in_word("Danh sách thành viên"), inner))).text
    assert found.split("\n") == ["Danh sách thành viên", "", "1\tÔng A\tTrưởng ban", ""]
    deep = "<w:tbl><w:tr><w:tc>" * 60 + in_word("Quyết định thành lập") + "</w:tc></w:tr></w:tbl>" * 60
    assert words_of("a.docx", word_of(deep)).text.strip() == "Quyết định thành lập"
    deeper = "<w:tbl><w:tr><w:tc>" * 5_000 + in_word("Quyết định") + "</w:tc></w:tr></w:tbl>" * 5_000
    assert refusal("a.docx", word_of(deeper)) in {"file_damaged", "file_too_heavy"}


def test_a_cell_that_spans_without_end_takes_no_room() -> None:
    wide = '<w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>'
    body = in_cells(wide + in_word("1"), in_word("Ông A"), in_word("Ủy viên"))
    assert words_of("a.docx", word_of(body)).text == "1\tÔng A\tỦy viên"


def test_a_merged_cell_says_what_the_one_above_says() -> None:
    rows = "".join(
        f"<w:tr><w:tc>{in_word(str(number))}</w:tc><w:tc>{in_word('Ông A')}</w:tc>"
        f"<w:tc><w:tcPr><w:vMerge{start}/></w:tcPr>{in_word(words) if words else '<w:p/>'}</w:tc></w:tr>"
        for number, start, words in ((1, ' w:val="restart"', "Ủy viên"), (2, "", ""))
    )
    assert words_of("a.docx", word_of(f"<w:tbl>{rows}</w:tbl>")).text == "1\tÔng A\tỦy viên\n2\tÔng A\tỦy viên"


def test_an_entity_from_outside_brings_nothing_in(tmp_path: Path) -> None:
    path = tmp_path / "outside.txt"
    path.write_text("ngoài", encoding="utf-8")
    declared = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{path.as_uri()}">]>'
    data = word_of("<w:p><w:r><w:t>Quyết định thành lập &x;</w:t></w:r></w:p>", declared)
    assert refusal("a.docx", data) == "xml_declares_entities"


@pytest.mark.parametrize("part", [0.3, 0.6, 0.97])
def test_a_file_that_was_cut_off_is_refused(part: float) -> None:
    whole = word_file()
    assert refusal("a.docx", whole[: int(part * len(whole))]) == "file_damaged"
    pdf = pdf_file("Dieu 1. Ban hanh quy che hoat dong")
    assert refusal("a.pdf", pdf[: int(part * len(pdf) * 0.8)]) in {"file_damaged", "no_words"}


def pdf_with(*objects: bytes) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + table + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [%s] /Count 20000 >>"


@pytest.mark.parametrize(
    "objects",
    [
        (CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
        (CATALOG, b"<< /Type /Pages /Kids [] /Count 2000000000 >>"),
        (CATALOG, PAGES % (b"3 0 R " * 20_000), b"<< /Type /Page /Parent 2 0 R >>"),
        (CATALOG, *(PAGES % (b"%d 0 R " % each * 10) for each in range(3, 13)), b"<< >>"),
    ],
    ids=["a tree of pages within itself", "pages that are not there", "20,000 pages", "ten to the tenth pages"],
)  # fmt: skip
def test_pages_without_end_are_refused(objects: tuple[bytes, ...]) -> None:
    assert refusal("a.pdf", pdf_with(*objects)) in {"file_damaged", "file_too_heavy", "no_words"}


ENDLESS = {
    "blocks": "<div>", "tables": "<table><tr><td>", "tags": "<a ", "comments": "<!--", "sections": "<![CDATA[",
    "end tags": "</a", "instructions": "<?", "declarations": "<!DOCTYPE ", "signs": "&", "characters": "&#x",
    "less": "<", "values": '<p a="', "scripts": "<script>",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(ENDLESS))
def test_a_page_without_end_takes_time_in_proportion(name: str) -> None:
    page = f"<p>Quyết định thành lập</p>{ENDLESS[name] * 20_000}<p>{ENDLESS[name] * 20_000}"
    assert html_words(page.encode()).startswith("Quyết định thành lập")


def test_a_page_laid_out_by_tables_keeps_its_lines() -> None:
    page = (
        "<table><tr><td>Trang chủ</td><td><table><tr><td>Số: 12/QĐ-UBND</td><td>Bình Minh</td></tr></table>"
        "<p>Điều 1. Gồm:</p><table><tr><th>TT<th>Họ tên<th>Chức vụ<tr><td>1<td>Ông A<td>Trưởng ban</table>"
        f"<p>Điều 2. Hiệu lực.</p>{'<p>Nội dung.</p>' * 9}</td><td>Bên phải</td></tr></table>"
    )
    lines = [line for line in html_words(page.encode()).split("\n") if line]
    assert lines[:6] == [
        "Trang chủ",
        "Số: 12/QĐ-UBND",
        "Bình Minh",
        "Điều 1. Gồm:",
        "TT\tHọ tên\tChức vụ",
        "1\tÔng A\tTrưởng ban",
    ]
    assert lines[-1] == "Bên phải"


def test_a_mark_of_secrecy_is_refused() -> None:
    assert refusal("a.txt", "TỐI MẬT\nQUYẾT ĐỊNH\nĐiều 1. Thử".encode()) == "state_secret"


def test_the_verb_prints_the_fixed_shape(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join(LINES), encoding="utf-8")
    assert main(["law", "read", str(path), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert {"document", "bases", "parts", "replaces", "recipients", "norms", "problems"} <= data.keys()
    assert data["document"]["number"] == "12"
    assert set(data["document"]["signer"]) >= {"form", "post", "name"}
    (part,) = data["parts"]
    assert part["role"] == "decision"
    assert part["articles"][1]["title"] == "Chế độ họp"
    assert [clause["label"] for clause in part["articles"][1]["clauses"]] == ["1", "2"]


def test_the_verb_says_why_it_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"")
    assert main(["law", "read", str(path)]) == 2
    assert "Tệp trống" in capsys.readouterr().err
    assert main(["law", "read", str(tmp_path / "none.txt")]) == 5
