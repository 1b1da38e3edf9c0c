"""Codes for what a text names and has no code for: a charter's id, its clauses, roles, seats… (PURE)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from chidao.kernel.vietnamese import slug

_LONGEST: Final = 48
_NAMES: Final = frozenset({"units", "roles"})
_STANDARD_UNITS: Final = frozenset({"committee", "group", "office", "agencies", "oversight", "system", "public"})


def code_of(words: str, joint: str = "-") -> str:
    """Return words as a code that is not too long for one."""
    return slug(words, joint)[:_LONGEST].strip(joint)


def initials(words: str) -> str:
    """Return the first letters of words, in capitals: a body's code until somebody chooses one."""
    return "".join(code_of(word)[:1] for word in words.split()).upper()[:20] or "BAN"


def charter_code(number: str | None, symbol: str | None) -> str:
    """Return a charter's id from its number and symbol."""
    return code_of(f"{number or ''} {symbol or ''}").upper() or "QC"


def code_for(section: str, entry: Mapping[str, Any], charter: str, used: Mapping[str, object]) -> str:
    """Return a code for an entry that no other entry of its section has; it is made of what the entry says."""
    joint = "_" if section in _NAMES else "-"
    wanted = _wanted(section, entry, charter) or section.rstrip("s")
    wanted = f"x{joint}{wanted}" if section in _NAMES and not wanted[0].isalpha() else wanted
    code, number = wanted, 1
    while code in used:
        number += 1
        code = f"{wanted}{joint}{number}"
    return code


def foreign_code(section: str, name: str) -> str:
    """Return a code for a name taken from a charter that is not at hand."""
    code = code_of(name, "_" if section in _NAMES else "-") or section.rstrip("s")
    return f"x_{code}" if section in _NAMES and not code[0].isalpha() else code


def _wanted(section: str, entry: Mapping[str, Any], charter: str) -> str:
    return _WANTED.get(section, _by_title)(entry) if section != "clauses" else f"{charter}-{_by_label(entry)}"


def _by_label(clause: Mapping[str, Any]) -> str:
    return code_of(clause["label"], ".").removeprefix("d").strip(".")[:12].strip(".") or "x"


def _by_title(entry: Mapping[str, Any]) -> str:
    return code_of(entry["title"]["vi"])


def _unit(unit: Mapping[str, Any]) -> str:
    return str(unit["kind"]) if unit["kind"] in _STANDARD_UNITS else code_of(unit["name"]["vi"], "_")


def _role(role: Mapping[str, Any]) -> str:
    first = (role.get("bears") or [""])[0]
    return _STANDARD_ROLES.get(first) or code_of(role["title"]["vi"], "_")


_STANDARD_ROLES: Final = {
    "CHAIR": "chair", "STANDING_VICE_CHAIR": "standing_vice_chair", "VICE_CHAIR": "vice_chair", "MEMBER": "member",
    "WG_LEAD": "group_lead", "AGENCY_HEAD": "agency_head",
}  # fmt: skip
_WANTED: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "units": _unit,
    "roles": _role,
    "agencies": lambda agency: code_of(agency["name"]),
    "seats": lambda seat: code_of(f"{seat['role']} {seat.get('agency') or ''}"),
    "powers": lambda power: code_of(power["acts"][0]),
    "counts": lambda count: f"count-{code_of(count['unit'])}",
    "duties": lambda duty: code_of(f"{duty['unit']} {duty['what']}"),
    "limits": lambda limit: f"limit-{code_of(limit['acts'][0])}",
}
