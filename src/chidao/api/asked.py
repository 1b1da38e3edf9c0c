"""Reading what a call sent: strict JSON, the envelope around an act's input, every fault named."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NoReturn

from django.http import HttpRequest
from pydantic import TypeAdapter, ValidationError

from chidao.door.given import out_of_bounds
from chidao.kernel.days import VIET_NAM
from chidao.kernel.errors import BadInput, Reason, raise_if_any
from chidao.kernel.wording import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Stead:
    """On whose behalf an act is recorded: the seat whose holder signed the paper."""

    seat: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActCall:
    """One call of an act. `seat`: the caller's seat (their first one, if null); `at`: the instant of an act that was
    done on paper; `on_behalf_of`: whose act is recorded, with `evidence`, the digests of the signed papers."""

    input: dict[str, Any]
    seat: int | None = None
    at: datetime | None = None
    on_behalf_of: Stead | None = None
    evidence: tuple[str, ...] = field(default=())

    @property
    def instant(self) -> datetime | None:
        """Return the instant of the act; without a zone it is Viet Nam's."""
        return self.at.replace(tzinfo=VIET_NAM) if self.at and self.at.tzinfo is None else self.at


_ENVELOPE: Final = TypeAdapter(ActCall)


def read_call(request: HttpRequest) -> ActCall:
    """Return the call of an act. Raises BadInput with a reason for each field of the envelope that is wrong."""
    sent = read_object(request.body)
    unknown = [Reason(code="unknown_field", says=_UNKNOWN, field=name) for name in sent if name not in _NAMES]
    try:
        call = _ENVELOPE.validate_python(sent)
    except ValidationError as error:
        raise BadInput(*unknown, *reasons_of(error.errors(include_url=False))) from error
    raise_if_any(BadInput, unknown)
    return call


def read_object(raw: bytes) -> dict[str, Any]:
    """Return a JSON object. Raises BadInput for anything else, and for what no database could keep."""
    try:
        read = json.loads(raw, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise BadInput(Reason(code="not_json", says=_NOT_JSON)) from error
    if not isinstance(read, dict):
        raise BadInput(Reason(code="not_an_object", says=_NOT_JSON))
    raise_if_any(BadInput, out_of_bounds(read))
    return read


def reasons_of(faults: list[Any]) -> list[Reason]:
    """Return a reason for each fault that pydantic found in an address or an envelope."""
    return [_reason(fault) for fault in faults]


def _reason(fault: Mapping[str, Any]) -> Reason:
    place = ".".join(str(part) for part in fault["loc"] if part not in {"query", "path", "body", "file", "form"})
    says = Text("Giá trị không hợp lệ: {what}.", "Not valid: {what}.").filled(what=fault["msg"])
    return Reason(code=fault["type"], says=says, field=place or None)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


_NAMES: Final = frozenset(ActCall.__dataclass_fields__)
_UNKNOWN: Final = Text("Không có mục này.", "There is no such field.")
_NOT_JSON: Final = Text("Thân của lời gọi phải là một đối tượng JSON.", "The body of the call must be a JSON object.")
