"""What other rooms add to the page of one document: a part below its text, and acts in its row.

A room declares a function with `document_part`; the page calls them in the order of their places. Each takes a bounded
number of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from chidao.documents.queries import DocumentPage
from chidao.web.here import Here
from chidao.web.offers import Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPart:
    """A part of a document's page: its template with what it shows ("" for none), and the acts it wishes to offer.

    `next_act` names the one that the document waits for, where it waits for one; the first part that has one is heard.
    """

    template: str = ""
    shows: Mapping[str, object] = field(default_factory=dict)
    wishes: tuple[Wish, ...] = ()
    next_act: str = ""


Maker = Callable[[Here, DocumentPage], DocumentPart | None]
_MAKERS: Final[dict[int, Maker]] = {}


def document_part(place: int) -> Callable[[Maker], Maker]:
    """Declare what makes the part at a place (10 signatures, 20 public, 30 exchange, 40 sent to, 50 answers…)."""

    def declared(maker: Maker) -> Maker:
        if place in _MAKERS and _MAKERS[place].__module__ != maker.__module__:
            raise ValueError(f"two parts of a document's page stand at {place}")
        _MAKERS[place] = maker
        return maker

    return declared


def document_parts(here: Here, found: DocumentPage) -> list[DocumentPart]:
    """Return the parts of a document's page, in order."""
    made = (_MAKERS[place](here, found) for place in sorted(_MAKERS))
    return [part for part in made if part is not None]
