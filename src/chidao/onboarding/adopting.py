"""From a draft to a running committee: the one act that adopts it, and the first account of who is to record."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from chidao.acts.authority import Capacity
from chidao.acts.runner import Call, Receipt, perform
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, Refused, raise_if_any
from chidao.kernel.wording import Text
from chidao.ledger.models import Event
from chidao.mandates.acts.founding import AdoptCharter, FirstHolder, FoundBody, OfficialWords
from chidao.mandates.queries import capacity_of, seats_in_force, seats_of_person
from chidao.onboarding.access import adopting_in, capacity_to_found
from chidao.onboarding.drafts import check_version, mark_adopted, work_of
from chidao.onboarding.models import OnboardingDraft
from chidao.onboarding.rules.state import Composed
from chidao.people.accounts import link_parts
from chidao.people.acts import IssueSignInLink, OpenAccount
from chidao.people.models import Account, Person


def adopt(
    draft: OnboardingDraft,
    *,
    version: int,
    now: datetime,
    person: Person | None = None,
    by: Capacity | None = None,
    operator: Capacity | None = None,
) -> Receipt:
    """Found the body that a draft makes, or adopt it as the later regulation of one that is here: one act.

    `person` is who adopts, in whichever of their seats may, or who records from the signed paper what another adopted;
    `by` and `operator` name the seats instead. A new body may be founded by nobody known: the bearer of a set-up link,
    a visitor of a demonstration (who may is for `access.may_found` to say). Raises BadInput with all that stands in the
    way, Conflict for an old version, Refused where the regulation in force does not let `by` adopt another.
    """
    check_version(draft, version)
    composed = work_of(draft, composed=True).composed
    assert composed is not None  # asked for
    raise_if_any(BadInput, composed.reasons)
    whose, records = (by, operator) if by else _whose(draft, person, now)
    receipt = perform(_call(draft, composed, now, whose, records))
    mark_adopted(draft, composed.body, now)
    return receipt


def recorder_of(body: str, now: datetime) -> Capacity:
    """Return who records for a body from its founding on. Raises NotFound where nobody was named, or sits there."""
    founding = Event.objects.filter(chain=body, act="found_body").order_by("seq").first()
    key = founding.given.get("recorder_seat") if founding else None
    seat = next((each for each in seats_in_force(body, local_day(now)) if each.key == key), None)
    found = capacity_of(body, seat.person, seat.id, now) if seat and seat.person else None
    if found is None:
        raise NotFound(Reason(code="no_recorder", says=_NO_RECORDER))
    return found


def first_account(body: str, username: str, now: datetime) -> tuple[str, str]:
    """Open the account of who is to record for a new body, and return the two parts of its sign-in link.

    Both acts are the recorder's own, as the regulation lets who keeps the accounts. Raises Conflict where somebody
    already signs in with that account, BadInput for a sign-in name that is empty, Refused where the recorder keeps no
    accounts.
    """
    me = recorder_of(body, now)
    account = Account.objects.filter(person_id=me.person).first()
    if account is not None and account.has_usable_password():
        raise Conflict(Reason(code="has_account", says=_HAS_ACCOUNT))
    if account is None:
        if not username.strip():
            raise BadInput(Reason(code="value_missing", says=_NO_USERNAME, field="username"))
        given = OpenAccount(body=body, person=me.person, username=username.strip())
        perform(Call(act="open_account", given=given, by=me, now=now))
        account = Account.objects.get(person_id=me.person)
    perform(Call(act="issue_sign_in_link", given=IssueSignInLink(body=body, person=me.person), by=me, now=now))
    return link_parts(account)


def _whose(draft: OnboardingDraft, person: Person | None, now: datetime) -> tuple[Capacity | None, Capacity | None]:
    """Return whose act it is, and who records it for them."""
    if person is None:
        return None, None
    if not draft.body:
        return capacity_to_found(person.pk, now), None
    mine = (each for each in seats_of_person(person.pk, now) if each.body == draft.body)
    # Who may neither adopt nor record is refused by the act itself, with every reason.
    return adopting_in(draft.body, person.pk, now) or (next(mine, None), None)


def _call(
    draft: OnboardingDraft, composed: Composed, now: datetime, by: Capacity | None, operator: Capacity | None
) -> Call:
    shared: dict[str, Any] = {
        "body": composed.body,
        "charter": composed.charter.decode(),
        "installation": composed.installation.decode(),
        "people": tuple(FirstHolder(seat=each.seat, name=each.name) for each in composed.holders),
        "official": tuple(OfficialWords(clause=each, words=words) for each, words in composed.official.items()),
        "file": draft.file_sha256,
    }
    evidence = (draft.file_sha256,) if draft.file_sha256 else ()
    key = f"{draft.key}:{draft.version}"
    if draft.body:
        if by is None:
            raise Refused(Reason(code="no_capacity", says=_WHO_ADOPTS))
        given: Any = AdoptCharter(**shared)
        return Call(act="adopt_charter", given=given, by=by, operator=operator, now=now, evidence=evidence, key=key)
    given = FoundBody(**shared, recorder=composed.recorder, recorder_seat=composed.recorder_seat)
    founder = Capacity(body=composed.body, person=by.person if by else 0, seat=None, says=by.says if by else _FOUNDER)
    return Call(act="found_body", given=given, by=founder, now=now, evidence=evidence, key=key)


_FOUNDER: Final = Text("Người lập ban chỉ đạo trong hệ thống", "Who founded the body in the system")
_WHO_ADOPTS: Final = Text(
    "Chỉ người giữ ghế trong ban chỉ đạo này mới ban hành được quy chế mới của ban.",
    "Only who sits in this body can adopt its next regulation.",
)
_NO_RECORDER: Final = Text("Ban chỉ đạo này chưa có người ghi sổ.", "This body has nobody who records.")
_HAS_ACCOUNT: Final = Text("Người ghi sổ đã có tài khoản.", "Who records has an account already.")
_NO_USERNAME: Final = Text("Cần tên đăng nhập.", "A sign-in name is needed.")
