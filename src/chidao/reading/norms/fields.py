"""Fields of work that a text gives to one member (PURE): "trong đó Giám đốc Sở … chủ trì, phối hợp với … về …"."""

from __future__ import annotations

from collections.abc import Iterator

from chidao.reading.norms.holders import Holders
from chidao.reading.norms.norm import Norm
from chidao.reading.norms.passages import Passage, Reading


def fields_in(reading: Reading) -> list[Norm]:
    """Return the fields that the text gives among the members, with who leads and who works beside."""
    return [norm for passage in reading.passages for norm in _fields(passage, reading)]


def _fields(passage: Passage, reading: Reading) -> Iterator[Norm]:
    words, holders = reading.words, Holders(passage, reading.words)
    for among in words["among_them"].finditer(passage.folded):
        leads = words["field_leads"].search(passage.folded, among.end())
        lead = holders.one(among.end(), leads.start()) if leads else None
        about = words["field_about"].search(passage.folded, leads.end()) if leads else None
        if lead is None or lead.post is None or leads is None or about is None:
            continue
        partner = words["field_with"].search(passage.folded, leads.end(), about.start())
        beside = holders.many(partner.end(), _until(passage, reading, partner.end(), about.start())) if partner else []
        values = {
            "lead": lead.post,
            "partners": [one.post for one in beside if one.post],
            "title": passage.said(about.end(), _end(passage, about.end())),
        }
        yield Norm("field", values, passage.span(among.start(), len(passage.text)), 0.75, passage.place)


def _until(passage: Passage, reading: Reading, start: int, end: int) -> int:
    answers = reading.words["field_answers"].search(passage.folded, start, end)
    return answers.start() if answers else end


def _end(passage: Passage, start: int) -> int:
    ends = [at for sign in ".;" if (at := passage.text.find(sign, start)) >= 0]
    return min(ends, default=len(passage.text))
