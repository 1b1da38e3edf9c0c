"""The codes by which the body and its agencies are known in exchange."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse

from chidao.acts.authority import Matter
from chidao.exchange.models import OrganCode
from chidao.exchange.queries import codes_of, sees_messages
from chidao.kernel.wording import Text
from chidao.web.act_row import act_row
from chidao.web.here import Here
from chidao.web.offers import offer_list, wish
from chidao.web.pages import page, screen

TITLE: Final = Text("Mã định danh cơ quan", "Exchange codes")


@screen("organ_codes", ("Mã định danh cơ quan", "Exchange codes"), acts=("register_organ_code",))
def organ_codes(request: HttpRequest, here: Here) -> HttpResponse:
    """List the codes: the body's own first, then those of agencies."""
    sees = sees_messages(here.eyes)
    rows = [_shown(here, each) for each in codes_of(here.body)] if sees else []
    wishes = [wish("register_organ_code", Matter(body=here.body, says=TITLE))]
    context = {
        "own": [each for each in rows if each["own"]],
        "others": [each for each in rows if not each["own"]],
        "acts": act_row(offer_list(here, wishes), "register_organ_code"),
        "sees": sees,
    }
    return page(request, here, "exchange/codes.html", TITLE, context)


def _shown(here: Here, row: OrganCode) -> dict[str, object]:
    begun = row.effective_from <= here.today
    return {
        "row": row,
        "own": row.agency is None,
        "in_force": begun and (row.effective_until is None or here.today < row.effective_until),
    }
