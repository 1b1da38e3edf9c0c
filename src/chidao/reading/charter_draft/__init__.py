"""PURE: a charter proposed from the rules found in a text, each entry with the place it was read from.

A draft says what the text says; what it leaves open is listed as missing and stays null or empty. It is for a person to
accept, correct or reject.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from chidao.kernel.vietnamese import slug
from chidao.reading.charter_draft.draft import Draft, Entry, Proposal, Sheet
from chidao.reading.charter_draft.head import clauses_of, head_of
from chidao.reading.charter_draft.rules import (
    fill_duties,
    fill_fields,
    fill_limits,
    fill_powers,
    fill_principles,
    fill_sights,
    fill_signatures,
    fill_stand_ins,
)  # fmt: skip
from chidao.reading.charter_draft.seats import fill_agencies, fill_counts, fill_roles, fill_seats, fill_units
from chidao.reading.charter_draft.written import draft_as_yaml
from chidao.reading.norms import Norm, Words
from chidao.reading.tree import Law

__all__ = ["Draft", "Proposal", "draft_as_yaml", "draft_charter"]

_MAKERS: Final = (
    fill_units, fill_agencies, fill_roles, fill_seats, fill_powers, fill_stand_ins, fill_limits, fill_duties,
    fill_signatures, fill_fields, fill_counts, fill_principles, fill_sights, clauses_of,
)  # fmt: skip
_ORDER: Final = (
    "clauses", "agencies", "units", "roles", "seats", "powers", "stand_ins", "limits", "duties", "sights", "signatures",
    "fields", "counts", "principles",
)  # fmt: skip


def draft_charter(
    law: Law,
    norms: Sequence[Norm],
    words: Words,
    rules: Mapping[str, Any],
    *,
    charter_id: str | None = None,
    body: str | None = None,
) -> Draft:
    """Return a charter drafted from a text and the rules found in it.

    `words` and `rules` are `norm_words()` and `draft_rules()` of `data.reading`. Without `charter_id` the charter
    is named by its number and symbol; without `body` the body by its name.
    """
    named = charter_id or _id(law)
    sheet = Sheet(law, tuple(norms), words, rules, named)
    head = head_of(sheet, named, body)
    for fill in _MAKERS:
        fill(sheet)
    charter: Entry = head | {name: sheet.sections[name] for name in _ORDER if sheet.sections.get(name)}
    charter.setdefault("clauses", [])
    if not any(duty["what"] == "meeting" for duty in charter.get("duties", ())):
        sheet.missing.append("duties.meeting")
    return Draft(charter, tuple(sheet.proposals), tuple(dict.fromkeys(sheet.missing)), sheet.official)


def _id(law: Law) -> str:
    document = law.document
    return slug(f"{document.number or ''} {document.symbol or ''}")[:24].strip("-") or "draft"
