"""Founded with a text and what is installed beside it, a committee works: from convening to an accepted result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from chidao.acts.authority import Capacity
from chidao.acts.runner import check_record
from chidao.documents.models import Document
from chidao.instruments.queries import regulation
from chidao.instruments.writing.model import model_charter
from chidao.kernel.days import VIET_NAM
from chidao.kernel.errors import Refused
from chidao.meetings.acts import Attended
from chidao.meetings.models import Conclusion, Invitation
from chidao.onboarding.rules.installing import recorder_seat
from chidao.onboarding.rules.installing_site import Site, site_of
from tests.factories import Founded, founded_body
from tests.instruments.charters import written
from tests.onboarding.installed import RULES, SHARED, Data, drafted, entry, installed, small

pytestmark = [pytest.mark.django_db, pytest.mark.only("sqlite")]

MORNING: Final = datetime(2026, 1, 19, 8, 0, tzinfo=VIET_NAM)

PROVINCE: Final = """ỦY BAN NHÂN DÂN
TỈNH BÌNH MINH
Số: 45/QĐ-UBND
Bình Minh, ngày 15 tháng 01 năm 2026

QUYẾT ĐỊNH
Về việc kiện toàn Ban Chỉ đạo chuyển đổi số tỉnh Bình Minh

Điều 1. Kiện toàn Ban Chỉ đạo chuyển đổi số tỉnh Bình Minh gồm các ông, bà:
1. Trưởng ban: Chủ tịch UBND tỉnh.
2. Phó Trưởng ban: Giám đốc Sở Khoa học và Công nghệ.
3. Ủy viên: Giám đốc Sở Nội vụ.
4. Ủy viên: Giám đốc Sở Tài chính.
Điều 2. Thành lập Tổ công tác giúp việc Ban Chỉ đạo, gồm:
1. Tổ trưởng: Phó Giám đốc Sở Khoa học và Công nghệ.
2. Thành viên: Trưởng phòng Chuyển đổi số Sở Khoa học và Công nghệ.
Điều 3. Sở Khoa học và Công nghệ là Cơ quan Thường trực của Ban Chỉ đạo.
Điều 4. Quyết định này có hiệu lực kể từ ngày ký.
"""

AGENCIES: Final = (("ubnd", "UBND xã Bình Minh", "people_committee"), ("phong-kinh-te", "Phòng Kinh tế", "department"))


def commune() -> Data:
    """Return the charter of a commune's board whose titles are its own, and which says that its head convenes."""
    return small(
        roles=[("head", "board", "Chủ nhiệm"), ("second", "board", "Phó Chủ nhiệm"), ("fellow", "board", "Thành phần")],
        units=[("board", "committee")],
        agencies=[entry(id=id_, name=name, kind=kind, short=id_) for id_, name, kind in AGENCIES],
        seats=[
            entry(id="head", role="head", by="post", holder="Chủ tịch UBND xã", agency="ubnd"),
            entry(id="second", role="second", by="name", holder=None, agency="ubnd"),
            entry(id="fellow", role="fellow", by="post", holder="Trưởng Phòng Kinh tế", agency="phong-kinh-te"),
        ],
        powers=[entry(id="call", acts=["convene_meeting"], roles=["head"])],
    )


def chair_only() -> Data:
    """Return the charter of a committee of which the text says no more than that it has a chair."""
    return small()


CHARTERS: Final = {"province": lambda: drafted(PROVINCE)[0], "commune": commune, "chair only": chair_only}


@dataclass
class Running:
    """A committee founded from a charter, everybody seated: its head, an agency, and who reports for it."""

    body: Founded
    beside: Data
    head: Capacity
    lead: int
    reporter: Capacity


def founded(charter: Data, missing: tuple[str, ...] = (), **answers: str) -> Running:
    """Found a committee with default answers, or those given."""
    ready, beside = installed(charter, answers, missing)
    body = founded_body(
        charter=written(ready).decode(), beside=written(beside).decode(), code=ready["body"],
        recorder_seat=recorder_seat(beside), now=MORNING,
    )  # fmt: skip
    seats = [*ready.get("seats", ()), *beside["seats"]]
    stations = site_of(ready, RULES)
    head = next(seat for seat in seats if seat["role"] in (stations.at("chair") or ["chair"]))
    reporting = next(seat for seat in seats if seat.get("agency") and seat["role"] in _reporting(stations))
    return Running(body, beside, body[head["id"]], body.agencies[reporting["agency"]], body[reporting["id"]])


def _reporting(stations: Site) -> list[str]:
    return [*stations.at("member", "agency_head"), "agency_head"]


@pytest.mark.parametrize("name", CHARTERS)
def test_from_convening_to_an_accepted_result(name: str) -> None:
    run = founded(CHARTERS[name]())
    notice = walked(run)
    assert notice.seal in {"UBND tỉnh Bình Minh", "UBND xã Bình Minh"}


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("seed", sorted((SHARED / "seeds").glob("*.txt")), ids=lambda path: path.stem[:3])
def test_the_texts_of_real_committees_run_as_well(seed: Path) -> None:
    charter, missing = drafted(seed.read_text(encoding="utf-8"))
    undated = not charter["instrument"]["effective_on"]
    walked(founded(charter, missing, **({"paper.effective_on": "2022-05-15"} if undated else {})))


def test_the_model_regulation_runs_as_well() -> None:
    values = {
        "name": "Ban Chỉ đạo chuyển đổi số tỉnh Bình Minh", "place": "Bình Minh", "effective_on": "2026-01-15",
        "standing_body": "Sở Khoa học và Công nghệ", "members": "Giám đốc Sở Nội vụ\nGiám đốc Sở Tài chính",
    }  # fmt: skip
    walked(founded(model_charter(values)))


def walked(run: Running) -> Document:
    """Take the first path of a committee, from convening to an accepted result; return the notice issued on it."""
    meeting = _convened(run)
    _invited(run, meeting)
    notice = _concluded(run, meeting)
    _done(run, _assigned(run, meeting))
    assert not check_record("default").findings
    return notice


def _convened(run: Running) -> int:
    body, starts = run.body, MORNING + timedelta(days=7, hours=6)
    said: dict[str, Any] = {"kind": "regular", "title": "Phiên họp thứ nhất", "starts_at": starts, "place": "Phòng họp"}
    return int(body.do("convene_meeting", run.head, **said).outcome["meeting"])


def _invited(run: Running, meeting: int) -> None:
    body = run.body
    body.do("propose_invitations", meeting=meeting)
    body.do("approve_invitation_list", run.head, meeting=meeting)
    for invited in Invitation.objects.filter(meeting=meeting).exclude(seat=run.head.seat):
        who = next(each for each in body.capacities.values() if each.seat == invited.seat_id)
        body.do("reply_invitation", who, meeting=meeting, seat=invited.seat_id, reply="accepted")


def _concluded(run: Running, meeting: int) -> Document:
    body = run.body
    body.now = MORNING + timedelta(days=7, hours=8)
    came = [Attended(invitation=each.pk, attendance="present") for each in Invitation.objects.filter(meeting=meeting)]
    body.do("record_attendance", meeting=meeting, attended=tuple(came))
    body.do("close_meeting", run.head, meeting=meeting, ended_at=body.now)
    body.do("draft_conclusion", meeting=meeting, text="Hoàn thành kế hoạch số hóa hồ sơ", lead_agency=run.lead)
    issued = body.do("issue_conclusion_notice", run.head, meeting=meeting, title="Kết luận phiên họp thứ nhất")
    notice = Document.objects.get(pk=issued.outcome["document"])
    assert notice.label.startswith("01/TB-")
    assert notice.signature_lines[0]
    return notice


def _assigned(run: Running, meeting: int) -> int:
    conclusion = Conclusion.objects.get(meeting=meeting)
    said = {"title": "Số hóa hồ sơ", "provision": conclusion.provision_id, "lead_agency": run.lead}
    task = int(run.body.do("assign_task", **said).outcome["task"])
    run.body.now += timedelta(days=1)
    return task


def _done(run: Running, task: int) -> None:
    body, reporter = run.body, run.reporter
    body.do("report_progress", reporter, task=task, text="Đang làm", percent=50)
    body.do("remind_task", task=task)
    body.do("propose_completion", reporter, task=task, result="Đã xong", no_evidence="Làm trên hệ thống")
    body.do("accept_completion", _accepting(run), task=task)


def _accepting(run: Running) -> Capacity:
    """Return somebody who may accept what the reporter proposed: whom the text names, or the installation."""
    current = regulation(run.body.code, run.body.now.date())
    assert current is not None
    roles = {role for power in current.powers if power.act == "accept_completion" for role in power.roles}
    return next(each for each in run.body.capacities.values() if each.role in roles and each != run.reporter)


@pytest.mark.parametrize("name", CHARTERS)
def test_a_report_that_is_owed_is_drafted_and_issued(name: str) -> None:
    run = founded(CHARTERS[name]())
    duty = next(each["id"] for each in run.beside["duties"] if each["what"] == "report")
    run.body.now = datetime(2026, 4, 2, 8, 0, tzinfo=VIET_NAM)
    said = {"kind": "periodic", "duty": duty, "cycle": "2026-Q1", "title": "Báo cáo quý I"}
    report = run.body.do("draft_report", **said).outcome["report"]
    run.body.do("submit_report", report=report)
    issued = run.body.do("issue_report", run.head, report=report)
    assert Document.objects.get(pk=issued.outcome["document"]).label.startswith("01/BC-")


def test_what_a_text_says_of_its_head_is_nobody_elses() -> None:
    run = founded(commune())
    starts = MORNING + timedelta(days=7)
    with pytest.raises(Refused) as refusal:
        run.body.do("convene_meeting", run.body["second"], kind="ad_hoc", title="Họp", starts_at=starts, place="Phòng")
    assert "small-1" in {reason.clause for reason in refusal.value.reasons}


def test_the_regulation_in_force_is_both() -> None:
    run = founded(drafted(PROVINCE)[0])
    current = regulation(run.body.code, MORNING.date())
    assert current is not None
    assert [each.source for each in current.charters] == ["original", "installation"]
    assert current.has_feature("task_deadline")
