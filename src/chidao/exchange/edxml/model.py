"""What an edXML file says, as frozen values (PURE). The tags and their order are those of QCVN 102:2016.

Each field names its tag; the writer walks the fields in order, the reader finds them by name. A tuple whose field names
an item is a list in an element of its own (`ToPlaces` of `Place`); other tuples repeat their tag (`To`, `To`).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

NAMESPACE: Final = "http://www.mic.gov.vn/TBT/QCVN_102_2016"

NEW, RECALL, UPDATE, REPLACE = range(4)
"""What a message is about (`BussinessDocType`): a document for the first time, one taken back, changed, replaced."""


def tag(name: str, *others: str, item: str = "", bare: bool = False, default: Any = "") -> Any:
    """Declare the tag of a field; `others` are names by which it is read too.

    `item` is the tag of a list's items; `bare` marks the field that takes the words of an element without children.
    """
    return dataclasses.field(default=default, metadata={"tag": name, "others": others, "item": item, "bare": bare})


def part(name: str, made: type[Any], *others: str) -> Any:
    """Declare the tag of a field that is a value of its own, empty where nothing is said."""
    return dataclasses.field(default_factory=made, metadata={"tag": name, "others": others, "item": "", "bare": False})


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """An agency as it is known in exchange."""

    organ_id: str = tag("OrganId", bare=True)
    in_charge: str = tag("OrganizationInCharge")
    name: str = tag("OrganName")
    address: str = tag("OrganAdd")
    email: str = tag("Email")
    telephone: str = tag("Telephone")
    fax: str = tag("Fax")
    website: str = tag("Website")


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Number and symbol of a document: 05 and TB-BCĐ."""

    number: str = tag("CodeNumber")
    notation: str = tag("CodeNotation", bare=True)

    @property
    def label(self) -> str:
        """Return "05/TB-BCĐ"."""
        return "/".join(each for each in (self.number, self.notation) if each)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promulgation:
    """Where and on which day a document was issued."""

    place: str = tag("Place")
    on: date | None = tag("PromulgationDate", bare=True, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentType:
    """The kind of a document: numbers of the format's own lists, and its name."""

    number: int = tag("Type", default=0)
    detail: int = tag("TypeDetail", default=0)
    name: str = tag("TypeName", bare=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signed: in which form (TM., KT.…), from which post, under which name."""

    competence: str = tag("Competence")
    position: str = tag("Position")
    full_name: str = tag("FullName", "Signer", bare=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """What else is told of a document: urgency (0 none to 3), where it goes, who typed it, copies, pages, annexes."""

    priority: int = tag("Priority", default=0)
    sphere: str = tag("SphereOfPromulgation")
    typer: str = tag("TyperNotation")
    copies: int = tag("PromulgationAmount", default=0)
    pages: int = tag("PageAmount", default=0)
    direction: str = tag("Direction")
    appendixes: tuple[str, ...] = tag("Appendixes", item="Appendix", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseFor:
    """The document that a message answers, or that a status is about."""

    organ_id: str = tag("OrganId")
    code: str = tag("Code")
    promulgated_on: date | None = tag("PromulgationDate", default=None)
    document_id: str = tag("DocumentId")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """`MessageHeader`: from whom, to whom, which document."""

    sender: Organ = part("From", Organ)
    to: tuple[Organ, ...] = tag("To", default=())
    document_id: str = tag("DocumentId")
    code: Code = part("Code", Code)
    promulgation: Promulgation = part("PromulgationInfo", Promulgation)
    document_type: DocumentType = part("DocumentType", DocumentType)
    subject: str = tag("Subject")
    content: str = tag("Content")
    signer: Signer = part("SignerInfo", Signer)
    due_on: date | None = tag("DueDate", default=None)
    other: Other = part("OtherInfo", Other)
    response_for: tuple[ResponseFor, ...] = tag("ResponseFor", default=())
    steering: int = tag("SteeringType", default=0)
    to_places: tuple[str, ...] = tag("ToPlaces", item="Place", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A station that the message passed, and when (Viet Nam's time, to the second)."""

    organ_id: str = tag("OrganId")
    at: datetime | None = tag("Timestamp", "Time", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """One whom a change of receivers concerns."""

    kind: int = tag("ReceiverType", default=0)
    organ_id: str = tag("OrganId")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentChange:
    """`BussinessDocumentInfo`: whether an update changes the document, or who receives it."""

    document: int = tag("DocumentInfo", default=0)
    receiver: int = tag("DocumentReceiver", default=0)
    receivers: tuple[Receiver, ...] = tag("ReceiverList", item="Receiver", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A document that is replaced, and the agencies for which it is."""

    document_id: str = tag("DocumentId")
    organ_ids: tuple[str, ...] = tag("OrganIdList", item="OrganId", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Who dealt with it there."""

    department: str = tag("Department")
    name: str = tag("Staff", bare=True)
    mobile: str = tag("Mobile")
    email: str = tag("Email")


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """`Bussiness`, so spelt: what is asked about the document. `paper`: 1 where paper follows."""

    document_id: str = tag("DocumentId")
    kind: int = tag("BussinessDocType", default=NEW)
    reason: str = tag("BussinessDocReason")
    paper: int = tag("Paper", default=0)
    change: DocumentChange | None = tag("BussinessDocumentInfo", default=None)
    replacements: tuple[Replacement, ...] = tag("ReplacementInfoList", item="ReplacementInfo", default=())
    staff: Staff = part("StaffInfo", Staff)


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceList:
    """`TraceHeaderList`: the stations, and what is asked."""

    traces: tuple[Trace, ...] = tag("TraceHeader", default=())
    business: Business = part("Bussiness", Business)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file that goes with the message; `content_id` binds it to the manifest."""

    name: str
    content_type: str = "application/pdf"
    description: str = ""
    content_id: str = ""
    data: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentMessage:
    """A document sent, taken back, changed or replaced, with its files."""

    header: Header
    traces: TraceList = TraceList()
    attachments: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusMessage:
    """What became of a document at the other side."""

    response_for: ResponseFor = part("ResponseFor", ResponseFor)
    sender: Organ = part("From", Organ)
    code: str = tag("StatusCode")
    words: str = tag("Description")
    at: datetime | None = tag("Timestamp", "Time", default=None)
    staff: Staff = part("StaffInfo", Staff)


AnyMessage = DocumentMessage | StatusMessage


def document_id(organ_id: str, on: date, label: str) -> str:
    """Return the id of a document in exchange: "H24.05,2020/03/25,05/TB-BCĐ"."""
    return f"{organ_id},{on:%Y/%m/%d},{label}"
