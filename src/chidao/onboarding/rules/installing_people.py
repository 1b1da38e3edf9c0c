"""PURE: the parts, roles and seats that an installation brings: a head, seats without holders, the desk, agencies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from chidao.kernel.vietnamese import slug
from chidao.onboarding.rules.installing_agencies import agency_in, head_of, held_by, known_agency
from chidao.onboarding.rules.installing_answers import lines
from chidao.onboarding.rules.installing_questions import COMMITTEE, GROUP
from chidao.onboarding.rules.installing_sheet import Sheet
from chidao.onboarding.rules.installing_site import LONGEST_NAME
from chidao.onboarding.rules.state import Data

_ALWAYS = ("chair", "agency_head", "focal", "clerk", "auditor", "automaton")


def bring_roles(sheet: Sheet) -> None:
    """Bring the roles that a running committee needs and the charter lacks, with the parts they stand in."""
    wanted = [*_ALWAYS, *(["public"] if sheet.said.get("papers.open") == "yes" else [])]
    for station in wanted:
        if not sheet.at(station):
            _bring(sheet, station, sheet.rules["roles"][station])
    for station, says in sheet.rules["in_group"].items():
        if "group" in sheet.units and not sheet.at(station):
            _bring(sheet, station, says)


def _bring(sheet: Sheet, station: str, says: Mapping[str, Any]) -> None:
    unit = sheet.units.get(says["unit"]) or _bring_unit(sheet, says["unit"])
    role = sheet.free_id("roles", station, "_")
    entry: Data = {"id": role, "unit": unit, "title": dict(says["title"]), "rank": says["rank"]}
    sheet.add(says["clause"], "roles", entry | {"bears": list(says["bears"])})
    sheet.stations[station] = [role]


def _bring_unit(sheet: Sheet, kind: str) -> str:
    says = sheet.rules["units"][kind]
    unit = sheet.free_id("units", kind, "_")
    sheet.add(says["clause"], "units", {"id": unit, "name": dict(says["name"]), "kind": kind})
    sheet.units[kind] = unit
    return unit


# -- seats ------------------------------------------------------------------------------------------------------------


def seat_people(sheet: Sheet) -> None:
    """Make the seats that were answered for, the desk's, the agencies', the auditor's, and the program's own."""
    for station in (*COMMITTEE, *GROUP):
        clause = "head" if station == "chair" else "members" if station in COMMITTEE else "group_members"
        for role in sheet.at(station):
            for post in lines(sheet.said.get(f"seats.{role}", "")):
                _seat(sheet, clause, role, post)
    _designate(sheet)
    _seat_desk(sheet)
    _seat_agencies(sheet)
    _seat_others(sheet)


def _seat(sheet: Sheet, clause: str, role: str, post: str) -> None:
    """Make a seat of a post as it was written, "Giám đốc Sở Nội vụ" or "Giám đốc | Sở Nội vụ"."""
    agency = agency_in(post, sheet.every("agencies"), sheet.rules)
    holder = post.partition("|")[0].strip() or post
    _add_seat(sheet, clause, role, slug(role), holder, agency, held_by(holder, sheet.rules))


def _add_seat(
    sheet: Sheet, clause: str, role: str, prefix: str, holder: str, agency: str | None, by: str, *, alone: bool = False
) -> str:
    id_ = sheet.agency(agency, clause) if agency else None
    wanted = prefix if alone else f"{prefix}-{id_ or slug(holder)}"
    entry: Data = {"id": sheet.free_id("seats", wanted), "role": role, "by": by, "holder": holder[:LONGEST_NAME]}
    sheet.add(clause, "seats", entry | ({"agency": id_} if id_ else {}))
    return str(entry["id"])


def _designate(sheet: Sheet) -> None:
    seat = sheet.said.get("people.standing_vice")
    if seat:
        sheet.add("members", "designations", {"seat": seat, "role": sheet.at("standing_vice_chair")[0]})


def _seat_desk(sheet: Sheet) -> None:
    agency, post = sheet.said["people.standing_agency"], sheet.said["people.clerk_post"]
    post = post or sheet.title(sheet.at("clerk")[0]).vi
    clerk, by = sheet.at("clerk")[0], "post" if agency else "name"
    _add_seat(sheet, "standing_body", clerk, "clerk", post, agency or None, by, alone=True)


def _seat_agencies(sheet: Sheet) -> None:
    """Give each agency a focal person's seat, and its head one where the head does not sit in the body already."""
    for name in lines(sheet.said["people.agencies"]):
        id_ = sheet.agency(name, "agencies")
        whole = next(each["name"] for each in sheet.every("agencies") if each["id"] == id_)
        if id_ not in set(_headed(sheet)):
            head = head_of(whole, sheet.rules)
            _add_seat(sheet, "agencies", sheet.at("agency_head")[0], "head", head, whole, "post")
        focal = sheet.rules["focal_post"].format(name=whole)
        if id_ not in {seat.get("agency") for seat in sheet.every("seats") if seat["role"] in sheet.at("focal")}:
            _add_seat(sheet, "agencies", sheet.at("focal")[0], "focal", focal, whole, "agency")


def _headed(sheet: Sheet) -> Iterator[str]:
    """Yield the agencies whose head has a seat already, in the body or among the agencies."""
    body, heads = sheet.at(*COMMITTEE), sheet.at("agency_head")
    for seat in sheet.every("seats"):
        agency = next((each for each in sheet.every("agencies") if each["id"] == seat.get("agency")), None)
        if agency and seat["role"] in (*body, *heads):
            is_head = seat.get("holder") in {head_of(agency["name"], sheet.rules), agency["name"]}
            if is_head or seat["by"] == "post" or seat["role"] in heads:
                yield str(agency["id"])


def _seat_others(sheet: Sheet) -> None:
    auditing = sheet.said.get("people.auditor_agency")
    if auditing:
        post = sheet.rules["auditor_post"].format(name=auditing)
        _add_seat(sheet, "oversight", sheet.at("auditor")[0], "auditor", post, auditing, "agency", alone=True)
    automaton = sheet.at("automaton")[0]
    if not sheet.site.seats(automaton):
        standing = sheet.said["people.standing_agency"] or None
        by = "post" if standing else "name"
        _add_seat(sheet, "reminders", automaton, "automaton", sheet.rules["reminder_post"], standing, by, alone=True)


def agency_named(sheet: Sheet, name: str) -> Data | None:
    """Return an agency by its name, the charter's or the installation's."""
    return known_agency(name, sheet.every("agencies"))
