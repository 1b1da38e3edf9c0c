"""What is asked on every page is written in the ORM's words, put into SQL once, and asked again with other values.

Writing the SQL of a query takes the ORM longer than the database takes to answer it, and for the queries of a page in
daily use it is the same SQL each time (ADR 0004). The first time a query is written with stand-ins for its values;
where they come out among the parameters is where the values go from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

from chidao.ledger.models import ChainHead

Value = int | str | date | datetime | tuple[int, ...]
Row = tuple[Any, ...]
Written = Callable[..., "QuerySet[Any, Any]"]

GREATEST: Final = 2**31 - 1
"""The greatest number every column of numbers holds; a query about a greater one is written out anew."""
_FIRST_NUMBER: Final = 2_000_000_000
_FIRST_DAY: Final = date(2, 1, 1)
_FIRST_INSTANT: Final = datetime(3, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """SQL with its parameters, which of them are values (place, kind, number of the value), and what turns columns
    into Python."""

    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, type, int], ...]
    converters: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]


_prepared: Final[dict[tuple[object, ...], _Prepared | None]] = {}


def rows_of(name: object, written: Written, /, **values: Value) -> list[Row]:
    """Return the rows of a query, as tuples. `written` gets the values by name and returns a `values_list`.

    It hands every value on to the query and decides nothing by it; whatever the query's form depends on stands in
    `name`, which no other query bears. A tuple of numbers is for `__in`, and must not be empty.
    """
    even = {name: _evened(value) if isinstance(value, tuple) else value for name, value in values.items()}
    flat = list(_flat(even))
    alias = router.db_for_read(ChainHead)
    if any(isinstance(each, int) and abs(each) > GREATEST for each in flat):
        return list(written(**values))
    connection = connections[alias]
    key = (alias, connection.vendor, name, *(len(each) for each in even.values() if isinstance(each, tuple)))
    if key not in _prepared:
        _prepared[key] = _prepare(connection, written, even)
    prepared = _prepared[key]
    return _rows(connection, prepared, flat) if prepared else []


def _rows(connection: BaseDatabaseWrapper, prepared: _Prepared, flat: Sequence[Any]) -> list[Row]:
    params = list(prepared.params)
    for place, kind, number in prepared.places:
        value = _adapted(connection, flat[number])
        params[place] = value if type(value) is kind else kind(value)
    with connection.cursor() as cursor:
        cursor.execute(prepared.sql, params)
        found: list[Row] = cursor.fetchall()
    return [_converted(row, prepared, connection) for row in found] if prepared.converters else found


def _converted(row: Row, prepared: _Prepared, connection: BaseDatabaseWrapper) -> Row:
    values = list(row)
    for place, converters, column in prepared.converters:
        for convert in converters:
            values[place] = convert(values[place], column, connection)
    return tuple(values)


def _prepare(connection: BaseDatabaseWrapper, written: Written, values: Mapping[str, Value]) -> _Prepared | None:
    """Write the query with stand-ins; None for one that the ORM knows to find nothing."""
    stand_ins = _stand_ins(values)
    query = written(**stand_ins).using(connection.alias).query
    compiler: Any = query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    numbers = {_adapted(connection, each): number for number, each in enumerate(_flat(stand_ins))}
    places = tuple((place, type(each), numbers[each]) for place, each in enumerate(params) if each in numbers)
    assert {number for *_, number in places} == set(numbers.values()), "a value that does not reach the query"
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    return _Prepared(
        sql=sql,
        params=tuple(params),
        places=places,
        converters=tuple((place, tuple(each), column) for place, (each, column) in converters.items()),
    )


def _stand_ins(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return for each value one of its kind that no query names, no two alike."""
    found: dict[str, Value] = {}
    used = 0
    for name, value in values.items():
        if isinstance(value, tuple):
            found[name] = tuple(_FIRST_NUMBER + used + place for place in range(len(value)))
            used += len(value)
        else:
            found[name] = _stand_in(value, used)
            used += 1
    return found


def _stand_in(value: int | str | date | datetime, number: int) -> Value:
    if isinstance(value, int):
        return _FIRST_NUMBER + number
    if isinstance(value, datetime):
        return _FIRST_INSTANT + timedelta(days=number)
    return _FIRST_DAY + timedelta(days=number) if isinstance(value, date) else f"stand-in {number}"


def _evened(numbers: tuple[int, ...]) -> tuple[int, ...]:
    """Return the numbers, the last repeated up to a power of two, so that few lengths are ever prepared."""
    return numbers + numbers[-1:] * ((1 << (len(numbers) - 1).bit_length()) - len(numbers))


def _flat(values: Mapping[str, Value]) -> Iterator[int | str | date | datetime]:
    for value in values.values():
        if isinstance(value, tuple):
            yield from value
        else:
            yield value


def _adapted(connection: BaseDatabaseWrapper, value: Any) -> Any:
    """Return a value as the database's driver takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
