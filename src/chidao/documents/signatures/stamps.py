"""How a signature looks on the page: a PDF page drawn by the typesetter, put into the file as it is.

The signing library's own text spaces Vietnamese letters badly; what is drawn here has the fonts of the papers,
embedded, as an archived file must (ISO 19005-2).
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Final

import typst

from chidao.documents.pdf import LOCAL
from chidao.documents.print_font import print_font
from chidao.documents.signatures.places import Place

TEMPLATE: Final = "typst/stamp.typ"
BLUE: Final = "#1f3f9f"
RED: Final = "#c00000"
BLACK: Final = "#000000"
# The size of what an agency's signature says (NĐ 30/2020, Phụ lục I, mục II.8.c).
SIZE_PT: Final = 10.0


def picture_stamp(place: Place, png: bytes) -> bytes:
    """Draw a picture into a place: the signer's own signature, the agency's seal."""
    return _drawn(place, picture=png)


def signer_stamp(place: Place, name: str, at: datetime) -> bytes:
    """Draw what stands for a signature of which no picture is kept: who signed and when, in blue."""
    return _drawn(place, lines=("Ký số bởi:", name, said_at(at)), colour=BLUE, size=8.5)


def seal_stamp(place: Place, agency: str, at: datetime) -> bytes:
    """Draw what stands for a seal of which no picture is kept: the agency and when, in red."""
    day, hour = said_at(at).split("T")
    return _drawn(place, lines=(agency, day, f"T{hour}"), colour=RED, size=7.5)


def corner_stamp(place: Place, label: str, at: datetime) -> bytes:
    """Draw what an agency's signature says on an attachment: number and symbol, and when, black, without a picture."""
    return _drawn(place, lines=(label, said_at(at)), colour=BLACK, framed=False)


def said_at(at: datetime) -> str:
    """Write an instant as ISO 8601 in Viet Nam's hours: "2022-06-06T08:30:00+07:00"."""
    return at.astimezone(LOCAL).isoformat(timespec="seconds")


def _drawn(
    place: Place,
    *,
    lines: tuple[str, ...] = (),
    picture: bytes = b"",
    colour: str = BLACK,
    size: float = SIZE_PT,
    framed: bool = True,
) -> bytes:
    left, bottom, right, top = place.box
    said = {
        "width": right - left, "height": top - bottom, "lines": lines, "picture": list(picture), "colour": colour,
        "size": size, "framed": framed, "font": print_font().families(),
    }  # fmt: skip
    made = typst.compile(
        _template(), format="pdf", font_paths=print_font().fonts, pdf_standards="a-2b", pdf_tags=False, timestamp=0,
        sys_inputs={"stamp": json.dumps(said, ensure_ascii=False)},
    )  # fmt: skip
    assert isinstance(made, bytes)
    return made


@cache
def _template() -> bytes:
    return resources.files("chidao.data").joinpath(TEMPLATE).read_bytes()
