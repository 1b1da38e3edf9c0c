"""Tasks from a clerk's own spreadsheet: sent, its columns recognised, every bad row named, then entered at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.acts.kept import as_recorded
from chidao.acts.registry import act_named
from chidao.acts.runner import Call, perform
from chidao.documents.files import is_intact, open_file, store_file
from chidao.documents.uploads import check_upload
from chidao.door.given import read_given
from chidao.kernel.errors import BadInput, ChidaoError, Reason, Refused
from chidao.kernel.wording import Text, same
from chidao.people.models import Agency, AgencyName
from chidao.tasks.spreadsheet import FIELDS, LARGEST_SHEET, NEEDED, Field, Sheet, column_name, guess_mapping, text_of
from chidao.tasks.spreadsheet_books import problems_workbook, template_workbook
from chidao.tasks.spreadsheet_preview import Preview
from chidao.tasks.spreadsheet_preview import preview as plan_import
from chidao.web.acting.forms import fresh_key
from chidao.web.fields import Field as FormField
from chidao.web.fields import Option
from chidao.web.here import Here
from chidao.web.offers import offer_list, wish
from chidao.web.pages import page, screen
from chidao.web.tasks.reading import read_workbook

TITLE: Final = Text("Nhập nhiệm vụ từ bảng tính", "Import tasks from a spreadsheet")
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN: Final = 50


@screen("task_import", ("Nhập nhiệm vụ từ bảng tính", "Import tasks from a spreadsheet"), acts=("import_tasks",))
def task_import(request: HttpRequest, here: Here) -> HttpResponse:
    """Take in a workbook, or ask for one."""
    _require(here)
    errors: tuple[Reason, ...] = ()
    if request.method == "POST":
        try:
            return HttpResponseRedirect(reverse("task_preview", args=[here.body, _kept(request)]))
        except BadInput as error:
            errors = error.reasons
    field = FormField(
        name="file", label=Text("Bảng tính (.xlsx)", "Spreadsheet (.xlsx)"), kind="file", accept=".xlsx", required=True,
        hint=Text("Bảng đang dùng cũng được: cột nào là gì, hệ thống đoán trước, bạn sửa ở bước sau.",
                  "The list in use will do: which column is what is guessed; you correct it in the next step."),
    )  # fmt: skip
    context = {"field": field, "errors": errors, "fields_known": list(_known())}
    return page(request, here, "tasks/import.html", TITLE, context, status=422 if errors else 200)


@screen("task_preview", ("Xem trước khi nhập nhiệm vụ", "Preview of the import of tasks"), acts=("import_tasks",))
def preview_import(request: HttpRequest, here: Here, sha256: str) -> HttpResponse:
    """Show what would be entered and every row that cannot be; enter the good rows when told to."""
    _require(here)
    sheet = _sheet(request, sha256)
    mapping = _mapping(request, sheet)
    errors: tuple[Reason, ...] = ()
    found: Preview | None = None
    try:
        found = plan_import(sheet, mapping, _agencies(), here.today)
        if request.method == "POST":
            return _entered(request, here, sha256, found)
    except ChidaoError as error:
        errors = error.reasons
    context = {
        "sheet": sheet,
        "sheets": [each for each in sheet.sheet_names if each not in sheet.hidden_sheets],
        "mapping_fields": list(_mapping_fields(sheet, mapping)),
        "found": found,
        "rows": _rows(found, here) if found else [],
        "shown": SHOWN,
        "bad": len(found.bad_rows) if found else 0,
        "notes": [note for note in found.notes if note.code != "row_skipped"] if found else [],
        "skipped": [note for note in found.notes if note.code == "row_skipped"] if found else [],
        "query": _query(request),
        "sha256": sha256,
        "key": request.POST.get("key") or fresh_key(),
        "errors": errors,
        "origin_text": request.POST.get("origin_text", ""),
    }
    return page(request, here, "tasks/preview.html", TITLE, context, status=422 if errors else 200)


@screen("task_problems", ("Các dòng cần sửa", "Rows to mend"))
def problems(request: HttpRequest, here: Here, sha256: str) -> HttpResponse:
    """Give the clerk's own list back, with what to mend in each row."""
    _require(here)
    sheet = _sheet(request, sha256)
    found = plan_import(sheet, _mapping(request, sheet), _agencies(), here.today)
    return _workbook(problems_workbook(sheet, found.problems, language=here.language), "can-sua.xlsx")


@screen("task_template", ("Mẫu bảng nhiệm vụ", "Template of a list of tasks"))
def template(request: HttpRequest, here: Here) -> HttpResponse:
    """Give an empty list to fill in."""
    return _workbook(template_workbook(), "mau-nhiem-vu.xlsx")


def _require(here: Here) -> None:
    """Let in only whoever may import. Raises Refused."""
    matter = Matter(body=here.body, says=TITLE, facets={"origin": "instrument"})
    offer = offer_list(here, [wish("import_tasks", matter)])[0]
    if not offer.allowed:
        raise Refused(*offer.reasons)


def _kept(request: HttpRequest) -> str:
    upload = request.FILES.get("file")
    if upload is None:
        raise BadInput(Reason(code="missing", says=_NO_FILE, field="file"))
    data = upload.read(LARGEST_SHEET + 1)
    checked = check_upload(str(upload.name), data, largest=LARGEST_SHEET)
    if checked.media_type != XLSX:
        raise BadInput(Reason(code="not_a_sheet", says=_NOT_A_SHEET, field="file"))
    read_workbook(data)
    return store_file(settings.CHIDAO_FILES, data)


def _sheet(request: HttpRequest, sha256: str) -> Sheet:
    if not is_intact(settings.CHIDAO_FILES, sha256):
        raise Http404(sha256)
    with open_file(settings.CHIDAO_FILES, sha256) as kept:
        return read_workbook(kept.read(), request.GET.get("sheet", "")[:100])


def _mapping(request: HttpRequest, sheet: Sheet) -> dict[Field, int]:
    """Return which column holds what: as the clerk says, else as guessed."""
    if not any(f"col-{field}" in request.GET for field in FIELDS):
        return guess_mapping(sheet.headers)
    chosen = {field: request.GET.get(f"col-{field}", "") for field in FIELDS}
    return {field: int(column) for field, column in chosen.items() if column.isascii() and column.isdigit()}


def _entered(request: HttpRequest, here: Here, sha256: str, found: Preview) -> HttpResponse:
    if found.problems and not request.POST.get("good_only"):
        raise BadInput(Reason(code="bad_rows", says=_BAD_ROWS.filled(count=len(found.bad_rows)), field="good_only"))
    rows = [_plain(dataclasses.asdict(task)) for task in found.rows]
    sent = {"rows": rows, "file": sha256, "origin_text": request.POST.get("origin_text", ""), "body": here.body}
    given = read_given(act_named("import_tasks"), sent)
    key = request.POST.get("key") or None
    receipt = perform(Call(act="import_tasks", given=given, by=here.me, now=here.now, key=key))
    messages.success(request, receipt.says.said_in(here.language))
    return HttpResponseRedirect(reverse("tasks", args=[here.body]) + "?sort=newest")


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def _mapping_fields(sheet: Sheet, mapping: Mapping[Field, int]) -> Iterator[FormField]:
    columns = tuple(
        Option(value=str(place), label=same(f"{column_name(place)}: {header or _first_words(sheet, place)}"[:60]))
        for place, header in enumerate(sheet.headers)
    )
    for field, label in FIELDS.items():
        yield FormField(
            name=f"col-{field}", label=label, kind="select", options=columns, value=mapping.get(field),
            required=field in NEEDED,
        )  # fmt: skip


def _first_words(sheet: Sheet, place: int) -> str:
    told = (text_of(row.values[place]) for row in sheet.rows[:20])
    return next((f"“{words[:24]}”" for words in told if words), "–")


def _rows(found: Preview, here: Here) -> list[dict[str, object]]:
    names = {pk: name for name, pk in _agencies().items()}
    return [
        {"task": task, "lead": names.get(task.lead_agency_id, ""),
         "coordinating": "; ".join(names.get(each, "") for each in task.coordinating_ids)}
        for task in found.rows[:SHOWN]
    ]  # fmt: skip


def _agencies() -> dict[str, int]:
    """Return every name and short name by which an agency is known; full names last, so that they are shown."""
    return as_recorded("agencies-to-import", _read_agencies, of=(Agency, AgencyName))


def _read_agencies() -> dict[str, int]:
    rows = list(Agency.objects.order_by("sort_key").values_list("id", "name", "short_name"))
    return {short: pk for pk, _, short in rows if short} | {name: pk for pk, name, _ in rows}


def _known() -> Iterator[dict[str, object]]:
    for field, label in FIELDS.items():
        yield {"label": label, "needed": field in NEEDED}


def _query(request: HttpRequest) -> str:
    return urlencode({name: request.GET[name] for name in request.GET})


def _workbook(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


_NO_FILE = Text("Chọn một tệp bảng tính.", "Choose a spreadsheet.")
_NOT_A_SHEET = Text("Tệp này không phải bảng tính .xlsx.", "This file is no .xlsx spreadsheet.")
_BAD_ROWS = Text(
    "{count} dòng chưa nhập được: sửa trong tệp rồi gửi lại, hoặc đánh dấu chỉ nhập các dòng đúng.",
    "{count} rows cannot be entered: mend them and send again, or tick to enter the good rows only.",
)
