"""Files made to break whoever takes them in, by what is wrong with them; each is as small as it can be."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

MAIN: Final = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
PDF: Final = b"%PDF-1.4\n" + b"% a scan\n" * 60 + b"trailer<<>>\n%%EOF\n"
ENTITIES: Final = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY b%d "%s">' % (n, b"&a;" * 10 if n == 0 else b"&b%d;" % (n - 1) * 10) for n in range(9))
    + b"]><x>&b8;</x>"
)
FETCHED: Final = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'
MACRO_TYPES: Final = (
    b'<Types><Override PartName="/word/document.xml" '
    b'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
)


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file that is not to be taken in: what it is sent as, and the reason it is refused for."""

    what: str
    name: str
    make: Callable[[], bytes]
    code: str

    @property
    def kind(self) -> str:
        """Return the ending of its name."""
        return self.name.rpartition(".")[2]

    @property
    def data(self) -> bytes:
        """Return its bytes."""
        return _made(self.make)


@cache
def _made(make: Callable[[], bytes]) -> bytes:
    return make()


def office(kind: str, **parts: bytes) -> bytes:
    """Return an office file with parts added or put in another's place (`document__xml` is "document.xml")."""
    named = {"[Content_Types].xml": b"<Types/>", MAIN[kind]: b"<x/>"}
    named |= {name.replace("__", "."): said for name, said in parts.items()}
    return zipped(named)


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return an archive of parts."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, said in parts.items():
            archive.writestr(name, said)
    return kept.getvalue()


def bomb(kind: str) -> bytes:
    """Return an office file that says openly that its main part unpacks to 3 GB."""
    return _saying(office(kind, **{"word/big__xml": b"\0" * 20_000_000}), 20_000_000, 3_000_000_000)


def lying_bomb(kind: str) -> bytes:
    """Return an office file whose main part says that it is small and is not."""
    return _saying(office(kind, **{"word/big__xml": b"\0" * 20_000_000}), 20_000_000, 100)


def _saying(data: bytes, is_so: int, says: int) -> bytes:
    return data.replace(struct.pack("<I", is_so), struct.pack("<I", says))


def nested(kind: str) -> bytes:
    """Return an office file with an archive of an archive in it."""
    inner = zipped({"a.zip": zipped({"zeros": b"\0" * 1_000_000})})
    return office(kind, **{"word/embeddings/a__zip": inner})


def png(width: int, height: int) -> bytes:
    """Return a picture that says how large it is; its rows are those of a small one."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        map(_chunk, (b"IHDR", b"IDAT", b"IEND"), (head, zlib.compress(b"\0\0"), b""))
    )


def _chunk(kind: bytes, said: bytes) -> bytes:
    return struct.pack(">I", len(said)) + kind + said + struct.pack(">I", zlib.crc32(kind + said))


def _of_office(kind: str) -> Iterator[Hostile]:
    main = MAIN[kind].replace(".", "__")
    name = f"ke hoach.{kind}"
    yield Hostile("zip bomb, declared", name, lambda: bomb(kind), "unpacks_too_large")
    yield Hostile("zip bomb, lying sizes", name, lambda: lying_bomb(kind), "file_damaged")
    yield Hostile("zip bomb, nested", name, lambda: nested(kind), "holds_archive")
    many = {f"p{n}": b"" for n in range(5_001)}
    yield Hostile("too many parts", name, lambda: office(kind, **many), "unpacks_too_large")
    yield Hostile("a part that leads out", name, lambda: office(kind, **{"../../etc/x": b""}), "file_damaged")
    yield Hostile("entities, expanding", name, lambda: office(kind, **{main: ENTITIES}), "xml_declares_entities")
    wide = FETCHED.decode().encode("utf-16")
    yield Hostile("entities, fetching, UTF-16", name, lambda: office(kind, **{main: wide}), "xml_declares_entities")
    yield Hostile("macros", name, lambda: office(kind, **{"word/vbaProject__bin": b"x"}), "has_macros")
    types = {"[Content_Types]__xml": MACRO_TYPES}
    yield Hostile("macro types", name, lambda: office(kind, **types), "has_macros")
    yield Hostile("truncated", name, lambda: office(kind)[:-40], "file_damaged")
    yield Hostile("password", name, lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "has_password")
    yield Hostile("empty", name, lambda: b"", "empty_file")
    yield Hostile("another kind", name, lambda: PDF, "kind_disagrees")


def _of_scans() -> Iterator[Hostile]:
    yield Hostile("PDF and zip", "scan.pdf", lambda: PDF + zipped({"a.js": b"alert(1)"}), "two_kinds")
    yield Hostile("PDF, password", "scan.pdf", lambda: PDF.replace(b"<<>>", b"<</Encrypt 5 0 R>>"), "has_password")
    yield Hostile("PDF, truncated", "scan.pdf", lambda: PDF[:-20], "cut_off")
    yield Hostile("PDF, empty", "scan.pdf", lambda: b"", "empty_file")
    yield Hostile("PNG, huge", "scan.png", lambda: png(60_000, 60_000), "too_many_pixels")
    yield Hostile("PNG and script", "scan.png", lambda: png(1, 1) + b"<script>alert(1)</script>", "two_kinds")
    yield Hostile("PNG, truncated", "scan.png", lambda: png(1, 1)[:-6], "cut_off")
    yield Hostile("GIF as PNG", "scan.png", lambda: b"GIF89a/*" + b"\0" * 40 + b"*/=1;alert(1)", "kind_disagrees")
    yield Hostile("page as PNG", "scan.png", lambda: b"<!DOCTYPE html><script>alert(1)</script>", "kind_disagrees")
    yield Hostile("program", "scan.exe", lambda: b"MZ" + b"\0" * 64, "kind_not_taken")
    jpeg = b"\xff\xd8\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 65_000, 65_000) + b"\x01\x01\x11\x00\xff\xd9"
    yield Hostile("JPEG, huge", "scan.jpg", lambda: jpeg, "too_many_pixels")
    yield Hostile("JPEG, endless fill", "scan.jpg", lambda: b"\xff\xd8" + b"\xff" * 2_000_000, "cut_off")


def _of_messages() -> Iterator[Hostile]:
    yield Hostile("message, entities", "goi.edxml", lambda: ENTITIES, "xml_declares_entities")
    yield Hostile("message, fetching", "goi.edxml", lambda: FETCHED.decode().encode("utf-16"), "xml_declares_entities")
    yield Hostile("message, no XML", "goi.edxml", lambda: PDF, "kind_disagrees")
    yield Hostile("message, empty", "goi.edxml", lambda: b"", "empty_file")


HOSTILE: Final = (*_of_office("docx"), *_of_office("xlsx"), *_of_scans(), *_of_messages())
