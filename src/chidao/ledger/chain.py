"""The arithmetic of the record: canonical form, digests, and the hash that chains one event to the next (PURE).

An event's hash covers everything it says and the hash before it, so that an edited, removed or reordered event
breaks the chain at its place. Row digests inside the event let the verifier find a row edited behind the door.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

GENESIS: Final = "0" * 64


def canonical(value: object) -> str:
    """Return the one JSON spelling of a value: sorted keys, no spaces, instants in UTC, nothing escaped."""
    return json.dumps(plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def plain(value: object) -> object:  # noqa: PLR0911 - one return a kind of value, and nothing else
    """Return the value as JSON data; bytes by their SHA-256. Raises TypeError for what has no agreed spelling."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        parts = [plain(part) for part in value]
        return sorted(parts, key=repr) if isinstance(value, set | frozenset) else parts
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"no canonical form for {type(value).__name__}")


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical form, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def row_digest(values: Mapping[str, object]) -> str:
    """Return the digest of a row's values; what is empty is left out, so that a column added later changes nothing."""
    return digest({name: value for name, value in values.items() if value is not None and value != ""})


def event_hash(previous: str, said: Mapping[str, object]) -> str:
    """Return the hash of an event that says `said` and follows the event whose hash is `previous`."""
    return digest({"previous": previous, "said": said})
