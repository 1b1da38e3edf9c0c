"""What a draft starts from: a text read, a text that this program wrote out, or the model regulation filled in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from chidao.acts.registry import act_names, acts
from chidao.data.reading import draft_rules, norm_words
from chidao.instruments.charter_amending import charter_file
from chidao.instruments.charter_format import read_charter
from chidao.instruments.writing.model import model_charter
from chidao.instruments.writing.reading_back import is_written, read_written
from chidao.instruments.writing.regulation import write_regulation
from chidao.kernel.errors import BadInput
from chidao.kernel.wording import Text
from chidao.onboarding.rules.state import Data
from chidao.reading.charter_draft import Draft, Proposal, draft_charter
from chidao.reading.norms import find_norms
from chidao.reading.reader import read_law
from chidao.reading.tree import Law


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, what it was read as, and its tree."""

    text: str
    draft: Draft
    law: Law


@lru_cache(maxsize=8)
def read_text(text: str) -> Reading:
    """Return what is read of a text. Raises BadInput for one too damaged to read.

    A regulation that this program wrote out is read back to the very charter it says; where somebody changed its
    sentences so that this no longer goes, it is read as any other text.
    """
    law = read_law(text)
    drafted = _drafted(law)
    if is_written(law):
        try:
            return Reading(text, _placed(read_written(law, acts=titles()), drafted), law)
        except BadInput:
            return Reading(text, drafted, law)
    return Reading(text, drafted, law)


@lru_cache(maxsize=8)
def read_model(values: str) -> Reading:
    """Return the model regulation filled in with values, as JSON, and written out.

    Its words are the model's and nobody has signed them: they are no official words. Raises BadInput for values that
    do not fit.
    """
    data = model_charter(json.loads(values))
    charter = read_charter(charter_file(data), known_acts=act_names())
    text = str(write_regulation(charter, acts=titles()))
    law = read_law(text)
    return Reading(text, replace(_placed(data, _drafted(law)), official={}), law)


def titles() -> Mapping[str, Text]:
    """Return what the program's acts are called."""
    return {each.name: each.title for each in acts()}


def _drafted(law: Law) -> Draft:
    words = norm_words()
    return draft_charter(law, find_norms(law, words), words, draft_rules())


def _placed(charter: Data, drafted: Draft) -> Draft:
    """Return a charter as a draft, each entry at the place of the clause that it cites; clauses are found by place."""
    read = drafted.charter.get("clauses", [])
    ids = {str(clause["cite"]): str(clause["id"]) for clause in read}
    places = {str(read[each.index]["cite"]): each for each in drafted.proposals if each.section == "clauses"}
    cites = {clause["id"]: str(clause["cite"]) for clause in charter.get("clauses", ())}
    official = {id_: drafted.official.get(ids.get(cite, ""), "") for id_, cite in cites.items()}
    return Draft(
        charter=charter,
        proposals=tuple(_proposals(charter, cites, places)),
        missing=(),
        official={id_: words for id_, words in official.items() if words},
    )


def _proposals(charter: Data, cites: Mapping[str, str], places: Mapping[str, Proposal]) -> Iterator[Proposal]:
    for section, entries in charter.items():
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            place = places.get(cites.get(entry.get("clause") or entry.get("id"), ""))
            if place:
                yield replace(place, section=section, index=index, confidence=1.0)
