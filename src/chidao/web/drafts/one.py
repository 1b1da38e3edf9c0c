"""The page of one draft: where it stands, whose step it is, the one next act and what else may be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.urls import reverse

from chidao.acts.authority import Basis, Matter, Question, the_authority
from chidao.documents.acts import document_matter
from chidao.documents.acts.drafts import draft_said
from chidao.documents.drafts.forms import faults
from chidao.documents.drafts.queries import content_of
from chidao.documents.drafts.rules import APPROVE, OPEN, OPINIONS, SIGN, Step, against_seat
from chidao.documents.drafts.steps import speaks_for, step_matter
from chidao.documents.drafts.values import DraftPage, OpinionView, StepView, SubmissionView
from chidao.instruments.queries import working_days
from chidao.instruments.vocabulary import FACETS
from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text, same
from chidao.tasks.rules import lateness
from chidao.web.act_row import act_row
from chidao.web.drafts.showing import shown_content
from chidao.web.drafts.words import WAYS, day_said, form_title, state_shown
from chidao.web.here import Here
from chidao.web.offers import RECORD, Offer, Wish, act_url, offer_list, wish

DECIDES: Final = {APPROVE: "approve_draft", SIGN: "issue_document"}
WRITTEN: Final = frozenset({"writing", "returned"})
"""The states in which a draft is written on."""
STEP_ACTS: Final = frozenset({"agree_draft", "return_draft", "approve_draft", "issue_document"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StripStep:
    """A step as the strip shows it."""

    title: Text
    note: Text
    state: str
    url: str = ""


def draft_context(here: Here, found: DraftPage, *, can_write: bool) -> dict[str, object]:
    """Return what the page of one draft shows; `can_write` says whether the reader may change it."""
    content = content_of(found, found.latest) if found.versions else {}
    last = found.last
    offers = list(_offers(here, found, can_write=can_write))
    gaps = faults(content) if content and can_write and found.state in WRITTEN else []
    row = act_row(offers, next_act(found, offers, gaps=bool(gaps), can_write=can_write))
    return {
        "draft": found,
        "form": form_title(found.row.form),
        "kind": FACETS["document"].get(found.row.kind),
        "state": state_shown(found.state),
        "content": shown_content(content) if content else None,
        "gaps": gaps,
        "strip": strip_of(last) if last and found.state not in {"writing", "closed"} else (),
        "submissions": [_submission(here, each) for each in found.submissions],
        "opinions": [_opinion(each) for each in found.opinions],
        "opinions_open": sum(each.answered_at is None for each in found.opinions),
        "versions": [{"row": each, "way": WAYS.get(each.way, same(each.way))} for each in found.versions],
        "acts": row,
        "edit_is_next": can_write and found.state in WRITTEN and row.next is None,
        "can_write": can_write and found.row.closed_at is None,
        "can_give_up": can_write and found.row.closed_at is None and not (last and last.state in OPEN),
        "on_paper": _on_paper(offers),
        "moved_on": last is not None and last.state in OPEN and last.version != found.row.version,
    }


def strip_of(submission: SubmissionView) -> list[StripStep]:
    """Return a submission's steps as the strip shows them: who, and when or by when."""
    return [_strip_step(submission, each) for each in submission.steps]


def next_act(found: DraftPage, offers: Sequence[Offer], *, gaps: bool, can_write: bool) -> str | None:
    """Return the act that the state of the draft waits for, as far as it is this reader's to do.

    A decision is also theirs who record it from the signed paper. A draft with gaps is written on first.
    """
    own = {each.name for each in offers if each.allowed and not each.recording}
    recorded = {each.name for each in offers if each.recording} & set(DECIDES.values())
    for name in ("issue_document", "approve_draft", "agree_draft", "give_draft_opinion"):
        if name in own or name in recorded:
            return name
    return "submit_draft" if "submit_draft" in own and can_write and not gaps else None


def own_step_offers(here: Here, submission: SubmissionView, wishes: Sequence[Wish]) -> Iterator[Offer]:
    """Yield offers to decide the step that waits, as the acts will judge them: only by whose step it is."""
    step = submission.next
    for wanted, offer in zip(wishes, offer_list(here, wishes), strict=True):
        if step is None or wanted.act not in STEP_ACTS or not offer.allowed:
            yield offer
            continue
        if offer.recording:
            yield _recorded(here, wanted, offer, step)
            continue
        mine = speaks_for(here.me, wanted.act, at=here.now, now=here.now)
        reasons = tuple(against_seat(Step(step.kind, step.seat), mine, seat=step.seat_title))
        yield _not_mine(here, wanted, offer, step, reasons) if reasons else offer


def submission_matter(here: Here, submission: SubmissionView, **more: Any) -> Matter:
    """Return a submission as the matter of an act at the step that waits, as the act itself tells it."""
    kind = submission.next.kind if submission.next else ""
    told = step_matter(here.body, draft_said(submission.title), step=kind, kind=submission.kind, paper=submission.paper)
    return replace(told, **more)


def _not_mine(here: Here, wanted: Wish, offer: Offer, step: StepView, reasons: tuple[Reason, ...]) -> Offer:
    question = Question(capacity=here.me, act=wanted.act, matter=wanted.matter, at=here.now, known_at=here.now)
    if isinstance(the_authority().may_record(here.me, question), Basis):
        return _recorded(here, wanted, replace(offer, title=RECORD.filled(title=offer.title), basis=None), step)
    return replace(offer, allowed=False, reasons=reasons, basis=None)


def _recorded(here: Here, wanted: Wish, offer: Offer, step: StepView) -> Offer:
    """Return the offer to record the decision from paper, its form knowing whose it is."""
    url = act_url(here, wanted.act, (*wanted.first, ("legal_seat", step.seat)), recording=True)
    return replace(offer, url=url, recording=True)


def _offers(here: Here, found: DraftPage, *, can_write: bool) -> Iterator[Offer]:
    last = found.last
    wishes = [*_opinion_wishes(here, found), *_draft_wishes(here, found, can_write=can_write)]
    if last is None:
        yield from offer_list(here, wishes)
        return
    wishes = [*_step_wishes(here, last), *wishes]
    if found.whole and last.state in OPEN:
        matter = submission_matter(here, last, subject_person=last.submitter)
        wishes.append(wish("withdraw_draft", matter, submission=last.id))
    yield from own_step_offers(here, last, wishes)


def _draft_wishes(here: Here, found: DraftPage, *, can_write: bool) -> Iterator[Wish]:
    """Yield what is done with the newest version: it is submitted while nothing is, and asked about until it ends."""
    facets = {"document": found.row.kind} if found.row.kind else {}
    matter = Matter(body=here.body, says=draft_said(found.row.title), facets=facets)
    which = (("draft", found.row.pk), ("version", found.row.version))
    if can_write and found.state in WRITTEN:
        yield Wish(act="submit_draft", matter=matter, first=which)
    if found.whole and found.state in WRITTEN | OPEN:
        yield Wish(act="ask_draft_opinion", matter=matter, first=which)


def _step_wishes(here: Here, last: SubmissionView) -> Iterator[Wish]:
    """Yield the ways of deciding the step that waits."""
    step = last.next
    if step is None:
        return
    matter = submission_matter(here, last)
    if step.kind == SIGN:
        signed = document_matter(here.body, last.kind, last.title)
        yield wish("issue_document", signed, submission=last.id)
    else:
        yield wish(DECIDES.get(step.kind, "agree_draft"), matter, submission=last.id)
    yield wish("return_draft", matter, submission=last.id)


def _opinion_wishes(here: Here, found: DraftPage) -> Iterator[Wish]:
    agencies = here.eyes.agencies
    for each in found.opinions:
        if each.answered_at is None and (each.person == here.me.person or each.agency in agencies):
            matter = Matter(
                body=here.body, says=draft_said(found.row.title), subject_person=each.person, lead_agency=each.agency
            )
            yield wish("give_draft_opinion", matter, opinion_id=each.id)


def _on_paper(offers: Sequence[Offer]) -> Offer | None:
    """Return the offer to record a signature from the signed paper, where that is the way."""
    return next((each for each in offers if each.recording and each.name in DECIDES.values()), None)


def _strip_step(submission: SubmissionView, step: StepView) -> StripStep:
    waits = submission.next is not None and submission.next.ordinal == step.ordinal
    kind = FACETS["step"][step.kind]
    title = Text(f"{kind.vi[:1].upper()}{kind.vi[1:]}", f"{kind.en[:1].upper()}{kind.en[1:]}")
    state = "done" if step.outcome == "agreed" else "now" if waits or step.outcome else "later"
    return StripStep(title=title, note=_note(step, waits=waits), state=state)


def _note(step: StepView, *, waits: bool) -> Text:
    if step.decided_at:
        says = _RETURNED if step.outcome == "returned" else _DONE
        return says.filled(who=step.decided_by or step.seat_title, when=day_said(step.decided_at))
    if waits and step.due_on:
        return _DUE.filled(who=step.seat_title, when=day_said(step.due_on))
    return step.seat_title


def _submission(here: Here, each: SubmissionView) -> dict[str, object]:
    return {
        "row": each,
        "state": state_shown(each.state),
        "paper": FACETS["paper"].get(each.paper),
        "steps": [_step(here, each, step) for step in each.steps],
        "document_url": reverse("document", args=[here.body, each.document]) if each.document else "",
        "instrument_url": reverse("instrument", args=[here.body, each.instrument]) if each.instrument else "",
    }


def _step(here: Here, submission: SubmissionView, step: StepView) -> dict[str, object]:
    return {
        "row": step,
        "kind": FACETS["step"][step.kind],
        "left": _left(here.today, step.due_on) if step.due_on and not step.decided_at else None,
        "waits": submission.next is not None and submission.next.ordinal == step.ordinal,
    }


def _opinion(each: OpinionView) -> Mapping[str, object]:
    return {"row": each, "says": OPINIONS.get(each.opinion)}


def _left(today: date, due_on: date) -> int | None:
    return lateness(due_on, None, today, working_days()).working_days


_DONE: Final = Text("{who}, {when}", "{who}, {when}")
_RETURNED: Final = Text("trả lại: {who}, {when}", "returned: {who}, {when}")
_DUE: Final = Text("{who}, trước hết {when}", "{who}, by {when}")
