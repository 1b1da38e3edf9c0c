"""Pages of dossiers: from what the work proposes to the package handed over, and how many queries each takes."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest

from chidao.archive.models import Dossier, DossierItem, HandOver
from chidao.documents.models import Document
from tests.archive.keeping import closed, dossier, keeping, paper
from tests.meetings.committee import in_bulk
from tests.web.visiting import Visit, counted

pytestmark = [pytest.mark.django_db, pytest.mark.only("sqlite")]


@pytest.fixture
def visit(settings: Any) -> Visit:
    settings.CHIDAO_DEMO = True
    return keeping()


def page(visit: Visit, path: str, seat: str = "secretary") -> str:
    answer = visit.get(seat, path)
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode())


def test_one_press_opens_what_a_meeting_proposes(visit: Visit) -> None:
    meeting = visit.concluded("Rà soát thủ tục")
    shown = page(visit, "dossiers/proposals/")
    form = shown[shown.index('name="about" value="meeting"') :].split("</form>")[0]
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    pieces = re.findall(r'name="pieces" value="([^"]+)" checked', form)
    assert len(pieces) == 2
    answer = visit.post("secretary", "act/open_dossier/", **fields, about="meeting", key="k1", pieces=pieces)
    made = Dossier.objects.get()
    assert answer.url == f"/T1/dossiers/{made.pk}/"
    assert (made.meeting_id, made.items.count(), made.retention) == (meeting, 2, "01")
    one = page(visit, f"dossiers/{made.pk}/")
    assert one.count("chưa có bản ký") == 2
    assert 'data-act="close_dossier"' in one
    assert f"{made.number:02d}/2020" in page(visit, f"documents/{made.items.get(ordinal=1).document_id}/")


def test_a_document_is_filed_from_its_own_page(visit: Visit) -> None:
    """A new dossier of its meeting, or an open one; whoever keeps no dossiers is offered neither."""
    meeting = visit.concluded("Rà soát thủ tục")
    notice = Document.objects.get(kind="TB").pk
    shown = page(visit, f"documents/{notice}/")
    form = shown[shown.index("Lập hồ sơ cuộc họp") - 3000 : shown.index("Lập hồ sơ cuộc họp")]
    assert len(re.findall(r'name="pieces" value="document:\d+"', form)) == 2
    letter = paper(visit, 1)
    kept = dossier(visit, letter)
    other = paper(visit, 2)
    shown = page(visit, f"documents/{other}/")
    assert "Lập hồ sơ cuộc họp" not in shown
    assert f'<option value="{kept}">' in shown
    answer = visit.post("secretary", "act/file_in_dossier/", dossier=kept, pieces=[f"document:{other}"], key="f1")
    assert answer.url == f"/T1/dossiers/{kept}/"
    assert "Đưa vào hồ sơ đang mở" not in page(visit, f"documents/{other}/")
    assert "Lập hồ sơ cuộc họp" not in page(visit, f"documents/{notice}/", seat="head")
    assert not Dossier.objects.filter(meeting=meeting).exists()


def test_every_file_of_a_dossier_is_given_to_who_sees_it_and_nobody_else(visit: Visit) -> None:
    key = closed(visit, paper(visit, 1))
    visit.do("hand_over_dossiers", "secretary", dossiers=(key,), receiver="Lưu trữ thử")
    item, hand = DossierItem.objects.get().pk, HandOver.objects.get().pk
    of = f"dossiers/{key}/"
    given = {
        f"{of}index.docx": b"PK", f"{of}index.pdf": b"%PDF", f"{of}index.xlsx": b"PK", f"{of}export.zip": b"PK",
        f"{of}package.zip": b"PK", f"{of}papers/{item}/": b"%PDF", "dossiers/list/2020.docx": b"PK",
        "dossiers/list/2020.pdf": b"%PDF", f"dossiers/handovers/{hand}/minutes.docx": b"PK",
        f"dossiers/handovers/{hand}/index.xlsx": b"PK", f"dossiers/handovers/{hand}/package/": b"PK",
    }  # fmt: skip
    for path, begins in given.items():
        answer = visit.get("secretary", path)
        assert answer.status_code == 200, path
        data = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert data.startswith(begins), path
        assert "attachment" in answer.headers["Content-Disposition"]
    other = dossier(visit, paper(visit, 2))
    draft = visit.get("secretary", f"dossiers/handovers/draft.docx?dossiers={other}&level=current&receiver=X")
    assert draft.content.startswith(b"PK")
    for path in (
        f"{of}index.exe",
        f"{of}other.zip",
        f"dossiers/handovers/{hand}/minutes/",
        "dossiers/handovers/draft.docx",
        f"{of}papers/999/",
    ):
        assert visit.get("secretary", path).status_code == 404, path
    book = openpyxl.load_workbook(io.BytesIO(visit.get("secretary", "dossiers/list/2020.xlsx").content))
    assert [cell.value for cell in book.worksheets[0][2]][:3] == ["01/2020", "Công văn trao đổi", "10 năm"]
    with zipfile.ZipFile(io.BytesIO(b"".join(visit.get("secretary", f"{of}package.zip").streaming_content))) as made:
        assert sum("/data/" in name for name in made.namelist()) == 1


def test_what_stands_against_is_said_on_the_form(visit: Visit) -> None:
    key = dossier(visit, paper(visit, 1, scan=False), group="decisions")
    answer = visit.post("secretary", "act/close_dossier/", dossier=key, key="c1")
    assert answer.status_code == 409
    assert "chưa có bản đã ký" in answer.content.decode()
    form = page(visit, f"act/file_in_dossier/?dossier={key}")
    assert 'name="pieces"' not in form or f'value="document:{DossierItem.objects.get().document_id}"' not in form
    assert "act-refused" in page(visit, f"dossiers/{key}/", "head")
    assert visit.get("secretary", "act/take_from_dossier/?item=999").status_code == 404
    assert visit.get("secretary", "dossiers/?before=nonsense").status_code == 422


def test_what_falls_due_stands_on_the_desk_of_who_may_hand_it_over(visit: Visit) -> None:
    dossier(visit, about="names", title="Báo cáo 2018", group="reports", year=2018)
    assert "Hồ sơ đến hạn giao nộp" in page(visit, "")
    assert "Hồ sơ đến hạn giao nộp" not in page(visit, "", "head")
    assert "quá hạn 31/12/2019" in page(visit, "dossiers/")


def test_the_pages_ask_the_same_questions_however_many_rows(visit: Visit) -> None:
    first = closed(visit, paper(visit, 1))
    visit.do("hand_over_dossiers", "secretary", dossiers=(first,), receiver="Lưu trữ thử")
    key = dossier(visit, paper(visit, 2), paper(visit, 3, kind="QĐ"))
    paths = ("dossiers/", f"dossiers/{key}/", "dossiers/proposals/", "dossiers/loose/", "dossiers/handovers/")
    counts: dict[str, list[int]] = {path: [] for path in paths}
    for many in (3, 300):
        with in_bulk():
            _grow(visit, key, many)
        for path in paths:
            with counted() as queries:
                page(visit, path)
            counts[path].append(len(queries))
    assert all(len(set(each)) == 1 for each in counts.values()), counts
    assert max(each[0] for each in counts.values()) <= 45, counts


def _grow(visit: Visit, key: int, many: int) -> None:
    """Let there be so many dossiers, papers in one of them, and papers in none."""
    have = Dossier.objects.count()
    Dossier.objects.bulk_create(
        Dossier(
            body="T1", year=2019, number=n + 10, title=f"Hồ sơ {n}", about="names", group="reports", retention="05",
            opened_on=visit.now.date(), folded=f"ho so {n}",
        )
        for n in range(have, many)
    )  # fmt: skip
    filed, document = Dossier.objects.get(pk=key), visit.rows("documents.Document")[0]
    DossierItem.objects.bulk_create(
        DossierItem(dossier=filed, ordinal=n + 10, document=document, title=f"Việc {n}", filed_at=visit.now)
        for n in range(filed.items.count(), many)
    )
    for n in range(100 + Document.objects.filter(number__gte=100).count(), 100 + many):
        document.pk, document.number, document.code, document.scan_id = None, n, None, None
        Document.objects.bulk_create([document])
