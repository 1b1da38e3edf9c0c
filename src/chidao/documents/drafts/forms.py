"""The forms of papers that a clerk types: what is asked for each, and each composed from its content (PURE).

A content is plain data: `form`, `title`, `text` (structured text, `drafts.text`), `recipients`, `filing`, `urgency`,
and the fields of its form. `tidied` gives the one form in which it is kept: what is printed of it and read back from
Word is that same content.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from chidao.documents.drafting import Letterhead
from chidao.documents.drafts.frames import Fields, read_closing, read_opening, said_lines
from chidao.documents.drafts.registry import FORMS, Form, FormField
from chidao.documents.drafts.text import (
    ANNEX,
    Typed,
    annex_of,
    blocks_of,
    closed_lines,
    tidy_lines,
    typed_parts,
    typed_text,
)
from chidao.documents.paper import (
    AS_ADDRESSED,
    BLANK,
    Block,
    Centred,
    Paper,
    is_printable,
    long_date,
    padded,
)
from chidao.kernel.errors import BadInput, Reason, raise_if_any
from chidao.kernel.wording import Text

__all__ = [
    "FORMS", "Form", "FormField", "blank", "composed", "faults", "is_decision", "lines_of", "note_under", "paper_of",
    "tidied",
]  # fmt: skip

DECIDES: Final = "Quyết định:"
LONGEST_TITLE: Final = 500
LONGEST_TEXT: Final = 300_000
MOST_LINES: Final = 500
OPEN_PLACE: Final = "[…]"
"""What stands in a new paper where the clerk is to write."""


def blank(form_id: str) -> dict[str, Any]:
    """Return a new content of a form, with the text that such a paper begins with. Raises KeyError."""
    form = FORMS[form_id]
    begun = {each.name: [] if each.kind == "lines" else "" for each in form.fields}
    return {"form": form_id, **begun, "text": form.starter, "filing": "VT"}


def tidied(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return a content in the one form in which it is kept: single spaces, each part at its place.

    Fields of other forms are left out. Raises BadInput with every reason: an unknown form, a value of another kind,
    a text too long, signs that cannot be printed.
    """
    form = _form(content)
    values, reasons = _tidy_values(form, content)
    raise_if_any(BadInput, [*reasons, *_too_much(values), *_unprintable(form, values)])
    return composed(form.id, values, _printed_parts(form, values))


def composed(form_id: str, fields: Mapping[str, Any], parts: Typed) -> dict[str, Any]:
    """Return the content that printed parts say: the sentences of the form read back into their fields.

    `fields` are those that stand outside the body (title, addressees, recipients…).
    """
    form = FORMS[form_id]
    kinds = form.kinds()
    opening, lines = read_opening(form.opening, parts.lines, kinds)
    closing, lines = read_closing(form.closing, lines, kinds)
    in_body = {name: [] if kinds[name] == "lines" else "" for name in form.said_fields()}
    written = typed_text(replace(parts, lines=tuple(lines)), decides=form.decides)
    known = {each.name: fields[each.name] for each in form.fields if each.name in fields}
    return {**blank(form_id), **known, **in_body, **opening, **closing, "text": written}


def faults(content: Mapping[str, Any]) -> list[Reason]:
    """Return what keeps a paper from being put forward: fields that are wanting, places left open, days in disorder."""
    try:
        tidy = tidied(content)
    except BadInput as error:
        return list(error.reasons)
    form = FORMS[tidy["form"]]
    return [*_wanting(form, tidy), *_left_open(form, tidy), *_disordered(form, tidy), *_without_article(form, tidy)]


def paper_of(content: Mapping[str, Any], head: Letterhead) -> Paper:
    """Compose the paper of a content under a letterhead. Raises BadInput as `tidied` does.

    Recipients are the content's, then those of the head that it has not; addressees are not repeated among them.
    """
    tidy = tidied(content)
    form = FORMS[tidy["form"]]
    parts = _printed_parts(form, tidy)
    addressed = tuple(tidy.get("addressed", ()))
    given = [each for each in (*tidy["recipients"], *head.recipients) if each not in addressed]
    dated = replace(head, symbol=head.symbol if form.kind else None)
    return Paper(
        issuer=head.issuer,
        superior_body=head.superior_body,
        place=head.place,
        number=head.number,
        symbol=dated.symbol,
        dated_on=head.dated_on,
        year=head.year,
        kind_name=form.kind_name or None,
        subject=tidy["title"],
        salutation=form.salutation,
        addressees=addressed or ((BLANK,) if form.asks("addressed") else ()),
        bases=parts.bases,
        competent=tidy.get("competent", ""),
        body=(*_decides(form), *blocks_of(parts.lines)),
        signature=form.signs_right or head.signature,
        signer_name=head.signer_name,
        co_signature=form.signs_left,
        recipients=tuple(dict.fromkeys([*([AS_ADDRESSED] if addressed else []), *given])),
        filing=tidy["filing"] or head.filing,
        urgency=tidy["urgency"] or head.urgency,
        annexes=tuple(annex_of(each, note_under(form, head)) for each in parts.annexes),
    )


def lines_of(content: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what a content says line by line: to compare versions, to redact, to search.

    A content of another form (a notice from a meeting's conclusions, a report) gives each of its texts.
    """
    if content.get("form") not in FORMS:
        return tuple(_texts({name: value for name, value in content.items() if name != "form"}))
    tidy = tidied(content)
    form = FORMS[tidy["form"]]
    parts = _printed_parts(form, tidy)
    outside = [each for each in form.fields if each.name not in {"text", *form.said_fields()}]
    told = [f"{each.label.vi}: {line}" for each in outside for line in _lines(tidy[each.name])]
    return (*told, *typed_text(parts, decides=form.decides).splitlines())


def is_decision(form_id: str) -> bool:
    """Tell whether a form decides, article by article."""
    return FORMS[form_id].decides


def note_under(form: Form, head: Letterhead) -> str:
    """Return the note under what is issued with a paper: the paper's kind, number, day and issuer."""
    named = form.kind_name or "Công văn"
    number = f" số {BLANK if head.number is None else padded(head.number)}/{head.symbol}" if head.symbol else ""
    day = long_date(head.dated_on) if head.dated_on else f"ngày{BLANK}tháng{BLANK}năm {head.year or BLANK}"
    return f"(Kèm theo {named}{number} {day}\ncủa {' '.join(head.issuer.split())})"


# ---------------------------------------------------------------- parts


def _form(content: Mapping[str, Any]) -> Form:
    form = FORMS.get(str(content.get("form", "")))
    if form is None:
        raise BadInput(Reason(code="no_form", says=_NO_FORM))
    return form


def _tidy_values(form: Form, content: Mapping[str, Any]) -> tuple[Fields, list[Reason]]:
    values: Fields = {"form": form.id}
    reasons: list[Reason] = []
    for each in form.fields:
        given = content.get(each.name, [] if each.kind == "lines" else "")
        try:
            values[each.name] = _tidy_text(form, given) if each.kind == "long" else each.tidy(given)
        except (ValueError, TypeError, AttributeError):
            reasons.append(Reason(code="not_readable", field=each.name, says=_NOT_READABLE.filled(name=each.label)))
            values[each.name] = [] if each.kind == "lines" else ""
    values["recipients"] = [
        each for each in dict.fromkeys(values["recipients"]) if each not in values.get("addressed", ())
    ]
    values["filing"] = values["filing"].rstrip(".; ") or "VT"
    return values | ({"competent": values["competent"].upper()} if form.asks("competent") else {}), reasons


def _printed_parts(form: Form, values: Mapping[str, Any]) -> Typed:
    """Return the typed parts with the sentences of the form in their places, as they stand in print."""
    parts = typed_parts(values["text"], decides=form.decides)
    kinds = form.kinds()
    opening, closing = (said_lines(said, values, kinds) for said in (form.opening, form.closing))
    lines = [*opening, *parts.lines, *closing]
    return replace(parts, lines=closed_lines(lines))


def _tidy_text(form: Form, text: str) -> str:
    """Put a text in order; "QUYẾT ĐỊNH:" before the articles of a decision is written by itself."""
    lines = text.splitlines()
    first = next((at for at, line in enumerate(lines) if line.startswith(ANNEX)), len(lines))
    own = [line for line in lines[:first] if not (form.decides and _is_decides(line))]
    return "\n".join(tidy_lines([*own, *lines[first:]]))


def _is_decides(line: str) -> bool:
    return " ".join(line.casefold().split()).rstrip(":. ") == DECIDES.casefold().rstrip(":")


def _decides(form: Form) -> tuple[Block, ...]:
    return (Centred(DECIDES, capitals=True),) if form.decides else ()


def _lines(value: Any) -> list[str]:
    return list(value) if isinstance(value, list) else [value] if value else []


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from (line for line in value.splitlines() if line.strip())
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, Sequence):
        for part in value:
            yield from _texts(part)


# ---------------------------------------------------------------- what is wrong with a content


def _too_much(values: Mapping[str, Any]) -> Iterator[Reason]:
    if len(values["title"]) > LONGEST_TITLE:
        says = Text("Trích yếu dài quá {most} ký tự.", "The subject is longer than {most} characters.")
        yield Reason(code="too_long", field="title", says=says.filled(most=LONGEST_TITLE))
    for name, value in values.items():
        if len(value) > (MOST_LINES if isinstance(value, list) else LONGEST_TEXT):
            says = Text("Nội dung dài quá mức nhận được.", "This is longer than can be taken.")
            yield Reason(code="too_long", field=name, says=says)


def _unprintable(form: Form, values: Mapping[str, Any]) -> Iterator[Reason]:
    for each in form.fields:
        if not all(is_printable(line) for line in _lines(values[each.name])):
            says = Text("{name}: có ký tự không in được.", "{name}: a character that cannot be printed.")
            remedy = Text("Gõ lại đoạn chữ này thay vì dán.", "Type this text again instead of pasting it.")
            yield Reason(code="unprintable", field=each.name, says=says.filled(name=each.label), remedy=remedy)


def _wanting(form: Form, tidy: Mapping[str, Any]) -> Iterator[Reason]:
    for each in form.fields:
        if each.required and not tidy[each.name]:
            says = Text("Chưa có: {name}.", "Wanting: {name}.").filled(name=each.label)
            yield Reason(code="wanting", field=each.name, says=says)


def _left_open(form: Form, tidy: Mapping[str, Any]) -> Iterator[Reason]:
    for each in form.fields:
        for line, words in enumerate("\n".join(_lines(tidy[each.name])).split("\n"), 1):
            if OPEN_PLACE in words:
                says = Text("Còn chỗ chưa điền {place}: {words}", "A place {place} is still open: {words}")
                filled = says.filled(place=OPEN_PLACE, words=words[:80])
                yield Reason(code="left_open", field=each.name, line=line, says=filled)


def _disordered(form: Form, tidy: Mapping[str, Any]) -> Iterator[Reason]:
    for first, last in form.in_order:
        if tidy[first] and tidy[last] and tidy[first] > tidy[last]:
            labels = {each.name: each.label for each in form.fields}
            says = Text("{last} trước {first}.", "{last} is before {first}.")
            filled = says.filled(last=labels[last], first=labels[first])
            yield Reason(code="disordered", field=last, says=filled)


def _without_article(form: Form, tidy: Mapping[str, Any]) -> Iterator[Reason]:
    lines = typed_parts(tidy["text"], decides=form.decides).lines
    if form.decides and tidy["text"] and not any(line.startswith("Điều ") for line in lines):
        says = Text("Quyết định chưa có điều nào.", "The decision has no article yet.")
        yield Reason(code="no_article", field="text", says=says)


_NOT_READABLE: Final = Text("{name}: không đọc được.", "{name}: cannot be read.")
_NO_FORM: Final = Text("Không có mẫu văn bản này.", "There is no such form of paper.")
