"""Tasks over the API: the list with its filters, one task, and what waits for the caller."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router

from chidao.api.addresses import After, Number, Page, Row, Seat, Words
from chidao.api.answers import answer
from chidao.api.callers import caller_of, capacity_of_call
from chidao.api.description import answers
from chidao.kernel.days import local_day
from chidao.mandates.queries import Reader, reader_for
from chidao.tasks.queries import TaskFilters, task_list, task_page, waiting_for

THING, THINGS = answers("Thing"), answers("Things")

State = Literal["", "open", "proposed", "accepted", "unfinished"]
Sort = Literal["due", "changed", "newest"]

router = Router(tags=["tasks"])


@router.get("/{body}/tasks", operation_id="tasks", summary="Nhiệm vụ / Tasks", openapi_extra=THING)
def tasks(
    request: HttpRequest,
    body: str,
    state: State = "",
    late: bool = False,
    mine: bool = False,
    agency: Number = None,
    sub_group: Number = None,
    field: Words = "",
    words: Words = "",
    sort: Sort = "due",
    after: After = "",
    most: Page = 50,
    seat: Seat = None,
) -> HttpResponse:
    """Return a page of the tasks that the caller may see: `rows`, how many there are, and the key of the next page."""
    filters = TaskFilters(
        state=state, late=late, mine=mine, agency=agency, sub_group=sub_group, field=field.replace("\x00", ""),
        q=words.replace("\x00", ""),
    )  # fmt: skip
    today = local_day(caller_of(request).now)
    found = task_list(
        _reader(request, body, seat), today=today, filters=filters, sort=sort, after_key=after or None, limit=most
    )
    return answer({"rows": found.rows, "next": found.next_key, "count": found.count, "more": found.more})


@router.get("/{body}/tasks/{task}", operation_id="task", summary="Một nhiệm vụ / One task", openapi_extra=THING)
def one_task(
    request: HttpRequest,
    body: str,
    task: Row,
    seat: Seat = None,
) -> HttpResponse:
    """Return a task with everything that happened to it."""
    reader = _reader(request, body, seat)
    return answer(task_page(reader, task, local_day(caller_of(request).now)))


@router.get("/{body}/waiting", operation_id="waiting", summary="Việc chờ tôi / What waits for me", openapi_extra=THINGS)
def waiting(request: HttpRequest, body: str, seat: Seat = None) -> HttpResponse:
    """Return the tasks that wait for the caller's seat, by when, why it is theirs, and the act that settles each."""
    return answer(waiting_for(_reader(request, body, seat), caller_of(request).now))


def _reader(request: HttpRequest, body: str, seat: int | None) -> Reader:
    return reader_for(capacity_of_call(request, body, seat), caller_of(request).now)
