"""Addresses of meetings and of the matters put to them."""

from __future__ import annotations

from django.urls import path

from chidao.web.matters import views as matters
from chidao.web.meetings import views

urlpatterns = [
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/<int:meeting_id>/", views.one_meeting, name="meeting"),
    path("meetings/<int:meeting_id>/sheet/", views.sheet, {"form": "docx"}, name="attendance_sheet"),
    path("meetings/<int:meeting_id>/sheet/pdf/", views.sheet, {"form": "pdf"}, name="attendance_sheet_pdf"),
    path("matters/", matters.matters, name="matters"),
    path("matters/<int:matter_id>/", matters.one_matter, name="matter"),
]
