"""The page that checks the form of a .docx."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.documents.laid_out import as_bytes, decision
from tests.documents.planting import sized
from tests.web.visiting import Visit

pytestmark = pytest.mark.only("sqlite")  # files are made here; no engine has a part in them

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def sent(data: bytes, name: str = "thong bao.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, WORD)


def test_the_documents_room_leads_to_the_check(visit: Visit) -> None:
    assert 'href="/T1/documents/check/"' in visit.get("secretary", "documents/").content.decode()
    assert 'accept=".docx"' in visit.get("secretary", "documents/check/").content.decode()


def test_a_document_without_fault_is_said_so(visit: Visit) -> None:
    page = visit.post("secretary", "documents/check/", file=sent(as_bytes(decision())))
    assert page.status_code == 200
    told = page.content.decode()
    assert "thong bao.docx: không thấy lỗi thể thức" in told
    assert "QUYẾT ĐỊNH" in told


def test_a_breach_is_shown_with_place_clause_found_and_wanted(visit: Visit) -> None:
    document = decision()
    sized("SỞ KHOA", 16)(document)
    client = visit.client("secretary")
    told = client.post("/form-check/", {"file": sent(as_bytes(document))}).content.decode()
    for words in ("Cỡ chữ của tên cơ quan ban hành", "Phụ lục I mục II.2.d", "SỞ KHOA HỌC", "16 pt", "từ 12 đến 13 pt"):
        assert words in told
    client.cookies["language"] = "en"
    told = client.post("/form-check/", {"file": sent(as_bytes(document))}).content.decode()
    for words in ("Size of the issuer&#x27;s name", "from 12 to 13 pt", "faults of form"):
        assert words in told


def test_what_is_no_document_is_refused_with_the_reason(visit: Visit) -> None:
    page = visit.post("secretary", "documents/check/", file=sent(b"PK\x03\x04 cut short"))
    assert page.status_code == 422
    assert "Không mở được tệp" in page.content.decode()
    assert visit.post("secretary", "documents/check/").status_code == 422
    assert visit.post("secretary", "documents/check/", file=sent(b"%PDF-1.4", "a.pdf")).status_code == 422


def test_whoever_is_not_signed_in_is_asked_to(visit: Visit) -> None:
    client = visit.client("secretary")
    client.session.flush()
    client.cookies.clear()
    assert client.get("/form-check/").status_code == 302
    assert client.get("/T1/documents/check/").status_code == 302
