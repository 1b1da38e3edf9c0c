"""What onboarding works with (PURE): proposals, questions, and what they make together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text
from chidao.reading.tree import Span

Data: TypeAlias = dict[str, Any]
"""A charter, or an entry of one, in the form of a charter file."""

ItemState = Literal["proposed", "accepted", "corrected", "rejected"]
"""A proposal counts unless it is rejected; `proposed` ones have not been looked at yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A value of a proposal that may be corrected. `choices` are (value, words) for kind "choice" and "choices"."""

    name: str
    label: Text
    kind: Literal["text", "long", "number", "date", "yes", "choice", "choices"]
    value: str
    choices: tuple[tuple[str, Text], ...] = ()
    required: bool = False
    least: int = 0
    most: int = 9999
    """Bounds of a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What an entry added by hand is made of: its section, and the values that are asked for."""

    section: str
    label: Text
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An agency that the installation knows already and that a proposed one may be; `likeness` 0 to 1."""

    code: str
    name: str
    body: str
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A proposal: one entry of the charter in words, where it was read, how sure the reading is, what was decided.

    `id` is stable while the draft lives ("seats/chair", "instrument/number"). `says` is one line for people, `clause`
    the label of the place it was read in ("Điều 3 khoản 1"). `span` are characters of the text as given; None for what
    was added by hand. `needs` are the ids of items without which it cannot stand: one of these rejected, it is too.
    """

    id: str
    section: str
    says: Text
    clause: str | None
    span: Span | None
    confidence: float
    state: ItemState
    entry: Data
    controls: tuple[Control, ...] = ()
    needs: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    matched: str | None = None
    """The code of the known agency that it was said to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the text does not say and a running committee needs; its answer goes into the installation instrument.

    `answer` is what was answered, "" as long as nothing was; then `default` holds. `missing` says that without an
    answer nothing can be adopted. `group` orders them on the page ("paper", "people", "meetings", "work", "papers").
    """

    id: str
    group: str
    asks: Text
    why: Text
    kind: Literal["text", "long", "number", "date", "yes", "choice", "choices", "lines"]
    default: str = ""
    answer: str = ""
    choices: tuple[tuple[str, Text], ...] = ()
    missing: bool = False
    clause: str | None = None
    """The clause of the text that leaves it open, where one does."""
    least: int | None = None
    most: int | None = None
    """The bounds of a number; `most` of words is their length in characters."""
    form: Literal["", "code", "days", "series"] = ""
    """How words must be formed: a body's code; numbers of days with commas; "kind: symbol" on each line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who sits in a seat from the first day: a name that the text gives, or the post itself."""

    seat: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """What a draft would adopt now: the two files, who sits where, the official words by clause id.

    `reasons` are all faults that still stand in the way (none: it can be adopted), in words that name the item or the
    question; `field` of a reason is its id.
    """

    charter: bytes
    installation: bytes
    holders: tuple[Holder, ...]
    official: Mapping[str, str]
    recorder: str
    recorder_seat: str
    body: str = ""
    """The code of the body."""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A fault of the original, or a doubt of the reader, with its place."""

    says: Text
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Everything a page of a draft shows."""

    text: str
    items: tuple[Item, ...]
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...] = ()
    forms: tuple[Form, ...] = ()
    can_undo: bool = False
    can_redo: bool = False
    composed: Composed | None = field(default=None, repr=False)
