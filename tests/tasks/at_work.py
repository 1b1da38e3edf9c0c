"""A small body at work, for the tests of tasks: everything through real acts, the authority of the mandates judging."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any, Final, TypeVar

from chidao.acts.authority import Capacity
from chidao.acts.kept import forget_kept
from chidao.acts.recorded import Recorded, doing_now
from chidao.acts.registry import act_named
from chidao.acts.runner import Call, perform
from chidao.instruments.models import Instrument, Provision
from chidao.kernel.days import VIET_NAM
from chidao.kernel.errors import ChidaoError
from chidao.kernel.wording import same
from chidao.ledger.models import Event, OutboxMessage
from chidao.mandates.models import Seat
from chidao.mandates.queries import capacity_in_seat
from chidao.tasks.models import Task
from tests.charters_small import BESIDE, SMALL
from tests.factories import Founded, founded_body, seated
from tests.fixtures.founded import founded_once

ONE_DAY: Final = timedelta(days=1)
SPRING: Final = datetime(2020, 4, 1, 8, 0, tzinfo=VIET_NAM)
Row = TypeVar("Row", bound=Recorded)


def fresh_body(*, charter: str = SMALL, beside: str = BESIDE) -> Founded:
    """Found the tests' small body anew; what another test's body left in memory is forgotten."""
    forget_kept()
    return founded_body(charter=charter, beside=beside)


def hp20(*, without: str = "") -> Founded:
    """Found the body of the shipped charter HP20, with those seated whom these tests need; `without` a feature."""
    forget_kept()
    return _hp20(without)


@founded_once
def _hp20(without: str) -> Founded:
    charter, beside = (read_charter_text(name) for name in ("HP20", "HP20-inst"))
    lines = [line for line in charter.splitlines() if not without or f"{{feature: {without}," not in line]
    founder = Capacity(body="HP", person=0, seat=None, says=same("Người cài đặt"))
    fields = {"charter": "\n".join(lines), "installation": beside, "recorder": "Người ghi", "recorder_seat": "clerk"}
    given = act_named("found_body").given(body="HP", **fields)
    perform(Call(act="found_body", given=given, by=founder, now=SPRING))
    clerk = capacity_in_seat("HP", Seat.objects.get(key="clerk").pk, SPRING)
    assert clerk is not None
    founded = Founded(code="HP", clerk=clerk, now=SPRING)
    for key in ("chair", "member-so-noi-vu"):
        founded.capacities[key] = seated(founded, Seat.objects.select_related("post").get(key=key))
    return founded


def assigned_in_hp20(founded: Founded) -> Task:
    """Assign a task by the head of HP20's body to the agency of its member."""
    member = founded["member-so-noi-vu"]
    receipt = founded.do("assign_task", founded["chair"], title="Việc", lead_agency=member.agency)
    return task_now(receipt.outcome["task"])


def read_charter_text(name: str) -> str:
    """Return a charter that ships with the program."""
    return files("chidao.data").joinpath("charters", f"{name}.yaml").read_text(encoding="utf-8")


def at_hour(day: date, hour: int = 9) -> datetime:
    """Return an hour of a day in Viet Nam."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=VIET_NAM)


def assigned(
    founded: Founded, title: str = "Rà soát thủ tục hành chính", *, lead: str = "alpha", **fields: Any
) -> Task:
    """Assign a task by the head."""
    coordinating = tuple(founded.agencies[each] for each in fields.pop("coordinating", ()))
    receipt = founded.do(
        "assign_task", founded["head"], title=title, lead_agency=founded.agencies[lead], coordinating=coordinating,
        **fields,
    )  # fmt: skip
    return task_now(receipt.outcome["task"])


def proposed(founded: Founded, **fields: Any) -> Task:
    """Assign a task and propose its completion by its agency."""
    task = assigned(founded, **fields)
    founded.do("propose_completion", founded["fellow-alpha"], task=task.pk, result="Đã xong", no_evidence="Việc nội bộ")
    return task_now(task.pk)


def task_now(pk: int) -> Task:
    """Return the task as it stands."""
    found: Task = Task.objects.get(pk=pk)
    return found


def codes(error: ChidaoError) -> set[str]:
    """Return the codes of the reasons."""
    return {reason.code for reason in error.reasons}


def last_event() -> Event:
    """Return the event written last."""
    return Event.objects.latest("pk")


def notices() -> list[dict[str, Any]]:
    """Return the notices left for the worker, the oldest first."""
    return list(OutboxMessage.objects.filter(topic="notice").order_by("pk").values_list("payload", flat=True))


@contextmanager
def as_an_act() -> Iterator[None]:
    """Let rows be written that in a whole program an act of another context has written."""
    token = doing_now.set(object())
    try:
        yield
    finally:
        doing_now.reset(token)


def written(row: Row) -> Row:
    """Write such a row."""
    with as_an_act():
        row.save()
    return row


def conclusion_of(founded: Founded) -> Provision:
    """Return the first conclusion of an issued notice."""
    notice = written(
        Instrument(
            body=founded.code, kind="notice", number="05", symbol="TB-BTN", title=same("Thông báo kết luận").as_data(),
            recorded_at=founded.now, folded="",
        )
    )  # fmt: skip
    return written(
        Provision(
            instrument=notice, ordinal=1, clause_id="TB5-1", label="KL1", cite="Kết luận 1", kind="duty",
            summary=same("Rà soát").as_data(),
        )
    )  # fmt: skip


def other_agency(founded: Founded) -> int:
    """Register an agency for which nobody sits in the body."""
    receipt = founded.do("register_agency", code="xa", name="Xã Thử", kind="other")
    return int(receipt.outcome["agency"])
