"""A draft as it will be printed: under the letterhead of its body, with the block of whoever is to sign it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from chidao.acts.authority import Capacity
from chidao.documents.checking.process import checked
from chidao.documents.checking.report import Report
from chidao.documents.composing import Printable, issued_by, norm_on
from chidao.documents.drafting import Letterhead
from chidao.documents.drafts.forms import paper_of
from chidao.documents.rules import series_for
from chidao.documents.signing import signature_of
from chidao.documents.word import word_document
from chidao.instruments.queries import regulation
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text
from chidao.mandates.queries import capacity_in_seat


def draft_paper(
    body: str, kind: str, content: Mapping[str, Any], *, now: datetime, signer: int | None = None
) -> Printable:
    """Return a draft as a paper without number and day; `signer` is the seat that is to sign it.

    Raises BadInput where the content cannot be printed.
    """
    return Printable(paper_of(content, letterhead(body, kind, now=now, signer=signer)), norm_on(local_day(now)))


def letterhead(body: str, kind: str, *, now: datetime, signer: int | None = None) -> Letterhead:
    """Return the letterhead under which a draft is printed on a day, its number and day left open."""
    on = local_day(now)
    issued = issued_by(body, on)
    series = series_for(regulation(body, on), kind)
    return Letterhead(
        issuer=issued.issuer, superior_body=issued.superior_body, place=issued.place,
        signature=_block(body, now, signer), symbol=series.symbol if series else None, year=on.year,
    )  # fmt: skip


def form_report(
    body: str, kind: str, content: Mapping[str, Any], *, now: datetime, signer: int | None = None
) -> Report:
    """Check the form of a draft as it would be printed today under number 01, by the checker that knows no renderer.

    The file is our own, so that it is read here and not in a process with limits. Raises BadInput where it cannot be
    printed or read.
    """
    on = local_day(now)
    head = replace(letterhead(body, kind, now=now, signer=signer), dated_on=on, number=1 if kind else None)
    answer = checked(word_document(paper_of(content, head), norm_on(on)), on)
    if "report" not in answer:
        raise BadInput(Reason(code="not_checked", says=_NOT_CHECKED))
    return Report.from_data(answer["report"])


def _block(body: str, now: datetime, signer: int | None) -> tuple[str, ...]:
    current = regulation(body, local_day(now))
    who: Capacity | None = capacity_in_seat(body, signer, now) if signer else None
    if current is None or who is None:
        return ()
    return tuple(line for line in signature_of(current, who, on=local_day(now)).lines if line)


_NOT_CHECKED: Final = Text("Chưa kiểm được thể thức của bản in.", "The form of the printed paper was not checked.")
