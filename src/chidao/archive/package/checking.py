"""A package checked on its own: every file named in a METS.xml, of the size and SHA-256 said there, and nothing else.

It shares no code with what writes packages. What comes in is a stranger's: sizes are bounded, XML is read without
entities, nothing is unpacked.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from lxml import etree

from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text

METS: Final = "{http://www.loc.gov/METS/}"
HREF: Final = "{http://www.w3.org/1999/xlink}href"
NAME: Final = re.compile(r"uuid-[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")
LARGEST_METS: Final = 64 * 1024 * 1024
LARGEST_WHOLE: Final = 64 * 1024**3
MOST_FILES: Final = 200_000
CHUNK: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold, and at which file of the package."""

    path: str
    says: Text


@dataclass(frozen=True, slots=True)
class Named:
    """A file as a METS.xml names it: its path from the root, size, digest in lower case."""

    path: str
    size: str
    sha256: str


@dataclass(slots=True)
class Checked:
    """A package that was checked: its name, how many files it has, what does not hold."""

    name: str
    files: int = 0
    faults: list[Fault] = field(default_factory=list)


def check_package(place: Path) -> Checked:
    """Check a .zip. Raises BadInput for what is no .zip, or larger than is read."""
    try:
        with zipfile.ZipFile(place) as archive:
            _bounded(archive)
            return _checked(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise BadInput(Reason(code="no_package", says=_NO_PACKAGE, field="file")) from error


def _checked(archive: zipfile.ZipFile) -> Checked:
    files = [each.filename for each in archive.infolist() if not each.is_dir()]
    roots = {each.partition("/")[0] for each in files}
    found = Checked(name=min(roots, default=""), files=len(files))
    if len(roots) != 1 or len(set(files)) != len(files):
        found.faults.append(Fault("", _ONE_ROOT))
        return found
    if not NAME.fullmatch(found.name):
        found.faults.append(Fault(found.name, _BAD_NAME))
    there = {each.removeprefix(f"{found.name}/"): each for each in files}
    named = list(_named(archive, there, found))
    for each in named:
        found.faults += _against(archive, there, each)
    known = {each.path for each in named} | {"METS.xml"}
    # A schema may stand beside the XML it is of without being named again.
    loose = [path for path in there if path not in known and not path.endswith(".xsd")]
    found.faults += [Fault(path, _UNNAMED) for path in sorted(loose)]
    return found


def _named(archive: zipfile.ZipFile, there: dict[str, str], found: Checked) -> Iterator[Named]:
    """Yield the files that METS.xml of the root names, and those of each METS.xml pointed to, each read once."""
    left = ["METS.xml"]
    for mets in left:
        root = _read_mets(archive, there, mets, found)
        if root is not None:
            yield from _named_in(root, mets, found)
            pointers = [_path(mets, each.get(HREF, "")) for each in root.iter(f"{METS}mptr")]
            left += [path for path in dict.fromkeys(pointers) if path not in left]


def _named_in(root: Any, mets: str, found: Checked) -> Iterator[Named]:
    for element in root.iter(f"{METS}mdRef", f"{METS}file"):
        location = element.find(f"{METS}FLocat") if element.tag == f"{METS}file" else element
        if location is None or element.get("CHECKSUMTYPE") != "SHA-256":
            found.faults.append(Fault(mets, _NO_DIGEST))
            continue
        path = _path(mets, location.get(HREF, ""))
        yield Named(path, element.get("SIZE", ""), element.get("CHECKSUM", "").lower())


def _path(mets: str, href: str) -> str:
    """Return a path from the root for one that a METS.xml gives from its own folder."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(mets), unquote(href)))


def _read_mets(archive: zipfile.ZipFile, there: dict[str, str], mets: str, found: Checked) -> Any | None:
    if mets not in there:
        found.faults.append(Fault(mets, _MISSING))
        return None
    if archive.getinfo(there[mets]).file_size > LARGEST_METS:
        raise BadInput(Reason(code="package_too_large", says=_TOO_LARGE, field="file"))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(archive.read(there[mets]), parser)
    except etree.XMLSyntaxError:
        found.faults.append(Fault(mets, _NOT_XML))
        return None


def _against(archive: zipfile.ZipFile, there: dict[str, str], named: Named) -> Iterator[Fault]:
    if named.path not in there:
        yield Fault(named.path, _MISSING)
        return
    digest, size = hashlib.sha256(), 0
    with archive.open(there[named.path]) as part:
        while chunk := part.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    if str(size) != named.size:
        yield Fault(named.path, _OTHER_SIZE)
    if digest.hexdigest() != named.sha256:
        yield Fault(named.path, _OTHER_BYTES)


def _bounded(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_FILES or sum(each.file_size for each in parts) > LARGEST_WHOLE:
        raise BadInput(Reason(code="package_too_large", says=_TOO_LARGE, field="file"))


_NO_PACKAGE: Final = Text("Tệp không phải gói .zip đọc được.", "The file is no .zip that can be read.")
_TOO_LARGE: Final = Text("Gói lớn hơn mức được đọc.", "The package is larger than is read.")
_ONE_ROOT: Final = Text("Gói phải có đúng một thư mục gốc, mỗi tên một tệp.", "One root folder, each name once.")
_BAD_NAME: Final = Text("Tên gói không theo dạng uuid-….", "The name of the package is not uuid-….")
_MISSING: Final = Text("Không có tệp này trong gói.", "The package has no such file.")
_NOT_XML: Final = Text("METS.xml không đọc được.", "METS.xml cannot be read.")
_NO_DIGEST: Final = Text("METS.xml nêu một tệp mà không có mã SHA-256.", "A file is named without its SHA-256.")
_OTHER_SIZE: Final = Text("Kích thước khác với METS.xml.", "Its size is not as METS.xml says.")
_OTHER_BYTES: Final = Text("Mã SHA-256 khác với METS.xml.", "Its SHA-256 is not as METS.xml says.")
_UNNAMED: Final = Text("Không METS.xml nào nêu tệp này.", "No METS.xml names this file.")
