"""The API's own description: the schema of each act's input and of what is answered, made from the declarations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from chidao.acts.registry import Act, Asked, acts, fields_of
from chidao.door.given import schema_of
from chidao.kernel.wording import Text

Schema = dict[str, Any]

# A body is founded by whoever runs the installation, at its command line: nobody holds a seat in it yet.
NOT_CALLED: Final = frozenset({"found_body"})


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that is described: its status, the component that it has, what it means."""

    status: int
    component: str
    says: str


ERRORS: Final = (
    Answered(400, "Error", "The call cannot be read. / Không đọc được lời gọi."),
    Answered(401, "Error", "No personal key that opens. / Không có khóa cá nhân dùng được."),
    Answered(403, "Error", "Refused, with every reason and its clause. / Bị từ chối, kèm mọi lý do và điều khoản."),
    Answered(404, "Error", "No such thing, or not to be seen. / Không có, hoặc không được xem."),
    Answered(409, "Error", "The state of affairs does not allow it. / Tình trạng hiện tại chưa cho phép."),
    Answered(422, "Error", "Bad input, every field named. / Dữ liệu sai, nêu mọi mục."),
)


def called_acts() -> Iterator[Act]:
    """Yield the acts that the API offers."""
    yield from (act for act in acts() if act.name not in NOT_CALLED)


def act_extra(act: Act) -> Schema:
    """Return what the description says of an act's operation beyond its address."""
    body = {"required": True, "content": {"application/json": {"schema": ref(f"{component_name(act)}Call")}}}
    return {"requestBody": body, **answers("Receipt"), "parameters": [IDEMPOTENCY_KEY]}


def answers(component: str) -> Schema:
    """Return the answers of an operation: its own and the errors."""
    found = [Answered(200, component, "Done. / Xong."), *ERRORS]
    return {
        "responses": {
            each.status: {
                "description": each.says,
                "content": {"application/json": {"schema": ref(each.component)}},
            }
            for each in found
        }
    }


def ref(component: str) -> Schema:
    """Return the reference to a component."""
    return {"$ref": f"#/components/schemas/{component}"}


def component_name(act: Act) -> str:
    """Return the name of an act's components: "ConveneMeeting"."""
    return "".join(part.capitalize() for part in act.name.split("_"))


def components() -> dict[str, Schema]:
    """Return every component of the description. Raises ValueError if two parts of inputs share a name."""
    found: dict[str, Schema] = dict(_SHARED)
    for act in called_acts():
        schema = described_input(act)
        for name, part in schema.pop("$defs", {}).items():
            if found.setdefault(name, part) != part:
                raise ValueError(f"two parts of inputs are called {name}")
        found[f"{component_name(act)}Input"] = schema
        found[f"{component_name(act)}Call"] = _envelope(act)
    return found


def described_input(act: Act) -> Schema:
    """Return the schema of an act's input with the words people read; the body is named in the address."""
    schema = schema_of(act)
    asked = fields_of(act.given)
    properties = {name: _described(part, asked[name]) for name, part in schema["properties"].items() if name != "body"}
    return {
        **schema,
        "title": act.title.en,
        "description": _both(act.title),
        "properties": properties,
        "required": [name for name in schema.get("required", ()) if name != "body"],
        "additionalProperties": False,
    }


def _described(schema: Schema, asked: Asked) -> Schema:
    said = " — ".join(_both(text) for text in (asked.label, asked.hint) if text)
    found = {**schema, "description": said}
    if asked.choices and schema.get("type") == "string":
        empty = [""] if schema.get("default") == "" else []
        found["enum"] = [*asked.choices, *empty]
    return found


def _envelope(act: Act) -> Schema:
    properties = {**_ENVELOPE, "input": ref(f"{component_name(act)}Input")}
    return {
        "type": "object",
        "description": _both(act.title),
        "properties": properties,
        "required": ["input"],
        "additionalProperties": False,
    }


def _both(text: Text) -> str:
    return text.vi if text.vi == text.en else f"{text.vi} / {text.en}"


def _object(meaning: str, /, **properties: Schema) -> Schema:
    return {"type": "object", "description": meaning, "properties": properties, "required": list(properties)}


_WHOLE: Final[Schema] = {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}
_TEXT: Final[Schema] = {
    "type": "object",
    "properties": {"vi": {"type": "string"}, "en": {"type": "string"}},
    "required": ["vi", "en"],
}
_FREE: Final[Schema] = {"type": "object", "additionalProperties": True}

IDEMPOTENCY_KEY: Final[Schema] = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "maxLength": 120, "pattern": "^[!-~]*$"},
    "description": "Cùng khóa, cùng nội dung: cùng biên nhận. / The same key and content: the same receipt.",
}

_ENVELOPE: Final[Schema] = {
    "seat": {
        "anyOf": [_WHOLE, {"type": "null"}],
        "default": None,
        "description": "Ghế của người gọi; bỏ trống là ghế đầu. / The caller's seat; their first one if null.",
    },
    "at": {
        "anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}],
        "default": None,
        "description": "Thời điểm của việc đã làm trên giấy. / The instant of an act that was done on paper.",
    },
    "on_behalf_of": {
        "anyOf": [
            {"type": "object", "properties": {"seat": _WHOLE}, "required": ["seat"], "additionalProperties": False},
            {"type": "null"},
        ],
        "default": None,
        "description": "Ghi nhận việc của người giữ ghế này. / Record the act of this seat's holder.",
    },
    "evidence": {
        "type": "array",
        "items": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "default": [],
        "description": "SHA-256 của giấy đã ký, đã gửi lên. / SHA-256 of the signed papers sent before.",
    },
}

_SHARED: Final[dict[str, Schema]] = {
    "Text": _TEXT,
    "Receipt": _object(
        "Biên nhận: chỗ trong sổ, căn cứ, những gì đã lập. / Place in the record, basis, what was made.",
        chain={"type": "string"},
        seq={"type": "integer"},
        says=ref("Text"),
        basis=_FREE,
        outcome=_FREE,
        repeated={"type": "boolean"},
    ),
    "Reason": {
        "type": "object",
        "properties": {
            "code": {"type": "string"},
            "says": ref("Text"),
            "clause": {"type": "string"},
            "remedy": ref("Text"),
            "field": {"type": "string"},
            "row": {"type": "integer"},
            "line": {"type": "integer"},
        },
        "required": ["code", "says"],
    },
    "Error": _object(
        "Mọi lý do, mỗi lý do kèm điều khoản. / Every reason, each with its clause.",
        error={"type": "string"},
        reasons={"type": "array", "items": ref("Reason")},
    ),
    "Thing": _FREE,
    "Things": {"type": "array", "items": _FREE},
}
