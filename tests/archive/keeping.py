"""The small body with a secretary who keeps dossiers, and its visitors."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.conf import settings

from chidao.documents.files import store_file
from chidao.documents.uploads import CheckedFile, check_upload
from tests.charters_small import BESIDE, SMALL
from tests.factories import founded_body
from tests.web.visiting import Visit

ACTS: Final = "open_dossier, file_in_dossier, take_from_dossier, close_dossier, hand_over_dossiers"
KEEP: Final = f"  - {{id: keep, acts: [{ACTS}], roles: [secretary], clause: T1-beside-1}}\n"
SERIES: Final = (
    '  - {kind: QĐ, symbol: "QĐ-BTN", clause: T1-beside-1}\n  - {kind: BC, symbol: "BC-BTN", clause: T1-beside-1}\n'
)
PDF: Final = b"%PDF-1.4\n%%EOF\n"


def keeping() -> Visit:
    """Return visitors of a body whose secretary may do every act of the archive."""
    charter = SMALL + "  - {feature: dossiers, clause: T1-1}\n"
    beside = BESIDE.replace("powers:\n", f"powers:\n{KEEP}").replace("series:\n", f"series:\n{SERIES}")
    return Visit(body=founded_body(charter=charter, beside=beside))


def scanned(words: str = "") -> CheckedFile:
    """Keep a scan whose bytes differ by its words."""
    data = PDF + words.encode()
    store_file(settings.CHIDAO_FILES, data)
    return check_upload("ban ky.pdf", data)


def paper(visit: Visit, number: int, *, kind: str = "CV", scan: bool = True, on: date = date(2020, 3, 2)) -> int:
    """Enter a paper of the body from before, with its scan."""
    symbol = {"CV": "BTN-VP", "QĐ": "QĐ-BTN", "KH": "KH-BTN", "BC": "BC-BTN"}[kind]
    given: dict[str, Any] = {
        "kind": kind,
        "number": number,
        "symbol": symbol,
        "dated_on": on,
        "title": f"Việc số {number}",
    }
    made = visit.do("enter_outside_document", "secretary", **given, scan=scanned(f"{kind}{number}") if scan else None)
    return int(made["document"])


def dossier(visit: Visit, *papers: int, **more: Any) -> int:
    """Open a dossier with documents in it."""
    pieces = tuple(f"document:{each}" for each in papers)
    given = {"title": "Công văn trao đổi", "group": "correspondence", "pieces": pieces} | more
    return int(visit.do("open_dossier", "secretary", **given)["dossier"])


def closed(visit: Visit, *papers: int, **more: Any) -> int:
    """Open a dossier with documents in it and close it."""
    key = dossier(visit, *papers, **more)
    visit.do("close_dossier", "secretary", dossier=key)
    return key
