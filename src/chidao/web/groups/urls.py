"""Addresses of the working group, focal units and fields of work."""

from __future__ import annotations

from django.urls import path

from chidao.web.groups import views

urlpatterns = [
    path("committee/groups/", views.groups, name="groups"),
    path("committee/groups/list.xlsx", views.group_export, name="group_export"),
    path("committee/groups/people/", views.people, name="group_people"),
    path("committee/groups/calls/", views.calls, name="group_calls"),
    path("committee/focal/", views.focal, name="focal"),
    path("committee/fields/", views.fields, name="fields"),
]
