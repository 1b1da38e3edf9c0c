"""What the program prints has no fault: each kind of paper for each committee, under each block that may sign it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from chidao.acts.registry import acts
from chidao.data.loading import read_yaml
from chidao.documents.checking.book import FILE, book_on, read_book
from chidao.documents.checking.checks import check_sheet
from chidao.documents.checking.reader import read_sheet
from chidao.documents.checking.report import Report
from chidao.documents.drafting import (
    Attendee,
    Conclusion,
    Gathering,
    LateTask,
    Letterhead,
    draft_attendance_sheet,
    draft_conclusion_notice,
    draft_document,
    draft_invitation,
    draft_urging_letter,
)
from chidao.documents.drafting_reports import draft_report
from chidao.documents.formalities import formality_on, load_formalities
from chidao.documents.paper import Paper
from chidao.documents.regulation_paper import regulation_paper
from chidao.documents.word import word_document
from chidao.instruments.charter import Charter
from chidao.instruments.writing.regulation import write_regulation
from chidao.kernel.symbols import KINDS
from tests.instruments.charters import shipped

COMMITTEES: Final = ("HP20", "HP22", "TH", "TTH", "NA")
ON: Final = date(2022, 9, 5)
NORM: Final = formality_on(load_formalities(), ON)
BOOK: Final = book_on([read_book(each) for each in read_yaml(FILE)["norms"]], ON)
MEETING: Final = Gathering(
    name="phiên họp quý III năm 2022",
    chair="Chức vụ chủ trì",
    starts_at=datetime(2022, 9, 9, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
    place="Phòng họp số 2",
)
LATE: Final = LateTask(
    title="Rà soát dịch vụ công", lead="Sở mẫu", source="Mục 2 Thông báo số 07/TB-BCĐ", due_on=ON, days_late=5
)  # fmt: skip
TASKS: Final = [
    Conclusion(text="thống nhất báo cáo"),
    Conclusion(title="Về dữ liệu", text="Hoàn thành rà soát", lead="Sở mẫu", coordinating=("Sở A", "Sở B"), due_on=ON),
]
CONTENT: Final[dict[str, Any]] = {
    "subject": "Kết quả quý III năm 2022",
    "opening": "Thực hiện chế độ báo cáo, cơ quan thường trực báo cáo như sau:",
    "parts": [
        {
            "title": "Kết quả",
            "words": ["Đã hoàn thành 05 nhiệm vụ."],
            "tables": [{"columns": [("TT", 10, True), ("Việc", 90, False)], "rows": [("01", "Rà soát")]}],
        }
    ],
}


def committee(name: str) -> tuple[Charter, Charter]:
    """Return a shipped charter and the installation instrument beside it."""
    first = shipped(name)
    return first, shipped(f"{name}-inst")


def heads(name: str) -> list[Letterhead]:
    """Return the heads of a committee's papers, one for each block that may sign them."""
    charter, beside = committee(name)
    blocks = {entry.lines: None for entry in (*charter.signatures, *beside.signatures)}
    return [
        Letterhead(
            issuer=charter.name.vi,
            superior_body="Ủy ban nhân dân tỉnh Bình Minh",
            place="Bình Minh",
            number=7,
            symbol="TB-BCĐ",
            dated_on=ON,
            signature=tuple(line.replace("{post}", "PHÓ GIÁM ĐỐC") for line in lines if line),
            recipients=("Các thành viên", "Các cơ quan liên quan"),
            filing="VT, TH",
        )
        for lines in blocks
    ]


def papers(head: Letterhead, symbols: dict[str, str], kinds: Iterable[str] = ()) -> dict[str, Paper]:
    """Return a paper of every form that the program prints, under the committee's own symbols."""

    def under(kind: str) -> Letterhead:
        return Letterhead(
            **{
                **_plain(head),
                "symbol": symbols.get(kind, f"{kind}-BCĐ"),
                "urgency": "urgent" if kind == "GM" else None,
            }
        )

    found = {
        "invitation": draft_invitation(
            under("GM"), MEETING, invited=["Các thành viên", "Sở A"], agenda=["đánh giá", "Bàn"]
        ),
        "notice": draft_conclusion_notice(under("TB"), MEETING, TASKS, present="các thành viên", heard="Sở A báo cáo"),
        "urging": draft_urging_letter(
            under("CV"), [LATE] * 3, agencies=["Sở A", "Sở B"], matter="kết luận", as_of=ON, report_by=ON
        ),
        "sheet": draft_attendance_sheet(head, MEETING, [Attendee(post="Chức vụ", agency="Sở A")]),
        "report": draft_report(under("BC"), CONTENT),
        "letter": draft_document(
            under("CV"), kind_name=None, subject="cử người", paragraphs=["Đề nghị các sở cử người."]
        ),
    }
    for kind in kinds:
        named = KINDS[kind].vi
        found[kind] = draft_document(
            under(kind),
            kind_name=named[:1].upper() + named[1:],
            subject="Việc mẫu của ban",
            paragraphs=["Một việc.", "Hai việc."],
        )
    return found


def _plain(head: Letterhead) -> dict[str, Any]:
    return {name: getattr(head, name) for name in Letterhead.__dataclass_fields__}


def judged(paper: Paper) -> Report:
    return check_sheet(read_sheet(word_document(paper, NORM)), BOOK)


@pytest.mark.parametrize("name", COMMITTEES)
def test_no_paper_of_a_committee_is_at_fault(name: str) -> None:
    charter, beside = committee(name)
    symbols = {each.kind: each.symbol for each in (*charter.series, *beside.series)}
    first, *others = heads(name)
    # Every kind is judged below; here each committee has a third of them, so that together they have all.
    made = [*papers(first, symbols, symbols.keys() & KINDS.keys()).items()][COMMITTEES.index(name) % 3 :: 3]
    told = [(form, judged(paper)) for form, paper in made]
    told += [(str(head.signature), judged(papers(head, symbols)["notice"])) for head in others]
    assert [(form, each) for form, report in told for each in report.breaches] == []
    assert all(report.components for _, report in told)


def test_no_kind_of_document_is_at_fault() -> None:
    told = papers(heads("NA")[0], {}, KINDS)
    assert [(form, each) for form in KINDS for each in judged(told[form]).breaches] == []


@pytest.mark.parametrize("name", COMMITTEES)
def test_a_regulation_written_out_whole_is_not_at_fault(name: str) -> None:
    charter, titles = shipped(name), {act.name: act.title for act in acts()}
    found = judged(regulation_paper(write_regulation(charter, acts=titles, place="Bình Minh")))
    # A source that does not say who signed it gives a paper without a signature, and that is said.
    unsigned = charter.instrument.number and not charter.instrument.signer_post
    assert {each.rule for each in found.breaches} == ({"authority.missing"} if unsigned else set())
    assert {each.name for each in found.components} >= {"kind", "subject", "attached_to"}


def test_a_draft_without_number_date_and_name_is_no_fault_but_not_checked() -> None:
    head = Letterhead(issuer="Ban mẫu", place="Bình Minh", signature=(), symbol="BC-BCĐ", year=2022)
    found = judged(draft_report(head, CONTENT))
    assert found.breaches == ()
    assert {each.place.component for each in found.unknown} >= {"number", "place_date", "authority"}
