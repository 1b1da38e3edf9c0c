"""The head of a draft (PURE): the body's names and the paper it comes from, and the clauses of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chidao.kernel.vietnamese import slug
from chidao.reading.charter_draft.draft import Entry, Proposal, Sheet, text
from chidao.reading.norms.norm import Norm
from chidao.reading.norms.passages import Passage, reading_of
from chidao.reading.norms.roles import in_running_case
from chidao.reading.tree import Span

_LONGEST: Final = 900
_LABEL: Final = 20
_KIND_ORDER: Final = ("constitutes", "power", "duty", "principle")
_KIND_OF: Final = {"role": "constitutes", "body": "constitutes", "count": "constitutes", "standing_body": "constitutes",
                   "power": "power", "seal": "power", "duty": "duty", "cadence": "duty",
                   "principle": "principle", "funding": "principle"}  # fmt: skip


def head_of(sheet: Sheet, id_: str, body_id: str | None) -> Entry:
    """Return the fields above the sections."""
    body = next(iter(sheet.of("body")), None)
    alone = next((norm.get("body") for norm in sheet.of("role", "title") if norm.get("body")), None)
    name = _known(sheet, "name", (body.get("name") if body else None) or alone)
    head: Entry = {
        "id": id_,
        "body": body_id or slug(name)[:64] or "body",
        "source": "original",
        "name": text(name),
        "short_name": text(name),
    }
    if body and body.get("former_name"):
        head["former_name"] = text(body.get("former_name"))
    return head | {"instrument": _instrument(sheet, name)}


def _instrument(sheet: Sheet, body: str) -> Entry:
    document, law = sheet.law.document, sheet.law
    signed = document.dated_on.as_iso() if document.dated_on else None
    title = in_running_case(document.title or _known(sheet, "instrument.title", None), sheet.words)
    found: Entry = {
        "number": document.number,
        "symbol": document.symbol,
        "kind": _kind(sheet),
        "title": text(title),
        "issuer": _issuer(sheet, body),
        "signed_on": signed,
        "effective_on": _effective(sheet, signed),
    }
    sheet.missing += [
        f"instrument.{key}" for key in ("number", "symbol", "signed_on", "effective_on") if not found[key]
    ]
    signer = next((norm for norm in sheet.of("role") if document.signer and norm.span == document.signer.span), None)
    if document.signer:
        post = (signer.get("post") if signer else None) or (document.signer.posts[0] if document.signer.posts else None)
        found |= {
            "signer_post": in_running_case(post, sheet.words) if post else None,
            "signer_name": document.signer.name,
        }
    bases = [str(cite) for base in law.bases for cite in base.cites]
    return found | {"bases": list(dict.fromkeys(bases))} | {"replaces": list(law.replaces)}


def _issuer(sheet: Sheet, body: str) -> str:
    """Return who issued; a body named short ("Ban Chỉ đạo …") by its whole name, with the place that its body says."""
    issuer = sheet.law.document.issuer
    if not issuer:
        return str(_known(sheet, "instrument.issuer", None))
    folded, whole = sheet.words.folded(issuer), sheet.words.folded(body)
    if whole.startswith(folded):
        return body
    return in_running_case(issuer, sheet.words)


def _effective(sheet: Sheet, signed: str | None) -> str | None:
    effect = sheet.law.effect
    day = effect.on.exact if effect and effect.on else None
    if day:
        return day.isoformat()
    whole = sheet.law.document.issued_on
    return whole if effect and effect.from_signing else None


def _kind(sheet: Sheet) -> str:
    document = sheet.law.document
    said = sheet.words.folded(f"{document.kind or ''} {document.title or ''}")
    if sheet.law.part("regulation"):
        return "regulation"
    renamed = any(norm.get("former_name") for norm in sheet.of("body"))
    if renamed:
        return "reconstitution"
    for pattern, kind in sheet.rules["kinds_of_instrument"]:
        if re.search(sheet.words.folded(pattern), said):
            return str(kind)
    return "decision"


def _known(sheet: Sheet, name: str, value: str | None) -> str:
    """Return a value, or the words that say that the text has none, and note that it is missing."""
    if value:
        return value
    sheet.missing.append(name)
    return str(sheet.rules["words"]["not_said"])


# -- clauses ----------------------------------------------------------------------------------------------------------


def clauses_of(sheet: Sheet) -> None:
    """Fill the clauses: each clause of the text once, and those that entries stand in."""
    reading = reading_of(sheet.law, sheet.words)
    words: dict[str, list[Passage]] = {}
    for passage in reading.passages:
        if passage.place.steps:
            words.setdefault(sheet.clause(passage.place), []).append(passage)
    norms: dict[str, list[Norm]] = {}
    for norm in sheet.norms:
        norms.setdefault(sheet.clause(norm.place), []).append(norm)
    for key in [*words, *(key for key in sheet.places if key not in words)]:
        _add_clause(sheet, key, words.get(key, []), norms.get(key, []))


def _add_clause(sheet: Sheet, key: str, passages: list[Passage], norms: list[Norm]) -> None:
    place = sheet.places[key]
    paragraphs = [" ".join(passage.text.split()) for passage in passages]
    said = " ".join(paragraphs)
    if said:
        sheet.official[key] = "\n".join(paragraphs)
    span = (
        Span(passages[0].span(0, 1).start, passages[-1].span(0, len(passages[-1].text)).end)
        if passages
        else sheet.law.span
    )
    entries = sheet.sections.setdefault("clauses", [])
    sheet.proposals.append(Proposal("clauses", len(entries), span, 0.9 if norms else 0.6, place.label))
    in_english = sheet.rules["words"]["clause_in_english"].format(cite=place.cite)
    entries.append(
        {
            "id": key,
            "label": place.label[:_LABEL],
            "cite": place.cite,
            "kind": _clause_kind(norms),
            "who": _bearer(sheet, norms),
            "summary": text(_cut(said) or place.cite, in_english),
        }
    )


def _cut(said: str) -> str:
    return said if len(said) <= _LONGEST else said[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _clause_kind(norms: list[Norm]) -> str:
    kinds = {_KIND_OF[norm.kind] for norm in norms if norm.kind in _KIND_OF}
    return next((kind for kind in _KIND_ORDER if kind in kinds), "principle")


def _bearer(sheet: Sheet, norms: list[Norm]) -> str:
    whos = list(_whos(norms))
    return next((str(sheet.rules["bearers"][who]) for who in whos if who in sheet.rules["bearers"]), "COMMITTEE")


def _whos(norms: list[Norm]) -> Iterator[str]:
    for norm in norms:
        if norm.kind in {"power", "duty", "cadence", "seal"} and norm.get("who"):
            yield norm.get("who")
        elif norm.kind == "standing_body":
            yield "standing_body"
        elif norm.kind in {"role", "count"}:
            yield norm.get("unit")
