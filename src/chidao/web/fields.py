"""Plain values of a form field, as the page shows it; a Django bound field can be turned into one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from django import forms
from django.forms.boundfield import BoundField

from chidao.kernel.wording import Text, same

Kind = Literal[
    "text",
    "search",
    "email",
    "password",
    "number",
    "textarea",
    "date",
    "datetime",
    "month",
    "select",
    "checkbox",
    "radio",
    "file",
    "agencies",
    "hidden",
]

WIDGETS: Final[tuple[tuple[type[forms.Widget], Kind], ...]] = (
    (forms.HiddenInput, "hidden"),
    (forms.Textarea, "textarea"),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "file"),
    (forms.DateTimeInput, "datetime"),
    (forms.DateInput, "date"),
    (forms.PasswordInput, "password"),
    (forms.EmailInput, "email"),
    (forms.NumberInput, "number"),
    (forms.CheckboxSelectMultiple, "agencies"),
    (forms.SelectMultiple, "agencies"),
    (forms.RadioSelect, "radio"),
    (forms.Select, "select"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing that may be chosen; `note` stands beside it in soft words, `group` gathers options under a head."""

    value: str
    label: Text
    note: Text | None = None
    group: Text | None = None
    disabled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a form as it is shown: label above, hint, control, errors.

    `kind` "agencies" is a list in which many may be ticked, with a filter once it is long; `value` is then a
    collection of option values. `least` and `most` bound numbers and days. `clause` cites where the field's need or
    its default comes from. `many` lets several files be sent. `suggests` offers answers for a text field that may
    also be typed freely.
    """

    name: str
    label: Text
    kind: Kind = "text"
    value: object = None
    hint: Text | None = None
    options: tuple[Option, ...] = ()
    errors: tuple[Text, ...] = ()
    required: bool = False
    clause: str | None = None
    rows: int = 4
    longest: int | None = None
    least: object = None
    most: object = None
    accept: str = ""
    many: bool = False
    autocomplete: str = ""
    suggests: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return the element's id, which the summary of errors points at."""
        return f"f-{self.name}"

    @property
    def shown(self) -> str:
        """Return the value as an input element wants it written."""
        return written(self.value)

    @property
    def lowest(self) -> str:
        """Return `least` as an input element wants it written."""
        return written(self.least)

    @property
    def highest(self) -> str:
        """Return `most` as an input element wants it written."""
        return written(self.most)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Return the values that are chosen, for kinds with options."""
        if self.value is None:
            return ()
        if isinstance(self.value, Iterable) and not isinstance(self.value, str):
            return tuple(written(one) for one in self.value)
        return (written(self.value),)

    @property
    def is_long(self) -> bool:
        """Return whether the options are too many to be found by eye, so that a filter helps."""
        return len(self.options) > 8


def written(value: object) -> str:
    """Return a value as the `value` attribute of an input element: ISO 8601 for days and instants."""
    if value is None or value is False:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def field_from(bound: BoundField) -> Field:
    """Return the plain field that shows a Django bound field; its label and help text may be `Text`."""
    widget = bound.field.widget
    kind: Kind = next((kind for known, kind in WIDGETS if isinstance(widget, known)), "text")
    return Field(
        name=bound.html_name,
        label=as_text(bound.field.label or bound.label),
        kind=kind,
        value=bound.value(),
        hint=as_text(bound.field.help_text) if bound.field.help_text else None,
        options=_options(bound),
        errors=tuple(as_text(error) for error in bound.errors),
        required=bound.field.required,
    )


def as_text(words: object) -> Text:
    """Return `words` as a Text; a bare string stands for both languages."""
    return words if isinstance(words, Text) else same(str(words))


def _options(bound: BoundField) -> tuple[Option, ...]:
    choices = getattr(bound.field, "choices", ())
    return tuple(Option(value=str(value), label=as_text(label)) for value, label in choices)
