"""`chidao signature verify FILE.pdf`: what the digital signatures of a file are worth; no database is needed."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Final

from chidao.cli.reading import bytes_of
from chidao.documents.signatures.checking import check_file
from chidao.documents.signatures.found import FileFound, SignatureFound
from chidao.documents.signatures.stamps import said_at
from chidao.documents.signatures.trust import installed_trust
from chidao.kernel.wording import Text

NAME: Final = "signature"
HELP: Final = Text(
    "kiểm tra chữ ký số trong tệp (signature verify TỆP.pdf)", "check a file's signatures (signature verify FILE.pdf)"
)
_FILE: Final = Text("tệp .pdf", "a .pdf file")
_JSON: Final = Text("in toàn bộ dưới dạng JSON", "print all of it as JSON")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add `verify`, its file, and `--json`."""
    parser.add_argument("what", choices=("verify",))
    parser.add_argument("file", type=Path, help=_FILE.vi)
    parser.add_argument("--json", action="store_true", help=_JSON.vi)


def run(args: argparse.Namespace) -> int:
    """Check the file: 0 where it is signed and every signature holds and is trusted, else 1."""
    found = check_file(bytes_of(args.file), installed_trust())
    if args.json:
        print(json.dumps({"file": args.file.name, **found.as_data()}, ensure_ascii=False))
    else:
        for line in _lines(found):
            print(line.said_in(args.language))
    good = bool(found.signatures) and all(each.holds and each.trusted for each in found.signatures)
    return 0 if good else 1


def _lines(found: FileFound) -> list[Text]:
    if found.problem:
        return [_NOT_READ]
    if not found.signatures:
        return [_UNSIGNED]
    return [line for number, each in enumerate(found.signatures, 1) for line in _told(number, each)]


def _told(number: int, each: SignatureFound) -> list[Text]:
    at = each.stamped_at or each.signed_at
    return [
        _WHO.filled(number=number, subject=each.subject),
        _ISSUER.filled(issuer=each.issuer, serial=each.serial),
        (_STAMPED if each.stamped_at else _CLAIMED).filled(at=said_at(at) if at else "?"),
        _LEVEL.filled(level=each.level),
        _whole(each),
        _TRUSTED if each.trusted else _NOT_TRUSTED,
        *([] if each.timely else [_NOT_TIMELY]),
    ]


def _whole(each: SignatureFound) -> Text:
    if not each.holds:
        return _ALTERED
    return _WHOLE if each.covers == "file" else _ADDED


_NOT_READ: Final = Text("Không đọc được tệp này.", "The file cannot be read.")
_UNSIGNED: Final = Text("Tệp không có chữ ký số.", "The file has no digital signature.")
_WHO: Final = Text("Chữ ký {number}: {subject}", "Signature {number}: {subject}")
_ISSUER: Final = Text(
    "  Chứng thư số do {issuer} cấp, số {serial}", "  Certificate issued by {issuer}, number {serial}"
)
_STAMPED: Final = Text("  Ký lúc {at}, theo dấu thời gian", "  Signed at {at}, by a time stamp")
_CLAIMED: Final = Text("  Ký lúc {at}, theo máy của người ký", "  Signed at {at}, by the signer's clock")
_LEVEL: Final = Text("  Mức PAdES {level}", "  PAdES level {level}")
_WHOLE: Final = Text("  Còn nguyên vẹn, ký trên toàn bộ tệp", "  Intact, the whole file is signed")
_ADDED: Final = Text(
    "  Còn nguyên vẹn; sau đó chỉ thêm chữ ký hoặc dữ liệu kiểm tra",
    "  Intact; only signatures or what checks them were added after",
)
_ALTERED: Final = Text("  KHÔNG còn nguyên vẹn: tệp đã bị sửa", "  NOT intact: the file was altered")
_TRUSTED: Final = Text("  Chứng thư số được hệ thống tin cậy", "  The certificate is trusted here")
_NOT_TRUSTED: Final = Text(
    "  Chưa xác định được độ tin cậy của chứng thư số", "  Whether the certificate is to be trusted is not established"
)
_NOT_TIMELY: Final = Text(
    "  Chứng thư số không có giá trị vào lúc ký", "  The certificate was not valid when it signed"
)
