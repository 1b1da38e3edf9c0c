"""Who did it and by what right, as rows keep it beside the event."""

from __future__ import annotations

from chidao.acts.runner import Doing


def by_whom(doing: Doing) -> dict[str, object]:
    """Return the legal actor with their basis as plain data: `person`, `seat`, `says`, `basis` (wording), `clause`."""
    return {
        "person": doing.by.person,
        "seat": doing.by.seat,
        "says": doing.by.says.as_data(),
        "basis": doing.basis.says.as_data(),
        "clause": doing.basis.clause,
    }
