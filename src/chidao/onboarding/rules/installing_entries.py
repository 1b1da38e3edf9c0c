"""PURE: the standard installation instrument's entries, as far as a charter leaves them open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from chidao.instruments.vocabulary import SETTINGS
from chidao.kernel.wording import Text, listed, same
from chidao.onboarding.rules.installing_agencies import authority
from chidao.onboarding.rules.installing_answers import series_of, values
from chidao.onboarding.rules.installing_people import agency_named
from chidao.onboarding.rules.installing_powers import given_already, left_open, never_allowed
from chidao.onboarding.rules.installing_questions import AUTHORITY, LEADERS, owes, unsigned
from chidao.onboarding.rules.installing_sheet import Sheet
from chidao.onboarding.rules.state import Data

Says = Mapping[str, Any]
_ONCE_A_YEAR: Final = 12


def fill_sections(sheet: Sheet) -> None:
    """Fill powers, limits, sights, recording and features, section by section of the standard instrument."""
    for section in sheet.rules["sections"]:
        if all(sheet.said.get(name) == answer for name, answer in section.get("if_answer", {}).items()):
            _fill(sheet, section)


def _fill(sheet: Sheet, section: Says) -> None:
    id_ = section["id"]
    if "if" in section and not sheet.at(section["if"]):
        return
    for says in section.get("powers", ()):
        _power(sheet, id_, says)
    for says in section.get("limits", ()):
        _limit(sheet, id_, says)
    for says in section.get("recording", ()):
        sheet.add(id_, "recording", {"roles": sheet.at(*says["roles"]), "acts": list(says["acts"])})
    for says in section.get("sights", ()):
        _sight(sheet, id_, says)
    for feature in section.get("principles", ()):
        _principle(sheet, id_, feature)


# -- powers -----------------------------------------------------------------------------------------------------------


def _power(sheet: Sheet, clause: str, says: Says) -> None:
    roles, forbidden = _roles(sheet, says), never_allowed(sheet.every("limits"))
    kept: dict[tuple[Any, ...], list[str]] = {}
    for act in says["acts"]:
        if act not in forbidden:
            for only, left in _kept(sheet, act, says, roles):
                kept.setdefault((tuple(left), _frozen(only)), []).append(act)
    for (left, only), acts in kept.items():
        entry: Data = {"id": sheet.free_id("powers", says["id"]), "acts": acts, "roles": list(left)}
        entry |= {"only": {facet: list(words) for facet, words in only}} if only else {}
        sheet.add(clause, "powers", entry | ({"when": list(says["when"])} if "when" in says else {}))


def _frozen(only: Mapping[str, Sequence[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((facet, tuple(words)) for facet, words in only.items())


def _kept(
    sheet: Sheet, act: str, says: Says, roles: Sequence[str]
) -> Iterator[tuple[Mapping[str, Sequence[str]], Sequence[str]]]:
    """Yield (only, roles) of an act as it is to be given: an open one as far as the text leaves it, others to whom the
    text does not give it."""
    only, powers = says.get("only", {}), sheet.site.of("powers")
    if says.get("open"):
        yield from ((each, roles) for each in left_open(act, only, powers, sheet.rules) if roles)
    else:
        has = set(given_already(act, only, says.get("when", ()), powers))
        left = [role for role in roles if role not in has]
        if left:
            yield only, left


def _roles(sheet: Sheet, says: Says) -> list[str]:
    """Return whom a power is for: those answered, those who convene, or the roles at its stations."""
    if "answer" in says:
        return values(sheet.said.get(says["answer"], "")) or sheet.at("chair")
    if says.get("conveners"):
        return list(dict.fromkeys(_conveners(sheet)))
    return sheet.at(*says["roles"])


def _conveners(sheet: Sheet) -> Iterator[str]:
    yield from sheet.at("chair", "group_lead")
    for power in sheet.every("powers"):
        if "convene_meeting" in power["acts"]:
            yield from power["roles"]


def _limit(sheet: Sheet, clause: str, says: Says) -> None:
    """Set a limit where the text has none on its acts, and every power the text gives keeps within it already."""
    acts = set(says["acts"])
    limited = any(acts & set(limit["acts"]) for limit in sheet.site.of("limits"))
    wider = any(
        acts & set(power["acts"]) and not set(says["unless"]) & set(power.get("when") or ())
        for power in sheet.site.of("powers")
    )
    if not limited and not wider:
        entry = {"id": sheet.free_id("limits", says["id"]), "acts": list(says["acts"]), "unless": list(says["unless"])}
        sheet.add(clause, "limits", entry | {"says": dict(says["says"])})


# -- sights and features ----------------------------------------------------------------------------------------------


def _sight(sheet: Sheet, clause: str, says: Says) -> None:
    """Let roles see the subjects of which the text does not say what they see; roles with the same left, together."""
    known = {(role, subject) for each in sheet.site.of("sights") for role in each["roles"] for subject in each["sees"]}
    together: dict[tuple[str, ...], list[str]] = {}
    for role in sheet.at(*says["roles"]):
        left = tuple(subject for subject in says["sees"] if (role, subject) not in known)
        together.setdefault(left, []).append(role)
    for sees, roles in together.items():
        if sees:
            sheet.add(clause, "sights", {"roles": roles, "sees": list(sees), "scope": says["scope"]})


def _principle(sheet: Sheet, clause: str, feature: str) -> None:
    if sheet.site.feature(feature):
        return
    asked = sheet.rules["settings"].get(feature, {})
    settings = {name: _setting(SETTINGS[feature][name], sheet.said[question]) for name, question in asked.items()}
    sheet.add(clause, "principles", {"feature": feature} | ({"settings": settings} if settings else {}))


def _setting(kind: str, said: str) -> int | list[int]:
    return [int(part) for part in values(said)] if kind == "days_list" else int(said)


# -- standing in ------------------------------------------------------------------------------------------------------


def fill_stand_ins(sheet: Sheet) -> None:
    """Let somebody stand in for the head and for a group's lead, where the text lets nobody."""
    chosen = sheet.said.get("people.stand_in")
    pairs = [(chosen, role) for role in sheet.at("chair")[:1] if chosen]
    pairs += [(deputy, lead) for deputy in sheet.at("group_deputy")[:1] for lead in sheet.at("group_lead")[:1]]
    said = []
    for role, other in pairs:
        if role and not _stood_in_for(sheet, other) and not _leads_round(sheet, role, other):
            sheet.add("stand_in", "stand_ins", {"role": role, "stands_for": other})
            said.append(sheet.words("stand_in").filled(other=sheet.title(other), role=sheet.title(role)))
    sheet.places["stand_ins"] = listed(said)


def _stood_in_for(sheet: Sheet, role: str) -> bool:
    return any(each["stands_for"] == role for each in sheet.every("stand_ins"))


def _leads_round(sheet: Sheet, role: str, other: str) -> bool:
    """Say whether `other`, through whomever, stands in for `role` already."""
    waiting, reached = [other], {other}
    while waiting:
        now = waiting.pop()
        following = {each["stands_for"] for each in sheet.every("stand_ins") if each["role"] == now} - reached
        reached |= following
        waiting.extend(following)
    return role in reached


# -- duties -----------------------------------------------------------------------------------------------------------


def fill_duties(sheet: Sheet) -> None:
    """Set what recurs where the text sets no time for it."""
    said = sheet.said
    _duty(sheet, "meetings", "committee_meeting", "meeting", "committee", said.get("meetings.months", "0"))
    _duty(sheet, "meetings", "group_meeting", "meeting", "group", said.get("meetings.group_months", "0"))
    for name in values(said.get("work.reviews", "")):
        _review(sheet, name)
    if said.get("work.plan") == "yes":
        _duty(sheet, "reviews", "plan", "plan", "committee", str(_ONCE_A_YEAR))
    if "work.report_months" in said:
        _report(sheet, int(said["work.report_months"]))
    if "work.agency_months" in said:
        _duty(
            sheet,
            "report_duties",
            "agency_report",
            "agency_report",
            "agencies",
            said["work.agency_months"],
            on_demand=True,
        )


def _duty(
    sheet: Sheet, clause: str, rule: str, what: str, kind: str, months: str, *, on_demand: bool = False,
    **more: Any,
) -> None:  # fmt: skip
    says, unit, number = sheet.rules["duties"][rule], sheet.units.get(kind), int(months)
    if unit is None or (not number and not on_demand):
        return
    title = Text.from_data(says["title"]).filled(cadence=cadence(sheet, number))
    _add_duty(
        sheet,
        clause,
        {"id": says["id"], "what": what, "unit": unit, "title": title.as_data(), "months": number, **more},
    )


def _add_duty(sheet: Sheet, clause: str, entry: Data) -> None:
    """Add a duty, unless there is one of the same kind for the same part and facets: two cadences cannot both hold."""
    same = [
        each
        for each in sheet.every("duties")
        if (each["what"], each["unit"], _sorted(each)) == (entry["what"], entry["unit"], _sorted(entry))
    ]
    if not same:
        sheet.add(clause, "duties", entry | {"id": sheet.free_id("duties", entry["id"])})


def _sorted(duty: Data) -> list[tuple[str, list[str]]]:
    return sorted((facet, sorted(words)) for facet, words in (duty.get("only") or {}).items())


def cadence(sheet: Sheet, months: int) -> Text:
    """Say a cadence: "ba tháng một lần" is "3 tháng một lần" here."""
    name = {0: "when_needed", 1: "every_month", _ONCE_A_YEAR: "every_year"}.get(months, "months")
    return sheet.words(name).filled(months=months)


def _review(sheet: Sheet, name: str) -> None:
    says, unit = sheet.rules["reviews"][name], sheet.units.get("committee")
    if unit:
        entry: Data = {"id": says["id"], "what": "review", "unit": unit, "title": dict(says["title"]), "months": 12}
        entry |= {"only": {"review": [name]}, "starts_in": says["starts_in"]}
        _add_duty(sheet, "reviews", entry | _to(sheet, sheet.at("chair")))


def _report(sheet: Sheet, months: int) -> None:
    """Set the body's report; on demand only, where the text has no such report already."""
    if not months and owes(sheet.site, "report"):
        return
    addressed = values(sheet.said["work.report_to"])
    roles = [role for role in addressed if role != AUTHORITY]
    _duty(
        sheet, "report_duties", "report", "report", "committee", str(months), on_demand=True,
        only={"report": ["periodic" if months else "on_demand"]}, **_to(sheet, roles, AUTHORITY in addressed),
    )  # fmt: skip


def _to(sheet: Sheet, roles: Sequence[str], upwards: bool = True) -> Data:
    named = authority(sheet.site) if upwards else ""
    agency = agency_named(sheet, named) if named else None
    return ({"to": list(roles)} if roles else {}) | ({"to_agencies": [agency["id"]]} if agency else {})


# -- papers -----------------------------------------------------------------------------------------------------------


def fill_series(sheet: Sheet) -> None:
    """Lay down the series of numbers that the text lacks."""
    known = {each["kind"] for each in sheet.site.of("series")}
    made = {
        kind: symbol for kind, symbol in series_of(sheet.said.get("papers.series", "")).items() if kind not in known
    }
    for kind, symbol in made.items():
        sheet.add("series", "series", {"kind": kind, "symbol": symbol})
    sheet.places["symbols"] = listed([Text(each, each) for each in made.values()])


def fill_signatures(sheet: Sheet) -> None:
    """Lay down blocks and seals for those who sign and of whose seal the text does not speak."""
    seals: list[Text] = []
    for stations, question in ((LEADERS, "papers.seal_leaders"), (("group_lead",), "papers.seal_group")):
        roles = unsigned(sheet.site, sheet.at(*stations))
        for role in roles:
            _sign(sheet, role, [sheet.title(role).vi.upper(), "", "{post}"], sheet.said.get(question, ""))
        seals += _said_seal(sheet, roles, sheet.said.get(question, ""))
    members = unsigned(sheet.site, sheet.at("member"))
    for role in members:
        _sign(sheet, role, [sheet.title(role).vi.upper(), "", "{post}"], "", own=True)
    if members:
        own = sheet.words("own_agency_seal")
        seals.append(sheet.words("seal").filled(who=sheet.titles(members), seal=own))
    seals += _sign_standing_in(sheet)
    sheet.places["seals"] = listed(seals)


def _said_seal(sheet: Sheet, roles: Sequence[str], seal: str) -> list[Text]:
    if not roles:
        return []
    named = sheet.words("seal_named").filled(seal=seal or "…")
    return [sheet.words("seal").filled(who=sheet.titles(roles), seal=named)]


def _sign(
    sheet: Sheet, role: str, lines_: list[str], seal: str, *, standing_in: bool = False, own: bool = False
) -> None:
    entry: Data = {"role": role, "standing_in": standing_in, "lines": lines_, "seal": seal or None}
    sheet.add("seals", "signatures", entry | ({"seal_of": "own_agency"} if own else {}))


def _sign_standing_in(sheet: Sheet) -> list[Text]:
    """Let whoever stands in for another sign for them, under that other's seal."""
    known = {each["role"] for each in sheet.site.of("signatures") if each["standing_in"]}
    said: list[Text] = []
    for each in sheet.every("stand_ins"):
        role, other = each["role"], each["stands_for"]
        if role not in known:
            known.add(role)
            titles = [sheet.title(other).vi.upper(), sheet.title(role).vi.upper()]
            first = sheet.rules["words"]["standing_in_line"].format(title=titles[0])
            seal = _seal_of(sheet, other)
            _sign(sheet, role, [first, titles[1], "", "{post}"], seal, standing_in=True)
            said += _said_seal(sheet, [role], seal) if seal else []
    return said


def _seal_of(sheet: Sheet, role: str) -> str:
    own = (each for each in sheet.every("signatures") if each["role"] == role and not each["standing_in"])
    return next((str(each["seal"]) for each in own if each["seal"]), "")


def said_places(sheet: Sheet) -> Iterator[tuple[str, Text]]:
    """Yield the places of the summaries that answers fill as they are; days as people write them."""
    yield "effective_on", same("/".join(reversed(sheet.said.get("paper.effective_on", "").split("-"))))
    for place, question in (
        ("standing_agency", "people.standing_agency"),
        ("clerk_post", "people.clerk_post"), ("auditor_agency", "people.auditor_agency"),
        ("notice_days", "meetings.notice_days"), ("deadline_days", "work.deadline_days"),
        ("remind_before", "work.remind_before"), ("remind_after", "work.remind_after"),
        ("closes_on", "work.closes_on"), ("report_days", "work.report_days"),
    ):  # fmt: skip
        yield place, same(sheet.said.get(question, ""))
