"""Instruments looked at again because a paper they rest on is no longer in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.instruments.bases import RESTS, bases_to_review
from chidao.instruments.models import BasisReview, Link
from chidao.kernel.days import local_day
from chidao.kernel.errors import Conflict, NotFound, Reason
from chidao.kernel.wording import Text, same
from chidao.people.acts import BODY

OUTCOMES: Final = {
    "stands": Text("vẫn đứng được", "stands as it is"),
    "to_amend": Text("cần sửa đổi", "to be amended"),
    "to_replace": Text("cần thay thế", "to be replaced"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewBasis:
    """What was found of one instrument that rests on a paper no longer in force."""

    body: str = asked(*BODY)
    link: int = asked("Căn cứ hết hiệu lực", "Basis no longer in force", "basis")
    outcome: str = asked("Kết quả rà soát", "What was found", "choice", choices=OUTCOMES)
    words: str = asked(
        "Nhận xét, hướng xử lý", "Remarks, what is to be done", "long",
        hint=Text("Ví dụ: căn cứ mới là văn bản nào, sửa phần nào.", "For example the new basis, and what changes."),
    )  # fmt: skip


def _about_review_basis(given: ReviewBasis, at: datetime) -> Matter:
    row = _link(given.body, given.link).instrument
    says = same(row.label) if row.label else Text.from_data(row.title)
    return Matter(body=given.body, says=says, facets={"instrument": row.kind})


@act(
    "review_basis",
    ("Rà soát căn cứ", "Review a legal basis"),
    ("Rà soát {what} do căn cứ {basis} hết hiệu lực: {outcome}",
     "Reviewed {what}, whose basis {basis} is no longer in force: {outcome}"),
    given=ReviewBasis,
    about=_about_review_basis,
)  # fmt: skip
def review_basis(doing: Doing, given: ReviewBasis) -> Mapping[str, object]:
    """Record what was found of an instrument whose basis ended; it may be looked at again.

    Raises NotFound for a link that is not the body's; Conflict while the basis is in force.
    """
    link = _link(given.body, given.link)
    ended = next((each for each in bases_to_review(given.body, local_day(doing.at)) if each.link == link.pk), None)
    if ended is None:
        raise Conflict(Reason(code="basis_in_force", says=_IN_FORCE, field="link", remedy=_RECORD_FIRST))
    made = doing.add(
        BasisReview(
            body=given.body,
            link=link,
            outcome=given.outcome,
            words=given.words.strip()[:500],
            reviewed_by=doing.by.says.as_data(),
            reviewed_at=doing.at,
        )
    )
    return {
        "review": made.pk,
        "instrument": link.instrument_id,
        "say": {"basis": ended.basis, "outcome": OUTCOMES[given.outcome]},
    }


def _link(body: str, key: int) -> Link:
    found: Link | None = (
        Link.objects.filter(pk=key, kind=RESTS, instrument__body=body)
        .select_related("instrument")
        .defer("instrument__charter")
        .first()
    )
    if found is None:
        raise NotFound(Reason(code="no_basis", says=_NO_BASIS, field="link"))
    return found


_NO_BASIS = Text("Không có căn cứ này.", "There is no such basis.")
_IN_FORCE = Text(
    "Căn cứ này chưa được ghi là hết hiệu lực.", "This basis is not recorded as no longer in force."
)  # fmt: skip
_RECORD_FIRST = Text(
    "Nhập văn bản thay thế hoặc bãi bỏ nó trước, với ngày có hiệu lực.",
    "First enter what replaces or repeals it, with its day of effect.",
)
