"""One family of errors. Each carries every reason at once, each reason its clause and what would make it possible."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chidao.kernel.wording import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something cannot be done.

    `code` is stable and for programs; `says` is for people; `clause` is the id of the clause it comes from
    ("HP20-7.1b"); `remedy` is what would make the act possible; `field`, `row` and `line` say where bad input stands.
    """

    code: str
    says: Text
    clause: str | None = None
    remedy: Text | None = None
    field: str | None = None
    row: int | None = None
    line: int | None = None

    def as_data(self) -> dict[str, object]:
        """Return the reason as plain data, empty parts left out."""
        parts: dict[str, object | None] = {
            "code": self.code,
            "says": self.says.as_data(),
            "clause": self.clause,
            "remedy": self.remedy.as_data() if self.remedy else None,
            "field": self.field,
            "row": self.row,
            "line": self.line,
        }
        return {name: part for name, part in parts.items() if part is not None}


class ChidaoError(Exception):
    """Base of all errors that people are told about."""

    status = 400

    def __init__(self, *reasons: Reason) -> None:
        if not reasons:
            raise ValueError("an error without a reason teaches nobody")
        self.reasons: tuple[Reason, ...] = reasons
        super().__init__("; ".join(reason.says.vi for reason in reasons))

    def as_data(self) -> dict[str, object]:
        """Return the error as plain data for the doors."""
        return {"error": self.kind(), "reasons": [reason.as_data() for reason in self.reasons]}

    @classmethod
    def kind(cls) -> str:
        """Return the stable name of this kind of error."""
        return {"BadInput": "bad_input", "Refused": "refused", "Conflict": "conflict", "NotFound": "not_found"}.get(
            cls.__name__, "error"
        )


class BadInput(ChidaoError):
    """What was given cannot be read: a field, a row of a spreadsheet, a line of a charter."""

    status = 422


class Refused(ChidaoError):
    """The actor may not do this act: every reason against it, each with its clause."""

    status = 403


class Conflict(ChidaoError):
    """The actor may, but the state of affairs does not allow it now (already issued, already answered…)."""

    status = 409


class NotFound(ChidaoError):
    """There is no such thing, or the reader may not see it; the two are not told apart."""

    status = 404


def raise_if_any(kind: type[ChidaoError], reasons: Iterable[Reason]) -> None:
    """Raise `kind` with all the reasons, if there is one."""
    found = tuple(reasons)
    if found:
        raise kind(*found)
