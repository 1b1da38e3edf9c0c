"""Addresses of papers and of files."""

from __future__ import annotations

from django.urls import path

from chidao.web.documents import checking, files, views

urlpatterns = [
    path("documents/", views.documents, name="documents"),
    path("documents/check/", checking.check_document, name="check_form"),
    path("documents/<int:document_id>/", views.one_document, name="document"),
    path("documents/<int:document_id>/word/", views.document_file, {"form": "docx"}, name="document_word"),
    path("documents/<int:document_id>/pdf/", views.document_file, {"form": "pdf"}, name="document_pdf"),
    path("files/<str:sha256>/", files.file, name="file"),
]
