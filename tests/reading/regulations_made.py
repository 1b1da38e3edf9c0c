"""Regulations of committees made up for tests: the same rules in many words, and what a reader should find in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hypothesis import strategies as st

OFTEN: Final = {
    "mỗi quý một lần": 3, "định kỳ hằng quý": 3, "ít nhất 01 lần/quý": 3, "03 tháng một lần": 3,
    "mỗi quý ít nhất một lần": 3,
    "định kỳ 02 tháng/01 lần": 2, "hai tháng một lần": 2, "sáu tháng một lần": 6, "định kỳ 06 tháng": 6,
    "02 lần/năm": 6,
    "mỗi năm hai lần": 6, "định kỳ hằng tháng": 1, "mỗi tháng 01 lần": 1, "01 lần/tháng": 1, "01 tháng một lần": 1,
    "mỗi năm một lần": 12, "thường kỳ 03 tháng một lần": 3, "ít nhất 02 lần trong năm": 6, "hàng tháng": 1,
}  # fmt: skip
REPORT_OFTEN: Final = {
    "Định kỳ hằng quý": (3,), "Hằng tháng": (1,), "Hàng quý, 6 tháng và năm": (3, 6, 12),
    "6 tháng và hằng năm": (6, 12),
    "Định kỳ trước ngày 15 tháng cuối quý": (3,), "Trước ngày 20 hằng tháng": (1,), "Mỗi quý một lần": (3,),
    "Hằng tháng, quý, 6 tháng, năm": (1, 3, 6, 12),
    "Hàng quý (trước ngày 20 tháng cuối quý), 6 tháng và năm": (3, 6, 12),
}  # fmt: skip
MEETERS: Final = {"Ban Chỉ đạo": "committee", "Tổ giúp việc Ban Chỉ đạo": "working_group"}
MEETINGS: Final = (
    "{who} họp {often}.",
    "{who} tổ chức họp {often} và họp đột xuất khi cần thiết.",
    "{who} họp {often}; khi cần, người chủ trì mời thêm đại biểu.",
    "{who} họp toàn thể {often} để đánh giá kết quả thực hiện.",
)
REPORTERS: Final = {
    "các thành viên": "member", "Tổ giúp việc Ban Chỉ đạo": "working_group", "cơ quan thường trực": "standing_body",
}  # fmt: skip
REPORTS: Final = (
    "{often}, {who} báo cáo {to} về tình hình thực hiện nhiệm vụ.",
    "{often}, {who} có trách nhiệm báo cáo {to} kết quả thực hiện.",
)
ADDRESSEES: Final = {"Trưởng ban": ["chair"], "Trưởng ban và các Phó Trưởng ban": ["chair", "vice_chair"]}
AGENCIES: Final = (
    "Sở Nội vụ", "Sở Khoa học và Công nghệ", "Văn phòng UBND tỉnh", "Sở Văn hóa, Thể thao và Du lịch", "Công an tỉnh",
)  # fmt: skip
STANDING: Final = (
    "{agency} là cơ quan thường trực của Ban Chỉ đạo.",
    "Giao {agency} làm cơ quan thường trực Ban Chỉ đạo.",
    "Cơ quan thường trực của Ban Chỉ đạo là {agency}.",
    "{agency} làm nhiệm vụ thường trực Ban Chỉ đạo.",
    "Cơ quan thường trực Ban Chỉ đạo đặt tại {agency}.",
)
SEALS: Final = {
    "Trưởng ban sử dụng con dấu của UBND tỉnh.": {("chair", "UBND tỉnh")},
    "Trưởng ban, Phó Trưởng ban sử dụng con dấu của UBND tỉnh khi ký văn bản.":
        {("chair", "UBND tỉnh"), ("vice_chair", "UBND tỉnh")},
    "Văn bản do Trưởng ban ký được đóng dấu của UBND tỉnh.": {("chair", "UBND tỉnh")},
    "Các thành viên sử dụng con dấu của cơ quan mình.": {("member", "cơ quan mình")},
    "Ban Chỉ đạo được sử dụng con dấu của UBND tỉnh để điều hành công việc.": {("committee", "UBND tỉnh")},
    "Ban Chỉ đạo không có con dấu riêng.": set(),
}  # fmt: skip
FUNDING: Final = (
    "Kinh phí hoạt động của Ban Chỉ đạo do ngân sách tỉnh bảo đảm.",
    "Kinh phí hoạt động của Ban Chỉ đạo được bố trí từ nguồn ngân sách nhà nước và các nguồn hợp pháp khác.",
    "Kinh phí phục vụ hoạt động của Ban Chỉ đạo được bảo đảm từ ngân sách tỉnh.",
)
ACTS: Final = {
    "Trưởng ban triệu tập và chủ trì các cuộc họp của Ban Chỉ đạo.": ("chair", "convene_meeting"),
    "Trưởng ban triệu tập, chủ trì các phiên họp.": ("chair", "convene_meeting"),
    "Phó Trưởng ban thay mặt Trưởng ban chủ trì các cuộc họp khi được Trưởng ban ủy quyền.": ("vice_chair", "stand_in"),
    "Khi Trưởng ban vắng mặt, Phó Trưởng ban thay mặt điều hành công việc.": ("vice_chair", "stand_in"),
    "Thành viên vắng mặt phải báo cáo Trưởng ban.": ("member", "report_absence"),
    "Thành viên không dự họp được thì cử người dự họp thay.": ("member", "send_substitute"),
}  # fmt: skip
DECOYS: Final = (
    "Xây dựng kế hoạch công tác hằng năm trình cấp có thẩm quyền phê duyệt.",
    "Phối hợp với các sở, ban, ngành triển khai nhiệm vụ.",
    "Hồ sơ được lưu theo quy định của pháp luật về lưu trữ trong thời hạn 10 năm.",
    "Kết quả thực hiện là căn cứ đánh giá, xếp loại hằng năm.",
    "Giấy mời họp gửi trước ngày họp ít nhất 03 ngày làm việc.",
    "Giám đốc các sở, Trưởng ban Dân tộc tỉnh phối hợp thực hiện.",
)
POSTS: Final = {
    "Chủ tịch UBND tỉnh": "UBND tỉnh", "Phó Chủ tịch UBND tỉnh": "UBND tỉnh", "Giám đốc Sở Nội vụ": "Sở Nội vụ",
    "Giám đốc Sở Văn hóa, Thể thao và Du lịch": "Sở Văn hóa, Thể thao và Du lịch",
    "Giám đốc Công an tỉnh": "Công an tỉnh",
    "Chánh Văn phòng Đoàn ĐBQH và HĐND tỉnh": "Văn phòng Đoàn ĐBQH và HĐND tỉnh",
    "Giám đốc Bảo hiểm xã hội tỉnh": "Bảo hiểm xã hội tỉnh", "Cục trưởng Cục Thuế tỉnh": "Cục Thuế tỉnh",
}  # fmt: skip
TITLES: Final = {
    "Trưởng ban": "chair",
    "Phó Trưởng ban Thường trực": "standing_vice_chair",
    "Phó Trưởng ban": "vice_chair",
    "Ủy viên": "member",
}
NAMES: Final = ("Trần Văn Mẫu", "Lê Văn Tám", "Lê Thị Mẫu", "Trần Thị Tám")
LIST_STYLES: Final = ("dash", "colon", "headed", "table", "polite")

Role = tuple[str, str | None, str | None, str | None]


@dataclass(frozen=True)
class Member:
    """A member of a committee made up."""

    title: str
    post: str
    name: str | None


@dataclass(frozen=True)
class Rules:
    """The sentences of a regulation, in order, and what they lay down."""

    sentences: tuple[str, ...]
    cadences: frozenset[tuple[str, str, int]]
    seals: frozenset[tuple[str, str]]
    standing: frozenset[str]
    funded: bool
    acts: frozenset[tuple[str, str]]


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    """Draw the rules of a regulation, at most one of each kind, shuffled among sentences that lay down nothing."""
    said, cadences = [], set()
    for who in draw(st.sets(st.sampled_from(sorted(MEETERS)))):
        often = draw(st.sampled_from(sorted(OFTEN)))
        said.append(draw(st.sampled_from(MEETINGS)).format(who=who, often=often))
        cadences.add(("meeting", MEETERS[who], OFTEN[often]))
    for who in draw(st.sets(st.sampled_from(sorted(REPORTERS)), max_size=2)):
        often, to = draw(st.sampled_from(sorted(REPORT_OFTEN))), draw(st.sampled_from(sorted(ADDRESSEES)))
        said.append(draw(st.sampled_from(REPORTS)).format(often=often, who=who, to=to))
        cadences |= {("report", REPORTERS[who], months) for months in REPORT_OFTEN[often]}
    standing = draw(st.one_of(st.none(), st.sampled_from(AGENCIES)))
    seal = draw(st.one_of(st.none(), st.sampled_from(sorted(SEALS))))
    money = draw(st.one_of(st.none(), st.sampled_from(FUNDING)))
    acts = draw(st.sets(st.sampled_from(sorted(ACTS)), max_size=2))
    said += [draw(st.sampled_from(STANDING)).format(agency=standing)] if standing else []
    said += [one for one in (seal, money, *acts) if one] + draw(st.lists(st.sampled_from(DECOYS), unique=True))
    return Rules(
        tuple(draw(st.permutations(said))), frozenset(cadences), frozenset(SEALS[seal] if seal else ()),
        frozenset([standing] if standing else []), money is not None, frozenset(ACTS[act] for act in acts),
    )  # fmt: skip


@st.composite
def members(draw: st.DrawFn) -> tuple[Member, ...]:
    """Draw the members of a committee: one chair, at most one standing vice chair, each post once."""
    posts = draw(st.permutations(sorted(POSTS)))[: draw(st.integers(2, len(POSTS)))]
    titles = ["Trưởng ban", draw(st.sampled_from(["Phó Trưởng ban Thường trực", "Phó Trưởng ban", "Ủy viên"]))]
    titles += ["Ủy viên"] * (len(posts) - 2)
    names = draw(st.permutations(NAMES)) if draw(st.booleans()) else ()
    held = [*names, *([None] * len(posts))]
    return tuple(Member(title, post, held[n]) for n, (title, post) in enumerate(zip(titles, posts, strict=True)))


def members_in_words(made: tuple[Member, ...], style: str) -> str:
    """Return the article that lists the members, or the table of them, in a style of `LIST_STYLES`."""
    if style == "table":
        head = "STT\tHọ và tên\tChức vụ, đơn vị công tác\tChức danh trong Ban Chỉ đạo"
        rows = [f"{n}\t{one.name or ''}\t{one.post}\t{one.title}" for n, one in enumerate(made, start=1)]
        return "\n".join(["DANH SÁCH", "Thành viên Ban Chỉ đạo Chuyển đổi số tỉnh", head, *rows])
    if style == "headed":
        parts = [f"{title}:\n" + "\n".join(f"- {_who(one)};" for one in made if one.title == title)
                 for title in dict.fromkeys(one.title for one in made)]  # fmt: skip
        return "\n".join(f"{n}. {part}" for n, part in enumerate(parts, start=1))
    line = {"dash": "{who} - {title};", "colon": "{title}: {who}.", "polite": "Đồng chí {who}, {title};"}[style]
    return "\n".join(f"{n}. {line.format(who=_who(one), title=one.title)}" for n, one in enumerate(made, start=1))


def _who(one: Member) -> str:
    return f"{one.name}, {one.post}" if one.name else one.post


def known_roles(made: tuple[Member, ...]) -> set[Role]:
    """Return the roles that a reader should find."""
    return {(TITLES[one.title], one.post, POSTS[one.post], one.name) for one in made}


def regulation(made: tuple[Member, ...], style: str, said: tuple[str, ...], number: str = "{n}. ") -> str:
    """Return a decision that names the members and lays down the rules."""
    listed = members_in_words(made, style)
    article = "Thành lập Ban Chỉ đạo Chuyển đổi số tỉnh Bình Minh, gồm"
    inner = (
        f"Điều 1. {article}:\n{listed}"
        if style != "table"
        else f"Điều 1. {article} các thành viên theo danh sách kèm theo."
    )
    clauses = "\n".join(f"{number.format(n=n)}{one}" for n, one in enumerate(said, start=1))
    appended = f"\n{listed}\n" if style == "table" else ""
    return (
        "ỦY BAN NHÂN DÂN\nTỈNH BÌNH MINH\nSố: 12/QĐ-UBND\nBình Minh, ngày 05 tháng 02 năm 2024\nQUYẾT ĐỊNH\n"
        "Về việc thành lập Ban Chỉ đạo Chuyển đổi số tỉnh\n"
        f"QUYẾT ĐỊNH:\n{inner}\nĐiều 2. Chế độ làm việc\n{clauses}\n"
        f"Điều 3. Quyết định này có hiệu lực kể từ ngày ký.\n{appended}"
    )
