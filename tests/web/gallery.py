"""A gallery of every piece in all its states, rendered to static pages: to look at, and to let axe look at.

Run `python -m tests.web.gallery FOLDER` to write the pages, the style sheet and the script into a folder.
The figures are invented; only posts are named.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import django
from django.conf import settings
from django.template import Context, Engine

from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text, same
from chidao.web.fields import Field, Option
from tests.web.gallery_pictures import AGENCIES, CHAIN, CHART, HEAT, PATH, YEAR

WEB: Final = Path(__file__).parents[2] / "src" / "chidao" / "web"
PAGES: Final = Path(__file__).parent / "gallery_pages"
NAMES: Final = ("desk", "list", "form", "pictures", "public")


def engine() -> Engine:
    """Return a template engine that knows the project's pieces and the gallery's pages, and no database."""
    if not settings.configured and "DJANGO_SETTINGS_MODULE" not in os.environ:
        settings.configure(USE_TZ=True, TIME_ZONE="Asia/Ho_Chi_Minh", STATIC_URL="/static/", INSTALLED_APPS=[])
        django.setup()
    return Engine(
        dirs=[str(WEB / "templates"), str(PAGES)],
        libraries={"pieces": "chidao.web.templatetags.pieces", "static": "django.templatetags.static"},
        debug=True,
    )


def page(name: str, language: str = "vi", **more: Any) -> str:
    """Return one page of the gallery as HTML."""
    return engine().get_template(f"{name}.html").render(Context(values(language) | more))


def render(source: str, language: str = "vi", **more: Any) -> str:
    """Return a bit of template rendered with the gallery's values."""
    context = Context(values(language) | more)
    return engine().from_string("{% load pieces %}" + source).render(context)


@dataclass(frozen=True)
class Offer:
    """An act as a page offers it."""

    name: str
    title: Text
    url: str
    allowed: bool = True
    reasons: tuple[Reason, ...] = ()


CLAUSES: Final[Mapping[str, Mapping[str, Any]]] = {
    "HP20-7.1b": {
        "label": "Đ7.1",
        "cite": Text("Khoản 1 Điều 7 Quy chế 852/QĐ-BCĐ", "Article 7, clause 1, Regulation 852/QĐ-BCĐ"),
        "summary": Text(
            "Trưởng ban hoặc Phó Trưởng ban triệu tập họp đột xuất.",
            "The chair or a vice chair convenes ad hoc meetings.",
        ),
        "source": "original",
    },
    "HP20-4.1b": {
        "label": "Đ4.1",
        "cite": Text("Khoản 1 Điều 4 Quy chế 852/QĐ-BCĐ", "Article 4, clause 1, Regulation 852/QĐ-BCĐ"),
        "summary": Text(
            "Khi Trưởng ban vắng, Phó Trưởng ban Thường trực lãnh đạo thay.",
            "While the chair is absent the standing vice chair leads.",
        ),
        "source": "original",
    },
    "HP20-6.6": {
        "label": "Đ6.6",
        "cite": same("Điều 6 khoản 6"),
        "summary": Text("Đôn đốc các cơ quan gửi kế hoạch.", "Urges agencies to send their plans."),
        "source": "original",
    },
    "INST-3": {
        "label": "TL.3",
        "cite": Text("Mục 3 văn bản thiết lập", "Item 3 of the installation instrument"),
        "summary": Text("Thư ký ghi nhận việc đã làm trên giấy.", "The clerk records acts done on paper."),
        "source": "installation",
    },
}
REASONS: Final = (
    Reason(
        code="no_power",
        says=Text(
            "Ghế này không có quyền triệu tập họp đột xuất.", "This seat has no power to convene an ad hoc meeting."
        ),
        clause="HP20-7.1b",
        remedy=Text("đề nghị Trưởng ban hoặc Phó Trưởng ban triệu tập.", "ask the chair or a vice chair to convene."),
    ),
    Reason(
        code="not_clerk",
        says=Text("Chỉ Thư ký ghi nhận việc làm trên giấy.", "Only the clerk records acts done on paper."),
        clause="INST-3",
    ),
)
BAD: Final = (
    Reason(
        code="day_off",
        says=Text("Ngày 2/9/2020 là ngày nghỉ lễ.", "2 Sep 2020 is a public holiday."),
        field="due_on",
        remedy=Text("chọn ngày 3/9/2020.", "choose 3 Sep 2020."),
    ),
    Reason(
        code="no_lead",
        says=Text("Chưa chọn cơ quan chủ trì.", "No lead agency is chosen."),
        field="lead",
        clause="HP20-6.6",
    ),
    REASONS[0],
)


def values(language: str) -> dict[str, Any]:
    """Return the context of every gallery page."""
    return frame(language) | desk() | lists() | forms() | shown()


def frame(language: str) -> dict[str, Any]:
    titles = (
        ("desk", "Bàn làm việc", "Desk", 7),
        ("meetings", "Họp", "Meetings", 1),
        ("tasks", "Nhiệm vụ", "Tasks", 48),
        ("calendar", "Lịch nghĩa vụ", "Calendar", None),
        ("documents", "Văn bản", "Documents", None),
        ("reports", "Báo cáo", "Reports", None),
        ("committee", "Thành viên", "Committee", None),
        ("regulation", "Quy chế", "Regulation", None),
        ("record", "Sổ ghi", "Record", None),
    )
    seats = [
        {
            "key": "clerk",
            "title": Text("Thư ký, Tổ Công tác giúp việc", "Clerk, working group"),
            "agency": same("Sở Thông tin và Truyền thông"),
        },
        {
            "key": "focal",
            "title": Text("Đầu mối", "Focal person"),
            "agency": same("Sở Y tế"),
            "body": same("TP Hải Phòng"),
        },
    ]
    return {
        "language": language,
        "page_title": Text("Hôm nay, thứ Hai 24/8/2020", "Today, Monday 24 Aug 2020"),
        "body": {"code": "hp", "short_name": Text("Chính quyền điện tử TP Hải Phòng", "E-government, Hải Phòng city")},
        "bodies": [
            {"url": "/hp/", "short_name": same("TP Hải Phòng"), "current": True},
            {"url": "/th/", "short_name": same("Tỉnh Thanh Hóa")},
        ],
        "rail": [
            {"url": f"/hp/{key}/", "key": key, "title": Text(vi, en), "count": count, "current": key == "desk"}
            for key, vi, en, count in titles
        ],
        "seat": seats[0],
        "seats": seats,
        "switch_url": "/seats/",
        "search_url": "/hp/search/",
        "language_url": "/language/",
        "sign_out_url": "/out/",
        "clauses": CLAUSES,
        "demo": {
            "says": Text(
                "Bản dùng thử, số liệu được dựng. Ngày làm việc: thứ Hai 24/8/2020.",
                "A demonstration; the figures are made up. Working day: Monday 24 Aug 2020.",
            ),
            "url": "/demo/",
            "change": Text("Đổi ngày hoặc ghế", "Change day or seat"),
        },
    }


def desk() -> dict[str, Any]:
    at = datetime(2020, 8, 12, 2, 14, tzinfo=UTC)
    open_meeting = Offer("remind", Text("Nhắc hai cơ quan", "Remind two agencies"), "/hp/meetings/1/remind/")
    return {
        "today": date(2020, 8, 24),
        "steps": [
            {"title": Text("Triệu tập", "Convened"), "note": same("12/8"), "state": "done", "url": "#"},
            {
                "title": Text("Giấy mời", "Invitations"),
                "note": Text("21/24 trả lời", "21 of 24 answered"),
                "state": "done",
            },
            {
                "title": Text("Tài liệu", "Papers"),
                "note": Text("thiếu 2 hồ sơ", "2 dossiers missing"),
                "state": "now",
                "url": "#",
            },
            {
                "title": Text("Họp", "Meeting"),
                "note": Text("thứ Sáu 28/8, 14:00", "Friday 28 Aug, 14:00"),
                "state": "later",
            },
            {"title": Text("Biên bản", "Minutes"), "note": None, "state": "later"},
            {"title": Text("Thông báo kết luận", "Conclusion notice"), "note": None, "state": "later"},
        ],
        "next_act": open_meeting,
        "waits": [
            (
                Text(
                    "Công văn đôn đốc UBND quận Đồ Sơn: kế hoạch ứng dụng CNTT chưa gửi",
                    "Urging letter to Đồ Sơn district: IT plan not sent",
                ),
                Text("Nhiệm vụ 31 · Kết luận 3, Thông báo 12/TB-BCĐ", "Task 31 · Conclusion 3, Notice 12/TB-BCĐ"),
                "HP20-6.6",
                date(2020, 8, 18),
                -4,
                Offer("draft", Text("Soạn", "Draft"), "#"),
            ),
            (
                Text(
                    "Ủy viên, Giám đốc Sở Giao thông vận tải cử người dự thay; chưa có ý kiến bằng văn bản",
                    "The member from Transport sends a substitute; no written opinion yet",
                ),
                Text("Chưa xác nhận được khi còn thiếu ý kiến", "Cannot be confirmed without the opinion"),
                "HP20-4.1b",
                date(2020, 8, 27),
                3,
                Offer("remind", Text("Nhắc", "Remind"), "#"),
            ),
            (
                Text(
                    "Trình Trưởng ban quyết định họp mở rộng: 2 chuyên gia, 1 nhà khoa học",
                    "Submit the expanded meeting to the chair: 2 experts, 1 scientist",
                ),
                Text("Khách chỉ thấy tài liệu của phiên họp này", "Guests see this meeting's papers only"),
                "HP20-7.1b",
                date(2020, 8, 24),
                0,
                Offer("submit", Text("Trình", "Submit"), "#", False, REASONS),
            ),
            (
                Text("Ghi nhận bản ký giấy của Thông báo 14/TB-BCĐ", "Record the signed paper of Notice 14/TB-BCĐ"),
                Text("Đã in 20/8, chờ bản quét", "Printed on 20 Aug, scan awaited"),
                "INST-3",
                date(2020, 9, 14),
                15,
                Offer("record", Text("Ghi nhận", "Record"), "#"),
            ),
        ],
        "offers": [
            Offer("convene", Text("Triệu tập họp", "Convene a meeting"), "#"),
            Offer("ad_hoc", Text("Họp đột xuất", "Ad hoc meeting"), "#", False, REASONS),
        ],
        "primary_offer": Offer("remind", Text("Soạn công văn đôn đốc", "Draft the urging letter"), "#"),
        "reasons": REASONS,
        "events": [
            {
                "says": Text(
                    "Phó Trưởng ban Thường trực triệu tập phiên họp quý III",
                    "The standing vice chair convened the third-quarter meeting",
                ),
                "url": "#",
                "at": at,
                "operator": Text("Thư ký", "the clerk"),
                "basis": {
                    "says": Text("thay Trưởng ban vắng 5–12/8", "for the chair, absent 5–12 Aug"),
                    "clause": "HP20-4.1b",
                    "recorded_late": True,
                },
            },
            {
                "says": Text(
                    "Sở Y tế báo xong nhiệm vụ 27, kèm 2 minh chứng",
                    "Health reported task 27 done, with 2 pieces of evidence",
                ),
                "at": at,
                "capacity": Text("Đầu mối Sở Y tế", "Focal person, Health"),
                "basis": None,
            },
            {
                "says": Text(
                    "Ghi nhận bản ký giấy của Thông báo 12/TB-BCĐ", "The signed paper of Notice 12/TB-BCĐ was recorded"
                ),
                "at": at,
                "basis": {"says": Text("việc làm trên giấy", "done on paper"), "clause": "INST-3"},
            },
        ],
        "grounds": [
            {
                "title": same("Quy chế 852/QĐ-BCĐ"),
                "url": "#",
                "says": Text("từ 25/3/2020, thay 2831/QĐ-BCĐ", "from 25 Mar 2020, replaces 2831/QĐ-BCĐ"),
                "clause": "HP20-7.1b",
            }
        ],
    }


def lists() -> dict[str, Any]:
    tasks = [
        {
            "number": n,
            "title": Text(
                f"Hoàn thành kế hoạch ứng dụng công nghệ thông tin giai đoạn {n}", f"Finish the IT plan, phase {n}"
            ),
            "agency": AGENCIES[n % 12],
            "due_on": date(2020, 8, 1 + n),
            "left": n - 9,
            "done": {3: "kept", 4: "late"}.get(n, ""),
        }
        for n in range(1, 25)
    ]
    return {
        "tasks": tasks,
        "sort": "due",
        "filters": [
            {
                "title": Text("Tình trạng", "State"),
                "choices": [
                    {"title": Text("tất cả", "all"), "url": "?", "current": True, "count": 48},
                    {"title": Text("trễ hạn", "late"), "url": "?s=late", "count": 4},
                    {"title": Text("đang làm", "open"), "url": "?s=open", "count": 31},
                ],
            },
            {
                "title": Text("Chủ trì", "Lead"),
                "choices": [
                    {"title": Text("mọi cơ quan", "any agency"), "url": "?", "current": True},
                    {"title": Text("cơ quan tôi", "my agency"), "url": "?a=me"},
                ],
            },
        ],
        "pager": {"shown": 24, "total": 48, "previous_url": None, "next_url": "?after=24"},
        "choices": [
            {"name": "urge", "title": Text("Đôn đốc", "Urge")},
            {"name": "export", "title": Text("Xuất bảng tính", "Export")},
        ],
        "nothing": Text(
            "Các nhiệm vụ từ kết luận họp sẽ nằm ở đây, kèm hạn và cơ quan chủ trì.",
            "Tasks that come from conclusions will be here, with their deadline and lead agency.",
        ),
        "empty_offer": Offer("import", Text("Nhập từ bảng tính", "Import from a spreadsheet"), "#"),
    }


def forms() -> dict[str, Any]:
    options = tuple(
        Option(
            value=str(n),
            label=same(name),
            group=Text("Sở", "Departments") if name.startswith("Sở") else Text("Quận, huyện", "Districts"),
        )
        for n, name in enumerate(AGENCIES)
    )
    kinds = (
        Option(value="regular", label=Text("Định kỳ", "Regular"), note=Text("mỗi quý một lần", "once a quarter")),
        Option(value="ad_hoc", label=Text("Đột xuất", "Ad hoc")),
    )
    return {
        "bad": BAD,
        "sign_in": [
            Field(name="user", label=Text("Tên đăng nhập", "User name"), required=True, autocomplete="username"),
            Field(
                name="password",
                label=Text("Mật khẩu", "Password"),
                kind="password",
                required=True,
                autocomplete="current-password",
            ),
        ],
        "fields": [
            Field(
                name="title",
                label=Text("Tên nhiệm vụ", "Task"),
                value="Rà soát dịch vụ công",
                required=True,
                longest=200,
            ),
            Field(
                name="kind",
                label=Text("Loại phiên họp", "Kind of meeting"),
                kind="radio",
                options=kinds,
                value="regular",
                required=True,
                clause="HP20-7.1b",
            ),
            Field(
                name="lead", label=Text("Cơ quan chủ trì", "Lead agency"), kind="select", options=options, required=True
            ),
            Field(
                name="with",
                label=Text("Cơ quan phối hợp", "Coordinating agencies"),
                kind="agencies",
                options=options,
                value=("1", "6"),
            ),
            Field(
                name="due_on",
                label=Text("Hạn", "Deadline"),
                kind="date",
                value=date(2020, 9, 2),
                hint=Text(
                    "Mười ngày làm việc kể từ hôm nay là 8/9/2020.", "Ten working days from today is 8 Sep 2020."
                ),
                required=True,
                clause="HP20-6.6",
            ),
            Field(
                name="at",
                label=Text("Thời gian họp", "Time of the meeting"),
                kind="datetime",
                value=datetime(2020, 8, 28, 14, 0, tzinfo=UTC),
                required=True,
            ),
            Field(
                name="note",
                label=Text("Nội dung", "Content"),
                kind="textarea",
                hint=Text("Không nhập nội dung mật.", "Nothing secret may be entered."),
            ),
            Field(name="scan", label=Text("Bản quét có chữ ký", "Signed scan"), kind="file", accept=".pdf"),
            Field(
                name="tell",
                label=Text("Gửi ngay cho các cơ quan", "Send to the agencies at once"),
                kind="checkbox",
                value=True,
                required=True,
            ),
            Field(name="key", label=same("key"), kind="hidden", value="k-1"),
        ],
    }


def shown() -> dict[str, Any]:
    return {
        "year": YEAR,
        "chain": CHAIN,
        "chart": CHART,
        "heat": HEAT,
        "path": PATH,
        "stops": ["2019-10-17", "2020-03-25", "2020-08-05", "2020-08-12"],
    }


def write(folder: Path) -> None:
    """Write all pages in both languages, with the style sheet and the script, into `folder`."""
    static = folder / "static" / "chidao"
    static.mkdir(parents=True, exist_ok=True)
    for one in (WEB / "static" / "chidao").iterdir():
        (static / one.name).write_bytes(one.read_bytes())
    for name in NAMES:
        for language in ("vi", "en"):
            html = page(name, language).replace("/static/chidao/", "static/chidao/")
            (folder / f"{name}-{language}.html").write_text(html, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
