"""`chidao matrix`: who may do and who may see, under the regulation of a day."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from datetime import date
from typing import Final

from chidao.door.clock import now
from chidao.instruments.vocabulary import SCOPES, SUBJECTS
from chidao.kernel.days import local_day
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text
from chidao.mandates.queries import body_codes
from chidao.reports.matrix import Cell, Ground, Matrix, matrix

NAME: Final = "matrix"
HELP: Final = Text("bảng thẩm quyền: ai được làm gì, xem gì", "the permission matrix: who may do and see what")
SIGNS: Final = {"yes": "●", "conditions": "○"}
_NO_BODY = Text("Hệ thống không giữ ban chỉ đạo này.", "This installation does not hold that body.")
_LEGEND = Text(
    "● được; ○ được khi đủ điều kiện; ✎ được ghi thay từ giấy", "● may; ○ may under conditions; ✎ may record from paper"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the body, the day and `--json`."""
    parser.add_argument("--body", required=True)
    parser.add_argument("--on", type=date.fromisoformat)
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print the table."""
    if args.body not in body_codes():
        raise NotFound(Reason(code="no_such_body", says=_NO_BODY, field="--body"))
    found = matrix(args.body, args.on or local_day(now()))
    if args.json:
        print(json.dumps(found.as_data(), ensure_ascii=False))
    else:
        _print(found, args.language)
    return 0


def _print(found: Matrix, language: str) -> None:
    titles = {role.id: role.title.said_in(language) for role in found.roles}
    for role in found.roles:
        print(f"{titles[role.id]} ({role.id})")
        for act in found.acts:
            if line := _line(found.cells[role.id, act], titles, language):
                print(f"  {line}")
        for subject, scope in found.sees[role.id].items():
            print(f"  ◉ {SUBJECTS[subject].said_in(language)}: {SCOPES[scope].said_in(language)}")
    print(_LEGEND.said_in(language))


def _line(cell: Cell, titles: Mapping[str, str], language: str) -> str:
    signs = SIGNS.get(cell.verdict, "") + ("✎" if cell.records_by else "")
    if not signs:
        return ""
    if cell.verdict == "no":
        return f"{signs} {cell.act} [{cell.records_by}]"
    grounds = "; ".join(_ground(ground, titles, language) for ground in cell.grounds)
    return f"{signs} {cell.act}: {grounds}"


def _ground(ground: Ground, titles: Mapping[str, str], language: str) -> str:
    standing = _STANDING.filled(who=titles.get(ground.stands_for or "", "")).said_in(language)
    parts = [standing if ground.stands_for else "", ground.says().said_in(language)]
    narrowed = ", ".join(part for part in parts if part)
    return f"[{ground.stands_by or ground.clause}]" + (f" {narrowed}" if narrowed else "")


_STANDING = Text("thay {who} vắng mặt", "for the absent {who}")
