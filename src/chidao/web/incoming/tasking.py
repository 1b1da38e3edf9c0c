"""A task made from an incoming paper: what its form proposes and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from chidao.documents.incoming.queries import seen_incoming
from chidao.kernel.wording import Text
from chidao.web.acting.shapes import Crumb, number_in
from chidao.web.here import Here


@dataclass(frozen=True, slots=True, kw_only=True)
class FromPaper:
    """What a paper proposes for a task: its subject, the agency directed first and the others, its deadline."""

    title: str
    lead: int | None
    coordinating: tuple[int, ...]
    due_on: date | None
    cite: str
    crumb: Crumb


def paper_of_task(here: Here, values: Mapping[str, object]) -> FromPaper | None:
    """Return what the paper proposes whose provision a task is to cite; None where it cites none (two queries)."""
    provision = number_in(values, "provision")
    row = seen_incoming(here.eyes).filter(instrument__provisions=provision).first() if provision else None
    if row is None:
        return None
    directed = row.directions.exclude(agency=None).order_by("pk").values_list("agency", flat=True)
    agencies = list(dict.fromkeys(directed))
    return FromPaper(
        title=row.title,
        lead=agencies[0] if agencies else None,
        coordinating=tuple(agencies[1:]),
        due_on=row.due_on if row.due_on and row.due_on >= here.today else None,
        cite=f"{row.symbol or row.title[:60]}, {row.author}",
        crumb=Crumb(
            title=Text(f"Văn bản đến số {row.number:02d}", f"Incoming paper no. {row.number:02d}"),
            url=reverse("incoming_paper", args=[here.body, row.pk]),
        ),
    )


def paper_address(here: Here, instrument: int) -> str:
    """Return the address of the incoming paper that an instrument is, "" where it is none or not to be seen."""
    key = seen_incoming(here.eyes).filter(instrument=instrument).values_list("pk", flat=True).first()
    return reverse("incoming_paper", args=[here.body, key]) if key else ""
