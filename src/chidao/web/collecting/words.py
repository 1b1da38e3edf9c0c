"""Answers, totals and rhythms as people read them."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from chidao.duties.acts.asking import how_often as rhythm
from chidao.duties.queries import SentReport
from chidao.duties.rules.collecting import FormField, FormRule, Total, plain_number
from chidao.kernel.wording import Text

YES: Final = Text("có", "yes")
NO: Final = Text("không", "no")


def answer_words(field: FormField, report: SentReport, language: str) -> str:
    """Return an answer as it is read; nothing where none was given."""
    value = report.answers.get(field.key)
    if value is None:
        return ""
    if isinstance(value, bool):
        return (YES if value else NO).said_in(language)
    return number_words(value, language, field.kind) if field.kind in {"number", "percent"} else value


def number_words(value: str, language: str, kind: str = "number") -> str:
    """Return exact decimal words with thousands grouped: 1.234,5 in Vietnamese, 1,234.5 in English."""
    whole, point, rest = value.partition(".")
    grouped = f"{int(whole):,}"
    sign = "-" if whole.startswith("-") and not grouped.startswith("-") else ""
    words = f"{sign}{grouped}{point}{rest}"
    if language != "en":
        words = words.translate(str.maketrans(",.", ".,"))
    return words + ("%" if kind == "percent" else "")


def total_words(total: Total, language: str) -> str:
    """Return a column added up, as it is read."""
    if total.kind == "yes" and total.of:
        says = Text("{yes} có, {no} không", "{yes} yes, {no} no")
        return says.filled(yes=total.yes, no=total.no).said_in(language)
    if total.mean is not None:
        says = Text("bình quân {mean}", "mean {mean}")
        return says.filled(mean=number_words(_plain(total.mean), language, "percent")).said_in(language)
    return number_words(_plain(total.sum), language) if total.sum is not None else ""


def how_often(rule: FormRule) -> Text:
    """Say how often a form is owed and when its data close."""
    often = rhythm(rule.months)
    if not rule.months:
        return often
    closing = Text("ngày {n}", "day {n}").filled(n=rule.closes_on) if rule.closes_on else _LAST_DAY
    return Text(
        "{often}; chốt số liệu {closing} tháng cuối kỳ, gửi trong {days} ngày làm việc",
        "{often}; data close on {closing} of its last month, due {days} working days after",
    ).filled(often=often, closing=closing, days=rule.working_days)


def _plain(value: Decimal) -> str:
    return plain_number(value)


_LAST_DAY = Text("ngày cuối", "the last day")
