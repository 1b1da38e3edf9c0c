"""Addresses of this room's pages."""

from __future__ import annotations

from django.urls import path

from chidao.web.exchange import codes, forms, importing, parts, views

urlpatterns = [
    path("", views.exchange, name="exchange"),
    path("in/", importing.take_in, name="exchange_in"),
    path("codes/", codes.organ_codes, name="organ_codes"),
    path("<int:message_id>/", views.one_message, name="message"),
    path("<int:message_id>/file/", views.message_file, name="message_file"),
]

__all__ = ["forms", "parts", "urlpatterns"]
