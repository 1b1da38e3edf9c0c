"""Several tasks chosen in the list: urged at once, one act an agency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from chidao.acts.authority import Matter
from chidao.acts.registry import act_named
from chidao.acts.runner import Call, perform
from chidao.door.given import read_given
from chidao.kernel.errors import BadInput, ChidaoError, Reason
from chidao.kernel.wording import Text, same
from chidao.tasks.queries import AgencyRef, TaskRow, visible
from chidao.tasks.queries.rows import COLUMNS, read_rows
from chidao.web.acting.forms import fresh_key
from chidao.web.fields import Field
from chidao.web.here import Here
from chidao.web.offers import Offer, offer_list, wish
from chidao.web.pages import page, screen
from chidao.web.tasks.listing import list_url

TITLE: Final = Text("Đôn đốc các nhiệm vụ đã chọn", "Urge the tasks chosen")
MOST: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """An agency's tasks among those chosen, and whether this seat may urge it."""

    agency: AgencyRef
    rows: tuple[TaskRow, ...]
    offer: Offer
    key: str

    @property
    def ids(self) -> str:
        """Return the ids as the form sends them."""
        return ",".join(str(row.id) for row in self.rows)


@screen("tasks_selected", ("Đôn đốc các nhiệm vụ đã chọn", "Urge the tasks chosen"), acts=("urge_agency",))
def urge_selected(request: HttpRequest, here: Here) -> HttpResponse:
    """Show whom it concerns, then urge each agency by an act of its own."""
    groups = _groups(here, request)
    if not groups:
        raise BadInput(Reason(code="nothing_chosen", says=_NOTHING, remedy=_CHOOSE))
    reasons: list[Reason] = []
    if request.method == "POST" and request.POST.get("send"):
        reasons = [reason for group in groups for reason in _urged(request, here, group)]
        if not reasons:
            return HttpResponseRedirect(list_url(here, late=1))
    text = Text("Nội dung đôn đốc", "What is urged")
    context = {
        "groups": groups,
        "field": Field(name="text", label=text, kind="textarea", value=request.POST.get("text", ""), rows=4),
        "errors": reasons,
        "count": sum(len(group.rows) for group in groups),
    }
    return page(request, here, "tasks/selected.html", TITLE, context, status=409 if reasons else 200)


def _groups(here: Here, request: HttpRequest) -> list[Group]:
    sent = [part for written in request.POST.getlist("tasks") for part in written.split(",")]
    keys = [int(part) for part in sent if part.isascii() and part.isdigit()][:MOST]
    values = visible(here.eyes).filter(pk__in=keys, state="open", accepted_at=None).order_by("due_on", "pk")
    rows = read_rows(values.values(*COLUMNS), here.today) if keys else ()
    agencies = {row.lead.id: row.lead for row in rows}
    wishes = [wish("urge_agency", Matter(body=here.body, says=same(each.name), lead_agency=each.id)) for each in
              agencies.values()]  # fmt: skip
    return [
        Group(
            agency=agency,
            rows=tuple(row for row in rows if row.lead.id == agency.id),
            offer=offer,
            key=request.POST.get(f"key-{agency.id}") or fresh_key(),
        )
        for agency, offer in zip(agencies.values(), offer_list(here, wishes), strict=True)
    ]


def _urged(request: HttpRequest, here: Here, group: Group) -> Sequence[Reason]:
    """Urge one agency; say what came of it, or return why it was refused."""
    sent = {"body": here.body, "agency": group.agency.id, "tasks": [row.id for row in group.rows],
            "text": request.POST.get("text", "")}  # fmt: skip
    try:
        given = read_given(act_named("urge_agency"), sent)
        receipt = perform(Call(act="urge_agency", given=given, by=here.me, now=here.now, key=group.key))
    except ChidaoError as error:
        return [_of_agency(group.agency, reason) for reason in error.reasons]
    messages.success(request, receipt.says.said_in(here.language))
    return ()


def _of_agency(agency: AgencyRef, reason: Reason) -> Reason:
    says = Text(f"{agency.name}: {reason.says.vi}", f"{agency.name}: {reason.says.en}")
    return Reason(code=reason.code, says=says, clause=reason.clause, remedy=reason.remedy)


_NOTHING = Text("Chưa chọn nhiệm vụ nào đang thực hiện.", "No task in progress is chosen.")
_CHOOSE = Text("Quay lại danh sách và đánh dấu các dòng.", "Go back to the list and tick rows.")
