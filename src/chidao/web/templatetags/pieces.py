"""The pieces each page is made of: words in two languages, days, clause chips, bases, deadlines, acts, pictures.

The tags read only what the page's context already holds and run no query. They know these context values:
`language` ("vi" or "en"), `clauses` (clause id → object with `label`, `summary`, `cite`, `source`), `clause_url`
(clause id → address), `body`, `errors` (reasons that carry a `field`) and `request`.
Wherever an object is expected, a mapping with the same names does as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import lru_cache, partial
from html import escape
from itertools import groupby
from typing import Final

from django import template
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template import Context, Engine
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from chidao.kernel.wording import Text
from chidao.web import acts_shown, pictures
from chidao.web.acts_shown import moment_words, part
from chidao.web.fields import Field, Option, field_from
from chidao.web.fixed import piece, piece_with_forms, rendered
from chidao.web.here import ClauseView

register = template.Library()

SHARED: Final = ("language", "clauses", "clause_url", "body", "errors", "request", "csrf_token")
NEAR_WORKING_DAYS: Final = 5

SUMMARY: Final = Text("Tóm lược: {summary}", "Summary: {summary}")
ADDED: Final = Text("không có trong văn bản gốc", "not in the original text")
DUE_TODAY: Final = Text("hôm nay", "today")
DUE: Final = Text("hạn", "due")
LATE: Final = Text("quá {n} ngày làm việc", "{n} working {days} late")
LEFT: Final = Text("còn {n} ngày làm việc", "{n} working {days} left")
KEPT: Final = Text("xong đúng hạn", "done on time")
DONE_LATE: Final = Text("xong muộn", "done late")
DONE_LATE_BY: Final = Text("xong muộn {n} ngày làm việc", "done {n} working {days} late")


FRAME: Final = {
    "demo": ("language", "demo"),
    "rail": ("language", "body", "bodies", "rail", "language_url"),
    "search": ("language", "search_url", "query"),
    "seat": ("language", "seat", "seats", "switch_url", "sign_out_url"),
    "keys": ("language", "search_url"),
}
"""The parts of the frame around every page, and what each shows of the page's context."""


@register.simple_tag(takes_context=True)
def fixed(context: Context, name: str) -> SafeString:
    """Print a part of the frame, `pieces/{name}.html`, kept for what it shows."""
    request, values = context.get("request"), {each: context.get(each) for each in FRAME[name]}
    address = request.get_full_path if request is not None else str
    token = str(context.get("csrf_token") or "")
    return piece_with_forms(_engine(context), f"pieces/{name}.html", token, address, **values)


def _engine(context: Context) -> Engine:
    engine: Engine = context.template.engine  # type: ignore[union-attr]  # a tag stands in a template
    return engine


# ---------------------------------------------------------------- words and days


@register.simple_tag(takes_context=True)
def t(context: Context, vi: str, en: str, **values: object) -> str:
    """Say a sentence in the page's language, `{name}` places filled by the values: `{% t "…" "…" n=3 as words %}`."""
    language = language_of(context)
    words = en if language == "en" else vi
    if not values:
        return words
    spoken_values = {name: spoken(value, language) for name, value in values.items()}
    return format_html(conditional_escape(words), **spoken_values)


@register.filter
def said(words: object, language: str = "vi") -> object:
    """Say a Text in the language; anything else is returned as it is, nothing as no words."""
    if words is None:
        return ""
    return words.said_in(language) if isinstance(words, Text) else words


@register.simple_tag(takes_context=True)
def day(context: Context, value: date | None) -> str:
    """Print a day: 25/3/2020, or 25 Mar 2020."""
    return pictures.day_words(value, language_of(context)) if value else ""


@register.simple_tag(takes_context=True)
def weekday_day(context: Context, value: date | None) -> str:
    """Print a day with its weekday: thứ Hai 24/8/2020, or Monday 24 Aug 2020."""
    return pictures.weekday_day_words(value, language_of(context)) if value else ""


@register.simple_tag(takes_context=True)
def moment(context: Context, value: datetime | None) -> str:
    """Print an instant to the minute, in the installation's time zone: 12/8/2020, 09:14."""
    return moment_words(value, language_of(context)) if value else ""


def language_of(context: Context) -> str:
    """Return the page's language; Vietnamese when the context names none."""
    return str(context.get("language") or "vi")


def spoken(value: object, language: str) -> object:
    """Return a value as it stands in a sentence: Text said, days printed, anything else unchanged."""
    if isinstance(value, Text):
        return value.said_in(language)
    if isinstance(value, datetime):
        return moment_words(value, language)
    if isinstance(value, date):
        return pictures.day_words(value, language)
    return value


# ---------------------------------------------------------------- clauses, bases, deadlines


@register.simple_tag(takes_context=True)
def clause(context: Context, clause_id: str | None, full: bool = False) -> SafeString:
    """Show the chip of a clause; `full` says beside it when the original text does not have it."""
    if not clause_id:
        return SafeString("")
    return full_chip(context, clause_id) if full else clause_chip(context, clause_id)


def full_chip(context: Context, clause_id: str | None) -> SafeString:
    """Return the chip of a clause with what is to be said beside it, "" for no clause."""
    if not clause_id:
        return SafeString("")
    known = _known_clause(context, clause_id)
    return _chip_made(known)(known, language_of(context), clause_id, clause_address(context, clause_id), full=True)


def clause_chip(context: Context, clause_id: str) -> SafeString:
    """Return the chip: a link to the clause, its summary (labelled as ours) in the title."""
    known = _known_clause(context, clause_id)
    return _chip_made(known)(known, language_of(context), clause_id, clause_address(context, clause_id), full=False)


def _chip(known: object, language: str, clause_id: str, address: str, *, full: bool) -> SafeString:
    kind = " added" if _is_added(known) else ""
    title = "\n".join(_clause_lines(known, language)) if known else clause_id
    label = str(spoken(part(known, "label", clause_id) if known else clause_id, language))
    beside = f' <span class="added-words">{ADDED.said_in(language)}</span>' if full and kind else ""
    return SafeString(
        f'<a class="clause{kind}" href="{escape(address)}" title="{escape(title)}">{escape(label)}</a>{beside}'
    )


_kept_chip: Final = lru_cache(maxsize=4096)(_chip)


def _chip_made(known: object) -> Callable[..., SafeString]:
    """Return what makes a chip: kept for the clauses of a regulation, which can be told from each other."""
    return _kept_chip if known is None or isinstance(known, ClauseView) else _chip


def clause_address(context: Context, clause_id: str) -> str:
    """Return where a clause is opened: by the context's `clause_url`, else in the regulation of the body."""
    address = context.get("clause_url")
    if callable(address):
        return str(address(clause_id))
    code = part(context.get("body"), "code")
    return f"/{code}/regulation/#{clause_id}" if code else f"#{clause_id}"


def _known_clause(context: Context, clause_id: str) -> object:
    return part(context.get("clauses") or {}, clause_id)


def _is_added(known: object) -> bool:
    return bool(part(known, "source") == "installation")


def _clause_lines(known: object, language: str) -> list[str]:
    cite, summary = spoken(part(known, "cite"), language), spoken(part(known, "summary"), language)
    lines = [str(cite) if cite else "", SUMMARY.said_in(language).format(summary=summary) if summary else ""]
    if _is_added(known):
        added = ADDED.said_in(language)
        lines.append(added[0].upper() + added[1:])
    return [line for line in lines if line]


@register.simple_tag(takes_context=True)
def basis(context: Context, ground: object) -> SafeString:
    """Show under an act or an event what gave the power: words, clause, and whether it was recorded afterwards."""
    return SafeString(acts_shown.basis(ground, language_of(context), partial(full_chip, context)))


@register.simple_tag(takes_context=True)
def deadline(
    context: Context,
    due_on: date | None,
    working_days_left: int | None = None,
    done: str = "",
    near: int = NEAR_WORKING_DAYS,
    brief: bool = False,
) -> SafeString:
    """Show a deadline in words, a shape and a colour, the day beside them.

    `working_days_left` is negative once late; `done` is "kept" or "late" for what is finished (then a negative count
    says by how much); `brief` leaves the day out of sight, for narrow columns.
    """
    if due_on is None:
        return SafeString("")
    language = language_of(context)
    state, words = deadline_words(working_days_left, done, near)
    hidden = ' class="vh"' if brief else ""
    stamp = f'<time datetime="{due_on.isoformat()}"{hidden}>{pictures.day_words(due_on, language)}</time>'
    return SafeString(f'<span class="when {state}"><b>{escape(words.said_in(language))}</b> {stamp}</span>')


@lru_cache(maxsize=4096)
def deadline_words(left: int | None, done: str = "", near: int = NEAR_WORKING_DAYS) -> tuple[str, Text]:
    """Return the state (kept, done-late, late, today, near or far) of a deadline and the words for it."""
    if done == "kept":
        return "kept", KEPT
    if done == "late":
        return "done-late", _counted(DONE_LATE_BY, -left) if left is not None and left < 0 else DONE_LATE
    if left is None:
        return "far", DUE
    if left < 0:
        return "late", _counted(LATE, -left)
    if left == 0:
        return "today", DUE_TODAY
    return "near" if left <= near else "far", _counted(LEFT, left)


def _counted(words: Text, n: int) -> Text:
    return words.filled(n=n, days=Text("ngày", "day" if n == 1 else "days"))


# ---------------------------------------------------------------- acts, refusals, events, meetings


@register.simple_tag(takes_context=True)
def act_button(context: Context, offer: object, primary: bool = False) -> SafeString:
    """Show an act: a link when allowed (filled when it is the one next act), else a button that says why not."""
    return SafeString(acts_shown.act(offer, language_of(context), partial(full_chip, context), primary=primary))


@register.simple_tag(takes_context=True)
def acts_in_row(context: Context, row: object) -> SafeString:
    """Show the acts of a page in a row."""
    return SafeString(acts_shown.act_row(row, language_of(context), partial(full_chip, context)))


@register.simple_tag(takes_context=True)
def refusal(context: Context, reasons: Iterable[object], title: object = None) -> SafeString:
    """Show a refusal: every reason with its clause, and what would make the act possible."""
    return SafeString(acts_shown.refusal(reasons or (), language_of(context), partial(full_chip, context), title))


@register.simple_tag(takes_context=True)
def event_line(context: Context, event: object) -> SafeString:
    """Show what happened in one sentence (`says`), with `capacity`, `basis`, `operator`, `at` and `url` where known."""
    return SafeString(acts_shown.event(event, language_of(context), partial(full_chip, context)))


@register.simple_tag(takes_context=True)
def happened(context: Context, events: Iterable[object] | None, title: object = None, more_url: str = "") -> SafeString:
    """Show what happened, under a head of its own or the usual one."""
    chip, language = partial(full_chip, context), language_of(context)
    return SafeString(acts_shown.happened(events or (), language, chip, title=title, more_url=more_url))


@register.simple_tag(takes_context=True)
def why(context: Context, grounds: Iterable[object] | None, title: object = None) -> SafeString:
    """Show by what right or for what reason something is."""
    return SafeString(acts_shown.why(grounds or (), language_of(context), partial(full_chip, context), title=title))


@register.inclusion_tag("pieces/strip.html", takes_context=True)
def meeting_strip(context: Context, steps: object, next_act: object = None) -> dict[str, object]:
    """Show before, during and after as one line: steps with `title`, `note`, `state` (done, now, later), `url`."""
    return _shared(context) | {"steps": steps, "next_act": next_act}


@register.simple_tag(takes_context=True)
def field(context: Context, one: Field | BoundField) -> SafeString:
    """Show a form field; errors of the page's `errors` that name it are shown at it."""
    shown = field_from(one) if isinstance(one, BoundField) else one
    reasons = [reason for reason in context.get("errors") or () if part(reason, "field") == shown.name]
    told = [*shown.errors, *(part(reason, "says") for reason in reasons)]
    values = {"language": language_of(context), "field": shown, "told": tuple(told)}
    values["described"] = _described(shown, bool(told))
    if shown.clause or (shown.value and not shown.options):  # a chip is the regulation's; what people type is not kept
        values |= {name: context.get(name) for name in ("clauses", "clause_url", "body")}
        return SafeString(rendered(_engine(context), "pieces/field.html", tuple(values.items())))
    return piece(_engine(context), "pieces/field.html", **values, written=shown.chosen)


@register.simple_tag(takes_context=True)
def options(context: Context, shown: Field) -> SafeString:
    """Print the options of a select, under the heads of their groups."""
    language, chosen = language_of(context), frozenset(shown.chosen)
    printed = []
    for head, group in groupby(shown.options, key=lambda each: each.group):
        inside = SafeString("".join(_option(each, language, chosen) for each in group))
        printed.append(
            format_html('<optgroup label="{}">{}</optgroup>', head.said_in(language), inside) if head else inside
        )
    return SafeString("".join(printed))


def _option(each: Option, language: str, chosen: frozenset[str]) -> str:
    words = each.label.said_in(language) + (f" · {each.note.said_in(language)}" if each.note else "")
    marks = (" selected" if each.value in chosen else "") + (" disabled" if each.disabled else "")
    return f'<option value="{conditional_escape(each.value)}"{marks}>{conditional_escape(words)}</option>'


def _described(shown: Field, told: bool) -> str:
    return " ".join([f"{shown.id}-hint"] * bool(shown.hint) + [f"{shown.id}-error"] * told)


def _shared(context: Context) -> dict[str, object]:
    return {name: context.get(name) for name in SHARED} | {"language": language_of(context)}


# ---------------------------------------------------------------- lists


@register.simple_tag(takes_context=True)
def choices(context: Context, filters: Iterable[object] | None) -> SafeString:
    """Show choices above a list: groups with `title` and `choices`, each with `title`, `url`, `current`, `count`."""
    language = language_of(context)
    return SafeString("".join(_choice_group(each, language) for each in filters or ()))


def _choice_group(group: object, language: str) -> str:
    listed = "".join(_choice(each, language) for each in part(group, "choices"))
    return f'<p><span class="soft">{acts_shown.words(part(group, "title"), language)}</span>{listed}</p>'


def _choice(one: object, language: str) -> str:
    title, url, count = (acts_shown.words(part(one, name), language) for name in ("title", "url", "count"))
    current = ' aria-current="true"' if part(one, "current") else ""
    beside = f' <span class="count">{count}</span>' if count else ""
    return f' <a href="{url}"{current}>{title}{beside}</a>'


@register.simple_tag(takes_context=True)
def sorted_by(context: Context, key: str, title: object) -> SafeString:
    """Show a column head that sorts, a `<th>` with `aria-sort`; the context's `sort` is "key" or "-key"."""
    state = {key: "ascending", f"-{key}": "descending"}.get(str(context.get("sort") or ""), "")
    return format_html(
        '<th scope="col"{}><a class="sort" href="{}">{}</a></th>',
        format_html(' aria-sort="{}"', state) if state else "",
        address_with(context, sort=f"-{key}" if state == "ascending" else key, after=None, before=None),
        said(title, language_of(context)),
    )


@register.simple_tag(takes_context=True, name="address_with")
def address_with_tag(context: Context, **values: object) -> str:
    """Print the page's own address with some of its query changed; None takes a name away."""
    return address_with(context, **values)


def address_with(context: Context, **values: object) -> str:
    """Return the query of the page's request with `values` put in; None takes a name away."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    for name, value in values.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return f"?{query.urlencode()}"


# ---------------------------------------------------------------- pictures


@register.simple_tag(takes_context=True)
def duty_calendar(context: Context, year: pictures.DutyYear) -> SafeString:
    """Show the year of duties."""
    return pictures.duty_calendar(year, language_of(context), chip=lambda one: clause_chip(context, one))


@register.simple_tag(takes_context=True)
def instrument_chain(context: Context, chain: pictures.Chain) -> SafeString:
    """Show the chain of instruments as a time line."""
    return pictures.instrument_chain(chain, language_of(context))


@register.simple_tag(takes_context=True)
def seat_chart(context: Context, chart: pictures.SeatChart) -> SafeString:
    """Show a body as seats around a table."""
    return pictures.seat_chart(chart, language_of(context))


@register.simple_tag(takes_context=True)
def heat_map(context: Context, heat: pictures.HeatMap) -> SafeString:
    """Show agencies by months."""
    return pictures.heat_map(heat, language_of(context))


@register.simple_tag(takes_context=True)
def path_to_full(context: Context, path: pictures.Path) -> SafeString:
    """Show a share of one hundred, real against planned."""
    return pictures.path_to_full(path, language_of(context))
