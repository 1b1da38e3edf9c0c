"""Signing a document in the browser: three ways, each ending in the same act on the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from chidao.acts.authority import Matter
from chidao.acts.registry import act_named
from chidao.acts.runner import Call, perform
from chidao.documents.acts.sealing import WAYS, SealDocument, SignDocument
from chidao.documents.files import open_file, store_file
from chidao.documents.models import Document
from chidao.documents.queries import document_page
from chidao.documents.signatures.hands import signed_with_file, signed_with_token
from chidao.documents.signatures.keys import LARGEST_KEY_FILE
from chidao.documents.signatures.papers import (
    AGENCY,
    SIGNER,
    Kind,
    against_signature,
    agency_of_seal,
    file_to_sign,
    new_signature,
    standing_of,
)
from chidao.documents.signatures.trust import Token, Trust, installed_trust
from chidao.documents.uploads import LARGEST_FILE, CheckedFile, check_upload
from chidao.door.clock import real_now
from chidao.kernel.errors import BadInput, ChidaoError, Conflict, NotFound, Reason, Refused, raise_if_any
from chidao.kernel.vietnamese import slug
from chidao.kernel.wording import Text, same
from chidao.people.models import Account
from chidao.people.second_factor import WRONG_CODE, take_code
from chidao.web.acting.forms import fresh_key
from chidao.web.acting.shapes import Crumb
from chidao.web.documents.forms import documents_crumb
from chidao.web.fields import Field
from chidao.web.front.codes import code_field
from chidao.web.here import Here
from chidao.web.offers import Wish, offer_list, offers
from chidao.web.pages import page, screen
from chidao.web.signing.parts import ACTS, sign_wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What one signs: the document, which signature, the token that may sign it, and the account that is asked."""

    document: Document
    kind: Kind
    trust: Trust
    token: Token | None
    account: Account | None


@never_cache
@sensitive_post_parameters("passphrase", "code_file", "code_token", "code_outside")
@screen("sign", ("Ký số văn bản", "Sign a document"), acts=("sign_document", "seal_document", "keep_signature_image"))
def sign(request: HttpRequest, here: Here, document_id: int, kind: Kind) -> HttpResponse:
    """Show the three ways of signing, or sign. Raises Refused where the signature is another's to put."""
    desk = _desk(here, _seen(here, document_id), kind)
    _ask_right(here, desk)
    raise_if_any(Conflict, against_signature(standing_of(desk.document), kind))
    if request.method != "POST":
        return _form(request, here, desk)
    try:
        says = _sign(request, here, desk)
    except ChidaoError as error:
        return _form(request, here, desk, error)
    messages.success(request, says.said_in(here.language))
    return HttpResponseRedirect(reverse("document", args=[here.body, document_id]))


@screen("sign_pdf", ("Tệp để ký số", "The file to sign"))
def file_for_signing(request: HttpRequest, here: Here, document_id: int) -> HttpResponse:
    """Give the file that the next signature goes on from."""
    document = _seen(here, document_id)
    standing = standing_of(document)
    raise_if_any(Conflict, against_signature(standing, AGENCY if standing.signed else SIGNER))
    name = slug(f"{document.label} {document.title}")[:80] or "van-ban"
    response = HttpResponse(file_to_sign(document), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


@screen("signed_pdf", ("Văn bản đã ký số", "The signed document"))
def signed_file(request: HttpRequest, here: Here, document_id: int) -> Any:
    """Give the file with all the signatures it has. Raises NotFound for a document without."""
    document = _seen(here, document_id)
    last = document.signatures.select_related("file").order_by("ordinal").last()
    if last is None:
        raise NotFound(Reason(code="not_signed", says=_NOT_SIGNED))
    name = f"{slug(f'{document.label} {document.title}')[:80] or 'van-ban'}-da-ky.pdf"
    kept = open_file(settings.CHIDAO_FILES, last.file.sha256)
    return FileResponse(kept, as_attachment=True, filename=name, content_type="application/pdf")


def _seen(here: Here, document_id: int) -> Document:
    found: Document = Document.objects.get(pk=document_page(here.eyes, document_id).row.id)
    return found


def _desk(here: Here, document: Document, kind: Kind) -> Desk:
    trust = installed_trust()
    account = Account.objects.filter(person_id=here.me.person, is_active=True).first()
    if kind == AGENCY:
        token = trust.token_of_seal(document.seal)
    else:
        token = trust.token_of_account(account.username) if account else None
    return Desk(document=document, kind=kind, trust=trust, token=token, account=account)


def _ask_right(here: Here, desk: Desk) -> None:
    """Ask before a key is touched. Raises Refused with every reason."""
    (offer,) = offer_list(here, [sign_wish(here, desk.document, desk.kind)])
    if not offer.allowed:
        raise Refused(*offer.reasons)
    if offer.recording:
        raise Refused(Reason(code="record_instead", says=_RECORD, remedy=_BRING_FILE))


def _sign(request: HttpRequest, here: Here, desk: Desk) -> Text:
    """Sign in the way chosen and perform the act. Raises what stands against it, nothing then being recorded."""
    way = request.POST.get("way", "")
    if way == "token":
        _ask_code(request, here, desk, way)  # a key of the installation is not touched before
    pdf = _signed(request, here, desk, way)
    if way != "token":
        _ask_code(request, here, desk, way)  # a code is used up by what can be signed only
    file = _kept(desk.document, pdf)
    new_signature(desk.document, file, desk.trust)  # looked at here, so that the act need not wait for it
    given = (SignDocument if desk.kind == SIGNER else SealDocument)(
        body=here.body, document=desk.document.pk, file=file, way=way
    )
    call = Call(act=ACTS[desk.kind], given=given, by=here.me, now=here.now, key=request.POST.get("key") or None)
    return perform(call).says


def _ask_code(request: HttpRequest, here: Here, desk: Desk, way: str) -> None:
    """Ask again for the second factor of an account that has one. Raises BadInput for a wrong code."""
    if desk.account is None or not desk.account.second_factor:
        return
    name = f"code_{way}"
    if not take_code(desk.account, request.POST.get(name, ""), real=real_now(), now=here.now):
        raise BadInput(Reason(code="wrong_code", says=WRONG_CODE, field=name))


def _signed(request: HttpRequest, here: Here, desk: Desk, way: str) -> bytes:
    asked: dict[str, Any] = {"person": here.me.person, "trust": desk.trust, "at": real_now()}
    if way == "file":
        key = _sent(request, "key_file", LARGEST_KEY_FILE, _NO_KEY)
        return signed_with_file(desk.document, desk.kind, key, request.POST.get("passphrase", ""), **asked)
    if way == "token":
        if desk.token is None:
            raise Conflict(Reason(code="no_token", says=_NO_TOKEN))
        return signed_with_token(desk.document, desk.kind, desk.token, **asked)
    return _sent(request, "file", LARGEST_FILE, _NO_FILE)


def _sent(request: HttpRequest, name: str, largest: int, missing: Text) -> bytes:
    sent = request.FILES.get(name)
    if sent is None or not sent.size or sent.size > largest:
        raise BadInput(Reason(code="no_file", says=missing, field=name))
    return bytes(sent.read())


def _kept(document: Document, pdf: bytes) -> CheckedFile:
    checked = check_upload(f"{slug(document.label) or 'van-ban'}-da-ky.pdf", pdf)
    store_file(settings.CHIDAO_FILES, pdf)
    return checked


def _form(request: HttpRequest, here: Here, desk: Desk, error: ChidaoError | None = None) -> HttpResponse:
    asks_code = desk.account is not None and bool(desk.account.second_factor)
    crumb = Crumb(title=same(desk.document.label), url=reverse("document", args=[here.body, desk.document.pk]))
    context = {
        "document": desk.document,
        "kind": desk.kind,
        "crumbs": (documents_crumb(here), crumb),
        "trust": desk.trust,
        "token": desk.token,
        "codes": {way: code_field(f"code_{way}") for way in WAYS} if asks_code else {},
        "key_fields": _key_fields(),
        "file_field": _FILE_FIELD,
        "picture": offers(here, [_picture_wish(here, desk)])["keep_signature_image"],
        "key": fresh_key(),
        "errors": error.reasons if error else (),
        "errors_title": _NOT_DONE,
    }
    title = act_named(ACTS[desk.kind]).title
    return page(request, here, "signing/sign.html", title, context, status=error.status if error else 200)


def _picture_wish(here: Here, desk: Desk) -> Wish:
    """Return the wish to keep the picture that this signature would show."""
    if desk.kind == AGENCY:
        whose: dict[str, object] = {"agency": agency_of_seal(desk.document.seal)}
        matter = Matter(body=here.body, says=same(desk.document.seal))
    else:
        whose = {"person": here.me.person}
        matter = Matter(body=here.body, says=here.me.says, subject_person=here.me.person)
    known = tuple((name, each) for name, each in whose.items() if each)
    return Wish(act="keep_signature_image", matter=matter, first=known)


def _key_fields() -> tuple[Field, ...]:
    label = Text("Tệp khóa .p12 hoặc .pfx", "Key file, .p12 or .pfx")
    hint = Text(
        "Chỉ dùng để ký lần này; hệ thống không lưu khóa và mật khẩu.",
        "Used for this signature only; neither key nor passphrase is kept.",
    )
    passphrase = Text("Mật khẩu của tệp khóa", "Passphrase of the key file")
    return (
        Field(name="key_file", label=label, kind="file", hint=hint, required=True, accept=".p12,.pfx"),
        Field(name="passphrase", label=passphrase, kind="password", required=True, autocomplete="off"),
    )


_FILE_FIELD: Final = Field(
    name="file", label=Text("Tệp .pdf đã ký số", "The signed .pdf file"), kind="file", required=True, accept=".pdf"
)
_NOT_SIGNED: Final = Text("Văn bản này chưa có chữ ký số.", "This document is not signed digitally.")
_NO_KEY: Final = Text(
    "Chưa chọn tệp khóa .p12 hoặc .pfx, hoặc tệp quá lớn.", "No .p12 or .pfx key file was chosen, or it is too large."
)
_NO_FILE: Final = Text("Chưa chọn tệp đã ký số, hoặc tệp quá lớn.", "No signed file was chosen, or it is too large.")
_NO_TOKEN: Final = Text(
    "Hệ thống không có thiết bị ký cho chữ ký này.", "The installation has no token for this signature."
)
_RECORD: Final = Text(
    "Chữ ký này là của người ký văn bản; bạn chỉ ghi nhận lại được.",
    "This signature is the signer's own; you may only record it.",
)
_BRING_FILE: Final = Text(
    "Tải tệp để ký, chuyển cho người ký; khi có tệp đã ký thì ghi nhận ở trang văn bản.",
    "Download the file, pass it to the signer; record the signed file on the document's page.",
)
_NOT_DONE: Final = Text("Chưa ký được, và chưa có gì được ghi:", "Not signed, and nothing was recorded:")
