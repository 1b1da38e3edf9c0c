"""The forms of acts on seats and people: what can be chosen in them, and where one goes afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.urls import reverse

from chidao.kernel.wording import Text
from chidao.reports.seating import absences_of, delegations_of
from chidao.web.acting.choices import offers_choices
from chidao.web.acting.shapes import Crumb, Shape, shapes
from chidao.web.acting.views import after
from chidao.web.fields import Field, Option
from chidao.web.here import Here

ON_SEATS: Final = (
    "record_absence", "end_absence", "confer_seat", "end_tenure", "appoint_to_post", "end_appointment",
    "register_person", "register_post", "register_agency", "rename_agency", "delegate_power", "revoke_delegation",
    "rename_body",
)  # fmt: skip


@offers_choices("absence")
def absences(here: Here) -> Iterable[Option]:
    """The absences that are not over yet."""
    for each in absences_of(here.eyes, here.today):
        if not each.is_over:
            yield Option(value=str(each.id), label=each.who, note=each.says)


@offers_choices("delegation")
def delegations(here: Here) -> Iterable[Option]:
    """The delegations that are in force."""
    for each in delegations_of(here.eyes, here.today):
        if each.is_running:
            label = Text("{who} ủy quyền cho {to}", "{who} to {to}").filled(who=each.who, to=each.to)
            yield Option(value=str(each.id), label=label, note=each.says)


@after(*ON_SEATS)
def to_committee(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the committee, where the change shows."""
    return reverse("committee", args=[here.body])


@after("open_account")
def to_accounts(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the accounts: the new one needs a link for its owner."""
    return reverse("accounts", args=[here.body])


@shapes(*ON_SEATS)
def under_committee(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show the form under the committee."""
    committee = Crumb(title=Text("Thành viên", "Committee"), url=reverse("committee", args=[here.body]))
    return Shape(fields=fields, crumbs=(committee,))


@shapes("open_account")
def under_accounts(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show the form under the accounts."""
    accounts = Crumb(title=Text("Tài khoản", "Accounts"), url=reverse("accounts", args=[here.body]))
    return Shape(fields=fields, crumbs=(accounts,))
