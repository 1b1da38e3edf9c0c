"""From what a person or program sent (form, JSON, arguments) to the frozen input of an act, or every fault at once."""

from __future__ import annotations

import dataclasses
import re
import types
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from chidao.acts.registry import Act, Asked, fields_of
from chidao.kernel.days import VIET_NAM
from chidao.kernel.errors import BadInput, Reason, raise_if_any
from chidao.kernel.vietnamese import contains_secret_mark, nfc
from chidao.kernel.wording import Text

_DAY: Final = re.compile(r"^\s*(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:[\s,]+(\d{1,2})[:h](\d{2}))?\s*$")
_adapters: Final[dict[type[Any], TypeAdapter[Any]]] = {}
_kept_hints: Final[dict[type[Any], dict[str, Any]]] = {}
_LONGEST: Final = 20_000
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
GREATEST: Final = 2**31 - 1
_UNWRITABLE: Final = re.compile("[\x00\ud800-\udfff]")
_LONG_FIELDS: Final = frozenset({"charter", "installation"})


def read_given(act: Act, sent: Mapping[str, object]) -> Any:
    """Return the act's input. Raises BadInput with a reason a field, unknown fields included."""
    raise_if_any(BadInput, out_of_bounds(sent))
    hints = _hints(act.given)
    asked = fields_of(act.given)
    unknown = [_unknown(name) for name in sent if name not in hints]
    prepared = {name: _prepared(value, hints[name]) for name, value in sent.items() if name in hints}
    prepared = {name: value for name, value in prepared.items() if value is not _ABSENT}
    secret = list(_marked_secret(prepared))
    try:
        given = _adapter(act.given).validate_python(prepared)
    except ValidationError as error:
        faults = [_reason(fault, asked) for fault in error.errors(include_url=False)]
        raise BadInput(*unknown, *secret, *faults) from error
    beyond = out_of_bounds(dataclasses.asdict(given))
    raise_if_any(BadInput, [*unknown, *secret, *beyond, *_choices_missed(given, asked), *_empty(given, asked)])
    return given


def out_of_bounds(value: object, place: str = "") -> Iterator[Reason]:
    """Yield a reason for each number, day or text in plain data that no column can hold."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from out_of_bounds(part, f"{place}.{name}" if place else str(name))
    elif isinstance(value, list | tuple):
        for number, part in enumerate(value):
            yield from out_of_bounds(part, f"{place}.{number}")
    elif said := _beyond(value):
        yield Reason(code="out_of_bounds", says=said, field=_UNWRITABLE.sub("?", place) or None)


def _beyond(value: object) -> Text | None:
    if isinstance(value, int | float) and not -GREATEST <= value <= GREATEST:
        return _TOO_GREAT
    if isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
        return _NO_SUCH_TIME
    return _UNWRITABLE_SIGN if isinstance(value, str) and _UNWRITABLE.search(value) else None


def schema_of(act: Act) -> dict[str, Any]:
    """Return the JSON Schema of an act's input, for the API's description."""
    return _adapter(act.given).json_schema(ref_template="#/components/schemas/{model}")


class _Absent:
    """A field left empty in a form: its default applies."""


_ABSENT: Final = _Absent()


def _adapter(given: type[Any]) -> TypeAdapter[Any]:
    if given not in _adapters:
        _adapters[given] = TypeAdapter(given)
    return _adapters[given]


def _hints(given: type[Any]) -> dict[str, Any]:
    if given not in _kept_hints:
        _kept_hints[given] = get_type_hints(given)
    return _kept_hints[given]


def _prepared(value: object, hint: Any) -> object:
    if isinstance(value, str):
        # A browser and some editors end lines their own way; the record has one way.
        return _prepared_text(nfc(value).replace("\r\n", "\n"), hint)
    if isinstance(value, Mapping):
        return {name: _prepared(part, _part_hint(hint, str(name))) for name, part in value.items()}
    if isinstance(value, list | tuple):
        inner = _item_hint(hint)
        items = [_prepared(item, inner) for item in value]
        return tuple(item for item in items if item is not _ABSENT and item != "")
    return value


def _part_hint(hint: Any, name: str) -> Any:
    inner = _bare(hint)
    known = isinstance(inner, type) and dataclasses.is_dataclass(inner)
    return _hints(inner).get(name, Any) if known else Any


def _prepared_text(text: str, hint: Any) -> object:
    wanted = _bare(hint)
    if get_origin(wanted) is tuple:
        parts = text.splitlines() if _item_hint(hint) is str else re.split(r"[\s,]+", text)
        return tuple(part.strip() for part in parts if part.strip())
    if wanted is str:
        return text.strip()
    if not text.strip():
        return _ABSENT
    if wanted in (date, datetime):
        return _instant(text, wanted)
    if wanted is bool and text == "on":
        return True
    return text.strip()


def _instant(text: str, wanted: type) -> object:
    """Days as people write them (25/3/2020 14:00) and as programs do; an instant without zone is Viet Nam's."""
    if match := _DAY.match(text):
        day, month, year, hour, minute = match.groups()
        text = f"{year}-{int(month):02d}-{int(day):02d}" + (f"T{int(hour):02d}:{minute}" if hour else "")
    if wanted is datetime:
        try:
            instant = datetime.fromisoformat(text.strip())
        except ValueError:
            return text
        return instant if instant.tzinfo else instant.replace(tzinfo=VIET_NAM)
    return text.strip()


def _bare(hint: Any) -> Any:
    """Return the type behind `X | None`."""
    if get_origin(hint) in {types.UnionType, Union}:
        return next((part for part in get_args(hint) if part is not type(None)), hint)
    return hint


def _item_hint(hint: Any) -> Any:
    parts = get_args(_bare(hint))
    return parts[0] if parts else Any


def _reason(fault: Any, asked: Mapping[str, Asked]) -> Reason:
    place = [str(part) for part in fault["loc"]] or ["?"]
    label = asked[place[0]].label if place[0] in asked else Text(place[0], place[0])
    said = _SAID.get(_family(fault["type"]), _WRONG)
    return Reason(code=fault["type"], says=said.filled(label=label), field=".".join(place))


def _family(kind: str) -> str:
    return next((name for name in _SAID if kind.startswith(name)), kind)


def _unknown(name: str) -> Reason:
    says = Text("Không có mục nào tên “{name}”.", "There is no field “{name}”.").filled(name=name)
    return Reason(code="unknown_field", says=says, field=name)


def _choices_missed(given: Any, asked: Mapping[str, Asked]) -> Iterator[Reason]:
    for name, question in asked.items():
        value = getattr(given, name)
        if question.choices and value not in (None, "") and value not in question.choices:
            says = Text("{label}: chọn một trong {choices}.", "{label}: choose one of {choices}.")
            says = says.filled(label=question.label, choices=", ".join(question.choices))
            yield Reason(code="not_a_choice", says=says, field=name)


def _empty(given: Any, asked: Mapping[str, Asked]) -> Iterator[Reason]:
    for field in dataclasses.fields(given):
        required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        if required and getattr(given, field.name) in ("", ()):
            yield Reason(code="missing", says=_SAID["missing"].filled(label=asked[field.name].label), field=field.name)


def _marked_secret(prepared: Mapping[str, object]) -> Iterator[Reason]:
    for name, value in prepared.items():
        for text in _texts(value):
            if len(text) > _LONGEST and name not in _LONG_FIELDS:
                says = Text("Nội dung dài quá {most} ký tự.", "Longer than {most} characters.").filled(most=_LONGEST)
                yield Reason(code="too_long", says=says, field=name)
            elif mark := contains_secret_mark(text):
                yield Reason(code="state_secret", says=_SECRET.filled(mark=mark), field=name, remedy=_SECRET_REMEDY)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


_SAID: Final[dict[str, Text]] = {
    "missing": Text("{label}: cần điền.", "{label}: is needed."),
    "date": Text("{label}: ngày không đọc được, viết như 25/3/2020.", "{label}: not a date; write 25/3/2020."),
    "datetime": Text(
        "{label}: ngày giờ không đọc được, viết như 25/3/2020 14:00.", "{label}: not an instant; write 25/3/2020 14:00."
    ),
    "timezone": Text("{label}: thiếu múi giờ.", "{label}: time zone missing."),
    "int": Text("{label}: phải là số nguyên.", "{label}: must be a whole number."),
    "bool": Text("{label}: trả lời có hoặc không.", "{label}: answer yes or no."),
    "string": Text("{label}: phải là chữ.", "{label}: must be text."),
    "tuple": Text("{label}: phải là danh sách.", "{label}: must be a list."),
}
_WRONG: Final = Text("{label}: giá trị không hợp lệ.", "{label}: not a valid value.")
_SECRET: Final = Text(
    "Nội dung mang dấu “{mark}”: hệ thống không nhận bí mật nhà nước.", "Marked “{mark}”: no state secrets here."
)
_SECRET_REMEDY: Final = Text(
    "Xử lý văn bản mật bằng hệ thống dành riêng.", "Handle secret papers in the system meant for them."
)
_TOO_GREAT: Final = Text("Số quá lớn hoặc quá nhỏ.", "The number is too large or too small.")
_NO_SUCH_TIME: Final = Text(
    f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}.", f"The year must be from {FIRST_YEAR} to {LAST_YEAR}."
)
_UNWRITABLE_SIGN: Final = Text("Có ký tự không ghi được.", "There is a character that cannot be written.")
