"""Public documents as data: rows with stable ids, in CSV and JSON, described once as W3C "CSV on the Web" metadata."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Final

from chidao.kernel.wording import Text
from chidao.portal.queries import PublicRow

LICENCE: Final = Text("Được sao chép và sử dụng tự do, kèm ghi nguồn.", "Free to copy and use, with its source named.")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the data: its name, its type (XML Schema), and what it says."""

    name: str
    kind: str
    says: Text


COLUMNS: Final = (
    Column("id", "string", Text("mã xác thực của văn bản, không đổi", "verification code of the document, stable")),
    Column("body", "string", Text("mã của ban chỉ đạo", "code of the committee")),
    Column("kind", "string", Text("loại văn bản (chữ viết tắt theo NĐ 30/2020)", "kind, by its abbreviation")),
    Column("number", "integer", Text("số", "number")),
    Column("symbol", "string", Text("ký hiệu", "symbol")),
    Column("subject", "string", Text("trích yếu của bản công khai", "subject, as in the public copy")),
    Column("dated_on", "date", Text("ngày văn bản", "date of the document")),
    Column("signer", "string", Text("chức vụ người ký", "post of the signer")),
    Column("published_at", "dateTime", Text("thời điểm công khai (UTC)", "when it was published (UTC)")),
    Column("state", "string", Text("in_force, replaced, recalled", "in_force, replaced, recalled")),
    Column("replaced_by", "string", Text("số, ký hiệu văn bản thay thế", "number and symbol of what replaced it")),
    Column("places_taken_out", "integer", Text("số chỗ đã lược bỏ dữ liệu cá nhân", "places of personal data removed")),
    Column("page", "anyURI", Text("trang công khai", "public page")),
)


def records(rows: Iterable[PublicRow], site: str) -> list[dict[str, object]]:
    """Return public documents as plain values by column; `site` ("https://…") stands before each page's path."""
    return [_record(row, site) for row in rows]


def as_csv(found: Sequence[Mapping[str, object]]) -> bytes:
    """Write records as CSV (RFC 4180) in UTF-8 with a mark of its encoding, for spreadsheets.

    A text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.name for column in COLUMNS])
    writer.writerows([_safe(each[column.name]) for column in COLUMNS] for each in found)
    return out.getvalue().encode("utf-8-sig")


def as_json(found: Sequence[Mapping[str, object]], *, described_at: str) -> bytes:
    """Write records as JSON with the licence and the address of what describes them."""
    told = {"licence": LICENCE.as_data(), "described_by": described_at, "documents": list(found)}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def described(*, csv_at: str, body: str) -> bytes:
    """Return the description of the CSV: its columns, key and licence (W3C, Metadata Vocabulary for Tabular Data)."""
    columns = [
        {"name": each.name, "titles": each.name, "datatype": each.kind, "dc:description": each.says.as_data()}
        for each in COLUMNS
    ]
    told = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": csv_at,
        "dc:title": {"vi": f"Văn bản công khai · {body}", "en": f"Public documents · {body}"},
        "dc:rights": LICENCE.as_data(),
        "dialect": {"header": True, "encoding": "utf-8"},
        "tableSchema": {"columns": columns, "primaryKey": "id"},
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _record(row: PublicRow, site: str) -> dict[str, object]:
    return {
        "id": row.code,
        "body": row.body,
        "kind": row.kind,
        "number": row.number,
        "symbol": row.symbol,
        "subject": row.title,
        "dated_on": row.dated_on.isoformat(),
        "signer": row.signer,
        "published_at": row.published_at.astimezone(UTC).isoformat(timespec="seconds"),
        "state": row.state,
        "replaced_by": row.replaced_by,
        "places_taken_out": row.redacted,
        "page": f"{site}/public/{row.body}/{row.code}/",
    }


def _safe(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
