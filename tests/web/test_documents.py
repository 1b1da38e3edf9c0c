"""Pages of documents: the list, one paper, what is done with it."""

from __future__ import annotations

import io

import docx
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.visiting import Visit, counted

PDF = b"%PDF-1.4\n%%EOF\n"


def test_the_list_says_what_waits_for_its_signed_paper(visit: Visit) -> None:
    visit.concluded("Rà soát thủ tục")
    page = visit.get("secretary", "documents/").content.decode()
    assert "01/TB-BTN" in page
    assert "01/GM-BTN" in page
    assert page.count("chờ bản ký") == 2
    only = visit.get("secretary", "documents/?kind=GM").content.decode()
    assert "01/TB-BTN" not in only
    found = visit.get("secretary", "documents/?q=ket+luan").content.decode()
    assert "01/TB-BTN" in found
    assert visit.get("secretary", "documents/?before=nonsense").status_code == 422


def test_the_signed_paper_is_filed_and_given_out(visit: Visit) -> None:
    visit.concluded("Rà soát thủ tục")
    notice = visit.rows("documents.Document", kind="TB")[0]
    page = visit.get("secretary", f"documents/{notice.pk}/").content.decode()
    assert 'next" href="/T1/act/file_document/?document=' in page
    scan = SimpleUploadedFile("thong bao.pdf", PDF, "application/pdf")
    answer = visit.post("secretary", "act/file_document/", document=notice.pk, scan=scan, key="f1")
    assert answer.url == f"/T1/documents/{notice.pk}/"
    page = visit.get("secretary", f"documents/{notice.pk}/").content.decode()
    assert "Bản đã ký, đã lưu" in page
    sha = visit.rows("documents.StoredFile")[0].sha256
    assert visit.get("fellow-alpha", f"files/{sha}/").status_code == 200


def test_a_voided_number_is_not_printed(visit: Visit) -> None:
    meeting = visit.meeting()
    visit.do("propose_invitations", "secretary", meeting=meeting)
    visit.do("approve_invitation_list", "head", meeting=meeting)
    paper = visit.rows("documents.Document")[0]
    assert visit.get("secretary", f"documents/{paper.pk}/word/").status_code == 200
    answer = visit.post("secretary", "act/void_number/", document=paper.pk, reason="In nhầm", key="v1")
    assert answer.status_code == 302
    page = visit.get("secretary", f"documents/{paper.pk}/").content.decode()
    assert "In nhầm" in page
    assert visit.get("secretary", f"documents/{paper.pk}/word/").status_code == 404


def test_a_paper_from_before_is_entered_with_its_conclusions(visit: Visit) -> None:
    form = visit.get("secretary", "act/enter_outside_document/").content.decode()
    assert 'value="TB-BTN"' in form
    sent = {
        "kind": "TB", "number": "3", "symbol": "TB-BTN", "dated_on": "2020-02-10", "title": "Kết luận phiên họp trước",
        "conclusions": "Việc một\nViệc hai", "key": "o1",
    }  # fmt: skip
    answer = visit.post("secretary", "act/enter_outside_document/", **sent)
    assert answer.status_code == 302
    page = visit.get("secretary", answer.url.removeprefix("/T1/")).content.decode()
    assert "có từ trước" in page
    assert "03/TB-BTN" in page
    word = visit.get("secretary", answer.url.removeprefix("/T1/") + "word/")
    assert docx.Document(io.BytesIO(word.content)).tables


def test_a_paper_of_others_is_not_found(visit: Visit) -> None:
    assert visit.get("head", "documents/999/").status_code == 404
    assert visit.get("head", "documents/999/word/").status_code == 404


def test_the_list_asks_the_same_questions_however_many_papers(visit: Visit) -> None:
    counts = []
    for many in (1, 3, 300):
        for n in range(len(visit.rows("documents.Document")) + 1, many + 1):
            visit.do(
                "enter_outside_document", "secretary", kind="CV", number=n, symbol="BTN-VP", dated_on=visit.now.date(),
                title=f"Công văn {n}",
            )  # fmt: skip
        with counted() as queries:
            assert visit.get("secretary", "documents/").status_code == 200
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 40
