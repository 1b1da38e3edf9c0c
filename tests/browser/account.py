"""What a book tells, as data: its record, its refusals, every recorded row, the files it keeps.

An instant that somebody gave (when a meeting begins, when a paper was signed) stays; of the others, which depend on how
quickly one walks, only whether it is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

Row = dict[str, Any]
GIVEN: Final = frozenset({"starts_at", "ended_at"})
WHO: Final = ("actor_person", "actor_seat", "actor_says", "operator_person", "operator_seat", "operator_says")
HAPPENED: Final = ("seq", "within_seq", "act", *WHO, "evidence", "basis", "given", "outcome", "says", "corrects_seq")
REFUSED: Final = ("act", "actor_person", "actor_seat", "actor_says", "operator_person", "given", "reasons")


def account() -> Row:
    """Return what the open book tells."""
    from chidao.acts.recorded import recorded_models
    from chidao.documents.models import StoredFile
    from chidao.ledger.models import Event, OutboxMessage, RefusalEntry

    events = list(Event.objects.order_by("chain", "seq"))
    scans = [sha256 for event in events for sha256 in event.evidence]
    return {
        "events": [_event(each) for each in events],
        "refusals": [_columns(each, REFUSED) for each in RefusalEntry.objects.order_by("id")],
        "messages": [_columns(each, ("topic", "payload")) for each in OutboxMessage.objects.order_by("id")],
        "tables": {model._meta.db_table: _rows(model) for model in recorded_models()},
        "kept": _kept({*scans, *StoredFile.objects.values_list("sha256", flat=True)}),
    }


def _kept(named: set[str]) -> dict[str, bool]:
    """Say of each file that is named whether its bytes are here, unharmed."""
    from django.conf import settings

    from chidao.documents.files import is_intact

    return {sha256: is_intact(settings.CHIDAO_FILES, sha256) for sha256 in sorted(named)}


def _event(event: Any) -> Row:
    """Return an event: of each row that it touched, which, and whether it is there afterwards."""
    told = _columns(event, HAPPENED) | {"rows": [[table, row, mark is not None] for table, row, mark in event.rows]}
    was_given = event.at.second == event.at.microsecond == 0
    return told | {"at": event.at.isoformat() if was_given else "now"}


def _columns(row: Any, names: tuple[str, ...]) -> Row:
    return {name: getattr(row, name) for name in names}


def _rows(model: Any) -> Mapping[str, Row]:
    return {str(row.pk): _row(row) for row in model.objects.order_by("pk")}


def _row(row: Any) -> Row:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: _shown(name, value) for name, value in values.items()}


def _shown(name: str, value: Any) -> Any:
    return "an instant" if isinstance(value, datetime) and name not in GIVEN else value
