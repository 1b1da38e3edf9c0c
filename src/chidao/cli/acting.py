"""Performing an act from the command line: its fields as flags, files read and kept, the receipt printed."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final, get_args, get_origin, get_type_hints

from django.conf import settings

from chidao.acts.registry import Act, fields_of
from chidao.acts.runner import Receipt, perform
from chidao.cli.callers import add_caller_arguments, capacity_from
from chidao.cli.reading import bytes_of
from chidao.documents.files import store_file
from chidao.documents.uploads import CheckedFile, check_upload
from chidao.door.calling import call_for, given_in_body
from chidao.door.clock import now
from chidao.kernel.days import VIET_NAM
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text
from chidao.reports.acts_page import FieldPage, field_pages

FILE_KINDS: Final = frozenset({"file", "files"})
DOOR_FLAGS: Final[Mapping[str, Text]] = {
    "body": Text("mã ban chỉ đạo", "code of the body"),
    "json": Text("tệp JSON chứa các mục (- là đầu vào chuẩn)", "JSON file with the fields (- for standard input)"),
    "at": Text("thời điểm của việc đã làm trên giấy", "instant of an act that was done on paper"),
    "for": Text("ghi thay người giữ ghế này (số ghế)", "record for the holder of this seat (its number)"),
    "evidence": Text("giấy đã ký, quét thành tệp", "the signed papers, scanned"),
    "idempotency-key": Text("khóa chống làm hai lần", "key that makes it one act however often it is sent"),
    "output": Text("dạng biên nhận", "form of the receipt"),
}


def add_act_arguments(parser: argparse.ArgumentParser, act: Act, language: str) -> None:
    """Add the flags of the door and those of the act's fields, with their labels as help."""
    said = {name: text.said_in(language) for name, text in DOOR_FLAGS.items()}
    parser.add_argument("--body", dest="door_body", metavar="CODE", required=True, help=said["body"])
    parser.add_argument("--json", dest="door_json", metavar="FILE", help=said["json"])
    add_caller_arguments(parser, language)
    parser.add_argument("--at", dest="door_at", metavar="TIME", help=said["at"])
    parser.add_argument("--for", dest="door_for", metavar="SEAT", type=int, help=said["for"])
    parser.add_argument(
        "--evidence", dest="door_evidence", metavar="FILE", nargs="+", default=[], type=Path, help=said["evidence"]
    )
    parser.add_argument("--idempotency-key", dest="door_key", metavar="KEY", help=said["idempotency-key"])
    parser.add_argument("--output", dest="door_output", choices=("text", "json"), default="text", help=said["output"])
    fields = parser.add_argument_group(act.title.said_in(language))
    hints = get_type_hints(act.given)
    for field in field_pages(act.given):
        _add_field(fields, field, hints[field.name], language)


def perform_from(args: argparse.Namespace, act: Act) -> int:
    """Perform the act that the arguments describe and print its receipt."""
    body, instant = args.door_body, now()
    caller = capacity_from(args, act, body, instant)
    call = call_for(
        act,
        given_in_body(act, body, sent_fields(args, act)),
        caller,
        instant,
        at=_instant(args.door_at),
        for_seat=args.door_for,
        evidence=tuple(keep(path, "--evidence").sha256 for path in args.door_evidence),
        key=args.door_key,
    )
    print_receipt(perform(call), args)
    return 0


def sent_fields(args: argparse.Namespace, act: Act) -> dict[str, object]:
    """Return the act's input as it was given: what the JSON file has, overridden by flags. Raises BadInput."""
    sent = _read_json(args.door_json) if args.door_json else {}
    hints = get_type_hints(act.given)
    for name, asked in fields_of(act.given).items():
        value = getattr(args, f"field_{name}", None)
        if value is not None:
            sent[name] = _value(value, asked.kind, hints[name], name)
    return sent


def print_receipt(receipt: Receipt, args: argparse.Namespace) -> None:
    """Print a receipt: a sentence, its place, its clause and what was made; or all of it as JSON."""
    if args.door_output == "json":
        print(json.dumps({**receipt.as_data(), "repeated": receipt.repeated}, ensure_ascii=False, default=str))
        return
    made = " · ".join(f"{name} {value}" for name, value in receipt.outcome.items())
    print(receipt.says.said_in(args.language))
    print(f"  {receipt.chain} {receipt.seq} · {receipt.basis.get('clause', '')}" + (f" · {made}" if made else ""))


def keep(path: Path, field: str) -> CheckedFile:
    """Check a file and keep its bytes; acts name it by its digest. Raises BadInput."""
    data = bytes_of(path, field)
    checked = check_upload(path.name, data)
    store_file(settings.CHIDAO_FILES, data)
    return checked


def _add_field(group: Any, field: FieldPage, hint: Any, language: str) -> None:
    said = ". ".join(text.said_in(language) for text in (field.label, field.hint) if text)
    choices = f" ({', '.join(field.choices)})" if field.choices else ""
    flag = f"--{field.name.replace('_', '-')}"
    more: dict[str, Any] = {"dest": f"field_{field.name}", "help": (said + choices).replace("%", "%%")}
    if hint is bool:
        more["action"] = argparse.BooleanOptionalAction
    elif get_origin(hint) is tuple:
        more |= {"nargs": "+", "action": "extend", "metavar": "…"}
    else:
        more["metavar"] = "…"
    group.add_argument(flag, default=None, **more)


def _value(value: Any, kind: str, hint: Any, name: str) -> object:
    """Read a flag: a path where the field is a file, JSON where it is a value of parts, `@file` for a long text."""
    if isinstance(value, list):
        return [_value(each, kind, _item(hint), name) for each in value]
    if not isinstance(value, str):
        return value
    if kind in FILE_KINDS:
        kept = keep(Path(value), name)
        return kept.sha256 if hint is str else dataclasses.asdict(kept)
    if dataclasses.is_dataclass(hint):
        return _read_part(value, name)
    if kind == "long" and value.startswith("@"):
        return bytes_of(Path(value[1:]), name).decode(errors="replace")
    return value


def _item(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is tuple else hint


def _read_part(value: str, name: str) -> object:
    try:
        return json.loads(value)
    except ValueError as error:
        raise BadInput(Reason(code="not_json", says=_NOT_JSON, field=name)) from error


def _read_json(place: str) -> dict[str, object]:
    raw = sys.stdin.buffer.read() if place == "-" else bytes_of(Path(place), "--json")
    try:
        read = json.loads(raw)
    except ValueError as error:
        raise BadInput(Reason(code="not_json", says=_NOT_JSON, field="--json")) from error
    if not isinstance(read, dict):
        raise BadInput(Reason(code="not_json", says=_NOT_JSON, field="--json"))
    return read


def _instant(written: str | None) -> datetime | None:
    if not written:
        return None
    try:
        instant = datetime.fromisoformat(written)
    except ValueError as error:
        raise BadInput(Reason(code="datetime", says=_NOT_INSTANT, field="--at")) from error
    return instant if instant.tzinfo else instant.replace(tzinfo=VIET_NAM)


_NOT_JSON = Text("Cần một đối tượng JSON.", "A JSON object is needed.")
_NOT_INSTANT = Text("Không phải thời điểm; viết như 2020-03-25T14:00.", "Not an instant; write 2020-03-25T14:00.")
