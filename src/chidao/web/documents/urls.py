"""Addresses of papers, of files, and of reports."""

from __future__ import annotations

from django.urls import path

from chidao.web.documents import files, views
from chidao.web.reports import views as reports

urlpatterns = [
    path("documents/", views.documents, name="documents"),
    path("documents/<int:document_id>/", views.one_document, name="document"),
    path("documents/<int:document_id>/word/", views.word, name="document_word"),
    path("files/<str:sha256>/", files.file, name="file"),
    path("reports/", reports.reports, name="reports"),
    path("reports/late/", reports.late, name="late"),
    path("reports/late/letter.docx", reports.letter, name="urging_letter"),
]
