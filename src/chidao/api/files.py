"""Sending a file: checked, kept under its digest, and named by acts afterwards (a scan, evidence)."""

from __future__ import annotations

from typing import Annotated

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import File, Router
from ninja.files import UploadedFile

from chidao.api.answers import answer
from chidao.api.callers import capacity_of_call
from chidao.api.description import answers
from chidao.documents.files import store_file
from chidao.documents.uploads import LARGEST_FILE, check_upload

Sent = Annotated[UploadedFile, File()]
router = Router(tags=["files"])


@router.post("/{body}/files", operation_id="send_file", summary="Gửi tệp / Send a file", openapi_extra=answers("Thing"))
def send_file(request: HttpRequest, body: str, file: Sent) -> HttpResponse:
    """Keep a file and return its name, media type, SHA-256 and size, as acts take them. Only who holds a seat may."""
    capacity_of_call(request, body)
    data = file.read(LARGEST_FILE + 1)
    checked = check_upload(str(file.name), data)
    store_file(settings.CHIDAO_FILES, data)
    return answer(checked)
