"""What is asked beside a text, what an answer means, and what comes of it in the installation instrument."""

from __future__ import annotations

from typing import Any

import pytest

from chidao.onboarding.rules.installing import (
    answer_faults,
    holders,
    install,
    questions_for,
    recorder_name,
    settled,
)
from chidao.onboarding.rules.installing_agencies import agency_in, head_of, one_agency, short_name
from chidao.onboarding.rules.installing_powers import left_open
from chidao.onboarding.rules.state import Question
from tests.onboarding.installed import RULES, Data, drafted, entry, installed, small, words

DIGITAL = "Steering Committee on Digital Transformation"
COMMITTEE = [
    ("chair", "committee", "Trưởng ban"),
    ("standing_vice_chair", "committee", "Phó Trưởng ban Thường trực"),
    ("vice_chair", "committee", "Phó Trưởng ban"),
    ("member", "committee", "Ủy viên"),
]
AGENCIES = [
    entry(id="ubnd", name="UBND tỉnh Bình Minh", kind="people_committee", short="UBND"),
    entry(id="so-noi-vu", name="Sở Nội vụ", kind="department", short="SNV"),
    entry(id="so-khcn", name="Sở Khoa học và Công nghệ", kind="department", short="SKHCN"),
]


def province(**sections: Any) -> Data:
    """Return a province's committee with four roles and, unless sections say otherwise, no seats."""
    sections.setdefault("roles", COMMITTEE)
    return small("Ban Chỉ đạo chuyển đổi số tỉnh Bình Minh", agencies=list(AGENCIES), **sections)


def asked(charter: Data, *missing: str, **answers: str) -> dict[str, Question]:
    return {each.id: each for each in questions_for(charter, missing, answers, RULES)}


def power(*acts: str, roles: list[str], **more: Any) -> Data:
    return entry(id=acts[0], acts=list(acts), roles=roles, **more)


def given(charter: Data, act: str, **answers: str) -> list[tuple[tuple[str, ...], Any]]:
    """Return to whom an installation gives an act, and narrowed to what."""
    powers = install(charter, answers, RULES)["powers"]
    return [(tuple(each["roles"]), each.get("only")) for each in powers if act in each["acts"]]


# -- what is asked ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code", "english"),
    [
        ("Ban Chỉ đạo chuyển đổi số tỉnh Bình Minh", "BINH-MINH", f"{DIGITAL}, Bình Minh Province"),
        ("Ban Chỉ đạo Chuyển đổi số xã Bình Minh", "XA-BINH-MINH", f"{DIGITAL}, Bình Minh Commune"),
        ("Ban Chỉ đạo Chuyển đổi số của Bộ Thử nghiệm", "BO-THU-NGHIEM", f"{DIGITAL}, Ministry: Thử nghiệm"),
        ("Ban Chỉ đạo chuyển đổi số", "XA-BINH-MINH", f"{DIGITAL}, Bình Minh Commune"),
        ("Ban Chỉ đạo chuyển đổi số tỉnh Bình Minh và ban hành", "BINH-MINH", f"{DIGITAL}, Bình Minh Province"),
    ],
)  # fmt: skip
def test_the_body_is_named_after_its_place(name: str, code: str, english: str) -> None:
    questions = asked(small(name))
    assert questions["body.code"].default == code
    assert questions["body.name_en"].default == english


def test_a_body_of_no_place_is_named_by_its_initials() -> None:
    charter = small("Ủy ban Quốc gia về chuyển đổi số")
    charter["instrument"] |= {"issuer": "Thủ tướng Chính phủ", "symbol": "QĐ-TTg"}
    questions = asked(charter)
    assert (questions["body.code"].default, questions["papers.abbreviation"].default) == ("UBQGVCDS", "UBQGCĐS")
    assert questions["seats.chair"].missing
    assert questions["people.standing_agency"].missing


def test_a_body_that_has_a_code_keeps_it() -> None:
    assert asked(small() | {"body": "BM-1"})["body.code"].default == "BM-1"


def test_a_good_text_needs_no_answer() -> None:
    assert not [question.id for question in asked(province()).values() if question.missing]


def test_without_any_day_nothing_can_be_adopted_until_one_is_answered() -> None:
    charter = small()
    charter["instrument"] |= {"signed_on": "--01-15", "effective_on": None}
    assert asked(charter)["paper.effective_on"].missing
    answers = {"paper.signed_on": "2026-01-15"}
    question = {each.id: each for each in questions_for(charter, (), answers, RULES)}["paper.effective_on"]
    assert (question.default, question.missing) == ("2026-01-15", False)
    ready, beside = installed(charter, answers)
    assert (ready["instrument"]["signed_on"], ready["instrument"]["effective_on"]) == ("2026-01-15", None)
    assert beside["instrument"]["effective_on"] == "2026-01-15"
    assert "15/01/2026" in beside["clauses"][0]["summary"]["vi"]


def test_what_the_text_says_is_not_asked() -> None:
    duty = entry(id="meet", what="meeting", unit="committee", title=words("Họp"), months=2)
    notice = entry(feature="convening_notice", settings={"working_days": 5})
    reads = power("convene_meeting", roles=["chair"])
    charter = province(duties=[duty], principles=[notice], powers=[reads])
    questions = asked(charter)
    assert not {"meetings.months", "meetings.notice_days", "meetings.convener"} & set(questions)
    beside = install(charter, {}, RULES)
    assert "meeting" not in {each["what"] for each in beside["duties"]}
    assert "convening_notice" not in {each["feature"] for each in beside["principles"]}


def test_the_standing_body_is_the_one_its_clause_names() -> None:
    charter = province(units=[("committee", "committee"), ("office", "office")])
    charter["clauses"][0]["summary"] = words("Sở Nội vụ là ủy viên; Sở Khoa học và Công nghệ là cơ quan thường trực.")
    assert asked(charter)["people.standing_agency"].default == "Sở Khoa học và Công nghệ"


def test_members_whom_the_text_only_counts_are_asked_for() -> None:
    seat = entry(id="member-1", role="member", by="post", holder="Giám đốc Sở Nội vụ", agency="so-noi-vu")
    count = entry(id="members", unit="committee", stated=13, roles=["member"])
    assert "seats.member" not in asked(province(seats=[seat]))
    charter = province(seats=[seat], counts=[count])
    assert asked(charter)["seats.member"].default == ""
    beside = installed(charter, {"seats.member": "Giám đốc Sở Tài chính\nLãnh đạo Công an tỉnh"})[1]
    made = [(each["holder"], each["by"], each["agency"]) for each in beside["seats"] if each["role"] == "member"]
    assert made == [
        ("Giám đốc Sở Tài chính", "post", "so-tai-chinh"),
        ("Lãnh đạo Công an tỉnh", "agency", "cong-an-tinh"),
    ]


def test_names_for_seats_that_the_text_counts_go_to_these_seats_in_order() -> None:
    seats = [entry(id=f"member-{number}", role="member", by="name", holder=None) for number in (1, 2, 3)]
    charter = province(seats=seats)
    found = holders(charter, {"holders.member": "Bà A\nÔng B"}, RULES)
    assert [(each.seat, each.name) for each in found] == [("member-1", "Bà A"), ("member-2", "Ông B")]


def test_the_standing_vice_chair_is_one_of_the_vice_chairs() -> None:
    seats = [
        entry(id="vice-1", role="vice_chair", by="post", holder="Giám đốc Sở Nội vụ", agency="so-noi-vu"),
        entry(id="vice-2", role="vice_chair", by="name", holder="Phó Chủ tịch UBND tỉnh", agency="ubnd"),
    ]
    charter = province(seats=seats)
    question = asked(charter, "seats.standing_vice_chair")["people.standing_vice"]
    assert question.default == "vice-2"
    assert "seats.standing_vice_chair" not in asked(charter, "seats.standing_vice_chair")
    beside = installed(charter, {})[1]
    assert [(each["seat"], each["role"]) for each in beside["designations"]] == [("vice-2", "standing_vice_chair")]


def test_a_head_is_brought_where_the_text_has_none() -> None:
    charter = small(roles=[("member", "committee", "Ủy viên")])
    beside = installed(charter, {})[1]
    assert next(each for each in beside["roles"] if each["id"] == "chair")["unit"] == "committee"
    assert next(each for each in beside["seats"] if each["role"] == "chair")["holder"] == "Chủ tịch UBND xã Bình Minh"


def test_a_charter_with_nothing_in_it_is_installed_all_the_same() -> None:
    charter = small(units=[], roles=[])
    beside = installed(charter, {})[1]
    assert {"committee", "office", "agencies", "oversight", "system"} == {each["kind"] for each in beside["units"]}


# -- answers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "answer", "good"),
    [
        ("body.code", "BM-2", True), ("body.code", "bm", False), ("body.code", "-BM", False),
        ("body.code", "B" * 21, False), ("meetings.months", "0", True), ("meetings.months", "25", False),
        ("meetings.months", "ba", False), ("meetings.months", "-1", False), ("meetings.months", "３", False),
        ("work.remind_before", "7", True), ("work.remind_before", "7, 3", True),
        ("work.remind_before", "7,", False), ("work.remind_before", "7, 7", False), ("work.plan", "yes", True),
        ("work.plan", "có", False), ("work.directors", "chair,vice_chair", True),
        ("work.directors", "chair,clerk", False), ("work.reviews", "-", True), ("papers.series", "TB: TB-BM", True),
        ("papers.series", "TB TB-BM", False), ("papers.series", "XX: XX-BM", False),
        ("papers.series", "TB: TB-1\nTB: TB-2", False), ("people.clerk_name", "Bà A\nÔng B", False),
        ("people.clerk_name", "A" * 201, False), ("people.agencies", "A" * 201, False), ("no.such", "1", False),
    ],
)  # fmt: skip
def test_answers_are_taken_strictly(question: str, answer: str, good: bool) -> None:
    faults = answer_faults(tuple(asked(province()).values()), {question: answer})
    assert [reason.field for reason in faults] == ([] if good else [question])


def test_a_day_is_a_day() -> None:
    charter = small()
    charter["instrument"]["effective_on"] = None
    questions = tuple(asked(charter).values())
    for answer, good in (("2026-02-28", True), ("2026-02-30", False), ("28/2/2026", False), ("2026-2-28", False)):
        assert (answer_faults(questions, {"paper.effective_on": answer}) == ()) is good


def test_what_was_answered_is_shown_as_it_was_and_holds() -> None:
    questions = asked(province(), **{"work.deadline_days": "20"})
    assert (questions["work.deadline_days"].answer, questions["work.deadline_days"].default) == ("20", "15")
    beside = install(province(), {"work.deadline_days": "20"}, RULES)
    settings = {each["feature"]: each.get("settings") for each in beside["principles"]}
    assert settings["task_deadline"] == {"working_days": 20}
    assert settings["reminders"] == {"before": [5, 1], "after": [1, 5, 10]}


def test_the_body_is_settled_by_its_answers_and_nothing_else_of_the_text_changes() -> None:
    charter = province()
    charter["instrument"]["number"] = None
    answers = {"body.code": "BM", "paper.number": "12", "body.short_name": "BCĐ Bình Minh"}
    ready = settled(charter, (), answers, RULES)
    assert (ready["body"], ready["instrument"]["number"], ready["short_name"]["vi"]) == ("BM", "12", "BCĐ Bình Minh")
    changed = {name for name in charter if charter[name] != ready[name]}
    assert changed == {"body", "name", "short_name", "instrument"}
    assert recorder_name(charter, {}, RULES) == "Chuyên viên Sở Khoa học và Công nghệ"
    assert recorder_name(charter, {"people.clerk_name": "Bà A"}, RULES) == "Bà A"


def test_the_series_follow_the_abbreviation() -> None:
    beside = install(province(), {"papers.abbreviation": "BM"}, RULES)
    assert {each["kind"]: each["symbol"] for each in beside["series"]}["TB"] == "TB-BM"
    charter = province(series=[entry(kind="TB", symbol="TB-RIENG")])
    assert "TB" not in {each["kind"] for each in install(charter, {}, RULES)["series"]}


def test_nothing_is_the_answer_that_leaves_something_out() -> None:
    beside = install(province(), {"work.reviews": "-", "work.plan": "no", "work.report_months": "0"}, RULES)
    assert [(each["what"], each["months"]) for each in beside["duties"]] == [
        ("meeting", 3), ("report", 0), ("agency_report", 3),
    ]  # fmt: skip


# -- what is given ----------------------------------------------------------------------------------------------------


def test_convening_is_given_only_as_far_as_the_text_leaves_it() -> None:
    only = {"meeting": ["ad_hoc"], "unit": ["committee"]}
    charter = province(powers=[power("convene_meeting", roles=["vice_chair"], only=only)])
    assert (("chair",), {"meeting": ["regular", "expanded"], "unit": ["committee"]}) in given(
        charter, "convene_meeting"
    )
    whole = province(powers=[power("convene_meeting", roles=["vice_chair"])])
    assert given(whole, "convene_meeting") == []
    assert given(province(), "convene_meeting", **{"meetings.convener": "vice_chair"})[0][0] == ("vice_chair",)


def test_what_everybody_has_for_themselves_is_given_beside_the_text() -> None:
    charter = province(powers=[power("report_progress", roles=["member"], when=["own_agency"])])
    assert [roles for roles, _ in given(charter, "report_progress")] == [
        ("chair", "standing_vice_chair", "vice_chair", "agency_head"), ("focal",),
    ]  # fmt: skip


def test_a_limit_never_stands_against_what_the_text_gives() -> None:
    free = province(powers=[power("report_progress", roles=["member"])])
    assert "report_progress" not in {act for each in install(free, {}, RULES)["limits"] for act in each["acts"]}
    bound = province(powers=[power("report_progress", roles=["member"], when=["own_agency"])])
    assert "report_progress" in {act for each in install(bound, {}, RULES)["limits"] for act in each["acts"]}


def test_what_the_text_forbids_to_all_is_given_to_nobody() -> None:
    never = entry(id="never", acts=["publish_document"], unless=[], says=words("Không công bố."))
    assert given(province(limits=[never]), "publish_document") == []


def test_standing_in_never_goes_round() -> None:
    charter = province(stand_ins=[entry(role="chair", stands_for="standing_vice_chair")])
    installed(charter, {"people.stand_in": "standing_vice_chair"})


def test_a_group_without_a_lead_is_given_one() -> None:
    roles = [*COMMITTEE, ("group_member", "group", "Thành viên Tổ")]
    charter = province(roles=roles, units=[("committee", "committee"), ("group", "group")])
    assert "seats.group_lead" in asked(charter)
    beside = installed(charter, {})[1]
    assert (("group_lead",), {"meeting": ["regular", "ad_hoc"], "unit": ["group"]}) in given(charter, "convene_meeting")
    assert {"meeting"} == {each["what"] for each in beside["duties"] if each["unit"] == "group"}


def test_members_use_their_own_agencys_seal_and_leaders_the_authoritys() -> None:
    blocks = {(each["role"], each["standing_in"]): each for each in install(province(), {}, RULES)["signatures"]}
    assert blocks["chair", False]["lines"] == ["TRƯỞNG BAN", "", "{post}"]
    assert blocks["chair", False]["seal"] == "UBND tỉnh Bình Minh"
    assert blocks["member", False]["seal_of"] == "own_agency"
    assert blocks["standing_vice_chair", True]["lines"][0] == "KT. TRƯỞNG BAN"


def test_the_public_sees_nothing_unless_it_was_answered() -> None:
    assert "public" not in {role for each in install(province(), {}, RULES)["sights"] for role in each["roles"]}
    beside = installed(province(), {"papers.open": "yes"})[1]
    assert [each["scope"] for each in beside["sights"] if each["roles"] == ["public"]] == ["open"]


@pytest.mark.parametrize(
    ("only", "given_already", "left"),
    [
        ({}, [], [{}]),
        ({}, [{}], []),
        ({"matter": ["regular"]}, [{"matter": ["reserved"]}], [{"matter": ["regular"]}]),
        ({}, [{"matter": ["regular"]}], [{"matter": ["reserved"]}]),
        ({}, [{"document": ["QĐ"]}], []),
    ],
)  # fmt: skip
def test_what_is_left_open(only: dict[str, Any], given_already: list[Any], left: list[Any]) -> None:
    powers = [{"acts": ["decide_matter"], "roles": ["chair"], "only": each} for each in given_already]
    assert left_open("decide_matter", only, powers, RULES) == left


# -- agencies and posts -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("post", "agency"),
    [
        ("Giám đốc Sở Nội vụ", "Sở Nội vụ"), ("Phó Giám đốc Sở Xây dựng", "Sở Xây dựng"),
        ("Chủ tịch Ủy ban nhân dân tỉnh Bình Minh", "UBND tỉnh Bình Minh"), ("Chủ tịch UBND tỉnh", "UBND tỉnh"),
        ("Bà A | Hội Tin học", "Hội Tin học"), ("Người am hiểu công nghệ", None),
        ("Chánh Văn phòng UBND tỉnh", "Văn phòng UBND tỉnh"), ("Trưởng Công an xã", "Công an xã"),
    ],
)  # fmt: skip
def test_a_post_says_its_agency(post: str, agency: str | None) -> None:
    assert agency_in(post, AGENCIES, RULES) == agency


def test_one_agency_under_two_names_is_entered_once() -> None:
    assert one_agency("UBND tỉnh", "Ủy ban nhân dân tỉnh Bình Minh")
    assert not one_agency("Sở Nội vụ", "Sở Nội vụ và Lao động")
    beside = installed(province(), {"seats.chair": "Chủ tịch UBND tỉnh"})[1]
    assert next(each for each in beside["seats"] if each["role"] == "chair")["agency"] == "ubnd"


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Sở Nội vụ", "Giám đốc Sở Nội vụ"), ("UBND huyện Bình Minh", "Chủ tịch UBND huyện Bình Minh"),
        ("Văn phòng UBND tỉnh", "Chánh Văn phòng UBND tỉnh"), ("Phòng Kinh tế", "Trưởng Phòng Kinh tế"),
        ("Công an xã", "Trưởng Công an xã"), ("Công an tỉnh", "Giám đốc Công an tỉnh"),
        ("Câu lạc bộ", "Người đứng đầu Câu lạc bộ"),
    ],
)  # fmt: skip
def test_heads_are_called_by_their_agencys_kind(name: str, head: str) -> None:
    assert head_of(name, RULES) == head


def test_short_names_are_initials() -> None:
    assert (short_name("Sở Thông tin và Truyền thông"), short_name("UBND tỉnh")) == ("STTTT", "UBNDT")


def test_a_text_that_leaves_much_open_says_where() -> None:
    text = (
        "UBND TỈNH BÌNH MINH\nSố: 5/QĐ-UBND\nBình Minh, ngày 15 tháng 01 năm 2026\n\nQUYẾT ĐỊNH\n"
        "Về việc thành lập Ban Chỉ đạo chuyển đổi số tỉnh Bình Minh\n\n"
        "Điều 1. Thành lập Ban Chỉ đạo chuyển đổi số tỉnh Bình Minh gồm:\n1. Trưởng ban: Chủ tịch UBND tỉnh.\n"
        "2. Ủy viên: Giám đốc Sở Nội vụ.\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký.\n"
    )
    charter, missing = drafted(text)
    questions = {each.id: each for each in questions_for(charter, missing, {}, RULES)}
    assert {"meetings.months", "meetings.convener", "work.directors", "papers.seal_leaders"} <= set(questions)
    assert not [each.id for each in questions.values() if each.missing]
    installed(charter, {}, missing)
