"""Addresses of a founding; they stand outside any body, for there is none yet."""

from __future__ import annotations

from django.urls import path

from chidao.web.onboarding import checking, model, questions, review, views

urlpatterns = [
    path("", views.begin, name="found"),
    path("model/", model.from_model, name="found_model"),
    path("<str:key>/", review.review, name="found_review"),
    path("<str:key>/back/", views.back, name="found_back"),
    path("<str:key>/questions/", questions.questions, name="found_questions"),
    path("<str:key>/check/", checking.check, name="found_check"),
    path("<str:key>/done/", checking.done, name="found_done"),
    path("<str:key>/<str:which>.yaml", checking.file, name="found_file"),
]
