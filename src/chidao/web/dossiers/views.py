"""Pages of dossiers: their list, what the work proposes, one dossier with its papers, hand-overs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.archive.proposing import loose_pieces, proposals
from chidao.archive.queries import (
    PAGE,
    DossierPage,
    dossier_list,
    dossier_page,
    dossier_years,
    dossiers_of,
    due_soon,
    handover_list,
    handover_of,
    handover_row,
)
from chidao.archive.retention import retention
from chidao.archive.rules import ABOUT, LEVELS, STATES
from chidao.documents.queries import DocumentPage
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text, same
from chidao.meetings.models import Meeting
from chidao.reports.record import events_of_row
from chidao.tasks.models import Task
from chidao.web.act_row import act_row
from chidao.web.acting.forms import fresh_key
from chidao.web.documents.parts import DocumentPart, document_part
from chidao.web.dossiers.placing import filing
from chidao.web.dossiers.words import item_address, left_words, shown_dossier
from chidao.web.here import Here
from chidao.web.offers import Wish, offer_list, wish
from chidao.web.pages import page, screen
from chidao.web.record.views import shown

TITLE: Final = Text("Hồ sơ", "Dossiers")
PROPOSED: Final = Text("Đề nghị lập hồ sơ", "Dossiers to be made")
HANDED: Final = Text("Giao nộp lưu trữ", "Hand-overs")
KEEPING: Final = ("open_dossier", "file_in_dossier", "take_from_dossier", "close_dossier", "hand_over_dossiers")


@screen("dossiers", ("Hồ sơ", "Dossiers"), acts=("open_dossier", "hand_over_dossiers"), features=("dossiers",))
def dossiers(request: HttpRequest, here: Here) -> HttpResponse:
    """List the dossiers, the newest of the list first, with what falls due within the days of notice."""
    year, state, group = _year(request), request.GET.get("state", ""), request.GET.get("group", "")
    words = request.GET.get("q", "").strip()[:200]
    rows = dossier_list(
        here.eyes, here.today, year=year, state=state, group=group, words=words, before=_before(request)
    )
    matter = Matter(body=here.body, says=TITLE)
    wishes = [wish("open_dossier", matter), wish("hand_over_dossiers", matter)]
    context = {
        "rows": [shown_dossier(here, row) for row in rows],
        "acts": act_row(offer_list(here, wishes), "open_dossier"),
        "filters": list(_filters(request, here, year, state, group)),
        "due": [(shown_dossier(here, row), left_words(row)) for row in due_soon(here.eyes, here.today)],
        "notice": retention().periods_on(here.today),
        "q": words,
        "kept": {name: value for name, value in (("state", state), ("group", group), ("year", year)) if value},
        "is_filtered": bool(year or state or group or words),
        "older": f"{rows[-1].year}_{rows[-1].number}" if len(rows) == PAGE else None,
        "list_year": year or here.today.year,
        "sees": here.eyes.sees("documents") == "all",
        "feature": here.regulation.has_feature("dossiers") if here.regulation else None,
    }
    return page(request, here, "dossiers/list.html", TITLE, context)


@screen(
    "dossier_proposals", ("Đề nghị lập hồ sơ", "Dossiers to be made"), acts=("open_dossier",), features=("dossiers",)
)
def proposed(request: HttpRequest, here: Here) -> HttpResponse:
    """Show which meetings, tasks and papers of a year have no dossier yet, each with its papers ticked."""
    year = _year(request) or here.today.year
    found = proposals(here.eyes, year)
    offer = offer_list(here, [wish("open_dossier", Matter(body=here.body, says=PROPOSED))])[0]
    context = {
        "groups": [
            (Text("Cuộc họp", "Meetings"), found.meetings),
            (Text("Nhiệm vụ", "Tasks"), found.tasks),
            (Text("Văn bản năm {year}", "Papers of {year}").filled(year=year), found.years),
        ],
        "count": len(found.meetings) + len(found.tasks) + len(found.years),
        "loose": found.loose,
        "year": year,
        "offer": offer,
        "key": fresh_key(),
        "acts": act_row([offer]) if not offer.allowed else None,
        "sees": here.eyes.sees("documents") == "all",
        "feature": here.regulation.has_feature("dossiers") if here.regulation else None,
    }
    return page(request, here, "dossiers/proposals.html", PROPOSED, context)


@screen("dossier_loose", ("Tài liệu chưa vào hồ sơ", "Papers in no dossier"), features=("dossiers",))
def loose(request: HttpRequest, here: Here) -> HttpResponse:
    """List the papers that lie in no dossier, newest first."""
    words = request.GET.get("q", "").strip()[:200]
    rows = [(each, _paper_url(here, each.kind, each.id)) for each in loose_pieces(here.eyes, words=fold(words))]
    title = Text("Tài liệu chưa vào hồ sơ nào", "Papers that lie in no dossier")
    return page(request, here, "dossiers/loose.html", title, {"rows": rows, "q": words})


@screen("dossier", ("Một hồ sơ", "One dossier"), acts=KEEPING, features=("dossiers",))
def one_dossier(request: HttpRequest, here: Here, dossier_id: int) -> HttpResponse:
    """Show one dossier: its data, the index of its papers, what was taken out, how it is exported."""
    found = dossier_page(here.eyes, dossier_id, here.today)
    row = found.row
    offers = offer_list(here, list(_wishes(here, found)))
    taking = [each for each in offers if each.name == "take_from_dossier"]
    takes = {each.url: each for each in taking if each.allowed}
    # What no paper may be taken out for is said once, beside the other acts.
    others = [each for each in offers if each.name != "take_from_dossier"] + [
        each for each in taking if not each.allowed
    ][:1]
    context = {
        "shown": shown_dossier(here, row),
        "row": row,
        "about": ABOUT[row.about],
        "items": [
            (each, item_address(here, row.id, each), takes.get(_take_url(here, each.id))) for each in found.items
        ],
        "taken_out": found.taken_out,
        "acts": act_row(others, {"open": "close_dossier", "closed": "hand_over_dossiers"}.get(row.state)),
        "meeting": Meeting.objects.filter(pk=row.meeting).values("pk", "title").first() if row.meeting else None,
        "task": Task.objects.filter(pk=row.task).values("pk", "title").first() if row.task else None,
        "handover": handover_row(handover_of(here.eyes, row.handover)) if row.handover else None,
        "unverified": retention().unverified,
        "events": [shown(here, line) for line in events_of_row(here.eyes, "archive_dossier", row.id)],
    }
    return page(request, here, "dossiers/one.html", same(f"{row.label} {row.title}"), context)


@screen("handovers", ("Giao nộp lưu trữ", "Hand-overs"), acts=("hand_over_dossiers",), features=("dossiers",))
def handovers(request: HttpRequest, here: Here) -> HttpResponse:
    """List the hand-overs with their minutes, indexes and packages."""
    rows = handover_list(here.eyes, before=_before(request))
    matter = Matter(body=here.body, says=HANDED)
    further = wish("hand_over_dossiers", matter, title=_HISTORICAL, level="historical")
    offer = offer_list(here, [wish("hand_over_dossiers", matter), further])
    last = rows[-1].label.partition("/") if len(rows) == PAGE else None
    context = {
        "rows": [(each, LEVELS[each.level]) for each in rows],
        "acts": act_row(offer, "hand_over_dossiers"),
        "older": f"{last[2]}_{int(last[0])}" if last else None,
    }
    return page(request, here, "dossiers/handovers.html", HANDED, context)


@document_part(60)
def in_dossiers(here: Here, found: DocumentPage) -> DocumentPart | None:
    """Say on the page of a document in which dossiers it lies."""
    if here.eyes.sees("documents") != "all":
        return None
    rows = [shown_dossier(here, row) for row in dossiers_of(here.eyes, "document", found.row.id)]
    shows = {"rows": rows, **({} if rows or found.row.voided else filing(here, found))}
    return DocumentPart(template="dossiers/part.html", shows=shows)


def _wishes(here: Here, found: DossierPage) -> Iterator[Wish]:
    """Yield what may be wished of a dossier in its state."""
    row, matter = found.row, Matter(body=here.body, says=same(found.row.label))
    if row.state == "open":
        yield wish("file_in_dossier", matter, dossier=row.id)
        yield wish("close_dossier", matter, dossier=row.id)
        for each in found.items:
            yield wish("take_from_dossier", matter, title=_TAKE_OUT, url=_take_url(here, each.id))
    elif row.state == "closed" or (row.state == "current" and row.retention == "01"):
        level = "current" if row.state == "closed" else "historical"
        yield wish("hand_over_dossiers", matter, dossiers=row.id, level=level)


def _take_url(here: Here, item: int) -> str:
    return f"{reverse('act', args=[here.body, 'take_from_dossier'])}?item={item}"


def _paper_url(here: Here, kind: str, paper: int) -> str:
    return f"{reverse('documents' if kind == 'document' else 'incoming', args=[here.body])}{paper}/"


def _filters(request: HttpRequest, here: Here, year: int | None, state: str, group: str) -> Iterator[dict[str, object]]:
    now: dict[str, str] = {"year": str(year or ""), "state": state, "group": group}

    def choice(title: Text, name: str, value: str) -> dict[str, object]:
        wanted = {**now, name: value}
        query = urlencode({key: each for key, each in wanted.items() if each})
        return {"title": title, "url": f"?{query}", "current": now[name] == value}

    every = Text("tất cả", "all")
    years = [choice(same(str(each)), "year", str(each)) for each in dossier_years(here.eyes)]
    states = [choice(title, "state", name) for name, title in STATES.items()]
    groups = [choice(each.title, "group", each.id) for each in retention().groups.values()]
    yield {"title": Text("Năm", "Year"), "choices": [choice(every, "year", ""), *years]}
    yield {"title": Text("Tình trạng", "State"), "choices": [choice(every, "state", ""), *states]}
    if group:
        yield {"title": Text("Nhóm", "Group"), "choices": [choice(every, "group", ""), *groups]}


def _year(request: HttpRequest) -> int | None:
    written = request.GET.get("year", "")
    return int(written) if written.isascii() and written.isdigit() and 1900 <= int(written) <= 2199 else None


def _before(request: HttpRequest) -> tuple[int, int] | None:
    written, _, number = request.GET.get("before", "").partition("_")
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and number.isascii() and number.isdigit() and len(number) < 9):
        raise BadInput(Reason(code="bad_key", says=_BAD_KEY, field="before"))
    return int(written), int(number)


_HISTORICAL: Final = Text("Nộp lưu trữ lịch sử", "To the historical archive")
_TAKE_OUT: Final = Text("Đưa ra", "Take out")
_BAD_KEY: Final = Text("Địa chỉ trang không đúng; mở lại danh sách.", "No such page; open the list again.")
