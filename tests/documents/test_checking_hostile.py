"""Files made to break a reader: refused with the reason, the process that read them the only one to suffer."""

from __future__ import annotations

import io
import random
import struct
import time
import zipfile
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from chidao.documents.checking import checker
from chidao.documents.checking.checker import check_form
from chidao.documents.checking.package import Damaged, TooHeavy
from chidao.documents.checking.process import checked
from chidao.documents.checking.reader import read_sheet
from chidao.kernel.errors import BadInput
from tests.documents.laid_out import as_bytes, decision, letter, line, new_page

GOOD: Final = as_bytes(letter())
MAIN: Final = "word/document.xml"


def packed(parts: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, said in parts.items():
            archive.writestr(name, said)
    return kept.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_main(said: bytes) -> bytes:
    return packed(parts_of(GOOD) | {MAIN: said})


def refused(data: bytes, name: str = "a.docx") -> str:
    with pytest.raises(BadInput) as error:
        check_form(name, data)
    assert all(reason.says.vi and reason.says.en for reason in error.value.reasons)
    return error.value.reasons[0].code


BOMB: Final = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY b%d "%s">' % (n, b"&a;" * 10 if n == 0 else b"&b%d;" % (n - 1) * 10) for n in range(9))
    + b']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&b8;'
    b"</w:t></w:r></w:p></w:body></w:document>"
)
FETCHING: Final = (
    b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><w:document xmlns:w="http://schemas.openxmlformats.org/'
    b'wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
)


def test_a_good_file_is_checked_in_its_own_process() -> None:
    report = check_form("công văn.docx", GOOD)
    assert report.is_clean
    assert report.components


def test_entities_are_not_expanded_nor_fetched() -> None:
    assert refused(with_main(BOMB)) == "xml_declares_entities"
    assert refused(with_main(FETCHING)) == "xml_declares_entities"


def test_what_is_no_document_is_refused() -> None:
    assert refused(b"") == "empty_file"
    assert refused(b"x" * 64, "a.doc") == "kind_not_taken"
    assert refused(b"x" * 64) == "kind_disagrees"
    assert refused(GOOD[: len(GOOD) // 2]) == "file_damaged"
    assert refused(with_main(b"<html/>")) == "file_damaged"
    assert refused(with_main(b"not xml")) == "file_damaged"
    assert refused(packed(parts_of(GOOD) | {"word/vbaProject.bin": b"x"})) == "has_macros"
    assert refused(GOOD, "b/a.docx") == "name_with_path"


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    assert refused(packed(parts_of(GOOD) | {"word/big.xml": bytes(201 * 1024 * 1024)})) == "unpacks_too_large"


def test_a_part_that_unpacks_to_more_than_is_read_is_refused() -> None:
    heavy = parts_of(GOOD)[MAIN].replace(b"</w:body>", b"<w:p/>" * 12_000_000 + b"</w:body>")
    assert refused(with_main(heavy)) == "file_too_heavy"


def test_a_size_that_the_archive_lies_about_is_not_believed() -> None:
    heavy = packed(parts_of(GOOD) | {MAIN: bytes(70 * 1024 * 1024)})
    at = heavy.rindex(b"PK\x01\x02", 0, heavy.rindex(MAIN.encode()))
    lying = heavy[: at + 24] + struct.pack("<I", 100) + heavy[at + 28 :]
    assert refused(lying) in {"file_damaged", "file_too_heavy"}


@pytest.mark.parametrize("nested", ["tbl><w:tr><w:tc", "sdt><w:sdtContent"])
def test_tables_in_tables_without_end_are_refused(nested: str) -> None:
    first, *rest = nested.replace("w:", "").split("><")
    names = [first, *rest]
    opened = "".join(f"<w:{name}>" for name in names) * 3_000
    closed = "".join(f"</w:{name}>" for name in reversed(names)) * 3_000
    body = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{opened}<w:p/>{closed}</w:body></w:document>'
    assert refused(with_main(body.encode())) in {"file_too_heavy", "file_damaged"}


def test_a_style_based_on_itself_ends() -> None:
    parts = parts_of(GOOD)
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(
        b'<w:name w:val="Normal"/>', b'<w:name w:val="Normal"/><w:basedOn w:val="Normal"/>'
    )
    assert "report" in checked(packed(parts), None)


def test_a_mark_of_secrecy_is_refused() -> None:
    document = new_page()
    line(document, "TUYỆT MẬT")
    assert refused(as_bytes(document)) == "state_secret"


def test_a_parser_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checker, "MEMORY", 8 * 1024 * 1024)
    assert refused(GOOD) in {"file_damaged", "file_too_heavy"}


def test_a_long_document_takes_seconds_and_not_minutes() -> None:
    document = decision()
    for number in range(3_000):
        line(document, f"Đoạn thứ {number} của một văn bản rất dài, không có gì đặc biệt trong đó.")
    data = as_bytes(document)
    began = time.monotonic()
    assert "report" in checked(data, None)
    assert time.monotonic() - began < 30


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([MAIN, "word/styles.xml", "word/header1.xml", "word/settings.xml"]))
def test_whatever_is_torn_out_of_a_file_the_check_answers(seed: int, part: str) -> None:
    chance = random.Random(seed)
    parts = parts_of(WHOLE)
    root = etree.fromstring(parts[part])
    elements = [each for each in root.iter() if each.getparent() is not None]
    for each in chance.sample(elements, min(len(elements), 1 + seed % 12)):
        _tear(each, chance)
    answer = checked(packed(parts | {part: etree.tostring(root)}), None)
    assert "report" in answer or answer["refused"] in {"file_damaged", "file_too_heavy"}


WHOLE: Final = as_bytes(decision())


def _tear(element: etree._Element, chance: random.Random) -> None:
    what = chance.randrange(4)
    if what == 0 and element.getparent() is not None:
        element.getparent().remove(element)
    elif what == 1:
        for name in list(element.attrib):
            element.attrib[name] = chance.choice(["", "-1", "99999999999999999999", "x", "1e9", "ắ"])
    elif what == 2:
        element.text = chance.choice(["", "Số:", "Nơi nhận:", "\u0301", "Căn cứ", "Điều 0", "Phụ lục", "a)"])
    else:
        element.attrib.clear()


@given(st.binary(max_size=400))
def test_bytes_that_are_no_file_are_refused(data: bytes) -> None:
    with pytest.raises((Damaged, TooHeavy)):
        read_sheet(data)
