"""Files kept by what they hold: each under the SHA-256 of its bytes, written whole or not at all over a power cut."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import BinaryIO, Final

from chidao.documents.uploads import KINDS, CheckedFile
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_NO_SUCH_FILE: Final = Text("Không có tệp này.", "There is no such file.")


def store_file(home: Path, data: bytes) -> str:
    """Keep the bytes under `home` and return their SHA-256 in hex; storing the same bytes again changes nothing.

    The file is on the disk when this returns: written beside its place, synced, renamed, and its folder synced. Call it
    before the transaction that names the file commits.
    """
    digest = hashlib.sha256(data).hexdigest()
    place = _place(home, digest)
    if not _holds(place, digest):
        _make_folder(place.parent, home)
        _write_whole(place, data)
    return digest


def adopt_file(home: Path, made: Path) -> str:
    """Keep a file that was written beside the store (on its file system), moving it in; return its SHA-256 in hex.

    For what is too large to be held in memory. `made` is gone afterwards; it is on the disk when this returns.
    """
    with made.open("rb+") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
        os.fsync(written.fileno())
    place = _place(home, digest)
    _make_folder(place.parent, home)
    made.replace(place)
    _sync_folder(place.parent)
    return digest


def open_file(home: Path, sha256: str) -> BinaryIO:
    """Open a kept file for reading. Raises NotFound for one that is not kept and for what is no SHA-256."""
    if not _SHA256.fullmatch(sha256) or not (place := _place(home, sha256)).is_file():
        raise NotFound(Reason(code="no_such_file", says=_NO_SUCH_FILE))
    return place.open("rb")


def is_intact(home: Path, sha256: str) -> bool:
    """Tell whether a file is kept and still holds the bytes that it was named by."""
    return bool(_SHA256.fullmatch(sha256)) and _holds(_place(home, sha256), sha256)


def described(home: Path, sha256: str, name: str) -> CheckedFile | None:
    """Return a kept file as an upload is described, its type by how it begins; None for one that is not kept."""
    if not _SHA256.fullmatch(sha256) or not (place := _place(home, sha256)).is_file():
        return None
    with place.open("rb") as kept:
        begins = kept.read(16)
    ending, media_type = next(
        ((end, kind.media_type) for end, kind in KINDS.items() if begins.startswith(kind.begins)),
        ("bin", "application/octet-stream"),
    )
    return CheckedFile(f"{name}.{ending}", media_type, sha256, place.stat().st_size)


def _place(home: Path, digest: str) -> Path:
    return home / digest[:2] / digest


def _holds(place: Path, digest: str) -> bool:
    if not place.is_file():
        return False
    with place.open("rb") as kept:
        return hashlib.file_digest(kept, "sha256").hexdigest() == digest


def _make_folder(folder: Path, home: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _sync_folder(home)


def _write_whole(place: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(data)
            part.flush()
            os.fsync(part.fileno())
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(place.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
