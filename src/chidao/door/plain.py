"""What the doors answer with as plain data: values, texts, days and instants as JSON has them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from chidao.kernel.wording import Text
from chidao.ledger.chain import plain

AS_IT_IS: Final = frozenset({str, int, float, bool, type(None)})


def as_plain(value: object) -> object:
    """Return dataclasses, texts, days and instants as JSON data; instants in UTC."""
    kind: type[Any] = type(value)
    if kind in AS_IT_IS:
        return value
    if isinstance(value, Text):
        return value.as_data()
    if names := _fields_of(kind):  # type: ignore[arg-type]  # every class can be told from others
        return {name: as_plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(name): as_plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [as_plain(part) for part in value]
    return plain(value)


@cache
def _fields_of(kind: type[Any]) -> tuple[str, ...]:
    """Return the names of a dataclass's fields, none for any other kind; asked of hundreds of values an answer."""
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()
