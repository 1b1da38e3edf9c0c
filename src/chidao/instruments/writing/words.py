"""The controlled language's small change (PURE): quoting, lists, dates, places, words for the charter's codes.

A list is written "a, b, c"; a name that could be mistaken stands in “ ”, where a quotation mark of its own is doubled.
Everything written here is read back exactly; what is no word of the language raises `NotUnderstood`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from chidao.kernel.wording import Text

"""The letters of points, in the order of the Vietnamese alphabet as the norm uses it."""

BEARERS: Final[Mapping[str, str]] = {
    "CHAIR": "người đứng đầu", "STANDING_VICE_CHAIR": "cấp phó thường trực", "VICE_CHAIR": "cấp phó",
    "MEMBER": "từng thành viên", "COMMITTEE": "toàn ban", "PRESIDING": "người chủ trì",
    "WG_LEAD": "người đứng đầu tổ giúp việc", "WORKING_GROUP": "tổ giúp việc", "STANDING_BODY": "cơ quan thường trực",
    "AGENCY": "cơ quan, địa phương", "AGENCY_HEAD": "người đứng đầu cơ quan, địa phương",
    "AUDITOR": "người kiểm tra, giám sát", "AUTOMATON": "hệ thống nhắc việc",
}  # fmt: skip
"""What the usual words of `Clause.who` are called where no single role of the charter answers to them."""

FACET_WORDS: Final[Mapping[str, str]] = {
    "meeting": "loại hình họp", "unit": "của", "matter": "vấn đề là", "instrument": "loại văn bản",
    "origin": "nhiệm vụ", "document": "hình thức văn bản", "question": "kiến nghị về", "report": "loại báo cáo",
    "review": "kỳ", "step": "bước", "paper": "văn bản trình là",
}  # fmt: skip
FEATURE_WORDS: Final[Mapping[str, str]] = {
    "browse_regulation": "quy chế được tra cứu theo từng điều khoản",
    "personal_page": "mỗi người biết các điều khoản dành cho mình",
    "brings_into_force": "quy chế có hiệu lực từ ngày của quyết định ban hành",
    "supersession": "văn bản thay thế và văn bản bị thay thế được ghi rõ",
    "open_work": "ý kiến được ghi trước khi quyết định, việc công khai được công bố",
    "one_lead": "mỗi nhiệm vụ có đúng một cơ quan chủ trì và một người chịu trách nhiệm",
    "conclusions_bind": "mỗi kết luận thành nhiệm vụ của cơ quan có thành viên",
    "head_view": "người đứng đầu nắm được toàn bộ công việc",
    "part_time": "thành viên làm việc kiêm nhiệm, một người có thể giữ nhiều vị trí",
    "one_body_many_names": "ban vẫn là một khi tên gọi thay đổi",
    "convening_notice": "giấy mời được gửi trước cuộc họp đúng thời hạn",
    "task_deadline": "nhiệm vụ không ghi hạn có thời hạn mặc định",
    "reminders": "nhiệm vụ được nhắc trước và sau hạn",
    "focal_reports": "cán bộ đầu mối được báo cáo thay cơ quan",
    "result_to_head": "việc do lãnh đạo giao chỉ kết thúc khi kết quả đã được báo cáo",
    "field_routing": "việc mới được chuyển theo lĩnh vực phụ trách",
    "group_lists": "danh sách tổ công tác đúng theo từng ngày",
    "standing_desk": "cơ quan thường trực theo dõi, tổng hợp được mọi công việc",
    "member_counts": "số thành viên nêu và số thành viên kể ra được đối chiếu",
    "composed_report": "báo cáo lập từ số liệu, mỗi con số có danh sách kèm theo",
    "compared_review": "sơ kết, tổng kết được so sánh với kỳ trước",
    "report_windows": "thời điểm chốt số liệu và hạn báo cáo được ấn định",
    "report_collection": "báo cáo của các cơ quan được thu đúng hạn",
    "compliance_sheet": "việc thực hiện quy chế được theo dõi theo từng điều khoản",
    "legal_bases": "căn cứ pháp lý được theo dõi và rà soát khi hết hiệu lực",
    "delivery_acknowledged": "văn bản được gửi đến từng người thực hiện và được xác nhận đã nhận",
    "public_page": "văn bản công khai có trang riêng, bản in và mã để đối chiếu",
    "group_papers": "danh sách, lãnh đạo, kế hoạch và quy chế của tổ công tác được trình duyệt",
    "dossiers": "tài liệu được lập hồ sơ, bảo quản và giao nộp vào lưu trữ",
    "registers": "văn bản đi, văn bản đến và việc giải quyết được ghi sổ",
    "regulation_change": "vướng mắc và đề nghị sửa đổi quy chế được ghi nhận, trả lời",
}
"""What a principle's feature secures, as a regulation says it; one that is not here goes by the program's own name."""
SETTING_WORDS: Final[Mapping[str, str]] = {
    "working_days": "số ngày làm việc", "before": "số ngày trước hạn", "after": "số ngày sau hạn",
    "closes_on": "ngày chốt số liệu trong tháng",
}  # fmt: skip
SEAT_WORDS: Final[Mapping[str, str]] = {"post": "theo chức vụ", "agency": "do cơ quan cử", "name": "đích danh"}

PARTING: Final = ',;:“”"'
"""The signs that part the pieces of a sentence."""

NO_HOLDER: Final = "chưa xác định người giữ"
NOT_GIVEN: Final = "không nêu"
NO_NUMBER: Final = "không có"
EVERY_ACT: Final = "mọi việc"
ON_REQUEST: Final = "khi được yêu cầu"
BLANK_LINE: Final = "dòng trống"
POST_LINE: Final = "chức vụ người ký"

_QUOTED: Final = re.compile(r"“((?:[^“”]|““|””)*)”")
_STRAIGHT: Final = re.compile(r'“(?:[^“”]|““|””)*”|"([^"“”]*)"')
_ITEM: Final = re.compile(r"“(?:[^“”]|““|””)*”|[^,“”]+")
_MUST_QUOTE: Final = re.compile(f"[{PARTING}]")
_BEGINS: Final = re.compile(r"[^\W\d_](?!.{0,3}[).:])")
_ENDS: Final = re.compile(r"[^\W_][).]*$")
_HEADING: Final = re.compile(r"(?i)(?:điều|chương|mục|phần|phụ lục|khoản|điểm|tiểu mục)\s+(?:\d|[ivxlc]+\b|[a-zđ]\b)")
_MONTHS: Final = re.compile(r"(\d+) tháng một lần")


class NotUnderstood(ValueError):
    """A piece of a sentence that is no word of the controlled language; `says` tells which."""

    def __init__(self, says: Text) -> None:
        super().__init__(says.en)
        self.says = says


def plain(words: str) -> str:
    """Return words in the form in which they are written: composed letters, single spaces, on one line."""
    kept = "".join(" " if unicodedata.category(sign) in _UNWRITTEN else sign for sign in words)
    return " ".join(unicodedata.normalize("NFC", kept).split()) or "…"


def quoted(words: str) -> str:
    """Put words in quotation marks."""
    return f"“{words.replace('“', '““').replace('”', '””')}”"


def unquoted(words: str) -> str:
    """Take words out of their quotation marks, if they stand in some."""
    found = _QUOTED.fullmatch(words)
    return found.group(1).replace("““", "“").replace("””", "”") if found else words


def curled(words: str) -> str:
    """Return words with straight quotation marks, as keyboards have them, turned into the marks that names stand in."""
    return _STRAIGHT.sub(lambda found: found.group() if found.group(1) is None else f"“{found.group(1)}”", words)


def name_written(words: str) -> str:
    """Write a name, in quotation marks where a sign in it parts the pieces of a sentence."""
    return words if is_ordinary(words) and not _MUST_QUOTE.search(words) else quoted(words)


def standing_alone(words: str) -> str:
    """Write words that have a line of their own, in quotation marks where they could be taken for a heading."""
    return words if is_ordinary(words) and not set(words) & {"“", "”"} else quoted(words)


def is_ordinary(words: str) -> bool:
    """Tell whether words begin and end as words do, so that nobody takes their beginning for a number or a heading."""
    return bool(_BEGINS.match(words) and _ENDS.search(words)) and not _HEADING.match(words)


def listed(items: Iterable[str]) -> str:
    """Write names as a list."""
    return ", ".join(map(name_written, items))


def parts_of(words: str) -> tuple[str, ...]:
    """Return the names of a list."""
    found = tuple(match.group().strip() for match in _ITEM.finditer(words))
    return tuple(unquoted(each) for each in found if each)


def closed_list(codes: Iterable[str], words: Mapping[str, str]) -> str:
    """Write codes as a list of the words that they have in a closed table."""
    return ", ".join(words[code] for code in codes)


def read_closed(written: str, words: Mapping[str, str]) -> tuple[str, ...]:
    """Return the codes of a list of words from a closed table; a word of it may hold a comma."""
    codes, rest = [], written
    by_length = sorted(words, key=lambda code: -len(words[code]))
    while rest:
        code = next((each for each in by_length if _begins(rest, words[each])), None)
        if code is None:
            raise NotUnderstood(_NOT_A_WORD.filled(word=rest[:80]))
        codes.append(code)
        rest = rest[len(words[code]) :].removeprefix(", ")
    return tuple(codes)


def one_of(written: str, words: Mapping[str, str]) -> str:
    """Return the code of one word of a closed table."""
    found = next((code for code, word in words.items() if word == written), None)
    if found is None:
        raise NotUnderstood(_NOT_A_WORD.filled(word=written[:80]))
    return found


def vietnamese(table: Mapping[str, Text]) -> dict[str, str]:
    """Return the Vietnamese words of a table."""
    return {code: text.vi for code, text in table.items()}


def lowered(words: str) -> str:
    """Write words as they go on inside a sentence."""
    return words[:1].lower() + words[1:]


def raised(words: str) -> str:
    """Write words as they begin a sentence."""
    return words[:1].upper() + words[1:]


# -- limits, settings, cadences ---------------------------------------------------------------------------------------


def facets_written(only: Mapping[str, Sequence[str]], table: Mapping[str, Mapping[str, Text]]) -> str:
    """Write what narrows a power or a duty: "loại hình họp định kỳ, đột xuất của ban chỉ đạo"."""
    return " ".join(
        f"{FACET_WORDS[facet]} {closed_list(codes, vietnamese(table[facet]))}" for facet, codes in only.items()
    )


def read_facets(written: str, table: Mapping[str, Mapping[str, Text]]) -> dict[str, list[str]]:
    """Return what narrows a power or a duty."""
    found: dict[str, list[str]] = {}
    rest = written
    while rest:
        facet = next((each for each in FACET_WORDS if rest.startswith(f"{FACET_WORDS[each]} ")), None)
        if facet is None or facet in found:
            raise NotUnderstood(_NOT_A_WORD.filled(word=rest[:80]))
        rest = rest[len(FACET_WORDS[facet]) + 1 :]
        found[facet], rest = _values(rest, vietnamese(table[facet]))
    return found


def settings_written(settings: Mapping[str, object]) -> str:
    """Write what a principle is told: "số ngày trước hạn 3, 1; số ngày sau hạn 1"."""
    return "; ".join(f"{SETTING_WORDS.get(name, quoted(name))} {_setting(value)}" for name, value in settings.items())


def read_settings(written: str, kinds: Mapping[str, str]) -> dict[str, object]:
    """Return what a principle is told; `kinds` are its settings with the form of each."""
    found: dict[str, object] = {}
    for part in written.split("; "):
        name = next((each for each in kinds if part.startswith(f"{SETTING_WORDS[each]} ")), None)
        if name is None:
            raise NotUnderstood(_NOT_A_WORD.filled(word=part[:80]))
        numbers = _numbers(part[len(SETTING_WORDS[name]) + 1 :])
        if kinds[name] != "days_list" and len(numbers) != 1:
            raise NotUnderstood(_NOT_A_WORD.filled(word=part[:80]))
        found[name] = numbers if kinds[name] == "days_list" else numbers[0]
    return found


def months_written(months: int) -> str:
    """Write a cadence."""
    return f"{months} tháng một lần" if months else ON_REQUEST


def read_months(written: str) -> int:
    """Return a cadence in months, 0 for "on request"."""
    found = _MONTHS.fullmatch(written)
    if not found and written != ON_REQUEST:
        raise NotUnderstood(_NOT_A_WORD.filled(word=written[:80]))
    return int(found.group(1)) if found else 0


# -- dates and places -------------------------------------------------------------------------------------------------

_DATES: Final = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)"), "ngày {2} tháng {1} năm {0}"),
    (re.compile(r"(\d{4})-(\d\d)"), "tháng {1} năm {0}"),
    (re.compile(r"(\d{4})"), "năm {0}"),
    (re.compile(r"--(\d\d)-(\d\d)"), "ngày {1} tháng {0} của năm không nêu"),
    (re.compile(r"--(\d\d)"), "tháng {0} của năm không nêu"),
)
_READ_DATE: Final = re.compile(
    r"(?:ngày (?P<day>\d\d?) )?(?:tháng (?P<month>\d\d?) )?(?:năm (?P<year>\d{4})|(?P<none>của năm không nêu))"
)


def date_written(written: str | None) -> str:
    """Write a day as far as it is known, days below 10 and months 1 and 2 with a zero before them."""
    for form, words in _DATES:
        found = form.fullmatch(written or "")
        if found:
            return words.format(*(_date_part(part, words, at) for at, part in enumerate(found.groups())))
    return NOT_GIVEN


def read_date(written: str) -> str | None:
    """Return a day in its ISO form, as far as it is known."""
    if written == NOT_GIVEN:
        return None
    found = _READ_DATE.fullmatch(written)
    if not found or (found["none"] and not found["month"]) or (found["day"] and not found["month"]):
        raise NotUnderstood(_NOT_A_DATE.filled(word=written[:80]))
    parts = [found["year"] or "-", *(f"{int(part):02d}" for part in (found["month"], found["day"]) if part)]
    return "-".join(parts)


def clause_place(article: int, clause: int) -> str:
    """Return a place as the written regulation cites it: "khoản 2 Điều 5"."""
    return f"khoản {clause} Điều {article}"


def _date_part(part: str, words: str, at: int) -> str:
    is_month = f"tháng {{{at}}}" in words
    return part if len(part) == 4 or not is_month or int(part) < 3 else str(int(part))


def _values(written: str, words: Mapping[str, str]) -> tuple[list[str], str]:
    codes: list[str] = []
    rest = written
    while True:
        code = max((each for each in words if _begins(rest, words[each])), key=lambda e: len(words[e]), default=None)
        if code is None:
            raise NotUnderstood(_NOT_A_WORD.filled(word=rest[:80]))
        codes.append(code)
        rest = rest[len(words[code]) :]
        if not rest.startswith(", "):
            return codes, rest.removeprefix(" ")
        rest = rest.removeprefix(", ")


def _begins(written: str, word: str) -> bool:
    return written.startswith(word) and written[len(word) : len(word) + 1] in {"", ",", " "}


def _setting(value: object) -> str:
    return (", ".join(map(str, value)) or NO_NUMBER) if isinstance(value, list | tuple) else str(value)


def _numbers(written: str) -> list[int]:
    if written == NO_NUMBER:
        return []
    if not re.fullmatch(r"\d+(, \d+)*", written):
        raise NotUnderstood(_NOT_A_NUMBER.filled(word=written[:80]))
    return [int(part) for part in written.split(", ")]


# Signs that a document cannot carry, and those that begin a new line.
_UNWRITTEN: Final = frozenset({"Cc", "Cs", "Cn", "Zl", "Zp"})

_NOT_A_WORD: Final = Text("“{word}” không phải lời của mẫu câu.", "“{word}” is not in the words of the sentence.")
_NOT_A_DATE: Final = Text("“{word}” không phải một ngày.", "“{word}” is not a date.")
_NOT_A_NUMBER: Final = Text("“{word}” không phải số.", "“{word}” is not a number.")
