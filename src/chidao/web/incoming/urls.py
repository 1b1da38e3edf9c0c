"""Addresses of papers that come in."""

from __future__ import annotations

from django.urls import path

from chidao.web.incoming import forms, registering, views

# The forms of the acts are declared when this room is imported.
ROOMS = (forms,)

urlpatterns = [
    path("", views.incoming, name="incoming"),
    path("new/", registering.register, name="incoming_new"),
    path("<int:incoming_id>/", views.one_incoming, name="incoming_paper"),
]
