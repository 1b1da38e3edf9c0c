"""Nghệ An at work under its decision 1321: a group constituted by the committee, and the one seal of its lead."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chidao.documents.acts import IssueDocument
from chidao.documents.models import Document
from chidao.instruments.models import Instrument
from chidao.kernel.errors import Refused
from chidao.mandates.acts.absences import RecordAbsence
from chidao.mandates.queries import seats_in_force
from tests.clauses.at_work import AtWork, at, chip, founded, refused

pytestmark = pytest.mark.django_db
DAY = at(2022, 6, 6)
ON = date(2022, 6, 6)
DEPARTMENT = "Sở Thông tin và Truyền thông"


@pytest.fixture
def na(settings: Any) -> AtWork:
    return founded("NA", at(2022, 6, 1), settings)


def letter(seal: str = "") -> IssueDocument:
    return IssueDocument(body="NA", kind="CV", title="về tiến độ", text=("Đề nghị báo cáo.",), seal=seal)


@pytest.mark.clause("NA-1")
def test_the_group_is_constituted_by_the_decision_whose_year_is_not_known(na: AtWork) -> None:
    group = [seat for seat in seats_in_force("NA", ON) if seat.unit == "group"]
    ranks = {role: sum(seat.role == role for seat in group) for role in ("group_lead", "group_deputy", "group_member")}
    assert ranks == {"group_lead": 1, "group_deputy": 4, "group_member": 12}
    assert all(seat.in_source for seat in group)
    page = na.page("committee/", "group-lead")
    assert "văn bản nêu 4 và kể ra đủ" in page
    assert "văn bản không nêu số, kể ra 12" in page
    assert "văn bản nêu tên: Võ Trọng Phú" in page
    assert chip("NA-1") in page
    decision = Instrument.objects.get(charter_id="NA")
    assert (decision.kind, decision.signed, decision.signed_on) == ("decision", "--05-15", None)
    assert decision.effective_from is None


@pytest.mark.clause("NA-13")
def test_the_leads_papers_go_out_under_the_departments_seal_and_only_that(na: AtWork) -> None:
    for wrong in ("UBND tỉnh Nghệ An", "Công an tỉnh"):
        assert refused(na, letter(wrong), "group-lead", DAY, Refused) == {"NA-13"}
    first = na.do(letter(), "group-lead", DAY)
    document = Document.objects.get(pk=first.outcome["document"])
    assert document.seal == DEPARTMENT
    assert document.signature_lines == ["TỔ TRƯỞNG TỔ CÔNG TÁC", "", "PHÓ GIÁM ĐỐC SỞ THÔNG TIN VÀ TRUYỀN THÔNG"]
    assert first.basis["clause"] == "NA-13"
    assert chip("NA-13") in na.page("act/issue_document/", "group-lead")
    away = RecordAbsence(body="NA", seat=na.seat("group-lead"), first_on=ON, last_on=date(2022, 6, 8))
    na.do(away, "clerk", DAY)
    stood_in = na.do(letter(DEPARTMENT), "group-deputy-1", at(2022, 6, 7)).outcome["document"]
    assert Document.objects.get(pk=stood_in).signature_lines[0] == "KT. TỔ TRƯỞNG"
