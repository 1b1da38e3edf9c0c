"""The model regulation: a few fields make a whole charter, good as it stands, cited where it is written."""

from __future__ import annotations

import pytest

import chidao.wsgi  # noqa: F401  (brings in every act)
from chidao.acts.registry import acts
from chidao.data.reading import installing_rules
from chidao.instruments.charter_format import read_charter
from chidao.instruments.charter_rules import check_together
from chidao.instruments.writing.model import model_charter, model_fields
from chidao.instruments.writing.reading_back import read_regulation
from chidao.instruments.writing.regulation import write_regulation
from chidao.kernel.errors import BadInput
from chidao.onboarding.rules.installing import install, questions_for
from tests.instruments.charters import Data, written

TITLES = {act.name: act.title for act in acts()}
KNOWN = frozenset(TITLES)
PROVINCE = {
    "name": "Ban Chỉ đạo chuyển đổi số tỉnh Bình Minh",
    "place": "Bình Minh",
    "number": "15",
    "signed_on": "2026-01-05",
    "standing_body": "Sở Khoa học và Công nghệ",
    "members": "Sở Tài chính\nPhó Giám đốc Công an tỉnh; Công an tỉnh\n\nSở Nội vụ\nSở Khoa học và Công nghệ",
}
COMMUNE = {
    "name": "Ban Chỉ đạo chuyển đổi số xã Sông Trăng",
    "level": "xã",
    "place": "Sông Trăng",
    "standing_body": "Phòng Văn hóa - Xã hội",
    "members": "Phòng Kinh tế",
    "meeting_months": "1",
    "report_months": "6",
}
MINISTRY = {**COMMUNE, "name": "Ban Chỉ đạo chuyển đổi số", "level": "bộ", "standing_body": "Cục Chuyển đổi số"}


@pytest.mark.parametrize("values", [PROVINCE, COMMUNE, MINISTRY])
def test_a_filled_model_is_a_charter_without_faults(values: dict[str, str]) -> None:
    charter = read_charter(written(model_charter(values)), known_acts=KNOWN)
    assert check_together([charter], known_acts=KNOWN) == ()
    roles = {seat.role for seat in charter.seats}
    assert {"chair", "standing_vice_chair", "vice_chair", "member", "group_lead", "group_member"} <= roles
    assert not charter.recording, "who keeps the record is the installation instrument's"


@pytest.mark.parametrize("values", [PROVINCE, COMMUNE, MINISTRY])
def test_every_clause_is_cited_where_it_stands_in_the_written_text(values: dict[str, str]) -> None:
    charter = read_charter(written(model_charter(values)), known_acts=KNOWN)
    text = str(write_regulation(charter, acts=TITLES))
    assert "Bảng dẫn chiếu".upper() not in text, "nothing stands elsewhere"
    back = read_charter(written(read_regulation(text, acts=TITLES)), known_acts=KNOWN)
    assert [(each.cite, each.chapter) for each in back.clauses] == [
        (each.cite, each.chapter) for each in charter.clauses
    ]


def test_with_its_installation_instrument_it_is_whole() -> None:
    data = model_charter(PROVINCE)
    rules = installing_rules()
    assert not [each.id for each in questions_for(data, (), {}, rules) if each.missing]
    charter = read_charter(written(data), known_acts=KNOWN)
    beside = read_charter(written(install(data, {}, rules)), known_acts=KNOWN, beside=charter)
    assert check_together([charter, beside], known_acts=KNOWN) == ()
    granted = {power.act for each in (charter, beside) for power in each.powers}
    assert {
        "convene_meeting",
        "close_meeting",
        "assign_task",
        "submit_matter",
        "give_opinion",
        "decide_matter",
    } <= granted


def test_seats_are_filled_from_posts_and_agencies() -> None:
    data = model_charter(PROVINCE)
    holders = {seat["id"]: seat["holder"] for seat in data["seats"]}
    assert holders["chair"] == "Chủ tịch Ủy ban nhân dân tỉnh Bình Minh"
    assert holders["vice-chair"] == "Giám đốc Sở Khoa học và Công nghệ"
    members = [seat["holder"] for seat in data["seats"] if seat["role"] == "member"]
    assert members == ["Giám đốc Sở Tài chính", "Phó Giám đốc Công an tỉnh", "Giám đốc Sở Nội vụ"]


def test_cadences_follow_the_fields() -> None:
    assert months(model_charter(COMMUNE)) == {"committee-meeting": 1, "group-meeting": 1, "group-report": 6}
    said = [each["summary"]["vi"] for each in model_charter(COMMUNE)["clauses"]]
    assert any("mỗi tháng một lần" in each for each in said)


def months(data: Data) -> dict[str, int]:
    found = {each["id"]: each["months"] for each in data["duties"]}
    return {key: found[key] for key in ("committee-meeting", "group-meeting", "group-report")}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "), ("members", ""), ("signed_on", "2026-02-30"), ("level", "làng"), ("meeting_months", "0"),
        ("report_months", "ba"), ("place", "x" * 600),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_by_its_field(field: str, value: str) -> None:
    with pytest.raises(BadInput) as refused:
        model_charter({**PROVINCE, field: value})
    assert [reason.field for reason in refused.value.reasons] == [field]


def test_fields_are_asked_in_both_languages() -> None:
    for each in model_fields():
        assert each.label.vi
        assert each.label.en
        assert not each.required or not each.default
