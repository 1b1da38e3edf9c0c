"""One book's part in `bench.lists`: fill it, then serve its pages again and again."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from bench.books import found, today
from chidao.door.callers import new_key
from chidao.door.clock import now
from chidao.mandates.queries import Reader, reader_for
from chidao.people.models import Account
from chidao.tasks.models import Task, Update
from chidao.tasks.queries import TaskFilters, task_list, task_page
from tests.factories import Founded

UPDATES: Final = 20
WARM_UP: Final = 20

_ways: Final[dict[str, Callable[[], Any]]] = {}
"""What is measured of this process's book, once it is filled."""


def fill(*, agencies: int, tasks: int) -> dict[str, Any]:
    """Fill the book: tasks of all agencies, each late one urged, twenty reports on one. Return its size."""
    started = time.perf_counter()
    founded, made = found(agencies=agencies, tasks=tasks)
    for agency in sorted(set(Task.objects.values_list("lead_agency_id", flat=True))):
        founded.do("urge_agency", founded["head"], agency=agency, text="Đề nghị báo cáo kết quả")
    for number in range(UPDATES - 1):  # with the urging: twenty
        report = {"task": made[0], "text": f"Đã xong phần việc thứ {number + 1}", "percent": 4 * number}
        founded.do("report_progress", founded["fellow-alpha"], **report)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "ANALYZE"
            )  # as its own cleaning does within minutes; SQLite is left as the program leaves it
    _ways.update(_queries(founded, made[0]) | _pages(founded, made[0]))
    counted = {"tasks": Task.objects.count(), "updates": Update.objects.count()}
    return {**counted, "seconds": time.perf_counter() - started, "ways": list(_ways)}


def measure(*, way: str, times: int) -> dict[str, Any]:
    """Do one thing again and again; return the times by the clock and of this process, and its queries."""
    do = _ways[way]
    for _ in range(WARM_UP):
        do()
    asked: list[str] = []
    with connection.execute_wrapper(_counting(asked)):
        do()
    seconds, busy = [], []
    for _ in range(times):
        started, before = time.perf_counter(), time.process_time()
        do()
        seconds.append(time.perf_counter() - started)
        busy.append(time.process_time() - before)
    return {"seconds": seconds, "busy": busy, "queries": len(asked)}


def _counting(asked: list[str]) -> Callable[..., Any]:
    """Note each query on its way; Django's own count begins anew with each request."""

    def noting(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    return noting


def _queries(founded: Founded, task: int) -> dict[str, Callable[[], Any]]:
    """The queries of the two pages, without any page, for a head who sees all and a fellow who sees one agency."""
    head, fellow = _reader(founded, "head"), _reader(founded, "fellow-alpha")
    day, late = today(), TaskFilters(late=True, agency=founded.agencies["alpha"])
    assert len(task_list(head, today=day, filters=late).rows) == 50
    assert len(task_page(head, task, day).updates) == UPDATES
    return {
        "list, queries": lambda: task_list(head, today=day, filters=late),
        "list, queries, own agency": lambda: task_list(fellow, today=day, filters=late),
        "task, queries": lambda: task_page(head, task, day),
        "task, queries, own agency": lambda: task_page(fellow, task, day),
    }


def _pages(founded: Founded, task: int) -> dict[str, Callable[[], Any]]:
    """The same through every middleware, as the web and as the API answer."""
    settings.ALLOWED_HOSTS = ["testserver"]
    founded.do("open_account", person=founded["head"].person, username="bench")
    web, api = Client(), Client(headers={"authorization": f"Bearer {_key(founded)}"})
    web.force_login(Account.objects.get(username="bench"))
    chosen = f"agency={founded.agencies['alpha']}&late=1"
    return {
        "list, page": lambda: _page(web, f"/{founded.code}/tasks/?{chosen}"),
        "task, page": lambda: _page(web, f"/{founded.code}/tasks/{task}/"),
        "list, API": lambda: _page(api, f"/api/{founded.code}/tasks?{chosen}"),
        "task, API": lambda: _page(api, f"/api/{founded.code}/tasks/{task}"),
    }


def _reader(founded: Founded, seat: str) -> Reader:
    return reader_for(founded[seat], now())


def _key(founded: Founded) -> str:
    key, sha256, hint = new_key()
    founded.do("issue_personal_key", person=founded["head"].person, label="bench", sha256=sha256, hint=hint)
    return key


def _page(client: Client, address: str) -> HttpResponse:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code} {answer.content[:300]!r}")
    return answer  # type: ignore[return-value]


VERBS: Final = {"fill": fill, "measure": measure}
