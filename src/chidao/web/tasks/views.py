"""Pages of tasks: the list, one task, the list as a spreadsheet."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse

from chidao.acts.authority import Matter
from chidao.kernel.wording import Text
from chidao.mandates.queries import sub_group_names
from chidao.tasks.queries import TaskRow, agency_counts, task_list, task_page
from chidao.web.act_row import act_row
from chidao.web.here import Here, agency_names
from chidao.web.offers import Offer, Wish, offer_list, wish
from chidao.web.pages import page, screen
from chidao.web.tasks import forms  # noqa: F401 - the forms of the acts are declared when it is loaded
from chidao.web.tasks.export import tasks_workbook
from chidao.web.tasks.listing import (
    MANY,
    asked_of,
    filter_fields,
    filter_groups,
    line_of,
    spoken_filters,
)
from chidao.web.tasks.one import task_context

TITLE: Final = Text("Nhiệm vụ", "Tasks")
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_EXPORTED: Final = 10_000


@screen(
    "tasks",
    ("Nhiệm vụ", "Tasks"),
    acts=("assign_task", "give_direction", "import_tasks", "urge_agency"),
    features=("task_deadline", "field_routing"),
)
def tasks(request: HttpRequest, here: Here) -> HttpResponse:
    """List the tasks the reader may see, narrowed by the words of the address; the count is that of the list."""
    asked = asked_of(request)
    found = task_list(
        here.eyes, today=here.today, filters=asked.filters, sort=asked.sort, after_key=asked.after, limit=asked.limit
    )
    counts, parts = agency_counts(here.eyes, here.today), sub_group_names(here.body)
    offers = offer_list(here, _wishes(here, asked.filters.agency))
    context = {
        "lines": [line_of(row, parts) for row in found.rows],
        "count": found.count,
        "more": found.more,
        "next": found.next_key,
        "is_first": asked.after is None,
        "asked": asked,
        "filters": filter_groups(request, asked, counts),
        "filter_fields": filter_fields(here, asked.filters),
        "narrowed": list(spoken_filters(here, asked.filters)),
        "agency": agency_names().get(asked.filters.agency or 0),
        "acts": act_row(offers, _first(offers)),
        "can_urge": any(each.name == "urge_agency" and each.allowed for each in offers),
        "many": MANY,
        "query": request.GET.urlencode(),
        "scope": here.eyes.sees("tasks"),
    }
    return page(request, here, "tasks/list.html", TITLE, context)


@screen(
    "task",
    ("Một nhiệm vụ", "One task"),
    acts=(
        "report_progress", "propose_completion", "accept_completion", "return_completion", "extend_deadline",
        "ask_coordination", "answer_coordination", "urge_agency", "log_contact", "name_accountable_person",
        "remind_task", "report_result", "correct_clerical_error",
    ),
    features=("one_lead", "conclusions_bind", "focal_reports", "reminders", "result_to_head"),
)  # fmt: skip
def one_task(request: HttpRequest, here: Here, task_id: int) -> HttpResponse:
    """Show one task: where it comes from, who leads and coordinates, all that happened to it."""
    found = task_page(here.eyes, task_id, here.today)
    title = Text("Nhiệm vụ {n}", "Task {n}").filled(n=found.number)
    return page(request, here, "tasks/one.html", title, task_context(here, found))


@screen("task_export", ("Nhiệm vụ, bảng tính", "Tasks, spreadsheet"))
def export(request: HttpRequest, here: Here) -> HttpResponse:
    """Give the list as narrowed, all its pages, as a workbook."""
    asked = asked_of(request)
    rows: list[TaskRow] = []
    after = None
    while len(rows) < MOST_EXPORTED:
        found = task_list(
            here.eyes, today=here.today, filters=asked.filters, sort=asked.sort, after_key=after, limit=MANY
        )
        rows += found.rows
        after = found.next_key
        if after is None:
            break
    response = HttpResponse(tasks_workbook(rows, here.language), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="nhiem-vu-{here.today.isoformat()}.xlsx"'
    return response


def _wishes(here: Here, agency: int | None) -> list[Wish]:
    own = agency or here.me.agency or 0
    plain = Matter(body=here.body, says=TITLE, facets={"origin": "instrument"})
    given = Matter(body=here.body, says=TITLE, facets={"origin": "direction"}, lead_agency=own)
    urged = Matter(body=here.body, says=TITLE, lead_agency=own)
    return [
        wish("assign_task", Matter(body=here.body, says=TITLE, facets={"origin": "instrument"}, lead_agency=own)),
        Wish(act="give_direction", matter=given, first=(("lead_agency", agency),) if agency else ()),
        wish("import_tasks", plain, url=f"/{here.body}/tasks/import/"),
        Wish(act="urge_agency", matter=urged, first=(("agency", agency),) if agency else ()),
    ]


def _first(offers: list[Offer]) -> str | None:
    """The one filled button of the list: what this seat does by its own right, the first of them."""
    return next((each.name for each in offers if each.allowed and not each.recording), None)
