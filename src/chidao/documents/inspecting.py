"""What a stranger's file hides (PURE): bombs, macros, entities, a second format behind the first, an end cut off.

Nothing is parsed but the outermost frame, and nothing is kept of what is unpacked: an office file is read part by part
in small pieces, so that memory stays small whatever its sizes say. Each finding is a word that `uploads` puts into a
sentence.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final, Literal

Finding = Literal[
    "file_damaged", "unpacks_too_large", "has_macros", "holds_archive", "xml_declares_entities", "has_password",
    "two_kinds", "cut_off", "too_many_pixels",
]  # fmt: skip

MOST_PARTS: Final = 5_000
MOST_PIXELS: Final = 150_000_000
"""An A3 sheet scanned at 600 dpi has 70 million; a picture of more is made to break whoever opens it."""
SMALLEST_PDF: Final = 300
"""In bytes; no page can be written in fewer, so what is shorter has no end to look for."""
PIECE: Final = 64 * 1024
MOST_STEPS: Final = 20_000
"""How many pieces of a picture are stepped over."""
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How .doc and .xls begin, and a .docx or .xlsx with a password."""

_ARCHIVES: Final = (".zip", ".rar", ".7z", ".gz", ".docm", ".xlsm", ".dotm", ".xltm", ".exe", ".js", ".vbs", ".jar")
_DECLARATIONS: Final = tuple(
    word.encode(coding) for word in ("<!DOCTYPE", "<!ENTITY") for coding in ("ascii", "utf-16-le", "utf-16-be")
)
_LONGEST_DECLARATION: Final = max(map(len, _DECLARATIONS))
_MACRO_TYPE: Final = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
_PDF_LOCKED: Final = re.compile(rb"/Encrypt\s+\d+\s+\d+\s+R")
_END_OF_PDF: Final = b"%%EOF"
# JPEG: the markers before a frame's height and width; those without a length of their own.
_FRAMES: Final = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})
_BARE: Final = frozenset({0x01, *range(0xD0, 0xD9)})


def in_office_file(data: bytes, *, main_part: str, largest: int) -> Iterator[Finding]:
    """Yield what speaks against a .docx or .xlsx; its parts are unpacked only if the list of them is sound."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = list(_listed(archive.infolist(), main_part, largest))
            yield from found or _unpacked(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError, RuntimeError):
        yield "file_damaged"


def in_pdf(data: bytes) -> Iterator[Finding]:
    """Yield what speaks against a .pdf: a password, an archive behind it, an end cut off."""
    if _PDF_LOCKED.search(data):
        yield "has_password"
    if _is_archive_too(data):
        yield "two_kinds"
    if len(data) >= SMALLEST_PDF and _END_OF_PDF not in data[-4096:]:
        yield "cut_off"


def in_png(data: bytes) -> Iterator[Finding]:
    """Yield what speaks against a .png: more pixels than any scan has, an end cut off, something after it."""
    place, seen, steps = 8, b"", 0
    while seen != b"IEND":
        length, seen = int.from_bytes(data[place : place + 4]), data[place + 4 : place + 8]
        if seen == b"IHDR" and int.from_bytes(data[16:20]) * int.from_bytes(data[20:24]) > MOST_PIXELS:
            yield "too_many_pixels"
        place, steps = place + 12 + length, steps + 1
        if place > len(data) or steps > MOST_STEPS:
            yield "cut_off"
            return
    if place < len(data):
        yield "two_kinds"


def in_jpeg(data: bytes) -> Iterator[Finding]:
    """Yield what speaks against a .jpg: more pixels than any scan has, an archive behind it, an end cut off."""
    sides = _sides_of_jpeg(data)
    if sides is None or b"\xff\xd9" not in data[-65536:]:
        yield "cut_off"
    elif sides[0] * sides[1] > MOST_PIXELS:
        yield "too_many_pixels"
    if _is_archive_too(data):
        yield "two_kinds"


def _listed(parts: list[zipfile.ZipInfo], main_part: str, largest: int) -> Iterator[Finding]:
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > largest:
        yield "unpacks_too_large"
    if not {"[Content_Types].xml", main_part} <= names or any(part.flag_bits & 1 for part in parts):
        yield "file_damaged"
    if len(names) < len(parts) or any(_leads_out(name) for name in names):
        yield "file_damaged"
    if any(_is_active(name) for name in names):
        yield "has_macros"
    if any(name.lower().endswith(_ARCHIVES) for name in names):
        yield "holds_archive"


def _unpacked(archive: zipfile.ZipFile) -> Iterator[Finding]:
    """Unpack every part once, keeping nothing: a size that lies, a sum that is wrong show as damage."""
    for part in archive.infolist():
        is_types, is_xml = part.filename == "[Content_Types].xml", part.filename.lower().endswith((".xml", ".rels"))
        tail = b""
        with archive.open(part) as opened:
            while piece := opened.read(PIECE):
                seen = tail + piece
                if is_types and _MACRO_TYPE.search(seen):
                    yield "has_macros"
                    return
                if is_xml and any(word in seen for word in _DECLARATIONS):
                    yield "xml_declares_entities"
                    return
                tail = seen[-_LONGEST_DECLARATION:]


def _leads_out(name: str) -> bool:
    """Tell whether a part's name would leave the folder that somebody unpacks the file into."""
    return name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name)


def _is_active(part: str) -> bool:
    """Tell whether a part of an office file can run: macros, ActiveX controls, embedded programs."""
    lowered = part.lower()
    return lowered.endswith("vbaproject.bin") or "/activex/" in lowered or "/macrosheets/" in lowered


def _is_archive_too(data: bytes) -> bool:
    """Tell whether what begins as something else can be opened as a zip as well."""
    if b"PK\x05\x06" not in data[-70_000:]:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return bool(archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return False


def _sides_of_jpeg(data: bytes) -> tuple[int, int] | None:
    """Return the height and width that a JPEG's frame tells; None for one that ends before it."""
    place = 2
    for _ in range(MOST_STEPS):
        if place + 9 > len(data) or data[place] != 0xFF:
            return None
        marker = data[place + 1]
        if marker in _FRAMES:
            return int.from_bytes(data[place + 5 : place + 7]), int.from_bytes(data[place + 7 : place + 9])
        place += 1 if marker == 0xFF else 2 if marker in _BARE else 2 + int.from_bytes(data[place + 2 : place + 4])
    return None
