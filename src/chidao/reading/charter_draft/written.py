"""A draft as the text of a charter file (PURE): YAML, with the place and confidence of each entry beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from chidao.reading.charter_draft.draft import Draft, Proposal

_HEAD: Final = (
    "# A draft read from a text: every entry is to be accepted, corrected or left out. After each: the clause,\n"
    "# the characters of the text it was read from, and how sure the reading is."
)


def draft_as_yaml(draft: Draft) -> str:
    """Return the draft as a charter file; what the text does not say is listed above it."""
    return "\n".join([_HEAD, *_missing(draft), *_lines(draft), ""])


def _missing(draft: Draft) -> Iterator[str]:
    if draft.missing:
        yield "# Not in the text:"
        yield from (f"#   {name}" for name in draft.missing)


def _lines(draft: Draft) -> Iterator[str]:
    beside = {(one.section, one.index): one for one in draft.proposals}
    for key, value in draft.charter.items():
        if not isinstance(value, list):
            yield from _field(key, value)
            continue
        yield f"\n{key}:" if value else f"\n{key}: []"
        for index, entry in enumerate(value):
            yield f"  - {_flow(entry)}{_note(beside.get((key, index)))}"


def _field(key: str, value: Any) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{key}: {_flow(value)}"
        return
    yield f"{key}:"
    yield from (f"  {name}: {_flow(inner)}" for name, inner in value.items())


def _flow(value: Any) -> str:
    """Return a value in YAML's flow style: JSON is one, and quotes whatever needs it."""
    return json.dumps(value, ensure_ascii=False)


def _note(proposal: Proposal | None) -> str:
    if proposal is None:
        return ""
    start, end = proposal.span
    return f"  # {proposal.clause}, {start}-{end}, {proposal.confidence:.2f}"
