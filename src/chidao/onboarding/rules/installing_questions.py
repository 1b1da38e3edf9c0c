"""PURE: which questions a charter leaves open, group by group, with defaults taken from the text as far as it goes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from chidao.instruments.vocabulary import FACETS
from chidao.kernel.vietnamese import TONES, fold, nfc, slug
from chidao.kernel.wording import Text, listed, same
from chidao.onboarding.rules.installing_agencies import (
    authority,
    head_of,
    inspector,
    known_agency,
    one_agency,
    standing_agency,
)
from chidao.onboarding.rules.installing_asking import Asking
from chidao.onboarding.rules.installing_powers import left_open
from chidao.onboarding.rules.installing_site import Site
from chidao.onboarding.rules.state import Data

LEADERS: Final = ("chair", "standing_vice_chair", "vice_chair")
COMMITTEE: Final = (*LEADERS, "member", "secretary")
GROUP: Final = ("group_lead", "group_deputy", "group_member", "group_secretary")
AUTHORITY: Final = "authority"
"""The value that stands for the people's committee (or ministry) among those a report goes to."""
_SINGLE: Final = frozenset({"chair", "standing_vice_chair", "group_lead", "secretary", "group_secretary"})
_CALLED: Final = ("regular", "ad_hoc", "expanded")
_DIRECTING: Final = ("assign_task", "give_direction", "extend_deadline", "urge_agency", "accept_completion",
                     "return_completion")  # fmt: skip


def ask_all(asking: Asking) -> None:
    """Ask everything that is open, in the order of the page."""
    for ask in (
        _ask_names, _ask_paper, _ask_standing_body, _ask_seats, _ask_standing_vice, _ask_stand_in, _ask_holders,
        _ask_agencies, _ask_auditor, _ask_convener, _ask_meetings, _ask_directors, _ask_work, _ask_reports, _ask_years,
        _ask_symbols, _ask_seals, _ask_open,
    ):  # fmt: skip
        ask(asking)


# -- the paper and the body's names -----------------------------------------------------------------------------------


def _ask_names(asking: Asking) -> None:
    site = asking.site
    name = site.known(site.charter["name"]["vi"])
    asking.ask("body.code", default=code_of(site), needed=True)
    if not name:
        name = asking.ask("body.name", needed=True)
    asking.ask("body.short_name", default=_short(site, name))
    asking.ask("body.name_en", default=english_name(site))


def code_of(site: Site) -> str:
    """Return a code for a body: its own, if it has one; its place ("BINH-MINH"), or the initials of its name."""
    place, own = site.place, str(site.charter["body"])
    whole = slug(f"{place.called('code')} {place.name}").upper() if place else ""
    short = "".join(word[0] for word in whole.split("-") if word)
    initials = "".join(word[0] for word in slug(site.known(site.charter["name"]["vi"])).upper().split("-") if word)
    fits = (each for each in (own, whole, short, initials[:20]) if re.fullmatch(r"[A-Z][A-Z0-9-]{1,19}", each))
    return next(fits, "")


def _short(site: Site, name: str) -> str:
    given = site.known(site.charter["short_name"]["vi"])
    if given and given != name:
        return given
    left_out = "|".join(re.escape(word) for word in site.rules["left_out_of_short"])
    return " ".join(re.sub(rf"\b(?:{left_out})\b", " ", name).split())


def english_name(site: Site) -> str:
    """Return the body's name in English: the charter's own, or what it is put together with where it is."""
    given = site.charter["name"]
    if given["en"] != given["vi"]:
        return str(given["en"])
    said = fold(given["vi"])
    what = next(str(name) for pattern, name in site.rules["english_names"] if re.search(pattern, said))
    return f"{what}, {site.place.in_english}" if site.place else what


def _ask_paper(asking: Asking) -> None:
    paper: Data = asking.site.charter["instrument"]
    for name in ("number", "symbol"):
        if not paper.get(name):
            asking.ask(f"paper.{name}")
    signed = str(paper.get("signed_on") or "")
    if len(signed) != len("2025-03-31"):
        signed = asking.ask("paper.signed_on")
    if len(str(paper.get("effective_on") or "")) != len("2025-03-31"):
        asking.ask("paper.effective_on", default=signed, needed=True)


# -- people -----------------------------------------------------------------------------------------------------------


def _ask_standing_body(asking: Asking) -> None:
    site = asking.site
    clause = next((unit["clause"] for unit in site.of("units") if unit["kind"] == "office"), None)
    agency = asking.ask(
        "people.standing_agency", default=standing_agency(site), choices=_agencies(site), clause=clause, needed=True
    )
    post = site.rules["clerk_post"].format(name=agency) if agency else ""
    post = asking.ask("people.clerk_post", default=post, needed=True)
    asking.ask("people.clerk_name", default=post)


def _agencies(site: Site) -> list[tuple[str, Text]]:
    return [(str(each["name"]), same(str(each["name"]))) for each in site.of("agencies")]


def _ask_seats(asking: Asking) -> None:
    """Ask who sits where the text speaks of a role and names nobody; of a head, and a lead of a group, in any case."""
    for station in (*COMMITTEE, *GROUP):
        for role in asking.site.at(station) or _brought(asking.site, station):
            seats = asking.site.seats(role)
            if _is_designated(asking.site, station):
                continue
            if not seats:
                _ask_who(asking, station, role)
            elif f"seats.{role}" in asking.missing or _are_fewer(asking.site, station, role):
                asking.ask(f"seats.{role}", rule="seats.more", role=_role_title(asking, station, role))


def _brought(site: Site, station: str) -> list[str]:
    """Return a role that the installation will bring: a head, and a lead where there is a group."""
    brings = station == "chair" or (station == "group_lead" and "group" in site.units)
    return [station] if brings else []


def _is_designated(site: Site, station: str) -> bool:
    own = site.seats(*site.at("standing_vice_chair"))
    return station == "standing_vice_chair" and not own and bool(site.seats(*site.at("vice_chair")))


def _ask_who(asking: Asking, station: str, role: str) -> None:
    asking.ask(
        f"seats.{role}",
        rule="seats.one" if station in _SINGLE else "seats",
        default="\n".join(_probable(asking, station)),
        clause=next((each["clause"] for each in asking.site.of("roles") if each["id"] == role), None),
        needed=station == "chair",
        role=_role_title(asking, station, role),
    )


def _role_title(asking: Asking, station: str, role: str) -> Text:
    if asking.site.at(station):
        return asking.site.title(role)
    rules = asking.site.rules
    says = rules["roles"].get(station) or rules["in_group"][station]
    return Text.from_data(says["title"])


def _probable(asking: Asking, station: str) -> Iterator[str]:
    """Yield the posts that most probably hold the seats of a station."""
    site, standing = asking.site, asking.said["people.standing_agency"]
    if station in {"chair", "standing_vice_chair", "vice_chair"} and site.place:
        yield site.place.called("head" if station == "chair" else "deputy")
    elif station == "member":
        yield from (head_of(name, site.rules) for name in _unseated(site) if not one_agency(name, authority(site)))
    elif station in {"group_lead", "secretary", "group_secretary"} and standing:
        yield site.rules["lead_post" if station == "group_lead" else "clerk_post"].format(name=standing)


def _unseated(site: Site) -> list[str]:
    seated = {seat.get("agency") for seat in site.seats(*site.at(*COMMITTEE))}
    return [str(each["name"]) for each in site.of("agencies") if each["id"] not in seated]


def _are_fewer(site: Site, station: str, role: str) -> bool:
    """Say whether the text states more seats than it names, where this is the role that the others would have."""
    if station not in {"member", "group_member"}:
        return False
    for count in site.of("counts"):
        roles = count.get("roles") or [each["id"] for each in site.of("roles") if each["unit"] == count["unit"]]
        if role in roles and (count.get("stated") or 0) > len(site.seats(*roles)):
            return True
    return False


def _ask_standing_vice(asking: Asking) -> None:
    site = asking.site
    roles, seats = site.at("standing_vice_chair"), site.seats(*site.at("vice_chair"))
    designated = {each["role"] for each in site.of("designations")}
    if not roles or not seats or site.seats(*roles) or designated & set(roles):
        return
    first = [seat["id"] for seat in seats if _is_of_authority(site, seat)]
    asking.ask(
        "people.standing_vice",
        default=(first or [seats[0]["id"]])[0],
        choices=[(seat["id"], _seat_said(site, seat)) for seat in seats],
        clause=next(each["clause"] for each in site.of("roles") if each["id"] == roles[0]),
        standing_vice_chair=asking.titles(roles[:1]),
        vice_chair=asking.titles(site.at("vice_chair")),
    )


def _is_of_authority(site: Site, seat: Data) -> bool:
    agency = next((each for each in site.of("agencies") if each["id"] == seat.get("agency")), None)
    return agency is not None and agency["kind"] == "people_committee"


def _seat_said(site: Site, seat: Data) -> Text:
    who = [part for part in (seat.get("person"), seat.get("holder")) if part]
    return same(", ".join(who)) if who else site.title(seat["role"])


def _ask_stand_in(asking: Asking) -> None:
    site = asking.site
    others = site.at("standing_vice_chair", "vice_chair")
    if others and not any(each["stands_for"] in site.at("chair") for each in site.of("stand_ins")):
        asking.ask(
            "people.stand_in",
            default=others[0],
            choices=asking.role_choices(others),
            chair=_role_title(asking, "chair", next(iter(site.at("chair")), "chair")),
        )


def empty_seats(site: Site, role: str) -> list[Data]:
    """Return the seats of a role of which the text gives neither holder nor person."""
    return [seat for seat in site.seats(role) if not seat.get("holder") and not seat.get("person")]


def _ask_holders(asking: Asking) -> None:
    for role in asking.site.at(*COMMITTEE, *GROUP):
        empty = empty_seats(asking.site, role)
        if empty:
            title, clause = asking.site.title(role), empty[0]["clause"]
            asking.ask(f"holders.{role}", rule="holders", clause=clause, role=title, number=len(empty))


def _ask_agencies(asking: Asking) -> None:
    site = asking.site
    names = [str(each["name"]) for each in site.of("agencies")]
    standing = asking.said["people.standing_agency"]
    if standing and known_agency(standing, site.of("agencies")) is None:
        names.append(standing)
    asking.ask("people.agencies", default="\n".join(dict.fromkeys(names)))


def _ask_auditor(asking: Asking) -> None:
    if not asking.site.at("auditor"):
        default = inspector(asking.site) or asking.said["people.standing_agency"]
        asking.ask("people.auditor_agency", default=default, choices=_agencies(asking.site))


# -- meetings ---------------------------------------------------------------------------------------------------------


def _ask_convener(asking: Asking) -> None:
    site = asking.site
    only = {"meeting": _CALLED, "unit": ("committee",)}
    free = left_open("convene_meeting", only, site.of("powers"), site.rules)
    kinds = dict.fromkeys(kind for each in free for kind in each["meeting"])
    roles = site.at(*LEADERS)
    if kinds and roles:
        asking.ask(
            "meetings.convener",
            default=",".join(site.at("chair") or roles[:1]),
            choices=asking.role_choices(roles),
            meetings=listed([FACETS["meeting"][kind] for kind in kinds]),
        )


def _ask_meetings(asking: Asking) -> None:
    if not owes(asking.site, "meeting", "committee"):
        asking.ask("meetings.months")
    if "group" in asking.site.units and not owes(asking.site, "meeting", "group"):
        asking.ask("meetings.group_months")
    if not asking.site.feature("convening_notice"):
        asking.ask("meetings.notice_days")


def owes(site: Site, what: str, *kinds: str, dated: bool = False) -> bool:
    """Say whether the text has a duty of a kind for parts of some kinds (any, if none is named), `dated` in months."""
    return any(
        duty["what"] == what and (not kinds or site.unit_kind(duty["unit"]) in kinds) and (duty["months"] or not dated)
        for duty in site.of("duties")
    )


# -- work -------------------------------------------------------------------------------------------------------------


def _ask_directors(asking: Asking) -> None:
    site = asking.site
    roles = site.at(*LEADERS)
    if roles and any(left_open(act, {}, site.of("powers"), site.rules) for act in _DIRECTING):
        asking.ask("work.directors", default=",".join(roles), choices=asking.role_choices(roles))


def _ask_work(asking: Asking) -> None:
    if not asking.site.feature("task_deadline"):
        asking.ask("work.deadline_days")
    if not asking.site.feature("reminders"):
        asking.ask("work.remind_before")
        asking.ask("work.remind_after")


def _ask_reports(asking: Asking) -> None:
    site = asking.site
    if not owes(site, "report", dated=True):
        asking.ask("work.report_months")
        asking.ask("work.report_to", default=_report_to(site), choices=_addressees(asking))
    if not owes(site, "agency_report"):
        asking.ask("work.agency_months")
    if not site.feature("report_windows"):
        asking.ask("work.closes_on")
        asking.ask("work.report_days")


def _report_to(site: Site) -> str:
    return ",".join([*site.at("chair"), *([AUTHORITY] if authority(site) else [])])


def _addressees(asking: Asking) -> list[tuple[str, Text]]:
    named = authority(asking.site)
    return [*asking.role_choices(asking.site.at(*COMMITTEE)), *([(AUTHORITY, same(named))] if named else [])]


def _ask_years(asking: Asking) -> None:
    reviews = asking.site.rules["reviews"]
    if not owes(asking.site, "review", dated=True):
        choices = [(name, Text.from_data(says["title"])) for name, says in reviews.items()]
        asking.ask("work.reviews", default=",".join(reviews), choices=choices)
    if not owes(asking.site, "plan"):
        asking.ask("work.plan")


# -- papers -----------------------------------------------------------------------------------------------------------


def _ask_symbols(asking: Asking) -> None:
    site = asking.site
    known = {each["kind"] for each in site.of("series")}
    lacking = [kind for kind in site.rules["series"] if kind not in known]
    if lacking:
        abbr = asking.ask("papers.abbreviation", default=abbreviation(site))
        made = (f"{kind}: {site.rules['series'][kind].format(abbr=abbr)}" for kind in lacking)
        asking.ask("papers.series", default="\n".join(made))


def abbreviation(site: Site) -> str:
    """Return the body's abbreviation: that of its own symbol, or the initials of its name without the place."""
    says = site.rules["abbreviation"]
    found = re.search(says["symbol"], str(site.charter["instrument"].get("symbol") or ""))
    if found:
        return found["abbr"]
    name = site.known(site.charter["name"]["vi"])
    placed = name.rfind(f"{site.place.level} {site.place.name}") if site.place else -1
    words = re.findall(r"\w+", name[:placed] if placed > 0 else name)
    initials = "".join(without_tone(word[0]).upper() for word in words if fold(word) not in says["left_out"])
    return initials[: says["longest"]] or str(says["else"])


def without_tone(letter: str) -> str:
    """Return a letter without its tone: an initial is written "U", not "Ủ", but "Đ" and "Ư" stay."""
    parts = unicodedata.normalize("NFD", letter)
    return nfc("".join(part for part in parts if part not in TONES))


def unsigned(site: Site, roles: Iterable[str]) -> list[str]:
    """Return those of some roles of whose signature in their own right the text does not speak."""
    known = {each["role"] for each in site.of("signatures") if not each["standing_in"]}
    return [role for role in roles if role not in known]


def _ask_seals(asking: Asking) -> None:
    site, standing = asking.site, asking.said["people.standing_agency"]
    leaders = unsigned(site, site.at(*LEADERS) or ["chair"])
    if leaders:
        asking.ask("papers.seal_leaders", default=_seal(site) or standing, roles=_signers(asking, leaders))
    lead = unsigned(site, site.at("group_lead") or _brought(site, "group_lead"))
    if lead:
        asking.ask("papers.seal_group", default=standing, roles=_signers(asking, lead, "group_lead"))


def _signers(asking: Asking, roles: list[str], station: str = "chair") -> Text:
    return listed([_role_title(asking, asking.site.station(role) or station, role) for role in roles])


def _seal(site: Site) -> str:
    """Return the seal that goes with the head's signature: the text's own for a leader, or the authority's."""
    leaders = site.at(*LEADERS)
    said = [str(each["seal"]) for each in site.of("signatures") if each["role"] in leaders and each.get("seal")]
    return next(iter(said), authority(site))


def _ask_open(asking: Asking) -> None:
    if not any(each["scope"] == "open" for each in asking.site.of("sights")):
        asking.ask("papers.open")
