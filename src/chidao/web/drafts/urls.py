"""Addresses of drafts."""

from __future__ import annotations

from django.urls import path

from chidao.web.drafts import forms, linking, views, writing

# The forms of the acts, and the part of a document's page, are declared when these rooms are imported.
ROOMS = (forms, linking)

urlpatterns = [
    path("", views.drafts, name="drafts"),
    path("new/", writing.new_draft, name="draft_new"),
    path("<int:draft_id>/", views.one_draft, name="draft"),
    path("<int:draft_id>/edit/", writing.edit_draft, name="draft_edit"),
    path("<int:draft_id>/word/", writing.take_back, name="draft_word"),
    path("<int:draft_id>/compare/", views.compare, name="draft_compare"),
    path("<int:draft_id>/form/", views.form_check, name="draft_form_check"),
    path("<int:draft_id>/<int:version>.<slug:form>", views.draft_file, name="draft_file"),
    path("<int:draft_id>/<int:version>/source/", views.version_source, name="draft_source"),
    path("<int:draft_id>/<int:version>/restore/", writing.restore, name="draft_restore"),
    path("<int:draft_id>/opinions/<int:opinion_id>/file/", views.opinion_file, name="draft_opinion_file"),
    path("<int:draft_id>/notes/", writing.comment, name="draft_comment"),
    path("<int:draft_id>/notes/<int:note_id>/", writing.settle_note, name="draft_settle"),
    path("<int:draft_id>/give-up/", writing.give_up, name="draft_give_up"),
]
