"""A dossier closed: nothing goes in or out any more, its order and its index stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.archive.acts.filing import dossier_of, locked_dossier
from chidao.archive.facts import dossier_label, facts_of
from chidao.archive.rules import against_closing
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, Reason, raise_if_any
from chidao.kernel.wording import Text, same
from chidao.people.acts import BODY

MOST_NOTED: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDossier:
    """A dossier whose work has ended."""

    body: str = asked(*BODY)
    dossier: int = asked("Hồ sơ", "Dossier", "dossier")
    lacking: str = asked(
        "Tài liệu thiếu, và vì sao", "What is wanting, and why", default="",
        hint=Text(
            "Chỉ khi bản đã ký không còn tìm được; lời này giữ cùng hồ sơ.",
            "Only where a signed paper cannot be found any more; it is kept with the dossier.",
        ),
    )  # fmt: skip


def _about(given: CloseDossier, at: datetime) -> Matter:
    dossier = dossier_of(given.body, given.dossier)
    return Matter(body=given.body, says=same(f"{dossier_label(dossier)} {dossier.title}"))


@act(
    "close_dossier",
    ("Kết thúc hồ sơ", "Close a dossier"),
    ("Kết thúc hồ sơ {what}", "Closed dossier {what}"),
    given=CloseDossier,
    about=_about,
)
def close_dossier(doing: Doing, given: CloseDossier) -> Mapping[str, object]:
    """Close a dossier. Raises Conflict with every reason against: empty, open work, papers unnumbered or unsigned."""
    dossier = locked_dossier(doing, given.body, given.dossier)
    raise_if_any(Conflict, against_closing(facts_of(dossier), given.lacking))
    wanting = f"Thiếu: {given.lacking.strip()}" if given.lacking.strip() else ""
    note = "; ".join(part for part in (dossier.note, wanting) if part)
    if len(note) > MOST_NOTED:
        raise BadInput(Reason(code="note_too_long", says=_TOO_LONG.filled(most=MOST_NOTED), field="lacking"))
    doing.change(dossier, closed_on=local_day(doing.at), note=note)
    return {"dossier": dossier.pk}


_TOO_LONG = Text("Ghi chú của hồ sơ dài quá {most} ký tự.", "The dossier's note is longer than {most} characters.")
