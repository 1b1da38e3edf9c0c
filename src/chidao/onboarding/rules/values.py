"""The values of an entry that a person may correct (PURE): where each stands, what it is, what it may be.

A value is named by its place in the entry ("title.vi", "only.meeting", "months"). It is shown and given as text: lists
of words joined by commas, lists of lines a line each, "yes" or "no" for a switch, "" for none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from chidao.instruments import vocabulary as words
from chidao.kernel.wording import Text, same
from chidao.onboarding.rules.state import Control, Data, Form

Kind = Literal["text", "long", "number", "date", "yes", "choice", "choices"]
Choices = tuple[tuple[str, Text], ...]

_LISTED: Final = frozenset({"lines", "bases", "replaces"})


@dataclass(frozen=True, slots=True)
class Value:
    """A value that may be corrected. `of` says where its choices come from; `least` and `most` bound a number."""

    path: str
    label: Text
    kind: Kind = "text"
    of: str = ""
    required: bool = False
    least: int = 0
    most: int = 9999


@dataclass(frozen=True, slots=True)
class Names:
    """What the things are called that entries name by their ids, and the acts that the program can do."""

    acts: Mapping[str, Text]
    roles: Mapping[str, Text]
    units: Mapping[str, Text]
    agencies: Mapping[str, Text]
    seats: Mapping[str, Text]
    clauses: Mapping[str, Text]

    def called(self, kind: str, id_: str) -> Text:
        """Return what a thing is called; what is not known is called by its id."""
        found: Mapping[str, Text] = getattr(self, kind)
        return found.get(id_) or same(id_)

    def choices(self, of: str) -> Choices:
        """Return the choices of a value that has some."""
        if of.startswith("facet:"):
            return tuple(words.FACETS[of.removeprefix("facet:")].items())
        closed = _CLOSED.get(of)
        return tuple((closed if closed is not None else getattr(self, of)).items())


_BY: Final = {
    "post": Text("theo chức vụ", "by post"),
    "agency": Text("cơ quan cử người", "the agency names a person"),
    "name": Text("đích danh", "by name"),
}
_CLOSED: Final[Mapping[str, Mapping[str, Text]]] = {
    "by": _BY,
    "conditions": words.CONDITIONS,
    "subjects": words.SUBJECTS,
    "scopes": words.SCOPES,
    "duty_kinds": words.DUTY_KINDS,
    "agency_kinds": words.AGENCY_KINDS,
    "unit_kinds": words.UNIT_KINDS,
    "instrument_kinds": words.FACETS["instrument"],
    "features": words.FEATURES,
}

_VI: Final = Text("Tiếng Việt", "In Vietnamese")
_EN: Final = Text("Tiếng Anh", "In English")
_ROLE: Final = Text("Vai", "Role")
_ROLES: Final = Text("Những vai", "Roles")
_UNIT: Final = Text("Bộ phận", "Part of the body")
_FACETS: Final = {
    "meeting": Text("Loại cuộc họp", "Kind of meeting"),
    "unit": Text("Của bộ phận", "Of which part"),
    "matter": Text("Loại việc", "Kind of matter"),
    "instrument": Text("Loại văn bản được ban hành", "Kind of instrument"),
    "origin": Text("Nhiệm vụ từ đâu", "Where the task comes from"),
    "document": Text("Loại văn bản", "Kind of document"),
    "question": Text("Loại vướng mắc", "Kind of question"),
    "report": Text("Loại báo cáo", "Kind of report"),
    "review": Text("Sơ kết hay tổng kết", "Preliminary or final"),
    "step": Text("Bước của việc trình", "Step of a submission"),
    "paper": Text("Văn bản trình duyệt", "Paper submitted for approval"),
}


def _titled(path: str) -> tuple[Value, ...]:
    return Value(f"{path}.vi", _VI, required=True), Value(f"{path}.en", _EN)


def _only() -> tuple[Value, ...]:
    return tuple(Value(f"only.{facet}", label, "choices", f"facet:{facet}") for facet, label in _FACETS.items())


VALUES: Final[Mapping[str, tuple[Value, ...]]] = {
    "agencies": (
        Value("name", Text("Tên cơ quan", "Name"), required=True),
        Value("short", Text("Tên ngắn", "Short name"), required=True),
        Value("kind", Text("Loại", "Kind"), "choice", "agency_kinds", required=True),
    ),
    "units": (*_titled("name"), Value("kind", Text("Loại", "Kind"), "choice", "unit_kinds", required=True)),
    "roles": (
        *_titled("title"),
        Value("unit", _UNIT, "choice", "units", required=True),
        Value("rank", Text("Thứ tự", "Order"), "number", required=True, least=1, most=999),
    ),
    "seats": (
        Value("role", _ROLE, "choice", "roles", required=True),
        Value("holder", Text("Chức vụ giữ ghế", "The post that holds it")),
        Value("agency", Text("Cơ quan", "Agency"), "choice", "agencies"),
        Value("by", Text("Giữ ghế", "Held"), "choice", "by", required=True),
        Value("person", Text("Họ tên nêu trong văn bản", "The name that the text gives")),
    ),
    "powers": (
        Value("roles", _ROLES, "choices", "roles", required=True),
        Value("acts", Text("Được làm", "May do"), "choices", "acts", required=True),
        *_only(),
        Value("when", Text("Khi", "When"), "choices", "conditions"),
    ),
    "stand_ins": (
        Value("role", Text("Ai thay", "Who stands in"), "choice", "roles", required=True),
        Value("stands_for", Text("Thay ai", "For whom"), "choice", "roles", required=True),
    ),
    "limits": (
        *_titled("says"),
        Value("acts", Text("Không được làm", "May not do"), "choices", "acts", required=True),
        Value("unless", Text("Trừ khi", "Unless"), "choices", "conditions"),
    ),
    "duties": (
        *_titled("title"),
        Value("what", Text("Là việc gì", "What it is"), "choice", "duty_kinds", required=True),
        Value("unit", _UNIT, "choice", "units", required=True),
        Value("months", Text("Mấy tháng một lần (0: khi được yêu cầu)", "Once every how many months (0: on demand)"),
              "number", required=True, most=120),
        Value("starts_in", Text("Kỳ bắt đầu từ tháng", "Cycles start in month"), "number", least=1, most=12),
        Value("to", Text("Gửi những vai", "To the roles"), "choices", "roles"),
        Value("to_agencies", Text("Gửi những cơ quan", "To the agencies"), "choices", "agencies"),
        Value("only.review", _FACETS["review"], "choices", "facet:review"),
        Value("only.report", _FACETS["report"], "choices", "facet:report"),
    ),
    "signatures": (
        Value("role", _ROLE, "choice", "roles", required=True),
        Value("standing_in", Text("Khi ký thay", "When standing in"), "yes"),
        Value("lines", Text("Các dòng trên chữ ký", "Lines above the signature"), "long", required=True),
        Value("seal", Text("Con dấu", "Seal")),
        Value("seal_of", Text("Dấu của cơ quan người ký", "The seal of the signer's own agency"), "yes"),
    ),
    "fields": (
        *_titled("title"),
        Value("lead", Text("Người phụ trách", "In charge"), "choice", "seats", required=True),
        Value("partners", Text("Cùng làm", "With"), "choices", "seats"),
    ),
    "counts": (
        Value("unit", _UNIT, "choice", "units", required=True),
        Value("roles", _ROLES, "choices", "roles"),
        Value("stated", Text("Số người văn bản nêu", "Number that the text states"), "number"),
    ),
    "principles": (Value("feature", Text("Điều được giữ", "What is kept"), "choice", "features", required=True),),
    "sights": (
        Value("roles", _ROLES, "choices", "roles", required=True),
        Value("sees", Text("Được xem", "May see"), "choices", "subjects", required=True),
        Value("scope", Text("Phạm vi", "Scope"), "choice", "scopes", required=True),
    ),
}  # fmt: skip
"""The values of the entries of each section, in the order in which they are shown."""

HEAD: Final[Mapping[str, tuple[Value, ...]]] = {
    "body/code": (Value("value", Text("Mã của ban chỉ đạo", "Code of the body"), required=True),),
    "body/name": _titled("value"),
    "body/short_name": _titled("value"),
    "body/former_name": _titled("value"),
    "instrument/number": (Value("value", Text("Số", "Number")),),
    "instrument/symbol": (Value("value", Text("Ký hiệu", "Symbol")),),
    "instrument/kind": (Value("value", Text("Loại", "Kind"), "choice", "instrument_kinds", required=True),),
    "instrument/title": _titled("value"),
    "instrument/issuer": (Value("value", Text("Cơ quan ban hành", "Issued by"), required=True),),
    "instrument/signed_on": (Value("value", Text("Ngày ký", "Signed on"), "date"),),
    "instrument/effective_on": (Value("value", Text("Ngày có hiệu lực", "In force from"), "date"),),
    "instrument/signer_post": (Value("value", Text("Chức vụ người ký", "Post of the signer")),),
    "instrument/signer_name": (Value("value", Text("Người ký", "Signed by")),),
    "instrument/replaces": (
        Value("replaces", Text("Thay thế (mỗi dòng một văn bản)", "Replaces (one a line)"), "long"),
    ),
    "instrument/bases": (Value("bases", Text("Căn cứ (mỗi dòng một văn bản)", "Rests on (one a line)"), "long"),),
}
"""The values of what stands above the sections: the body's names, and the paper."""

WHERE: Final = Value("clause", Text("Điều khoản của văn bản", "Clause of the text"), "choice", "clauses")
"""Of an entry added by hand: the clause that says it; none, and it goes into the installation instrument."""


GIVEN: Final = frozenset({"short", "rank", "lines", "by"})
"""What an entry added by hand is given where nobody says it."""


def values_of(section: str, id_: str, *, added: bool = False) -> tuple[Value, ...]:
    """Return the values of an item."""
    own = HEAD.get(id_) or VALUES.get(section, ())
    return (*own, WHERE) if added else own


def form_of(section: str, label: Text, names: Names) -> Form:
    """Return the form by which an entry of a section is added."""
    controls = controls_of(section, "", {}, names, added=True)
    return Form(
        section=section,
        label=label,
        controls=tuple(replace(each, required=each.required and each.name not in GIVEN) for each in controls),
    )


def controls_of(section: str, id_: str, entry: Data, names: Names, *, added: bool = False) -> tuple[Control, ...]:
    """Return what of an entry may be corrected, as it stands now; facets only where the entry has them."""
    return tuple(
        Control(
            name=value.path,
            label=value.label,
            kind=value.kind,
            value=shown(entry, value),
            choices=_choices(value, names),
            required=value.required,
            least=value.least,
            most=value.most,
        )
        for value in values_of(section, id_, added=added)
        if added or not value.path.startswith("only.") or _at(entry, value.path)
    )


def _choices(value: Value, names: Names) -> Choices:
    if not value.of:
        return ()
    choices = names.choices(value.of)
    return choices if value.required or value.kind == "choices" else (("", Text("(không)", "(none)")), *choices)


def shown(entry: Mapping[str, Any], value: Value) -> str:
    """Return a value of an entry as text."""
    found = _at(entry, value.path)
    if value.kind == "yes":
        return "yes" if found else "no"
    if isinstance(found, list | tuple):
        return ("\n" if value.path in _LISTED else ",").join(str(each) for each in found)
    return "" if found is None else str(found)


def corrected(entry: Data, section: str, id_: str, values: Mapping[str, str]) -> Data:
    """Return an entry with values put in; an empty one takes the value away. They were checked (`steps.check_step`)."""
    made = _copy(entry)
    known = {value.path: value for value in values_of(section, id_, added=True)}
    for path, given in values.items():
        if value := known.get(path):
            _put(made, value, meant(value, given))
    return _whole(made)


def meant(value: Value, given: str) -> Any:
    """Return a value given as text in the form that the entry has it; None for nothing."""
    plain = given.strip()
    if value.kind == "yes":
        return plain == "yes"
    if value.kind == "number":
        return int(plain) if plain else None
    if value.kind == "choices" or value.path in _LISTED:
        parts = [part.strip() for part in re.split(r"\n" if value.path in _LISTED else r"[,\n]", plain)]
        return [part for part in parts if part]
    return plain or None


def _at(entry: Mapping[str, Any], path: str) -> Any:
    found: Any = entry
    for part in path.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


_NULLABLE: Final = frozenset({"holder", "seal", "stated", "value"})
"""What stays with nothing in it; other values are left out where they have none."""


def _put(entry: Data, value: Value, found: Any) -> None:
    *above, last = value.path.split(".")
    holder = entry
    for part in above:
        holder = holder.setdefault(part, {})
    if value.path == "seal_of":
        found = "own_agency" if found else None
    if found in (None, []) and last not in _NULLABLE and not value.required and value.path not in _KEPT_EMPTY:
        holder.pop(last, None)
    else:
        holder[last] = found
    if above == ["only"] and not holder:
        entry.pop("only", None)


_KEPT_EMPTY: Final = frozenset({"unless", "replaces", "bases", "standing_in"})


def _whole(entry: Data) -> Data:
    """Give what has no words in English those in Vietnamese: a name is not translated."""
    for key in ("name", "title", "says", "value"):
        held = entry.get(key)
        if isinstance(held, dict) and held.get("vi"):
            held["en"] = held.get("en") or held["vi"]
    return entry


def _copy(entry: Data) -> Data:
    return {key: _copy(held) if isinstance(held, dict) else held for key, held in entry.items()}
