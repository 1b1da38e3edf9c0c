"""The decisions taken on a draft, as plain data in order, and what they come to (PURE).

A step is one decision; undoing takes the last one off, so that undoing all of them leaves the draft as it was read.

    {"do": "accept" | "reject" | "restore", "items": [id, …]}     `restore`: back to what was proposed
    {"do": "correct", "item": id, "values": {name: text, …}}
    {"do": "add", "section": name, "values": {name: text, …}}
    {"do": "match", "item": id, "code": code of a known agency, or ""}
    {"do": "answer", "values": {question: text, …}}

A step that brings back an entry brings back what it stands on (`whole_step` writes these under "restores").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from chidao.kernel.errors import BadInput, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.onboarding.rules.fitting import EMPTY, misfit
from chidao.onboarding.rules.installing_answers import answer_faults
from chidao.onboarding.rules.state import Control, Item, ItemState, Work
from chidao.onboarding.rules.values import HEAD

Step: TypeAlias = Mapping[str, Any]

MOST_STEPS: Final = 2000
_BULK: Final = frozenset({"accept", "reject", "restore"})
_PARTS: Final[Mapping[str, frozenset[str]]] = {
    "accept": frozenset({"items"}),
    "reject": frozenset({"items"}),
    "restore": frozenset({"items"}),
    "correct": frozenset({"item", "values"}),
    "add": frozenset({"section", "values"}),
    "match": frozenset({"item", "code"}),
    "answer": frozenset({"values"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """An entry added by hand: its item's id, its section and the values given."""

    id: str
    section: str
    values: Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class Decisions:
    """What the steps come to. `states` hold only what was decided; `values` the corrections, `matches` the agencies."""

    states: dict[str, ItemState] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    added: list[Added] = field(default_factory=list)
    matches: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)


def decided(steps: Sequence[Step]) -> Decisions:
    """Return what steps come to, taken in order. They were checked when they were taken."""
    found = Decisions()
    for step in steps:
        for item in step.get("restores", ()):
            _restore(found, item)
        _TAKING[step["do"]](found, step)
    return found


def check_step(step: object, work: Work) -> None:
    """Say whether a step can be taken on a draft as it stands. Raises BadInput naming each field at fault."""
    if not isinstance(step, Mapping) or step.get("do") not in _PARTS:
        raise BadInput(Reason(code="no_such_step", says=_NO_STEP, field="do"))
    do = str(step["do"])
    strange = set(step) ^ {"do", *_PARTS[do]}
    raise_if_any(BadInput, (Reason(code="no_such_step", says=_NO_STEP, field=name) for name in sorted(strange)))
    raise_if_any(BadInput, _form_faults(step))
    raise_if_any(BadInput, _CHECKS[do](step, work))


def whole_step(step: Step, items: Sequence[Item]) -> Step:
    """Return a step as it is kept: what is brought back brings back what it stands on."""
    if step["do"] not in {"accept", "restore", "correct"}:
        return step
    named = step["items"] if step["do"] in _BULK else [step["item"]]
    rejected = {item.id: item for item in items if item.state == "rejected"}
    again: dict[str, None] = {}
    waiting = [need for each in named if each in rejected for need in rejected[each].needs]
    while waiting:
        need = waiting.pop()
        if need in rejected and need not in again:
            again[need] = None
            waiting += rejected[need].needs
    return {**step, "restores": list(again)} if again else step


# -- what a step does --------------------------------------------------------------------------------------------------


def _restore(found: Decisions, item: str) -> None:
    found.states.pop(item, None)
    found.values.pop(item, None)


def _accept(found: Decisions, step: Step) -> None:
    for item in step["items"]:
        found.states[item] = "corrected" if item in found.values else "accepted"


def _reject(found: Decisions, step: Step) -> None:
    for item in step["items"]:
        found.states[item] = "rejected"


def _restored(found: Decisions, step: Step) -> None:
    for item in step["items"]:
        _restore(found, item)


def _correct(found: Decisions, step: Step) -> None:
    found.values.setdefault(step["item"], {}).update(step["values"])
    found.states[step["item"]] = "corrected"


def _add(found: Decisions, step: Step) -> None:
    number = sum(each.section == step["section"] for each in found.added) + 1
    found.added.append(Added(id=f"{step['section']}/+{number}", section=step["section"], values=step["values"]))


def _match(found: Decisions, step: Step) -> None:
    found.matches[step["item"]] = step["code"]


def _answer(found: Decisions, step: Step) -> None:
    found.answers.update(step["values"])


_TAKING: Final = {
    "accept": _accept, "reject": _reject, "restore": _restored, "correct": _correct, "add": _add, "match": _match,
    "answer": _answer,
}  # fmt: skip


# -- whether it can be taken -------------------------------------------------------------------------------------------


def _form_faults(step: Step) -> Iterator[Reason]:
    for name in ("item", "section", "code"):
        if name in step and not isinstance(step[name], str):
            yield Reason(code="no_such_step", says=_NO_STEP, field=name)
    items = step.get("items", [])
    if (
        not isinstance(items, list)
        or not all(isinstance(each, str) for each in items)
        or ("items" in step) > len(items)
    ):
        yield Reason(code="no_such_step", says=_NO_STEP, field="items")
    values = step.get("values", {})
    if not isinstance(values, Mapping) or not all(isinstance(each, str) for pair in values.items() for each in pair):
        yield Reason(code="no_such_step", says=_NO_STEP, field="values")


def _bulk_faults(step: Step, work: Work) -> Iterator[Reason]:
    known = {item.id for item in work.items}
    yield from (_unknown(item) for item in step["items"] if item not in known)
    if step["do"] == "reject":
        for item in step["items"]:
            if item in HEAD and HEAD[item][0].required:
                yield Reason(code="cannot_be_rejected", says=_NEEDED, field="item", remedy=_CORRECT_IT)


def _correct_faults(step: Step, work: Work) -> Iterator[Reason]:
    item = next((each for each in work.items if each.id == step["item"]), None)
    if item is None:
        yield _unknown(step["item"])
    else:
        yield from _value_faults(step["values"], {control.name: control for control in item.controls})


def _add_faults(step: Step, work: Work) -> Iterator[Reason]:
    form = next((each for each in work.forms if each.section == step["section"]), None)
    if form is None:
        yield Reason(code="no_such_section", says=_NO_SECTION, field="section")
        return
    controls = {control.name: control for control in form.controls}
    yield from _value_faults(step["values"], controls)
    for name, control in controls.items():
        if control.required and name not in step["values"]:
            yield Reason(code="value_missing", says=EMPTY.filled(label=control.label), field=name)


def _match_faults(step: Step, work: Work) -> Iterator[Reason]:
    item = next((each for each in work.items if each.id == step["item"]), None)
    if item is None or item.section != "agencies":
        yield _unknown(step["item"])
    elif step["code"] and step["code"] not in {each.code for each in item.matches}:
        yield Reason(code="no_such_agency", says=_NO_AGENCY, field="code")


def _answer_faults(step: Step, work: Work) -> Iterator[Reason]:
    yield from answer_faults(work.questions, step["values"])


def _value_faults(values: Mapping[str, str], controls: Mapping[str, Control]) -> Iterator[Reason]:
    for name, given in values.items():
        control = controls.get(name)
        if says := misfit(control, given) if control else _NO_SUCH_VALUE:
            yield Reason(code="value_does_not_fit", says=says, field=name)


def _unknown(item: str) -> Reason:
    return Reason(code="no_such_item", says=_NO_ITEM.filled(item=item[:80]), field="item")


_CHECKS: Final = {
    "accept": _bulk_faults, "reject": _bulk_faults, "restore": _bulk_faults, "correct": _correct_faults,
    "add": _add_faults, "match": _match_faults, "answer": _answer_faults,
}  # fmt: skip

_NO_STEP: Final = Text("Không hiểu bước này.", "This step is not understood.")
_NO_ITEM: Final = Text("Dự thảo không có mục “{item}”.", "The draft has no entry “{item}”.")
_NEEDED: Final = Text("Mục này bắt buộc phải có.", "This cannot be done without.")
_CORRECT_IT: Final = Text("Sửa lại cho đúng.", "Correct it instead.")
_NO_SECTION: Final = Text("Không thêm được mục ở phần này.", "Nothing can be added to this section.")
_NO_AGENCY: Final = Text(
    "Không có cơ quan này trong các cơ quan đã biết.", "There is no such agency among those known."
)
_NO_SUCH_VALUE: Final = Text("Mục này không có giá trị đó.", "This entry has no such value.")
