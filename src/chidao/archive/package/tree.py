"""XML written: elements with their attributes and children, and the namespaces of the package's files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from lxml import etree

METS: Final = "http://www.loc.gov/METS/"
XLINK: Final = "http://www.w3.org/1999/xlink"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
CSIP: Final = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
SIP: Final = "https://DILCIS.eu/XML/METS/SIPExtensionMETS"
PREMIS: Final = "http://www.loc.gov/premis/v3"
EAD: Final = "urn:isbn:1-931666-22-9"
Element = Any
Child = Element | str | None


class Maker:
    """Makes elements of one namespace: `m("file", {"ID": "f1"}, child, "text")`; attributes of None are left out."""

    def __init__(self, namespace: str, prefixes: Mapping[str | None, str]) -> None:
        self.namespace = namespace
        self.prefixes = dict(prefixes)

    def __call__(
        self, name: str, attributes: Mapping[str, object | None] | None = None, /, *children: Child
    ) -> Element:
        """Return an element with attributes and children in order."""
        made = etree.Element(f"{{{self.namespace}}}{name}", nsmap=self.prefixes)
        for key, value in (attributes or {}).items():
            if value is not None:
                made.set(key, str(value))
        for child in children:
            if isinstance(child, str):
                made.text = (made.text or "") + child
            elif child is not None:
                made.append(child)
        return made


def in_namespace(namespace: str, name: str) -> str:
    """Return the full name of an attribute of a namespace."""
    return f"{{{namespace}}}{name}"


def grown(parent: Element, children: Iterable[Element | None]) -> Element:
    """Add children to an element and return it."""
    for child in children:
        if child is not None:
            parent.append(child)
    return parent


def document(root: Element) -> bytes:
    """Return a tree as the bytes of a file: UTF-8, indented, a line break at its end."""
    etree.indent(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written + b"\n"
