"""Matters submitted for decision: submitted, opinions given, decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from chidao.acts.authority import Matter
from chidao.acts.corrections import Correctable, correctable
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.instruments.queries import regulation
from chidao.instruments.vocabulary import FACETS
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, Refused, raise_if_any
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text
from chidao.meetings.acts.subject import seat_of, unknown_choice, who
from chidao.meetings.models import Opinion, SubmittedMatter
from chidao.meetings.rules import STANCES, MatterFacts, against_deciding, against_opinion, opinions_said


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitMatter:
    """A matter for decision."""

    body: str = asked("Ban chỉ đạo", "Body", "body")
    kind: str = asked("Loại việc", "Kind of matter", "choice", choices=FACETS["matter"])
    title: str = asked("Vấn đề", "Matter")
    content: str = asked("Nội dung trình", "What is submitted", "long")
    opinions_until: date | None = asked(
        "Cho ý kiến đến hết ngày", "Opinions until", "date",
        hint=Text("Để trống nếu không chờ ý kiến.", "Leave empty if the decision does not wait."), default=None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveOpinion:
    """A member's opinion on a matter."""

    body: str = asked("Ban chỉ đạo", "Body", "body")
    matter: int = asked("Vấn đề", "Matter", "matter")
    seat: int = asked("Ghế của thành viên", "Seat of the member", "seat")
    stance: str = asked("Ý kiến", "Opinion", "choice", choices=STANCES)
    text: str = asked("Nội dung ý kiến", "In words", "long", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideMatter:
    """The decision on a matter."""

    body: str = asked("Ban chỉ đạo", "Body", "body")
    matter: int = asked("Vấn đề", "Matter", "matter")
    decision: str = asked("Quyết định", "Decision", "long")
    is_open: bool = asked("Công khai quyết định", "Open to the public", "yes", default=False)


def _about_submission(given: SubmitMatter, at: datetime) -> Matter:
    return Matter(body=given.body, says=_said(given.title), facets={"matter": given.kind})


def _about(given: GiveOpinion | DecideMatter, at: datetime) -> Matter:
    matter = _matter(given.body, given.matter)
    seat = given.seat if isinstance(given, GiveOpinion) else None
    return Matter(body=given.body, says=_said(matter.title), facets={"matter": matter.kind}, subject_seat=seat)


@act(
    "submit_matter",
    ("Trình vấn đề", "Submit a matter"),
    ("Trình {what} để quyết định", "Submitted {what} for decision"),
    given=SubmitMatter,
    about=_about_submission,
)
def submit_matter(doing: Doing, given: SubmitMatter) -> Mapping[str, object]:
    """Submit a matter for decision; members may give opinions until it is decided."""
    raise_if_any(BadInput, _unfit(given, local_day(doing.at)))
    matter = doing.add(
        SubmittedMatter(
            body=given.body,
            number=_next_number(doing, given.body),
            kind=given.kind,
            title=given.title[:300],
            content=given.content,
            submitted_by=who(doing),
            submitted_at=doing.at,
            opinions_until=given.opinions_until,
            folded=fold(given.title)[:700],
        )
    )
    return {"matter": matter.pk, "number": matter.number}


@act(
    "give_opinion",
    ("Cho ý kiến", "Give an opinion"),
    ("Cho ý kiến về {what}: {stance}", "Gave an opinion on {what}: {stance}"),
    given=GiveOpinion,
    about=_about,
)
def give_opinion(doing: Doing, given: GiveOpinion) -> Mapping[str, object]:
    """Give an opinion for one's own seat, or change it; members see it before the decision, after which it is Conflict.

    Whoever does not simply agree says in words what they mean (BadInput). Whatever a charter grants, nobody has an
    opinion in another's seat (Refused) but by delegation.
    """
    raise_if_any(BadInput, [*unknown_choice("stance", given.stance, STANCES), *_unsaid(given)])
    if doing.basis.kind == "seat" and given.seat != doing.by.seat:
        raise Refused(Reason(code="needs_own_seat", says=_OWN, clause=doing.basis.clause, field="seat"))
    matter = _locked(doing, given)
    raise_if_any(Conflict, against_opinion(_facts(matter)))
    seat = seat_of(given.body, given.seat, local_day(doing.at), field="seat")
    values = {"says_who": seat.title, "stance": given.stance, "text": given.text.strip(), "given_at": doing.at}
    earlier = doing.locked(Opinion, matter=matter, seat=seat)
    row = doing.change(earlier, **values) if earlier else doing.add(Opinion(matter=matter, seat=seat, **values))
    return {"opinion": row.pk, "say": {"stance": STANCES[row.stance]}}


@act(
    "decide_matter",
    ("Quyết định", "Decide"),
    ("Quyết định về {what}, {opinions}", "Decided {what}, {opinions}"),
    given=DecideMatter,
    about=_about,
)
def decide_matter(doing: Doing, given: DecideMatter) -> Mapping[str, object]:
    """Decide a matter. The decision is of whoever may decide it; opinions stand beside it and are not counted as votes.

    Raises Conflict for a matter already decided, and while opinions may still come where the committee works openly.
    """
    if not given.decision.strip():
        raise BadInput(Reason(code="blank", says=_BLANK, field="decision"))
    matter = _locked(doing, given)
    current = regulation(given.body, local_day(doing.at))
    raise_if_any(Conflict, against_deciding(_facts(matter), current, doing.at))
    given_before = Opinion.objects.using(doing.alias).filter(matter=matter).order_by("pk")
    opinions = list(given_before.values_list("pk", flat=True))
    doing.change(
        matter,
        decision=given.decision.strip(),
        decided_by=who(doing),
        decided_at=doing.at,
        access="open" if given.is_open else matter.access,
    )
    return {"matter": matter.pk, "opinions": opinions, "say": {"opinions": opinions_said(len(opinions))}}


def _matter(body: str, matter: int) -> SubmittedMatter:
    found: SubmittedMatter | None = SubmittedMatter.objects.filter(body=body, pk=matter).first()
    if found is None:
        raise NotFound(Reason(code="no_matter", says=_NO_MATTER, field="matter"))
    return found


def _locked(doing: Doing, given: GiveOpinion | DecideMatter) -> SubmittedMatter:
    found = doing.locked(SubmittedMatter, body=given.body, pk=given.matter)
    if found is None:
        raise NotFound(Reason(code="no_matter", says=_NO_MATTER, field="matter"))
    return found


def _facts(matter: SubmittedMatter) -> MatterFacts:
    return MatterFacts(opinions_until=matter.opinions_until, decided_at=matter.decided_at)


def _said(title: str) -> Text:
    return Text(f"vấn đề “{title}”", f"the matter “{title}”")


def _next_number(doing: Doing, body: str) -> int:
    known = SubmittedMatter.objects.using(doing.alias).filter(body=body)
    last: int | None = known.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _unfit(given: SubmitMatter, today: date) -> list[Reason]:
    found = unknown_choice("kind", given.kind, FACETS["matter"])
    for name, value in {"title": given.title, "content": given.content}.items():
        if not value.strip():
            found.append(Reason(code="blank", says=_BLANK, field=name))
    if given.opinions_until and given.opinions_until < today:
        found.append(Reason(code="day_gone_by", says=_GONE_BY, field="opinions_until"))
    return found


def _unsaid(given: GiveOpinion) -> list[Reason]:
    needed = given.stance != "agrees" and not given.text.strip()
    return [Reason(code="opinion_in_words", says=_IN_WORDS, field="text")] if needed else []


_NO_MATTER = Text("Không có vấn đề này.", "There is no such matter.")
_BLANK = Text("Cần ghi mục này.", "This must be filled in.")
_GONE_BY = Text("Ngày này đã qua.", "This day has gone by.")
_OWN = Text("Ý kiến là của chính thành viên đó.", "An opinion is the member's own.")
_IN_WORDS = Text("Cần ghi nội dung ý kiến.", "The opinion must be put in words.")


def _named(matter: SubmittedMatter) -> Text:
    return _said(matter.title)


def _searched(matter: SubmittedMatter) -> Mapping[str, object]:
    return {"folded": fold(matter.title)[:700]}


correctable(
    Text("vấn đề trình", "submitted matter"),
    Correctable(
        name="matter",
        model=SubmittedMatter,
        fields={"title": Text("tên vấn đề", "title"), "content": Text("nội dung trình", "what is submitted")},
        named=_named,
        follow=_searched,
    ),
)
