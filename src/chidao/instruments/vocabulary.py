"""The closed vocabulary in which a charter speaks: conditions, facets, features, subjects (PURE).

A charter that uses another word is refused with its line. Acts are not listed here: their names come from the
registry (`acts.registry`), so that a charter can only speak of what the program can do.
"""

from __future__ import annotations

from typing import Final

from chidao.kernel.wording import Text

CONDITIONS: Final[dict[str, Text]] = {
    "presiding": Text("là người chủ trì cuộc họp này", "presides over this meeting"),
    "own_agency": Text("thuộc cơ quan được giao việc này", "belongs to an agency this is given to"),
    "lead_agency": Text("thuộc cơ quan chủ trì việc này", "belongs to the lead agency"),
    "coordinating_agency": Text("thuộc cơ quan phối hợp việc này", "belongs to a coordinating agency"),
    "own_seat": Text("làm cho chính ghế của mình", "acts for one's own seat"),
    "own_person": Text("làm cho chính mình", "acts for oneself"),
    "another_agency": Text("không thuộc cơ quan đã đề nghị", "is not of the agency that proposed"),
    "another_person": Text("không phải người đã đề nghị", "is not the person who proposed"),
    "regular_matter": Text("việc thuộc diện thường xuyên", "the matter is a regular one"),
    "delegated": Text("trong phạm vi thành viên đã giao cho đầu mối", "is within what the member delegated"),
    "own_body": Text("thuộc ban chỉ đạo này", "belongs to this body"),
}

FACETS: Final[dict[str, dict[str, Text]]] = {
    "meeting": {
        "regular": Text("định kỳ", "regular"),
        "ad_hoc": Text("đột xuất", "ad hoc"),
        "expanded": Text("mở rộng", "expanded"),
        "working_session": Text("buổi làm việc", "working session"),
    },
    "unit": {
        "committee": Text("ban chỉ đạo", "committee"),
        "group": Text("tổ công tác", "working group"),
        "office": Text("cơ quan thường trực", "standing body"),
    },
    "matter": {
        "regular": Text("việc thường xuyên", "regular matter"),
        "reserved": Text("việc do người đứng đầu quyết định", "matter reserved to the head"),
    },
    "instrument": {
        "regulation": Text("quy chế", "regulation"),
        "reconstitution": Text("kiện toàn", "re-constitution"),
        "decision": Text("quyết định", "decision"),
        "installation": Text("văn bản thiết lập", "installation instrument"),
        "notice": Text("thông báo", "notice"),
        "law": Text("luật, nghị định", "law, decree"),
        "letter": Text("công văn", "official letter"),
    },
    "origin": {
        "conclusion": Text("theo kết luận cuộc họp", "from a meeting's conclusion"),
        "direction": Text("theo chỉ đạo trực tiếp", "from a direct instruction"),
        "instrument": Text("theo văn bản", "from an instrument"),
        "outside": Text("do cơ quan ngoài giao", "given from outside"),
    },
    "document": {
        "QĐ": Text("quyết định", "decision"),
        "CTr": Text("chương trình", "programme"),
        "KH": Text("kế hoạch", "plan"),
        "TB": Text("thông báo", "notice"),
        "BC": Text("báo cáo", "report"),
        "TTr": Text("tờ trình", "submission"),
        "CV": Text("công văn", "official letter"),
        "BB": Text("biên bản", "minutes"),
        "GUQ": Text("giấy ủy quyền", "written delegation"),
    },
    "step": {
        "content": Text("duyệt nội dung", "content"),
        "form": Text("kiểm tra thể thức", "form"),
        "approve": Text("phê duyệt", "approval"),
        "sign": Text("ký ban hành", "signature"),
    },
    "paper": {
        "group_list": Text("danh sách tổ công tác", "the working group's list"),
        "group_leadership": Text("lãnh đạo tổ công tác", "the working group's leadership"),
        "group_plan": Text("kế hoạch của tổ công tác", "the working group's plan"),
        "group_regulation": Text("quy chế của tổ công tác", "the working group's regulation"),
    },
    "question": {
        "application": Text("vướng mắc khi áp dụng", "question of application"),
        "amendment": Text("sửa đổi, bổ sung", "amendment"),
    },
    "report": {
        "periodic": Text("báo cáo định kỳ", "periodic report"),
        "review": Text("sơ kết, tổng kết", "review"),
        "on_demand": Text("báo cáo theo yêu cầu", "report on demand"),
    },
    "review": {
        "preliminary": Text("sơ kết", "preliminary review"),
        "final": Text("tổng kết", "final review"),
    },
}

FEATURES: Final[dict[str, Text]] = {
    "browse_regulation": Text("Tra cứu quy chế theo điều khoản", "Browse the regulation by clause"),
    "personal_page": Text("Trang điều khoản của tôi", "My clauses page"),
    "brings_into_force": Text(
        "Quy chế có hiệu lực từ ngày của quyết định", "The regulation takes effect by its decision"
    ),
    "supersession": Text("Chuỗi thay thế văn bản", "The chain of replaced instruments"),
    "open_work": Text(
        "Ý kiến được ghi trước khi quyết định; việc công khai được công bố",
        "Opinions come before a decision; open items are published",
    ),
    "one_lead": Text(
        "Mỗi nhiệm vụ có đúng một cơ quan và một người chịu trách nhiệm", "One accountable agency and person per task"
    ),
    "conclusions_bind": Text(
        "Mỗi kết luận thành nhiệm vụ của cơ quan có thành viên", "Each conclusion is a task of the agency bound"
    ),
    "head_view": Text("Trang điều hành", "The head's view"),
    "part_time": Text("Kiêm nhiệm: một tài khoản, nhiều ghế", "Part-time: one account, many seats"),
    "one_body_many_names": Text("Một ban, nhiều tên theo thời gian", "One body, many names over time"),
    "convening_notice": Text("Thời hạn gửi giấy mời", "Notice before a meeting"),
    "task_deadline": Text("Thời hạn mặc định của nhiệm vụ", "Default deadline of a task"),
    "reminders": Text("Nhắc việc trước và sau hạn", "Reminders before and after the day"),
    "focal_reports": Text("Cán bộ đầu mối báo cáo thay cơ quan", "Focal persons report for their agency"),
    "result_to_head": Text(
        "Việc do lãnh đạo giao chỉ kết thúc khi kết quả đã được báo cáo", "Work from the leaders ends once reported"
    ),
    "field_routing": Text("Việc mới đi theo lĩnh vực phụ trách", "New work goes by field of work"),
    "group_lists": Text("Danh sách tổ công tác đúng cho từng ngày", "The working group's list, right on any day"),
    "standing_desk": Text("Bàn làm việc của cơ quan thường trực", "The standing body's desk"),
    "member_counts": Text("Đối chiếu số thành viên nêu và kể ra", "Members stated and named, compared"),
    "composed_report": Text(
        "Báo cáo lập từ dữ liệu, mỗi con số mở ra danh sách", "Reports from the record, each figure with its rows"
    ),
    "compared_review": Text("Sơ kết, tổng kết so với kỳ trước", "Reviews compared with the period before"),
    "report_windows": Text("Thời điểm chốt số liệu và hạn báo cáo", "Data windows and days of reports"),
    "report_collection": Text("Thu báo cáo của các cơ quan", "Collecting agencies' reports"),
    "compliance_sheet": Text("Bảng theo dõi thực hiện quy chế", "Compliance sheet of the regulation"),
    "legal_bases": Text("Căn cứ pháp lý được theo dõi", "Legal bases followed"),
    "delivery_acknowledged": Text("Ai đã nhận văn bản, ai chưa", "Who has received a document, who has not"),
    "public_page": Text("Trang công khai, bản in và mã QR", "Public page, print view and QR code"),
    "group_papers": Text("Bốn văn bản của tổ công tác trình duyệt", "The group's four papers submitted for approval"),
    "dossiers": Text("Hồ sơ, lưu trữ và giao nộp", "Dossiers, keeping and handing over"),
    "registers": Text("Sổ văn bản đi, đến và theo dõi giải quyết", "Registers of papers out, in and settling"),
    "regulation_change": Text("Vướng mắc và sửa đổi quy chế", "Questions and amendments of the regulation"),
}

SUBJECTS: Final[dict[str, Text]] = {
    "committee": Text("thành viên", "members"),
    "regulation": Text("quy chế và văn bản", "regulation and instruments"),
    "meetings": Text("cuộc họp", "meetings"),
    "matters": Text("vấn đề trình", "matters"),
    "tasks": Text("nhiệm vụ", "tasks"),
    "documents": Text("văn bản đã phát hành", "issued documents"),
    "record": Text("sổ ghi", "record"),
    "reports": Text("báo cáo", "reports"),
    "refusals": Text("việc bị từ chối", "refusals"),
}

DUTY_KINDS: Final[dict[str, Text]] = {
    "meeting": Text("họp định kỳ", "regular meeting"),
    "report": Text("báo cáo định kỳ", "periodic report"),
    "review": Text("sơ kết, tổng kết", "review"),
    "plan": Text("chương trình, kế hoạch", "programme, plan"),
    "agency_report": Text("báo cáo của cơ quan", "agencies' report"),
}

UNIT_KINDS: Final[dict[str, Text]] = {
    "committee": Text("ban chỉ đạo", "committee"),
    "group": Text("tổ công tác", "working group"),
    "office": Text("cơ quan thường trực", "standing body"),
    "agencies": Text("các cơ quan, địa phương", "agencies and localities"),
    "oversight": Text("kiểm tra, giám sát", "oversight"),
    "system": Text("hệ thống", "the system itself"),
    "public": Text("công chúng", "the public"),
}

AGENCY_KINDS: Final[dict[str, Text]] = {
    "people_committee": Text("ủy ban nhân dân", "people's committee"),
    "department": Text("sở, ban, ngành", "department"),
    "district": Text("quận, huyện", "district"),
    "police": Text("công an", "police"),
    "office": Text("văn phòng", "office"),
    "enterprise": Text("doanh nghiệp", "enterprise"),
    "central": Text("cơ quan Trung ương đóng trên địa bàn", "central agency in the locality"),
    "unit": Text("đơn vị trực thuộc", "subordinate unit"),
    "other": Text("cơ quan khác", "other body"),
}

CLAUSE_KINDS: Final[dict[str, Text]] = {
    "constitutes": Text("tổ chức", "constitutes"),
    "power": Text("quyền hạn", "power"),
    "duty": Text("nhiệm vụ", "duty"),
    "limit": Text("giới hạn", "limit"),
    "principle": Text("nguyên tắc", "principle"),
    "validity": Text("hiệu lực", "validity"),
}

SCOPES: Final[dict[str, Text]] = {
    "all": Text("toàn bộ", "all"),
    "own_agency": Text("của cơ quan mình", "one's own agency's"),
    "own": Text("của chính mình", "one's own"),
    "open": Text("phần công khai", "what is open"),
}

# What a feature may be told. "days": one whole number; "days_list": whole numbers, each a number of days;
# "day_of_month": the day of a cycle's last month, 1 to 31, clamped to its end.
SETTINGS: Final[dict[str, dict[str, str]]] = {
    "convening_notice": {"working_days": "days"},
    "task_deadline": {"working_days": "days"},
    "reminders": {"before": "days_list", "after": "days_list"},
    "report_windows": {"closes_on": "day_of_month", "working_days": "days"},
}
