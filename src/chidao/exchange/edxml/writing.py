"""The strict writer: an edXML file in the order of the format, or every reason why a message may not go out."""

from __future__ import annotations

import base64
import dataclasses
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from lxml import etree

from chidao.exchange.edxml.model import NAMESPACE, AnyMessage, Attached, DocumentMessage, StatusMessage
from chidao.exchange.rules import against_document, against_status
from chidao.kernel.days import VIET_NAM
from chidao.kernel.errors import BadInput, raise_if_any

DAY: Final = "%Y/%m/%d"
SECOND: Final = "%Y/%m/%d %H:%M:%S"
XLINK: Final = "http://www.w3.org/1999/xlink"
_SAME_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The date of files in a zip: the same file always makes the same bytes."""


def write_message(message: AnyMessage) -> bytes:
    """Return a message as an edXML file. Raises BadInput with every reason why it may not go out so."""
    if isinstance(message, StatusMessage):
        raise_if_any(BadInput, against_status(message))
        return _written(_status(message))
    raise_if_any(BadInput, against_document(message))
    return _written(_document(message))


def packed(name: str, data: bytes) -> bytes:
    """Return a zip that holds one file."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name, _SAME_DAY), data, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _written(root: Any) -> bytes:
    etree.indent(root, space=" ")
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written


def _document(message: DocumentMessage) -> Any:
    root, header, envelope = _frame()
    _fill(_child(header, "MessageHeader"), message.header)
    _fill(_child(header, "TraceHeaderList", version="1.0"), message.traces)
    manifest = _child(_child(envelope, "edXMLBody"), "edXMLManifest", version="1.0")
    encoded = _child(root, "AttachmentEncoded") if message.attachments else None
    for attached in message.attachments:
        _refer(manifest, attached)
        _attach(encoded, attached)
    return root


def _status(message: StatusMessage) -> Any:
    root, header, envelope = _frame()
    _fill(_child(header, "Status"), message)
    _child(envelope, "edXMLBody")
    return root


def _frame() -> tuple[Any, Any, Any]:
    root = etree.Element(f"{{{NAMESPACE}}}edXML", nsmap={None: NAMESPACE})
    envelope = _child(root, "edXMLEnvelope")
    return root, _child(envelope, "edXMLHeader"), envelope


def _refer(manifest: Any, attached: Attached) -> None:
    reference = etree.SubElement(manifest, f"{{{NAMESPACE}}}Reference", nsmap={"xlink": XLINK})
    reference.set(f"{{{XLINK}}}href", f"cid:{attached.content_id}")
    for name, words in (
        ("ContentId", attached.content_id),
        ("ContentType", attached.content_type),
        ("Description", attached.description),
        ("AttachmentName", attached.name),
    ):
        _child(reference, name).text = words


def _attach(encoded: Any, attached: Attached) -> None:
    held = _child(encoded, "Attachment")
    for name, words in (
        ("ContentType", attached.content_type),
        ("ContentId", attached.content_id),
        ("Description", attached.description),
        ("ContentTransferEncoded", base64.b64encode(packed(attached.name, attached.data)).decode()),
        ("AttachmentName", attached.name),
    ):
        _child(held, name).text = words


def _fill(element: Any, value: Any) -> None:
    for field in dataclasses.fields(value):
        for child, said in _children(field, getattr(value, field.name)):
            _put(_child(element, child), said, field.metadata["item"])


def _children(field: dataclasses.Field[Any], said: Any) -> Iterator[tuple[str, Any]]:
    """Yield tag and value of each element that a field becomes; what is not said becomes none."""
    name = field.metadata["tag"]
    if isinstance(said, tuple) and not field.metadata["item"]:
        yield from ((name, each) for each in said)
    elif said not in ("", None, ()):
        yield name, said


def _put(element: Any, said: Any, item: str) -> None:
    if isinstance(said, tuple):
        for each in said:
            _put(_child(element, item), each, "")
    elif dataclasses.is_dataclass(said):
        _fill(element, said)
    else:
        element.text = _words(said)


def _words(said: object) -> str:
    if isinstance(said, datetime):
        return said.astimezone(VIET_NAM).strftime(SECOND)
    return said.strftime(DAY) if isinstance(said, date) else str(said)


def _child(parent: Any, name: str, **attributes: str) -> Any:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
