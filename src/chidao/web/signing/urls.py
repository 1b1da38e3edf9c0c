"""Addresses of this room's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from chidao.web.signing import parts, views

# Its part of a document's page is declared when it is imported.
PARTS = (parts,)
_ONE = "documents/<int:document_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{_ONE}sign/", views.sign, {"kind": "signer"}, name="sign"),
    path(f"{_ONE}seal/", views.sign, {"kind": "agency"}, name="seal"),
    path(f"{_ONE}sign/pdf/", views.file_for_signing, name="sign_pdf"),
    path(f"{_ONE}signed/", views.signed_file, name="signed_pdf"),
]
