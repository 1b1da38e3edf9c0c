"""An incoming paper as the matter of an act: its name, and those it was given to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chidao.acts.authority import Matter
from chidao.acts.runner import Doing
from chidao.documents.incoming.rules import against_settled
from chidao.documents.models import Incoming
from chidao.kernel.errors import Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.wording import Text

INCOMING = ("Văn bản đến", "Incoming paper", "incoming")


def incoming_said(number: int, year: int, symbol: str) -> Text:
    """Return what a paper is called: its number of arrival, and its own symbol where it has one."""
    words = Text("số {n}/{year} ({symbol})", "no. {n}/{year} ({symbol})") if symbol else _PLAIN
    return words.filled(n=f"{number:02d}", year=year, symbol=symbol)


def incoming_matter(body: str, says: Text, agencies: Iterable[int] = ()) -> Matter:
    """Return an incoming paper as a matter; `agencies` are those it was given to."""
    return Matter(body=body, says=says, coordinating=frozenset(agencies))


def matter_of(body: str, incoming: int) -> Matter:
    """Return a registered paper as the matter of an act on it. Raises NotFound."""
    row = Incoming.objects.filter(body=body, pk=incoming).first()
    if row is None:
        raise NotFound(Reason(code="no_incoming", says=_NONE, field="incoming"))
    given_to = row.directions.exclude(agency=None).values_list("agency", flat=True)
    return incoming_matter(body, incoming_said(row.number, row.year, row.symbol), given_to)


def open_paper(doing: Doing, incoming: int) -> Incoming:
    """Return a paper, locked until the act is done. Raises NotFound; Conflict for one that is settled."""
    found = doing.locked(Incoming, body=doing.matter.body, pk=incoming)
    if found is None:
        raise NotFound(Reason(code="no_incoming", says=_NONE, field="incoming"))
    raise_if_any(Conflict, against_settled(bool(found.settled_how), found.number))
    return found


def who(doing: Doing) -> dict[str, object]:
    """Return the legal actor as rows keep it, with the clause by which they acted."""
    by = doing.by
    return {"person": by.person, "seat": by.seat, "says": by.says.as_data(), "clause": doing.basis.clause}


def tell(
    doing: Doing,
    row: Incoming,
    says: Text,
    *,
    words: str = "",
    persons: Iterable[int] = (),
    agencies: Iterable[int] = (),
) -> None:
    """Tell people and agencies of a paper that is now theirs to deal with; `words` are the direction's."""
    message: Mapping[str, object] = {
        "body": row.body,
        "persons": list(persons),
        "agencies": list(agencies),
        "says": says.filled(title=row.title[:120], words=words).as_data(),
        "path": f"/{row.body}/incoming/{row.pk}/",
    }
    doing.post("notice", message)


_PLAIN = Text("số {n}/{year}", "no. {n}/{year}")
_NONE = Text("Không có văn bản đến này.", "There is no such incoming paper.")
