"""The forms of the acts on the body's own reports: which duty and cycle, the words part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.http import Http404
from django.urls import reverse

from chidao.duties.rules import Cycle, cycle_of
from chidao.instruments.charter import Duty
from chidao.kernel.errors import NotFound
from chidao.kernel.wording import Text, same
from chidao.reports.own_reports import ReportPage, report_list, report_page, reporting_duties
from chidao.reports.rules import KINDS
from chidao.web.acting.choices import offers_choices
from chidao.web.acting.shapes import Crumb, Shape, number_in, shapes, with_fields
from chidao.web.acting.views import after, fills
from chidao.web.fields import Field, Option
from chidao.web.here import Here
from chidao.web.reports.own import TITLE, cycle_to_report, kind_of

CYCLES: Final = 8
ON_REPORT: Final = ("revise_report", "submit_report", "return_report", "issue_report")


@after("draft_report", *ON_REPORT)
def to_report(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the report."""
    return reverse("report", args=[here.body, int(outcome["report"])])


@offers_choices("reporting_duty")
def duties_to_choose(here: Here) -> Iterable[Option]:
    """The duties to report that are in force."""
    for duty in reporting_duties(here.body, here.today):
        yield Option(value=duty.id, label=duty.title)


@offers_choices("reporting_cycle")
def cycles_to_choose(here: Here) -> Iterable[Option]:
    """The cycles of every recurring duty to report that have begun, the newest first."""
    for duty in reporting_duties(here.body, here.today):
        if duty.months:
            yield from (_cycle_option(each, duty.title) for each in _cycles(here, duty))


@offers_choices("report")
def reports_to_choose(here: Here) -> Iterable[Option]:
    """The reports that the reader may see."""
    for row in report_list(here.eyes, here.today):
        yield Option(value=str(row.id), label=same(f"{row.number}. {row.title}"))


@fills("draft_report")
def propose_report(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Propose the kind and the cycle that go with the duty."""
    duty = _duty(here, first)
    if duty is None:
        return {}
    kind = str(first.get("kind") or kind_of(duty))
    reported = {row.cycle for row in report_list(here.eyes, here.today) if row.duty == duty.id and row.state != "void"}
    cycle = cycle_to_report(here, duty, frozenset(reported)) if duty.months and kind != "on_demand" else ""
    return {"kind": kind, "cycle": cycle}


@shapes("draft_report")
def draft_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Ask for the cycle of a recurring duty, for days otherwise; say to whom it will go."""
    duty = _duty(here, values)
    if duty is None:
        return Shape(fields=fields, crumbs=(_crumb(here),))
    in_cycles = duty.months > 0 and values.get("kind") != "on_demand"
    kept = {"first_on", "last_on"} if in_cycles else {"cycle"}
    cycles = tuple(_cycle_option(each) for each in _cycles(here, duty)) if in_cycles else ()
    kinds = tuple(Option(value=kind, label=label) for kind, label in KINDS.items() if _fits(duty, kind))
    shown = with_fields(
        [each for each in fields if each.name not in kept],
        duty={"clause": duty.clause}, kind={"options": kinds},
        cycle={"options": cycles, "required": True}, first_on={"required": True, "most": here.today},
        last_on={"required": True},
    )  # fmt: skip
    return Shape(fields=shown, crumbs=(_crumb(here),))


@shapes("revise_report")
def words_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show each part with its figures and room for words."""
    found = _report(here, values)
    return Shape(
        fields=_known(fields, "words"),
        template="reports/words_form.html",
        crumbs=(_crumb(here), _to_report(here, found)),
        context={"parts": list(_words(found, values)), "as_of": found.row.as_of},
    )


@shapes("submit_report", "return_report", "issue_report")
def report_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Say which report it is."""
    found = _report(here, values)
    return Shape(fields=_known(fields), crumbs=(_crumb(here), _to_report(here, found)), lead=same(found.row.title))


def _words(found: ReportPage, values: Mapping[str, object]) -> Iterator[dict[str, object]]:
    for place, section in enumerate(found.figures.sections):
        told = [each for each in section.figures if each.value][:6]
        yield {
            "place": place,
            "key": section.key,
            "title": section.title,
            "text": values.get(f"words-{place}-text", found.words.get(section.key, "")),
            "figures": told,
        }


def _known(fields: Sequence[Field], *hidden: str) -> list[Field]:
    return [each for each in with_fields(fields, report={"kind": "hidden"}) if each.name not in hidden]


def _report(here: Here, values: Mapping[str, object]) -> ReportPage:
    try:
        return report_page(here.eyes, number_in(values, "report") or 0, here.today)
    except NotFound as missing:
        raise Http404(str(missing)) from missing


def _duty(here: Here, values: Mapping[str, object]) -> Duty | None:
    wanted = values.get("duty")
    return next((each for each in reporting_duties(here.body, here.today) if each.id == wanted), None)


def _fits(duty: Duty, kind: str) -> bool:
    if duty.what == "review":
        return kind == "review"
    named = duty.only.get("report", ())
    return kind != "review" and (kind in named if named else kind == "on_demand" or duty.months > 0)


def _cycles(here: Here, duty: Duty) -> Iterator[Cycle]:
    day = here.today
    for _ in range(CYCLES):
        found = cycle_of(duty, day)
        yield found
        day = found.first_on.replace(day=1)
        day = day.replace(year=day.year - 1, month=12) if day.month == 1 else day.replace(month=day.month - 1)


def _cycle_option(cycle: Cycle, group: Text | None = None) -> Option:
    return Option(value=cycle.key, label=cycle.says, group=group)


def _crumb(here: Here) -> Crumb:
    return Crumb(title=TITLE, url=reverse("own_reports", args=[here.body]))


def _to_report(here: Here, found: ReportPage) -> Crumb:
    return Crumb(title=same(found.row.title), url=reverse("report", args=[here.body, found.row.id]))
