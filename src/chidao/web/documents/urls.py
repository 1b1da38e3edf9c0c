"""Addresses of papers and of files."""

from __future__ import annotations

from django.urls import path

from chidao.web.documents import files, views

urlpatterns = [
    path("documents/", views.documents, name="documents"),
    path("documents/<int:document_id>/", views.one_document, name="document"),
    path("documents/<int:document_id>/word/", views.word, name="document_word"),
    path("files/<str:sha256>/", files.file, name="file"),
]
