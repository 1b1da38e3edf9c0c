"""What is done about meetings, from convening to conclusions, and about matters submitted for decision."""

from __future__ import annotations

from chidao.meetings.acts.concluding import (
    DisposeConclusionWithoutTask,
    IssueConclusionNotice,
    dispose_conclusion_without_task,
    issue_conclusion_notice,
)
from chidao.meetings.acts.convening import (
    CancelMeeting,
    ConveneMeeting,
    RescheduleMeeting,
    cancel_meeting,
    convene_meeting,
    reschedule_meeting,
)
from chidao.meetings.acts.holding import (
    Attended,
    CloseMeeting,
    DraftConclusion,
    RecordAttendance,
    close_meeting,
    draft_conclusion,
    record_attendance,
)
from chidao.meetings.acts.inviting import (
    ApproveInvitationList,
    ProposeInvitations,
    ReplyInvitation,
    approve_invitation_list,
    propose_invitations,
    reply_invitation,
)
from chidao.meetings.acts.matters import (
    DecideMatter,
    GiveOpinion,
    SubmitMatter,
    decide_matter,
    give_opinion,
    submit_matter,
)

__all__ = [
    "ApproveInvitationList",
    "Attended",
    "CancelMeeting",
    "CloseMeeting",
    "ConveneMeeting",
    "DecideMatter",
    "DisposeConclusionWithoutTask",
    "DraftConclusion",
    "GiveOpinion",
    "IssueConclusionNotice",
    "ProposeInvitations",
    "RecordAttendance",
    "ReplyInvitation",
    "RescheduleMeeting",
    "SubmitMatter",
    "approve_invitation_list",
    "cancel_meeting",
    "close_meeting",
    "convene_meeting",
    "decide_matter",
    "dispose_conclusion_without_task",
    "draft_conclusion",
    "give_opinion",
    "issue_conclusion_notice",
    "propose_invitations",
    "record_attendance",
    "reply_invitation",
    "reschedule_meeting",
    "submit_matter",
]
