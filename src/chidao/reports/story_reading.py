"""A story is data: what happened, by whom, when. Here its files become steps in the order in which they became known.

A chapter (YAML) holds `steps`, one act each; `tables`, a step told once with places `{column}` and a row for each time
it happened; and `lives`, a row for each task: who leads it, then its moments ("3/8 75", "14/8 done").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

import yaml

from chidao.kernel.days import VIET_NAM

LINE: Final = "__line__"
SEATS: Final = "seats"
"""Under this name a story says which seats fill the places of its words, and words carry them."""
_PLACE: Final = re.compile(r"\{(\w+)\}")
_MOMENT: Final = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2}) (?P<word>[^\s:]+)(?:: (?P<text>.+))?")

Data = Mapping[str, Any]


class BadStory(ValueError):
    """A story that cannot be told as it is written; the words say where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act of the story: in the seat `by`, at `at`, known here since `known_at`; `recorded_by` from paper.

    `expect` is "done", or "refused" where the regulation stands against it. `place` says where it is written.
    """

    act: str
    by: str
    at: datetime
    known_at: datetime
    given: Data
    place: str
    name: str = ""
    recorded_by: str = ""
    paper: str = ""
    expect: str = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Steps in order, the moments at which it may stop, by name, and what the reminders are sent by and at."""

    body: str
    steps: tuple[Step, ...]
    stops: Mapping[str, datetime]
    reminders: Mapping[str, str] = field(default_factory=dict)

    def between(self, start: datetime | None, stop: datetime) -> tuple[Step, ...]:
        """Return the steps that became known after `start` and not after `stop`."""
        return tuple(step for step in self.steps if (start is None or step.known_at > start) and step.known_at <= stop)


def read_story(name: str = "story") -> Story:
    """Read a story that ships with the package. Raises BadStory, KeyError for one that is not there."""
    told = _read(_folder().joinpath(f"{name}.yaml"))
    words = _read(_folder().joinpath(told["words"])) if "words" in told else {}
    words = {**words, SEATS: told.get("seats", {})}
    chapters = [(chapter, _read(_folder().joinpath(chapter))) for chapter in told["chapters"]]
    steps = [step for chapter, read in chapters for step in read_chapter(chapter, read, words)]
    return Story(
        body=told["body"],
        steps=tuple(sorted(steps, key=lambda step: step.known_at)),
        stops={each: instant(str(at)) for each, at in told["stops"].items() if each != LINE},
        reminders={each: str(value) for each, value in told.get("reminders", {}).items()},
    )


def story_names() -> tuple[str, ...]:
    """Return the names of the stories that ship: each is a file that says whose body it tells of."""
    found = [file for file in _folder().iterdir() if file.name.endswith(".yaml")]
    return tuple(sorted(file.name.removesuffix(".yaml") for file in found if "stops" in _read(file)))


def read_chapter(name: str, told: Data, words: Data) -> Iterator[Step]:
    """Yield the steps of a chapter as they are written, not yet in order. `words`: what lives are told in."""
    for written in told.get("steps", ()):
        yield _step(written, f"{name}:{written.get(LINE, '?')}")
    for table in told.get("tables", ()):
        yield from _table_steps(table, name)
    for lives in told.get("lives", ()):
        yield from _life_steps(lives, name, words)


def instant(written: str) -> datetime:
    """Read a moment as stories write it, in Viet Nam: "2020-08-12 09:14". Raises BadStory."""
    try:
        return datetime.fromisoformat(written).replace(tzinfo=VIET_NAM)
    except ValueError as fault:
        raise BadStory(f"not a moment: {written}") from fault


def filled(template: Any, row: Data) -> Any:
    """Put a row's values into the `{places}` of a template; a place that is all of a text gives the value itself."""
    if isinstance(template, Mapping):
        return {key: filled(part, row) for key, part in template.items()}
    if isinstance(template, list):
        return [filled(part, row) for part in template]
    if not isinstance(template, str):
        return template
    whole = _PLACE.fullmatch(template)
    if whole:
        return row[whole.group(1)]
    return _PLACE.sub(lambda place: str(row[place.group(1)]), template)


def _table_steps(table: Data, chapter: str) -> Iterator[Step]:
    for number, values in enumerate(table["rows"], 1):
        row = dict(zip(table["columns"], values, strict=True))
        place = f"{chapter}:{table[LINE]}, row {number}"
        yield from (_step(filled(template, row), place) for template in table["steps"])


def _life_steps(lives: Data, chapter: str, words: Data) -> Iterator[Step]:
    for number, (task, agency, *moments) in enumerate(lives["rows"], 1):
        for turn, moment in enumerate(moments):
            place = f"{chapter}:{lives[LINE]}, row {number}, “{moment}”"
            step, values = _lived(lives, words, number + turn, _moment(moment, place))
            yield _step(filled(step, {**values, "task": task, "agency": agency}), place)


def _moment(moment: str, place: str) -> re.Match[str]:
    match = _MOMENT.fullmatch(moment)
    if match is None:
        raise BadStory(f"{place}: not a moment of a life")
    return match


def _lived(lives: Data, words: Data, turn: int, match: re.Match[str]) -> tuple[Data, Data]:
    """Return the step a moment stands for, and the values of its places.

    What is said is the moment's own words, else the next of the word's phrases. Not all act at one minute: the turn
    moves the hour a little, the same at each telling.
    """
    word = match["word"]
    told = words["progress" if word.isdecimal() else word]
    day = date(lives["year"], int(match["month"]), int(match["day"]))
    phrases = _phrases(told.get("phrases", [""]), word)
    said = match["text"] or phrases[turn % len(phrases)]
    values = {**words.get(SEATS, {}), "day": day.isoformat(), "value": word, "text": said}
    step = {part: value for part, value in told.items() if part not in ("phrases", "hour", LINE)}
    return {"at": f"{day} {told.get('hour', 9):02d}:{turn * 7 % 60:02d}", **step}, values


def _phrases(told: Sequence[str] | Mapping[Any, Sequence[str]], word: str) -> Sequence[str]:
    """Return the phrases of a word; those of a share done stand under the least share that they suit."""
    if not isinstance(told, Mapping):
        return told
    return told[max(share for share in told if isinstance(share, int) and share <= int(word))]


def _step(written: Data, place: str) -> Step:
    unknown = set(written) - {"act", "by", "at", "given", "name", "recorded", "paper", "expect", "note", LINE}
    if unknown or not {"act", "by", "at"} <= set(written):
        raise BadStory(f"{place}: a step has act, by, at; not {', '.join(sorted(unknown)) or 'less'}")
    at = instant(str(written["at"]))
    recorded = written.get("recorded") or {}
    return Step(
        act=written["act"],
        by=written["by"],
        at=at,
        known_at=instant(str(recorded["at"])) if recorded.get("at") else at,
        given=_plain(written.get("given") or {}),
        place=place,
        name=written.get("name", ""),
        recorded_by=recorded.get("by", ""),
        paper=written.get("paper", ""),
        expect=written.get("expect", "done"),
    )


def _plain(part: Any) -> Any:
    """Return data without the lines it was read from."""
    if isinstance(part, Mapping):
        return {key: _plain(value) for key, value in part.items() if key != LINE}
    return [_plain(each) for each in part] if isinstance(part, list) else part


class _Lines(yaml.SafeLoader):
    """Notes on each mapping the line it begins on, so that a step that goes wrong is found. Dates stay as written."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        return {**super().construct_mapping(node, deep=True), LINE: node.start_mark.line + 1}


def _mapping(loader: _Lines, node: yaml.MappingNode) -> dict[Any, Any]:
    return loader.construct_mapping(node)


def _day_as_written(loader: _Lines, node: yaml.ScalarNode) -> object:
    return loader.construct_scalar(node)


_Lines.add_constructor("tag:yaml.org,2002:timestamp", _day_as_written)
_Lines.add_constructor("tag:yaml.org,2002:map", _mapping)


def _read(file: Traversable) -> Any:
    if not file.is_file():
        raise KeyError(file.name)
    return yaml.load(file.read_text(encoding="utf-8"), Loader=_Lines)  # noqa: S506  a SafeLoader with lines


def _folder() -> Traversable:
    return files("chidao.data").joinpath("demo")
