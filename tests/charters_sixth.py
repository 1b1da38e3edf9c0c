"""A sixth committee of the tests' own, unlike the five: a commune's board with no deputy and no group.

It meets every month, everyone signs under the seal of their own agency, the one paper holds the whole of it (nothing is
installed beside it), and its words are its own: a convenor, a scribe, heads of hamlets, unions.
"""

# ruff: noqa: E501
from __future__ import annotations

from typing import Final

BODY: Final = "XA"

SIXTH: Final = """\
id: XA
body: XA
source: original
name: {vi: "Ban điều hành xã số", en: "Digital commune board"}
short_name: {vi: "Ban xã số", en: "Commune board"}
instrument:
  number: "15"
  symbol: "QĐ-XS"
  kind: regulation
  title: {vi: "Quy chế của Ban điều hành xã số", en: "Regulation of the digital commune board"}
  issuer: "UBND xã Thử"
  signed_on: "2025-08-20"
  effective_on: "2025-09-01"

clauses:
  - {id: XA-1, label: "m1", cite: "Mục 1", kind: validity, who: ALL, summary: {vi: "Có hiệu lực từ đầu tháng 9.", en: "In force from the start of September."}}
  - {id: XA-2, label: "m2", cite: "Mục 2", kind: power, who: CONVENOR, summary: {vi: "Người điều hành gọi họp, kết luận, giao việc và quyết định.", en: "The convenor calls meetings, concludes, gives work and decides."}}
  - {id: XA-3, label: "m3", cite: "Mục 3", kind: duty, who: ALL, summary: {vi: "Ban họp mỗi tháng một lần.", en: "The board meets once a month."}}
  - {id: XA-4, label: "m4", cite: "Mục 4", kind: duty, who: SCRIBE, summary: {vi: "Người ghi chép giữ sổ, soạn giấy tờ và báo cáo hằng tháng cho mọi thôn.", en: "The scribe keeps the books, drafts papers and reports to all hamlets each month."}}
  - {id: XA-5, label: "m5", cite: "Mục 5", kind: duty, who: HAMLET, summary: {vi: "Trưởng thôn báo cáo việc của thôn mình.", en: "Heads of hamlets report their hamlet's work."}}
  - {id: XA-6, label: "m6", cite: "Mục 6", kind: power, who: ALL, summary: {vi: "Ai ký thì dùng dấu của cơ quan, tổ chức mình.", en: "Whoever signs uses the seal of their own agency."}}
  - {id: XA-7, label: "m7", cite: "Mục 7", kind: limit, who: HAMLET, summary: {vi: "Không ai báo cáo thay thôn khác.", en: "Nobody reports for another hamlet."}}

agencies:
  - {id: ubnd-xa, name: "UBND xã Thử", kind: people_committee, short: "UBND xã", clause: XA-1}
  - {id: thon-dong, name: "Thôn Đông", kind: unit, short: "T. Đông", clause: XA-5}
  - {id: thon-tay, name: "Thôn Tây", kind: unit, short: "T. Tây", clause: XA-5}
  - {id: doan, name: "Đoàn thanh niên xã Thử", kind: other, short: "ĐTN", clause: XA-5}

units:
  - {id: board, name: {vi: "Ban điều hành", en: "Board"}, kind: committee, clause: XA-1}
  - {id: books, name: {vi: "Bàn sổ sách", en: "Books"}, kind: office, clause: XA-4}
  - {id: program, name: {vi: "Chương trình", en: "Program"}, kind: system, clause: XA-4}

roles:
  - {id: convenor, unit: board, title: {vi: "Người điều hành", en: "Convenor"}, rank: 1, bears: [CONVENOR, ALL], clause: XA-2}
  - {id: hamlet_head, unit: board, title: {vi: "Trưởng thôn", en: "Head of a hamlet"}, rank: 2, bears: [HAMLET, ALL], clause: XA-5}
  - {id: union, unit: board, title: {vi: "Đoàn thể", en: "Union"}, rank: 3, bears: [ALL], clause: XA-5}
  - {id: scribe, unit: books, title: {vi: "Người ghi chép", en: "Scribe"}, rank: 8, bears: [SCRIBE, ALL], clause: XA-4}

seats:
  - {id: convenor, role: convenor, by: post, holder: "Chủ tịch UBND xã Thử", agency: ubnd-xa, clause: XA-2}
  - {id: dong, role: hamlet_head, by: post, holder: "Trưởng thôn Đông", agency: thon-dong, clause: XA-5}
  - {id: tay, role: hamlet_head, by: name, holder: null, agency: thon-tay, clause: XA-5}
  - {id: doan, role: union, by: agency, holder: null, agency: doan, clause: XA-5}
  - {id: scribe, role: scribe, by: name, holder: "Công chức văn phòng", agency: ubnd-xa, clause: XA-4}

powers:
  - {id: rules, acts: [adopt_charter], roles: [convenor], clause: XA-2}
  - {id: call, acts: [convene_meeting, reschedule_meeting, cancel_meeting], roles: [convenor], clause: XA-2}
  - {id: preside, acts: [approve_invitation_list, close_meeting, issue_conclusion_notice], roles: [convenor], when: [presiding], clause: XA-2}
  - {id: give, acts: [assign_task, give_direction, extend_deadline, urge_agency, decide_matter], roles: [convenor], clause: XA-2}
  - {id: accept, acts: [accept_completion, return_completion], roles: [convenor, scribe], when: [another_person], clause: XA-2}
  - {id: sign, acts: [issue_document], roles: [convenor, hamlet_head, union], clause: XA-6}
  - {id: hand, acts: [issue_report, return_report], roles: [convenor], clause: XA-2}
  - {id: books, acts: [register_agency, register_post, register_person, appoint_to_post, end_appointment, confer_seat, end_tenure, enter_instrument, record_absence, end_absence], roles: [scribe], clause: XA-4}
  - {id: desk, acts: [propose_invitations, record_attendance, draft_conclusion, dispose_conclusion_without_task, file_document, publish_document, remind_task, draft_report, revise_report, submit_report], roles: [scribe], clause: XA-4}
  - {id: reply, acts: [reply_invitation, give_opinion], roles: [hamlet_head, union], when: [own_seat], clause: XA-5}
  - {id: submit, acts: [submit_matter], roles: [hamlet_head, union, scribe], clause: XA-5}
  - {id: report, acts: [report_progress], roles: [hamlet_head, union], when: [own_agency], clause: XA-5}
  - {id: complete, acts: [propose_completion, name_accountable_person], roles: [hamlet_head, union], when: [lead_agency], clause: XA-5}

limits:
  - id: own-hamlet
    acts: [report_progress]
    unless: [own_agency]
    says: {vi: "Thôn nào báo cáo việc của thôn ấy.", en: "Each hamlet reports its own work."}
    clause: XA-7

duties:
  - {id: monthly-meeting, what: meeting, unit: board, title: {vi: "Họp hằng tháng", en: "Monthly meeting"}, months: 1, clause: XA-3}
  - {id: monthly-report, what: report, unit: books, title: {vi: "Báo cáo hằng tháng", en: "Monthly report"}, months: 1, to: [hamlet_head], clause: XA-4}

recording:
  - {roles: [scribe], acts: [close_meeting, issue_conclusion_notice, approve_invitation_list], clause: XA-4}

sights:
  - {roles: [convenor, scribe], sees: [committee, regulation, meetings, matters, tasks, documents, record, reports, refusals], scope: all, clause: XA-2}
  - {roles: [hamlet_head, union], sees: [committee, regulation, meetings, documents, reports], scope: all, clause: XA-5}
  - {roles: [hamlet_head, union], sees: [tasks], scope: own_agency, clause: XA-5}

signatures:
  - {role: convenor, standing_in: false, lines: ["NGƯỜI ĐIỀU HÀNH", "", "{post}"], seal: null, seal_of: own_agency, clause: XA-6}
  - {role: hamlet_head, standing_in: false, lines: ["{post}"], seal: null, seal_of: own_agency, clause: XA-6}
  - {role: union, standing_in: false, lines: ["THAY MẶT ĐOÀN THỂ"], seal: null, seal_of: own_agency, clause: XA-6}

series:
  - {kind: TB, symbol: "TB-XS", clause: XA-4}
  - {kind: GM, symbol: "GM-XS", clause: XA-4}
  - {kind: BC, symbol: "BC-XS", clause: XA-4}
  - {kind: CV, symbol: "XS", clause: XA-4}

principles:
  - {feature: browse_regulation, clause: XA-1}
  - {feature: brings_into_force, clause: XA-1}
  - {feature: convening_notice, clause: XA-3, settings: {working_days: 1}}
  - {feature: task_deadline, clause: XA-2, settings: {working_days: 7}}
  - {feature: standing_desk, clause: XA-4}
  - {feature: composed_report, clause: XA-4}
"""
