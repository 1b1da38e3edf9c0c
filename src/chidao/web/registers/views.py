"""The registers as pages, as workbooks and to print: every column of the norm, narrowed by year, kind and days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from chidao.instruments.queries import regulation
from chidao.kernel.vietnamese import slug
from chidao.kernel.wording import Text
from chidao.reports.register_tables import FEW, MANY, MOST, Asked, Register, Value
from chidao.reports.register_tables import Column as RegisterColumn
from chidao.reports.registers import REGISTERS, kind_title, kinds_in
from chidao.web.fields import Field, Option
from chidao.web.here import Here
from chidao.web.pages import page, screen
from chidao.web.workbooks import XLSX, Column, workbook

FIRST_YEAR: Final = 1990
SOFT: Final = frozenset({"void", "recalled", "gap"})


@screen("registers", ("Sổ văn bản", "Registers"), features=("registers",))
def registers(request: HttpRequest, here: Here) -> HttpResponse:
    """Show the register of what went out, with the others beside it."""
    return _shown(request, here, REGISTERS["out"])


@screen("register", ("Một sổ văn bản", "One register"), features=("registers",))
def register(request: HttpRequest, here: Here, name: str) -> HttpResponse:
    """Show a register, a page of its rows at once."""
    return _shown(request, here, _named(name))


@screen("register_file", ("Sổ văn bản, .xlsx", "Register, .xlsx"))
def register_file(request: HttpRequest, here: Here, name: str) -> HttpResponse:
    """Give a register as a workbook: every row that was asked for, every column."""
    wanted = _named(name)
    rows = wanted.read(here.eyes, _asked(request, here), here.today, "", MOST)
    columns = [Column(each.title, each.width) for each in wanted.columns]
    values = ([_plain(value, here.language) for value in line.values] for line in rows.lines)
    file_name = f"{slug(wanted.title.vi)}-{_asked(request, here).year}.xlsx"
    answer = HttpResponse(workbook(wanted.title, columns, values, here.language, frozen="B2"), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{quote(file_name)}"'
    return answer


def _shown(request: HttpRequest, here: Here, wanted: Register) -> HttpResponse:
    asked = _asked(request, here)
    most = MANY if request.GET.get("limit") == str(MANY) else FEW
    rows = wanted.read(here.eyes, asked, here.today, request.GET.get("after", "")[:200], most)
    desk = reverse("desk", args=[here.body])
    principle = here.regulation.has_feature("registers") if here.regulation else None
    kept = {name: value for name in ("year", "kind", "from", "until") if (value := request.GET.get(name, ""))}
    context = {
        "register": wanted,
        "lines": [
            {
                "cells": [
                    {"says": _said(value, here.language), "class": _class(value, column)}
                    for value, column in zip(line.values, wanted.columns, strict=True)
                ],
                "url": f"{desk}{line.path}" if line.path else "",
                "class": "soft" if line.state in SOFT else "",
            }
            for line in rows.lines
        ],
        "next": rows.next,
        "many": MANY if most == FEW else None,
        "is_first": not request.GET.get("after"),
        "filters": [{"title": Text("Sổ", "Register"), "choices": list(_choices(here, wanted, kept))}],
        "fields": list(_fields(here, asked, wanted)),
        "asked": asked,
        "query": urlencode(kept),
        "clause": principle.clause if principle else None,
        "scope": here.eyes.sees("documents"),
    }
    return page(request, here, "registers/register.html", wanted.title, context)


def _named(name: str) -> Register:
    if name not in REGISTERS:
        raise Http404(name)
    return REGISTERS[name]


def _choices(here: Here, wanted: Register, kept: Mapping[str, str]) -> Iterator[dict[str, object]]:
    for each in REGISTERS.values():
        url = reverse("register", args=[here.body, each.name]) + (f"?{urlencode(kept)}" if kept else "")
        yield {"title": each.short, "url": url, "current": each is wanted}


def _fields(here: Here, asked: Asked, wanted: Register) -> Iterator[Field]:
    kinds = kinds_in(regulation(here.body, here.today), wanted.name)
    options = tuple(Option(value=kind, label=kind_title(kind)) for kind in kinds)
    yield Field(name="year", label=Text("Năm", "Year"), kind="number", value=asked.year, least=FIRST_YEAR,
                most=here.today.year, required=True)  # fmt: skip
    yield Field(name="kind", label=Text("Loại", "Kind"), kind="select", options=options, value=asked.kind or None)
    yield Field(name="from", label=Text("Từ ngày", "From"), kind="date", value=asked.first)
    yield Field(name="until", label=Text("đến", "until"), kind="date", value=asked.last)


def _asked(request: HttpRequest, here: Here) -> Asked:
    """Read what an address asks for; words it does not know ask for nothing."""
    written = request.GET.get("year", "")
    year = int(written) if written.isascii() and written.isdigit() and len(written) == 4 else here.today.year
    first, last = _day(request, "from"), _day(request, "until")
    return Asked(
        year=max(year, FIRST_YEAR), kind=request.GET.get("kind", "").replace("\x00", "")[:10], first=first, last=last
    )


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None


def _said(value: Value, language: str) -> str:
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year}"
    return value.said_in(language) if isinstance(value, Text) else "" if value is None else str(value)


def _class(value: Value, column: RegisterColumn) -> str:
    if isinstance(value, int):
        return "number"
    return "nowrap" if isinstance(value, date) else "fills" if column.fills else ""


def _plain(value: Value, language: str) -> str | int | date | None:
    return value.said_in(language) if isinstance(value, Text) else value
