"""The form of an act and its sending. The page of whatever the act made comes after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from chidao.acts.authority import Basis, Capacity, Question, Refusal, the_authority
from chidao.acts.registry import Act, act_named, act_names
from chidao.acts.runner import Call, Receipt, perform
from chidao.door.given import read_given
from chidao.kernel.days import VIET_NAM
from chidao.kernel.errors import BadInput, ChidaoError, Conflict, NotFound, Reason
from chidao.kernel.wording import Text
from chidao.mandates.queries import capacity_in_seat
from chidao.web.acting.forms import (
    defaults_of,
    first_values,
    fresh_key,
    record_fields,
    sent_data,
    sent_files,
    shown_fields,
)
from chidao.web.acting.shapes import shape_of
from chidao.web.here import Here
from chidao.web.pages import page, screen

After = Callable[[Here, Mapping[str, Any], Mapping[str, Any]], str]
_AFTER: Final[dict[str, After]] = {}
_LEAD: Final[dict[str, Callable[[Here, Mapping[str, object]], Mapping[str, object]]]] = {}


def after(*names: str) -> Callable[[After], After]:
    """Declare which page follows acts: a function of here, the outcome and the input sent, to an address."""

    def declared(follow: After) -> After:
        _AFTER.update(dict.fromkeys(names, follow))
        return follow

    return declared


def fills(name: str) -> Callable[[Callable[[Here, Mapping[str, object]], Mapping[str, object]]], Any]:
    """Declare what an act's form proposes by itself (the regulation's deadline, the agencies named…)."""

    def declared(propose: Callable[[Here, Mapping[str, object]], Mapping[str, object]]) -> Any:
        _LEAD[name] = propose
        return propose

    return declared


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Whom a clerk records for, when it was done, and the papers that show it."""

    actor: Capacity
    at: datetime
    evidence: tuple[str, ...]


@screen("act", ("Thực hiện một việc", "Perform an act"))
def act_form(request: HttpRequest, here: Here, name: str) -> HttpResponse:
    """Show the form of an act, or perform it."""
    if name not in act_names():
        raise Http404(name)
    act = act_named(name)
    if request.method == "POST":
        return _sent(request, here, act)
    first = first_values(request.GET)
    proposed = _LEAD[name](here, first) if name in _LEAD else {}
    return _form(request, here, act, {**defaults_of(act), **proposed, **first}, key=fresh_key())


def _sent(request: HttpRequest, here: Here, act: Act) -> HttpResponse:
    try:
        sent = sent_data(act, request, here)
        receipt = perform(_call(request, here, act, sent))
    except ChidaoError as error:
        values = {**first_values(request.POST)}
        key = request.POST.get("key") or fresh_key()
        return _form(request, here, act, values, key=key, error=error)
    messages.success(request, receipt.says.said_in(here.language))
    return HttpResponseRedirect(_next(request, here, act, receipt, sent))


def _call(request: HttpRequest, here: Here, act: Act, sent: Mapping[str, object]) -> Call:
    given = read_given(act, sent)
    recorded = _recorded(request, here) if request.POST.get("record") else None
    return Call(
        act=act.name,
        given=given,
        by=recorded.actor if recorded else here.me,
        operator=here.me if recorded else None,
        at=recorded.at if recorded else None,
        evidence=recorded.evidence if recorded else (),
        now=here.now,
        key=request.POST.get("key") or None,
    )


def _recorded(request: HttpRequest, here: Here) -> Recorded:
    at = _done_at(request.POST.get("done_at", ""), here.now)
    chosen = request.POST.get("legal_seat", "")
    if not chosen.isdigit():
        says = Text("Chọn người đã thực hiện việc này theo bản giấy.", "Choose who did this on paper.")
        raise BadInput(Reason(code="missing", says=says, field="legal_seat"))
    # Who held the seat then, as is known now: a paper may be older than what the system has been told.
    actor = capacity_in_seat(here.body, int(chosen), here.now) or capacity_in_seat(here.body, int(chosen), at)
    if actor is None:
        says = Text("Ghế này không có người giữ vào lúc đó.", "Nobody held this seat then.")
        raise NotFound(Reason(code="no_holder", says=says, field="legal_seat"))
    papers = tuple(each.sha256 for each in sent_files(request, "scan"))
    return Recorded(actor=actor, at=at, evidence=papers)


def _done_at(written: str, now: datetime) -> datetime:
    if not written.strip():
        return now
    try:
        instant = datetime.fromisoformat(written.strip())
    except ValueError as error:
        says = Text("Thời điểm không đọc được, viết như 25/3/2020 14:00.", "Not an instant; write 25/3/2020 14:00.")
        raise BadInput(Reason(code="datetime", says=says, field="done_at")) from error
    return instant if instant.tzinfo else instant.replace(tzinfo=VIET_NAM)


def _form(
    request: HttpRequest,
    here: Here,
    act: Act,
    values: Mapping[str, object],
    *,
    key: str,
    error: ChidaoError | None = None,
) -> HttpResponse:
    recording = bool(values.get("record"))
    shape = shape_of(act.name, here, values, shown_fields(act, here, values))
    context = {
        "act": act,
        "fields": shape.fields,
        "crumbs": shape.crumbs,
        "lead": shape.lead,
        "record_fields": record_fields(here, values) if recording else [],
        "recording": recording,
        "verdict": _verdict(here, act, values) if error is None else None,
        "key": key,
        "next": _safe(request, str(values.get("next", ""))),
        "errors": error.reasons if error else (),
        **shape.context,
    }
    return page(request, here, shape.template, act.title, context, status=error.status if error else 200)


def _verdict(here: Here, act: Act, values: Mapping[str, object]) -> Basis | Refusal | None:
    """Say beforehand by what right, where what is filled already tells what the act is about."""
    try:
        matter = act.about(read_given(act, {**_known(act, values), "body": here.body}), here.now)
    except (ChidaoError, Conflict):
        return None
    question = Question(capacity=here.me, act=act.name, matter=matter, at=here.now, known_at=here.now)
    return the_authority().answer([question])[0]


def _known(act: Act, values: Mapping[str, object]) -> dict[str, object]:
    return {
        name: value for name, value in values.items() if name not in {"next", "record", "key", "csrfmiddlewaretoken"}
    }


def _next(request: HttpRequest, here: Here, act: Act, receipt: Receipt, sent: Mapping[str, object]) -> str:
    wanted = _safe(request, request.POST.get("next", ""))
    if wanted:
        return wanted
    follow = _AFTER.get(act.name)
    return follow(here, receipt.outcome, sent) if follow else reverse("desk", args=[here.body])


def _safe(request: HttpRequest, address: str) -> str:
    return address if url_has_allowed_host_and_scheme(address, {request.get_host()}) else ""
