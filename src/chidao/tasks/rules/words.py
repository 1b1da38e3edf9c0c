"""What a task is called in sentences, and what an act on it is about (PURE)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from chidao.acts.authority import Matter
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text

FOLDED_LENGTH: Final = 900
SPOKEN_LENGTH: Final = 90


def task_says(number: int | None, title: str) -> Text:
    """Return how sentences name a task: nhiệm vụ 27 “…”, its title cut at a word when long."""
    short = title if len(title) <= SPOKEN_LENGTH else title[:SPOKEN_LENGTH].rsplit(" ", 1)[0] + "…"
    which = f" {number}" if number else ""
    return Text(f"nhiệm vụ{which} “{short}”", f"task{which} “{short}”")


def task_path(body: str, task: int) -> str:
    """Return where a task is opened, for notices."""
    return f"/{body}/tasks/{task}/"


def task_matter(
    body: str,
    says: Text,
    *,
    origin: str,
    lead: int | None,
    coordinating: Iterable[int] = (),
    proposed_by: int | None = None,
) -> Matter:
    """Return what an act on a task is about. What the lead agency has proposed was proposed by it."""
    return Matter(
        body=body,
        says=says,
        facets={"origin": origin},
        lead_agency=lead,
        coordinating=frozenset(coordinating),
        proposer_person=proposed_by,
        proposer_agency=lead if proposed_by is not None else None,
    )


def day_says(day: date) -> str:
    """Return a day as the screens print it: 25/3/2020."""
    return f"{day.day}/{day.month}/{day.year}"


def due_says(due_on: date | None) -> Text:
    """Return the deadline at the end of a sentence."""
    if due_on is None:
        return Text("không nêu thời hạn", "no deadline given")
    return Text(f"thời hạn {day_says(due_on)}", f"due {day_says(due_on)}")


def source_says(source_text: str, cite: str | None, label: str | None) -> str:
    """Return where a task comes from: the place in the instrument and the instrument's number, else its own words."""
    also = label if label and label not in (cite or "") else None  # a conclusion's place names its notice already
    return ", ".join(part for part in (cite, also) if part) or source_text


def searched_words(*texts: str) -> str:
    """Return the words of texts as they are searched: folded, a space before each, cut to what the column holds."""
    words = dict.fromkeys(re.findall(r"\w+", fold(" ".join(texts))))
    return "".join(f" {word}" for word in words)[:FOLDED_LENGTH]
