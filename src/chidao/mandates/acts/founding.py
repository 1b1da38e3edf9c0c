"""Founding a body by its first regulation, adopting a later one, renaming."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from chidao.acts.authority import Matter
from chidao.acts.registry import act, act_names, asked
from chidao.acts.runner import Doing
from chidao.instruments.acts import enter_charter
from chidao.instruments.charter import Charter, Regulation, SeatRule
from chidao.instruments.charter_format import read_charter
from chidao.instruments.charter_rules import begins_on as charter_begins_on
from chidao.instruments.charter_rules import check_together
from chidao.instruments.models import Instrument
from chidao.instruments.queries import regulation
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.vietnamese import fold, sort_key
from chidao.kernel.wording import Text, same
from chidao.mandates.acts.fields import assign_charter_fields
from chidao.mandates.models import Body, BodyName, Seat, Succession, Tenure
from chidao.people.acts import BODY
from chidao.people.models import Agency, AgencyName, Appointment, Person, Post


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstHolder:
    """Who sits in a seat from the day the regulation takes effect; `name` may be the post's where nobody is named."""

    seat: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialWords:
    """The words of the text itself under a clause of the charter."""

    clause: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundBody:
    """A body and its first regulation, with what is installed beside it; and the first person who can record.

    `people` are who sits where from the first day, `official` the text's own words by clause, `file` the SHA-256 of
    the text that it was read from.
    """

    body: str = asked(*BODY)
    charter: str = asked("Quy chế (YAML)", "Regulation (YAML)", "long")
    installation: str = asked("Văn bản thiết lập (YAML)", "Installation instrument (YAML)", "long", default="")
    recorder: str = asked("Người ghi sổ đầu tiên", "First recorder", default="")
    recorder_seat: str = asked("Ghế của người ghi sổ", "The recorder's seat", default="")
    people: tuple[FirstHolder, ...] = asked("Người giữ ghế", "Who sits where", "hidden", default=())
    official: tuple[OfficialWords, ...] = asked("Nguyên văn điều khoản", "The text's own words", "hidden", default=())
    file: str = asked("Văn bản gốc", "The text itself", "file", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptCharter:
    """A regulation that takes effect on its own date and ends the one it replaces; the rest as in FoundBody."""

    body: str = asked(*BODY)
    charter: str = asked("Quy chế (YAML)", "Regulation (YAML)", "long")
    installation: str = asked("Văn bản thiết lập (YAML)", "Installation instrument (YAML)", "long", default="")
    people: tuple[FirstHolder, ...] = asked("Người giữ ghế", "Who sits where", "hidden", default=())
    official: tuple[OfficialWords, ...] = asked("Nguyên văn điều khoản", "The text's own words", "hidden", default=())
    file: str = asked("Văn bản gốc", "The text itself", "file", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameBody:
    """The body is called otherwise from a day on, by an instrument; it stays one body."""

    body: str = asked(*BODY)
    name: str = asked("Tên mới", "New name")
    name_en: str = asked("Tên tiếng Anh", "Name in English")
    short_name: str = asked("Tên ngắn", "Short name")
    short_name_en: str = asked("Tên ngắn tiếng Anh", "Short name in English")
    effective_from: date = asked("Từ ngày", "From", "date")
    instrument: int | None = asked("Theo văn bản", "By which instrument", "instrument", default=None)


def read_pair(given: FoundBody | AdoptCharter) -> tuple[Charter, ...]:
    """Read a charter and what is installed beside it. Raises BadInput with every fault and its line."""
    raw = [text.encode() for text in (given.charter, given.installation) if text]
    first = read_charter(raw[0], known_acts=act_names())
    charters = (first, *(read_charter(each, known_acts=act_names(), beside=first) for each in raw[1:]))
    raise_if_any(BadInput, check_together(charters, known_acts=act_names()))
    if charter_begins_on(charters) is None:
        raise BadInput(Reason(code="no_effect_date", says=_NO_EFFECT_DATE, field="charter"))
    return charters


def begins_on(charters: tuple[Charter, ...]) -> date:
    """Return the day a charter takes effect with what is installed beside it; `read_pair` made sure it is known."""
    day = charter_begins_on(charters)
    assert day is not None
    return day


def body_named(code: str) -> Body:
    """Return a body by its code. Raises NotFound."""
    body: Body | None = Body.objects.filter(code=code).first()
    if body is None:
        says = Text("Không có ban chỉ đạo nào mang mã {code}.", "No body has the code {code}.").filled(code=code)
        raise NotFound(Reason(code="not_found", says=says, field="body"))
    return body


def _about(given: FoundBody | AdoptCharter, at: datetime) -> Matter:
    charters = read_pair(given)
    first = charters[0]
    ref = first.instrument
    paper = same(f"{ref.number}/{ref.symbol}") if ref.number else _NO_NUMBER
    return Matter(
        body=given.body,
        says=Text("{name} ({paper})", "{name} ({paper})").filled(name=first.name, paper=paper),
        facets={"instrument": "regulation"},
        incoming=Regulation(begins_on(charters), charters),
    )


@act(
    "found_body",
    ("Lập ban chỉ đạo trong hệ thống", "Found a body in the system"),
    ("Lập {what} trong hệ thống", "{what} founded in the system"),
    given=FoundBody,
    about=_about,
    foundation=True,
)
def found_body(doing: Doing, given: FoundBody) -> Mapping[str, object]:
    """Found a body by its first regulation: its name, agencies, posts and seats as the charter has them."""
    if Body.objects.filter(code=given.body).exists():
        says = Text("Ban chỉ đạo {code} đã có.", "The body {code} exists already.").filled(code=given.body)
        raise Conflict(Reason(code="body_exists", says=says, field="body"))
    charters = read_pair(given)
    body = doing.add(Body(code=given.body, founded_at=doing.now))
    _first_names(doing, body, charters)
    made = _adopt(doing, body, charters, given)
    if given.recorder:
        _seat_first_recorder(doing, body, given, begins_on(charters))
    _seat_people(doing, body, given.people, Regulation(begins_on(charters), charters))
    return {"body": body.pk, "instruments": made}


@act(
    "adopt_charter",
    ("Ban hành quy chế", "Adopt a regulation"),
    ("Ban hành quy chế của {what}", "Regulation of {what} adopted"),
    given=AdoptCharter,
    about=_about,
    foundation=True,
)
def adopt_charter(doing: Doing, given: AdoptCharter) -> Mapping[str, object]:
    """Bring a regulation into force from its date; what it replaces ends that day; seats it keeps go on."""
    body = body_named(given.body)
    charters = read_pair(given)
    _end_running(doing, body.code, begins_on(charters))
    made = _adopt(doing, body, charters, given)
    _seat_people(doing, body, given.people, Regulation(begins_on(charters), charters))
    latest = BodyName.objects.filter(body=body, effective_until=None).order_by("-id").first()
    if latest and latest.name != charters[0].name.as_data():
        doing.change(latest, effective_until=begins_on(charters))
        _name(doing, body, charters[0].name, charters[0].short_name, since=begins_on(charters))
    return {"body": body.pk, "instruments": made}


@act(
    "rename_body",
    ("Đổi tên ban chỉ đạo", "Rename the body"),
    ("Ban chỉ đạo đổi tên thành {what}", "The body is renamed {what}"),
    given=RenameBody,
    about=lambda given, at: Matter(body=given.body, says=Text(given.name, given.name_en)),
)
def rename_body(doing: Doing, given: RenameBody) -> Mapping[str, object]:
    """Give the body a new name from a day on; it stays one body with one chain.

    A paper that comes to light late may name a day before names already recorded: the one then in force ends that
    day, and a later row that says the same name begins earlier instead of being said twice.
    """
    body = body_named(given.body)
    _may_change_its_name(given.body, local_day(doing.at))
    names = list(BodyName.objects.filter(body=body).order_by("effective_from", "id"))
    later = [each for each in names if each.effective_from and each.effective_from > given.effective_from]
    for former in names:
        if former not in later and (former.effective_until or date.max) > given.effective_from:
            doing.change(former, effective_until=given.effective_from)
    name = Text(given.name, given.name_en).as_data()
    if later and later[0].name["vi"] == given.name:
        made = doing.change(later[0], effective_from=given.effective_from, instrument_id=given.instrument)
    else:
        made = doing.add(
            BodyName(
                body=body,
                name=name,
                short_name=Text(given.short_name, given.short_name_en).as_data(),
                instrument_id=given.instrument,
                effective_from=given.effective_from,
                effective_until=later[0].effective_from if later else None,
            )
        )
    return {"name": made.pk}


def _may_change_its_name(body: str, on: date) -> None:
    """A body goes on under another name where its regulation takes up the former one (feature one_body_many_names)."""
    current = regulation(body, on)
    if current and current.has_feature("one_body_many_names") is None:
        raise Conflict(Reason(code="no_other_name", says=_NO_OTHER_NAME, remedy=_ADOPT_FIRST))


def _adopt(doing: Doing, body: Body, charters: tuple[Charter, ...], given: FoundBody | AdoptCharter) -> list[int]:
    raws = [text.encode() for text in (given.charter, given.installation) if text]
    official = {each.clause: each.words for each in given.official}
    made = []
    for charter, raw in zip(charters, raws, strict=True):
        file = given.file if charter.source == "original" else ""
        row = enter_charter(doing, body.code, charter, raw, official=official, file=file)
        made.append(row)
        _register_agencies(doing, body, charter)
    seat_all(doing, body, Regulation(begins_on(charters), charters), made)
    return [row.pk for row in made]


def _end_running(doing: Doing, body: str, until: date) -> None:
    # What the new paper replaces by name ends through its links; installation instruments end with their charter.
    running = Instrument.objects.filter(body=body, effective_until=None).exclude(charter_id="").defer("charter")
    for row in running:
        if row.effective_from is None or row.effective_from < until:
            doing.change(row, effective_until=until)


def _first_names(doing: Doing, body: Body, charters: tuple[Charter, ...]) -> None:
    """Name the body; where its first text renames it, what it was called before comes first, and it is one body."""
    first, begins = charters[0], begins_on(charters)
    renamed = Regulation(begins, charters).has_feature("one_body_many_names") is not None and first.former_name
    if renamed:
        _name(doing, body, renamed, renamed, until=begins)
    _name(doing, body, first.name, first.short_name, since=begins if renamed else None)


def _name(
    doing: Doing, body: Body, name: Text, short_name: Text, *, since: date | None = None, until: date | None = None
) -> None:
    doing.add(
        BodyName(
            body=body,
            name=name.as_data(),
            short_name=short_name.as_data(),
            effective_from=since,
            effective_until=until,
        )
    )


def _register_agencies(doing: Doing, body: Body, charter: Charter) -> None:
    for rule in charter.agencies:
        code = f"{body.code}/{rule.id}"
        if not Agency.objects.filter(code=code).exists():
            agency = doing.add(
                Agency(
                    code=code,
                    kind=rule.kind,
                    name=rule.name,
                    short_name=rule.short,
                    folded=fold(f"{rule.name} {rule.short}"),
                    sort_key=sort_key(rule.name),
                )
            )
            doing.add(AgencyName(agency=agency, name=rule.name))


def seat_all(doing: Doing, body: Body, regulation: Regulation, papers: list[Instrument]) -> None:
    """Make the seats the regulation names; a seat that stays the same goes on, one no longer named ends."""
    running = {seat.key: seat for seat in Seat.objects.filter(body=body, effective_until=None)}
    agencies = {each.code: each for each in Agency.objects.filter(code__startswith=f"{body.code}/")}
    homes = {charter.id: paper for charter, paper in zip(regulation.charters, papers, strict=True)}
    for charter in regulation.charters:
        for rule in regulation.seats_of(charter):
            wanted = _seat(doing, body, regulation, rule, agencies)
            wanted.instrument, wanted.in_source = homes[charter.id], charter.source == "original"
            known = running.pop(rule.id, None)
            if (known and _same_seat(known, wanted)) or _succeeded(body, wanted):
                continue
            if known:
                _end_seat(doing, known, regulation.on)
            doing.add(wanted)
    for left in running.values():
        _end_seat(doing, left, regulation.on)
    assign_charter_fields(doing, body, regulation)


def _seat(doing: Doing, body: Body, regulation: Regulation, rule: SeatRule, agencies: Mapping[str, Agency]) -> Seat:
    role = regulation.role(rule.role)
    assert role is not None  # the charter was checked
    agency = agencies.get(f"{body.code}/{rule.agency}") if rule.agency else None
    post = _post(doing, agency, rule.holder) if rule.by == "post" and rule.holder and agency else None
    held_by = rule.holder or rule.person or (agency.name if agency else "")
    return Seat(
        body=body,
        key=rule.id,
        role=rule.role,
        unit=role.unit,
        title=Text(f"{role.title.vi}, {held_by}", f"{role.title.en}, {held_by}").as_data()
        if held_by
        else role.title.as_data(),
        rank=role.rank,
        by=rule.by,
        post=post,
        agency=agency,
        clause_id=rule.clause,
        effective_from=regulation.on,
    )


def _post(doing: Doing, agency: Agency, title: str) -> Post:
    known: Post | None = Post.objects.filter(agency=agency, title=title).first()
    return known or doing.add(Post(agency=agency, title=title, sort_key=sort_key(title)))


def _same_seat(known: Seat, wanted: Seat) -> bool:
    return (known.role, known.by, known.post_id, known.agency_id, known.title) == (
        wanted.role,
        wanted.by,
        wanted.post_id,
        wanted.agency_id,
        wanted.title,
    )


def _succeeded(body: Body, wanted: Seat) -> bool:
    """Say whether a seat that the regulation names was already succeeded with its agency: then it stays as that left
    it, with the successor or ended, whatever name the text still gives."""
    days = Succession.objects.filter(body=body, former=wanted.agency_id).values("effective_from")
    ended = Seat.objects.filter(body=body, key=wanted.key, effective_until__in=days)
    return any(_same_seat(each, wanted) for each in ended)


def _end_seat(doing: Doing, seat: Seat, until: date) -> None:
    doing.change(seat, effective_until=until)
    for tenure in _running_tenures(seat, until):
        doing.change(tenure, effective_until=until)


def _running_tenures(seat: Seat, on: date) -> Iterable[Tenure]:
    return [each for each in Tenure.objects.filter(seat=seat, effective_until=None) if each.effective_from < on]


def _seat_first_recorder(doing: Doing, body: Body, given: FoundBody, on: date) -> None:
    seat = _seat_keyed(body, given.recorder_seat, "recorder_seat")
    _sit(doing, seat, _new_person(doing, given.recorder, seat), on)


def _seat_people(doing: Doing, body: Body, people: Iterable[FirstHolder], regulation: Regulation) -> None:
    """Seat those named, each in a seat that nobody sits in yet; one name in two seats is one person."""
    programs = {unit.id for unit in regulation.units if unit.kind == "system"}
    met: dict[str, Person] = {}
    for each in people:
        seat = _seat_keyed(body, each.seat, "people")
        if _is_held(seat, regulation.on):
            continue
        person = met.get(each.name) or _known_person(body, each.name)
        met[each.name] = person or _new_person(doing, each.name, seat, automaton=seat.unit in programs)
        _sit(doing, seat, met[each.name], regulation.on)


def _seat_keyed(body: Body, key: str, field: str) -> Seat:
    running = Seat.objects.filter(body=body, key=key, effective_until=None)
    seat: Seat | None = running.select_related("post", "instrument").first()
    if seat is None:
        says = Text("Quy chế không có ghế {key}.", "The regulation has no seat {key}.").filled(key=key)
        raise BadInput(Reason(code="no_such_seat", says=says, field=field))
    return seat


def _is_held(seat: Seat, on: date) -> bool:
    held = Appointment.objects.filter(post=seat.post) if seat.post else Tenure.objects.filter(seat=seat)
    return held.exclude(effective_until__lte=on).exists()


def _known_person(body: Body, name: str) -> Person | None:
    """Return who of the body bears a name, where exactly one does."""
    of_body = Q(tenures__seat__body=body) | Q(appointments__post__seats__body=body)
    found = list(Person.objects.filter(of_body, name=name).distinct()[:2])
    return found[0] if len(found) == 1 else None


def _new_person(doing: Doing, name: str, seat: Seat, *, automaton: bool = False) -> Person:
    return doing.add(Person(name=name, automaton=automaton, main_post=seat.post, sort_key=sort_key(name)))


def _sit(doing: Doing, seat: Seat, person: Person, on: date) -> None:
    held = {"person": person, "effective_from": on, "recorded_at": doing.now}
    # A seat by post is held through the post; the two others by a tenure of their own.
    if seat.post:
        doing.add(Appointment(post=seat.post, **held))
    else:
        doing.add(Tenure(seat=seat, instrument=seat.instrument, **held))


_NO_EFFECT_DATE = Text(
    "Quy chế phải có ngày hiệu lực đầy đủ; nguồn không ghi thì văn bản thiết lập ghi.",
    "A regulation needs a full date of effect; where the source has none, the installation instrument gives it.",
)
_NO_NUMBER = Text("không rõ số, ký hiệu", "number and symbol not known")
_NO_OTHER_NAME = Text(
    "Quy chế đang có hiệu lực không nối ban chỉ đạo này với một tên khác.",
    "The regulation in force does not carry this body on under another name.",
)
_ADOPT_FIRST = Text("Ban hành quy chế của ban mang tên mới trước.", "Adopt the regulation of the renamed body first.")
