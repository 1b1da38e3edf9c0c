"""Addresses of these pages (being built)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from chidao.kernel.wording import Text
from chidao.web.here import Here
from chidao.web.pages import page, screen


@screen("documents", ("Đang làm", "Being built"))
def documents(request: HttpRequest, here: Here) -> HttpResponse:
    """Stand in for the page."""
    return page(request, here, "base.html", Text("Đang làm", "Being built"))


@screen("reports", ("Đang làm", "Being built"))
def reports(request: HttpRequest, here: Here) -> HttpResponse:
    """Stand in for the page."""
    return page(request, here, "base.html", Text("Đang làm", "Being built"))


urlpatterns = [
    path("documents/", documents, name="documents"),
    path("reports/", reports, name="reports"),
]
