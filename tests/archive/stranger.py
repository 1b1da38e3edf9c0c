"""A package checked by a stranger: nothing of the program is imported, only the standard library and lxml."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path, PurePosixPath

from lxml import etree

NS = {"m": "http://www.loc.gov/METS/", "x": "http://www.w3.org/1999/xlink"}


def faults(package: Path) -> list[str]:
    """Return what sha256sum over every METS.xml would find: files missing, changed, or named by none."""
    with zipfile.ZipFile(package) as archive:
        names = set(archive.namelist())
        (root,) = {name.split("/")[0] for name in names}
        found, named = [], set()
        for mets in (f"{root}/METS.xml", f"{root}/representations/rep1/METS.xml"):
            tree = etree.fromstring(archive.read(mets))
            for node in [*tree.iterfind(".//m:mdRef", NS), *tree.iterfind(".//m:file", NS)]:
                place = node.find("m:FLocat", NS) if node.tag.endswith("}file") else node
                path = str(PurePosixPath(mets).parent / place.get(f"{{{NS['x']}}}href"))
                named.add(path)
                data = archive.read(path) if path in names else b""
                if hashlib.sha256(data).hexdigest() != node.get("CHECKSUM").lower():
                    found.append(f"{path}: digest")
                if str(len(data)) != node.get("SIZE"):
                    found.append(f"{path}: size")
        loose = names - named - {f"{root}/METS.xml"}
        found += [f"{each}: named by no METS.xml" for each in sorted(loose) if not each.endswith(".xsd")]
    return found
