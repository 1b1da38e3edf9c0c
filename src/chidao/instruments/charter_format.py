"""Reading a charter file: bytes in, a Charter out, or every fault at once, each with its line (PURE)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final, cast

from jsonschema import Draft202012Validator, ValidationError

from chidao.instruments import charter as kinds
from chidao.instruments import charter_rules as rules
from chidao.instruments.charter import Charter, InstrumentRef
from chidao.instruments.charter_schema import SECTIONS, charter_schema
from chidao.instruments.located_yaml import Located, Path, field_name, read_located
from chidao.kernel.errors import BadInput, Reason, raise_if_any
from chidao.kernel.wording import Text

Raw = Mapping[str, Any]

_VALIDATOR: Final = Draft202012Validator(charter_schema())

_UNKNOWN_KEY = Text("Không có khóa “{word}” ở đây.", "There is no key “{word}” here.")
_MISSING_KEY = Text("Thiếu khóa “{word}”.", "The key “{word}” is missing.")
_WRONG_TYPE = Text("Sai kiểu: cần {wanted}.", "Wrong type: {wanted} is needed.")
_UNKNOWN_WORD = Text("“{word}” không phải từ của chương trình.", "“{word}” is not one of the program's words.")
_WORDS_ARE = Text("Các từ dùng được: {words}.", "The words are: {words}.")
_WRONG_FORM = Text("Sai dạng: “{word}”.", "Wrong form: “{word}”.")
_OUT_OF_RANGE = Text("Ngoài giới hạn: {word}.", "Out of range: {word}.")
_EMPTY = Text("Không được để trống.", "This must not be empty.")
_NO_SUCH_DAY = Text("Không có ngày “{word}”.", "There is no day “{word}”.")
_ENDS_FIRST = Text("Hết hiệu lực trước khi có hiệu lực.", "It ends before it takes effect.")
_COMPLEMENTS = Text(
    "Văn bản thiết lập phải nêu quy chế mà nó bổ trợ (complements), quy chế gốc thì không.",
    "An installation instrument names the charter it complements; an original charter does not.",
)
_TYPES: Final[dict[str, Text]] = {
    "string": Text("chữ", "text"),
    "integer": Text("số nguyên", "a whole number"),
    "boolean": Text("true hoặc false", "true or false"),
    "array": Text("danh sách", "a list"),
    "object": Text("bảng khóa và giá trị", "keys and values"),
    "null": Text("để trống (null)", "nothing (null)"),
}
_TOO_SMALL: Final = frozenset({"minItems", "minLength"})
_RANGES: Final = frozenset({"minimum", "maximum", "maxLength", "maxProperties"})


def read_charter(raw: bytes, *, known_acts: frozenset[str], beside: Charter | None = None) -> Charter:
    """Read a charter file.

    `known_acts` are the names in the registry of acts. An installation charter names roles, units and clauses of the
    charter it complements: give that as `beside` and they are checked too; without it, a name that its own file lacks
    is left to `charter_rules.check_together`. Raises BadInput with every reason, each with its line.
    """
    located = read_located(raw)
    faults = tuple(_VALIDATOR.iter_errors(located.data))
    reasons = [*located.reasons, *_schema_reasons(faults, located)]
    if isinstance(located.data, dict):
        reading = _read_entries(located, faults)
        reasons += _cross_reasons(reading, known_acts, beside)
    raise_if_any(BadInput, _in_order(reasons))
    return reading.charter


@dataclass(frozen=True, slots=True)
class _Reading:
    """A charter of the entries that could be read, and where each of them stands in the file."""

    located: Located
    charter: Charter
    places: Mapping[str, list[int]] = field(default_factory=dict)

    @property
    def data(self) -> Raw:
        return cast("Raw", self.located.data)

    def raw_entries(self, section: str) -> list[Any]:
        found = self.data.get(section)
        return found if isinstance(found, list) else []

    def raw_ids(self, section: str) -> list[str | None]:
        return [_id_of(entry) for entry in self.raw_entries(section)]

    def reason(self, found: rules.Finding, place: int) -> Reason:
        path = self._path(found, place)
        return Reason(
            code=found.code,
            says=found.says,
            clause=found.clause,
            remedy=found.remedy,
            field=field_name(path),
            line=self.located.line_of(path),
        )

    def _path(self, found: rules.Finding, place: int) -> Path:
        entry = self.raw_entries(found.section)[place]
        name = "acts" if (found.section, found.field) == ("powers", "act") else found.field
        if name is None:
            return (found.section, place)
        value = entry.get(name)
        if isinstance(value, list) and found.word in value:
            return (found.section, place, name, value.index(found.word))
        if isinstance(value, dict) and found.word in value:
            return (found.section, place, name, str(found.word))
        return (found.section, place, name)


def _id_of(entry: object) -> str | None:
    written = entry.get("id") if isinstance(entry, dict) else None
    return written if isinstance(written, str) else None


def _in_order(reasons: list[Reason]) -> list[Reason]:
    return sorted(dict.fromkeys(reasons), key=lambda reason: reason.line or 0)


# -- form -------------------------------------------------------------------------------------------------------------


def _schema_reasons(faults: tuple[ValidationError, ...], located: Located) -> Iterator[Reason]:
    for fault in faults:
        for path, code, says, remedy in _explained(fault):
            yield Reason(
                code=code, says=says, remedy=remedy, field=field_name(path) or None, line=located.line_of(path)
            )


def _explained(fault: ValidationError) -> Iterator[tuple[Path, str, Text, Text | None]]:
    path = tuple(fault.absolute_path)
    if fault.validator == "additionalProperties":
        for key in _strange_keys(fault):
            yield (*path, key), "charter.unknown_key", _UNKNOWN_KEY.filled(word=key), _words_are(_properties(fault))
    elif fault.validator == "required":
        for key in _missing_keys(fault):
            yield path, "charter.missing_key", _MISSING_KEY.filled(word=key), None
    elif fault.validator == "enum":
        says = _UNKNOWN_WORD.filled(word=fault.instance)
        yield path, "charter.unknown_word", says, _words_are(cast("list[str]", fault.validator_value))
    else:
        yield path, *_wrong_value(fault), None


def _wrong_value(fault: ValidationError) -> tuple[str, Text]:
    if fault.validator == "type":
        return "charter.wrong_type", _WRONG_TYPE.filled(wanted=_types(fault.validator_value))
    if fault.validator in _TOO_SMALL:
        return "charter.empty", _EMPTY
    if fault.validator in _RANGES:
        return "charter.out_of_range", _OUT_OF_RANGE.filled(word=str(fault.instance)[:60])
    return "charter.wrong_form", _WRONG_FORM.filled(word=str(fault.instance)[:60])


def _types(wanted: object) -> Text:
    names = [wanted] if isinstance(wanted, str) else list(cast("list[str]", wanted))
    said = [_TYPES[str(name)] for name in names]
    return Text(" / ".join(each.vi for each in said), " / ".join(each.en for each in said))


def _properties(fault: ValidationError) -> list[str]:
    return list(cast("Raw", fault.schema).get("properties", {}))


def _strange_keys(fault: ValidationError) -> list[str]:
    return [key for key in cast("Raw", fault.instance) if key not in _properties(fault)]


def _missing_keys(fault: ValidationError) -> list[str]:
    return [key for key in cast("list[str]", fault.validator_value) if key not in cast("Raw", fault.instance)]


def _words_are(words: list[str]) -> Text:
    return _WORDS_ARE.filled(words=", ".join(words))


# -- entries ----------------------------------------------------------------------------------------------------------


def _read_entries(located: Located, faults: tuple[ValidationError, ...]) -> _Reading:
    """Build what can be built, leaving out entries whose form is at fault, so that the rest is still checked."""
    data = cast("Raw", located.data)
    broken = {tuple(fault.absolute_path)[:2] for fault in faults}
    head_broken = bool(_keys_at_fault(faults) & _HEAD_KEYS)
    parts: dict[str, tuple[object, ...]] = {}
    places: dict[str, list[int]] = {}
    for section in SECTIONS:
        entries = data.get(section, [])
        read = _section(section, entries, broken, located) if isinstance(entries, list) else []
        places[section] = [place for place, _ in read]
        parts[section] = tuple(entry for _, entry in read)
    return _Reading(located, Charter(**_head({} if head_broken else data), **cast("Any", parts)), places)


def _keys_at_fault(faults: tuple[ValidationError, ...]) -> set[object]:
    named = {fault.absolute_path[0] for fault in faults if fault.absolute_path}
    missing = {
        key
        for fault in faults
        if not fault.absolute_path and fault.validator == "required"
        for key in _missing_keys(fault)
    }
    return named | missing


def _section(
    section: str, entries: list[Any], broken: set[tuple[str | int, ...]], located: Located
) -> list[tuple[int, object]]:
    build = _BUILDERS[section]
    return [
        (place, built)
        for place, entry in enumerate(entries)
        if (section, place) not in broken
        for built in build(entry, located.line_of((section, place)))
    ]


_HEAD_KEYS: Final = frozenset(
    {"id", "body", "source", "complements", "name", "short_name", "former_name", "instrument"}
)


def _head(data: Raw) -> dict[str, Any]:
    nothing = {"vi": "?", "en": "?"}
    return {
        "id": data.get("id", "?"),
        "body": data.get("body", "?"),
        "source": data.get("source", "original"),
        "complements": data.get("complements"),
        "name": _text(data.get("name", nothing)),
        "short_name": _text(data.get("short_name", nothing)),
        "former_name": _text(data["former_name"]) if "former_name" in data else None,
        "instrument": _instrument(data.get("instrument", _NO_INSTRUMENT)),
    }


_NO_INSTRUMENT: Final[Raw] = {
    "number": None,
    "symbol": None,
    "kind": "regulation",
    "title": {"vi": "?", "en": "?"},
    "issuer": "?",
    "signed_on": None,
    "effective_on": None,
}


def _instrument(data: Raw) -> InstrumentRef:
    return InstrumentRef(**cast("Any", _tupled(data) | {"title": _text(data["title"])}))


def _text(data: Raw) -> Text:
    return Text(data["vi"], data["en"])


def _tupled(data: Raw) -> dict[str, object]:
    return {key: _fixed(value) for key, value in data.items()}


def _fixed(value: object) -> object:
    if isinstance(value, list):
        return tuple(_fixed(each) for each in value)
    return _tupled(value) if isinstance(value, dict) else value


_TEXT_FIELDS: Final = ("summary", "name", "title", "says")


def _plain(kind: type) -> Callable[[Raw, int], Iterator[object]]:
    """Return a builder for entries whose keys are the fields of their dataclass."""

    def build(data: Raw, line: int) -> Iterator[object]:
        texts = {key: _text(data[key]) for key in _TEXT_FIELDS if isinstance(data.get(key), dict)}
        yield kind(**_tupled(data) | texts | ({"line": line} if kind is kinds.Clause else {}))

    return build


def _seats(data: Raw, line: int) -> Iterator[object]:
    del line
    yield kinds.SeatRule(**cast("Any", {"agency": None, **data}))


def _powers(data: Raw, line: int) -> Iterator[object]:
    """Unfold an entry that grants several acts: one Power an act, its id followed by the act's name."""
    del line
    rest = cast("Any", _tupled({key: value for key, value in data.items() if key not in {"id", "acts"}}))
    several = len(data["acts"]) > 1
    for act in data["acts"]:
        yield kinds.Power(id=f"{data['id']}.{act}" if several else data["id"], act=act, **rest)


_BUILDERS: Final[dict[str, Callable[[Raw, int], Iterator[object]]]] = {
    "clauses": _plain(kinds.Clause),
    "agencies": _plain(kinds.AgencyRule),
    "units": _plain(kinds.Unit),
    "roles": _plain(kinds.Role),
    "seats": _seats,
    "powers": _powers,
    "stand_ins": _plain(kinds.StandIn),
    "limits": _plain(kinds.Limit),
    "duties": _plain(kinds.Duty),
    "recording": _plain(kinds.Recording),
    "sights": _plain(kinds.Sight),
    "signatures": _plain(kinds.Signature),
    "series": _plain(kinds.Series),
    "principles": _plain(kinds.Principle),
    "fields": _plain(kinds.FieldRule),
    "counts": _plain(kinds.CountRule),
    "designations": _plain(kinds.Designation),
}


# -- between entries --------------------------------------------------------------------------------------------------


def _cross_reasons(reading: _Reading, known_acts: frozenset[str], beside: Charter | None) -> Iterator[Reason]:
    for section in rules.WITH_IDS:
        for found in rules.duplicates(section, reading.raw_ids(section)):
            yield reading.reason(found, found.position)
    findings = chain(_dangling(reading, known_acts, beside), rules.conflicts(reading.charter))
    for found in findings:
        yield reading.reason(found, reading.places[found.section][found.position])
    yield from _head_reasons(reading)


def _dangling(reading: _Reading, known_acts: frozenset[str], beside: Charter | None) -> Iterator[rules.Finding]:
    """Ids of entries that could not be read count as known: their own fault is already told."""
    written = {target: _written_ids(reading, target) for target in rules.TARGETS}
    lent = rules.known_words(beside, known_acts) if beside else {}
    known = {target: words | lent.get(target, frozenset()) for target, words in written.items()} | {"acts": known_acts}
    unchecked = bool(reading.data.get("complements")) and beside is None
    for found in rules.dangling(reading.charter, known):
        if not unchecked or found.code == "charter.unknown_act":
            yield found


def _written_ids(reading: _Reading, section: str) -> frozenset[str]:
    return frozenset(word for word in reading.raw_ids(section) if word is not None)


def _head_reasons(reading: _Reading) -> Iterator[Reason]:
    charter, line_of = reading.charter, reading.located.line_of
    if (charter.source == "installation") != (charter.complements is not None) and charter.id != "?":
        yield Reason(code="charter.complements", says=_COMPLEMENTS, field="complements", line=line_of(("source",)))
    yield from _date_reasons(charter.instrument, line_of)


def _date_reasons(instrument: InstrumentRef, line_of: Callable[[Path], int]) -> Iterator[Reason]:
    for name in ("signed_on", "effective_on", "effective_until"):
        written = getattr(instrument, name)
        if written is not None and len(written) == 10 and rules.full_date(written) is None:
            says, path = _NO_SUCH_DAY.filled(word=written), ("instrument", name)
            yield Reason(code="charter.no_such_day", says=says, field=field_name(path), line=line_of(path))
    begins, ends = rules.full_date(instrument.effective_on), rules.full_date(instrument.effective_until)
    if begins and ends and ends <= begins:
        path = ("instrument", "effective_until")
        yield Reason(code="charter.ends_first", says=_ENDS_FIRST, field=field_name(path), line=line_of(path))
