from __future__ import annotations

import hashlib
import io
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chidao.documents.files import is_intact, open_file, store_file
from chidao.documents.uploads import KINDS, check_upload, refuse_secret_marks
from chidao.kernel.errors import BadInput, NotFound

PDF = b"%PDF-1.7 content"


PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + b"\x00\x00\x00\x01" * 2 + b"\x08\x00\x00\x00\x00" + b"sums"
PNG += b"\x00\x00\x00\x00IEND\xae\x42\x60\x82"
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00\xff\xd9"
WHOLE = {"application/pdf": PDF, "image/png": PNG, "image/jpeg": JPEG}


def office(*names: str, main: str = "word/document.xml") -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", main, *names):
            archive.writestr(name, "<x/>")
    return saved.getvalue()


def codes(name: str, data: bytes) -> list[str]:
    with pytest.raises(BadInput) as refused:
        check_upload(name, data)
    assert all(reason.says.en and reason.says.vi for reason in refused.value.reasons)
    return [reason.code for reason in refused.value.reasons]


@pytest.mark.parametrize("extension", KINDS)
def test_each_kind_taken_is_taken(extension: str) -> None:
    kind = KINDS[extension]
    data = office(main=kind.main_part) if kind.main_part else WHOLE[kind.media_type]
    checked = check_upload(f"Bản chụp.{extension.upper()}", data)
    assert (checked.media_type, checked.size) == (kind.media_type, len(data))
    assert checked.sha256 == hashlib.sha256(data).hexdigest()


def test_what_a_file_says_and_what_it_holds_must_agree() -> None:
    assert codes("a.png", PDF) == ["kind_disagrees"]
    assert codes("a.docx", office(main="xl/workbook.xml")) == ["file_damaged"]
    assert codes("a.docx", b"PK\x03\x04 cut short") == ["file_damaged"]
    assert codes("a.doc", PDF) == ["kind_not_taken"]
    assert codes("pdf", b"MZ") == ["kind_disagrees"]


def test_macros_and_bombs_are_refused() -> None:
    assert codes("a.docx", office("word/vbaProject.bin")) == ["has_macros"]
    assert codes("a.docx", office("word/activeX/activeX1.xml")) == ["has_macros"]
    assert codes("a.docx", office(*(f"p{index}" for index in range(5_001)))) == ["unpacks_too_large"]
    saved = io.BytesIO(office())
    with zipfile.ZipFile(saved, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/big.xml", b"\0" * (201 * 1024 * 1024))
    assert codes("a.docx", saved.getvalue()) == ["unpacks_too_large"]


@pytest.mark.parametrize("name", ["../a.pdf", "C:\\a.pdf", "a/b.pdf", "a\x00.pdf", "a\u202efdp.pdf"])
def test_names_with_paths_or_hidden_signs_are_refused(name: str) -> None:
    assert "name_with_path" in codes(name, PDF)


def test_empty_and_too_large_files_and_bad_names_are_refused() -> None:
    assert codes("a.pdf", b"") == ["empty_file"]
    assert codes("", PDF) == ["bad_name"]
    assert codes(".pdf", PDF) == ["bad_name"]
    assert codes("a" * 200 + ".pdf", PDF) == ["bad_name"]
    with pytest.raises(BadInput):
        check_upload("a.pdf", PDF, largest=3)


def test_marks_of_secrecy_are_refused_in_names_and_fields() -> None:
    assert codes("MẬT_kế hoạch.pdf", PDF) == ["state_secret"]
    assert codes("Kế hoạch (TỐI MẬT).pdf", PDF) == ["state_secret"]
    assert check_upload("Kế hoạch bảo mật.pdf", PDF).name == "Kế hoạch bảo mật.pdf"
    refuse_secret_marks(title="Bảo vệ bí mật nhà nước")
    with pytest.raises(BadInput) as refused:
        refuse_secret_marks(title="Kế hoạch", note="TỐI MẬT")
    assert [reason.field for reason in refused.value.reasons] == ["note"]


def test_a_name_in_any_normal_form_is_kept_as_one() -> None:
    decomposed = unicodedata.normalize("NFD", "Hóa đơn.pdf")
    assert check_upload(decomposed, PDF).name == "Hóa đơn.pdf"


@given(st.text(), st.binary(max_size=50))
def test_whatever_comes_is_taken_or_refused_with_reasons(name: str, data: bytes) -> None:
    try:
        assert check_upload(name, data).size == len(data)
    except BadInput as refused:
        said = [reason.says for reason in refused.reasons]
    else:
        return
    assert said


def test_a_file_is_kept_under_its_digest_once(tmp_path: Path) -> None:
    home = tmp_path / "files"
    digest = store_file(home, PDF)
    assert digest == hashlib.sha256(PDF).hexdigest() == store_file(home, PDF)
    with open_file(home, digest) as kept:
        assert kept.read() == PDF
    assert [path.name for path in home.rglob("*") if path.is_file()] == [digest]


def test_a_file_changed_behind_the_door_is_found_and_mended_by_storing_again(tmp_path: Path) -> None:
    digest = store_file(tmp_path, PDF)
    (tmp_path / digest[:2] / digest).write_bytes(b"other")
    assert not is_intact(tmp_path, digest)
    store_file(tmp_path, PDF)
    assert is_intact(tmp_path, digest)


@pytest.mark.parametrize("name", ["0" * 64, "../../etc/passwd", "", "A" * 64])
def test_what_is_not_kept_is_not_found(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound):
        open_file(tmp_path, name)
    assert not is_intact(tmp_path, name)
