"""The foot of a document found among its paragraphs (PURE): the recipients, and who signed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from chidao.documents.checking.book import Book
from chidao.documents.checking.pieces import Piece, key_of, nonempty, parted
from chidao.documents.checking.sheet import Paragraph

# Room in which a signature is written, in points: what separates the post from the name.
ROOM_PT: Final = 24.0
NEAR: Final = 9
_NOTE: Final = re.compile(r"\s*[(\[].*[)\]]\s*$")
_FORM: Final = re.compile(r"\s*(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L|T\.M|K\.T|T\.L)\s*[.:/\s]\s*[A-ZĐÀ-Ỹ]")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed: the lines of authority and post, and the name."""

    authority: tuple[Piece, ...]
    signer: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Foot:
    """The end of a document; `is_there` false where none was found."""

    is_there: bool
    head: tuple[Piece, ...] = ()
    recipients: tuple[Piece, ...] = ()
    signatures: tuple[Signature, ...] = ()


def foot_begins(paragraphs: Sequence[Paragraph], book: Book, after: int = 0) -> int | None:
    """Return where the foot begins: at the recipients, or at a signature that stands before or without them."""
    named = next((at for at in range(after, len(paragraphs)) if _is_recipients(paragraphs[at])), None)
    if named is not None:
        return _with_signature_above(paragraphs, named, after)
    return _unnamed(paragraphs, after)


def find_foot(paragraphs: Sequence[Paragraph], book: Book) -> Foot:
    """Find the parts of a foot."""
    if not paragraphs:
        return Foot(is_there=False)
    pieces = [piece for each in paragraphs for piece in parted(each, book)]
    words = nonempty(pieces)
    head = next((piece for piece in words if key_of(piece.text).startswith("noinhan")), None)
    listed = _listed(words, head)
    used = {id(piece) for piece in listed} | ({id(head)} if head else set())
    signing = [piece for piece in pieces if id(piece) not in used]
    return Foot(True, (head,) if head else (), listed, _signatures(signing, book))


def is_note(text: str) -> bool:
    """Tell whether a line only says in brackets how it was signed."""
    return bool(_NOTE.match(text))


def signs_for(text: str) -> bool:
    """Tell whether a line begins by the form in which one signs, rightly written or not."""
    return bool(_FORM.match(text))


def _is_recipients(paragraph: Paragraph) -> bool:
    return key_of(paragraph.text[:30]).startswith("noinhan")


def _with_signature_above(paragraphs: Sequence[Paragraph], named: int, after: int) -> int:
    """Step back from the recipients over the signature where it stands above them, in a table or in lines."""
    start = _begin_of_table(paragraphs, named, after)
    lowest = max(after, start - NEAR)
    for at in range(lowest, start):
        paragraph = paragraphs[at]
        if signs_for(paragraph.text) or (_stands_right(paragraph) and _is_post(paragraph)):
            return _begin_of_table(paragraphs, at, after)
    return start


def _begin_of_table(paragraphs: Sequence[Paragraph], at: int, after: int) -> int:
    """Step back to where the table of a paragraph begins: minutes are signed at the left too."""
    spot = paragraphs[at].spot
    while spot is not None and at > after and (before := paragraphs[at - 1].spot) is not None:
        if before.table != spot.table:
            break
        at -= 1
    return at


def _unnamed(paragraphs: Sequence[Paragraph], after: int) -> int | None:
    """Find a signature without recipients: a form of signing, or a post in capitals at the right near the end."""
    filled = [at for at in range(after, len(paragraphs)) if paragraphs[at].text.strip()]
    for at in filled[-NEAR:]:
        paragraph = paragraphs[at]
        if paragraph.spot is not None and paragraph.spot.lined:
            continue
        if signs_for(paragraph.text) or (_is_post(paragraph) and _stands_right(paragraph)):
            return at
    return None


def _is_post(paragraph: Paragraph) -> bool:
    letters = [letter for letter in paragraph.text if letter.isalpha()]
    return 3 < len(letters) < 80 and all(letter == letter.upper() for letter in letters)


def _stands_right(paragraph: Paragraph) -> bool:
    if paragraph.spot is not None:
        return paragraph.spot.column > 0 and not paragraph.spot.lined
    return paragraph.align == "right" or paragraph.left_mm > 50 or paragraph.text.startswith("\t\t")


def _listed(words: Sequence[Piece], head: Piece | None) -> tuple[Piece, ...]:
    """Return the lines under the recipients' head: in its column, or at the left edge."""
    if head is None:
        return ()
    found = []
    for piece in words:
        if piece is head or piece.index < head.index:
            continue
        if piece.paragraph.spot == head.paragraph.spot and piece.start_mm < head.start_mm + 25:
            found.append(piece)
    return tuple(found)


def _signatures(pieces: Sequence[Piece], book: Book) -> tuple[Signature, ...]:
    """Return the signatures, each column of a table its own; without a table they stand one under the other."""
    columns: dict[tuple[int, int] | None, list[Piece]] = {}
    for piece in pieces:
        spot = piece.paragraph.spot
        columns.setdefault((spot.table, spot.column) if spot else None, []).append(piece)
    posts = tuple(f"{post} " for post in book.words("posts"))
    found = [_signature(column, posts) for column in columns.values()]
    return tuple(each for each in found if each.authority or each.signer)


def _signature(column: Sequence[Piece], posts: tuple[str, ...]) -> Signature:
    """Part a column into authority and name: by the room left for signing, else where the capitals end."""
    lines = list(_spaced(column))

    def is_office(piece: Piece) -> bool:
        # An office may stand in capitals under the signature, over the name (mục II.7.c).
        return piece.is_capitals and f"{piece.said} ".startswith(posts)

    later = range(1, len(lines))
    at = next((at for at in later if lines[at][1] >= ROOM_PT and not is_office(lines[at][0])), None)
    if at is None:
        at = next((at for at in later if not (lines[at][0].is_capitals or signs_for(lines[at][0].text))), len(lines))
    pieces = [piece for piece, _ in lines]
    return Signature(tuple(pieces[:at]), tuple(pieces[at : at + 1]))


def _spaced(column: Sequence[Piece]) -> Iterator[tuple[Piece, float]]:
    """Yield the lines that say something, each with the room above it in points."""
    gap = 0.0
    for piece in column:
        words = piece.text.strip()
        gap += piece.paragraph.before_pt + (0 if words else 12)
        if words and not is_note(piece.text) and not piece.is_typed_rule:
            yield piece, gap
            gap = piece.paragraph.after_pt
