"""One operation for each declared act, and the question whether one may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from chidao.acts.authority import Basis, Matter, Question, may
from chidao.acts.registry import Act, act_named, act_names
from chidao.acts.runner import perform
from chidao.api.addresses import Instant, Seat
from chidao.api.answers import answer
from chidao.api.asked import read_call, read_object
from chidao.api.callers import caller_of, capacity_of_call
from chidao.api.description import NOT_CALLED, act_extra, answers, called_acts
from chidao.door.calling import call_for, given_in_body
from chidao.kernel.days import VIET_NAM
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text


def act_router() -> Router:
    """Return the operations of every act: POST /{body}/acts/{name}."""
    router = Router()
    for act in called_acts():
        router.post(
            f"/{{body}}/acts/{act.name}",
            operation_id=act.name,
            summary=f"{act.title.vi} / {act.title.en}",
            description=f"{act.says.vi}\n\n{act.says.en}",
            tags=[act.room],
            url_name=f"act_{act.name}",
            openapi_extra=act_extra(act),
        )(_operation(act))
    router.get(
        "/{body}/may", operation_id="may", summary="Được làm không, vì sao / May one, and why", tags=["acts"],
        openapi_extra=answers("Thing"),
    )(may_one)  # fmt: skip
    return router


def may_one(
    request: HttpRequest,
    body: str,
    act: str,
    seat: Seat = None,
    at: Instant = None,
    input: str = "",  # noqa: A002
) -> HttpResponse:
    """Say whether the caller may do an act, by what right, or every reason against.

    Without an input it is judged about nothing in particular: conditions on the object count as not met.
    """
    if act not in act_names() - NOT_CALLED:
        raise NotFound(Reason(code="no_such_act", says=_NO_SUCH_ACT, field="act"))
    caller, capacity = caller_of(request), capacity_of_call(request, body, seat)
    instant = _local(at) or caller.now
    declared = act_named(act)
    matter = _matter(declared, capacity.body, input, instant)
    verdict = may(Question(capacity=capacity, act=act, matter=matter, at=instant, known_at=caller.now))
    if isinstance(verdict, Basis):
        return answer({"may": True, "basis": verdict.as_data()})
    return answer({"may": False, "reasons": [reason.as_data() for reason in verdict.reasons]})


def _operation(act: Act) -> Callable[..., Any]:
    def operate(request: HttpRequest, body: str) -> HttpResponse:
        return _perform(request, act, body)

    operate.__name__ = act.name
    operate.__doc__ = None
    return operate


def _perform(request: HttpRequest, act: Act, body: str) -> HttpResponse:
    caller, asked = caller_of(request), read_call(request)
    capacity = capacity_of_call(request, body, asked.seat)
    given = given_in_body(act, capacity.body, asked.input)
    call = call_for(
        act,
        given,
        capacity,
        caller.now,
        at=asked.instant,
        for_seat=asked.on_behalf_of.seat if asked.on_behalf_of else None,
        evidence=asked.evidence,
        key=request.headers.get("Idempotency-Key"),
    )
    receipt = perform(call)
    return answer({**receipt.as_data(), "repeated": receipt.repeated})


def _matter(act: Act, body: str, sent: str, at: datetime) -> Matter:
    if not sent:
        return Matter(body=body, says=act.title)
    return act.about(given_in_body(act, body, read_object(sent.encode(errors="replace"))), at)


def _local(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=VIET_NAM) if at and at.tzinfo is None else at


_NO_SUCH_ACT = Text("Không có việc nào mang tên này.", "There is no act of that name.")
