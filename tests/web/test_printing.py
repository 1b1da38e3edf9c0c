"""Papers given out as PDF beside the .docx: the same words, from every page that offers them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.documents.poppler import Pdf
from tests.web.visiting import Visit

pytestmark = pytest.mark.only("sqlite")  # files are made here; no engine has a part in them


def words(data: bytes, folder: Path) -> str:
    return "\n".join(text for _, text in Pdf(data, folder).elements())


def test_a_notice_comes_out_as_pdf_too(visit: Visit, tmp_path: Path) -> None:
    visit.concluded("Rà soát thủ tục")
    notice = visit.rows("documents.Document", kind="TB")[0]
    address = f"documents/{notice.pk}/pdf/"
    assert f'href="/T1/{address}"' in visit.get("head", f"documents/{notice.pk}/").content.decode()
    answer = visit.get("head", address)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="01-tb-btn')
    assert answer.content == visit.get("head", address).content
    said = words(answer.content, tmp_path)
    for wanted in ("Số: 01/TB-BTN", "THÔNG BÁO", "CHÁNH BAN", "Rà soát thủ tục"):
        assert wanted in said


def test_the_sheet_to_sign_comes_out_as_pdf_too(visit: Visit, tmp_path: Path) -> None:
    meeting = visit.meeting()
    visit.do("propose_invitations", "secretary", meeting=meeting, guests=("Khách Một",))
    assert f'href="/T1/meetings/{meeting}/sheet/pdf/"' in visit.get("head", f"meetings/{meeting}/").content.decode()
    assert "Khách Một" in words(visit.get("head", f"meetings/{meeting}/sheet/pdf/").content, tmp_path)
    assert visit.get("head", "meetings/999/sheet/pdf/").status_code == 404


def test_a_letter_with_a_sign_that_no_font_shows_says_which(visit: Visit, tmp_path: Path) -> None:
    visit.task(title="Kết nối trục", due_on=date(2020, 3, 4))
    visit.task(title="Dịch chữ 𓀀", due_on=date(2020, 4, 1))
    visit.later(days=7)
    visit.do("register_person", "secretary", name="Người mới")
    assert "reports/late/letter.pdf" in visit.get("head", "reports/late/").content.decode()
    assert "Kết nối trục" in words(visit.get("head", "reports/late/letter.pdf").content, tmp_path)
    visit.later(days=30)
    visit.do("register_person", "secretary", name="Người sau")
    answer = visit.get("head", "reports/late/letter.pdf")
    assert answer.status_code == 422
    assert "U+13000" in answer.content.decode()
    assert visit.get("head", "reports/late/letter.docx").status_code == 200


def test_a_voided_number_is_no_pdf_either(visit: Visit) -> None:
    meeting = visit.meeting()
    visit.do("propose_invitations", "secretary", meeting=meeting)
    visit.do("approve_invitation_list", "head", meeting=meeting)
    paper = visit.rows("documents.Document")[0]
    assert visit.get("secretary", f"documents/{paper.pk}/pdf/").status_code == 200
    visit.post("secretary", "act/void_number/", document=paper.pk, reason="In nhầm", key="v1")
    assert visit.get("secretary", f"documents/{paper.pk}/pdf/").status_code == 404
