"""The regulation by chapter, article and clause, and the page of one clause: what it drives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from chidao.door.screens import Screen, screens
from chidao.instruments.charter import Charter, Clause, Regulation
from chidao.instruments.queries import charters_of, regulation
from chidao.instruments.vocabulary import CLAUSE_KINDS
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text, same
from chidao.reports.clauses import Driven, bearers, charter_of_clause, driven, drives, official_texts
from chidao.reports.record import citations, cited, citing, refusals_citing
from chidao.reports.regulation_questions import notes_to, versions_of
from chidao.web.dates import day_shown
from chidao.web.here import Here
from chidao.web.pages import page, screen
from chidao.web.record.views import shown
from chidao.web.regulation.questions import submitting_offers

_ARTICLE: Final = re.compile(r"^(.*?Điều \d+)")
TITLE: Final = Text("Quy chế", "Regulation")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseRow:
    """A clause as the list shows it: whose it is, how much it drives, how often it was cited."""

    id: str
    cite: str
    summary: Text
    kind: Text
    who: Text
    drives: int
    cited: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The clauses of one article."""

    title: str
    clauses: tuple[ClauseRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """The articles of one chapter; `title` is empty where the paper has none."""

    title: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One charter in force, by chapter. `added` marks what is not in the original text; `applied_from` is the day from
    which one is applied whose text gives no day of effect."""

    id: str
    title: Text
    label: str
    added: bool
    applied_from: date | None
    chapters: tuple[Chapter, ...]


@screen(
    "regulation",
    ("Quy chế", "Regulation"),
    features=("browse_regulation", "brings_into_force", "convening_notice", "task_deadline", "reminders"),
)
def browse(request: HttpRequest, here: Here) -> HttpResponse:
    """Show the regulation in force on a day, clause by clause."""
    on = day_shown(request, here)
    current = regulation(here.body, on)
    feature = current.has_feature("browse_regulation") if current else None
    context = {
        "on": on,
        "stops": _days_of_change(here.body),
        "feature": feature,
        "papers": list(_papers(here.body, current)) if current and feature else (),
        "has_regulation": current is not None,
        "texts": bool(official_texts(here.body)),
    }
    return page(request, here, "regulation/browse.html", TITLE, context)


@screen(
    "clause",
    ("Một điều khoản", "One clause"),
    acts=("submit_regulation_question",),
    features=("browse_regulation", "regulation_change"),
)
def clause(request: HttpRequest, here: Here, clause_id: str) -> HttpResponse:
    """Show one clause: our summary, the official text where it is loaded, and everything that it drives."""
    charter, found = _found(here.body, clause_id)
    in_force = _in_force(here, charter)
    what = driven(in_force, clause_id)
    label = charter.instrument.symbol and f"{charter.instrument.number}/{charter.instrument.symbol}"
    context = {
        "clause_id": found.id,
        "found": found,
        "kind": CLAUSE_KINDS.get(found.kind, same(found.kind)),
        "who": bearers(in_force, found),
        "charter": charter,
        "paper_label": label or charter.short_name,
        "added": charter.source == "installation",
        "in_force_today": here.regulation is not None and here.regulation.clause(clause_id) is not None,
        "official": official_texts(here.body).get(clause_id, ""),
        "driven": what,
        "screens": list(_screens_of(here, what)),
        "notes": notes_to(here.eyes, clause_id),
        "versions": versions_of(here.body, clause_id),
        "submit": submitting_offers(here, clause_id),
        "cited": cited(here.eyes, clause_id),
        "events": [shown(here, line) for line in citing(here.eyes, clause_id)],
        "refused": refusals_citing(here.eyes, clause_id),
    }
    return page(request, here, "regulation/clause.html", same(found.cite), context)


def _found(body: str, clause_id: str) -> tuple[Charter, Clause]:
    found = charter_of_clause((each.charter for each in reversed(charters_of(body))), clause_id)
    if found is None:
        says = Text("Không có điều khoản {id}.", "There is no clause {id}.").filled(id=clause_id[:60])
        raise NotFound(Reason(code="no_clause", says=says))
    return found


def _in_force(here: Here, charter: Charter) -> Regulation:
    """Return the regulation with which a charter was read: today's if it is in force, else that of its own time."""
    if here.regulation and charter in here.regulation.charters:
        return here.regulation
    period = next(each for each in charters_of(here.body) if each.charter is charter or each.charter.id == charter.id)
    return regulation(here.body, period.effective_from) or Regulation(period.effective_from, (charter,))


def _papers(body: str, current: Regulation) -> Iterator[Paper]:
    counts, events = drives(current), citations(body)
    undated = {each.charter.id: each.effective_from for each in charters_of(body) if not each.dated}
    for charter in current.charters:
        ref = charter.instrument
        yield Paper(
            id=charter.id,
            title=charter.name,
            label=f"{ref.number}/{ref.symbol}" if ref.number and ref.symbol else "",
            added=charter.source == "installation",
            applied_from=undated.get(charter.id),
            chapters=tuple(_chapters(charter, [_row(current, each, counts, events) for each in charter.clauses])),
        )


def _chapters(charter: Charter, rows: list[ClauseRow]) -> Iterator[Chapter]:
    for title in dict.fromkeys(each.chapter or "" for each in charter.clauses):
        mine = [row for row, each in zip(rows, charter.clauses, strict=True) if (each.chapter or "") == title]
        yield Chapter(title=title, articles=tuple(_articles(mine)))


def _articles(rows: list[ClauseRow]) -> Iterator[Article]:
    for title in dict.fromkeys(_article(row.cite) for row in rows):
        yield Article(title=title, clauses=tuple(row for row in rows if _article(row.cite) == title))


def _article(cite: str) -> str:
    match = _ARTICLE.match(cite)
    return match.group(1) if match else ""


def _row(current: Regulation, each: Clause, counts: Mapping[str, int], events: Mapping[str, int]) -> ClauseRow:
    return ClauseRow(
        id=each.id,
        cite=each.cite,
        summary=each.summary,
        kind=CLAUSE_KINDS.get(each.kind, same(each.kind)),
        who=bearers(current, each),
        drives=counts.get(each.id, 0),
        cited=events.get(each.id, 0),
    )


def _screens_of(here: Here, what: Driven) -> Iterator[tuple[Text, str]]:
    for each in screens():
        if _shows(each, what) and (url := _address(here, each.name)):
            yield each.title, url


def _shows(each: Screen, what: Driven) -> bool:
    wanted: Iterable[tuple[tuple[str, ...], frozenset[str]]] = (
        (each.acts, what.act_names), (each.features, what.feature_names), (each.duties, what.duty_kinds)
    )  # fmt: skip
    return any(words.intersection(declared) for declared, words in wanted)


def _address(here: Here, name: str) -> str:
    try:
        return reverse(name, args=[here.body])
    except NoReverseMatch:
        return ""  # a page of one thing, opened from the list of its kind


def _days_of_change(body: str) -> list[str]:
    days: set[date] = set()
    for each in charters_of(body):
        days |= {day for day in (each.effective_from, each.effective_until) if day}
    return [day.isoformat() for day in sorted(days)]
