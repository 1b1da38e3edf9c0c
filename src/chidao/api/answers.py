"""What the API answers with: plain data, and errors in one shape whatever went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from chidao.api.asked import reasons_of
from chidao.api.callers import NotSignedIn
from chidao.door.plain import as_plain
from chidao.kernel.errors import BadInput, ChidaoError, Conflict, NotFound, Reason
from chidao.kernel.wording import Text

NOTHING_HERE: Final = NotFound(
    Reason(code="not_found", says=Text("Không có gì ở địa chỉ này.", "There is nothing at this address."))
)


def answer(data: object, status: int = 200) -> HttpResponse:
    """Return data as JSON, Vietnamese letters as they are."""
    return JsonResponse(as_plain(data), status=status, safe=False, json_dumps_params={"ensure_ascii": False})


def told(error: ChidaoError) -> HttpResponse:
    """Return an error with every reason, under its status."""
    return answer(error.as_data(), error.status)


def handle_errors(api: NinjaAPI) -> None:
    """Have every error answered in the one shape; what the database itself refuses is the caller's input too."""
    kinds: Mapping[type[Exception], ChidaoError] = {
        AuthenticationError: NotSignedIn(Reason(code="no_key", says=_NO_KEY)),
        Http404: NOTHING_HERE,
        DataError: BadInput(Reason(code="does_not_fit", says=_DOES_NOT_FIT)),
        OverflowError: BadInput(Reason(code="does_not_fit", says=_DOES_NOT_FIT)),
        IntegrityError: Conflict(Reason(code="broken_link", says=_BROKEN_LINK)),
    }
    for kind, error in kinds.items():
        api.add_exception_handler(kind, _answering(error))
    api.add_exception_handler(ChidaoError, lambda request, error: told(error))  # type: ignore[arg-type]
    api.add_exception_handler(ValidationError, _bad_address)
    api.add_exception_handler(HttpError, _bad_call)


def _answering(error: ChidaoError) -> Any:
    return lambda request, raised: told(error)


def _bad_address(request: HttpRequest, error: Any) -> HttpResponse:
    return told(BadInput(*reasons_of(error.errors)))


def _bad_call(request: HttpRequest, error: Any) -> HttpResponse:
    says = Text("Không đọc được lời gọi: {why}", "The call cannot be read: {why}").filled(why=str(error))
    return answer(
        {"error": "bad_input", "reasons": [Reason(code="unreadable", says=says).as_data()]}, error.status_code
    )


_NO_KEY: Final = Text(
    "Cần khóa cá nhân: Authorization: Bearer chd_…", "A personal key is needed: Authorization: Bearer chd_…"
)
_DOES_NOT_FIT: Final = Text(
    "Một giá trị dài hoặc lớn quá mức ghi được.", "A value is too long or too large to be kept."
)
_BROKEN_LINK: Final = Text(
    "Nội dung dẫn tới thứ không có, hoặc trùng với thứ đã có.",
    "It names something that is not there, or is there twice.",
)
