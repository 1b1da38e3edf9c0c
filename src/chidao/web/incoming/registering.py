"""Registering a paper: its file is dropped first, what it says of itself is proposed, the clerk corrects and registers.

A file is read in the limited process only, and kept once it is known to bear no mark of secrecy; between the two steps
it is carried by a signed token, so that nobody can name a file that was not sent by them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.acts.registry import Act, act_named
from chidao.acts.runner import Call, perform
from chidao.documents.acts.incoming.registering import INCOMING_KINDS
from chidao.documents.extracting import words_of
from chidao.documents.files import store_file
from chidao.documents.uploads import CheckedFile, check_upload
from chidao.door.given import read_given
from chidao.kernel.errors import BadInput, ChidaoError, Reason, Refused
from chidao.kernel.symbols import parse_symbol
from chidao.kernel.vietnamese import fold, same_words
from chidao.kernel.wording import Text
from chidao.reading.reader import read_law
from chidao.reading.tree import Document as Facts
from chidao.web.acting.forms import TAKEN, defaults_of, first_values, fresh_key, sent_data, shown_fields
from chidao.web.acting.shapes import with_fields
from chidao.web.fields import Field
from chidao.web.here import Here, agency_names
from chidao.web.offers import offer_list, wish
from chidao.web.pages import page, screen

TITLE: Final = Text("Vào sổ văn bản đến", "Register an incoming paper")
ACT: Final = "register_incoming"
SALT: Final = "chidao.incoming"
HOURS: Final = 12
HEAD: Final = 20_000
"""Characters of a file that are read for what stands in its head."""
READ: Final = frozenset({"pdf", "docx"})
UNASKED: Final = frozenset({"file", "attachments", "reference", "author_agency"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """The files of a form on its way: the paper's, those with it, what was read of the first, and what to say of it."""

    file: CheckedFile | None = None
    more: tuple[CheckedFile, ...] = ()
    read: Mapping[str, object] = dataclasses.field(default_factory=dict)
    note: Text | None = None


@screen("incoming_new", ("Vào sổ văn bản đến", "Register an incoming paper"), acts=(ACT,))
def register(request: HttpRequest, here: Here) -> HttpResponse:
    """Take a paper's file in, propose what it says, register it."""
    offer = offer_list(here, [wish(ACT, Matter(body=here.body, says=TITLE))])[0]
    if not offer.allowed:
        raise Refused(*offer.reasons)
    if offer.recording:
        return HttpResponseRedirect(offer.url)
    act, dropped = act_named(ACT), Dropped()
    if request.method != "POST":
        return _form(request, here, act, dropped, {**defaults_of(act), **first_values(request.GET)})
    try:
        dropped = _dropped(request)
        if request.POST.get("do") != "register":
            return _form(request, here, act, dropped, {**defaults_of(act), **dropped.read})
        return _registered(request, here, act, dropped)
    except ChidaoError as error:
        kept = dropped if dropped.file or dropped.more else _carried(request)
        return _form(request, here, act, kept, {**defaults_of(act), **first_values(request.POST)}, error=error)


def proposed(facts: Facts) -> dict[str, object]:
    """Return what the head of a paper says of itself, as the form's fields; what it doesn't say is left out."""
    symbol = f"{facts.number}{facts.separator}{facts.symbol}" if facts.number and facts.symbol else ""
    return {
        name: value
        for name, value in {
            "symbol": symbol,
            "dated_on": facts.dated_on.exact if facts.dated_on else None,
            "author": _author(facts.issuer or facts.authority or ""),
            "kind": _kind(facts.kind, symbol),
            "title": " ".join((facts.title or "").split())[:500],
        }.items()
        if value
    }


def _author(written: str) -> str:
    """Return an author as registered here, if its name is known; a letterhead's capitals are not kept."""
    known = next((name for name in agency_names().values() if same_words(name, written)), "")
    return known or (written.capitalize() if written.isupper() else written)


def _kind(named: str | None, symbol: str) -> str:
    """Return the abbreviation of a kind named in words; a symbol without a kind is an official letter's."""
    if named:
        return next((key for key, words in INCOMING_KINDS.items() if fold(words.vi) == fold(named)), "")
    try:
        return parse_symbol(symbol).kind or "CV"
    except BadInput:
        return ""


def _registered(request: HttpRequest, here: Here, act: Act, dropped: Dropped) -> HttpResponse:
    author = request.POST.get("author", "")
    sent = sent_data(act, request, here) | {
        "author_agency": next((key for key, name in agency_names().items() if same_words(name, author)), None),
        "file": dataclasses.asdict(dropped.file) if dropped.file else None,
        "attachments": [dataclasses.asdict(each) for each in dropped.more],
    }
    given = read_given(act, {name: value for name, value in sent.items() if value is not None})
    receipt = perform(Call(act=ACT, given=given, by=here.me, now=here.now, key=request.POST.get("key") or None))
    messages.success(request, receipt.says.said_in(here.language))
    return HttpResponseRedirect(reverse("incoming_paper", args=[here.body, int(receipt.outcome["incoming"])]))


# ---------------------------------------------------------------- files


def _dropped(request: HttpRequest) -> Dropped:
    """Return the files carried along and those just sent, the paper's own read. Raises BadInput, nothing kept then."""
    carried = _carried(request)
    sent = request.FILES.get("file")
    more = tuple(_kept(each, check_upload(str(each.name), data), data) for each, data in _bytes(request, "attachments"))
    if sent is None:
        return dataclasses.replace(carried, more=(*carried.more, *more))
    data = sent.read()
    checked = check_upload(str(sent.name), data)
    read, note = _read(checked, data)
    return Dropped(file=_kept(sent, checked, data), more=(*carried.more, *more), read=read, note=note)


def _bytes(request: HttpRequest, name: str) -> Iterable[tuple[UploadedFile[bytes], bytes]]:
    for each in request.FILES.getlist(name):
        data = each.read()
        checked = check_upload(str(each.name), data)
        _read(checked, data)
        yield each, data


def _kept(upload: UploadedFile[bytes], checked: CheckedFile, data: bytes) -> CheckedFile:
    store_file(settings.CHIDAO_FILES, data)
    return checked


def _read(checked: CheckedFile, data: bytes) -> tuple[dict[str, object], Text | None]:
    """Return what a file proposes, or why nothing could be read of it. Raises BadInput for a mark of secrecy."""
    if checked.name.rpartition(".")[2].lower() not in READ:
        return {}, _NOT_READ
    try:
        facts = read_law(words_of(checked.name, data).text[:HEAD]).document
    except BadInput as unread:
        if any(reason.code == "state_secret" for reason in unread.reasons):
            raise
        return {}, _NO_WORDS.filled(why=unread.reasons[0].says)
    found = proposed(facts)
    return found, _READ_SO_MUCH if found else _NOTHING_FOUND


def _carried(request: HttpRequest) -> Dropped:
    """Return the files that the form carries, as this installation signed them. A token of another's is no file."""
    kept = [_opened(request, token) for token in request.POST.getlist("kept")]
    file = next((found for is_main, found in filter(None, kept) if is_main), None)
    return Dropped(file=file, more=tuple(found for is_main, found in filter(None, kept) if not is_main))


def _opened(request: HttpRequest, token: str) -> tuple[bool, CheckedFile] | None:
    try:
        said = signing.loads(token, salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    if said["who"] != _who(request):
        return None
    return bool(said["main"]), CheckedFile(**said["file"])


def _tokens(request: HttpRequest, dropped: Dropped) -> list[dict[str, object]]:
    files = [*([(True, dropped.file)] if dropped.file else []), *((False, each) for each in dropped.more)]
    return [
        {
            "name": each.name,
            "is_main": is_main,
            "token": signing.dumps(
                {"main": is_main, "who": _who(request), "file": dataclasses.asdict(each)}, salt=SALT
            ),
        }
        for is_main, each in files
    ]


def _who(request: HttpRequest) -> str:
    user: Any = request.user
    return str(user.pk) if user.is_authenticated else f"picked:{request.session.get('picked_person')}"


# ---------------------------------------------------------------- the form


def _form(
    request: HttpRequest,
    here: Here,
    act: Act,
    dropped: Dropped,
    values: Mapping[str, object],
    *,
    error: ChidaoError | None = None,
) -> HttpResponse:
    reasons: Sequence[Reason] = error.reasons if error else ()
    asked = [each for each in shown_fields(act, here, values) if each.name not in UNASKED]
    is_again = any(reason.code.startswith("same_") for reason in reasons) or values.get("another_copy")
    shown = with_fields(
        [each for each in asked if each.name != "another_copy" or is_again],
        arrived_at={"most": here.now}, pages={"least": 1}, dated_on={"most": here.today},
        author={"suggests": tuple(agency_names().values()), "required": True},
    )  # fmt: skip
    context = {
        "drop_fields": _drop_fields(dropped),
        "kept": _tokens(request, dropped),
        "note": dropped.note,
        "fields": shown,
        "is_read": bool(dropped.read),
        "key": request.POST.get("key") or fresh_key(),
        "errors": reasons,
    }
    return page(request, here, "incoming/register.html", TITLE, context, status=error.status if error else 200)


def _drop_fields(dropped: Dropped) -> list[Field]:
    file = Text("Thay tệp khác", "Another file instead") if dropped.file else Text("Tệp văn bản", "File of the paper")
    return [
        Field(name="file", label=file, kind="file", accept=TAKEN, hint=_DROP),
        Field(name="attachments", label=Text("Tệp kèm theo", "Files with it"), kind="file", accept=TAKEN, many=True),
    ]


_DROP: Final = Text(
    "Kéo tệp vào đây hoặc chọn. Số, ngày, nơi gửi, trích yếu được đọc từ tệp để bạn sửa.",
    "Drop the file here or choose it. Number, date, author and subject are read from it for you to correct.",
)
_READ_SO_MUCH: Final = Text(
    "Đã đọc tệp và điền sẵn; kiểm lại từng mục rồi vào sổ.", "The file was read; look at each field, then register it."
)
_NOTHING_FOUND: Final = Text(
    "Đã nhận tệp, nhưng không nhận ra số, ngày, trích yếu; hãy điền.",
    "The file is here, but no number, date or subject was found in it; fill them in.",
)
_NO_WORDS: Final = Text(
    "Đã nhận tệp, nhưng không đọc được chữ: {why} Hãy điền.", "The file is here, but gave no words: {why} Fill them in."
)
_NOT_READ: Final = Text(
    "Đã nhận tệp; ảnh và bảng tính không được đọc, hãy điền.",
    "The file is here; pictures and workbooks are not read, fill the fields in.",
)
