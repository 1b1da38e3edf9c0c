"""Rules found in texts: roles, cadences, standing body, seals, money — in many words, and nothing that is not said."""

from __future__ import annotations

import textwrap
import unicodedata
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chidao.data.reading import norm_words
from chidao.reading.norms import Norm, find_norms
from chidao.reading.reader import read_law

SHARED: Final = Path(__file__).parents[3] / "shared"
HP22, TH, HP20, TTH, NA = (
    "000_524b8ea40390247a.txt", "001_d207213e46d453da.txt", "002_bb60227291e1789f.txt", "003_80fe911d94c4dac0.txt",
    "004_3fce249dd028ee09.txt",
)  # fmt: skip
STTTT: Final = "Sở Thông tin và Truyền thông"


def norms_of(text: str) -> tuple[Norm, ...]:
    return find_norms(read_law(text), norm_words())


def text_of(name: str) -> str:
    path = SHARED / ("seeds" if name[:3].isdigit() and name[3] == "_" else "corpus") / name
    if not path.exists():
        pytest.skip("the texts are not here")
    text = path.read_text(encoding="utf-8")
    return text if path.parent.name == "seeds" else text.split("\n", 1)[1]


def a_regulation(*rules: str) -> str:
    clauses = "\n".join(f"{number}. {rule}" for number, rule in enumerate(rules, start=1))
    return f"QUY CHẾ\nHoạt động của Ban Chỉ đạo Chuyển đổi số\nĐiều 1. Quy định chung\n{clauses}\n"


def cadences(norms: tuple[Norm, ...]) -> set[tuple[str, str, int | None]]:
    return {(norm.get("of"), norm.get("who"), norm.get("months")) for norm in norms if norm.kind == "cadence"}


def roles(norms: tuple[Norm, ...]) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(n.get("role"), n.get("post"), n.get("agency"), n.get("name")) for n in norms if n.kind == "role"]


def seals(norms: tuple[Norm, ...]) -> set[tuple[str, str]]:
    return {(norm.get("who"), norm.get("seal")) for norm in norms if norm.kind == "seal"}


def standing(norms: tuple[Norm, ...]) -> list[tuple[str, list[str]]]:
    return [(norm.get("agency"), norm.get("of")) for norm in norms if norm.kind == "standing_body"]


# -- the five seeds -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (HP20, {("meeting", "committee", 3), ("meeting", "working_group", 3), ("report", "working_group", 3)}),
        (HP22, {("meeting", "committee", 2), ("review", "committee", 12)}),
        (TH, set()), (TTH, set()), (NA, set()),
    ],
)  # fmt: skip
def test_cadences_of_the_seeds(name: str, expected: set[tuple[str, str, int | None]]) -> None:
    assert cadences(norms_of(text_of(name))) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (TH, {("chair", "UBND tỉnh"), ("standing_vice_chair", "UBND tỉnh"), ("member", "cơ quan mình")}),
        (TTH, {("chair", "Chủ tịch Uỷ ban nhân dân tỉnh"), ("standing_vice_chair", "Chủ tịch Uỷ ban nhân dân tỉnh"),
               ("member", "cơ quan mình")}),
        (NA, {("lead", STTTT)}),
        (HP20, set()), (HP22, set()),
    ],
)  # fmt: skip
def test_seals_of_the_seeds(name: str, expected: set[tuple[str, str]]) -> None:
    assert seals(norms_of(text_of(name))) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (TH, [(STTTT, ["committee", "working_group"])]),
        (TTH, [(STTTT, ["working_group"])]),
        (HP20, []),
        (HP22, []),
        (NA, []),
    ],
)
def test_standing_body_of_the_seeds(name: str, expected: list[tuple[str, list[str]]]) -> None:
    assert standing(norms_of(text_of(name))) == expected


@pytest.mark.parametrize(
    ("name", "count", "some"),
    [
        (HP20, 1, ("chair", "Chủ tịch UBND thành phố", "UBND thành phố", "Nguyễn Văn Tùng")),
        (HP22, 0, None),
        (TH, 36, ("vice_chair", f"Giám đốc {STTTT}", STTTT, "Đỗ Hữu Quyết")),
        (
            TTH,
            30,
            ("standing_vice_chair", "Phó Chủ tịch Ủy ban nhân dân tỉnh", "Ủy ban nhân dân tỉnh", "Nguyễn Thanh Bình"),
        ),
        (NA, 13, ("lead", f"Phó Giám đốc {STTTT}", STTTT, "Võ Trọng Phú")),
    ],
)
def test_roles_of_the_seeds(name: str, count: int, some: tuple[str, str, str, str] | None) -> None:
    found = roles(norms_of(text_of(name)))
    assert len(found) == count
    assert some is None or some in found


# -- the corpus: no wild guesses ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "role", "cadence", "body", "seal"),
    [
        ("006-qd-72-ttg-hoi-dong-cap-nha-nuoc.txt", 18, 0, 1, 1),
        ("022-qd-115-bnn-quy-che-kinh-phi-bcd.txt", 1, 0, 0, 0),
        ("024-qd-5134-tphcm-quy-dinh-truc-ban.txt", 0, 1, 0, 0),
        ("031-tb-79-2022-vpcp-bcd-cchc-html-entities.txt", 4, 0, 1, 0),
        ("034-kh-2119-syt-kiengiang-kiem-tra-ocr.txt", 0, 0, 0, 0),
        ("046-qd-505-ttg-ngay-cds-ocr.txt", 0, 0, 0, 0),
        ("048-nd-30-2020-cong-tac-van-thu.txt", 0, 0, 0, 0),
        ("049-nd-249-2025-chuyen-gia-khcn-cds.txt", 0, 0, 0, 0),
        ("052-tt-17-2026-nhnn-sua-doi.txt", 0, 0, 0, 0),
        ("054-tin-nhandan-phien-hop-thu-nhat-bcd-tw.txt", 1, 0, 1, 0),
    ],
)
def test_rules_of_the_corpus_counted_by_hand(name: str, role: int, cadence: int, body: int, seal: int) -> None:
    norms = norms_of(text_of(name))
    kinds = [norm.kind for norm in norms]
    assert (kinds.count("role"), kinds.count("cadence")) == (role, cadence)
    assert (kinds.count("standing_body"), kinds.count("seal")) == (body, seal)


# -- variety --------------------------------------------------------------------------------------------------

OFTEN: Final = {
    "mỗi quý một lần": 3, "định kỳ một quý một lần": 3, "định kỳ hằng quý": 3, "ít nhất một lần mỗi quý": 3,
    "01 lần/quý": 3,
    "định kỳ 02 tháng/01 lần": 2, "hai tháng một lần": 2, "định kỳ 6 tháng một lần": 6, "định kỳ 06 tháng": 6,
    "hằng tháng": 1, "mỗi tháng 01 lần": 1, "01 tháng/lần": 1, "một năm hai lần": 6, "02 lần/năm": 6,
    "mỗi năm một lần": 12,
    "3 tháng một lần": 3, "định kỳ hàng năm": 12,
}  # fmt: skip
MEETERS: Final = {
    "Ban Chỉ đạo": "committee", "Tổ công tác giúp việc": "working_group", "Tổ giúp việc Ban Chỉ đạo": "working_group",
    "Thường trực Ban Chỉ đạo": "standing_members",
}  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(often=st.sampled_from(sorted(OFTEN)), who=st.sampled_from(sorted(MEETERS)), loose=st.booleans())
def test_meetings_written_in_many_ways_read_back(often: str, who: str, loose: bool) -> None:
    rule = f"{who} họp {often}." if not loose else f"{who} tổ chức họp {often} và họp đột xuất khi cần thiết."
    assert cadences(norms_of(a_regulation("Làm việc theo nguyên tắc tập trung.", rule))) == {
        ("meeting", MEETERS[who], OFTEN[often])
    }


@settings(max_examples=60, deadline=None)
@given(often=st.sampled_from(["Định kỳ hằng quý", "Định kỳ 6 tháng", "Hằng tháng"]), nfd=st.booleans())
def test_reports_read_back_with_whom_they_go_to(often: str, nfd: bool) -> None:
    text = a_regulation("Chung.", f"{often}, Tổ công tác báo cáo Trưởng ban và các Ủy viên về tình hình hoạt động.")
    norms = norms_of(unicodedata.normalize("NFD", text) if nfd else text)
    report = next(norm for norm in norms if norm.kind == "cadence")
    assert (report.get("who"), report.get("of"), report.get("to")) == ("working_group", "report", ["chair", "member"])


@pytest.mark.parametrize(
    "rule",
    [
        "Xây dựng kế hoạch công tác hằng năm của Ban Chỉ đạo.",
        "Ban Chỉ đạo phối hợp hằng quý với các cơ quan.",
        "Kinh phí được bố trí trong dự toán ngân sách hằng năm.",
        "Các thành viên có trách nhiệm chuẩn bị tài liệu họp theo chương trình năm.",
    ],
)
def test_a_frequency_alone_is_no_cadence(rule: str) -> None:
    assert not cadences(norms_of(a_regulation("Chung.", rule)))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("Hàng quý (vào tuần đầu của tháng cuối quý), Ban Chỉ đạo họp.", {("meeting", "committee", 3)}),
        ("Ban Chỉ đạo họp vào tháng cuối quý.", {("meeting", "committee", 3)}),
        ("Ban họp định kỳ mỗi quý một lần.", {("meeting", "committee", 3)}),
        ("Định kỳ trước ngày 15 của tháng cuối quý, các thành viên báo cáo.", {("report", "member", 3)}),
        (
            "Hàng quý (trước ngày 20 tháng cuối quý), 6 tháng (trước 15/6) và năm, thành viên báo cáo Trưởng ban.",
            {("report", "member", 3), ("report", "member", 6), ("report", "member", 12)},
        ),
        (
            "Ngày 10 hằng tháng, Sở Nội vụ tổng hợp, báo cáo Trưởng ban và UBND tỉnh.",
            {("report", "agency", 1)},
        ),
        ("Ban Chỉ đạo xem xét báo cáo tài chính hằng năm của các đơn vị.", set()),
        ("Sau 06 tháng kể từ ngày thành lập, Ban Chỉ đạo họp đánh giá.", set()),
        ("Năm 2024 Ban Chỉ đạo đã họp 3 lần.", set()),
    ],
)
def test_cadences_by_days_notes_and_short_names(rule: str, expected: set[tuple[str, str, int | None]]) -> None:
    assert cadences(norms_of(a_regulation("Chung.", rule))) == expected


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("Ngân sách tỉnh bảo đảm kinh phí hoạt động của Ban Chỉ đạo.", "Ngân sách tỉnh"),
        ("Kinh phí: từ ngân sách tỉnh và nguồn thu hợp pháp khác.", "ngân sách tỉnh và nguồn thu hợp pháp khác"),
        ("Kinh phí hoạt động của Ban Chỉ đạo nằm trong kinh phí của Sở Nội vụ.", "kinh phí của Sở Nội vụ"),
        ("Sở Tài chính bảo đảm kinh phí vận hành Cổng dịch vụ công.", None),
    ],
)
def test_where_the_money_comes_from(rule: str, value: str | None) -> None:
    found = [norm.get("value") for norm in norms_of(a_regulation("Chung.", rule)) if norm.kind == "funding"]
    assert found == ([value] if value else [])


POSTS: Final = {
    "Chủ tịch UBND tỉnh": "UBND tỉnh", "Giám đốc Sở Nội vụ": "Sở Nội vụ",
    "Chánh Văn phòng UBND tỉnh": "Văn phòng UBND tỉnh",
    "Phó Giám đốc Sở Khoa học và Công nghệ": "Sở Khoa học và Công nghệ", "Trưởng Công an xã": "Công an xã",
    "Trưởng phòng Văn hóa - Xã hội": "Phòng Văn hóa - Xã hội",
}  # fmt: skip
TITLES: Final = {
    "Trưởng ban": "chair", "Phó Trưởng ban Thường trực": "standing_vice_chair", "Phó Trưởng ban": "vice_chair",
    "Ủy viên": "member",
}  # fmt: skip
STYLES: Final = (
    "{title}: {post}.", "{post} - {title};", "{post}, {title};", "{title} là {post}.",
    "Ban Chỉ đạo do {post} làm {title}.",
    "Ông Trần Văn Mẫu, {post} – {title}.", "{title}: Đồng chí Trần Văn Mẫu, {post}.",
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    title=st.sampled_from(sorted(TITLES)),
    post=st.sampled_from(sorted(POSTS)),
    style=st.sampled_from(STYLES),
    nfd=st.booleans(),
)
def test_a_role_written_in_many_ways_reads_back(title: str, post: str, style: str, nfd: bool) -> None:
    text = a_regulation("Ban Chỉ đạo làm việc kiêm nhiệm.", style.format(title=title, post=post))
    name = "Trần Văn Mẫu" if "Mẫu" in style else None
    norms = norms_of(unicodedata.normalize("NFD", text) if nfd else text)
    assert roles(norms) == [(TITLES[title], post, POSTS[post], name)]


@pytest.mark.parametrize(
    "rule",
    [
        "Trưởng ban quyết định các vấn đề của Ban Chỉ đạo.",
        "Báo cáo Trưởng ban, Phó Trưởng ban xem xét.",
        "Các Ủy viên chịu trách nhiệm trước Trưởng ban.",
        "Giám đốc các sở, Trưởng ban Dân tộc chịu trách nhiệm thi hành.",
        "Mời Phó Trưởng ban Tuyên giáo Tỉnh ủy tham dự.",
    ],
)
def test_who_has_a_role_is_not_guessed(rule: str) -> None:
    assert not roles(norms_of(a_regulation("Chung.", rule)))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("Sở Khoa học và Công nghệ là cơ quan thường trực của Ban Chỉ đạo.", ["Sở Khoa học và Công nghệ"]),
        ("Giao Văn phòng UBND xã làm cơ quan thường trực Ban Chỉ đạo.", ["Văn phòng UBND xã"]),
        ("Cơ quan thường trực của Ban Chỉ đạo là Sở Nội vụ.", ["Sở Nội vụ"]),
        ("Cơ quan Thường trực chuẩn bị tài liệu họp.", []),
        ("Cơ quan thường trực Ban Chỉ đạo đặt tại Sở Nội vụ.", ["Sở Nội vụ"]),
        ("Ông Trần Văn Mẫu - Vụ trưởng Vụ Tổng hợp làm Thường trực Tổ công tác.", []),
    ],
)
def test_the_standing_body(rule: str, expected: list[str]) -> None:
    assert [agency for agency, _ in standing(norms_of(a_regulation("Chung.", rule)))] == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("Trưởng ban sử dụng con dấu của UBND tỉnh.", {("chair", "UBND tỉnh")}),
        ("Các thành viên sử dụng con dấu của cơ quan mình khi ký văn bản.", {("member", "cơ quan mình")}),
        ("Văn bản do Phó Trưởng ban ký được đóng dấu của Sở Nội vụ.", {("vice_chair", "Sở Nội vụ")}),
        ("Người đứng đầu các cơ quan chịu trách nhiệm.", set()),
        ("Ban Chỉ đạo được sử dụng con dấu và tài khoản của Sở Nội vụ.", {("committee", "Sở Nội vụ")}),
        ("Trưởng ban dùng con dấu của UBND tỉnh và con dấu của cơ quan mình.", {("chair", "UBND tỉnh")}),
        (
            "Trưởng ban là Bộ trưởng Bộ Nội vụ và các Ủy viên sử dụng con dấu của cơ quan mình.",
            {("chair", "cơ quan mình"), ("member", "cơ quan mình")},
        ),
        ("Các Bộ trưởng sử dụng con dấu của cơ quan mình cho hoạt động của Tiểu ban.", set()),
    ],
)
def test_seals(rule: str, expected: set[tuple[str, str]]) -> None:
    assert seals(norms_of(a_regulation("Chung.", rule))) == expected


def test_spans_and_labels_lead_back_to_the_text() -> None:
    text = a_regulation("Chung.", "Ban Chỉ đạo họp mỗi quý một lần.")
    norm = next(norm for norm in norms_of(text) if norm.kind == "cadence")
    assert text[norm.span.start : norm.span.end] == "họp mỗi quý một lần"
    assert norm.as_json()["clause"] == "Đ1.2"


# -- mutated seeds: the same rules whatever was done to the text -----------------------------


def broken_by_hand(text: str) -> str:
    """Break long lines at 90 characters, as a page does."""
    lines = (
        textwrap.wrap(line, 90, break_long_words=False, break_on_hyphens=False) or [""] for line in text.split("\n")
    )
    return "\n".join(part for parts in lines for part in parts)


@pytest.mark.parametrize("name", [HP22, TH, HP20, TTH, NA])
@pytest.mark.parametrize("change", ["nfd", "no_break_spaces", "old_d", "windows_lines"])
def test_the_rules_of_a_seed_outlast_its_spelling(name: str, change: str) -> None:
    text = text_of(name)
    changed = {
        "nfd": unicodedata.normalize("NFD", text),
        "no_break_spaces": text.replace(" ", "\u00a0"),
        "old_d": text.replace("Đ", "\u00d0"),
        "windows_lines": text.replace("\n", "\r\n"),
    }[change]
    before, after = norms_of(text), norms_of(changed)
    assert cadences(after) == cadences(before)
    assert seals(after) == seals(before)
    assert standing(after) == standing(before)
    assert [role[0] for role in roles(after)] == [role[0] for role in roles(before)]


def test_the_rules_of_the_regulation_outlast_lines_broken_by_hand() -> None:
    text = text_of(HP20)
    before, after = norms_of(text), norms_of(broken_by_hand(text))
    assert cadences(after) == cadences(before)
    assert {(n.get("who"), n.get("act")) for n in before if n.kind == "power"} <= {
        (n.get("who"), n.get("act")) for n in after if n.kind == "power"
    }
