"""What is done, refused and recorded, as pieces of a page written by functions: a page shows dozens of them.

Wherever an object is expected, a mapping with the same names does as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from html import escape
from typing import Any, Final

from django.utils.html import conditional_escape
from django.utils.timezone import is_aware, localtime

from chidao.kernel.wording import Text
from chidao.web import pictures

Chip = Callable[[str | None], str]
"""Returns the chip of a clause with what is to be said beside it, "" for no clause."""

WHY: Final = Text(" (chưa làm được, mở ra xem vì sao)", " (not possible now, open to see why)")
POSSIBLE: Final = Text("Có thể:", "Possible:")
FROM_PAPER: Final = Text("Ghi nhận từ giấy…", "Record from paper…")
OTHERS: Final = Text("Việc khác", "Other acts")
REASON_WHY: Final = Text("Vì sao", "Why")
HAPPENED: Final = Text("Vừa diễn ra", "What happened")
ALL: Final = Text("Tất cả", "All")
NOTHING: Final = Text("Chưa có gì được ghi.", "Nothing recorded yet.")
RECORDED_BY: Final = Text("người ghi: {who}", "recorded by {who}")
RECORDED_LATE: Final = Text("ghi nhận sau", "recorded afterwards")


def part(thing: object, name: str, default: object = None) -> Any:
    """Return an attribute of an object or an entry of a mapping, `default` when there is none."""
    return thing.get(name, default) if isinstance(thing, (dict, Mapping)) else getattr(thing, name, default)


def words(value: Any, language: str) -> str:
    """Return a Text in the language, anything else as it is, escaped; nothing as no words."""
    if value is None:
        return ""
    said = value.said_in(language) if isinstance(value, Text) else value
    return escape(said) if type(said) is str else conditional_escape(said)  # most are plain, and it is called often


def moment_words(value: datetime, language: str) -> str:
    """Return an instant as people write it, to the minute, in the installation's time zone."""
    local = localtime(value) if is_aware(value) else value
    return f"{pictures.day_words(local, language)}, {local.hour:02}:{local.minute:02}"


def act(offer: object, language: str, chip: Chip, *, primary: bool = False) -> str:
    """Return an act: a link when allowed (filled when it is the one next act), else a button that says why not."""
    name, title = part(offer, "name"), words(part(offer, "title"), language)
    mark = f' data-act="{conditional_escape(name)}"' if name else ""
    if part(offer, "allowed"):
        kind, url = " next" if primary else "", words(part(offer, "url", ""), language)
        return f'<a class="act{kind}" href="{url}"{mark}>{title}</a>\n'
    why = f'<span class="vh">{WHY.said_in(language)}</span>'
    reasons = refusal(part(offer, "reasons") or (), language, chip)
    return (
        f'<details class="act-refused"{mark}><summary class="act">{title}{why}</summary>'
        f'<div class="why-not">{reasons}</div></details>\n'
    )


def act_row(row: object, language: str, chip: Chip) -> str:
    """Return the acts of a page (`act_row.ActRow`)."""
    first, blocked, recorded, refused = (part(row, name) for name in ("next", "blocked", "recorded", "refused"))
    shown = [
        act(first, language, chip, primary=True) if first else "",
        act(blocked, language, chip) if blocked else "",
        *(act(each, language, chip) for each in part(row, "others") or ()),
        _recorded(recorded or (), language, chip),
        _refused(refused, language, chip) if refused else "",
    ]
    return "".join(shown)


def refusal(reasons: Iterable[object], language: str, chip: Chip, title: object = None) -> str:
    """Return a refusal: every reason with its clause, and what would make the act possible."""
    head = f'<p class="refusal-head">{words(title, language)}</p>' if title else ""
    return f'<div class="refusal">{head}<ul>{"".join(_reason(each, language, chip) for each in reasons)}</ul></div>\n'


def event(one: object, language: str, chip: Chip) -> str:
    """Return what happened in one sentence, and under it in what capacity, who entered it, when, by what right."""
    says, url, at = words(part(one, "says"), language), part(one, "url"), part(one, "at")
    sentence = f'<a href="{conditional_escape(url)}">{says}</a>' if url else says
    capacity, operator = part(one, "capacity"), part(one, "operator")
    beside = f"{words(capacity, language)} · " if capacity else ""
    if operator:
        beside += f"{RECORDED_BY.said_in(language).format(who=words(operator, language))} · "
    told = f'<time datetime="{at.isoformat()}">{moment_words(at, language)}</time>'
    right = basis(part(one, "basis"), language, chip)
    return f'<li class="event"><p>{sentence}</p>\n<p class="basis">{beside}{told}</p>{right}</li>\n'


def happened(
    events: Iterable[object], language: str, chip: Chip, *, title: object = None, more_url: object = ""
) -> str:
    """Return the section of what happened; `more_url` leads to all of it."""
    more = f'<a href="{words(more_url, language)}">{ALL.said_in(language)}</a>' if more_url else ""
    listed = "".join(event(each, language, chip) for each in events)
    shown = f'<ol class="events">{listed}</ol>' if listed else f'<p class="soft">{NOTHING.said_in(language)}</p>'
    head = f"<header><h2>{words(title or HAPPENED, language)}</h2>{more}</header>"
    return f'<section class="happened">{head}\n{shown}</section>\n'


def why(grounds: Iterable[object], language: str, chip: Chip, *, title: object = None) -> str:
    """Return the section of grounds, each with `title` and `url` where there are such, and what gave the power."""
    listed = "".join(_ground(each, language, chip) for each in grounds)
    head = f"<header><h2>{words(title or REASON_WHY, language)}</h2></header>"
    return f'<section class="why">{head}\n<ul class="events">{listed}</ul></section>\n'


def _ground(one: object, language: str, chip: Chip) -> str:
    title, url = words(part(one, "title"), language), part(one, "url")
    sentence = f'<a href="{words(url, language)}">{title}</a>' if url else title
    return f'<li class="event">{f"<p>{sentence}</p>" if part(one, "title") else ""}{basis(one, language, chip)}</li>'


def basis(ground: object, language: str, chip: Chip) -> str:
    """Return what gave the power: words, clause, and whether it was recorded afterwards; "" for nothing."""
    if not ground:
        return ""
    late = (
        f'<span class="late-record">{RECORDED_LATE.said_in(language)}</span>' if part(ground, "recorded_late") else ""
    )
    parts = (words(part(ground, "says"), language), chip(part(ground, "clause")), late)
    return f'<span class="basis">{" · ".join(each for each in parts if each)}</span>'


def _reason(reason: object, language: str, chip: Chip) -> str:
    remedy = part(reason, "remedy")
    possible = f'<span class="remedy">{POSSIBLE.said_in(language)} {words(remedy, language)}</span>' if remedy else ""
    return f"<li>{words(part(reason, 'says'), language)} {chip(part(reason, 'clause'))}{possible}</li>"


def _recorded(offers: Iterable[object], language: str, chip: Chip) -> str:
    """What may be recorded from paper stands behind one button, unless it is one thing only."""
    buttons = [act(each, language, chip) for each in offers]
    if len(buttons) < 2:
        return "".join(buttons)
    return (
        f'<details class="more-acts"><summary class="act">{FROM_PAPER.said_in(language)}</summary>'
        f'<div class="why-not pop-acts">{"".join(buttons)}</div></details>'
    )


def _refused(offers: Iterable[object], language: str, chip: Chip) -> str:
    listed = "".join(_refused_one(each, language, chip) for each in offers)
    why = f'<span class="vh">{WHY.said_in(language)}</span>'
    return (
        f'<details class="act-refused"><summary class="act">{OTHERS.said_in(language)}{why}</summary>'
        f'<div class="why-not refused-acts"><ul>{listed}</ul></div></details>'
    )


def _refused_one(offer: object, language: str, chip: Chip) -> str:
    name, title = conditional_escape(part(offer, "name", "")), words(part(offer, "title"), language)
    why = refusal(part(offer, "reasons") or (), language, chip)
    return f'<li data-act="{name}"><p><b>{title}</b></p>{why}</li>'
