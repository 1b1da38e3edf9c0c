"""A package written as one .zip: file by file, each hashed as it goes by, METS.xml last. Nothing large is in memory."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

from chidao.archive.package.ead import package_ead
from chidao.archive.package.metadata import GUIDE_NAME, SCHEMA_NAME, guide, paper_metadata, paper_schema
from chidao.archive.package.mets import package_mets, representation_mets
from chidao.archive.package.plan import FILES, METADATA, REPRESENTATION, Entry, PackagePlan, PackedFile
from chidao.archive.package.premis import package_premis, representation_premis
from chidao.kernel.days import VIET_NAM
from chidao.kernel.errors import Conflict, Reason
from chidao.kernel.wording import Text

XML: Final = "application/xml"
CHUNK: Final = 1024 * 1024
_INNER: Final = f"representations/{REPRESENTATION}/"


@dataclass(frozen=True, slots=True)
class Written:
    """A package that was written: its name, and every file in it."""

    name: str
    entries: tuple[Entry, ...]


def write_package(place: Path, plan: PackagePlan) -> Written:
    """Write the package of a plan to a new file at `place`; the same plan gives the same bytes.

    Files are stored as they are: most are compressed of themselves. Raises Conflict for a kept file whose bytes are no
    longer those it was named by.
    """
    with zipfile.ZipFile(place, "x", zipfile.ZIP_STORED) as archive:
        return _Writer(archive, plan).written()


class _Writer:
    def __init__(self, archive: zipfile.ZipFile, plan: PackagePlan) -> None:
        self.archive = archive
        self.plan = plan
        self.entries: list[Entry] = []

    def written(self) -> Written:
        """Write the representation, then what describes the whole, then METS.xml of the root."""
        plan, inner = self.plan, self._representation()
        ead = self._xml("metadata/descriptive/EAD.xml", package_ead(plan))
        premis = self._xml("metadata/preservation/PREMIS.xml", package_premis(plan))
        schemas = [self._xml(f"schemas/{SCHEMA_NAME}", paper_schema())]
        guides = [self._put(f"documentation/{GUIDE_NAME}", "text/plain", io.BytesIO(guide(plan)))]
        mets = package_mets(plan, ead=ead, premis=premis, schemas=schemas, guides=guides, inner=inner)
        self._xml("METS.xml", mets)
        return Written(plan.name, tuple(self.entries))

    def _representation(self) -> Entry:
        data = [_inside(each) for each in self._files()]
        described = [_inside(each) for each in self._metadata()]
        # A schema stands in each folder that holds XML of its kind (CSIPSTR15).
        self._xml(f"{_INNER}schemas/{SCHEMA_NAME}", paper_schema())
        made = self._xml(f"{_INNER}metadata/preservation/PREMIS.xml", representation_premis(self.plan, data))
        mets = representation_mets(self.plan, premis=_inside(made), described=described, data=data)
        return self._xml(f"{_INNER}METS.xml", mets)

    def _files(self) -> Iterator[Entry]:
        for dossier in self.plan.dossiers:
            for item in dossier.items:
                for file in item.files:
                    with file.opened() as opened:
                        entry = self._put(f"{FILES}/{dossier.code}/{file.name}", file.media_type, opened)
                    _same(file, entry)
                    yield replace(entry, original_name=file.original_name, format_name=file.format_name)

    def _metadata(self) -> Iterator[Entry]:
        for dossier in self.plan.dossiers:
            for item in dossier.items:
                path = f"{METADATA}/{dossier.code}/{item.place:03d}.xml"
                yield self._xml(path, paper_metadata(dossier, item))

    def _xml(self, path: str, data: bytes) -> Entry:
        return self._put(path, XML, io.BytesIO(data))

    def _put(self, path: str, media_type: str, opened: BinaryIO) -> Entry:
        digest, size = hashlib.sha256(), 0
        with self.archive.open(self._info(path), "w", force_zip64=True) as part:
            while chunk := opened.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
                part.write(chunk)
        entry = Entry(path=path, size=size, sha256=digest.hexdigest(), media_type=media_type)
        self.entries.append(entry)
        return entry

    def _info(self, path: str) -> zipfile.ZipInfo:
        local = self.plan.at.astimezone(VIET_NAM)
        info = zipfile.ZipInfo(f"{self.plan.name}/{path}", (local.year, *local.timetuple()[1:6]))
        info.create_system, info.external_attr = 3, 0o100644 << 16
        return info


def _inside(entry: Entry) -> Entry:
    """Return an entry as the METS.xml of the representation names it: from its own folder."""
    return replace(entry, path=entry.path.removeprefix(_INNER))


def _same(file: PackedFile, entry: Entry) -> None:
    if file.sha256 is not None and file.sha256 != entry.sha256:
        raise Conflict(Reason(code="file_changed", says=_CHANGED.filled(name=file.original_name)))


_CHANGED: Final = Text(
    "Tệp “{name}” không còn nguyên như khi được lưu; khôi phục từ bản sao lưu rồi làm lại.",
    "The file “{name}” is not as it was kept; restore it from a backup and try again.",
)
