"""Addresses of papers and of files."""

from __future__ import annotations

from django.urls import path

from chidao.web.documents import checking, files, publishing, templates, views

urlpatterns = [
    path("documents/", views.documents, name="documents"),
    path("documents/check/", checking.check_document, name="check_form"),
    path("documents/templates/", templates.templates, name="templates"),
    path("documents/templates/start/<slug:form>/", templates.starting_template, name="template_start"),
    path("documents/templates/<int:template_id>/", templates.template_file, name="template_file"),
    path("documents/<int:document_id>/", views.one_document, name="document"),
    path("documents/<int:document_id>/word/", views.document_file, {"form": "docx"}, name="document_word"),
    path("documents/<int:document_id>/pdf/", views.document_file, {"form": "pdf"}, name="document_pdf"),
    path("documents/<int:document_id>/publish/", publishing.publish, name="publish"),
    path("files/<str:sha256>/", files.file, name="file"),
]
