"""A regulation with a duty of every kind, of the tests' own; its cadences and data windows are drawn.

Nothing in it is any real committee's. `regulation` writes it, and what is installed beside it, from a `Cadence`.
"""

# ruff: noqa: E501
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from string import Template
from typing import Final

BODY: Final = "RC"


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often each duty is owed, in months, and when data close (0: the last day of the month)."""

    board: int = 3
    team: int = 1
    report: int = 3
    review: int = 6
    starts_in: int = 1
    closes_on: int = 14
    working_days: int = 5


def regulation(name: str, begins: date, cadence: Cadence) -> tuple[str, str]:
    """Return a regulation that takes effect on a day, and what is installed beside it."""
    values = {
        "id": name, "day": begins.isoformat(), "board": cadence.board, "team": cadence.team, "report": cadence.report,
        "review": cadence.review, "starts_in": cadence.starts_in, "closes_on": cadence.closes_on,
        "working_days": cadence.working_days,
    }  # fmt: skip
    return Template(ORIGINAL).substitute(values), Template(BESIDE).substitute(values)


ORIGINAL: Final = """\
id: $id
body: RC
source: original
name: {vi: "Ban kiểm đếm", en: "Counting board"}
short_name: {vi: "Ban đếm", en: "Counting"}
instrument:
  number: "9"
  symbol: "QĐ-BKĐ"
  kind: regulation
  title: {vi: "Quy chế của Ban kiểm đếm", en: "Regulation of the counting board"}
  issuer: "Ban kiểm đếm"
  signed_on: "$day"
  effective_on: "$day"

clauses:
  - {id: $id-1, label: "Đ1", cite: "Điều 1", kind: validity, who: BOARD, summary: {vi: "Có hiệu lực từ ngày ký.", en: "In force from the day of signing."}}
  - {id: $id-2, label: "Đ2", cite: "Điều 2", kind: power, who: HEAD, summary: {vi: "Chánh ban gọi họp, kết luận, giao việc.", en: "The head calls meetings, concludes, gives work."}}
  - {id: $id-3, label: "Đ3", cite: "Điều 3", kind: power, who: SECOND, summary: {vi: "Khi chánh ban vắng, phó ban thay.", en: "The second stands in for the absent head."}}
  - {id: $id-4, label: "Đ4", cite: "Điều 4", kind: power, who: LEAD, summary: {vi: "Tổ trình vấn đề, lập báo cáo.", en: "The team submits matters and reports."}}
  - {id: $id-5, label: "Đ5", cite: "Điều 5", kind: duty, who: FELLOW, summary: {vi: "Thành phần ban báo cáo việc của cơ quan mình.", en: "Fellows report their agency's work."}}
  - {id: $id-6, label: "Đ6", cite: "Điều 6", kind: limit, who: FELLOW, summary: {vi: "Không ai báo cáo thay cơ quan khác.", en: "Nobody reports for another agency."}}
  - {id: $id-7, label: "Đ7", cite: "Điều 7", kind: duty, who: BOARD, summary: {vi: "Ban họp định kỳ.", en: "The board meets regularly."}}
  - {id: $id-8, label: "Đ8", cite: "Điều 8", kind: duty, who: LEAD, summary: {vi: "Tổ họp định kỳ, báo cáo quý.", en: "The team meets and reports regularly."}}
  - {id: $id-9, label: "Đ9", cite: "Điều 9", kind: duty, who: BOARD, summary: {vi: "Sơ kết và chương trình năm.", en: "A review and a yearly programme."}}
  - {id: $id-10, label: "Đ10", cite: "Điều 10", kind: duty, who: FELLOW, summary: {vi: "Các cơ quan gửi báo cáo.", en: "Agencies send reports."}}
  - {id: $id-11, label: "Đ11", cite: "Điều 11", kind: principle, who: BOARD, summary: {vi: "Số liệu chốt theo ngày.", en: "Data close on a day."}}
  - {id: $id-12, label: "Đ12", cite: "Điều 12", kind: power, who: SECOND, summary: {vi: "Phó ban được gọi họp đột xuất.", en: "The second may call an ad hoc meeting."}}

agencies:
  - {id: town, name: "Ủy ban đếm", kind: people_committee, short: "UB", clause: $id-1}
  - {id: alpha, name: "Sở Đếm Một", kind: department, short: "S1", clause: $id-1}
  - {id: beta, name: "Sở Đếm Hai", kind: department, short: "S2", clause: $id-1}
  - {id: gamma, name: "Sở Đếm Ba", kind: department, short: "S3", clause: $id-1}

units:
  - {id: board, name: {vi: "Ban", en: "Board"}, kind: committee, clause: $id-1}
  - {id: team, name: {vi: "Tổ", en: "Team"}, kind: group, clause: $id-4}
  - {id: bureaus, name: {vi: "Các cơ quan", en: "The agencies"}, kind: agencies, clause: $id-10}

roles:
  - {id: head, unit: board, title: {vi: "Chánh ban", en: "Head"}, rank: 1, bears: [HEAD, BOARD], clause: $id-2}
  - {id: second, unit: board, title: {vi: "Phó ban", en: "Second"}, rank: 2, bears: [SECOND, BOARD], clause: $id-3}
  - {id: fellow, unit: board, title: {vi: "Thành phần ban", en: "Fellow"}, rank: 3, bears: [FELLOW, BOARD], clause: $id-5}
  - {id: lead, unit: team, title: {vi: "Cầm tổ", en: "Team lead"}, rank: 4, bears: [LEAD], clause: $id-4}

seats:
  - {id: head, role: head, by: post, holder: "Chủ tịch đếm", agency: town, clause: $id-2}
  - {id: second, role: second, by: name, holder: null, agency: town, clause: $id-3}
  - {id: fellow-alpha, role: fellow, by: post, holder: "Giám đốc Sở Đếm Một", agency: alpha, clause: $id-5}
  - {id: fellow-beta, role: fellow, by: post, holder: "Giám đốc Sở Đếm Hai", agency: beta, clause: $id-5}
  - {id: fellow-gamma, role: fellow, by: post, holder: "Giám đốc Sở Đếm Ba", agency: gamma, clause: $id-5}
  - {id: lead, role: lead, by: name, holder: null, agency: alpha, clause: $id-4}

powers:
  - {id: rules, acts: [adopt_charter], roles: [head], only: {instrument: [regulation]}, clause: $id-1}
  - {id: call, acts: [convene_meeting, reschedule_meeting, cancel_meeting], roles: [head], only: {unit: [committee]}, clause: $id-2}
  - {id: call-ad-hoc, acts: [convene_meeting], roles: [second], only: {meeting: [ad_hoc], unit: [committee]}, clause: $id-12}
  - {id: call-team, acts: [convene_meeting, reschedule_meeting, cancel_meeting], roles: [lead], only: {unit: [group]}, clause: $id-4}
  - {id: preside, acts: [approve_invitation_list, close_meeting, issue_conclusion_notice], roles: [head, second, lead], when: [presiding], clause: $id-2}
  - {id: direct, acts: [give_direction, assign_task, extend_deadline, urge_agency, dispose_conclusion_without_task], roles: [head], clause: $id-2}
  - {id: accept, acts: [accept_completion, return_completion], roles: [head, second], when: [another_person], clause: $id-2}
  - {id: report, acts: [report_progress], roles: [fellow], when: [own_agency], clause: $id-5}
  - {id: complete, acts: [propose_completion], roles: [fellow], when: [lead_agency], clause: $id-5}
  - {id: issue, acts: [issue_document], roles: [head, second], clause: $id-2}
  - {id: submit, acts: [submit_matter], roles: [lead, fellow], clause: $id-4}
  - {id: opine, acts: [give_opinion], roles: [second, fellow], when: [own_seat], clause: $id-5}
  - {id: decide, acts: [decide_matter], roles: [head], clause: $id-2}
  - {id: write, acts: [draft_report, revise_report, submit_report], roles: [lead], clause: $id-4}
  - {id: issue-own, acts: [return_report, issue_report], roles: [lead], only: {unit: [group]}, clause: $id-4}
  - {id: issue-review, acts: [return_report, issue_report], roles: [head], only: {unit: [committee]}, clause: $id-2}
  - {id: ask-reports, acts: [demand_report], roles: [head], clause: $id-2}
  - {id: send-report, acts: [submit_agency_report], roles: [fellow], when: [own_agency], clause: $id-10}
  - {id: away, acts: [record_absence, end_absence], roles: [head, second, fellow], when: [own_seat], clause: $id-3}

stand_ins:
  - {role: second, stands_for: head, clause: $id-3}

limits:
  - id: own-agency
    acts: [report_progress]
    unless: [own_agency]
    says: {vi: "Chỉ người của cơ quan được giao mới báo cáo.", en: "Only the agency given the task reports."}
    clause: $id-6

duties:
  - {id: board-meeting, what: meeting, unit: board, title: {vi: "Họp thường kỳ của Ban", en: "The board's regular meeting"}, months: $board, starts_in: $starts_in, clause: $id-7}
  - {id: team-meeting, what: meeting, unit: team, title: {vi: "Họp thường kỳ của Tổ", en: "The team's regular meeting"}, months: $team, clause: $id-8}
  - {id: team-report, what: report, unit: team, title: {vi: "Báo cáo của Tổ", en: "The team's report"}, months: $report, only: {report: [periodic]}, to: [head, second], clause: $id-8}
  - {id: account, what: report, unit: team, title: {vi: "Báo cáo khi cần", en: "Report at need"}, months: 0, only: {report: [on_demand]}, to: [head], clause: $id-4}
  - {id: review, what: review, unit: board, title: {vi: "Sơ kết", en: "Review"}, months: $review, clause: $id-9}
  - {id: half-review, what: review, unit: team, title: {vi: "Sơ kết 6 tháng", en: "Half-year review"}, months: 12, starts_in: 7, only: {review: [preliminary]}, clause: $id-9}
  - {id: programme, what: plan, unit: board, title: {vi: "Chương trình năm", en: "Yearly programme"}, months: 12, to: [fellow], clause: $id-9}
  - {id: bureau-report, what: agency_report, unit: bureaus, title: {vi: "Báo cáo của cơ quan", en: "Agencies' report"}, months: 0, clause: $id-10}

sights:
  - {roles: [head, second, lead], sees: [committee, regulation, meetings, matters, tasks, documents, record, refusals, reports], scope: all, clause: $id-2}
  - {roles: [fellow], sees: [committee, regulation, meetings, matters, documents], scope: all, clause: $id-5}
  - {roles: [fellow], sees: [tasks, record, reports], scope: own_agency, clause: $id-5}

signatures:
  - {role: head, standing_in: false, lines: ["CHÁNH BAN"], seal: "Ban kiểm đếm", clause: $id-2}
  - {role: second, standing_in: true, lines: ["KT. CHÁNH BAN", "PHÓ BAN"], seal: "Ban kiểm đếm", clause: $id-3}
  - {role: second, standing_in: false, lines: ["PHÓ BAN"], seal: "Ban kiểm đếm", clause: $id-3}
  - {role: lead, standing_in: false, lines: ["CẦM TỔ"], seal: "Ban kiểm đếm", clause: $id-4}

principles:
  - {feature: brings_into_force, clause: $id-1}
  - {feature: one_lead, clause: $id-5}
  - {feature: compared_review, clause: $id-9}
  - {feature: report_windows, clause: $id-11, settings: {closes_on: $closes_on, working_days: $working_days}}
"""

BESIDE: Final = """\
id: $id-beside
body: RC
source: installation
complements: $id
name: {vi: "Thiết lập của Ban kiểm đếm", en: "Installation of the counting board"}
short_name: {vi: "Thiết lập đếm", en: "Counting installation"}
instrument:
  number: null
  symbol: null
  kind: installation
  title: {vi: "Văn bản thiết lập", en: "Installation instrument"}
  issuer: "Văn phòng đếm"
  signed_on: null
  effective_on: "$day"

clauses:
  - {id: $id-beside-1, label: "TL1", cite: "Thiết lập, mục 1", kind: constitutes, who: DESK, summary: {vi: "Thư ký ghi sổ, nhập danh bạ.", en: "The secretary records and keeps the registers."}}
  - {id: $id-beside-2, label: "TL2", cite: "Thiết lập, mục 2", kind: power, who: DESK, summary: {vi: "Thư ký ghi thay việc đã ký trên giấy.", en: "The secretary records what was signed on paper."}}
  - {id: $id-beside-3, label: "TL3", cite: "Thiết lập, mục 3", kind: principle, who: BOARD, summary: {vi: "Mời họp trước ba ngày làm việc.", en: "Three working days' notice."}}

agencies:
  - {id: office, name: "Văn phòng đếm", kind: office, short: "VP", clause: $id-beside-1}

units:
  - {id: desk, name: {vi: "Văn phòng", en: "Office"}, kind: office, clause: $id-beside-1}

roles:
  - {id: secretary, unit: desk, title: {vi: "Thư ký", en: "Secretary"}, rank: 9, bears: [DESK], clause: $id-beside-1}

seats:
  - {id: secretary, role: secretary, by: name, holder: null, agency: office, clause: $id-beside-1}

powers:
  - {id: registers, acts: [register_agency, record_succession, register_post, register_person, appoint_to_post, end_appointment, confer_seat, end_tenure, enter_instrument, record_absence, end_absence], roles: [secretary], clause: $id-beside-1}
  - {id: desk, acts: [propose_invitations, record_attendance, draft_conclusion, dispose_conclusion_without_task, remind_task, log_contact, enter_outside_document, void_number], roles: [secretary], clause: $id-beside-1}
  - {id: desk-work, acts: [assign_task], roles: [secretary], only: {origin: [conclusion]}, clause: $id-beside-1}
  - {id: desk-reports, acts: [issue_report_form, return_agency_report], roles: [secretary], clause: $id-beside-1}

recording:
  - {roles: [secretary], acts: ["*"], clause: $id-beside-2}

sights:
  - {roles: [secretary], sees: [committee, regulation, meetings, matters, tasks, documents, record, refusals, reports], scope: all, clause: $id-beside-1}

series:
  - {kind: TB, symbol: "TB-BKĐ", clause: $id-beside-1}
  - {kind: KH, symbol: "KH-BKĐ", clause: $id-beside-1}
  - {kind: CTr, symbol: "CTr-BKĐ", clause: $id-beside-1}
  - {kind: BC, symbol: "BC-BKĐ", clause: $id-beside-1}

principles:
  - {feature: convening_notice, clause: $id-beside-3, settings: {working_days: 3}}
  - {feature: task_deadline, clause: $id-beside-3, settings: {working_days: 15}}
  - {feature: reminders, clause: $id-beside-3, settings: {before: [5], after: [1, 5]}}
"""
