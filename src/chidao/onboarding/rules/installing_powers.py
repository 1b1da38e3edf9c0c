"""PURE: what of a power the text gives to nobody, so that an installation may give it without taking from anybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from chidao.instruments.vocabulary import FACETS
from chidao.onboarding.rules.installing_site import Rules
from chidao.onboarding.rules.state import Data

Only = Mapping[str, Sequence[str]]
_Box = tuple[tuple[str, ...], ...]


def left_open(act: str, only: Only, powers: Iterable[Data], rules: Rules) -> list[dict[str, list[str]]]:
    """Return what `only` of an act the powers given leave to nobody, as one `only` or several; [] where nothing is.

    An act whose matters carry no facets is given whole or not at all. A power narrowed by something that the act's
    matters never carry counts as giving the act: better to leave it than to widen what a text reserves.
    """
    carried = facets_of(act, rules)
    given = [power.get("only") or {} for power in powers if act in power["acts"]]
    if any(set(each) - set(carried) or not each for each in given):
        return []
    names = [facet for facet in carried if facet in only or any(facet in each for each in given)]
    cells = product(*(only.get(facet, tuple(FACETS[facet])) for facet in names))
    free = [cell for cell in cells if not any(_covers(each, names, cell) for each in given)]
    return [dict(zip(names, map(list, box), strict=True)) for box in _boxes(free, len(names))] if free else []


def facets_of(act: str, rules: Rules) -> tuple[str, ...]:
    """Return the facets that the matters of an act carry."""
    return next((tuple(names.split(",")) for names, acts in rules["facets"].items() if act in acts), ())


def _covers(given: Only, names: Sequence[str], cell: Sequence[str]) -> bool:
    return all(value in given[facet] for facet, value in zip(names, cell, strict=True) if facet in given)


def _boxes(cells: Sequence[tuple[str, ...]], width: int) -> list[_Box]:
    """Put single cells together to boxes that hold just these: equal in all facets but one, they become one."""
    boxes: list[_Box] = [tuple((value,) for value in cell) for cell in cells]
    for place in reversed(range(width)):
        merged: dict[_Box, tuple[str, ...]] = {}
        for box in boxes:
            rest = box[:place] + box[place + 1 :]
            merged[rest] = (*merged.get(rest, ()), *box[place])
        boxes = [(*rest[:place], values, *rest[place:]) for rest, values in merged.items()]
    return boxes


def never_allowed(limits: Iterable[Data]) -> frozenset[str]:
    """Return the acts that limits forbid in every case: nothing may grant them."""
    return frozenset(act for limit in limits if not limit["unless"] for act in limit["acts"])


def given_already(act: str, only: Only, when: Sequence[str], powers: Iterable[Data]) -> Iterator[str]:
    """Yield the roles to which a power as wide, or wider, is given already."""
    for power in powers:
        wide = all(set(only.get(facet, ())) <= set(held) and facet in only for facet, held in _only(power))
        if act in power["acts"] and wide and set(power.get("when") or ()) <= set(when):
            yield from power["roles"]


def _only(power: Data) -> Iterable[tuple[str, Sequence[str]]]:
    only: Only = power.get("only") or {}
    return only.items()
