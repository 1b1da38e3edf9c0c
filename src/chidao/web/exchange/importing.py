"""Taking in a message in two steps: a file is dropped and read, then taken in as read; the file is kept between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.acts.runner import Call, perform
from chidao.documents.files import store_file
from chidao.documents.uploads import MESSAGE, CheckedFile, check_upload
from chidao.exchange.acts import ImportMessage
from chidao.exchange.acts.keeping import kept_bytes
from chidao.exchange.edxml.reading import Read, read_message
from chidao.kernel.errors import BadInput, ChidaoError, Reason
from chidao.kernel.wording import Text
from chidao.web.acting.forms import fresh_key
from chidao.web.exchange.words import files_in, said_in
from chidao.web.fields import Field
from chidao.web.here import Here
from chidao.web.offers import offer_list, wish
from chidao.web.pages import page, screen

TITLE: Final = Text("Nhận gói tin liên thông", "Take in an exchanged message")
SALT: Final = "exchange"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file that was dropped here and read; `token` brings it back, and nothing that was not dropped here."""

    file: CheckedFile
    read: Read
    token: str


@screen("exchange_in", ("Nhận gói tin liên thông", "Take in an exchanged message"), acts=("import_message",))
def take_in(request: HttpRequest, here: Here) -> HttpResponse:
    """Read a file that is dropped, show what was read, and take it in when that is confirmed."""
    kept: Kept | None = None
    error: ChidaoError | None = None
    if request.method == "POST":
        try:
            kept = _kept(request)
            if request.POST.get("take"):
                return _taken(request, here, kept)
        except ChidaoError as refused:
            error = refused
    offer = offer_list(here, [wish("import_message", Matter(body=here.body, says=TITLE))])[0]
    context: dict[str, Any] = {
        "kept": kept,
        "field": Field(name="file", label=_FILE, kind="file", hint=_HINT, required=True, accept=".edxml,.xml"),
        "said": list(said_in(kept.read)) if kept else [],
        "files": files_in(kept.read) if kept else [],
        "faults": kept.read.faults if kept else (),
        "again": _is_copy(error),
        "offer": offer,
        "key": request.POST.get("key") or fresh_key(),
        "errors": error.reasons if error else (),
    }
    return page(request, here, "exchange/in.html", TITLE, context, status=error.status if error else 200)


def _kept(request: HttpRequest) -> Kept:
    sent = request.FILES.get("file")
    if sent is not None:
        name = _named(str(sent.name))
        data = sent.read()
        checked = check_upload(name, data)
        store_file(settings.CHIDAO_FILES, data)
    elif request.POST.get("kept"):
        sha256, name = _unsealed(request.POST["kept"])
        data = kept_bytes(sha256)
        checked = check_upload(name, data)
    else:
        raise BadInput(Reason(code="no_file", says=_NO_FILE, field="file"))
    token = signing.dumps([checked.sha256, checked.name], salt=SALT)
    return Kept(file=checked, read=read_message(data), token=token)


def _unsealed(token: str) -> tuple[str, str]:
    try:
        sha256, name = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError) as broken:
        raise BadInput(Reason(code="no_file", says=_NO_FILE, field="file")) from broken
    return str(sha256), str(name)


def _named(name: str) -> str:
    """Return a file's name with the ending of a message: many systems give theirs that of any XML."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{MESSAGE}" if ending.lower() == "xml" else name


def _taken(request: HttpRequest, here: Here, kept: Kept) -> HttpResponse:
    given = ImportMessage(body=here.body, file=kept.file, another_copy=bool(request.POST.get("another_copy")))
    call = Call(act="import_message", given=given, by=here.me, now=here.now, key=request.POST.get("key") or None)
    receipt = perform(call)
    messages.success(request, receipt.says.said_in(here.language))
    return HttpResponseRedirect(reverse("message", args=[here.body, int(receipt.outcome["message"])]))


def _is_copy(error: ChidaoError | None) -> bool:
    """Tell whether it was refused since another copy, as on paper, is registered."""
    known = {"message_here_already"}
    return bool(error and error.kind() == "conflict" and not {each.code for each in error.reasons} & known)


_FILE: Final = Text("Gói tin (.edxml hoặc .xml)", "The message (.edxml or .xml)")
_HINT: Final = Text(
    "Tệp được đọc trước cho bạn xem, chưa vào sổ. Không đưa tài liệu bí mật nhà nước vào đây.",
    "It is read for you to see first and not yet registered. Bring no state secrets here.",
)
_NO_FILE: Final = Text("Chưa chọn tệp.", "No file was chosen.")
