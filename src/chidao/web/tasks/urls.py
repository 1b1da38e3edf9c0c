"""Addresses of these pages (being built)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from chidao.kernel.wording import Text
from chidao.web.here import Here
from chidao.web.pages import page, screen


@screen("tasks", ("Đang làm", "Being built"))
def tasks(request: HttpRequest, here: Here) -> HttpResponse:
    """Stand in for the page."""
    return page(request, here, "base.html", Text("Đang làm", "Being built"))


@screen("calendar", ("Đang làm", "Being built"))
def calendar(request: HttpRequest, here: Here) -> HttpResponse:
    """Stand in for the page."""
    return page(request, here, "base.html", Text("Đang làm", "Being built"))


urlpatterns = [
    path("tasks/", tasks, name="tasks"),
    path("calendar/", calendar, name="calendar"),
]
