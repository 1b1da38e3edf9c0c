from __future__ import annotations

from typing import Any

from chidao.instruments.models import Instrument
from chidao.ledger.models import Event
from tests.web.seated import FEATURES, Seated, agency, seated


def test_the_regulation_is_read_clause_by_clause_as_our_summary(body: Seated) -> None:
    shown = body.get("regulation/")
    assert "tóm lược" in shown
    assert "Chánh ban gọi họp và kết luận." in shown
    assert 'href="/T1/regulation/T1-2/"' in shown
    assert "không có trong văn bản gốc" in shown, "what is installed beside it is marked"


def test_without_its_clause_browsing_stays_closed(db: None, morning: None) -> None:
    body = seated("personal_page")
    shown = body.get("regulation/")
    assert "không nói tới việc tra cứu" in shown
    assert "Chánh ban gọi họp" not in shown


def test_before_any_regulation_the_page_says_none_is_held(body: Seated) -> None:
    assert "không giữ văn bản quy chế nào" in body.get("regulation/?on=2019-05-01")


def test_a_day_that_cannot_be_read_means_today(body: Seated) -> None:
    for day in ("", "yesterday", "0001-01-01", "2020-02-31", "9999-12-31"):
        assert "Chánh ban gọi họp" in body.get(f"regulation/?on={day}")


def test_a_clause_tells_what_it_drives(body: Seated) -> None:
    shown = body.get("regulation/T1-2/")
    assert "Triệu tập họp" in shown
    assert "Được xem" in shown
    assert "CHÁNH BAN" in shown, "its signature"
    limit = body.get("regulation/T1-6/")
    assert "Chỉ người của cơ quan được giao mới báo cáo." in limit
    assert "4" not in body.get("regulation/T1-7/").partition("3 tháng một lần")[0][-30:]
    assert "Thiết lập, mục 2" in body.get("regulation/T1-beside-2/")


def test_a_feature_names_the_pages_that_show_it(body: Seated) -> None:
    shown = body.get("regulation/T1-1/")
    assert 'href="/T1/mine/"' in shown
    assert "Trang điều hành" in shown


def test_a_clause_counts_what_cited_it(body: Seated) -> None:
    assert "Đã viện dẫn</h2><small>0 sự kiện" in body.get("regulation/T1-2/")
    body.founded.do("give_direction", body.founded["head"], line="Rà soát", lead_agency=agency("alpha"))
    shown = body.get("regulation/T1-2/")
    assert "1 sự kiện" in shown
    assert "Rà soát" in shown


def test_a_clause_counts_the_refusals_it_was_a_reason_for(body: Seated) -> None:
    body.post("act/give_direction/", "second", status=403, line="Rà soát", lead_agency=agency("alpha"))
    assert "Đã từ chối vì điều khoản này" in body.get("regulation/T1-2/")


def test_an_unknown_clause_is_not_found(body: Seated) -> None:
    assert "Không có điều khoản" in body.get("regulation/T1-99/", status=404)


def test_the_official_text_stands_beside_the_summary_where_it_is_loaded(body: Seated) -> None:
    assert "chưa nạp nguyên văn" in body.get("regulation/T1-2/")


def test_the_chain_says_what_is_not_known(body: Seated) -> None:
    body.founded.do(
        "enter_instrument", kind="regulation", symbol="5/QĐ-BTN", title="Quy chế cũ", signed="2018", known=False
    )
    shown = body.get("instruments/")
    assert "5/QĐ-BTN" in shown
    assert "hệ thống không giữ văn bản" in shown
    assert "không rõ" in shown


def test_what_replaces_a_paper_ends_it_though_it_was_entered_later(body: Seated) -> None:
    row: dict[str, Any] = {"links-0-kind": "replaces", "links-0-target": "5/QĐ-BTN"}
    newer: dict[str, Any] = {"kind": "regulation", "symbol": "6/QĐ-BTN", "effective_from": "2019-06-01", "known": "on"}
    body.post("act/enter_instrument/", "secretary", **newer, **row)
    body.post("act/enter_instrument/", "secretary", kind="regulation", symbol="5/QĐ-BTN", effective_from="2018-01-01")
    early, late = body.get("instruments/?on=2019-05-31"), body.get("instruments/?on=2019-06-01")
    assert early.count("✓ có hiệu lực") == 1
    assert late.count("✓ có hiệu lực") == 1
    assert "thay thế 5/QĐ-BTN" in late
    old = Instrument.objects.get(number="5")
    assert "không rõ" in body.get(f"instruments/{old.pk}/")


def test_an_instrument_shows_three_dates_links_and_the_digest_of_its_charter(body: Seated) -> None:
    paper = Instrument.objects.get(charter_id="T1")
    shown = body.get(f"instruments/{paper.pk}/")
    assert paper.charter_sha256 in shown
    assert "2/3/2020" in shown
    assert "3/3/2020" in shown, "recorded the day after"
    assert 'href="/T1/regulation/T1-7/"' in shown, "its provisions"


def test_the_bytes_of_a_charter_are_given_as_they_were_adopted(body: Seated) -> None:
    paper = Instrument.objects.get(charter_id="T1")
    answer = body.client("head").get(f"/T1/instruments/{paper.pk}/charter/")
    assert answer.content == bytes(paper.charter or b"")
    assert 'attachment; filename="T1.yaml"' in answer.headers["Content-Disposition"]
    body.get("instruments/9999/charter/", status=404)


def test_my_page_holds_my_clauses_and_powers_as_acts(body: Seated) -> None:
    head, fellow = body.get("mine/"), body.get("mine/", "fellow-alpha")
    assert "Cho ý kiến chỉ đạo" in head
    assert "Cho ý kiến chỉ đạo" not in fellow
    assert "Thành phần ban báo cáo việc của cơ quan mình." in fellow
    assert "Không ai báo cáo" in fellow
    assert "khi Chánh ban vắng mặt" in body.get("mine/", "second")


def test_without_its_clause_my_page_stays_closed(db: None, morning: None) -> None:
    body = seated(*(name for name in FEATURES if name != "personal_page"))
    assert "không nói tới trang này" in body.get("mine/")


def test_a_key_is_shown_once_and_kept_as_a_digest(body: Seated) -> None:
    answer = body.post("mine/keys/", "secretary", status=200, label="sổ tay", days="30").content.decode()
    key = answer.partition("chd_")[2].partition("<")[0]
    assert len(key) > 30
    assert key not in body.get("mine/keys/", "secretary")
    assert key not in str(Event.objects.latest("seq").given)
    refused = body.post("mine/keys/", "fellow-alpha", status=422, label="x", days="30")
    assert "Không thuộc thẩm quyền" in refused.content.decode()


def test_the_matrix_and_the_acts_are_made_of_the_regulation(body: Seated) -> None:
    assert "Triệu tập họp" in body.get("matrix/")
    acts = body.get("acts/")
    assert 'id="convene_meeting"' in acts
    assert "không giao cho ai" in acts
    assert "không có quy chế nào" in body.get("matrix/?on=2019-01-01")
