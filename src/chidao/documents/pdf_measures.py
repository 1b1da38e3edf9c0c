"""The measures of a formality as the template of the PDF takes them: page, looks, rules, and the letters' own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from chidao.documents.formalities import Component, Formality
from chidao.documents.layout import CELL_PADDING_MM, FOOT_SHARES, HEAD_SHARES, SALUTATION_MM, SIGNING_ROOM_PT
from chidao.documents.print_font import print_font

# Times New Roman's letters over and under the line, and its single line spacing, as parts of the size.
ASCENT: Final = 0.891
DESCENT: Final = 0.216
LINE: Final = 1.149


def measures(formality: Formality) -> dict[str, Any]:
    """Return the measures that the template is given."""
    return {
        "font": print_font().families(),
        "page": dict(formality.page_mm),
        "margins": _chosen(formality.margins_mm),
        "body": _chosen(formality.body),
        "rules": _chosen(formality.rules),
        "styles": {name: _style(each) for name, each in formality.components.items()},
        "ascent": ASCENT,
        "descent": DESCENT,
        "line": LINE,
        "head_shares": HEAD_SHARES,
        "foot_shares": FOOT_SHARES,
        "salutation_mm": SALUTATION_MM,
        "signing_room_pt": SIGNING_ROOM_PT,
        "cell_padding_mm": CELL_PADDING_MM,
    }


def _chosen(ranges: Mapping[str, Any]) -> dict[str, float]:
    return {name: each.chosen for name, each in ranges.items()}


def _style(component: Component) -> dict[str, Any]:
    size = component.size_pt.chosen
    return {"size": size, "bold": component.bold, "italic": component.italic, "align": component.align}
