"""Fields of the forms of a founding: from a proposal's controls and from questions, and back to plain answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from django.http import QueryDict

from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text, same
from chidao.onboarding.rules.state import Control, Question
from chidao.web.fields import Field, Kind, Option

KINDS: Final[Mapping[str, Kind]] = {
    "text": "text", "long": "textarea", "lines": "textarea", "number": "number", "date": "date", "yes": "checkbox",
    "choice": "select", "choices": "agencies",
}  # fmt: skip
PREFIX: Final = "v-"
_WHOLE_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}|")


def fields_of(controls: Iterable[Control], typed: Mapping[str, str] | None = None) -> list[Field]:
    """Return the fields by which the values of a proposal are corrected; what was typed stands before what is."""
    return [
        replace(
            _field(
                PREFIX + each.name,
                each.label,
                each.kind,
                (typed or {}).get(each.name, each.value),
                each.choices,
                required=each.required,
            ),
            least=each.least,
            most=each.most,
        )
        for each in controls
    ]


def values_of(controls: Iterable[Control], sent: QueryDict) -> dict[str, str]:
    """Return what was sent for the values of a proposal."""
    return {each.name: _sent(PREFIX + each.name, each.kind, sent) for each in controls}


def changed(controls: Iterable[Control], values: Mapping[str, str]) -> dict[str, str]:
    """Return the values that are other than they stood."""
    return {each.name: values[each.name] for each in controls if not _is_same(each.kind, each.value, values[each.name])}


def question_field(question: Question, typed: Mapping[str, str] | None = None) -> Field:
    """Return the field of a question, filled with the answer, else the default."""
    value = (typed or {}).get(question.id, question.answer or question.default)
    needed = question.missing or bool(question.default)
    shown = _field(
        question.id, question.asks, question.kind, value, question.choices, hint=question.why, required=needed
    )
    return replace(shown, least=question.least, most=question.most)


def answers_of(questions: Iterable[Question], sent: QueryDict) -> dict[str, str]:
    """Return everything that was sent for questions."""
    return {each.id: _sent(each.id, each.kind, sent) for each in questions}


def new_answers(questions: Iterable[Question], sent: Mapping[str, str]) -> dict[str, str]:
    """Return the answers that are other than what stands: defaults are not answers."""
    return {
        each.id: sent[each.id]
        for each in questions
        if not _is_same(each.kind, each.answer or each.default, sent[each.id])
    }


def at_fields(reasons: Sequence[Reason], prefix: str = PREFIX) -> tuple[Reason, ...]:
    """Return reasons as the form knows its fields."""
    return tuple(_at_field(each, prefix) for each in reasons)


def _at_field(reason: Reason, prefix: str) -> Reason:
    field = f"{prefix}{reason.field}" if reason.field else None
    return Reason(code=reason.code, says=reason.says, clause=reason.clause, remedy=reason.remedy, field=field)


def _field(
    name: str,
    label: Text,
    kind: str,
    value: str,
    choices: Iterable[tuple[str, Text]],
    *,
    hint: Text | None = None,
    required: bool = False,
) -> Field:
    shown = KINDS[kind]
    if kind == "date" and not _WHOLE_DAY.fullmatch(value):
        shown = "text"  # a day that is known in part
    options = tuple(Option(value=each, label=words) for each, words in choices)
    if kind == "choices":
        return Field(
            name=name, label=label, kind=shown, value=_parts(value), options=options, hint=hint, required=required
        )
    if kind == "yes":
        return Field(name=name, label=label, kind=shown, value=value in YES, hint=hint)
    if kind != "choice":
        suggests = tuple(words.vi for _, words in choices)
        return Field(name=name, label=label, kind=shown, value=value, hint=hint, required=required, suggests=suggests)
    if value and all(each.value != value for each in options):
        options = (*options, Option(value=value, label=same(value)))
    is_needed = required or all(each.value for each in options)
    offered = tuple(each for each in options if each.value)
    return Field(name=name, label=label, kind=shown, value=value, options=offered, hint=hint, required=is_needed)


YES: Final = frozenset({"yes", "on", "true", "1"})


def _sent(name: str, kind: str, sent: QueryDict) -> str:
    if kind == "choices":
        return ",".join(sent.getlist(name))
    if kind == "yes":
        return "yes" if sent.get(name) else "no"
    return str(sent.get(name, "")).replace("\r\n", "\n").strip()


def _is_same(kind: str, before: str, after: str) -> bool:
    if kind == "choices":
        return set(_parts(before)) == set(_parts(after))
    if kind == "yes":
        return (before in YES) == (after in YES)
    return before.replace("\r\n", "\n").strip() == after


def _parts(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[,\n]", value) if part.strip())
