"""The pages of successions: looked at first, then recorded; agencies under their names of any day."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from chidao.mandates.models import Seat, Succession
from chidao.people.models import Agency
from chidao.tasks.models import Task
from tests.web.seated import Seated, agency

TODAY = "2020-03-03"


def look(body: Seated, seat: str = "secretary", *, status: int = 200, **asked: Any) -> str:
    """Open the preview with something asked."""
    words = "&".join(f"{name}={value}" for name, value in asked.items())
    return body.get(f"committee/succession/new/?{words}", seat, status=status)


def merging(**more: object) -> dict[str, Any]:
    return {
        "kind": "merge", "former": agency("alpha"), "successors": agency("beta"), "effective_from": TODAY, **more
    }  # fmt: skip


def direction(body: Seated, line: str) -> None:
    body.founded.do("give_direction", body.founded["head"], line=line, lead_agency=agency("alpha"))


def test_what_would_happen_is_shown_before_anything_is_recorded(body: Seated) -> None:
    direction(body, "Một việc")
    shown = look(body, **merging())
    assert "Sở Thử Một sáp nhập vào Sở Thử Hai từ 3/3/2020" in shown
    assert "Người giữ fellow-alpha" in shown
    assert "Người cần bố trí" in shown
    assert "1 nhiệm vụ về Sở Thử Hai" in shown
    assert f"keep={body.founded.seat('fellow-alpha')}" in shown
    assert not Succession.objects.exists()


def test_the_preview_is_sent_as_the_act(body: Seated) -> None:
    direction(body, "Một việc")
    keep = f"{body.founded.seat('fellow-alpha')}&keep={body.founded.seat('second')}"
    shown = look(body, **merging(former=f"{agency('alpha')}&former={agency('town')}", keep=keep))
    form = re.search(r'<form method="post" action="/T1/act/.*?</form>', shown, re.DOTALL)
    assert form is not None
    sent: dict[str, Any] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form.group()):
        sent.setdefault(name, []).append(value)
    sent.pop("csrfmiddlewaretoken")
    answer = body.post("act/record_succession/", "secretary", **sent)
    assert answer.headers["Location"] == "/T1/committee/succession/"
    shown = body.get("committee/succession/")
    assert "sáp nhập" in shown
    assert f'href="/T1/committee/agencies/{agency("alpha")}/"' in shown
    assert Succession.objects.count() == 2
    assert Seat.objects.filter(key="fellow-alpha", effective_until=None, agency=agency("beta")).exists()


def test_a_split_asks_what_goes_to_whom(body: Seated) -> None:
    direction(body, "Một việc")
    portion: dict[str, Any] = {"portions-1-successor": agency("beta"), "portions-1-tasks": 1}
    shown = look(
        body, kind="split", former=agency("alpha"), successors=f"{agency('alpha')}&successors={agency('beta')}",
        effective_from=TODAY, **portion,
    )  # fmt: skip
    assert "Nhiệm vụ giao Sở Thử Hai (số)" in shown
    assert "1 nhiệm vụ về Sở Thử Hai" in shown
    assert 'name="portions-0-tasks" value="1"' in shown
    assert "Không ai mất ghế" in shown
    assert 'name="rest"' in shown


def test_what_stands_against_it_is_shown_with_every_reason(body: Seated) -> None:
    direction(body, "Một việc")
    shown = look(body, kind="dissolve", former=agency("alpha"), effective_from=TODAY)
    assert "nhiệm vụ 1 “Một việc”" in shown
    assert 'data-act="record_succession"' not in shown
    assert "Cần ghi tên mới" in look(body, kind="rename", former=agency("alpha"), effective_from=TODAY)
    assert "cần điền" in look(body, kind="merge", status=422)


def test_a_refused_form_keeps_what_was_said_and_shows_what_would_happen(body: Seated) -> None:
    answer = body.post(
        "act/record_succession/", "secretary", status=409, **merging(effective_from="2020-03-09")
    )  # fmt: skip
    page = answer.content.decode()
    assert "chưa đến ngày có hiệu lực" in page
    assert "Sở Thử Một sáp nhập vào Sở Thử Hai" in page


def test_who_may_not_record_it_is_told_why(body: Seated) -> None:
    shown = look(body, "fellow-alpha", **merging())
    assert 'data-act="record_succession"' not in shown
    assert "Không thuộc thẩm quyền" in shown
    assert "committee/succession/new/" not in body.get("committee/", "fellow-alpha")
    assert "committee/succession/new/" in body.get("committee/", "secretary")


def test_an_agency_bears_its_name_of_the_day(body: Seated) -> None:
    alpha = agency("alpha")
    body.founded.do("rename_agency", agency=alpha, name="Sở Thử Mới", effective_from=date(2020, 3, 3))
    today, before = (body.get(f"committee/agencies/{alpha}/{on}") for on in ("", "?on=2020-03-02"))
    assert "<h1>Sở Thử Mới</h1>" in re.sub(r"<h1[^>]*>", "<h1>", today)
    assert "<h1>Sở Thử Một</h1>" in re.sub(r"<h1[^>]*>", "<h1>", before)
    assert "Giám đốc Sở Thử Mới" in today
    assert "Giám đốc Sở Thử Một" in before
    assert "Sở Thử Một" in body.get("committee/?on=2020-03-02")
    assert "Sở Thử Mới" in body.get("committee/agencies/")
    assert "Sở Thử Mới" not in body.get("committee/agencies/?on=2020-03-02")
    assert f"committee/agencies/{alpha}/" in body.get("search/?q=so thu mot"), "found by its former name"


def test_an_agency_that_ended_leads_to_its_successor(body: Seated) -> None:
    direction(body, "Một việc")
    alpha, beta = agency("alpha"), agency("beta")
    body.founded.do(
        "record_succession", kind="merge", former=(alpha,), successors=(beta,), effective_from=date(2020, 3, 3)
    )
    shown = body.get(f"committee/agencies/{alpha}/")
    assert "đã kết thúc từ 3/3/2020" in shown
    assert f'href="/T1/committee/agencies/{beta}/"' in shown
    assert "Sở Thử Một" in body.get(f"committee/agencies/{beta}/")
    assert "trước 3/3/2020 là Sở Thử Một" in body.get(f"tasks/{Task.objects.get().pk}/")
    assert f"charged={alpha}" in body.get("reports/") or f"charged={beta}" in body.get("reports/")
    assert f'<option value="{alpha}"' not in body.get("act/give_direction/")


@pytest.mark.only("sqlite")
def test_pages_take_the_same_queries_however_many_there_are(body: Seated) -> None:
    alpha, beta = agency("alpha"), agency("beta")
    paths = ("committee/succession/", "committee/agencies/", f"committee/agencies/{beta}/")
    few = [body.queries(path) for path in paths]
    for number in range(12):
        given = {"code": f"T1/x{number}", "name": f"Phòng {number}", "kind": "unit"}
        made = body.founded.do("register_agency", **given).outcome["agency"]
        body.founded.do(
            "record_succession", kind="merge", former=(made,), successors=(beta,), effective_from=date(2020, 3, 3)
        )
    assert Agency.objects.filter(effective_until__isnull=False).count() == 12
    many = [body.queries(path) for path in paths]
    assert all(after <= before + 1 for before, after in zip(few, many, strict=True)), (few, many)
    direction(body, "Một việc")
    small = body.queries(f"committee/succession/new/?kind=merge&former={alpha}&successors={beta}"
                         f"&effective_from={TODAY}", "secretary")  # fmt: skip
    for number in range(15):
        direction(body, f"Việc {number}")
    assert body.queries(f"committee/succession/new/?kind=merge&former={alpha}&successors={beta}"
                        f"&effective_from={TODAY}", "secretary") <= small + 1  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_pages_speak_both_languages(body: Seated, language: str) -> None:
    body.client("secretary").cookies["language"] = language
    shown = look(body, **merging())
    assert ("What would happen" in shown) == (language == "en")
