"""The text on the left, what was read in it on the right: each proposal accepted, corrected or left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from chidao.kernel.errors import BadInput, ChidaoError, Reason
from chidao.kernel.wording import Text
from chidao.onboarding.drafts import take, work_of
from chidao.onboarding.models import OnboardingDraft
from chidao.onboarding.rules.state import Control, Item, Work
from chidao.reading.tree import Span
from chidao.web.here import Here
from chidao.web.onboarding.forms import at_fields, changed, fields_of, values_of
from chidao.web.onboarding.frame import draft_page, founding, sent_version, taken_back
from chidao.web.onboarding.law import LONGEST, Places, shown_law, window
from chidao.web.onboarding.rows import FILTERS, Asked, grouped, in_order, is_shown, rows_of, sure_ones

MOST_CHANGED: Final = 60
"""By how many rows at once a part of the page is answered; a step that changes more gets them all anew."""


@founding("found_review", ("Đọc quyết định: các đề xuất", "Reading a decision: proposals"))
def review(request: HttpRequest, here: Here, draft: OnboardingDraft) -> HttpResponse:
    """Show the text and its proposals; take one decision on them."""
    asked = _asked(request)
    work = work_of(draft)
    if request.method == "POST":
        return _decided(request, here, draft, work, asked)
    if _is_partial(request) and asked.at:
        return _part(request, here, draft, work, asked, changed_only=True)
    return _page(request, here, draft, work, asked)


def _decided(request: HttpRequest, here: Here, draft: OnboardingDraft, work: Work, asked: Asked) -> HttpResponse:
    try:
        after = taken_back(request, here, draft) or _taken(request, here, draft, work)
    except ChidaoError as error:
        asked = replace(asked, **_as_typed(request, work), errors=at_fields(error.reasons))
        return _answer(request, here, draft, work, asked, status=error.status)
    if not _is_partial(request):
        return HttpResponseRedirect(_next_address(request, work, asked))
    return _after(request, here, after, work, asked)


def _taken(request: HttpRequest, here: Here, draft: OnboardingDraft, work: Work) -> OnboardingDraft:
    step = _step(request, work)
    return take(draft, step, version=sent_version(request), now=here.now) if step else draft


def _step(request: HttpRequest, work: Work) -> Mapping[str, Any] | None:
    """Return the decision that was sent, None where nothing would change. Raises BadInput for none."""
    sent = request.POST
    for do in ("accept", "reject", "restore"):
        if do in sent:
            return {"do": do, "items": [sent[do]]}
    if "all" in sent:
        items = sure_ones(work.items)
        return {"do": "accept", "items": items} if items else None
    if "match" in sent:
        return {"do": "match", "item": sent.get("item", ""), "code": sent["match"]}
    if "add" in sent:
        controls = _controls_to_add(work, sent["add"])
        values = {name: value for name, value in values_of(controls, sent).items() if value}
        return {"do": "add", "section": sent["add"], "values": values}
    if "correct" in sent:
        return _correction(_item(work, sent["correct"]), request)
    raise BadInput(Reason(code="no_such_step", says=_NO_STEP))


def _correction(item: Item, request: HttpRequest) -> Mapping[str, Any]:
    """A form sent back as it was accepts the proposal."""
    values = changed(item.controls, values_of(item.controls, request.POST))
    return {"do": "correct", "item": item.id, "values": values} if values else {"do": "accept", "items": [item.id]}


def _item(work: Work, wanted: str) -> Item:
    found = next((each for each in work.items if each.id == wanted), None)
    if found is None:
        raise BadInput(Reason(code="no_such_item", says=_NO_ITEM))
    return found


def _as_typed(request: HttpRequest, work: Work) -> dict[str, Any]:
    """Return which form was sent and what was typed in it, so that it is shown again."""
    sent = request.POST
    found = next((each for each in work.items if each.id == sent.get("correct")), None)
    if found:
        return {"at": found.id, "typed": values_of(found.controls, sent)}
    controls = _controls_to_add(work, sent.get("add", ""))
    return {"add": sent["add"], "typed": values_of(controls, sent)} if controls else {}


def _controls_to_add(work: Work, section: str) -> Sequence[Control]:
    return next((each.controls for each in work.forms if each.section == section), ())


def _next_address(request: HttpRequest, work: Work, asked: Asked) -> str:
    """Return where to go on without script: the row after the one decided on."""
    sent = request.POST
    decided = next((sent[name] for name in ("accept", "reject", "correct") if name in sent), "")
    order = [each.id for each in in_order(work.items) if is_shown(each, asked.show) or each.id == decided]
    place = order.index(decided) + 1 if decided in order else len(order)
    following = order[place] if place < len(order) else sent.get("restore") or sent.get("item") or asked.at
    address = asked.address(following) or request.path
    return f"{address}#i-{quote(following, safe='/')}" if following else address


def _after(request: HttpRequest, here: Here, draft: OnboardingDraft, before: Work, asked: Asked) -> HttpResponse:
    """Answer with the rows that a step changed; where it made or took away some, with all of them."""
    work = work_of(draft)
    known = {each.id: each for each in before.items}
    other = {each.id for each in work.items if known.get(each.id) != each}
    is_same_list = [each.id for each in work.items] == list(known)
    closed = replace(asked, at="")
    if not is_same_list or len(other) > MOST_CHANGED:
        return _part(request, here, draft, work, closed)
    return _part(request, here, draft, work, closed, touched=other, changed_only=True)


def _answer(
    request: HttpRequest, here: Here, draft: OnboardingDraft, work: Work, asked: Asked, *, status: int
) -> HttpResponse:
    if _is_partial(request):
        return _part(request, here, draft, work, asked, changed_only=bool(asked.at), status=status)
    return _page(request, here, draft, work, asked, status=status)


def _page(
    request: HttpRequest, here: Here, draft: OnboardingDraft, work: Work, asked: Asked, *, status: int = 200
) -> HttpResponse:
    context = _whole(work, asked) | _law(work, asked)
    return draft_page(request, here, draft, work, "onboarding/review.html", context, status=status)


def _part(
    request: HttpRequest,
    here: Here,
    draft: OnboardingDraft,
    work: Work,
    asked: Asked,
    *,
    touched: set[str] | None = None,
    changed_only: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Render parts of the page: its bar, and either some rows or the whole list; the text where it is asked for."""
    wanted = touched if touched is not None else {asked.at}
    rows = list(rows_of(work, asked, lambda item: item.id in wanted)) if changed_only else None
    context = {**_bar(work, asked), "rows": rows, "errors": asked.errors}
    context |= {} if changed_only else _whole(work, asked)
    context |= _law(work, asked) if "law" in request.GET else {}
    return draft_page(request, here, draft, work, "onboarding/parts.html", context, status=status)


def _whole(work: Work, asked: Asked) -> dict[str, object]:
    sections = [(each.section, each.label) for each in work.forms]
    return _bar(work, asked) | {
        "groups": grouped(list(rows_of(work, asked)), sections if asked.show == "all" else ()),
        "add_fields": fields_of(_controls_to_add(work, asked.add), asked.typed),
        "errors": asked.errors,
    }


def _bar(work: Work, asked: Asked) -> dict[str, object]:
    left = sum(each.state == "proposed" for each in work.items)
    counts = {key: sum(is_shown(each, key) for each in work.items) for key in FILTERS}
    filters = [
        {"title": title, "url": replace(asked, show=key, at="").address() or ".", "count": counts[key],
         "current": key == asked.show}
        for key, title in FILTERS.items()
    ]  # fmt: skip
    total = len(work.items)
    return {"tab": "review", "asked": asked, "filters": filters, "total": total, "looked": total - left, "left": left,
            "sure": len(sure_ones(work.items))}  # fmt: skip


def _law(work: Work, asked: Asked) -> dict[str, object]:
    """Return the text, or of a long one the part around the open row or the place asked for."""
    if not work.text:
        return {}
    at = next((each.span for each in work.items if each.id == asked.at), None)
    part = window(work.text, at or Span(asked.pos, asked.pos))
    return {
        "law": shown_law(work.text, part, at, work.problems),
        "law_from": Places.of(work.text).at(part.start),
        "is_cut": len(work.text) > part.end - part.start,
        "before": str(max(0, part.start - LONGEST // 2)) if part.start else "",
        "after": str(part.end + LONGEST // 3) if part.end < len(work.text) else "",
        "problems": work.problems,
    }


def _asked(request: HttpRequest) -> Asked:
    show = request.GET.get("show", "all")
    return Asked(
        at=request.GET.get("at", "")[:300],
        show=show if show in FILTERS else "all",
        add=request.GET.get("add", "")[:40],
        pos=int(pos) if (pos := request.GET.get("pos", "")[:9]).isdigit() and pos.isascii() else 0,
    )


def _is_partial(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


_NO_STEP: Final = Text("Chưa chọn làm gì.", "Nothing to do was chosen.")
_NO_ITEM: Final = Text("Không còn đề xuất này.", "There is no such proposal any more.")
