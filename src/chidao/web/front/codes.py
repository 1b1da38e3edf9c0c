"""The second step of signing in: the code of an account that has a second factor, after its password."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text
from chidao.people.models import Account
from chidao.people.second_factor import WRONG_CODE
from chidao.web.fields import Field
from chidao.web.here import Here
from chidao.web.pages import page

WAITING: Final = "second_factor_of"
"""Where a session keeps whose code it waits for, since when, and which page was asked for."""
WAITS_FOR: Final = timedelta(minutes=5)


def ask_code(request: HttpRequest, account: Account, now: datetime, wanted: str) -> HttpResponse:
    """Go on to the page that asks for the code; nobody is signed in yet."""
    request.session.cycle_key()
    request.session[WAITING] = {"account": account.pk, "at": now.isoformat(), "next": wanted}
    return HttpResponseRedirect(reverse("sign_in_code"))


def waited_for(request: HttpRequest, now: datetime) -> tuple[Account, str] | None:
    """Return whose code is waited for, and the page that was asked for; None after a while."""
    kept = request.session.get(WAITING)
    if not kept or not timedelta() <= now - datetime.fromisoformat(kept["at"]) <= WAITS_FOR:
        return None
    account = Account.objects.filter(pk=kept["account"], is_active=True).select_related("person").first()
    return (account, str(kept["next"])) if account else None


def code_field(name: str = "code") -> Field:
    """Return the field in which a code is typed."""
    label = Text("Mã xác thực lần hai", "Second-factor code")
    hint = Text("6 chữ số đang hiện trong ứng dụng mã.", "The six digits that your program of codes shows now.")
    return Field(name=name, label=label, hint=hint, required=True, longest=9, autocomplete="one-time-code")


def code_page(request: HttpRequest, here: Here, *, wrong: bool = False) -> HttpResponse:
    """Show the page that asks for the code."""
    errors = (Reason(code="wrong_code", says=WRONG_CODE, field="code"),) if wrong else ()
    context = {"field": code_field(), "errors": errors, "errors_title": _NOT_IN}
    return page(request, here, "front/sign_in_code.html", TITLE, context, status=403 if wrong else 200)


TITLE: Final = Text("Mã xác thực lần hai", "Second-factor code")
_NOT_IN: Final = Text("Chưa vào được, vì:", "Not signed in, because:")
