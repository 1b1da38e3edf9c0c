"""The forms of the acts on dossiers: papers to be ticked, groups and retentions to be chosen, where to go after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from chidao.archive.models import DossierItem
from chidao.archive.pieces import Piece
from chidao.archive.proposing import loose_pieces, work_pieces
from chidao.archive.queries import DossierRow, dossier_list, dossier_page, one_dossier
from chidao.archive.retention import retention
from chidao.archive.rules import LEVELS
from chidao.documents.composing import issued_by
from chidao.kernel.errors import NotFound
from chidao.kernel.wording import Text, same
from chidao.web.acting.choices import offers_choices
from chidao.web.acting.shapes import Crumb, Shape, number_in, shapes, with_fields
from chidao.web.acting.views import after, fills
from chidao.web.fields import Field, Option
from chidao.web.here import Here

MOST_OFFERED: Final = 100


@after("open_dossier", "file_in_dossier", "take_from_dossier", "close_dossier")
def to_dossier(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the dossier."""
    return reverse("dossier", args=[here.body, int(outcome["dossier"])])


@after("hand_over_dossiers")
def to_handovers(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the hand-overs, where minutes and package are."""
    return reverse("handovers", args=[here.body])


@offers_choices("dossier_group")
def groups(here: Here) -> Iterable[Option]:
    """The groups of files of the table of retention, each with what it proposes."""
    table = retention()
    for each in table.groups.values():
        yield Option(value=each.id, label=each.title, note=table.codes[each.code].title)


@offers_choices("retention")
def retentions(here: Here) -> Iterable[Option]:
    """The codes of retention."""
    for each in retention().codes.values():
        yield Option(value=each.code, label=Text(f"{each.code} – {each.title.vi}", f"{each.code} – {each.title.en}"))


@offers_choices("dossier")
def open_dossiers(here: Here) -> Iterable[Option]:
    """The newest dossiers that are open."""
    for row in dossier_list(here.eyes, here.today, state="open"):
        yield Option(value=str(row.id), label=same(row.label), note=same(row.title[:80]))


@shapes("open_dossier")
def opening_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Offer what the work has brought forth, ticked, and say which meeting or task it is."""
    meeting, task = number_in(values, "meeting"), number_in(values, "task")
    work = work_pieces(here.eyes, meeting=meeting, task=task) if meeting or task else []
    found = work or loose_pieces(here.eyes, most=MOST_OFFERED)
    changes: dict[str, Mapping[str, Any]] = {"pieces": {"options": tuple(_option(each) for each in found)}}
    if work and "pieces" not in values:
        changes["pieces"] = {**changes["pieces"], "value": [each.what for each in work]}
    return Shape(fields=with_fields(fields, **changes), crumbs=(_to_list(here),))


@shapes("file_in_dossier")
def filing_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Offer the papers of the dossier's work that are not in it, then what lies in no dossier."""
    row = _row(here, values)
    page = dossier_page(here.eyes, row.id, here.today)
    there = {f"{each.kind}:{each.paper}" for each in page.items}
    work = work_pieces(here.eyes, meeting=row.meeting, task=row.task) if row.meeting or row.task else []
    ticked = [each.what for each in work if each.what not in there]
    found = {each.what: each for each in (*work, *loose_pieces(here.eyes, most=MOST_OFFERED)) if each.what not in there}
    pieces: dict[str, Any] = {"options": tuple(_option(each) for each in found.values())}
    if "pieces" not in values:
        pieces["value"] = ticked
    shaped = with_fields(fields, dossier={"kind": "hidden"}, pieces=pieces)
    return Shape(fields=shaped, crumbs=_crumbs(here, row), lead=same(row.title))


@shapes("close_dossier")
def closing_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Say which dossier it is."""
    row = _row(here, values)
    shaped = with_fields(fields, dossier={"kind": "hidden"}, lacking={"kind": "textarea", "rows": 2})
    return Shape(fields=shaped, crumbs=_crumbs(here, row), lead=same(row.title))


@shapes("take_from_dossier")
def taking_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Say which paper of which dossier it is."""
    item = DossierItem.objects.filter(dossier__body=here.body, pk=number_in(values, "item") or 0).first()
    if item is None:
        raise Http404("item")
    row = _row(here, {"dossier": str(item.dossier_id)})
    return Shape(fields=fields, crumbs=_crumbs(here, row), lead=same(f"{item.label} {item.title}".strip()))


@fills("hand_over_dossiers")
def propose_handing(here: Here, first: Mapping[str, object]) -> Mapping[str, object]:
    """Propose every closed dossier, the body as the giver's side, the current archive of its agency as receiver."""
    level = str(first.get("level") or "current")
    above = issued_by(here.body, here.today).superior_body
    archive = LEVELS["historical" if level == "historical" else "current"].vi
    receiver = {"level": level, "receiver": f"{archive}, {above}" if above else archive}
    if "dossiers" in first:
        return receiver
    return {**receiver, "dossiers": [str(row.id) for row in _to_hand_over(here, level)]}


@shapes("hand_over_dossiers")
def handing_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Offer the dossiers that may go to the archive chosen."""
    level = str(values.get("level") or "current")
    options = tuple(
        Option(value=str(row.id), label=same(f"{row.label} {row.title}"[:120]), note=row.retention_title)
        for row in _to_hand_over(here, level)
    )
    shaped = with_fields(
        fields, dossiers={"options": options}, handed_on={"most": here.today}, level={"kind": "hidden", "value": level}
    )
    crumb = Crumb(title=Text("Giao nộp lưu trữ", "Hand-overs"), url=reverse("handovers", args=[here.body]))
    chosen = values.get("dossiers") or ()
    query = urlencode({"dossiers": chosen, "level": level, "receiver": values.get("receiver") or ""}, doseq=True)
    return Shape(
        fields=shaped,
        template="dossiers/hand_form.html",
        crumbs=(_to_list(here), crumb),
        lead=LEVELS["historical" if level == "historical" else "current"],
        context={"draft_query": query if chosen else ""},
    )


def _to_hand_over(here: Here, level: str) -> list[DossierRow]:
    wanted = "closed" if level == "current" else "current"
    rows = dossier_list(here.eyes, here.today, state=wanted, most=30)
    return [row for row in rows if level == "current" or row.retention == "01"]


def _row(here: Here, values: Mapping[str, object]) -> DossierRow:
    """Return the dossier that a form is about. Raises Http404 for one that is not the reader's to see."""
    try:
        dossier = one_dossier(here.eyes, number_in(values, "dossier") or 0)
    except NotFound as missing:
        raise Http404(str(missing)) from missing
    return dossier_page(here.eyes, dossier.pk, here.today).row


def _option(piece: Piece) -> Option:
    on = f"{piece.dated_on.day}/{piece.dated_on.month}/{piece.dated_on.year}" if piece.dated_on else ""
    title = f"{piece.label} {piece.title}".strip()
    return Option(value=piece.what, label=same(title[:160]), note=same(on))


def _crumbs(here: Here, row: DossierRow) -> tuple[Crumb, ...]:
    return (_to_list(here), Crumb(title=same(row.label), url=reverse("dossier", args=[here.body, row.id])))


def _to_list(here: Here) -> Crumb:
    return Crumb(title=Text("Hồ sơ", "Dossiers"), url=reverse("dossiers", args=[here.body]))
