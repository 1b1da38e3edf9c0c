"""Why a succession cannot be recorded as it is asked for: every reason at once (PURE)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text
from chidao.mandates.rules.succession import Plan, Standing, Wanted

LONGEST_NAME: Final = 200
LONGEST_SHORT: Final = 80


def succession_reasons(wanted: Wanted, standing: Standing, today: date) -> Iterator[Reason]:
    """Yield what is wrong with a succession by itself: its shape, its day, its agencies."""
    yield from _shape_reasons(wanted)
    if wanted.on > today:
        yield Reason(code="not_yet", says=_NOT_YET, field="effective_from", remedy=_ON_ITS_DAY)
    for field, agencies in (("former", wanted.former), ("successors", wanted.successors)):
        for agency in agencies:
            yield from _agency_reasons(wanted, standing, agency, field)


def plan_reasons(wanted: Wanted, standing: Standing, plan: Plan) -> Iterator[Reason]:
    """Yield what is wrong once it is known what would happen: seats named that are nobody's here, posts torn apart,
    somebody who is to sit only later in a seat that would be gone by then."""
    own = {each.id for each in standing.seats if each.agency in wanted.former}
    for seat in sorted(wanted.keep - own):
        yield Reason(code="not_of_former", says=_seat_says(standing, seat), field="keep")
    for portion in wanted.portions:
        for seat in sorted(set(portion.seats) - own):
            yield Reason(code="not_of_former", says=_seat_says(standing, seat), field="portions")
    yield from _torn_posts(wanted, standing)
    gone = {each.seat for each in plan.ends}
    for ending in (standing.seat[each] for each in sorted(gone)):
        if ending.effective_from >= wanted.on:
            says = Text("{seat}: ghế này bắt đầu từ ngày {day}.", "{seat}: this seat begins on {day}.")
            says = says.filled(seat=ending.title, day=_day(ending.effective_from))
            yield Reason(code="seat_later", says=says, field="keep", remedy=_KEEP_IT)
    for tenure in standing.tenures:
        if tenure.of in gone and tenure.effective_from >= wanted.on:
            title = standing.seat[tenure.of].title
            says = Text(
                "{seat}: đã ghi người giữ từ ngày {day}, sau ngày ghế này hết.",
                "{seat}: somebody is recorded to sit from {day}, after the seat would be gone.",
            ).filled(seat=title, day=_day(tenure.effective_from))
            yield Reason(code="seated_later", says=says, field="keep", remedy=_KEEP_IT)


def _shape_reasons(wanted: Wanted) -> Iterator[Reason]:
    both = set(wanted.former) & set(wanted.successors)
    counts = len(set(wanted.former)), len(set(wanted.successors))
    if wanted.kind == "merge" and counts[1] != 1:
        yield Reason(code="one_successor", says=_ONE_SUCCESSOR, field="successors")
    if wanted.kind == "merge" and both:
        yield Reason(code="own_successor", says=_OWN_SUCCESSOR, field="former", remedy=_ONLY_OTHERS)
    if wanted.kind == "split" and (counts[0] != 1 or counts[1] < 2):
        yield Reason(code="split_shape", says=_SPLIT_SHAPE, field="successors")
    if wanted.kind == "rename" and (counts[0] != 1 or set(wanted.successors) - set(wanted.former)):
        yield Reason(code="rename_shape", says=_RENAME_SHAPE, field="former")
    if wanted.kind == "dissolve" and (counts[1] > 1 or both):
        yield Reason(code="dissolve_shape", says=_DISSOLVE_SHAPE, field="successors")
    yield from _name_reasons(wanted)
    yield from _portion_reasons(wanted)


def _name_reasons(wanted: Wanted) -> Iterator[Reason]:
    if wanted.kind == "rename" and not wanted.name.strip():
        yield Reason(code="required", says=_NEW_NAME, field="name")
    if wanted.name and wanted.kind not in {"merge", "rename"}:
        yield Reason(code="no_name_here", says=_NO_NAME_HERE, field="name")
    for field, words, most in (("name", wanted.name, LONGEST_NAME), ("short_name", wanted.short_name, LONGEST_SHORT)):
        if len(words) > most:
            says = Text("Dài quá {most} ký tự.", "Longer than {most} characters.").filled(most=most)
            yield Reason(code="too_long", says=says, field=field)


def _portion_reasons(wanted: Wanted) -> Iterator[Reason]:
    if (wanted.portions or wanted.rest) and wanted.kind != "split":
        yield Reason(code="no_portions_here", says=_NO_PORTIONS, field="portions")
    if any(each.successor not in wanted.successors for each in wanted.portions):
        yield Reason(code="portion_of_nobody", says=_PORTION_OF_NOBODY, field="portions")
    if wanted.rest is not None and wanted.rest not in wanted.successors:
        yield Reason(code="portion_of_nobody", says=_PORTION_OF_NOBODY, field="rest")
    listed = [task for each in wanted.portions for task in each.tasks]
    if len(listed) != len(set(listed)):
        yield Reason(code="twice", says=_TASK_TWICE, field="portions")


def _agency_reasons(wanted: Wanted, standing: Standing, agency: int, field: str) -> Iterator[Reason]:
    known = standing.agencies.get(agency)
    if known is None:
        says = Text("Ban này không có cơ quan số {id}.", "The body has no agency number {id}.").filled(id=agency)
        yield Reason(code="unknown_agency", says=says, field=field)
        return
    if known.effective_until is not None:
        says = Text("{agency} đã kết thúc từ ngày {day}.", "{agency} is no more since {day}.")
        yield Reason(code="ceased", says=says.filled(agency=known.name, day=_day(known.effective_until)), field=field)
    elif known.last_change_on is not None and known.last_change_on > wanted.on:
        says = Text(
            "{agency} đã có thay đổi ghi từ ngày {day}; ghi việc sớm trước, việc muộn sau.",
            "A change of {agency} from {day} is recorded; what happened first is recorded first.",
        ).filled(agency=known.name, day=_day(known.last_change_on))
        yield Reason(code="changed_since", says=says, field="effective_from")


def _torn_posts(wanted: Wanted, standing: Standing) -> Iterator[Reason]:
    """A post goes on in one agency: seats held through it go there together."""
    goes: dict[int, int] = {}
    for portion in wanted.portions:
        for seat in portion.seats:
            known = standing.seat.get(seat)
            post = known.post if known else None
            if post is not None and goes.setdefault(post, portion.successor) != portion.successor:
                says = _TORN.filled(post=standing.post[post].title)
                yield Reason(code="post_torn", says=says, field="portions")


def _seat_says(standing: Standing, seat: int) -> Text:
    known = standing.seat.get(seat)
    says = Text("{seat} không phải ghế của cơ quan cũ.", "{seat} is no seat of a former agency.")
    return says.filled(seat=known.title if known else f"#{seat}")


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


_NOT_YET: Final = Text("Việc này chưa đến ngày có hiệu lực.", "This has not taken effect yet.")
_ON_ITS_DAY: Final = Text(
    "Xem trước bây giờ, ghi nhận từ ngày có hiệu lực.", "Look at what will happen now; record it from that day on."
)
_ONE_SUCCESSOR: Final = Text(
    "Sáp nhập cần đúng một cơ quan kế thừa.", "Agencies are merged into exactly one successor."
)
_OWN_SUCCESSOR: Final = Text(
    "Cơ quan nhận sáp nhập không đồng thời là cơ quan cũ.", "The successor cannot be one of those that end in it."
)
_ONLY_OTHERS: Final = Text("Chỉ chọn những cơ quan kết thúc.", "Choose only the agencies that end.")
_SPLIT_SHAPE: Final = Text(
    "Chia, tách cần một cơ quan cũ và ít nhất hai cơ quan kế thừa (cơ quan cũ còn lại thì cũng chọn).",
    "A split needs one former agency and at least two successors (the former too, where it remains).",
)
_RENAME_SHAPE: Final = Text(
    "Đổi tên là của một cơ quan, không có cơ quan kế thừa khác.", "One agency is renamed; it has no other successor."
)
_DISSOLVE_SHAPE: Final = Text(
    "Giải thể thì có nhiều nhất một cơ quan khác nhận việc.", "At most one other agency takes over what is dissolved."
)
_NEW_NAME: Final = Text("Cần ghi tên mới.", "Give the new name.")
_NO_NAME_HERE: Final = Text(
    "Tên mới chỉ dùng khi đổi tên hoặc khi cơ quan nhận sáp nhập mang tên mới.",
    "A new name is for a renaming, or for the agency that others merge into.",
)
_NO_PORTIONS: Final = Text("Chỉ chia, tách mới phân phần.", "Only a split is divided into portions.")
_PORTION_OF_NOBODY: Final = Text(
    "Mỗi phần phải giao cho một cơ quan kế thừa đã chọn.", "Each portion goes to one of the successors chosen."
)
_TASK_TWICE: Final = Text("Một nhiệm vụ chỉ giao cho một cơ quan.", "A task goes to one agency only.")
_TORN: Final = Text("Các ghế theo chức vụ {post} phải đi cùng nhau.", "The seats held through {post} go together.")
_KEEP_IT: Final = Text("Cho ghế này đi tiếp bên cạnh.", "Let this seat go on beside the other.")
