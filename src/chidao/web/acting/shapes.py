"""How a context shapes the form of one of its acts: other words, fewer choices, a template of its own.

The address, the sending and the refusals stay those of every act; only what is seen differs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from chidao.kernel.wording import Text
from chidao.web.fields import Field
from chidao.web.here import Here


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """A page above the form."""

    title: Text
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A form as it is shown: its fields, its template and what that needs, the pages above it, a line under it."""

    fields: Sequence[Field]
    template: str = "acting/form.html"
    context: Mapping[str, object] = field(default_factory=dict)
    crumbs: tuple[Crumb, ...] = ()
    lead: Text | None = None


Shaper = Callable[[Here, Mapping[str, object], Sequence[Field]], Shape]
_SHAPERS: Final[dict[str, Shaper]] = {}


def shapes(*names: str) -> Callable[[Shaper], Shaper]:
    """Declare how the forms of acts are shown: a function of here, the values known and the fields as declared."""

    def declared(shaper: Shaper) -> Shaper:
        _SHAPERS.update(dict.fromkeys(names, shaper))
        return shaper

    return declared


def shape_of(name: str, here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Return how the form of an act is shown with some values known."""
    shaper = _SHAPERS.get(name)
    return shaper(here, values, fields) if shaper else Shape(fields=fields)


def with_fields(fields: Sequence[Field], **changes: Mapping[str, Any]) -> list[Field]:
    """Return the fields, those named changed: `with_fields(fields, place={"rows": 2})`."""
    return [replace(each, **changes[each.name]) if each.name in changes else each for each in fields]


def number_in(values: Mapping[str, object], name: str) -> int | None:
    """Return a number among the values known, None where there is none."""
    written = str(values.get(name) or "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None
