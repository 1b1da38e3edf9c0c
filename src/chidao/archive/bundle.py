"""A dossier as one download: its papers as numbered files in the order of days, and an XML that says what each is.

NĐ 30/2020, Phụ lục VI: a dossier is exported as PDF with XML, in the order of time.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from chidao.archive.package.metadata import NAMESPACE
from chidao.archive.package.plan import PackedDossier, PackedItem
from chidao.archive.package.tree import Element, Maker, document, grown

INDEX: Final = "muc-luc.xml"
SAME_DAY: Final = (1980, 1, 1, 0, 0, 0)
_x: Final = Maker(NAMESPACE, {None: NAMESPACE})


def write_bundle(place: Path, dossier: PackedDossier) -> None:
    """Write a dossier to a new .zip at `place`, file by file; the same dossier gives the same bytes."""
    with zipfile.ZipFile(place, "x", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(INDEX, SAME_DAY), bundle_index(dossier))
        for item in dossier.items:
            for file in item.files:
                info = zipfile.ZipInfo(file.name, SAME_DAY)
                with file.opened() as opened, archive.open(info, "w", force_zip64=True) as part:
                    shutil.copyfileobj(opened, part)


def bundle_index(dossier: PackedDossier) -> bytes:
    """Return the XML that lists the papers in order, each with its number, day, author, subject and files."""
    told = {
        "number": dossier.label, "title": dossier.title, "retention": dossier.retention, "access": dossier.access,
        "opened": dossier.opened_on.isoformat(), "closed": dossier.closed_on.isoformat() if dossier.closed_on else None,
    }  # fmt: skip
    return document(grown(_x("dossier", told), (_paper(each) for each in dossier.items)))


def _paper(item: PackedItem) -> Element:
    told = {
        "place": item.place, "kind": item.kind, "number": item.label or None,
        "date": item.dated_on.isoformat() if item.dated_on else None, "author": item.author or None,
    }  # fmt: skip
    return grown(_x("paper", told, _x("subject", {}, item.title)), _parts(item))


def _parts(item: PackedItem) -> Iterator[Element]:
    for name, value in item.facts:
        if value:
            yield _x("fact", {"name": name}, value)
    for file in item.files:
        yield _x("file", {"name": file.name, "origin": file.origin, "original": file.original_name})
