"""The public page of 24/QĐ-BCĐCĐS: the document with its attachment, a print view, a QR code that verifies a copy."""

from __future__ import annotations

import io
import re

import pytest
from django.test import Client

from chidao.documents.acts import IssueDocument, PublishDocument
from chidao.documents.models import Document
from chidao.documents.verification import qr_svg
from tests.clauses.at_work import BODY, CLERK, AtWork, at

pytestmark = pytest.mark.only("sqlite")
DAY = at(2022, 5, 4)


@pytest.mark.clause("HP22-14")
def test_an_open_document_has_a_page_a_print_view_and_a_code_that_verifies_it(hp22: AtWork) -> None:
    text = ("Giao các cơ quan thực hiện.", "Chi tiết tại phụ lục kèm theo.")
    issue = IssueDocument(body=BODY, kind="KH", title="Kế hoạch chuyển đổi số", text=text)
    made = hp22.do(issue, "chair", DAY).outcome
    paper = Document.objects.get(pk=int(str(made["document"])))
    visitor = Client()
    address = f"/public/{BODY}/{paper.code}/"
    assert visitor.get(address).status_code == 404
    receipt = hp22.do(PublishDocument(body=BODY, document=paper.pk), CLERK, at(2022, 5, 5))
    assert receipt.basis["clause"] == "HP22-14"
    shown = visitor.get(address).content.decode()
    assert "theo trang công bố, 24/QĐ-BCĐCĐS" in shown
    for wanted in ("Kế hoạch chuyển đổi số", "Giao các cơ quan thực hiện", paper.label, "còn hiệu lực"):
        assert wanted in shown
    printed = b"".join(visitor.get(f"{address}document.pdf"))
    assert printed.startswith(b"%PDF-")
    link = re.search(r'href="(http://testserver/verify/[A-Z2-7]{16}/)"', shown)
    assert link is not None
    # The QR code is that address and no other: encoded again, it is the same picture.
    assert visitor.get(f"{address}qr.svg").content.decode() == qr_svg(link[1])
    answer = visitor.get(link[1]).content.decode()
    assert "Có thật" in answer
    assert paper.label in answer
    assert f'href="{address}"' in answer
    for data, told in ((printed, paper.label), (printed + b" ", "Không có trong sổ")):
        assert told in visitor.post("/verify/", {"file": io.BytesIO(data)}).content.decode()
