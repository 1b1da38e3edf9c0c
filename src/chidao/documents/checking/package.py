"""The parts of a .docx as XML, read without trust: no document types, no entities, nothing fetched, sizes bounded."""

from __future__ import annotations

import io
import posixpath
import zipfile
from functools import cached_property
from typing import Any, Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
VML: Final = "{urn:schemas-microsoft-com:vml}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# The strict form of the standard has names of its own for the same things.
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", A[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", WP[1:-1].encode()),
)
MOST_BYTES: Final = 64 * 1024 * 1024
_UNITS: Final = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "pi": 12.0, "px": 0.75}
_MM: Final = 25.4 / 72

Element = Any


class Damaged(Exception):
    """The file is no .docx that can be read."""


class TooHeavy(Exception):
    """The file holds more than is read."""


class Package:
    """An open .docx. Raises Damaged and TooHeavy."""

    def __init__(self, data: bytes) -> None:
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise Damaged from error
        self.names = set(self.archive.namelist())
        self.left = MOST_BYTES

    @cached_property
    def main(self) -> str:
        """The name of the part that holds the document."""
        for target, kind in self.related("").values():
            if kind == "officeDocument":
                return target
        raise Damaged

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to, by id: (part, kind); what stands outside the file is left out."""
        folder, name = posixpath.split(part)
        relations = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for each in () if relations is None else relations.iter(_RELATIONS):
            if each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
                found[each.get("Id", "")] = (target, each.get("Type", "").rpartition("/")[2])
        return found

    def part_of_kind(self, kind: str) -> Element | None:
        """Return the first part of a kind ("styles") that the document refers to, or None."""
        names = [target for target, each in self.related(self.main).values() if each == kind]
        return self.xml(names[0]) if names else None

    def xml(self, name: str) -> Element | None:
        """Return a part as XML, or None when there is none."""
        if name not in self.names:
            return None
        data = self._bytes(name)
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise Damaged
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Damaged from error

    def _bytes(self, name: str) -> bytes:
        try:
            with self.archive.open(name) as part:
                data = part.read(self.left + 1)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
            raise Damaged from error
        self.left -= len(data)
        if self.left < 0:
            raise TooHeavy
        return data


def child(element: Element | None, name: str) -> Element | None:
    """Return the child `name` of WordprocessingML, or None."""
    return None if element is None else element.find(f"{W}{name}")


def value(element: Element | None, name: str = "val") -> str | None:
    """Return an attribute of WordprocessingML, or None."""
    return None if element is None else element.get(f"{W}{name}")


def child_value(element: Element | None, name: str) -> str | None:
    """Return the `val` of a child, or None."""
    return value(child(element, name))


def is_on(element: Element | None) -> bool:
    """Tell whether an on-off element is on: it is there, and does not say no."""
    return element is not None and value(element) not in {"0", "false", "off", "none"}


def points(written: str | None, *, per_point: float = 20) -> float | None:
    """Return a length in points, None when unreadable; a bare number counts twentieths, or as `per_point` says."""
    if not written:
        return None
    unit = _UNITS.get(written[-2:])
    try:
        number = float(written[:-2] if unit else written)
    except ValueError:
        return None
    found = number * unit if unit else number / per_point
    return found if abs(found) < 1e5 else None


def millimetres(written: str | None, *, per_point: float = 20) -> float | None:
    """Return a length in millimetres, read as `points` reads it."""
    found = points(written, per_point=per_point)
    return None if found is None else found * _MM


def whole(written: str | None) -> int | None:
    """Return a whole number, or None."""
    text = (written or "").strip()
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 10 else None
