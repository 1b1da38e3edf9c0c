"""What the page of one incoming paper shows, put together from what was read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.documents.acts.incoming import incoming_matter, incoming_said
from chidao.documents.incoming.queries import IncomingPage, seen_incoming
from chidao.documents.models import Incoming
from chidao.exchange.queries import messages_about, sees_messages
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text
from chidao.reports.record import events_of_row
from chidao.tasks.queries import TaskFilters, task_list
from chidao.tasks.rules import STATES as TASK_STATES
from chidao.tasks.rules import task_matter
from chidao.web.act_row import act_row, correction_wish
from chidao.web.here import Here
from chidao.web.incoming.words import SETTLED_WORDS, URGENCY_SHAPES, WAY_WORDS, kind_said
from chidao.web.meetings.one import LATER, NEXT, Ground, StripStep
from chidao.web.offers import Wish, offer_list, wish
from chidao.web.record.views import shown

SHOWN: Final = 8


def incoming_context(here: Here, found: IncomingPage) -> dict[str, object]:
    """Return everything the page of a paper needs beyond its frame."""
    row = found.row
    events = events_of_row(here.eyes, "documents_incoming", row.id)
    offers = offer_list(here, list(_wishes(here, found, events[-1].seq if events else None)))
    filters = TaskFilters(instrument=found.instrument) if found.instrument else None
    listed = task_list(here.eyes, today=here.today, filters=filters).rows if filters else ()
    return {
        "paper": found,
        "row": row,
        "kind": kind_said(row.kind),
        "way": WAY_WORDS.get(row.way),
        "urgency": URGENCY_SHAPES.get(row.urgency),
        "settled": SETTLED_WORDS.get(row.settled_how),
        "strip": list(_steps(found)),
        "acts": act_row(offers, _next(found)),
        "tasks": [{"row": each, "state": TASK_STATES[each.state]} for each in listed],  # type: ignore[index]
        "files_url": reverse("documents", args=[here.body]).replace("/documents/", "/files/"),
        "drafts_url": reverse("drafts", args=[here.body]),
        "answer_url": f"{reverse('drafts', args=[here.body])}new/?answers={row.id}" if row.state != "settled" else "",
        "exchanged": messages_about(incoming=row.id) if sees_messages(here.eyes) else (),
        "grounds": list(_grounds(here, found)),
        "events": [shown(here, line) for line in events[:SHOWN]],
    }


def answering(here: Here, document: int) -> dict[str, object]:
    """Return the papers that a document of the body answers, and those that answer it; nothing where there are none."""
    seen: QuerySet[Incoming] = seen_incoming(here.eyes)
    answered = [_said(each) for each in seen.filter(answers__document=document).order_by("pk")]
    answers = [_said(each) for each in seen.filter(in_answer_to=document).order_by("pk")]
    return {"answered": answered, "answers": answers} if answered or answers else {}


def _said(row: Incoming) -> dict[str, object]:
    return {"id": row.pk, "says": incoming_said(row.number, row.year, row.symbol), "title": row.title}


def _wishes(here: Here, found: IncomingPage, event: int | None) -> Iterator[Wish]:
    """Yield the acts a paper may wait for in its state; what is settled is only corrected."""
    row = found.row
    says = incoming_said(row.number, row.year, row.symbol)
    matter: Matter = incoming_matter(here.body, says)
    if row.state != "settled":
        for name in ("present_incoming", "direct_incoming"):
            yield wish(name, matter, incoming=row.id)
        if found.provision:
            about = task_matter(here.body, says, origin="instrument", lead=None)
            yield wish("assign_task", about, provision=found.provision)
        for name in ("answer_incoming", "settle_incoming"):
            yield wish(name, matter, incoming=row.id)
    if event is not None:
        yield correction_wish(here, says, table="incoming", row=row.id, was=row.title, event=event)


def _next(found: IncomingPage) -> str | None:
    row = found.row
    if row.state in {"new", "presented"}:
        return {"new": "present_incoming", "presented": "direct_incoming"}[row.state]
    if row.state == "settled":
        return None
    is_dealt_with = row.answers or (row.tasks and not row.open_tasks)
    return "settle_incoming" if is_dealt_with else "assign_task" if not row.tasks else None


def _steps(found: IncomingPage) -> Iterator[StripStep]:
    """Yield the steps from arrival to end; one that was passed over is done with what came after it."""
    order = ("new", "presented", "directed", "settled")
    reached = order.index(found.row.state)
    at: tuple[datetime | None, ...] = (
        found.registered_at,
        found.presented_at,
        found.directions[0].at if found.directions else None,
        None,
        found.settled_at,
    )
    # The fourth step is the dealing itself: it has no hour of its own.
    now = {0: 1, 1: 2, 2: 3, 3: 5}[reached]
    for place, (title, anchor) in enumerate(_STEPS):
        state = "done" if place < now else "now" if place == now else "later"
        yield StripStep(title=title, note=_note(found, place, at[place], state), state=state, url=anchor)


def _note(found: IncomingPage, place: int, at: datetime | None, state: str) -> Text:
    if at:
        on = local_day(at)
        return Text(f"{on.day}/{on.month}/{on.year}", f"{on:%-d %b %Y}")
    if place == _DEALING and state == "now":
        return _CAME_OF_IT.filled(tasks=found.row.tasks, answers=len(found.row.answers))
    return {"done": Text("–", "–"), "now": NEXT, "later": LATER}[state]


def _grounds(here: Here, found: IncomingPage) -> Iterator[Ground]:
    principle = here.regulation.has_feature("registers") if here.regulation else None
    if principle:
        yield Ground(title=_KEPT, says=None, clause=principle.clause)
    if found.row.state == "new":
        yield Ground(title=_SAME_DAY, says=_DECREE, clause=None)
    clauses = dict.fromkeys(each.clause for each in found.directions if each.clause)
    for clause in clauses:
        yield Ground(title=_DIRECTS, says=None, clause=clause)
    if found.instrument:
        url = reverse("tasks", args=[here.body]) + f"?instrument={found.instrument}"
        yield Ground(title=_TASKS, says=None, clause=None, url=url)


_DEALING: Final = 3
_STEPS: Final = (
    (Text("Vào sổ", "Registered"), ""),
    (Text("Trình", "Presented"), ""),
    (Text("Cho ý kiến", "Directed"), "#directions"),
    (Text("Xử lý", "Dealt with"), "#came-of-it"),
    (Text("Xong", "Settled"), ""),
)
_CAME_OF_IT: Final = Text("{tasks} nhiệm vụ, {answers} trả lời", "{tasks} tasks, {answers} answers")
_KEPT: Final = Text(
    "Văn bản đến được vào sổ và theo dõi giải quyết", "Papers are registered and followed until settled"
)
_SAME_DAY: Final = Text(
    "Trình ngay trong ngày đến, chậm nhất ngày làm việc kế tiếp", "Presented the same day, the next working day at most"
)
_DECREE: Final = Text("Nghị định 30/2020/NĐ-CP, Điều 23", "Decree 30/2020/NĐ-CP, article 23")
_DIRECTS: Final = Text("Thẩm quyền cho ý kiến xử lý", "The right to direct it")
_TASKS: Final = Text("Nhiệm vụ từ văn bản này", "Tasks from this paper")
