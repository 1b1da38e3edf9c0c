"""The sentences of the controlled language: one form for each kind of entry, written and read by the same form (PURE).

A form is a template: `{name|kind}` is a place for a value, `[…]` a piece left out where its values are missing. What is
written is at once read back; where that gives something else, names are put in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, Final

from chidao.instruments import vocabulary
from chidao.instruments.writing import words as w
from chidao.instruments.writing.data import Data, Names
from chidao.instruments.writing.words import NotUnderstood
from chidao.kernel.wording import Text, same

STRUCTURE: Final[Mapping[str, str]] = {
    "units": "{name|text}; thuộc loại {kind|unit_kind}",
    "agencies": "{name|text}; viết tắt: {short|text}; thuộc loại {kind|agency_kind}",
    "roles": "{title|text}; thuộc {unit|unit}; thứ tự {rank|number}[; thực hiện quy định đối với {bears|bears}]",
    "seats": "{role|role}: {holder|holder}; {by|by}[; cơ quan: {agency|agency}][; họ tên: {person|text}]",
    "designations": "{seat|seat}; giữ chức danh: {role|role}",
    "counts": "{unit|unit}[; tính riêng {roles|roles}]: {stated|stated}",
    "fields": "{title|text}; phụ trách: {lead|seat}[; cùng tham gia: {partners|seats}]"
    "[; trả lời trước: {answers_to|agencies}]",
}
"""Entries that make up the body; they stand in articles of their own, in the order of the file."""
RULES: Final[Mapping[str, str]] = {
    "limits": "Không ai được: {acts|acts}[; trừ trường hợp {unless|when}]; lý do: {says|quote}",
    "powers": "{roles|roles} được: {acts|acts}[; đối với {only|facets}][; khi {when|when}]",
    "stand_ins": "Trong thời gian {stands_for|role} vắng mặt; người thực hiện thay: {role|role}",
    "duties": "{unit|unit} thực hiện: {title|quote}; loại việc: {what|duty}; {months|months}"
    "[; chu kỳ tính từ tháng {starts_in|number}][; đối với {only|facets}][; gửi {to|roles}]"
    "[; gửi đến cơ quan: {to_agencies|agencies}]",
    "recording": "{roles|roles} được ghi sổ theo văn bản đã ký: {acts|every}",
    "sights": "{roles|roles} được xem {scope|scope}: {sees|sees}",
    "signatures": "{role|role} {standing_in|standing}; thể thức: {lines|lines}[; đóng dấu: {seal|text}]"
    "[; đóng dấu của {seal_of|own_seal}]",
    "series": "Văn bản loại {kind|text} mang ký hiệu: {symbol|text}",
    "principles": "Bảo đảm: {feature|feature}[; cụ thể: {settings|settings}]",
}
"""Entries that stand as points under the clause that they cite."""

_SLOT: Final = re.compile(r"\{(\w+)\|(\w+)\}")
_TOKEN: Final = re.compile(r"(\[)|(\])|\{(\w+)\|(\w+)\}|([^\[\]{]+)")
_WORDS: Final = r"(?:“(?:[^“”]|““|””)*”|[^;:“”])+?"
_STATED: Final = re.compile(r"(\d+) thành viên")
_OWN_SEAL: Final = {"own_agency": "cơ quan người ký"}
_STANDING: Final = {"": "ký", "x": "ký thay"}
_SETTINGS: Final = {name: kind for each in vocabulary.SETTINGS.values() for name, kind in each.items()}


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language of one charter: its forms, and the names that may be filled in."""

    names: Names

    def written(self, section: str, entry: Mapping[str, Any]) -> str:
        """Return an entry as its sentence. Raises NotUnderstood where no wording of it can be read back."""
        meant = self._meant(section, entry)
        for always_quoted in (False, True):
            said = self._filled(_form(section), meant, always_quoted)
            try:
                if self.read(said, (section,) if section in STRUCTURE else tuple(RULES)) == (section, meant):
                    return said
            except NotUnderstood:
                continue
        raise NotUnderstood(_UNSAYABLE.filled(section=section, entry=str(entry.get("id", ""))))

    def read(self, said: str, sections: tuple[str, ...]) -> tuple[str, Data]:
        """Return what a sentence says: its section and its values. Raises NotUnderstood with what is wrong in it."""
        fault: NotUnderstood | None = None
        words = w.curled(said)
        for section in sections:
            found = _pattern(section).fullmatch(words)
            if found:
                try:
                    return section, self._values(section, found.groupdict())
                except NotUnderstood as error:
                    fault = fault or error
        raise fault or NotUnderstood(_NO_FORM)

    def _values(self, section: str, found: Mapping[str, str | None]) -> Data:
        kinds = dict(_SLOT.findall(_form(section)))
        return {name: self._loaded(kinds[name], words) for name, words in found.items() if words is not None}

    def _meant(self, section: str, entry: Mapping[str, Any]) -> Data:
        """Return the values that a sentence says: without id and clause, without what goes without saying."""
        names = [name for name, _ in _SLOT.findall(_form(section))]
        return {name: _vietnamese(entry.get(name)) for name in names if _is_said(section, name, entry.get(name))}

    def _filled(self, form: str, values: Mapping[str, Any], always_quoted: bool) -> str:
        said, piece, left_out = [], "", None
        for opening, closing, name, kind, words in _TOKEN.findall(form):
            if opening:
                piece, left_out = "", False
            elif closing:
                said.append("" if left_out else piece)
                left_out = None
            elif left_out is None:
                said.append(self._dumped(kind, values[name], always_quoted) if name else words)
            elif name and name not in values:
                left_out = True
            else:
                piece += self._dumped(kind, values[name], always_quoted) if name else words
        return "".join(said)

    def _dumped(self, kind: str, value: Any, always_quoted: bool) -> str:
        one = w.quoted if always_quoted else w.name_written
        if kind in _REFERENCES:
            section, several = _REFERENCES[kind]
            codes = value if several else (value,)
            return ", ".join(one(self._name(section, code)) for code in codes)
        if kind in {"text", "holder"}:
            return w.NO_HOLDER if value is None else _sure(one, value)
        if kind in {"acts", "every"}:
            return w.EVERY_ACT if value == ["*"] else ", ".join(self._act(code) for code in value)
        return _DUMPS[kind](value)

    def _loaded(self, kind: str, said: str) -> Any:
        if kind in _REFERENCES:
            section, several = _REFERENCES[kind]
            codes = [self._code(section, name) for name in (w.parts_of(said) if several else (w.unquoted(said),))]
            return codes if several else codes[0]
        if kind in {"text", "holder"}:
            return None if kind == "holder" and said == w.NO_HOLDER else _single(said)
        if kind in {"acts", "every"}:
            return self._acts(kind, said)
        return _LOADS[kind](said)

    def _name(self, section: str, code: str) -> str:
        return self.names.names[section].get(code, code)

    def _code(self, section: str, name: str) -> str:
        code = self.names.codes[section].get(name)
        if code is None:
            near = get_close_matches(name[:80], self.names.codes[section], n=1)
            perhaps = _PERHAPS.filled(word=near[0]) if near else same("")
            raise NotUnderstood(_NO_SUCH[section].filled(word=name[:80], perhaps=perhaps))
        return code

    def _act(self, code: str) -> str:
        return self.names.acts.get(code) or w.quoted(code)

    def _acts(self, kind: str, said: str) -> list[str]:
        if kind == "every" and said == w.EVERY_ACT:
            return ["*"]
        return list(w.read_closed(said, self.names.acts))


def _vietnamese(value: Any) -> Any:
    return value["vi"] if isinstance(value, Mapping) and "vi" in value else value


def _sure(one: Callable[[str], str], value: str) -> str:
    return w.quoted(value) if value == w.NO_HOLDER else one(value)


def _single(said: str) -> str:
    """Return one name; a list in its place is nothing that the sentence can say."""
    if "“" in said and not re.fullmatch(r"“(?:[^“”]|““|””)*”", said):
        raise NotUnderstood(_NO_FORM)
    return w.unquoted(said)


def _is_said(section: str, name: str, value: object) -> bool:
    if name == "starts_in":
        return value not in (None, 1)
    return value not in (None, [], {}) or (section, name) in _ALWAYS


_ALWAYS: Final = frozenset({("seats", "holder"), ("counts", "stated")})
_REFERENCES: Final[Mapping[str, tuple[str, bool]]] = {
    "unit": ("units", False), "role": ("roles", False), "seat": ("seats", False), "agency": ("agencies", False),
    "roles": ("roles", True), "seats": ("seats", True), "agencies": ("agencies", True),
}  # fmt: skip


def _form(section: str) -> str:
    return STRUCTURE.get(section) or RULES[section]


@cache
def _pattern(section: str) -> re.Pattern[str]:
    return re.compile("".join(_pieces(_form(section))))


def _pieces(form: str) -> Iterator[str]:
    for opening, closing, name, kind, words in _TOKEN.findall(form):
        if name:
            yield f"(?P<{name}>{_PATTERNS.get(kind, _WORDS)})"
        else:
            yield "(?:" if opening else ")?" if closing else re.escape(words)


def _closed(words: Mapping[str, Text]) -> tuple[Callable[[Any], str], Callable[[str], Any]]:
    table = w.vietnamese(words)
    return table.__getitem__, lambda said: w.one_of(said, table)


def _closed_lists(words: Mapping[str, Text]) -> tuple[Callable[[Any], str], Callable[[str], Any]]:
    table = w.vietnamese(words)
    return lambda codes: w.closed_list(codes, table), lambda said: list(w.read_closed(said, table))


_FEATURE_WORDS: Final = {code: w.lowered(text.vi) for code, text in vocabulary.FEATURES.items()} | dict(w.FEATURE_WORDS)


def _bears_written(codes: list[str]) -> str:
    return ", ".join(w.name_written(w.BEARERS[code]) if code in w.BEARERS else w.quoted(code) for code in codes)


def _read_bears(said: str) -> list[str]:
    by_word = {word: code for code, word in w.BEARERS.items()}
    return [_bearer(part, by_word) for part in w.parts_of(said)]


def _bearer(part: str, by_word: Mapping[str, str]) -> str:
    if part not in by_word and not re.fullmatch(r"[A-Z][A-Z_]{0,63}", part):
        raise NotUnderstood(_NO_BEARER.filled(word=part[:80]))
    return by_word.get(part, part)


_LINES: Final = {"": w.BLANK_LINE, "{post}": w.POST_LINE}


def _lines_written(lines: list[str]) -> str:
    return ", ".join(_LINES.get(line) or w.quoted(line) for line in lines)


def _read_lines(said: str) -> list[str]:
    plain_lines = {words: line for line, words in _LINES.items()}
    pieces = [match.group().strip() for match in re.finditer(r"“(?:[^“”]|““|””)*”|[^,“”]+", said)]
    return [_line(each, plain_lines) for each in pieces if each]


def _line(piece: str, plain_lines: Mapping[str, str]) -> str:
    if not piece.startswith("“") and piece not in plain_lines:
        raise NotUnderstood(_NO_LINE.filled(word=piece[:80]))
    return plain_lines[piece] if piece in plain_lines else w.unquoted(piece)


def _stated_written(stated: int | None) -> str:
    return f"{stated} thành viên" if stated is not None else w.NOT_GIVEN


def _read_stated(said: str) -> int | None:
    found = _STATED.fullmatch(said)
    if not found and said != w.NOT_GIVEN:
        raise NotUnderstood(_NO_FORM)
    return int(found.group(1)) if found else None


def _number(said: str) -> int:
    if not re.fullmatch(r"\d{1,4}", said):
        raise NotUnderstood(_NO_FORM)
    return int(said)


_SPEECH: Final[Mapping[str, tuple[Callable[[Any], str], Callable[[str], Any]]]] = {
    "quote": (w.quoted, w.unquoted),
    "number": (str, _number),
    "months": (w.months_written, w.read_months),
    "stated": (_stated_written, _read_stated),
    "bears": (_bears_written, _read_bears),
    "lines": (_lines_written, _read_lines),
    "unit_kind": _closed(vocabulary.UNIT_KINDS),
    "agency_kind": _closed(vocabulary.AGENCY_KINDS),
    "duty": _closed(vocabulary.DUTY_KINDS),
    "scope": _closed(vocabulary.SCOPES),
    "sees": _closed_lists(vocabulary.SUBJECTS),
    "when": _closed_lists(vocabulary.CONDITIONS),
    "by": (w.SEAT_WORDS.__getitem__, lambda said: w.one_of(said, w.SEAT_WORDS)),
    "own_seal": (_OWN_SEAL.__getitem__, lambda said: w.one_of(said, _OWN_SEAL)),
    "standing": (lambda standing: _STANDING["x" if standing else ""], lambda said: bool(w.one_of(said, _STANDING))),
    "feature": (_FEATURE_WORDS.__getitem__, lambda said: w.one_of(said, _FEATURE_WORDS)),
    "facets": (
        lambda only: w.facets_written(only, vocabulary.FACETS),
        lambda said: w.read_facets(said, vocabulary.FACETS),
    ),
    "settings": (w.settings_written, lambda said: w.read_settings(said, _SETTINGS)),
}
_DUMPS: Final = {kind: dump for kind, (dump, _) in _SPEECH.items()}
_LOADS: Final = {kind: load for kind, (_, load) in _SPEECH.items()}


def _any_of(words: Mapping[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words.values(), key=len, reverse=True))


_QUOTE: Final = r"“(?:[^“”]|““|””)*”"
_PATTERNS: Final[Mapping[str, str]] = {
    "quote": _QUOTE,
    "lines": rf"(?:{_QUOTE}|{w.BLANK_LINE}|{w.POST_LINE})(?:, (?:{_QUOTE}|{w.BLANK_LINE}|{w.POST_LINE}))*",
    "standing": _any_of(_STANDING),
    "scope": _any_of(w.vietnamese(vocabulary.SCOPES)),
    "by": _any_of(w.SEAT_WORDS),
    "feature": _any_of(_FEATURE_WORDS),
    "number": r"\d{1,4}",
    "settings": ".+?",
    "facets": ".+?",
}


_NO_FORM: Final = Text("Câu không theo mẫu câu nào của chương trình.", "The sentence has none of the known forms.")
_UNSAYABLE: Final = Text("Không viết được {section} {entry} thành câu.", "{section} {entry} cannot be put in words.")
_NO_BEARER: Final = Text("Không rõ quy định đối với “{word}”.", "It is not known what “{word}” stands for.")
_NO_LINE: Final = Text("“{word}” không phải dòng của thể thức ký.", "“{word}” is no line of a signature.")
_PERHAPS: Final = Text(" Có phải là “{word}”?", " Did you mean “{word}”?")
_NO_SUCH: Final[Mapping[str, Text]] = {
    "units": Text("Không có bộ phận “{word}”.{perhaps}", "There is no unit “{word}”.{perhaps}"),
    "roles": Text("Không có chức danh “{word}”.{perhaps}", "There is no role “{word}”.{perhaps}"),
    "agencies": Text("Không có cơ quan “{word}”.{perhaps}", "There is no agency “{word}”.{perhaps}"),
    "seats": Text("Không có thành viên “{word}”.{perhaps}", "There is no seat “{word}”.{perhaps}"),
    "clauses": Text("Không có điều khoản “{word}”.{perhaps}", "There is no clause “{word}”.{perhaps}"),
}
