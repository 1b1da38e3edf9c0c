"""Opinions on a draft: asked of agencies and persons, and given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.acts.by_whom import by_whom
from chidao.documents.acts.drafts.subject import draft_said, found_draft, found_opinion
from chidao.documents.acts.drafts.telling import tell
from chidao.documents.acts.numbering import keep_file
from chidao.documents.drafts.rules import OPINIONS, against_opinion
from chidao.documents.models import Draft, DraftOpinion, DraftVersion
from chidao.documents.uploads import CheckedFile, refuse_secret_marks
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.people.acts import BODY, agency_named
from chidao.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class AskDraftOpinion:
    """A version of a draft, and whose opinion on it is asked."""

    body: str = asked(*BODY)
    draft: int = asked("Dự thảo", "Draft", "draft")
    version: int = asked("Bản", "Version", "number")
    agencies: tuple[int, ...] = asked("Hỏi các cơ quan", "Asked of agencies", "agencies", default=())
    persons: tuple[int, ...] = asked("Hỏi từng người", "Asked of persons", "persons", default=())
    question: str = asked("Hỏi về", "What is asked", default="")
    due_on: date | None = asked("Trả lời trước hết ngày", "By the end of", "date", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveDraftOpinion:
    """An opinion that was asked."""

    body: str = asked(*BODY)
    opinion_id: int = asked("Lời hỏi ý kiến", "Request for an opinion", "hidden")
    opinion: str = asked("Ý kiến", "Opinion", "choice", choices=OPINIONS)
    words: str = asked("Nội dung góp ý", "In words", "long", default="")
    file: CheckedFile | None = asked("Văn bản góp ý", "Paper with the opinion", "file", default=None)


def opinion_matter(row: DraftOpinion) -> Matter:
    """Return an opinion that was asked as the matter of the act that gives it."""
    return Matter(body=row.body, says=draft_said(row.title), subject_person=row.person_id, lead_agency=row.agency_id)


def _about_asking(given: AskDraftOpinion, at: datetime) -> Matter:
    draft = found_draft(given.body, given.draft)
    facets = {"document": draft.kind} if draft.kind else {}
    return Matter(body=given.body, says=draft_said(draft.title), facets=facets)


def _about_giving(given: GiveDraftOpinion, at: datetime) -> Matter:
    return opinion_matter(found_opinion(given.body, given.opinion_id))


@act(
    "ask_draft_opinion",
    ("Xin ý kiến về dự thảo", "Ask for opinions on a draft"),
    ("Xin ý kiến về {what}, bản {version}: {who}", "Asked for opinions on {what}, version {version}: {who}"),
    given=AskDraftOpinion,
    about=_about_asking,
)
def ask_draft_opinion(doing: Doing, given: AskDraftOpinion) -> Mapping[str, object]:
    """Ask agencies and persons for their opinion on a version of a draft; each is told.

    Raises BadInput where nobody is asked or the day has passed, Conflict for a draft that was given up and where all
    of them were asked about this version already, NotFound for what is not there.
    """
    draft = found_draft(given.body, given.draft)
    raise_if_any(BadInput, _unfit(doing, given))
    refuse_secret_marks(question=given.question)
    if draft.closed_at is not None:
        raise Conflict(Reason(code="draft_closed", says=_CLOSED))
    rows = list(_rows(doing, given, draft))
    if not rows:
        raise Conflict(Reason(code="asked_already", says=_ASKED))
    made = doing.add_all(rows)
    agencies = [each.agency_id for each in made if each.agency_id]
    persons = [each.person_id for each in made if each.person_id]
    tell(doing, given.body, draft.pk, _TOLD.filled(title=draft.title), persons=persons, agencies=agencies)
    who = ", ".join(str(each.agency or each.person) for each in made)
    say = {"version": given.version, "who": who}
    return {"draft": draft.pk, "opinions": [each.pk for each in made], "say": say}


@act(
    "give_draft_opinion",
    ("Góp ý dự thảo", "Give an opinion on a draft"),
    ("Góp ý {what}: {opinion}", "Gave an opinion on {what}: {opinion}"),
    given=GiveDraftOpinion,
    about=_about_giving,
)
def give_draft_opinion(doing: Doing, given: GiveDraftOpinion) -> Mapping[str, object]:
    """Give an opinion that was asked of oneself or one's agency, once; whoever asked is told.

    Raises Conflict for one that was given already, BadInput where changes are asked for without words.
    """
    row = doing.locked(DraftOpinion, body=given.body, pk=given.opinion_id)
    if row is None:
        raise NotFound(Reason(code="no_opinion", says=_NO_OPINION, field="opinion_id"))
    reasons = list(against_opinion(answered=row.answered_at is not None, opinion=given.opinion, words=given.words))
    raise_if_any(Conflict, [each for each in reasons if each.field is None])
    raise_if_any(BadInput, reasons)
    refuse_secret_marks(words=given.words)
    file = keep_file(doing, given.file) if given.file else None
    doing.change(
        row, opinion=given.opinion, words=given.words.strip(), file=file, answered_by=by_whom(doing),
        answered_at=doing.at,
    )  # fmt: skip
    asker: Any = row.asked_by.get("person")
    tell(doing, given.body, row.draft_id, _GIVEN.filled(title=row.title), persons=[asker] if asker else [])
    return {"draft": row.draft_id, "opinion": row.pk, "say": {"opinion": OPINIONS[given.opinion]}}


def _unfit(doing: Doing, given: AskDraftOpinion) -> Iterator[Reason]:
    if not given.agencies and not given.persons:
        yield Reason(code="nobody_asked", says=_NOBODY, field="agencies")
    if given.due_on and given.due_on < local_day(doing.at):
        yield Reason(code="in_the_past", says=_PAST, field="due_on")


def _rows(doing: Doing, given: AskDraftOpinion, draft: Draft) -> Iterator[DraftOpinion]:
    version = DraftVersion.objects.filter(draft=draft, number=given.version).first()
    if version is None:
        raise NotFound(Reason(code="no_version", says=_NO_VERSION.filled(number=given.version), field="version"))
    waiting = DraftOpinion.objects.filter(draft=draft, version=given.version)
    agencies = set(waiting.exclude(agency=None).values_list("agency", flat=True))
    persons = set(waiting.exclude(person=None).values_list("person", flat=True))
    common = {
        "draft": draft, "body": given.body, "version": given.version, "content": version.content,
        "title": draft.title, "question": given.question.strip()[:500], "due_on": given.due_on,
        "asked_by": by_whom(doing), "asked_at": doing.at,
    }  # fmt: skip
    for key in dict.fromkeys(given.agencies):
        if key not in agencies:
            yield DraftOpinion(agency=agency_named(key, "agencies"), **common)
    for key in dict.fromkeys(given.persons):
        if key not in persons:
            yield DraftOpinion(person=_person(key), **common)


def _person(key: int) -> Person:
    found: Person | None = Person.objects.filter(pk=key).first()
    if found is None:
        raise NotFound(Reason(code="no_person", says=_NO_PERSON, field="persons"))
    return found


_NOBODY = Text("Chọn ít nhất một cơ quan hoặc một người.", "Choose at least one agency or person.")
_PAST = Text("Ngày này đã qua.", "This day has passed.")
_CLOSED = Text("Dự thảo này đã bỏ.", "This draft was given up.")
_ASKED = Text("Đã hỏi tất cả những nơi này về bản này.", "All of them were asked about this version already.")
_TOLD = Text("Xin ý kiến về dự thảo: {title}", "An opinion is asked on a draft: {title}")
_GIVEN = Text("Có ý kiến về dự thảo: {title}", "An opinion was given on a draft: {title}")
_NO_OPINION = Text("Không có lời hỏi ý kiến này.", "There is no such request for an opinion.")
_NO_VERSION = Text("Dự thảo không có bản {number}.", "The draft has no version {number}.")
_NO_PERSON = Text("Không có người này.", "There is no such person.")
