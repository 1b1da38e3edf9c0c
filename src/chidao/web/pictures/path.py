"""The path to 100%: a line of real against planned, and the day it will be reached at this pace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from chidao.kernel.wording import Text
from chidao.web.pictures.days import day_words

WIDTH: Final = 780
HEIGHT: Final = 250
LEFT, RIGHT, TOP, BOTTOM = 48, 8, 36, 36

REAL: Final = Text("thực tế", "actual")
PLAN: Final = Text("kế hoạch", "planned")
NOW: Final = Text("{title}: thực tế {real}% ngày {day}", "{title}: {real}% actual on {day}")
NOT_YET: Final = Text("{title}: chưa có số liệu", "{title}: no figures yet")
REACHED: Final = Text("đạt 100% ngày {day} nếu giữ nhịp này", "reaches 100% on {day} at this pace")
NEVER: Final = Text("với nhịp này chưa thấy ngày đạt 100%", "at this pace no day of reaching 100% is in sight")


@dataclass(frozen=True, slots=True, kw_only=True)
class PathPoint:
    """Shares of one hundred on a day: planned, actual or both."""

    on: date
    planned: float | None = None
    actual: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A share on its way to one hundred; `reaches_on` is the day it gets there at the present pace, None if never."""

    title: Text
    points: tuple[PathPoint, ...]
    reaches_on: date | None = None
    key: str = "path"


def path_to_full(path: Path, language: str) -> SafeString:
    """Draw the path as SVG, with the same said in words under it."""
    words = described(path, language)
    drawn = _drawing(path, language, words) if path.points else SafeString("")
    return format_html(
        '<figure class="picture path-picture">{}<figcaption class="basis">{}</figcaption></figure>', drawn, words
    )


def described(path: Path, language: str) -> str:
    """Return where the path stands and when it gets there, in one sentence."""
    real = _series(path, "actual")
    title = path.title.said_in(language)
    if not real:
        return NOT_YET.said_in(language).format(title=title) + "."
    on, share = real[-1]
    now = NOW.said_in(language).format(title=title, real=_percent(share, language), day=day_words(on, language))
    return f"{now}; {_forecast(path, language)}."


def _forecast(path: Path, language: str) -> str:
    if path.reaches_on is None:
        return NEVER.said_in(language)
    return REACHED.said_in(language).format(day=day_words(path.reaches_on, language))


def _percent(share: float, language: str) -> str:
    shown = f"{share:.1f}".removesuffix(".0")
    return shown if language == "en" else shown.replace(".", ",")


def _series(path: Path, name: str) -> list[tuple[date, float]]:
    pairs = ((point.on, getattr(point, name)) for point in path.points)
    return sorted((on, share) for on, share in pairs if share is not None)


def _drawing(path: Path, language: str, words: str) -> SafeString:
    days = [point.on for point in path.points] + ([path.reaches_on] if path.reaches_on else [])
    span = (min(days), max(days))
    real, plan = _series(path, "actual"), _series(path, "planned")
    return format_html(
        '<svg class="path" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d"><title id="{}-t">{}</title>'
        '<desc id="{}-d">{}</desc>{}{}{}{}{}</svg>',
        *(WIDTH, HEIGHT, path.key, path.key, path.key, path.title.said_in(language), path.key, words),
        _grid(span, language),
        _line("plan", plan, span),
        _line("pace", _pace(path, real), span),
        _line("real", real, span),
        _ends((("plan", plan, PLAN), ("real", real, REAL)), span, language),
    )


def _pace(path: Path, real: list[tuple[date, float]]) -> list[tuple[date, float]]:
    return [real[-1], (path.reaches_on, 100.0)] if real and path.reaches_on else []


def _at(on: date, share: float, span: tuple[date, date]) -> tuple[float, float]:
    whole = max(1, (span[1] - span[0]).days)
    x = LEFT + (WIDTH - LEFT - RIGHT) * (on - span[0]).days / whole
    y = TOP + (HEIGHT - TOP - BOTTOM) * (1 - share / 100)
    return round(x, 1), round(y, 1)


def _line(kind: str, series: list[tuple[date, float]], span: tuple[date, date]) -> SafeString:
    points = " ".join("{},{}".format(*_at(on, share, span)) for on, share in series)
    return format_html('<polyline class="{}" points="{}"/>', kind, points) if points else SafeString("")


def _ends(
    lines: Iterable[tuple[str, list[tuple[date, float]], Text]], span: tuple[date, date], language: str
) -> SafeString:
    """Mark the last point of each line and name the line, the plan above it and the real under it."""
    ends = ((kind, *_at(*series[-1], span), words.said_in(language)) for kind, series, words in lines if series)
    return format_html_join(
        "",
        '<circle class="{}" cx="{}" cy="{}" r="4"/><text x="{}" y="{}" text-anchor="{}">{}</text>',
        (
            (kind, x, y, x, y + (28 if kind == "real" else -12), "start" if x < WIDTH / 2 else "end", words)
            for kind, x, y, words in ends
        ),
    )


def _grid(span: tuple[date, date], language: str) -> SafeString:
    right = WIDTH - RIGHT
    heights = ((share, _at(span[0], share, span)[1]) for share in (0, 50, 100))
    levels = ((LEFT, right, y, y, LEFT - 6, y + 4, share) for share, y in heights)
    days = ((LEFT, "start", day_words(span[0], language)), (right, "end", day_words(span[1], language)))
    return format_html(
        '<g class="grid">{}{}</g>',
        format_html_join(
            "",
            '<line x1="{}" x2="{}" y1="{}" y2="{}"/><text x="{}" y="{}" text-anchor="end">{}</text>',
            levels,
        ),
        format_html_join(
            "", '<text x="{}" y="{}" text-anchor="{}">{}</text>', ((x, HEIGHT - 8, end, day) for x, end, day in days)
        ),
    )
