"""Agencies merged, split up, renamed, dissolved: seats, people, tasks and reports go on, the past stays as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from chidao.acts.authority import Matter
from chidao.acts.registry import act, act_named, asked
from chidao.acts.runner import Doing
from chidao.instruments.models import Instrument
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.wording import Text, listed, same
from chidao.mandates.acts.carrying import Carrying, people_named
from chidao.mandates.acts.founding import body_named
from chidao.mandates.acts.group import day_says, tell
from chidao.mandates.models import Body, Succession
from chidao.mandates.owed import owed_by
from chidao.mandates.queries.succession import of_body, standing_of
from chidao.mandates.rules.succession import KINDS, Kind, Loss, Plan, Portion, Standing, Wanted, plan_succession
from chidao.mandates.rules.succession_reasons import plan_reasons, succession_reasons
from chidao.people.acts import BODY
from chidao.people.models import Agency

TOLD = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSuccession:
    """What a paper made of agencies: what they had goes on in others from a day on."""

    body: str = asked(*BODY)
    kind: str = asked("Loại thay đổi", "Kind of change", "choice", choices=KINDS)
    former: tuple[int, ...] = asked("Cơ quan cũ", "Former agencies", "agencies")
    successors: tuple[int, ...] = asked(
        "Cơ quan kế thừa", "Successors", "agencies", default=(), hint=Text(
            "Cơ quan mới thì đăng ký trước. Để trống khi đổi tên hoặc giải thể không có nơi nhận.",
            "A new agency is registered first. Empty for a renaming, or where nobody takes over.",
        ),
    )  # fmt: skip
    effective_from: date = asked("Từ ngày", "From", "date")
    instrument: int | None = asked("Theo văn bản", "By which instrument", "instrument", default=None)
    name: str = asked(
        "Tên mới", "New name", default="", hint=Text(
            "Khi đổi tên, hoặc khi cơ quan nhận sáp nhập mang tên mới.", "For a renaming, or a successor renamed."
        ),
    )  # fmt: skip
    short_name: str = asked("Tên ngắn mới", "New short name", default="")
    keep: tuple[int, ...] = asked(
        "Ghế vẫn đi tiếp bên cạnh", "Seats that go on beside", "seats", default=(), hint=Text(
            "Ghế của cơ quan cũ mà cơ quan kế thừa đã có ghế cùng vai.", "The successor has a seat of the same role."
        ),
    )  # fmt: skip
    rest: int | None = asked(
        "Phần còn lại khi tách về", "What a split leaves undivided goes to", "agency", default=None, hint=Text(
            "Để trống: cơ quan cũ nếu còn, không thì cơ quan kế thừa đầu tiên.",
            "Empty: the former agency where it remains, else the first successor.",
        ),
    )  # fmt: skip
    portions: tuple[Portion, ...] = asked("Phân chia khi tách", "How a split is divided", "hidden", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameAgency:
    """An agency is called otherwise from a day on; the past keeps the old name."""

    body: str = asked(*BODY)
    agency: int = asked("Cơ quan", "Agency", "agency")
    name: str = asked("Tên mới", "New name")
    effective_from: date = asked("Từ ngày", "From", "date")


def wanted_of(given: RecordSuccession) -> Wanted:
    """Return what an input asks for."""
    return Wanted(
        kind=cast(Kind, given.kind),
        former=tuple(dict.fromkeys(given.former)),
        successors=tuple(dict.fromkeys(given.successors)),
        on=given.effective_from,
        keep=frozenset(given.keep),
        name=given.name.strip(),
        short_name=given.short_name.strip(),
        portions=given.portions,
        rest=given.rest,
    )


def reasons_against(
    body: str, wanted: Wanted, standing: Standing, today: date
) -> tuple[tuple[Reason, ...], Plan | None]:
    """Return everything against a succession, and its plan where one can be made: previews and the act ask the same."""
    reasons = tuple(succession_reasons(wanted, standing, today))
    if any(each.code != "not_yet" for each in reasons):
        return reasons, None
    plan = plan_succession(wanted, standing)
    return (*reasons, *plan_reasons(wanted, standing, plan), *_still_owed(body, wanted, today)), plan


def succession_says(body: str, wanted: Wanted) -> Text:
    """Return a succession in one sentence."""
    ids = (*wanted.former, *wanted.successors)
    names = dict(Agency.objects.filter(of_body(body), pk__in=ids).values_list("pk", "name"))
    former = listed([same(names.get(each, f"#{each}")) for each in wanted.former], last=AND)
    successors = listed([same(names.get(each, f"#{each}")) for each in wanted.successors], last=AND)
    if wanted.kind == "dissolve" and not wanted.successors:
        return _ENDED.filled(former=former, day=day_says(wanted.on))
    to = wanted.name if wanted.kind == "rename" else successors
    return _SAID[wanted.kind].filled(former=former, to=to, day=day_says(wanted.on))


@act(
    "record_succession",
    ("Ghi nhận kế thừa cơ quan", "Record a succession of agencies"),
    ("{what}: {n} ghế đi tiếp, {lost}", "{what}: {n} seats go on, {lost}"),
    given=RecordSuccession,
    about=lambda given, at: Matter(body=given.body, says=succession_says(given.body, wanted_of(given))),
)
def record_succession(doing: Doing, given: RecordSuccession) -> Mapping[str, object]:
    """Let everything of the former agencies go on in their successors from a day on, nothing lost and nothing double.

    BadInput or Conflict name all that stands against it; the outcome names who is left without a post or seat.
    """
    return _succeeded(doing, given.body, wanted_of(given), given.instrument)


@act(
    "rename_agency",
    ("Đổi tên cơ quan", "Rename an agency"),
    ("Đổi tên cơ quan: {what}", "Agency renamed: {what}"),
    given=RenameAgency,
    about=lambda given, at: Matter(body=given.body, says=same(_own_agency(given).name)),
)
def rename_agency(doing: Doing, given: RenameAgency) -> Mapping[str, object]:
    """Give an agency a new name from a day on: the simplest succession, onto itself."""
    wanted = Wanted(kind="rename", former=(given.agency,), successors=(), on=given.effective_from, name=given.name)
    return {**_succeeded(doing, given.body, wanted, None), "agency": given.agency}


def _own_agency(given: RenameAgency) -> Agency:
    found: Agency | None = Agency.objects.filter(of_body(given.body), pk=given.agency).first()
    if found is None:
        says = Text("Ban này không có cơ quan số {pk}.", "The body has no agency number {pk}.").filled(pk=given.agency)
        raise NotFound(Reason(code="not_found", says=says, field="agency"))
    return found


def _succeeded(doing: Doing, code: str, wanted: Wanted, instrument: int | None) -> Mapping[str, object]:
    body = body_named(code)
    _known_instrument(code, instrument)
    standing = standing_of(code, wanted)
    reasons, plan = reasons_against(code, wanted, standing, local_day(doing.now))
    _refuse(reasons)
    assert plan is not None
    carrying = Carrying(doing=doing, body=body, wanted=wanted, plan=plan, posts=dict(standing.post_ids))
    carrying.carry_out()
    rows = doing.add_all(_rows(doing, body, wanted, instrument))
    moved = _hand_over_tasks(doing, code, wanted)
    _tell(doing, code, wanted)
    lost = (*plan.lost, *carrying.lost)
    return {
        "successions": [row.pk for row in rows],
        "seats": [[old, new] for old, new in sorted(carrying.seats.items())],
        "ended": sorted(carrying.heirs),
        "undecided": _undecided(lost),
        "fields": [each.as_data() for each in carrying.fields_left],
        "tasks": moved,
        "say": {"n": len(carrying.seats), "lost": _lost_says(lost)},
    }


def _known_instrument(body: str, instrument: int | None) -> None:
    if instrument is not None and not Instrument.objects.filter(pk=instrument, body__in=["", body]).exists():
        says = Text("Không có văn bản này.", "There is no such instrument.")
        raise NotFound(Reason(code="not_found", says=says, field="instrument"))


def _refuse(reasons: tuple[Reason, ...]) -> None:
    """What is wrong with the words is bad input; what stands in the way is a conflict. All of it is told at once."""
    conflicts = {"not_yet", "ceased", "changed_since", "seated_later", "seat_later", "still_owed"}
    raise_if_any(Conflict if reasons and all(each.code in conflicts for each in reasons) else BadInput, reasons)


def _still_owed(body: str, wanted: Wanted, today: date) -> Iterator[Reason]:
    """An agency that nobody succeeds ends with nothing open: else it would be nobody's."""
    if wanted.kind != "dissolve" or wanted.successors:
        return
    for agency in wanted.former:
        owed = owed_by(body, agency, min(wanted.on, today))
        for each in owed[:TOLD]:
            yield Reason(code="still_owed", says=each.says, field="successors", remedy=_NAME_SUCCESSOR)
        if len(owed) > TOLD:
            says = Text("Còn {n} việc và báo cáo nữa.", "And {n} more.").filled(n=len(owed) - TOLD)
            yield Reason(code="still_owed", says=says, field="successors", remedy=_NAME_SUCCESSOR)


def _rows(doing: Doing, body: Body, wanted: Wanted, instrument: int | None) -> Iterator[Succession]:
    renamed = wanted.renamed
    if renamed is not None:
        yield _row(doing, body, wanted, instrument, "rename", renamed, renamed)
    for former in wanted.former if wanted.kind != "rename" else ():
        others: list[int | None] = [each for each in wanted.successors if each != former]
        # Whoever takes what is not divided is the one that goes on for the former: it stands first.
        for successor in sorted(others, key=lambda each: each != wanted.heir(former)) or [None]:
            yield _row(doing, body, wanted, instrument, wanted.kind, former, successor)


def _row(
    doing: Doing, body: Body, wanted: Wanted, instrument: int | None, kind: str, former: int, successor: int | None
) -> Succession:
    return Succession(
        body=body,
        former_id=former,
        successor_id=successor,
        kind=kind,
        effective_from=wanted.on,
        instrument_id=instrument,
        recorded_at=doing.now,
    )


def _hand_over_tasks(doing: Doing, body: str, wanted: Wanted) -> Mapping[str, object]:
    if not wanted.handed:
        return {}
    given = act_named("hand_over_tasks").given(body=body, effective_from=wanted.on, moves=wanted.handed)
    return doing.effect("hand_over_tasks", given)


def _tell(doing: Doing, body: str, wanted: Wanted) -> None:
    says = Text("{what}. Ghế, nhiệm vụ, báo cáo đi tiếp.", "{what}. Seats, tasks and reports go on.")
    told = {*wanted.successors, *wanted.former} - set(wanted.ceased)
    tell(doing, says.filled(what=succession_says(body, wanted)), agencies=told, page="committee/succession/")


def _undecided(lost: tuple[Loss, ...]) -> list[dict[str, object]]:
    names = people_named(lost)
    return [
        {
            "person": each.person,
            "name": names.get(each.person, ""),
            "lost": each.what.as_data(),
            "taken_by": names.get(each.taken_by) if each.taken_by else None,
        }
        for each in lost
    ]


def _lost_says(lost: tuple[Loss, ...]) -> Text:
    count = len({each.person for each in lost})
    if not count:
        return Text("không ai mất ghế", "nobody is without a seat")
    return Text(f"{count} người cần bố trí", f"{count} people need a decision")


AND = Text(" và ", " and ")
_SAID: Mapping[str, Text] = {
    "merge": Text("{former} sáp nhập vào {to} từ {day}", "{former} merged into {to} from {day}"),
    "split": Text("{former} chia, tách thành {to} từ {day}", "{former} split up into {to} from {day}"),
    "rename": Text("{former} đổi tên thành {to} từ {day}", "{former} renamed {to} from {day}"),
    "dissolve": Text("{former} kết thúc từ {day}, {to} nhận việc", "{former} dissolved from {day}, taken over by {to}"),
}
_ENDED = Text("{former} kết thúc hoạt động từ {day}", "{former} dissolved from {day}")
_NAME_SUCCESSOR = Text(
    "Chọn cơ quan nhận việc, hoặc giải quyết xong trước.", "Name who takes over, or settle it first."
)
