"""One's own second factor: a QR code to begin it, its first code to make it count, a code to take it off."""

from __future__ import annotations

from typing import Final

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.debug import sensitive_post_parameters

from chidao.door.clock import real_now
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text
from chidao.people.models import Account
from chidao.people.second_factor import (
    WRONG_CODE,
    address,
    clear,
    enrol,
    new_secret,
    opened,
    readable,
    sealed,
    take_code,
)
from chidao.web.front.codes import code_field
from chidao.web.here import Here
from chidao.web.pages import page, screen

TITLE: Final = Text("Mã xác thực lần hai", "Second factor")
_QR: Final = "QR"
BEGUN: Final = "second_factor_begun"
"""Where a session keeps the sealed secret that is not confirmed yet."""


@sensitive_post_parameters("code")
@screen("second_factor", ("Mã xác thực lần hai", "Second factor"))
def second_factor(request: HttpRequest, here: Here) -> HttpResponse:
    """Show whether one's account has a second factor; begin it, or take it off."""
    account = Account.objects.filter(person_id=here.me.person, is_active=True).first()
    errors: tuple[Reason, ...] = ()
    if request.method == "POST" and account is not None:
        try:
            _change(request, here, account)
            return HttpResponseRedirect(reverse("second_factor", args=[here.body]))
        except BadInput as error:
            errors = error.reasons
    context = {"account": account, "field": code_field(), "errors": errors, **_begun(request, account)}
    return page(request, here, "mine/second_factor.html", TITLE, context, status=422 if errors else 200)


def _change(request: HttpRequest, here: Here, account: Account) -> None:
    code = request.POST.get("code", "")
    if not account.second_factor:
        enrol(account, request.session.get(BEGUN, ""), code, real_now())
        request.session.pop(BEGUN, None)
        return
    if not take_code(account, code, real=real_now(), now=here.now):
        raise BadInput(Reason(code="wrong_code", says=WRONG_CODE, field="code"))
    clear(account)


def _begun(request: HttpRequest, account: Account | None) -> dict[str, object]:
    """Return the QR code and the words of a secret that is not confirmed yet, the same until it is."""
    if account is None or account.second_factor:
        return {}
    secret = opened(request.session.get(BEGUN, ""))
    if secret is None:
        secret = new_secret()
        request.session[BEGUN] = sealed(secret)
    return {"qr": _shown(address(account.username, secret)), "words": readable(secret)}


def _shown(words: str) -> SafeString:
    """Draw the QR code, on white whatever the page's colours, since a camera wants it so."""
    drawn = segno.make(words, error="m", micro=False)
    return mark_safe(  # noqa: S308 - drawn by ourselves from an address of our own making
        drawn.svg_inline(scale=4, border=4, light="#fff", dark="#000", title=_QR)
    )
