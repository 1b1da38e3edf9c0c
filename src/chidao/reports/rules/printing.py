"""What of a report stands on its paper: words and tables of numbers, as the data that it is drafted from (PURE)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from chidao.kernel.days import local_day
from chidao.reports.rules.figures import Entry, Figure, Figures, Section

FORM: Final = "report"
KIND_NAME: Final = "Báo cáo"
NOTHING: Final = "Trong kỳ không phát sinh."
_STANDING: Final = {"accepted": "đã nghiệm thu", "proposed": "chờ nghiệm thu", "open": "đang thực hiện"}
_LISTED: Final = ("TT", "Nhiệm vụ, giải pháp", "Cơ quan chủ trì", "Thời hạn", "Tình trạng", "Kết quả, minh chứng")
_LISTED_SHARES: Final = (6, 28, 18, 13, 13, 28)


def printed(title: str, figures: Figures, words: Mapping[str, str]) -> dict[str, Any]:
    """Return a report as the data that its paper is drafted from: in Vietnamese, without the rows behind figures."""
    return {
        "form": FORM,
        "subject": subject_of(title),
        "opening": _opening(figures),
        "parts": [_part(section, words.get(section.key, "")) for section in figures.sections],
    }


def subject_of(title: str) -> str:
    """Return the subject that stands under the name of the kind: the title without that name."""
    rest = title[len(KIND_NAME) :].strip() if title.lower().startswith(f"{KIND_NAME.lower()} ") else title
    return rest[:1].upper() + rest[1:]


def _opening(figures: Figures) -> str:
    said = f"Số liệu của kỳ từ {_day(figures.first_on)} đến hết {_day(figures.last_on)}"
    until = min(figures.last_on, local_day(figures.as_of))
    said += f", chốt đến hết {_day(until)}" if until != figures.last_on else ""
    if figures.before:
        said += f"; so với kỳ trước từ {_day(figures.before[0])} đến {_day(figures.before[1])}"
    return f"{said}."


def _part(section: Section, words: str) -> dict[str, Any]:
    tables = [table for table in (_figures(section.figures), _agencies(section), _listed(section.entries)) if table]
    told = [line.strip() for line in words.splitlines() if line.strip()]
    return {"title": section.title.vi, "words": told or ([] if tables else [NOTHING]), "tables": tables}


def _figures(figures: Sequence[Figure]) -> dict[str, Any] | None:
    """Return the table of a part's figures; nothing where there was nothing, now or before."""
    if not any(each.value or each.before for each in figures):
        return None
    compared = any(each.before is not None for each in figures)
    columns = [["Nội dung", 46, False], ["Số lượng", 18, True], ["Đơn vị", 18, True]]
    columns += [["Kỳ trước", 18, True], ["Tăng, giảm", 18, True]] if compared else []
    return {"columns": columns, "rows": [list(_line(each, compared=compared)) for each in figures]}


def _line(figure: Figure, *, compared: bool) -> Iterator[str]:
    yield from (figure.label.vi, str(figure.value), figure.unit.vi)
    if compared:
        yield str(figure.before)
        yield f"{figure.change:+d}" if figure.change else "0"


def _agencies(section: Section) -> dict[str, Any] | None:
    if not section.groups:
        return None
    heads = [[each.label.vi, 11, True] for each in section.groups[0].figures]
    rows = [[group.title.vi, *(str(each.value) for each in group.figures)] for group in section.groups]
    return {"columns": [["Cơ quan chủ trì", 34, False], *heads], "rows": rows}


def _listed(entries: Sequence[Entry]) -> dict[str, Any] | None:
    if not entries:
        return None
    columns = [[title, share, title == "TT"] for title, share in zip(_LISTED, _LISTED_SHARES, strict=True)]
    return {"columns": columns, "rows": [list(_entry(place, each)) for place, each in enumerate(entries, 1)]}


def _entry(place: int, entry: Entry) -> Iterator[str]:
    yield from (str(place), entry.title, entry.agency, _day(entry.due_on) if entry.due_on else "")
    yield f"xong {_day(entry.done_on)}, {_STANDING[entry.state]}" if entry.done_on else _STANDING[entry.state]
    shown = f"Minh chứng: {', '.join(entry.evidence)}" if entry.evidence else "Chưa có tệp minh chứng"
    yield "\n".join(part for part in (entry.result.strip(), shown) if part)


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
