"""Reports of agencies: when one is owed, whether it came on time, whether what was filled in can be read (PURE).

A periodic report is owed once in each cycle of its form, a report on demand by the agencies named. Its data window
closes on the form's day of the cycle's last month (Decree 09/2019: the 14th) and it is due so many working days
after, one at least. On time, late and missing are computed on reading, never stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal

from chidao.duties.rules.cycles import Cycle, cycle_of
from chidao.duties.rules.windows import data_window, due_day
from chidao.instruments.charter import Duty, Regulation
from chidao.kernel.days import Calendar, add_months
from chidao.kernel.errors import Reason
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text

FieldKind = Literal["number", "percent", "text", "yes"]
ReportState = Literal["upcoming", "due", "missing", "on_time", "late"]
Answers = Mapping[str, str | bool]
"""Answers by the key of their field: numbers as exact decimal words ("12.5"), yes or no as bool, text as it is."""

FIELD_KINDS: Final[dict[FieldKind, Text]] = {
    "number": Text("số", "number"),
    "percent": Text("tỷ lệ %", "per cent"),
    "text": Text("chữ", "text"),
    "yes": Text("có hoặc không", "yes or no"),
}
REPORT_STATES: Final[dict[ReportState, Text]] = {
    "on_time": Text("đúng hạn", "on time"),
    "late": Text("muộn", "late"),
    "missing": Text("chưa có, đã quá hạn", "missing"),
    "due": Text("đang chờ", "awaited"),
    "upcoming": Text("chưa chốt số liệu", "data still open"),
}
MONTHS: Final = (0, 1, 2, 3, 4, 6, 9, 12)
"""How often a form may be owed, in months: 0 on demand only, 9 once a year for its first nine months."""
MOST_FIELDS: Final = 60
SUBMITTING: Final = "submit_agency_report"
_NINE: Final = 9
_YEARS: Final = range(1900, 2200)
_NUMBER: Final = re.compile(r"-?\d{1,15}(?:[.,]\d{1,6})?")
_GROUPED: Final = re.compile(r"-?[1-9]\d{0,2}(?:(?:\.\d{3}){2,4}(?:,\d{1,6})?|\.\d{3},\d{1,6})")
_TWO_WAYS: Final = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
_KEY: Final = re.compile(r"[^a-z0-9]+")
_YES: Final = {
    "yes": True,
    "true": True,
    "1": True,
    "co": True,
    "no": False,
    "false": False,
    "0": False,
    "khong": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One thing that a form asks for, known by its key."""

    key: str
    label: str
    kind: FieldKind
    required: bool = False

    def as_data(self) -> dict[str, object]:
        """Return the field as the form keeps it."""
        return {"key": self.key, "label": self.label, "kind": self.kind, "required": self.required}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRule:
    """When a form is owed. `closes_on` 0 is the last day of the cycle; [effective_from, effective_until)."""

    months: int
    starts_in: int
    closes_on: int
    working_days: int
    effective_from: date
    effective_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One cycle of a form: the days its data are about, both ends counted, and the day it is due."""

    cycle: Cycle
    first_on: date
    last_on: date
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A column of a table added up: `sum` of numbers, `mean` of per cents, `yes` and `no` counted; `of` answers."""

    key: str
    kind: FieldKind
    of: int = 0
    sum: Decimal | None = None
    mean: Decimal | None = None
    yes: int = 0
    no: int = 0


# ---------------------------------------------------------------- when it is owed, by whom


def turns(rule: FormRule, first: date, last: date, calendar: Calendar) -> list[Turn]:
    """Return the cycles of a form that are due between two days, both counted.

    A form owes the cycles whose data window closes while it is in force.
    """
    if not rule.months:
        return []
    found, day = [], add_months(first, -14)
    while (cycle := form_cycle(rule, day)).first_on <= last:
        turn = turn_of(rule, cycle, calendar)
        if first <= turn.due_on <= last and _in_force(rule, turn.last_on):
            found.append(turn)
        day = _after(rule, cycle)
    return found


def turn_named(rule: FormRule, key: str, calendar: Calendar) -> Turn | None:
    """Return the cycle of a form that has this key, None where the form owes none of that name."""
    if not (key[:4].isascii() and key[:4].isdigit() and int(key[:4]) in _YEARS):
        return None
    about = date(int(key[:4]), 1, 1)
    around = turns(rule, add_months(about, -2), add_months(about, 27), calendar)
    return next((each for each in around if each.cycle.key == key), None)


def turn_of(rule: FormRule, cycle: Cycle, calendar: Calendar) -> Turn:
    """Return the data window of a cycle and the day it is due."""
    windows = {"closes_on": rule.closes_on, "working_days": max(1, rule.working_days)}
    monthly = _as_duty(rule, 1)
    first, last = cycle_of(monthly, cycle.first_on), cycle_of(monthly, cycle.last_on)
    return Turn(
        cycle=cycle,
        first_on=data_window(monthly, first, windows)[0],
        last_on=data_window(monthly, last, windows)[1],
        due_on=due_day(monthly, last, windows, calendar),
    )


def form_cycle(rule: FormRule, day: date) -> Cycle:
    """Return the cycle of a form in which a day falls; for nine months, those of the year that begins then."""
    whole = cycle_of(_as_duty(rule, 12 if rule.months == _NINE else rule.months), day)
    if rule.months != _NINE:
        return whole
    first, last = whole.first_on, add_months(whole.first_on, _NINE) - timedelta(days=1)
    says = Text(f"9 tháng từ {first.month}/{first.year}", f"nine months from {first.month}/{first.year}")
    if first.month == 1:
        says = Text(f"9 tháng năm {first.year}", f"nine months of {first.year}")
    return Cycle(key=f"{first.year}-{first.month:02d}+9", says=says, first_on=first, last_on=last)


def submitting_roles(current: Regulation | None) -> frozenset[str]:
    """Return the roles that may send an agency's report: an agency with a seat of such a role owes one."""
    powers = current.powers if current else ()
    return frozenset(role for power in powers if power.act == SUBMITTING for role in power.roles)


def owing(seated: Iterable[tuple[int | None, str]], roles: frozenset[str]) -> frozenset[int]:
    """Return the agencies with a seat, (agency, role), from which it could be sent on the day it is due."""
    return frozenset(agency for agency, role in seated if agency is not None and role in roles)


def report_state(opens_on: date, due_on: date, sent_on: date | None, today: date) -> ReportState:
    """Return how a report stands on a day. `sent_on` is that of the one that was not sent back, None for none."""
    if sent_on is not None and sent_on <= today:
        return "on_time" if sent_on <= due_on else "late"
    if today > due_on:
        return "missing"
    return "due" if today >= opens_on else "upcoming"


# ---------------------------------------------------------------- forms


def against_form(*, months: int, starts_in: int, closes_on: int, working_days: int) -> Iterator[Reason]:
    """Yield every reason why a form cannot be owed in this way."""
    if months not in MONTHS:
        allowed = ", ".join(str(each) for each in MONTHS)
        yield Reason(code="months", says=_MONTHS.filled(allowed=allowed), field="months")
    if not 1 <= starts_in <= 12:
        yield Reason(code="starts_in", says=_STARTS_IN, field="starts_in")
    if not 0 <= closes_on <= 28:
        yield Reason(code="closes_on", says=_CLOSES_ON, field="closes_on")
    if months and not 1 <= working_days <= 60:
        yield Reason(code="working_days", says=_WORKING_DAYS, field="working_days")


def keyed(labels: Iterable[str]) -> list[str]:
    """Return a key for each label: its words without marks; a second one alike has its number behind."""
    keys: list[str] = []
    for place, label in enumerate(labels, start=1):
        plain = _KEY.sub("_", fold(label)).strip("_")[:40] or f"muc_{place}"
        keys.append(plain if plain not in keys else f"{plain}_{place}")
    return keys


def against_fields(fields: Sequence[FormField]) -> Iterator[Reason]:
    """Yield every reason why a form cannot ask for these."""
    if not 1 <= len(fields) <= MOST_FIELDS:
        yield Reason(code="fields", says=_FIELDS.filled(most=MOST_FIELDS), field="fields")
    for place, each in enumerate(fields):
        if not each.label.strip() or len(each.label) > 200:
            yield Reason(code="label", says=_LABEL, field=f"fields.{place}.label")
        if each.kind not in FIELD_KINDS:
            yield Reason(code="kind", says=_KIND.filled(label=each.label), field=f"fields.{place}.kind")
        if not re.fullmatch(r"[a-z0-9_]{1,50}", each.key):
            yield Reason(code="key", says=_BAD_KEY.filled(key=each.key), field=f"fields.{place}.key")
        elif each.key in {other.key for other in fields[:place]}:
            yield Reason(code="key_twice", says=_KEY_TWICE.filled(key=each.key), field=f"fields.{place}.key")


# ---------------------------------------------------------------- answers


def read_answers(
    fields: Sequence[FormField], given: Sequence[tuple[str, str]]
) -> tuple[dict[str, str | bool], list[Reason]]:
    """Return what was filled in, typed, and every reason against it, each naming the field by its label."""
    sent, known = dict(given), {each.key for each in fields}
    reasons = [Reason(code="no_such_field", says=_NO_FIELD.filled(key=key), field=f"answers.{key}")
               for key in sent if key not in known]  # fmt: skip
    if len(sent) < len(given):
        reasons.append(Reason(code="field_twice", says=_FIELD_TWICE, field="answers"))
    answers: dict[str, str | bool] = {}
    for each in fields:
        value, fault = _read(each, sent.get(each.key, "").strip())
        if fault:
            reasons.append(Reason(code=f"answer_{each.kind}", says=fault, field=f"answers.{each.key}"))
        elif value is not None:
            answers[each.key] = value
    return answers, reasons


def totals(fields: Sequence[FormField], answered: Sequence[Answers]) -> tuple[Total, ...]:
    """Return each column that can be added up, over the reports that stand."""
    return tuple(_total(each, [one[each.key] for one in answered if each.key in one]) for each in fields)


def plain_number(value: Decimal) -> str:
    """Return a number in its shortest exact words: no exponent, no zeros behind the point, no minus nothing."""
    words = f"{value:f}" if value else "0"
    return words.rstrip("0").rstrip(".") if "." in words else words


def _read(field: FormField, words: str) -> tuple[str | bool | None, Text | None]:
    if not words:
        return None, _NEEDED.filled(label=field.label) if field.required else None
    if field.kind == "text":
        return words, None
    if field.kind == "yes":
        found = _YES.get(fold(words))
        return found, _YES_OR_NO.filled(label=field.label) if found is None else None
    number = _decimal(words)
    if number is None:
        return None, _NOT_A_NUMBER.filled(label=field.label, words=words[:40])
    if field.kind == "percent" and not 0 <= number <= 100:
        return None, _PERCENT.filled(label=field.label)
    return plain_number(number), None


def _decimal(words: str) -> Decimal | None:
    """Read a number as people here write it (1.234,5 or 1234,5) or as programs do (1234.5).

    What could be read in two ways (1.234) is not read at all.
    """
    bare = words.replace(" ", "").removesuffix("%")
    if not bare.isascii() or _TWO_WAYS.fullmatch(bare):
        return None
    if _GROUPED.fullmatch(bare):
        return Decimal(bare.replace(".", "").replace(",", "."))
    return Decimal(bare.replace(",", ".")) if _NUMBER.fullmatch(bare) else None


def _total(field: FormField, values: Sequence[str | bool]) -> Total:
    if field.kind == "yes":
        yes = sum(value is True for value in values)
        return Total(key=field.key, kind=field.kind, of=len(values), yes=yes, no=len(values) - yes)
    if field.kind == "text" or not values:
        return Total(key=field.key, kind=field.kind, of=len(values))
    whole = sum((Decimal(str(value)) for value in values), Decimal(0))
    if field.kind == "percent":
        return Total(key=field.key, kind=field.kind, of=len(values), mean=round(whole / len(values), 2))
    return Total(key=field.key, kind=field.kind, of=len(values), sum=whole)


def _after(rule: FormRule, cycle: Cycle) -> date:
    return add_months(cycle.first_on, 12) if rule.months == _NINE else cycle.last_on + timedelta(days=1)


def _in_force(rule: FormRule, on: date) -> bool:
    return rule.effective_from <= on and (rule.effective_until is None or on < rule.effective_until)


def _as_duty(rule: FormRule, months: int) -> Duty:
    return Duty(
        id="", what="agency_report", unit="", title=Text("", ""), months=months, clause="", starts_in=rule.starts_in
    )


_MONTHS: Final = Text("Kỳ báo cáo: chọn một trong {allowed} tháng.", "Cycle: one of {allowed} months.")
_STARTS_IN: Final = Text("Tháng bắt đầu phải từ 1 đến 12.", "The first month must be from 1 to 12.")
_CLOSES_ON: Final = Text(
    "Ngày chốt số liệu phải từ 1 đến 28, hoặc 0 là ngày cuối kỳ.",
    "Data close on a day from 1 to 28, or 0, the last day.",
)
_WORKING_DAYS: Final = Text(
    "Hạn gửi phải sau ngày chốt số liệu ít nhất 1 ngày làm việc (và nhiều nhất 60).",
    "A report is due at least 1 working day after its data close (60 at most).",
)
_FIELDS: Final = Text("Mẫu cần từ 1 đến {most} chỉ tiêu.", "A form asks for 1 to {most} things.")
_LABEL: Final = Text("Chỉ tiêu cần có tên, dài nhất 200 ký tự.", "Each field needs a name of 200 characters at most.")
_KIND: Final = Text("{label}: loại chỉ tiêu không có trong danh mục.", "{label}: unknown kind of field.")
_BAD_KEY: Final = Text(
    "Khóa “{key}” chỉ được gồm chữ thường không dấu, số, gạch dưới.", "The key “{key}” may hold a–z, 0–9 and _ only."
)
_KEY_TWICE: Final = Text("Khóa “{key}” có hai lần.", "The key “{key}” is there twice.")
_NO_FIELD: Final = Text("Mẫu không có chỉ tiêu “{key}”.", "The form has no field “{key}”.")
_FIELD_TWICE: Final = Text("Có chỉ tiêu được điền hai lần.", "A field is filled in twice.")
_NEEDED: Final = Text("{label}: cần điền.", "{label}: is needed.")
_NOT_A_NUMBER: Final = Text(
    "{label}: “{words}” không đọc được là số; viết như 1234 hoặc 1234,5.",
    "{label}: “{words}” cannot be read as a number; write 1234 or 1234,5.",
)
_PERCENT: Final = Text("{label}: tỷ lệ phải từ 0 đến 100.", "{label}: a share is from 0 to 100.")
_YES_OR_NO: Final = Text("{label}: trả lời có hoặc không.", "{label}: answer yes or no.")
