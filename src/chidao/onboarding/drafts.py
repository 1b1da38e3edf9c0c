"""Drafts of foundings kept: started from a text, changed step by step, given up.

A draft is no act and stands in no record: it is somebody's unfinished paper. This room is the only one that writes
drafts; every change is one conditional UPDATE on the draft's version, so that of two windows the later is told.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from chidao.acts.registry import act_names
from chidao.data.reading import installing_rules
from chidao.documents.uploads import refuse_secret_marks
from chidao.instruments.models import Instrument
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason
from chidao.kernel.wording import Text
from chidao.ledger.models import Event
from chidao.mandates.models import Seat
from chidao.mandates.queries import body_codes
from chidao.onboarding.composing import Surroundings, compose
from chidao.onboarding.models import OnboardingDraft
from chidao.onboarding.reading import Reading, read_model, read_text, titles
from chidao.onboarding.rules.installing import questions_for, settled
from chidao.onboarding.rules.items import forms_of, items_of
from chidao.onboarding.rules.making import KnownSeat, made_of, missing_of
from chidao.onboarding.rules.matching import KnownAgency
from chidao.onboarding.rules.pieces import names_of, pieces_of
from chidao.onboarding.rules.state import Data, Problem, Work
from chidao.onboarding.rules.steps import MOST_STEPS, check_step, decided, whole_step
from chidao.people.models import Agency

LONGEST_TEXT: Final = 400_000
"""The most characters of a text to found a body by: over a hundred pages."""

MOST_DRAFTS: Final = 40
"""The most drafts that one owner may have open."""


def start(*, owner: str, file_name: str, sha256: str, text: str, now: datetime, body: str = "") -> OnboardingDraft:
    """Start a draft from the words of a text.

    `sha256` is of the file as it was given. Raises BadInput: no words, too long, too damaged to read, bearing a mark
    of secrecy, or more drafts open than one may have.
    """
    if len(text) > LONGEST_TEXT:
        raise BadInput(Reason(code="text_too_long", says=_TOO_LONG, field="file"))
    refuse_secret_marks(file=text)
    read_text(text)
    return _new(owner, now, body=body, file_name=file_name[:200], file_sha256=sha256, text=text)


def start_from_model(*, owner: str, values: Mapping[str, str], now: datetime) -> OnboardingDraft:
    """Start a draft from the model regulation. Raises BadInput for values that do not fit it."""
    given = json.dumps(dict(values), ensure_ascii=False, sort_keys=True)
    read_model(given)
    return _new(owner, now, source="model", text=given)


def draft_of(key: str, owner: str) -> OnboardingDraft:
    """Return somebody's draft. Raises NotFound for what is not theirs too."""
    found = OnboardingDraft.objects.filter(key=key, owner=owner).first()
    if found is None:
        raise NotFound(Reason(code="no_such_draft", says=_NO_DRAFT))
    return found


def drafts_of(owner: str) -> list[OnboardingDraft]:
    """Return somebody's drafts, the last changed first, without their texts."""
    return list(OnboardingDraft.objects.filter(owner=owner).defer("text").order_by("-changed_at", "-pk"))


def take(draft: OnboardingDraft, step: Any, *, version: int, now: datetime) -> OnboardingDraft:
    """Take a step. Raises BadInput for one that does not fit, Conflict where the draft has changed since `version`."""
    check_version(draft, version)
    if len(draft.steps) >= MOST_STEPS:
        raise BadInput(Reason(code="too_many_steps", says=_TOO_MANY_STEPS))
    work = work_of(draft)
    check_step(step, work)
    return _changed(draft, now, steps=[*draft.steps, whole_step(step, work.items)], undone=[])


def undo(draft: OnboardingDraft, *, version: int, now: datetime) -> OnboardingDraft:
    """Take the last step back; with none to take back nothing changes. Raises Conflict as `take`."""
    check_version(draft, version)
    if not draft.steps:
        return draft
    return _changed(draft, now, steps=draft.steps[:-1], undone=[draft.steps[-1], *draft.undone])


def redo(draft: OnboardingDraft, *, version: int, now: datetime) -> OnboardingDraft:
    """Take again the step taken back last. Raises Conflict as `take`."""
    check_version(draft, version)
    if not draft.undone:
        return draft
    return _changed(draft, now, steps=[*draft.steps, draft.undone[0]], undone=draft.undone[1:])


def discard(draft: OnboardingDraft) -> None:
    """Throw a draft away that was not adopted. Raises Conflict for one that was."""
    if draft.adopted_at is not None:
        raise Conflict(Reason(code="draft_adopted", says=_ADOPTED))
    OnboardingDraft.objects.filter(pk=draft.pk, adopted_at=None).delete()


def mark_adopted(draft: OnboardingDraft, body: str, now: datetime) -> None:
    """Keep that a draft was adopted, and as which body; from now on it is only read."""
    OnboardingDraft.objects.filter(pk=draft.pk).update(adopted_at=now, adopted_as=body)
    draft.adopted_at, draft.adopted_as = now, body


def work_of(draft: OnboardingDraft, *, composed: bool = False) -> Work:
    """Return everything a page of a draft shows; `composed` adds what it would adopt now."""
    reading, decisions = reading_of(draft), decided(draft.steps)
    known = known_agencies()
    pieces = pieces_of(reading.draft, reading.law, decisions)
    made = made_of(reading.draft, pieces)
    missing, rules = missing_of(reading.draft, made), installing_rules()
    names = names_of(pieces, reading.draft.charter.get("clauses", ()), titles())
    items = items_of(pieces, names, decisions, known=known, body=draft.body)
    answers = _with_free_code(decisions.answers, draft, made.whole, missing, rules)
    asked = questions_for(made.whole, missing, answers, rules)
    # A body that is here keeps its code.
    questions = tuple(each for each in asked if not (draft.body and each.id == BODY_CODE))
    # What nobody wrote has no faults of an original.
    problems = reading.law.problems if draft.source == "text" else ()
    around = _around(draft, known, rules) if composed else None
    return Work(
        text=reading.text,
        items=items,
        questions=questions,
        problems=tuple(Problem(says=each.says, span=each.span) for each in problems),
        forms=forms_of(names),
        can_undo=bool(draft.steps) and draft.adopted_at is None,
        can_redo=bool(draft.undone) and draft.adopted_at is None,
        composed=compose(
            made,
            missing=missing,
            answers=answers,
            items=items,
            questions=questions,
            official=reading.draft.official,
            around=around,
        )
        if around
        else None,
    )


def reading_of(draft: OnboardingDraft) -> Reading:
    """Return what a draft starts from, read."""
    return read_model(draft.text) if draft.source == "model" else read_text(draft.text)


def known_agencies() -> list[KnownAgency]:
    """Return the agencies that this installation knows, with the names they had."""
    return [
        KnownAgency(
            code=each.code,
            body=each.code.partition("/")[0],
            name=each.name,
            kind=each.kind,
            short=each.short_name,
            names=tuple(dict.fromkeys(former.name for former in each.names.all())),
        )
        for each in Agency.objects.filter(effective_until=None).prefetch_related("names").order_by("code")
    ]


def _new(owner: str, now: datetime, **values: Any) -> OnboardingDraft:
    if OnboardingDraft.objects.filter(owner=owner, adopted_at=None).count() >= MOST_DRAFTS:
        raise BadInput(Reason(code="too_many_drafts", says=_TOO_MANY, remedy=_DISCARD_ONE))
    key = secrets.token_urlsafe(12)
    return OnboardingDraft.objects.create(key=key, owner=owner, started_at=now, changed_at=now, **values)


def _with_free_code(
    answers: Mapping[str, str], draft: OnboardingDraft, charter: Data, missing: Sequence[str], rules: Mapping[str, Any]
) -> Mapping[str, str]:
    """Return the answers with a code for a new body that no other has, where nobody has chosen one."""
    if draft.body or draft.adopted_at or answers.get(BODY_CODE):
        return answers
    proposed = str(settled(charter, missing, answers, rules)["body"])
    numbered = (f"{proposed[:16]}-{number}" for number in range(2, 9999))
    taken = body_codes()
    return (
        answers
        if proposed not in taken
        else {**answers, BODY_CODE: next(each for each in numbered if each not in taken)}
    )


def _around(draft: OnboardingDraft, known: Sequence[KnownAgency], rules: Mapping[str, Any]) -> Surroundings:
    here = draft.body
    running = list(Seat.objects.filter(body__code=here, effective_until=None).select_related("post")) if here else []
    return Surroundings(
        acts=act_names(),
        rules=rules,
        taken=body_codes(),
        body=here,
        recorder=_recorder(here),
        seats=[_known_seat(each) for each in running],
        agencies=known,
        since=max((each.effective_from for each in running), default=None),
        papers=set(Instrument.objects.filter(body=here).values_list("charter_id", flat=True)) if here else (),
    )


def _known_seat(seat: Seat) -> KnownSeat:
    return KnownSeat(key=seat.key, title=seat.title["vi"], post=seat.post.title if seat.post else "")


def _recorder(body: str) -> str:
    """Return the name of who records for a body from its founding on, "" for a new body."""
    founding = Event.objects.filter(chain=body, act="found_body").order_by("seq").first() if body else None
    return str(founding.given.get("recorder", "")) if founding else ""


def check_version(draft: OnboardingDraft, version: int) -> None:
    """Raise Conflict for a draft that was adopted, or that has changed since it had a version."""
    if draft.adopted_at is not None:
        raise Conflict(Reason(code="draft_adopted", says=_ADOPTED))
    if draft.version != version:
        raise Conflict(Reason(code="draft_changed", says=_CHANGED, remedy=_LOOK_AGAIN))


def _changed(draft: OnboardingDraft, now: datetime, **values: Any) -> OnboardingDraft:
    """Write a change where nobody else was quicker. Raises Conflict where somebody was."""
    values |= {"version": draft.version + 1, "changed_at": now}
    same = OnboardingDraft.objects.filter(pk=draft.pk, version=draft.version, adopted_at=None)
    if same.update(**values) != 1:
        raise Conflict(Reason(code="draft_changed", says=_CHANGED, remedy=_LOOK_AGAIN))
    for name, value in values.items():
        setattr(draft, name, value)
    return draft


BODY_CODE: Final = "body.code"
_NO_DRAFT: Final = Text("Không có dự thảo này.", "There is no such draft.")
_TOO_LONG: Final = Text("Văn bản dài quá mức đọc được ở đây.", "The text is longer than can be read here.")
_TOO_MANY: Final = Text("Bạn đang mở quá nhiều dự thảo.", "You have too many drafts open.")
_DISCARD_ONE: Final = Text("Bỏ bớt dự thảo không dùng nữa.", "Discard those no longer of use.")
_TOO_MANY_STEPS: Final = Text("Dự thảo này đã sửa quá nhiều lần.", "This draft was changed too often.")
_ADOPTED: Final = Text("Dự thảo này đã được ban hành.", "This draft has been adopted.")
_CHANGED: Final = Text("Dự thảo đã đổi ở cửa sổ khác.", "The draft was changed in another window.")
_LOOK_AGAIN: Final = Text("Tải lại trang rồi làm tiếp.", "Load the page again and go on.")
