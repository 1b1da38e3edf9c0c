"""How a draft goes from hand to hand (PURE): what may be submitted, who decides next, what may still be taken back.

A submission is frozen. Its steps are decided one after the other: content, then form, then the decision, which is a
signature for a paper that gets a number, or the approval of one of the papers that the regulation itself asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text

CONTENT: Final = "content"
FORM: Final = "form"
APPROVE: Final = "approve"
SIGN: Final = "sign"
DECISIONS: Final = (APPROVE, SIGN)
MOST_STEPS: Final = 12
LONGEST_WORDS: Final = 500

STATES: Final[Mapping[str, Text]] = {
    "waiting": Text("đang trình", "submitted"),
    "agreed": Text("chờ quyết định", "awaits the decision"),
    "returned": Text("bị trả lại", "returned"),
    "withdrawn": Text("đã rút", "withdrawn"),
    "approved": Text("đã phê duyệt", "approved"),
    "issued": Text("đã ban hành", "issued"),
}
OPEN: Final = frozenset({"waiting", "agreed"})
"""The states in which a submission still waits for somebody."""
DONE: Final = frozenset({"issued", "approved"})
"""The states in which what was submitted has become what it was written for."""

OPINIONS: Final[Mapping[str, Text]] = {
    "agree": Text("Nhất trí", "Agrees"),
    "changes": Text("Đề nghị sửa", "Asks for changes"),
    "disagree": Text("Không nhất trí", "Disagrees"),
}

FIELDS: Final[Mapping[str, str]] = {
    CONTENT: "content_by", FORM: "form_by", APPROVE: "decided_by", SIGN: "decided_by",
}  # fmt: skip
"""Where, in the input of the act that submits, whoever is asked at a step is named."""

_ORDER: Final[Mapping[str, int]] = {CONTENT: 0, FORM: 1, APPROVE: 2, SIGN: 2}


@dataclass(frozen=True, slots=True)
class Step:
    """One who decides, by their seat. `outcome`: "" while it waits, agreed, returned."""

    kind: str
    seat: int
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How far a submission has come. `paper` is what the regulation asks to be approved, "" for what gets a number."""

    steps: tuple[Step, ...]
    state: str = "waiting"
    paper: str = ""

    @property
    def pending(self) -> int | None:
        """Return the place of the step that waits, None where nothing does."""
        if self.state not in OPEN:
            return None
        return next((place for place, each in enumerate(self.steps) if not each.outcome), None)

    @property
    def next(self) -> Step | None:
        """Return the step that waits."""
        return None if self.pending is None else self.steps[self.pending]


def state_of(steps: Sequence[Step]) -> str:
    """Return where a submission stands by its steps: returned, agreed to but for the decision, or waiting."""
    if any(each.outcome == "returned" for each in steps):
        return "returned"
    left = [each for each in steps if not each.outcome]
    return "agreed" if len(left) == 1 and left[0].kind in DECISIONS else "waiting"


def decided(course: Course, outcome: str, state: str = "") -> Course:
    """Return the course with the step that waits decided; `state` is the end that a decision brings.

    Raises ValueError where no step waits: ask `against_agreeing` and its likes first.
    """
    if course.pending is None:
        raise ValueError("no step waits")
    steps = tuple(
        Step(each.kind, each.seat, outcome) if place == course.pending else each
        for place, each in enumerate(course.steps)
    )
    return Course(steps=steps, state=state or state_of(steps), paper=course.paper)


def against_steps(steps: Sequence[Step], paper: str) -> Iterator[Reason]:
    """Yield what stands against asking these to decide, in this order."""
    decisions = [each.kind for each in steps if each.kind in DECISIONS]
    if decisions != [APPROVE if paper else SIGN]:
        says, remedy = (_NO_APPROVAL, _CHOOSE_APPROVER) if paper else (_NO_SIGNATURE, _CHOOSE_SIGNER)
        yield Reason(code="no_decision", says=says, remedy=remedy, field=FIELDS[SIGN])
    if any(_ORDER.get(one.kind, -1) > _ORDER.get(other.kind, -1) for one, other in pairwise(steps)):
        yield Reason(code="steps_out_of_order", says=_OUT_OF_ORDER, field=FIELDS[CONTENT])
    if sum(each.kind == FORM for each in steps) > 1 or len(set(steps)) < len(steps) or len(steps) > MOST_STEPS:
        yield Reason(code="step_twice", says=_TWICE, field=FIELDS[CONTENT])


def against_submitting(*, closed: bool, open_submission: bool, version: int, latest: int, by: str) -> Iterator[Reason]:
    """Yield what stands against putting a version of a draft before anybody; `by` is who changed it last."""
    if closed:
        yield Reason(code="draft_closed", says=_CLOSED)
    if open_submission:
        yield Reason(code="already_submitted", says=_SUBMITTED, remedy=_WITHDRAW)
    if version != latest:
        told = {"version": version, "latest": latest, "by": by}
        yield Reason(code="draft_changed", says=_MOVED_ON.filled(**told), remedy=_LOOK_AGAIN, field="version")


def against_agreeing(course: Course) -> Iterator[Reason]:
    """Yield what stands against agreeing to the step that waits: nothing waits, or it waits for the decision."""
    yield from _against_open(course)
    step = course.next
    if step and step.kind in DECISIONS:
        remedy = _BY_APPROVING if step.kind == APPROVE else _BY_ISSUING
        yield Reason(code="awaits_decision", says=_AWAITS_DECISION, remedy=remedy)


def against_returning(course: Course, words: str) -> Iterator[Reason]:
    """Yield what stands against giving it back; whoever does says why."""
    yield from _against_open(course)
    if not words.strip():
        yield Reason(code="no_words", says=_WHY_RETURNED, field="words")


def against_withdrawing(course: Course) -> Iterator[Reason]:
    """Yield what stands against taking it back: only what still waits can be."""
    yield from _against_open(course)


def against_approving(course: Course) -> Iterator[Reason]:
    """Yield what stands against approving: not a paper that is approved, or others are still to agree."""
    yield from _against_deciding(course, APPROVE)


def against_issuing(course: Course, *, intact: bool) -> Iterator[Reason]:
    """Yield what stands against issuing what was submitted; `intact` says that it is still what was frozen."""
    yield from _against_deciding(course, SIGN)
    if not intact:
        yield Reason(code="content_changed", says=_NOT_INTACT, remedy=_SUBMIT_AGAIN, field="submission")


def against_seat(step: Step | None, speaks_for: Iterable[int], *, seat: Text) -> Iterator[Reason]:
    """Yield the reason against deciding a step that is another's; `seat` is whose it is."""
    if step and step.seat not in frozenset(speaks_for):
        yield Reason(code="step_of_another", says=_OF_ANOTHER.filled(seat=seat), remedy=_STAND_IN.filled(seat=seat))


def against_breaches(step: Step | None, breaches: int, words: str) -> Iterator[Reason]:
    """Yield the reason against passing the form of a paper with faults of form that nobody has said a word about."""
    if step and step.kind == FORM and breaches and not words.strip():
        yield Reason(code="breaches_unsaid", says=_BREACHES.filled(n=breaches), remedy=_SAY_WHY, field="words")


def against_opinion(*, answered: bool, opinion: str, words: str) -> Iterator[Reason]:
    """Yield what stands against an opinion: given already, none that is known, or a change asked for without words."""
    if answered:
        yield Reason(code="already_answered", says=_ANSWERED)
    if opinion not in OPINIONS:
        yield Reason(code="unknown_choice", says=_UNKNOWN.filled(value=opinion), field="opinion")
    if opinion in {"changes", "disagree"} and not words.strip():
        yield Reason(code="no_words", says=_WHAT_TO_CHANGE, field="words")


def _against_deciding(course: Course, kind: str) -> Iterator[Reason]:
    yield from _against_open(course)
    if course.steps and course.steps[-1].kind != kind:
        yield Reason(code="other_decision", says=_ONLY_APPROVED if kind == SIGN else _ONLY_SIGNED)
    step = course.next
    if step and step.kind not in DECISIONS:
        left = sum(not each.outcome for each in course.steps) - 1
        yield Reason(code="steps_open", says=_STEPS_OPEN.filled(n=left), remedy=_WAIT)


def _against_open(course: Course) -> Iterator[Reason]:
    if course.state not in OPEN:
        says = _ENDED.filled(state=STATES.get(course.state, Text(course.state, course.state)))
        yield Reason(code="submission_ended", says=says)


_NO_APPROVAL: Final = Text("Chưa chọn người phê duyệt.", "Nobody is named to approve it.")
_CHOOSE_APPROVER: Final = Text(
    "Chọn một người phê duyệt; văn bản loại này không lấy số.",
    "Name one who approves; a paper of this kind takes no number.",
)
_NO_SIGNATURE: Final = Text("Chưa chọn người ký ban hành.", "Nobody is named to sign it.")
_CHOOSE_SIGNER: Final = Text("Chọn một người ký ban hành.", "Name one who signs.")
_OUT_OF_ORDER: Final = Text(
    "Thứ tự các bước là: nội dung, thể thức, rồi ký hoặc phê duyệt.",
    "The steps are, in order: content, form, then signature or approval.",
)
_TWICE: Final = Text("Một người được hỏi hai lần cho cùng một bước.", "Somebody is asked twice for the same step.")
_CLOSED: Final = Text("Dự thảo này đã bỏ.", "This draft was given up.")
_SUBMITTED: Final = Text("Dự thảo đang được trình.", "The draft is submitted already.")
_WITHDRAW: Final = Text("Rút bản đang trình rồi trình bản mới.", "Withdraw it, then submit the new version.")
_MOVED_ON: Final = Text(
    "Bạn đang trình bản {version}, nhưng {by} đã lưu bản {latest}.",
    "You are submitting version {version}, but {by} has saved version {latest}.",
)
_LOOK_AGAIN: Final = Text("Mở lại dự thảo, xem bản mới rồi trình.", "Open the draft again, look, then submit.")
_AWAITS_DECISION: Final = Text("Các bước khác đã xong.", "All other steps are done.")
_BY_APPROVING: Final = Text("Phê duyệt hoặc trả lại.", "Approve it or return it.")
_BY_ISSUING: Final = Text("Ban hành hoặc trả lại.", "Issue it or return it.")
_WHY_RETURNED: Final = Text("Nói rõ vì sao trả lại.", "Say why it is returned.")
_NOT_INTACT: Final = Text("Nội dung không còn đúng bản đã trình.", "The content is no longer what was submitted.")
_SUBMIT_AGAIN: Final = Text("Rút và trình lại.", "Withdraw it and submit it again.")
_OF_ANOTHER: Final = Text("Bước này là của {seat}.", "This step is that of: {seat}.")
_STAND_IN: Final = Text(
    "Được làm khi {seat} vắng mặt hoặc ủy quyền, và việc đó đã ghi.",
    "Possible while {seat} is absent or has delegated it, once that is recorded.",
)
_BREACHES: Final = Text("Bản in còn {n} lỗi thể thức.", "The printed paper has {n} faults of form.")
_SAY_WHY: Final = Text(
    "Trả lại để sửa, hoặc nói rõ vì sao vẫn chấp nhận.", "Return it to be mended, or say why it passes all the same."
)
_ANSWERED: Final = Text("Ý kiến này đã gửi.", "This opinion was given already.")
_UNKNOWN: Final = Text("Giá trị “{value}” không có trong danh mục.", "“{value}” is not one of the choices.")
_WHAT_TO_CHANGE: Final = Text("Nói rõ đề nghị sửa gì, vì sao.", "Say what should be changed, and why.")
_ONLY_APPROVED: Final = Text(
    "Văn bản này được phê duyệt, không ký số ban hành.", "This paper is approved; it is not issued under number."
)
_ONLY_SIGNED: Final = Text("Văn bản này được ký ban hành, không phê duyệt riêng.", "This paper is signed and issued.")
_STEPS_OPEN: Final = Text("Còn {n} bước chưa xong.", "{n} steps are not done yet.")
_WAIT: Final = Text("Chờ các bước trước, hoặc rút và trình lại.", "Wait for them, or withdraw and submit it again.")
_ENDED: Final = Text("Lượt trình này {state}.", "This submission is over: {state}.")
