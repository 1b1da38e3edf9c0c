"""What importing a clerk's list would do (PURE): a task planned for every good row, every bad row named.

Nothing is stored and nothing is half-done: the caller imports all good rows, or none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from chidao.documents.paper import is_printable, on_one_line, short_date
from chidao.kernel.errors import BadInput, Reason, raise_if_any
from chidao.kernel.vietnamese import contains_secret_mark, fold
from chidao.kernel.wording import Text
from chidao.tasks.rules import PlannedTask
from chidao.tasks.spreadsheet import Field, Row, Sheet, Value, check_mapping, column_name, text_of
from chidao.tasks.spreadsheet_agencies import AgencyNames
from chidao.tasks.spreadsheet_dates import CellDay, read_day

LONGEST_TITLE: Final = 500
LONGEST_SOURCE: Final = 300
EXAMPLE_TITLE: Final = "Ví dụ: Hoàn thành rà soát danh mục dịch vụ công trực tuyến (xoá dòng này)"
_NUMBERING: Final = re.compile(r"[(\[]?\d+[)\].]?")
_ROMAN_OR_LETTER: Final = re.compile(r"[IVXLC]+\.?|[A-ZĐ]\.?")


@dataclass(frozen=True, slots=True)
class Preview:
    """The tasks planned, the problems of bad rows, and notes: rows passed over, days worked out, words kept aside."""

    rows: tuple[PlannedTask, ...]
    problems: tuple[Reason, ...]
    notes: tuple[Reason, ...]

    @property
    def bad_rows(self) -> tuple[int, ...]:
        """Return the numbers of the rows that cannot be imported."""
        return tuple(sorted({problem.row for problem in self.problems if problem.row is not None}))


def preview(sheet: Sheet, mapping: Mapping[Field, int], agencies: Mapping[str, int], today: date) -> Preview:
    """Plan a task for every good row. `agencies` gives names and short names with their ids.

    Raises BadInput when the mapping itself cannot be used; problems of rows are returned, each with its row and field.
    """
    raise_if_any(BadInput, check_mapping(sheet, mapping))
    names = AgencyNames(agencies)
    readings = [_RowReading(row, mapping, sheet, names, today) for row in sheet.rows]
    for reading in readings:
        reading.read()
    _mark_duplicates(readings)
    return Preview(
        rows=tuple(each.task for each in readings if each.task is not None and not each.problems),
        problems=tuple(problem for each in readings for problem in each.problems),
        notes=tuple(note for each in readings for note in each.notes),
    )


class _RowReading:
    """One row being read: its task when it is good, its problems and notes."""

    def __init__(self, row: Row, mapping: Mapping[Field, int], sheet: Sheet, names: AgencyNames, today: date) -> None:
        self.row, self.mapping, self.sheet, self.names, self.today = row, mapping, sheet, names, today
        self.task: PlannedTask | None = None
        self.problems: list[Reason] = []
        self.notes: list[Reason] = []

    def read(self) -> None:
        """Read the row, or pass it over when it is no task."""
        passed_over = self.passed_over()
        if passed_over is not None:
            self.notes.append(Reason(code="row_skipped", says=passed_over, row=self.row.number))
            return
        self.check_texts()
        title, lead, source = self.title(), self.lead(), self.line("source", LONGEST_SOURCE)
        due, assigned = self.day("due"), self.day("assigned")
        coordinating, others = self.coordinating(lead)
        self.check_days(due, assigned)
        if title and lead is not None and not self.problems:
            self.task = PlannedTask(
                row=self.row.number,
                title=title,
                lead_agency_id=lead,
                coordinating_ids=coordinating,
                due_on=due,
                source_text=source,
                assigned_on=assigned,
                note="\n".join(part for part in (self.text("note"), others) if part),
                status_text=self.text("status"),
            )

    def passed_over(self) -> Text | None:
        """Return why a row is no task: column numbers under the header, a heading, the template's own example."""
        filled = {column: text for column, value in enumerate(self.row.values) if (text := text_of(value))}
        if len(filled) > 1 and all(_NUMBERING.fullmatch(text) for text in filled.values()):
            return _COLUMN_NUMBERS
        if self.text("title") == EXAMPLE_TITLE:
            return _EXAMPLE
        mapped = [field for field in self.mapping if self.text(field)]
        others = [text for column, text in filled.items() if column not in self.mapping.values()]
        is_heading = mapped in ([], ["title"]) and all(_ROMAN_OR_LETTER.fullmatch(text) for text in others)
        return _HEADING.filled(text=next(iter(filled.values()))[:60]) if is_heading or not mapped else None

    def check_texts(self) -> None:
        """Refuse marks of state secrecy and characters that cannot be printed, wherever in the row they stand."""
        for column, value in enumerate(self.row.values):
            text = text_of(value)
            mark = contains_secret_mark(text)
            if mark:
                self.problem("state_secret", column, _SECRET.filled(mark=mark), _SECRET_ELSEWHERE)
            if not is_printable(text.replace("\t", " ")):
                self.problem("unprintable", column, _UNPRINTABLE, _TYPE_AGAIN)

    def title(self) -> str:
        """Read what the task is."""
        title = self.line("title", LONGEST_TITLE)
        if not title:
            self.problem("title_missing", "title", _TITLE_MISSING, _TITLE_WANTED)
        return title

    def line(self, field: Field, longest: int) -> str:
        """Read a text that is kept on one line, of so many characters at most."""
        line = on_one_line(self.text(field))
        if len(line) > longest:
            self.problem("text_too_long", field, _TOO_LONG.filled(longest=longest), _SHORTEN)
        return line

    def lead(self) -> int | None:
        """Read the one accountable agency."""
        found = self.names.find(self.text("lead"))
        for words in found.unknown:
            self.unknown_agency("lead", words)
        if not found.ids and not found.unknown:
            self.problem("lead_missing", "lead", _LEAD_MISSING, _LEAD_WANTED)
        if len(found.ids) > 1:
            self.problem("two_leads", "lead", _TWO_LEADS, _ONE_LEAD_WANTED)
        return found.ids[0] if len(found.ids) == 1 else None

    def coordinating(self, lead: int | None) -> tuple[tuple[int, ...], str]:
        """Read the coordinating agencies, and what names them only in general, which becomes part of the note."""
        found = self.names.find(self.text("coordinating"))
        general = [words for words in found.unknown if _is_general(words)]
        for words in found.unknown:
            if words not in general:
                self.unknown_agency("coordinating", words)
        if general:
            self.note("kept_as_note", "coordinating", _KEPT_AS_NOTE.filled(words="; ".join(general)))
        others = f"Phối hợp: {'; '.join(general)}" if general else ""
        return tuple(agency for agency in found.ids if agency != lead), others

    def day(self, field: Field) -> date | None:
        """Read a day, noting one that had to be worked out."""
        try:
            found = read_day(self.value(field), self.sheet.epoch)
        except BadInput as error:
            for reason in error.reasons:
                self.problem(reason.code, field, reason.says, reason.remedy)
            return None
        if found.worked_out:
            self.note("day_worked_out", field, _worked_out(self.text(field), found))
        return found.day

    def check_days(self, due: date | None, assigned: date | None) -> None:
        """Refuse a deadline before the assignment, and an assignment still to come."""
        if due and assigned and due < assigned:
            self.problem("due_before_assigned", "due", _DUE_BEFORE.filled(due=short_date(due)), _CHECK_DAYS)
        if assigned and assigned > self.today:
            self.problem("assigned_in_future", "assigned", _FUTURE.filled(day=short_date(assigned)), _CHECK_DAYS)

    def unknown_agency(self, field: Field, words: str) -> None:
        """Name an agency that is not known, with those it may mean."""
        nearest = self.names.nearest(words)
        remedy = _PERHAPS.filled(names="; ".join(nearest)) if nearest else _ADD_AGENCY
        self.problem("agency_unknown", field, _UNKNOWN.filled(words=words[:80]), remedy)

    def value(self, field: Field) -> Value:
        """Return the value of a field's cell, None where no column holds the field."""
        return self.row.values[self.mapping[field]] if field in self.mapping else None

    def text(self, field: Field) -> str:
        """Return the words of a field's cell."""
        return text_of(self.value(field))

    def problem(self, code: str, where: Field | int, says: Text, remedy: Text | None) -> None:
        """Add a problem, said with its row and column."""
        self.problems.append(self._said(code, where, says, remedy))

    def note(self, code: str, where: Field, says: Text) -> None:
        """Add a note, said with its row and column."""
        self.notes.append(self._said(code, where, says, None))

    def _said(self, code: str, where: Field | int, says: Text, remedy: Text | None) -> Reason:
        column = where if isinstance(where, int) else self.mapping.get(where)
        place = _PLACE.filled(row=self.row.number, column=self._column(column))
        told = Text(f"{place.vi}: {says.vi}.", f"{place.en}: {says.en}.")
        field = next((name for name, at in self.mapping.items() if at == column), None)
        return Reason(code=code, says=told, remedy=remedy, field=field, row=self.row.number)

    def _column(self, column: int | None) -> str:
        """Say a column as the clerk sees it: its letter, and its header where it has one."""
        if column is None:
            return "?"
        header = on_one_line(self.sheet.headers[column])[:40]
        return f"{column_name(column)} ({header})" if header else column_name(column)


def _mark_duplicates(readings: list[_RowReading]) -> None:
    """Give a problem to each row that repeats an earlier one: the same task, agency and deadline."""
    first: dict[tuple[str, int, date | None], int] = {}
    for reading in readings:
        task = reading.task
        if task is None:
            continue
        earlier = first.setdefault((fold(task.title), task.lead_agency_id, task.due_on), task.row)
        if earlier != task.row:
            reading.problem("duplicate_row", "title", _DUPLICATE.filled(row=earlier), _DELETE_ONE)


def _is_general(words: str) -> bool:
    """Tell whether words name agencies only in general: "các sở, ngành liên quan"."""
    folded = fold(words)
    return folded.startswith(("cac ", "nhung ")) or "lien quan" in folded


def _worked_out(written: str, found: CellDay) -> Text:
    if found.day is None:
        return _NO_DEADLINE.filled(written=written)
    return _READ_AS.filled(written=written, day=short_date(found.day))


_PLACE: Final = Text("Dòng {row}, cột {column}", "Row {row}, column {column}")
_COLUMN_NUMBERS: Final = Text("Dòng đánh số cột, bỏ qua.", "A row of column numbers, passed over.")
_EXAMPLE: Final = Text("Dòng ví dụ của mẫu, bỏ qua.", "The template's example, passed over.")
_HEADING: Final = Text("Dòng đề mục “{text}”, bỏ qua.", "The heading “{text}”, passed over.")
_TITLE_MISSING: Final = Text("chưa ghi nhiệm vụ", "the task is not named")
_TITLE_WANTED: Final = Text("Ghi nội dung nhiệm vụ, hoặc xoá dòng.", "Write what the task is, or delete the row.")
_TOO_LONG: Final = Text("nội dung dài quá {longest} ký tự", "the text is longer than {longest} characters")
_SHORTEN: Final = Text("Ghi ngắn lại; phần chi tiết để ở ghi chú.", "Write less; details go into the note.")
_LEAD_MISSING: Final = Text("chưa có cơ quan chủ trì", "there is no lead agency")
_LEAD_WANTED: Final = Text(
    "Ghi một cơ quan chủ trì. Nếu ô được gộp với ô trên, bỏ gộp rồi ghi lại tên ở từng dòng.",
    "Write one lead agency. If the cell is merged with the one above, unmerge it and write the name in each row.",
)
_TWO_LEADS: Final = Text("có hai cơ quan chủ trì trở lên", "there are two lead agencies or more")
_ONE_LEAD_WANTED: Final = Text(
    "Giữ một cơ quan chủ trì, chuyển các cơ quan khác sang cột phối hợp, hoặc tách thành nhiều dòng.",
    "Keep one lead agency and move the others to the coordinating column, or split the row.",
)
_UNKNOWN: Final = Text("không có cơ quan “{words}”", "there is no agency “{words}”")
_PERHAPS: Final = Text("Có phải: {names}?", "Perhaps: {names}?")
_ADD_AGENCY: Final = Text(
    "Ghi đúng tên hoặc tên viết tắt, hoặc thêm cơ quan này vào danh mục.",
    "Write its name or short name as known, or add the agency to the list.",
)
_KEPT_AS_NOTE: Final = Text(
    "“{words}” không phải một cơ quan, đưa vào ghi chú", "“{words}” is no agency, kept as a note"
)
_DUE_BEFORE: Final = Text("thời hạn {due} trước ngày giao", "the deadline {due} is before the assignment")
_FUTURE: Final = Text("ngày giao {day} chưa tới", "the day of assignment {day} is still to come")
_CHECK_DAYS: Final = Text("Kiểm tra lại hai ngày.", "Check the two days.")
_DUPLICATE: Final = Text(
    "trùng nhiệm vụ, cơ quan và thời hạn với dòng {row}", "the same task, agency and deadline as row {row}"
)
_DELETE_ONE: Final = Text("Xoá một trong hai dòng.", "Delete one of the two rows.")
_SECRET: Final = Text("có dấu chỉ độ mật “{mark}”", "it bears the secrecy mark “{mark}”")
_SECRET_ELSEWHERE: Final = Text(
    "Xoá khỏi bảng; xử lý theo quy định về bảo vệ bí mật nhà nước, ngoài hệ thống.",
    "Take it out; handle it under the rules on state secrets, outside the system.",
)
_UNPRINTABLE: Final = Text("có ký tự không in được", "there is a character that cannot be printed")
_TYPE_AGAIN: Final = Text("Gõ lại ô này.", "Type this cell again.")
_READ_AS: Final = Text("“{written}” được hiểu là {day}", "“{written}” is read as {day}")
_NO_DEADLINE: Final = Text("“{written}” được hiểu là không có thời hạn", "“{written}” is read as no deadline")
