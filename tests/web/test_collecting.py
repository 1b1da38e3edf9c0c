"""Pages of agencies' reports: laid out, demanded, filled in field by field, put side by side, added up."""

from __future__ import annotations

import io
import re
from copy import copy
from datetime import date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
import time_machine

from chidao.duties.acts import Answer, AskedField
from chidao.duties.models import AgencyReport, ReportDemand, ReportForm
from chidao.kernel.days import VIET_NAM
from chidao.people.models import Agency
from tests.factories import Founded
from tests.meetings.committee import in_bulk
from tests.web.seated import Seated, seated

MONDAY = datetime(2020, 3, 16, 9, tzinfo=VIET_NAM)
"""The day on which the first quarter's reports are due: their data closed on Saturday the 14th."""

FIELDS = (
    AskedField(label="Số dịch vụ", kind="number", required=True),
    AskedField(label="Tỷ lệ", kind="percent"),
    AskedField(label="Có kế hoạch", kind="yes"),
    AskedField(label="Khó khăn", kind="text"),
)


def a_form(founded: Founded, *, months: int = 3, title: str = "Báo cáo quý") -> int:
    made = founded.do("issue_report_form", title=title, fields=FIELDS, months=months, closes_on=14, working_days=1)
    return int(made.outcome["form"])


def send(founded: Founded, form: int | None, who: str, when: datetime = MONDAY, **more: Any) -> int:
    share = str(more.pop("share", "50"))
    answers = (Answer(key="so_dich_vu", value=str(more.pop("n", 5))), Answer(key="ty_le", value=share))
    what = {"form": form, "cycle": "2020-Q1", "agency": founded.agencies[who], "answers": answers} | more
    return int(founded.do("submit_agency_report", founded[f"fellow-{who}"], now=when, **what).outcome["report"])


@pytest.fixture
def on_monday() -> Any:
    """The morning of the day on which the reports are due."""
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def due(db: None, on_monday: Any) -> Seated:
    """The small body on that morning."""
    return seated()


def test_a_form_is_laid_out_row_by_row(body: Seated) -> None:
    page = body.get("act/issue_report_form/", "secretary")
    assert 'name="fields-0-label"' in page
    sent: dict[str, Any] = {
        "title": "Báo cáo tháng", "months": "1", "starts_in": "1", "closes_on": "14", "working_days": "2",
        "fields-0-label": "Số máy chủ", "fields-0-kind": "number", "fields-0-required": "yes",
        "fields-1-label": "", "fields-1-kind": "number", "fields-1-required": "no",
        "fields-2-label": "Khó khăn", "fields-2-kind": "text", "fields-2-required": "no", "key": "k1",
    }  # fmt: skip
    body.post("act/issue_report_form/", "secretary", **sent)
    form = ReportForm.objects.get()
    assert form.fields == [
        {"key": "so_may_chu", "label": "Số máy chủ", "kind": "number", "required": True},
        {"key": "kho_khan", "label": "Khó khăn", "kind": "text", "required": False},
    ]
    assert (form.months, form.closes_on, form.working_days) == (1, 14, 2)
    wrong = body.post("act/issue_report_form/", "secretary", status=422, **{**sent, "months": "5", "key": "k2"})
    assert "Số máy chủ" in wrong.content.decode()


def test_one_that_only_the_desk_may_do_is_refused_with_its_clause(body: Seated) -> None:
    page = body.get("reports/forms/", "fellow-alpha")
    assert "TL1" in page
    assert 'href="/T1/act/issue_report_form/"' not in page


def test_an_agency_fills_its_report_in(due: Seated) -> None:
    form = a_form(due.founded)
    page = due.get("reports/owed/", "fellow-alpha")
    address = f"act/submit_agency_report/?form={form}&amp;cycle=2020-Q1&amp;agency={due.founded.agencies['alpha']}"
    assert address in page
    page = due.get(address.replace("&amp;", "&"), "fellow-alpha")
    assert "Sở Thử Một · số liệu từ 15/12/2019 đến 14/3/2020 · hạn 16/3/2020" in page
    sent: dict[str, Any] = {
        "form": form, "cycle": "2020-Q1", "agency": due.founded.agencies["alpha"], "key": "k1",
        "answers-0-key": "so_dich_vu", "answers-0-value": "nhiều", "answers-1-key": "ty_le", "answers-1-value": "101",
        "answers-2-key": "co_ke_hoach", "answers-2-value": "yes", "answers-3-key": "kho_khan", "answers-3-value": "",
    }  # fmt: skip
    wrong = due.post("act/submit_agency_report/", "fellow-alpha", status=422, **sent).content.decode()
    assert 'href="#f-answers.so_dich_vu"' in wrong
    assert 'id="f-answers.so_dich_vu"' in wrong
    assert wrong.count("aria-invalid") == 2
    assert 'value="nhiều"' in wrong
    fine = {**sent, "answers-0-value": "1234", "answers-1-value": "87,5", "key": "k2"}
    answer = due.post("act/submit_agency_report/", "fellow-alpha", **fine)
    report = AgencyReport.objects.get()
    assert answer.headers["Location"] == f"/T1/reports/sent/{report.pk}/"
    assert report.answers == {"so_dich_vu": "1234", "ty_le": "87.5", "co_ke_hoach": True}
    page = due.get(f"reports/sent/{report.pk}/", "fellow-alpha")
    assert "1.234" in page
    assert "87,5%" in page
    assert "đúng hạn" in page


def test_last_time_is_a_start(due: Seated) -> None:
    form = a_form(due.founded)
    send(due.founded, form, "alpha", share="87,5")
    other = due.founded.do(
        "demand_report", due.founded["head"], now=MONDAY, form=form, title="Bổ sung", last_on=date(2020, 3, 14),
        agencies=(due.founded.agencies["alpha"],), first_on=date(2020, 3, 1), due_on=date(2020, 3, 20),
    )  # fmt: skip
    address = f"act/submit_agency_report/?demand={other.outcome['demand']}&agency={due.founded.agencies['alpha']}"
    page = due.get(address, "fellow-alpha")
    assert "copy=1" in page
    assert 'value="87,5"' not in page
    assert 'value="87,5"' in due.get(f"{address}&copy=1", "fellow-alpha")


def test_answers_stand_side_by_side_with_their_totals(due: Seated) -> None:
    form = a_form(due.founded)
    send(due.founded, form, "alpha", n=1200)
    page = due.get(f"reports/forms/{form}/")
    for words in ("Sở Thử Một", "đúng hạn", "1.200", "Sở Thử Hai", "đang chờ", "Cộng", "bình quân 50%"):
        assert words in page
    due.client("head").cookies["language"] = "en"
    assert "1,200" in due.get(f"reports/forms/{form}/")
    due.clients.clear()
    own = due.get(f"reports/forms/{form}/", "fellow-beta")
    assert "1.200" not in own
    assert "Sở Thử Một" not in own


def test_what_does_not_come_is_missing_the_day_after(db: None) -> None:
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        late = seated()
        page = late.get(f"reports/forms/{a_form(late.founded)}/")
    assert "2 chưa có, đã quá hạn" in page


def test_the_table_is_a_workbook(due: Seated) -> None:
    form = a_form(due.founded)
    send(due.founded, form, "alpha", n=7)
    answer = due.client("head").get(f"/T1/reports/forms/{form}/table.xlsx?cycle=2020-Q1")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    assert rows[1][:2] == ("Cơ quan", "Tình trạng")
    assert [(row[0], row[1], row[5]) for row in rows[2:]] == [
        ("Sở Thử Hai", "đang chờ", None), ("Sở Thử Một", "đúng hạn", 7), ("Cộng", None, 7),
    ]  # fmt: skip


def test_a_demand_is_made_answered_and_sent_back(due: Seated) -> None:
    form = a_form(due.founded, months=0)
    page = due.get(f"act/demand_report/?form={form}")
    assert len(re.findall('name="agencies"[^>]* checked', page)) == 2
    alpha = due.founded.agencies["alpha"]
    sent: dict[str, Any] = {
        "form": form, "title": "Rà soát", "agencies": [alpha], "first_on": "2020-03-01", "last_on": "2020-03-13",
        "due_on": "2020-03-16", "key": "k1",
    }  # fmt: skip
    due.post("act/demand_report/", **sent)
    demand = ReportDemand.objects.get()
    page = due.get(f"reports/demands/{demand.pk}/")
    assert "Rà soát" in page
    assert "Chánh ban" in page
    report = send(due.founded, None, "alpha", demand=demand.pk, cycle="")
    back = due.post("act/return_agency_report/", "secretary", report=report, reason="Thiếu số liệu", key="k2")
    assert back.headers["Location"] == f"/T1/reports/sent/{report}/"
    assert "Bị trả lại: Thiếu số liệu" in due.get("reports/owed/", "fellow-alpha")
    assert "bản trước bị trả lại" in due.get(f"reports/demands/{demand.pk}/")
    assert due.client("fellow-beta").get(f"/T1/reports/demands/{demand.pk}/").status_code == 404


def test_nothing_is_said_where_there_is_nothing(due: Seated) -> None:
    assert "Chưa có mẫu báo cáo định kỳ" in due.get("reports/forms/")
    assert "không còn báo cáo nào" in due.get("reports/owed/", "fellow-alpha")
    assert due.get("reports/forms/99/", status=404)
    assert due.get("act/submit_agency_report/", "fellow-alpha", status=404)


@pytest.mark.parametrize("path", ["reports/forms/", "reports/forms/{form}/", "reports/owed/"])
def test_pages_take_as_many_queries_at_300_rows_as_at_three(due: Seated, path: str) -> None:
    seat = "fellow-alpha" if "owed" in path else "head"
    form = a_form(due.founded)
    send(due.founded, form, "alpha")
    few = due.queries(path.format(form=form), seat)
    many = [Agency(code=f"T1/x{n}", kind="department", name=f"Sở {n}", folded="", sort_key=f"{n}") for n in range(300)]
    _grow(due.founded, form, many)
    assert due.queries(path.format(form=form), seat) <= few + 1


def _grow(founded: Founded, form: int, agencies: list[Agency]) -> None:
    """Let 300 agencies have sent, and demands be out: rows alike those that the acts write."""
    first = AgencyReport.objects.get(form=form)
    with in_bulk():
        made = Agency.objects.bulk_create(agencies)
        rows = []
        for agency in made:
            one = copy(first)
            one.pk, one.agency_id = None, agency.pk
            rows.append(one)
        AgencyReport.objects.bulk_create(rows)
    for number in range(5):
        a_form(founded, title=f"Mẫu {number}")


def test_ones_keys_open_the_calendar_alone_and_the_digest_is_chosen_there(body: Seated) -> None:
    page = body.get("mine/keys/", "secretary")
    assert 'value="calendar"' in page
    assert "Chọn bản tin thư điện tử" in page
    sent = {"label": "Điện thoại", "days": "180", "opens": "calendar"}
    made = body.post("mine/keys/", "secretary", status=200, **sent).content.decode()
    found = re.search(r"http://testserver(/api/calendar/chd_[\w-]+\.ics)", made)
    assert found
    assert body.client("secretary").get(found[1]).status_code == 200
    assert "chỉ lịch của tôi" in body.get("mine/keys/", "secretary")
    chosen = body.post("act/choose_digest/", "secretary", status=409, digest="daily", key="d1")
    assert "Chưa ghi địa chỉ" in chosen.content.decode()
