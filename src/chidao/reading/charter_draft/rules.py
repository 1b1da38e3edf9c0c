"""Powers, stand-ins, duties, signatures and principles in a draft (PURE), by `drafts.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from chidao.reading.charter_draft.draft import Entry, Sheet
from chidao.reading.charter_draft.seats import agency_id
from chidao.reading.norms.norm import Norm

_ANY_MEETING: Final = ("regular", "ad_hoc")


def fill_powers(sheet: Sheet) -> None:
    """Fill the powers that the acts found give, each act of each role once for what it is narrowed to."""
    for norm in sheet.of("power", "duty", "principle"):
        for says in sheet.rules["powers"].get(norm.get("act"), ()):
            _power(sheet, says, norm)
    for norm in sheet.of("cadence"):
        regularly = {"report": "periodic_report", "meeting": "regular_meeting"}.get(norm.get("of"), "")
        for says in sheet.rules["powers"].get(regularly, ()):
            _power(sheet, says, norm)
    _issuing(sheet)


def _issuing(sheet: Sheet) -> None:
    """Let who signed the decision that brings in the regulation issue regulations, where that is a role of the body."""
    signer = sheet.law.document.signer
    signed = next((norm for norm in sheet.of("role") if signer and norm.span == signer.span), None)
    if signed and sheet.law.part("regulation"):
        made = replace(signed, values={"who": signed.get("role")})
        _power(sheet, sheet.rules["powers"]["issue_regulation"][0], made)


def _power(sheet: Sheet, says: Mapping[str, Any], norm: Norm) -> None:
    if norm.get("who") not in says.get("for", (norm.get("who"),)) or not _is_for_source(sheet, says):
        return
    roles = _roles(sheet, says, norm)
    if not roles:
        return
    only = _only(says, norm)
    entry: Entry = {"id": sheet.free_id("powers", says["id"]), "acts": list(says["acts"]), "roles": roles}
    entry |= ({"only": only} if only else {}) | ({"when": list(says["when"])} if "when" in says else {})
    if not _is_given(sheet, entry):
        sheet.add("powers", entry, norm)


def _is_for_source(sheet: Sheet, says: Mapping[str, Any]) -> bool:
    return "source" not in says or sheet.law.part("regulation") is None


def _roles(sheet: Sheet, says: Mapping[str, Any], norm: Norm) -> list[str]:
    wanted = says.get("roles") or sheet.rules["whos"].get(norm.get("who"), ())
    if "vice_chair" in wanted and says.get("with_standing") and "standing_vice_chair" not in wanted:
        wanted = ["standing_vice_chair", *wanted]
    return sheet.roles(wanted)


def _only(says: Mapping[str, Any], norm: Norm) -> Entry:
    only = {facet: list(values) for facet, values in says.get("only", {}).items()}
    if says.get("meeting"):
        only["meeting"] = list(norm.get("meetings") or _ANY_MEETING)
        only["unit"] = ["group" if norm.get("unit") == "working_group" else "committee"]
    return only


def _is_given(sheet: Sheet, entry: Entry) -> bool:
    """Say whether a power is there already, for all of these roles and acts, as wide or wider."""
    for other in sheet.sections.get("powers", ()):
        wider = not other.get("only") or other.get("only") == entry.get("only")
        if (
            wider
            and other.get("when", []) == entry.get("when", [])
            and set(entry["acts"]) <= set(other["acts"])
            and set(entry["roles"]) <= set(other["roles"])
        ):
            return True
    return False


def fill_stand_ins(sheet: Sheet) -> None:
    """Fill who stands in for whom."""
    for norm in sheet.of("power"):
        if norm.get("act") != "stand_in":
            continue
        role, other = _one(sheet, norm.get("who")), _one(sheet, norm.get("for"))
        known = [(entry["role"], entry["stands_for"]) for entry in sheet.sections.get("stand_ins", ())]
        if role and other and (role, other) not in known:
            sheet.add("stand_ins", {"role": role, "stands_for": other}, norm)


def _one(sheet: Sheet, who: str) -> str | None:
    return next(iter(sheet.roles(sheet.rules["whos"].get(who, ()))), None)


def fill_limits(sheet: Sheet) -> None:
    """Fill the limits that principles set."""
    for norm in sheet.of("principle"):
        for says in sheet.rules["limits"].get(norm.get("act"), ()):
            if not sheet.has("limits", says["id"]):
                sheet.add("limits", dict(says), norm)


# -- duties -----------------------------------------------------------------------------------------------------------


def fill_duties(sheet: Sheet) -> None:
    """Fill the duties: by the cadences first, then those that are owed when asked for."""
    for norm in sheet.of("cadence"):
        _cadence(sheet, norm)
    for norm in sheet.of("duty"):
        says = sheet.rules["duties"].get(norm.get("act"))
        if says and norm.get("who") in says.get("for", (norm.get("who"),)):
            _duty(sheet, says, norm)


def _cadence(sheet: Sheet, norm: Norm) -> None:
    unit = _unit(sheet, sheet.rules["cadence_units"].get(norm.get("who"), "committee"))
    says = sheet.rules["cadences"][norm.get("of")]
    what = "agency_report" if unit == "agencies" and says["what"] == "report" else says["what"]
    if unit is None or not norm.get("months") or _owes(sheet, unit, what, norm.get("review")):
        return
    title = sheet.rules["reviews"][norm.get("review")] if norm.get("review") else says["title"]
    entry: Entry = {
        "id": sheet.free_id("duties", f"{unit}-{norm.get('review') or says['id']}"),
        "what": what, "unit": unit, "title": dict(title), "months": norm.get("months"),
    }  # fmt: skip
    if norm.get("review"):
        entry["only"] = {"review": [norm.get("review")]}
        if norm.get("review") == "preliminary":
            entry["starts_in"] = 7
    sheet.add("duties", entry | _addressed(sheet, norm), norm)


def _addressed(sheet: Sheet, norm: Norm) -> Entry:
    roles = [role for who in norm.get("to") or () for role in sheet.rules["whos"].get(who, ())]
    if "vice_chair" in roles:
        roles.append("standing_vice_chair")
    known = [entry["id"] for entry in sheet.sections.get("roles", ()) if entry["id"] in roles]
    agencies = [agency_id(sheet, name, norm) for name in norm.get("to_agencies") or ()]
    return ({"to": known} if known else {}) | ({"to_agencies": list(dict.fromkeys(agencies))} if agencies else {})


def _owes(sheet: Sheet, unit: str, what: str, review: str | None) -> bool:
    return any(
        duty["unit"] == unit and duty["what"] == what and duty.get("only", {}).get("review", [review]) == [review]
        for duty in sheet.sections.get("duties", ())
    )


def _duty(sheet: Sheet, says: Mapping[str, Any], norm: Norm) -> None:
    unit = _unit(sheet, says["unit"])
    months = says.get("months", 0)
    if unit is None or (
        "needs" in says and sheet.words.folded(says["needs"]) not in sheet.words.folded(norm.get("text"))
    ):
        return
    regular = any(
        duty["unit"] == unit and duty["what"] == says["what"] and duty["months"] for duty in _all(sheet, "duties")
    )
    if regular or sheet.has("duties", says["id"]):
        return
    entry = {key: says[key] for key in ("id", "what", "title", "only") if key in says} | {
        "unit": unit,
        "months": months,
    }
    to = sheet.roles(says.get("to", ()))
    sheet.add("duties", entry | ({"to": to} if to else {}), norm)


def _all(sheet: Sheet, section: str) -> Iterable[Entry]:
    return sheet.sections.get(section, ())


def _unit(sheet: Sheet, unit: str) -> str | None:
    id_ = sheet.rules["units"].get(unit, {}).get("id")
    return id_ if any(entry["id"] == id_ for entry in _all(sheet, "units")) else None


# -- signatures, fields, principles, sights -------------------------------------------------------------------------


def fill_signatures(sheet: Sheet) -> None:
    """Fill whose seal stands under whose signature."""
    for norm in sheet.of("seal"):
        if norm.get("own"):
            continue
        named = {one.get("who") for one in sheet.of("seal")}
        whos = (
            [norm.get("who")]
            if norm.get("who") != "member"
            else [who for who in ("vice_chair", "member") if who not in named - {"member"}]
        )
        for role in (role for who in whos for role in sheet.roles(sheet.rules["whos"].get(who, ())[:1])):
            _signature(sheet, role, norm)


def _signature(sheet: Sheet, role: str, norm: Norm) -> None:
    lines = sheet.rules["signatures"].get(role)
    if lines is None or any(entry["role"] == role for entry in _all(sheet, "signatures")):
        return
    own = bool(norm.get("own_agency"))
    seal = None if own else _seal(sheet, norm)
    entry: Entry = {"role": role, "standing_in": False, "lines": list(lines), "seal": seal}
    sheet.add("signatures", entry | ({"seal_of": "own_agency"} if own else {}), norm)
    stand = sheet.rules["standing_in"]
    if role == stand["role"] and sheet.roles([stand["for"]]):
        sheet.add("signatures", {"role": role, "standing_in": True, "lines": list(stand["lines"]), "seal": seal}, norm)


def _seal(sheet: Sheet, norm: Norm) -> str:
    """Return the seal's name with the place of the body: "UBND tỉnh" is that of its province."""
    seal = str(norm.get("seal"))
    body = next(iter(sheet.of("body")), None)
    placed = (
        sheet.words["seal_place"].search(sheet.words.folded(body.get("name"))) if body and body.get("name") else None
    )
    ends = sheet.words["ends_in_place"].search(sheet.words.folded(seal))
    return f"{seal} {body.get('name')[placed.start('place') :]}" if body and placed and ends else seal


def fill_principles(sheet: Sheet) -> None:
    """Fill the features of the program that keep a clause by working."""
    rules = sheet.rules["principles"]
    whos = sheet.rules["principle_whos"]
    for norm in sheet.norms:
        act = norm.get("act")
        if norm.kind in {"power", "duty", "principle"} and norm.get("who") in whos.get(act, (norm.get("who"),)):
            _principle(sheet, rules["acts"].get(act), norm)
        _principle(sheet, rules["kinds"].get(norm.kind) or rules["cadences"].get(norm.get("of") or ""), norm)
        if norm.kind == "role" and norm.get("unit") == "working_group":
            _principle(sheet, "group_lists", norm)
        if norm.kind == "role" and norm.get("role") == "member":
            _principle(sheet, "member_counts", norm)
        if norm.kind == "body" and norm.get("renamed"):
            _principle(sheet, "one_body_many_names", norm)
    effect = next((norm for norm in sheet.of("effect")), None)
    if effect:
        _principle(sheet, "brings_into_force", effect)
        if sheet.law.replaces:
            _principle(sheet, "supersession", effect)


def _principle(sheet: Sheet, feature: str | None, norm: Norm) -> None:
    if feature and not any(entry["feature"] == feature for entry in _all(sheet, "principles")):
        sheet.add("principles", {"feature": feature}, norm)


def fill_sights(sheet: Sheet) -> None:
    """Fill who may see what where the text says that work is open."""
    for norm in sheet.of("principle", "power"):
        for says in sheet.rules["sights"].get(norm.get("act"), ()):
            roles = sheet.roles(says["roles"])
            entry = {"roles": roles, "sees": list(says["sees"]), "scope": says["scope"]}
            if roles and not any(
                same["roles"] == roles and same["sees"] == entry["sees"] for same in _all(sheet, "sights")
            ):
                sheet.add("sights", entry, norm)


def fill_fields(sheet: Sheet) -> None:
    """Fill the fields of work that the text gives to a seat."""
    for norm in sheet.of("field"):
        seats = {seat["holder"]: seat["id"] for seat in _all(sheet, "seats")}
        lead = seats.get(norm.get("lead"))
        if lead:
            partners = [seats[post] for post in norm.get("partners") or () if post in seats]
            entry: Entry = {
                "id": sheet.free_id("fields", "field"),
                "title": {"vi": norm.get("title"), "en": norm.get("title")},
                "lead": lead,
            }
            sheet.add("fields", entry | ({"partners": partners} if partners else {}), norm)
