"""Parts, agencies, roles, seats and their numbers in a draft (PURE)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from chidao.kernel.vietnamese import fold, slug
from chidao.reading.charter_draft.draft import Entry, Sheet
from chidao.reading.norms.norm import Norm


def fill_units(sheet: Sheet) -> None:
    """Fill the parts of the body that the text speaks of."""
    units = sheet.rules["units"]
    seen: dict[str, Norm] = {}
    for norm in sheet.norms:
        for unit in _units_of(sheet, norm):
            best = seen.get(unit)
            if best is None or (
                norm.kind in {"role", "standing_body"} and best.kind not in {"role", "standing_body", "body"}
            ):
                seen[unit] = norm
    for unit in (one for one in units if one in seen):
        sheet.add("units", dict(units[unit]), seen[unit])


def _units_of(sheet: Sheet, norm: Norm) -> Iterator[str]:
    if norm.kind == "body":
        yield "committee"
    if norm.kind in {"role", "title"} and norm.get("unit"):
        yield norm.get("unit")
    if norm.kind == "standing_body":
        yield "standing_body"
    if norm.kind in {"power", "duty", "cadence"}:
        who = norm.get("who")
        if who in {"working_group", "lead", "deputy_lead"}:
            yield "working_group"
        if who == "agencies":
            yield "agencies"
    if norm.kind == "principle" and norm.get("act") == "open_work":
        yield "public"


def fill_agencies(sheet: Sheet) -> None:
    """Fill the agencies that hold seats, are the standing body, or are reported to."""
    for norm in sheet.of("role", "standing_body"):
        if norm.get("agency"):
            agency_id(sheet, norm.get("agency"), norm)
    for norm in sheet.of("seal"):
        if not norm.get("own_agency") and not norm.get("own") and _is_agency(sheet, norm.get("seal")):
            agency_id(sheet, norm.get("seal"), norm)


def _is_agency(sheet: Sheet, name: str) -> bool:
    return sheet.words["agency"].match(sheet.words.folded(name)) is not None


def agency_id(sheet: Sheet, name: str, norm: Norm) -> str:
    """Return the id of an agency, entered where it is new; "UBND" and "Ủy ban nhân dân" are one."""
    whole = whole_name(sheet, name)
    id_ = slug(_short_form(whole))[:58].rstrip("-") or "agency"
    if not sheet.has("agencies", id_):
        entry = {"id": id_, "name": whole, "kind": _kind(sheet, whole), "short": _initials(whole)}
        sheet.add("agencies", entry, norm)
    return id_


def whole_name(sheet: Sheet, name: str) -> str:
    """Return the name of a people's committee with the place of the body: "UBND tỉnh" is that of its province."""
    if not re.fullmatch(r"(?:ubnd|uy ban nhan dan) (?:tinh|thanh pho)", fold(name)):
        return name
    body = next(iter(sheet.of("body")), None)
    place = re.search(r"(?:tỉnh|thành phố) (.+)$", body.get("name") or "") if body else None
    return f"{name} {place.group(1)}" if place else name


def _short_form(name: str) -> str:
    return re.sub(r"^uy ban nhan dan\b", "ubnd", fold(name))


def _kind(sheet: Sheet, name: str) -> str:
    folded = sheet.words.folded(name)
    return next(
        (
            str(kind)
            for pattern, kind in sheet.rules["agency_kinds"]
            if re.match(rf"(?:{sheet.words.folded(pattern)})\b", folded)
        ),
        "other",
    )


def _initials(name: str) -> str:
    words = [word for word in re.split(r"[\s,.\-–]+", name) if word and fold(word) not in {"va", "cua"}]
    return "".join(word if word.isupper() and len(word) > 1 else word[0].upper() for word in words)[:40] or name[:40]


# -- roles and seats --------------------------------------------------------------------------------------------------


def fill_roles(sheet: Sheet) -> None:
    """Fill the roles that the text gives to somebody or speaks of."""
    found: dict[str, Norm] = {}
    for norm in sorted(sheet.of("role", "title", "count"), key=lambda one: one.kind != "role"):
        for role in _role_ids(sheet, norm):
            found.setdefault(role, norm)
    units = {entry["id"] for entry in sheet.sections.get("units", ())}
    for role, unit in (("agency_head", "agencies"), ("group_member", "group"), ("public", "public")):
        speaking = [one for one in sheet.norms if _speaks_of(one, unit)]
        if unit in units and speaking:
            found.setdefault(role, speaking[0])
    for role, says in sheet.rules["roles"].items():
        if role in found and says["unit"] in units:
            sheet.add("roles", {"id": role, **says}, found[role])


def _speaks_of(norm: Norm, unit: str) -> bool:
    if unit == "agencies":
        return bool(norm.get("who") == "agencies")
    if unit == "public":
        return bool(norm.get("act") == "open_work")
    return "working_group" in (norm.get("unit"), norm.get("who")) or norm.get("who") in {"lead", "deputy_lead"}


def _role_ids(sheet: Sheet, norm: Norm) -> Iterator[str]:
    role = sheet.rules["role_ids"].get(norm.get("unit"), {}).get(norm.get("role"))
    if role:
        yield role


def fill_seats(sheet: Sheet) -> None:
    """Fill the seats: one a holder the text names, and empty ones where it gives a number and no holders."""
    for norm in sheet.of("role"):
        for role in _role_ids(sheet, norm):
            if norm.get("every"):
                sheet.missing.append(f"seats.{role}")
            else:
                sheet.add("seats", _seat(sheet, role, norm), norm)
    for norm in sheet.of("count"):
        for role in _role_ids(sheet, norm):
            _fill_empty(sheet, role, norm)
    seated = {seat["role"] for seat in sheet.sections.get("seats", ())}
    roles = [entry["id"] for entry in sheet.sections.get("roles", ()) if entry["id"] not in {"agency_head", "public"}]
    sheet.missing += [f"seats.{role}" for role in roles if role not in seated and f"seats.{role}" not in sheet.missing]


def _fill_empty(sheet: Sheet, role: str, norm: Norm) -> None:
    seated = sum(seat["role"] == role for seat in sheet.sections.get("seats", ()))
    for number in range(seated + 1, min(norm.get("stated"), 60) + 1):
        sheet.add(
            "seats",
            {"id": sheet.free_id("seats", f"{slug(role)}-{number}"), "role": role, "by": "name", "holder": None},
            norm,
        )


def _seat(sheet: Sheet, role: str, norm: Norm) -> Entry:
    agency = agency_id(sheet, norm.get("agency"), norm) if norm.get("agency") else None
    single = role in {"chair", "standing_vice_chair", "group_lead"} and not any(
        seat["role"] == role for seat in sheet.sections.get("seats", ())
    )
    wanted = slug(role) if single else f"{slug(role)}-{agency or slug(norm.get('name') or norm.get('post') or 'seat')}"
    entry: Entry = {"id": sheet.free_id("seats", wanted), "role": role, "by": _by(norm), "holder": _holder(sheet, norm)}
    if agency:
        entry["agency"] = agency
    if norm.get("name"):
        entry["person"] = norm.get("name")
    return entry


def _by(norm: Norm) -> str:
    """Return how a seat is held: a named deputy is meant as a person, since there are several of the post."""
    if norm.get("by") == "agency":
        return "agency"
    is_deputy = fold(norm.get("post") or "").startswith("pho ")
    return "name" if norm.get("name") and (is_deputy or not norm.get("post")) else str(norm.get("by"))


def _holder(sheet: Sheet, norm: Norm) -> str | None:
    post: str | None = norm.get("post")
    if post:
        return post
    rank: str | None = norm.get("rank")
    return f"{rank[:1].upper()}{rank[1:]} {norm.get('agency')}" if rank and norm.get("agency") else None


def fill_counts(sheet: Sheet) -> None:
    """Fill the numbers that the text states."""
    units = sheet.rules["units"]
    for norm in sheet.of("count"):
        unit = units[norm.get("unit")]["id"]
        if not any(entry["id"] == unit for entry in sheet.sections.get("units", ())):
            continue
        roles = [
            role for role in _role_ids(sheet, norm) if role in {one["id"] for one in sheet.sections.get("roles", ())}
        ]
        wanted = f"{unit}-{slug(roles[0])}" if roles else unit
        if any(entry["unit"] == unit and entry.get("roles", []) == roles for entry in sheet.sections.get("counts", ())):
            continue
        entry: dict[str, Any] = {"id": sheet.free_id("counts", wanted), "unit": unit, "stated": norm.get("stated")}
        sheet.add("counts", entry | ({"roles": roles} if roles else {}), norm)
