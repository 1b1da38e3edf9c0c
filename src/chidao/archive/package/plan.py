"""What goes into a package, before any file format: dossiers, their papers, and where the bytes of each come from."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO, Final

from chidao.kernel.days import VIET_NAM

SOFTWARE: Final = "Chỉ Đạo (chidao)"
REPRESENTATION: Final = "rep1"
FILES: Final = f"representations/{REPRESENTATION}/data"
METADATA: Final = f"representations/{REPRESENTATION}/metadata/descriptive"


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation by its name and the code it is known by."""

    name: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedFile:
    """A file as it goes in: its name within the dossier's folder, its type, and how its bytes are opened.

    `sha256` is what it is kept under, None for one that is composed now. `origin`: signed, scan, composed, received.
    """

    name: str
    media_type: str
    opened: Callable[[], BinaryIO]
    origin: str
    original_name: str
    sha256: str | None = None
    format_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedItem:
    """A paper of a dossier, in the order of the index; `facts` are what else is known of it, by name."""

    place: int
    label: str
    dated_on: date | None
    author: str
    title: str
    kind: str
    facts: tuple[tuple[str, str], ...] = ()
    files: tuple[PackedFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedDossier:
    """A dossier with the data that the archive asks of one (TT 05/2025)."""

    code: str
    label: str
    title: str
    retention: str
    retention_title: str
    kept_until: date | None
    access: str
    opened_on: date
    closed_on: date | None
    keeper: str
    note: str
    items: tuple[PackedItem, ...]

    @property
    def first_on(self) -> date:
        """Return the day of the oldest paper, or that of opening."""
        return min((each.dated_on for each in self.items if each.dated_on), default=self.opened_on)

    @property
    def last_on(self) -> date:
        """Return the day of the newest paper, or that of closing."""
        return max((each.dated_on for each in self.items if each.dated_on), default=self.closed_on or self.opened_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagePlan:
    """A package: whose dossiers they are, who hands them over to whom, and the instant by which it is made."""

    creator: Party
    submitter: str
    receiver: str
    at: datetime
    version: str
    dossiers: tuple[PackedDossier, ...]

    @property
    def name(self) -> str:
        """Return "uuid-{UUID in capitals}": the same for the same dossiers, receiver and instant."""
        codes = ",".join(each.code for each in self.dossiers)
        told = f"chidao:{self.creator.code}:{codes}:{self.receiver}:{self.stamp}"
        return f"uuid-{str(uuid.uuid5(uuid.NAMESPACE_URL, told)).upper()}"

    @property
    def stamp(self) -> str:
        """Return the instant as ISO 8601 in Viet Nam's zone: "2022-06-06T08:00:00+07:00"."""
        return self.at.astimezone(VIET_NAM).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file that stands in the package: its path from the root, size in bytes, SHA-256 in hex, media type."""

    path: str
    size: int
    sha256: str
    media_type: str
    original_name: str = ""
    format_name: str = ""
