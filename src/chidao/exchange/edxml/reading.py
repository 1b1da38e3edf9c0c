"""The tolerant reader: any namespace, any order, missing parts; what it had to overlook is told as faults."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from chidao.documents.limited import TooHeavy, answer_of
from chidao.documents.uploads import LARGEST_FILE, MEGABYTE
from chidao.exchange.edxml.building import Builder, Node
from chidao.exchange.edxml.model import (
    NAMESPACE,
    AnyMessage,
    Attached,
    DocumentMessage,
    Header,
    StatusMessage,
    TraceList,
    document_id,
)
from chidao.exchange.rules import faults_of
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.vietnamese import nfc
from chidao.kernel.wording import Text

SECONDS: Final = 30
MEMORY: Final = 1_000 * MEGABYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The file's own signature (xmldsig): `state` is none, valid or invalid; the rest is what its certificate says.

    Valid means that the file is as it was signed by that key, not that the key's owner was looked into.
    """

    state: str = "none"
    subject: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A message as it was read, what was at fault in the file, and its signature."""

    message: AnyMessage
    faults: tuple[Reason, ...] = ()
    seal: Seal = Seal()


@lru_cache(maxsize=2)
def read_message(data: bytes) -> Read:
    """Read an edXML file.

    Raises BadInput: empty, too large, no XML, declaring entities, no message in it, or made to harm (zip bombs, paths
    in names). What is only missing or odd comes back as faults.
    """
    if not data.strip() or len(data) > LARGEST_FILE:
        raise BadInput(_reason("file_too_large" if data.strip() else "empty_file"))
    told = _answer("parsing", data)
    read = built(told)
    return replace(read, seal=Seal(**_answer("verifying", data))) if told["signed"] else read


def built(told: Mapping[str, Any]) -> Read:
    """Return the message in a file that was taken apart (`parsing`). Raises BadInput where there is none."""
    root = _node(told["root"])
    builder = Builder()
    message = _message(root, told, builder)
    faults = [_fault(code, name) for code, name in told["faults"]]
    faults += [_fault("unreadable_value", each) for each in builder.unread]
    if isinstance(message, DocumentMessage):
        faults += _unsent(root, message.attachments)
    if told["namespace"] != NAMESPACE:
        faults.append(_fault("other_namespace", told["namespace"] or "–"))
    return Read(message=message, faults=(*faults, *faults_of(message)))


def _answer(module: str, data: bytes) -> Any:
    try:
        written = answer_of(f"chidao.exchange.edxml.{module}", data=data, seconds=SECONDS, memory=MEMORY)
    except TooHeavy as error:
        raise BadInput(_reason("file_too_heavy")) from error
    try:
        said = json.loads(written)
    except ValueError as error:
        raise BadInput(_reason("file_damaged")) from error
    if "refused" in said:
        raise BadInput(_reason(str(said["refused"])))
    return said


def _node(told: list[Any]) -> Node:
    name, words, children = told
    return (str(name), nfc(str(words)), tuple(_node(each) for each in children))


def _message(root: Node, told: Mapping[str, Any], builder: Builder) -> AnyMessage:
    header = _first(root, "messageheader")
    if header is None:
        status = _first(root, "status")
        if status is None:
            raise BadInput(_reason("not_edxml"))
        said: StatusMessage = builder.made(StatusMessage, status)
        return said
    read: Header = builder.made(Header, header)
    traces = _first(root, "traceheaderlist") or _gathered(root)
    files = tuple(_attached(each, number) for number, each in enumerate(told["files"], 1))
    return DocumentMessage(header=_mended(read), traces=builder.made(TraceList, traces), attachments=files)


def _gathered(root: Node) -> Node:
    """Return the stations and the business of a file that has no list of them."""
    named = {"traceheader", "business"}
    return ("traceheaderlist", "", tuple(each for each in _walked(root) if each[0] in named))


def _mended(header: Header) -> Header:
    """Part a code that stands in one piece, and make the document's id where the file has none of the usual form."""
    code = header.code
    if not code.number and "/" in code.notation:
        number, _, notation = code.notation.partition("/")
        code = replace(code, number=number.strip(), notation=notation.strip())
    key = header.document_id
    if not key and code.label and header.promulgation.on and header.sender.organ_id:
        key = document_id(header.sender.organ_id, header.promulgation.on, code.label)
    return replace(header, code=code, document_id=key)


def _attached(told: Mapping[str, str], number: int) -> Attached:
    return Attached(
        name=nfc(told["name"]).strip() or f"tep-{number}",
        content_type=told["type"] or "application/octet-stream",
        description=nfc(told["description"]),
        content_id=told["id"].removeprefix("cid:"),
        data=base64.b64decode(told["data"]),
    )


def _unsent(root: Node, files: tuple[Attached, ...]) -> Iterator[Reason]:
    """Yield a fault for each file that the manifest names and that is not in the message."""
    have = {each.content_id for each in files} | {each.name for each in files}
    for node in _walked(root):
        if node[0] == "reference":
            said = {name: words for name, words, _ in node[2]}
            key, name = said.get("contentid", "").removeprefix("cid:"), said.get("attachmentname", "")
            if key not in have and name not in have and (key or name):
                yield _fault("attachment_missing", name or key)


def _walked(node: Node) -> Iterator[Node]:
    yield node
    for child in node[2]:
        yield from _walked(child)


def _first(node: Node, name: str) -> Node | None:
    return next((each for each in _walked(node) if each[0] == name), None)


def _fault(code: str, about: str) -> Reason:
    return Reason(code=code, says=_FAULTS[code].filled(about=about[:200]), field="file")


def _reason(code: str) -> Reason:
    return Reason(code=code, says=_REFUSALS.get(code, _REFUSALS["file_damaged"]), field="file", remedy=_REMEDY)


_FAULTS: Final = {
    "attachment_empty": Text("Tệp kèm theo “{about}” trống.", "The attached file “{about}” is empty."),
    "attachment_damaged": Text("Tệp kèm theo “{about}” hỏng.", "The attached file “{about}” is damaged."),
    "attachment_missing": Text(
        "Danh mục có tệp “{about}” mà gói tin không có.", "The manifest names “{about}”, which is not there."
    ),
    "unreadable_value": Text("Không đọc được {about}.", "{about} cannot be read."),
    "other_namespace": Text(
        "Gói tin dùng không gian tên {about}, khác QCVN 102:2016.",
        "The message is in the namespace {about}, other than QCVN 102:2016.",
    ),
}
_REFUSALS: Final = {
    "empty_file": Text("Tệp trống.", "The file is empty."),
    "file_too_large": Text("Tệp lớn hơn 25 MB.", "The file has more than 25 MB."),
    "file_too_heavy": Text("Tệp quá nặng để đọc.", "The file is too heavy to be read."),
    "file_damaged": Text("Tệp hỏng hoặc không phải gói tin edXML.", "The file is damaged, or no edXML message."),
    "xml_broken": Text("Tệp XML viết sai cú pháp.", "The XML file is not well-formed."),
    "xml_declares_entities": Text(
        "Tệp XML khai báo kiểu tài liệu hoặc thực thể (DOCTYPE): không nhận.",
        "The XML file declares a document type or entities (DOCTYPE): not taken.",
    ),
    "other_coding": Text("Tệp không ở mã UTF-8 hay UTF-16.", "The file is neither in UTF-8 nor in UTF-16."),
    "not_edxml": Text(
        "Tệp XML không có phần đầu gói tin (MessageHeader) hay trạng thái (Status) của edXML.",
        "The XML file has neither a MessageHeader nor a Status of edXML.",
    ),
    "unpacks_too_large": Text("Tệp kèm theo bung ra quá lớn.", "An attached file unpacks to too much."),
    "name_with_path": Text(
        "Tên tệp kèm theo có đường dẫn hoặc ký tự không nhìn thấy.",
        "The name of an attached file holds a path or signs that do not show.",
    ),
}
_REMEDY: Final = Text("Đề nghị bên gửi gửi lại gói tin.", "Ask the sender to send the message again.")
