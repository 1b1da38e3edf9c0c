"""Pages of papers that come in: the list with what waits, and one paper from its arrival to its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.documents.acts.incoming import incoming_said
from chidao.documents.incoming.queries import FILTERS, PAGE, IncomingRow, incoming_counts, incoming_list, incoming_page
from chidao.documents.incoming.rules import STATES
from chidao.documents.queries import DocumentPage
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text
from chidao.web.act_row import act_row
from chidao.web.documents.parts import DocumentPart, document_part
from chidao.web.here import Here
from chidao.web.incoming.one import answering, incoming_context
from chidao.web.incoming.words import URGENCY_SHAPES, kind_said
from chidao.web.offers import offer_list, wish
from chidao.web.pages import page, screen

TITLE: Final = Text("Văn bản đến", "Papers that came in")
TABS: Final[Mapping[str, Text]] = {
    **STATES,
    "late": Text("quá hạn", "late"),
    "unanswered": Text("chưa trả lời", "unanswered"),
}
ORDER: Final = ("new", "presented", "directed", "late", "unanswered", "settled")


@screen(
    "incoming",
    ("Văn bản đến", "Papers that came in"),
    acts=("register_incoming", "present_incoming", "direct_incoming", "answer_incoming", "settle_incoming"),
)
def incoming(request: HttpRequest, here: Here) -> HttpResponse:
    """List the papers that the reader may see, the last number first, narrowed by words in the address."""
    state, words = request.GET.get("state", ""), request.GET.get("q", "").replace("\x00", "").strip()[:200]
    state, mine = state if state in FILTERS else "", request.GET.get("mine") == "1"
    rows = incoming_list(here.eyes, here.today, state=state, words=words, mine=mine, before=_before(request))
    register = wish(
        "register_incoming", Matter(body=here.body, says=TITLE), url=reverse("incoming_new", args=[here.body])
    )
    context = {
        "rows": [shown_row(row) for row in rows],
        "acts": act_row(offer_list(here, [register]), "register_incoming"),
        "filters": [{"title": Text("Tình trạng", "State"), "choices": list(_tabs(here, state, mine, words))}],
        "q": words,
        "state": state,
        "mine": mine,
        "is_filtered": bool(state or words or mine),
        "older": f"{rows[-1].year}_{rows[-1].number}" if len(rows) == PAGE else None,
        "scope": here.eyes.sees("documents"),
    }
    return page(request, here, "incoming/list.html", TITLE, context)


@screen(
    "incoming_paper",
    ("Một văn bản đến", "One incoming paper"),
    acts=(
        "present_incoming", "direct_incoming", "assign_task", "answer_incoming", "settle_incoming",
        "correct_clerical_error",
    ),
)  # fmt: skip
def one_incoming(request: HttpRequest, here: Here, incoming_id: int) -> HttpResponse:
    """Show one paper: what it says, its files, what was directed, what came of it, and the next thing to do."""
    found = incoming_page(here.eyes, incoming_id, here.today)
    return page(request, here, "incoming/one.html", _heading(found.row), incoming_context(here, found))


@document_part(50)
def answers_part(here: Here, found: DocumentPage) -> DocumentPart | None:
    """On the page of a document of the body: the papers it answers, and those that came in answer to it."""
    shows = answering(here, found.row.id)
    return DocumentPart(template="incoming/part.html", shows=shows) if shows else None


def shown_row(row: IncomingRow) -> dict[str, object]:
    """Return a row with its words."""
    return {
        "row": row,
        "kind": kind_said(row.kind),
        "state": TABS[row.state],
        "urgency": URGENCY_SHAPES.get(row.urgency),
        "done": _done(row),
    }


def _done(row: IncomingRow) -> str:
    """Say whether what is settled was so in time ("kept", "late"); "" for what is open."""
    if row.settled_on is None or row.due_on is None:
        return ""
    return "late" if row.settled_on > row.due_on else "kept"


def _heading(row: IncomingRow) -> Text:
    said = incoming_said(row.number, row.year, row.symbol)
    return Text(f"Văn bản đến {said.vi}", f"Incoming paper {said.en}")


def _tabs(here: Here, state: str, mine: bool, words: str) -> Iterator[dict[str, object]]:
    """Yield the choices of state. A count is that of the list it opens: it is shown only where nothing narrows it."""
    counts = {} if mine or words else incoming_counts(here.eyes, here.today)
    kept = {name: value for name, value in (("q", words), ("mine", "1" if mine else "")) if value}
    for each in ("", *ORDER):
        query = urlencode({**kept, **({"state": each} if each else {})})
        yield {
            "title": TABS[each] if each else Text("tất cả", "all"),
            "url": f"?{query}",
            "current": each == state,
            "count": counts.get(each) or None,
        }


def _before(request: HttpRequest) -> tuple[int, int] | None:
    written = request.GET.get("before", "")
    year, _, number = written.partition("_")
    if not written:
        return None
    if not all(part.isascii() and part.isdigit() and len(part) < 10 for part in (year, number)):
        says = Text("Địa chỉ trang không đúng; mở lại danh sách.", "No such page; open the list again.")
        raise BadInput(Reason(code="bad_key", says=says, field="before"))
    return int(year), int(number)
