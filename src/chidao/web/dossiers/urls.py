"""Addresses of this room's pages."""

from __future__ import annotations

from django.urls import path

from chidao.web.dossiers import forms, giving, views

# The forms of the acts are declared when their module is loaded.
ROOM_WITH_FORMS = forms

urlpatterns = [
    path("", views.dossiers, name="dossiers"),
    path("proposals/", views.proposed, name="dossier_proposals"),
    path("loose/", views.loose, name="dossier_loose"),
    path("list/<int:year>.<slug:form>", giving.list_file, name="dossier_list_file"),
    path("handovers/", views.handovers, name="handovers"),
    path("handovers/draft.<slug:form>", giving.minutes_draft, name="handover_draft"),
    path("handovers/<int:handover_id>/minutes.<slug:form>", giving.minutes_file, name="handover_minutes"),
    path("handovers/<int:handover_id>/index.<slug:form>", giving.handover_index, name="handover_index"),
    path("handovers/<int:handover_id>/<slug:what>/", giving.handover_package, name="handover_file"),
    path("<int:dossier_id>/", views.one_dossier, name="dossier"),
    path("<int:dossier_id>/index.<slug:form>", giving.index_file, name="dossier_index"),
    path("<int:dossier_id>/papers/<int:item_id>/", giving.paper, name="dossier_paper"),
    path("<int:dossier_id>/<slug:what>.zip", giving.export, name="dossier_export"),
]
