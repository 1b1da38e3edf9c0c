"""The fixed sentences of a form, with the fields that stand in them: written out, and read back (PURE)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import Any, Final

from chidao.documents.paper import clock_time, long_date

LOCAL: Final = timezone(timedelta(hours=7))
"""Viet Nam's zone: an instant of a form is kept as its local minute, without a zone."""
_PLACE: Final = re.compile(r"\{(\w+)\}")
_DATE: Final = r"ngày \d{1,2} tháng \d{1,2} năm \d{4}"
_INSTANT: Final = rf"\d{{1,2}} giờ \d{{2}}, {_DATE}"
_NUMBERS: Final = re.compile(r"\d+")
_ITEM: Final = "- "

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a form in its variants, the fullest first: "Địa điểm: {place}".

    The first variant whose fields are all given is printed; one without fields always is. `items` names the field
    whose lines follow, each after "- ".
    """

    variants: tuple[str, ...]
    items: str = ""

    def fields(self) -> tuple[str, ...]:
        """Return the names of its fields, its items too."""
        named = [name for each in self.variants for name in _PLACE.findall(each)]
        return tuple(dict.fromkeys([*named, *([self.items] if self.items else [])]))


def said_lines(said: Sequence[Said], content: Mapping[str, Any], kinds: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines that sentences give for a content; `kinds` says what each field is."""
    for each in said:
        items = [f"{_ITEM}{line}" for line in content.get(each.items) or ()]
        if each.items and not items:
            continue
        variant = next((one for one in each.variants if _is_filled(one, content)), None)
        if variant is not None:
            yield _PLACE.sub(lambda found: shown(content[found[1]], kinds[found[1]]), variant)
            yield from [f"{line};" for line in items[:-1]] + [f"{line}." for line in items[-1:]]


def read_opening(said: Sequence[Said], lines: Sequence[str], kinds: Mapping[str, str]) -> tuple[Fields, list[str]]:
    """Take the sentences off the head of some lines. Returns their fields and the lines that are left."""
    found: Fields = {}
    left = list(lines)
    for each in said:
        fields = _matched(each, left[0], kinds) if left else None
        if fields is None:
            continue
        count = _items_from(left, 1) if each.items else 0
        if each.items and not count:
            continue
        found |= fields
        if each.items:
            found[each.items] = [_item(line) for line in left[1 : 1 + count]]
        left = left[1 + count :]
    return found, left


def read_closing(said: Sequence[Said], lines: Sequence[str], kinds: Mapping[str, str]) -> tuple[Fields, list[str]]:
    """Take the sentences off the end of some lines. Returns their fields and the lines that are left."""
    found: Fields = {}
    left = list(lines)
    for each in reversed(said):
        count = _items_until(left) if each.items else 0
        place = len(left) - 1 - count
        fields = _matched(each, left[place], kinds) if place >= 0 and bool(count) == bool(each.items) else None
        if fields is None:
            continue
        found = fields | found
        if each.items:
            found[each.items] = [_item(line) for line in left[place + 1 :]]
        left = left[:place]
    return found, left


def shown(value: Any, kind: str) -> str:
    """Return the words for a field: a date and an instant in full, as the norm writes them."""
    if kind == "date":
        return long_date(date.fromisoformat(value))
    if kind == "instant":
        at = datetime.fromisoformat(value)
        return f"{clock_time(at)}, {long_date(at.date())}"
    return str(value)


def tidy_value(value: Any, kind: str) -> Any:
    """Put a field's value in its one form. Raises ValueError or TypeError for what is none of its kind."""
    if kind == "lines":
        lines = value.splitlines() if isinstance(value, str) else value
        return [line for line in (" ".join(str(each).split()).rstrip(".; ") for each in lines) if line]
    if not isinstance(value, str):
        raise TypeError(kind)
    plain = " ".join(value.split())
    if kind == "date":
        return date.fromisoformat(plain).isoformat() if plain else ""
    if kind == "instant":
        return _minute(datetime.fromisoformat(plain)) if plain else ""
    return plain


def _minute(at: datetime) -> str:
    return (at.astimezone(LOCAL) if at.tzinfo else at).strftime("%Y-%m-%dT%H:%M")


def _is_filled(variant: str, content: Mapping[str, Any]) -> bool:
    return all(content.get(name) for name in _PLACE.findall(variant))


def _items_from(lines: Sequence[str], start: int) -> int:
    count = 0
    while start + count < len(lines) and lines[start + count].startswith(_ITEM):
        count += 1
    return count


def _items_until(lines: Sequence[str]) -> int:
    count = 0
    while count < len(lines) and lines[-1 - count].startswith(_ITEM):
        count += 1
    return count


def _item(line: str) -> str:
    return line.removeprefix(_ITEM).rstrip(".; ")


def _matched(said: Said, line: str, kinds: Mapping[str, str]) -> Fields | None:
    for variant in said.variants:
        found = _pattern(variant, tuple(kinds[name] for name in _PLACE.findall(variant))).fullmatch(line)
        if found is None:
            continue
        read = {name: _read(words, kinds[name]) for name, words in found.groupdict().items()}
        if all(read.values()):
            return read
    return None


def _read(words: str, kind: str) -> str | None:
    numbers = [int(each) for each in _NUMBERS.findall(words)] if kind in {"date", "instant"} else []
    try:
        if kind == "date":
            return date(*numbers[::-1]).isoformat()
        if kind == "instant":
            hour, minute, day, month, year = numbers
            return _minute(datetime(year, month, day, hour, minute, tzinfo=LOCAL))
    except ValueError:
        return None
    return words


@cache
def _pattern(variant: str, kinds: tuple[str, ...]) -> re.Pattern[str]:
    by_kind = {"date": _DATE, "instant": _INSTANT}
    parts = _PLACE.split(variant)
    shapes = iter(kinds)
    written = [
        rf"(?P<{part}>{by_kind.get(next(shapes), '.+')})" if place % 2 else re.escape(part)
        for place, part in enumerate(parts)
    ]
    return re.compile("".join(written))
