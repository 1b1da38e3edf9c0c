"""Pages of the body's own reports: composed on any day, figures that open their rows, drafted, sent, read."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from chidao.acts.kept import forget_kept
from chidao.reports.acts import DraftReport, IssueReport, ReviseReport, SectionWords, SubmitReport
from chidao.reports.models import Report
from chidao.tasks.models import Task
from tests.clauses.at_work import AtWork, at, founded
from tests.meetings.committee import BODY, CLERK, in_bulk
from tests.reports.at_work import Quarter

# What a page shows is the same on both engines; the readings behind it are tested on both in tests/reports.
pytestmark = pytest.mark.only("sqlite")

DAY = at(2020, 7, 6)


@pytest.fixture
def hp20(db: None, settings: Any) -> AtWork:
    """The committee under its first regulation, a quarter of its work done."""
    committee = founded("HP20", at(2020, 3, 25, 7), settings)
    Quarter(committee).all_of_it()
    return committee


@pytest.fixture
def demo(settings: Any) -> None:
    """A demonstration, in which posts are picked."""
    settings.CHIDAO_DEMO = True


def drafted(hp: AtWork, *, issued: bool = False) -> int:
    """Draft the quarter's report with words in it; submit and issue it too."""
    given = DraftReport(body=BODY, kind="periodic", duty="group-report", cycle="2020-Q2")
    report = int(str(hp.do(given, "group-lead", DAY).outcome["report"]))
    words = (SectionWords(section="tasks", text="Tiến độ cần đẩy nhanh."),)
    hp.do(ReviseReport(body=BODY, report=report, words=words), CLERK, DAY)
    if issued:
        hp.do(SubmitReport(body=BODY, report=report), CLERK, DAY)
        hp.do(IssueReport(body=BODY, report=report), "group-lead", DAY)
    return report


def figure(shown: str, key: str) -> str | None:
    """Return the number that a page shows for a figure, by the link that opens its rows."""
    found = re.search(rf'href="[^"]*/{key}/[^"]*">(\d+)', shown)
    return found[1] if found else None


def test_the_report_of_any_day_stands_in_the_address(hp20: AtWork) -> None:
    shown = hp20.page("reports/composed/?from=2020-04-01&to=2020-06-30&on=2020-07-06", "chair")
    assert (figure(shown, "tasks_given"), figure(shown, "conclusions_issued")) == ("4", "2")
    then = hp20.page("reports/composed/?from=2020-04-01&to=2020-06-30&on=2020-04-02", "chair")
    assert (figure(then, "tasks_given"), figure(then, "conclusions_issued")) == ("2", None)
    compared = hp20.page("reports/composed/?from=2020-07-01&to=2020-09-30&compared=on", "chair")
    assert "Kỳ trước" in compared
    assert "-4" in compared


@pytest.mark.parametrize(
    ("key", "holds"),
    [
        ("tasks_open_late", ["Đào tạo cán bộ", "Ban hành quy chế dữ liệu", f"/{BODY}/tasks/"]),
        ("conclusions_issued", ["Lập danh mục dữ liệu", f"/{BODY}/meetings/"]),
        ("meetings_held", ["Phiên họp của ban"]),
        ("matters_submitted", ["Chuẩn kết nối", f"/{BODY}/matters/"]),
        ("opinions_given", ["Chuẩn kết nối"]),
        ("urged", ["Ban hành quy chế dữ liệu"]),
        ("cycles_missed", ["Họp định kỳ hằng quý của Tổ Công tác", "quý II năm 2020"]),
    ],
)
def test_every_figure_opens_its_rows(hp20: AtWork, key: str, holds: list[str]) -> None:
    days = "?from=2020-04-01&to=2020-06-30&on=2020-07-06"
    link = re.search(rf'href="/{BODY}/(reports/composed/{key}/[^"]*)"', hp20.page(f"reports/composed/{days}", "chair"))
    assert link is not None
    shown = hp20.page(link[1].replace("&amp;", "&"), "chair")
    assert all(words in shown for words in holds)


def test_who_does_not_see_all_reports_composes_none(hp20: AtWork) -> None:
    shown = hp20.page("reports/composed/", "head-ubnd-le-chan", status=403)
    assert "không cho ghế này xem toàn bộ báo cáo" in shown
    assert "Chưa có báo cáo nào" in hp20.page("reports/own/", "head-ubnd-le-chan")
    assert hp20.page("reports/composed/nothing/", "chair", status=404)


def test_a_draft_shows_its_words_and_offers_its_next_step(hp20: AtWork) -> None:
    report = drafted(hp20)
    shown = hp20.page(f"reports/{report}/", "group-lead")
    assert "Tiến độ cần đẩy nhanh." in shown
    assert 'data-act="submit_report"' in shown
    assert "issue_report" not in shown
    assert f'href="/{BODY}/regulation/HP20-6.7/"' in shown
    listed = hp20.page("reports/own/", "group-lead")
    assert "Báo cáo hằng quý của Tổ Công tác, quý II năm 2020" in listed
    assert "Chưa ban hành" in listed


def test_an_issued_report_is_read_as_it_was_sent(hp20: AtWork) -> None:
    report = drafted(hp20, issued=True)
    hp20.do(_direction(hp20), "chair", at(2020, 7, 7))
    shown = hp20.page(f"reports/{report}/", "member-so-noi-vu")
    assert "không đổi từ khi ban hành" in shown
    assert figure(shown, "tasks_given") == "4"
    assert "01/BC-BCĐ" in shown
    assert "Đã gửi" in shown
    rows = hp20.page(f"reports/{report}/tasks_given/", "member-so-noi-vu")
    assert "các dòng đã chốt khi ban hành" in rows
    assert rows.count(f"/{BODY}/tasks/") >= 4
    assert hp20.page(f"reports/{report}/weather/", "chair", status=404)
    assert hp20.page(f"reports/{report}/", "head-ubnd-le-chan", status=404)


def test_the_words_are_filled_in_part_by_part(hp20: AtWork, demo: None) -> None:
    report = drafted(hp20)
    client: Client = hp20.client("group-lead")
    form = client.get(f"/{BODY}/act/revise_report/?report={report}").content.decode()
    places = {key: int(place) for place, key in re.findall(r'name="words-(\d+)-section" value="(\w+)"', form)}
    assert "Tiến độ cần đẩy nhanh." in form
    sent: dict[str, object] = {"report": report, "refresh": "on"}
    for key, place in places.items():
        text = "Đã họp đủ." if key == "meetings" else ""
        sent |= {f"words-{place}-section": key, f"words-{place}-text": text}
    answer = client.post(f"/{BODY}/act/revise_report/", sent)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/{BODY}/reports/{report}/")
    assert Report.objects.get(pk=report).words == {"meetings": "Đã họp đủ."}


def test_a_draft_is_begun_from_the_duty(hp20: AtWork, demo: None) -> None:
    client: Client = hp20.client("group-lead")
    form = client.get(f"/{BODY}/act/draft_report/?duty=group-report&kind=periodic").content.decode()
    assert re.search(r'<option value="2020-Q2" selected>', form)
    assert 'name="first_on"' not in form
    on_days = client.get(f"/{BODY}/act/draft_report/?duty=account&kind=on_demand").content.decode()
    assert 'name="first_on"' in on_days
    assert 'name="cycle"' not in on_days
    sent = {"kind": "periodic", "duty": "group-report", "cycle": "2020-Q2"}
    answer = client.post(f"/{BODY}/act/draft_report/", sent)
    made = Report.objects.get()
    assert answer.headers["Location"] == f"/{BODY}/reports/{made.pk}/"


@pytest.mark.parametrize("issued", [False, True])
def test_the_paper_is_in_proper_form_with_tables_of_figures(hp20: AtWork, demo: None, issued: bool) -> None:
    report = drafted(hp20, issued=issued)
    row = Report.objects.get(pk=report)
    address = f"documents/{row.document_id}/word/" if issued else f"reports/{report}/word/"
    answer = hp20.client("group-lead").get(f"/{BODY}/{address}")
    assert answer.status_code == 200
    document = docx.Document(BytesIO(answer.content))
    text = "\n".join(each.text for each in document.paragraphs)
    assert "BÁO CÁO" in text
    assert "Hằng quý của Tổ Công tác, quý II năm 2020" in text.replace("\n", " ")
    assert "Tiến độ cần đẩy nhanh." in text
    cells = [[cell.text for cell in line.cells] for table in document.tables for line in table.rows]
    assert ["Giao trong kỳ", "4", "nhiệm vụ"] in cells
    pdf = hp20.client("group-lead").get(f"/{BODY}/{address.replace('/word/', '/pdf/')}")
    assert pdf.content.startswith(b"%PDF")
    head = " ".join(cell for line in cells[:3] for cell in line).replace("‑", "-")
    assert ("Số: 01/BC" in head) == issued


def test_pages_take_a_bounded_number_of_queries(
    hp20: AtWork, demo: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    report = drafted(hp20, issued=True)
    (row,) = Task.objects.filter(title="Đào tạo cán bộ")
    with in_bulk():
        for number in range(100, 600):
            row.pk, row.number = None, number
            row.save(force_insert=True)
    client = hp20.client("chair")
    days = "from=2020-04-01&to=2020-06-30&on=2020-07-06"
    pages = {
        "reports/own/": 40, f"reports/{report}/": 40, f"reports/{report}/tasks_given/": 40,
        f"reports/composed/?{days}": 60, f"reports/composed/tasks_given/?{days}": 60,
    }  # fmt: skip
    for page, most in pages.items():
        forget_kept()
        with django_assert_max_num_queries(most):
            assert client.get(f"/{BODY}/{page}").status_code == 200
    shown = client.get(f"/{BODY}/reports/composed/tasks_given/?{days}").content.decode()
    assert "Còn 4 dòng nữa." in shown


def test_pages_are_whole_in_english(hp20: AtWork, demo: None) -> None:
    report = drafted(hp20, issued=True)
    client = hp20.client("chair")
    client.cookies["language"] = "en"
    for page, words in {
        "reports/own/": "The body&#x27;s reports", f"reports/{report}/": "unchanged since issue",
        "reports/composed/": "Beside the period before", f"reports/{report}/tasks_given/": "the rows frozen at issue",
    }.items():  # fmt: skip
        assert words in client.get(f"/{BODY}/{page}").content.decode()


def _direction(hp: AtWork) -> Any:
    from chidao.tasks.acts import GiveDirection

    return GiveDirection(body=BODY, line="Việc mới", lead_agency=hp.agency("so-noi-vu"))
