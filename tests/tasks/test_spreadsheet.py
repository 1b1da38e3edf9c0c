from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import WINDOWS_EPOCH

from chidao.kernel.errors import BadInput
from chidao.tasks.spreadsheet import FIELDS, Sheet, guess_mapping, read_sheet
from chidao.tasks.spreadsheet_agencies import AgencyNames
from chidao.tasks.spreadsheet_books import PROBLEM_HEADER, problems_workbook, template_workbook
from chidao.tasks.spreadsheet_dates import read_day
from chidao.tasks.spreadsheet_preview import Preview, preview

TODAY = date(2020, 10, 5)
AGENCIES = {
    "Sở Thông tin và Truyền thông": 1,
    "Sở TTTT": 1,
    "Sở Văn hóa, Thể thao và Du lịch": 2,
    "Sở Nội vụ": 3,
    "Văn phòng Ủy ban nhân dân thành phố": 4,
    "VP UBND": 4,
}
HEADERS = ["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Căn cứ", "Ngày giao"]


def workbook(*rows: list[Any], hidden: str | None = None, title: str = "Giao việc") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = title
    for row in rows:
        page.append(row)
    if hidden:
        book.create_sheet(hidden, 0).sheet_state = "hidden"
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def sheet_of(*rows: list[Any]) -> Sheet:
    return read_sheet(workbook(HEADERS, *rows))


def previewed(*rows: list[Any]) -> Preview:
    sheet = sheet_of(*rows)
    return preview(sheet, guess_mapping(sheet.headers), AGENCIES, TODAY)


def codes(seen: Preview) -> list[tuple[int | None, str, str | None]]:
    return [(problem.row, problem.code, problem.field) for problem in seen.problems]


def test_the_header_is_found_below_titles_and_hidden_sheets_are_named() -> None:
    data = workbook(
        ["ỦY BAN NHÂN DÂN THÀNH PHỐ"],
        [None, "BẢNG TỔNG HỢP NHIỆM VỤ QUÝ III NĂM 2020"],
        [],
        HEADERS,
        [1, "Rà soát dịch vụ công", "Sở TTTT"],
        hidden="Tham chiếu",
    )
    sheet = read_sheet(data)
    assert (sheet.name, sheet.header_row, sheet.headers) == ("Giao việc", 4, tuple(HEADERS))
    assert sheet.hidden_sheets == ("Tham chiếu",)
    assert [row.number for row in sheet.rows] == [5]


def test_a_header_of_two_lines_is_joined() -> None:
    sheet = read_sheet(
        workbook(
            ["TT", "Nhiệm vụ", "Đơn vị thực hiện", None, "Thời hạn"],
            [None, None, "Chủ trì", "Phối hợp", None],
            [1, "Rà soát", "Sở TTTT", "Sở Nội vụ", "30/9/2020"],
        )
    )
    assert guess_mapping(sheet.headers) == {"title": 1, "lead": 2, "coordinating": 3, "due": 4}
    assert [row.number for row in sheet.rows] == [3]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("NHIỆM VỤ", "title"),
        ("Công việc được giao", "title"),
        ("Đơn vị thực hiện", "lead"),
        ("co quan chu tri", "lead"),
        ("Đơn vị phối hợp", "coordinating"),
        ("Hạn hoàn thành", "due"),
        ("Thời hạn hoàn thành nhiệm vụ", "due"),
        ("Văn bản giao nhiệm vụ", "source"),
        ("Căn cứ", "source"),
        ("Ngày giao", "assigned"),
        ("Ghi chú", "note"),
        ("Kết quả thực hiện nhiệm vụ", "status"),
        ("Tình hình, tiến độ", "status"),
    ],
)
def test_columns_are_known_by_the_names_officials_give(header: str, field: str) -> None:
    assert guess_mapping([header]) == {field: 0}


def test_a_whole_header_is_mapped_each_column_once() -> None:
    assert guess_mapping(HEADERS) == {
        "title": 1, "lead": 2, "coordinating": 3, "due": 4, "source": 5, "assigned": 6,
    }  # fmt: skip
    assert guess_mapping(["A", "B"]) == {}


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("25/3/2020", date(2020, 3, 25)),
        ("25.3.20", date(2020, 3, 25)),
        ("25-03-2020", date(2020, 3, 25)),
        ("2020-03-25", date(2020, 3, 25)),
        ("ngày 25 tháng 3 năm 2020", date(2020, 3, 25)),
        ("Trước ngày 25/3/2020", date(2020, 3, 25)),
        (WINDOWS_EPOCH.replace(2020, 3, 25, hour=8), date(2020, 3, 25)),
        (43915, date(2020, 3, 25)),
        ("Tháng 6/2020", date(2020, 6, 30)),
        ("02/2020", date(2020, 2, 29)),
        ("quý III/2020", date(2020, 9, 30)),
        ("Quý 4 năm 2020", date(2020, 12, 31)),
        ("Q1/2021", date(2021, 3, 31)),
        ("6 tháng đầu năm 2020", date(2020, 6, 30)),
        ("Cuối năm 2020", date(2020, 12, 31)),
        (2020, date(2020, 12, 31)),
        ("Thường xuyên", None),
        ("", None),
        (None, None),
        ("-", None),
    ],
)
def test_days_are_read_in_many_styles(written: Any, day: date | None) -> None:
    assert read_day(written, WINDOWS_EPOCH).day == day


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("31/02/2020", "date_impossible"),
        ("3/25/2020", "date_impossible"),
        ("25/3/1720", "date_impossible"),
        ("25/3", "date_unreadable"),
        ("quý V/2020", "date_unreadable"),
        ("sớm nhất có thể", "date_unreadable"),
        (17, "date_unreadable"),
        (True, "date_unreadable"),
    ],
)
def test_what_is_no_day_is_refused(written: Any, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_day(written, WINDOWS_EPOCH)
    assert [reason.code for reason in refused.value.reasons] == [code]


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.sampled_from("/.-"), st.booleans())
def test_every_day_written_is_read_back(day: date, mark: str, padded: bool) -> None:
    width = 2 if padded else 1
    assert read_day(f"{day.day:0{width}d}{mark}{day.month:0{width}d}{mark}{day.year}", WINDOWS_EPOCH).day == day


@given(st.text())
def test_any_text_is_a_day_or_refused_with_a_reason(text: str) -> None:
    try:
        read_day(text, WINDOWS_EPOCH)
    except BadInput as refused:
        remedies = [reason.remedy for reason in refused.reasons]
    else:
        return
    assert all(remedies)


def test_names_with_commas_and_conjunctions_of_their_own_are_read_whole() -> None:
    names = AgencyNames(AGENCIES)
    assert names.find("so van hoa, the thao va du lich").ids == (2,)
    assert names.find("Sở Văn hóa, Thể thao và Du lịch, Sở Nội vụ và Sở TTTT").ids == (2, 3, 1)
    assert names.find("- Sở TTTT;\n- VP UBND").ids == (1, 4)
    found = names.find("Sở Nội vụ, Sở Lạ, Sở TTTT")
    assert (found.ids, found.unknown) == ((3, 1), ("Sở Lạ",))
    assert names.find("Cục Vũ trụ và Đại dương").unknown == ("Cục Vũ trụ và Đại dương",)


@given(st.lists(st.sampled_from(sorted(AGENCIES)), max_size=6), st.sampled_from([", ", "; ", "\n", " và "]))
def test_any_list_of_known_agencies_is_read(chosen: list[str], mark: str) -> None:
    found = AgencyNames(AGENCIES).find(mark.join(chosen))
    assert found.unknown == ()
    assert found.ids == tuple(dict.fromkeys(AGENCIES[name] for name in chosen))


def test_good_rows_become_planned_tasks() -> None:
    seen = previewed(
        [1, "Rà soát  danh mục", "Sở TTTT", "Sở Nội vụ; VP UBND", "quý III/2020", "Mục 2 TB 12", "01/9/2020"],
        [2, "Trực hệ thống", "Sở Nội vụ", "Các sở, ngành liên quan", "Thường xuyên"],
    )
    assert seen.problems == ()
    first, second = seen.rows
    assert (first.row, first.title, first.lead_agency_id, first.coordinating_ids) == (2, "Rà soát danh mục", 1, (3, 4))
    assert (first.due_on, first.assigned_on, first.source_text) == (date(2020, 9, 30), date(2020, 9, 1), "Mục 2 TB 12")
    assert (second.due_on, second.note) == (None, "Phối hợp: Các sở, ngành liên quan")
    assert [note.code for note in seen.notes] == ["day_worked_out", "day_worked_out", "kept_as_note"]


def test_every_bad_row_is_named_with_its_row_and_column() -> None:
    seen = previewed(
        [1, None, "Sở TTTT", None, "30/9/2020"],
        [2, "Việc A", "Sở Thông tin va Truyen thong.", None, "31/02/2020"],
        [3, "Việc B", "Sở Thông tin Truyền thông", None, "30/9/2020"],
        [4, "Việc C", "Sở TTTT, Sở Nội vụ", None, "30/9/2020"],
        [5, "Việc D", None, "Cục Lạ", "30/9/2020"],
        [6, "Việc E", "Sở Nội vụ", None, "30/8/2020", None, "01/9/2020"],
        [7, "Việc F", "Sở Nội vụ", None, "30/12/2020", None, "01/12/2020"],
        [8, "Việc G", "Sở Nội vụ", None, "30/12/2020"],
        [9, "viec  g", "Sở Nội vụ", None, "30.12.2020"],
        [10, "y" * 501, "Sở Nội vụ"],
    )
    assert codes(seen) == [
        (2, "title_missing", "title"),
        (3, "date_impossible", "due"),
        (4, "agency_unknown", "lead"),
        (5, "two_leads", "lead"),
        (6, "lead_missing", "lead"),
        (6, "agency_unknown", "coordinating"),
        (7, "due_before_assigned", "due"),
        (8, "assigned_in_future", "assigned"),
        (10, "duplicate_row", "title"),
        (11, "text_too_long", "title"),
    ]
    assert [task.row for task in seen.rows] == [9]
    assert seen.bad_rows == (2, 3, 4, 5, 6, 7, 8, 10, 11)
    impossible, unknown = seen.problems[1], seen.problems[2]
    assert impossible.says.vi == "Dòng 3, cột E (Thời hạn): không có ngày “31/02/2020”."
    assert unknown.remedy is not None
    assert "Sở Thông tin và Truyền thông" in unknown.remedy.vi


def test_headings_and_column_numbers_are_passed_over_and_said() -> None:
    seen = previewed(
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        ["I", "Hạ tầng số"],
        [None, "Nhóm nhiệm vụ khác"],
        [1, "Việc A", "Sở TTTT"],
        [2, "Việc thiếu cơ quan"],
    )
    assert [(note.row, note.code) for note in seen.notes] == [
        (2, "row_skipped"),
        (3, "row_skipped"),
        (4, "row_skipped"),
    ]
    assert [task.row for task in seen.rows] == [5]
    assert codes(seen) == [(6, "lead_missing", "lead")]


def test_a_mark_of_secrecy_anywhere_in_a_row_is_refused() -> None:
    sheet = read_sheet(workbook([*HEADERS, "Khác"], [1, "Việc A", "Sở TTTT", None, None, None, None, "MẬT"]))
    seen = preview(sheet, guess_mapping(sheet.headers), AGENCIES, TODAY)
    assert [(problem.row, problem.code) for problem in seen.problems] == [(2, "state_secret")]
    assert seen.rows == ()


def test_a_mapping_that_cannot_be_used_is_refused() -> None:
    sheet = sheet_of([1, "Việc A", "Sở TTTT"])
    with pytest.raises(BadInput) as refused:
        preview(sheet, {"title": 1, "due": 1, "note": 40}, AGENCIES, TODAY)
    found = [(reason.code, reason.field) for reason in refused.value.reasons]
    assert found == [
        ("column_missing", "lead"),
        ("column_twice", "title"),
        ("column_twice", "due"),
        ("column_outside", "note"),
    ]


def test_formulas_are_read_as_values_never_as_formulas() -> None:
    sheet = sheet_of([1, "=1+1", "Sở TTTT"])
    assert sheet.rows[0].values[1] is None


def test_the_template_is_read_without_problems_and_plans_nothing() -> None:
    sheet = read_sheet(template_workbook())
    mapping = guess_mapping(sheet.headers)
    assert set(mapping) == set(FIELDS)
    seen = preview(sheet, mapping, AGENCIES, TODAY)
    assert (seen.rows, seen.problems) == ((), ())
    assert [note.code for note in seen.notes] == ["row_skipped"]


def test_her_own_sheet_comes_back_with_what_to_mend_and_can_be_sent_again() -> None:
    sheet = sheet_of([1, "=SUM(A1)", "Sở Lạ", None, WINDOWS_EPOCH.replace(year=2020)], [2, "'-- Việc B", "Sở TTTT"])
    seen = preview(sheet, guess_mapping(sheet.headers), AGENCIES, TODAY)
    again = read_sheet(problems_workbook(sheet, seen.problems))
    assert again.headers == (*sheet.headers, PROBLEM_HEADER.vi)
    assert [row.values[: len(row.values) - 1] for row in again.rows] == [row.values for row in sheet.rows]
    told = [str(row.values[-1]) for row in again.rows]
    assert "Sở Lạ" in told[0]
    assert told[1] == "None"
    assert guess_mapping(again.headers) == guess_mapping(sheet.headers)


def test_words_that_look_like_a_formula_stay_words() -> None:
    sheet = Sheet(
        name="A",
        headers=("Nhiệm vụ",),
        rows=(),
        header_row=1,
        sheet_names=("A",),
        hidden_sheets=(),
        epoch=WINDOWS_EPOCH,
    )
    told = problems_workbook(Sheet(**{**_parts(sheet), "headers": ("=cmd()",)}), [])
    page = openpyxl.load_workbook(io.BytesIO(told)).worksheets[0]
    assert (page["A1"].value, page["A1"].data_type) == ("=cmd()", "s")


def _parts(sheet: Sheet) -> dict[str, Any]:
    return {name: getattr(sheet, name) for name in sheet.__dataclass_fields__}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_damaged"),
        (b"PK\x03\x04 not a zip", "file_damaged"),
        (b"x" * (10 * 1024 * 1024 + 1), "file_too_large"),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_sheet(data)
    assert [reason.code for reason in refused.value.reasons] == [code]


def test_broken_xml_an_empty_sheet_and_a_sheet_that_is_not_there_are_refused() -> None:
    for data, name in ((_with_part("xl/worksheets/sheet1.xml", b"<worksheet><"), None), (workbook(), None)):
        with pytest.raises(BadInput):
            read_sheet(data, sheet_name=name)
    with pytest.raises(BadInput) as refused:
        read_sheet(workbook(HEADERS), sheet_name="Khác")
    assert refused.value.reasons[0].code == "no_such_sheet"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(BadInput) as refused:
        read_sheet(_with_part("xl/worksheets/sheet9.xml", b"\0" * (101 * 1024 * 1024)))
    assert refused.value.reasons[0].code == "unpacks_too_large"


def test_more_rows_than_are_taken_are_refused() -> None:
    rows = [[index, f"Việc {index}", "Sở TTTT"] for index in range(5_001)]
    with pytest.raises(BadInput) as refused:
        sheet_of(*rows)
    assert refused.value.reasons[0].code == "too_many_rows"


def test_three_hundred_rows_are_planned() -> None:
    seen = previewed(*([index, f"Việc số {index}", "Sở TTTT", "Sở Nội vụ", "30/9/2020"] for index in range(1, 301)))
    assert (len(seen.rows), seen.problems) == (300, ())


def _with_part(name: str, content: bytes) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(HEADERS))) as source, zipfile.ZipFile(saved, "w", 8) as target:
        for part in source.namelist():
            if part != name:
                target.writestr(part, source.read(part))
        target.writestr(name, content)
    return saved.getvalue()
