"""The page of the one search."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chidao.kernel.vietnamese import nfc
from chidao.kernel.wording import Text
from chidao.reports.searching import LONGEST, Hit
from chidao.reports.searching import search as find
from chidao.web.here import Here
from chidao.web.pages import page, screen

KINDS: Final = {
    "task": Text("Nhiệm vụ", "Tasks"),
    "meeting": Text("Cuộc họp", "Meetings"),
    "matter": Text("Vấn đề trình", "Matters"),
    "document": Text("Văn bản", "Documents"),
    "incoming": Text("Văn bản đến", "Papers that came in"),
    "clause": Text("Điều khoản", "Clauses"),
    "instrument": Text("Văn bản quy phạm", "Instruments"),
    "seat": Text("Ghế", "Seats"),
    "agency": Text("Cơ quan", "Agencies"),
}
ROOMS: Final = {
    "task": "tasks", "meeting": "meetings", "matter": "matters", "document": "documents", "incoming": "incoming",
}  # fmt: skip


@screen("search", ("Tìm", "Search"))
def search(request: HttpRequest, here: Here) -> HttpResponse:
    """Show what answers the words, by kind."""
    words = nfc(request.GET.get("q", "").replace("\x00", ""))[:LONGEST]
    found = find(here.eyes, words, here.regulation, here.today)
    groups = [(KINDS[each.kind], [(hit, _address(here, hit)) for hit in each.hits], each.more) for each in found]
    count = sum(len(each.hits) for each in found)
    context = {"query": words, "groups": groups, "count": count}
    return page(request, here, "searching/search.html", Text("Tìm", "Search"), context)


def _address(here: Here, hit: Hit) -> str:
    if hit.kind in ROOMS:
        return f"{reverse(ROOMS[hit.kind], args=[here.body])}{hit.id}/"
    if hit.kind == "clause":
        return reverse("clause", args=[here.body, hit.id])
    if hit.kind == "instrument":
        return reverse("instrument", args=[here.body, int(hit.id)])
    if hit.kind == "agency":
        return reverse("agency", args=[here.body, int(hit.id)])
    return f"{reverse('committee', args=[here.body])}#seat-{hit.id}"
