"""The part of a report in which every duty and solution stands with what shows it (PURE)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from chidao.kernel.wording import Text
from chidao.reports.rules.figures import Entry, Section

LISTED: Final = "listed"
TITLE: Final = Text("Từng nhiệm vụ, giải pháp và minh chứng", "Each duty and solution with its evidence")


def listed_section(entries: Iterable[Entry]) -> Section:
    """Return the part that lists each."""
    return Section(key=LISTED, title=TITLE, entries=tuple(entries))
