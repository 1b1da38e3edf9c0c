"""The outbox: what is due is claimed once, comes back when its worker dies, and is put off for longer each time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chidao.ledger.models import Event, OutboxMessage
from chidao.ledger.outbox import (
    FIRST_PAUSE,
    HOLD,
    LONGEST_PAUSE,
    MOST_ATTEMPTS,
    Claim,
    claim,
    mark_sent,
    pause_after,
    put_off,
    standing,
)
from tests.factories import MORNING, Founded

LATER = MORNING + timedelta(hours=2)


def message(topic: str = "notice", due_at: datetime = MORNING) -> OutboxMessage:
    """Leave a message, as an act's own transaction does."""
    event = Event.objects.order_by("-seq")[0]
    return OutboxMessage.objects.create(event=event, topic=topic, payload={"n": 1}, created_at=MORNING, due_at=due_at)


def claimed(now: datetime = LATER) -> list[Claim]:
    """Claim what is due."""
    return claim(now, alias="default")


@pytest.mark.django_db
def test_what_is_due_is_claimed_once_the_oldest_first(founded: Founded) -> None:
    second, first = message(due_at=MORNING + timedelta(hours=1)), message()
    message(due_at=LATER + timedelta(seconds=1))
    assert [held.id for held in claimed()] == [first.pk, second.pk]
    assert claimed() == []


@pytest.mark.django_db
def test_a_claim_says_which_event_it_comes_from(founded: Founded) -> None:
    message()
    held = claimed()[0]
    assert (held.chain, held.seq) == ("T1", Event.objects.order_by("-seq")[0].seq)
    assert (held.payload, held.attempts, held.held_until) == ({"n": 1}, 1, LATER + HOLD)


@pytest.mark.django_db
def test_what_a_dead_worker_held_is_claimed_again(founded: Founded) -> None:
    message()
    claimed()
    assert claimed(LATER + HOLD - timedelta(seconds=1)) == []
    assert [held.attempts for held in claimed(LATER + HOLD)] == [2]


@pytest.mark.django_db
def test_what_was_sent_is_not_sent_again(founded: Founded) -> None:
    made = message()
    assert mark_sent(claimed()[0], LATER, alias="default", note="không có thư điện tử")
    made.refresh_from_db()
    assert (made.sent_at, made.last_error) == (LATER, "không có thư điện tử")
    assert claimed(LATER + HOLD * 9) == []


@pytest.mark.django_db
def test_what_failed_is_put_off(founded: Founded) -> None:
    made = message()
    assert put_off(claimed()[0], LATER, "máy chủ không trả lời", alias="default")
    made.refresh_from_db()
    assert (made.due_at, made.claimed_until) == (LATER + FIRST_PAUSE, None)
    assert claimed(LATER + FIRST_PAUSE - timedelta(seconds=1)) == []
    assert claimed(LATER + FIRST_PAUSE)[0].attempts == 2


@pytest.mark.django_db
def test_whose_claim_ran_out_settles_nothing(founded: Founded) -> None:
    message()
    slow = claimed()[0]
    again = claimed(LATER + HOLD)[0]
    assert not put_off(slow, LATER + HOLD, "muộn", alias="default")
    assert not mark_sent(slow, LATER + HOLD, alias="default")
    assert mark_sent(again, LATER + HOLD, alias="default")


@pytest.mark.django_db
def test_after_many_failures_it_is_given_up_and_said(founded: Founded) -> None:
    message()
    now = LATER
    for _ in range(MOST_ATTEMPTS):
        put_off(claimed(now)[0], now, "hỏng", alias="default")
        now += LONGEST_PAUSE
    assert claimed(now) == []
    assert standing(now, alias="default").given_up == 1


@given(st.integers(min_value=1, max_value=10_000))
def test_pauses_grow_and_have_an_end(attempts: int) -> None:
    assert FIRST_PAUSE <= pause_after(attempts) <= pause_after(attempts + 1) <= LONGEST_PAUSE
