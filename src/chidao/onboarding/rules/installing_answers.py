"""PURE: what an answer means, strictly: a bad one is told with its question, and counts as not given.

All answers are strings. "" is no answer, and the question's default holds; "-" is the answer "nothing". A date is ISO,
a number in digits, yes is "yes" or "no", a choice its value, choices are values with commas between, lines one a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from chidao.kernel.errors import Reason
from chidao.kernel.symbols import KINDS
from chidao.kernel.vietnamese import nfc
from chidao.kernel.wording import Text
from chidao.onboarding.rules.state import Question

NOTHING: Final = "-"
"""The answer that says "none", where leaving it empty would take the default."""

_LONGEST: Final = 200
_LINE: Final = 200
_LINES: Final = 400
_MOST_DAYS: Final = 365
_LETTER: Final = "CV"

_UNKNOWN = Text("Không có câu hỏi “{id}”.", "There is no question “{id}”.")
_TOO_LONG = Text("Dài quá {most} ký tự.", "Longer than {most} characters.")
_ONE_LINE = Text("Chỉ một dòng, không có ký tự điều khiển.", "One line only, without control characters.")
_NOT_A_DAY = Text("Cần một ngày có thật, dạng 2025-03-31.", "A day that exists is needed, written 2025-03-31.")
_NOT_A_NUMBER = Text("Cần số nguyên từ {least} đến {most}.", "A whole number from {least} to {most} is needed.")
_NOT_YES = Text("Cần “yes” hoặc “no”.", "“yes” or “no” is needed.")
_NOT_A_CHOICE = Text("“{value}” không phải một lựa chọn ở đây.", "“{value}” is not one of the choices here.")
_TOO_MANY = Text("Nhiều quá {most} dòng.", "More than {most} lines.")
_NOT_A_CODE = Text(
    "Mã gồm 2 đến 20 chữ in hoa không dấu, số, gạch nối, bắt đầu bằng chữ.",
    "A code has 2 to 20 capitals without marks, digits, hyphens, and begins with a letter.",
)
_NOT_DAYS = Text("Cần các số ngày khác nhau từ 0 đến {most}, cách nhau bằng dấu phẩy.",
                 "Different numbers of days from 0 to {most} with commas between are needed.")  # fmt: skip
_NOT_A_SERIES = Text(
    "Dòng “{line}” cần loại văn bản, dấu hai chấm, ký hiệu; mỗi loại một dòng.",
    "The line “{line}” needs a kind of document, a colon and a symbol; each kind once.",
)


def answer_faults(questions: Sequence[Question], answers: Mapping[str, str]) -> tuple[Reason, ...]:
    """Return what is wrong with the answers, each reason naming its question in `field` (none: an empty tuple)."""
    known = {question.id: question for question in questions}
    strange = (
        Reason(code="onboarding.no_question", says=_UNKNOWN.filled(id=name), field=name)
        for name in answers
        if name not in known
    )
    bad = (
        Reason(code="onboarding.bad_answer", says=says, field=question.id)
        for question in questions
        for says in fault_of(question, answers.get(question.id, ""))
    )
    return (*strange, *bad)


def fault_of(question: Question, answer: str) -> Iterator[Text]:
    """Yield what is wrong with an answer (at most one thing)."""
    said = answer.strip()
    if said and not (said == NOTHING and question.kind not in _NEVER_NOTHING):
        yield from _CHECKS[question.kind](question, said)


def held(question: Question, answer: str) -> str:
    """Return what holds: the answer where it is a good one, else the default; "" for nothing."""
    said = nfc(answer).strip()
    good = said and next(fault_of(question, said), None) is None
    taken = said if good else question.default
    return "" if taken == NOTHING else taken


def lines(value: str) -> list[str]:
    """Return the lines of an answer, empty ones left out."""
    return [" ".join(line.split()) for line in value.splitlines() if line.strip()]


def values(value: str) -> list[str]:
    """Return the values of an answer with commas, each once."""
    return list(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))


def series_of(value: str) -> dict[str, str]:
    """Return the symbols by kind that an answer of form "series" says."""
    pairs = (_SERIES.fullmatch(line) for line in lines(value))
    return {found["kind"]: found["symbol"] for found in pairs if found}


# -- checks -----------------------------------------------------------------------------------------------------------

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_CODE: Final = re.compile(r"[A-Z][A-Z0-9-]{1,19}")
_SERIES: Final = re.compile(r"(?P<kind>\w{1,5}) ?: ?(?P<symbol>[\w][\w./&-]{0,39})")
_NEVER_NOTHING: Final = frozenset({"date", "number", "yes"})


def _text(question: Question, said: str) -> Iterator[Text]:
    most = question.most or _LONGEST
    if len(said) > most:
        yield _TOO_LONG.filled(most=most)
    elif _CONTROL.search(said):
        yield _ONE_LINE
    elif question.form == "code" and not _CODE.fullmatch(said):
        yield _NOT_A_CODE
    elif question.form == "days" and not _are_days(said):
        yield _NOT_DAYS.filled(most=_MOST_DAYS)


def _are_days(said: str) -> bool:
    parts = [part.strip() for part in said.split(",")]
    numbers = [int(part) for part in parts if re.fullmatch(r"[0-9]{1,3}", part)]
    return len(numbers) == len(parts) == len(set(numbers)) and max(numbers) <= _MOST_DAYS


def _lines(question: Question, said: str) -> Iterator[Text]:
    given = lines(said)
    if len(given) > _LINES:
        yield _TOO_MANY.filled(most=_LINES)
    elif any(len(line) > _LINE for line in given):
        yield _TOO_LONG.filled(most=_LINE)
    elif any(_CONTROL.search(line) for line in given):
        yield _ONE_LINE
    elif question.form == "series":
        yield from _series(given)


def _series(given: Sequence[str]) -> Iterator[Text]:
    seen: set[str] = set()
    for line in given:
        found = _SERIES.fullmatch(line)
        if found is None or found["kind"] in seen or found["kind"] not in {*KINDS, _LETTER}:
            yield _NOT_A_SERIES.filled(line=line)
            return
        seen.add(found["kind"])


def _number(question: Question, said: str) -> Iterator[Text]:
    least, most = question.least or 0, 9999 if question.most is None else question.most
    if not re.fullmatch(r"[0-9]{1,4}", said) or not least <= int(said) <= most:
        yield _NOT_A_NUMBER.filled(least=least, most=most)


def _date(question: Question, said: str) -> Iterator[Text]:
    del question
    try:
        real = bool(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", said) and date.fromisoformat(said))
    except ValueError:
        real = False
    if not real:
        yield _NOT_A_DAY


def _yes(question: Question, said: str) -> Iterator[Text]:
    del question
    if said not in {"yes", "no"}:
        yield _NOT_YES


def _choice(question: Question, said: str) -> Iterator[Text]:
    given = [said] if question.kind == "choice" else values(said)
    known = {value for value, _ in question.choices}
    for value in given:
        if value not in known:
            yield _NOT_A_CHOICE.filled(value=value[:60])
            return


_CHECKS: Final = {
    "text": _text, "long": _lines, "lines": _lines, "number": _number, "date": _date, "yes": _yes, "choice": _choice,
    "choices": _choice,
}  # fmt: skip
