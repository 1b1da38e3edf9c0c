"""My clauses, powers and duties, and my personal keys."""

from __future__ import annotations

import dataclasses
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.acts.registry import act_named, fields_of
from chidao.acts.runner import Call, perform
from chidao.door.callers import new_key
from chidao.door.given import read_given
from chidao.instruments.charter import Power
from chidao.kernel.errors import ChidaoError, Reason
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import own_work
from chidao.people.acts import DIGESTS, OPENS
from chidao.people.models import Account, PersonalKey
from chidao.reports.mine import Own, OwnPower, own
from chidao.web.fields import Field, Option
from chidao.web.here import Here
from chidao.web.offers import Offer, Wish, act_url, offer_list, offers, wish
from chidao.web.pages import page, screen
from chidao.web.powers.places import place_of, room_of

TITLE: Final = Text("Điều khoản của tôi", "My clauses")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A power as the page shows it: where one goes to use it (a form, or the list of the things it is about)."""

    power: OwnPower
    offer: Offer | None
    url: str


@screen(
    "mine",
    ("Điều khoản của tôi", "My clauses"),
    features=("personal_page", "field_routing"),
    duties=("meeting", "report", "review", "plan"),
)
def mine(request: HttpRequest, here: Here) -> HttpResponse:
    """Show what the regulation says of the seat one acts from, each power as the act it is."""
    current = here.regulation
    feature = current.has_feature("personal_page") if current else None
    mine_ = own(current, here.me.role or "") if current and feature else None
    context = {
        "feature": feature,
        "own": mine_,
        "work": own_work(here.eyes, here.today),
        "powers": _powers(here, mine_) if mine_ else (),
        "rest": current.clauses if current else (),
    }
    return page(request, here, "mine/mine.html", TITLE, context)


@screen("keys", ("Khóa cá nhân", "Personal keys"), acts=("issue_personal_key", "revoke_personal_key", "choose_digest"))
def keys(request: HttpRequest, here: Here) -> HttpResponse:
    """Show one's personal keys; make one, whose words are shown once and never kept."""
    key, errors = _made(request, here) if request.method == "POST" else ("", ())
    rows = PersonalKey.objects.filter(person_id=here.me.person).order_by("-issued_at", "-pk")
    matter = Matter(body=here.body, says=here.me.says, subject_seat=here.me.seat)
    wishes = [wish("revoke_personal_key", matter), wish("issue_personal_key", matter), _digest_wish(here)]
    asked = offers(here, wishes)
    context = {
        "key": key,
        "calendar_url": _calendar_url(request, key),
        "opens": OPENS,
        "errors": errors,
        "keys": [(each, act_url(here, "revoke_personal_key", (("key", each.pk),))) for each in rows],
        "may_revoke": asked["revoke_personal_key"].allowed,
        "offer": asked["issue_personal_key"],
        "digest": DIGESTS[_digest(here)],
        "digest_offer": asked["choose_digest"],
        "fields": _key_fields(request),
    }
    title = Text("Khóa cá nhân", "Personal keys")
    return page(request, here, "mine/keys.html", title, context, status=422 if errors else 200)


def _made(request: HttpRequest, here: Here) -> tuple[str, tuple[Reason, ...]]:
    key, sha256, hint = new_key()
    sent = {
        "body": here.body, "person": here.me.person, "label": request.POST.get("label", ""), "sha256": sha256,
        "hint": hint, "days": request.POST.get("days", ""), "opens": request.POST.get("opens", "all"),
    }  # fmt: skip
    try:
        given = read_given(act_named("issue_personal_key"), sent)
        perform(Call(act="issue_personal_key", given=given, by=here.me, now=here.now))
    except ChidaoError as error:
        return "", error.reasons
    return key, ()


def _digest(here: Here) -> str:
    account = Account.objects.filter(person_id=here.me.person).values_list("digest", flat=True).first()
    return account if account in DIGESTS else ""


def _digest_wish(here: Here) -> Wish:
    return wish("choose_digest", Matter(body=here.body, says=here.me.says))


def _calendar_url(request: HttpRequest, key: str) -> str:
    """Return the address of the calendar that a new key opens; "" for a key that opens all else."""
    if not key or request.POST.get("opens") != "calendar":
        return ""
    return request.build_absolute_uri(reverse("api:calendar_feed", args=[key]))


def _key_fields(request: HttpRequest) -> tuple[Field, ...]:
    asked = fields_of(act_named("issue_personal_key").given)
    label, days = asked["label"].label, asked["days"].label
    opens = tuple(Option(value=value, label=words) for value, words in OPENS.items())
    chosen = request.POST.get("opens") or request.GET.get("opens") or "all"
    return (
        Field(name="opens", label=asked["opens"].label, kind="radio", options=opens, value=chosen, required=True),
        Field(name="label", label=label, value=request.POST.get("label", ""), required=True, longest=80),
        Field(name="days", label=days, kind="number", value=request.POST.get("days", "180"), least=1, most=365),
    )


def _powers(here: Here, mine_: Own) -> list[Shown]:
    """Ask at once about the acts that begin something new; the others are done from the thing they are about."""
    starting = [each for each in mine_.powers if room_of(each.act) == "" and each.standing_for is None]
    says = here.name.short_name if here.name else same(here.body)
    matter = Matter(body=here.body, says=says, subject_seat=here.me.seat)
    made = offer_list(here, [wish(each.act, _fitting(matter, here, each)) for each in starting])
    asked = {id(each): offer for each, offer in zip(starting, made, strict=True)}
    return [_shown(here, each, asked.get(id(each))) for each in mine_.powers]


def _shown(here: Here, power: OwnPower, offer: Offer | None) -> Shown:
    return Shown(power=power, offer=offer, url=place_of(here, power.act))


def _fitting(matter: Matter, here: Here, power: OwnPower) -> Matter:
    """Return the matter as the power wants it: a page about nothing in particular asks for what the power is about."""
    wanted = [each for each in (here.regulation.powers if here.regulation else ()) if _is(each, power)]
    only = wanted[0].only if wanted else {}
    facets = {facet: words[0] for facet, words in only.items()}
    return dataclasses.replace(matter, facets=facets, lead_agency=here.me.agency, presiding=here.me.seat)


def _is(each: Power, power: OwnPower) -> bool:
    return (each.act, each.clause) == (power.act, power.clause)
