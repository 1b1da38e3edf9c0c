"""How much is taken in of what a browser sends: each file up to the limit and one byte more, the rest let go by.

The one byte more is what every door's own check refuses, at the field, in its own words; so a file of any size costs
the disk no more than the limit and the memory no more than one piece of it.
"""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParser

from chidao.documents.uploads import LARGEST_FILE, MEGABYTE
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text
from chidao.web.here import here_of
from chidao.web.pages import page

LARGEST_KEPT: Final = 4 * LARGEST_FILE + 10
"""How much one request may bring of files that are each small enough, in bytes."""
LARGEST_REQUEST: Final = 1024 * MEGABYTE
"""What says beforehand that it is more is not read at all."""


class NamesAsSent(MultiPartParser):
    """Tells a name that holds a path or signs that do not show, where Django would quietly cut it down.

    What would be cut is marked by a sign that the check of every door refuses, with its reason, at the field.
    """

    def sanitize_file_name(self, file_name: str) -> str | None:
        """Return a name as it was sent, what cannot stand in one marked by ":"."""
        marked = "".join(":" if sign in "/\\" or not sign.isprintable() else sign for sign in file_name)
        return super().sanitize_file_name(marked)


class UpToTheLimit(FileUploadHandler):
    """Lets each file through up to its limit and a byte; Django's own handlers after it keep what it lets through."""

    kept = 0
    is_parsing = False

    def handle_raw_input(
        self,
        input_data: Any,
        meta: dict[str, str],
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> tuple[Any, Any] | None:
        """Read the request with its files' names as they were sent.

        Raises RequestDataTooBig for what says that it is enormous, before any of it is read.
        """
        if content_length > LARGEST_REQUEST:
            raise RequestDataTooBig("more than is taken in")
        if self.is_parsing or self.request is None:
            return None
        self.is_parsing = True  # the parser asks its handlers again
        parser = NamesAsSent(meta, input_data, list(self.request.upload_handlers), encoding or "utf-8")
        return parser.parse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Return as much of a piece as is still let through, None once that was all. Raises RequestDataTooBig."""
        through = raw_data[: max(0, LARGEST_FILE + 1 - start)]
        self.kept += len(through)
        if self.kept > LARGEST_KEPT:
            raise RequestDataTooBig("more than is taken in")
        return through or None

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """Leave the file to the handlers that kept it."""
        return None


def not_taken(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say why what was sent could not be taken in: too much at once, or cut off on its way."""
    too_big = isinstance(exception, RequestDataTooBig)
    reason = Reason(
        code="too_much" if too_big else "not_readable",
        says=_TOO_MUCH.filled(limit=LARGEST_KEPT // MEGABYTE) if too_big else _NOT_READABLE,
        remedy=_FEWER if too_big else _AGAIN,
    )
    status = 413 if too_big else 400
    if request.path.startswith("/api/"):
        return JsonResponse(BadInput(reason).as_data(), status=status, json_dumps_params={"ensure_ascii": False})
    return page(request, here_of(request), "not_taken.html", _TITLE, {"reasons": (reason,)}, status=status)


_TITLE: Final = Text("Chưa nhận được", "Not taken in")
_TOO_MUCH: Final = Text(
    "Phần gửi lên quá lớn: mỗi lần gửi không quá {limit} MB, phần chữ không quá 2,5 MB.",
    "Too much was sent: no more than {limit} MB at a time, and no more than 2.5 MB of text.",
)
_FEWER: Final = Text("Gửi làm nhiều lần, mỗi lần ít tệp hơn.", "Send it in several goes, with fewer files each.")
_NOT_READABLE: Final = Text(
    "Phần gửi lên không đọc được: bị cắt ngang hoặc có quá nhiều mục.",
    "What was sent cannot be read: it was cut off, or has too many parts.",
)
_AGAIN: Final = Text("Mở lại trang và gửi lại.", "Open the page again and send it again.")
