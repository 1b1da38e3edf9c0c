"""Dossiers by their acts: opened, filled, emptied, closed, handed over; what stands against each."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from chidao.archive.models import Dossier, DossierItem, HandOver
from chidao.archive.proposing import proposals
from chidao.archive.queries import dossier_page, due_soon, whole_handover
from chidao.archive.retention import retention
from chidao.data.loading import read_yaml
from chidao.kernel.errors import BadInput, ChidaoError, Conflict, NotFound
from chidao.mandates.queries import Reader, reader_for
from tests.archive.keeping import closed, dossier, keeping, paper, scanned
from tests.web.visiting import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(settings: Any) -> Visit:
    settings.CHIDAO_DEMO = True
    return keeping()


def reader(visit: Visit, seat: str = "secretary") -> Reader:
    return reader_for(visit.body[seat], visit.now)


def refused(visit: Visit, act: str, kind: type[ChidaoError], **given: Any) -> list[str]:
    with pytest.raises(kind) as problem:
        visit.do(act, "secretary", **given)
    return [each.code for each in problem.value.reasons]


def test_one_paper_lies_in_two_dossiers_without_a_copy(visit: Visit) -> None:
    one, two = paper(visit, 1), paper(visit, 2)
    first, second = dossier(visit, one, two), dossier(visit, one)
    assert list(Dossier.objects.order_by("pk").values_list("number", "year", "retention")) == [
        (1, 2020, "06"), (2, 2020, "06"),
    ]  # fmt: skip
    assert DossierItem.objects.filter(document=one).count() == 2
    assert refused(visit, "file_in_dossier", Conflict, dossier=first, pieces=(f"document:{one}",)) == ["filed_already"]
    assert refused(visit, "file_in_dossier", Conflict, dossier=first) == ["nothing_to_file"]
    visit.do("file_in_dossier", "secretary", dossier=second, files=(scanned("ảnh"),))
    page = dossier_page(reader(visit), second, visit.now.date())
    assert [(each.place, each.kind, each.title) for each in page.items] == [
        (1, "document", "Công văn Việc số 1"), (2, "file", "ban ky.pdf"),
    ]  # fmt: skip


def test_what_is_taken_out_leaves_its_place_and_its_reason(visit: Visit) -> None:
    one, two = paper(visit, 1), paper(visit, 2)
    key = dossier(visit, one, two)
    item = DossierItem.objects.get(document=one)
    visit.do("take_from_dossier", "secretary", item=item.pk, reason="Thuộc hồ sơ khác")
    page = dossier_page(reader(visit), key, visit.now.date())
    assert [each.paper for each in page.items] == [two]
    assert [each.taken_out_reason for each in page.taken_out] == ["Thuộc hồ sơ khác"]
    assert refused(visit, "take_from_dossier", Conflict, item=item.pk, reason="Lần nữa") == ["taken_out_already"]
    visit.do("file_in_dossier", "secretary", dossier=key, pieces=(f"document:{one}",))
    assert DossierItem.objects.filter(document=one, taken_out_at=None).get().ordinal == 3


def test_only_papers_of_the_body_go_in(visit: Visit) -> None:
    assert refused(visit, "open_dossier", NotFound, title="x", pieces=("document:999",)) == ["no_piece"]
    assert refused(visit, "open_dossier", BadInput, title="x", pieces=("../etc",)) == ["bad_piece"]
    visit.do("file_document", "secretary", document=paper(visit, 1, scan=False), scan=scanned("riêng"))
    file = visit.rows("documents.StoredFile")[-1].pk
    # The file of a document goes in as that document, never bare: nobody reads another's file by its number.
    assert refused(visit, "open_dossier", NotFound, title="x", pieces=(f"file:{file}",)) == ["no_piece"]
    assert refused(visit, "open_dossier", BadInput, about="meeting") == ["which_work", "no_heading"]
    wrong = {"title": "x", "group": "none", "retention": "99", "year": 1}
    assert refused(visit, "open_dossier", BadInput, **wrong) == ["no_group", "no_retention", "no_year"]


def test_a_dossier_closes_when_its_papers_and_its_tasks_are_done(visit: Visit) -> None:
    bare = paper(visit, 1, scan=False)
    task = visit.task()
    key = dossier(visit, bare, about="task", task=task, title="")
    assert Dossier.objects.get(pk=key).title == "Rà soát thủ tục"
    assert refused(visit, "close_dossier", Conflict, dossier=key) == ["task_open", "not_signed"]
    visit.do("propose_completion", "fellow-alpha", task=task, result="Xong", no_evidence="Đã nộp bản giấy")
    visit.do("accept_completion", "head", task=task)
    assert refused(visit, "close_dossier", Conflict, dossier=key) == ["not_signed"]
    visit.do("close_dossier", "secretary", dossier=key, lacking="Bản gốc thất lạc năm 2019")
    assert Dossier.objects.get(pk=key).note == "Thiếu: Bản gốc thất lạc năm 2019"
    assert refused(visit, "file_in_dossier", Conflict, dossier=key, pieces=(f"document:{bare}",)) == [
        "dossier_closed", "filed_already",
    ]  # fmt: skip
    assert refused(visit, "close_dossier", Conflict, dossier=dossier(visit)) == ["empty_dossier"]


def test_closed_dossiers_are_handed_over_and_permanent_ones_go_on(visit: Visit) -> None:
    plain, kept = closed(visit, paper(visit, 1)), closed(visit, paper(visit, 1, kind="QĐ"), group="decisions")
    opened = dossier(visit)
    hand = {"receiver": "Lưu trữ thử"}
    assert refused(visit, "hand_over_dossiers", Conflict, dossiers=(plain, opened), **hand) == ["wrong_state"]
    wrong = {"receiver": " ", "handed_on": date(2030, 1, 1)}
    assert refused(visit, "hand_over_dossiers", BadInput, dossiers=(plain,), **wrong) == [
        "no_receiver", "in_the_future",
    ]  # fmt: skip
    made = visit.do("hand_over_dossiers", "secretary", dossiers=(plain, kept), **hand)
    row = HandOver.objects.get(pk=made["handover"])
    assert (row.giver, row.level, row.number) == ("Thư ký, Văn phòng thử", "current", 1)
    assert [(each["label"], each["retention"], each["count"]) for each in row.contents] == [
        ("01/2020", "10 năm", 1), ("02/2020", "Vĩnh viễn", 1),
    ]  # fmt: skip
    on = {"level": "historical", **hand}
    assert refused(visit, "hand_over_dossiers", Conflict, dossiers=(plain,), **on) == ["not_permanent"]
    visit.do("hand_over_dossiers", "secretary", dossiers=(kept,), **on)
    assert dossier_page(reader(visit), kept, visit.now.date()).row.state == "historical"
    assert len(HandOver.objects.get(pk=made["handover"]).contents) == 2


def test_what_falls_due_is_announced_thirty_days_before(visit: Visit) -> None:
    key = closed(visit, paper(visit, 1))
    assert due_soon(reader(visit), date(2021, 1, 31)) == []
    (row,) = due_soon(reader(visit), date(2021, 2, 1))
    assert (row.id, row.due_on) == (key, date(2021, 3, 3))
    visit.do("hand_over_dossiers", "secretary", dossiers=(key,), receiver="Lưu trữ thử")
    assert due_soon(reader(visit), date(2021, 3, 2)) == []
    listed = dossier(visit, about="names", title="Báo cáo định kỳ 2020", group="reports")
    assert [each.id for each in due_soon(reader(visit), date(2021, 12, 2))] == [listed]


def test_the_work_proposes_its_own_dossiers(visit: Visit) -> None:
    meeting = visit.concluded("Rà soát thủ tục")
    (provision,) = visit.rows("instruments.Provision", instrument__kind="notice")
    visit.do(
        "assign_task", "secretary", provision=provision.pk, title="Rà soát", lead_agency=visit.body.agencies["alpha"]
    )
    (task,) = visit.rows("tasks.Task")
    visit.do(
        "report_progress", "fellow-alpha", task=task.pk, text="Nửa việc", percent=50, files=(scanned("chứng minh"),)
    )
    paper(visit, 1)
    decision = paper(visit, 1, kind="QĐ")
    found = proposals(reader(visit), 2020)
    (one,) = found.meetings
    assert [each.kind for each in one.pieces] == ["document", "document", "file"]
    assert {(each.group, len(each.pieces)) for each in found.years} == {("decisions", 1), ("correspondence", 1)}
    assert found.loose == 4
    pieces = tuple(each.what for each in one.pieces)
    key = dossier(visit, about="meeting", meeting=meeting, title="", group="", pieces=pieces)
    assert Dossier.objects.get(pk=key).retention == "01"
    assert refused(visit, "close_dossier", Conflict, dossier=key) == ["task_open", "not_signed", "not_signed"]
    again = proposals(reader(visit), 2020)
    assert (again.meetings, again.loose) == ((), 2)
    assert [each.what for each in again.years[0].pieces] == [f"document:{decision}"]
    assert proposals(reader(visit, "fellow-alpha"), 2020).loose == 2


def test_a_restricted_dossier_is_its_keepers_and_the_desks(visit: Visit) -> None:
    key = dossier(visit, paper(visit, 1), access="restricted", keeper=visit.body.seat("fellow-alpha"))
    for seat in ("secretary", "fellow-alpha", "head"):
        assert dossier_page(reader(visit, seat), key, visit.now.date()).row.id == key
    with pytest.raises(NotFound):
        dossier_page(reader(visit, "fellow-beta"), key, visit.now.date())
    visit.do("close_dossier", "secretary", dossier=key)
    made = visit.do("hand_over_dossiers", "secretary", dossiers=(key,), receiver="Lưu trữ thử")["handover"]
    assert whole_handover(reader(visit, "fellow-alpha"), made).pk == made
    with pytest.raises(NotFound):
        whole_handover(reader(visit, "fellow-beta"), made)


def test_an_administrator_corrects_the_table_without_a_release(visit: Visit, tmp_path: Path, settings: Any) -> None:
    settings.CHIDAO_HOME = tmp_path
    (tmp_path / "data").mkdir()
    own = tmp_path / "data" / "retention.yaml"
    assert retention().proposed("correspondence") == "06"
    data = read_yaml("retention.yaml")
    next(row for row in data["groups"]["rows"] if row["id"] == "correspondence")["code"] = "02"
    own.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    assert Dossier.objects.get(pk=dossier(visit)).retention == "02"
    own.write_text("codes: [", encoding="utf-8")
    with pytest.raises(BadInput):
        retention()
