"""A small regulation of the tests' own, with words of its own: nothing in it is any real committee's.

`SMALL` is the regulation, `BESIDE` what is installed beside it. Both are read by the program's own reader.
"""

# ruff: noqa: E501
from __future__ import annotations

from typing import Final

BODY: Final = "T1"

SMALL: Final = """\
id: T1
body: T1
source: original
name: {vi: "Ban thử nghiệm", en: "Trial board"}
short_name: {vi: "Ban thử", en: "Trial"}
instrument:
  number: "7"
  symbol: "QĐ-BTN"
  kind: regulation
  title: {vi: "Quy chế của Ban thử nghiệm", en: "Regulation of the trial board"}
  issuer: "Ban thử nghiệm"
  signed_on: "2020-03-02"
  effective_on: "2020-03-02"

clauses:
  - {id: T1-1, label: "Đ1", cite: "Điều 1", kind: validity, who: BOARD, summary: {vi: "Có hiệu lực từ ngày ký.", en: "In force from the day of signing."}}
  - {id: T1-2, label: "Đ2", cite: "Điều 2", kind: power, who: HEAD, summary: {vi: "Chánh ban gọi họp và kết luận.", en: "The head calls meetings and concludes."}}
  - {id: T1-3, label: "Đ3", cite: "Điều 3", kind: power, who: SECOND, summary: {vi: "Khi chánh ban vắng, phó ban thay.", en: "The second stands in for the absent head."}}
  - {id: T1-4, label: "Đ4", cite: "Điều 4", kind: power, who: SECOND, summary: {vi: "Phó ban được gọi họp đột xuất.", en: "The second may call an ad hoc meeting."}}
  - {id: T1-5, label: "Đ5", cite: "Điều 5", kind: duty, who: FELLOW, summary: {vi: "Thành phần ban báo cáo việc của cơ quan mình.", en: "Fellows report their agency's work."}}
  - {id: T1-6, label: "Đ6", cite: "Điều 6", kind: limit, who: FELLOW, summary: {vi: "Không ai báo cáo thay cơ quan khác.", en: "Nobody reports for another agency."}}
  - {id: T1-7, label: "Đ7", cite: "Điều 7", kind: duty, who: BOARD, summary: {vi: "Ban họp bốn kỳ một năm.", en: "The board meets four times a year."}}

agencies:
  - {id: town, name: "Ủy ban thử", kind: people_committee, short: "UB thử", clause: T1-1}
  - {id: alpha, name: "Sở Thử Một", kind: department, short: "S1", clause: T1-1}
  - {id: beta, name: "Sở Thử Hai", kind: department, short: "S2", clause: T1-1}

units:
  - {id: board, name: {vi: "Ban", en: "Board"}, kind: committee, clause: T1-1}

roles:
  - {id: head, unit: board, title: {vi: "Chánh ban", en: "Head"}, rank: 1, bears: [HEAD, BOARD], clause: T1-2}
  - {id: second, unit: board, title: {vi: "Phó ban", en: "Second"}, rank: 2, bears: [SECOND, BOARD], clause: T1-3}
  - {id: fellow, unit: board, title: {vi: "Thành phần ban", en: "Fellow"}, rank: 3, bears: [FELLOW, BOARD], clause: T1-5}

seats:
  - {id: head, role: head, by: post, holder: "Chủ tịch thử", agency: town, clause: T1-2}
  - {id: second, role: second, by: name, holder: null, agency: town, clause: T1-3}
  - {id: fellow-alpha, role: fellow, by: post, holder: "Giám đốc Sở Thử Một", agency: alpha, clause: T1-5}
  - {id: fellow-beta, role: fellow, by: post, holder: "Giám đốc Sở Thử Hai", agency: beta, clause: T1-5}

powers:
  - {id: rules, acts: [adopt_charter], roles: [head], only: {instrument: [regulation]}, clause: T1-1}
  - {id: call, acts: [convene_meeting, reschedule_meeting, cancel_meeting], roles: [head], only: {unit: [committee]}, clause: T1-2}
  - {id: call-ad-hoc, acts: [convene_meeting], roles: [second], only: {meeting: [ad_hoc], unit: [committee]}, clause: T1-4}
  - {id: preside, acts: [approve_invitation_list, close_meeting, issue_conclusion_notice], roles: [head, second], when: [presiding], clause: T1-2}
  - {id: direct, acts: [give_direction, assign_task, extend_deadline, urge_agency, dispose_conclusion_without_task], roles: [head], clause: T1-2}
  - {id: accept, acts: [accept_completion, return_completion], roles: [head, second], when: [another_person], clause: T1-2}
  - {id: report, acts: [report_progress], roles: [fellow], when: [own_agency], clause: T1-5}
  - {id: complete, acts: [propose_completion, name_accountable_person, ask_coordination], roles: [fellow], when: [lead_agency], clause: T1-5}
  - {id: answer, acts: [answer_coordination], roles: [fellow], when: [coordinating_agency], clause: T1-5}
  - {id: issue, acts: [issue_document], roles: [head, second], clause: T1-2}
  - {id: reply, acts: [reply_invitation], roles: [second, fellow], when: [own_seat], clause: T1-5}
  - {id: ask-reports, acts: [demand_report], roles: [head], clause: T1-2}
  - {id: send-report, acts: [submit_agency_report], roles: [fellow], when: [own_agency], clause: T1-5}
  - {id: away, acts: [record_absence, end_absence], roles: [head, second, fellow], when: [own_seat], clause: T1-3}
  - {id: ask-about-clause, acts: [submit_regulation_question], roles: [second, fellow], clause: T1-5}
  - {id: answer-about-clause, acts: [decide_regulation_question], roles: [head], clause: T1-2}

stand_ins:
  - {role: second, stands_for: head, clause: T1-3}

limits:
  - id: own-agency
    acts: [report_progress]
    unless: [own_agency]
    says: {vi: "Chỉ người của cơ quan được giao mới báo cáo.", en: "Only the agency given the task reports."}
    clause: T1-6

duties:
  - {id: board-meeting, what: meeting, unit: board, title: {vi: "Họp thường kỳ của Ban", en: "The board's regular meeting"}, months: 3, clause: T1-7}

sights:
  - {roles: [head, second], sees: [committee, regulation, meetings, matters, tasks, documents, record, refusals], scope: all, clause: T1-2}
  - {roles: [fellow], sees: [committee, regulation, meetings, documents], scope: all, clause: T1-5}
  - {roles: [fellow], sees: [tasks, record], scope: own_agency, clause: T1-5}
  - {roles: [fellow], sees: [refusals], scope: own, clause: T1-5}
  - {roles: [head, second], sees: [reports], scope: all, clause: T1-2}
  - {roles: [fellow], sees: [reports], scope: own_agency, clause: T1-5}

signatures:
  - {role: head, standing_in: false, lines: ["CHÁNH BAN"], seal: "Ban thử nghiệm", clause: T1-2}
  - {role: second, standing_in: true, lines: ["KT. CHÁNH BAN", "PHÓ BAN"], seal: "Ban thử nghiệm", clause: T1-3}
  - {role: second, standing_in: false, lines: ["PHÓ BAN"], seal: "Ban thử nghiệm", clause: T1-4}

principles:
  - {feature: brings_into_force, clause: T1-1}
  - {feature: one_lead, clause: T1-5}
"""

BESIDE: Final = """\
id: T1-beside
body: T1
source: installation
complements: T1
name: {vi: "Thiết lập của Ban thử nghiệm", en: "Installation of the trial board"}
short_name: {vi: "Thiết lập thử", en: "Trial installation"}
instrument:
  number: null
  symbol: null
  kind: installation
  title: {vi: "Văn bản thiết lập", en: "Installation instrument"}
  issuer: "Văn phòng thử"
  signed_on: null
  effective_on: "2020-03-02"

clauses:
  - {id: T1-beside-1, label: "TL1", cite: "Thiết lập, mục 1", kind: constitutes, who: DESK, summary: {vi: "Thư ký ghi sổ, nhập danh bạ.", en: "The secretary records and keeps the registers."}}
  - {id: T1-beside-2, label: "TL2", cite: "Thiết lập, mục 2", kind: power, who: DESK, summary: {vi: "Thư ký ghi thay việc đã ký trên giấy.", en: "The secretary records what was signed on paper."}}
  - {id: T1-beside-3, label: "TL3", cite: "Thiết lập, mục 3", kind: principle, who: BOARD, summary: {vi: "Mời họp trước ba ngày làm việc.", en: "Three working days' notice."}}

agencies:
  - {id: office, name: "Văn phòng thử", kind: office, short: "VP", clause: T1-beside-1}

units:
  - {id: desk, name: {vi: "Văn phòng", en: "Office"}, kind: office, clause: T1-beside-1}

roles:
  - {id: secretary, unit: desk, title: {vi: "Thư ký", en: "Secretary"}, rank: 9, bears: [DESK], clause: T1-beside-1}

seats:
  - {id: secretary, role: secretary, by: name, holder: null, agency: office, clause: T1-beside-1}

powers:
  - {id: registers, acts: [register_agency, rename_agency, record_succession, register_post, register_person, appoint_to_post, end_appointment, confer_seat, end_tenure, open_account, issue_sign_in_link, issue_personal_key, revoke_personal_key, rename_body, enter_instrument, link_instruments, record_absence, end_absence], roles: [secretary], clause: T1-beside-1}
  - {id: desk, acts: [propose_invitations, record_attendance, draft_conclusion, dispose_conclusion_without_task, remind_task, log_contact, import_tasks, enter_outside_document, file_document, void_number, publish_document, correct_clerical_error], roles: [secretary], clause: T1-beside-1}
  - {id: desk-work, acts: [assign_task], roles: [secretary], only: {origin: [conclusion]}, clause: T1-beside-1}
  - {id: digests, acts: [choose_digest], roles: [head, second, fellow, secretary], clause: T1-beside-1}
  - {id: desk-reports, acts: [issue_report_form, return_agency_report], roles: [secretary], clause: T1-beside-1}

recording:
  - {roles: [secretary], acts: ["*"], clause: T1-beside-2}

sights:
  - {roles: [secretary], sees: [reports], scope: all, clause: T1-beside-1}
  - {roles: [secretary], sees: [committee, regulation, meetings, matters, tasks, documents, record, refusals], scope: all, clause: T1-beside-1}

series:
  - {kind: TB, symbol: "TB-BTN", clause: T1-beside-1}
  - {kind: GM, symbol: "GM-BTN", clause: T1-beside-1}
  - {kind: KH, symbol: "KH-BTN", clause: T1-beside-1}
  - {kind: CV, symbol: "BTN-VP", clause: T1-beside-1}

principles:
  - {feature: convening_notice, clause: T1-beside-3, settings: {working_days: 3}}
  - {feature: task_deadline, clause: T1-beside-3, settings: {working_days: 15}}
  - {feature: reminders, clause: T1-beside-3, settings: {before: [5], after: [1, 5]}}
"""
