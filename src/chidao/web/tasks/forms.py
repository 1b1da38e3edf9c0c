"""The forms of a task's acts, filled from the provision it comes from and from the regulation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.http import Http404
from django.urls import reverse

from chidao.instruments.models import Provision
from chidao.instruments.queries import working_days
from chidao.kernel.errors import NotFound
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import seats_in_force
from chidao.meetings.models import Conclusion
from chidao.tasks.queries import TaskFilters, TaskPage, task_list, task_page
from chidao.web.acting.choices import offers_choices
from chidao.web.acting.shapes import Crumb, Shape, number_in, shapes, with_fields
from chidao.web.acting.views import after, fills
from chidao.web.fields import Field, Option
from chidao.web.here import Here, agency_names
from chidao.web.incoming.tasking import paper_of_task
from chidao.web.tasks.listing import list_url

LIST: Final = Text("Nhiệm vụ", "Tasks")
LONGEST_TITLE: Final = 300
_FROM: Final = Text("Theo {cite}", "From {cite}")
ON_TASK: Final = (
    "report_progress", "propose_completion", "accept_completion", "return_completion", "extend_deadline",
    "ask_coordination", "answer_coordination", "log_contact", "remind_task", "name_accountable_person", "report_result",
)  # fmt: skip


@after("assign_task", "give_direction", *ON_TASK)
def to_task(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the task; from a conclusion, go back to the meeting while others of it wait."""
    provision = sent.get("provision")
    if provision and (meeting := _meeting_of(int(str(provision)))):
        return reverse("meeting", args=[here.body, meeting]) + "#conclusions"
    return reverse("task", args=[here.body, int(outcome.get("task") or sent["task"])])


@after("urge_agency")
def to_agency(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the one task that was urged, or the agency's late list."""
    urged = outcome.get("tasks", [])
    if len(urged) == 1:
        return reverse("task", args=[here.body, int(urged[0])])
    return list_url(here, agency=sent.get("agency"), late=1)


# ---------------------------------------------------------------- giving work


@fills("assign_task")
def propose_task(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Propose what the conclusion says: its words, its agencies, its deadline or the regulation's working day."""
    found = _conclusion(here, first)
    default = {"due_on": _default_day(here)}
    if found is None:
        return {**default, **_from_paper(here, first)}
    title = found.text if len(found.text) <= LONGEST_TITLE else found.text[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    return default | {
        "title": title.replace("\n", " "),
        "detail": found.text if title != found.text else "",
        "lead_agency": found.lead_agency_id,
        "coordinating": found.coordinating,
        **({"due_on": found.due_on} if found.due_on else {}),
    }


@fills("give_direction")
def propose_direction(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Propose the regulation's working day."""
    return {"due_on": _default_day(here)}


def _in_use(fields: Sequence[Field]) -> list[Field]:
    """Leave out what a body has none of: fields of work, sub-groups."""
    return [each for each in fields if each.name not in {"field", "sub_group"} or each.options]


@shapes("assign_task", "give_direction")
def assignment_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Say where the task comes from; from a conclusion, its origin is not asked again."""
    principle = here.regulation.has_feature("task_deadline") if here.regulation else None
    found = _conclusion(here, values)
    clause = principle.clause if principle else None
    due = {"clause": clause, "hint": _DEFAULT_DAY if clause else None}
    shown = with_fields(_in_use(fields), due_on=due, detail={"rows": 5}, working_days={"hint": _OR_DAYS})
    kept = [each for each in shown if each.name not in {"outside", "source_text"}]
    if found is None and (paper := paper_of_task(here, values)):
        return Shape(fields=kept, crumbs=(_to_list(here), paper.crumb), lead=_FROM.filled(cite=paper.cite))
    if found is None:
        return Shape(fields=[each for each in shown if each.name != "provision"], crumbs=(_to_list(here),))
    url = reverse("meeting", args=[here.body, found.meeting_id]) + "#conclusions"
    crumb = Crumb(title=same(found.meeting.title), url=url)
    cite = found.provision.cite if found.provision else ""
    return Shape(fields=kept, crumbs=(_to_list(here), crumb), lead=_FROM.filled(cite=cite))


def _from_paper(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Propose what an incoming paper says, where the task is to cite one."""
    paper = paper_of_task(here, first)
    if paper is None:
        return {}
    said = {"title": paper.title[:LONGEST_TITLE], "lead_agency": paper.lead, "coordinating": paper.coordinating}
    return said | ({"due_on": paper.due_on} if paper.due_on else {})


# ---------------------------------------------------------------- on one task


@fills("report_progress")
def propose_report(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Begin from the share reported before."""
    return {"percent": _task(here, first).percent}


@fills("extend_deadline")
def propose_extension(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Propose the regulation's number of working days more, from today or the deadline, whichever is later."""
    due_on = _task(here, first).due_on
    return {"due_on": working_days().add_working_days(max(due_on or here.today, here.today), _default_days(here) or 5)}


@shapes(*ON_TASK)
def task_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show which task it is, and ask only among those it concerns."""
    found = _task(here, values)
    coordinating = tuple(Option(value=str(each.agency.id), label=same(each.agency.name)) for each in found.coordinating)
    shown = with_fields(
        fields,
        agencies={"options": coordinating},
        percent={"least": 0, "most": 100},
        person={"options": tuple(_people(here, found))},
        answer_due_on={"least": here.today},
    )
    crumb = Crumb(
        title=Text("Nhiệm vụ {n}", "Task {n}").filled(n=found.number), url=reverse("task", args=[here.body, found.id])
    )
    return Shape(
        fields=shown,
        template="tasks/form.html",
        crumbs=(_to_list(here), crumb),
        lead=same(found.title),
        context={"task": found, "left": found.lateness.working_days, "done": found.lateness.done},
    )


@shapes("urge_agency")
def urging_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show what is late there, so that whoever urges knows of what."""
    agency = number_in(values, "agency")
    chosen = _keys(values.get("tasks"))
    late = task_list(here.eyes, today=here.today, filters=TaskFilters(late=True, agency=agency), limit=100).rows
    urged = [row for row in late if not chosen or row.id in chosen] if agency else []
    shown = with_fields(
        fields,
        tasks={"kind": "hidden", "value": ",".join(str(each) for each in chosen)},
        agency={"kind": "hidden"} if agency else {},
    )
    name = agency_names().get(agency or 0, "")
    context = {"urged": urged, "agency": name}
    lead = same(name) if name else None
    return Shape(
        fields=shown, template="tasks/urge_form.html", crumbs=(_to_list(here),), lead=lead,
        context={**context, "agency_id": agency},
    )  # fmt: skip


@shapes("correct_clerical_error")
def correction_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Ask only how it should read; what it reads now and where it was written are known."""
    known = {name: {"kind": "hidden"} for name in ("table", "id", "field", "event_seq") if values.get(name)}
    was = str(values.get("was") or "")
    words = {"kind": "hidden"} if was else {}
    becomes = {"hint": Text("Đang ghi: {was}", "Reads now: {was}").filled(was=was) if was else None, "rows": 3}
    return Shape(fields=with_fields(fields, was=words, becomes=becomes, **known))


@offers_choices("task")
def tasks_to_choose(here: Here) -> Iterable[Option]:
    """The unfinished tasks that are due first."""
    found = task_list(here.eyes, today=here.today, filters=TaskFilters(state="unfinished"), limit=200)
    for row in found.rows:
        yield Option(value=str(row.id), label=same(f"{row.number}. {row.title[:90]}"), note=same(row.lead.short))


# ---------------------------------------------------------------- parts


def _task(here: Here, values: Mapping[str, object]) -> TaskPage:
    try:
        return task_page(here.eyes, number_in(values, "task") or 0, here.today)
    except NotFound as missing:
        raise Http404(str(missing)) from missing


def _conclusion(here: Here, values: Mapping[str, object]) -> Conclusion | None:
    provision = number_in(values, "provision")
    if provision is None:
        return None
    found: Conclusion | None = (
        Conclusion.objects.filter(provision=provision, meeting__body=here.body)
        .select_related("meeting", "provision")
        .first()
    )
    return found


def _meeting_of(provision: int) -> int | None:
    """Return the meeting of a conclusion, while another of its conclusions is still undecided."""
    found = Conclusion.objects.filter(provision=provision).values_list("meeting_id", flat=True).first()
    waiting = Conclusion.objects.filter(meeting=found, disposition="", provision__isnull=False)
    return found if found and waiting.exclude(provision__in=_with_tasks(found)).exists() else None


def _with_tasks(meeting: int) -> Any:
    provisions = Conclusion.objects.filter(meeting=meeting, provision__isnull=False).values("provision")
    return Provision.objects.filter(pk__in=provisions, tasks__isnull=False).values("pk")


def _default_days(here: Here) -> int | None:
    principle = here.regulation.has_feature("task_deadline") if here.regulation else None
    days = principle.settings.get("working_days") if principle else None
    return days if isinstance(days, int) else None


def _default_day(here: Here) -> Any:
    days = _default_days(here)
    return working_days().add_working_days(here.today, days) if days else None


def _people(here: Here, found: TaskPage) -> Iterable[Option]:
    """The holders of the lead agency's seats, each once."""
    seats = [seat for seat in seats_in_force(here.body, here.today) if seat.agency == found.lead.id and seat.person]
    holders = {seat.person: seat for seat in reversed(seats)}
    for person, seat in holders.items():
        yield Option(value=str(person), label=same(seat.holder or ""), note=seat.title)


def _keys(written: object) -> list[int]:
    parts = written if isinstance(written, list) else str(written or "").replace(",", " ").split()
    return [int(part) for part in parts if str(part).isascii() and str(part).isdigit()]


def _to_list(here: Here) -> Crumb:
    return Crumb(title=LIST, url=reverse("tasks", args=[here.body]))


_DEFAULT_DAY = Text(
    "Đã tính sẵn theo ngày làm việc; sửa nếu giao ngày khác.", "Worked out in working days; change it for another day."
)
_OR_DAYS = Text("Xóa ngày ở trên nếu ghi số ngày.", "Empty the day above if you give a number.")
