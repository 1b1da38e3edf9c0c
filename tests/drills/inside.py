"""What a drill does inside an installation, in a process of its own, by real acts: found a body, and count afterwards.

`python -m tests.drills.inside prepare` migrates, founds the tests' body and prints whom the drill calls as; `count`
prints what the database holds. Both print one JSON object.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, Final

import django

TEXTS: Final = ("line", "text", "promised")
"""Where the acts of a drill carry the words by which one write is known."""


def prepare() -> dict[str, Any]:
    """Found the body with two agencies' tasks; return keys that outlast any drill, tasks by agency, the last event."""
    from django.core.management import call_command

    from chidao.ledger.models import ChainHead
    from chidao.tasks.rules import PlannedTask
    from tests.factories import founded_body

    call_command("migrate", verbosity=0)
    founded = founded_body()
    agencies = {name: founded.agencies[name] for name in ("alpha", "beta")}
    rows = tuple(
        PlannedTask(row=number, title=f"Nhiệm vụ {number}", lead_agency_id=agencies[name])
        for number, name in enumerate(["alpha", "beta"] * 5, start=1)
    )
    tasks = founded.do("import_tasks", rows=rows, file="").outcome["tasks"]
    callers = ("head", "secretary", "fellow-alpha", "fellow-beta")
    return {
        "body": founded.code,
        "keys": {name: founded.key_for(founded[name].person, days=36_500) for name in callers},
        "tasks": {"alpha": tasks[0::2], "beta": tasks[1::2]},
        "agencies": agencies,
        "last": ChainHead.objects.get(chain=founded.code).seq,
    }


def count(last: int) -> dict[str, Any]:
    """Return what came after the event numbered `last`: events, rows, keys, messages, and what verifying finds."""
    from chidao.acts.runner import check_record
    from chidao.ledger.models import Event, IdempotencyKey, OutboxMessage, Trace
    from chidao.tasks.models import Task, Update

    events = Event.objects.filter(seq__gt=last).order_by("seq")
    return {
        "events": [[each.seq, each.act, _mark(each.given)] for each in events],
        "titles": list(Task.objects.filter(origin="direction").order_by("number").values_list("title", flat=True)),
        "numbers": list(Task.objects.order_by("number").values_list("number", flat=True)),
        "texts": sorted(Update.objects.values_list("text", flat=True)),
        "keys": dict(IdempotencyKey.objects.values_list("key", "event__seq")),
        "told": sorted(OutboxMessage.objects.filter(event__in=events).values_list("event__seq", flat=True)),
        "traced": sorted(set(Trace.objects.filter(event__in=events).values_list("event__seq", flat=True))),
        "findings": [finding.says.vi for finding in check_record("default").findings],
    }


def _mark(given: dict[str, Any]) -> str:
    return str(next(given[name] for name in TEXTS if name in given))


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "chidao.settings"
    django.setup()
    sys.stdout.write(json.dumps(prepare() if sys.argv[1] == "prepare" else count(int(sys.argv[2]))))
