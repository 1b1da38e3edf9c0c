"""Addresses of the registers."""

from __future__ import annotations

from django.urls import path

from chidao.web.registers import views

urlpatterns = [
    path("", views.registers, name="registers"),
    path("<slug:name>/", views.register, name="register"),
    path("<slug:name>/xlsx/", views.register_file, name="register_file"),
]
