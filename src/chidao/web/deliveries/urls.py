"""Addresses of this room's pages."""

from __future__ import annotations

from django.urls import path

from chidao.web.deliveries import views

urlpatterns = [path("deliveries/", views.deliveries, name="deliveries")]
