"""Drafts kept: whose they are, two windows at once, given up; and who may begin one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

import pytest
from django.core.signing import Signer

from chidao.cli.main import main
from chidao.kernel.days import VIET_NAM
from chidao.kernel.errors import BadInput, Conflict, NotFound, Refused
from chidao.onboarding.access import may_found, setup_token
from chidao.onboarding.adopting import adopt, recorder_of
from chidao.onboarding.drafts import MOST_DRAFTS, discard, draft_of, drafts_of, redo, start, take, undo, work_of
from chidao.onboarding.models import OnboardingDraft
from chidao.people.models import Person
from tests.factories import founded_body
from tests.onboarding.texts import DECISION

pytestmark = pytest.mark.django_db

NOW: Final = datetime(2026, 3, 2, 9, 0, tzinfo=VIET_NAM)
ACCEPT: Final = {"do": "accept", "items": ["seats/chair"]}


def started(**more: Any) -> OnboardingDraft:
    """Return a new draft of the decision."""
    given = {"owner": "visitor:x", "file_name": "a.txt", "sha256": "", "text": DECISION, "now": NOW}
    return start(**{**given, **more})


def state(draft: OnboardingDraft, item: str) -> str:
    """Return what was decided about an item."""
    return next(each.state for each in work_of(draft).items if each.id == item)


def test_steps_are_kept_taken_back_and_taken_again() -> None:
    draft = take(started(), ACCEPT, version=0, now=NOW)
    kept = draft_of(draft.key, "visitor:x")
    assert (kept.version, state(kept, "seats/chair"), work_of(kept).can_undo) == (1, "accepted", True)
    kept = undo(kept, version=1, now=NOW)
    assert (kept.version, state(kept, "seats/chair"), work_of(kept).can_redo) == (2, "proposed", True)
    kept = redo(draft_of(kept.key, "visitor:x"), version=2, now=NOW)
    assert (kept.version, state(kept, "seats/chair")) == (3, "accepted")
    assert undo(undo(kept, version=3, now=NOW), version=4, now=NOW).version == 4  # nothing more to take back


def test_a_new_step_ends_what_could_be_taken_again() -> None:
    draft = undo(take(started(), ACCEPT, version=0, now=NOW), version=1, now=NOW)
    assert not work_of(take(draft, ACCEPT, version=2, now=NOW)).can_redo


def test_the_later_of_two_windows_is_told() -> None:
    first = started()
    second = draft_of(first.key, "visitor:x")
    take(first, ACCEPT, version=0, now=NOW)
    with pytest.raises(Conflict):
        take(second, ACCEPT, version=0, now=NOW)  # its own copy is still of version 0
    with pytest.raises(Conflict):
        undo(draft_of(first.key, "visitor:x"), version=0, now=NOW)
    assert len(draft_of(first.key, "visitor:x").steps) == 1


def test_a_step_that_does_not_fit_changes_nothing() -> None:
    draft = started()
    with pytest.raises(BadInput):
        take(draft, {"do": "accept", "items": ["seats/nobody"]}, version=0, now=NOW)
    assert draft_of(draft.key, "visitor:x").version == 0


def test_a_draft_is_its_owners_only() -> None:
    draft = started()
    with pytest.raises(NotFound):
        draft_of(draft.key, "visitor:y")
    assert [each.key for each in drafts_of("visitor:x")] == [draft.key]
    assert drafts_of("visitor:y") == []
    discard(draft)
    assert drafts_of("visitor:x") == []


def test_nobody_opens_drafts_without_end() -> None:
    for _ in range(MOST_DRAFTS):
        started()
    with pytest.raises(BadInput):
        started()
    assert started(owner="visitor:y").pk


@pytest.mark.parametrize("text", ["", "\x00\x01\x02" * 50, "TỐI MẬT\n" + DECISION, "x " * 200_001])
def test_a_text_that_cannot_be_taken_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        started(text=text)
    assert not OnboardingDraft.objects.exists()


# -- who may begin -----------------------------------------------------------------------------------------------------


def test_in_a_demonstration_anybody_may() -> None:
    assert may_found(None, True, None, NOW)


def test_the_link_of_the_installer_is_good_for_seven_days_and_until_the_first_body() -> None:
    token = setup_token(NOW)
    assert may_found(None, False, token, NOW + timedelta(days=6))
    with pytest.raises(Refused):
        may_found(None, False, token, NOW + timedelta(days=7))
    founded_body()
    with pytest.raises(Refused):
        may_found(None, False, token, NOW)
    with pytest.raises(Conflict):
        setup_token(NOW)


@pytest.mark.parametrize("token", [None, "", "x", "e30:x", Signer(salt="other").sign_object({"until": "2099-01-01"})])
def test_nobody_else_may(token: str | None) -> None:
    with pytest.raises(Refused):
        may_found(None, False, token, NOW)


def test_who_has_the_power_in_a_body_here_may() -> None:
    draft = started()
    adopt(draft, version=0, now=NOW)
    keeper = Person.objects.get(pk=recorder_of(draft.adopted_as, NOW).person)
    assert may_found(keeper, False, None, NOW)
    with pytest.raises(Refused):
        may_found(Person.objects.exclude(pk=keeper.pk).earliest("pk"), False, None, NOW)
    with pytest.raises(Refused):
        may_found(keeper, False, None, NOW - timedelta(days=9000))


def test_the_verb_prints_the_link(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["setup-link", "--address", "https://chidao.example/", "--lang", "en"]) == 0
    printed = capsys.readouterr().out.split()[-1]
    assert printed.startswith("https://chidao.example/found/?setup=")
