"""The forms of the acts on drafts: what is decided on stands above, who decides is proposed from the regulation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.http import Http404
from django.urls import reverse

from chidao.documents.drafts.printing import form_report
from chidao.documents.drafts.queries import draft_list, submission_view
from chidao.documents.drafts.rules import APPROVE, CONTENT, FORM, OPINIONS, SIGN
from chidao.documents.drafts.steps import Candidates, candidates, speaks_for
from chidao.documents.drafts.values import SubmissionView
from chidao.documents.models import Draft, DraftOpinion, Submission
from chidao.instruments.vocabulary import FACETS
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import SeatView
from chidao.web.acting.choices import choices_for, offers_choices
from chidao.web.acting.shapes import Crumb, Shape, number_in, shapes, with_fields
from chidao.web.acting.views import after, fills
from chidao.web.documents.checking import by_rule
from chidao.web.documents.forms import ISSUE, issuing_form, with_seal
from chidao.web.drafts.listing import wants_group_papers
from chidao.web.drafts.showing import shown_content
from chidao.web.drafts.words import TITLE
from chidao.web.fields import Field, Option
from chidao.web.here import Here, agency_names

HIDDEN: Final[Mapping[str, Any]] = {"kind": "hidden", "options": ()}
FROM_DRAFT: Final = frozenset({"kind", "title", "text", "recipients"})
"""What is not asked when a submitted draft is issued: it says so itself."""


@after(
    "submit_draft", "agree_draft", "return_draft", "withdraw_draft", "approve_draft", "ask_draft_opinion",
    "give_draft_opinion",
)  # fmt: skip
def to_draft(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the draft that the act was about."""
    return reverse("draft", args=[here.body, int(outcome["draft"])])


@fills("submit_draft")
def proposed_steps(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Propose who decides, from the regulation in force."""
    draft = _draft(here, first)
    if draft is None:
        return {}
    found = _candidates(here, draft, str(first.get("paper") or ""))
    ids = {step: str(seat.id) for step, seat in found.proposed.items()}
    proposed = {"form_by": ids.get(FORM), "decided_by": ids.get(SIGN) or ids.get(APPROVE)}
    return {"content_by": [ids[CONTENT]] if CONTENT in ids else [], **proposed}


@shapes("submit_draft")
def submitting_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Offer at each step only those who may decide it; the last asked first."""
    draft = _draft(here, values)
    if draft is None:
        raise Http404
    found = _candidates(here, draft, str(values.get("paper") or ""))
    papers = wants_group_papers(here) or not draft.kind
    decide = _seats((*found.seats.get(SIGN, ()), *found.seats.get(APPROVE, ())))
    shown = with_fields(
        fields, draft=HIDDEN, version=HIDDEN, words={"rows": 3},
        paper={"required": not draft.kind} if papers else HIDDEN,
        content_by={"options": _seats(tuple(reversed(found.seats[CONTENT])))},
        form_by={"options": _seats(found.seats[FORM])}, decided_by={"options": decide, "required": True},
    )  # fmt: skip
    lead = _VERSION.filled(title=draft.title, n=values.get("version") or draft.version)
    return Shape(fields=shown, crumbs=_crumbs(here, draft.pk, draft.title), lead=lead)


@shapes("agree_draft", "return_draft", "approve_draft", "withdraw_draft")
def deciding_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show what is decided on above the form; at the step of form, what the checker found in the printed paper."""
    found = _submission(here, values)
    shown = with_fields(fields, submission=HIDDEN, words={"rows": 3})
    return Shape(
        fields=shown, template="drafts/decide.html", crumbs=_crumbs(here, found.draft, found.title),
        lead=same(found.title), context=_decided_on(here, found),
    )  # fmt: skip


@shapes(ISSUE)
def issuing(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Issue what was submitted, nothing of it asked again; without a submission, the form as ever."""
    if not number_in(values, "submission"):
        needed = with_fields(fields, kind={"required": True}, title={"required": True}, text={"required": True})
        return issuing_form(here, values, [each for each in needed if each.name != "submission"])
    found = _submission(here, values)
    left = [each for each in issuing_form(here, values, fields).fields if each.name not in FROM_DRAFT]
    chosen = tuple(_agencies_named(found.content)) if values.get("agencies") is None else values["agencies"]
    shown = with_fields(
        with_seal(here, left, values),
        submission={**HIDDEN, "value": found.id},
        agencies={"value": chosen},
        number={"least": 1},
    )
    return Shape(
        fields=shown, template="drafts/decide.html", crumbs=_crumbs(here, found.draft, found.title),
        lead=_ISSUES.filled(title=found.title), context=_decided_on(here, found),
    )  # fmt: skip


@shapes("ask_draft_opinion")
def asking_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Ask about one version of one draft."""
    draft = _draft(here, values)
    if draft is None:
        raise Http404
    lead = _VERSION.filled(title=draft.title, n=values.get("version") or draft.version)
    shown = with_fields(fields, draft=HIDDEN, version=HIDDEN)
    return Shape(fields=shown, crumbs=_crumbs(here, draft.pk, draft.title), lead=lead)


@shapes("give_draft_opinion")
def opinion_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show what the opinion is asked on."""
    row = DraftOpinion.objects.filter(body=here.body, pk=number_in(values, "opinion_id") or 0).first()
    if row is None or not _is_asked(here, row):
        raise Http404
    radio = tuple(Option(value=name, label=says) for name, says in OPINIONS.items())
    shown = with_fields(fields, opinion_id=HIDDEN, opinion={"kind": "radio", "options": radio}, words={"rows": 6})
    context = {
        "content": shown_content(row.content),
        "question": row.question,
        "pdf_url": _pdf(here, row.draft_id, row.version),
    }
    return Shape(
        fields=shown, template="drafts/decide.html", crumbs=_crumbs(here, row.draft_id, row.title),
        lead=same(row.title), context=context,
    )  # fmt: skip


@offers_choices("draft")
def drafts_to_choose(here: Here) -> Iterable[Option]:
    """The drafts changed last."""
    for row in draft_list(here.eyes):
        yield Option(value=str(row.id), label=same(row.title))


@offers_choices("submission")
def submissions_to_choose(here: Here) -> Iterable[Option]:
    """The submissions that wait for the decision."""
    rows = Submission.objects.filter(body=here.body, state="agreed").order_by("-pk")[:50]
    for key, title in rows.values_list("pk", "title") if here.eyes.sees("documents") == "all" else ():
        yield Option(value=str(key), label=same(title))


@offers_choices("persons")
def persons_to_choose(here: Here) -> Iterable[Option]:
    """The persons registered, as for one person."""
    return choices_for("person", here) or ()


def _draft(here: Here, values: Mapping[str, object]) -> Draft | None:
    found: Draft | None = Draft.objects.filter(body=here.body, pk=number_in(values, "draft") or 0).first()
    return found


def _candidates(here: Here, draft: Draft, paper: str) -> Candidates:
    wanted = paper if paper in FACETS["paper"] else "" if draft.kind else next(iter(FACETS["paper"]))
    return candidates(here.body, kind=draft.kind, paper=wanted, now=here.now)


def _seats(seats: Iterable[SeatView]) -> tuple[Option, ...]:
    found = {each.id: each for each in seats}
    return tuple(
        Option(value=str(each.id), label=each.title, note=same(each.holder) if each.holder else None)
        for each in found.values()
    )


def _submission(here: Here, values: Mapping[str, object]) -> SubmissionView:
    found = submission_view(here.body, number_in(values, "submission") or 0)
    if found is None or not _sees(here, found):
        raise Http404
    return found


def _sees(here: Here, found: SubmissionView) -> bool:
    """Say whether the reader sees a submission: all documents, their own, or one with a step of theirs."""
    mine = here.eyes.seats | speaks_for(here.me, "agree_draft", at=here.now, now=here.now)
    whole = here.eyes.sees("documents") == "all"
    return whole or found.submitter == here.me.person or any(each.seat in mine for each in found.steps)


def _is_asked(here: Here, row: DraftOpinion) -> bool:
    own = row.person_id == here.me.person or row.agency_id in here.eyes.agencies
    return own or here.eyes.sees("documents") == "all"


def _decided_on(here: Here, found: SubmissionView) -> dict[str, object]:
    step = found.next
    context: dict[str, object] = {
        "content": shown_content(found.content), "submitted": found, "pdf_url": _pdf(here, found.draft, found.version),
    }  # fmt: skip
    if step and step.kind == FORM:
        report = form_report(here.body, found.kind, found.content, now=here.now, signer=found.steps[-1].seat)
        context |= {"report": report, "rules": by_rule(report.breaches)}
    return context


def _agencies_named(content: Mapping[str, Any]) -> Iterator[str]:
    """Yield the agencies that a paper names among those it goes to: proposed, to be sent it."""
    told = {fold(str(each)) for name in ("addressed", "recipients") for each in content.get(name) or ()}
    yield from (str(key) for key, name in agency_names().items() if fold(name) in told)


def _pdf(here: Here, draft: int, version: int) -> str:
    return reverse("draft_file", args=[here.body, draft, version, "pdf"])


def _crumbs(here: Here, draft: int, title: str) -> tuple[Crumb, ...]:
    of_all = Crumb(title=TITLE, url=reverse("drafts", args=[here.body]))
    return (of_all, Crumb(title=same(title), url=reverse("draft", args=[here.body, draft])))


_VERSION: Final = Text("{title} · bản {n}", "{title} · version {n}")
_ISSUES: Final = Text("Ban hành đúng bản đã trình: {title}", "Issues exactly what was submitted: {title}")
