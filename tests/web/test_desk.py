from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from chidao.people.models import Account
from tests.factories import MORNING
from tests.web.seated import FEATURES, Seated, agency, on_morning, seated


def direct(body: Seated, line: str, lead: str = "alpha", **more: object) -> int:
    made = body.founded.do("give_direction", body.founded["head"], line=line, lead_agency=agency(lead), **more)
    return int(made.outcome["task"])


def test_an_empty_desk_says_what_would_be_here(body: Seated) -> None:
    shown = body.get("")
    assert "Hôm nay, thứ Ba 3/3/2020" in shown
    assert "Không có việc nào chờ bạn" in shown
    assert "Giấy mời cần trả lời" in shown


def test_what_waits_is_late_in_working_days_and_says_why_me(body: Seated) -> None:
    task = direct(body, "Rà soát dữ liệu", due_on=date(2020, 3, 6))
    with on_morning(MORNING + timedelta(days=8)):
        shown = body.get("", "fellow-alpha")
        assert "1 việc chờ bạn, 1 việc quá hạn" in shown
        assert "quá 3 ngày làm việc" in shown
        assert f'href="/T1/tasks/{task}/"' in shown
        assert f"/T1/act/propose_completion/?task={task}" in shown
        assert "Rà soát dữ liệu" not in body.get("", "fellow-beta").partition("Vừa diễn ra")[0]


def test_completion_waits_for_who_may_accept_it(body: Seated) -> None:
    task = direct(body, "Rà soát dữ liệu", due_on=date(2020, 3, 31))
    said = {"result": "Đã xong", "no_evidence": "Việc nội bộ"}
    body.founded.do("propose_completion", body.founded["fellow-alpha"], task=task, **said)
    assert "act/accept_completion/" in body.get("", "head")


def test_who_leads_sees_what_is_late_by_agency_and_what_changed(body: Seated) -> None:
    direct(body, "Việc của Một", due_on=date(2020, 3, 4))
    direct(body, "Việc của Hai", "beta", due_on=date(2020, 3, 31))
    with on_morning(MORNING + timedelta(days=3)):
        shown = body.get("")
        late = shown.partition("Chậm ở đâu")[2].partition("Vừa thay đổi")[0]
        assert "Sở Thử Một" in late
        assert "Sở Thử Hai" not in late
        assert "Việc của Hai" in shown.partition("Vừa thay đổi")[2]


def test_a_direction_is_one_line(body: Seated) -> None:
    shown = body.get("")
    key = shown.partition('name="key" value="')[2].partition('"')[0]
    sent: dict[str, Any] = {"line": "Báo cáo ngay", "lead_agency": agency("alpha"), "key": key, "next": "/T1/"}
    answer = body.post("act/give_direction/", "head", **sent)
    assert answer.headers["Location"] == "/T1/"
    body.post("act/give_direction/", "head", **sent)
    assert body.get("record/?act=give_direction").count('<td class="number">') == 1, "sent twice, done once"


@pytest.mark.parametrize("features", [("browse_regulation",), FEATURES])
def test_the_heads_view_stands_on_its_clause_and_on_the_power_to_direct(
    db: None, morning: None, features: tuple[str, ...]
) -> None:
    body = seated(*features)
    assert ("Điều hành" in body.get("")) == ("head_view" in features)
    assert "Điều hành" not in body.get("", "fellow-alpha")


def test_changes_are_counted_from_the_look_before_this_session(body: Seated) -> None:
    body.get("")
    with on_morning(MORNING + timedelta(hours=3)):
        direct(body, "Việc mới")
        body.founded.now = MORNING + timedelta(hours=3)
        direct(body, "Việc mới hơn")
        client = body.clients.pop("head")
        client.post("/sign-out/")
        shown = body.get("")
        assert "từ lần xem trước, 3/3/2020, 09:00" in shown
    assert Account.objects.get(username="head.t1").looked_at == MORNING + timedelta(hours=3)


def test_duties_of_the_year_are_drawn(body: Seated) -> None:
    assert "Họp thường kỳ của Ban" in body.get("")
