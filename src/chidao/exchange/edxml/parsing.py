"""A stranger's edXML file taken apart, in the limited process only: bytes in, plain values out as JSON.

Nothing outside the file is fetched and no entity is put in its place: a file that declares a document type is refused
before it is parsed. Attached files come out of their zip with bounded sizes; a name with a path in it refuses all.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

from lxml import etree

MEGABYTE: Final = 1024 * 1024
DEEPEST: Final = 40
MOST_ELEMENTS: Final = 20_000
LONGEST_WORDS: Final = 200_000
MOST_FILES: Final = 50
LARGEST_FILE: Final = 25 * MEGABYTE
LARGEST_OF_ALL: Final = 60 * MEGABYTE
LONGEST_NAME: Final = 200

_DECLARES: Final = re.compile(r"<!\s*(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST)", re.IGNORECASE)
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_CONTENT: Final = ("contenttransferencoded", "content", "attachmentcontent", "data")
_NAMES: Final = ("attachmentname", "filename", "name")
_TYPES: Final = ("contenttype", "filetype")
_PATH: Final = re.compile(r"[/\\:\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]|^\.|\.\.")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/=\s]*")


class NotTaken(Exception):
    """The file is refused; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def taken_apart(data: bytes) -> dict[str, Any]:
    """Return `{"root", "namespace", "files", "faults", "signed"}`; a node is `[name, words, children]`.

    Raises NotTaken: not XML, another coding, declarations, too deep, too much, a path in a file's name.
    """
    root = _parsed(_decoded(data))
    _measure(root)
    faults: list[list[str]] = []
    files = list(_files(root, faults))
    if sum(len(each["data"]) for each in files) > LARGEST_OF_ALL * 4 // 3:
        raise NotTaken("unpacks_too_large")
    return {
        "root": _plain(root),
        "namespace": etree.QName(root).namespace or "",
        "files": files,
        "faults": faults,
        "signed": any(_local(element) == "signaturevalue" for element in root.iter()),
    }


def _decoded(data: bytes) -> str:
    """Return the characters of the file, in UTF-8 or in UTF-16 that says so by its mark, without the declaration."""
    coding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        words = data.decode(coding)
    except UnicodeDecodeError as error:
        raise NotTaken("other_coding") from error
    if _DECLARES.search(words):
        raise NotTaken("xml_declares_entities")
    return _DECLARATION.sub("", words, count=1)


def _parsed(words: str) -> Any:
    # The text of one attached file is longer than libxml2 takes by itself; what that guard is for is refused above.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True, remove_pis=True,
        encoding="utf-8",
    )  # fmt: skip
    try:
        return etree.fromstring(words.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotTaken("xml_broken") from error


def _measure(root: Any) -> None:
    depth = count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > DEEPEST or count > MOST_ELEMENTS:
            raise NotTaken("file_too_heavy")


def _files(root: Any, faults: list[list[str]]) -> Iterator[dict[str, str]]:
    """Take the files out of the tree: what stays of each is what is said of it."""
    held = [element for element in root.iter() if _local(element) == "attachment"]
    if len(held) > MOST_FILES:
        raise NotTaken("file_too_heavy")
    for element in held:
        yield from _file(element, faults)


def _file(element: Any, faults: list[list[str]]) -> Iterator[dict[str, str]]:
    content = next((each for each in element if _local(each) in _CONTENT), None if len(element) else element)
    said = {_local(each): (each.text or "").strip() for each in element if each is not content}
    name = next((said[each] for each in _NAMES if said.get(each)), "")
    encoded = (content.text or "").strip() if content is not None else ""
    if content is not None:
        content.text = None
    if not encoded:
        faults.append(["attachment_empty", name])
        return
    kind = next((said[each] for each in _TYPES if said.get(each)), "")
    told = {"type": kind, "id": said.get("contentid", ""), "description": said.get("description", "")}
    for inner, data in _unpacked(name, _bytes(encoded, name, faults), faults):
        yield told | {"name": _fit(inner), "data": base64.b64encode(data).decode()}


def _bytes(encoded: str, name: str, faults: list[list[str]]) -> bytes:
    if _BASE64.fullmatch(encoded):
        with suppress(binascii.Error):
            return base64.b64decode("".join(encoded.split()))
    faults.append(["attachment_damaged", name])
    return b""


def _unpacked(name: str, data: bytes, faults: list[list[str]]) -> Iterator[tuple[str, bytes]]:
    """Yield the files in a zip, or the file itself where it is none (or is an office file, which is a zip too)."""
    if not data:
        return
    if not data.startswith(b"PK\x03\x04"):
        yield name, _bounded(data)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [each for each in archive.infolist() if not each.is_dir()]
            if any(each.filename == "[Content_Types].xml" for each in parts):
                yield name, _bounded(data)
                return
            _check(parts)
            for each in parts:
                named = each.filename if len(parts) > 1 or not name or name.lower().endswith(".zip") else name
                yield named, _bounded(archive.open(each).read(LARGEST_FILE + 1))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        faults.append(["attachment_damaged", name])


def _check(parts: list[zipfile.ZipInfo]) -> None:
    for each in parts:
        _fit(each.filename)
    if len(parts) > MOST_FILES or sum(each.file_size for each in parts) > LARGEST_OF_ALL:
        raise NotTaken("unpacks_too_large")
    if any(each.file_size > LARGEST_FILE for each in parts):
        raise NotTaken("unpacks_too_large")


def _bounded(data: bytes) -> bytes:
    if len(data) > LARGEST_FILE:
        raise NotTaken("unpacks_too_large")
    return data


def _fit(name: str) -> str:
    if _PATH.search(name) or len(name) > LONGEST_NAME:
        raise NotTaken("name_with_path")
    return name


def _plain(element: Any) -> list[Any]:
    children = [_plain(child) for child in element if isinstance(child.tag, str)]
    return [_local(element), (element.text or "").strip()[:LONGEST_WORDS], children]


def _local(element: Any) -> str:
    """Return an element's name as it is compared: without prefix, in small letters, with one spelling of business."""
    return str(etree.QName(element).localname).lower().replace("bussiness", "business")


def main() -> None:
    """Read the file on the input, write what was found or why it is refused."""
    try:
        answer = taken_apart(sys.stdin.buffer.read())
    except NotTaken as refused:
        answer = {"refused": refused.code}
    except (MemoryError, RecursionError):
        answer = {"refused": "file_too_heavy"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
