"""Addresses of agencies' reports."""

from __future__ import annotations

from django.urls import path

from chidao.web.collecting import forms, views

# The forms of the acts are declared when their module is loaded.
ROOM_WITH_FORMS = forms

urlpatterns = [
    path("reports/forms/", views.collecting, name="report_forms"),
    path("reports/forms/<int:form_id>/", views.one_form, name="report_form"),
    path("reports/forms/<int:form_id>/table.xlsx", views.form_workbook, name="report_form_xlsx"),
    path("reports/demands/<int:demand_id>/", views.one_demand, name="report_demand"),
    path("reports/demands/<int:demand_id>/table.xlsx", views.demand_workbook, name="report_demand_xlsx"),
    path("reports/owed/", views.owed, name="reports_owed"),
    path("reports/sent/<int:report_id>/", views.sent, name="agency_report"),
]
