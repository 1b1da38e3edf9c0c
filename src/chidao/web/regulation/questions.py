"""Questions about the regulation and changes of it: what waits for the head, what was decided, the redline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.instruments.charter_amending import Amendable, amendable
from chidao.instruments.queries import charters_of
from chidao.instruments.vocabulary import FACETS
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text, same
from chidao.reports.record import events_of_row
from chidao.reports.regulation_questions import QuestionRow, difference, one_question, questions
from chidao.web.act_row import act_row
from chidao.web.acting.shapes import Crumb, Shape, shapes, with_fields
from chidao.web.acting.views import after, fills
from chidao.web.fields import Field
from chidao.web.here import Here
from chidao.web.offers import Offer, offer_list, wish
from chidao.web.pages import page, screen
from chidao.web.record.views import shown

TITLE: Final = Text("Vướng mắc, sửa đổi quy chế", "Questions and amendments")
KINDS: Final = FACETS["question"]
EMPTY: Final = Text(
    "Khi một điều khoản khó áp dụng hoặc cần sửa, việc trình và câu trả lời của người quyết định đứng ở đây.",
    "Where a clause is hard to apply or must change, what is submitted and the head's answer stand here.",
)


@screen(
    "questions",
    ("Vướng mắc, sửa đổi quy chế", "Questions and amendments"),
    acts=("submit_regulation_question",),
    features=("regulation_change",),
)
def all_questions(request: HttpRequest, here: Here) -> HttpResponse:
    """List the questions of the body, those that wait for the head first."""
    rows = questions(here.eyes)
    context = {
        "waiting": [row for row in rows if row.granted is None],
        "decided": [row for row in rows if row.granted is not None],
        "kinds": KINDS,
        "submit": submitting_offers(here),
        "feature": here.regulation.has_feature("regulation_change") if here.regulation else None,
        "empty": EMPTY,
    }
    return page(request, here, "regulation/questions.html", TITLE, context)


@screen(
    "question",
    ("Một vướng mắc, đề nghị sửa đổi", "One question or amendment"),
    acts=("decide_regulation_question",),
    features=("regulation_change",),
)
def one(request: HttpRequest, here: Here, question_id: int) -> HttpResponse:
    """Show one question, and for an amendment the redline by clause and what would follow from it."""
    found, changes = one_question(here.eyes, question_id)
    events = events_of_row(here.eyes, "instruments_regulationquestion", question_id)
    offers = [_deciding(here, found)] if found.granted is None else []
    context = {
        "found": found,
        "kind": KINDS[found.kind],
        "changes": changes,
        "acts": act_row(offers, "decide_regulation_question"),
        "events": [shown(here, line) for line in events],
    }
    title = Text(f"{KINDS[found.kind].vi} số {found.number}", f"{KINDS[found.kind].en} no. {found.number}")
    return page(request, here, "regulation/question.html", title, context)


@screen("redline", ("So hai bản quy chế", "Two versions compared"), features=("regulation_change", "supersession"))
def two_versions(request: HttpRequest, here: Here, before: int, after_id: int) -> HttpResponse:
    """Compare two charters the body has had, clause by clause."""
    held = {each.instrument: each.charter for each in charters_of(here.body)}
    if before not in held or after_id not in held or here.eyes.sees("regulation") is None:
        raise NotFound(Reason(code="no_charter", says=Text("Không có bản quy chế này.", "There is no such version.")))
    context = {
        "changes": difference(here.body, held[before], held[after_id]),
        "before": (before, held[before]),
        "after": (after_id, held[after_id]),
        "versions": [each for each in held.items() if each[1].source == held[after_id].source],
    }
    return page(request, here, "regulation/redline.html", Text("So hai bản quy chế", "Two versions compared"), context)


def submitting_offers(here: Here, clause: str = "") -> list[Offer]:
    """Return the buttons that submit a question of application and an amendment, about a clause if one is given."""
    wishes = [
        wish(
            "submit_regulation_question",
            Matter(body=here.body, says=KINDS[kind], facets={"question": kind}),
            title=_SUBMIT[kind],
            kind=kind,
            **({"clause": clause} if clause else {}),
        )
        for kind in KINDS
    ]
    return offer_list(here, wishes)


@after("submit_regulation_question", "decide_regulation_question")
def to_question(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the question that the act was about."""
    return reverse("question", args=[here.body, int(outcome["question"])])


@fills("submit_regulation_question")
def propose_question(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Fill the places of the clause that could be amended with what they hold today."""
    places = _places(here, first)
    filled: dict[str, object] = {f"changes-{place}-value": each.value for place, each in enumerate(places)}
    return filled | {f"changes-{place}-place": each.place for place, each in enumerate(places)}


@shapes("submit_regulation_question")
def question_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Ask for a question of application in words only; for an amendment show each value of the clause to be changed."""
    kind, clause = str(values.get("kind") or "application"), str(values.get("clause") or "")
    hidden = {"kind": {"kind": "hidden"}, "clause": {"kind": "hidden"} if clause else {}}
    shown_so = with_fields(fields, question={"rows": 6}, proposal={"rows": 10}, **hidden)
    own = [each for each in shown_so if each.name != "changes" and (kind == "amendment" or each.name != "proposal")]
    return Shape(
        fields=own,
        template="regulation/question_form.html",
        crumbs=(Crumb(title=TITLE, url=reverse("questions", args=[here.body])),),
        context={
            "rows": _rows(here, values) if kind == "amendment" else (),
            "about": clause,
            "kind_words": KINDS[kind],
        },
        lead=KINDS[kind],
    )


@shapes("decide_regulation_question")
def decide_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Ask for the paper and its day only where an amendment is decided."""
    pk = str(values.get("question") or "")
    found = one_question(here.eyes, int(pk))[0] if pk.isdigit() else None
    amending = found is not None and found.kind == "amendment"
    own = [each for each in fields if amending or each.name not in {"symbol", "effective_from"}]
    crumbs = [Crumb(title=TITLE, url=reverse("questions", args=[here.body]))]
    if found:
        url = reverse("question", args=[here.body, found.id])
        crumbs.append(Crumb(title=same(f"{found.clause} · {found.number}"), url=url))
    return Shape(fields=own, crumbs=tuple(crumbs))


def _rows(here: Here, values: Mapping[str, object]) -> list[tuple[Field, Field]]:
    return [
        (
            Field(name=f"changes-{place}-place", label=each.label, kind="hidden", value=each.place),
            Field(
                name=f"changes-{place}-value",
                label=each.label,
                kind="textarea" if each.kind == "text" else "text",
                value=values.get(f"changes-{place}-value", each.value),
                hint=Text("Đang là: {value}", "Today: {value}").filled(value=each.value.replace("{", "(")),
                rows=3,
            ),
        )
        for place, each in enumerate(_places(here, values))
    ]


def _places(here: Here, values: Mapping[str, object]) -> tuple[Amendable, ...]:
    clause = str(values.get("clause") or "")
    charters = here.regulation.charters if here.regulation else ()
    return tuple(place for charter in charters for place in amendable(charter, clause))


def _deciding(here: Here, found: QuestionRow) -> Offer:
    matter = Matter(body=here.body, says=KINDS[found.kind], facets={"question": found.kind, "instrument": "regulation"})
    return offer_list(here, [wish("decide_regulation_question", matter, question=found.id)])[0]


_SUBMIT: Final[dict[str, Text]] = {
    "application": Text("Trình vướng mắc khi áp dụng", "Submit a question of application"),
    "amendment": Text("Đề nghị sửa đổi", "Propose an amendment"),
}
