"""Values of the model made of a tree, by the tags that their fields name; dates and numbers as people write them."""

from __future__ import annotations

import dataclasses
import re
import types
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from chidao.kernel.days import VIET_NAM

DAYS: Final = ("%Y/%m/%d", "%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")
_TIME: Final = re.compile(r"[ T](\d{1,2}):(\d{2})(?::(\d{2}))?")
_OFFSET: Final = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})$")
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199

Node = tuple[str, str, tuple[Any, ...]]
"""Name, words, children."""


@dataclass(slots=True)
class Builder:
    """Makes values of a tree, by the tags that their fields name; `unread` names what could not be read."""

    unread: list[str] = field(default_factory=list)

    def made(self, kind: Any, node: Node) -> Any:
        """Return a value of a kind."""
        hints = _hints(kind)
        return kind(**{field.name: self._field(field, hints[field.name], node) for field in dataclasses.fields(kind)})

    def _field(self, field: dataclasses.Field[Any], hint: Any, node: Node) -> Any:
        about = field.metadata
        names = {_plain(each) for each in (about["tag"], *about["others"])}
        found = [child for child in node[2] if child[0] in names]
        if get_origin(hint) is tuple:
            return self._many(about["item"], get_args(hint)[0], found)
        if not found:
            bare = about["bare"] and node[1] and not node[2]
            return self._value(hint, (about["tag"], node[1], ())) if bare else _nothing(field)
        value = self._value(hint, found[0])
        return _nothing(field) if value is None else value

    def _many(self, item: str, kind: Any, found: list[Node]) -> tuple[Any, ...]:
        if item and found:
            inside = [child for each in found for child in each[2] if child[0] == _plain(item)]
            found = inside or [each for each in found if each[1] and not each[2]]
        made = (self._value(kind, each) for each in found)
        return tuple(each for each in made if each not in (None, ""))

    def _value(self, hint: Any, node: Node) -> Any:
        kind = _bare(hint)
        if dataclasses.is_dataclass(kind):
            return self.made(kind, node)
        words = node[1] or "/".join(words for _, words, _ in node[2] if words)
        if kind is str or not words:
            return words if kind is str else None
        value = _READ[kind](words)
        if value is None:
            self.unread.append(f"{node[0]} “{words[:60]}”")
        return value


def _plain(name: str) -> str:
    return name.lower().replace("bussiness", "business")


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _bare(hint: Any) -> Any:
    if get_origin(hint) in {types.UnionType, Union}:
        return next(each for each in get_args(hint) if each is not type(None))
    return hint


def _nothing(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _day(words: str) -> date | None:
    written = re.split(r"[ T]", words.strip())[0]
    for form in DAYS:
        try:
            found = datetime.strptime(written, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return found if FIRST_YEAR <= found.year <= LAST_YEAR else None
    return None


def _instant(words: str) -> datetime | None:
    if _OFFSET.search(words):
        try:
            return datetime.fromisoformat(words.replace("/", "-")).astimezone(VIET_NAM)
        except (ValueError, OverflowError):
            return None
    day, time = _day(words), _TIME.search(words)
    if day is None:
        return None
    hour, minute, second = (int(each or 0) for each in time.groups()) if time else (0, 0, 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=VIET_NAM)


def _number(words: str) -> int | None:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else None


_READ: Final = {date: _day, datetime: _instant, int: _number}
