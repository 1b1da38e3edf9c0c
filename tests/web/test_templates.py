"""Pages of the committee's own templates, and the .docx of a document laid into one."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from chidao.acts.kept import forget_kept
from chidao.documents.models import StoredFile, Template
from chidao.documents.templating.sample import sample_template
from tests.charters_small import BESIDE, SMALL
from tests.documents.test_templates import NORM, typed
from tests.documents.typed_samples import SAMPLES
from tests.factories import founded_body
from tests.meetings.committee import in_bulk
from tests.web.visiting import Visit, counted

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
POWERS = "  - {id: templates, acts: [lay_template, withdraw_template], roles: [secretary], clause: T1-beside-1}\n"
pytestmark = pytest.mark.only("sqlite")  # files are made here; no engine has a part in them


@pytest.fixture
def visit(db: None, settings: Settings, tmp_path: Path) -> Visit:
    """The small body, whose desk may lay templates."""
    settings.CHIDAO_DEMO, settings.CHIDAO_FILES = True, tmp_path
    forget_kept()
    return Visit(founded_body(charter=SMALL, beside=BESIDE.replace("powers:\n", f"powers:\n{POWERS}", 1)))


def laid(visit: Visit, data: bytes, **more: str) -> object:
    file = SimpleUploadedFile("mau.docx", data, WORD)
    sent = {"form": "conclusion_notice", "name": "Mẫu có biểu trưng", "key": f"t{len(more)}{len(data)}", **more}
    return visit.post("secretary", "act/lay_template/", file=file, **sent)


def words(data: bytes) -> str:
    return "\n".join(each.text for each in docx.Document(io.BytesIO(data)).paragraphs)


def test_a_template_is_laid_used_on_its_days_and_withdrawn(visit: Visit) -> None:
    page = visit.get("secretary", "documents/templates/").content.decode()
    assert "Chưa có mẫu riêng" in page
    assert 'href="/T1/act/lay_template/"' in page
    start = visit.get("secretary", "documents/templates/start/conclusion_notice/")
    assert "{{ body }}" in words(start.content)
    assert visit.get("secretary", "documents/templates/start/nothing/").status_code == 404
    visit.concluded("Rà soát thủ tục")
    notice = visit.rows("documents.Document", kind="TB")[0]
    assert visit.get("secretary", "documents/").content.decode().count("documents/templates/") == 1

    answer = laid(visit, typed("MẪU RIÊNG {{ number }}", "{{ body }}"))
    assert answer.url == "/T1/documents/templates/"  # type: ignore[attr-defined]
    page = visit.get("secretary", "documents/templates/").content.decode()
    assert "Mẫu có biểu trưng" in page
    assert "withdraw_template" in page
    said = words(visit.get("secretary", f"documents/{notice.pk}/word/").content)
    assert said.startswith("MẪU RIÊNG Số: 01/TB-BTN")
    assert "Rà soát thủ tục" in said
    assert "Mẫu có biểu trưng" in visit.get("secretary", f"documents/{notice.pk}/").content.decode()
    assert visit.get("secretary", f"documents/{notice.pk}/pdf/").content.startswith(b"%PDF")
    row = visit.rows("documents.Template")[0]
    assert visit.get("secretary", f"documents/templates/{row.pk}/").status_code == 200
    assert visit.get("secretary", "documents/templates/999/").status_code == 404

    assert visit.post("secretary", "act/withdraw_template/", template=row.pk, key="w1").status_code == 302
    assert "MẪU RIÊNG" not in words(visit.get("secretary", f"documents/{notice.pk}/word/").content)
    assert "thôi dùng" in visit.get("secretary", "documents/templates/").content.decode()
    again = visit.post("secretary", "act/withdraw_template/", template=row.pk, key="w2")
    assert again.status_code in {404, 409}


def test_a_template_that_begins_later_or_reads_too_much_is_not_used(visit: Visit) -> None:
    visit.concluded("Rà soát thủ tục")
    notice = visit.rows("documents.Document", kind="TB")[0]
    later = (visit.now.date() + timedelta(days=30)).isoformat()
    laid(visit, sample_template("conclusion_notice", NORM), effective_from=later)
    assert visit.rows("documents.Template")[0].effective_from.isoformat() == later
    assert "Mẫu in" not in visit.get("secretary", f"documents/{notice.pk}/").content.decode()
    refused = laid(visit, typed("{{ issuer.__class__ }}"), name="Mẫu xấu")
    assert refused.status_code == 422  # type: ignore[attr-defined]
    assert "không được phép" in refused.content.decode()  # type: ignore[attr-defined]
    assert len(visit.rows("documents.Template")) == 1
    assert visit.get("fellow-alpha", "act/lay_template/").status_code in {200, 403}


def test_a_paper_of_a_typed_form_is_printed_and_shown_from_its_content(visit: Visit) -> None:
    visit.concluded("Rà soát thủ tục")
    notice = visit.rows("documents.Document", kind="TB")[0]
    with in_bulk():
        notice.content, notice.title = SAMPLES["plan"], "Trích yếu đã sửa"
        notice.save(update_fields=["content", "title"])
    said = words(visit.get("secretary", f"documents/{notice.pk}/word/").content)
    assert "Trích yếu đã sửa" in said
    assert "I. MỤC ĐÍCH, YÊU CẦU" in said
    assert "Phụ lục I" in said
    page = visit.get("secretary", f"documents/{notice.pk}/").content.decode()
    assert "2. Bảo đảm tiến độ." in page
    assert f"documents/{notice.pk}/pdf/" in page


def test_the_list_asks_the_same_questions_however_many_templates(visit: Visit) -> None:
    counts = []
    laid(visit, typed("{{ body }}"))
    model = Template.objects.get()
    file = StoredFile.objects.get(pk=model.file_id)
    for many in (1, 3, 300):
        with in_bulk():
            Template.objects.bulk_create(
                Template(
                    body=model.body, form=model.form, name=f"Mẫu {n}", file=file, laid_by=model.laid_by,
                    effective_from=model.effective_from,
                )
                for n in range(Template.objects.count(), many)
            )  # fmt: skip
        with counted() as queries:
            assert visit.get("secretary", "documents/templates/").status_code == 200
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 40
