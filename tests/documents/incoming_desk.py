"""The small body with a desk for papers that come in."""

# ruff: noqa: E501
from __future__ import annotations

from typing import Any, Final

from tests.charters_small import BESIDE, SMALL
from tests.factories import Founded, founded_body

DIRECTS: Final = "  - {id: direct-incoming, acts: [direct_incoming], roles: [head, second], clause: T1-2}\n"
KEEPS: Final = "  - {id: desk-incoming, acts: [register_incoming, present_incoming, answer_incoming, settle_incoming], roles: [secretary], clause: T1-beside-1}\n"
SHOWS: Final = "  - {feature: registers, clause: T1-1}\n"
CHARTER: Final = SMALL.replace("powers:\n", f"powers:\n{DIRECTS}", 1) + SHOWS
INSTALLED: Final = BESIDE.replace("powers:\n", f"powers:\n{KEEPS}", 1)


def with_desk() -> Founded:
    """Found the small body: its secretary keeps the register, its head and second direct."""
    return founded_body(charter=CHARTER, beside=INSTALLED)


def arrives(founded: Founded, **more: Any) -> int:
    """Register a paper; return its id."""
    number = more.pop("n", 1)
    given = {"symbol": f"{number}/STC-VP", "author": "Sở Tài chính", "kind": "CV", "title": f"Về việc số {number}"}
    return int(founded.do("register_incoming", **given | more).outcome["incoming"])
