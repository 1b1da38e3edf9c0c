"""The forms of the acts on agencies' reports: a form laid out field by field, a report to be filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.http import Http404
from django.urls import reverse

from chidao.duties.acts.asking import how_often as rhythm
from chidao.duties.queries import (
    Asked,
    SentReport,
    asked_of_act,
    form_list,
    last_sent,
    owing_agencies,
    sent_report,
)
from chidao.duties.rules.collecting import FIELD_KINDS, MONTHS, FormField, owing, read_answers, submitting_roles
from chidao.kernel.errors import NotFound
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import seats_in_force
from chidao.tasks.queries.rows import agency_refs
from chidao.web.acting.choices import offers_choices
from chidao.web.acting.shapes import Crumb, Shape, number_in, shapes, with_fields
from chidao.web.acting.views import after, fills
from chidao.web.collecting.words import NO, YES
from chidao.web.fields import Field, Option
from chidao.web.here import Here

LEAST_ROWS: Final = 12
LIST: Final = Text("Báo cáo của các cơ quan", "Agencies' reports")


@after("issue_report_form")
def to_form(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the form."""
    return reverse("report_form", args=[here.body, int(outcome["form"])])


@after("demand_report")
def to_demand(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the demand."""
    return reverse("report_demand", args=[here.body, int(outcome["demand"])])


@after("submit_agency_report", "return_agency_report")
def to_report(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the report."""
    return reverse("agency_report", args=[here.body, int(outcome["report"])])


@offers_choices("report_form")
def forms_to_choose(here: Here) -> Iterable[Option]:
    """The forms in force, the newest first."""
    for form in form_list(here.eyes):
        if form.rule.effective_until is None:
            yield Option(value=str(form.id), label=same(form.title))


# ---------------------------------------------------------------- a form, a demand


@shapes("issue_report_form")
def form_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show a row for each thing asked, with empty ones to be filled in."""
    months = tuple(Option(value=str(each), label=rhythm(each)) for each in MONTHS)
    shown = [each for each in fields if each.name != "fields"]
    windows = here.regulation.has_feature("report_windows") if here.regulation else None
    clause = {"clause": windows.clause if windows else None, "least": 0}
    return Shape(
        fields=with_fields(shown, months={"kind": "select", "options": months, "required": True}, closes_on=clause,
                           working_days=clause, starts_in={"least": 1, "most": 12}),
        template="collecting/form_form.html",
        crumbs=(_to_list(here),),
        context={"rows": list(_asked_rows(values)), "kinds": FIELD_KINDS},
    )  # fmt: skip


@fills("demand_report")
def propose_agencies(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Propose every agency that can answer today."""
    seats = seats_in_force(here.body, here.today)
    found = owing(((seat.agency, seat.role) for seat in seats), submitting_roles(here.regulation))
    return {"agencies": sorted(found)}


@shapes("demand_report")
def demand_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show the agencies that can answer before the others."""
    return Shape(fields=with_fields(fields, due_on={"least": here.today}), crumbs=(_to_list(here),))


# ---------------------------------------------------------------- a report


@shapes("submit_agency_report")
def report_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show the form's own fields, each of its kind; on asking, with what was sent last as a start."""
    asked = _asked(here, values)
    agency = number_in(values, "agency") or here.me.agency or 0
    last = last_sent(here.body, asked.form.id, agency) if _may_copy(here, agency) else None
    typed = _typed(values)
    start = {key: str(value) for key, value in _start(last).items()} if values.get("copy") and last else {}
    answers = list(_answer_fields(asked.form.fields, typed or start, checked=bool(typed)))
    shown = [each for each in fields if each.name != "answers"]
    return Shape(
        fields=with_fields(shown, agency={"kind": "hidden", "value": agency}),
        template="collecting/fill.html",
        crumbs=(_to_list(here), Crumb(title=asked.title, url=asked.path(here.body))),
        lead=_lead(asked, agency),
        context={"answers": answers, "last": last, "asked": asked, "copied": bool(start), "agency": agency},
    )


@shapes("return_agency_report")
def return_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Say which report is sent back."""
    try:
        report, asked = sent_report(here.eyes, number_in(values, "report") or 0)
    except NotFound as missing:
        raise Http404(str(missing)) from missing
    crumb = Crumb(title=asked.title, url=reverse("agency_report", args=[here.body, report.id]))
    return Shape(fields=fields, crumbs=(_to_list(here), crumb), lead=_lead(asked, report.owed_by))


def _asked(here: Here, values: Mapping[str, object]) -> Asked:
    """Return what is answered. Whoever may not see it is told as little as if it were not there."""
    form, demand = number_in(values, "form") or 0, number_in(values, "demand")
    try:
        found = asked_of_act(here.body, form, demand, str(values.get("cycle") or ""))
    except NotFound as missing:
        raise Http404(str(missing)) from missing
    if here.eyes.sees("reports") == "all" or here.eyes.agencies & owing_agencies(here.body, found):
        return found
    raise Http404(found.title.vi)


def _may_copy(here: Here, agency: int) -> bool:
    return here.eyes.sees("reports") == "all" or agency in here.eyes.agencies


def _typed(values: Mapping[str, object]) -> dict[str, str]:
    """Return what was typed so far, by the key of its field."""
    found = {}
    for place in range(200):
        key = values.get(f"answers-{place}-key")
        if not isinstance(key, str):
            break
        found[key] = str(values.get(f"answers-{place}-value") or "")
    return found


def _start(last: SentReport | None) -> dict[str, str]:
    """Return the answers of a report as they are typed: a comma before decimals, as people here write."""
    said = {True: "yes", False: "no"}
    return {
        key: said[value] if isinstance(value, bool) else value.replace(".", ",") if _is_number(value) else value
        for key, value in (last.answers.items() if last else ())
    }


def _is_number(value: str) -> bool:
    whole, _, rest = value.removeprefix("-").partition(".")
    return whole.isdigit() and (not rest or rest.isdigit())


def _answer_fields(
    fields: Sequence[FormField], typed: Mapping[str, str], *, checked: bool
) -> Iterator[dict[str, object]]:
    faults = read_answers(fields, list(typed.items()))[1] if checked else []
    for place, each in enumerate(fields):
        told = tuple(fault.says for fault in faults if fault.field == f"answers.{each.key}")
        shown = _answer_field(place, each, typed.get(each.key, ""), told)
        yield {"key": each.key, "place": place, "field": shown}


def _answer_field(place: int, field: FormField, value: str, told: tuple[Text, ...]) -> Field:
    label = same(f"{field.label} (%)" if field.kind == "percent" else field.label)
    either = (Option(value="yes", label=YES), Option(value="no", label=NO))
    return Field(
        name=f"answers-{place}-value",
        label=label,
        kind="select" if field.kind == "yes" else "textarea" if field.kind == "text" else "text",
        value=value,
        options=either if field.kind == "yes" else (),
        errors=told,
        required=field.required,
        rows=2,
        autocomplete="off",
    )


def _asked_rows(values: Mapping[str, object]) -> Iterator[dict[str, object]]:
    places = [place for place in range(60) if f"fields-{place}-label" in values]
    for place in range(max(LEAST_ROWS, len(places) + 1)):
        yield {
            "place": place,
            "label": values.get(f"fields-{place}-label", ""),
            "kind": values.get(f"fields-{place}-kind", "number"),
            "required": values.get(f"fields-{place}-required") == "yes",
        }


def _lead(asked: Asked, agency: int) -> Text:
    ref = agency_refs().get(agency)
    first, last = asked.window
    told = Text("{agency} · số liệu từ {first} đến {last} · hạn {due}", "{agency} · data {first} to {last} · due {due}")
    return told.filled(agency=ref.name if ref else "", first=_day(first), last=_day(last), due=_day(asked.due_on))


def _day(on: Any) -> str:
    return f"{on.day}/{on.month}/{on.year}"


def _to_list(here: Here) -> Crumb:
    return Crumb(title=LIST, url=reverse("report_forms", args=[here.body]))
