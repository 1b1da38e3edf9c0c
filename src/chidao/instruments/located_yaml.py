"""YAML into plain data that remembers its lines (PURE).

Only what a charter needs of YAML 1.2's core is read: mappings with plain keys, lists, words, whole numbers, yes/no and
null. Dates stay words. Anchors, aliases and tags are refused, so that a small file cannot unfold into a large one; a
key written twice is a fault, where YAML readers commonly let the last one win in silence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import yaml

from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text

MAX_BYTES: Final = 1_000_000
MAX_DEPTH: Final = 12

Path = tuple[str | int, ...]

_PARSER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_WHOLE_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,8})")
_WORDS: Final[dict[str, object]] = {"": None, "~": None, "null": None, "true": True, "false": False}

_TOO_LARGE = Text("Tệp lớn hơn 1 MB.", "The file is larger than 1 MB.")
_NOT_UTF8 = Text("Tệp không phải văn bản UTF-8.", "The file is not UTF-8 text.")
_NOT_YAML = Text("Không đọc được YAML: {problem}.", "This is not readable YAML: {problem}.")
_ONE_DOCUMENT = Text("Tệp chỉ được có một tài liệu YAML.", "The file must hold one YAML document.")
_TOO_DEEP = Text("Lồng nhau quá sâu.", "Nested too deeply.")
_NO_ANCHORS = Text(
    "Quy chế không dùng neo, tham chiếu (& *) hay thẻ (!) của YAML.",
    "A charter uses no YAML anchors, aliases (& *) or tags (!).",
)
_PLAIN_KEY = Text("Khóa phải là một từ.", "A key must be a word.")
_TWICE = Text("Khóa “{key}” được viết hai lần.", "The key “{key}” is written twice.")


@dataclass(frozen=True, slots=True)
class Located:
    """Plain data, the line (from 1) on which each part of it begins, and what was wrong with the writing itself."""

    data: object
    lines: dict[Path, int]
    reasons: tuple[Reason, ...]

    def line_of(self, path: Path) -> int:
        """Return the line of a part, or of the nearest part around it that was written."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_located(raw: bytes) -> Located:
    """Read YAML; raise BadInput at once for what leaves nothing to read (size, encoding, syntax, depth)."""
    builder = _Builder(_events(_decoded(raw)))
    try:
        data = builder.document()
    except yaml.YAMLError as error:
        raise BadInput(_syntax_reason(error)) from None
    return Located(data, builder.lines, tuple(builder.reasons))


def field_name(path: Path) -> str:
    """Print a path as people point at it: `powers[3].when[0]`."""
    printed = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return printed.removeprefix(".")


@dataclass(slots=True)
class _Builder:
    """Turns the parser's events into data, noting lines and faults on the way."""

    events: Iterator[yaml.Event]
    lines: dict[Path, int] = field(default_factory=dict)
    reasons: list[Reason] = field(default_factory=list)

    def document(self) -> object:
        next(self.events)  # the stream begins
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return None
        data = self._value(next(self.events), ())
        next(self.events)  # the document ends
        self._expect_end(next(self.events))
        return data

    def _expect_end(self, event: yaml.Event) -> None:
        if not isinstance(event, yaml.StreamEndEvent):
            raise BadInput(Reason(code="charter.unreadable", says=_ONE_DOCUMENT, line=_line(event)))

    def _value(self, event: yaml.Event, path: Path) -> object:
        self.lines.setdefault(path, _line(event))
        if len(path) > MAX_DEPTH:
            raise BadInput(Reason(code="charter.unreadable", says=_TOO_DEEP, line=_line(event)))
        self._refuse_anchors(event, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        return _scalar(event)

    def _refuse_anchors(self, event: yaml.Event, path: Path) -> None:
        if getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None:
            self._fault("charter.anchor", _NO_ANCHORS, _line(event), path)

    def _sequence(self, path: Path) -> list[object]:
        found: list[object] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self._value(event, (*path, len(found))))
        return found

    def _mapping(self, path: Path) -> dict[str, object]:
        found: dict[str, object] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event, path)
            twice = key in found
            if twice:
                self._fault("charter.duplicate_key", _TWICE.filled(key=key), _line(event), (*path, key))
            self.lines.setdefault((*path, key), _line(event))
            value = self._value(next(self.events), (*path, key))
            found[key] = found[key] if twice else value
        return found

    def _key(self, event: yaml.Event, path: Path) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise BadInput(Reason(code="charter.unreadable", says=_PLAIN_KEY, line=_line(event)))
        self._refuse_anchors(event, path)
        return str(event.value)

    def _fault(self, code: str, says: Text, line: int, path: Path) -> None:
        self.reasons.append(Reason(code=code, says=says, line=line, field=field_name(path)))


def _decoded(raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        raise BadInput(Reason(code="charter.too_large", says=_TOO_LARGE))
    try:
        return unicodedata.normalize("NFC", raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise BadInput(Reason(code="charter.unreadable", says=_NOT_UTF8, line=line)) from None


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=_PARSER)


def _scalar(event: yaml.Event) -> object:
    if not isinstance(event, yaml.ScalarEvent):
        return None  # an alias, already a fault
    word = str(event.value)
    if event.style in {"'", '"', "|", ">"}:
        return word
    if _WHOLE_NUMBER.fullmatch(word):
        return int(word)
    return _WORDS.get(word, word)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _syntax_reason(error: yaml.YAMLError) -> Reason:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "?"
    says = _NOT_YAML.filled(problem=problem)
    return Reason(code="charter.unreadable", says=says, line=mark.line + 1 if mark else 1)
