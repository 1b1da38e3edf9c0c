"""A prepared query answers each time by the values it is given, and by nothing of those it was written with."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from chidao.acts.prepared import GREATEST, rows_of
from chidao.people.models import Agency
from tests.factories import Founded, founded_body


@pytest.fixture
def body(db: None) -> Founded:
    return founded_body()


def by_keys(keys: tuple[int, ...]) -> QuerySet[Agency, Any]:
    found: QuerySet[Agency, Any] = Agency.objects.filter(pk__in=keys).order_by("pk").values_list("pk", "code")
    return found


def by_key(key: int) -> QuerySet[Agency, Any]:
    found: QuerySet[Agency, Any] = Agency.objects.filter(pk=key).values_list("code")
    return found


def until(day: date) -> QuerySet[Agency, Any]:
    found: QuerySet[Agency, Any] = Agency.objects.filter(effective_until=day).values_list("code")
    return found


def lasting(now: datetime, key: str) -> QuerySet[Session, Any]:
    return Session.objects.filter(expire_date__gt=now, session_key=key).values_list("expire_date")


def none(key: int) -> QuerySet[Agency, Any]:
    found: QuerySet[Agency, Any] = Agency.objects.none().filter(pk=key).values_list("code")
    return found


def test_each_value_finds_its_own(body: Founded) -> None:
    every = {each.pk: each.code for each in Agency.objects.order_by("pk")}
    for _ in range(2):
        assert [rows_of("by key", by_key, key=pk) for pk in every] == [[(code,)] for code in every.values()]


def test_lists_of_any_length_find_theirs(body: Founded) -> None:
    every = tuple(Agency.objects.order_by("pk").values_list("pk", "code"))
    for length in (*range(1, len(every) + 1), 1):
        assert rows_of("by keys", by_keys, keys=tuple(pk for pk, _ in every[:length])) == list(every[:length])


def test_days_and_instants_are_values_too(body: Founded) -> None:
    ends = datetime(2030, 5, 6, 7, 8, 9, tzinfo=UTC)
    Session.objects.create(session_key="k", session_data="", expire_date=ends)
    assert rows_of("until", until, day=date(2020, 3, 3)) == []
    assert rows_of("lasting", lasting, now=datetime(2030, 5, 6, 7, tzinfo=UTC), key="k") == [(ends,)]
    assert rows_of("lasting", lasting, now=ends, key="k") == []


def test_a_number_no_column_holds_finds_nothing(body: Founded) -> None:
    assert rows_of("by key", by_key, key=GREATEST + 1) == []
    assert rows_of("by key", by_key, key=2**80) == []


def test_what_finds_nothing_asks_nothing(body: Founded, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert rows_of("none", none, key=1) == []


def test_a_value_must_reach_the_query(body: Founded) -> None:
    with pytest.raises(AssertionError):
        rows_of("left out", lambda key, other: by_key(key), key=1, other=2)
