"""Papers that come in: registered, presented, directed, answered, settled."""

from __future__ import annotations

from chidao.documents.acts.incoming.directing import (
    DirectIncoming,
    PresentIncoming,
    direct_incoming,
    present_incoming,
)
from chidao.documents.acts.incoming.registering import RegisterIncoming, register_incoming
from chidao.documents.acts.incoming.settling import (
    AnswerIncoming,
    SettleIncoming,
    answer_incoming,
    settle_incoming,
)
from chidao.documents.acts.incoming.subject import incoming_matter, incoming_said

__all__ = [
    "AnswerIncoming",
    "DirectIncoming",
    "PresentIncoming",
    "RegisterIncoming",
    "SettleIncoming",
    "answer_incoming",
    "direct_incoming",
    "incoming_matter",
    "incoming_said",
    "present_incoming",
    "register_incoming",
    "settle_incoming",
]
