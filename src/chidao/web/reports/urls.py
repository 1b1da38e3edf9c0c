"""Addresses of reports: agencies by months, what is late, the body's own."""

from __future__ import annotations

from django.urls import path

from chidao.web.reports import composed, forms, own, views

# The forms of the acts are declared when their module is loaded.
ROOM_WITH_FORMS = forms

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/late/", views.late, name="late"),
    path("reports/late/letter.docx", views.letter, {"form": "docx"}, name="urging_letter"),
    path("reports/late/letter.pdf", views.letter, {"form": "pdf"}, name="urging_letter_pdf"),
    path("reports/own/", own.own_reports, name="own_reports"),
    path("reports/composed/", composed.composed_report, name="composed_report"),
    path("reports/composed/<slug:key>/", composed.composed_rows, name="composed_rows"),
    path("reports/<int:report_id>/", own.one_report, name="report"),
    path("reports/<int:report_id>/word/", own.report_file, {"form": "docx"}, name="report_word"),
    path("reports/<int:report_id>/pdf/", own.report_file, {"form": "pdf"}, name="report_pdf"),
    path("reports/<int:report_id>/<slug:key>/", own.report_rows, name="report_rows"),
]
