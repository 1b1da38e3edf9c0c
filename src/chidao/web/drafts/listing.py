"""The list of drafts, narrowed by the words of the address; and the group's papers that the regulation asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.documents.drafts.queries import PAGE, WHICH, draft_list, papers_of
from chidao.documents.drafts.rules import OPEN
from chidao.documents.drafts.steps import speaks_for
from chidao.documents.drafts.values import DraftRow
from chidao.documents.models import Submission
from chidao.instruments.vocabulary import FACETS
from chidao.kernel.days import VIET_NAM
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text
from chidao.web.act_row import act_row
from chidao.web.drafts.words import TITLE, form_title, state_shown
from chidao.web.here import Here
from chidao.web.offers import Wish, offer_list

GROUP_PAPERS: Final = "group_papers"
LISTS: Final = {
    "": Text("tất cả", "all"),
    "mine": Text("của tôi", "mine"),
    "waiting": Text("chờ tôi", "waiting for me"),
    "submitted": Text("đang trình", "submitted"),
    "issued": Text("đã ban hành, phê duyệt", "issued, approved"),
}


def list_context(request: HttpRequest, here: Here) -> dict[str, object]:
    """Return what the page of drafts shows (a bounded number of queries). Raises BadInput for a page that is none."""
    which, words = request.GET.get("which", ""), request.GET.get("q", "").strip()[:200]
    which = which if which in WHICH else ""
    mine = speaks_for(here.me, "agree_draft", at=here.now, now=here.now)
    rows = draft_list(here.eyes, which=which, words=words, seats=mine, before=_before(request))
    return {
        "rows": [_shown(row, here) for row in rows],
        "filters": [{"title": Text("Xem", "Show"), "choices": list(_lists(which, words))}],
        "q": words,
        "which": which,
        "is_filtered": bool(which or words),
        "older": f"{rows[-1].changed_at.isoformat()}_{rows[-1].id}" if len(rows) == PAGE else None,
        "acts": act_row(offer_list(here, [starting_wish(here)]), "submit_draft"),
        "papers": list(group_papers(here)) if wants_group_papers(here) else [],
        "papers_clause": group_papers_clause(here),
    }


def starting_wish(here: Here, **first: object) -> Wish:
    """Return the wish to begin a draft: whoever may submit one may write one."""
    query = f"?{urlencode({name: str(value) for name, value in first.items()})}" if first else ""
    url = reverse("draft_new", args=[here.body]) + query
    return Wish(act="submit_draft", matter=Matter(body=here.body, says=TITLE), title=_WRITE, url=url)


def wants_group_papers(here: Here) -> bool:
    """Say whether the regulation asks for papers of the group to be approved."""
    return bool(here.regulation and here.regulation.has_feature(GROUP_PAPERS))


def group_papers_clause(here: Here) -> str | None:
    """Return the clause that asks for the group's papers."""
    found = here.regulation.has_feature(GROUP_PAPERS) if here.regulation else None
    return found.clause if found else None


def group_papers(here: Here) -> Iterator[dict[str, object]]:
    """Yield each of the group's papers with what has become of it (one query)."""
    found = papers_of(here.body)
    for paper, title in FACETS["paper"].items():
        yield {"title": title, **_paper(here, found.get(paper), paper)}


def _paper(here: Here, row: Submission | None, paper: str) -> dict[str, object]:
    if row is None or row.state == "withdrawn":
        form = "plan" if paper == "group_plan" else "decision" if paper == "group_regulation" else "list_paper"
        url = reverse("draft_new", args=[here.body]) + f"?{urlencode({'form': form})}"
        return {"row": None, "state": None, "write_url": url}
    return {
        "row": row,
        "state": state_shown(row.state),
        "url": reverse("draft", args=[here.body, row.draft_id]),
        "instrument_url": reverse("instrument", args=[here.body, row.instrument_id]) if row.instrument_id else "",
    }


def _shown(row: DraftRow, here: Here) -> dict[str, object]:
    return {
        "row": row,
        "url": reverse("draft", args=[here.body, row.id]),
        "form": form_title(row.form),
        "paper": FACETS["paper"].get(row.paper),
        "state": state_shown(row.state),
        "waits": row.next_seat if row.state in OPEN else None,
    }


def _lists(chosen: str, words: str) -> Iterator[dict[str, object]]:
    for which, title in LISTS.items():
        kept = {name: value for name, value in (("which", which), ("q", words)) if value}
        yield {"title": title, "url": f"?{urlencode(kept)}", "current": which == chosen}


def _before(request: HttpRequest) -> tuple[datetime, int] | None:
    asked = request.GET.get("before", "")
    if not asked:
        return None
    written, _, key = asked.rpartition("_")
    try:
        instant = datetime.fromisoformat(written)
        return instant if instant.tzinfo else instant.replace(tzinfo=VIET_NAM), int(key)
    except ValueError as unreadable:
        says = Text("Địa chỉ trang không đúng; mở lại danh sách.", "No such page; open the list again.")
        raise BadInput(Reason(code="bad_key", says=says, field="before")) from unreadable


_WRITE: Final = Text("Soạn dự thảo", "Write a draft")
