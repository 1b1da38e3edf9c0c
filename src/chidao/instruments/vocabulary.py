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
}

SUBJECTS: Final[dict[str, Text]] = {
    "committee": Text("thành viên", "members"),
    "regulation": Text("quy chế và văn bản", "regulation and instruments"),
    "meetings": Text("cuộc họp", "meetings"),
    "matters": Text("vấn đề trình", "matters"),
    "tasks": Text("nhiệm vụ", "tasks"),
    "documents": Text("văn bản đã phát hành", "issued documents"),
    "record": Text("sổ ghi", "record"),
    "refusals": Text("việc bị từ chối", "refusals"),
}

DUTY_KINDS: Final[dict[str, Text]] = {
    "meeting": Text("họp định kỳ", "regular meeting"),
    "report": Text("báo cáo định kỳ", "periodic report"),
    "review": Text("sơ kết, tổng kết", "review"),
    "plan": Text("chương trình, kế hoạch", "programme, plan"),
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

# What a feature may be told. "days": one whole number; "days_list": whole numbers, each a number of days.
SETTINGS: Final[dict[str, dict[str, str]]] = {
    "convening_notice": {"working_days": "days"},
    "task_deadline": {"working_days": "days"},
    "reminders": {"before": "days_list", "after": "days_list"},
}
