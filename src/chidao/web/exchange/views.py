"""Pages of exchange: the list of messages out and in, one message with its statuses, its file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.exchange.acts.keeping import kept_bytes
from chidao.exchange.edxml.reading import Read, read_message
from chidao.exchange.models import Message
from chidao.exchange.queries import (
    PAGE,
    WAITING,
    MessagePage,
    Said,
    code_on,
    message_list,
    message_page,
    sees_messages,
    waiting_messages,
)
from chidao.exchange.rules import ANSWERS, MESSAGES, STATUSES, next_codes
from chidao.kernel.errors import BadInput
from chidao.kernel.wording import Text, same
from chidao.reports.record import events_of_row
from chidao.web.act_row import act_row
from chidao.web.exchange.words import files_in, label_of, said_in, shown_message
from chidao.web.here import Here
from chidao.web.offers import Offer, offer_list, wish
from chidao.web.pages import page, screen
from chidao.web.record.views import shown

TITLE: Final = Text("Liên thông văn bản", "Exchange")
DIRECTIONS: Final = {"out": Text("gửi đi", "sent"), "in": Text("nhận về", "received")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A status of a message as the strip shows it."""

    title: Text
    note: Text
    state: str
    url: str = ""


@screen("exchange", ("Liên thông văn bản", "Exchange"), acts=("import_message", "register_organ_code"))
def exchange(request: HttpRequest, here: Here) -> HttpResponse:
    """List the messages, newest first, with what waits for an answer of ours."""
    direction, kind, state = (request.GET.get(name, "") for name in ("direction", "kind", "state"))
    words = request.GET.get("q", "").strip()[:200]
    rows = message_list(
        here.eyes,
        direction=direction if direction in DIRECTIONS else "",
        kind=kind if kind in MESSAGES else "",
        state=state if state == WAITING or state in STATUSES else "",
        words=words,
        before=_before(request),
    )
    context = {
        "rows": [shown_message(each) for each in rows],
        "acts": act_row(_offers(here), "import_message"),
        "filters": list(_filters(request, direction, kind, state)),
        "q": words,
        "is_filtered": bool(direction or kind or state or words),
        "older": rows[-1].id if len(rows) == PAGE else None,
        "waiting": waiting_messages(here.eyes),
        "own_code": code_on(here.body, None, here.today),
        "sees": sees_messages(here.eyes),
    }
    return page(request, here, "exchange/list.html", TITLE, context)


@screen("message", ("Một gói tin liên thông", "One exchanged message"), acts=("send_status",))
def one_message(request: HttpRequest, here: Here, message_id: int) -> HttpResponse:
    """Show one message: what is read in its file, its statuses, what answered it."""
    found = message_page(here.eyes, message_id)
    read = _read(found)
    events = events_of_row(here.eyes, "exchange_message", message_id)
    offers = list(_status_offers(here, found))
    context = {
        "message": found,
        "shown": shown_message(found.row),
        "steps": list(_steps(found)),
        "statuses": [_status(each) for each in found.said],
        "said": list(said_in(read)) if read else [],
        "files": files_in(read) if read else [],
        "faults": read.faults if read and found.row.direction == "in" else (),
        "acts": act_row(offers, offers[0].name if offers and found.row.waits else None),
        "answers": shown_message(found.answers) if found.answers else None,
        "answered_by": [shown_message(each) for each in found.answered_by],
        "events": [shown(here, line) for line in events],
    }
    title = label_of(found.row.reference)
    return page(request, here, "exchange/one.html", same(title), context)


@screen("message_file", ("Tệp gói tin", "File of a message"))
def message_file(request: HttpRequest, here: Here, message_id: int) -> Any:
    """Give the file of a message, to be carried to the other side."""
    found = message_page(here.eyes, message_id)
    name = Message.objects.values_list("file__name", flat=True).get(pk=message_id)
    data = io.BytesIO(kept_bytes(found.row.sha256))
    response = FileResponse(data, as_attachment=True, filename=name, content_type="application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=0"
    return response


def _offers(here: Here) -> list[Offer]:
    matter = Matter(body=here.body, says=TITLE)
    wishes = [
        wish("import_message", matter, url=reverse("exchange_in", args=[here.body])),
        wish("register_organ_code", matter),
    ]
    return offer_list(here, wishes)


def _status_offers(here: Here, found: MessagePage) -> Iterator[Offer]:
    """Yield the statuses that may follow, each a button: what is asked for first."""
    if found.row.direction != "in" or found.row.kind == "status":
        return
    allowed = [each for each in next_codes(found.row.kind, [one.code for one in found.said]) if each in STATUSES]
    allowed.sort(key=lambda code: code not in ANSWERS)
    matter = Matter(body=here.body, says=same(label_of(found.row.reference)))
    wishes = [
        wish("send_status", matter, title=_SAY.filled(status=STATUSES[code]), message=found.row.id, code=code)
        for code in allowed
        if code != "13"
    ]
    yield from offer_list(here, wishes)


def _steps(found: MessagePage) -> Iterator[Step]:
    made = Text("gửi đi", "sent") if found.row.direction == "out" else Text("nhận về", "taken in")
    yield Step(title=made, note=_moment(found.row.made_at), state="done")
    for each in found.said:
        yield Step(title=STATUSES.get(each.code, same(each.code)), note=_moment(each.said_at), state="done")
    if found.row.waits:
        yield Step(title=Text("ban trả lời", "our answer"), note=Text("đang chờ", "waiting"), state="now")


def _status(said: Said) -> dict[str, object]:
    title = STATUSES.get(said.code, same(said.code))
    return {"title": title, "said_at": said.said_at, "staff": said.staff, "words": said.words}


def _moment(at: object) -> Text:
    return same(f"{at:%-d/%-m/%Y}") if at else Text("–", "–")


def _read(found: MessagePage) -> Read | None:
    try:
        return read_message(kept_bytes(found.row.sha256))
    except BadInput:
        return None


def _filters(request: HttpRequest, direction: str, kind: str, state: str) -> Iterator[dict[str, object]]:
    yield _group(Text("Chiều", "Direction"), "direction", direction, DIRECTIONS, request)
    yield _group(Text("Gói tin", "Message"), "kind", kind, MESSAGES, request)
    yield _group(Text("Trạng thái", "Status"), "state", state, {WAITING: _WAITS, **_STATES}, request)


def _group(title: Text, name: str, chosen: str, choices: dict[str, Text], request: HttpRequest) -> dict[str, object]:
    others = {key: value for key, value in request.GET.items() if key in _KEPT and key != name}
    shown_choices: Sequence[tuple[str, Text]] = [("", Text("tất cả", "all")), *choices.items()]
    return {
        "title": title,
        "choices": [
            {
                "title": words,
                "url": f"?{urlencode(others | ({name: value} if value else {}))}",
                "current": value == chosen,
            }
            for value, words in shown_choices
        ],
    }


def _before(request: HttpRequest) -> int | None:
    written = request.GET.get("before", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None


_KEPT: Final = frozenset({"direction", "kind", "state", "q"})
_SAY: Final = Text("Báo: {status}", "Say: {status}")
_WAITS: Final = Text("chờ ban trả lời", "waits for our answer")
_STATES: Final = {code: STATUSES[code] for code in ("02", "03", "06")}
