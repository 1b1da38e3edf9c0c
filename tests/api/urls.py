"""The API alone, mounted where the program mounts it."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("api/", include("chidao.api.urls"))]
