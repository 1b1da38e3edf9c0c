"""What the page of one task shows, put together from what was read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.instruments.models import Provision
from chidao.instruments.queries import working_days
from chidao.instruments.vocabulary import FACETS
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import field_titles, regulation, sub_group_names
from chidao.meetings.models import Meeting
from chidao.reports.record import history_of_row
from chidao.tasks.queries import CoordinatingView, TaskPage
from chidao.tasks.rules import FOLLOWS, STATES, Step, task_matter, task_says
from chidao.web.act_row import act_row, correction_wish
from chidao.web.here import Here
from chidao.web.incoming.tasking import paper_address
from chidao.web.offers import Wish, offer_list, wish
from chidao.web.record.views import shown
from chidao.web.tasks.parts import About

# Which step of a task's life each act is, in the order in which they are offered.
STEPS: Final[dict[str, Step]] = {
    "report_result": "result",
    "accept_completion": "accept",
    "return_completion": "return",
    "propose_completion": "propose",
    "report_progress": "report",
    "name_accountable_person": "name",
    "ask_coordination": "ask",
    "answer_coordination": "answer",
    "extend_deadline": "extend",
    "urge_agency": "urge",
    "log_contact": "contact",
    "remind_task": "remind",
}
SHOWN: Final = 8
ORIGINS: Final = FACETS["origin"]


def task_context(here: Here, found: TaskPage) -> dict[str, object]:
    """Return everything the page of a task needs beyond its frame."""
    events, made = history_of_row(here.eyes, "tasks_task", found.id, SHOWN)
    offers = offer_list(here, _wishes(here, found, made))
    own = [each.name for each in offers if each.allowed and not each.recording]
    return {
        "task": found,
        "about": _about(here, found),
        "acts": act_row(offers, next((name for name in _order(here, found) if name in own), None)),
        "coordinating": [{"row": each, "waits": _waits(here, each)} for each in found.coordinating],
        "grounds": list(_chain(here, found)),
        "events": [shown(here, line) for line in events],
    }


def _about(here: Here, found: TaskPage) -> About:
    return About(
        task=found,
        state=STATES[found.state],  # type: ignore[index]
        origin=ORIGINS[found.origin],
        left=found.lateness.working_days if found.lateness.kind != "none" else None,
        field_title=field_titles(here.body).get(found.field) if found.field else None,
        sub_group_name=sub_group_names(here.body)[found.sub_group][1] if found.sub_group else "",
        result_clause=_result_clause(here, found),
    )


def _wishes(here: Here, found: TaskPage, event: int | None) -> list[Wish]:
    says = task_says(found.number, found.title)
    about = task_matter(
        here.body, says, origin=found.origin, lead=found.lead.id,
        coordinating=[each.agency.id for each in found.coordinating], proposed_by=found.proposed_by,
    )  # fmt: skip
    urged = Matter(body=here.body, says=same(found.lead.name), lead_agency=found.lead.id)
    wishes = [
        wish(name, urged, agency=found.lead.id, tasks=found.id)
        if name == "urge_agency"
        else wish(name, about, task=found.id)
        for name, step in STEPS.items()
        if found.state in FOLLOWS[step] and _fits(here, found, name)
    ]
    if event is not None:
        wishes.append(correction_wish(here, says, table="task", row=found.id, was=found.title, event=event))
    return wishes


def _fits(here: Here, found: TaskPage, name: str) -> bool:
    """Leave out what makes no sense here: asking nobody, answering unasked."""
    if name == "ask_coordination":
        return bool(found.coordinating)
    if name == "report_result":
        return found.result_due and found.result_reported_at is None
    if name == "accept_completion":
        return not found.result_due or found.result_reported_at is not None
    if name == "answer_coordination":
        own = [each for each in found.coordinating if each.agency.id == here.me.agency]
        return any(each.asked_at and not each.answered_at for each in own)
    return True


def _result_clause(here: Here, found: TaskPage) -> str | None:
    """Return the clause by which the result is owed to the head, as it was in force when the task was given."""
    then = regulation(here.body, found.assigned_on) if found.result_due else None
    principle = then.has_feature("result_to_head") if then else None
    return principle.clause if principle else None


def _order(here: Here, found: TaskPage) -> tuple[str, ...]:
    """Return what comes next for a task in its state, by who looks."""
    if found.state == "proposed":
        return ("report_result", "accept_completion", "answer_coordination")
    if found.state != "open":
        return ()
    named = () if found.accountable else ("name_accountable_person",)
    return ("answer_coordination", *named, "report_progress", "urge_agency")


def _waits(here: Here, each: CoordinatingView) -> dict[str, object] | None:
    """Return by when an agency that was asked is to answer, None when it was not or has."""
    if not each.asked_at or each.answered_at:
        return None
    if each.answer_due_on is None:
        return {"due_on": None, "left": None}
    left = working_days().working_days_between(here.today, each.answer_due_on)
    return {"due_on": each.answer_due_on, "left": min(-1, left) if each.answer_due_on < here.today else left}


def _chain(here: Here, found: TaskPage) -> Iterator[dict[str, object]]:
    """Yield "why", one click each: the provision, the paper it stands in, the meeting that concluded it."""
    source = found.source
    if source is None:
        yield {"title": ORIGINS[found.origin], "says": same(found.source_text), "clause": None}
        return
    in_regulation = source.clause in here.clauses
    if in_regulation:
        yield {"title": source.summary, "says": same(source.cite), "clause": source.clause}
    else:
        yield {"title": same(source.cite), "says": source.summary, "clause": None}
    paper = _paper(source.provision)
    if paper:
        document, meeting = paper
        url = reverse("document", args=[here.body, document]) if document else ""
        yield {"title": same(source.instrument_label), "says": source.instrument_title, "clause": None, "url": url}
        if meeting:
            key, title = meeting
            opens = reverse("meeting", args=[here.body, key])
            yield {"title": same(title), "says": _MEETING, "clause": None, "url": opens}
    else:
        url = paper_address(here, source.instrument) or reverse("instrument", args=[here.body, source.instrument])
        yield {"title": same(source.instrument_label), "says": source.instrument_title, "clause": None, "url": url}


def _paper(provision: int) -> tuple[int, tuple[int, str] | None] | None:
    """Return the document a provision stands in and the meeting it was concluded at (two queries)."""
    document = Provision.objects.filter(pk=provision).values_list("instrument__document", flat=True).first()
    if document is None:
        return None
    return document, Meeting.objects.filter(notice=document).values_list("pk", "title").first()


_MEETING = Text("kết luận tại cuộc họp này", "concluded at this meeting")
