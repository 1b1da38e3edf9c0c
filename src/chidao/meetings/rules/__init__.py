"""Pure decisions on meetings and on matters submitted for decision."""

from __future__ import annotations

from chidao.meetings.rules.matters import STANCES, MatterFacts, against_deciding, against_opinion, opinions_said
from chidao.meetings.rules.meetings import (
    ATTENDANCES,
    KINDS,
    REPLIES,
    STATES,
    Drafted,
    MeetingFacts,
    MeetingState,
    NoticePlan,
    Step,
    StepState,
    against_approving,
    against_attendance,
    against_closing,
    against_convening,
    against_drafting,
    against_listing,
    against_moving,
    against_no_task,
    against_notice,
    against_replying,
    in_viet_nam,
    meeting_said,
    meeting_steps,
    next_act,
    notice_plan,
    regular_duty,
    seat_absent,
    short_notice,
    when_said,
)

__all__ = [
    "ATTENDANCES", "KINDS", "REPLIES", "STANCES", "STATES", "Drafted", "MatterFacts", "MeetingFacts", "MeetingState",
    "NoticePlan", "Step", "StepState", "against_approving", "against_attendance", "against_closing",
    "against_convening", "against_deciding", "against_drafting", "against_listing", "against_moving",
    "against_no_task", "against_notice", "against_opinion", "against_replying", "in_viet_nam", "meeting_said",
    "meeting_steps", "next_act", "notice_plan", "opinions_said", "regular_duty", "seat_absent", "short_notice",
    "when_said",
]
