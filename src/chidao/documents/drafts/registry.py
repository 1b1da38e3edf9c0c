"""Each form of paper: under which kind it is numbered, what is asked for it, the sentences that it always has (PURE).

Sources: NĐ 30/2020, Phụ lục I and III (forms 1.2, 1.4, 1.5, 1.7, 1.9, 2.1). The sentences are our own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from chidao.documents.drafts.frames import Said, tidy_value
from chidao.documents.paper import INVITATION_SALUTATION, LETTER_SALUTATION
from chidao.kernel.wording import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """What is asked for a form. `kind` as acts ask: text, lines, long, date, instant, choice."""

    name: str
    label: Text
    kind: str = "text"
    hint: Text | None = None
    required: bool = False
    choices: Mapping[str, Text] = field(default_factory=dict)

    def tidy(self, value: Any) -> Any:
        """Return a value in its one form. Raises ValueError or TypeError for what is none of its kind."""
        tidy = tidy_value(value, self.kind)
        if self.kind == "choice" and tidy and tidy not in self.choices:
            raise ValueError(tidy)
        return tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of paper. `kind` is that of its number ("" for a paper without one), `kind_name` "" an official letter.

    `opening` and `closing` are the sentences before and after the typed text; `signs_left` who signs at the left
    beside the signer, `signs_right` who signs in place of the title of the signer's seat. `in_order` names pairs of
    fields of which the second may not be before the first.
    """

    id: str
    title: Text
    kind: str
    kind_name: str
    fields: tuple[FormField, ...]
    starter: str = ""
    decides: bool = False
    salutation: str = LETTER_SALUTATION
    opening: tuple[Said, ...] = ()
    closing: tuple[Said, ...] = ()
    signs_left: tuple[str, ...] = ()
    signs_right: tuple[str, ...] = ()
    in_order: tuple[tuple[str, str], ...] = ()

    def kinds(self) -> dict[str, str]:
        """Return what each field is, by its name."""
        return {each.name: each.kind for each in self.fields}

    def asks(self, name: str) -> bool:
        """Tell whether a field is asked for."""
        return any(each.name == name for each in self.fields)

    def said_fields(self) -> tuple[str, ...]:
        """Return the fields that stand in the sentences of the form."""
        return tuple(name for said in (*self.opening, *self.closing) for name in said.fields())


def _field(name: str, vi: str, en: str, kind: str = "text", **more: Any) -> FormField:
    hint = more.pop("hint", None)
    return FormField(name=name, label=Text(vi, en), kind=kind, hint=Text(*hint) if hint else None, **more)


_TITLE: Final = _field("title", "Trích yếu", "Subject", required=True)
_HOW_TO_TYPE: Final = Text(
    "Mỗi dòng một đoạn: “Căn cứ …;”, “Điều 1. …”, “1. …”, “a) …”, “- …”; “| ô | ô |” là hàng của bảng, hàng đầu là "
    "tên cột; “# PHỤ LỤC I: …” hoặc “# QUY CHẾ: …” mở phần ban hành kèm theo.",
    "One paragraph a line: “Căn cứ …;”, “Điều 1. …”, “1. …”, “a) …”, “- …”; “| cell | cell |” is a row of a table, "
    "the first its head; “# PHỤ LỤC I: …” or “# QUY CHẾ: …” begins what is issued with it.",
)
_TEXT: Final = FormField(name="text", label=Text("Nội dung", "Text"), kind="long", required=True, hint=_HOW_TO_TYPE)
_MORE: Final = _field("text", "Nội dung khác", "Further text", "long", hint=("Căn cứ viết ở đầu.", "Bases come first."))
_ADDRESSED: Final = _field(
    "addressed", "Kính gửi", "Addressed to", "lines", required=True, hint=("Mỗi dòng một nơi.", "One a line.")
)
_END: Final = (
    _field("recipients", "Nơi nhận", "Recipients", "lines", hint=("Mỗi dòng một nơi nhận.", "One recipient a line.")),
    _field("filing", "Lưu", "Filed at", hint=("Ví dụ: VT, TH", "For example: VT, TH")),
    _field(
        "urgency", "Độ khẩn", "Urgency", "choice",
        choices={
            "urgent": Text("Khẩn", "Urgent"),
            "very_urgent": Text("Thượng khẩn", "Very urgent"),
            "immediate": Text("Hỏa tốc", "Immediate"),
        },
    ),
)  # fmt: skip


def _form(id_: str, title: tuple[str, str], kind: str, kind_name: str, *fields: FormField, **more: Any) -> Form:
    return Form(id=id_, title=Text(*title), kind=kind, kind_name=kind_name, fields=(_TITLE, *fields, *_END), **more)


def _said(*variants: str, items: str = "") -> Said:
    return Said(variants, items)


_DECISION: Final = _form(
    "decision", ("Quyết định", "Decision"), "QĐ", "Quyết định",
    _field(
        "competent", "Thẩm quyền ban hành", "Who decides",
        hint=("Chức vụ của người quyết định, in trên phần căn cứ.", "The post that decides, printed over the bases."),
    ),
    _TEXT,
    decides=True,
    starter="Căn cứ […];\nTheo đề nghị của […].\nĐiều 1. […].\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký.\n"
    "Điều 3. […] chịu trách nhiệm thi hành Quyết định này.",
)  # fmt: skip
_PLAN_STARTER: Final = (
    "Căn cứ […];\nI. MỤC ĐÍCH, YÊU CẦU\n1. […].\nII. NỘI DUNG\n| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n"
    "| 01 | […] | […] | […] |\nIII. TỔ CHỨC THỰC HIỆN\n1. […]."
)
_MINUTES: Final = _form(
    "minutes", ("Biên bản họp", "Minutes of a meeting"), "BB", "Biên bản",
    _field("starts_at", "Bắt đầu", "Began", "instant", required=True),
    _field("place", "Địa điểm", "Place", required=True),
    _field("attendees", "Thành phần tham dự", "Attended by", "lines", required=True),
    _field("absent", "Vắng mặt", "Absent", "lines"),
    _field("chair", "Chủ trì (chủ tọa)", "Chair", required=True),
    _field("secretary", "Thư ký (người ghi biên bản)", "Secretary", required=True),
    _field("text", "Diễn biến", "Proceedings", "long", required=True),
    _field("ends_at", "Kết thúc", "Ended", "instant", required=True),
    starter="1. […].",
    opening=(
        _said("Thời gian bắt đầu: {starts_at}"),
        _said("Địa điểm: {place}"),
        _said("Thành phần tham dự:", items="attendees"),
        _said("Vắng mặt:", items="absent"),
        _said("Chủ trì (chủ tọa): {chair}"),
        _said("Thư ký (người ghi biên bản): {secretary}"),
        _said("Nội dung (theo diễn biến cuộc họp):"),
    ),
    closing=(_said("Cuộc họp kết thúc vào {ends_at}."),),
    signs_left=("Thư ký",),
    signs_right=("Chủ tọa",),
    in_order=(("starts_at", "ends_at"),),
)  # fmt: skip
_REQUEST: Final = _form(
    "information_request", ("Công văn đề nghị cung cấp thông tin", "Request for information"), "CV", "",
    _ADDRESSED, _TEXT,
    _field("items", "Thông tin cần cung cấp", "What is asked for", "lines", required=True),
    _field("due_on", "Chậm nhất", "By", "date", required=True),
    _field("send_to", "Gửi về", "To be sent to"),
    starter="Để phục vụ […], đề nghị các cơ quan, đơn vị cung cấp thông tin như sau.",
    closing=(
        _said("Nội dung đề nghị cung cấp gồm:", items="items"),
        _said(
            "Đề nghị gửi bằng văn bản về {send_to}, chậm nhất {due_on}.",
            "Đề nghị gửi bằng văn bản, chậm nhất {due_on}.",
            "Đề nghị gửi bằng văn bản về {send_to}.",
        ),
    ),
)  # fmt: skip
_ABSENCE: Final = _form(
    "absence_consent", ("Công văn đồng ý vắng mặt", "Consent to absence"), "CV", "",
    _ADDRESSED,
    _field("absentee", "Người xin vắng", "Who is absent", required=True),
    _field("meeting", "Cuộc họp", "Meeting", required=True, hint=("Ví dụ: phiên họp quý III", "As in a sentence.")),
    _field("meets_at", "Họp lúc", "Meets at", "instant", required=True),
    _field("reason", "Lý do", "Reason"),
    _field("substitute", "Người dự thay", "Substitute"),
    _MORE,
    opening=(
        _said("Đồng ý để {absentee} vắng mặt tại {meeting}, bắt đầu lúc {meets_at}."),
        _said("Lý do vắng mặt: {reason}."),
        _said("Người dự thay: {substitute}, chịu trách nhiệm phát biểu và báo cáo lại kết quả cuộc họp."),
    ),
)  # fmt: skip
_DELEGATION: Final = _form(
    "delegation", ("Giấy ủy quyền", "Delegation"), "GUQ", "Giấy ủy quyền",
    _field("grantor", "Người ủy quyền", "Who delegates", required=True),
    _field("grantee", "Người được ủy quyền", "To whom", required=True),
    _field("matters", "Nội dung ủy quyền", "What is delegated", "lines", required=True),
    _field("from_on", "Từ ngày", "From", "date", required=True),
    _field("through_on", "Đến hết ngày", "Through", "date", required=True),
    _MORE,
    opening=(
        _said("1. Người ủy quyền: {grantor}."),
        _said("2. Người được ủy quyền: {grantee}."),
        _said("3. Nội dung ủy quyền:", items="matters"),
        _said("4. Thời hạn ủy quyền: từ {from_on} đến hết {through_on}."),
    ),
    closing=(_said("Người được ủy quyền chịu trách nhiệm về việc đã làm và không được ủy quyền lại cho người khác."),),
    in_order=(("from_on", "through_on"),),
)  # fmt: skip
_INVITATION: Final = _form(
    "invitation_paper", ("Giấy mời", "Invitation"), "GM", "Giấy mời",
    _field("addressed", "Kính mời", "Invited", "lines", required=True),
    _field("starts_at", "Thời gian", "Time", "instant", required=True),
    _field("place", "Địa điểm", "Place", required=True),
    _field("chair", "Chủ trì", "Chair", required=True),
    _TEXT,
    salutation=INVITATION_SALUTATION,
    starter="Nội dung: […].\nĐề nghị các đại biểu dự họp đúng thành phần và thời gian nêu trên.",
    opening=(
        _said("Thời gian: {starts_at}."),
        _said("Địa điểm: {place}."),
        _said("Chủ trì: {chair}."),
    ),
)  # fmt: skip
_URGING_STARTER: Final = (
    "Qua theo dõi, các nhiệm vụ sau đã quá thời hạn mà chưa được báo cáo hoàn thành:\n"
    "| TT | Nhiệm vụ | Cơ quan chủ trì | Văn bản giao | Thời hạn |\n| 01 | […] | […] | […] | […] |\n"
    "Đề nghị các cơ quan, đơn vị được giao chủ trì:\n1. Tập trung hoàn thành các nhiệm vụ nêu trên.\n"
    "2. Báo cáo bằng văn bản trước ngày […]."
)

FORMS: Final[Mapping[str, Form]] = {
    each.id: each
    for each in (
        _DECISION,
        _form("programme", ("Chương trình", "Programme"), "CTr", "Chương trình", _TEXT, starter=_PLAN_STARTER),
        _form("plan", ("Kế hoạch", "Plan"), "KH", "Kế hoạch", _TEXT, starter=_PLAN_STARTER),
        _form("notice", ("Thông báo", "Notice"), "TB", "Thông báo", _TEXT, starter="1. […]."),
        _form("report_paper", ("Báo cáo", "Report"), "BC", "Báo cáo", _TEXT,
              starter="I. KẾT QUẢ\n1. […].\nII. KHÓ KHĂN, VƯỚNG MẮC\n1. […].\nIII. NHIỆM VỤ THỜI GIAN TỚI\n1. […]."),
        _form("submission", ("Tờ trình", "Submission"), "TTr", "Tờ trình", _ADDRESSED, _TEXT,
              starter="Căn cứ […];\n1. Sự cần thiết: […].\n2. Nội dung trình: […].\nKính trình xem xét, quyết định."),
        _form("letter", ("Công văn", "Official letter"), "CV", "", _ADDRESSED, _TEXT, starter="[…]."),
        _form("urging_letter", ("Công văn đôn đốc", "Urging letter"), "CV", "", _ADDRESSED, _TEXT,
              starter=_URGING_STARTER),
        _INVITATION, _MINUTES, _REQUEST, _ABSENCE, _DELEGATION,
        _form("list_paper", ("Danh sách", "List"), "", "Danh sách", _TEXT,
              starter="| TT | Họ và tên, chức vụ | Cơ quan | Ghi chú |\n| 01 | […] | […] |  |"),
    )
}  # fmt: skip
"""Every form that a clerk may type, by its id."""
