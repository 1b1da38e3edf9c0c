"""Every act, declared once. API, command line, forms, permission matrix and docs are made of the declaration."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from chidao.acts.authority import Matter
from chidao.kernel.wording import Text

if TYPE_CHECKING:
    from chidao.acts.runner import Doing

Given = TypeVar("Given")
Outcome = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One verb of the committee.

    `given` is the frozen type of its input (fields made by `asked`); `about` says what the input is about, reading
    what it must; `do` changes the state through its `Doing` and returns the outcome (ids of what it made). `title` is
    what a button says; `room` is the context it belongs to; `foundation` marks the acts that may bring a body's first
    regulation into force.
    """

    name: str
    title: Text
    says: Text
    room: str
    given: type[Any]
    about: Callable[[Any, datetime], Matter]
    do: Callable[[Doing, Any], Outcome]
    foundation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person is told about one field of an act's input, and how it is chosen.

    `kind`: text, lines, long, date, instant, number, yes, choice, body, seat, seats, agency, agencies, meeting, task,
    conclusion, matter, document, instrument, person, post, file, files, delegation, tenure, absence, hidden.
    `choices` name the values of a choice.
    """

    label: Text
    kind: str = "text"
    hint: Text | None = None
    choices: Mapping[str, Text] = dataclasses.field(default_factory=dict)


_ACTS: Final[dict[str, Act]] = {}


def asked(vi: str, en: str, kind: str = "text", **more: Any) -> Any:
    """Declare one field of an act's input: `title: str = asked("Tên cuộc họp", "Title")`.

    Keywords: `hint=Text`, `choices={value: Text}`, `default=` or `default_factory=` for what need not be given.
    """
    defaults = {name: more.pop(name) for name in ("default", "default_factory") if name in more}
    metadata = {"asked": Asked(label=Text(vi, en), kind=kind, **more)}
    return dataclasses.field(metadata=metadata, **defaults)


def act(
    name: str,
    title: tuple[str, str],
    says: tuple[str, str],
    *,
    given: type[Given],
    about: Callable[[Given, datetime], Matter],
    foundation: bool = False,
) -> Callable[[Callable[[Doing, Given], Outcome]], Act]:
    """Declare the decorated function as the act `name`.

    `says` is the sentence of its event: `{what}` is the matter's name, other places are filled from the outcome's
    "say" entry. Raises ValueError if the name is taken.
    """

    def declare(do: Callable[[Doing, Given], Outcome]) -> Act:
        room = do.__module__.split(".")[1]
        declared = Act(
            name=name,
            title=Text(*title),
            says=Text(*says),
            room=room,
            given=given,
            about=about,
            do=do,
            foundation=foundation,
        )
        if name in _ACTS and _ACTS[name].do.__module__ != do.__module__:
            raise ValueError(f"two acts are called {name}")
        _ACTS[name] = declared
        return declared

    return declare


def acts() -> Iterator[Act]:
    """Yield every act by name."""
    yield from (_ACTS[name] for name in sorted(_ACTS))


def act_named(name: str) -> Act:
    """Return the act. Raises KeyError if there is none of that name."""
    return _ACTS[name]


def act_names() -> frozenset[str]:
    """Return the names that a charter may speak of."""
    return frozenset(_ACTS)


def fields_of(given: type[Any]) -> dict[str, Asked]:
    """Return what is asked for each field of an act's input, in order."""
    return {field.name: field.metadata["asked"] for field in dataclasses.fields(given)}


def plain_given(given: Any) -> dict[str, object]:
    """Return an input as data, as the record keeps it; nested values too."""
    return dataclasses.asdict(given)
