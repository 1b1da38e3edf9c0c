"""One thing that waits for a seat, whatever it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chidao.acts.authority import Basis, Matter
from chidao.instruments.queries import regulation, working_days
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader
from chidao.tasks.rules import lateness


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits: what, why this seat's, by when, and the act that settles it.

    `kind` says what `id` is (task, meeting, conclusion, document, matter, report…); `basis` is given where the
    authority was asked already, `matter` where it still has to be. `left` are working days, negative once late. `first`
    fills the act's form where the id alone does not; `path` is where the thing is seen, inside the body.
    """

    act: str
    kind: str
    id: int
    title: Text
    note: Text
    due_on: date | None
    left: int | None
    clause: str | None
    matter: Matter | None = None
    basis: Basis | None = None
    first: tuple[tuple[str, object], ...] = ()
    path: str = ""

    @property
    def is_late(self) -> bool:
        """Say whether its day has passed."""
        return self.left is not None and self.left < 0


def may_at_all(reader: Reader, act: str, on: date) -> bool:
    """Say whether the regulation gives an act to the reader's role: where it does not, nothing need be read for it."""
    current = regulation(reader.body, on)
    role = reader.capacity.role
    return any(power.act == act and role in power.roles for power in current.powers) if current else False


def left_until(due_on: date | None, today: date) -> int | None:
    """Return the working days left until a day, negative once it has passed; None where there is no day."""
    return lateness(due_on, None, today, working_days()).working_days if due_on else None


def waiting(
    act: str, kind: str, key: int, title: Text, note: Text, *, matter: Matter, first: tuple[tuple[str, object], ...],
    path: str,
) -> Waiting:  # fmt: skip
    """Return a thing without a day of its own; `replace` gives it one."""
    return Waiting(
        act=act, kind=kind, id=key, title=title, note=note, due_on=None, left=None, clause=None, matter=matter,
        first=first, path=path,
    )  # fmt: skip
