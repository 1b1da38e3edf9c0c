"""Making pages: the decorator that declares a screen, and the frame that every page has around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, Final
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from chidao.acts.authority import Capacity
from chidao.door.books import books
from chidao.door.screens import Screen, declare
from chidao.instruments.charter import Regulation
from chidao.kernel.errors import ChidaoError
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import body_codes, name_on
from chidao.web.here import Here, agency_names, here_of

View = Callable[..., HttpResponse]

RAIL: Final[tuple[tuple[str, Text], ...]] = (
    ("desk", Text("Bàn làm việc", "Desk")),
    ("meetings", Text("Họp", "Meetings")),
    ("matters", Text("Vấn đề trình", "Matters")),
    ("tasks", Text("Nhiệm vụ", "Tasks")),
    ("calendar", Text("Lịch nghĩa vụ", "Calendar")),
    ("documents", Text("Văn bản", "Documents")),
    ("reports", Text("Báo cáo", "Reports")),
    ("committee", Text("Thành viên", "Committee")),
    ("regulation", Text("Quy chế", "Regulation")),
    ("record", Text("Sổ ghi", "Record")),
)


@dataclass(frozen=True, slots=True)
class ShownBody:
    """The body whose pages one is in."""

    code: str
    short_name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherBody:
    """A body to change to."""

    url: str
    short_name: Text
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RailEntry:
    """An entry of the rail."""

    url: str
    key: str
    title: Text
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSeat:
    """A seat to act from."""

    key: str
    title: Text
    agency: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDemo:
    """What a demonstration says of itself on every page."""

    says: Text
    url: str
    change: Text


def screen(
    name: str,
    title: tuple[str, str],
    *,
    acts: tuple[str, ...] = (),
    features: tuple[str, ...] = (),
    duties: tuple[str, ...] = (),
) -> Callable[[View], View]:
    """Declare a page inside a body: `view(request, here, …)`. Whoever is not signed in is asked to; a refusal or a
    missing thing becomes a page that says why."""

    def declared(view: View) -> View:
        shown = declare(Screen(name=name, title=Text(*title), acts=acts, features=features, duties=duties))

        @wraps(view)
        def asked(request: HttpRequest, body: str, **parts: Any) -> HttpResponse:
            here = here_of(request, body)
            if here.person is None:
                return HttpResponseRedirect(f"{reverse('sign_in')}?next={quote(request.get_full_path())}")
            if here.capacity is None:
                return page(request, here, "no_seat.html", shown.title, status=403)
            try:
                return view(request, here, **parts)
            except ChidaoError as error:
                return error_page(request, here, error)

        return asked

    return declared


def page(
    request: HttpRequest,
    here: Here,
    template: str,
    title: Text,
    context: Mapping[str, object] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Render a page in its frame. `template` stands in web/templates; `title` is its heading."""
    frame = _frame(request, here) | {"page_title": title}
    return render(request, template, {**frame, **(context or {})}, status=status)


def error_page(request: HttpRequest, here: Here, error: ChidaoError) -> HttpResponse:
    """Show why something could not be done, every reason with its clause."""
    title = {
        404: Text("Không tìm thấy", "Not found"),
        403: Text("Không được, và vì sao", "Not possible, and why"),
    }.get(error.status, Text("Chưa làm được, và vì sao", "Not possible now, and why"))
    return page(request, here, "error.html", title, {"reasons": error.reasons}, status=error.status)


def _frame(request: HttpRequest, here: Here) -> dict[str, object]:
    frame: dict[str, object] = {
        "here": here,
        "language": here.language,
        "today": here.today,
        "language_url": reverse("language"),
        "demo": _demo(here),
        "demo_mode": settings.CHIDAO_DEMO,
    }
    return frame | (_inside(request, here) if here.body else {})


def _inside(request: HttpRequest, here: Here) -> dict[str, object]:
    return {
        "body": ShownBody(here.body, here.name.short_name if here.name else same(here.body)),
        "bodies": _other_bodies(here),
        "rail": _rail(here.body, _entry(request, here)),
        "clauses": here.clauses,
        "clause_url": lambda clause: f"/{here.body}/regulation/{clause}/",
        "search_url": reverse("search", args=[here.body]),
        "seat": _seat(here, here.capacity) if here.capacity else None,
        "seats": tuple(_seat(here, each) for each in here.seats if each.body == here.body),
        "switch_url": reverse("switch_seat", args=[here.body]),
        "sign_out_url": reverse("sign_out"),
        "source_note": _source_note(here.regulation),
    }


def _entry(request: HttpRequest, here: Here) -> str:
    """Return which entry of the rail a page belongs to, "" for none."""
    for name, url in (*_entries(here.body), *_rooms_of_papers(here.body)):
        if request.path == url or (name != "desk" and request.path.startswith(url)):
            return name
    return ""


@lru_cache
def _entries(body: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, reverse(name, args=[body])) for name, _ in RAIL)


@lru_cache
def _rooms_of_papers(body: str) -> tuple[tuple[str, str], ...]:
    """Return where the rooms beside the documents are: in the rail they stand under one entry."""
    rooms = ("drafts", "incoming", "registers", "deliveries", "exchange", "dossiers")
    return tuple(("documents", reverse(name, args=[body])) for name in rooms)


@lru_cache
def _rail(body: str, current: str) -> tuple[RailEntry, ...]:
    urls = dict(_entries(body))
    return tuple(RailEntry(url=urls[name], key=name, title=title, current=name == current) for name, title in RAIL)


def _other_bodies(here: Here) -> tuple[OtherBody, ...]:
    mine = {each.body for each in here.seats}
    if len(mine) < 2:
        return ()
    return tuple(
        OtherBody(
            url=reverse("desk", args=[code]),
            short_name=found.short_name if (found := name_on(code, here.today)) else same(code),
            current=code == here.body,
        )
        for code in body_codes()
        if code in mine
    )


def _seat(here: Here, capacity: Capacity) -> ShownSeat:
    agency = agency_names().get(capacity.agency, "") if capacity.agency else ""
    return ShownSeat(key=str(capacity.seat), title=capacity.says, agency=agency, current=capacity == here.capacity)


def _demo(here: Here) -> ShownDemo | None:
    if not settings.CHIDAO_DEMO:
        return None
    day = f"{here.today.day}/{here.today.month}/{here.today.year}"
    says = Text(
        "Bản trình diễn: chọn chức vụ không cần mật khẩu. Hôm nay là {day}.",
        "Demonstration: posts are picked without a password. Today is {day}.",
    ).filled(day=day)
    change = (
        Text("Đổi chức vụ hoặc thời điểm", "Change post or time")
        if len(books()) > 1
        else Text("Đổi chức vụ", "Change post")
    )
    return ShownDemo(says=says, url=reverse("first_page"), change=change)


def _source_note(current: Regulation | None) -> Text | None:
    return (
        None
        if current
        else Text(
            "Hệ thống không giữ văn bản quy chế có hiệu lực hôm nay.", "The system holds no regulation in force today."
        )
    )
