"""What may be done from a page. A screen asks the same authority before it offers a button, one batch a page, so that
what is offered and what is allowed cannot differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from chidao.acts.authority import Basis, Matter, Question, Refusal, the_authority
from chidao.acts.registry import act_named
from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text
from chidao.web.here import Here

RECORD = Text("Ghi nhận: {title}", "Record: {title}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """An act that a page would like to offer, about a matter; `first` fills fields of its form in advance."""

    act: str
    matter: Matter
    first: tuple[tuple[str, object], ...] = ()
    title: Text | None = None
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An act as a button shows it: allowed (by own right or to be recorded from paper) or greyed with every reason."""

    name: str
    title: Text
    url: str
    allowed: bool
    basis: Basis | None = None
    reasons: tuple[Reason, ...] = ()
    recording: bool = False


def wish(act: str, matter: Matter, *, title: Text | None = None, url: str = "", **first: object) -> Wish:
    """Return a wish; keywords fill the form's fields."""
    return Wish(act=act, matter=matter, first=tuple(first.items()), title=title, url=url)


def offers(here: Here, wishes: Sequence[Wish]) -> dict[str, Offer]:
    """Return an offer for each wish, by the act's name (the last one of a name wins)."""
    return {each.name: each for each in offer_list(here, wishes)}


def offer_list(here: Here, wishes: Sequence[Wish]) -> list[Offer]:
    """Return an offer for each wish, in order, all asked at once."""
    questions = [
        Question(capacity=here.me, act=each.act, matter=each.matter, at=here.now, known_at=here.now) for each in wishes
    ]
    answers = the_authority().answer(questions)
    return [_offer(here, *each) for each in zip(wishes, questions, answers, strict=True)]


def act_url(here: Here, act: str, first: Sequence[tuple[str, object]] = (), *, recording: bool = False) -> str:
    """Return the address of an act's form with fields filled in advance."""
    query = [(name, str(value)) for name, value in first] + ([("record", "1")] if recording else [])
    return f"/{here.body}/act/{act}/" + (f"?{urlencode(query)}" if query else "")


def _offer(here: Here, wanted: Wish, question: Question, answer: Basis | Refusal) -> Offer:
    name, title = wanted.act, wanted.title or act_named(wanted.act).title
    url = wanted.url or act_url(here, name, wanted.first)
    if isinstance(answer, Basis):
        return Offer(name=name, title=title, url=url, allowed=True, basis=answer)
    if isinstance(the_authority().may_record(here.me, question), Basis):
        url = act_url(here, name, wanted.first, recording=True)
        return Offer(name=name, title=_recording(title), url=url, allowed=True, recording=True)
    return Offer(name=name, title=title, url=url, allowed=False, reasons=answer.reasons)


@lru_cache(maxsize=256)
def _recording(title: Text) -> Text:
    return RECORD.filled(title=title)
