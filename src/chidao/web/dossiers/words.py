"""How dossiers are shown: their state with its look, where a paper of one opens."""

from __future__ import annotations

from typing import Final

from django.urls import reverse

from chidao.archive.queries import DossierRow, ItemRow
from chidao.archive.retention import retention
from chidao.archive.rules import STATES, State
from chidao.kernel.wording import Text
from chidao.web.here import Here

LOOKS: Final[dict[State, str]] = {"open": "due", "closed": "", "current": "kept", "historical": "kept"}
MARKS: Final[dict[State, str]] = {"open": "◆", "closed": "●", "current": "✓", "historical": "✓"}
ROOMS: Final = {"document": "documents", "incoming": "incoming", "instrument": "instruments"}


def shown_dossier(here: Here, row: DossierRow) -> dict[str, object]:
    """Return a dossier as a list shows it: its group in words, its state, the days left until its hand-over."""
    group = retention().groups.get(row.group)
    return {
        "row": row,
        "group": group.title if group else None,
        "state": STATES[row.state],
        "look": LOOKS[row.state],
        "mark": MARKS[row.state],
        "left": (row.due_on - here.today).days if row.due_on else None,
    }


def item_address(here: Here, dossier: int, item: ItemRow) -> str:
    """Return where a paper of a dossier opens: its own page, or the file itself; "" for one that is not shown."""
    if not item.shown:
        return ""
    if item.kind == "file":
        return reverse("dossier_paper", args=[here.body, dossier, item.id])
    if item.kind == "instrument":
        return reverse("instrument", args=[here.body, item.paper])
    return f"{reverse(ROOMS[item.kind], args=[here.body])}{item.paper}/"


def left_words(row: DossierRow) -> Text:
    """Return what a dossier waits for next: closing, one archive or the other."""
    if row.state == "open":
        return Text("kết thúc và nộp lưu trữ hiện hành", "close, and hand over to the current archive")
    if row.state == "closed":
        return Text("nộp lưu trữ hiện hành", "hand over to the current archive")
    return Text("nộp lưu trữ lịch sử", "hand over to the historical archive")
