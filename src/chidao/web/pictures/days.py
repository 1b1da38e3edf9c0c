"""Days as people write them, in both languages."""

from __future__ import annotations

from datetime import date
from typing import Final

from chidao.kernel.wording import Text

MONTHS_EN: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS: Final = (
    Text("thứ Hai", "Monday"),
    Text("thứ Ba", "Tuesday"),
    Text("thứ Tư", "Wednesday"),
    Text("thứ Năm", "Thursday"),
    Text("thứ Sáu", "Friday"),
    Text("thứ Bảy", "Saturday"),
    Text("Chủ nhật", "Sunday"),
)


def day_words(day: date, language: str) -> str:
    """Return 25/3/2020 in Vietnamese, 25 Mar 2020 in English."""
    if language == "en":
        return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"
    return f"{day.day}/{day.month}/{day.year}"


def weekday_day_words(day: date, language: str) -> str:
    """Return "thứ Hai 24/8/2020" in Vietnamese, "Monday 24 Aug 2020" in English."""
    return f"{WEEKDAYS[day.weekday()].said_in(language)} {day_words(day, language)}"


def month_words(month: int, language: str) -> str:
    """Return "tháng 6" or "Jun"."""
    return MONTHS_EN[month - 1] if language == "en" else f"tháng {month}"
