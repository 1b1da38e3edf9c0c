"""Papers filed in a dossier, several at once, and taken out of it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.archive.facts import bare_facts, dossier_label, piece_facts
from chidao.archive.models import Dossier, DossierItem
from chidao.archive.pieces import Piece, file_piece, item_of, read_pieces
from chidao.archive.rules import against_filing, against_taking
from chidao.documents.acts.numbering import keep_file
from chidao.documents.uploads import CheckedFile
from chidao.kernel.errors import Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.wording import Text, same
from chidao.people.acts import BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class FileInDossier:
    """Papers put into an open dossier. One paper may lie in several; nothing is copied."""

    body: str = asked(*BODY)
    dossier: int = asked("Hồ sơ", "Dossier", "dossier")
    pieces: tuple[str, ...] = asked("Tài liệu", "Papers", "pieces", default=())
    files: tuple[CheckedFile, ...] = asked(
        "Tệp khác", "Other files", "files", default=(),
        hint=Text(
            "Tài liệu chưa có trong hệ thống: ảnh, bản quét, bảng tính.",
            "Papers that are not here yet: scans, pictures, workbooks.",
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeFromDossier:
    """A paper that does not belong in an open dossier; that it lay there, and why it left, is kept."""

    body: str = asked(*BODY)
    item: int = asked("Tài liệu trong hồ sơ", "Paper in the dossier", "hidden")
    reason: str = asked("Lý do đưa ra", "Why it is taken out")


def dossier_of(body: str, dossier: int) -> Dossier:
    """Return a dossier of a body. Raises NotFound."""
    found: Dossier | None = (
        Dossier.objects.filter(body=body, pk=dossier).select_related("handover", "meeting", "task").first()
    )
    if found is None:
        raise NotFound(Reason(code="no_dossier", says=_NO_DOSSIER, field="dossier"))
    return found


def locked_dossier(doing: Doing, body: str, dossier: int) -> Dossier:
    """Return a dossier with its work, locked until the act is done. Raises NotFound."""
    doing.locked(Dossier, body=body, pk=dossier)
    return dossier_of(body, dossier)


def add_pieces(doing: Doing, dossier: Dossier, pieces: Sequence[Piece], *, after: int = 0) -> list[DossierItem]:
    """File pieces in a dossier after the item with the ordinal `after`."""
    return doing.add_all(
        DossierItem(
            dossier=dossier, ordinal=after + place, label=each.label[:120], dated_on=each.dated_on,
            author=each.author[:300], title=each.title[:500], filed_at=doing.at, **{f"{each.kind}_id": each.id},
        )
        for place, each in enumerate(pieces, 1)
    )  # fmt: skip


def _about(given: FileInDossier, at: datetime) -> Matter:
    return Matter(body=given.body, says=same(dossier_label(dossier_of(given.body, given.dossier))))


def _about_item(given: TakeFromDossier, at: datetime) -> Matter:
    item = _item(given.body, given.item)
    return Matter(body=given.body, says=same(item.label or item.title))


@act(
    "file_in_dossier",
    ("Đưa tài liệu vào hồ sơ", "File in a dossier"),
    ("Đưa {n} tài liệu vào hồ sơ {what}", "Filed {n} papers in dossier {what}"),
    given=FileInDossier,
    about=_about,
)
def file_in_dossier(doing: Doing, given: FileInDossier) -> Mapping[str, object]:
    """File papers in a dossier. Raises Conflict where it is closed or they lie there already, NotFound for none."""
    dossier = locked_dossier(doing, given.body, given.dossier)
    pieces = read_pieces(given.body, given.pieces)
    rows = list(DossierItem.objects.filter(dossier=dossier))
    there = {item_of(row) for row in rows if row.taken_out_at is None}
    new = [file_piece(keep_file(doing, each)) for each in given.files]
    already = [each.said for each in (*pieces, *new) if (each.kind, each.id) in there]
    raise_if_any(Conflict, against_filing(bare_facts(dossier), already, nothing=not pieces and not new))
    last = max((row.ordinal for row in rows), default=0)
    made = add_pieces(doing, dossier, [*pieces, *new], after=last)
    _stands_with(doing, dossier)
    return {"dossier": dossier.pk, "items": [row.pk for row in made], "say": {"n": len(made)}}


@act(
    "take_from_dossier",
    ("Đưa tài liệu ra khỏi hồ sơ", "Take out of a dossier"),
    ("Đưa {what} ra khỏi hồ sơ {dossier}: {reason}", "Took {what} out of dossier {dossier}: {reason}"),
    given=TakeFromDossier,
    about=_about_item,
)
def take_from_dossier(doing: Doing, given: TakeFromDossier) -> Mapping[str, object]:
    """Take a paper out of an open dossier; its place stays with the reason. Raises Conflict once it is closed."""
    item = _item(given.body, given.item)
    dossier = locked_dossier(doing, given.body, item.dossier_id)
    piece = piece_facts(item, has_file=True)
    raise_if_any(Conflict, against_taking(bare_facts(dossier), piece))
    doing.change(item, taken_out_at=doing.at, taken_out_reason=given.reason.strip()[:300])
    _stands_with(doing, dossier)
    said = {"dossier": dossier_label(dossier), "reason": given.reason.rstrip(".")}
    return {"dossier": dossier.pk, "item": item.pk, "say": said}


def _stands_with(doing: Doing, dossier: Dossier) -> None:
    """Let the event stand with the dossier too, not only with its items: there people look for what happened."""
    doing.change(dossier, folded=dossier.folded)


def _item(body: str, item: int) -> DossierItem:
    rows = DossierItem.objects.filter(dossier__body=body, pk=item).select_related("document", "incoming")
    found: DossierItem | None = rows.first()
    if found is None:
        raise NotFound(Reason(code="no_item", says=_NO_ITEM, field="item"))
    return found


_NO_DOSSIER = Text("Không có hồ sơ này.", "There is no such dossier.")
_NO_ITEM = Text("Không có tài liệu này trong hồ sơ.", "There is no such paper in a dossier.")
