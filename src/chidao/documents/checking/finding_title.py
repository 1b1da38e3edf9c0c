"""What stands between head and body (PURE): kind, subject, stamp, addressees; an appendix's label and name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from chidao.documents.checking.book import Book
from chidao.documents.checking.finding_rules import rule_under
from chidao.documents.checking.pieces import Piece, key_of, nonempty

SUBJECT_REACH: Final = 6
ADDRESSED: Final = re.compile(r"\s*kính\s+(?:gửi|gởi|mời)\b", re.IGNORECASE)
_DASH: Final = re.compile(r"\s*[-–—+•]")
_DIVISION: Final = re.compile(r"\s*(?:phần|chương|mục)\s+[ivxlc\d]+", re.IGNORECASE)
_ATTACHED: Final = re.compile(r"\s*\(?\s*(?:ban hành\s+)?kèm theo\b", re.IGNORECASE)


def title_parts(role: str, middle: Sequence[Piece], book: Book, *, lettered: bool) -> dict[str, tuple[Piece, ...]]:
    """Return the components before the body; an official letter, `lettered`, has neither kind nor subject here."""
    pieces = [piece for piece in nonempty(middle) if not piece.is_typed_rule]
    found: dict[str, tuple[Piece, ...]] = {}
    if role == "appendix" and pieces:
        return _appendix_parts(pieces)
    at = _skip_stamps(pieces, found, book)
    at, kind = (at, {}) if lettered else _kind_and_subject(pieces, at, middle, book)
    found |= kind
    lines = _addressees(pieces[at:])
    if lines:
        found["addressees"] = lines
    return found


def _skip_stamps(pieces: Sequence[Piece], found: dict[str, tuple[Piece, ...]], book: Book) -> int:
    stamps = {name.upper() for name in book.words("stamps_mm")}
    at = 0
    while at < len(pieces) and pieces[at].said.upper() in stamps:
        found["urgency"] = (pieces[at],)
        at += 1
    return at


def _kind_and_subject(
    pieces: Sequence[Piece], at: int, middle: Sequence[Piece], book: Book
) -> tuple[int, dict[str, tuple[Piece, ...]]]:
    if at >= len(pieces) or not _is_kind(pieces[at], book):
        return at, {}
    found: dict[str, tuple[Piece, ...]] = {"kind": (pieces[at],)}
    subject = _subject(pieces[at : at + 1 + SUBJECT_REACH], middle)
    if subject:
        found["subject"] = subject
    at += 1 + len(subject)
    if at < len(pieces) and _ATTACHED.match(pieces[at].text):
        found["attached_to"] = (pieces[at],)
        at += 1
    if at < len(pieces) and subject and _is_competence(pieces[at]):
        found["competence"] = (pieces[at],)
        at += 1
    return at, found


def _subject(pieces: Sequence[Piece], middle: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the lines of the subject, which follow the kind until a rule is drawn or another thing begins."""
    kind, *lines = pieces
    found: list[Piece] = []
    for piece in lines:
        if not _is_subject(piece, found, kind) or (found and rule_under(found, middle)):
            break
        found.append(piece)
    return tuple(found)


def _is_competence(piece: Piece) -> bool:
    """Tell whether a line names by whose competence a decision is taken; a chapter's label does not."""
    return piece.is_capitals and piece.paragraph.align == "center" and not _DIVISION.match(piece.text)


def _is_kind(piece: Piece, book: Book) -> bool:
    known = {key_of(name) for name in (*book.words("kinds"), *book.words("other_kinds"))}
    if piece.key in known:
        return True
    centred = piece.paragraph.align == "center"
    return centred and piece.is_capitals and len(piece.said) < 60 and not ADDRESSED.match(piece.text)


def _is_subject(piece: Piece, subject: Sequence[Piece], kind: Piece) -> bool:
    if ADDRESSED.match(piece.text) or _ATTACHED.match(piece.text) or begins_basis(piece.text):
        return False
    if subject:
        same = piece.paragraph.align == subject[0].paragraph.align == "center"
        return (
            same
            and (subject[0].is_capitals or not piece.is_capitals)
            and piece.mostly("bold") == subject[0].mostly("bold")
        )
    loose = piece.paragraph.align == "center" or piece.mostly("bold") or abs(piece.centre_mm - kind.centre_mm) < 10
    return loose and not piece.said.endswith((":", ";")) and len(piece.said) < 400


def begins_basis(text: str) -> bool:
    """Tell whether a line begins as a legal basis does."""
    return bool(re.match(r"\s*(?:căn cứ|theo đề nghị|xét đề nghị)\b", text, re.IGNORECASE))


def _addressees(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the salutation and the lines that go on with it."""
    start = next((at for at, piece in enumerate(pieces[:4]) if ADDRESSED.match(piece.text)), None)
    if start is None:
        return ()
    found = [pieces[start]]
    alone = not re.sub(r"^[^:]*:?", "", pieces[start].said).strip()
    for piece in pieces[start + 1 :]:
        numbered = piece.paragraph.number.startswith(("-", "•"))
        if not (_DASH.match(piece.text) or numbered or (alone and _is_addressee(piece, found))):
            break
        found.append(piece)
    return tuple(found)


def _is_addressee(piece: Piece, found: Sequence[Piece]) -> bool:
    """Tell whether a line without a dash still names an addressee: short, ended as a list, far from the left."""
    listed = piece.said.endswith((";", ".")) or len(found) == 1
    return listed and len(piece.said) < 150 and piece.start_mm > 20 and not begins_basis(piece.text)


def _appendix_parts(pieces: Sequence[Piece]) -> dict[str, tuple[Piece, ...]]:
    found = {"appendix_label": (pieces[0],)}
    title: list[Piece] = []
    for piece in pieces[1:SUBJECT_REACH]:
        if _ATTACHED.match(piece.text):
            found["attached_to"] = (piece,)
            break
        centred = piece.paragraph.align == "center" or (not title and piece.mostly("bold"))
        if not (centred and piece.paragraph.spot is None and (not title or piece.is_capitals)):
            break
        title.append(piece)
    return found | ({"appendix_title": tuple(title)} if title else {})
