"""Putting a document into a dossier from its own page: into an open one, or into a new one of its meeting, at once."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q

from chidao.acts.authority import Matter
from chidao.archive.models import Dossier
from chidao.archive.proposing import work_pieces
from chidao.archive.queries import dossier_list
from chidao.documents.queries import DocumentPage
from chidao.kernel.wording import same
from chidao.meetings.models import Meeting
from chidao.web.acting.forms import fresh_key
from chidao.web.here import Here
from chidao.web.offers import Offer, offer_list, wish


def filing(here: Here, found: DocumentPage) -> Mapping[str, object]:
    """Return what the two small forms need; nothing for who may not (eleven queries at most).

    `open` are the open dossiers, `chosen` the one of the document's meeting; `meeting` is one that ended and has no
    dossier yet, with the `pieces` that it brought forth.
    """
    matter = Matter(body=here.body, says=same(found.row.label))
    asked = [wish("file_in_dossier", matter), wish("open_dossier", matter)]
    file, make = (_own(each) for each in offer_list(here, asked))
    if not (file or make):
        return {}
    meeting = Meeting.objects.filter(Q(notice=found.row.id) | Q(invitation=found.row.id), body=here.body).first()
    theirs = Dossier.objects.filter(meeting=meeting).values_list("pk", flat=True) if meeting else ()
    chosen = next(iter(theirs), None)
    new = meeting if make and meeting and meeting.ended_at and chosen is None else None
    return {
        "document": found.row.id,
        "is_next": found.row.signed or found.row.file is not None,
        "open": dossier_list(here.eyes, here.today, state="open") if file else (),
        "chosen": chosen,
        "meeting": new,
        "pieces": [each.what for each in work_pieces(here.eyes, meeting=new.pk)] if new else (),
        "key": fresh_key(),
    }


def _own(offer: Offer) -> bool:
    return offer.allowed and not offer.recording
