"""Whether what somebody typed fits what was asked (PURE)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from chidao.kernel.wording import Text
from chidao.onboarding.rules.state import Control

LONGEST: Final = 2000
LONGEST_LINES: Final = 10_000
_DAY: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?|--\d{2}(-\d{2})?")


def misfit(control: Control, given: str) -> Text | None:
    """Return what is wrong with a value given for a control; None where it fits."""
    plain = given.strip()
    if not plain:
        return EMPTY.filled(label=control.label) if control.required else None
    if len(plain) > (LONGEST_LINES if control.kind == "long" else LONGEST):
        return TOO_LONG.filled(label=control.label)
    check = _CHECKS.get(control.kind)
    return check(control, plain) if check else None


def _no_choice(control: Control, given: str) -> Text | None:
    known = {choice for choice, _ in control.choices}
    said = [part.strip() for part in re.split(r"[,\n]", given)] if control.kind == "choices" else [given]
    strange = [each for each in said if each and each not in known]
    return _NO_CHOICE.filled(label=control.label, word=strange[0][:60]) if strange else None


def _no_number(control: Control, given: str) -> Text | None:
    if given.isascii() and given.isdigit() and len(given) < 9 and control.least <= int(given) <= control.most:
        return None
    return _NO_NUMBER.filled(label=control.label, least=control.least, most=control.most)


def _no_day(control: Control, given: str) -> Text | None:
    return None if _DAY.fullmatch(given) else _NO_DAY.filled(label=control.label)


_CHECKS: Final[Mapping[str, Callable[[Control, str], Text | None]]] = {
    "choice": _no_choice, "choices": _no_choice, "number": _no_number, "date": _no_day,
}  # fmt: skip

EMPTY: Final = Text("{label}: không được để trống.", "{label}: this must not be empty.")
TOO_LONG: Final = Text("{label}: quá dài.", "{label}: too long.")
_NO_CHOICE: Final = Text("{label}: không có “{word}” để chọn.", "{label}: there is no “{word}” to choose.")
_NO_NUMBER: Final = Text(
    "{label}: phải là số nguyên từ {least} đến {most}.", "{label}: a whole number from {least} to {most}."
)
_NO_DAY: Final = Text(
    "{label}: ghi ngày dạng năm-tháng-ngày (2026-03-25), biết đến đâu ghi đến đó.",
    "{label}: a date as year-month-day (2026-03-25), or as much of it as is known.",
)
