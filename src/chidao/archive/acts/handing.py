"""Closed dossiers handed over to an archive, with minutes and a package that can be checked on its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db.models import Max

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.archive.facts import bare_facts, dossier_label
from chidao.archive.models import Dossier, HandOver
from chidao.archive.package.plan import PackagePlan
from chidao.archive.package.sources import package_plan
from chidao.archive.package.writing import write_package
from chidao.archive.rules import LEVELS, Level, against_handing, next_number
from chidao.documents.acts.numbering import keep_file
from chidao.documents.files import adopt_file
from chidao.documents.models import StoredFile
from chidao.documents.uploads import CheckedFile
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import Reader
from chidao.people.acts import BODY

MOST_AT_ONCE: Final = 30
"""How many dossiers go in one package: it is written within the act, while nothing else is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverDossiers:
    """Closed dossiers that go to the current archive, or permanent ones that go on to the historical one."""

    body: str = asked(*BODY)
    dossiers: tuple[int, ...] = asked("Hồ sơ giao nộp", "Dossiers handed over", "dossiers")
    level: str = asked("Nộp vào", "To", "choice", choices=LEVELS, default="current")
    receiver: str = asked("Bên nhận", "Received by")
    giver: str = asked(
        "Bên giao", "Handed over by", default="",
        hint=Text("Để trống: chức danh của người thực hiện.", "Left empty: the title of whoever does it."),
    )  # fmt: skip
    handed_on: date | None = asked(
        "Ngày giao nhận", "Day of the hand-over", "date", default=None,
        hint=Text("Để trống nếu là hôm nay.", "Leave empty if it is today."),
    )  # fmt: skip
    minutes: CheckedFile | None = asked("Biên bản đã ký, bản quét", "Signed minutes, scanned", "file", default=None)


def _about(given: HandOverDossiers, at: datetime) -> Matter:
    numbers = Dossier.objects.filter(body=given.body, pk__in=given.dossiers).order_by("year", "number")
    said = ", ".join(dossier_label(each) for each in numbers[:MOST_AT_ONCE])
    return Matter(body=given.body, says=same(said or "…"))


@act(
    "hand_over_dossiers",
    ("Giao nộp hồ sơ vào lưu trữ", "Hand dossiers over to the archive"),
    ("Giao nộp hồ sơ {what} cho {receiver}", "Handed dossiers {what} over to {receiver}"),
    given=HandOverDossiers,
    about=_about,
)
def hand_over_dossiers(doing: Doing, given: HandOverDossiers) -> Mapping[str, object]:
    """Hand dossiers over: their package is written and kept, the minutes numbered.

    Raises BadInput for fields, NotFound for a dossier that is not there, Conflict with every reason against.
    """
    on = given.handed_on or local_day(doing.at)
    raise_if_any(BadInput, _faults(given, on, local_day(doing.now)))
    dossiers = _locked(doing, given)
    level: Level = "historical" if given.level == "historical" else "current"
    raise_if_any(Conflict, against_handing([bare_facts(each) for each in dossiers], level))
    giver = given.giver.strip() or doing.by.says.vi
    # Whoever hands a dossier over hands over all of it: the right to do so was judged before this ran.
    reader = Reader(capacity=doing.by, scopes={"documents": "all", "refusals": "all"})
    plan = package_plan(reader, dossiers, at=doing.at, receiver=given.receiver.strip(), submitter=giver)
    package = _kept_package(doing, plan)
    made = doing.add(
        HandOver(
            body=given.body, year=on.year, number=next_number(_last(given.body, on.year)), level=level,
            giver=giver[:300], receiver=given.receiver.strip()[:300], handed_on=on, package=package,
            minutes=keep_file(doing, given.minutes) if given.minutes else None, contents=contents_of(plan, dossiers),
            made_by=doing.by.says.as_data(), made_at=doing.at,
        )
    )  # fmt: skip
    doing.change_all(dossiers, handover=made)
    said = {"receiver": made.receiver}
    return {"handover": made.pk, "package": package.pk, "sha256": package.sha256, "say": said}


def _locked(doing: Doing, given: HandOverDossiers) -> list[Dossier]:
    wanted = list(dict.fromkeys(given.dossiers))
    for key in sorted(wanted):
        doing.locked(Dossier, body=given.body, pk=key)
    rows = Dossier.objects.filter(body=given.body, pk__in=wanted).select_related(
        "handover", "keeper", "task", "meeting"
    )
    found = {each.pk: each for each in rows}
    if set(found) != set(wanted):
        raise NotFound(Reason(code="no_dossier", says=_NO_DOSSIER, field="dossiers"))
    return sorted(found.values(), key=lambda each: (each.year, each.number))


def _kept_package(doing: Doing, plan: PackagePlan) -> StoredFile:
    """Write the package beside the store and move it in; the row names it by its SHA-256."""
    settings.CHIDAO_FILES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".package-", dir=settings.CHIDAO_FILES) as folder:
        place = Path(folder) / f"{plan.name}.zip"
        write_package(place, plan)
        size = place.stat().st_size
        sha256 = adopt_file(settings.CHIDAO_FILES, place)
    return keep_file(doing, CheckedFile(f"{plan.name}.zip", "application/zip", sha256, size))


def contents_of(plan: PackagePlan, dossiers: Sequence[Dossier]) -> list[dict[str, object]]:
    """Return the dossiers of a plan as the minutes list them."""
    return [
        {
            "id": dossier.pk, "label": packed.label, "title": packed.title, "retention": packed.retention_title,
            "first_on": packed.first_on.isoformat(), "last_on": packed.last_on.isoformat(), "count": len(packed.items),
            "note": packed.note,
        }
        for packed, dossier in zip(plan.dossiers, dossiers, strict=True)
    ]  # fmt: skip


def _last(body: str, year: int) -> int | None:
    last: int | None = HandOver.objects.filter(body=body, year=year).aggregate(last=Max("number"))["last"]
    return last


def _faults(given: HandOverDossiers, on: date, today: date) -> Iterator[Reason]:
    if not given.receiver.strip():
        yield Reason(code="no_receiver", says=_NO_RECEIVER, field="receiver")
    if on > today:
        yield Reason(code="in_the_future", says=_FUTURE, field="handed_on")
    if len(set(given.dossiers)) > MOST_AT_ONCE:
        yield Reason(code="too_many", says=_TOO_MANY.filled(most=MOST_AT_ONCE), field="dossiers")


_NO_DOSSIER = Text("Không có hồ sơ này.", "There is no such dossier.")
_NO_RECEIVER = Text("Chưa ghi bên nhận.", "It is not said who receives.")
_FUTURE = Text("Ngày giao nhận ở sau hôm nay.", "The day of the hand-over is after today.")
_TOO_MANY = Text("Mỗi lần giao nộp nhiều nhất {most} hồ sơ.", "At most {most} dossiers in one hand-over.")
