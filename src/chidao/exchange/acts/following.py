"""What exchange does when a document is taken back or replaced: everyone who has it by exchange is asked so."""

from __future__ import annotations

from dataclasses import replace

from chidao.acts.runner import Doing
from chidao.documents.acts.recalling import follows_recall, follows_replacement
from chidao.documents.models import Document
from chidao.exchange.acts.exporting import delivered
from chidao.exchange.acts.making import addressee_of, document_message, file_of, live_messages, outgoing
from chidao.exchange.edxml.model import RECALL, REPLACE, Business, Replacement, Staff
from chidao.exchange.models import Message


@follows_recall
def ask_back(doing: Doing, document: Document, reason: str) -> int:
    """Make a recall message for each who got the document by exchange; return how many."""
    asked = [each for each in live_messages(document) if not _is_asked(each, "recall")]
    for sent in asked:
        to = addressee_of(sent)
        business = Business(document_id=sent.reference, kind=RECALL, reason=reason, staff=Staff(name=doing.by.says.vi))
        # Asked for under the id by which it went out, whatever code the body has by now.
        message = document_message(doing, document, to, business)
        message = replace(message, header=replace(message.header, document_id=sent.reference))
        row = outgoing(doing, message, to, "recall", document)
        row.answers = sent
        doing.add(row)
    return len(asked)


@follows_replacement
def send_replacement(doing: Doing, former: Document, new: Document, reason: str) -> int:
    """Send the replacing document to each who got the former one by exchange; return how many.

    Raises Conflict while the replacing document has no signed file.
    """
    have = live_messages(former)
    files = file_of(new) if have else ()
    for sent in have:
        to = addressee_of(sent)
        business = Business(
            document_id=sent.reference,
            kind=REPLACE,
            reason=reason,
            replacements=(Replacement(document_id=sent.reference, organ_ids=(sent.organ,)),),
            staff=Staff(name=doing.by.says.vi),
        )
        message = replace(document_message(doing, new, to, business), attachments=files)
        row = outgoing(doing, message, to, "replace", new)
        row.answers = sent
        doing.add(row)
        doing.add(delivered(doing, new, to))
    return len(have)


def _is_asked(sent: Message, kind: str) -> bool:
    return Message.objects.filter(answers=sent, direction="out", kind=kind).exists()
