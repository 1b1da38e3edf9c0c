"""Reading meetings and matters, limited to what the reader may see; what of them waits for a seat."""

from __future__ import annotations

from chidao.meetings.queries.desk import ToRecord, Waiting, to_record, waiting_for
from chidao.meetings.queries.pages import (
    PAGE,
    ConclusionRow,
    FollowUp,
    Invited,
    MatterPage,
    MatterRow,
    MeetingPage,
    MeetingRow,
    OpinionRow,
    PaperRow,
    facts_from,
    matter_list,
    matter_page,
    meeting_list,
    meeting_page,
    open_conclusions,
    open_matters,
    unfinished_meetings,
)

__all__ = [
    "PAGE",
    "ConclusionRow",
    "FollowUp",
    "Invited",
    "MatterPage",
    "MatterRow",
    "MeetingPage",
    "MeetingRow",
    "OpinionRow",
    "PaperRow",
    "ToRecord",
    "Waiting",
    "facts_from",
    "matter_list",
    "matter_page",
    "meeting_list",
    "meeting_page",
    "open_conclusions",
    "open_matters",
    "to_record",
    "unfinished_meetings",
    "waiting_for",
]
