"""Who is told that a draft waits for them, or what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chidao.acts.runner import Doing
from chidao.documents.models import Submission, SubmissionStep
from chidao.instruments.vocabulary import FACETS
from chidao.kernel.wording import Text
from chidao.mandates.queries import capacity_in_seat


def tell_next(doing: Doing, submission: Submission, steps: Iterable[SubmissionStep]) -> None:
    """Tell whoever holds the seat of the step that waits."""
    step = next((each for each in steps if not each.outcome), None)
    holder = capacity_in_seat(submission.body, step.seat_id, doing.at) if step else None
    if step and holder:
        says = _WAITS.filled(title=submission.title, step=FACETS["step"][step.kind])
        tell(doing, submission.body, submission.draft_id, says, persons=[holder.person])


def tell_submitter(doing: Doing, submission: Submission, says: Text) -> None:
    """Tell whoever submitted what became of it."""
    person = submission.submitted_by.get("person")
    if isinstance(person, int) and person != doing.by.person:
        tell(doing, submission.body, submission.draft_id, says.filled(title=submission.title), persons=[person])


def tell(
    doing: Doing, body: str, draft: int, says: Text, *, persons: Sequence[int] = (), agencies: Sequence[int] = ()
) -> None:
    """Leave a notice about a draft for persons and agencies."""
    payload = {"body": body, "persons": list(persons), "agencies": list(agencies), "says": says.as_data()}
    doing.post("notice", {**payload, "path": f"/{body}/drafts/{draft}/"})


_WAITS = Text("Dự thảo chờ bạn ({step}): {title}", "A draft waits for you ({step}): {title}")
