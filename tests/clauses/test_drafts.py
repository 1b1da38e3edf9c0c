"""The papers of the working group, submitted by the standing body and approved by whoever the text names."""

from __future__ import annotations

from typing import Any, Final

import pytest

from chidao.documents.acts.drafts import ApproveDraft
from chidao.documents.models import Submission
from chidao.instruments.models import Instrument
from chidao.kernel.errors import Refused
from chidao.ledger.models import Event
from chidao.tasks.acts import AssignTask
from chidao.tasks.models import Task
from tests.clauses.at_work import CLERK, AtWork, chip, founded, refused
from tests.documents.drafts.at_desk import DAY, begun, submitted
from tests.meetings.committee import at

pytestmark = pytest.mark.django_db
TABLE: Final = "| TT | Chức vụ | Cơ quan |\n| 01 | Giám đốc | Sở Nội vụ |\n| 02 | Phó Giám đốc | Sở Y tế |"
REGULATION: Final = (
    "Căn cứ quyết định thành lập;\nĐiều 1. Ban hành quy chế làm việc.\nĐiều 2. Có hiệu lực từ ngày ký.\n"
    "# QUY CHẾ: Làm việc của Tổ công tác\nĐiều 1. Tổ họp mỗi tháng một lần.\nĐiều 2. Tổ báo cáo hằng quý."
)
PAPERS: Final = {
    "group_list": ("list_paper", "Danh sách thành viên Tổ công tác", TABLE),
    "group_leadership": ("list_paper", "Lãnh đạo Tổ công tác", "| TT | Chức vụ |\n| 01 | Tổ trưởng |"),
    "group_plan": ("plan", "Kế hoạch của Tổ công tác", "1. Rà soát dữ liệu.\n2. Đào tạo."),
    "group_regulation": ("decision", "Quy chế làm việc của Tổ công tác", REGULATION),
}


@pytest.fixture
def th(settings: Any) -> AtWork:
    return founded("TH", at(2022, 6, 1), settings)


@pytest.mark.clause("TH-12")
def test_the_standing_body_submits_the_groups_four_papers_and_the_head_approves_each(th: AtWork) -> None:
    assert "chưa trình" in th.page("drafts/", "chair")
    for paper, (form, title, text) in PAPERS.items():
        draft = begun(th, form, title=title, text=text)
        submission = submitted(th, draft, paper=paper)
        assert _basis(th, "submit_draft") == "TH-12"
        approval = ApproveDraft(body="TH", submission=submission.pk)
        assert "TH-12" in refused(th, approval, "vice-chair-ubnd", DAY, Refused)
        made = th.do(approval, "chair", DAY)
        assert made.basis["clause"] == "TH-12"
        instrument = Instrument.objects.get(pk=made.outcome["instrument"])
        assert instrument.provisions.count() == {"group_list": 2, "group_leadership": 1, "group_regulation": 4}.get(
            paper, 2
        )
        assert Submission.objects.get(pk=submission.pk).state == "approved"
    shown = th.page("drafts/", "chair")
    assert chip("TH-12") in shown
    assert shown.count("đã phê duyệt") >= len(PAPERS)
    assert "chưa trình" not in shown
    for _, title, _ in PAPERS.values():
        assert title in shown


@pytest.mark.clause("TH-12")
def test_tasks_come_from_what_was_approved(th: AtWork) -> None:
    form, title, text = PAPERS["group_plan"]
    submission = submitted(th, begun(th, form, title=title, text=text), paper="group_plan")
    provisions: Any = th.do(ApproveDraft(body="TH", submission=submission.pk), "chair", DAY).outcome["provisions"]
    work = AssignTask(body="TH", title="Rà soát dữ liệu", lead_agency=th.agency("so-noi-vu"), provision=provisions[0])
    task = Task.objects.get(pk=th.do(work, "chair", DAY).outcome["task"])
    assert task.provision is not None
    assert task.provision.cite.startswith("Mục 1, Kế hoạch của tổ công tác")
    instrument = Submission.objects.get(pk=submission.pk).instrument_id
    assert title in th.page(f"instruments/{instrument}/", "chair")
    assert f"/TH/drafts/{submission.draft_id}/" in th.page("drafts/?which=issued", CLERK)


def _basis(th: AtWork, act: str) -> str:
    return str(Event.objects.filter(act=act).latest("seq").basis["clause"])
