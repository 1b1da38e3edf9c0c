"""Putting drafts before those who decide: submitted, agreed or returned step by step, approved; opinions asked."""

from __future__ import annotations

from chidao.documents.acts.drafts.agreeing import AgreeDraft, ReturnDraft, agree_draft, return_draft
from chidao.documents.acts.drafts.approving import ApproveDraft, approve_draft
from chidao.documents.acts.drafts.opinions import (
    AskDraftOpinion,
    GiveDraftOpinion,
    ask_draft_opinion,
    give_draft_opinion,
    opinion_matter,
)
from chidao.documents.acts.drafts.subject import draft_said, submission_matter
from chidao.documents.acts.drafts.submitting import SubmitDraft, WithdrawDraft, submit_draft, withdraw_draft

__all__ = [
    "AgreeDraft",
    "ApproveDraft",
    "AskDraftOpinion",
    "GiveDraftOpinion",
    "ReturnDraft",
    "SubmitDraft",
    "WithdrawDraft",
    "agree_draft",
    "approve_draft",
    "ask_draft_opinion",
    "draft_said",
    "give_draft_opinion",
    "opinion_matter",
    "return_draft",
    "submission_matter",
    "submit_draft",
    "withdraw_draft",
]
