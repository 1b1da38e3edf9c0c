"""Addresses of this room's pages: all of them open to everyone."""

from __future__ import annotations

from django.urls import path, re_path

from chidao.web.portal import verifying, views

_ONE = r"^public/(?P<body>[-\w]+)/(?P<code>[A-Z2-7]{16})/"

urlpatterns = [
    path("public/", views.documents, name="public_all"),
    path("public/feed.xml", views.rss, name="public_feed_all"),
    path("public/<slug:body>/", views.documents, name="public_documents"),
    path("public/<slug:body>/feed.xml", views.rss, name="public_feed"),
    re_path(r"^public/(?P<body>[-\w]+)/documents\.(?P<form>csv|json)$", views.data, name="public_data"),
    path("public/<slug:body>/documents.csv-metadata.json", views.data_described, name="public_data_described"),
    re_path(rf"{_ONE}$", views.document, name="public_document"),
    re_path(rf"{_ONE}qr\.svg$", views.qr, name="public_qr"),
    re_path(rf"{_ONE}document\.(?P<form>pdf|docx)$", views.document_file, name="public_file"),
    re_path(rf"{_ONE}attached$", views.attached, name="public_attached"),
    path("verify/", verifying.verify, name="verify"),
    path("verify/<str:code>/", verifying.verify_code, name="verify_code"),
]
