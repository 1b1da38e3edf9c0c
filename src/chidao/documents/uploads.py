"""What may be taken in as a file (PURE): its name, its size, its kind, nothing hidden in it, no mark of secrecy.

Only its frame is read here (`inspecting`); whoever opens a file's content does so with limits of their own.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from chidao.documents.inspecting import OLE, Finding, in_jpeg, in_office_file, in_pdf, in_png
from chidao.kernel.errors import BadInput, Reason, raise_if_any
from chidao.kernel.vietnamese import contains_secret_mark, nfc
from chidao.kernel.wording import Text

MEGABYTE: Final = 1024 * 1024
LARGEST_FILE: Final = 25 * MEGABYTE
# What a .docx or .xlsx may hold once unpacked: beyond these it is taken for a zip bomb.
LARGEST_UNPACKED: Final = 200 * MEGABYTE
LONGEST_NAME: Final = 200

# What parts the words of a file's name: "MẬT_ke hoach.pdf".
_NAME_SIGNS: Final = re.compile(r"[_.()\[\]-]+")
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken in: its media type, how it begins, and the part an office file must have."""

    media_type: str
    begins: bytes
    main_part: str | None = None


KINDS: Final = {
    "pdf": Kind("application/pdf", b"%PDF-"),
    "docx": Kind(f"{_OFFICE}.wordprocessingml.document", b"PK\x03\x04", "word/document.xml"),
    "xlsx": Kind(f"{_OFFICE}.spreadsheetml.sheet", b"PK\x03\x04", "xl/workbook.xml"),
    "png": Kind("image/png", b"\x89PNG\r\n\x1a\n"),
    "jpg": Kind("image/jpeg", b"\xff\xd8\xff"),
    "jpeg": Kind("image/jpeg", b"\xff\xd8\xff"),
}


MESSAGE: Final = "edxml"
"""An exchanged message: XML, which begins in several ways; its reader is `exchange.edxml`, in a process of its own."""
MESSAGE_TYPE: Final = "application/xml"
_XML_BEGINS: Final = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\x00", b"\xfe\xff\x00<")
_DECLARES: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept: its name in NFC, its media type, the SHA-256 of its bytes in hex, its size in bytes."""

    name: str
    media_type: str
    sha256: str
    size: int


def check_upload(name: str, data: bytes, *, largest: int = LARGEST_FILE) -> CheckedFile:
    """Check a file before it is kept. `largest` is in bytes. Raises BadInput with every reason against it."""
    plain = nfc(name).strip()
    raise_if_any(BadInput, [*_name_reasons(plain), *_size_reasons(data, largest)])
    if _extension(plain) == MESSAGE:
        return _checked_message(plain, data)
    kind = KINDS.get(_extension(plain))
    if kind is None:
        raise BadInput(_reason("kind_not_taken", _KIND_NOT_TAKEN, remedy=_TAKEN))
    raise_if_any(BadInput, _kind_reasons(kind, _extension(plain), data))
    if kind.main_part is not None:
        check_office_file(data, main_part=kind.main_part)
    else:
        raise_if_any(BadInput, _said(_INSIDE[kind.media_type](data)))
    return CheckedFile(plain, kind.media_type, hashlib.sha256(data).hexdigest(), len(data))


def _checked_message(name: str, data: bytes) -> CheckedFile:
    """Check an exchanged message from outside: it begins as XML does and declares no entities. Raises BadInput."""
    if not data.lstrip(b" \t\r\n").startswith(_XML_BEGINS):
        raise BadInput(_reason("kind_disagrees", _KIND_DISAGREES.filled(extension=MESSAGE), remedy=_TAKEN))
    if _DECLARES.search(data.replace(b"\x00", b"")):
        raise BadInput(_reason("xml_declares_entities", _ENTITIES))
    return CheckedFile(name, MESSAGE_TYPE, hashlib.sha256(data).hexdigest(), len(data))


def check_office_file(data: bytes, *, main_part: str, largest_unpacked: int = LARGEST_UNPACKED) -> None:
    """Check a .docx or .xlsx: whole, of the right kind, not a bomb, its sizes true, no macros, no archives in it, no
    entities declared. It is unpacked in pieces of which nothing is kept. Raises BadInput.
    """
    raise_if_any(BadInput, _said(in_office_file(data, main_part=main_part, largest=largest_unpacked)))


def refuse_secret_marks(**texts: str) -> None:
    """Refuse input that bears a mark of state secrecy, naming each field. Raises BadInput (norms I)."""
    raise_if_any(BadInput, (_secret(mark, field) for field, text in texts.items() if (mark := _mark(text))))


def _name_reasons(name: str) -> Iterator[Reason]:
    if not name or name.startswith(".") or len(name) > LONGEST_NAME:
        yield _reason("bad_name", _BAD_NAME.filled(longest=LONGEST_NAME), field="name")
    if any(sign in "/\\:" or unicodedata.category(sign) in {"Cc", "Cf", "Cs"} for sign in name):
        yield _reason("name_with_path", _NAME_WITH_PATH, field="name", remedy=_RENAME)
    mark = _mark(name)
    if mark:
        yield _secret(mark, "name")


def _size_reasons(data: bytes, largest: int) -> Iterator[Reason]:
    if not data:
        yield _reason("empty_file", _EMPTY, remedy=_CHOOSE_AGAIN)
    if len(data) > largest:
        limit = f"{largest / MEGABYTE:g}"
        yield _reason("file_too_large", _TOO_LARGE.filled(limit=limit), remedy=_MAKE_SMALLER)


def _kind_reasons(kind: Kind, extension: str, data: bytes) -> Iterator[Reason]:
    if data.startswith(kind.begins):
        return
    if kind.main_part is not None and data.startswith(OLE):
        yield _reason("has_password", _OLD_OR_LOCKED, remedy=_SAVE_AGAIN)
    else:
        yield _reason("kind_disagrees", _KIND_DISAGREES.filled(extension=extension), remedy=_TAKEN)


def _said(found: Iterable[Finding]) -> Iterator[Reason]:
    for code in dict.fromkeys(found):
        says, remedy = _FOUND[code]
        yield _reason(code, says, remedy=remedy)


def _mark(text: str) -> str | None:
    """Find a mark of secrecy; in a file's name the signs that part words are read as line ends."""
    return contains_secret_mark(text) or contains_secret_mark(_NAME_SIGNS.sub("\n", text))


def _secret(mark: str, field: str) -> Reason:
    return _reason("state_secret", _SECRET.filled(mark=mark), field=field, remedy=_SECRET_ELSEWHERE)


def _extension(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _reason(code: str, says: Text, *, field: str = "file", remedy: Text | None = None) -> Reason:
    return Reason(code=code, says=says, field=field, remedy=remedy)


_TAKEN: Final = Text(
    "Dùng tệp .pdf, .docx, .xlsx, .png hoặc .jpg; tệp .doc hay .xls thì mở ra rồi lưu lại theo dạng mới.",
    "Use a .pdf, .docx, .xlsx, .png or .jpg file; open an old .doc or .xls and save it in the new form.",
)
_ENTITIES: Final = Text(
    "Tệp XML khai báo kiểu tài liệu hoặc thực thể (DOCTYPE): không nhận.",
    "The XML file declares a document type or entities (DOCTYPE): not taken.",
)
_KIND_NOT_TAKEN: Final = Text("Loại tệp này không được nhận.", "This kind of file is not taken.")
_KIND_DISAGREES: Final = Text(
    "Nội dung tệp không đúng với đuôi .{extension} của tên tệp.",
    "What the file holds does not agree with the .{extension} of its name.",
)
_BAD_NAME: Final = Text(
    "Tên tệp trống, bắt đầu bằng dấu chấm hoặc dài quá {longest} ký tự.",
    "The file's name is empty, begins with a dot or is longer than {longest} characters.",
)
_NAME_WITH_PATH: Final = Text(
    "Tên tệp có đường dẫn hoặc ký tự không nhìn thấy.", "The file's name holds a path or characters that do not show."
)
_RENAME: Final = Text("Đặt lại tên chỉ gồm chữ, số, dấu cách.", "Rename it with letters, digits and spaces only.")
_EMPTY: Final = Text("Tệp trống.", "The file is empty.")
_CHOOSE_AGAIN: Final = Text("Kiểm tra lại tệp rồi chọn lại.", "Look at the file and choose it again.")
_TOO_LARGE: Final = Text("Tệp lớn hơn mức {limit} MB.", "The file has more than {limit} MB.")
_MAKE_SMALLER: Final = Text(
    "Quét lại ở 200 dpi hoặc tách thành nhiều tệp.", "Scan it again at 200 dpi or split it into several files."
)
_DAMAGED: Final = Text(
    "Không mở được tệp: tệp hỏng, đặt mật khẩu hoặc không đúng loại.",
    "The file cannot be opened: it is damaged, has a password or is of another kind.",
)
_SAVE_AGAIN: Final = Text(
    "Mở tệp, bỏ mật khẩu nếu có, lưu thành tệp mới rồi gửi lại.",
    "Open the file, take off its password if it has one, save it as a new file and send that.",
)
_BOMB: Final = Text("Tệp bung ra quá lớn nên không được nhận.", "The file unpacks to too much and is not taken.")
_MACROS: Final = Text("Tệp có macro hoặc thành phần tự chạy.", "The file holds macros or parts that run by themselves.")
_WITHOUT_MACROS: Final = Text(
    "Lưu lại dạng .docx hoặc .xlsx không có macro.", "Save it as .docx or .xlsx without macros."
)
_SECRET: Final = Text(
    "Có dấu chỉ độ mật “{mark}”. Hệ thống này không nhận tài liệu bí mật nhà nước.",
    "It bears the secrecy mark “{mark}”. This system takes no state secrets.",
)
_SECRET_ELSEWHERE: Final = Text(
    "Xử lý tài liệu này theo quy định về bảo vệ bí mật nhà nước, ngoài hệ thống.",
    "Handle this document under the rules on state secrets, outside the system.",
)
_OLD_OR_LOCKED: Final = Text(
    "Tệp đặt mật khẩu hoặc ở dạng cũ (.doc, .xls).", "The file has a password or is of the old form (.doc, .xls)."
)
_LOCKED: Final = Text("Tệp đặt mật khẩu hoặc bị khóa quyền.", "The file has a password or is locked.")
_TWO_KINDS: Final = Text(
    "Sau nội dung của tệp còn giấu một tệp khác.", "Behind what the file shows another file is hidden."
)
_CUT_OFF: Final = Text("Tệp bị cắt ngang, thiếu phần cuối.", "The file is cut off: its end is missing.")
_PIXELS: Final = Text("Ảnh có quá nhiều điểm ảnh.", "The picture has too many pixels.")
_HOLDS_ARCHIVE: Final = Text("Trong tệp có tệp nén hoặc chương trình.", "The file holds an archive or a program.")
_PRINT_AGAIN: Final = Text(
    "Mở tệp, in lại ra tệp PDF mới (hoặc quét lại) rồi gửi.",
    "Open it, print it to a new PDF (or scan it again), send that.",
)
_TAKE_OUT: Final = Text("Gửi riêng những tệp đó.", "Send those files apart.")
_FOUND: Final[Mapping[Finding, tuple[Text, Text | None]]] = {
    "file_damaged": (_DAMAGED, _SAVE_AGAIN),
    "unpacks_too_large": (_BOMB, _SAVE_AGAIN),
    "has_macros": (_MACROS, _WITHOUT_MACROS),
    "holds_archive": (_HOLDS_ARCHIVE, _TAKE_OUT),
    "xml_declares_entities": (_ENTITIES, _SAVE_AGAIN),
    "has_password": (_LOCKED, _PRINT_AGAIN),
    "two_kinds": (_TWO_KINDS, _PRINT_AGAIN),
    "cut_off": (_CUT_OFF, _CHOOSE_AGAIN),
    "too_many_pixels": (_PIXELS, _MAKE_SMALLER),
}
_INSIDE: Final = {"application/pdf": in_pdf, "image/png": in_png, "image/jpeg": in_jpeg}
