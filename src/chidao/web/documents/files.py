"""Files given out: as attachments only, and only to whoever may read what names them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db.models import Q
from django.http import FileResponse, HttpRequest

from chidao.documents.files import open_file
from chidao.documents.incoming.queries import seen_incoming
from chidao.documents.models import Document, StoredFile
from chidao.documents.queries import document_page
from chidao.documents.uploads import KINDS
from chidao.duties.queries import seen_reports
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader
from chidao.meetings.models import MeetingPaper
from chidao.meetings.queries import meeting_page
from chidao.reports.record import seen_events
from chidao.tasks.models import Evidence
from chidao.tasks.queries import visible
from chidao.web.here import Here
from chidao.web.pages import screen

SHA256: Final = re.compile(r"[0-9a-f]{64}")
PLAIN: Final = "application/octet-stream"
MOST_NAMED: Final = 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it is given: under which name, of which type."""

    name: str
    media_type: str


@screen("file", ("Tệp", "File"))
def file(request: HttpRequest, here: Here, sha256: str) -> Any:
    """Give a kept file. Raises NotFound unless the reader sees a document, task, meeting, report or event with it.

    An event's evidence is asked for by the event's place in the record: `?event=12`.
    """
    if not SHA256.fullmatch(sha256) or not _is_named(request, here, sha256):
        raise NotFound(Reason(code="no_such_file", says=_NO_FILE))
    opened = open_file(settings.CHIDAO_FILES, sha256)
    begins = opened.read(16)
    opened.seek(0)
    kept = _kept(sha256, begins)
    response = FileResponse(opened, as_attachment=True, filename=kept.name, content_type=kept.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=0"
    return response


def _is_named(request: HttpRequest, here: Here, sha256: str) -> bool:
    event = request.GET.get("event", "")
    if event.isascii() and event.isdigit() and len(event) < 10:
        found = seen_events(here.eyes).filter(seq=int(event)).values_list("evidence", flat=True).first()
        return sha256 in (found or ())
    return any(_ways(here, sha256))


def _ways(here: Here, sha256: str) -> Iterator[bool]:
    """Yield for each kind of thing whether one that the reader sees names the file."""
    reader = here.eyes
    yield Evidence.objects.filter(file__sha256=sha256, update__task__in=visible(reader).values("pk")).exists()
    yield seen_reports(reader).filter(file__sha256=sha256).exists()
    documents = Document.objects.filter(body=here.body, scan__sha256=sha256).values_list("pk", flat=True)
    yield any(_sees_document(reader, key) for key in documents[:MOST_NAMED])
    incoming = Q(file__sha256=sha256) | Q(attachments__file__sha256=sha256)
    yield seen_incoming(reader).filter(incoming).exists()
    papers = MeetingPaper.objects.filter(meeting__body=here.body, file__sha256=sha256)
    yield any(_sees_meeting(here, key) for key in papers.values_list("meeting_id", flat=True)[:MOST_NAMED])


def _sees_document(reader: Reader, document: int) -> bool:
    try:
        document_page(reader, document)
    except NotFound:
        return False
    return True


def _sees_meeting(here: Here, meeting: int) -> bool:
    try:
        meeting_page(here.eyes, meeting, here.now)
    except NotFound:
        return False
    return True


def _kept(sha256: str, begins: bytes) -> Kept:
    """Return the name it was sent under, and its type by how its bytes begin, whatever its name says."""
    row = StoredFile.objects.filter(sha256=sha256).first()
    sniffed = next(((end, kind) for end, kind in KINDS.items() if begins.startswith(kind.begins)), None)
    if row and sniffed and any(kind.media_type == row.media_type for kind in KINDS.values()):
        return Kept(row.name, row.media_type if begins.startswith(_begins(row.media_type)) else PLAIN)
    if sniffed and sniffed[1].main_part is None:
        return Kept(row.name if row else f"{sha256[:12]}.{sniffed[0]}", sniffed[1].media_type)
    return Kept(row.name if row else sha256[:12], PLAIN)


def _begins(media_type: str) -> bytes:
    return next(kind.begins for kind in KINDS.values() if kind.media_type == media_type)


_NO_FILE = Text("Không có tệp này.", "There is no such file.")
