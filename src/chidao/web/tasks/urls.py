"""Addresses of tasks and of the calendar of duties."""

from __future__ import annotations

from django.urls import path

from chidao.web.calendar import views as calendar
from chidao.web.tasks import importing, selected, views

urlpatterns = [
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/export.xlsx", views.export, name="task_export"),
    path("tasks/selected/", selected.urge_selected, name="tasks_selected"),
    path("tasks/import/", importing.task_import, name="task_import"),
    path("tasks/import/template.xlsx", importing.template, name="task_template"),
    path("tasks/import/<str:sha256>/", importing.preview_import, name="task_preview"),
    path("tasks/import/<str:sha256>/problems.xlsx", importing.problems, name="task_problems"),
    path("tasks/<int:task_id>/", views.one_task, name="task"),
    path("calendar/", calendar.calendar, name="calendar"),
]
