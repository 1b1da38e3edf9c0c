"""Addresses of the API, to be included under /api/."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path, re_path

from chidao.api.answers import NOTHING_HERE, told
from chidao.api.app import api
from chidao.api.calendar_feed import feed
from chidao.api.docs_page import docs_page


def front(request: HttpRequest) -> HttpResponse:
    """Send whoever opens the API's own address to its docs."""
    return HttpResponseRedirect("docs")


def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer an address of the API at which there is nothing, in the API's own shape."""
    return told(NOTHING_HERE)


app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", front),
    path("docs", docs_page, name="docs"),
    path("calendar/<str:key>.ics", feed, name="calendar_feed"),
    *api.urls[0],
    re_path("(.*)", nothing_here),
]
