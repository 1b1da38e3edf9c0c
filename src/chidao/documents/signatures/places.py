"""Where signatures stand on a page (PURE but for the query). NĐ 30/2020, Phụ lục I, mục II.7, II.8.

The signer's image stands in the middle of the room that the paper leaves between title and name; the agency's seal, in
its real size, over a third of the signature at its left. Lengths are points from the lower left corner of the page.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from chidao.documents.formalities import Formality
from chidao.documents.measure import MM_PER_POINT
from chidao.documents.paper import Paper
from chidao.documents.pdf import signing_places

SIGNER: Final = "signer"
# How large the picture of a signature, and of a seal, may be drawn (mm).
SIGNATURE_MM: Final = (55.0, 20.0)
LARGEST_SEAL_MM: Final = 50.0
OVERLAP: Final = 1 / 3
GAP_PT: Final = 4.0
# Without pictures: the words for a signature, and beside them those for a seal (mm).
SIGNATURE_WORDS_MM: Final = (46.0, 16.0)
SEAL_WORDS_MM: Final = (27.0, 16.0)
# The agency's signature on a file of its own: at the right, in the top margin of its first page (mm).
CORNER_MM: Final = (62.0, 13.0)
CORNER_FROM_EDGE_MM: Final = (15.0, 4.0)
_PNG: Final = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A rectangle of a page; `page` counts from 1."""

    page: int
    left: float
    bottom: float
    width: float
    height: float

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Return its corners as whole points: lower left, upper right."""
        ends = (self.left, self.bottom, self.left + self.width, self.bottom + self.height)
        left, bottom, right, top = (round(end) for end in ends)
        return left, bottom, right, top


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a picture, in points."""

    width: float
    height: float


def signer_room(paper: Paper, formality: Formality) -> Place | None:
    """Return the room for the signer's signature, as it was printed; None for a paper that nobody signs."""
    marks = [each for each in signing_places(paper, formality) if each["name"] == SIGNER]
    return _room(marks[0], formality) if marks else None


def _room(mark: Mapping[str, Any], formality: Formality) -> Place:
    height = _points(mark["height"])
    return Place(
        page=int(mark["at"]["page"]),
        left=_points(mark["at"]["x"]),
        bottom=formality.page_mm["height"] / MM_PER_POINT - _points(mark["at"]["y"]),
        width=formality.text_width_mm() / MM_PER_POINT * float(mark["share"]),
        height=height,
    )


def _points(length: str) -> float:
    return float(length.removesuffix("pt"))


def signature_place(room: Place, picture: Size | None) -> Place:
    """Return where the signature stands in its room: in the middle, as large as it may be, its shape kept."""
    size = _within(picture, _size_mm(*SIGNATURE_MM)) if picture else _size_mm(*SIGNATURE_WORDS_MM)
    size = _within(size, Size(room.width, room.height))
    return _centred(room.page, room.left + room.width / 2, room.bottom + room.height / 2, size)


def seal_place(signature: Place, picture: Size | None) -> Place:
    """Return where the seal stands: in its real size, over a third of the signature at its left.

    Words that stand for a seal end where the signature begins, since they could not be read over it.
    """
    size = _within(picture, _size_mm(LARGEST_SEAL_MM, LARGEST_SEAL_MM)) if picture else _size_mm(*SEAL_WORDS_MM)
    right = signature.left + (signature.width * OVERLAP if picture else -GAP_PT)
    middle = max(right - size.width / 2, size.width / 2)
    return _centred(signature.page, middle, signature.bottom + signature.height / 2, size)


def corner_place(page_width: float, page_height: float) -> Place:
    """Return the place at the top right of a first page, for an attachment in a file of its own."""
    size, edge = _size_mm(*CORNER_MM), _size_mm(*CORNER_FROM_EDGE_MM)
    left, bottom = page_width - edge.width - size.width, page_height - edge.height - size.height
    return Place(page=1, left=left, bottom=bottom, width=size.width, height=size.height)


def picture_size(png: bytes) -> Size | None:
    """Return how large a PNG picture is, by the resolution it says; by one of 300 dots an inch where it says none."""
    pixels = png_pixels(png)
    if pixels is None:
        return None
    dots = _dots_per_metre(png) or 300 / 0.0254
    return Size(*(pixel / dots * 1000 / MM_PER_POINT for pixel in pixels))


def png_pixels(png: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels (PNG 1.2, section 4.1.1); None for what is no PNG picture."""
    if not png.startswith(_PNG) or png[12:16] != b"IHDR" or len(png) < 33:
        return None
    width, height = struct.unpack(">II", png[16:24])
    return (width, height) if width and height else None


def is_transparent(png: bytes) -> bool:
    """Tell whether a PNG picture has a ground that can be seen through: an alpha channel, or a transparent colour."""
    return png[25:26] in (b"\x04", b"\x06") or b"tRNS" in png[:4096]


def _dots_per_metre(png: bytes) -> int:
    at = png.find(b"pHYs", 0, 4096)
    if at < 0 or len(png) < at + 13 or png[at + 12] != 1:
        return 0
    dots: int = struct.unpack(">I", png[at + 4 : at + 8])[0]
    return dots


def _size_mm(width: float, height: float) -> Size:
    return Size(width / MM_PER_POINT, height / MM_PER_POINT)


def _within(size: Size, most: Size) -> Size:
    less = min(1.0, most.width / size.width, most.height / size.height)
    return Size(size.width * less, size.height * less)


def _centred(page: int, x: float, y: float, size: Size) -> Place:
    return Place(page=page, left=x - size.width / 2, bottom=y - size.height / 2, width=size.width, height=size.height)


def place_of(page: int, rect: Sequence[float]) -> Place:
    """Return a rectangle of a PDF file as a place."""
    left, right = sorted((float(rect[0]), float(rect[2])))
    bottom, top = sorted((float(rect[1]), float(rect[3])))
    return Place(page=page, left=left, bottom=bottom, width=right - left, height=top - bottom)
