"""The words by which rules are known (PURE): patterns over a text without marks, in which some words keep theirs.

A text is folded letter by letter, so that a place in the folded text is the same place in the text. Words of `strict`
("họp", "tổ", "sở") are folded to letters of their own: without marks they would be other words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

_REFERENCE: Final = re.compile(r"<<(\w+)>>")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SPACE: Final = re.compile(r" (\?|\*)?")
_DEPTH: Final = 12
# Patterns that are also wanted as they are spelt, with all marks.
_EXACT: Final = ("agency", "post", "ends_agency", "named_after")
_EDGE: Final = "\ue000"


class _Bare(dict[int, str]):
    """Letters without marks and case, each as one letter."""

    def __missing__(self, code: int) -> str:
        bare = unicodedata.normalize("NFKD", chr(code))[:1].lower()[:1] or " "
        self[code] = "d" if bare == "đ" else bare
        return self[code]


_BARE: Final = _Bare({ord("Đ"): "d", ord("đ"): "d"})


@dataclass(frozen=True, slots=True)
class Act:
    """A thing that a clause lets or bids someone do, and the turn of phrase by which it is known."""

    act: str
    kind: str
    says: re.Pattern[str]
    of: frozenset[str]
    who: str
    unless: re.Pattern[str] | None
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """Compiled patterns by name, lists by name, and the acts; `folded` prepares a text for the patterns."""

    patterns: Mapping[str, re.Pattern[str]]
    lists: Mapping[str, Any]
    acts: tuple[Act, ...]
    strict: Mapping[str, str]
    _strict: re.Pattern[str]
    _national: Callable[[], Words] | None = None

    def __getitem__(self, name: str) -> re.Pattern[str]:
        return self.patterns[name]

    def folded(self, text: str) -> str:
        """Return the text, as long as it was, without marks and case, its strict words under their own letters."""
        lowered = text.lower()
        bare = text.translate(_BARE)
        if len(lowered) != len(text):
            return bare
        letters = list(bare)
        for found in self._strict.finditer(lowered):
            letters[found.start() : found.end()] = self.strict[found.group()]
        return "".join(letters)

    def fit_for(self, called: str) -> Words:
        """Return the words for a text that calls itself so: one of a national commission has titles of its own."""
        said = self.folded(called)
        if self._national is None or not self["national_body"].search(said):
            return self
        return self._national()

    def number(self, written: str | None) -> int | None:
        """Return the number that a folded word or figures say, or None."""
        if not written:
            return None
        return int(written) if written.isdigit() else self.lists["numbers"].get(written.strip())


def words_from(data: Mapping[str, Any]) -> Words:
    """Return the words of a data file (`strict`, `patterns`, `lists`, `acts`). Raises re.error for a bad pattern.

    What `national` adds to patterns is compiled when a text needs it.
    """
    added = {name: f"{data['patterns'][name]}|{more}" for name, more in data.get("national", {}).items()}
    national = cache(lambda: _compiled({**data, "patterns": {**data["patterns"], **added}}))
    return replace(_compiled(data), _national=national if added else None)


def _compiled(data: Mapping[str, Any]) -> Words:
    strict = {word: bare for word, bare in data["strict"].items() if len(word) == len(bare)}
    seen = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, strict)) + r")(?!\w)")
    maker = _Maker(data["patterns"], Words({}, {}, (), strict, seen))
    patterns = {name: maker.made(says) for name, says in data["patterns"].items()}
    numbers = {maker.words.folded(word): value for word, value in data["lists"]["numbers"].items()}
    lists = {**data["lists"], "numbers": numbers, "surname_set": frozenset(data["lists"]["surnames"].split())}
    patterns |= {"sector": maker.any_of(data["lists"]["sectors"]), "province": maker.any_of(data["lists"]["provinces"])}
    patterns |= {f"exact_{name}": maker.exact(data["patterns"][name]) for name in _EXACT}
    patterns["sector_list"] = _plainly(data["lists"]["sectors"])
    lists["short_titles_folded"] = {
        maker.words.folded(said): role for said, role in data["lists"]["short_titles"].items()
    }
    return Words(patterns, lists, tuple(maker.act(entry) for entry in data.get("acts", ())), strict, seen)


def _plainly(names: list[str]) -> re.Pattern[str]:
    """Return the pattern of any of some names with their marks, in small letters."""
    return re.compile("|".join(sorted((re.escape(name.lower()) for name in names), key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class _Maker:
    says: Mapping[str, str]
    words: Words

    def made(self, says: str) -> re.Pattern[str]:
        folded = self.words.folded(self._whole(says).replace(r"\b", _EDGE)).replace(_EDGE, r"\b")
        return re.compile(self._spaced(folded.replace("(?p<", "(?P<")))

    def exact(self, says: str) -> re.Pattern[str]:
        """Return the pattern as it is written, with all marks: for a text in small letters."""
        return re.compile(self._spaced(self._whole(says)))

    def any_of(self, names: list[str]) -> re.Pattern[str]:
        """Return the pattern of any of some names as whole words, the longest first."""
        longest = sorted(map(re.escape, map(self.words.folded, names)), key=len, reverse=True)
        spaced = "|".join(longest).replace(r"\ \-\ ", r"\s*[-–]\s*").replace(r"\ ", r"\s+")
        return re.compile(r"(?<!\w)(?:" + spaced + r")(?!\w)")

    def act(self, entry: Mapping[str, Any]) -> Act:
        return Act(
            act=entry["act"],
            kind=entry["kind"],
            says=self.made(entry["says"]),
            of=frozenset(entry.get("of", ())),
            who=entry.get("who", "subject"),
            unless=self.made(entry["unless"]) if "unless" in entry else None,
            values=entry.get("values", {}),
        )

    def _whole(self, says: str) -> str:
        for _ in range(_DEPTH):
            whole = _REFERENCE.sub(lambda found: f"(?:{self.says[found.group(1)]})", says)
            if whole == says:
                return whole
            says = whole
        raise re.error("patterns that refer to each other", says)

    @staticmethod
    def _spaced(says: str) -> str:
        """Let a space of a pattern stand for any white space, but where a pattern looks back: that has one width."""
        spaced, last = [], 0
        for found in re.finditer(r"\(\?<[!=][^()]*\)", says):
            spaced += [_SPACE.sub(_any_space, says[last : found.start()]), found.group()]
            last = found.end()
        return "".join([*spaced, _SPACE.sub(_any_space, says[last:])])


def _any_space(found: re.Match[str]) -> str:
    sign = found.group(1)
    return r"\s*" if sign else r"\s+"
