"""What a draft would adopt now: the two files, who sits where, the text's own words, and all that stands in the way."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from chidao.instruments.charter import Charter
from chidao.instruments.charter_amending import charter_file
from chidao.instruments.charter_format import read_charter
from chidao.instruments.charter_rules import begins_on, check_together
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text
from chidao.onboarding.rules.installing import holders, install, recorder_name, recorder_seat, settled
from chidao.onboarding.rules.making import OUTSIDE, KnownSeat, Made, aligned, numbered, renamed, shortened, too_long
from chidao.onboarding.rules.matching import KnownAgency, likeness
from chidao.onboarding.rules.state import Composed, Data, Holder, Item, Question

_PLACE: Final = re.compile(r"(?P<section>\w+)\[(?P<index>\d+)\]")
_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a draft is to fit into: the acts of the program, the rules of installing, and what runs here already.

    `body` is the code of the body that is to get a later regulation ("" for a new one), `recorder` who goes on
    recording there, `seats` its seats, the last of which began on `since`; `taken` are the codes of all bodies here.
    """

    acts: frozenset[str]
    rules: Mapping[str, Any]
    taken: Sequence[str] = ()
    body: str = ""
    recorder: str = ""
    seats: Sequence[KnownSeat] = ()
    agencies: Sequence[KnownAgency] = ()
    since: date | None = None
    papers: Collection[str] = ()
    """The ids of the charters that the body had."""


def compose(
    made: Made,
    *,
    missing: Sequence[str],
    answers: Mapping[str, str],
    items: Sequence[Item],
    questions: Sequence[Question],
    official: Mapping[str, str],
    around: Surroundings,
) -> Composed:
    """Return what the proposals and answers come to, with every reason why it could not be adopted."""
    made, official = shortened(*numbered(made, official, around.papers))
    whole = settled(_of_body(made.whole, around), missing, answers, around.rules)
    charter = _of_body({**whole, **_only_text(made)}, around)
    whole = _of_body(whole, around)
    installation = _with_added(install(whole, answers, around.rules), made.added)
    name = around.recorder or recorder_name(whole, answers, around.rules)
    seat = recorder_seat(installation)
    answered = holders(whole, answers, around.rules)
    charter, installation = _fitted(charter, installation, items, around)
    raw, beside = charter_file(charter), charter_file(installation)
    charters, reasons = _read(raw, beside, made, items, around)
    reasons += [*_unanswered(questions), *_of_code(charter, around), *_too_long(charter, installation)]
    reasons += _of_day(charters, reasons, around)
    return Composed(
        charter=raw,
        installation=beside,
        holders=tuple(_holders(charter, installation, answered, seat, name if around.body else "")),
        official={clause: words for clause, words in official.items() if any(
            each["id"] == clause for each in charter["clauses"]
        )},
        recorder=name,
        recorder_seat=seat,
        body=charter["body"],
        reasons=tuple(dict.fromkeys(reasons)),
    )  # fmt: skip


def _of_body(charter: Data, around: Surroundings) -> Data:
    return {**charter, "body": around.body} if around.body else charter


def _only_text(made: Made) -> Data:
    """Return the sections of the text's own charter, empty where only something was added to them."""
    return {section: made.charter.get(section, []) for section in made.added}


def _with_added(installation: Data, added: Mapping[str, Sequence[Data]]) -> Data:
    """Put what was added by hand into the installation instrument, under a clause that says so."""
    if not added:
        return installation
    clause = f"{installation['id']}-added"
    said: Data = {
        "id": clause,
        "label": _ADDED_LABEL,
        "cite": _ADDED_CITE,
        "kind": "principle",
        "who": "COMMITTEE",
        "summary": _ADDED_SAYS.as_data(),
    }
    made = {**installation, "clauses": [*installation.get("clauses", ()), said]}
    for section, entries in added.items():
        cited = [{**each, "clause": clause} if each["clause"] == OUTSIDE else dict(each) for each in entries]
        made[section] = [*made.get(section, ()), *cited]
    return made


# -- fitting into a body that is here ----------------------------------------------------------------------------------


def _fitted(charter: Data, installation: Data, items: Sequence[Item], around: Surroundings) -> tuple[Data, Data]:
    """Give agencies and seats the ids that they have here already, so that they go on and are not made twice."""
    said = {item.id.removeprefix("agencies/"): item.matched for item in items if item.matched}
    names = {key: code.partition("/")[2] or code for key, code in said.items()}
    taken = {each["id"] for each in charter.get("agencies", ())} | set(names.values())
    for each in installation.get("agencies", ()):
        own = _own_agency(each["name"], around) if around.body else None
        if own and each["id"] not in taken:
            names[each["id"]] = own
    charter, installation = renamed(charter, "agencies", names), renamed(installation, "agencies", names)
    known = {each["id"] for each in charter.get("agencies", ())}
    if "agencies" in installation:
        installation["agencies"] = [each for each in installation["agencies"] if each["id"] not in known]
    if not around.body:
        return charter, installation
    both = [*charter.get("roles", ()), *installation.get("roles", ())]
    roles = {each["id"]: each["title"]["vi"] for each in both}
    named = [*charter.get("agencies", ()), *installation.get("agencies", ())]
    agencies = {each["id"]: each["name"] for each in named}
    return (
        aligned(charter, roles, agencies, around.seats),
        aligned(installation, roles, agencies, around.seats),
    )


def _own_agency(name: str, around: Surroundings) -> str | None:
    own = (each for each in around.agencies if each.body == around.body)
    same = next((each for each in own if any(likeness(name, one) == 1 for one in (each.name, *each.names))), None)
    return same.code.partition("/")[2] if same else None


def _holders(
    charter: Data, installation: Data, answered: Sequence[Holder], recorder_seat_: str, going_on: str
) -> Iterator[Holder]:
    """Yield who sits where: whom an answer or the text names, else the post itself; who is to record comes apart."""
    named = {each.seat: each.name for each in answered}
    if going_on:
        yield Holder(seat=recorder_seat_, name=going_on)
    for seat in [*charter.get("seats", ()), *installation.get("seats", ())]:
        by_post = seat["holder"] if seat["by"] == "post" else None
        name = named.get(seat["id"]) or seat.get("person") or by_post
        if name and seat["id"] != recorder_seat_:
            yield Holder(seat=seat["id"], name=name[:_LONGEST_NAME])


# -- what stands in the way --------------------------------------------------------------------------------------------


def _read(
    raw: bytes, beside: bytes, made: Made, items: Sequence[Item], around: Surroundings
) -> tuple[tuple[Charter, ...], list[Reason]]:
    """Read both files as adopting them would, and return every fault in the words of its item."""
    says = {item.id: item.says for item in items}
    try:
        first = read_charter(raw, known_acts=around.acts)
    except BadInput as error:
        return (), [_of_item(reason, made.items, says) for reason in error.reasons]
    try:
        second = read_charter(beside, known_acts=around.acts, beside=first)
    except BadInput as error:
        return (first,), [_of_installation(reason) for reason in error.reasons]
    together = check_together((first, second), known_acts=around.acts)
    return (first, second), [_of_installation(reason) for reason in together]


def _of_item(reason: Reason, items: Mapping[str, Sequence[str]], says: Mapping[str, Text]) -> Reason:
    place = _PLACE.match(reason.field or "")
    known = items.get(place["section"], ()) if place else ()
    index = int(place["index"]) if place else 0
    if index < len(known):
        return _told(reason, known[index], says.get(known[index], reason.says))
    head = (reason.field or "").replace(".", "/", 1)
    return _told(reason, head, says[head]) if head in says else _told(reason, reason.field or "", _PAPER)


def _of_installation(reason: Reason) -> Reason:
    return _told(reason, reason.field or "", _INSTALLATION)


def _told(reason: Reason, field: str, of: Text) -> Reason:
    says = Text(f"{of.vi}: {reason.says.vi}", f"{of.en}: {reason.says.en}")
    return Reason(code=reason.code, says=says, clause=reason.clause, remedy=reason.remedy, field=field)


def _unanswered(questions: Sequence[Question]) -> Iterator[Reason]:
    for question in questions:
        if question.missing and not question.answer:
            yield Reason(code="answer_missing", says=_ANSWER.filled(asks=question.asks), field=question.id)


def _too_long(*charters: Data) -> Iterator[Reason]:
    for field, words, most in (each for charter in charters for each in too_long(charter)):
        says = _TOO_LONG.filled(words=f"{words[:60]}…", most=most)
        yield Reason(code="too_long", says=says, field=field)


def _of_code(charter: Data, around: Surroundings) -> Iterator[Reason]:
    if not around.body and charter["body"] in around.taken:
        says = _TAKEN.filled(code=charter["body"])
        yield Reason(code="body_exists", says=says, remedy=_OTHER_CODE, field="body.code")


def _of_day(charters: tuple[Charter, ...], reasons: Sequence[Reason], around: Surroundings) -> Iterator[Reason]:
    if len(charters) != 2 or reasons:
        return
    begins = begins_on(charters)
    if begins is None:
        yield Reason(code="no_effect_date", says=_NO_DAY, field="instrument/effective_on")
    elif around.since and begins <= around.since:
        says = _TOO_EARLY.filled(since=f"{around.since.day}/{around.since.month}/{around.since.year}")
        yield Reason(code="effect_too_early", says=says, field="instrument/effective_on")


_ADDED_LABEL: Final = "BS"
_ADDED_CITE: Final = "Văn bản thiết lập, mục bổ sung"
_ADDED_SAYS: Final = Text(
    "Những mục người lập bổ sung, văn bản gốc không có.", "What was added when it was set up; not in the text."
)
_PAPER: Final = Text("Văn bản", "The paper")
_INSTALLATION: Final = Text("Văn bản thiết lập", "The installation instrument")
_ANSWER: Final = Text("Cần trả lời: {asks}", "To be answered: {asks}")
_TOO_LONG: Final = Text("“{words}” dài quá {most} ký tự.", "“{words}” has more than {most} characters.")
_TAKEN: Final = Text("Mã {code} đã có ban chỉ đạo khác dùng.", "Another body has the code {code}.")
_OTHER_CODE: Final = Text("Chọn mã khác.", "Choose another code.")
_TOO_EARLY: Final = Text(
    "Quy chế mới phải có hiệu lực sau ngày {since}, ngày bắt đầu của quy chế đang áp dụng.",
    "The next regulation must take effect after {since}, when what is in force began.",
)
_NO_DAY: Final = Text(
    "Chưa rõ quy chế có hiệu lực từ ngày nào.", "It is not said from which day the regulation is in force."
)
