"""The codes by which the body and its agencies are known in national exchange, each over a period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.exchange.models import OrganCode
from chidao.exchange.queries import codes_of
from chidao.exchange.rules import Held, against_code
from chidao.kernel.days import local_day
from chidao.kernel.errors import Conflict, raise_if_any
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import name_on
from chidao.people.acts import BODY, agency_named


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterOrganCode:
    """A code of the body itself, or of an agency that it exchanges documents with."""

    body: str = asked(*BODY)
    agency: int | None = asked(
        "Cơ quan", "Agency", "agency", hint=Text("Để trống: mã của chính ban.", "Left empty: the body's own code."),
        default=None,
    )  # fmt: skip
    code: str = asked(
        "Mã định danh", "Code", hint=Text("Theo QĐ 20/2020/QĐ-TTg, ví dụ H24.05.", "By QĐ 20/2020/QĐ-TTg: H24.05.")
    )
    older: str = asked(
        "Mã theo dạng cũ", "Code of the older form", hint=Text("13 ký tự: 000.00.00.H41.", "13 signs: 000.00.00.H41."),
        default="",
    )  # fmt: skip
    effective_from: date | None = asked(
        "Dùng từ ngày", "In use from", "date", hint=Text("Để trống nếu là hôm nay.", "Leave empty if it is today."),
        default=None,
    )  # fmt: skip
    effective_until: date | None = asked("Thôi dùng từ ngày", "Until (not included)", "date", default=None)
    ends_former: bool = asked(
        "Thôi dùng mã trước từ ngày này", "The former code ends on this day", "yes", default=False
    )


def _about(given: RegisterOrganCode, at: datetime) -> Matter:
    agencies = frozenset({given.agency}) if given.agency else frozenset[int]()
    return Matter(body=given.body, says=_owner(given, local_day(at)), coordinating=agencies)


@act(
    "register_organ_code",
    ("Ghi mã định danh cơ quan", "Register an agency's exchange code"),
    ("Ghi mã định danh {code} của {what}", "Registered the exchange code {code} of {what}"),
    given=RegisterOrganCode,
    about=_about,
)
def register_organ_code(doing: Doing, given: RegisterOrganCode) -> Mapping[str, object]:
    """Register a code over a period.

    Raises Conflict for a code of another form, for periods of one owner that overlap, and for a code that somebody
    else has; NotFound for an agency that is not there.
    """
    begins = given.effective_from or local_day(doing.at)
    rows = codes_of(given.body)
    if given.ends_former:
        _end_former(doing, given, begins, rows)
    code, older = given.code.strip().upper(), given.older.strip().upper()
    new = Held(
        owner=_owner(given, begins).vi, key=given.agency, code=code, older=older, effective_from=begins,
        effective_until=given.effective_until,
    )  # fmt: skip
    raise_if_any(Conflict, against_code(new, [_held(each, given.body) for each in rows]))
    row = doing.add(
        OrganCode(
            body="" if given.agency else given.body,
            agency_id=given.agency,
            code=code,
            older=older,
            effective_from=begins,
            effective_until=given.effective_until,
        )
    )
    return {"organ_code": row.pk, "say": {"code": code}}


def _end_former(doing: Doing, given: RegisterOrganCode, on: date, rows: Iterable[OrganCode]) -> None:
    for row in rows:
        if row.agency_id == given.agency and row.effective_until is None and row.effective_from < on:
            doing.change(row, effective_until=on)


def _owner(given: RegisterOrganCode, on: date) -> Text:
    if given.agency:
        return same(agency_named(given.agency).name)
    named = name_on(given.body, on)
    return named.name if named else same(given.body)


def _held(row: OrganCode, body: str) -> Held:
    return Held(
        owner=row.agency.name if row.agency else body, key=row.agency_id, code=row.code, older=row.older,
        effective_from=row.effective_from, effective_until=row.effective_until,
    )  # fmt: skip
